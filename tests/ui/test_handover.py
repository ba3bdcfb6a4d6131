"""The terminal that the program writes to."""

import errno
import io

import pytest
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from reader.first_page import prepaint
from reader.ui.handover import HandoverDriver, Output


class Gone(io.StringIO):
    """A terminal that was closed."""

    def write(self, text: str) -> int:
        raise OSError(errno.EIO, "Input/output error")

    def flush(self) -> None:
        raise OSError(errno.EIO, "Input/output error")


def test_what_is_written_after_the_terminal_has_gone_is_dropped():
    output = Output(Gone())
    assert output.write("a page") == len("a page")
    output.flush()


async def test_the_driver_writes_to_one_also_after_an_editor_had_the_terminal(monkeypatch):
    monkeypatch.setattr(LinuxDriver, "start_application_mode", lambda _driver: None)
    monkeypatch.setattr(prepaint, "hand_over", lambda: False)
    driver = HandoverDriver(App())
    driver.start_application_mode()
    output = driver._file
    assert isinstance(output, Output)
    driver.start_application_mode()
    assert driver._file is output


def test_what_is_written_before_reaches_it():
    terminal = io.StringIO()
    Output(terminal).write("a page")
    assert terminal.getvalue() == "a page"
    with pytest.raises(OSError, match="fileno"):
        Output(terminal).fileno()
