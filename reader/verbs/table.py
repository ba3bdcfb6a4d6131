"""The words of the command line, and where each is found."""

from __future__ import annotations

from typing import NamedTuple


class Verb(NamedTuple):
    """A word of the command line, or two: ``note add``."""

    module: str
    """The family it belongs to, see `reader.verbs`."""
    help: str


VERBS = {
    "list": Verb("documents", "list documents"),
    "show": Verb("page", "print a document as a page"),
    "entities": Verb("finding", "list the named entities of documents"),
    "search": Verb("finding", "find words in documents"),
    "concordance": Verb("finding", "list every mention of an entity with its sentence"),
    "note add": Verb("notes", "annotate a document or a passage of it"),
    "note list": Verb("notes", "list notes"),
    "note edit": Verb("notes", "change the text, the tags or the status of a note"),
    "note remove": Verb("notes", "remove notes"),
    "tag list": Verb("tags", "list the tags"),
    "tag add": Verb("tags", "add tags"),
    "tag rename": Verb("tags", "give a tag another name"),
    "tag merge": Verb("tags", "put one tag in the place of others"),
    "tag split": Verb("tags", "give some of the notes of a tag another one"),
    "tag remove": Verb("tags", "take a tag away from every note, and from the tags"),
    "export": Verb("exchange", "export notes to a file or to standard output"),
    "import": Verb("exchange", "import notes from files"),
    "recognisers list": Verb("about", "list what can find entities"),
    "recognisers check": Verb("about", "try a recogniser on difficult text"),
    "train": Verb("training", "learn to find entities from your corrections"),
    "init": Verb("keeping", "keep notes in a folder beside the documents"),
    "backup": Verb("keeping", "back up the notes now"),
    "restore": Verb("keeping", "bring notes back from a backup"),
    "doctor": Verb("keeping", "check every note file, and repair it"),
    "purge": Verb("keeping", "forget the text of removed notes for ever"),
    "config": Verb("about", "print the settings and where everything is kept"),
    "keys": Verb("about", "list commands and their keys"),
    "themes": Verb("about", "list the themes"),
}
