"""``reader note``: add, list, edit and remove annotations."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator

from reader.compose import Services
from reader.core.annotation import Annotation, Rival, Status
from reader.core.codebook import Codebook
from reader.core.errors import ReaderError, UsageError
from reader.core.quote import find_quote, occurrences
from reader.core.rivalry import Choice
from reader.core.session import Session, Span
from reader.verbs import output
from reader.verbs.annotated import annotated, session_with
from reader.verbs.arguments import filter_of, whole, with_filter, with_paths

_offset = whole(0, 10**12)
_QUOTED = 50
"""Characters of a quotation in a list."""


def configure_note_add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader note add``."""
    parser.add_argument("paths", metavar="PATH", nargs=1, help="the document, - for standard input")
    parser.add_argument("--quote", metavar="TEXT", help="the words to annotate")
    parser.add_argument(
        "--occurrence", type=whole(1, 10**9), metavar="N", help="which of them, 1 for the first"
    )
    parser.add_argument("--start", type=_offset, metavar="N", help="in code points, from 0")
    parser.add_argument("--end", type=_offset, metavar="N", help="the code point after the last")
    parser.add_argument("--tag", action="append", default=[], metavar="NAME", help="give a tag")
    parser.add_argument("--text", default="", metavar="MARKDOWN", help="the note")
    parser.set_defaults(run=_add)


def _add(services: Services, options: argparse.Namespace) -> int:
    _check_place(options)
    session = services.open_session(options.paths[0])
    spans = _spans(session, options)
    _tell_of_others(session, options)
    added = session.annotate(spans, tags=options.tag, note=options.text)
    output.line(added.id)
    return 0


def _check_place(options: argparse.Namespace) -> None:
    """Raise `UsageError` if the options contradict each other, or say nothing."""
    has_offsets = options.start is not None or options.end is not None
    if options.quote is not None and has_offsets:
        raise UsageError("--quote and --start cannot be used together")
    if (options.start is None) is not (options.end is None):
        raise UsageError("--start and --end belong together")
    if has_offsets and options.start >= options.end:
        raise UsageError("--end must be greater than --start")
    if options.quote is not None and not options.quote.split():
        raise UsageError("--quote needs words")
    if options.occurrence is not None and options.quote is None:
        raise UsageError("--occurrence needs --quote")
    if not all(name.strip() for name in options.tag):
        raise UsageError("a tag needs a name", "--tag")
    if options.quote is None and not (has_offsets or options.tag or options.text):
        raise UsageError("there is nothing to add", remedy="Give --text, --tag or --quote")


def _spans(session: Session, options: argparse.Namespace) -> list[Span]:
    text = session.document.text
    if options.quote is not None:
        return [find_quote(text, options.quote, options.occurrence or 1, str(options.paths[0]))]
    if options.start is None:
        return []
    if options.end > len(text):
        raise ReaderError(
            f"--end {options.end} is beyond the text, which has {len(text)} characters",
            str(options.paths[0]),
        )
    return [(options.start, options.end)]


def _tell_of_others(session: Session, options: argparse.Namespace) -> None:
    """Tell that the quote may mean other places too, if the person did not choose one."""
    if options.quote is None or options.occurrence is not None or options.quiet:
        return
    places = len(occurrences(session.document.text, options.quote))
    if places > 1:
        output.tell(
            f"the quote is in the text {places} times, the first was taken: "
            "--occurrence chooses another"
        )


