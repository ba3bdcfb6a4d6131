"""Errors that people see: what happened, where, and what they can do.

None of them holds document text, so they are safe to log and to print.
"""

from __future__ import annotations


class ReaderError(Exception):
    """A failure with a message for the person; the program exits with 1."""

    exit_status = 1

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        """Say `what` happened, `where` (a path or a name) and the `remedy` in a sentence."""
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    @property
    def sentence(self) -> str:
        """What happened and the remedy, for where the place is shown already."""
        return f"{self.what.removesuffix('.')}. {self.remedy}" if self.remedy else self.what

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}" if self.where else self.sentence


class UsageError(ReaderError):
    """Wrong usage: the program exits with 2."""

    exit_status = 2


class RefusedError(ReaderError):
    """Refused because something would be lost: the program exits with 3."""

    exit_status = 3


class ConflictError(RefusedError):
    """A record was changed by another session since it was read; nothing was written."""


class PasswordNeededError(ReaderError):
    """The document is encrypted, and no password or a wrong one was given."""

    def __init__(self, where: str) -> None:
        """Say that the document at `where` needs a password."""
        super().__init__(
            "the document is protected by a password",
            where,
            "Open it in a terminal, where its password is asked for",
        )
