"""Nothing heavy is loaded before it is needed."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from reader.core.ports import Recogniser
from reader.entities.builtin import BuiltinRecogniser

_PROBE = """
import sys
from reader.entities.registry import recogniser
made = recogniser("builtin")
assert made.id and made.version and made.labels
assert not {"numpy", "zlib", "textual", "tinydb"} & set(sys.modules) - {"zlib"}
"""


def test_making_the_recogniser_loads_no_numpy():
    subprocess.run([sys.executable, "-c", _PROBE], check=True)


def test_it_is_what_the_core_asks_for():
    made: Recogniser = BuiltinRecogniser()
    assert made.annotate("Joe Biden", "en")
    assert {m.label for m in made.annotate("Joe Biden paid $5 in Paris.", "en")} <= set(made.labels)


def test_several_threads_get_what_one_gets(story):
    made = BuiltinRecogniser()
    texts = [part for part in story[0].split("\n\n") if part] * 4
    alone = [made.annotate(text, "en") for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: made.annotate(text, "en"), texts)) == alone
