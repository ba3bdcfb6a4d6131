"""Bytes to text, whatever wrote them."""

import codecs
import encodings.aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.formats.encoding import decode, looks_binary

PROSE = "Grüße aus Köln: »Der Fluß war hoch, die Brücke schön.« Über allem läutete es zwölf.\n" * 8


@pytest.mark.parametrize(
    "encoding",
    ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
def test_unicode_is_recognised_with_and_without_a_mark(encoding):
    data = PROSE.encode(encoding)
    assert not looks_binary(data)
    assert str(decode(data).text) == PROSE
    assert decode(data).warnings == ()


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")],
)
def test_a_big_endian_mark_is_not_part_of_the_text(mark, encoding):
    assert str(decode(mark + PROSE.encode(encoding)).text) == PROSE


def test_japanese_mail_encoding_is_told_by_its_escapes():
    text = "これは日本語の文章です。\n"
    assert str(decode(text.encode("iso2022_jp")).text) == text


def test_an_escape_sequence_in_ascii_is_not_japanese():
    assert str(decode(b"\x1b(Bplain \x1b[31mred").text) == "\x1b(Bplain \x1b[31mred"


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "shift_jis", "gb18030", "koi8-r"])
def test_old_encodings_are_guessed_and_the_guess_is_said(encoding):
    text = {
        "cp1252": PROSE,
        "shift_jis": "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。\n" * 20,
        "gb18030": "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？人不知而不愠。\n" * 20,
    }.get(encoding, "Все счастливые семьи похожи друг на друга, каждая несчастна по-своему.\n" * 20)
    decoded = decode(text.encode(encoding))
    assert str(decoded.text) == text
    assert "not stated" in decoded.warnings[0]


def test_a_few_curly_quotes_are_windows_and_not_dos():
    assert str(decode(b"He said \x93no\x94 \x96 twice.").text) == "He said “no” – twice."


@pytest.mark.parametrize(
    "text",
    ["Café Zürich", "señor Núñez", "Ærø Ødegård", "São Paulo", "El Niño", "Straße", "Ça va bien"],
)
def test_two_words_of_western_europe_are_not_taken_for_two_scripts(text):
    assert str(decode(text.encode("cp1252")).text) == text


def test_what_reads_the_same_in_two_encodings_is_named_by_the_more_usual_one():
    assert decode("Fräulein Schröder über Köln.".encode("cp1252")).encoding == "cp1252"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Windows 10版の新機能を説明する文章です。", "shift_jis"),
        ("Новости ITAR-TASS сегодня утром", "cp1251"),
        ("Öğretmen İstanbul'da yaşıyor ve çalışıyor, çünkü şehir güzel.", "cp1254"),
    ],
)
def test_other_scripts_beside_latin_words_are_left_to_the_statistics(text, encoding):
    assert decode(text.encode(encoding)).encoding != "cp1252"


@pytest.mark.parametrize(
    ("data", "chosen"),
    [
        ("Łódź".encode("cp1250"), "cp1250"),
        ("\ufeffŁódź".encode(), "utf-8"),
        ("Łódź".encode("utf-16-le"), "UTF-16LE"),
    ],
)
def test_the_encoding_that_a_person_chose_decides(data, chosen):
    decoded = decode(data, "latin-1", chosen)
    assert str(decoded.text) == "Łódź"
    assert not decoded.guessed


def test_a_choice_that_is_no_encoding_is_none():
    assert decode("Łódź".encode(), "", "zlib").encoding == "utf-8"


def test_a_declared_encoding_decides_before_statistics():
    assert str(decode("Łódź".encode("iso8859-2"), "ISO-8859-2").text) == "Łódź"


def test_a_lie_about_the_encoding_does_not_beat_valid_utf_8():
    assert str(decode("Łódź".encode(), "latin-1").text) == "Łódź"


def test_broken_bytes_in_utf_8_are_counted_and_the_rest_is_kept():
    data = PROSE.encode().replace("ß".encode(), b"\xc3")
    decoded = decode(data)
    assert str(decoded.text) == PROSE.replace("ß", "\ufffd")
    assert decoded.replaced == PROSE.count("ß")
    assert "16 places" in decoded.warnings[0]


def test_a_genuine_replacement_character_is_not_counted():
    assert decode("äöüß \ufffd".encode()).replaced == 0


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_ends_become_line_feeds_even_across_pieces(ending):
    lines = ["x" * 65_535, "y" * 65_536, "", "z" * 100, ""]
    assert str(decode(ending.join(lines).encode()).text) == "\n".join(lines)


def test_nothing_else_is_normalised():
    text = "e\u0301 \u00e9 \u2028 \u0085 \u00a0 \ufeff \x0c \ufb01"
    assert str(decode(text.encode()).text) == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")))
def test_utf_8_comes_back_as_it_was(text):
    if not text.startswith("\ufeff") and "\x1b" not in text:
        assert str(decode(text.encode()).text) == text


@given(
    st.binary(), st.sampled_from(sorted({*encodings.aliases.aliases.values(), "", "utf-7", "\n"}))
)
def test_no_bytes_and_no_declaration_give_text_that_cannot_be_written(data, declared):
    text = str(decode(data, declared).text)
    text.encode("utf-8")
    assert "\r" not in text
