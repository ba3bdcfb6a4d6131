"""Two branches of a shared store, each with new notes, edits and a removal, merged by git."""

from __future__ import annotations

import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from reader.core.annotation import Annotation
from reader.store.initialise import initialise
from tests.torture import common


def _git(folder: Path, *arguments: str) -> int:
    who = ("-c", "user.name=t", "-c", "user.email=t@t", "-c", "init.defaultBranch=main")
    command = ["git", *who, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode


def _commit(folder: Path, message: str) -> None:
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", message)


def _work(home: Path, device: str, rng: random.Random, mine: list[Annotation]) -> common.Model:
    """Add, edit and remove on one device; return what must be there afterwards, by id."""
    store, wanted = common.open_store(home, device), {}
    for _ in range(rng.randrange(1, 6)):
        one = Annotation(str(rng.getrandbits(60) | 1), note=f"new on {device}")
        store.commit(common.event((None, one)))
        wanted[one.id] = one
    edited, other, removed = mine
    for one in (edited, other):
        after = replace(one, note=f"{one.note} edited on {device}", revision=2)
        store.commit(common.event((one, after)))
        wanted[one.id] = after
    store.commit(common.event((removed, None)))
    if rng.random() < 0.3:
        file = store._file(common.DOCUMENT).file
        with file.held():
            file.compact()
    return wanted | {removed.id: None}


def trial(seed: int) -> tuple[int, int]:
    """Return whether the merge has a conflict, and how many changes are lost."""
    rng = random.Random(seed)
    with common.folder() as home:
        folder = home / "store"
        store = common.open_store(home, "laptop")
        base = [
            Annotation(str(rng.getrandbits(60) | 1), note=f"base {n}")
            for n in range(rng.randrange(6, 200))
        ]
        for one in base:
            store.commit(common.event((None, one)))
        initialise(folder)
        _git(folder, "init", "-q")
        _commit(folder, "base")
        _git(folder, "checkout", "-q", "-b", "phone")
        chosen = rng.sample(base, 6)
        expected = {one.id: one for one in base}
        theirs = _work(home, "phone", rng, chosen[:3])
        _commit(folder, "phone")
        _git(folder, "checkout", "-q", "main")
        mine = _work(home, "laptop", rng, chosen[3:])
        _commit(folder, "laptop")
        conflict = _git(folder, "merge", "-q", "-m", "merge", "phone")
        shutil.rmtree(home / "laptop" / "journal")  # only the merged file counts
        expected |= mine | theirs
        found = common.stored(home, "laptop")
        lost = sum(found.get(key) != one for key, one in expected.items()) + len(
            found.keys() - expected
        )
        return conflict != 0, lost


def run(n: int) -> dict[str, object]:
    results = [trial(seed) for seed in range(n)]
    return {
        "merges": n,
        "conflicts": sum(conflict for conflict, _ in results),
        "lost": sum(lost for _, lost in results),
    }


if __name__ == "__main__":
    common.main(run, n=60)
