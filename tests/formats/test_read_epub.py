"""A book is one text: its pages in order, its links and notes leading from page to page."""

from pathlib import Path

from reader.core.document import BlockKind, InlineKind
from reader.formats import epub
from reader.formats.source import Source
from tests.formats.make_zip import PACKAGE, make_epub


def converted(first, second, **extra):
    return epub.convert(Source(Path("a.epub"), make_epub((first, second), **extra)))


def with_contents(entries):
    """Return a package and a navigation page with links, by their targets."""
    package = PACKAGE.replace(
        "<manifest>",
        '<manifest><item id="n" href="nav.xhtml" properties="nav" '
        'media-type="application/xhtml+xml"/>',
    ).replace("<spine>", '<spine><itemref idref="n"/>')
    links = "".join(f'<li><a href="{href}">{title}</a></li>' for href, title in entries.items())
    page = f'<html><body><nav epub:type="toc"><ol>{links}</ol></nav></body></html>'
    return {"OPS/book.opf": package, "OPS/nav.xhtml": page}


def test_pages_follow_in_the_order_of_the_spine():
    document = converted("<p>One</p>", "<p>Two</p>")
    assert str(document.text) == "One\n\nTwo"
    assert document.metadata.title == "Book"


def test_a_link_to_another_page_leads_to_its_offset():
    document = converted(
        "<p><a href='b%20b.xhtml#x'>to x</a> <a href='b%20b.xhtml'>to b</a></p>",
        "<p>Two</p><p id='x'>X</p>",
    )
    assert str(document.text) == "to x to b\n\nTwo\n\nX"
    assert [inline.data for inline in document.inlines] == ["#16", "#11"]


def test_a_note_on_another_page_is_a_note():
    document = converted(
        "<p>Said.<a epub:type='noteref' href='b%20b.xhtml#n'>*</a></p>",
        "<aside id='n' epub:type='footnote'><p>So it was.</p></aside>",
    )
    assert str(document.text) == "Said.[1]\n\nSo it was."
    assert document.inlines[0].kind is InlineKind.FOOTNOTE_REFERENCE
    assert document.blocks[-1].kind is BlockKind.FOOTNOTE
    assert document.blocks[-1].marker == "[1]"


def test_chapters_of_the_contents_are_places_and_the_contents_no_text():
    contents = with_contents({"a.xhtml": "Dawn", "b%20b.xhtml#noon": "Noon"})
    document = converted("<p>One</p>", "<p>Two</p><h2 id='noon'>12</h2>", **contents)
    assert str(document.text) == "One\n\nTwo\n\n12"
    assert [(place.start, place.label) for place in document.locations] == [
        (0, "Dawn"),
        (10, "Noon"),
    ]


def test_a_paragraph_that_is_what_the_contents_call_its_place_is_a_heading():
    contents = with_contents({"a.xhtml": "The dawn", "b%20b.xhtml#noon": "Noon"})
    document = converted(
        "<img alt=''/><p class='p1'><span>The</span>\ndawn</p><p>The dawn</p>",
        "<p>Noon</p><p id='noon'>Noon</p><p>Noon</p>",
        **contents,
    )
    headings = [(block.start, block.level) for block in document.outline()]
    assert str(document.text) == "The dawn\n\nThe dawn\n\nNoon\n\nNoon\n\nNoon"
    assert headings == [(0, 1), (26, 2)]


def test_a_heading_is_not_told_a_second_time():
    document = converted(
        "<h2>Dawn</h2><p>Dawn</p>", "<p>Two</p>", **with_contents({"a.xhtml": "Dawn"})
    )
    assert [(block.start, block.level) for block in document.outline()] == [(0, 2)]


def test_chapters_of_an_old_index_are_places():
    package = PACKAGE.replace(
        "<manifest>",
        '<manifest><item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
    ).replace("<spine>", '<spine toc="n">')
    index = (
        "<ncx><navMap><navPoint><navLabel><text>Dawn</text></navLabel>"
        "<content src='a.xhtml'/></navPoint></navMap></ncx>"
    )
    document = converted("One", "Two", **{"OPS/book.opf": package, "OPS/toc.ncx": index})
    assert [place.label for place in document.locations] == ["Dawn"]


def test_a_book_without_a_container_is_found_by_its_package():
    assert str(converted("One", "Two", **{"META-INF/container.xml": ""}).text) == "One\n\nTwo"
