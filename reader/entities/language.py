"""Which language a text is in, as far as the choice of layers needs to know."""

from __future__ import annotations

import re
from collections import Counter

ENGLISH = "en"
_SAMPLE = 20_000
"""Characters looked at."""
_WORD = re.compile(r"[^\W\d_]+")

_FUNCTION_WORDS = {
    "en": "the of and to in that is was for on with as he it at by from his they be are which",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es",
    "fr": "le la les des et du une que est dans pour qui sur au pas plus par ne se ce il elle avec",
    "es": "el los las una que y del se por con para su al lo como más pero sus le ya este era muy",
    "it": "il che di e la un per una del non si con da sono della anche gli dei nel alla più come",
    "pt": "o que do da em um para com não uma os no se na por mais as dos como ao foi das seu ou",
    "nl": "de het een van en dat op te zijn voor met niet aan er om ook als dan bij uit hij naar",
    "pl": "w i na z że się do nie jest to jak ale od po przez za dla tym był są o roku które przy",
    "cs": "a se v na je že s z do o i to jako za by ale k pro jeho podle jsou byl který po také",
    "sv": "och att det som en på är av för med den till inte han ett om hade de var men vi från",
    "da": "og at det en den til er som på de med han af for ikke der var sig men et har om vi",
    "tr": "ve bir bu için ile da de olarak çok daha olan gibi kadar sonra en ne ama olduğu göre",
    "ro": "și de la în a cu pe nu care din se mai o un ce este au pentru sunt fost prin după",
    "hu": "a az és hogy nem is egy ez meg volt mint csak de már ha el még szerint után",
    "ru": "и в не на что он с как это по но из у за от так же для она было все был о его",
    "uk": "і в не на що він з як це по але із у за від так та для вона було всі був про його",
}
_WORDS = {code: frozenset(words.split()) for code, words in _FUNCTION_WORDS.items()}


def function_words(language: str) -> frozenset[str]:
    """Return some words of a language, in lower case, that are no names."""
    return _WORDS.get(language, frozenset())


_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UKRAINIAN = re.compile("[іїєґ]")


def primary(language: str, text: str) -> str:
    """Return the primary subtag of a BCP 47 tag; of the text's language where it is empty."""
    subtag = language.strip().lower().replace("_", "-").partition("-")[0]
    return subtag if subtag and subtag != "und" else detect(text)


def detect(text: str) -> str:
    """Return the likely language of `text`; English where there is too little to tell."""
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    letters = sum(map(len, words))
    for code, script in _SCRIPTS:
        if letters and len(script.findall(sample)) > letters * 0.3:
            return code
    if letters and len(_CYRILLIC.findall(sample)) > letters * 0.3:
        return "uk" if _UKRAINIAN.search(sample) else "ru"
    counts = Counter(words)
    shares = {code: sum(counts[word] for word in known) for code, known in _WORDS.items()}
    best = max(shares, key=lambda code: shares[code])
    sure = shares[best] >= max(3, len(words) * 0.08) and shares[best] > shares[ENGLISH] * 1.3
    return best if sure else ENGLISH
