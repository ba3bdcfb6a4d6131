"""The list of annotations: two lines each, the words with their tags over the note."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reader.core.annotation import AnchorState, Annotation, Status
from reader.core.codebook import Codebook
from reader.core.noted import Key, Noted
from reader.core.safetext import safe_line
from reader.ui.content import fit, shorten
from reader.ui.reading.rivals import told
from reader.ui.widgets.row_list import Part, RowList

_MARK = "✓"
_LONGEST = 400
"""Characters of a quotation or a note that are looked at to fill a line."""
_IN_PLACE = {AnchorState.EXACT, AnchorState.MOVED}


class NoteList(RowList[Noted]):
    """Annotations, some of them marked."""

    LINES = 2

    def __init__(self, *, with_documents: bool) -> None:
        """Say of each annotation which document it is on, if they are `with_documents`."""
        super().__init__()
        self._with_documents = with_documents
        self._codebook = Codebook(())
        self._marked: Collection[Key] = ()

    def show_notes(
        self, notes: Sequence[Noted], codebook: Codebook, marked: Collection[Key]
    ) -> None:
        """Show `notes` with the names that their tags have in `codebook`."""
        self._codebook = codebook
        self._marked = marked
        self.show(notes)

    def key(self, item: Noted) -> Key:
        """Return the ids of document and annotation."""
        return item.key

    def front(self, item: Noted, *, is_current: bool) -> str:
        """Return the mark and the bar of the current one."""
        mark = _MARK if item.key in self._marked else " "
        return f"{mark}{super().front(item, is_current=is_current)[1:]}"

    def draw(self, index: int, line: int, cells: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Return the words and the tags; or the note, what is uncertain, and the document."""
        one = self.items[index].annotation
        if line:
            note = safe_line(shorten(one.note, _LONGEST))
            right = [*_states(self.items[index]), *self._document(index, cells)]
            return [(f"  {note}", "list--detail")], right
        tags = " ".join(f"#{safe_line(self._codebook.name(code))}" for code in one.tags)
        return _words(one), [(fit(tags, cells // 3), "list--tags")]

    def _document(self, index: int, cells: int) -> Sequence[Part]:
        """Return the document of the first one of those on it that stand together."""
        home = self.items[index].home
        if not self._with_documents or (index and self.items[index - 1].home == home):
            return ()
        title = safe_line(shorten(home.title, _LONGEST))
        return [(f"  {fit(title, cells // 3)}", "list--detail")]


def _words(one: Annotation) -> Sequence[Part]:
    """Return the type of an entity, and the words that are annotated."""
    if not one.targets:
        return [("on the whole document", "list--detail")]
    words = (safe_line(shorten(one.quote, _LONGEST)), "list--title")
    return [(f"{safe_line(one.entity_type)} ", "list--tags"), words] if one.entity_type else [words]


def _states(noted: Noted) -> Sequence[Part]:
    """Return what is not as it usually is, in a word or a few each."""
    one = noted.annotation
    states = [one.status.value] if one.status is not Status.ACCEPTED else []
    if one.anchor.state not in _IN_PLACE:
        states.append(one.anchor.state.value)
    if noted.rival:
        states.append(told(noted.rival))
    return [(f"  {state}", "list--state") for state in states]
