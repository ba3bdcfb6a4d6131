"""The file format: one record a line, and at every moment a JSON file that TinyDB reads.

::

    {"annotations":{"0":{"format":1,"~":"014f5c99"}
    ,"2409454410898477441":{"note":"héllo","rev":1,"by":"a","vv":{"a":1},"~":"9f1c2d3e"}
    ,"2409454410898477441":{"note":"changed","rev":2,"by":"a","vv":{"a":2},"~":"00d3a1f2"}
    ,"4291545260784316316":{"_deleted":true,"rev":2,"by":"a","vv":{"a":2},"~":"5b3e77c0"}
    }}

The first and the last line never change and every other line begins with a comma, so any subset,
union or reordering of record lines is a valid file: git may merge it by union. Of several lines
of one key, the JSON parser of any program takes the last; `Records` joins them. ``~`` is the
CRC-32 of the line from the key up to the comma before ``"~"``.
"""

from __future__ import annotations

import gc
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import orjson

from reader.core.errors import ReaderError
from reader.store.migrations.chain import upgraded
from reader.store.versions import OUTSIDE, Fields, Json, Version, revision_of

FORMAT = 1
FOOTER = b"}}\n"
SEAL = len(',"~":"00000000"}')
"""Bytes at the end of a line that hold its checksum."""
LONGEST = 8 << 20
"""Bytes of the longest line that is read or written: a bound for what strangers send."""

_MANY_OBJECTS = 10_000
"""So many new objects take the garbage collector more than a millisecond."""
_LINES = b'\n,"'
"""What is in every file of lines, and in none that another program has laid out."""
_NUMBER = re.compile(rb'"format":([0-9]{1,9}),')
_START = re.compile(rb'(?=,"[1-9][0-9]{0,18}":\{)')
_END = re.compile(rb',"~":"[0-9a-f]{8}"\}')


def head(table: str, number: int = FORMAT) -> bytes:
    """Return the first line of a file that holds `table` in the format with this number.

    It is sealed like a record: a flipped bit must not pass for a newer format.
    """
    body = b'"0":{"format":%d' % number
    return b'{"%s":{%s,"~":"%08x"}\n' % (table.encode("ascii"), body, zlib.crc32(body))


@dataclass(slots=True)
class Parsed:
    """What a file holds: its versions, and what is wrong with it."""

    versions: list[tuple[str, Version]] = field(default_factory=list)
    unsigned: int = 0
    """Records whose checksum is missing or wrong: edited by hand or by another program."""
    damaged: list[bytes] = field(default_factory=list)
    """Lines that hold no record."""
    torn: bool = False
    """Whether the end is missing: the last write was cut off, so it was never acknowledged."""
    relaid: bool = False
    """Whether another program wrote the file in a layout of its own, as plain TinyDB does."""
    format: int = FORMAT

    @property
    def clean(self) -> bool:
        """Whether the file is as it was written."""
        wrong = self.unsigned or self.damaged or self.torn or self.relaid
        return not wrong and self.format == FORMAT


def _no_constant(name: str) -> Json:
    raise ValueError(f"{name} is not JSON")


_decode = json.JSONDecoder(parse_constant=_no_constant).decode
_to_json = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":"), check_circular=False
).encode
_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(value: object) -> bytes:
    """Return `value` as one line of UTF-8; a lone surrogate becomes U+FFFD.

    Raises `ValueError` or `TypeError` for what JSON cannot hold.
    """
    try:
        data = orjson.dumps(value)
    except TypeError:
        return _to_any_json(value)  # it refuses lone surrogates and very large integers
    # It writes not-a-number as null.
    return _to_any_json(value) if b"null" in data else data


def _to_any_json(value: object) -> bytes:
    """Do as `to_json`, slowly, for values that orjson refuses or would change."""
    text = _to_json(value)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()


def from_json(data: bytes) -> Json:
    """Return the value of JSON bytes; raises `ValueError` for anything else.

    A whole number of more than 64 bits becomes a float.
    """
    try:
        return orjson.loads(data)
    except ValueError:
        pass  # the other one is right about lone surrogates
    try:
        return _decode(data.decode())
    except RecursionError as error:
        raise ValueError("JSON nested too deeply") from error


