"""The program: ``reader``, or ``python -m reader``.

Nothing is imported here that the first page can do without.
"""

from __future__ import annotations

import gc
import sys

from reader.first_page import pages, prepaint


def main() -> int:
    """Show the page that the document was left with, if any, and then run the program."""
    arguments = sys.argv[1:]
    if len(arguments) == 1 and not arguments[0].startswith("-"):
        # Nothing that is loaded is ever garbage; the collector is on again when all is loaded.
        gc.disable()
        prepaint.show(arguments[0], [pages.settings_file()])
    from reader.cli import main as run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
