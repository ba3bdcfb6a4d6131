"""The tricky sample: what every format must survive."""

from __future__ import annotations

import pytest

from reader.core.annotation import Annotation, Code, Creator, CreatorKind, Status, Target
from reader.core.document import Block, BlockKind, Document, Location, Metadata
from reader.core.text import Text
from reader.exchange.model import ExportItem

SAMPLE = (
    "Riga, 3 May 2024 — Anna Novák 🕵️ met Helios Consulting in Riga.\n"
    'She said: "Payments (€1,2 m) went through Baltic\n'
    'Holdings <b>&amp; Co</b>."\n'
    "\n"
    "Cafe\u0301 and Café:\t=SUM(A1) \x1b[31mred\u202e |x| *y* `z` [[w]] #tag $m$ %%c%%\n"
)

CODES = (
    Code("11", "war", colour="#AA3300", key="1", description='the "war"\n=1+1'),
    Code("12", "air defence", parent="11", key="2"),
    Code("13", "money flow", description="who pays"),
)


def target(quote: str) -> Target:
    start = SAMPLE.index(quote)
    return Target.of(Text.of(SAMPLE), start, start + len(quote))


def annotation(number: int, *quotes: str, **fields) -> Annotation:
    return Annotation(
        id=str(4_000_000_000_000_000_000 + number),
        targets=tuple(map(target, quotes)),
        created=f"2026-11-22T18:00:{number:02}Z",
        modified="2026-11-22T18:05:00Z",
        **{"creator": Creator(name="Anna"), **fields},
    )


ANNOTATIONS = (
    annotation(1, note="On the *whole* document", tags=("11",)),
    annotation(2, "Anna Novák", entity_type="PERSON"),
    annotation(3, "Anna Novák 🕵️ met Helios", tags=("12",), note='=1+1\n"two"\tlines'),
    annotation(4, "Payments", "Baltic\nHoldings", tags=("13", "12"), note="two parts"),
    annotation(5, "Cafe\u0301", tags=("11",), status=Status.DISPUTED),
    annotation(
        6,
        "Helios Consulting",
        entity_type="ORG",
        status=Status.SUGGESTED,
        creator=Creator(CreatorKind.SOFTWARE, "rules/1"),
        confidence=0.61,
    ),
    annotation(
        7,
        "Riga",
        entity_type="PERSON",
        status=Status.REJECTED,
        creator=Creator(CreatorKind.SOFTWARE, "rules/1"),
        confidence=0.98,
    ),
    annotation(8, "=SUM(A1) \x1b[31mred\u202e |x|", note="<script>alert(1)</script>"),
)


@pytest.fixture
def codes() -> tuple[Code, ...]:
    return CODES


@pytest.fixture
def item() -> ExportItem:
    head = SAMPLE.index("\n")
    middle = SAMPLE.index("\n\n")
    document = Document(
        Text.of(SAMPLE),
        "txt",
        "txt/1",
        Metadata("The night <i>the\ngrid</i> held", ("Anna Novák", "B. Ozols"), "2024-05-03", "en"),
        (
            Block(0, head, BlockKind.HEADING, level=1),
            Block(head + 1, middle),
            Block(middle + 2, len(SAMPLE) - 1),
        ),
        locations=(Location(0, "p. 1"), Location(head + 1, "p. 2")),
    )
    return ExportItem("00d0c0ffee000001", "notes/riga.txt", document, ANNOTATIONS)
