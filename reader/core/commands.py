"""The registry of commands: keys, status line, palette, help and the key list come from it.

A command is only a description. A screen carries it out in a method named after its id:
``reading.next-entity`` is ``command_next_entity``.
"""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import NamedTuple


class Scope(StrEnum):
    """Where a command can be given."""

    GLOBAL = "everywhere"
    LIBRARY = "library"
    LIST = "in a list"
    """The library and every other screen that is a list."""
    NOTES = "annotations"
    """The list of annotations, of one document or of all."""
    CONCORDANCE = "concordance"
    READING = "reading"
    SELECTION = "selection"
    """Reading, while something is selected: its keys win over those of `READING`."""
    SUGGESTION = "going through suggestions"
    """Reading, while one suggestion after another is decided on: its keys win over all others."""
    CHANGED = "after a change"
    """Just after something was changed: its keys win over those of `SELECTION`."""


class Argument(StrEnum):
    """What a command takes from the keys around it."""

    NONE = "none"
    COUNT = "count"
    """A number typed before the keys: ``3j``."""
    CHARACTER = "character"
    """The key typed after it: ``ma``."""
    DIGIT = "digit"
    """The digit that is its key."""


class Command(NamedTuple):
    """Something a person can do."""

    id: str
    """Scope and name, ``reading.next-entity``: what the settings call it."""
    title: str
    help: str
    keys: tuple[str, ...]
    """Key sequences: keys of one sequence are separated by a blank, ``g g``."""
    scope: Scope
    argument: Argument = Argument.NONE
    hint: str = ""
    """A word or two for the status line; empty: it is not shown there."""

    @property
    def method(self) -> str:
        """The name of the method that carries it out."""
        return "command_" + self.id.partition(".")[2].replace("-", "_")


def _command(
    scope: Scope,
    name: str,
    title: str,
    text: str,
    *keys: str,
    argument: Argument = Argument.NONE,
    hint: str = "",
) -> Command:
    return Command(f"{scope.name.lower()}.{name}", title, text, keys, scope, argument, hint)


_library = partial(_command, Scope.LIBRARY)
_list = partial(_command, Scope.LIST)
_notes = partial(_command, Scope.NOTES)
_concordance = partial(_command, Scope.CONCORDANCE)
_reading = partial(_command, Scope.READING)
_motion = partial(_command, Scope.READING, argument=Argument.COUNT)
_selection = partial(_command, Scope.SELECTION)
_suggestion = partial(_command, Scope.SUGGESTION)


