"""Markdown for Obsidian and its like: front matter, and a callout for every annotation.

An annotation is a callout (https://help.obsidian.md/callouts) with tags, quotation, place and
note, followed by a block id (https://help.obsidian.md/links) by which other pages link to it.
Everything between the two marker lines belongs to the export; all around it is the person's and
survives the next one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from reader.core.annotation import AnchorState, Annotation, Code, CreatorKind, Status
from reader.core.citation import place
from reader.core.errors import RefusedError
from reader.core.safetext import safe_line, safe_text
from reader.exchange import jsontext
from reader.exchange.model import Export, ExportItem, Losses, ReadSpan
from reader.exchange.tags import Tags

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

BEGIN = "%% begin annotations %%"
END = "%% end annotations %%"

_REGION = re.compile(rf"^{BEGIN}\r?\n.*?^{END}(?=\r?$)", re.MULTILINE | re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---\r?\n(.*?)^---\r?$", re.MULTILINE | re.DOTALL)
_PROPERTY = re.compile(r"^(doc_id|source|sha256): .*?(?=\r?$)", re.MULTILINE)

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|^=~&$%]")
_LINE_START = re.compile(r"^(\d*)([-+.)])")


def write(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return one page on all documents; rejected suggestions are left out."""
    tags, losses = Tags(codes), Losses()
    sections = [_section(item, tags, losses, alone=len(items) == 1) for item in items]
    head = _front_matter(items, _all_tags(items, tags))
    title = f"# {_escape(safe_line(items[0].title))}\n\n" if len(items) == 1 else ""
    body = "\n\n".join(filter(None, sections))
    page = f"{head}\n{title}{BEGIN}\n\n{body}\n\n{END}\n"
    return Export(page.encode(), losses.sentences())


def merge(existing: bytes, content: bytes) -> bytes:
    """Return the page `existing` with the region between the markers taken from `content`.

    The properties that name document and version are brought up to date; all else stays. Raises
    `RefusedError` if there are no markers, or if the page is on other documents.
    """
    page = existing.decode("utf-8", "surrogateescape")
    new = content.decode()
    old_region, new_region = _REGION.findall(page), _REGION.findall(new)
    if len(old_region) != 1:
        raise RefusedError(
            "there is a file without the markers of an export",
            remedy="Choose another name, or ask for it to be overwritten.",
        )
    properties = dict(_properties(new))
    old_ids, new_ids = _ids(dict(_properties(page))), _ids(properties)
    if old_ids and new_ids and old_ids.isdisjoint(new_ids):
        raise RefusedError(
            "there is an export of another document",
            remedy="Choose another name, or ask for it to be overwritten.",
        )
    merged = page.replace(old_region[0], new_region[0])
    updated = _FRONT_MATTER.sub(
        lambda head: _PROPERTY.sub(lambda line: properties.get(line[1], line[0]), head[0]),
        merged,
    )
    return updated.encode("utf-8", "surrogateescape")


def read_spans(content: bytes, items: Sequence[ExportItem]) -> Iterator[ReadSpan]:
    """Yield the spans of the annotations whose callouts quote the right words.

    A callout with other words is yielded as an empty span with these words.
    """
    known = {_block_id(one): (item.document_id, one) for item in items for one in item.annotations}
    for words, block_id in _callouts(content.decode()):
        document_id, one = known.get(block_id, ("", None))
        if one and words.startswith(" ".join(safe_text(one.quote).split())):
            for target in one.targets:
                yield ReadSpan(document_id, target.start, target.end, target.exact)
        else:
            yield ReadSpan(document_id, 0, 0, words)


# -- the page


def _front_matter(items: Sequence[ExportItem], all_tags: Iterable[str]) -> str:
    """Return the properties as YAML; every value is in its JSON form, which YAML contains."""
    values = {
        "doc_id": [item.document_id for item in items],
        "source": [safe_line(item.path) for item in items],
        "sha256": [item.document.text.sha256 for item in items],
    }
    single = len(items) == 1
    properties = {key: value[0] if single else value for key, value in values.items()}
    lines = [f"{key}: {jsontext.dumps(value)}" for key, value in properties.items()]
    return "\n".join(["---", *lines, f"tags: {jsontext.dumps(list(all_tags))}", "---", ""])


