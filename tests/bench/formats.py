"""How long documents take to open, next to the usual tool of each format.

Run with ``python -m tests.bench.formats``. Every document holds the same text of about 1 MB;
pandoc and pdftotext are timed where they are installed. Times are the best of three, with the
start of the child process that converts included. ``page`` is when the first page can be read,
``whole`` when all of it can; ``again`` is from the cache.
"""

import csv
import io
import json
import shutil
import subprocess
import tempfile
import time
from email.message import EmailMessage
from pathlib import Path

from reader.core.members import member
from reader.core.progress import Progress
from reader.formats.cache import DocumentCache
from reader.formats.registry import Registry

SENTENCES = (
    "Before dawn the second wave came in over the estuary, and nobody at the desk spoke. ",
    "The operators counted *the hours* instead, as they had been told to do in 2022. ",
    "By six the **lines** to the north were stable again; nineteen people were dead. ",
)
CHAPTERS, PARAGRAPHS = 40, 50
BY_PANDOC = ("html", "epub", "docx", "odt", "rtf", "rst", "org", "ipynb")
READ_BY_PANDOC = {".md", ".csv", *(f".{kind}" for kind in BY_PANDOC)}


def paragraphs():
    """Yield the number of a chapter, that of a paragraph in it, and its text."""
    for chapter in range(1, CHAPTERS + 1):
        for number in range(PARAGRAPHS):
            yield chapter, number, "".join(SENTENCES) * 2 + f"{chapter}.{number}"


def text():
    parts = []
    for chapter, number, paragraph in paragraphs():
        parts += [] if number else [f"# Chapter {chapter}"]
        parts.append(paragraph)
    return "\n\n".join(parts)


def table():
    rows = io.StringIO()
    csv.writer(rows).writerows([("chapter", "number", "text"), *paragraphs()])
    return rows.getvalue()


def lines():
    return "".join(
        json.dumps({"chapter": chapter, "text": paragraph}) + "\n"
        for chapter, _, paragraph in paragraphs()
    )


def transcript(point):
    cues = (
        f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}{point}000 --> "
        f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}{point}900\n{paragraph}\n"
        for n, (_, _, paragraph) in enumerate(paragraphs())
    )
    return "\n".join(cues)


def mail(subject, content):
    message = EmailMessage()
    message["From"], message["Subject"] = "Ada <ada@example.org>", subject
    message.set_content(content)
    return message.as_string()


def mailbox():
    chapters = text().split("# ")[1:]
    return "".join(
        f"From ada@example.org Sat Jan 11 06:00:00 2025\n{mail(chapter[:10], chapter)}\n"
        for chapter in chapters
    )


def best(action, times=3):
    return min(action() for _ in range(times))


def took(action):
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


class FirstPage(Progress):
    """Notes when there was something to read."""

    def __init__(self):
        super().__init__()
        self.started, self.took = time.perf_counter(), 0.0

    def show(self, part):
        self.took = time.perf_counter() - self.started


def opening(path):
    """Return the seconds to the first page and to the whole of `path`, nothing known of it."""
    progress = FirstPage()
    Registry().open(path, progress=progress)
    whole = time.perf_counter() - progress.started
    return progress.took or whole, whole


def usual_tool(path):
    """Return the usual way to the plain text of `path`, None if it is not installed."""
    if path.suffix == ".pdf":
        command = ["pdftotext", str(path), "-"]
    elif path.suffix in READ_BY_PANDOC:
        command = ["pandoc", "-t", "plain", str(path)]
    else:
        return None
    if not shutil.which(command[0]):
        return None
    return lambda: subprocess.run(command, capture_output=True, check=True)


def make_documents(folder):
    """Write the text in every format that can be made here; yield the paths."""
    contents = {
        "small.txt": text()[:5000],
        "text.txt": text(),
        "text.md": text(),
        "text.csv": table(),
        "text.jsonl": lines(),
        "text.srt": transcript(","),
        "text.vtt": "WEBVTT\n\n" + transcript("."),
        "text.eml": mail("The night", text()),
        "text.mbox": mailbox(),
    }
    for name, content in contents.items():
        path = folder / name
        path.write_text(content, encoding="utf-8")
        yield path
    if not shutil.which("pandoc"):
        return
    for kind in BY_PANDOC:
        path = folder / f"text.{kind}"
        command = ["pandoc", "-s", str(folder / "text.md"), "-o", str(path)]
        subprocess.run(command, check=True)
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
        heads = ("MB", "page", "whole", "again", "tool", "tool/whole")
        print(f"{'document':12}" + "".join(f"{head:>{max(8, len(head) + 2)}}" for head in heads))
        for path in make_documents(folder):
            cache = DocumentCache(folder / "cache")
            page, whole = min((opening(path) for _ in range(3)), key=lambda times: times[1])
            Registry(cache).open(path)
            again = best(lambda path=path, cache=cache: took(lambda: Registry(cache).open(path)))
            tool = usual_tool(path)
            other = took(tool) if tool else None
            shown = f"{other:8.2f}{other / whole:11.1f}x" if other else f"{'-':>8}{'-':>12}"
            size = path.stat().st_size / 1024**2
            print(f"{path.name:12}{size:8.2f}{page:8.2f}{whole:8.2f}{again:8.2f}{shown}")
        big = folder / "big.txt"
        big.write_text(("The night the grid held was long. " * 3 + "\n") * 1_000_000)
        whole = best(lambda: took(lambda: Registry().open(big)))
        print(f"{'100 MB text':12}{100:8.2f}{whole:8.2f}{whole:8.2f}")
        corpora(folder)


def corpora(folder):
    """Print how long it takes to index files of many documents, and to open the last one."""
    paragraph = "".join(SENTENCES)
    contents = {
        "rows.csv": "id,text\n" + "".join(f'{n},"{paragraph}"\n' for n in range(100_000)),
        "lines.jsonl": "".join(
            json.dumps({"id": n, "text": paragraph}) + "\n" for n in range(100_000)
        ),
        "mails.mbox": "".join(
            f"From a@x.org Sat Jan 11 06:00:00 2025\n{mail(f'Mail {n}', paragraph)}\n"
            for n in range(20_000)
        ),
    }
    print(f"\n{'corpus':12}{'MB':>8}{'documents':>11}{'index':>8}{'the last':>10}")
    for name, content in contents.items():
        path, registry = folder / name, Registry()
        path.write_text(content, encoding="utf-8")
        index = took(lambda path=path, registry=registry: registry.members(path))
        count = registry.members(path)
        one = member(path, count)
        last = took(lambda one=one, registry=registry: registry.open(one))
        size = path.stat().st_size / 1024**2
        print(f"{name:12}{size:8.2f}{count:11,}{index:8.2f}{last:10.4f}")


if __name__ == "__main__":
    main()
