"""The conformance kit: what a recogniser must do with any text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.core.entity import Mention
from reader.core.errors import ReaderError
from reader.core.ports import Recogniser
from reader.entities.borders import extends
from reader.entities.command import CommandRecogniser

_TEXTS = {
    "an empty text": "",
    "blanks": " \n\t\n ",
    "a sentence": "Angela Merkel met Joe Biden in Paris on 3 May 2021.",
    "a name on two lines": "Joe\nBiden spoke.",
    "emoji": "👩‍👩‍👧‍👦 Joe Biden 🇺🇦 visited Kyiv 👍🏽.",
    "combining characters": "Jose\u0301 Marti\u0301 lived in Me\u0301xico.",
    "right to left": "אנגלה מרקל ביקרה בפריז. زار جو بايدن كييف.",
    "Chinese": "习近平在北京会见了默克尔。",
    "control characters": "Joe\x00Biden \x1b[31mParis\x1b[0m \u202eKyiv",
    "a megabyte": "Angela Merkel met Joe Biden in Paris. " * 27_000,
}


def check(recogniser: Recogniser) -> list[str]:
    """Return what is wrong with a recogniser, a sentence each; nothing if it conforms."""
    problems = []
    for name, text in _TEXTS.items():
        try:
            mentions = recogniser.annotate(text, "en")
            again = recogniser.annotate(text, "en")
        except ReaderError as error:
            problems.append(f"{name}: {error}")
            continue
        problems += (f"{name}: {what}" for what in _wrong(text, mentions, recogniser.labels))
        if mentions != again:
            problems.append(f"{name}: the second time the result is another")
    if isinstance(recogniser, CommandRecogniser) and recogniser.dropped:
        problems.append(
            f"{recogniser.dropped} spans were dropped: not in the text, of no word, or overlapping"
        )
    if not problems and not _counts_code_points(recogniser):
        problems.append("offsets are not code points: what is after an emoji is beside its words")
    return problems


def _counts_code_points(recogniser: Recogniser) -> bool:
    """Whether the words that are found stay the same when emoji come before them."""
    plain = _TEXTS["a sentence"]
    shifted = "👍🕵️ " * 9 + plain
    found, after = (
        {text[one.start : one.end] for one in recogniser.annotate(text, "en")}
        for text in (plain, shifted)
    )
    return not found or not after or bool(found & after)


def _wrong(text: str, mentions: Sequence[Mention], labels: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with the mentions of one text, each fault once."""
    at = 0
    faults = set()
    for start, end, label, score, _ in mentions:
        if not 0 <= start < end <= len(text):
            faults.add("a span is not inside the text")
            continue
        if start < at:
            faults.add("spans overlap or are not in order")
        if text[start].isspace() or text[end - 1].isspace():
            faults.add("a span begins or ends with a blank")
        if extends(text[start]) or (end < len(text) and extends(text[end])):
            faults.add("a span cuts a character")
        if label not in labels:
            faults.add("a label was not announced")
        if not 0 <= score <= 1:
            faults.add("a score is not between 0 and 1")
        at = end
    yield from sorted(faults)
