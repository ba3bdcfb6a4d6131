import random
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.anchor import reanchor
from reader.core.annotation import Anchor, AnchorState, Annotation, Target
from reader.core.text import Text

STORY = """\
Before dawn the second wave came in over the estuary. In Odesa the engineers had counted hours
instead. By six the operator reported that the lines to the north were stable again.

Nineteen people were known to be dead. The alliance had promised interceptors within weeks; the
mayor of Lviv asked for days. Nobody at the ministry would say which it was to be.

A reservoir above the town was half empty. The farmers along the canal measured it every morning
with a painted pole, and wrote the figure on the door of the mill.
"""
COVERED = (AnchorState.EXACT, AnchorState.MOVED)


def on(text, *quotes, **fields):
    """An annotation on the first occurrence of each quote."""
    spans = [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
    old = Text.of(text)
    targets = tuple(Target.of(old, *span) for span in spans)
    return Annotation("1", targets, anchor=Anchor(sha256=old.sha256), **fields)


def follow(quote, new, old=STORY):
    """What becomes of a note on `quote` of the story when its text is `new`."""
    [found] = reanchor([on(old, quote)], Text.of(old), Text.of(new))
    return found


def test_words_that_are_still_there_are_exact_whatever_comes_before_them():
    found = follow("the engineers had counted", "A new first line.\n\n" + STORY)
    assert found.anchor.state is AnchorState.EXACT
    assert found.quote == "the engineers had counted"
    assert found.start == STORY.index("the engineers had counted") + len("A new first line.\n\n")


def test_the_anchor_names_the_version_that_it_is_for():
    new = STORY.upper()
    assert follow("Odesa", new).anchor.sha256 == Text.of(new).sha256


def test_a_typo_is_changed_and_no_more():
    found = follow("Odesa", STORY.replace("Odesa", "Odessa"))
    assert (found.quote, found.anchor.state) == ("Odessa", AnchorState.CHANGED)
    assert found.anchor.score == pytest.approx(10 / 11, abs=1e-4)


def test_edited_words_are_changed_with_the_new_words_covered():
    new = STORY.replace("the operator reported", "the tired operator had reported")
    found = follow("By six the operator reported that the lines", new)
    assert found.quote == "By six the tired operator had reported that the lines"
    assert found.anchor.state is AnchorState.CHANGED


@pytest.mark.parametrize(
    "retype",
    [
        lambda text: " ".join(text.split()),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("counted", "coun\u00adted"),
    ],
)
def test_the_same_words_set_otherwise_are_changed_with_a_full_score(retype):
    found = follow("engineers had counted hours\ninstead", retype(STORY))
    assert found.anchor.state is AnchorState.CHANGED
    assert found.anchor.score == 1.0
    assert retype(" ".join(found.quote.split())) == retype("engineers had counted hours instead")


def test_a_moved_paragraph_takes_its_notes_along():
    one, two, three = STORY.strip().split("\n\n")
    found = follow("Lviv", f"{two}\n\n{one}\n\n{three}")
    assert (found.quote, found.start) == ("Lviv", two.index("Lviv"))
    found = follow("The farmers along", f"{three}\n\n{one}\n\n{two}")
    assert found.quote == "The farmers along"
    assert found.anchor.state in COVERED


def test_words_found_elsewhere_unchanged_are_moved():
    sentence = "Nineteen people were known to be dead."
    rest = STORY.replace(sentence + " ", "")
    found = follow(sentence, rest + "\nAfterwards, in the square. " + sentence + "\n")
    assert found.quote == sentence
    assert found.anchor.state in (AnchorState.MOVED, AnchorState.REVIEW)


def test_deleted_words_are_an_orphan_that_keeps_its_quote_and_position():
    sentence = "Nineteen people were known to be dead. "
    note = on(STORY, "Nineteen people were known")
    [found] = reanchor([note], Text.of(STORY), Text.of(STORY.replace(sentence, "")))
    assert (found.anchor.state, found.anchor.score) == (AnchorState.ORPHAN, 0.0)
    assert found.targets == note.targets


def test_a_deleted_name_is_not_put_on_another_mention_of_it():
    old = STORY + "\nThe harbour master of Odesa, who had seen worse, went home to sleep.\n"
    new = old.replace("In Odesa the engineers had counted hours\ninstead. ", "")
    assert follow("Odesa", new, old).anchor.state is AnchorState.ORPHAN


def test_an_exact_copy_elsewhere_does_not_draw_a_note_away_from_its_edited_words():
    quote = "the operator reported that the lines"
    edited = STORY.replace("reported that the lines", "reported that all the lines")
    found = follow(quote, edited + f"\nLater, {quote} had been repaired.\n")
    assert found.quote == "the operator reported that all the lines"


def test_a_long_copy_does_not_either_when_the_words_around_were_edited_too():
    quote = "The farmers along the canal measured it every morning\nwith a painted pole, and wrote"
    edited = STORY.replace("half empty", "almost empty").replace("every morning", "each morning")
    found = follow(quote, f"{quote} nothing.\n\n{edited}")
    assert found.quote == quote.replace("every", "each")
    assert found.anchor.state is AnchorState.CHANGED


def test_words_set_in_capitals_are_the_same_words():
    found = follow(
        "the operator reported", STORY.replace("By six the operator", "BY SIX THE OPERATOR")
    )
    assert (found.quote, found.anchor.state) == ("THE OPERATOR reported", AnchorState.CHANGED)
    assert found.anchor.score == 1.0


REFRAIN = "This report was updated with a statement of the ministry."


def test_a_line_that_stands_below_every_report_is_for_review_when_the_reports_are_moved():
    reports = [f"{part}\n\n{REFRAIN}" for part in STORY.strip().split("\n\n")]
    old, new = "\n\n".join(reports), "\n\n".join([reports[0], reports[2], reports[1]])
    text = Text.of(old)
    start = old.index("updated", old.index("Nineteen"))
    note = replace(on(old, "updated"), targets=(Target.of(text, start, start + len("updated")),))
    [found] = reanchor([note], text, Text.of(new))
    assert found.anchor.state is AnchorState.REVIEW


def test_a_line_that_was_sent_twice_is_for_review():
    old = STORY + "\n" + REFRAIN + "\n\nThe end of it.\n"
    found = follow(REFRAIN, old.replace(REFRAIN, f"{REFRAIN}\n\n{REFRAIN}"), old)
    assert (found.quote, found.anchor.state) == (REFRAIN, AnchorState.REVIEW)


def test_a_sign_is_only_sure_between_the_words_that_it_was_between():
    assert follow(";", "New. " + STORY).anchor.state is AnchorState.EXACT
    torn = STORY.replace("within weeks; the\nmayor of Lviv", "soon; the\nmayor")
    assert follow(";", torn).anchor.state is AnchorState.REVIEW


def test_an_orphan_whose_words_come_back_is_found_again():
    without = STORY.replace("Nineteen people were known to be dead. ", "")
    [lost] = reanchor([on(STORY, "Nineteen people")], Text.of(STORY), Text.of(without))
    [found] = reanchor([lost], Text.of(without), Text.of(STORY))
    assert found.quote == "Nineteen people"
    assert found.anchor.state is not AnchorState.ORPHAN


def test_what_no_one_has_looked_at_stays_doubtful():
    doubtful = replace(on(STORY, "Odesa"), anchor=Anchor(AnchorState.REVIEW, 0.7))
    [found] = reanchor([doubtful], Text.of(STORY), Text.of("New. " + STORY))
    assert found.anchor.state is AnchorState.REVIEW
    assert found.anchor.score == 0.7


def test_notes_of_this_version_and_on_the_whole_document_are_left_alone():
    text = Text.of(STORY)
    here = replace(on(STORY, "Odesa"), anchor=Anchor(AnchorState.REVIEW, 0.7, text.sha256))
    whole = Annotation("2", note="on the document")
    assert reanchor([here, whole], None, text) == [
        here,
        replace(whole, anchor=Anchor(sha256=text.sha256)),
    ]


def test_parts_of_a_discontinuous_note_go_together():
    note = on(STORY, "engineers", "counted hours")
    [found] = reanchor([note], Text.of(STORY), Text.of(STORY.replace("had counted", "counted")))
    assert [one.exact for one in found.targets] == ["engineers", "counted hours"]
    assert found.anchor.state is AnchorState.EXACT


def test_a_discontinuous_note_that_lost_a_part_is_for_review():
    note = on(STORY, "mayor of Lviv", "measured it every morning")
    new = STORY.replace("measured it every morning\nwith a painted pole, and ", "")
    [found] = reanchor([note], Text.of(STORY), Text.of(new))
    assert [one.exact for one in found.targets] == ["mayor of Lviv"]
    assert found.anchor.state is AnchorState.REVIEW


def test_parts_that_were_torn_apart_are_for_review():
    note = on(STORY, "Nineteen people", "interceptors")
    torn = STORY.replace("dead. ", "dead. " + "Then nothing was heard of it at all. " * 60)
    [found] = reanchor([note], Text.of(STORY), Text.of(torn))
    assert found.quote == "Nineteen people … interceptors"
    assert found.anchor.state is AnchorState.REVIEW


def test_without_the_old_text_quote_and_context_find_the_place():
    note = on(STORY, "Odesa")
    [found] = reanchor([note], None, Text.of("The Odesa desk wrote this.\n\n" + STORY))
    assert found.start == len("The Odesa desk wrote this.\n\n") + note.start
    assert found.anchor.state is AnchorState.MOVED


def test_without_the_old_text_a_target_that_fits_is_exact():
    [found] = reanchor([replace(on(STORY, "Odesa"), anchor=Anchor())], None, Text.of(STORY))
    assert found.anchor.state is AnchorState.EXACT


def test_a_bare_quote_that_is_there_twice_is_for_review():
    bare = Annotation("1", (Target(0, 4, "tide"),))
    [found] = reanchor([bare], None, Text.of("Low tide at noon. High tide at six."))
    assert (found.quote, found.anchor.state) == ("tide", AnchorState.REVIEW)


def test_a_bare_quote_that_is_there_once_is_found():
    bare = Annotation("1", (Target(0, 4, "noon"),))
    [found] = reanchor([bare], None, Text.of("Low tide at noon. High tide at six."))
    assert (found.start, found.anchor.state) == (12, AnchorState.MOVED)


def test_a_bare_quote_that_was_misspelt_is_for_review():
    bare = Annotation("1", (Target(0, 30, "the alliance had promissed interceptors"),))
    [found] = reanchor([bare], None, Text.of(STORY))
    assert "alliance had promised interceptors" in found.quote
    assert found.anchor.state is AnchorState.REVIEW


def test_a_target_that_does_not_fit_the_old_text_is_looked_for_by_its_quote():
    stray = Annotation("1", (on(STORY, "Lviv").targets[0]._replace(start=3, end=7),))
    [found] = reanchor([stray], Text.of(STORY), Text.of("New. " + STORY))
    assert found.quote == "Lviv"


def test_borders_do_not_cut_a_letter_from_its_accent():
    old = "Le cafe de la place est ouvert tous les jours."
    found = follow("cafe", unicodedata.normalize("NFD", old.replace("cafe", "café")), old)
    assert (found.quote, found.anchor.state) == ("cafe\u0301", AnchorState.CHANGED)


@pytest.mark.parametrize("new", ["", " ", "\n", "x"])
def test_nothing_is_dropped_when_all_the_text_is_gone(new):
    assert follow("the mill", new).anchor.state is AnchorState.ORPHAN


WORDS = [
    "the",
    "a",
    "tide",
    "fell",
    "rose",
    "again",
    "Odesa",
    "潮",
    "水",
    "naïve",
    "e\u0301te\u0301",
]
WORDS += ["and.", "so;", "“it”", "was\n", "\n\n", "\u00ad"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)


@st.composite
def edited(draw, texts):
    """A text, some spans of it, and the text after random edits."""
    old = new = draw(texts)
    spans = []
    for _ in range(draw(st.integers(1, 4)) if old else 0):
        start = draw(st.integers(0, len(old) - 1))
        spans.append((start, draw(st.integers(start + 1, len(old)))))
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(new)))
        end = draw(st.integers(start, len(new)))
        new = new[:start] + draw(texts) + new[end:]
    return old, spans, new


