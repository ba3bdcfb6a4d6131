"""The terminal that the program writes to."""

import errno
import io

import pytest

from reader.ui.handover import Output


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


def test_what_is_written_before_reaches_it():
    terminal = io.StringIO()
    Output(terminal).write("a page")
    assert terminal.getvalue() == "a page"
    with pytest.raises(OSError, match="fileno"):
        Output(terminal).fileno()
