"""``reader train``: learns to find entities from the person's own corrections."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.compose import Services
from reader.core.annotation import Annotation, Status
from reader.core.entity import EntityType
from reader.core.errors import ReaderError, UsageError
from reader.verbs import output
from reader.verbs.annotated import annotated

if TYPE_CHECKING:
    from reader.entities.learning.learn import Lesson, Score
    from reader.entities.learning.taught import Taught


def configure_train(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader train``."""
    parser.add_argument(
        "--data",
        metavar="FILE",
        nargs="+",
        action="extend",
        default=[],
        help="labelled texts besides: JSON lines, of spaCy and others, or CoNLL columns",
    )
    parser.add_argument("--forget", action="store_true", help="take away what was learned")
    parser.set_defaults(run=_train)


def _train(services: Services, options: argparse.Namespace) -> int:
    if options.forget:
        if options.data:
            raise UsageError("there is nothing to learn while forgetting", "--data")
        return _forget(services.learned_file)
    from reader.entities.learning.layer import save
    from reader.entities.learning.learn import FEWEST, learn
    from reader.entities.registry import recogniser

    problems = output.Problems()
    lessons = [*_corrected(services, problems), *_labelled(options.data)]
    decisions = sum(one.count for one in lessons)
    if decisions < FEWEST or len(lessons) < 2:
        told = (
            f"{output.count(decisions, 'correction')} in {output.count(len(lessons), 'document')}"
        )
        remedy = f"Correct entities as you read: at least {FEWEST}, in two documents or more"
        raise ReaderError(f"there is too little to learn from ({told})", remedy=remedy)
    lesson = learn(lessons, recogniser().annotate)
    _tell(lesson)
    if not lesson.has_gained:
        output.line("nothing was gained: what finds entities stays as it is")
        return problems.status
    services.keep_learned(save(lesson.layer))
    output.line(f"it is in effect from now on: {services.learned_file}")
    output.line("“reader train --forget” takes it away again")
    return problems.status


def _tell(lesson: Lesson) -> None:
    decisions = output.count(lesson.decisions, "correction")
    output.line(f"{decisions} in {output.count(lesson.documents, 'document')}")
    output.line("on corrections held out from learning, a document at a time:")
    output.columns(
        (
            ("", "F1", "right", "missed", "wrong"),
            ("  as it was", *_cells(lesson.before)),
            ("  with what was learned", *_cells(lesson.after)),
        )
    )
    share = f"{lesson.changed} of {lesson.undecided}"
    output.line(f"entities there that nobody had decided on and that changed: {share}")


def _cells(score: Score) -> tuple[str, ...]:
    return f"{score.f1:.1f}", str(score.hits), str(score.misses), str(score.faults)


def _forget(path: Path) -> int:
    try:
        path.unlink()
    except FileNotFoundError:
        output.line("nothing was learned yet")
    else:
        output.line("what was learned is forgotten")
    return 0


def _corrected(services: Services, problems: output.Problems) -> Iterator[Taught]:
    """Yield the documents in which the person has decided on entities."""
    from reader.entities.learning.taught import Taught

    for one in annotated(services, (), problems):
        document, annotations = one.session.document, one.session.annotations()
        right, wrong = (
            _entities(annotations, Status.ACCEPTED),
            _entities(annotations, Status.REJECTED),
        )
        if right or wrong:
            yield Taught(
                str(document.text),
                document.metadata.language,
                frozenset(_apart(right)),
                frozenset(wrong),
            )


def _labelled(files: Sequence[str]) -> Iterator[Taught]:
    """Yield the texts of files in which every entity of the types that occur is labelled."""
    from reader.core.labels import our_label
    from reader.entities.learning.taught import Taught
    from reader.exchange.labelled import read_labelled
    from reader.formats.source import read_file

    for name in files:
        try:
            texts = read_labelled(read_file(Path(name)))
        except ReaderError as error:
            raise ReaderError(
                error.what, f"{name}: {error.where}".rstrip(": "), error.remedy
            ) from error
        given = [
            (one.text, [(start, end, our_label(label)) for start, end, label in one.entities])
            for one in texts
        ]
        types = frozenset(label for _, entities in given for *_, label in entities)
        known = types & frozenset(EntityType)
        for text, entities in given:
            right = frozenset(entity for entity in entities if entity[2] in known)
            yield Taught(text, "", right, complete=known)


def _entities(annotations: Sequence[Annotation], status: Status) -> list[tuple[int, int, str]]:
    return [
        (start, end, one.entity_type)
        for one in annotations
        if one.entity_type in EntityType.__members__ and one.status is status
        for start, end in one.spans
    ]


def _apart(entities: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield the spans in order, without those that overlap one before."""
    at = 0
    for entity in sorted(entities):
        if entity[0] >= at:
            yield entity
            at = entity[1]
