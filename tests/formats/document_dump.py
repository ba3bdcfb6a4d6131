"""A document as readable lines, to be compared with a golden file.

Run ``python tests/formats/document_dump.py FILE…`` to write the golden files anew; read the
difference before it is committed.
"""

import sys
from pathlib import Path

from reader.core.document import Document
from reader.formats.registry import Registry

DATA = Path(__file__).parents[1] / "data" / "formats"


def dump(document: Document) -> str:
    """Return metadata, text, blocks, inlines and places of `document` in lines."""
    text = str(document.text)
    lines = [f"{document.kind} {document.converter}", f"{document.metadata}"]
    lines += [f"warning: {warning}" for warning in document.warnings]
    for block in document.blocks:
        cells = [text[slice(*cell)] for cell in block.cells]
        fields = [f"{block.kind}"]
        fields += [f"level {block.level}"] if block.level else []
        fields += [f"indent {block.indent}"] if block.indent else []
        fields += [repr(block.marker)] if block.marker else []
        fields += ["header"] if block.header else []
        lines.append(
            f"{block.start} {', '.join(fields)}: {cells or text[block.start : block.end]!r}"
        )
    for inline in document.inlines:
        shown = text[inline.start : inline.end]
        lines.append(f"{inline.start} {inline.kind} {shown!r} {inline.data}".rstrip())
    lines += [f"{place.start} is {place.label!r}" for place in document.locations]
    return "\n".join(lines) + "\n"


def golden(path: Path) -> Path:
    """Return where the golden file of the document at `path` is."""
    return path.with_name(path.name + ".golden")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        golden(Path(name)).write_text(dump(Registry().open(Path(name))), encoding="utf-8")
