"""Names and their types."""

import pytest


@pytest.mark.parametrize(
    ("sentence", "name", "label"),
    [
        ("The T-72B3 was hit near the bridge.", "T-72B3", "PRODUCT"),
        ("Two Su-35S jets took off.", "Su-35S", "PRODUCT"),
        ("They fired M777 howitzers at dawn.", "M777", "PRODUCT"),
        ("She was born in France.", "France", "GPE"),
        ("The Ukrainian delegation left.", "Ukrainian", "NORP"),
        ("Ships crossed the Black Sea at night.", "Black Sea", "LOC"),
        ("He spoke to the European Commission.", "European Commission", "ORG"),
        ("It broke out after World War II.", "World War II", "EVENT"),
        ("Flights to Vantaa International Airport resumed.", "Vantaa International Airport", "FAC"),
        ("Talks with Hezbollah failed.", "Hezbollah", "ORG"),
        ("Cases of malaria fell in Burkina Faso.", "Burkina Faso", "GPE"),
        ("The UN said no.", "UN", "ORG"),
    ],
)
def test_types(found, sentence, name, label):
    assert (name, label) in found(sentence)


def test_a_name_on_two_lines_is_one(found):
    assert ("Joe\nBiden", "PERSON") in found(
        "The guest was President Joe\nBiden of the United States."
    )


def test_covid_19_is_no_weapon(found):
    assert not any(label == "PRODUCT" for _, label in found("The COVID-19 pandemic began."))


def test_us_is_a_pronoun_in_small_letters(found):
    assert found("They told us who it is.") == []
