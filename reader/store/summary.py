"""How much there is on each document, without opening every file, and what has vanished."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from reader.core.errors import ReaderError
from reader.store.facts import Facts
from reader.store.files import reading
from reader.store.layout import ANNOTATIONS, annotations_path, document_files, shard_times
from reader.store.lines import Parsed, parse
from reader.store.versions import Fields, Json, Records

_ALARM = 0.8
"""A file with traces of less than this share of the annotations it had is an alarm."""


class Summary(NamedTuple):
    """What is on one document."""

    tags: int = 0
    """Tags given: an annotation with two tags counts twice."""
    notes: int = 0
    """Annotations with a note."""
    live: int = 0
    """Annotations."""
    known: int = 0
    """Annotations and removals."""
    texts: tuple[str, ...] = ()
    """SHA-256 of the versions of the text that the annotations are on."""


class Vanished(NamedTuple):
    """Annotations that were there and are gone without having been removed."""

    document: str
    before: int
    now: int


class Summaries:
    """A summary of every file, made again when a file has changed.

    The facts are of this device, and kept with the file's size and times: comparing 10,000 files
    costs a stat each.
    """

    def __init__(self, folder: Path, facts: Facts, repair: Callable[[str], None]) -> None:
        """Summarise the files of the store at `folder`, remembering in `facts`.

        `repair` puts the damaged file of a document right, if that can be done.
        """
        self._folder = folder
        self._facts = facts
        self._repair = repair
        self._stamp: list[int] = []
        self._texts: dict[str, str] = {}

    def of(self, document: str) -> Summary:
        """Return the summary of one document, as it is now."""
        path = annotations_path(self._folder, document)
        with reading(path):
            try:
                stat = path.stat()
            except FileNotFoundError:
                stat = None
        fact = self._facts.get(document)
        return self._checked({document: stat}, {document: fact} if fact else {})[document]

    def all(self, *, repair: bool = True) -> dict[str, Summary]:
        """Return the summary of every document that has, or has had, annotations.

        A damaged file is repaired first; without `repair`, what it had counts.
        """
        with reading(self._folder):
            files: dict[str, os.stat_result | None] = {
                document: entry.stat(follow_symlinks=False)
                for document, entry in document_files(self._folder)
            }
        facts = self._facts.all()
        gone = [document for document in facts if document not in files]
        return self._checked(files | dict.fromkeys(gone), facts, repair=repair)

    def vanished(self, *, repair: bool = True) -> tuple[Vanished, ...]:
        """Return the documents whose annotations are gone without having been removed."""
        self.all(repair=repair)
        return tuple(
            Vanished(document, fact["had"], fact["sum"][2])
            for document, fact in self._facts.all().items()
            if fact["had"]
        )

    def accept(self, document: str) -> None:
        """Take what is there now as what should be there: the alarm is over."""
        fact = self._facts.get(document)
        if fact:
            self._facts.put({document: {**fact, "had": 0}})

    def find(self, sha256: str) -> str | None:
        """Return the document with annotations on the text that has this hash, if any.

        Files are looked at again when one has been added or replaced, as sync tools do.
        """
        stamp = shard_times(self._folder)
        if stamp != self._stamp:
            every = self.all().items()
            self._texts = {text: document for document, one in every for text in one.texts}
            self._stamp = stamp
        return self._texts.get(sha256)

    def _checked(
        self,
        files: Mapping[str, os.stat_result | None],
        facts: Mapping[str, Json],
        *,
        repair: bool = True,
    ) -> dict[str, Summary]:
        """Return the summaries of `files`, made again for those that are not as the facts say."""
        result, news = {}, {}
        for document, stat in files.items():
            seen = [stat.st_ino, stat.st_size, stat.st_mtime_ns] if stat else []
            fact = facts.get(document)
            if fact is None or fact["seen"] != seen:
                summary = self._summarise(document, repair=repair) if stat else Summary()
                if summary is None:  # opening the document says what is wrong
                    summary = _summary(fact["sum"]) if fact else Summary()
                elif fact is not None or stat:
                    news[document] = _fact(seen, summary, fact)
            else:
                summary = _summary(fact["sum"])
            result[document] = summary
        self._facts.put(news)
        return result

    def _summarise(self, document: str, *, repair: bool) -> Summary | None:
        """Return what is in a file; None if it cannot be read."""
        try:
            parsed = self._parsed(document)
            if not parsed.clean:  # what is damaged must not count as removed
                if not repair:
                    return None
                self._repair(document)
                parsed = self._parsed(document)
        except ReaderError:
            return None
        records = Records(parsed.versions)
        live = [one.fields for one in records.shown.values() if one.live]
        tags = sum(len(fields["tags"]) for fields in live if isinstance(fields.get("tags"), list))
        notes = sum(1 for fields in live if fields.get("note"))
        return Summary(tags, notes, len(live), len(records.shown), tuple(_texts(live)))

    def _parsed(self, document: str) -> Parsed:
        path = annotations_path(self._folder, document)
        with reading(path):
            return parse(path.read_bytes(), ANNOTATIONS)


def _texts(live: list[Fields]) -> Iterator[str]:
    """Yield each hash of a text that an annotation is anchored in, once."""
    anchors = (fields.get("anchor") for fields in live)
    hashes = (anchor.get("sha256") for anchor in anchors if isinstance(anchor, dict))
    return iter(dict.fromkeys(sha256 for sha256 in hashes if isinstance(sha256, str) and sha256))


def _fact(seen: list[int], summary: Summary, old: Json) -> Fields:
    """Return what is remembered; what it `had` stays, while so much of it has vanished."""
    before = max(old["had"], old["sum"][2]) if old else 0
    had = before if summary.known < _ALARM * before else 0
    return {"seen": seen, "sum": list(summary), "had": had}


def _summary(values: list[Json]) -> Summary:
    tags, notes, live, known, texts = values
    return Summary(tags, notes, live, known, tuple(texts))
