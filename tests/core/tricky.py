"""Strings that terminals draw in different ways, and lines made of them."""

from itertools import pairwise

from hypothesis import strategies as st

CLUSTERS = (
    "e\u0301", "a\u0308\u0304", "\u0301", "n\u0303o", "Z\u0351\u036b\u0343" + "\u0315" * 30,
    "한국어", "\u1112\u1161\u11ab", "\u1112\u1161", "\u1161", "가\u11a8", "\u3164", "\uffa0",
    "漢字", "「日本語」、", "（中文）。", "ｱｲｳ", "Ａ１", "カ\u3099", "\u4e00\ufe00", "𠀋", "〇",
    "👍", "👍🏽", "👨‍👩‍👧‍👦", "👩🏽‍💻", "🏳️‍🌈", "❤️", "❤", "☺︎", "1️⃣", "#️⃣", "🇺🇦", "🇺🇦🇩🇪", "🇺",
    "🏴\U000e0067\U000e0062\U000e007f", "🫠", "🫨", "\U0001fae9", "🏽", "⌚", "▶️", "©️",
    "नमस्ते", "क्षि", "ด้วย", "สวัสดีครับ", "မြန်မာ", "தமிழ்", "ខ្មែរ", "བོད་",
    "مرحبا", "שָׁלוֹם", "a\u200eb\u200f", "\u202eevil\u202c", "\u2066x\u2069", "لا", "\u0600١٢",
    "co\u00adop", "\u00ad", "zero\u200bwidth", "a\u200db", "\u200d", "\u200c", "می\u200cخواهم",
    "\ufeff", "word\u2060joiner", "x\ufe0f", "\ufe0f", "\U000e0100", "\u180e",
    "\x00", "\x07", "\x08", "\x0b", "\x0c", "\r", "\x1b[31m", "\x1b]52;c;eA==\x07", "\x7f",
    "\x85", "\x9b31m", "\u2028", "\u2029", "\ud800", "\udfff", "\ufffd", "\ufffe", "\ue000",
    "\U0010ffff", "\u0378", "\t", "\ta\t", "\u00a0", "\u3000", "\u2003", "ﬃ", "ĳ", "Ǆ",
    "“quoted”", "well-known", "a—b", "1–2", "—", "--", "-5", "…", "½", "№", "∑", "⠿", "─┼", "䷀",
    "𝌆",
)  # fmt: skip

LINES = (
    *CLUSTERS,
    *(f"before {a} after, and {b}{a}{a} again" for b, a in pairwise(CLUSTERS)),
    "",
    " ",
    "     ",
    "    indented and longer than the row that it has to be set in",
    "a" * 200,
    "漢" * 70,
    "👨‍👩‍👧‍👦" * 30,
    "e" + "\u0301" * 500,
    "a " * 60,
    "trailing spaces          ",
    "word" + " " * 80 + "word",
    "".join(CLUSTERS),
    " ".join(CLUSTERS),
    "「".join(CLUSTERS),
    "x" * 9 + "。" * 9,
    "(" * 40,
)
"""Lines without a line feed: every cluster alone and in company, and degenerate ones."""

lines = st.lists(
    st.one_of(st.sampled_from(CLUSTERS), st.text(st.characters(exclude_characters="\n")))
).map("".join)
"""Any line, tricky clusters among ordinary characters."""
