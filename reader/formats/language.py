"""The language of a text, by its letters and its most frequent words.

Function words are a fifth to a half of any running text and hardly shared between languages,
so a few per language settle it for a page. The lists are ours, of each language's grammar.
"""

from __future__ import annotations

import re
from collections import Counter

SAMPLE = 20_000
"""Characters that are looked at."""
_FEWEST = 12
"""Words of a list that must occur before it is believed."""
_MARGIN = 1.2
"""How many times better than the next the best must be."""

_WORDS = {
    "en": "the of and to in is that was for it with as his on be at by had not are but from they",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch",
    "fr": "le la les de des et un une du en est que dans qui pour pas sur au par ce il elle avec",
    "es": "el la los las de y en que un una del por con para se no es su al lo como más pero",
    "it": "il la di e che un una per non in del della con si le i sono da è al come più gli nel",
    "pt": "o a os as de e que em um uma do da para com não no na por se é dos mais ao como",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er die door hij om ook als",
    "sv": "och i att det som en på är av för med den till inte om ett har de var sig från men",
    "da": "og i at det er en på til af den for med som ikke de der et har var sig fra men blev",
    "no": "og i å det er en på til av den for med som ikke de et har var seg fra men ble hun",
    "fi": "ja on ei se että oli hän mutta kun niin ovat tai joka myös kuin sen jos mitä vain",
    "pl": "i w na z się nie do to że jest o jak po co tak za od ale przez są dla był jego oraz",
    "cs": "a v se na je že s o z do i to ve k za po jako ale by který byl jsou si od pro jeho",
    "hu": "a az és hogy nem is egy ez volt meg de mint csak van már ha el még azt volt egyik",
    "ro": "și în de la cu pe nu este o un care din că mai pentru au sa fost s-a ale lui iar",
    "tr": "ve bir bu da de için ile çok olarak daha ne gibi olan kadar sonra ama en o var her",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena ada oleh",
    "ru": "и в не на что с он как это по но из у за к от его для же так бы она был я мы они",
    "uk": "і в не на що з він як це та до але із у за від його для ж так би вона був й ми вони є",
    "bg": "и в не на че с той като това по но от у за до са се ще да е бе беше които при",
    "sr": "и у је да се на не за су од са као што који али то би био из и ће он она",
}
_SCRIPTS = (
    ("ja", "\u3040-\u30ff"),  # before Chinese: Japanese has kanji as well
    ("ko", "\uac00-\ud7af"),
    ("zh", "\u4e00-\u9fff"),
    ("ar", "\u0600-\u06ff"),
    ("he", "\u0590-\u05ff"),
    ("el", "\u0370-\u03ff"),
    ("hi", "\u0900-\u097f"),
    ("th", "\u0e00-\u0e7f"),
    ("ka", "\u10a0-\u10ff"),
    ("hy", "\u0530-\u058f"),
)
_FREQUENT = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """Return the language of `text` as a BCP 47 tag, empty if it cannot be told."""
    sample = text[:SAMPLE]
    script = "" if sample.isascii() else _by_script(sample)
    return script or _by_words(sample)


def _by_script(sample: str) -> str:
    """Return the language whose letters no other one has, if `sample` is written in them."""
    letters = sum(map(str.isalpha, sample))
    for language, own in _SCRIPTS:
        share = 0.1 if language == "ja" else 0.4
        if letters and len(re.findall(f"[{own}]", sample)) > share * letters:
            return language
    return ""


def _by_words(sample: str) -> str:
    """Return the language whose most frequent words are in `sample`."""
    words = Counter(_WORD.findall(sample.lower()))
    found = Counter(
        {
            language: sum(words[word] for word in frequent)
            for language, frequent in _FREQUENT.items()
        }
    )
    (best, most), (_, next_most) = found.most_common(2)
    return best if most >= _FEWEST and most >= _MARGIN * next_most else ""
