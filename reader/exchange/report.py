"""An HTML report in one file: the text with its annotations, and a list of the notes.

It loads nothing and runs nothing, and its content security policy says so. All text is escaped;
notes are rendered as Markdown without HTML, without images, and with links to the web and to mail
only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

from reader.core.annotation import Annotation, Code
from reader.core.citation import place
from reader.core.document import Block, BlockKind
from reader.exchange.model import Export, ExportItem, Losses
from reader.exchange.tags import Tags

_LINK_SCHEMES = frozenset({"http", "https", "mailto"})
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """\
:root { color-scheme: light dark; }
body { max-width: 44rem; margin: 3rem auto; padding: 0 1rem; font: 1.05rem/1.6 Georgia, serif; }
.text > * { white-space: pre-wrap; overflow-wrap: anywhere; }
.text blockquote, .item, .footnote { margin-left: 1.5rem; }
pre { font-size: .9rem; }
mark { color: inherit; background: color-mix(in srgb, var(--c) 22%, transparent);
  border-bottom: 2px solid var(--c); }
mark.overlap { border-bottom-style: double; border-bottom-width: 4px; }
sup a, .labels, .source, .legend { font: .75rem/1.4 system-ui, sans-serif; text-decoration: none; }
.source { overflow-wrap: anywhere; }
.legend li { display: inline-block; margin-right: 1rem; }
.legend, .notes { padding-left: 0; }
.notes li { margin: 0 0 1.5rem 2rem; }
.swatch { display: inline-block; width: .8em; height: .8em; background: var(--c); }
.quote { border-left: 3px solid var(--c, gray); padding-left: .8rem; white-space: pre-wrap; }
@media print { body { margin: 0; } }
"""
_ELEMENTS = {
    BlockKind.QUOTE: "blockquote",
    BlockKind.CODE: "pre",
    BlockKind.TABLE_ROW: "pre",
    BlockKind.METADATA: "pre",
}


class _NoteParser(MarkdownIt):
    """CommonMark without what could load or run something."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False})
        self.disable("image")

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name is markdown-it's
        """Whether a link may be followed from a report."""
        return super().validateLink(url) and urlsplit(url).scheme.lower() in _LINK_SCHEMES


_NOTES = _NoteParser()


def write(items: Sequence[ExportItem], codes: Sequence[Code]) -> Export:
    """Return one page with all documents; rejected suggestions are left out."""
    losses, tags = Losses(), Tags(codes)
    articles = [_article(item, tags, losses) for item in items]
    title = losses.safe(items[0].title) if len(items) == 1 else "Annotations"
    languages = {item.document.metadata.language for item in items}
    language = f' lang="{escape(losses.safe(languages.pop()))}"' if len(languages) == 1 else ""
    page = "\n".join(
        [
            "<!doctype html>",
            f"<html{language}>",
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{escape(title)}</title>",
            f"<style>\n{_STYLE}</style>",
            "</head>",
            "<body>",
            *articles,
            "</body>",
            "</html>\n",
        ]
    )
    return Export(page.encode(), losses.sentences())


def _article(item: ExportItem, tags: Tags, losses: Losses) -> str:
    numbered = dict(enumerate(item.not_rejected(losses), 1))
    labels = sorted({label for one in numbered.values() for label in tags.tree_labels(one)})
    colours = tags.colours(labels)
    page = _Page(item, numbered, tags, colours, losses)
    legend = (
        f'<li><span class="swatch" style="--c:{colours[label]}"></span> '
        f"{escape(losses.safe(label))}</li>"
        for label in labels
    )
    return "\n".join(
        [
            "<article>",
            f"<h1>{escape(losses.safe(item.title))}</h1>",
            f'<p class="source">{escape(losses.safe(item.path))}</p>',
            f'<p class="source">SHA-256 of the text: {item.document.text.sha256}</p>',
            f'<ul class="legend">{"".join(legend)}</ul>',
            f'<div class="text">\n{page.text()}\n</div>',
            f'<ol class="notes">\n{page.notes()}\n</ol>',
            "</article>",
        ]
    )


