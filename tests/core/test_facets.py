"""By what a list can be narrowed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.core.facets import facets
from reader.core.query import Subject, parse

SUBJECTS = [
    Subject(tags=["war", "to check"], types=["md"], document="One\n/papers/a.md"),
    Subject(tags=["war"], types=["md"], statuses=["disputed"], document="Two\n/papers/b.md"),
    Subject(tags=["energy"], types=["md"], document="Three\n/letters/c.md"),
]


def test_what_some_have_is_counted_by_field_the_most_frequent_first():
    assert [(one.term, one.count) for one in facets(SUBJECTS)] == [
        ("tag:war", 2),
        ("tag:energy", 1),
        ('tag:"to check"', 1),
        ("status:disputed", 1),
        ("doc:papers/", 2),
        ("doc:letters/", 1),
    ]


NAMES = ["war", "to check", "a\tb", "x:y", "-z", "c*", "Éa", 'with "marks"']
subjects = st.lists(
    st.sets(st.sampled_from(NAMES), max_size=3).map(lambda tags: Subject(tags=sorted(tags))),
    min_size=1,
    max_size=5,
)


@given(subjects)
def test_a_term_is_passed_by_at_least_as_many_as_it_says(found):
    for facet in facets(found):
        query = parse(facet.term)
        assert len(query.conditions) == 1
        assert sum(map(query.matches, found)) >= facet.count
