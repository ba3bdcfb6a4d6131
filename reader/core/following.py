"""Annotations shown where their words are now, whatever was done to the document since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from reader.core.annotation import Anchor, Annotation, Target
from reader.core.findings import Finding, finding_of, key_of, recalled
from reader.core.ports import FindingCache, Snapshots
from reader.core.text import Text

_WORDS = 80
"""Characters by which a place is found again."""


class NoSnapshots:
    """Keeps no texts: words are then followed by their quotes alone."""

    def keep(self, text: Text) -> None:
        """Keep nothing."""

    def get(self, sha256: str) -> Text | None:
        """Return None."""


class NoFindings:
    """Remembers nothing: words are looked for whenever a document is opened."""

    def findings(self, before: str, after: str) -> Mapping[str, Finding]:
        """Return nothing."""
        del before, after
        return {}

    def keep_findings(self, before: str, after: str, findings: Mapping[str, Finding]) -> None:
        """Keep nothing."""


class Follower:
    """Brings the annotations of one document to its text as it is now."""

    def __init__(
        self,
        text: Text,
        snapshots: Snapshots,
        findings: Callable[[], FindingCache] = NoFindings,
    ) -> None:
        """Follow to `text`, from the texts that are kept in `snapshots`.

        `findings` opens what remembers where words were found; it is asked when there are some
        to look for.
        """
        self._text = text
        self._sha256 = text.sha256
        self._snapshots = snapshots
        self._findings = findings
        self._kept = False
        self._followed: dict[str, tuple[Annotation, Annotation]] = {}
        """By id: an annotation as it was when it was looked for, and where it was found."""
        self.progress: tuple[int, int] | None = None
        """How many are found of how many that are looked for; None while none are."""

    def anchor(self) -> Anchor:
        """Return the anchor of what a person puts on the text now, which is kept from then on.

        Raises `ReaderError` if it cannot be kept.
        """
        if not self._kept:
            self._snapshots.keep(self._text)
            self._kept = True
        return Anchor(sha256=self._sha256)

    def follow(self, stored: Iterable[Annotation]) -> list[Annotation]:
        """Return the annotations, in their order, with targets in the text as it is now."""
        stored = list(stored)
        unknown = [one for one in stored if self._known(one) is None]
        if unknown:
            self._find(unknown)
        return [self._known(one) or one for one in stored]

    def _known(self, stored: Annotation) -> Annotation | None:
        """Return the annotation in the text as it is now; None if it was not looked for yet."""
        if stored.anchor.sha256 == self._sha256:
            return stored
        before, found = self._followed.get(stored.id, (None, None))
        if before is stored or before is None or found is None:
            return found
        if (before.targets, before.anchor) != (stored.targets, stored.anchor):
            return None
        found = replace(stored, targets=found.targets, anchor=found.anchor)
        self._followed[stored.id] = stored, found
        return found

    def _find(self, unknown: list[Annotation]) -> None:
        """Bring annotations on other versions of the text to this one, and remember them."""
        for sha256 in {one.anchor.sha256 for one in unknown}:
            there = [one for one in unknown if one.anchor.sha256 == sha256]
            for pair in zip(there, self._found(there, sha256), strict=True):
                self._followed[pair[0].id] = pair

    def _found(self, there: list[Annotation], sha256: str) -> list[Annotation]:
        """Return annotations on the text `sha256` in the text as it is now.

        Only those are looked for that were not found before, in this session or another one.
        """
        from reader.core.anchor import METHOD, reanchor

        old = self._snapshots.get(sha256)
        # Without the old text, other places are found than with it.
        before, after = sha256 if old else f"{sha256} lost", f"{self._sha256} {METHOD}"
        cache = self._findings()
        known = cache.findings(before, after)
        keys = [key_of(one) for one in there]
        found = [
            recalled(one, known.get(key), self._text) for one, key in zip(there, keys, strict=True)
        ]
        sought = [one for one, where in zip(there, found, strict=True) if where is None]
        rest = iter(reanchor(self._counted(sought), old, self._text) if sought else ())
        placed = [where or next(rest) for where in found]
        if sought:
            new = {key: finding_of(one) for key, one in zip(keys, placed, strict=True)}
            cache.keep_findings(before, after, {**known, **new})
        return placed

    def _counted(self, sought: list[Annotation]) -> Iterator[Annotation]:
        """Yield what is looked for, telling any thread that asks how far it has got."""
        try:
            for number, one in enumerate(sought):
                self.progress = number, len(sought)
                yield one
        finally:
            self.progress = None


def followed(offset: int, before: Text, after: Text) -> int:
    """Return where the words at `offset` of `before` are in `after`; 0 if they are gone."""
    end = min(offset + _WORDS, len(before))
    if offset >= end:
        return 0
    if before.slice(0, end) == after.slice(0, end):
        return offset  # the one begins as the other
    from reader.core.anchor import reanchor

    here = Annotation("", (Target.of(before, offset, end),), anchor=Anchor(sha256=before.sha256))
    (found,) = reanchor([here], before, after)
    return 0 if found.is_lost else found.start
