"""Subtitles and transcripts: SubRip (.srt) and WebVTT (.vtt), cues joined to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reader.core.document import Document, InlineKind, Metadata
from reader.formats.builder import Builder
from reader.formats.source import Source

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}")
_TAG = re.compile(r"<(/?)([a-zA-Z]{0,8})(?:\.[^ >]{0,80})?[ ]?([^>]{0,200})>|\{\\[^}]{0,40}\}")
_DIALOGUE = re.compile(r"\s*[-–—]\s*(?=\S)")
_STYLES = {"i": InlineKind.EMPHASIS, "em": InlineKind.EMPHASIS, "b": InlineKind.STRONG}
_SENTENCE_END = frozenset('.!?…。”"»')
_PAUSE = 3.0
"""Seconds without a word that make a new paragraph."""
_LONG = 500
"""Characters after which a paragraph ends with the next sentence."""
_TOO_LONG = 4 * _LONG
"""Where it ends in any case: not all transcripts have punctuation."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """Lines that are on screen together, from `start` to `end` in seconds."""

    start: float
    end: float
    lines: tuple[str, ...]


def convert(source: Source) -> Document:
    """Return the transcript in `source`."""
    decoded = source.decoded()
    builder = Builder()
    writer = _Writer(builder)
    for cue in _cues(str(decoded.text).split("\n")):
        writer.write(cue)
    kind = "vtt" if decoded.text.slice(0, 6) == "WEBVTT" else "srt"
    return builder.document(kind, Metadata(), decoded.warnings, encoding=decoded.encoding)


def _cues(lines: list[str]) -> Iterator[_Cue]:
    """Yield the cues in `lines`: a timing, and what follows up to a blank line."""
    index = 0
    while index < len(lines):
        timing = _TIMING.match(lines[index])
        index += 1
        if not timing:
            continue
        first = index
        while index < len(lines) and lines[index].strip() and not _TIMING.match(lines[index]):
            index += 1
        parts = timing.groups()
        yield _Cue(_seconds(parts[:4]), _seconds(parts[4:]), tuple(lines[first:index]))


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _label(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"


class _Writer:
    """Writes cues as paragraphs: a new one for a new speaker, a pause, or when it is long."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._speaker = ""
        self._end = 0.0
        self._styles: list[str] = []

    def write(self, cue: _Cue) -> None:
        """Write `cue` to the end of the transcript."""
        builder = self._builder
        length = builder.open_length
        is_finished = builder.last_character() in _SENTENCE_END and length > _LONG
        if cue.start - self._end > _PAUSE or is_finished or length > _TOO_LONG:
            builder.end()
        self._end = cue.end
        builder.write(" ")
        builder.locate(_label(cue.start))
        for line in cue.lines:
            dialogue = _DIALOGUE.match(line)
            if dialogue:
                builder.end()
            builder.write(" ")
            self._line(line[dialogue.end() :] if dialogue else line)
        self._close_styles()

    def _line(self, line: str) -> None:
        """Write `line`, its tags made styles and speakers."""
        position = 0
        for tag in _TAG.finditer(line):
            self._builder.write(_unescaped(line[position : tag.start()]))
            position = tag.end()
            self._tag(tag)
        self._builder.write(_unescaped(line[position:]))

    def _tag(self, tag: re.Match[str]) -> None:
        name = (tag[2] or "").lower()
        if name == "v" and not tag[1]:
            self._speak(_unescaped(tag[3]).strip())
        elif name in _STYLES and not tag[1]:
            self._builder.open(_STYLES[name])
            self._styles.append(name)
        elif name in _STYLES and self._styles[-1:] == [name]:
            self._builder.close()
            self._styles.pop()

    def _speak(self, name: str) -> None:
        """Begin a paragraph with the name of who speaks, if it is not the same as before."""
        if not name or name == self._speaker:
            return
        self._close_styles()
        self._speaker = name
        self._builder.end()
        self._builder.open(InlineKind.STRONG)
        self._builder.write(f"{name}:")
        self._builder.close()
        self._builder.write(" ")

    def _close_styles(self) -> None:
        while self._styles:
            self._styles.pop()
            self._builder.close()


def _unescaped(text: str) -> str:
    for escape, character in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u00a0"), ("&amp;", "&")):
        text = text.replace(escape, character)
    return text
