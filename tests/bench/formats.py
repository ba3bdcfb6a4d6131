"""How long documents take to open, next to the usual tool of each format.

Run with ``python -m tests.bench.formats``. Every document holds the same text of about 1 MB;
pandoc and pdftotext are timed where they are installed. Times are the best of three, with the
start of the child process that converts included; ``again`` is from the cache.
"""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from reader.formats.cache import DocumentCache
from reader.formats.registry import Registry

SENTENCES = (
    "Before dawn the second wave came in over the estuary, and nobody at the desk spoke. ",
    "The operators counted *the hours* instead, as they had been told to do in 2022. ",
    "By six the **lines** to the north were stable again; nineteen people were dead. ",
)
CHAPTERS, PARAGRAPHS = 40, 50
KINDS = ("html", "epub", "docx", "odt", "rtf", "rst")


def text():
    parts = []
    for chapter in range(CHAPTERS):
        parts.append(f"# Chapter {chapter + 1}\n\n")
        parts += ["".join(SENTENCES) * 2 + f"{chapter}.{i}\n\n" for i in range(PARAGRAPHS)]
    return "".join(parts)


def best(action, times=3):
    results = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        results.append(time.perf_counter() - started)
    return min(results)


def usual_tool(path):
    """Return the usual way to the plain text of `path`, None if it is not installed."""
    if path.suffix == ".pdf":
        command = ["pdftotext", str(path), "-"]
    else:
        command = ["pandoc", "-t", "plain", str(path)]
    if path.suffix in {".txt", ".srt", ".csv"} or not shutil.which(command[0]):
        return None
    return lambda: subprocess.run(command, capture_output=True, check=True)


def make_documents(folder):
    """Write the text in every format that can be made here; yield the paths."""
    markdown = folder / "text.md"
    markdown.write_text(text())
    plain = folder / "text.txt"
    plain.write_text(text())
    small = folder / "small.txt"
    small.write_text(text()[:5000])
    yield from (small, plain, markdown)
    if not shutil.which("pandoc"):
        return
    for kind in KINDS:
        path = folder / f"text.{kind}"
        subprocess.run(["pandoc", "-s", str(markdown), "-o", str(path)], check=True)
        yield path
    if shutil.which("soffice"):
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir"]
        subprocess.run(
            [*command, str(folder), str(folder / "text.docx")], check=True, capture_output=True
        )
        yield folder / "text.pdf"


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{'document':12}{'MB':>7}{'first':>9}{'again':>9}{'tool':>9}{'tool/first':>12}")
        for path in make_documents(folder):
            cache = DocumentCache(folder / "cache")
            first = best(lambda path=path: Registry().open(path))
            Registry(cache).open(path)
            again = best(lambda path=path, cache=cache: Registry(cache).open(path))
            tool = usual_tool(path)
            took = best(tool, 1) if tool else None
            shown = f"{took:9.3f}{took / first:11.1f}x" if took else f"{'-':>9}"
            size = path.stat().st_size / 1024**2
            print(f"{path.name:12}{size:7.2f}{first:9.3f}{again:9.3f}{shown}")
        big = folder / "big.txt"
        big.write_text(("The night the grid held was long. " * 3 + "\n") * 1_000_000)
        print(f"{'100 MB text':12}{100:7.2f}{best(lambda: Registry().open(big)):9.3f}")


if __name__ == "__main__":
    main()
