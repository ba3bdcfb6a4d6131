"""Where things are in a store folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

ANNOTATIONS = "annotations"
CODES = "codes"
CODEBOOK = "codebook.json"
_ID = re.compile(r"[0-9A-Za-z_-]{2,64}")


def annotations_path(folder: Path, document: str) -> Path:
    """Return the file of a document's annotations; raises `ValueError` for what is no id."""
    if not _ID.fullmatch(document):
        raise ValueError("a document id is 2 to 64 letters, digits, hyphens and underscores")
    return folder / ANNOTATIONS / document[:2] / f"{document}.json"


def conflict_copies(path: Path) -> Iterator[Path]:
    """Yield the files beside `path` whose names are its name with something inserted."""
    for entry in os.scandir(path.parent):
        name = entry.name
        if (
            name.startswith(path.stem)
            and name.endswith(path.suffix)
            and name[len(path.stem)] in ". (~"
            and name != path.name
            and entry.is_file(follow_symlinks=False)
        ):
            yield path.parent / name


def document_files(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the id and the directory entry of every annotation file of a store."""
    try:
        shards = list(os.scandir(folder / ANNOTATIONS))
    except FileNotFoundError:
        return
    for shard in shards:
        if not shard.is_dir(follow_symlinks=False):
            continue
        for entry in os.scandir(shard):
            name, suffix = os.path.splitext(entry.name)  # noqa: PTH122 - 10,000 names
            if suffix == ".json" and _ID.fullmatch(name) and name[:2] == shard.name:
                yield name, entry
