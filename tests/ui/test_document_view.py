"""The page on a screen: what is drawn, what is written to the terminal, what the mouse does."""

import asyncio
import random

import pytest
from textual.events import MouseScrollDown
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen

from reader.core.annotation import Annotation, Target
from reader.core.document import Block, BlockKind
from reader.core.entity import Mention
from reader.core.safetext import is_safe
from reader.core.textobjects import Unit
from reader.core.typography import Typography
from reader.drawing.palette import ViewPalette
from reader.hyphenation import patterns
from reader.ui.hardware_scroll import sequence, supported
from reader.ui.widgets.document_view import DocumentView
from tests.core.tricky import LINES
from tests.ui.recording import Terminal, document, shown

SENTENCE = "Before dawn the second wave came in over the estuary near Odesa."
TEXT = "\n\n".join(f"Paragraph {n} begins. {SENTENCE} Engineers counted." for n in range(80))


@pytest.fixture(autouse=True)
def truecolor(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


def screen_text(view):
    return [strip.text for strip in view.render_lines(view.size.region)]


def mentions(text=TEXT, name="Odesa"):
    starts = [n for n in range(len(text)) if text.startswith(name, n)]
    return [Mention(start, start + len(name), "GPE") for start in starts]


async def test_the_page_is_centred_and_as_wide_as_its_measure():
    async with shown(document(TEXT), size=(100, 20)) as (pilot, view, _):
        view.set_typography(Typography(measure=40))
        await pilot.pause()
        lines = screen_text(view)
        assert all(len(line) == 100 for line in lines)
        assert all(not line[:30].strip() and not line[70:].strip() for line in lines)
        assert lines[0].strip() == "Paragraph 0 begins. Before dawn the"


async def test_the_offset_on_top_stays_when_the_terminal_is_resized():
    async with shown(document(TEXT), offset=3_000) as (pilot, view, _):
        top = view.top_offset
        await pilot.resize_terminal(30, 9)
        await pilot.pause()
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert view.top_offset == top


async def test_typography_changes_live_and_keeps_the_place():
    async with shown(document(TEXT), offset=3_000) as (pilot, view, _):
        top = view.top_offset
        view.set_typography(Typography(measure=30, spacing=1, justify=True))
        await pilot.pause()
        lines = screen_text(view)
        assert lines[0].strip()
        assert not lines[1].strip()
        assert lines[2].strip()
        assert 30 in {len(line.strip()) for line in lines}
        view.set_typography(Typography())
        await pilot.pause()
        assert view.top_offset == top


async def test_a_row_of_text_is_on_top_when_rows_are_spaced():
    async with shown(document(TEXT)) as (pilot, view, _):
        view.set_typography(Typography(measure=30, spacing=2))
        for step in (1, 1, 1, 5, -1, -1, 3, -2, -1):
            before = view.top_offset
            view.scroll_rows(step)
            assert screen_text(view)[0].strip() or TEXT[view.top_offset] == "\n"
            assert (view.top_offset > before) is (step > 0)
        view.scroll_rows(-99)
        assert view.top_offset == 0
        await pilot.pause()


async def test_a_narrow_screen_takes_the_margins_before_the_text():
    async with shown(document(TEXT), size=(100, 10)) as (pilot, view, _):
        view.set_typography(Typography(measure=90, margin=20))
        await pilot.pause()
        assert {len(line) - len(line.lstrip()) for line in screen_text(view) if line.strip()} == {
            20
        }
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert (view._frame.left, view._frame.text) == (10, 20)


async def test_labels_are_drawn_over_the_words_until_they_are_hidden():
    async with shown(document(TEXT)) as (_, view, _):
        before = screen_text(view)
        labels = view.show_hints()
        first = next(iter(labels))
        assert screen_text(view)[0].strip().startswith(f"{first}ragraph")
        assert TEXT[slice(*labels[first])] == "Paragraph"
        view.hide_hints()
        assert screen_text(view) == before


async def test_motions_asked_for_before_the_first_layout_are_made():
    view = DocumentView()
    view.show(document(TEXT))
    view.scroll_rows(3)
    view.scroll_rows(4)
    assert view.top_offset == 0
    async with shown(document("other")) as (pilot, other, _):
        await pilot.app.mount(view, after=other)
        await pilot.pause()
        assert view.top_offset > 0


async def test_a_selection_is_told_once_and_a_move_with_its_progress():
    async with shown(document(TEXT)) as (pilot, view, _):
        messages = pilot.app.messages
        messages.clear()
        view.select(5, 20)
        view.select(5, 20)
        await pilot.pause()
        assert [message.span for message in messages] == [(5, 20)]
        messages.clear()
        view.go_to_end()
        await pilot.pause()
        assert [(m.offset, m.progress) for m in messages] == [(view.top_offset, 1.0)]


async def test_no_control_of_a_document_reaches_the_terminal():
    hostile = "\n".join(
        (*LINES, "\x1b]52;c;eA==\x07", "\x9b6n", "\x1b[2J", "[@click=app.quit]x[/]")
    )
    async with shown(document(hostile), size=(60, 40)) as (pilot, view, driver):
        terminal_bytes = driver.take()
        view.set_annotations(
            [Annotation("1", (Target.of(view.document.text, 0, 50),), note="\x1b]0;x\x07")]
        )
        for _ in range(20):
            assert all(is_safe(line) for line in screen_text(view))
            view.scroll_pages(1)
            await pilot.pause()
            terminal_bytes += driver.take()
        assert "\x1b]52" not in terminal_bytes
        assert "\x1b]0" not in terminal_bytes
        assert "\x9b" not in terminal_bytes
        # Textual itself asks for a pointer shape.
        assert "\x07" not in terminal_bytes.replace("\x1b]22;default\x07", "")
        assert "\x1b[2J" not in terminal_bytes


async def walk(view, pilot, terminal, driver, steps, seed):
    """Take random steps; after each, what is on screen must be what a full repaint gives."""
    chance = random.Random(seed)
    moves = [
        lambda: view.scroll_rows(chance.choice([-3, -2, -1, 1, 2, 3])),
        lambda: view.scroll_rows(chance.choice([-1, 1])),
        lambda: view.scroll_rows(1),
        lambda: view.scroll_half_pages(chance.choice([-1, 1])),
        lambda: view.scroll_pages(chance.choice([-1, 1])),
        lambda: view.next_mention(chance.choice([-2, -1, 1, 2])),
        lambda: view.select(at := view.top_offset + chance.randrange(200), at + 9),
        view.start_selection,
        lambda: view.move_end(chance.choice(list(Unit)[:3]), chance.choice([-2, 1, 2])),
        lambda: view.move_end(Unit.ROW, chance.choice([-1, 1])),
        view.clear_selection,
        lambda: view.go_to(chance.randrange(len(view.document.text))),
        lambda: view.set_hits([(n, n + 4) for n in range(chance.randrange(9), 5_000, 37)], 3),
        lambda: view.set_typography(
            Typography(
                measure=chance.choice([30, 76]),
                spacing=chance.choice([0, 0, 1]),
                justify=chance.random() < 0.5,
                hyphenate=chance.random() < 0.5,
                letters=chance.random() < 0.5,
            ),
            patterns("en"),
        ),
        lambda: view.slide_table(chance.choice([-1, 1, 2])),
        view.show_hints,
        view.hide_hints,
    ]
    for _ in range(steps):
        # Some steps share a frame, as held keys do.
        for _ in range(chance.choice([1, 1, 2, 3])):
            chance.choice(moves)()
        await pilot.pause(0)
        terminal.feed(driver.take())


WIDE_TABLE = "\n".join(
    "\t".join(f"{word} {number} near Odesa, seen at dawn" for number in range(5))
    for word in ("Heading", "First", "Second")
)


def wide_table(base):
    """Return the rows of `WIDE_TABLE`, which stands at `base`."""
    for number, line in enumerate(WIDE_TABLE.split("\n")):
        cells, start = [], base
        for cell in line.split("\t"):
            cells.append((start, start + len(cell)))
            start += len(cell) + 1
        yield Block(base, start - 1, BlockKind.TABLE_ROW, cells=tuple(cells), header=not number)
        base = start


def structured(repeats):
    """Make a document with every kind of block, many times over."""
    text, blocks = "", []
    parts = (
        ("A heading", {"kind": BlockKind.HEADING, "level": 2}),
        (f"{SENTENCE} {SENTENCE}", {}),
        (f"An item. {SENTENCE}", {"kind": BlockKind.ITEM, "indent": 4, "marker": "•"}),
        (f"A quote. {SENTENCE}", {"kind": BlockKind.QUOTE, "level": 1, "indent": 2}),
        ("if x:\n    return y", {"kind": BlockKind.CODE}),
        ("", {"kind": BlockKind.RULE}),
    )
    for _ in range(repeats):
        for content, fields in parts:
            blocks.append(Block(len(text), len(text) + len(content), **fields))
            text += content + "\n\n"
        for place in ("Odesa", "the estuary near Odesa and the wall of its harbour"):
            start = len(text)
            middle, end = start + len(place), start + len(place) + 1 + len(SENTENCE)
            text += f"{place}\t{SENTENCE}\n"
            cells = ((start, middle), (middle + 1, end))
            blocks.append(Block(start, end, BlockKind.TABLE_ROW, cells=cells))
        text += "\n"
        blocks += wide_table(len(text))
        text += WIDE_TABLE + "\n\n"
    return document(text, blocks=tuple(blocks))


@pytest.mark.parametrize(
    ("hardware", "colours", "size"),
    [
        (True, "truecolor", (60, 20)),
        (True, "truecolor", (40, 10)),
        (True, "truecolor", (120, 40)),
        (False, "truecolor", (60, 20)),
        (True, "", (60, 20)),
    ],
)
async def test_a_forced_repaint_after_random_steps_changes_no_cell(
    hardware, colours, size, monkeypatch
):
    monkeypatch.setenv("COLORTERM", colours)
    shown_document = structured(20) if size == (60, 20) else document(TEXT)
    async with shown(shown_document, size=size) as (pilot, view, driver):
        view.hardware_scroll.enabled = hardware
        view.set_mentions(mentions(str(shown_document.text)))
        view.set_annotations([Annotation("1", (Target.of(view.document.text, 90, 700),), note="n")])
        terminal = Terminal(*size)
        await pilot.pause()
        terminal.feed(driver.take())
        for round_number in range(5):
            await walk(view, pilot, terminal, driver, 40, round_number)
            await pilot.pause()
            terminal.feed(driver.take())
            before = terminal.cells()
            pilot.app.screen.refresh(layout=True)
            view._strips.clear()
            await pilot.pause()
            terminal.feed(again := driver.take())
            assert again.count(";1H") >= size[1]
            assert list(terminal.differences(before)) == []


async def test_a_selection_in_the_second_column_of_a_table_is_drawn():
    async with shown(structured(3), size=(60, 30)) as (pilot, view, driver):
        view.go_to(str(view.document.text).index("the estuary near Odesa and"))
        terminal = Terminal(60, 30)
        await pilot.pause()
        terminal.feed(driver.take())
        start = str(view.document.text).index("dawn", view.top_offset)
        view.select(start, start + 4)
        await pilot.pause()
        terminal.feed(driver.take())
        row = terminal.screen.buffer[1]
        selected = "".join(row[x].data for x in range(60) if row[x].bg == "2f4a66")
        assert selected == "dawn"
        assert "n" in {row[x].data for x in range(60) if row[x].reverse}


async def test_a_wide_table_is_moved_sideways_with_what_lies_over_it():
    doc = document(WIDE_TABLE, blocks=tuple(wide_table(0)))
    async with shown(doc, size=(40, 12)) as (pilot, view, _):
        lines = screen_text(view)
        assert lines[0].rstrip().endswith("›")
        assert "‹" not in lines[0]
        assert "Heading 4" not in lines[0]
        assert view.slide_table(9)
        lines = screen_text(view)
        assert "Heading 4" in lines[0]
        assert lines[0].index("‹") == view._frame.left - 1
        assert "›" not in lines[0]
        x, y = view._page.viewport.position_of(WIDE_TABLE.index("Second 4"))
        await pilot.click(view, offset=Offset(view._frame.left + x, y), times=2)
        assert view.selection == (start := WIDE_TABLE.index("Second 4"), start + 6)
        view.set_mentions(mentions(WIDE_TABLE))
        view.clear_selection()
        view.go_to_start()
        view.next_mention(1)
        assert view.selection[0] == WIDE_TABLE.index("Odesa")
        assert "Heading 0" in screen_text(view)[0]
        await pilot.pause()


async def test_a_row_is_scrolled_by_the_terminal_with_few_bytes():
    async with shown(document(TEXT), size=(120, 40)) as (pilot, view, driver):
        view.hardware_scroll.enabled = True
        driver.take()
        view.scroll_rows(1)
        await pilot.pause()
        by_terminal = driver.take()
        view.hardware_scroll.enabled = False
        view.scroll_rows(1)
        await pilot.pause()
        assert sequence(1, 1, 38) in by_terminal
        assert len(by_terminal) * 10 < len(driver.take())


async def test_rows_are_not_moved_under_a_widget_that_covers_them():
    async with shown(document(TEXT)) as (pilot, view, driver):
        view.hardware_scroll.enabled = True
        pilot.app.query_one("#title").styles.layer = "above"
        pilot.app.screen.styles.layers = ("default", "above")
        pilot.app.query_one("#title").styles.offset = (3, 5)
        await pilot.pause()
        driver.take()
        view.scroll_rows(1)
        await pilot.pause()
        assert sequence(1, 0, view.size.height) not in driver.take()


async def test_rows_are_not_moved_under_a_dialog_but_over_another_screen():
    async with shown(document(TEXT)) as (pilot, _, driver):
        view = DocumentView()
        over = Screen()
        await pilot.app.push_screen(over)
        await over.mount(view)
        view.show(document(TEXT))
        await pilot.pause()
        driver.take()
        view.scroll_rows(1)
        await pilot.pause()
        assert sequence(1, 0, 20) in driver.take()
        await pilot.app.push_screen(ModalScreen())
        view.scroll_rows(1)
        await pilot.pause()
        assert sequence(1, 0, 20) not in driver.take()


@pytest.mark.parametrize(
    ("environment", "platform", "trusted"),
    [
        ({"TERM": "xterm-256color"}, "linux", True),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, "linux", True),
        ({"TERM": "dumb"}, "linux", False),
        ({}, "linux", False),
        ({"TERM": "xterm"}, "win32", False),
        ({"TERM": "xterm-256color", "WT_SESSION": "1"}, "linux", False),
        ({"TERM": "screen", "STY": "1.pts-0"}, "linux", False),
    ],
)
def test_hardware_scrolling_needs_a_terminal_with_scroll_regions(environment, platform, trusted):
    assert supported(environment, platform) is trusted


