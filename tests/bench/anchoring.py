"""How many annotations find their words again: ``python -m tests.bench.anchoring [SET…]``.

500 quotes in 100 kB (five documents) and in 1 MB (one document) in each of several languages,
ten kinds of edit, over a text that is edited elsewhere too. "dev" is what the thresholds were
chosen on; "hold" has other seeds; "heavy" is edited more. Right is an overlap of at least half
of the union with where the quote really is, or an orphan when it was deleted. "bare" is "hold"
without the old text. Times are of this process, so that others on the machine do not count.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from reader.core.anchor import reanchor
from reader.core.annotation import Anchor, AnchorState, Annotation, Target
from reader.core.text import Text
from tests.bench.anchoring_draft import Draft, Span
from tests.bench.anchoring_edits import HEAVY, KINDS, LIGHT, Background, edit, prepare
from tests.bench.anchoring_languages import LANGUAGES, Language

SETS: dict[str, tuple[int, Background]] = {
    "dev": (1, LIGHT),
    "hold": (1_000, LIGHT),
    "heavy": (2_000, HEAVY),
}
UNFLAGGED = (AnchorState.EXACT, AnchorState.MOVED, AnchorState.CHANGED)


@dataclass
class Tally:
    """What came of the quotes of one set."""

    outcomes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    states: Counter[tuple[AnchorState, str]] = field(default_factory=Counter)
    close_borders: int = 0
    comparing: list[float] = field(default_factory=list)
    """Seconds for each pair of texts."""
    placing: list[float] = field(default_factory=list)
    """Seconds for each quote, once the texts are compared."""

    def add(self, kind: str, truth: Span | None, annotation: Annotation) -> None:
        """Count one quote."""
        outcome = judge(truth, annotation)
        self.outcomes[outcome] += 1
        self.kinds[kind, outcome] += 1
        self.states[annotation.anchor.state, outcome] += 1
        if truth and abs(truth[0] - annotation.start) <= 2 >= abs(truth[1] - annotation.end):
            self.close_borders += 1


def judge(truth: Span | None, annotation: Annotation) -> str:
    """Return ``right``, ``wrong`` or ``missed``."""
    if annotation.anchor.state is AnchorState.ORPHAN:
        return "missed" if truth else "right"
    if truth is None:
        return "wrong"
    start, end = annotation.start, annotation.end
    overlap = min(end, truth[1]) - max(start, truth[0])
    union = max(end, truth[1]) - min(start, truth[0])
    return "right" if 2 * overlap >= union else "wrong"


def measure(tally: Tally, draft: Draft, count: int, background: Background, whole: bool) -> None:
    """Edit the draft, re-anchor its quotes and count what came of them.

    Without the `whole` old text, quotes and contexts are all there is.
    """
    prepare(draft, count)
    old, before = draft.render()
    edit(draft, count, background)
    new, after = draft.render()
    old_text, new_text = Text.of(old), Text.of(new)
    anchor = Anchor(sha256=old_text.sha256)
    annotations = [
        Annotation(str(number), (Target.of(old_text, *before[number]),), anchor=anchor)
        for number in range(count)
    ]
    times: list[float] = []
    found = reanchor(timed(annotations, times), old_text if whole else None, new_text)
    # The texts are compared when the first quote needs it; that quote is an unchanged one.
    first, *others = (after - before for before, after in pairwise(times))
    tally.comparing.append(first)
    tally.placing += others
    for number, one in enumerate(found):
        tally.add(KINDS[number % len(KINDS)], after.get(number), one)


def timed(annotations: list[Annotation], times: list[float]) -> Iterator[Annotation]:
    """Yield the annotations, noting when each is asked for and when the last is done."""
    for one in annotations:
        times.append(time.process_time())
        yield one
    times.append(time.process_time())


def run(name: str, size: str, language: Language, *, whole: bool = True) -> Tally:
    """Measure one set in one language."""
    seed, background = SETS[name]
    tally = Tally()
    documents, length, count = (5, 20_000, 100) if size == "100 kB" else (1, 1_000_000, 500)
    if not language.space:
        length //= 3  # bytes of UTF-8
    for number in range(documents):
        random = Random(f"{seed}-{language.code}-{size}-{number}")
        draft = Draft(language, random, width=72 * (number % 2))
        draft.write(length)
        draft.mark(count)
        measure(tally, draft, count, background, whole)
    return tally


def merged(tallies: list[Tally]) -> Tally:
    """Return the sum of tallies."""
    total = Tally()
    for one in tallies:
        total.outcomes += one.outcomes
        total.kinds += one.kinds
        total.states += one.states
        total.close_borders += one.close_borders
        total.comparing += one.comparing
        total.placing += one.placing
    return total


def report(title: str, tally: Tally) -> None:
    """Print one line."""
    total = tally.outcomes.total()
    deleted = Counter({o: n for (kind, o), n in tally.kinds.items() if kind == "deleted"})
    sure = Counter[str]()
    for (state, outcome), number in tally.states.items():
        if state in UNFLAGGED:
            sure[outcome] += number
    print(
        f"{title:<22} right {tally.outcomes['right'] / total:6.1%}"
        f"  wrong {tally.outcomes['wrong'] / total:5.1%}  missed {tally.outcomes['missed']:3}"
        f"  deleted said {deleted['right'] / deleted.total():4.0%}"
        f"  unflagged {sure.total() / total:4.0%} right {sure['right'] / sure.total():7.2%}"
        f"  borders {tally.close_borders / total:4.0%}"
        f"  diff {max(tally.comparing):5.3f} s"
        f"  quote median {statistics.median(tally.placing) * 1e3:.3f}"
        f" mean {statistics.mean(tally.placing) * 1e3:.2f}"
        f" max {max(tally.placing) * 1e3:.0f} ms",
        flush=True,
    )


def report_revisions(title: str, tally: Tally) -> None:
    """Print one line on quotes that met a revision by chance."""
    total = tally.outcomes.total()
    deleted = Counter({o: n for (kind, o), n in tally.kinds.items() if kind == "deleted"})
    sure = Counter[str]()
    for (state, outcome), number in tally.states.items():
        if state in UNFLAGGED:
            sure[outcome] += number
    said = f"{deleted['right']} of {deleted.total()}" if deleted else "none"
    print(
        f"{title:<12} right {tally.outcomes['right'] / total:6.1%}"
        f"  wrong {tally.outcomes['wrong'] / total:5.1%}  missed {tally.outcomes['missed']:4}"
        f"  deleted said {said:>12}"
        f"  unflagged {sure.total() / total:4.0%} of {total} right"
        f" {sure['right'] / max(1, sure.total()):7.2%}",
        flush=True,
    )


def report_details(tally: Tally) -> None:
    """Print outcomes by kind of edit and by state."""
    for title, keys, counts in (
        ("kind", KINDS, tally.kinds),
        ("state", tuple(AnchorState), tally.states),
    ):
        print(f"  {title:<12}{'right':>7}{'wrong':>7}{'missed':>7}")
        for key in keys:
            figures = "".join(f"{counts[key, o]:7}" for o in ("right", "wrong", "missed"))
            print(f"  {key:<12}{figures}")


def main(names: list[str]) -> None:
    """Run the sets named, or all."""
    for name in names or [*SETS, "bare"]:
        whole = name != "bare"
        for size in ("100 kB", "1 MB"):
            tallies = []
            for language in LANGUAGES:
                tallies.append(run(name if whole else "hold", size, language, whole=whole))
                report(f"{name} {size} {language.code}", tallies[-1])
            total = merged(tallies)
            report(f"{name} {size}", total)
            report_details(total)


if __name__ == "__main__":
    main(sys.argv[1:])
