"""Messages saved by Outlook (.msg), read by python-oxmsg: the extra ``outlook``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.core.document import BlockKind, Document, Metadata
from reader.core.errors import ReaderError
from reader.formats.builder import Builder
from reader.formats.extras import install_command
from reader.formats.html_walker import HtmlWalker
from reader.formats.mail import write_plain
from reader.formats.source import Source
from reader.formats.webpage import parse_html

if TYPE_CHECKING:
    from oxmsg import Message
    from oxmsg.recipient import Recipient


def convert(source: Source) -> Document:
    """Return the message in `source`."""
    try:
        from oxmsg import Message
    except ImportError as error:
        raise ReaderError(
            "messages of Outlook need a library that is not installed",
            str(source.path),
            f"To open them: {install_command('outlook')}",
        ) from error
    try:
        return _document(Message.load(source.data))
    except (ReaderError, MemoryError, RecursionError):
        raise
    except Exception as error:
        # The library meets damage with errors of every kind, its own and others'.
        raise ReaderError(
            "the message is damaged", str(source.path), "Save it from Outlook anew"
        ) from error


def _document(message: Message) -> Document:
    builder = Builder()
    subject, sender = message.subject or "", message.sender or ""
    builder.begin(BlockKind.HEADING, level=1)
    builder.write(subject)
    date = message.sent_date
    headers = (
        ("From", sender),
        ("To", ", ".join(_address(one) for one in message.recipients)),
        ("Date", date.strftime("%Y-%m-%d %H:%M") if date else ""),
    )
    for name, value in headers:
        if value:
            _write_line(f"{name}: {value}", builder)
    builder.end()
    if message.body or not message.html_body:
        write_plain((message.body or "").replace("\r\n", "\n").replace("\r", "\n"), builder)
    else:
        tree = parse_html(message.html_body)
        if tree.body is not None:
            HtmlWalker(builder).walk(tree.body)
    for one in message.attachments:
        file, size = one.file_name or one.mime_type, len(one.file_bytes or b"")
        _write_line(f"Attached: {file} ({size:,} bytes)", builder)
    return builder.document(
        "msg",
        Metadata(subject, (sender,) if sender else (), date.date().isoformat() if date else ""),
    )


def _address(recipient: Recipient) -> str:
    name, address = recipient.name, recipient.email_address
    return f"{name} <{address}>" if name and address and name != address else name or address


def _write_line(text: str, builder: Builder) -> None:
    builder.begin(BlockKind.METADATA)
    builder.write(text)
    builder.end()