async def test_without_colours_every_layer_has_an_attribute():
    async with shown(document(TEXT), size=(60, 12)) as (pilot, view, driver):
        view.set_palette(ViewPalette(monochrome=True))
        view.set_mentions([Mention(0, 9, "ORG")])
        view.set_annotations([Annotation("1", (Target.of(view.document.text, 10, 18),))])
        view.set_hits([(20, 26)])
        view.select(36, 42)
        terminal = Terminal(60, 12)
        await pilot.pause()
        terminal.feed(driver.take())
        row = terminal.cells()[1]
        text = "".join(cell[0] for cell in row)

        def cell(word):
            return terminal.screen.buffer[1][text.index(word)]

        assert cell("Paragraph").bold
        assert cell("0 begins").underscore
        assert cell("Before").reverse
        assert cell("second").reverse
        assert all(c.fg == c.bg == "default" for c in terminal.screen.buffer[1].values())


async def test_types_of_names_are_written_beside_their_row_as_many_as_there_is_room_for():
    async with shown(document(TEXT), size=(60, 12)) as (pilot, view, _):
        view.set_typography(Typography(letters=True))
        labels = ("GPE", "PRODUCT", "LAW", "DATE", "a plug-in's", "", "MONEY", "GPE")
        view.set_mentions([Mention(2 * n, 2 * n + 1, one) for n, one in enumerate(labels[:5])])
        assert screen_text(view)[0].rstrip().endswith(" Gp§Da")
        view.set_mentions([Mention(2 * n, 2 * n + 1, one) for n, one in enumerate(labels)])
        assert screen_text(view)[0].rstrip().endswith(" Gp§Da+")
        assert len(screen_text(view)[0]) == 60
        view.set_typography(Typography())
        assert "§" not in screen_text(view)[0]
        await pilot.pause()


