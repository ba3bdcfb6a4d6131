"""Mail as it is read: who, when, what was said, what was quoted, what hangs on it."""

from pathlib import Path

import pytest

from reader.core.document import BlockKind
from reader.core.errors import ReaderError
from reader.formats import mail
from reader.formats.source import Source

HEAD = b"From: Ada <ada@example.org>\nSubject: Bridge\nDate: Fri, 21 Mar 2025 10:00:00 +0000\n"


def converted(data):
    return mail.convert(Source(Path("a.eml"), data))


def said(document):
    """Return the texts of what is no heading and no header."""
    kinds = {BlockKind.HEADING, BlockKind.METADATA}
    return [document.text.slice(b.start, b.end) for b in document.blocks if b.kind not in kinds]


def test_subject_author_and_date_are_metadata():
    metadata = converted(HEAD + b"\nHi.\n").metadata
    assert metadata.title == "Bridge"
    assert metadata.authors == ("Ada <ada@example.org>",)
    assert metadata.date == "2025-03-21"


def test_quotations_have_their_depth():
    document = converted(HEAD + b"\nYes.\n> Safe?\n>> Who asks?\n> > I do.\nNo.\n")
    quotes = [b.level for b in document.blocks if b.kind is BlockKind.QUOTE]
    assert said(document) == ["Yes.", "Safe?", "Who asks?", "I do.", "No."]
    assert quotes == [1, 2, 2]


def test_html_is_read_where_there_is_no_plain_text():
    data = HEAD + b"Content-Type: text/html; charset=latin-1\n\n<p>Gr\xfc\xdfe <b>aus</b> K\xf6ln"
    assert said(converted(data)) == ["Grüße aus Köln"]


def test_an_unknown_charset_is_guessed():
    data = HEAD + b"Content-Type: text/plain; charset=nope\n\n\x93No\x94 \x96 twice.\n"
    assert said(converted(data)) == ["“No” – twice."]


def test_broken_transport_encodings_do_no_harm():
    data = HEAD + (
        b"Cc: =?nope?b?////?= =?utf-8?b?!?=\nContent-Transfer-Encoding: base64\n\nnot base64\n"
    )
    assert converted(data).metadata.title == "Bridge"


def test_a_forwarded_message_is_read_in_its_place():
    data = HEAD + (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee below.\n--b\n"
        b"Content-Type: message/rfc822\n\n"
        b"From: Bob <b@example.org>\nSubject: Inner\n\nInside.\n--b--\n"
    )
    document = converted(data)
    assert said(document) == ["See below.", "Inside."]
    assert [heading.level for heading in document.outline()] == [1, 2]


def test_a_saved_page_is_read_without_its_pictures():
    data = (
        b"From: <Saved by Blink>\nSubject: Page\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/related; type=text/html; boundary=b\n\n--b\n"
        b"Content-Type: text/html\n\n<h1>News</h1><p>Of the day.\n--b\n"
        b"Content-Type: image/png\nContent-Location: x.png\n\nAAAA\n--b--\n"
    )
    assert said(converted(data)) == ["Of the day."]


def test_what_has_no_headers_is_no_mail():
    with pytest.raises(ReaderError, match="no mail"):
        converted(b"\nJust a text.\n")


def test_messages_in_messages_end():
    data = HEAD + b"Content-Type: message/rfc822\n\n"
    document = converted(data * 40 + HEAD + b"\nDeep.\n")
    assert len(document.outline()) <= 12
