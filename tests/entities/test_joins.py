"""Names that come in pieces."""

import pytest


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("They met Khalid al-Mansouri in Doha.", "Khalid al-Mansouri", "PERSON"),
        ("Shares of Marsh & Verstappen fell.", "Marsh & Verstappen", "ORG"),
        (
            "The Security Service of Ukraine arrested a baker.",
            "Security Service of Ukraine",
            "ORG",
        ),
        (
            "She led the Front for the Liberation of Ituri for a year.",
            "Front for the Liberation of Ituri",
            "ORG",
        ),
        (
            "He warned the Ministry of Environment and Urbanisation in May.",
            "Ministry of Environment and Urbanisation",
            "ORG",
        ),
        ("The ships of Brenner Marine Holdings were sold.", "Brenner Marine Holdings", "ORG"),
        ("She left Brenner Marine, Inc. in May.", "Brenner Marine, Inc.", "ORG"),
        ("It hit a depot of the 93rd Mechanised Brigade.", "93rd Mechanised Brigade", "ORG"),
        (
            "A drone was shot down by the 1129th Anti-Aircraft Regiment on Monday.",
            "1129th Anti-Aircraft Regiment",
            "ORG",
        ),
        (
            "Soldiers of the United Nations Interim Force in Lebanon withdrew.",
            "United Nations Interim Force in Lebanon",
            "ORG",
        ),
        ("Shells fell on Komitas School No. 4 at noon.", "Komitas School No. 4", "ORG"),
        ("In London the FTSE 100 fell.", "FTSE 100", "ORG"),
        ("They held Hill 212 until noon.", "Hill 212", "LOC"),
        ("A bus burned on Highway 40 near Kut.", "Highway 40", "FAC"),
        ("They fired a 2S19 Msta-S howitzer at the ridge.", "2S19 Msta-S", "PRODUCT"),
        ("They saw an EA-6B Prowler take off.", "EA-6B Prowler", "PRODUCT"),
        ("It is said by Amnesty International of BL-755 bombs.", "Amnesty International", "ORG"),
        ('A goal by Andriy "Bear" Melnyk decided it.', 'Andriy "Bear" Melnyk', "PERSON"),
        ("Roads were cut when Typhoon Nakri came ashore.", "Typhoon Nakri", "EVENT"),
        ("The strike near Deir al-Balah killed two.", "Deir al-Balah", "GPE"),
    ],
)
def test_the_pieces_of_a_name_are_one(found, text, name, label):
    assert (name, label) in [(words.removeprefix("The "), kind) for words, kind in found(text)]


def test_a_person_of_a_place_is_a_person_and_a_place(found):
    names = found("The crowd waited for Dan Quayle of Indiana.")
    assert ("Dan Quayle", "PERSON") in names
    assert ("Indiana", "GPE") in names


def test_a_body_and_a_country_are_two_names(found):
    names = found("They saw no operational links between al-Qaeda and Iraq.")
    assert names == [("al-Qaeda", "ORG"), ("Iraq", "GPE")]


def test_the_number_of_a_postal_district_is_no_part_of_the_name(found):
    assert ("London", "GPE") in found("Osman Adam Khatib, 20, London E17")


def test_the_numbers_of_parts_are_no_names(found):
    assert not found("Parts I through IV, VI through VI-D-iii, VII, II-C-1 and III-B-2 hold.")


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("They left the village of Stara Zburnivka.", "Stara Zburnivka", "GPE"),
        ("Tresmontes crosses the river Arlo, they say.", "Arlo", "LOC"),
        ("The road to Kabaya-Nord village is closed.", "Kabaya-Nord", "GPE"),
    ],
)
def test_the_word_beside_a_place_says_that_it_is_one(found, text, name, label):
    assert (name, label) in found(text)


def test_the_city_of_a_council_is_no_word_beside_a_place(found):
    assert ("Gwen Tyler", "GPE") not in found("Gwen Tyler city council chair resigned.")


def test_a_board_of_directors_is_no_name(found):
    assert not [name for name, _ in found("The Board of Directors met.") if "Directors" in name]


def test_ships_and_weapons_are_products(found):
    text = "The frigate Roald Amundsen and USS Carney fired Hsiung Feng III missiles at Krasukha-4."
    products = {name for name, label in found(text) if label == "PRODUCT"}
    assert {"Roald Amundsen", "USS Carney", "Krasukha-4"} <= products


def test_syllables_of_east_asian_names_belong_together(found):
    names = found("Lai Hsin-yuan met Kim Dae-jung; the Moscow-run station showed it.")
    assert ("Lai Hsin-yuan", "PERSON") in names
    assert ("Kim Dae-jung", "PERSON") in names
    assert ("Moscow", "GPE") in names


def test_a_heading_has_no_name_that_breaks_off(recogniser):
    text = "The Night the Grid Held\n\nAt noon the lights came back."
    found = [text[one.start : one.end] for one in recogniser.annotate(text, "en")]
    assert not any(name.endswith(" the") for name in found)
