"""Programs that do not know of the lock: they replace, overwrite, cut or delete the file while a
session is open, and git checks another version out."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.torture import common


def _rename_over(path: Path, older: bytes) -> None:
    other = path.with_suffix(".other")
    other.write_bytes(older)
    other.replace(path)


def _truncate(path: Path, older: bytes) -> None:
    os.truncate(path, len(older) // 2)


WAYS: dict[str, Callable[[Path, bytes], object]] = {
    "rename over": _rename_over,
    "overwrite": lambda path, older: path.write_bytes(older),
    "truncate": _truncate,
    "empty": lambda path, _older: path.write_bytes(b""),
    "unlink": lambda path, _older: path.unlink(),
    "git checkout": lambda path, _older: _git(path, "checkout", "-q", "--force", "HEAD"),
}


def _git(path: Path, *arguments: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@t", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, *arguments], cwd=path.parent, check=True, capture_output=True)


def trial(way: str, rng: random.Random) -> int:
    """Return how many records are not as they were acknowledged."""
    with common.folder() as home:
        store, model, older = common.open_store(home), {}, b""
        path = common.file_of(home)
        at = rng.randrange(3, 10)
        for number in range(20):
            change = common.next_change(model, rng, number)
            store.commit(common.event(change))
            model = common.advance(model, change)
            if number == at:
                older = path.read_bytes()
                if way == "git checkout":
                    _git(path, "init", "-q")
                    _git(path, "add", "-A")
                    _git(path, "commit", "-q", "-m", "older")
        WAYS[way](path, older)
        if rng.random() < 0.5:  # the session reads first, or it writes first
            store.annotations(common.DOCUMENT)
        change = common.next_change(model, rng, 99)
        store.commit(common.event(change))
        model = common.advance(model, change)
        seen = {one.id: one for one in store.annotations(common.DOCUMENT)}
        return _differences(model, seen) + _differences(model, common.stored(home))


def _differences(model: common.Model, found: common.Model) -> int:
    return sum(model.get(key) != found.get(key) for key in model.keys() | found.keys())


def run(trials: int) -> dict[str, object]:
    rng = random.Random(6)
    lost = {way: sum(trial(way, rng) for _ in range(trials)) for way in WAYS}
    return {"trials": trials * len(WAYS), "lost": sum(lost.values())}


if __name__ == "__main__":
    common.main(run, trials=24)
