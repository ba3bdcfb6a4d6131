"""Damaged files of every kind: none may raise, lose more than its damaged lines, or go unnoticed.

The journal is left out, so nothing can be found again there. Bit flips are counted on their own:
none may change a record without being told.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from reader.core.annotation import Annotation
from reader.core.errors import ReaderError
from reader.store.lines import parse
from tests.torture import common

NOTES = 12


def _flip(rng: random.Random, data: bytes) -> bytes:
    position = rng.randrange(len(data))
    return data[:position] + bytes([data[position] ^ 1 << rng.randrange(8)]) + data[position + 1 :]


def _lines(change: Callable[[random.Random, list[bytes]], None]):
    def damage(rng: random.Random, data: bytes) -> bytes:
        lines = data.splitlines(keepends=True)
        change(rng, lines)
        return b"".join(lines)

    return damage


def _cut_line(rng, lines):
    number = rng.randrange(len(lines))
    lines[number] = lines[number][: rng.randrange(len(lines[number]))] + b"\n"


def _markers(rng, lines):
    at = rng.randrange(1, len(lines))
    lines[at:at] = [b"<<<<<<< HEAD\n", lines[at - 1], b"=======\n"]
    lines.insert(at + 4, b">>>>>>> other\n")


def _shuffle(rng, lines):
    middle = lines[1:-1]
    rng.shuffle(middle)
    lines[1:-1] = middle


def _garbage(rng, lines):
    lines.insert(rng.randrange(len(lines)), rng.randbytes(rng.randrange(200)) + b"\n")


def _zeros(rng: random.Random, data: bytes) -> bytes:
    position = rng.randrange(len(data))
    return data[:position] + bytes(rng.choice((16, 512))) + data[position + 512 :]


KINDS: dict[str, Callable[[random.Random, bytes], bytes]] = {
    "bit flips": lambda rng, data: _flip(rng, _flip(rng, data)),
    "cut line": _lines(_cut_line),
    "conflict markers": _lines(_markers),
    "shuffled": _lines(_shuffle),
    "duplicated": _lines(lambda rng, lines: lines.extend(lines[1 : rng.randrange(2, len(lines))])),
    "garbage": _lines(_garbage),
    "CRLF": lambda rng, data: data.replace(b"\n", b"\r\n"),
    "BOM": lambda rng, data: b"\xef\xbb\xbf" + data,
    "zeros": _zeros,
    "half": lambda rng, data: data[: rng.randrange(len(data))],
    "no first line": lambda rng, data: data.split(b"\n", 1)[1],
    "no last line": lambda rng, data: data[:-3],
    "twice": lambda rng, data: data + data,
    "twice in a line": lambda rng, data: data.rstrip(b"\n") + data,
    "long line": lambda rng, data: data + b"x" * 3_000_000,
    "empty": lambda rng, data: b"",
    "noise": lambda rng, data: rng.randbytes(len(data)),
}


def _made(home: Path) -> tuple[bytes, dict[str, str]]:
    """Make a store without a journal; return its file and its notes."""
    store = common.open_store(home)
    for number in range(NOTES):
        note = f"note {number} — " + 'é\\"\n' * (number % 4)
        store.commit(common.event((None, Annotation(str(10**9 + number), note=note))))
    shutil.rmtree(home / "state" / "journal")
    return common.file_of(home).read_bytes(), {
        one.id: one.note for one in common.stored(home).values()
    }


def _damaged_lines(original: bytes, data: bytes) -> int:
    """Return how many record lines of the original are no longer there as they were."""
    there = data.replace(b"\r\n", b"\n")
    return sum(line not in there for line in original.split(b"\n")[1:-2])


def run(n: int, flips: int) -> dict[str, object]:
    rng = random.Random(4)
    exceptions = lost = unnoticed = 0
    with common.folder() as home:
        original, notes = _made(home)
        for trial in range(n):
            name = list(KINDS)[trial % len(KINDS)]
            data = KINDS[name](rng, original)
            common.file_of(home).write_bytes(data)
            shutil.rmtree(home / "state" / "quarantine", ignore_errors=True)
            try:
                found = {one.id: one.note for one in common.stored(home).values()}
                again = {one.id: one.note for one in common.stored(home).values()}
            except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
                print(f"{name}: {error!r}")
                exceptions += 1
                continue
            missing = sum(found.get(key) != note for key, note in notes.items())
            lost += max(0, missing - _damaged_lines(original, data)) + (found != again)
            unnoticed += found != notes and not _kept(home, data) and not _only_torn(data)
        results = [_after_flip(original, _flip(rng, original)) for _ in range(flips)]
    return {
        "files": n,
        "exceptions": exceptions + results.count("exception"),
        "lost": lost,
        "wrong": unnoticed,
        "flips": flips,
        "silent": results.count("silent"),
    }


def _kept(home: Path, data: bytes) -> bool:
    """Whether the damaged bytes are in quarantine."""
    folder = home / "state" / "quarantine"
    return folder.exists() and any(path.read_bytes() == data for path in folder.iterdir())


def _only_torn(data: bytes) -> bool:
    """Whether nothing but the end is missing, which is how a write ends that was cut off."""
    parsed = parse(data, "annotations")
    return parsed.torn and not parsed.damaged and not parsed.unsigned


def _after_flip(original: bytes, data: bytes) -> str:
    """Say whether a flipped bit has changed what is read although the file counts as clean."""
    try:
        parsed = parse(data, "annotations")
    except ReaderError:
        return "exception"
    changed = parsed.versions != parse(original, "annotations").versions
    return "silent" if changed and parsed.clean else "told"


if __name__ == "__main__":
    common.main(run, n=1500, flips=20_000)
