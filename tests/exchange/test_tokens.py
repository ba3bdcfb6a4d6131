from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.core.annotation import Annotation
from reader.exchange.model import Losses
from reader.exchange.spans import Span, flat
from reader.exchange.tokens import sentences, tokenise

ONE = Annotation("1")
texts = st.text(st.sampled_from("ab é\u0301.,!?\n\t 🕵️'’-AB)\""), max_size=60)


@st.composite
def texts_with_spans(draw):
    text = draw(texts.filter(bool))
    borders = draw(st.lists(st.integers(0, len(text)), max_size=8))
    pairs = zip(borders[::2], borders[1::2], strict=False)
    spans = [Span(min(pair), max(pair), "X", ONE) for pair in pairs if pair[0] != pair[1]]
    return text, [span for span in spans if text[span.start : span.end].strip()
                  == text[span.start : span.end]]  # fmt: skip


@given(texts_with_spans())
def test_tokens_and_single_spaces_are_the_whole_text(sample):
    text, spans = sample
    rebuilt = "".join(token.text + " " * token.space_after for token in tokenise(text, spans))
    assert rebuilt == text


@given(texts_with_spans())
def test_every_span_begins_and_ends_with_a_token(sample):
    text, spans = sample
    tokens = tokenise(text, spans)
    assert {span.start for span in spans} <= {token.start for token in tokens}
    assert {span.end for span in spans} <= {token.end for token in tokens}
    assert all(text[token.start : token.end] == token.text for token in tokens)


@given(texts_with_spans())
def test_no_sentence_ends_inside_a_span(sample):
    text, spans = sample
    layer = flat(spans, Losses())
    tokens = tokenise(text, layer)
    found = list(sentences(tokens, layer))
    assert [token for sentence in found for token in sentence] == tokens
    ends = [sentence[-1].end for sentence in found[:-1]]
    assert not [end for end in ends for span in layer if span.start < end < span.end]


@given(texts_with_spans())
def test_a_flat_layer_has_no_overlaps_and_counts_what_it_leaves_out(sample):
    _, spans = sample
    losses = Losses()
    layer = flat(spans, losses)
    assert all(one.end <= two.start for one, two in pairwise(layer))
    lost = sum(int(sentence.split()[0]) for sentence in losses.sentences())
    assert len(layer) + lost == len(spans)


def test_an_entity_type_goes_before_a_longer_tag():
    typed = Annotation("1", entity_type="ORG")
    layer = flat([Span(0, 9, "tag", ONE), Span(2, 4, "ORG", typed)], Losses())
    assert [span.label for span in layer] == ["ORG"]


def test_sentences_end_at_stops_before_a_capital_and_at_line_ends():
    text = 'The 3.5 m fell. "No," he said.) Then e.g. this\nand that'
    found = ["".join(token.text + " " * token.space_after for token in one).strip()
             for one in sentences(tokenise(text, []), [])]  # fmt: skip
    assert found == ["The 3.5 m fell.", '"No," he said.)', "Then e.g. this", "and that"]


def test_a_letter_stays_with_its_accent_and_an_emoji_with_its_form():
    assert [token.text for token in tokenise("cafe\u0301 🕵️!", [])] == ["cafe\u0301", "🕵️", "!"]
