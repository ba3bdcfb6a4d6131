"""What the tests of recognition share."""

import re
from pathlib import Path

import pytest

from reader.entities.builtin import BuiltinRecogniser

_MARKED = re.compile(r"\[([A-Z_]+) ([^\]]+)\]")


@pytest.fixture(scope="session")
def recogniser():
    return BuiltinRecogniser()


@pytest.fixture(scope="session")
def rules():
    """The recogniser where numpy is missing."""
    return BuiltinRecogniser(statistics=False)


@pytest.fixture
def found(recogniser):
    """Return what is found in an English text as ``(words, label)``."""

    def find(text):
        return [(text[m.start : m.end], m.label) for m in recogniser.annotate(text, "en")]

    return find


@pytest.fixture(scope="session")
def story():
    """A story of our own whose names are in no list: its text, and its entities."""
    return read_marked(Path(__file__).parent / "story.txt")


@pytest.fixture(scope="session")
def news():
    """News of our own, of war and of peace, that nothing was trained on, as `story`."""
    return [read_marked(path) for path in sorted(_NEWS.glob("*.txt"))]


_NEWS = Path(__file__).parents[1] / "data" / "news"


def read_marked(path):
    """Return a text in which "[GPE Kyiv]" marks an entity without its marks, and the entities."""
    marked = path.read_text("utf-8")
    entities = []
    parts = []
    at = length = 0
    for match in _MARKED.finditer(marked):
        before = marked[at : match.start()]
        start = length + len(before)
        length = start + len(match[2])
        entities.append((start, length, match[1]))
        parts += (before, match[2])
        at = match.end()
    return "".join(parts) + marked[at:], entities
