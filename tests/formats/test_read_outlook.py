"""Messages of Outlook: headers, text, what is attached; and what to install for them."""

import sys
from pathlib import Path

import pytest

from reader.core.document import BlockKind
from reader.core.errors import ReaderError
from reader.formats import outlook
from reader.formats.registry import Registry
from reader.formats.source import Source
from tests.formats.make_ole import make_msg

CHRISTMAS = 133_795_584_000_000_000
MESSAGE = make_msg(
    "Übergabe",
    "Dear Anna,\r\n\r\n> Who counted?\r\n\r\nNineteen.\r\n",
    sender="Iryna Savchuk",
    to=["Anna Novák", "Ada"],
    sent=CHRISTMAS,
    attached=[("list.csv", b"a,b\n")],
)


def opened(data, name="a.msg"):
    return Registry().convert(Source(Path(name), data))


def test_a_message_has_headers_paragraphs_quotations_and_attachments():
    document = opened(MESSAGE)
    text = document.text
    assert [(block.kind, text.slice(block.start, block.end)) for block in document.blocks] == [
        (BlockKind.HEADING, "Übergabe"),
        (BlockKind.METADATA, "From: Iryna Savchuk"),
        (BlockKind.METADATA, "To: Anna Novák, Ada"),
        (BlockKind.METADATA, "Date: 2024-12-25 00:00"),
        (BlockKind.PARAGRAPH, "Dear Anna,"),
        (BlockKind.QUOTE, "Who counted?"),
        (BlockKind.PARAGRAPH, "Nineteen."),
        (BlockKind.METADATA, "Attached: list.csv (4 bytes)"),
    ]
    metadata = document.metadata
    assert (metadata.title, metadata.authors) == ("Übergabe", ("Iryna Savchuk",))
    assert metadata.date == "2024-12-25"


def test_a_message_in_html_alone_is_read_as_a_page():
    html = b"<html><body><p>One</p><ul><li>Two</li></ul></body></html>"
    assert str(opened(make_msg("Hi", html=html)).text) == "Hi\n\nOne\n\nTwo"


def test_a_message_is_told_by_its_content():
    assert opened(MESSAGE, "message").kind == "msg"


def test_a_damaged_message_says_so():
    with pytest.raises(ReaderError, match="damaged"):
        opened(MESSAGE[:2048])


def test_without_the_library_the_command_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "oxmsg", None)
    with pytest.raises(ReaderError) as caught:
        outlook.convert(Source(Path("a.msg"), MESSAGE))
    assert "pip install 'reader-tui[outlook]'" in caught.value.remedy
