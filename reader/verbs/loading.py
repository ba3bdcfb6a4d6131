"""Loading the interface without what would make that longer."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_TLS = "ssl"


@contextmanager
def quickly() -> Iterator[None]:
    """Load modules with the collector off, and without TLS.

    Nothing that is loaded is ever garbage: the collector would look at all of it again and
    again. TLS is loaded by asyncio alone, which does without, as this program does.
    """
    without_tls = _TLS not in sys.modules
    if without_tls:
        sys.modules[_TLS] = None  # type: ignore[assignment] # which stands for a module not there
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        if without_tls:
            del sys.modules[_TLS]