async def test_a_drag_selects_from_where_it_began():
    async with shown(document(TEXT)) as (pilot, view, _):
        left = view._frame.left
        await pilot.mouse_down(view, offset=Offset(left + 10, 0))
        await pilot.hover(view, offset=Offset(left + 17, 0))
        await pilot.mouse_up(view, offset=Offset(left + 17, 0))
        await pilot.pause()
        assert TEXT[slice(*view.selection)] == "0 begins"


@pytest.mark.parametrize("backwards", [False, True])
async def test_a_drag_off_the_page_goes_on_until_the_mouse_is_released(backwards):
    async with shown(document(TEXT), offset=3_000) as (pilot, view, _):
        start, off = (5, -1) if backwards else (5, view.size.height)
        await pilot.mouse_down(view, offset=Offset(view._frame.left + 4, start))
        first = view.top_offset
        await pilot.hover(view, offset=Offset(view._frame.left + 4, off))
        async with asyncio.timeout(20):
            while abs(view.top_offset - first) < 600:
                await pilot.pause(0.01)
        top, end = view.top_offset, view._page.viewport.end_offset
        selected = view.selection
        assert (selected[0] <= top + 60) if backwards else (selected[1] > end - 120)
        await pilot.mouse_up(view, offset=Offset(view._frame.left + 4, off))
        assert view._dragging is None
        assert view.selection[1] - view.selection[0] > 500


