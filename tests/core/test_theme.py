"""Themes are checked before they are used: complete, real colours, readable."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from reader.core.theme import ThemeError, contrast, read_theme

THEMES = sorted((Path(__file__).parents[2] / "themes").glob("*.toml"))


def table() -> dict:
    return tomllib.loads(THEMES[0].read_text())


@pytest.mark.parametrize("path", THEMES, ids=lambda path: path.stem)
def test_a_shipped_theme_is_complete_and_readable(path):
    assert read_theme(path.stem, tomllib.loads(path.read_text())).title


def test_three_themes_are_shipped_one_of_them_light():
    themes = [read_theme(path.stem, tomllib.loads(path.read_text())) for path in THEMES]
    assert len(themes) >= 3
    assert {theme.dark for theme in themes} == {True, False}


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_missing_colour_is_named():
    broken = table()
    del broken["theme"]["heading"]
    with pytest.raises(ThemeError, match="lacks heading"):
        read_theme("x", broken)


def test_a_missing_table_is_named():
    broken = table()
    del broken["entities"]
    with pytest.raises(ThemeError, match=r"\[entities\] is missing"):
        read_theme("x", broken)


@pytest.mark.parametrize("value", ["red", "#12345", "$primary", 7, "#12345g"])
def test_what_is_not_a_colour_is_refused(value):
    broken = table()
    broken["theme"]["text"] = value
    with pytest.raises(ThemeError, match="text is not a colour"):
        read_theme("x", broken)


def test_an_unknown_name_is_refused():
    broken = table()
    broken["entities"]["PERSONS"] = "#ffffff"
    with pytest.raises(ThemeError, match="unknown name “PERSONS”"):
        read_theme("x", broken)


def test_text_that_could_not_be_read_is_refused():
    broken = table()
    broken["theme"]["text"] = broken["theme"]["background"]
    with pytest.raises(ThemeError, match="contrast of 1"):
        read_theme("x", broken)
