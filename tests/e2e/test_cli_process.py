"""The program as the system sees it: processes, pipes, signals, and what it imports."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

REPORT = "The grid held in Odesa.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["list", "."],
        ["show", "a.txt"],
        ["entities", "a.txt"],
        ["search", "grid", "."],
        ["note", "add", "a.txt", "--text", "x"],
        ["note", "list"],
        ["export", "--format", "json"],
        ["themes"],
        ["keys"],
    ],
    ids=" ".join,
)
def test_a_verb_loads_nothing_of_the_interface(program, arguments):
    program.write("a.txt", REPORT)
    code = (
        "import sys; from reader.cli import main\n"
        "try: status = main(sys.argv[1:])\n"
        "except SystemExit as leaving: status = leaving.code\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "print(status, *sorted(loaded & {'textual', 'rich', 'pyperclip'}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=program.docs,
        env=program.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == "0\n"


def test_help_and_version_load_no_part_of_the_program(program):
    for arguments in (["--help"], ["--version"]):
        code = (
            "import sys; from reader.cli import main\n"
            "try: main(sys.argv[1:])\n"
            "except SystemExit: pass\n"
            "print(*sorted(n for n in sys.modules if n.startswith('reader')), file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env=program.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr.split() == [
            *("reader", "reader.cli", "reader.core", "reader.core.errors"),
            *("reader.verbs", "reader.verbs.parser", "reader.verbs.table"),
        ]


def test_reading_notes_does_not_load_the_database(program):
    code = (
        "import sys; from reader.cli import main; main(['list', '.'])\n"
        "sys.exit('tinydb' in sys.modules)"
    )
    program.write("a.txt", REPORT)
    subprocess.run(
        [sys.executable, "-c", code], cwd=program.docs, env=program.environment, check=True
    )


def test_the_whole_job_in_processes_of_their_own(program):
    program.write("a.txt", REPORT)
    added = program.start("note", "add", "a.txt", "--quote", "Odesa", "--tag", "place")
    assert (added.status, added.err) == (0, "")
    (note,) = program.start("note", "list", "--json").json
    assert [note["id"]] == added.lines
    exported = program.start("export", "--format", "jsonl")
    assert (exported.status, exported.err) == (0, "")
    assert [json.loads(line)["record"] for line in exported.lines][-1] == "annotation"
    assert program.start("note", "edit", note["id"], "--text", "where?").status == 0
    (entry,) = program.start("list", ".", "--json").json
    assert (entry["notes"], entry["tags"]) == (1, ["place"])
    assert program.start("note", "remove", note["id"]).status == 0
    assert program.start("note", "list", "--json").json == []
    assert program.start("list", "missing").status == 1
    assert program.start("list", "--foo").status == 2
    assert program.start("tag", "add", "a", "b").status == 0
    assert program.start("tag", "rename", "a", "b").status == 3


def test_a_reader_that_goes_away_ends_the_program_quietly(program):
    for number in range(300):
        program.write(f"{number}.txt", f"{'long title ' * 8}{number}\n")
    running = subprocess.Popen(
        [sys.executable, "-m", "reader", "list", ".", "--json"],
        cwd=program.docs,
        env=program.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    running.stdout.close()
    _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (141, b"")


def test_output_that_cannot_be_written_is_told(program):
    program.write("a.txt", REPORT)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reader", "show", "a.txt"],
            cwd=program.docs,
            env=program.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"reader: the system refused (No space left")
    assert done.stderr.count(b"\n") == 1


def test_ctrl_c_ends_the_program_without_a_traceback(program):
    read, write = os.pipe()
    running = subprocess.Popen(
        [sys.executable, "-m", "reader", "show", "-"],
        cwd=program.docs,
        env=program.environment,
        stdin=read,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    os.close(read)
    # The program has read this when the pipe, which is full, takes the last byte of it.
    os.write(write, b"x")
    while _unread(write):
        assert running.poll() is None
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    os.close(write)
    assert (running.returncode, out, err) == (130, b"", b"")


def _unread(pipe: int) -> int:
    """Return how many bytes of a pipe were not read yet."""
    import array
    import fcntl
    import termios

    count = array.array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, count)
    return count[0]


def test_a_terminal_of_an_old_encoding_shows_escapes(program):
    program.write("a.txt", "Größe\n")
    done = program.start("show", "a.txt", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert (done.status, done.out) == (0, "Gr\\xf6\\xdfe\n")
