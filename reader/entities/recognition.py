"""The named entities of documents: which recognisers are asked, and what the person's lists say.

A recogniser that fails, hangs or lies costs a message, never the entities: the built-in one
stands in for it. What was found is remembered by the hash of the text and by the recogniser's
version; the person's lists are laid over it, so that they are in effect at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from reader.core.config import BUILTIN, OFF, Settings, is_language
from reader.core.document import Document
from reader.core.entity import EntityType, Mention
from reader.core.errors import ReaderError
from reader.core.ports import IsCancelled, MentionCache, PortionedRecogniser
from reader.core.safetext import safe_line
from reader.entities.aliases import bare, fold, known_aliases
from reader.entities.language import primary
from reader.entities.learning.installed import Learned
from reader.entities.namelists import NameLists
from reader.entities.registry import recogniser
from reader.entities.stack import stacked

OnProgress = Callable[[float], None]
"""Is told which share of the text was looked at."""
OnFound = Callable[[Sequence[Mention]], None]
"""Is told what was found so far."""

_VALUES = frozenset(
    {
        EntityType.DATE,
        EntityType.TIME,
        EntityType.PERCENT,
        EntityType.MONEY,
        EntityType.QUANTITY,
        EntityType.ORDINAL,
        EntityType.CARDINAL,
    }
)
_AROUND = 12_000
"""Characters before and after a place that are looked at first."""
_NO_MODEL, _LEARNED, _LISTS = "no model", "learned", "own names"
_TOLD = {
    _NO_MODEL: "no model, for there is none for this language",
    "values": "rules for dates and amounts",
    "figures": "rules for figures",
    "model": "the English model",
    "rules": "rules for names",
    "gazetteer": "known names",
    "document": "the rest of the document",
    "names": "capitalised words, without a type",
    _LEARNED: "what was learned from your corrections",
    _LISTS: "your lists of names",
}


def phrase(layer: str) -> str:
    """Return what is meant by a word of `Recognition.layers`; a plug-in's name stands for it."""
    return _TOLD.get(layer, layer)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was found in a document."""

    mentions: Sequence[Mention]
    """In order, none overlapping, each with its source."""
    problems: tuple[str, ...] = ()
    """Sentences for the person: what could not be asked or read."""


class Recognition:
    """Finds the entities of documents as the settings want it; for any thread."""

    def __init__(
        self,
        settings: Settings,
        cache: MentionCache,
        lists: NameLists,
        learned: Path | None = None,
    ) -> None:
        """Use the recognisers of `settings`, keep in `cache` what they find, obey `lists`.

        What `reader train` has learned is in the file `learned`.
        """
        self._settings = settings
        self._cache = cache
        self._learned = Learned(learned)
        self.lists = lists

    def chosen(self, document: Document, path: Path | None = None) -> tuple[str, ...]:
        """Return the names of the recognisers for a document: by its path, or else its language."""
        table = self._settings.recognisers
        if path is not None:
            for pattern, names in table.items():
                if not is_language(pattern) and _matches(path, pattern):
                    return names
        languages = {key.lower(): names for key, names in table.items() if is_language(key)}
        if languages:
            tag = document.metadata.language.lower()
            spoken = primary(tag, document.text.slice(0, _AROUND))
            for language in (tag, spoken):
                if language in languages:
                    return languages[language]
        return self._settings.recogniser

    def is_off(self, document: Document, path: Path | None = None) -> bool:
        """Whether the entities of a document are not wanted while it is read."""
        return set(self.chosen(document, path)) == {OFF}

    def find(
        self,
        document: Document,
        path: Path | None = None,
        *,
        only: str = "",
        is_cancelled: IsCancelled = lambda: False,
        on_progress: OnProgress = lambda _share: None,
        on_found: OnFound = lambda _mentions: None,
    ) -> Recognised:
        """Return the entities of the document at `path`; slow only the first time for a text.

        The recogniser `only` is asked instead of the chosen ones; the built-in one where none
        is. It is quick and asked first: `on_found` is told what is there while others are at
        work. Where nobody wants them any more, the result is not complete. Raises `ReaderError` if
        `only` fails, or there is none of that name.
        """
        names = (only,) if only else self.chosen(document, path)
        text = str(document.text)
        found: dict[str, Sequence[Mention]] = {}
        problems = list(self.lists.problems)
        wanted = [name for name in names if name != OFF]

        def so_far() -> Sequence[Mention]:
            layers = [found[name] for name in (*wanted, BUILTIN) if name in found]
            return self.lists.decisions.apply(text, stacked(layers))

        def ask(name: str) -> None:
            one = self._recogniser(name)
            before = one.dropped
            found[name] = self._ask(one, document, text, is_cancelled, on_progress)
            problems.extend(_left_out(name, one.dropped - before))

        for name in sorted(wanted, key=lambda name: name != BUILTIN):
            try:
                ask(name)
            except ReaderError as error:
                if only:
                    raise
                problems.append(str(error))
            if found and len(found) < len(wanted):
                on_found(so_far())
        if not found:
            ask(BUILTIN)
        mentions = so_far()
        if not (document.protected or is_cancelled()):
            self._cache.keep_names(document.text.sha256, _counted(text, mentions))
        if self._learned.problem:
            problems.append(self._learned.problem)
        return Recognised(mentions, tuple(problems))

    def _recogniser(self, name: str) -> PortionedRecogniser:
        """Return the recogniser of that name; the built-in one with what was learned."""
        one = recogniser(name)
        return self._learned.over(one) if name == BUILTIN else one

    def _ask(
        self,
        one: PortionedRecogniser,
        document: Document,
        text: str,
        is_cancelled: IsCancelled,
        on_progress: OnProgress,
    ) -> Sequence[Mention]:
        """Return what one recogniser finds, or has found before."""
        version, sha256 = f"{one.id}/{one.version}", document.text.sha256
        known = self._cache.mentions(sha256, version)
        if known is not None:
            return known
        found: list[Mention] = []
        for end, mentions in one.portions(text, document.metadata.language, is_cancelled):
            found += mentions
            on_progress(end / len(text))
        if not is_cancelled():
            self._cache.keep_mentions(sha256, version, found)
        return found

    def in_library(self, names: Iterable[str]) -> tuple[int, int]:
        """Return how often an entity is mentioned in the library, and in how many documents.

        `names` are some of its names. Documents count whose entities were found once.
        """
        known = known_aliases()
        folded = {fold(bare(name)) for name in names}
        main = {known[name] for name in folded if name in known}
        return self._cache.count_names(
            folded | {name for name, one in known.items() if one in main}
        )

    def near(self, document: Document, path: Path | None, offset: int) -> Sequence[Mention]:
        """Return what the built-in recogniser finds around `offset`, for a first look.

        It does not know the rest of the document; nothing if another one is chosen.
        """
        if BUILTIN not in self.chosen(document, path):
            return []
        text = document.text
        before = text.slice(offset - _AROUND, offset)
        start = max(0, offset - _AROUND) + before.find("\n") + 1
        end = min(len(text), offset + _AROUND)
        window = text.slice(start, end)
        found = self._recogniser(BUILTIN).annotate(window, document.metadata.language)
        mentions = self.lists.decisions.apply(window, found)
        return [one._replace(start=start + one.start, end=start + one.end) for one in mentions]

    def layers(self, document: Document, path: Path | None = None) -> list[str]:
        """Return what finds the entities of a document, a word each; `phrase` explains them."""
        from reader.entities.builtin import BuiltinRecogniser

        layers: list[str] = []
        for name in self.chosen(document, path):
            one = recogniser(name)
            if isinstance(one, BuiltinRecogniser):
                sample = document.text.slice(0, _AROUND)
                words = one.layers(sample, document.metadata.language)
                if not {"model", "rules"} & set(words):
                    layers.append(_NO_MODEL)
                layers += words
                if self._learned.is_there:
                    layers.append(_LEARNED)
            elif name != OFF:
                layers.append(name)
        decisions = self.lists.decisions
        if layers and (decisions.always or decisions.never):
            layers.append(_LISTS)
        return layers


def _left_out(name: str, count: int) -> list[str]:
    """Return what to say of `count` spans of a recogniser that cannot be used."""
    if not count:
        return []
    told = (
        f"the recogniser {safe_line(name)} gave {count:,} spans that are not in the text, have no "
        "label of its own, or overlap: they are left out"
    )
    return [told]


def _counted(text: str, mentions: Iterable[Mention]) -> Counter[str]:
    """Return how often each name is mentioned; dates, amounts and numbers are no names."""
    return Counter(
        fold(bare(text[one.start : one.end])) for one in mentions if one.label not in _VALUES
    )


def _matches(path: Path, pattern: str) -> bool:
    """Whether `path` is what `pattern` says, from any folder on; ``*`` stands for anything."""
    written = path.absolute().as_posix()
    wanted = Path(pattern).expanduser().as_posix()
    return fnmatchcase(written, wanted) or fnmatchcase(written, f"*/{wanted}")
