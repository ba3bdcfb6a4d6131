"""The ten kinds of edit that a quote may meet, and what is done to the text around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.bench.anchoring_draft import MARK, Draft, Paragraph, word_spans
from tests.bench.anchoring_languages import Language, plain

KINDS = (
    "unchanged",
    "typo",
    "words",
    "context",
    "moved",
    "copies",
    "rewrapped",
    "unicode",
    "rewritten",
    "deleted",
)

_QUOTED = re.compile("[\U00100000-\U0010fffd][^\U00100000-\U0010fffd]*[\U00100000-\U0010fffd]")


@dataclass(frozen=True)
class Background:
    """Shares of what is done to the rest of the text."""

    edited: float = 0.08
    deleted: float = 0.02
    moved: float = 0.02
    new: float = 0.03


LIGHT = Background()
HEAVY = Background(edited=0.45, deleted=0.10, moved=0.10)


def prepare(draft: Draft, count: int) -> None:
    """Leave near copies of half of the quotes that will be deleted elsewhere in the text."""
    for number in range(count):
        if KINDS[number % 10] == "deleted" and number // 10 % 2:
            _, _, quote = _find(draft, number)
            _insert(draft, _near_copy(draft, quote))


def edit(draft: Draft, count: int, background: Background) -> None:
    """Edit every quote by the kind that its number stands for, then the text around them."""
    for number in range(count):
        _EDITS[KINDS[number % 10]](draft, number)
    _edit_background(draft, background)


# -- quotes


def _find(draft: Draft, number: int) -> tuple[Paragraph, int, str]:
    """Return the paragraph, the index of the sentence and the quote."""
    opening, closing = chr(0x100000 + 2 * number), chr(0x100001 + 2 * number)
    for paragraph in draft.paragraphs:
        for at, text in enumerate(paragraph.sentences):
            if opening in text:
                return paragraph, at, text[text.index(opening) + 1 : text.index(closing)]
    raise LookupError(number)


def _change_quote(draft: Draft, number: int, change: Callable[[str], str]) -> None:
    paragraph, at, quote = _find(draft, number)
    opening = chr(0x100000 + 2 * number)
    text = paragraph.sentences[at]
    paragraph.sentences[at] = text.replace(opening + quote, opening + change(quote))


def _unchanged(_draft: Draft, _number: int) -> None:
    pass


def _typo(draft: Draft, number: int) -> None:
    _change_quote(draft, number, lambda quote: misspelt(draft, quote, draft.random.randint(1, 2)))


def _words(draft: Draft, number: int) -> None:
    share = draft.random.uniform(0.10, 0.25)
    _change_quote(draft, number, lambda quote: reworded(draft, quote, share))


def _rewritten(draft: Draft, number: int) -> None:
    share = draft.random.uniform(0.30, 0.45)
    _change_quote(draft, number, lambda quote: reworded(draft, quote, share))


def _context(draft: Draft, number: int) -> None:
    paragraph, at, _ = _find(draft, number)
    share = draft.random.uniform(0.6, 1.0)
    for near in range(max(0, at - 1), min(len(paragraph.sentences), at + 2)):
        paragraph.sentences[near] = outside_quotes(
            paragraph.sentences[near], lambda text: reworded(draft, text, share)
        )


def _moved(draft: Draft, number: int) -> None:
    paragraph, _, _ = _find(draft, number)
    _move(draft, paragraph)


def _copies(draft: Draft, number: int) -> None:
    _, _, quote = _find(draft, number)
    for _ in range(draft.random.randint(1, 3)):
        _insert(draft, quote)


def _rewrapped(draft: Draft, number: int) -> None:
    paragraph, _, _ = _find(draft, number)
    paragraph.width = draft.random.choice([36, 50, 60, 66, 90, 100])


def _unicode(draft: Draft, number: int) -> None:
    _change_quote(draft, number, lambda quote: retyped(draft.random, quote))


def _deleted(draft: Draft, number: int) -> None:
    paragraph, at, quote = _find(draft, number)
    text = paragraph.sentences[at]
    rest = re.sub(" +", " ", _QUOTED.sub("", text, count=1))
    # A short quote goes alone or with its sentence.
    short = len(quote) < len(text) / 2
    if short and draft.random.random() < 0.5:
        paragraph.sentences[at] = rest
    else:
        del paragraph.sentences[at]


_EDITS: dict[str, Callable[[Draft, int], None]] = {
    "unchanged": _unchanged,
    "typo": _typo,
    "words": _words,
    "context": _context,
    "moved": _moved,
    "copies": _copies,
    "rewrapped": _rewrapped,
    "unicode": _unicode,
    "rewritten": _rewritten,
    "deleted": _deleted,
}


# -- the rest of the text


def _edit_background(draft: Draft, background: Background) -> None:
    random = draft.random
    for paragraph in draft.paragraphs:
        for at, text in enumerate(paragraph.sentences):
            if not MARK.search(text) and random.random() < background.edited:
                paragraph.sentences[at] = reworded(draft, text, random.uniform(0.1, 0.5))
    draft.paragraphs[:] = [
        paragraph
        for paragraph in draft.paragraphs
        if paragraph.has_quote or random.random() >= background.deleted
    ]
    for paragraph in random.sample(
        draft.paragraphs, round(len(draft.paragraphs) * background.moved)
    ):
        _move(draft, paragraph)
    for _ in range(round(len(draft.paragraphs) * background.new)):
        sentences = [plain(text) for text in draft.language.paragraph(random)]
        at = random.randrange(len(draft.paragraphs))
        draft.paragraphs.insert(at, Paragraph(sentences, draft.width))


def _move(draft: Draft, paragraph: Paragraph) -> None:
    draft.paragraphs.remove(paragraph)
    draft.paragraphs.insert(draft.random.randrange(len(draft.paragraphs) + 1), paragraph)


def _insert(draft: Draft, text: str) -> None:
    """Put `text` into some paragraph: as a sentence, or at the end of one if it is short."""
    paragraph = draft.random.choice(draft.paragraphs)
    at = draft.random.randrange(len(paragraph.sentences))
    if text.endswith(draft.language.stop):
        paragraph.sentences.insert(at, text)
    else:
        sentence = plain(draft.language.sentence(draft.random)).removesuffix(draft.language.stop)
        glued = draft.language.space.join((sentence, text)) + draft.language.stop
        paragraph.sentences.insert(at, glued)


def _near_copy(draft: Draft, text: str) -> str:
    """Return a sentence like `text`, or just `text` if it is a name."""
    words = word_spans(text, draft.language)
    return text if len(words) < 3 else reworded(draft, text, 0.2)


# -- changes of a stretch


def outside_quotes(text: str, change: Callable[[str], str]) -> str:
    """Return `text` with what is not in a quote changed."""
    pieces = re.split(f"({_QUOTED.pattern})", text)
    return "".join(
        piece if at % 2 or not piece.strip() else change(piece) for at, piece in enumerate(pieces)
    )


def misspelt(draft: Draft, text: str, count: int) -> str:
    """Return `text` with `count` letters swapped, dropped, doubled or replaced."""
    random = draft.random
    for _ in range(count):
        letters = [at for at, character in enumerate(text) if character.isalpha()]
        if len(letters) < 3:
            return text
        at = random.choice(letters[:-1])
        other = random.choice(random.choice(draft.language.syllables))
        text = random.choice(
            (
                text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :],
                text[:at] + text[at + 1 :],
                text[: at + 1] + text[at:],
                text[:at] + other + text[at + 1 :],
            )
        )
    return text


def reworded(draft: Draft, text: str, share: float) -> str:
    """Return `text` with a `share` of its words replaced, dropped or added to.

    Of one or two words, it is that share of the letters.
    """
    random, language = draft.random, draft.language
    words = word_spans(text, language)
    if len(words) < 3:
        return misspelt(draft, text, max(1, round(share * len(text) / 2)))
    for start, end in sorted(random.sample(words, max(1, round(share * len(words)))), reverse=True):
        action = random.random()
        word = _other_word(random, language)
        if action < 0.6:
            text = text[:start] + word + text[end:]
        elif action < 0.8:
            text = text[:start] + text[end:].removeprefix(" ")
        else:
            text = text[:end] + language.space + word + text[end:]
    return text


def _other_word(random: Random, language: Language) -> str:
    return random.choice((*language.nouns, *language.adjectives, *language.verbs))


def retyped(random: Random, text: str) -> str:
    """Return `text` as another program would write it: the same words, other characters."""
    changes: list[Callable[[str], str]] = [
        lambda one: unicodedata.normalize("NFD", one),
        lambda one: one.replace("'", "’").replace("“", '"').replace("”", '"').replace("—", "--"),
        lambda one: one.replace("fi", "ﬁ").replace("fl", "ﬂ"),
        lambda one: one.replace(" ", "\u00a0"),
        lambda one: re.sub(r"(\w{3})(\w{3})", "\\1\u00ad\\2", one),
        lambda one: one.replace("，", ","),
    ]
    random.shuffle(changes)
    changed = text
    for change in changes[: random.randint(1, 3)]:
        changed = change(changed)
    # Some of them do not concern this text.
    return changed if changed != text else "\u200b".join((text[:1], text[1:]))
