"""A text with marked quotes that knows where each of them ends up when it is edited.

Every quote stands between two private-use characters of its own, which go along with all
edits and are taken out when the text is rendered: where they were is the truth.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from random import Random

from tests.bench.anchoring_languages import Language, plain

_FIRST_MARK = 0x100000
MARK = re.compile("([\U00100000-\U0010fffd])")
_NAME = re.compile("\ue000([^\ue001]+)\ue001")
FORMS = ("name", "phrase", "sentence") * 3 + ("sentences",)

Span = tuple[int, int]


@dataclass
class Paragraph:
    """Sentences, and the width that they are wrapped to; 0 for one long line."""

    sentences: list[str]
    width: int = 0

    @property
    def has_quote(self) -> bool:
        """Whether any of it is in a quote."""
        return any(MARK.search(sentence) for sentence in self.sentences)


@dataclass
class Draft:
    """A text being written."""

    language: Language
    random: Random
    width: int
    paragraphs: list[Paragraph] = field(default_factory=list)

    def write(self, length: int) -> None:
        """Add paragraphs of about `length` characters in all."""
        written = 0
        while written < length:
            sentences = self.language.paragraph(self.random)
            self.paragraphs.append(Paragraph(sentences, self.width))
            written += sum(map(len, sentences))

    def mark(self, count: int) -> None:
        """Mark quotes 0 to `count`: three in ten are names, phrases, sentences; one is longer.

        Ten quotes in a row have the same form, so that each of ten kinds of edit gets all forms.
        """
        places = [paragraph for paragraph in self.paragraphs for _ in paragraph.sentences]
        self.random.shuffle(places)
        number = 0
        while number < count:
            number += self._mark_one(places.pop(), FORMS[number // 10 % len(FORMS)], number)
        for paragraph in self.paragraphs:
            paragraph.sentences[:] = map(plain, paragraph.sentences)

    def _mark_one(self, paragraph: Paragraph, form: str, number: int) -> bool:
        """Mark a quote of the `form` in a sentence that has none; return whether there is one."""
        sentences = paragraph.sentences
        free = [at for at, sentence in enumerate(sentences) if not MARK.search(sentence)]
        if not free:
            return False
        at = self.random.choice(free)
        if form == "sentences":
            if at + 1 not in free:
                return False
            # From here on they are edited as one.
            sentences[at : at + 2] = [self.language.space.join(sentences[at : at + 2])]
        span = self._span(form, sentences[at])
        if span is None:
            return False
        opening, closing = chr(_FIRST_MARK + 2 * number), chr(_FIRST_MARK + 2 * number + 1)
        start, end = span
        text = sentences[at]
        sentences[at] = text[:start] + opening + text[start:end] + closing + text[end:]
        return True

    def _span(self, form: str, text: str) -> Span | None:
        if form == "name":
            names = [found.span(1) for found in _NAME.finditer(text)]
            return self.random.choice(names) if names else None
        if form == "phrase":
            words = word_spans(text, self.language)
            size = self.random.randint(3, 7)
            if len(words) <= size:
                return None
            first = self.random.randrange(len(words) - size)
            return words[first][0], words[first + size - 1][1]
        return 0, len(text)

    def render(self) -> tuple[str, dict[int, Span]]:
        """Return the text, and where each quote is that is still in it."""
        pieces: list[str] = []
        spans: dict[int, Span] = {}
        length = 0
        for piece in MARK.split("\n\n".join(map(self._set, self.paragraphs))):
            if MARK.fullmatch(piece):
                number, closing = divmod(ord(piece) - _FIRST_MARK, 2)
                spans[number] = (spans[number][0] if closing else length, length)
            else:
                pieces.append(piece)
                length += len(piece)
        return "".join(pieces), {n: span for n, span in spans.items() if span[0] < span[1]}

    def _set(self, paragraph: Paragraph) -> str:
        text = self.language.space.join(paragraph.sentences)
        if not paragraph.width:
            return text
        if not self.language.space:
            width = paragraph.width // 2
            return "\n".join(text[at : at + width] for at in range(0, len(text), width))
        return textwrap.fill(text, paragraph.width, break_long_words=False, break_on_hyphens=False)


def word_spans(text: str, language: Language) -> list[Span]:
    """Return where the words are; pairs of characters in a language without spaces."""
    pattern = r"\S+" if language.space else r"\w{1,2}"
    return [found.span() for found in re.finditer(pattern, text)]
