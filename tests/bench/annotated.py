"""How long each action takes with many annotations: ``python -m tests.bench.annotated [COUNT]``.

A text of 1 MB with so many annotations, 10,000 if nothing is said, is opened in the app, once as
it was annotated and once after a heavy edit. Each action is a key pressed, and the time until
its command is carried out and what it changed is drawn.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median

from textual.pilot import Pilot

from reader.compose import Services
from reader.core.annotation import Annotation, Change, Event, Status, Target
from reader.core.ids import new_annotation_id
from reader.locations import Locations
from reader.ui.app import ReaderApp
from reader.ui.keyboard import GROUP
from reader.ui.screens.reading import ReadingScreen
from tests.bench.anchoring_draft import Draft
from tests.bench.anchoring_edits import HEAVY, edit
from tests.bench.anchoring_languages import ENGLISH
from tests.ui.driving import SIZE, done, press, settled

_LENGTH = 1_000_000
_ROUNDS = 7
_TAGS = ("war", "energy", "claim", "source")
_ACTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("a line down", ("j",)),
    ("a page down", ("space",)),
    ("next annotation", ("right_square_bracket", "a")),
    ("tag it", ("1",)),
    ("undo", ("u",)),
    ("end", ("G",)),
    ("beginning", ("g", "g")),
)


@dataclass
class Lap:
    """Milliseconds that were waited, and those of the processor."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        wall, cpu = median(self.wall), median(self.cpu)
        return f"{wall:8.1f} ms, worst {max(self.wall):8.1f}; processor {cpu:8.1f} ms"


class Stopwatch:
    """Keeps the times of actions by name."""

    def __init__(self) -> None:
        self.laps: dict[str, Lap] = {}
        self.start()

    def start(self) -> None:
        """Begin to measure."""
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def stop(self, name: str) -> None:
        """Keep the time since the start."""
        lap = self.laps.setdefault(name, Lap())
        lap.wall.append((time.perf_counter() - self._wall) * 1000)
        lap.cpu.append((time.process_time() - self._cpu) * 1000)

    def report(self, title: str) -> None:
        """Print every action."""
        print(title)
        for name, lap in self.laps.items():
            print(f"  {name:<22} {lap}", flush=True)


def annotate(services: Services, path: Path, count: int, random: Random) -> None:
    """Put annotations on words here and there in the document, as one event."""
    session = services.open_session(path)
    first = session.annotate([(0, 10)], tags=_TAGS)
    text, changes = session.document.text, []
    for number in range(count - 1):
        start = random.randrange(len(text) - 200)
        target = Target.of(text, start, start + random.choice((6, 12, 30, 80)))
        changes.append(
            Change(
                session.document_id,
                None,
                Annotation(
                    id=new_annotation_id(),
                    targets=(target,),
                    tags=(random.choice(first.tags),),
                    note=f"note {number}" if number % 3 == 0 else "",
                    status=Status.SUGGESTED if number % 10 == 0 else Status.ACCEPTED,
                    anchor=first.anchor,
                    created=first.created,
                    modified=first.modified,
                ),
            )
        )
    services.store.commit(Event("0" * 16, first.created, "annotate", tuple(changes)))


async def drive(make: Callable[[], ReaderApp], title: str) -> None:
    """Open the document in the app and do everything some times."""
    watch = Stopwatch()
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        while busy := [one for one in app.workers if one.group != GROUP]:
            await app.workers.wait_for_complete(busy)
            await pilot.pause()
        watch.stop("open, with everything")
        assert isinstance(app.screen, ReadingScreen)
        for _ in range(_ROUNDS):
            for name, keys in _ACTIONS:
                await timed(pilot, watch, name, *keys)
        await lists(pilot, watch)
        shown = len(app.screen.annotations)
    watch.report(f"{title}: {shown:,} annotations")


async def timed(pilot: Pilot[None], watch: Stopwatch, name: str, *keys: str) -> None:
    """Press keys and wait for what they bring about."""
    watch.start()
    await press(pilot, *keys)
    await done(pilot)
    watch.stop(name)


async def lists(pilot: Pilot[None], watch: Stopwatch) -> None:
    """Open the list of annotations and filter it, the review queue and the codebook."""
    for _ in range(_ROUNDS):
        for name, key in (("list", "a"), ("review queue", "r"), ("codebook", "C")):
            watch.start()
            await press(pilot, key)
            await settled(pilot)
            watch.stop(f"open the {name}")
            if name == "list":
                for letter in "war":
                    await timed_typing(pilot, watch, letter)
            await press(pilot, "escape")
            await settled(pilot)


async def timed_typing(pilot: Pilot[None], watch: Stopwatch, letter: str) -> None:
    """Type a letter of a filter."""
    watch.start()
    await press(pilot, letter)
    await pilot.pause()
    watch.stop("type in the list")


def main(arguments: list[str]) -> None:
    """Measure the document as it was annotated, and after an edit."""
    count = int(arguments[0]) if arguments else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder, random = Path(name) / "documents", Random(5)
        folder.mkdir()
        path = folder / "long.txt"
        draft = Draft(ENGLISH, random, width=72)
        draft.write(_LENGTH)
        draft.mark(0)
        path.write_text(draft.render()[0], "utf-8")
        services = Services(Locations.find({"READER_HOME": str(Path(name) / "home")}, folder))
        annotate(services, path, count, random)

        def app() -> ReaderApp:
            return ReaderApp(Services(services.locations), [path])

        asyncio.run(drive(app, "unchanged"))
        edit(draft, 0, HEAVY)
        path.write_text(draft.render()[0], "utf-8")
        asyncio.run(drive(app, "edited"))


if __name__ == "__main__":
    main(sys.argv[1:])
