"""Which files are listed, whatever a folder holds."""

from __future__ import annotations

import os
from pathlib import Path

from reader.library.scan import scan


def listed(*roots: Path) -> list[str]:
    return [found.path.name for found in scan(roots, {".txt", ".md"})]


def problems(*roots: Path) -> dict[str, str]:
    return {one.path.name: one.problem for one in scan(roots, {".txt", ".md"}) if one.problem}


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_known_suffixes_are_listed_and_others_are_not(tmp_path):
    for name in ("a.txt", "B.MD", "c.exe", "d", "e.txt~"):
        write(tmp_path / name)
    assert listed(tmp_path) == ["a.txt", "B.MD"]


def test_a_compressed_file_is_listed_by_the_name_inside(tmp_path):
    for name in ("a.txt.gz", "b.MD.GZ", "c.tar.gz", "d.gz", "e.md.bz2", "f.txt.xz"):
        write(tmp_path / name)
    assert listed(tmp_path) == ["a.txt.gz", "b.MD.GZ", "e.md.bz2", "f.txt.xz"]


def test_names_are_in_the_order_a_person_expects(tmp_path):
    for name in ("chapter 10.txt", "Chapter 9.txt", "chapter 1.txt", "2.txt", "10.txt"):
        write(tmp_path / name)
    assert listed(tmp_path) == [
        "2.txt",
        "10.txt",
        "chapter 1.txt",
        "Chapter 9.txt",
        "chapter 10.txt",
    ]


def test_files_come_before_the_folders_beside_them_depth_first(tmp_path):
    for name in ("z.txt", "a/1.txt", "a/b/2.txt", "c/3.txt"):
        write(tmp_path / name)
    assert listed(tmp_path) == ["z.txt", "1.txt", "2.txt", "3.txt"]


def test_hidden_files_and_folders_are_passed_over(tmp_path):
    for name in (".a.txt", ".git/b.txt", "c.txt"):
        write(tmp_path / name)
    assert listed(tmp_path) == ["c.txt"]


def test_a_file_that_is_named_is_listed_whatever_it_is_called(tmp_path):
    named = [write(tmp_path / name) for name in (".hidden", "odd.exe", "plain")]
    assert listed(*named) == [".hidden", "odd.exe", "plain"]


def test_a_hidden_folder_that_is_named_is_listed(tmp_path):
    write(tmp_path / ".drafts" / "a.txt")
    assert listed(tmp_path / ".drafts") == ["a.txt"]


def test_a_file_with_several_names_is_listed_once(tmp_path):
    first = write(tmp_path / "a.txt")
    os.link(first, tmp_path / "b.txt")
    (tmp_path / "c.txt").symlink_to(first)
    assert listed(tmp_path, first) == ["a.txt"]


def test_a_link_to_a_file_is_listed_and_one_to_a_folder_is_not_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    write(elsewhere / "a.txt")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "link.txt").symlink_to(elsewhere / "a.txt")
    (tmp_path / "here" / "folder").symlink_to(elsewhere)
    assert listed(tmp_path / "here") == ["link.txt"]


def test_a_link_to_a_folder_that_is_named_is_followed(tmp_path):
    write(tmp_path / "elsewhere" / "a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    assert listed(tmp_path / "link") == ["a.txt"]


def test_links_that_go_round_in_circles_end(tmp_path):
    write(tmp_path / "a" / "1.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert listed(tmp_path) == ["loop.txt", "1.txt"]
    assert set(problems(tmp_path)) == {"loop.txt"}


def test_a_pipe_in_a_folder_is_not_listed_and_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    write(tmp_path / "a.txt")
    assert listed(tmp_path) == ["a.txt"]


def test_a_folder_called_like_a_document_is_a_folder(tmp_path):
    write(tmp_path / "book.txt" / "1.txt")
    assert listed(tmp_path) == ["1.txt"]


def test_what_cannot_be_looked_at_is_told_and_the_rest_is_listed(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    write(tmp_path / "z.txt")
    missing = tmp_path / "missing"
    assert listed(missing, tmp_path) == ["missing", "gone.txt", "z.txt"]
    assert set(problems(missing, tmp_path)) == {"missing", "gone.txt"}
    assert "no such file" in problems(missing)["missing"]


def test_a_name_that_no_file_can_have_is_told(tmp_path):
    assert list(problems(tmp_path / "a\0b").values()) == ["it cannot be read"]


def test_names_that_are_no_text_are_listed(tmp_path):
    name = os.fsencode(tmp_path) + b"/caf\xe9\x1b[2J\n.txt"
    Path(os.fsdecode(name)).write_text("x")
    (found,) = scan([tmp_path], {".txt"})
    assert os.fsencode(found.path) == name


def test_deeply_nested_folders_are_scanned(tmp_path):
    write(tmp_path.joinpath(*["d"] * 400) / "a.txt")
    assert listed(tmp_path) == ["a.txt"]
