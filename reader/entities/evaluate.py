"""Score the recogniser on labelled text: ``python -m reader.entities.evaluate DATA_DIR``.

Every ``NAME.dev.jsonl.gz`` is recognised and compared, and so is every other file named on the
command line, also text whose entities are marked in it (see `reader.entities.marked`). A mention
counts if its span and its type are those of the label, after a leading article, quotation marks,
a possessive, and the approximator of a number or a date are cut from both. A data set is asked
only for the types that it annotates.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TextIO

from reader.entities.marked import Span, marked_texts

CORE = ("PERSON", "ORG", "LOC")

_SHARED = {
    "GPE": "LOC",
    "FAC": "LOC",
    "WORK_OF_ART": "WORK",
    "TIME": "DATE",
    **dict.fromkeys(("MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"), "NUM"),
}
_CONLL = dict.fromkeys(("NORP", "EVENT", "PRODUCT", "WORK", "LAW", "LANGUAGE"), "MISC")


class Scheme(NamedTuple):
    """The types that a data set annotates, and how finer ones are called there."""

    types: tuple[str, ...] = CORE
    merged: Mapping[str, str] = {}


_MISC = Scheme((*CORE, "MISC"), _CONLL)
_STORY = Scheme((*CORE, "NORP", "DATE", "NUM", "PRODUCT"))
"""News of our own, which has everything marked."""
_SCHEMES = {
    **dict.fromkeys(("conll03", "conll2020", "conllpp", "wikigold", "wikineural"), _MISC),
    "wnut17": Scheme((*CORE, "PRODUCT", "WORK")),
    "gmb": Scheme((*CORE, "NORP", "DATE")),
    "re3d": Scheme((*CORE, "NORP", "DATE", "NUM", "PRODUCT")),
    "re3dnamed": Scheme((*CORE, "NORP", "DATE", "NUM")),
    "crossner_pol": Scheme((*CORE, "EVENT")),
    "crossner_other": Scheme((*CORE, "EVENT", "WORK")),
    "redocred": Scheme((*CORE, "NORP", "DATE")),
    "worldwide": Scheme((*CORE, "NORP", "DATE")),
    "seed": _STORY,
}


def scheme_of(name: str) -> Scheme:
    """Return the scheme of the data set whose name begins like `name`, the longest match."""
    if name.endswith(".txt"):
        return _STORY
    known = [prefix for prefix in _SCHEMES if name.startswith(prefix)]
    return _SCHEMES[max(known, key=len)] if known else Scheme()


_LEAD = re.compile(r"""[\s"“”‘']+""")
_TRAIL = re.compile(r"""[\s"“”,]+$""")
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=.)", re.IGNORECASE | re.DOTALL)
_POSSESSIVE = re.compile(r"(?<=.)['’]s?$", re.DOTALL)
_APPROXIMATOR = re.compile(
    r"(?:at least|at most|more than|less than|fewer than|no more than|up to|over|under|about|"
    r"around|some|nearly|almost|approximately|roughly|only|as many as|an estimated)\s+(?=.)",
    re.IGNORECASE | re.DOTALL,
)


