"""The last write cut at every byte, with and without a block of zeros behind it.

A change that was not acknowledged may be there or not; nothing else may change, and the cut end
is no damage: nothing goes to quarantine.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from reader.core.annotation import Annotation
from reader.store.lines import FOOTER
from tests.torture import common


def run(writes: int) -> dict[str, object]:
    cuts = wrong = quarantined = 0
    with common.folder() as home:
        store = common.open_store(home)
        one = Annotation("1000", note="first")
        store.commit(common.event((None, one)))
        for number in range(writes):
            before_state, before = _kept(home), common.stored(home)
            old = common.file_of(home).read_bytes()
            two = Annotation(str(2000 + number), note="é" * (20 + 40 * number))
            after = replace(one, note=f"changed {number}", revision=one.revision + 1)
            store.commit(common.event((one, after), (None, two)))
            one = after
            new, states = common.file_of(home).read_bytes(), (before, common.stored(home))
            partial = common.advance(before, (after, after))
            for data in _cuts(old, new):
                cuts += 1
                found, kept = _opened(before_state, home, data)
                wrong += found not in (*states, partial)
                quarantined += kept
            shutil.rmtree(before_state)
    return {"cuts": cuts, "wrong": wrong + quarantined, "quarantined": quarantined}


def _cuts(old: bytes, new: bytes):
    """Yield what may be on disk after a crash during the write that made `new` from `old`."""
    base = len(old) - len(FOOTER)
    for cut in range(base, len(new)):
        yield new[:cut]
        yield new[:cut] + bytes(4096 - cut % 4096)


def _kept(home: Path) -> Path:
    copy = home.with_name(home.name + "-before")
    shutil.copytree(home, copy)
    return copy


def _opened(home: Path, _real: Path, data: bytes) -> tuple[common.Model, int]:
    common.file_of(home).write_bytes(data)
    found = common.stored(home)
    folder = home / "state" / "quarantine"
    return found, len(list(folder.iterdir())) if folder.exists() else 0


if __name__ == "__main__":
    common.main(run, writes=2)
