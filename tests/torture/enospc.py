"""A full disk: what was acknowledged stays and can be read, and writing goes on after space is
freed. On a file system of 1 MB where one can be mounted (root), and with a limit on the size of
files, where a write is cut in the middle."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from reader.core.annotation import Annotation
from reader.core.errors import ReaderError
from reader.store.files import CannotWriteError
from tests.torture import common

_MANY = 100_000


def fill(home: Path, acknowledge: Callable[[str], None]) -> None:
    """Write until it fails; then the same session must read what it has acknowledged."""
    store = common.open_store(home)
    done = 0
    for number in range(_MANY):
        note = Annotation(str(number + 1), note="x" * (number * 37 % 900))
        try:
            store.commit(common.event((None, note)))
        except CannotWriteError as error:
            acknowledge(f"full {error.remedy!r}")
            break
        done += 1
        acknowledge(str(number + 1))
    acknowledge(f"read {len(store.annotations(common.DOCUMENT)) - done}")


def _limited(home: Path, acknowledge: Callable[[str], None]) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
    fill(home, acknowledge)


def _check(home: Path, lines: list[str], free: Callable[[], None]) -> int:
    """Return how much was lost, is unreadable or cannot be written afterwards."""
    acknowledged = {line for line in lines if line.isdigit()}
    bad = ("read 0" not in lines) + (not any(line.startswith("full") for line in lines))
    bad += len(acknowledged ^ common.stored(home).keys())
    events = common.open_store(home).events(common.DOCUMENT)
    bad += len(events) != len(acknowledged)
    free()
    store = common.open_store(home)
    try:
        store.commit(common.event((None, Annotation(str(_MANY * 2)))))
    except ReaderError:
        bad += 1
    finally:
        store.close()
    return bad + (len(common.stored(home)) != len(acknowledged) + 1)


def on_small_disk(home: Path) -> int:
    """Fill a file system of 1 MB; return how much was lost."""
    disk = home / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=True)
    try:
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(200_000))
        lines = common.finish(*common.child(lambda ack: fill(disk, ack)))
        return _check(disk, lines, ballast.unlink)
    finally:
        subprocess.run(["umount", disk], check=True)


def with_limit(home: Path) -> int:
    """Fill files up to a limit; return how much was lost."""
    lines = common.finish(*common.child(lambda ack: _limited(home, ack)))
    return _check(home, lines, lambda: None)


def run(trials: int) -> dict[str, object]:
    lost = 0
    for _ in range(trials):
        with common.folder() as home:
            lost += with_limit(home)
            if os.geteuid() == 0:
                lost += on_small_disk(home)
    where = "limited files and a disk of 1 MB" if os.geteuid() == 0 else "limited files (not root)"
    return {"trials": trials, "on": where, "lost": lost}


if __name__ == "__main__":
    common.main(run, trials=10)
