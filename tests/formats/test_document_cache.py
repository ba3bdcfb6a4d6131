"""What was converted once is not converted again, and the cache may be lost at any time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.formats import child, registry
from reader.formats.cache import DocumentCache
from reader.formats.codec import decode, encode
from reader.formats.registry import Registry
from tests.formats.document_dump import DATA

FILES = sorted(p for p in DATA.iterdir() if p.suffix in {".md", ".html", ".docx", ".srt"})


@pytest.fixture
def cache(tmp_path):
    return DocumentCache(tmp_path / "cache")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_document_comes_back_from_the_cache_as_it_was(path, cache):
    first = Registry(cache).open(path)
    assert Registry(cache).open(path) == first == Registry().open(path)


def test_what_is_in_the_cache_is_not_converted(cache, monkeypatch):
    Registry(cache).open(DATA / "pandoc.html")
    monkeypatch.setattr(child, "convert_in_child", None)
    assert Registry(cache).open(DATA / "pandoc.html").kind == "html"


def test_the_title_is_that_of_the_file_that_is_opened(cache, tmp_path):
    for name in ("one.md", "two.md"):
        (tmp_path / name).write_text("No heading.")
        assert Registry(cache).open(tmp_path / name).metadata.title == name[:3]


def test_what_an_extra_makes_of_a_page_is_another_entry(cache, monkeypatch):
    page = DATA / "pandoc.html"
    monkeypatch.setattr(registry, "is_installed", lambda _extra: False)
    assert Registry(cache).open(page).converter == "html/1"
    monkeypatch.setattr(registry, "is_installed", {"web"}.__contains__)
    assert Registry(cache).open(page).converter == "html/1+web"


def test_a_whole_page_and_its_article_are_two_entries(cache, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<nav>Menu</nav><article>" + "<p>News of the day.</p>" * 9 + "</article>")
    article = Registry(cache).open(page)
    whole = Registry(cache).open(page, whole_page=True)
    assert "Menu" not in str(article.text)
    assert "Only the article" in article.warnings[0]
    assert "Menu" in str(whole.text)
    assert article.converter != whole.converter


@given(position=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_damaged_entry_is_not_there(tmp_path_factory, position, byte):
    cache = DocumentCache(tmp_path_factory.mktemp("cache"))
    document = Registry().open(DATA / "everything.md")
    cache.put("key", document)
    (entry,) = cache._folder.iterdir()
    data = bytearray(entry.read_bytes())
    position %= len(data)
    changed = data[position] != byte
    data[position] = byte
    entry.write_bytes(data)
    assert cache.get("key") == (None if changed else document)


def test_the_entries_not_used_for_longest_go_first(tmp_path):
    document = Registry().open(DATA / "everything.md")
    size = len(encode(document)) + 32
    cache = DocumentCache(tmp_path, max_bytes=3 * size)
    for age, key in enumerate("abc"):
        cache.put(key, document)
        registry_entry = tmp_path / key
        child.os.utime(registry_entry, (age, age))
    cache.get("a")
    cache.put("d", document)
    assert {entry.name for entry in tmp_path.iterdir()} == {"a", "c", "d"}


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path):
    (tmp_path / "file").touch()
    cache = DocumentCache(tmp_path / "file" / "cache")
    assert Registry(cache).open(DATA / "everything.md").kind == "md"


def test_the_cache_is_for_its_owner_only(cache):
    Registry(cache).open(DATA / "everything.md")
    assert cache._folder.stat().st_mode & 0o77 == 0
    assert all(entry.stat().st_mode & 0o77 == 0 for entry in cache._folder.iterdir())


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"null", b'{"text":1}', b"[" * 100_000])
def test_bytes_that_are_no_document_are_a_value_error(data):
    with pytest.raises(ValueError, match="not an encoded document"):
        decode(data)


def test_a_protected_document_is_not_kept(cache):
    Registry(cache).open(DATA / "encrypted.pdf", "secret")
    assert not cache._folder.exists()
