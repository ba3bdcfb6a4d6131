"""GLiNER models: ``gliner:FOLDER``, with the extra ``gliner``; the folder is a saved model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.entity import EntityType, Mention
from reader.core.errors import ReaderError

if TYPE_CHECKING:
    from gliner import GLiNER

_ASKED = {
    "person": EntityType.PERSON,
    "organization": EntityType.ORG,
    "country, city or state": EntityType.GPE,
    "mountain, river or region": EntityType.LOC,
    "building, airport or bridge": EntityType.FAC,
    "nationality, religion or political group": EntityType.NORP,
    "weapon, vehicle or product": EntityType.PRODUCT,
    "battle, war or event": EntityType.EVENT,
    "law or treaty": EntityType.LAW,
    "book, film or song": EntityType.WORK_OF_ART,
    "language": EntityType.LANGUAGE,
    "date": EntityType.DATE,
    "time": EntityType.TIME,
    "sum of money": EntityType.MONEY,
    "percentage": EntityType.PERCENT,
    "quantity with a unit": EntityType.QUANTITY,
}
"""The types as the model is asked for them: it understands words."""
_PIECE = re.compile(r"(?s)\S.{0,1200}(?:(?<=[.!?…])\s|\n\s*\n|\Z)|\S.{0,1200}")
"""A few sentences: the models read at most some 380 words at once."""
_BATCH = 8
_THRESHOLD = 0.5


class GlinerRecogniser:
    """The entities that a model finds for the names of our types."""

    def __init__(self, model: GLiNER, folder: Path) -> None:
        """Use a loaded `model`, which was saved in `folder`."""
        self._model = model
        self.id = f"gliner-{folder.name}"
        weights = max(folder.iterdir(), key=lambda file: file.stat().st_size)
        self.version = f"{weights.name}-{weights.stat().st_size}-{weights.stat().st_mtime_ns}"
        self.labels = tuple(sorted(label.value for label in _ASKED.values()))

    def annotate(self, text: str, language: str = "") -> list[Mention]:
        """Return the entities in order; the model is asked the same in every language."""
        del language
        pieces = [(match.start(), match[0]) for match in _PIECE.finditer(text)]
        return [
            mention
            for at in range(0, len(pieces), _BATCH)
            for mention in self._annotate(pieces[at : at + _BATCH])
        ]

    def _annotate(self, pieces: list[tuple[int, str]]) -> Iterator[Mention]:
        texts = [piece for _, piece in pieces]
        answers = self._model.inference(texts, list(_ASKED), threshold=_THRESHOLD)
        for (offset, _), entities in zip(pieces, answers, strict=True):
            for one in sorted(entities, key=lambda one: one["start"]):
                start, end = offset + one["start"], offset + one["end"]
                yield Mention(start, end, str(_ASKED[one["label"]]), float(one["score"]), self.id)


def load(name: str) -> GlinerRecogniser:
    """Return the model that is saved in the folder `name`; nothing is downloaded.

    Raises `ReaderError` if GLiNER or the model is not there.
    """
    folder = Path(name).expanduser()
    if not name or not folder.is_dir():
        remedy = "Download a model, and name its folder: gliner:FOLDER"
        raise ReaderError("there is no such folder with a model", name, remedy)
    try:
        from gliner import GLiNER
    except ImportError as error:
        remedy = "Install it with: pip install 'reader-tui[gliner]'"
        raise ReaderError("GLiNER is not installed", remedy=remedy) from error
    return GlinerRecogniser(GLiNER.from_pretrained(str(folder), local_files_only=True), folder)
