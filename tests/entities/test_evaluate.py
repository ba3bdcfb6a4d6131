"""The scorer counts as the rules of the data sets say."""

import gzip
import json

from reader.entities import evaluate
from reader.entities.evaluate import Scheme, bare, comparable, scheme_of, score


def test_articles_quotes_possessives_and_approximators_are_cut():
    text = 'He saw "the Senate\'s" men, at least 19 of them'
    start = text.index('"the')
    assert bare(text, start, start + 14, "ORG") == (text.index("Senate"), text.index("'s"))
    number = text.index("at least")
    assert bare(text, number, number + 11, "NUM") == (text.index("19"), text.index("19") + 2)


def test_a_work_keeps_its_article():
    assert bare("The Trial", 0, 9, "WORK") == (0, 9)


def test_types_that_a_set_does_not_annotate_are_not_asked():
    spans = [(0, 4, "GPE"), (5, 9, "MONEY"), (10, 14, "EVENT")]
    assert comparable("Rome 1000 Wars", spans, scheme_of("uner_pud")) == {(0, 4, "LOC"): 1}
    assert (10, 14, "MISC") in comparable("Rome 1000 Wars", spans, scheme_of("conll2020.test"))


def test_precision_and_recall_meet_in_f1():
    rows = [("Rome Oslo Riga", [(0, 4, "LOC"), (5, 9, "LOC")], [(0, 4, "LOC"), (10, 14, "LOC")])]
    tally = score(rows, Scheme())["core"]
    assert (tally.right, tally.gold, tally.found) == (1, 2, 2)
    assert tally.f1 == 50


def test_the_command_prints_each_set_and_type(tmp_path, capsys):
    row = {"id": "1", "text": "She lives in France.", "entities": [[13, 19, "LOC"]]}
    with gzip.open(tmp_path / "uner_x.dev.jsonl.gz", "wt") as out:
        out.write(json.dumps(row) + "\n")
    evaluate.main([str(tmp_path)])
    assert "LOC 100.0 (1)" in capsys.readouterr().out


def test_text_with_marks_is_scored_in_every_type(tmp_path, capsys):
    (tmp_path / "own.txt").write_text("They left [ORG NATO].\n%%\nShe lives in [GPE France].\n")
    evaluate.main([str(tmp_path / "own.txt")])
    printed = capsys.readouterr().out
    assert "ORG 100.0 (1)" in printed
    assert "LOC 100.0 (1)" in printed