def bare(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    """Return the span without what annotators disagree on, at both ends, until nothing goes."""
    while True:
        piece = text[start:end]
        lead = _lead(piece, label)
        piece = piece[lead:]
        trail = _trail(piece, label)
        if not lead and not trail:
            return start, end
        start, end = start + lead, end - trail


def _lead(piece: str, label: str) -> int:
    """Return how many characters go from the beginning."""
    if match := _LEAD.match(piece):
        return match.end()
    if label != "WORK" and (match := _ARTICLE.match(piece)):
        return match.end()
    if label in {"NUM", "DATE"} and (match := _APPROXIMATOR.match(piece)):
        return match.end()
    return 0


def _trail(piece: str, label: str) -> int:
    """Return how many characters go from the end."""
    if match := _TRAIL.search(piece):
        return len(piece) - match.start()
    if label != "WORK" and (match := _POSSESSIVE.search(piece)):
        return len(piece) - match.start()
    return 0


def comparable(text: str, spans: Iterable[Span], scheme: Scheme) -> Counter[Span]:
    """Return the spans that `scheme` asks for, under its types, bare."""
    found: Counter[Span] = Counter()
    for start, end, fine in spans:
        shared = _SHARED.get(fine, fine)
        label = scheme.merged.get(shared, shared)
        if label in scheme.types:
            first, last = bare(text, start, end, label)
            if first < last:
                found[first, last, label] += 1
    return found


@dataclass(slots=True)
class Tally:
    """Counts of one type."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def add(self, other: Tally) -> None:
        """Add the counts of `other`."""
        self.right += other.right
        self.gold += other.gold
        self.found += other.found

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in per cent."""
        return 200 * self.right / (self.gold + self.found) if self.gold + self.found else 0.0


def score(
    rows: Iterable[tuple[str, Iterable[Span], Iterable[Span]]], scheme: Scheme
) -> dict[str, Tally]:
    """Return the tally of each type, of ``core`` (person, organisation, place) and of ``all``.

    `rows` are ``(text, labelled spans, recognised spans)``.
    """
    tallies = {label: Tally() for label in scheme.types}
    for text, gold, found in rows:
        wanted, got = comparable(text, gold, scheme), comparable(text, found, scheme)
        for span, count in wanted.items():
            tallies[span[2]].gold += count
            tallies[span[2]].right += min(count, got[span])
        for span, count in got.items():
            tallies[span[2]].found += count
    core, total = Tally(), Tally()
    for label in scheme.types:
        total.add(tallies[label])
        if label in CORE:
            core.add(tallies[label])
    return {**tallies, "core": core, "all": total}


def read_rows(path: Path) -> Iterator[tuple[str, list[Span]]]:
    """Yield the texts and labelled spans of JSON lines, gzipped or not, or of marked text."""
    if path.suffix == ".txt":
        yield from marked_texts(path.read_text("utf-8"))
        return
    with _open(path) as lines:
        for line in lines:
            row = json.loads(line)
            yield row["text"], [(start, end, label) for start, end, label in row["entities"]]


def _open(path: Path) -> TextIO:
    return (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open("rt", encoding="utf-8")
    )


def evaluate(path: Path, annotate: Callable[[str], Iterable[Span]]) -> dict[str, Tally]:
    """Return the tallies of a recogniser on one file; the file's name says the scheme."""
    rows = ((text, gold, annotate(text)) for text, gold in read_rows(path))
    return score(rows, scheme_of(path.name))


def main(arguments: list[str] | None = None) -> None:
    """Print F1 per data set and type."""
    from reader.entities.builtin import BuiltinRecogniser

    parser = argparse.ArgumentParser(description="Score the built-in recogniser on labelled text.")
    parser.add_argument("data", type=Path, nargs="+", help="folders with *.dev.jsonl.gz, or files")
    parser.add_argument("--language", default="en", help="BCP 47 tag of the text")
    options = parser.parse_args(arguments)
    recogniser = BuiltinRecogniser()

    def annotate(text: str) -> Iterator[Span]:
        return (mention[:3] for mention in recogniser.annotate(text, options.language))

    for path in _files(options.data):
        tallies = evaluate(path, annotate)
        cells = (f"{label} {tally.f1:.1f} ({tally.gold})" for label, tally in tallies.items())
        sys.stdout.write(f"{path.name.split('.jsonl')[0]:18s} {'  '.join(cells)}\n")


def _files(given: Iterable[Path]) -> Iterator[Path]:
    """Yield the files given, and the English development sets of the folders given."""
    for path in given:
        if path.is_dir():
            yield from (p for p in sorted(path.glob("*.dev.jsonl*")) if "_zh" not in p.name)
        else:
            yield path


if __name__ == "__main__":
    main()
