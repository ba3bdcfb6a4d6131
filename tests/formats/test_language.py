"""The language of a document, stated or told by its words."""

from pathlib import Path

import pytest

from reader.formats.language import language_of
from reader.formats.registry import Registry
from reader.formats.source import Source

SAMPLES = {
    "en": "The operators of the station counted the hours, and nobody at the desk spoke of it. ",
    "de": "Die Brücke ist noch leer, und der Bäcker kommt mit seinem Wagen über den Fluss. ",
    "fr": "Le train met deux heures à faire le trajet, et personne ne s'en plaint dans la gare. ",
    "es": "El tren tarda dos horas en hacer el viaje y nadie se queja de ello en la estación. ",
    "it": "Il treno impiega due ore per fare il viaggio e nessuno se ne lamenta nella stazione. ",
    "nl": "De trein doet er twee uur over en niemand klaagt daar over in het station van de stad. ",
    "pl": "Pociąg jedzie dwie godziny i nikt na to nie narzeka, bo na stacji jest ciepło i jasno. ",
    "ru": "Поезд идёт два часа, и никто на это не жалуется, потому что на вокзале тепло. ",
    "uk": "Потяг їде дві години, і ніхто на це не скаржиться, бо на вокзалі тепло і є чай. ",
    "el": "Το τρένο κάνει δύο ώρες και κανείς δεν παραπονιέται στον σταθμό. ",
    "ja": "列車は二時間かかるが、駅では誰も文句を言わない。",
    "zh": "火车要开两个小时，车站里没有人抱怨。",
    "ar": "يستغرق القطار ساعتين ولا أحد يشتكي في المحطة. ",
}


@pytest.mark.parametrize("language", SAMPLES)
def test_the_language_of_a_page_is_told(language):
    assert language_of(SAMPLES[language] * 8) == language


@pytest.mark.parametrize("text", ["", "12 34 56", "Odesa Lviv Kyiv", "the of", "qwx zzt " * 500])
def test_what_cannot_be_told_is_left_open(text):
    assert not language_of(text)


def test_what_the_document_states_counts():
    text = "---\nlang: pt_BR\n---\n" + SAMPLES["en"] * 8
    assert Registry().convert(Source(Path("a.md"), text.encode())).metadata.language == "pt-BR"


def test_what_is_no_language_is_not_taken():
    text = "---\nlang: the plain one\n---\n" + SAMPLES["en"] * 8
    assert Registry().convert(Source(Path("a.md"), text.encode())).metadata.language == "en"
