"""The JSON file that the Hypothesis client exports and imports (https://web.hypothes.is).

Its positions are UTF-16 units, and an annotation has one span at most: the parts of a
discontinuous span become annotations with a tag in common. On import, Hypothesis keeps quote,
tags and note, and takes the page that is open.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from reader.core.annotation import Annotation, Code, Target
from reader.exchange import jsontext
from reader.exchange.model import Export, ExportItem, Losses, ReadSpan
from reader.exchange.records import Record
from reader.exchange.spans import drop_status
from reader.exchange.tags import Tags

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_CONTEXT = 32
_GROUP = "__world__"


def write(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return all annotations but the rejected ones; the date is that of the last change."""
    losses, tags = Losses(), Tags(codes)
    annotations = [row for item in items for row in _annotations_of(item, tags, losses)]
    dates = [one.modified or one.created for item in items for one in item.annotations]
    whole = {
        "export_date": max(dates, default=""),
        "export_userid": _user("reader"),
        "client_version": "reader",
        "annotations": annotations,
    }
    return Export(f"{jsontext.dumps(whole, indent=1)}\n".encode(), losses.sentences())


def _user(name: str) -> str:
    return f"acct:{re.sub(r'[^A-Za-z0-9._]', '_', name) or 'unknown'}@localhost"


def _annotations_of(item: ExportItem, tags: Tags, losses: Losses) -> Iterator[dict[str, object]]:
    """Yield the annotations of a document, with what says where they belong."""
    uri = f"urn:x-reader:document:{item.document_id}"
    offsets = _Utf16(str(item.document.text))
    kept = item.not_rejected(losses)
    drop_status(kept, losses)
    for one in kept:
        labels = list(tags.tree_labels(one))
        if len(one.targets) > 1:
            losses.add("discontinuous span", "cut into its parts")
            labels.append(f"part-of-{one.id}")
        for part, selectors in _parts(one, offsets):
            yield {
                **part,
                "uri": uri,
                "tags": labels,
                "target": [{"source": uri, **selectors}],
                "document": {"title": [item.title]},
            }


def _parts(
    one: Annotation, offsets: _Utf16
) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    """Yield an annotation and its selectors for each part; the note goes with the first."""
    user = _user(one.creator.name)
    for number, target in enumerate(one.targets or (None,), 1):
        part: dict[str, object] = {
            "id": f"{one.id}-{number}",
            "created": one.created,
            "updated": one.modified,
            "user": user,
            "text": one.note if number == 1 else "",
            "group": _GROUP,
            "permissions": {"read": [user], "update": [user], "delete": [user]},
        }
        yield part, {"selector": _selectors(target, offsets)} if target else {}


def _selectors(target: Target, offsets: _Utf16) -> list[dict[str, object]]:
    return [
        {
            "type": "TextPositionSelector",
            "start": offsets.units(target.start),
            "end": offsets.units(target.end),
        },
        {
            "type": "TextQuoteSelector",
            "exact": target.exact,
            "prefix": target.prefix[-_CONTEXT:],
            "suffix": target.suffix[:_CONTEXT],
        },
    ]


class _Utf16:
    """Converts offsets between code points and UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._astral = [found.start() for found in _ASTRAL.finditer(text)]
        """Offsets of the characters that take two units."""

    def units(self, offset: int) -> int:
        """Return the UTF-16 units before the code point `offset`."""
        return offset + bisect_left(self._astral, offset)

    def code_points(self, units: int) -> int:
        """Return the code points before the UTF-16 unit `units`."""
        pairs = bisect_left(range(len(self._astral)), units, key=lambda at: self._astral[at] + at)
        return units - pairs


def read(content: bytes, items: Sequence[ExportItem]) -> Iterator[ReadSpan]:
    """Yield the spans of an exported file, their quotes as they stand in it."""
    offsets = {item.document_id: _Utf16(str(item.document.text)) for item in items}
    whole = Record(jsontext.loads(content, "the file"), "the file")
    for annotation in whole.records("annotations"):
        document = annotation.text("uri").rpartition(":")[2]
        for target in annotation.records("target"):
            selectors = list(target.records("selector"))
            if selectors and document in offsets:
                position, quote = selectors
                start, end = (
                    offsets[document].code_points(position.whole(key)) for key in ("start", "end")
                )
                yield ReadSpan(document, start, end, quote.text("exact"))