def encode(key: str, version: Version) -> bytes:
    """Return the line of a version, with its line feed.

    Raises `ReaderError` if it is too long, `ValueError` or `TypeError` if it is not JSON.
    """
    signed = {**version.fields, "by": version.actor, "vv": version.vector}
    body = b'"%s":%s' % (key.encode("ascii"), to_json(signed)[:-1])
    line = b',%s,"~":"%08x"}\n' % (body, zlib.crc32(body))
    if len(line) > LONGEST:
        raise ReaderError("the note is too long to be kept", remedy="Split it: 8 MB is the most.")
    return line


def decode(line: bytes) -> tuple[str, Version]:
    """Return the key and the version of a line; raises `ValueError` if it is not as written."""
    line = line.rstrip(b"\n")
    if not _sealed(line):
        raise ValueError("a damaged line")
    return decode_own(line)


def decode_own(line: bytes) -> tuple[str, Version]:
    """Do as `decode` for a line that was made a moment ago."""
    [(key, fields)] = from_json(b"{%s}" % line[1:]).items()
    version = _signed(key, fields)
    if version is None:
        raise ValueError("not the line of a version")
    return key, version


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep the garbage collector from looking for cycles while thousands of objects are made.

    There are none in JSON; looking for them doubles the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _MANY_OBJECTS and not gc.get_freeze_count():
            # The two together make objects old; otherwise all would be looked at right now.
            gc.freeze()
            gc.unfreeze()
        if enabled:
            gc.enable()


def parse(data: bytes, table: str) -> Parsed:
    """Return what the bytes of a file hold. Damage is told, not raised.

    Raises `ReaderError` if the file was written in a newer format.
    """
    whole = _parse_clean(data, table)
    if whole is not None:
        return whole
    data = data.removeprefix(b"\xef\xbb\xbf")
    parsed = None if _LINES in data else _parse_json(data, table)
    if parsed is None:
        first, _, rest = data.partition(b"\n")
        number = _format(table, first.rstrip(b"\r") + b"\n")
        parsed = parse_tail(rest if number is not None else data, table)
        parsed.format = FORMAT if number is None else number
    if parsed.format > FORMAT:
        raise ReaderError(
            "the file was written by a newer version of this program",
            remedy="Update the program to read it; nothing was changed.",
        )
    if parsed.format < FORMAT:
        parsed.unsigned = 0  # earlier formats had no checksums
        parsed.versions = [
            (key, version._replace(fields=upgraded(version.fields, parsed.format)))
            for key, version in parsed.versions
        ]
    return parsed


def parse_tail(data: bytes, table: str) -> Parsed:
    """Return what the lines from any one on to the end of a file hold."""
    parsed = Parsed(torn=not data.endswith(FOOTER))
    first = head(table)[:-1]
    lines = data.split(b"\n")
    end = len(lines) - 1
    for number, line in enumerate(raw.strip(b"\0\r") for raw in lines):
        if _sealed(line):
            _take_line(parsed, line)
        elif line not in (b"}}", first) and (line or number < end):
            _salvage_line(parsed, line, last=parsed.torn and number == end)
    return parsed


def _sealed(line: bytes) -> bool:
    """Whether the line has the form and the checksum of a record."""
    return (
        line[-SEAL:] == b',"~":"%08x"}' % zlib.crc32(line[1:-SEAL])
        and line[:2] == b',"'
        and len(line) <= LONGEST
    )


def _parse_clean(data: bytes, table: str) -> Parsed | None:
    """Return the records of an undamaged file in one go, if every record has one line."""
    first = head(table)
    if not (data.startswith(first) and data.endswith(FOOTER)):
        return None
    lines = data[len(first) : -len(FOOTER)].split(b"\n")
    if lines.pop() or not all(map(_sealed, lines)):
        return None
    count = len(lines)
    del lines  # its memory is used again
    try:
        by_key = from_json(data)[table]
    except ValueError:
        return None
    if len(by_key) != count + 1:
        return None
    del by_key["0"]
    parsed = Parsed()
    _take(parsed, by_key)
    return parsed


