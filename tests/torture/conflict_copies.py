"""Two devices that edit offline, and a sync tool that keeps one file and renames the other."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from reader.store.store import TinyStore
from tests.torture import common

_NAMES = (
    "{}.sync-conflict-20261122-18103{}-ABCDEFG.json",
    "{} (laptop's conflicted copy 2026-11-{}).json",
    "{} (conflicted copy 2026-11-22 18103{}).json",
)


def _file(folder: Path) -> Path:
    return folder / "annotations" / common.DOCUMENT[:2] / f"{common.DOCUMENT}.json"


def _sync(one: Path, two: Path, rng: random.Random, number: int) -> None:
    """Leave one device's file on both, and the other's beside it under another name."""
    winner, loser = rng.sample((_file(one), _file(two)), 2)
    if winner.read_bytes() == loser.read_bytes():
        return
    name = rng.choice(_NAMES).format(common.DOCUMENT, number)
    kept = loser.read_bytes()
    shutil.copy(winner, loser)
    for file in (winner, loser):
        (file.parent / name).write_bytes(kept)


def trial(seed: int) -> tuple[int, int]:
    """Return how many edits there were, and how many are lost or seen on one device alone."""
    rng = random.Random(seed)
    with common.folder() as home:
        folders = home / "one" / "store", home / "two" / "store"
        stores = [TinyStore(folder, folder.parent / "state") for folder in folders]
        written: set[str] = set()
        replaced: set[str] = set()
        for number in range(5):
            for store in stores:
                if number == 0 and store is stores[1]:
                    shutil.copytree(folders[0], folders[1])
                    continue
                for _ in range(rng.randrange(2, 5)):
                    _edit(store, rng, written, replaced)
            _sync(*folders, rng, number)
        for _ in range(3):  # both read, join and are synchronised again
            for store in stores:
                store.annotations(common.DOCUMENT)
            _sync(*folders, rng, 9)
        found = [_texts(store) for store in stores]
        return len(written), len((written - replaced) ^ found[0]) + len(found[0] ^ found[1])


def _edit(store: TinyStore, rng: random.Random, written: set[str], replaced: set[str]) -> None:
    """Make a change with a text of its own, noting which text it was made over."""
    model = {one.id: one for one in store.annotations(common.DOCUMENT)}
    number = len(written)
    before, after = common.next_change(model, rng, number)
    store.commit(common.event((before, after)))
    if before:
        replaced.add(before.note)
    if after:
        written.add(after.note)


def _texts(store: TinyStore) -> set[str]:
    """Return every text that a person can see, in notes and in their other versions."""
    shown = {one.note for one in store.annotations(common.DOCUMENT)}
    others = store.rivals(common.DOCUMENT).values()
    return shown | {one.note for versions in others for _, one in versions}


def run(n: int) -> dict[str, object]:
    results = [trial(seed) for seed in range(n)]
    return {
        "trials": n,
        "edits": sum(edits for edits, _ in results),
        "lost": sum(lost for _, lost in results),
    }


if __name__ == "__main__":
    common.main(run, n=100)
