"""The colours of tags on the page."""

from __future__ import annotations

import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.core.entity import EntityType
from reader.core.paint import PLAIN
from reader.core.theme import CONTRAST, contrast, read_theme
from reader.drawing.palette import Pen, ViewPalette

LAMPLIGHT = Path(__file__).parents[2] / "themes" / "lamplight.toml"
PALETTE = ViewPalette(entities={"GPE": "#9ccfd8", "PERSON": "#ebbcba"})


@given(st.integers(0, 0xFFFFFF))
def test_words_can_be_read_on_the_tint_of_any_tag(number):
    (tint,) = PALETTE.with_codes({"1": f"#{number:06x}"}).codes.values()
    assert contrast(PALETTE.text, tint) >= CONTRAST


def test_tags_of_different_colours_look_different():
    codes = PALETTE.with_codes({"1": "#e06c75", "2": "#61afef"}).codes
    assert codes["1"] != codes["2"]
    assert PALETTE.background not in codes.values()


def test_sixteen_colours_add_hues_to_what_attributes_say():
    theme = read_theme("lamplight", tomllib.loads(LAMPLIGHT.read_text(encoding="utf-8")))
    plain = ViewPalette.of(theme, monochrome=True)
    hued = ViewPalette.of(theme, monochrome=True, hues=True)
    for label in EntityType:
        look = PLAIN._replace(entity=label)
        assert plain.pen(look) == Pen(bold=True)
        assert hued.pen(look)._replace(foreground="") == plain.pen(look)
    assert hued.pen(PLAIN._replace(entity="GPE")).foreground
    assert hued.pen(PLAIN._replace(entity="GPE", selected=True)) == Pen(bold=True, reverse=True)
    assert hued.pen(PLAIN) == Pen()
    assert hued.entity_pen("ORG") == hued.pen(PLAIN._replace(entity="ORG"))