@pytest.mark.parametrize(("times", "selected"), [(2, "wave"), (3, SENTENCE)])
async def test_clicks_select_a_word_and_a_sentence(times, selected):
    async with shown(document(TEXT)) as (pilot, view, _):
        x, y = view._page.viewport.position_of(TEXT.index("wave"))
        await pilot.click(view, offset=Offset(view._frame.left + x, y), times=times)
        assert TEXT[slice(*view.selection)] == selected


async def test_a_click_selects_what_is_marked_and_elsewhere_puts_the_caret():
    async with shown(document(TEXT)) as (pilot, view, _):
        view.set_mentions(mentions())
        x, y = view._page.viewport.position_of(TEXT.index("Odesa") + 2)
        await pilot.click(view, offset=Offset(view._frame.left + x, y))
        assert TEXT[slice(*view.selection)] == "Odesa"
        await pilot.click(view, offset=Offset(view._frame.left, 0))
        assert view.selection is None
        view.start_selection()
        assert TEXT[slice(*view.selection)] == "Paragraph 0 begins."


async def test_the_wheel_scrolls():
    async with shown(document(TEXT)) as (pilot, view, _):
        await pilot._post_mouse_events([MouseScrollDown], view, button=0)
        await pilot.pause()
        assert view.top_offset > 0


async def test_held_keys_merge_and_stop_where_they_were_released():
    async with shown(document(TEXT), size=(60, 20)) as (pilot, view, driver):
        driver.take()
        for _ in range(100):
            view.scroll_rows(1)
        await pilot.pause()
        once = len(driver.take())
        assert (
            view._page.viewport.layout.distance(
                view._page.viewport.layout.find(0), view._page.viewport.top, 999
            )
            == 100
        )
        await pilot.pause()
        assert driver.take() == ""
        assert once < 40_000
