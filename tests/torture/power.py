"""A power cut: the file system of a loop device is shut down under a writer, as a dead disk would
do it, and mounted again with its journal replayed. Needs root and loop devices.

What was acknowledged must be there. The control, the same program without waiting for the disk,
must lose something, or the test proves nothing.
"""

from __future__ import annotations

import fcntl
import os
import random
import shutil
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.store import files, line_file
from tests.torture import common, kill9

_SHUTDOWN = 0x8004587D  # FS_IOC_SHUTDOWN of Linux
_WITHOUT_FLUSHING = 2
_MEGABYTES = {"ext4": 32, "xfs": 320}


def impossible(kind: str) -> str:
    """Return why a file system of this kind cannot be cut off here; nothing if it can."""
    if os.geteuid() != 0:
        return "not root: a loop device cannot be mounted"
    if not shutil.which(f"mkfs.{kind}"):
        return f"mkfs.{kind} is not installed"
    if not Path("/dev/loop-control").exists():
        return "no loop devices"
    return ""


@contextmanager
def disk(kind: str, home: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """Mount a new file system; yields its folder and what mounts it again after a cut."""
    image, folder = home / "image", home / "disk"
    image.touch()
    os.truncate(image, _MEGABYTES[kind] << 20)
    folder.mkdir()
    subprocess.run([f"mkfs.{kind}", "-q", image], check=True, capture_output=True)
    mount = ["mount", "-o", "loop", image, folder]

    def again() -> None:
        subprocess.run(["umount", folder], check=True)
        subprocess.run(mount, check=True)

    subprocess.run(mount, check=True)
    try:
        yield folder, again
    finally:
        subprocess.run(["umount", folder], check=True)


def _cut(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(fd, _SHUTDOWN, struct.pack("I", _WITHOUT_FLUSHING))
    finally:
        os.close(fd)


def _without_waiting(home: Path, seed: int, acknowledge: Callable[[str], None]) -> None:
    line_file.flush = files.flush = lambda _fd: None
    files.flush_folder = lambda _folder: None
    kill9.worker(home, seed, acknowledge)


def trial(kind: str, seed: int, seconds: float, *, control: bool = False) -> tuple[int, bool]:
    """Return how many changes were acknowledged, and whether any of them is lost."""
    work = _without_waiting if control else kill9.worker
    with common.folder() as home, disk(kind, home) as (folder, again):
        # A command opens its store in an existing home; the cut is about the notes.
        pid, pipe = common.child(lambda acknowledge: work(folder, seed, acknowledge))
        time.sleep(seconds)
        _cut(folder)
        acknowledged = len(common.kill_after(pid, pipe, 0.01))
        again()
        return acknowledged, common.stored(folder) not in kill9.states(seed, acknowledged)


def run(fs: str, trials: int, controls: int) -> dict[str, object]:
    rng = random.Random(7)
    result: dict[str, object] = {"lost": 0}
    for kind in fs.split(","):
        if reason := impossible(kind):
            result[kind] = f"skipped, {reason}"
            continue
        changes = lost = control = 0
        for seed in range(trials):
            acknowledged, bad = trial(kind, seed, rng.uniform(0.01, 0.2))
            changes, lost = changes + acknowledged, lost + bad
        for seed in range(controls):
            control += trial(kind, seed, rng.uniform(0.2, 0.5), control=True)[1]
        result["lost"] += lost
        result[kind] = (
            f"{trials} cuts, {changes} changes, lost {lost}, control lost {control} of {controls}"
        )
        if control < controls:
            result["wrong"] = controls - control
    return result


if __name__ == "__main__":
    common.main(run, fs="ext4,xfs", trials=100, controls=20)
