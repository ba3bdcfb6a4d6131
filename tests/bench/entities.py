"""Speed, size and memory of the built-in recogniser: ``python -m tests.bench.entities [DATA_DIR]``.

The text is that of the development sets in DATA_DIR, else a story of our own told again with
other names. One thread; CPU seconds, so that other work on the machine does not count. Texts of
one piece again and again have ``--run`` megabytes: the time must be linear. With
``--spacy PASSES``, spaCy's blank pipeline is trained on the sets of DATA_DIR and stands beside it.
"""

import argparse
import random
import resource
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

from reader.entities.builtin import BuiltinRecogniser
from reader.entities.evaluate import read_rows

_DISTINCT = 60_000
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
_STORY = Path(__file__).parents[1] / "entities" / "story.txt"
_COLD = """
import sys, time
def used():  # not ru_maxrss: a new process inherits that of the one that starts it
    status = dict(line.split(":", 1) for line in open("/proc/self/status"))
    return int(status["VmHWM"].split()[0]) / 1024
before = used()
start = time.process_time()
from reader.entities.builtin import BuiltinRecogniser
text = open({path!r}, encoding="utf-8").read()
recogniser = BuiltinRecogniser()
recogniser.annotate(text, "en")
first = time.process_time() - start
after = used()
long = sys.stdin.read()
held = used()
recogniser.annotate(long, "en")
print(f"{{first * 1000:.0f}} {{after - before:.0f}} {{used() - held + after - before:.0f}}")
"""
_RUNS = {
    "one letter": "a",
    "one capital": "A",
    "digits": "1",
    "blanks": " ",
    "line feeds": "\n",
    "emoji": "👩‍👩‍👧‍👦",
    "Chinese": "習近平在北京",
    "mixed scripts": "Київ 北京 Kyiv القاهرة 🇺🇦 नमस्ते ",
    "names": "Joe Biden met NATO in Kyiv. ",
}


def main() -> None:
    """Print one figure a line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?", help="folder with NAME.dev.jsonl.gz")
    parser.add_argument("--run", type=float, default=2, metavar="MB", help="of each hostile run")
    parser.add_argument("--spacy", type=int, default=0, metavar="PASSES")
    options = parser.parse_args()
    size = sum(f.stat().st_size for f in Path(str(files("reader.entities") / "data")).iterdir())
    print(f"data files            {size / 1e6:8.2f} MB")
    texts = list(corpus(options.data)) if options.data else list(retold(400))
    long = "\n\n".join(texts)
    spent, memory, most = cold(long)
    print(f"first document        {spent:8d} ms CPU")
    print(f"memory                {memory:8d} MB above the interpreter")
    print(f"after {len(long) / 1e6:.1f} MB of text  {most:8d} MB, the text itself not counted")
    print(f"after {_DISTINCT} names     {cold(distinct(_DISTINCT))[2]:8d} MB, none of them twice")
    recogniser = BuiltinRecogniser()
    recogniser.annotate(texts[0], "en")
    for name, batch in (("one document each", texts), ("one long document", [long])):
        words = sum(len(text.split()) for text in batch)
        spent = cpu(recogniser, batch)
        print(f"{name:20s}  {words / spent:8.0f} words/s ({words} words)")
    story = _STORY.read_text("utf-8")
    spent = min(cpu(recogniser, [story]) for _ in range(5))
    print(f"a story of {len(story.split())} words  {spent * 1000:6.1f} ms")
    for name, piece in _RUNS.items():
        large = piece * int(options.run * 1e6 / len(piece.encode()))
        small = large[: len(large) // 4]
        spent = cpu(recogniser, [large])
        ratio = spent / cpu(recogniser, [small])
        print(f"{name:20s}  4 times as long takes {ratio:4.1f} times as long: {spent:.1f} s")
    beside(options, texts, recogniser)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak of all of this   {peak:8.0f} MB")


def beside(options, texts, recogniser) -> None:
    """Print what spaCy does with the same text after training on the same sets, if asked for."""
    from tests.bench import spacy_beside  # after the recogniser has set numpy to one thread

    if not spacy_beside.installed():
        print("spaCy is not installed: nothing to compare with")
    elif options.data is None or not options.spacy:
        print("spaCy is not compared: that takes DATA_DIR and --spacy PASSES")
    else:

        def ours(text):
            return [mention[:3] for mention in recogniser.annotate(text, "en")]

        spacy_beside.compare(options.data, texts, ours, options.spacy)


def cold(long: str) -> tuple[int, int, int]:
    """Return what a new process needs: ms and MB for a first document, MB after a `long` one.

    All three are those of the run of five with the median time.
    """
    runs = []
    for _ in range(5):
        probe = [sys.executable, "-c", _COLD.format(path=str(_STORY))]
        out = subprocess.run(probe, check=True, capture_output=True, text=True, input=long).stdout
        spent, memory, most = map(int, out.split())
        runs.append((spent, memory, most))
    return sorted(runs)[2]


def cpu(recogniser: BuiltinRecogniser, texts: list[str]) -> float:
    """Return the CPU seconds that `texts` take."""
    start = time.process_time()
    for text in texts:
        recogniser.annotate(text, "en")
    return time.process_time() - start


def corpus(folder: Path):
    """Yield the texts of the English development sets."""
    for path in sorted(folder.glob("*.dev.jsonl.gz")):
        if "_zh" not in path.name:
            yield from (text for text, _ in read_rows(path))


def retold(count: int):
    """Yield the story again and again with other names in it."""
    chance = random.Random(1)
    words = _STORY.read_text("utf-8").split(" ")
    for _ in range(count):
        yield " ".join(other(word, chance) for word in words)


def distinct(count: int) -> str:
    """Return a sentence each for `count` different made-up names."""
    chance = random.Random(1)
    names: dict[str, None] = {}
    while len(names) < count:
        names["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))).capitalize()] = None
    return "\n\n".join(f"{name} said so." for name in names)


def other(word: str, chance: random.Random) -> str:
    """Return a capitalised word with its letters in another order, half of the time."""
    if not (word.isalpha() and word[0].isupper() and chance.random() < 0.5):
        return word
    letters = list(word.lower())
    chance.shuffle(letters)
    return "".join(letters).capitalize()


if __name__ == "__main__":
    main()
