"""The encoding of a text is seen, and chosen where the guess is wrong."""

from __future__ import annotations

import pytest

from reader.compose import Services
from reader.ui.dialogs.notice import Notice
from reader.ui.dialogs.picker import Picker
from tests.ui.driving import SIZE, done, opened, press

TEXT = "Zażółć gęślą jaźń.\n\nKyiv is where the wire ends, says Łukasz.\n"


@pytest.fixture
def polish(folder):
    path = folder / "polish.txt"
    path.write_bytes(TEXT.encode("cp1250"))
    return path


async def choose(pilot, *typed):
    await press(pilot, "g", "e")
    assert isinstance(pilot.app.screen, Picker)
    await press(pilot, *typed, "enter")
    await done(pilot)


async def test_the_encoding_is_chosen_and_what_is_annotated_stays(new_app, polish, services):
    async with new_app("polish.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await choose(pilot, *"cyrillic", "space", *"windows")
        assert screen.session.document.encoding == "cp1251"
        assert "cp1251" in str(screen._message)
        start = str(screen.session.document.text).index("Kyiv")
        screen.session.annotate([(start, start + 4)], note="where?")
        await choose(pilot, *"central", "space", *"european", "space", *"windows")
        assert str(screen.session.document.text) == TEXT
        assert screen.heading == "Zażółć gęślą jaźń."
        assert [one.quote for one in screen.annotations] == ["Kyiv"]


async def test_the_choice_is_kept_for_the_document(new_app, polish, services):
    wrong = services.open_session(polish).document
    assert services.library.entry(polish).title == wrong.metadata.title
    services.read_in(polish, "cp1250")
    later = Services(services.locations)
    assert str(later.open_session(polish).document.text) == TEXT
    assert later.library.entry(polish).title == "Zażółć gęślą jaźń."
    later.read_in(polish, "")
    assert later.open_session(polish).document == wrong


async def test_what_the_document_is_read_as_is_told(new_app, polish):
    async with new_app("polish.txt").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "i")
        assert isinstance(pilot.app.screen, Notice)
        assert f"Encoding: {screen.session.document.encoding}" in pilot.app.screen._sentences


async def test_a_format_with_an_encoding_of_its_own_leaves_no_choice(new_app, folder):
    (folder / "mail.eml").write_bytes(b"From: a@example.org\nSubject: Hello\n\nA word.\n")
    async with new_app("mail.eml").run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await press(pilot, "g", "e")
        await done(pilot)
        assert "no choice" in str(screen._message)
