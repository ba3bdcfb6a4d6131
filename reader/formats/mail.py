"""Mail: one message (.eml), a mailbox (.mbox), or a web page saved as a message (.mhtml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from itertools import groupby

from reader.core.document import BlockKind, Document, Metadata
from reader.core.errors import ReaderError
from reader.core.plaintext import structure
from reader.formats.builder import Builder
from reader.formats.encoding import decode
from reader.formats.html_walker import HtmlWalker
from reader.formats.source import Source
from reader.formats.webpage import decode_html, parse_html

_SHOWN = ("From", "To", "Cc", "Date")
_SAVED_FROM = "Snapshot-Content-Location"
"""The header by which a browser says of which page a message is a copy; it names no sender."""
_MAX_DEPTH = 10
"""Messages in messages."""
_SEPARATOR = re.compile(rb"^From [^\n]{0,300}\n(?=[!-9;-~]{1,80}:)", re.MULTILINE)
_QUOTE = re.compile(r"(?:>[ \t]?)+")


def convert(source: Source) -> Document:
    """Return the message or the mailbox in `source`."""
    messages = list(_messages(source.data))
    first = messages[0]
    if not first.keys():
        raise ReaderError("this is no mail: it has no headers", str(source.path))
    builder = Builder()
    is_mailbox = len(messages) > 1
    for number, message in enumerate(messages, 1):
        if is_mailbox:
            builder.locate(f"message {number}")
        _write_message(message, builder, depth=0)
    if is_mailbox:
        # The first heading is the subject of one message, not the title of all.
        return builder.document("mbox", Metadata())._replace(metadata=Metadata())
    author = "" if _SAVED_FROM in first else _header(first, "From")
    metadata = Metadata(_header(first, "Subject"), (author,) if author else (), _date(first))
    return builder.document("eml", metadata)


def _messages(data: bytes) -> Iterator[Message]:
    """Yield the messages of a mailbox, or the one that `data` is."""
    lines = list(_SEPARATOR.finditer(data)) if data.startswith(b"From ") else []
    if not lines:
        yield message_from_bytes(data)
    ends = [line.start() for line in lines[1:]] + [len(data)]
    for line, end in zip(lines, ends, strict=False):
        yield message_from_bytes(data[line.end() : end].replace(b"\n>From ", b"\nFrom "))


def _write_message(message: Message, builder: Builder, *, depth: int) -> None:
    """Write the subject, the headers that matter, the text, and what is attached."""
    builder.begin(BlockKind.HEADING, level=min(6, depth + 1))
    builder.write(_header(message, "Subject"))
    is_saved_page = _SAVED_FROM in message
    for name in (_SAVED_FROM, "Date") if is_saved_page else _SHOWN:
        value = _header(message, name)
        if value:
            builder.begin(BlockKind.METADATA)
            builder.write(f"{'Saved from' if name == _SAVED_FROM else name}: {value}")
    builder.end()
    _write_part(message, builder, depth=depth)


def _write_part(part: Message, builder: Builder, *, depth: int) -> None:
    """Write a part of a message: its text, or its parts."""
    kind = part.get_content_type()
    if depth > _MAX_DEPTH:
        return
    if kind == "message/rfc822" or not part.is_multipart():
        _write_leaf(part, kind, builder, depth=depth)
        return
    parts = [found for found in part.get_payload() if isinstance(found, Message)]
    if kind == "multipart/alternative":
        parts = [_readable(parts)] if parts else []
    elif kind == "multipart/related":
        parts = parts[:1]  # the others are its pictures
    for found in parts:
        _write_part(found, builder, depth=depth)


def _readable(parts: list[Message]) -> Message:
    """Return the one of several forms of a text that reads best here: plain, if it is any."""
    for found in parts:
        if found.get_content_type() == "text/plain" and _bytes(found).strip():
            return found
    return parts[-1]


def _write_leaf(part: Message, kind: str, builder: Builder, *, depth: int) -> None:
    name = _plain_header(part.get_filename() or "")
    if kind == "message/rfc822":
        for inner in part.get_payload() if part.is_multipart() else ():
            if isinstance(inner, Message):
                _write_message(inner, builder, depth=depth + 1)
    elif name or not kind.startswith("text/") or part.get_content_disposition() == "attachment":
        builder.begin(BlockKind.METADATA)
        builder.write(f"Attached: {name or kind} ({len(_bytes(part)):,} bytes)")
        builder.end()
    elif kind == "text/html":
        tree = parse_html(str(decode_html(_bytes(part)).text))
        if tree.body is not None:
            HtmlWalker(builder).walk(tree.body)
        builder.end()
    else:
        text = decode(_bytes(part), str(part.get_param("charset") or "")).text
        write_plain(str(text), builder)


def write_plain(text: str, builder: Builder) -> None:
    """Write the text of a mail: what is quoted as quotations, wrapped lines as paragraphs."""
    for depth, lines in groupby(text.split("\n"), key=_quote_depth):
        for _ in range(min(depth, _MAX_DEPTH)):
            builder.enter_quote()
        run = "\n".join(_QUOTE.sub("", line, count=1) if depth else line for line in lines)
        end = 0
        for block in structure(run, with_headings=False):
            # Lines that were meant follow each other without a blank one.
            builder.break_line() if run[end : block.start] == "\n" else builder.end()
            builder.write(run[block.start : block.end])
            end = block.end
        builder.end()
        for _ in range(min(depth, _MAX_DEPTH)):
            builder.leave()


def _quote_depth(line: str) -> int:
    found = _QUOTE.match(line)
    return found[0].count(">") if found else 0


def _bytes(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _header(message: Message, name: str) -> str:
    return _plain_header(message.get(name, ""))


def _plain_header(value: object) -> str:
    """Return a header without its transport encodings; as it is where they are broken."""
    raw = str(value)
    try:
        text = str(make_header(decode_header(raw)))
    except (MessageError, LookupError, ValueError):
        text = raw
    return " ".join(text.encode("utf-8", "replace").decode().split())


def _date(message: Message) -> str:
    try:
        return parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
