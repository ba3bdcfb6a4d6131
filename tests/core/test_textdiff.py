from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from reader.core import subsequence
from reader.core.approximate import closest
from reader.core.subsequence import common
from reader.core.textdiff import diff

LETTERS = st.text(alphabet="abc", max_size=20)
PROSE = st.lists(st.sampled_from(["One two.", "Two three", "three; four.", "五六。", "x"])).map(
    " ".join
)


def longest(old, new):
    """Length of a longest common subsequence, by the book."""
    row = [0] * (len(old) + 1)
    for item in new:
        diagonal = 0
        for i, other in enumerate(old):
            above = row[i + 1]
            row[i + 1] = diagonal + 1 if other == item else max(above, row[i])
            diagonal = above
    return row[-1]


def distance(old, new):
    """Edit distance, by the book."""
    row = list(range(len(old) + 1))
    for j, item in enumerate(new, 1):
        before, row = row, [j]
        for i, other in enumerate(old, 1):
            row.append(min(before[i] + 1, row[-1] + 1, before[i - 1] + (other != item)))
    return row[-1]


@given(LETTERS, LETTERS)
def test_short_sequences_share_as_many_items_as_they_can(old, new):
    pairs = common(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))
    assert len(pairs) == longest(old, new)


@given(st.lists(st.integers(0, 60).map(str)), st.lists(st.integers(0, 60).map(str)))
def test_long_sequences_are_cut_at_what_is_unique(old, new):
    table = subsequence._TABLE
    subsequence._TABLE = 0
    try:
        pairs = common(old, new)
    finally:
        subsequence._TABLE = table
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))
    unique = {one for one in old if old.count(one) == 1 == new.count(one)}
    assert bool(pairs) >= bool(unique)


@given(PROSE, PROSE)
def test_blocks_are_equal_rise_on_both_sides_and_do_not_touch(old, new):
    blocks = diff(old, new)
    for block in blocks:
        assert block.length > 0
        at, to = block.old, block.new
        assert old[at : at + block.length] == new[to : to + block.length]
    for one, two in pairwise(blocks):
        gap = two.old - one.old - one.length, two.new - one.new - one.length
        assert min(gap) >= 0 < max(gap)


@given(PROSE)
def test_a_text_is_one_block_of_itself(text):
    assert [block.length for block in diff(text, text)] == ([len(text)] if text else [])


def test_a_changed_word_leaves_the_rest_of_its_sentence_equal():
    old, new = "In May the tide turned. All left.", "In June the tide turned. All left."
    assert [old[b.old : b.old + b.length] for b in diff(old, new)] == [
        "In",
        "the tide turned. All left.",
    ]


def test_a_respelt_word_is_compared_by_letter():
    blocks = diff("in Odesa today", "in Odessa today")
    assert sum(block.length for block in blocks) == len("in Odesa today")


@given(LETTERS.filter(bool), LETTERS)
@example("abc", "")
def test_the_closest_span_has_the_lowest_distance_of_all(pattern, text):
    start, end, errors = closest(pattern, text)
    assert distance(pattern, text[start:end]) == errors
    assert errors == min(
        distance(pattern, text[at:to])
        for at in range(len(text) + 1)
        for to in range(at, len(text) + 1)
    )
