"""SIGKILL at random moments of inserts, updates, removals and compactions.

What was acknowledged must be there, and nothing but that and the change that was under way.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

from tests.torture import common


def worker(home: Path, seed: int, acknowledge: Callable[[str], None], compact: int = 20) -> None:
    """Change the store without end, acknowledging every change after it is durable."""
    rng, model, store = random.Random(seed), {}, common.open_store(home)
    for number in range(1_000_000):
        change = common.next_change(model, rng, number)
        store.commit(common.event(change))
        model = common.advance(model, change)
        acknowledge(str(number))
        if number % compact == compact - 1:
            file = store._file(common.DOCUMENT).file
            with file.held():
                file.compact()


def states(seed: int, acknowledged: int) -> tuple[common.Model, common.Model]:
    """Return the model after the acknowledged changes, and after one more."""
    rng, model = random.Random(seed), {}
    for number in range(acknowledged):
        model = common.advance(model, common.next_change(model, rng, number))
    return model, common.advance(model, common.next_change(model, rng, acknowledged))


def run(trials: int) -> dict[str, object]:
    lost = unreadable = changes = 0
    rng = random.Random(9)
    for trial in range(trials):
        with common.folder() as home:
            pid, pipe = common.child(lambda ack, h=home, t=trial: worker(h, t, ack))
            acknowledged = len(common.kill_after(pid, pipe, rng.uniform(0.005, 0.3)))
            changes += acknowledged
            found = common.stored(home)
            lost += found not in states(trial, acknowledged)
            events = len(common.open_store(home).events(common.DOCUMENT))
            lost += events not in (acknowledged, acknowledged + 1)
            if acknowledged:
                try:
                    json.loads(common.file_of(home).read_bytes())
                except ValueError:
                    unreadable += 1
    return {"trials": trials, "changes": changes, "lost": lost, "unreadable": unreadable}


if __name__ == "__main__":
    common.main(run, trials=500)
