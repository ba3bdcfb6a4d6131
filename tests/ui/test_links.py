"""Links, footnotes, and what the document came from."""

from __future__ import annotations

import pytest

from reader.core.ports import Place
from reader.ui.clipboard import SystemClipboard
from reader.ui.dialogs.notice import Notice
from reader.ui.dialogs.picker import Picker
from reader.ui.screens.notes import NotesScreen
from tests.ui.driving import SIZE, done, opened, press, selected, settled

FILLER = "\n\n".join(f"Paragraph {number} goes on." for number in range(80))
PAPER = f"""\
---
title: On cables
author: Ada Novák
date: 2024-05-01
lang: en
---

# On cables

See [the end](#the-end) and [the site](https://example.org/a) first.[^why]

{FILLER}

## The end

It ends.

[^why]: Because it was laid in 1866.
"""
PAGE = f"""\
<html><head><title>Wire</title></head><body>
<nav><p>Home and contact</p></nav>
<article><h1>The wire</h1><p>The grid held in Odesa.</p><p>{FILLER}</p><p>It ended there.</p>
</article></body></html>
"""


@pytest.fixture
def paper(folder):
    (folder / "cables.md").write_text(PAPER, encoding="utf-8")


@pytest.fixture
def page(folder):
    (folder / "wire.html").write_text(PAGE, encoding="utf-8")


async def test_a_link_within_the_document_is_followed_and_come_back_from(new_app, paper):
    async with new_app("cables.md").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "]", "l")
        assert selected(screen) == "the end"
        await press(pilot, "g", "f")
        await settled(pilot)
        assert "The end" in screen.session.document.text.slice(screen.view.top_offset, 10**6)
        assert screen.view.progress == 1
        assert screen.selection is None
        await press(pilot, "ctrl+o")
        assert screen.view.top_offset == 0


async def test_a_footnote_is_gone_to(new_app, paper):
    async with new_app("cables.md").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "3", "]", "l")
        assert selected(screen) == "[1]"
        await press(pilot, "g", "f")
        await settled(pilot)
        assert screen.view.progress == 1
        assert screen.selection is None
        await press(pilot, "ctrl+o", "[", "l")
        assert selected(screen) == "[1]"


async def test_an_address_is_copied_and_never_opened(new_app, paper, monkeypatch):
    copied = []
    monkeypatch.setattr(SystemClipboard, "copy", lambda _self, text: copied.append(text) or "ok")
    async with new_app("cables.md").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "2", "]", "l", "g", "f")
        await settled(pilot)
        assert copied == ["https://example.org/a"]
        assert "https://example.org/a" in str(screen._message)


async def test_without_a_link_it_says_so(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "]", "l")
        assert "no link" in str(screen._message)
        await press(pilot, "g", "f")
        await settled(pilot)
        assert "select a link" in str(screen._message)


async def test_the_document_says_what_it_is(new_app, paper):
    async with new_app("cables.md").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "i")
        notice = pilot.app.screen
        assert isinstance(notice, Notice)
        told = notice._sentences
        assert "By: Ada Novák" in told
        assert "Date: 2024-05-01" in told
        assert "Language: en" in told
        assert any("known names" in one for one in told if one.startswith("Entities by: "))
        await press(pilot, "x")


async def test_notes_go_from_the_article_to_the_whole_page_and_back(new_app, page):
    async with new_app("wire.html").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        session = screen.session
        start = str(session.document.text).index("Odesa")
        session.annotate([(start, start + 5)], note="here")
        await press(pilot, "W")
        await done(pilot)
        whole = screen.session
        text = str(whole.document.text)
        assert text.startswith("Home and contact")
        assert [text[a:b] for one in screen.annotations for a, b in one.spans] == ["Odesa"]
        whole.annotate([(0, 4)], note="there")
        await press(pilot, "W")
        await done(pilot)
        assert [one.note for one in screen.annotations if one.spans] == ["here"]
        assert [one.note for one in screen.annotations if one.is_lost] == ["there"]
        assert "1 annotation" in str(screen._message)
        await press(pilot, "a")
        await done(pilot)
        await press(pilot, "/", *"anchor:orphan", "enter")
        await done(pilot)
        notes = pilot.app.screen
        assert isinstance(notes, NotesScreen)
        assert [one.annotation.quote for one in notes.notes.items] == ["Home"]
        await press(pilot, "enter")
        assert "its words are gone" in str(notes.status_line.render())
        await press(pilot, "q")
        await done(pilot)
        await press(pilot, "W")
        await done(pilot)
        assert {one.note for one in screen.annotations if one.spans} == {"here", "there"}


async def test_the_words_on_top_stay_on_top(new_app, page):
    async with new_app("wire.html").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "space")
        await settled(pilot)
        before = screen.session.document.text.slice(screen.view.top_offset, 10**6)[:20]
        await press(pilot, "W")
        await done(pilot)
        top = screen.view.top_offset
        assert before in screen.session.document.text.slice(max(0, top - 80), top + 80)


async def test_the_place_on_a_whole_page_is_not_kept_for_the_article(new_app, page, services):
    async with new_app("wire.html").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "W")
        await done(pilot)
        await press(pilot, "G")
        await screen.leave()
        assert services.catalogue.place(screen.session.document_id) == Place()


async def test_only_a_web_page_has_an_article(new_app):
    async with new_app("story.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "W")
        await done(pilot)
        assert "only a web page" in str(screen._message)


async def test_places_lead_through_a_document_without_headings(new_app, folder):
    (folder / "talk.srt").write_text(
        "1\n00:00:01,000 --> 00:00:02,000\nGood morning.\n\n"
        "2\n00:01:01,000 --> 00:01:02,000\nGood night.\n"
    )
    async with new_app("talk.srt").run_test(size=SIZE) as pilot:
        await opened(pilot)
        await press(pilot, "o")
        picker = pilot.app.screen
        assert isinstance(picker, Picker)
        assert [row.title for row in picker._rows] == ["00:00:01", "00:01:01"]
        await press(pilot, "escape")