class _Page:
    """One document on the page."""

    def __init__(
        self,
        item: ExportItem,
        numbered: Mapping[int, Annotation],
        tags: Tags,
        colours: Mapping[str, str],
        losses: Losses,
    ) -> None:
        self._item = item
        self._text = losses.safe(str(item.document.text))
        self._numbered = numbered
        self._tags = tags
        self._colours = colours
        self._losses = losses
        self._anchor = f"d{escape(losses.safe(item.document_id))}-"

    def text(self) -> str:
        """Return the blocks, each span marked, and numbered where it ends."""
        blocks = self._item.document.blocks or (Block(0, len(self._text)),)
        runs = list(self._runs())
        shown: list[str] = []
        first = 0
        for block in blocks:
            while first < len(runs) and runs[first][1] <= block.start:
                first += 1
            inner = "".join(self._marked(runs, first, block))
            shown.append(_element(block, escape(self._losses.safe(block.marker)), inner))
        return "\n".join(shown)

    def _runs(self) -> list[tuple[int, int, tuple[int, ...]]]:
        """Return ``(start, end, numbers of the annotations on it)``, side by side over the text."""
        opening: defaultdict[int, list[int]] = defaultdict(list)
        closing: defaultdict[int, list[int]] = defaultdict(list)
        for number, start, end in self._spans():
            opening[start].append(number)
            closing[end].append(number)
        borders = sorted({0, len(self._text), *opening, *closing})
        active: list[int] = []
        runs = []
        for start, end in pairwise(borders):
            active = [one for one in active if one not in closing[start]] + opening[start]
            runs.append((start, end, tuple(active)))
        return runs

    def _spans(self) -> Iterator[tuple[int, int, int]]:
        """Yield ``(number, start, end)`` of the targets that are where the text says so."""
        for number, one in self._numbered.items():
            for target in one.targets:
                if self._item.document.text.slice(target.start, target.end) == target.exact:
                    yield number, target.start, target.end
                else:
                    self._losses.add("span without its words in the text", "listed, not marked")

    def _marked(
        self, runs: Sequence[tuple[int, int, tuple[int, ...]]], first: int, block: Block
    ) -> Iterator[str]:
        """Yield the runs inside `block`; `first` is the first that reaches into it."""
        for index in range(first, len(runs)):
            start, end, numbers = runs[index]
            if start >= block.end:
                return
            words = escape(self._text[max(start, block.start) : min(end, block.end)])
            yield self._mark(start, words, numbers) if numbers else words
            for number in numbers:
                if self._numbered[number].end == end <= block.end:
                    yield self._reference(number)

    def _mark(self, start: int, words: str, numbers: Sequence[int]) -> str:
        own = [number for number in numbers if self._numbered[number].start == start]
        anchor = f' id="{self._anchor}a{own[0]}"' if own else ""
        kind = ' class="overlap"' if len(numbers) > 1 else ""
        return f'<mark{anchor}{kind} style="--c:{self._colour(numbers[0])}">{words}</mark>'

    def _reference(self, number: int) -> str:
        return f'<sup><a href="#{self._anchor}n{number}">{number}</a></sup>'

    def _colour(self, number: int) -> str:
        labels = self._tags.tree_labels(self._numbered[number])
        return self._colours[labels[0]] if labels else "#888888"

    def notes(self) -> str:
        """Return the list of annotations, with their numbers."""
        return "\n".join(self._list_item(*pair) for pair in self._numbered.items())

    def _list_item(self, number: int, one: Annotation) -> str:
        labels = ", ".join(self._tags.tree_labels(one))
        where = place(self._item.document, one.start, one.end) if one.targets else "document"
        facts = " · ".join(filter(None, [labels, one.status.value, one.creator.name, where]))
        quote = escape(self._losses.safe(one.quote))
        colour = self._colour(number)
        parts = [
            f'<div class="quote" style="--c:{colour}">{quote}</div>' if quote else "",
            f'<p class="labels">{escape(self._losses.safe(facts))}</p>',
            _NOTES.render(self._losses.safe(one.note)).strip(),
        ]
        body = "\n".join(filter(None, parts))
        return f'<li id="{self._anchor}n{number}" value="{number}">\n{body}\n</li>'


def _element(block: Block, marker: str, inner: str) -> str:
    """Return a block as an element."""
    if block.kind is BlockKind.RULE:
        return "<hr>"
    if block.kind is BlockKind.HEADING:
        level = min(block.level + 1, 6)
        return f"<h{level}>{inner}</h{level}>"
    element = _ELEMENTS.get(block.kind, "p")
    head = f"{marker} " if marker else ""
    return f'<{element} class="{block.kind.value}">{head}{inner}</{element}>'
