"""From one marked span to the next, and the ends of the selection."""

from __future__ import annotations

from reader.core.keymap import Given
from reader.core.textobjects import Unit
from reader.ui.reading.desk import Page


class Motions:
    """Carries out the commands that go to what is marked, and move the ends of the selection."""

    def __init__(self, page: Page) -> None:
        """Move on the page of `page`."""
        self._page = page

    # -- jumping

    async def command_next_entity(self, given: Given) -> None:
        """Select the next entity."""
        await self._go_to_entity(given.count)

    async def command_previous_entity(self, given: Given) -> None:
        """Select the entity before."""
        await self._go_to_entity(-given.count)

    async def _go_to_entity(self, count: int) -> None:
        if not await self._page.has_recognised():
            self._page.say("the entities are still being found")
        elif self._page.mentions:
            self._page.view.next_mention(count)
        else:
            self._page.say("no entities are highlighted here")

    def command_next_annotation(self, given: Given) -> None:
        """Select the next annotation."""
        self._go_to_annotation(given.count)

    def command_previous_annotation(self, given: Given) -> None:
        """Select the annotation before."""
        self._go_to_annotation(-given.count)

    def _go_to_annotation(self, count: int) -> None:
        if any(one.targets for one in self._page.annotations):
            self._page.view.next_annotation(count)
        else:
            self._page.say("nothing is annotated here yet")

    async def command_jump_to_word(self) -> None:
        """Label the words on screen; the one chosen is selected, or the selection goes up to it."""
        view = self._page.view
        labels = view.show_hints()
        from reader.ui.dialogs.label_prompt import LabelPrompt

        chosen = await self._page.ask(LabelPrompt(labels))
        view.hide_hints()
        if chosen and view.selection:
            view.extend_to(*labels[chosen])
        elif chosen:
            view.select(*labels[chosen])

    # -- selecting

    def command_select(self) -> None:
        """Select a sentence."""
        self._page.view.start_selection()

    def command_widen(self) -> None:
        """Widen the selection."""
        self._page.view.start_selection()

    def command_narrow(self) -> None:
        """Narrow the selection."""
        self._page.view.narrow_selection()

    def command_swap_ends(self) -> None:
        """Make the other end the active one."""
        self._page.view.swap_ends()

    def command_end_left(self, given: Given) -> None:
        """Move the active end back by characters."""
        self._page.view.move_end(Unit.CLUSTER, -given.count)

    def command_end_right(self, given: Given) -> None:
        """Move the active end on by characters."""
        self._page.view.move_end(Unit.CLUSTER, given.count)

    def command_end_word_left(self, given: Given) -> None:
        """Move the active end back by words."""
        self._page.view.move_end(Unit.WORD, -given.count)

    def command_end_word_right(self, given: Given) -> None:
        """Move the active end on by words."""
        self._page.view.move_end(Unit.WORD, given.count)

    def command_end_sentence_left(self, given: Given) -> None:
        """Move the active end back by sentences."""
        self._page.view.move_end(Unit.SENTENCE, -given.count)

    def command_end_sentence_right(self, given: Given) -> None:
        """Move the active end on by sentences."""
        self._page.view.move_end(Unit.SENTENCE, given.count)