def _all_tags(items: Sequence[ExportItem], tags: Tags) -> list[str]:
    found = {
        obsidian_tag(label)
        for item in items
        for one in item.annotations
        if one.status is not Status.REJECTED
        for label in tags.tree_labels(one)
    }
    return sorted(found)


def _section(item: ExportItem, tags: Tags, losses: Losses, *, alone: bool) -> str:
    kept = item.not_rejected(losses)
    head = [] if alone else [f"## {_escape(safe_line(item.title))}"]
    return "\n\n".join([*head, *(_callout(one, item, tags, losses) for one in kept)])


def _callout(one: Annotation, item: ExportItem, tags: Tags, losses: Losses) -> str:
    """Return the callout of an annotation and its block id."""
    kind = "quote" if one.targets else "note"
    labels = [f"#{obsidian_tag(label)}" for label in tags.tree_labels(one)]
    parts = [
        " ".join([f"[!{kind}]", *labels]),
        _quotation(losses.safe(one.quote)),
        _provenance(one, item),
        _note(losses.safe(one.note.replace("\r\n", "\n"))),
    ]
    lines = "\n\n".join(filter(None, parts)).split("\n")
    quoted = "\n".join(f"> {line}".rstrip(" ") for line in lines)
    return f"{quoted}\n\n{_block_id(one)}"


def _block_id(one: Annotation) -> str:
    return "^a-" + re.sub(r"[^A-Za-z0-9]", "-", one.id)


def _provenance(one: Annotation, item: ExportItem) -> str:
    """Return the place of the quotation, and what is not as usual about the annotation."""
    facts = [place(item.document, one.start, one.end)] if one.targets else []
    if one.status is not Status.ACCEPTED:
        by = f" by {one.creator.name}" if one.creator.kind is CreatorKind.SOFTWARE else ""
        facts.append(f"{one.status.value}{by}")
    if one.anchor.state is not AnchorState.EXACT:
        facts.append(f"anchor: {one.anchor.state.value}")
    return "— " + " · ".join(_escape(safe_line(fact)) for fact in facts) if facts else ""


def _quotation(text: str) -> str:
    return "\n".join(_escape(line.strip()) for line in text.split("\n"))


def _escape(line: str) -> str:
    """Return a line of text so that Markdown shows it letter by letter."""
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", line))


def _note(note: str) -> str:
    """Return a note, which is Markdown already, without HTML and without comment marks."""
    text = note.strip("\n").replace("%%", "%\\%")
    if "<" in text and _holds_html(text):
        return text.replace("<", "&lt;")
    return text


def _holds_html(text: str) -> bool:
    return any(
        token.type.startswith("html")
        for block in _parser().parse(text)
        for token in (block, *(block.children or ()))
    )


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def obsidian_tag(label: str) -> str:
    """Return a label as a nested tag: letters, digits, ``_ - /``, and not only digits."""
    normal = unicodedata.normalize("NFC", label)
    levels = (re.sub(r"[^\w]+", "-", level).strip("-") for level in normal.split("/"))
    tag = "/".join(filter(None, levels))
    return tag if re.search(r"[^\d/]", tag) else f"_{tag}"


# -- reading it again


def _properties(page: str) -> Iterator[tuple[str, str]]:
    """Yield name and line of each property that an export keeps up to date."""
    head = _FRONT_MATTER.match(page)
    for line in _PROPERTY.finditer(head[1] if head else ""):
        yield line[1], line[0]


def _ids(properties: dict[str, str]) -> set[str]:
    """Return the document ids that the front matter names."""
    line = properties.get("doc_id", "")
    # Ids are quoted, bare after some editors, or in a list: what is between the marks are ids.
    return set(re.findall(r"[^\s\[\]\",']+", line.removeprefix("doc_id:")))


def _callouts(page: str) -> Iterator[tuple[str, str]]:
    """Yield the words of every callout, without its title line, and the block id after it."""
    depth = 0
    words: list[str] = []
    for token in _parser().parse(_FRONT_MATTER.sub("", page, count=1)):
        if token.type == "blockquote_open":
            words = words if depth else []
            depth += 1
        elif token.type == "blockquote_close":
            depth -= 1
        elif token.type == "inline" and depth:
            words.append("".join(child.content or " " for child in token.children or ()))
        elif token.type == "inline" and token.content.startswith("^a-"):
            yield " ".join(" ".join(words[1:]).split()), token.content
