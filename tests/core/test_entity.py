"""What stands for an entity type where there is no colour."""

from reader.core.entity import EntityType, sign


def test_each_type_has_a_sign_of_its_own():
    signs = [sign(one) for one in EntityType]
    assert len(set(signs)) == len(signs)
    assert all(len(one) == 1 for one in signs)


def test_a_label_of_a_plug_in_has_its_first_letter():
    assert sign("Weapon") == "W"
    assert sign("") == "?"