def notes(old, spans):
    text = Text.of(old)
    return [
        Annotation(str(number), (Target.of(text, *span),), anchor=Anchor(sha256=text.sha256))
        for number, span in enumerate(spans)
    ]


def check(before, after, new):
    text = Text.of(new)
    assert [one.id for one in after] == [one.id for one in before]
    for old, one in zip(before, after, strict=True):
        assert 0 <= one.anchor.score <= 1
        if one.anchor.state is AnchorState.ORPHAN:
            assert one.targets == old.targets
            continue
        assert one.targets == tuple(Target.of(text, part.start, part.end) for part in one.targets)
        if one.anchor.state in COVERED:
            assert one.quote == old.quote


@given(edited(TEXTS) | edited(st.text()))
def test_after_any_edits_a_note_covers_its_words_or_says_that_it_does_not(case):
    old, spans, new = case
    before = notes(old, spans)
    check(before, reanchor(before, Text.of(old), Text.of(new)), new)


@given(edited(TEXTS) | edited(st.text()))
def test_the_same_holds_without_the_old_text(case):
    old, spans, new = case
    before = notes(old, spans)
    check(before, reanchor(before, None, Text.of(new)), new)


@given(edited(TEXTS))
def test_unchanged_text_leaves_every_note_exact(case):
    old, spans, _ = case
    before = [replace(one, anchor=Anchor()) for one in notes(old, spans)]
    for one in reanchor(before, None, Text.of(old)):
        assert one.anchor == Anchor(sha256=Text.of(old).sha256)


def test_the_same_texts_give_the_same_anchors():
    dice = random.Random(7)
    words = STORY.split()
    spans = [(at, at + dice.randint(3, 60)) for at in range(0, 400, 20)]
    new = " ".join(word for word in words if dice.random() > 0.2)
    runs = [reanchor(notes(STORY, spans), Text.of(STORY), Text.of(new)) for _ in range(2)]
    assert runs[0] == runs[1]
