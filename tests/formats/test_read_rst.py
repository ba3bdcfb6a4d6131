"""reStructuredText, with docutils and without."""

import sys
from pathlib import Path

import pytest

from reader.formats import registry, rst
from reader.formats.cache import DocumentCache
from reader.formats.registry import Registry
from reader.formats.source import Source

TEXT = b"Title\n=====\n\nSome *text*.\n\n.. include:: /etc/passwd\n\n.. raw:: html\n\n   <b>x</b>\n"


@pytest.fixture
def without_docutils(monkeypatch):
    monkeypatch.setitem(sys.modules, "docutils.core", None)


def test_nothing_is_included_and_nothing_raw_is_taken():
    document = rst.convert(Source(Path("a.rst"), TEXT))
    assert str(document.text) == "Title\n\nSome text."


def test_without_docutils_the_source_is_shown_and_the_command_named(without_docutils):
    document = rst.convert(Source(Path("a.rst"), TEXT))
    assert str(document.text) == TEXT.decode()
    assert document.outline()[0].level == 1
    assert "pip install 'reader-tui[rst]'" in document.warnings[-1]


def test_what_was_shown_without_docutils_is_not_kept(without_docutils, monkeypatch, tmp_path):
    in_process = registry.detect(Source(Path("a.rst"), TEXT))[0]._replace(isolated_from=99)
    monkeypatch.setattr(registry, "detect", lambda source: (in_process, source, ()))
    Registry(DocumentCache(tmp_path)).convert(Source(Path("a.rst"), TEXT[:90]))
    assert list(tmp_path.iterdir()) == []
