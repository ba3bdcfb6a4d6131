"""Addresses and the like are no names and no numbers."""

import pytest


@pytest.mark.parametrize(
    "address",
    [
        "https://Paris.example.org/Joe_Biden?x=2022",
        "www.London.example",
        "Joe.Biden@Paris.example.org",
        "@JoeBiden",
        "Paris_1940_London",
        "192.168.10.20",
        "GB29NWBK60161331926819",
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "+44 20 7946 0958",
    ],
)
def test_nothing_inside_an_address_is_marked(found, address):
    assert found(f"it is at {address} now") == []


def test_what_stands_around_an_address_is_marked(found):
    assert found("Angela Merkel (angela@example.org) left Paris.") == [
        ("Angela Merkel", "PERSON"),
        ("Paris", "GPE"),
    ]