def configure_note_list(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader note list``."""
    with_paths(parser, "documents and folders; every document if none is given")
    with_filter(parser)
    parser.add_argument("--json", action="store_true", help="print a JSON array")
    parser.set_defaults(run=_list)


def _list(services: Services, options: argparse.Namespace) -> int:
    query = filter_of(options)
    problems = output.Problems()
    codebook = Codebook(services.store.codes())

    def notes() -> Iterator[tuple[str, Annotation, list[Rival]]]:
        for document in annotated(services, options.paths, problems):
            rivals = defaultdict(list)
            for shown, rival in document.session.rivalries():
                rivals[shown.id].append(rival)
            for one in document.noted(query, codebook):
                yield output.shown(document.path), one, rivals[one.id]

    if options.json:
        output.array(_fields(*note, codebook) for note in notes())
    else:
        output.columns(_row(*note, codebook) for note in notes())
    return problems.status


def _fields(
    path: str, one: Annotation, rivals: list[Rival], codebook: Codebook
) -> dict[str, object]:
    fields: dict[str, object] = {
        "id": one.id,
        "path": path,
        "targets": [
            {"start": target.start, "end": target.end, "exact": target.exact}
            for target in one.targets
        ],
        "tags": [codebook.name(code) for code in one.tags],
        "note": one.note,
        "status": one.status.value,
        "anchor": {"state": one.anchor.state.value, "score": one.anchor.score},
        "created": one.created,
        "modified": one.modified,
    }
    if rivals:
        fields["elsewhere"] = [
            {
                "device": device,
                "tags": [codebook.name(code) for code in other.tags],
                "note": other.note,
                "modified": other.modified,
            }
            for device, other in rivals
        ]
    return fields


def _row(path: str, one: Annotation, rivals: list[Rival], codebook: Codebook) -> tuple[str, ...]:
    quote = " ".join(one.quote.split())
    if len(quote) > _QUOTED:
        quote = quote[: _QUOTED - 1] + "…"
    return (
        one.id,
        path,
        f"“{quote}”" if quote else "(document)",
        " ".join(f"#{codebook.name(code)}" for code in one.tags),
        "  ".join(
            [
                one.note.partition("\n")[0],
                *(f"≠ from {device}: {_said(other, codebook)}" for device, other in rivals),
            ]
        ),
    )


def _said(one: Annotation, codebook: Codebook) -> str:
    """Return the tags and the first line of the note of what another device wrote."""
    tags = [f"#{codebook.name(code)}" for code in one.tags]
    return " ".join([*tags, one.note.partition("\n")[0]]) or "(no note)"


def configure_note_edit(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader note edit``."""
    parser.add_argument("id", metavar="ID", help="of the note, from “reader note list”")
    parser.add_argument("--text", metavar="MARKDOWN", help="the note")
    parser.add_argument("--tag", action="append", default=[], metavar="NAME", help="give a tag")
    parser.add_argument(
        "--untag", action="append", default=[], metavar="NAME", help="take a tag away"
    )
    parser.add_argument("--status", choices=list(map(str, Status)), help="what you decided on it")
    parser.add_argument(
        "--keep",
        choices=[choice.name.lower() for choice in Choice],
        help="of a note that another device wrote too: the text shown, the other one, or both",
    )
    parser.set_defaults(run=_edit)


def _edit(services: Services, options: argparse.Namespace) -> int:
    given = (options.text, options.status, options.keep)
    if given == (None, None, None) and not (options.tag or options.untag):
        raise UsageError("there is nothing to change", remedy="Give --text, --tag or --status")
    session = session_with(services, options.id)
    if options.keep is not None:
        _decide(session, options.id, Choice[options.keep.upper()])
    if options.tag or options.untag:
        _change_tags(session, options)
    if options.text is not None:
        session.edit_note(options.id, options.text)
    if options.status is not None:
        session.set_status(options.id, Status(options.status))
    return 0


def _decide(session: Session, annotation_id: str, choice: Choice) -> None:
    """Decide on the texts that other devices wrote; raises `ReaderError` if there is none."""
    rivals = {one.shown.id: one for one in session.rivalries()}
    if annotation_id not in rivals:
        raise ReaderError("no other device wrote another text", annotation_id)
    while annotation_id in rivals:
        session.decide(rivals[annotation_id], choice)
        rivals = {one.shown.id: one for one in session.rivalries()}


def _change_tags(session: Session, options: argparse.Namespace) -> None:
    """Give and take the tags of the options; raises `ReaderError` for one that it has not."""
    codebook = session.codebook()
    names = [codebook.name(code) for code in session.annotation(options.id).tags]
    for name in options.untag:
        code = codebook.named(name)
        if code is None or code.name not in names:
            raise ReaderError("the note does not have this tag", name)
        names.remove(code.name)
    session.set_tags(options.id, [*names, *options.tag])


def configure_note_remove(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``reader note remove``."""
    parser.add_argument("ids", metavar="ID", nargs="+", help="of a note, from “reader note list”")
    parser.set_defaults(run=_remove)


def _remove(services: Services, options: argparse.Namespace) -> int:
    sessions = {one: session_with(services, one) for one in options.ids}
    for one, session in sessions.items():
        session.remove(one)
    return 0
