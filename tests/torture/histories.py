"""Random histories on three devices, of which some fall back to older files.

All copies there ever were are joined, in random orders and twice: all must give the same
records, and exactly those writes survive that no other write was made over. The test keeps the
true history, the store only its version vectors.
"""

from __future__ import annotations

import random

from reader.store.lines import FOOTER, encode, head, parse
from reader.store.versions import DELETED, Records, rival, successor
from tests.torture import common

KEY = "42"
DEVICES = ("a", "b", "c")


def _joined(*copies: Records) -> Records:
    """Return copies joined as files are: their lines, one after the other."""
    lines = [encode(key, version) for copy in copies for key, version in copy]
    data = b"".join((head("annotations"), *lines, FOOTER))
    return Records(parse(data, "annotations").versions)


def trial(seed: int) -> tuple[int, int]:
    """Return how many orders differ from the first, and how many writes are lost or too many."""
    rng = random.Random(seed)
    copies = {device: Records() for device in DEVICES}
    actors = {device: device for device in DEVICES}
    older: list[Records] = []
    over: dict[int, set[int]] = {}
    for number in range(1, rng.randrange(4, 30)):
        device = rng.choice(DEVICES)
        mine = copies[device]
        seen = mine.versions(KEY)
        older.append(_joined(mine))
        if rng.random() < 0.1:  # a new session finds an older file
            copies[device], actors[device] = _joined(rng.choice(older)), f"{device}.{number}"
            continue
        if seen and rng.random() < 0.4:
            copies[device] = _joined(mine, copies[rng.choice(DEVICES)])
            continue
        *others, shown = seen or (None,)
        settles = [one for one in others if rng.random() < 0.3]
        fields = {"number": number, "rev": shown.fields["rev"] + 1 if shown else 1}
        if rng.random() < 0.1:
            fields[DELETED] = True
        over[number] = {one.fields["number"] for one in (shown, *settles) if one}
        mine.join(KEY, successor(seen, actors[device], fields, settles))
        if rng.random() < 0.1:  # one beside it is there again
            beside = number + 1000
            over[beside] = {shown.fields["number"]} if shown else set()
            fields = {"number": beside, "rev": 1}
            mine.join(KEY, rival(seen, f"{device}.{beside}", fields))
    every = [*older, *copies.values()]
    orders = [rng.sample(every, len(every)) for _ in range(5)]
    results = [_state(_joined(*order)) for order in (every, [*every, *every], *orders)]
    # A write made over another one hides it, wherever both are known.
    surviving = set(over) - set().union(*over.values()) if over else set()
    found = {version["number"] for version in results[0]}
    return sum(one != results[0] for one in results), len(surviving ^ found)


def _state(records: Records) -> list[dict]:
    return [version.fields for version in records.versions(KEY)]


def run(n: int) -> dict[str, object]:
    results = [trial(seed) for seed in range(n)]
    return {
        "histories": n,
        "differences": sum(different for different, _ in results),
        "lost": sum(lost for _, lost in results),
    }


if __name__ == "__main__":
    common.main(run, n=3000)
