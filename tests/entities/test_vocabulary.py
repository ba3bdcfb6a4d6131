"""Which embedding rows stand for a word."""

from collections import Counter

from reader.entities.network.vocabulary import LEVELS, SHELVES, Vocabulary, fingerprint


def vocabulary_of(frequent, grouped):
    """Return a vocabulary; `grouped` has the groups of each word."""
    shelves = Counter(fingerprint(word) >> 16 for word in grouped)
    ordered = sorted(grouped, key=lambda word: (fingerprint(word) >> 16, fingerprint(word) & 255))
    return Vocabulary(
        map(fingerprint, frequent),
        [shelves[shelf] for shelf in range(SHELVES)],
        bytes(fingerprint(word) & 255 for word in ordered),
        b"".join(grouped[word] for word in ordered),
    )


def test_frequent_words_have_a_row_each_and_all_others_share_the_first():
    vocabulary = vocabulary_of(["the", "war"], {})
    assert [vocabulary.own(fingerprint(word)) for word in ("the", "war", "brexit")] == [1, 2, 0]


def test_a_word_has_a_group_in_each_level():
    words = {f"word{n}": bytes((n % 256, n // 256, 7, 8)) for n in range(2000)}
    vocabulary = vocabulary_of([], words)
    found = [vocabulary.groups(fingerprint(word)) for word in words]
    assert {len(groups) for groups in found} == {LEVELS}
    right = sum(groups == words[word] for word, groups in zip(words, found, strict=True))
    assert right > 0.99 * len(words)


def test_of_most_unknown_words_nothing_is_said():
    vocabulary = vocabulary_of([], {f"word{n}": bytes(LEVELS) for n in range(2000)})
    said = sum(bool(vocabulary.groups(fingerprint(f"other{n}"))) for n in range(2000))
    assert said < 20