COMMANDS: tuple[Command, ...] = (
    # Library
    _library("open", "Open", "Open the document.", "enter", "l", "right", hint="open"),
    _library("tag", "Tag the document", "Add or take away tags of the document.", "t", hint="tag"),
    _library("note", "Note on the document", "Write a note on the document.", "n", hint="note"),
    _library(
        "reading-status",
        "Read, unread or reading",
        "Mark the document as read; again: as unread, as being read.",
        "s",
    ),
    _library("undo", "Undo", "Take back the last change to the document.", "u", "ctrl+z"),
    _library("redo", "Redo", "Make it again.", "ctrl+r"),
    _library("export", "Export", "Export the annotations of every document listed.", "E"),
    _library("refresh", "Refresh", "Look for new and changed documents.", "R", "f5"),
    _library("quit", "Quit", "Leave the program.", "q", hint="quit"),
    # Lists
    _list("down", "Down", "Move to the next row.", "j", "down"),
    _list("up", "Up", "Move to the row before.", "k", "up"),
    _list("page-down", "Page down", "Move down by a page.", "space", "pagedown", "ctrl+f"),
    _list("page-up", "Page up", "Move up by a page.", "b", "pageup", "ctrl+b"),
    _list("first", "First", "Move to the first row.", "g g", "home"),
    _list("last", "Last", "Move to the last row.", "G", "end"),
    _list(
        "filter",
        "Filter",
        "Show only what matches as you type: words, tag:, type:, note:, status:, date: and more.",
        "/",
        hint="filter",
    ),
    _list("narrow", "Narrow", "Add a tag, a status, a type or a folder to the filter.", "F"),
    _list("clear", "Clear the filter", "Show every row again.", "escape"),
    # Annotations in a list
    _notes("open", "Go there", "Go to the place in the document.", "enter", "l", hint="go there"),
    _notes("note", "Note", "Write or edit the note.", "n", hint="note"),
    _notes(
        "tag",
        "Tag",
        "Give the tag that you choose; take it away if it is on all that are marked.",
        "t",
        hint="tag",
    ),
    _notes(
        "tag-by-key",
        "Tag by key",
        "Give the tag that has this digit; take it away where it is on all that are marked.",
        *"123456789",
        argument=Argument.DIGIT,
    ),
    _notes("untag", "Take a tag away", "Take away the tag that you choose.", "-"),
    _notes("status", "Status", "Say that it is accepted, disputed or rejected.", "s"),
    _notes("remove", "Remove", "Remove the annotation.", "x", "delete", hint="remove"),
    _notes(
        "mark",
        "Mark",
        "Mark it, and go to the next: what you do then is done to all that are marked.",
        "m",
        hint="mark",
    ),
    _notes("mark-all", "Mark all", "Mark all that the filter leaves, or none of them.", "M"),
    _notes("order", "Order", "Sort by place, time, tag or status.", "o", hint="order"),
    _notes("read-note", "Read the note", "Show the note as its Markdown reads.", "p"),
    _notes("history", "History", "Show who did what to it, and when.", "i"),
    _notes("copy", "Copy", "Copy the words with their citation, of all that are marked.", "y"),
    _notes("export", "Export", "Export what is marked, or else all that the filter leaves.", "E"),
    _notes("undo", "Undo", "Take back the last change.", "u", "ctrl+z"),
    _notes("redo", "Redo", "Make the change again that was taken back.", "ctrl+r"),
    _notes("clear", "Clear", "Take away the marks, or else the filter; or go back.", "escape"),
    _notes("refresh", "Refresh", "Read all again.", "R", "f5"),
    _notes("back", "Back", "Go back.", "q", hint="back"),
    # Mentions in the library
    _concordance("open", "Go there", "Go to the mention.", "enter", "l", hint="go there"),
    _concordance("clear", "Clear", "Take away the filter; or go back.", "escape"),
    _concordance("back", "Back", "Go back.", "q", hint="back"),
    # Moving in the document
    _motion("down", "Down", "Scroll down by a line.", "j", "down"),
    _motion("up", "Up", "Scroll up by a line.", "k", "up"),
    _motion("page-down", "Page down", "Scroll down by a page.", "space", "pagedown", "ctrl+f"),
    _motion("page-up", "Page up", "Scroll up by a page.", "b", "pageup", "ctrl+b"),
    _motion("half-down", "Half a page down", "Scroll down by half a page.", "d", "ctrl+d"),
    _motion("half-up", "Half a page up", "Scroll up by half a page.", "u", "ctrl+u"),
    _reading("start", "Beginning", "Go to the beginning of the document.", "g g", "home"),
    _reading("end", "End", "Go to the end of the document.", "G", "end"),
    _motion("next-paragraph", "Next paragraph", "Go to the next paragraph.", "}"),
    _motion("previous-paragraph", "Paragraph before", "Go to the paragraph before.", "{"),
    _motion("next-heading", "Next heading", "Go to the next heading.", "] ]"),
    _motion("previous-heading", "Heading before", "Go to the heading before.", "[ ["),
    _motion(
        "table-right", "Table on", "Move a table that is too wide on by a column.", ">", "right"
    ),
    _motion("table-left", "Table back", "Move a table back by a column.", "<", "left"),
    _reading(
        "next-entity",
        "Next entity",
        "Select the next named entity.",
        "tab",
        argument=Argument.COUNT,
        hint="entity",
    ),
    _motion("previous-entity", "Entity before", "Select the named entity before.", "shift+tab"),
    _motion("next-same", "Next mention", "Select the next mention of the same entity.", "] e"),
    _motion("previous-same", "Mention before", "Select the mention before of it.", "[ e"),
    _motion("next-annotation", "Next annotation", "Select the next annotation.", "] a"),
    _motion("previous-annotation", "Annotation before", "Select the annotation before.", "[ a"),
    _motion("next-link", "Next link", "Select the next link or footnote reference.", "] l"),
    _motion("previous-link", "Link before", "Select the link or reference before.", "[ l"),
    _reading(
        "follow",
        "Follow the link",
        "Go where the selected link or reference leads; copy an address on the web.",
        "g f",
    ),
    _reading("search", "Search", "Search in the document as you type.", "/", hint="search"),
    _motion("next-hit", "Next hit", "Go to the next place that the search found.", "n"),
    _motion("previous-hit", "Hit before", "Go to the place before that the search found.", "N"),
    _reading("hits", "Hits", "List what the search found, with sentences; Enter jumps.", "g /"),
    _reading(
        "jump-to-word",
        "Word by label",
        "Label the words on screen: two letters select one, or extend the selection to it.",
        "f",
    ),
    _reading(
        "mark",
        "Mark",
        "Mark this place with the letter typed next.",
        "m",
        argument=Argument.CHARACTER,
    ),
    _reading(
        "go-to-mark",
        "Go to mark",
        "Go to the place marked with the letter typed next.",
        "'",
        argument=Argument.CHARACTER,
    ),
    _reading(
        "jump-back", "Jump back", "Go back to where you were before a jump.", "ctrl+o", "alt+left"
    ),
    _reading("jump-forward", "Jump forward", "Go forward again.", "alt+right", "ctrl+i"),
    # Panels and how the page is set
    _reading("outline", "Outline", "List the headings; Enter jumps.", "o"),
    _reading(
        "entities",
        "Entities",
        "List the named entities by type, with counts and other names; Enter jumps.",
        "e",
    ),
    _reading(
        "annotations",
        "Annotations",
        "List the annotations: filter, sort, change or go to them.",
        "a",
    ),
    _reading("about", "About", "Show what the document says of itself, and how it was read.", "i"),
    _reading(
        "encoding",
        "Encoding",
        "Choose which encoding a text is in, where the guess is wrong. It is kept.",
        "g e",
    ),
    _reading("whole-page", "Whole page", "Show all of a web page, or just its article.", "W"),
    _reading(
        "part",
        "Part from the copy",
        "Make a copy that shares its notes a document of its own, with the notes as they are.",
        "g p",
    ),
    _reading("toggle-entities", "Show or hide entities", "Highlight entities or not.", "H"),
    _motion("wider", "Wider text", "Make the text wider.", "+", "="),
    _motion("narrower", "Narrower text", "Make the text narrower.", "-"),
    _motion("wider-margins", "Wider margins", "Leave more free beside the text.", "z m"),
    _motion("narrower-margins", "Narrower margins", "Leave less free beside the text.", "z M"),
    _motion("more-space", "More space", "Put a blank row more between rows of text.", "z s"),
    _motion("less-space", "Less space", "Put a blank row less between rows of text.", "z S"),
    _reading("justify", "Justify", "End rows at the margin, or where their words end.", "z j"),
    _reading("hyphenate", "Hyphenate", "Break words at the end of rows, or leave them.", "z h"),
    _reading("letters", "Letters", "Write the types of names beside their rows or not.", "z l"),
    _reading("default-page", "Default page", "Set the page as in the settings again.", "z z"),
    _reading("hide-type", "Types of entities", "Choose which types are highlighted.", "z t"),
    _reading(
        "confidence",
        "Sure entities",
        "Highlight entities that are at least 50, 70 or 90 % sure, or all.",
        "z c",
    ),
    # Annotating
    _reading(
        "select",
        "Select",
        "Select the sentence at the top, or under the caret.",
        "v",
        hint="select",
    ),
    _reading("tag", "Tag the document", "Add or take away tags of the document.", "t"),
    _reading("note", "Note on the document", "Write a note on the document.", "enter"),
    _reading(
        "reading-status",
        "Read, unread or reading",
        "Mark the document as read; again: as unread, as being read.",
        "s",
    ),
    _reading(
        "codebook",
        "Codebook",
        "Show the tags with their uses; rename, merge, move, colour or retire them.",
        "C",
    ),
    _reading(
        "review",
        "Review",
        "Go through what waits for you: notes edited on two devices, words changed or lost, then "
        "what an import suggests.",
        "r",
    ),
    _reading(
        "unsure-entities",
        "Unsure entities",
        "Go through the entities that the recogniser is not sure of.",
        "R",
    ),
    _reading("undo", "Undo", "Take back the last change.", "ctrl+z"),
    _reading("redo", "Redo", "Make the change again that was taken back.", "ctrl+r"),
    _reading("export", "Export", "Export this document's annotations.", "E"),
    _reading("clear", "Clear", "Take away the selection, the search or the panel.", "escape"),
    _reading("back", "Back", "Go back to the library.", "q", hint="back"),
    # Selection
    _selection(
        "note", "Note", "Write a note on the selection, or edit its note.", "enter", hint="note"
    ),
    _selection(
        "tag-by-key",
        "Tag by key",
        "Add the tag that has this digit, or take it away. A digit is a tag while something is "
        "selected, and a count before a motion only while nothing is.",
        *"123456789",
        argument=Argument.DIGIT,
    ),
    _selection("tag", "Tag", "Choose a tag by name, or make a new one.", "t", hint="tag"),
    _selection(
        "concordance",
        "Concordance",
        "List every mention of the entity in the library.",
        "c",
    ),
    _selection("copy", "Copy", "Copy the words with their citation.", "y", hint="copy"),
    _selection("remove", "Remove", "Remove the annotation here.", "x", "delete", hint="remove"),
    _selection("repeat", "Repeat", "Give the last tag again.", "."),
    _selection(
        "all-occurrences",
        "All occurrences",
        "Give the same words everywhere what the selection has, or the last tag; shows them first.",
        "*",
    ),
    _selection(
        "add-part",
        "Add a part",
        "Put the last annotation on the selected words too.",
        "&",
    ),
    _selection(
        "move-borders",
        "Move borders",
        "Put the entity or annotation here, or else the last one, on just the selected words.",
        "M",
    ),
    _selection("history", "History", "Show who did what to the annotation here, and when.", "i"),
    _selection("accept", "Accept", "Accept the suggested entity.", "A"),
    _selection("relabel", "Type of entity", "Choose which type of entity the words are.", "L"),
    _selection("never", "Never this", "Reject the entity wherever the same words stand.", "X"),
    _selection("hide-type", "Hide this type", "Highlight no entity of this type.", "z t"),
    _selection(
        "always-in-library",
        "Always, in the library",
        "Let the words be an entity in every document of the library, or no longer.",
        "=",
    ),
    _selection(
        "never-in-library",
        "Never, in the library",
        "Let the words be no entity in any document of the library, or no longer.",
        "!",
    ),
    _selection("widen", "Widen", "Widen the selection: word, sentence, paragraph.", "v"),
    _selection("narrow", "Narrow", "Narrow the selection: paragraph, sentence, word.", "V"),
    Command(
        "selection.end-left",
        "End left",
        "Move the active end back by a character.",
        ("h", "left"),
        Scope.SELECTION,
        Argument.COUNT,
    ),
    Command(
        "selection.end-right",
        "End right",
        "Move the active end on by a character.",
        ("l", "right"),
        Scope.SELECTION,
        Argument.COUNT,
    ),
    Command(
        "selection.end-word-left",
        "End a word left",
        "Move the active end back by a word.",
        ("b",),
        Scope.SELECTION,
        Argument.COUNT,
    ),
    Command(
        "selection.end-word-right",
        "End a word right",
        "Move the active end on by a word.",
        ("w",),
        Scope.SELECTION,
        Argument.COUNT,
    ),
    Command(
        "selection.end-sentence-left",
        "End a sentence left",
        "Move the active end back by a sentence.",
        ("(",),
        Scope.SELECTION,
        Argument.COUNT,
    ),
    Command(
        "selection.end-sentence-right",
        "End a sentence right",
        "Move the active end on by a sentence.",
        (")",),
        Scope.SELECTION,
        Argument.COUNT,
    ),
    _selection(
        "swap-ends", "Swap ends", "Make the other end of the selection the active one.", "o"
    ),
    _selection("undo", "Undo", "Take back the last change.", "u"),
    # Going through suggestions
    _suggestion(
        "accept-suggestion", "Accept", "Accept the suggestion.", "a", "enter", hint="accept"
    ),
    _suggestion(
        "reject-suggestion",
        "Reject",
        "Reject the suggestion: it is not made again.",
        "x",
        hint="reject",
    ),
    _suggestion(
        "relabel-suggestion",
        "Other label",
        "Accept the words with another type, or another tag.",
        "l",
        hint="other label",
    ),
    _suggestion(
        "skip-suggestion",
        "Skip",
        "Leave it for later and go on to the next.",
        "s",
        "j",
        "down",
        "tab",
        hint="skip",
    ),
    _suggestion(
        "earlier-suggestion", "Before", "Go back to the one before.", "k", "up", "shift+tab"
    ),
    _suggestion(
        "many-suggestions",
        "Many at once",
        "Accept or reject all of a type, a tag, a confidence, a program; shows them first.",
        "*",
        hint="many",
    ),
    _suggestion("undo-suggestion", "Undo", "Take back the last decision.", "u", hint="undo"),
    _suggestion(
        "leave-suggestions", "Leave", "Leave the rest for later.", "escape", "q", hint="leave"
    ),
    # After a change
    Command(
        "changed.undo",
        "Undo",
        "Take back the change just made.",
        ("u",),
        Scope.CHANGED,
        hint="undo",
    ),
    # Everywhere
    Command(
        "global.notes",
        "Annotations of all documents",
        "List the annotations of every document: filter, sort, change or go to them.",
        ("g a",),
        Scope.GLOBAL,
    ),
    Command(
        "global.concordance",
        "Concordance",
        "List every mention of an entity in the library, in its sentence.",
        ("g c",),
        Scope.GLOBAL,
    ),
    Command(
        "global.help",
        "Help",
        "Show every key of this screen.",
        ("?", "f1"),
        Scope.GLOBAL,
        hint="help",
    ),
    Command(
        "global.palette",
        "Command palette",
        "Find a command by name.",
        (":", "ctrl+p"),
        Scope.GLOBAL,
    ),
    Command(
        "global.how-to-leave",
        "How to leave",
        "Say which keys leave.",
        ("ctrl+c",),
        Scope.GLOBAL,
    ),
    Command("global.theme", "Theme", "Choose a theme, seen at once.", ("T",), Scope.GLOBAL),
)


def by_id(command_id: str) -> Command:
    """Return the command with this id; raises `KeyError` if there is none."""
    return _BY_ID[command_id]


def in_scope(scope: Scope) -> tuple[Command, ...]:
    """Return the commands of one scope, in the order of help."""
    return tuple(command for command in COMMANDS if command.scope is scope)


_BY_ID = {command.id: command for command in COMMANDS}
