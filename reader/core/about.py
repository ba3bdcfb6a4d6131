"""What a document says of itself, and how it was read, for a person who wants to know."""

from __future__ import annotations

from collections.abc import Iterator

from reader.core.document import Document


def about(document: Document) -> list[tuple[str, str]]:
    """Return names and values of what is known of `document`; what is not known is left out."""
    return [(name, value) for name, value in _all(document) if value]


def _all(document: Document) -> Iterator[tuple[str, str]]:
    metadata = document.metadata
    yield "Title", metadata.title
    yield "By", "; ".join(metadata.authors)
    yield "Date", metadata.date
    yield "Language", metadata.language
    yield "Length", f"{len(document.text):,} characters"
    yield "Places", _places(document)
    yield "Encoding", document.encoding
    yield "Read as", f"{document.kind}, by the converter {document.converter}"
    yield from (("Note", warning) for warning in document.warnings)


def _places(document: Document) -> str:
    """Return how many places of the source a citation can name: pages, chapters, times, rows."""
    places = document.locations
    if not places:
        return ""
    first, last = places[0].label, places[-1].label
    return first if len(places) == 1 else f"{len(places):,}, {first} to {last}"
