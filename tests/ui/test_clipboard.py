"""Copying goes the way that works where the program runs, and says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.ui.clipboard import SystemClipboard


@pytest.fixture
def tools(tmp_path, monkeypatch) -> Path:
    """A folder of clipboard tools that is the whole PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder: Path, name: str, script: str) -> None:
    tool = folder / name
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(0o755)


def test_inside_tmux_its_own_command_is_used(tools, tmp_path):
    install(tools, "tmux", f"/bin/cat > {tmp_path}/buffer")
    sent: list[str] = []
    clipboard = SystemClipboard(sent.append, {"TMUX": "/tmp/socket"})
    assert clipboard.copy("héllo 🙂") == "copied through tmux"
    assert (tmp_path / "buffer").read_text() == "héllo 🙂"
    assert sent == []


def test_on_a_desktop_its_tool_is_used(tools, tmp_path):
    install(tools, "xclip", f"/bin/cat > {tmp_path}/buffer")
    clipboard = SystemClipboard(lambda _: None, {"DISPLAY": ":0"})
    assert clipboard.copy("words") == "copied with xclip"
    assert (tmp_path / "buffer").read_text() == "words"


def test_a_tool_that_fails_gives_way_to_the_terminal(tools):
    install(tools, "xclip", "exit 1")
    sent: list[str] = []
    assert SystemClipboard(sent.append, {"DISPLAY": ":0"}).copy("words") == "sent to the terminal"
    assert sent == ["words"]


def test_a_tool_that_hangs_is_given_up(tools, monkeypatch):
    monkeypatch.setattr("reader.ui.clipboard._PATIENCE", 0.2)
    install(tools, "xclip", "exec /bin/sleep 60")
    sent: list[str] = []
    assert SystemClipboard(sent.append, {"DISPLAY": ":0"}).copy("words") == "sent to the terminal"


def test_over_ssh_the_terminal_is_asked(tools, tmp_path):
    install(tools, "xclip", f"/bin/cat > {tmp_path}/buffer")
    sent: list[str] = []
    environment = {"DISPLAY": ":0", "SSH_TTY": "/dev/pts/0"}
    assert SystemClipboard(sent.append, environment).copy("words") == "sent to the terminal"
    assert not (tmp_path / "buffer").exists()
