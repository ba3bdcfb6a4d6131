"""A dialog in which something is written that must not be lost."""

from __future__ import annotations

from textual.screen import ModalScreen


class Writing(ModalScreen[bool]):
    """Gives whether what was written is saved."""

    def keep_draft(self) -> None:
        """Keep what is written, as the program ends."""
        raise NotImplementedError

    def may_leave(self) -> bool:
        """Whether the program may end now; what is not saved is asked about first."""
        raise NotImplementedError
