"""What the tests of recognition share."""

from pathlib import Path

import pytest

from reader.entities.builtin import BuiltinRecogniser
from reader.entities.marked import marked_texts, read_marked


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
    return read_marked((Path(__file__).parent / "story.txt").read_text("utf-8"))


@pytest.fixture(scope="session")
def news():
    """News of our own, of war and of peace, that nothing was trained on, as `story`."""
    return [read_marked(path.read_text("utf-8")) for path in sorted((_DATA / "news").glob("*.txt"))]


@pytest.fixture(scope="session")
def held_out():
    """More such texts, written by somebody else, that no rule was made after either."""
    return list(marked_texts((_DATA / "held_out.txt").read_text("utf-8")))


_DATA = Path(__file__).parents[1] / "data"
