"""How far the opening of a document is: told by what converts it, asked by who waits."""

from __future__ import annotations

from reader.core.document import Document


class Progress:
    """Shared by the thread that opens a document and the one that shows how far that is.

    A document that opens at once tells nothing of itself here.
    """

    def __init__(self) -> None:
        self._share = 0.0
        self._part: Document | None = None
        self._is_cancelled = False
        self._other: Progress | None = None

    @property
    def share(self) -> float:
        """How much of the source was read, 0 to 1; 0 as well where nobody can tell."""
        return self._other.share if self._other else self._share

    @property
    def part(self) -> Document | None:
        """The beginning of the document, to be read meanwhile; None as long as there is none.

        It is for the eye alone: the whole may have other breaks and levels, so its offsets
        need not be those of the whole.
        """
        return self._other.part if self._other else self._part

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody waits any more."""
        return self._is_cancelled

    def advance(self, done: int, total: int) -> None:
        """Tell that `done` of `total` pages or parts of the source were read."""
        self._share = done / total

    def show(self, part: Document) -> None:
        """Tell that `part`, the beginning of the document, can be read."""
        self._part = part

    def cancel(self) -> None:
        """Tell that the document is not wanted any more."""
        self._is_cancelled = True
        if self._other:
            self._other.cancel()

    def follow(self, other: Progress) -> None:
        """Be the progress of an opening that was begun before, and tells `other`."""
        self._other = other
