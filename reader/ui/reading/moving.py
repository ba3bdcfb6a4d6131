"""Moving on the page: each command is one call of the view."""

from __future__ import annotations

from reader.core.keymap import Given
from reader.ui.reading.desk import Shown


class Moving:
    """Carries out the commands that scroll and jump."""

    def __init__(self, page: Shown) -> None:
        """Move on the page of `page`."""
        self._page = page

    # -- scrolling

    def command_down(self, given: Given) -> None:
        """Scroll down by lines."""
        self._page.view.scroll_rows(given.count)

    def command_up(self, given: Given) -> None:
        """Scroll up by lines."""
        self._page.view.scroll_rows(-given.count)

    def command_half_down(self, given: Given) -> None:
        """Scroll down by half pages."""
        self._page.view.scroll_half_pages(given.count)

    def command_half_up(self, given: Given) -> None:
        """Scroll up by half pages."""
        self._page.view.scroll_half_pages(-given.count)

    def command_page_down(self, given: Given) -> None:
        """Scroll down by pages."""
        self._page.view.scroll_pages(given.count)

    def command_page_up(self, given: Given) -> None:
        """Scroll up by pages."""
        self._page.view.scroll_pages(-given.count)

    def command_next_paragraph(self, given: Given) -> None:
        """Go on by paragraphs."""
        self._page.view.move_paragraphs(given.count)

    def command_previous_paragraph(self, given: Given) -> None:
        """Go back by paragraphs."""
        self._page.view.move_paragraphs(-given.count)

    def command_next_heading(self, given: Given) -> None:
        """Go on by headings."""
        self._page.view.move_headings(given.count)

    def command_previous_heading(self, given: Given) -> None:
        """Go back by headings."""
        self._page.view.move_headings(-given.count)

    def command_table_right(self, given: Given) -> None:
        """Show what is to the right of a table."""
        self._slide_table(given.count)

    def command_table_left(self, given: Given) -> None:
        """Show what is to the left of a table."""
        self._slide_table(-given.count)

    def _slide_table(self, columns: int) -> None:
        if not self._page.view.slide_table(columns):
            self._page.say("no table here is wider than the page")

    # -- jumping

    def command_start(self) -> None:
        """Go to the beginning."""
        self._page.view.go_to_start()

    def command_end(self) -> None:
        """Go to the end."""
        self._page.view.go_to_end()

    def command_jump_back(self) -> None:
        """Go back to where a jump began."""
        if not self._page.view.jump_back():
            self._page.say("there was no jump before")

    def command_jump_forward(self) -> None:
        """Go forward again."""
        if not self._page.view.jump_forth():
            self._page.say("there is no jump to make again")
