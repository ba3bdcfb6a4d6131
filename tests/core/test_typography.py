"""How a page is set: only what differs from the default is kept, and what is kept is checked."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.typography import MARGINS, MEASURES, SPACINGS, STANDARD, Typography

CHOICES = st.builds(
    Typography,
    st.sampled_from(MEASURES),
    st.sampled_from(MARGINS),
    st.sampled_from(SPACINGS),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@given(CHOICES, CHOICES)
def test_changes_bring_back_what_they_were_made_of(chosen, default):
    assert default.changed(chosen.changes(default)) == chosen


def test_a_new_default_reaches_what_was_not_changed():
    changes = Typography(measure=60).changes(STANDARD)
    assert changes == {"measure": 60}
    assert Typography(justify=True).changed(changes) == Typography(measure=60, justify=True)


@given(st.dictionaries(st.sampled_from(["measure", "margin", "justify", "x"]), st.integers()))
def test_what_is_no_choice_is_left_out(changes):
    kept = STANDARD.changed(changes)
    assert kept.measure in MEASURES
    assert kept.margin in MARGINS
    assert isinstance(kept.justify, bool)


def test_a_measure_beyond_the_widest_is_the_widest():
    assert STANDARD.with_measure(9_999).measure == MEASURES[-1]
    assert STANDARD.with_margin(-3).margin == MARGINS[0]
    assert STANDARD.with_spacing(-1).spacing == 0
