"""The app: themes, screens and the commands that are everywhere."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.filter import LineFilter
from textual.worker import WorkerFailed

from reader.core.commands import Argument, Scope, in_scope
from reader.core.document import Document
from reader.core.errors import ReaderError
from reader.core.keymap import Given, Keymap
from reader.core.progress import Progress
from reader.core.safetext import safe_text
from reader.core.session import Span
from reader.drawing.keys import hints, shown_keys
from reader.drawing.palette import ViewPalette
from reader.first_page import prepaint
from reader.themes import load_themes
from reader.ui.background import in_background
from reader.ui.clipboard import SystemClipboard
from reader.ui.content import counted, line
from reader.ui.crash import write_report
from reader.ui.dialogs.picker import Picker, Row
from reader.ui.dialogs.writing import Writing
from reader.ui.guard import ControlGuard
from reader.ui.handover import HandoverDriver, keep_look
from reader.ui.keyboard import KeyboardApp
from reader.ui.opening import opened
from reader.ui.screens.command_screen import CommandScreen
from reader.ui.screens.first_part import FirstPart
from reader.ui.screens.reading import ReadingScreen
from reader.ui.services import Services
from reader.ui.themes import VARIABLES, textual_theme

if TYPE_CHECKING:
    from reader.core.noted import Noted
    from reader.library.finding import Hit

_FALL_BACK = "textual-dark"


class ReaderApp(KeyboardApp):
    """Lists documents and shows one at a time."""

    TITLE = "reader"
    CSS_PATH = "styles/reader.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, services: Services, roots: Sequence[Path]) -> None:
        """Show the documents named in, or below, `roots`."""
        super().__init__(HandoverDriver)
        self._services = services
        self._roots = roots
        settings = services.configuration.settings
        self._keys = Keymap(settings.keys)
        self._themes = load_themes(services.theme_folders)
        self._copying = SystemClipboard(self.copy_to_clipboard)
        # What is drawn before the document is there would only hide its page.
        self._page_is_shown = prepaint.is_shown()
        self.crash_message = ""
        for theme in self._themes.loaded.values():
            self.register_theme(textual_theme(theme))
        # Nothing has read the style sheets yet: watching this would have them read twice.
        self.set_reactive(ReaderApp.theme, self._theme_to_begin_with(services.theme))
        self.stylesheet.set_variables(self.get_css_variables())

    # -- start and end

    def on_load(self) -> None:
        """End as if asked to when the system or a closing terminal says so."""
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self._end)

    def _end(self) -> None:
        """Leave now: what is being written is kept as a draft, and so is the place."""
        for screen in self.screen_stack:
            if isinstance(screen, Writing):
                screen.keep_draft()
        self.run_worker(self._leave(), group="leaving")

    async def on_mount(self) -> None:
        """Show the library, or the one document that was named."""
        if len(self._roots) == 1 and not self._services.is_folder(self._roots[0]):
            self.open_document(self._roots[0])
            return
        from reader.ui.screens.library import LibraryScreen

        await self._show(
            LibraryScreen(
                self._services, self._roots, self._keys, self._copying, self.open_document
            )
        )

    def _begin(self, screen: CommandScreen) -> None:
        """Do what is done once, with the first screen there."""
        self.release_keys()
        self._tell_problems(screen)
        screen.call_after_refresh(self._keep_look)
        self.run_worker(self._look_after_notes(screen), group="notes")
        self.set_interval(_LOOK_AGAIN, self._tell_repairs)

    async def _look_after_notes(self, screen: CommandScreen) -> None:
        """Say if notes have vanished, and back them up, once the screen is there."""
        await self.typed_ahead_is_answered()
        try:
            vanished = await in_background(self._services.store.vanished)
            if vanished:
                screen.complain(_VANISHED.format(counted(len(vanished), "document")))
            await asyncio.to_thread(self._services.daily)
            await self._refresh_index()
        except ReaderError as error:
            screen.complain(str(error))

    async def _refresh_index(self) -> None:
        """Bring the index of notes up to date beside everything else; say how far it is."""
        loop = asyncio.get_running_loop()

        def tell(done: int, every: int) -> None:
            if every > _MANY_FILES:
                loop.call_soon_threadsafe(self._say_indexed, done, every)

        await in_background(partial(self._services.store.refresh_index, tell))

    def _on_top(self) -> CommandScreen | None:
        """Return the screen that can tell something now; none while a dialog asks, or at the end.

        What is due every moment, or comes from a thread, may be due when all screens are gone.
        """
        top = self.screen_stack[-1] if self.screen_stack else None
        return top if isinstance(top, CommandScreen) else None

    def _say_indexed(self, done: int, every: int) -> None:
        if screen := self._on_top():
            documents = f"{every:,} documents"
            screen.say(
                f"reading notes for the index: {done:,} of {documents}"
                if done < every
                else f"the index has the notes of {documents}",
                "$dim",
            )

    def _tell_repairs(self) -> None:
        """Say what was wrong with notes and was repaired, once nothing else is being asked."""
        if screen := self._on_top():
            screen.complain(*self._services.repairs())

    def _tell_problems(self, screen: CommandScreen) -> None:
        problems = (
            *self._services.configuration.problems,
            *self._keys.problems,
            *self._themes.problems,
            *self._theme_problems(),
        )
        screen.call_after_refresh(screen.complain, *problems)

    async def action_quit(self) -> None:
        """Leave the program; a note in the making is asked about first."""
        if isinstance(self.screen, Writing) and not self.screen.may_leave():
            return
        for screen in self._command_screens():
            if not await screen.may_leave():
                return
        await self._leave()

    async def _leave(self) -> None:
        for screen in self._command_screens():
            await screen.leave()
        self.exit()

    def _command_screens(self) -> list[CommandScreen]:
        """Return the screens that take commands, the one on top last."""
        return [screen for screen in self.screen_stack if isinstance(screen, CommandScreen)]

    def _handle_exception(self, error: Exception) -> None:
        """Leave with a short message: Textual's own shows local variables, with people's text.

        There is no public hook for this; the test of a crash proves that this one is used.
        """
        if self.is_headless:
            super()._handle_exception(error)
            return
        cause = error.error if isinstance(error, WorkerFailed) else error
        self.crash_message = write_report(cause, self._services.state_folder)
        self._return_code = 1
        self._close_messages_no_wait()

    # -- documents

    def open_document(self, path: Path, at: Span | None = None) -> None:
        """Open the document at `path` and show it; select what is `at`."""
        self.run_worker(self._open_unseen(path, at), group="open", exclusive=True)

    async def _open_unseen(self, path: Path, at: Span | None) -> None:
        """Open a document; nothing is drawn before it over the page that is shown of it."""
        with self.batch_update() if self._page_is_shown else nullcontext():
            self._page_is_shown = False
            await self._open(path, at)

    async def _open(self, path: Path, at: Span | None) -> None:
        self.hold_keys()
        try:
            new_part = partial(self._first_part, path)
            async with opened(self, self._services, path, new_part) as (session, offset):
                screen = ReadingScreen(
                    self._services, session, path, self._keys, self._copying, self._palette()
                )
                if offset is not None:
                    screen.begin_at(offset)
                if at is not None:
                    screen.begin_with(at)
                await self._show(screen)
        except ReaderError as error:
            self._refuse(error)
        finally:
            self.release_keys()

    def _first_part(self, path: Path, part: Document, progress: Progress) -> FirstPart:
        """Return the screen for the beginning of a document."""
        palette = self._palette()
        typography = palette.typography(self._services.configuration.settings.typography)
        return FirstPart(path.name, part, progress, self._keys, palette, typography)

    async def _show(self, screen: CommandScreen) -> None:
        """Show a screen over the one that is shown, or as the first one."""
        below = self._command_screens()
        if below:
            await below[-1].visit(screen)
        else:
            await self.push_screen(screen, lambda _: self.exit())
            self._begin(screen)

    def _refuse(self, error: ReaderError) -> None:
        """Say why a document cannot be opened; without a screen there is nothing to go on with."""
        below = self._command_screens()
        if below:
            below[-1].complain(str(error))
        else:
            self.exit(return_code=error.exit_status, message=line(str(error)))

    # -- looks

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of every line, the guard against control characters first."""
        return [_GUARD, *super().get_line_filters()]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return colours for the names that Textual's own themes lack."""
        return dict.fromkeys(VARIABLES, "#808080")

    def _theme_to_begin_with(self, name: str) -> str:
        if name in self._themes.loaded:
            return name
        return next(iter(self._themes.loaded), _FALL_BACK)

    def _theme_problems(self) -> list[str]:
        wanted = self._services.theme
        if wanted in self._themes.loaded:
            return []
        known = ", ".join(self._themes.loaded)
        return [f"there is no theme “{wanted}”: {self.theme} is used. Themes: {known}"]

    def _palette(self) -> ViewPalette:
        theme = self._themes.loaded.get(self.theme)
        if theme is None:
            return ViewPalette(monochrome=True)
        monochrome = self.is_monochrome
        return ViewPalette.of(theme, monochrome=monochrome, hues=not self.no_color)

    @property
    def is_monochrome(self) -> bool:
        """Whether colours are not to be used, or are too few to tell types of names apart."""
        return self.no_color or self.console.color_system == "standard"

    def _keep_look(self) -> None:
        """Keep what a page looks like for the first one of the next start."""
        theme = self._themes.loaded.get(self.theme)
        settings = self._services.configuration.settings
        if theme is None:
            return
        hinted = hints((Scope.READING, Scope.GLOBAL), self._keys.keys)
        with suppress(OSError):  # without it the next start is no worse than the first one
            keep_look(self, self._palette(), settings.typography, hinted)

    def _use_theme(self, name: str) -> None:
        self.theme = name
        for screen in self.screen_stack:
            if isinstance(screen, ReadingScreen):
                screen.set_palette(self._palette())

    # -- commands that are everywhere

    def command_help(self) -> None:
        """Show the keys of the screen."""
        if isinstance(self.screen, CommandScreen):
            from reader.ui.dialogs.help import Help

            self.push_screen(Help(self._keys, self.screen.all_scopes()))

    async def command_notes(self) -> None:
        """List the annotations of every document."""
        services = self._services
        from reader.ui.screens.notes import NotesScreen

        await self._show(
            NotesScreen(services, self._keys, services.all_notes, self._go_to, self._copying)
        )

    def _go_to(self, noted: Noted) -> None:
        """Open the document of an annotation, at its words."""
        path = noted.home.path
        if path is None:
            self._refuse(ReaderError("the document is not on this device"))
        else:
            self.open_document(path, next(iter(noted.annotation.spans), None))

    async def command_concordance(self) -> None:
        """List every mention of the selected entity, or of one whose name is asked for."""
        from reader.ui.dialogs.prompt import Prompt
        from reader.ui.screens.concordance import ConcordanceScreen

        screen = self._command_screens()[-1]
        name: str | None = " ".join(screen.words[:_LONGEST_NAME].split())
        if not name:
            explanation = "The name of a person, a body, a place …"
            name = await screen.ask(Prompt("Concordance of", explanation=explanation))
        if name:
            library, roots = self._services.library, self._library_roots
            await self._show(ConcordanceScreen(library, roots, name, self._keys, self._go_to_hit))

    @property
    def _library_roots(self) -> Sequence[Path]:
        """The folders of the library: of one document alone, the last library beside it."""
        if any(root.is_dir() for root in self._roots):
            return self._roots
        return (*self._roots, *self._services.roots(()))

    def _go_to_hit(self, hit: Hit) -> None:
        """Open the document of a mention, at its words."""
        self.open_document(hit.path, (hit.start, hit.end))

    def command_how_to_leave(self) -> None:
        """Say how to leave: Ctrl-C is what people try first."""
        if isinstance(self.screen, CommandScreen):
            self.screen.say("q goes back, ctrl+q leaves")

    async def command_palette(self) -> None:
        """Find a command by name and carry it out."""
        screen = self.screen
        if not isinstance(screen, CommandScreen):
            return
        rows = [
            Row(command.title, command, detail=shown_keys(self._keys.keys(command)))
            for scope in screen.scopes()
            for command in in_scope(scope)
            if command.argument in {Argument.NONE, Argument.COUNT}
        ]
        command = await screen.ask(Picker("Command", rows))
        if command is not None:
            screen.carry_out(Given(command))

    async def command_theme(self) -> None:
        """Choose a theme; it is seen while it is looked at."""
        screen = self.screen
        if not isinstance(screen, CommandScreen):
            return
        before = self.theme
        themes = list(self._themes.loaded.values())
        rows = [Row(theme.title, theme.name, detail=theme.name) for theme in themes]
        start = next((n for n, theme in enumerate(themes) if theme.name == before), 0)
        chosen = await screen.ask(Picker("Theme", rows, preview=self._use_theme, start=start))
        self._use_theme(chosen or before)
        if chosen and self._services.configuration.settings.theme:
            screen.say(f"until the end: the configuration file says {before}")
        elif chosen:
            await asyncio.to_thread(self._services.remembered.keep_theme, chosen)
            self._keep_look()


_GUARD = ControlGuard()
_LONGEST_NAME = 100
_MANY_FILES = 400
"""So many files take a second: the index then says how far it is."""
_LOOK_AGAIN = 0.5
"""Seconds between two looks at whether something was repaired."""
_VANISHED = (
    "Notes of {} are gone, and nobody removed them: “reader doctor” says which, "
    "“reader restore” brings them back"
)


def run(services: Services, paths: Sequence[Path]) -> int:
    """Run the app on the documents named in, or below, `paths`; return the exit status."""
    app = ReaderApp(services, paths)
    app.run(mouse=services.configuration.settings.mouse)
    if app.crash_message:
        print(safe_text(app.crash_message), file=sys.stderr)  # noqa: T201 - the app has ended
    return app.return_code or 0
