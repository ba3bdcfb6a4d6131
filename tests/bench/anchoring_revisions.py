"""Whole documents revised as people do it: ``python -m tests.bench.anchoring_revisions [SEED…]``.

The texts are those of the sample documents, also in other scripts, with a line of boilerplate
between paragraphs. Each kind of revision is made to all of a text, so that quotes meet it by
chance, as they do in real life. Right and wrong are those of `tests.bench.anchoring`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

from reader.core.anchor import reanchor
from reader.core.annotation import Anchor, Annotation, Target
from reader.core.text import Text
from tests.bench.anchoring import Tally, merged, report_revisions
from tests.bench.anchoring_draft import MARK, Span

_SAMPLES = Path(__file__).parents[2] / "sample_docs"
_QUOTES = 120
_BOILERPLATE = (
    "Read more: the story so far, in ten maps.",
    "This report was updated with a statement of the ministry.",
    "(Reporting by our desk; editing by the night shift)",
)
_SPELLINGS = (
    ("ie", "yi"), ("ov", "iv"), ("ss", "s"), ("ck", "k"), ("ph", "f"), ("y", "i"),
    ("c", "k"), ("ou", "u"), ("ee", "i"), ("a", "aa"), ("o", "oe"), ("i", "y"),
)  # fmt: skip

_MISREAD = (("m", "rn"), ("l", "1"), ("e", "c"), ("h", "li"), ("а", "о"), ("ا", "إ"))

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")

Paragraphs = list[str]
Edit = Callable[[Paragraphs, Random], Paragraphs]


# -- words


def _each_word(share: float, change: Callable[[str, Random], str]) -> Edit:
    """Return the edit that changes a share of the words."""

    def edit(paragraphs: Paragraphs, random: Random) -> Paragraphs:
        def changed(found: re.Match[str]) -> str:
            return change(found.group(), random) if random.random() < share else found.group()

        return [_WORD.sub(changed, one) for one in paragraphs]

    return edit


def _misspelt(word: str, random: Random) -> str:
    at = random.randrange(len(word))
    before, letter, after = word[:at], word[at], word[at + 1 :]
    dropped, doubled = before + after or word, before + letter + letter + after
    return random.choice((dropped, doubled, before + after[:1] + letter + after[1:]))


def _scanned(word: str, random: Random) -> str:
    for clear, read in _MISREAD:
        if clear in word and random.random() < 0.7:
            return word.replace(clear, read, 1)
    return word


def _translated(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    """A third of the vocabulary is said in another language, wherever it stands."""
    words = sorted({word for one in paragraphs for word in _WORD.findall(one)})
    others = {word: "".join(random.sample(word, len(word))) + "o" for word in words}
    chosen = {word for word in words if random.random() < 0.33}
    return [
        _WORD.sub(lambda m: others[m.group()] if m.group() in chosen else m.group(), one)
        for one in paragraphs
    ]


def _respelt(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    """Half of the names are spelt in another way, wherever they stand."""
    names = sorted({name for one in paragraphs for name in _NAME.findall(one)})
    other = {}
    for name in names:
        if random.random() < 0.5:
            fitting = [(old, new) for old, new in _SPELLINGS if old in name[1:]]
            if fitting:
                other[name] = name[0] + name[1:].replace(*random.choice(fitting), 1)
    return [_WORD.sub(lambda m: other.get(m.group(), m.group()), one) for one in paragraphs]


def _updated(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    def other(found: re.Match[str]) -> str:
        more = random.randint(1, 9) if random.random() < 0.7 else 0
        return str(int(found.group()) + more)

    return [_NUMBER.sub(other, one) for one in paragraphs]


def _capitals(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    return [one.upper() if random.random() < 0.1 else one for one in paragraphs]


def _typography(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    def set_anew(one: str) -> str:
        one = re.sub(r'"(?=\w)', "“", one).replace('"', "”").replace("'", "’")
        one = one.replace(" - ", " — ").replace("...", "…").replace("–", "-")
        return re.sub(r"(?<=\d) (?=\w)", "\u00a0", one)

    return [set_anew(one) for one in paragraphs]


# -- sentences

_CLOSING = "".join(chr(0x100001 + 2 * number) for number in range(_QUOTES))
_SENTENCE = re.compile(rf"(?:[^.!?。۔]+[.!?。۔]*|[.!?。۔]+)[{_CLOSING}]*")


def _sentences(paragraph: str) -> list[str]:
    """Split into sentences; the mark that ends a quote stays with the quote."""
    parts = (part.strip(" ") for part in _SENTENCE.findall(paragraph))
    return [part for part in parts if part]


def _by_sentence(change: Callable[[list[str], Random], list[str]]) -> Edit:
    def edit(paragraphs: Paragraphs, random: Random) -> Paragraphs:
        return [" ".join(change(_sentences(one), random)) for one in paragraphs]

    return edit


def _split(sentences: list[str], random: Random) -> list[str]:
    def cut(one: str) -> str:
        if random.random() < 0.4:
            one = re.sub(r", (and|but|which|who|as|und|et) ", ". It ", one, count=1)
        return one

    return [cut(one) for one in sentences]


def _joined(sentences: list[str], random: Random) -> list[str]:
    def stop(found: re.Match[str]) -> str:
        return "; and " if random.random() < 0.4 else found.group()

    return [re.sub(r"\. (?=[A-Z])", stop, " ".join(sentences))]


def _swapped(sentences: list[str], random: Random) -> list[str]:
    if len(sentences) > 1 and random.random() < 0.5:
        at = random.randrange(len(sentences) - 1)
        first, second = sentences[at : at + 2]
        if not (_cuts_a_quote(first) or _cuts_a_quote(second)):
            sentences[at : at + 2] = second, first
    return sentences


def _cut(sentences: list[str], random: Random) -> list[str]:
    """A quarter of the sentences go, but for those that hold a part of a quote."""
    return [one for one in sentences if random.random() > 0.25 or _cuts_a_quote(one)]


def _cuts_a_quote(sentence: str) -> bool:
    return len(MARK.findall(sentence)) % 2 == 1


def _paraphrased(sentences: list[str], random: Random) -> list[str]:
    """A third of the sentences are written anew with some of their words, in another order."""

    def anew(one: str) -> str:
        if random.random() > 0.3 or MARK.search(one):
            return one
        words = one.split()
        random.shuffle(words)
        return " ".join(words[: max(2, len(words) * 2 // 3)])

    return [anew(one) for one in sentences]


# -- paragraphs


def _shuffled(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    """One paragraph in seven is put elsewhere."""
    for _ in range(len(paragraphs) // 7):
        one = paragraphs.pop(random.randrange(len(paragraphs)))
        paragraphs.insert(random.randrange(len(paragraphs) + 1), one)
    return paragraphs


def _rotated(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    """The second half comes first."""
    at = len(paragraphs) // 2
    return paragraphs[at:] + paragraphs[:at]


def _headed(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    """Another headline and a summary made of the first sentences that follow."""
    lead = [MARK.sub("", _sentences(one)[0]) for one in paragraphs[2:30:3] if _sentences(one)]
    return ["UPDATE 2: what is known this hour", *lead, *paragraphs[1:]]


def _wired(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    """Every sixth paragraph is sent twice, the copy before or after, some with a word changed."""
    made = list(paragraphs)
    for one in random.sample(paragraphs, len(paragraphs) // 6):
        copy = MARK.sub("", one)
        if random.random() < 0.5:
            copy = _each_word(0.04, _misspelt)([copy], random)[0]
        made.insert(random.randrange(len(made) + 1), copy)
    return made


def _dropped(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    return [one for one in paragraphs if random.random() > 0.2]


def _rewrapped(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    width = random.choice((40, 60, 72, 90))
    return [re.sub(rf"(.{{{width - 8},{width}}}) ", r"\1\n", one) for one in paragraphs]


def _run_in(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    """Paragraphs are put together and listed with bullets."""
    made: Paragraphs = []
    for one in paragraphs:
        if made and random.random() < 0.3:
            made[-1] += " " + one
        else:
            made.append(f"• {one}" if random.random() < 0.2 else one)
    return made


def _live(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    """New text on top tells the same again: sentences of all the text with numbers changed."""
    told = [MARK.sub("", one) for one in random.sample(paragraphs, len(paragraphs) // 8)]
    return [*_each_word(0.1, _misspelt)(_updated(told, random), random), *paragraphs]


def _everything(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    for edit in random.sample(list(REVISIONS.values())[:-1], 5):
        paragraphs = edit(paragraphs, random)
    return paragraphs


REVISIONS: dict[str, Edit] = {
    "typos": _each_word(0.05, _misspelt),
    "many typos": _each_word(0.25, _misspelt),
    "scanned": _each_word(0.2, _scanned),
    "translated": _translated,
    "respelt": _respelt,
    "updated": _updated,
    "capitals": _capitals,
    "typography": _typography,
    "split": _by_sentence(_split),
    "joined": _by_sentence(_joined),
    "swapped": _by_sentence(_swapped),
    "cut": _by_sentence(_cut),
    "paraphrased": _by_sentence(_paraphrased),
    "shuffled": _shuffled,
    "rotated": _rotated,
    "headed": _headed,
    "wired": _wired,
    "dropped": _dropped,
    "rewrapped": _rewrapped,
    "run in": _run_in,
    "live": _live,
    "everything": _everything,
}


# -- texts


def _prose() -> Paragraphs:
    """Return the paragraphs of the English sample documents that are text."""
    paths = sorted([*_SAMPLES.glob("*.md"), *_SAMPLES.glob("*.txt")])
    text = "\n\n".join(one.read_text("utf-8") for one in paths if one.stem != "hostile")
    found = [" ".join(one.split()) for one in text.split("\n\n")]
    return [one for one in found if len(one) > 20 and MARK.search(one) is None]


def _boilerplate(paragraphs: Paragraphs, random: Random) -> Paragraphs:
    made: Paragraphs = []
    for number, one in enumerate(paragraphs):
        made.append(one)
        if number % 4 == 3:
            made.append(random.choice(_BOILERPLATE))
    return made


_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абцдефгхийклмнопярстувшхыз"
_ARABIC = "ابثدهفغحيجكلمنوپقرستعڤشخزط"


def _cyrillic(text: str) -> str:
    return text.translate(str.maketrans(_LATIN + _LATIN.upper(), _CYRILLIC + _CYRILLIC.upper()))


def _arabic(text: str) -> str:
    return text.lower().translate(str.maketrans(_LATIN + ".", _ARABIC + "۔"))


def _ideographs(text: str) -> str:
    """Return each word as one or two characters, without blanks."""

    def sign(found: re.Match[str]) -> str:
        value = sum(ord(c) * 31**n for n, c in enumerate(found.group().lower()))
        first = chr(0x4E00 + value % 3000)
        return first if len(found.group()) < 5 else first + chr(0x4E00 + value // 3000 % 3000)

    signs = _WORD.sub(sign, text).replace(" ", "")
    return signs.replace(".", "。").replace(",", "，")


SCRIPTS: dict[str, Callable[[str], str]] = {
    "latin": str,
    "cyrillic": _cyrillic,
    "arabic": _arabic,
    "ideographs": _ideographs,
}


def _marked(paragraphs: Paragraphs, random: Random, dense: bool) -> Paragraphs:
    """Mark quotes: names, phrases, sentences and whole paragraphs; none overlap."""
    made = list(paragraphs)
    at = random.sample(range(len(made)), min(_QUOTES, len(made)))
    for number, place in enumerate(at):
        text = made[place]
        start, end = _choice(text, random, dense)
        opening, closing = chr(0x100000 + 2 * number), chr(0x100001 + 2 * number)
        made[place] = text[:start] + opening + text[start:end] + closing + text[end:]
    return made


def _choice(text: str, random: Random, dense: bool) -> Span:
    form = random.random()
    words = [found.span() for found in re.finditer(r"\w{1,2}" if dense else r"\S+", text)]
    if not words or form > 0.95:
        return 0, len(text)
    names = [found.span() for found in _NAME.finditer(text)]
    if form < 0.3 and names:
        return random.choice(names)
    if form < 0.7:
        size = random.randint(1, 6)
        first = random.randrange(max(1, len(words) - size))
        return words[first][0], words[min(first + size, len(words)) - 1][1]
    spans, done = [], 0
    for one in _sentences(text):
        start = text.index(one, done)
        done = start + len(one)
        spans.append((start, done))
    return random.choice(spans)


def _rendered(paragraphs: Paragraphs) -> tuple[str, dict[int, Span]]:
    """Return the text, and where each quote is that is in it with both its marks."""
    pieces: list[str] = []
    opened: dict[int, int] = {}
    spans: dict[int, Span] = {}
    length = 0
    for piece in MARK.split("\n\n".join(paragraphs)):
        if MARK.fullmatch(piece):
            number, closing = divmod(ord(piece) - 0x100000, 2)
            if not closing:
                opened[number] = length
            elif number in opened:
                spans[number] = (opened[number], length)
        else:
            pieces.append(piece)
            length += len(piece)
    return "".join(pieces), {n: span for n, span in spans.items() if span[0] < span[1]}


def run(name: str, script: str, seed: int, prose: Paragraphs) -> Tally:
    """Measure one kind of revision in one script."""
    random = Random(f"{seed}-{name}-{script}")
    texts = [SCRIPTS[script](one) for one in _boilerplate(prose, random)]
    marked = _marked(texts, random, script == "ideographs")
    old, before = _rendered(marked)
    new, after = _rendered(REVISIONS[name](list(marked), random))
    old_text, new_text = Text.of(old), Text.of(new)
    anchor = Anchor(sha256=old_text.sha256)
    notes = [
        Annotation(str(number), (Target.of(old_text, *span),), anchor=anchor)
        for number, span in before.items()
    ]
    tally = Tally()
    for one in reanchor(notes, old_text, new_text):
        truth = after.get(int(one.id))
        tally.add("kept" if truth else "deleted", truth, one)
    return tally


def main(seeds: list[str]) -> None:
    """Run every kind of revision in every script, for each seed."""
    prose = _prose()
    every = []
    for name in REVISIONS:
        tallies = [
            run(name, script, int(seed), prose) for seed in seeds or ["1"] for script in SCRIPTS
        ]
        every += tallies
        report_revisions(name, merged(tallies))
    report_revisions("all", merged(every))


if __name__ == "__main__":
    main(sys.argv[1:])