def _parse_json(data: bytes, table: str) -> Parsed | None:
    """Return the records of a file that another program has written as plain JSON."""
    try:
        whole = from_json(data)
    except ValueError:
        return None
    by_key = whole.get(table) if isinstance(whole, dict) else None
    if not isinstance(by_key, dict):
        return None
    parsed = Parsed(relaid=True, format=0)
    if "0" in by_key:
        number = _format(table, b'{"%s":{"0":%s\n' % (table.encode(), to_json(by_key.pop("0"))))
        parsed.format = FORMAT if number is None else number
    _take_unsure(parsed, by_key)
    return parsed


def _format(table: str, first: bytes) -> int | None:
    """Return the format that the first line of a file tells; None if it is no such line."""
    found = _NUMBER.search(first)
    number = int(found[1]) if found else FORMAT
    return number if first == head(table, number) else None


def _salvage_line(parsed: Parsed, line: bytes, *, last: bool) -> None:
    """Take the records out of a line that is not just one; note what else is wrong with it."""
    ends = ((part, _END.search(part)) for part in _START.split(line))
    pieces = [part[: end.end()] for part, end in ends if end]
    pieces = [piece for piece in pieces if _sealed(piece)]
    for piece in pieces:
        _take_line(parsed, piece)
    if pieces:
        parsed.damaged.append(line)
        return
    if last:
        return  # the cut end of a write
    try:
        by_key = from_json(b"{" + line.strip(b", ") + b"}")
    except ValueError:
        by_key = {}
    _take_unsure(parsed, by_key)
    if not by_key:
        parsed.damaged.append(line)


def _take_line(parsed: Parsed, line: bytes) -> None:
    """Add the record of a line whose checksum is good."""
    try:
        by_key = from_json(b"{" + line[1:] + b"}")
    except ValueError:
        parsed.damaged.append(line)
    else:
        _take(parsed, by_key)


def _take(parsed: Parsed, by_key: dict[str, Json]) -> None:
    """Add records whose checksums are good."""
    for key, fields in by_key.items():
        version = _signed(key, fields)
        if version:
            parsed.versions.append((key, version))
        else:
            _take_unsure(parsed, {key: fields})


def _take_unsure(parsed: Parsed, by_key: dict[str, Json]) -> None:
    """Add records after checking their checksums by value; one without is a new write."""
    for key, fields in by_key.items():
        if not isinstance(fields, dict) or not is_key(key):
            parsed.damaged.append(to_json({key: fields}))
            continue
        seal = fields.get("~")
        version = _signed(key, fields)
        if version is None or _seal(key, version) != seal:
            version = _resigned(key, fields if version is None else version.fields)
            parsed.unsigned += 1
        parsed.versions.append((key, version))


def _signed(key: str, fields: object) -> Version | None:
    """Take the version out of a line's fields; None if they are not those of a version."""
    if type(fields) is not dict or not is_key(key):
        return None
    fields.pop("~", None)
    actor, vector = fields.pop("by", None), fields.pop("vv", None)
    if type(vector) is not dict or type(actor) is not str or type(vector.get(actor)) is not int:
        return None
    if len(vector) > 1 and not all(type(number) is int for number in vector.values()):
        return None
    return Version(fields, actor, vector)


def is_key(key: str) -> bool:
    """Whether it is a decimal number as TinyDB writes it, of at most 64 bits."""
    return key.isdecimal() and key.isascii() and key[0] != "0" and len(key) < 20


def _seal(key: str, version: Version) -> str:
    """Return the checksum that the line of a version has."""
    return encode(key, version)[-11:-3].decode("ascii")


def _resigned(key: str, fields: Fields) -> Version:
    """Return an unsigned record as a write of its own, the same wherever it is found.

    It is not trusted to have seen other writes: a flipped bit must not hide one.
    """
    fields["rev"] = revision_of(fields) + 1
    actor = f"{OUTSIDE}.{zlib.crc32(to_json([key, fields])):08x}"
    return Version(fields, actor, {actor: 1})
