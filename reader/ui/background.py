"""Work beside the screen that nobody has to wait for at the end of the program."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from time import monotonic
from typing import TypeVar

T = TypeVar("T")

_A_MOMENT = 0.15
"""Seconds of reading between two looks at the screen."""


async def in_background(work: Callable[[], T]) -> T:
    """Return what `work` returns, done in a thread that the end of the program does not await.

    For reading and finding only: what writes belongs into `asyncio.to_thread`, which the
    program awaits before it ends.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if answer.cancelled():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(result)  # type: ignore[arg-type] # a T, for there is no error

    def run() -> None:
        try:
            result, error = work(), None
        except BaseException as raised:  # noqa: BLE001 - it is raised again where it is awaited
            result, error = None, raised
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=run, daemon=True).start()
    return await answer


def in_a_moment(items: Iterator[T]) -> list[T]:
    """Return what comes of `items` within a moment, but at least one; nothing at their end."""
    limit = monotonic() + _A_MOMENT
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if monotonic() > limit:
            break
    return batch
