"""Jupyter notebooks: text cells as Markdown, code and printed results as code."""

from __future__ import annotations

import json
from typing import Any

from reader.core.document import BlockKind, Document, Metadata
from reader.core.errors import ReaderError
from reader.formats.builder import Builder
from reader.formats.markdown import markdown_blocks
from reader.formats.source import Source

_MAX_OUTPUT = 20_000
"""Characters of one result that are shown; results can be whole data sets."""


def convert(source: Source) -> Document:
    """Return the notebook in `source`, of version 3 or 4 of the format."""
    try:
        notebook = json.loads(str(source.decoded().text))
    except (ValueError, RecursionError) as error:
        raise _damaged(source) from error
    cells = _cells(_object(notebook))
    if not cells:
        raise _damaged(source)
    builder = Builder()
    for number, cell in enumerate(cells, 1):
        builder.locate(f"cell {number}")
        _write(cell, builder)
    info = _object(notebook.get("metadata"))
    return builder.document("ipynb", _metadata(info))


def _damaged(source: Source) -> ReaderError:
    return ReaderError(
        "this is no notebook, or it is damaged", str(source.path), "Open it in Jupyter"
    )


def _cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the cells of a notebook; version 3 of the format has them on sheets."""
    sheets = [notebook, *map(_object, _list(notebook.get("worksheets")))]
    return [_object(cell) for sheet in sheets for cell in _list(sheet.get("cells"))]


def _write(cell: dict[str, Any], builder: Builder) -> None:
    text = _joined(cell.get("source", cell.get("input")))
    kind = cell.get("cell_type")
    if kind == "markdown":
        markdown_blocks(text, builder, with_lines=False)
    elif kind == "heading":  # version 3
        level = cell.get("level")
        level = level if isinstance(level, int) and 1 <= level <= 6 else 1
        builder.begin(BlockKind.HEADING, level=level)
        builder.write(text)
        builder.end()
    else:
        _write_code(text, builder)
        for output in _list(cell.get("outputs")):
            _write_code(_shown(_object(output)), builder)


def _write_code(text: str, builder: Builder) -> None:
    if text.strip():
        builder.begin(BlockKind.CODE)
        builder.write_verbatim(text.strip("\n"))
        builder.end()


def _shown(output: dict[str, Any]) -> str:
    """Return what is readable of a result: what was printed, or its form as text."""
    if output.get("output_type") in {"error", "pyerr"}:
        return f"{output.get('ename')}: {output.get('evalue')}"
    data = _object(output.get("data"))
    text = _joined(output.get("text") or data.get("text/plain"))
    return text if len(text) <= _MAX_OUTPUT else text[:_MAX_OUTPUT] + "\n[…]"


def _joined(value: object) -> str:
    """Return a text that may be stored as a list of lines; JSON can hold halves of characters."""
    lines = value if isinstance(value, list) else [value]
    text = "".join(line for line in lines if isinstance(line, str))
    return text.encode("utf-8", "replace").decode()


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _metadata(info: dict[str, Any]) -> Metadata:
    names = (_object(author).get("name") for author in _list(info.get("authors")))
    authors = tuple(filter(None, map(_joined, names)))
    return Metadata(title=_joined(info.get("title")), authors=authors)
