"""Runs the command line as a script does, in a home of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from reader.cli import main

CHECKOUT = Path(__file__).parents[2]

Argument = str | bytes | Path


@dataclass(frozen=True)
class Done:
    """How the program ended and what it printed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class Program:
    """The program for one person: an empty home and a folder of documents to work in."""

    def __init__(self, folder: Path, pycache: Path) -> None:
        """Make a home and documents in `folder`; compiled modules are shared in `pycache`."""
        self.home = folder / "home"
        self.docs = folder / "docs"
        self.home.mkdir()
        self.docs.mkdir()
        self.environment = {
            "HOME": str(self.home),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(CHECKOUT),
            "PYTHONPYCACHEPREFIX": str(pycache),
            "PYTHONWARNINGS": "error",
        }

    def start(self, *arguments: Argument, stdin: bytes = b"", **environment: str) -> Done:
        """Run the program in a process of its own, in the folder of the documents."""
        done = subprocess.run(
            [sys.executable, "-m", "reader", *arguments],
            input=stdin,
            capture_output=True,
            cwd=self.docs,
            env=self.environment | environment,
            timeout=60,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def run(self, *arguments: Argument, stdin: bytes = b"", **environment: str) -> Done:
        """Run the program in this process, which is quicker and otherwise the same."""
        out, err, given = _stream(), _stream(), _stream(stdin)
        with (
            contextlib.chdir(self.docs),
            _environment(self.environment | environment),
            patch.multiple(sys, stdin=given, stdout=out, stderr=err),
        ):
            try:
                status = main([os.fsdecode(argument) for argument in arguments])
            except SystemExit as leaving:
                status = int(leaving.code or 0)
        return Done(status, _written(out), _written(err))

    def do(self, *arguments: Argument, stdin: bytes = b"", **environment: str) -> Done:
        """Run the program, which has to succeed and to say nothing on standard error."""
        done = self.run(*arguments, stdin=stdin, **environment)
        assert (done.status, done.err) == (0, ""), done.err
        return done

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path


def _stream(data: bytes = b"") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    written = stream.buffer
    assert isinstance(written, io.BytesIO)
    return written.getvalue().decode()


@contextlib.contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    with patch.dict(os.environ, variables, clear=True):
        yield
