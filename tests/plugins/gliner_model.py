"""The adapter of GLiNER with the real library, on a tiny model that is built here, untrained.

Needs the extra, with PyTorch::

    pip install -e '.[dev,gliner]' && python -m pytest -W default tests/plugins/gliner_model.py
"""

from __future__ import annotations

import pytest
from gliner import GLiNER, GLiNERConfig
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from reader.entities import registry
from tests.entities.test_invariants import check

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_TEXT = "anna novak met bert in kyiv person organization date . ,"
WORDS = (*SPECIAL, *_TEXT.split(" "))


@pytest.fixture
def folder(tmp_path):
    """A saved model with random weights: it finds anything, but inside the text."""
    words = models.WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]")
    tokenizer = Tokenizer(words)
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    names = ("pad_token", "unk_token", "cls_token", "sep_token", "mask_token")
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, **dict(zip(names, SPECIAL, strict=True))
    )
    encoder = tmp_path / "encoder"
    fast.save_pretrained(encoder)
    small = BertConfig(
        vocab_size=64,
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=1024,
    )
    BertModel(small).save_pretrained(encoder)
    model = GLiNER.from_config(
        GLiNERConfig(model_name=str(encoder), hidden_size=32, max_width=4, max_len=384)
    )
    model.save_pretrained(str(tmp_path / "model"))
    return tmp_path / "model"


def test_a_saved_model_is_loaded_in_a_process_of_its_own(folder):
    text = "👍 Anna Novak met Bert in Kyiv, so e\u0301 they said.\n\n" * 40
    try:
        made = registry.recogniser(f"gliner:{folder}")
        mentions = made.annotate(text, "en")
        assert mentions == made.annotate(text, "en")
        check(text, mentions)
        assert {one.label for one in mentions} <= set(made.labels)
    finally:
        registry.close_all()
