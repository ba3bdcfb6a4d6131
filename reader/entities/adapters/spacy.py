"""spaCy pipelines: ``spacy:PACKAGE`` or ``spacy:FOLDER``, with the extra ``spacy``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.entity import Mention
from reader.core.errors import ReaderError
from reader.core.labels import our_label

if TYPE_CHECKING:
    from spacy.language import Language

_NOT_NEEDED = ("parser", "tagger", "morphologizer", "attribute_ruler", "lemmatizer", "senter")
"""Components that set no entities and cost most of the time."""


class SpacyRecogniser:
    """The entities of a pipeline: of its recogniser and of its rules."""

    def __init__(self, pipeline: Language) -> None:
        """Use a loaded `pipeline`."""
        self._pipeline = pipeline
        meta = pipeline.meta
        self.id = f"spacy-{meta['lang']}_{meta['name']}"
        self.version = f"{meta['version']}-{meta['spacy_version']}"
        labels = (label for names in pipeline.pipe_labels.values() for label in names)
        self.labels = tuple(sorted(set(map(our_label, labels))))

    def annotate(self, text: str, language: str = "") -> list[Mention]:
        """Return the entities; a pipeline knows one language and does not say how sure it is."""
        del language
        return [
            Mention(entity.start_char, entity.end_char, our_label(entity.label_), 1.0, self.id)
            for entity in self._pipeline(text).ents
        ]


def load(name: str) -> SpacyRecogniser:
    """Return the pipeline of a package or in a folder; nothing is downloaded.

    Raises `ReaderError` if spaCy or the pipeline is not there.
    """
    try:
        import spacy
    except ImportError as error:
        remedy = "Install it with: pip install 'reader-tui[spacy]'"
        raise ReaderError("spaCy is not installed", remedy=remedy) from error
    where = Path(name).expanduser()
    try:
        pipeline = spacy.load(where if where.is_dir() else name, exclude=_NOT_NEEDED)
    except OSError as error:
        remedy = f"Install it with: python -m spacy download {name}"
        raise ReaderError("there is no such pipeline", name, remedy) from error
    return SpacyRecogniser(pipeline)
