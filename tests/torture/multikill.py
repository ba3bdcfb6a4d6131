"""Four writers, of which one after the other is killed and replaced while the others go on."""

from __future__ import annotations

import random
import time

from tests.torture import common, multi


def run(kills: int, writers: int) -> dict[str, object]:
    rng = random.Random(5)
    with common.folder() as home:
        multi.make(home)
        work = lambda ack: multi.worker(home, 1_000_000, ack)  # noqa: E731
        children = [common.child(work) for _ in range(writers)]
        lines: list[str] = []
        for _ in range(kills):
            time.sleep(rng.uniform(0.01, 0.1))
            lines += common.kill_after(*children.pop(rng.randrange(writers)), 0)
            children.append(common.child(work))
        for one in children:
            lines += common.kill_after(*one, 0)
        inserted = {line for line in lines if line.isdigit()}
        missing = inserted - common.stored(home).keys()
        counted, counter = lines.count("counted"), multi.count(home)
        # Every kill may hit a writer that has counted and not yet said so.
        lost = (
            len(missing) + max(0, counted - counter) + max(0, counter - counted - kills - writers)
        )
    return {"kills": kills, "inserted": len(inserted), "counted": counted, "lost": lost}


if __name__ == "__main__":
    common.main(run, kills=64, writers=4)
