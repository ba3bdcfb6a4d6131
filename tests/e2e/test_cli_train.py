"""``reader train``: learns from corrections, says what it gained, and forgets."""

import json

_CITIES = ("Brno", "Oulu", "Tartu", "Narvik", "Bilbao", "Varna")


def _rows(number=12):
    for n in range(number):
        city = _CITIES[n % len(_CITIES)]
        text = f"The callsign Orka{n} reported to {city}. Then Orka{n} left."
        spans = [(at, at + len(f"Orka{n}"), "PRODUCT") for at in (13, text.index("Then ") + 5)]
        city_at = text.index(city)
        yield {"text": text, "entities": [*spans, (city_at, city_at + len(city), "GPE")]}


def test_it_learns_from_labelled_texts_and_forgets_again(program):
    path = program.write("taught.jsonl", "\n".join(map(json.dumps, _rows())))
    program.write("new.txt", "The callsign Vydra reported to Oulu.\n")
    before = program.do("entities", "new.txt", "--format", "jsonl").json
    assert ("PRODUCT", "Vydra") not in {(one["label"], one["text"]) for one in before["entities"]}
    told = program.do("train", "--data", str(path)).lines
    assert told[0] == "36 corrections in 12 documents"
    assert "in effect from now on" in "\n".join(told)
    after = program.do("entities", "new.txt", "--format", "jsonl").json
    assert ("PRODUCT", "Vydra") in {(one["label"], one["text"]) for one in after["entities"]}
    assert "forgotten" in program.do("train", "--forget").out
    assert program.do("entities", "new.txt", "--format", "jsonl").json == before
    assert "nothing was learned" in program.do("train", "--forget").out


def test_too_little_is_told_with_what_to_do(program):
    done = program.run("train")
    assert done.status == 1
    assert "too little to learn from (0 corrections in 0 documents)" in done.err


def test_what_brings_nothing_is_not_kept(program):
    rows = [
        {"text": f"She flew to {city}.", "entities": [(12, 12 + len(city), "GPE")]}
        for city in _CITIES * 3
    ]
    path = program.write("known.jsonl", "\n".join(map(json.dumps, rows)))
    told = program.do("train", "--data", str(path)).out
    assert "nothing was gained" in told
    assert "nothing was learned" in program.do("train", "--forget").out


def test_a_file_that_is_no_labelled_text_is_told_by_its_name(program):
    path = program.write("bad.jsonl", '{"text": "a"}')
    done = program.run("train", "--data", str(path))
    assert (done.status, "bad.jsonl" in done.err) == (1, True)
