"""Where words were found in another version of their text, to be remembered without the words.

What is remembered of an annotation are offsets, and it is remembered under a digest of all that
decides where it is found: so it can never be taken for what another annotation has become.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from reader.core.annotation import Anchor, AnchorState, Annotation, Target
from reader.core.text import Text

_BYTES = 16


class Finding(NamedTuple):
    """What became of an annotation in another version of the text."""

    state: AnchorState
    score: float
    spans: tuple[tuple[int, int], ...]
    """Where its parts are; none if its words are gone."""


def key_of(annotation: Annotation) -> str:
    """Return a digest of what is looked for, and of how sure it was that it was found before."""
    import hashlib  # it is not needed until a document was changed

    anchor = annotation.anchor
    sought = [(one.start, one.end, one.exact, one.prefix, one.suffix) for one in annotation.targets]
    said = repr((sought, anchor.state.value, anchor.score))
    return hashlib.blake2b(said.encode(), digest_size=_BYTES).hexdigest()


def finding_of(found: Annotation) -> Finding:
    """Return what is to be remembered of an annotation that was looked for."""
    return Finding(found.anchor.state, found.anchor.score, tuple(found.spans))


def recalled(annotation: Annotation, finding: Finding | None, text: Text) -> Annotation | None:
    """Return the annotation in `text`, where it was found before; None if that cannot be so."""
    if finding is None:
        return None
    state, score, spans = finding
    anchor = Anchor(state, score, text.sha256)
    if state is AnchorState.ORPHAN:
        return replace(annotation, anchor=anchor)
    if bool(spans) != bool(annotation.targets):
        return None
    try:
        targets = tuple(Target.of(text, *span) for span in spans)
    except ValueError:  # not inside the text
        return None
    return replace(annotation, targets=targets, anchor=anchor)
