"""A war-news story with names that are in no list."""

from reader.entities.evaluate import Scheme, score

_TYPES = (
    "PERSON",
    "ORG",
    "LOC",
    "NORP",
    "PRODUCT",
    "DATE",
    "NUM",
)


def test_a_fresh_war_story_is_recognised_with_hardly_an_error(recogniser, story):
    text, gold = story
    found = [mention[:3] for mention in recogniser.annotate(text, "en")]
    tally = score([(text, gold, found)], Scheme(_TYPES))["all"]
    assert tally.gold == len(gold)
    assert tally.f1 > 95


def test_hard_wrapped_lines_change_nothing(recogniser, story):
    text, _ = story
    wrapped = _wrap(text, 72)
    flat = {(m.start, m.end, m.label) for m in recogniser.annotate(text, "en")}
    again = {(m.start, m.end, m.label) for m in recogniser.annotate(wrapped, "en")}
    assert len(flat ^ again) <= 2


def test_the_rules_alone_find_most_of_it(rules, story):
    text, gold = story
    found = [mention[:3] for mention in rules.annotate(text, "en")]
    assert score([(text, gold, found)], Scheme(_TYPES))["all"].f1 > 70


def test_the_same_text_gives_the_same_mentions(recogniser, story):
    text, _ = story
    assert recogniser.annotate(text, "en") == recogniser.annotate(text, "en")


def _wrap(text, width):
    """Break lines at spaces without changing the length of the text."""
    characters = list(text)
    begin = last = 0
    for index, character in enumerate(text):
        if character == "\n":
            begin = index + 1
        elif character == " ":
            if index - begin > width and last > begin:
                characters[last] = "\n"
                begin = last + 1
            last = index
    return "".join(characters)
