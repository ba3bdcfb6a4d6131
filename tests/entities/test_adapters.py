"""Plug-ins in their worker process: other libraries, and entry points of other packages.

The libraries are stand-ins of a few lines; `tests/plugins` has the same with the real ones.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.core.errors import ReaderError, UsageError
from reader.core.labels import our_label
from reader.entities import registry
from reader.entities.conformance import check

_SPACY = """
from types import SimpleNamespace as Simple

def load(name, exclude):
    if "there" not in str(name):
        raise OSError("[E050] no such model")
    print("a library may print what it likes")
    return Pipeline()

class Pipeline:
    meta = {"lang": "en", "name": "tiny", "version": "1.0", "spacy_version": ">=3"}
    pipe_labels = {"ner": ["PER", "GPE"]}

    def __call__(self, text):
        if "crash" in text:
            raise ValueError(text)
        at = text.find("Anna")
        found = [Simple(start_char=at, end_char=at + 4, label_="PER")] if at >= 0 else []
        return Simple(ents=found)
"""
_GLINER = """
import os

class GLiNER:
    @classmethod
    def from_pretrained(cls, folder, local_files_only):
        assert local_files_only and os.environ["HF_HUB_OFFLINE"] == "1"
        return cls()

    def inference(self, texts, labels, threshold):
        assert "person" in labels
        return [
            [
                {"start": at, "end": at + 4, "label": "person", "score": 0.75}
                for at in range(len(text))
                if text.startswith("Anna", at)
            ]
            for text in texts
        ]
"""
_OTHER = """
from reader.core.entity import Mention

class Other:
    id, version, labels = "other", "3", ("ORG",)

    def __init__(self, words):
        self.words = words

    def annotate(self, text, language):
        at = text.find(self.words)
        return [Mention(at, at + len(self.words), "ORG", 0.5)] if at >= 0 else []

def make(argument):
    return Other(argument)
"""


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Packages that the worker can import, and this process cannot."""
    packages = tmp_path / "packages"
    described = packages / "other-1.0.dist-info"
    described.mkdir(parents=True)
    (packages / "spacy.py").write_text(_SPACY)
    (packages / "gliner.py").write_text(_GLINER)
    (packages / "other.py").write_text(_OTHER)
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: other\nVersion: 1.0\n")
    (described / "entry_points.txt").write_text("[reader.recognisers]\nother = other:make\n")
    monkeypatch.setenv("PYTHONPATH", str(packages))
    monkeypatch.syspath_prepend(packages)
    yield packages
    registry.close_all()


def test_a_pipeline_of_spacy_finds_entities_by_our_names_of_types(installed):
    made = registry.recogniser("spacy:there")
    assert made.labels == ("GPE", "PERSON")
    assert made.version == "spacy-en_tiny/1.0->=3"
    assert made.annotate("👍 so Anna came", "en") == [(5, 9, "PERSON", 1.0, "spacy:there")]
    assert check(made) == []


def test_a_pipeline_that_is_not_there_is_told_with_how_to_get_it(installed):
    with pytest.raises(ReaderError, match="python -m spacy download none"):
        registry.recogniser("spacy:none").annotate("Anna", "en")


def test_a_library_that_is_not_installed_is_told_with_its_extra(installed):
    (installed / "spacy.py").write_text("raise ImportError('no')\n")
    with pytest.raises(ReaderError, match=r"reader-tui\[spacy\]"):
        registry.recogniser("spacy:there").annotate("Anna", "en")


def test_a_library_that_fails_tells_nothing_of_the_document_and_answers_the_next(installed):
    made = registry.recogniser("spacy:there")
    with pytest.raises(ReaderError, match="it met a ValueError") as error:
        made.annotate("the secret crash", "en")
    assert "secret" not in str(error.value)
    assert len(made.annotate("Anna", "en")) == 1


def test_a_model_of_gliner_is_asked_in_pieces_and_offline(installed, tmp_path):
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "weights.bin").write_bytes(b"w" * 10)
    made = registry.recogniser(f"gliner:{folder}")
    text = "👍 Anna came.\n\n" + "And so on, and on. " * 300 + "Then Anna left."
    assert [(one.start, one.label, one.score) for one in made.annotate(text, "en")] == [
        (2, "PERSON", 0.75),
        (text.rindex("Anna"), "PERSON", 0.75),
    ]
    assert check(made) == []
    with pytest.raises(ReaderError, match="no such folder"):
        registry.recogniser("gliner:/no/such").annotate("Anna", "en")


def test_an_entry_point_gets_what_stands_after_the_colon(installed):
    assert "other" in registry.plugins()
    assert registry.recogniser("other:Orka 1").annotate("So Orka 1 left", "en") == [
        (3, 9, "ORG", 0.5, "other:Orka 1")
    ]


def test_nothing_in_the_folder_of_the_documents_is_imported(installed, tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit('run!')\n")
    monkeypatch.chdir(tmp_path)
    assert len(registry.recogniser("spacy:there").annotate("Anna", "en")) == 1
    assert Path.cwd() == tmp_path


def test_a_name_without_a_plug_in_is_wrong_usage():
    with pytest.raises(UsageError, match=r"There are: builtin, off, exec:COMMAND, gliner, spacy"):
        registry.recogniser("flair:en")


def test_types_of_other_schemes():
    assert [our_label(one) for one in ("PER", "per", "Organization", "MISC", "GPE")] == [
        "PERSON",
        "PERSON",
        "ORG",
        "NAME",
        "GPE",
    ]
    assert our_label(" Weapon class ") == "Weapon class"
