"""What can be opened, and what is said of what cannot."""

import os
import socket

import pytest

from reader.core.errors import ReaderError
from reader.formats import source
from reader.formats.registry import Registry


def refusal(path):
    with pytest.raises(ReaderError) as caught:
        Registry().open(path)
    assert caught.value.where == str(path)
    return caught.value


def test_a_missing_file_is_named(tmp_path):
    assert "no such file" in refusal(tmp_path / "gone.txt").what


def test_a_folder_is_no_document(tmp_path):
    assert "folder" in refusal(tmp_path).what


def test_a_file_that_may_not_be_read_says_so(tmp_path, monkeypatch):
    path = tmp_path / "secret.txt"
    path.write_text("x")

    def refuse(*_args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(source.os, "open", refuse)
    assert "may not read" in refusal(path).what


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path):
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    assert "pipe" in refusal(path).what


def test_a_socket_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.txt")
        assert refusal(tmp_path / "s.txt").what


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_refused(device):
    with pytest.raises(ReaderError):
        Registry().open(source.Path(device))


def test_a_symlink_loop_is_refused(tmp_path):
    path = tmp_path / "loop.txt"
    path.symlink_to(path)
    assert "symbolic links" in refusal(path).what


def test_a_name_with_nul_is_refused(tmp_path):
    with pytest.raises(ReaderError, match="valid file name"):
        Registry().open(tmp_path / "a\0b.txt")


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(source.MAX_BYTES + 1)
    assert "512 MB" in refusal(path).what


@pytest.mark.parametrize("content", [bytes(range(256)) * 8, b"\0" * 100, b"\x7fELF\x02\x01\x01\0"])
def test_a_binary_file_of_no_known_format_is_refused(tmp_path, content):
    path = tmp_path / "thing.txt"
    path.write_bytes(content)
    assert "not a text" in refusal(path).what


def test_a_text_with_a_few_control_characters_is_a_text(tmp_path):
    path = tmp_path / "odd.txt"
    path.write_bytes("Grüße, \0 here and \x07 there, \x1b]52;c;eA==\x07.".encode())
    assert str(Registry().open(path).text).startswith("Grüße, \0")


def test_an_empty_file_opens_with_a_warning(tmp_path):
    path = tmp_path / "empty.md"
    path.touch()
    document = Registry().open(path)
    assert len(document.text) == 0
    assert document.warnings == ("The file is empty.",)


def test_text_of_an_unknown_suffix_opens_as_plain_text(tmp_path):
    path = tmp_path / "LICENCE"
    path.write_text("Do as you like.\n")
    assert Registry().open(path).kind == "txt"


def test_a_suffix_counts_in_any_case(tmp_path):
    path = tmp_path / "README.MD"
    path.write_text("# Hello\n")
    assert Registry().open(path).kind == "md"


def test_a_file_name_that_is_not_utf_8_gives_a_title_that_is(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("\n\n")
    Registry().open(path).metadata.title.encode()


def test_suffixes_are_lower_case_with_the_dot():
    suffixes = set(Registry().suffixes())
    assert {".txt", ".md"} <= suffixes
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)
