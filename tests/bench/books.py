"""The first page of a whole book in a new process: ``python -m tests.bench.books``.

A book of 600 pages as EPUB and a report of 200 pages as PDF, next to a text of 5 KB: never seen,
converted before (by another verb), and read before. Needs pandoc and LibreOffice. Every round
starts each program once, so that a busy machine is busy for all of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from tests.bench.corpora import prose
from tests.bench.terminal import Program

READER = str(Path(sys.executable).with_name("reader"))
MARK = b"page-mark"
ROUNDS = 9
PAGE = 1_800
"""Characters on a page of a book."""
PAPER = 2_900
"""Characters on a page as LibreOffice prints it."""


def chapters(text: str, size: int) -> str:
    """Return `text` with a heading before every `size` characters or so."""
    parts: list[str] = []
    length = size
    for paragraph in text.split("\n\n"):
        if length >= size:
            parts.append(f"# Chapter {len(parts) + 1}")
            length = 0
        parts.append(paragraph)
        length += len(paragraph)
    return "\n\n".join(parts)


def make_book(folder: Path, pages: int, kind: str) -> Path:
    """Write a document of so many pages with pandoc; return its path."""
    markdown, path = folder / "book.md", folder / f"{pages}-pages.{kind}"
    markdown.write_text(chapters(prose(pages * PAGE / 1e6), 20 * PAGE), encoding="utf-8")
    subprocess.run(
        ["pandoc", "-s", "--metadata", "title=Book", str(markdown), "-o", str(path)], check=True
    )
    return path


def as_pdf(document: Path) -> Path:
    """Print `document` to a PDF beside it with LibreOffice; return its path."""
    profile = f"-env:UserInstallation=file://{document.parent}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(document.parent), str(document)], check=True, capture_output=True)
    return document.with_suffix(".pdf")


def pages_of(pdf: Path) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(pdf))


def first_page(path: Path, home: Path) -> float:
    """Return the ms from the start of the program to the first page of `path`."""
    os.environ["READER_HOME"] = str(home)
    program = Program([READER, str(path)])
    try:
        return program.wait_for(MARK, 120)
    finally:
        program.close()


def convert(path: Path, home: Path) -> None:
    """Convert `path`, so that it need not be converted again; it is not opened in the app."""
    environment = {**os.environ, "READER_HOME": str(home)}
    subprocess.run([READER, "list", path], env=environment, check=True, capture_output=True)


def read(path: Path, home: Path) -> None:
    """Open `path` in the app, and leave it."""
    convert(path, home)
    os.environ["READER_HOME"] = str(home)
    program = Program([READER, str(path)])
    program.wait_for(MARK, 120)
    program.settle(0.5, at_least=3)
    program.press("q")
    program.settle(0.5)
    program.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = folder / "5KB.txt"
        small.write_text(prose(0.005), encoding="utf-8")
        pdf = as_pdf(make_book(folder, 200 * PAPER // PAGE, "docx"))
        book = make_book(folder, 600, "epub")
        documents = {
            "text of 5 KB": small,
            "EPUB of 600 pages": book,
            f"PDF of {pages_of(pdf)} pages": pdf,
        }
        columns = ("never seen", "converted", "read before")
        times: dict[tuple[str, str], list[float]] = defaultdict(list)
        for path in documents.values():
            convert(path, folder / "converted")
            read(path, folder / "read")
        for _ in range(ROUNDS):
            for label, path in documents.items():
                shutil.rmtree(folder / "fresh", ignore_errors=True)
                for column, home in zip(columns, ("fresh", "converted", "read"), strict=True):
                    times[label, column].append(first_page(path, folder / home))
        print(f"first page, median ms from the start of the process, {ROUNDS} interleaved rounds,")
        print("and how many times that of the text in the same column")
        print(f"  {'':20}" + "".join(f"{column:>20}" for column in columns))
        for label in documents:
            cells = [_cell(times[label, one], times["text of 5 KB", one]) for one in columns]
            print(f"  {label:20}" + "".join(cells))


def _cell(times: list[float], of_text: list[float]) -> str:
    return f"{median(times):12.0f}{median(times) / median(of_text):7.2f}x"


if __name__ == "__main__":
    main()
