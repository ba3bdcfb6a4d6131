"""OpenDocument text: what is deleted is not there, what is noted is a note."""

from pathlib import Path

import pytest

from reader.core.document import BlockKind
from reader.core.errors import ReaderError
from reader.formats import odt
from reader.formats.source import Source
from tests.formats.make_zip import make_zip

NAMES = 'xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s" xmlns:dc="d" xmlns:x="x"'


def converted(body, styles="", **parts):
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    entries = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    return odt.convert(Source(Path("a.odt"), make_zip(entries | parts)))


def test_tracked_deletions_are_left_out():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes><text:p>new</text:p>"
    )
    assert str(converted(body).text) == "new"


def test_comments_are_notes_with_their_author():
    body = (
        "<text:p>True.<office:annotation><dc:creator>Ada</dc:creator><dc:date>2025</dc:date>"
        "<text:p>Is it?</text:p></office:annotation></text:p>"
    )
    document = converted(body)
    assert str(document.text) == "True.[c1]\n\nAda: Is it?"
    assert document.blocks[-1].kind is BlockKind.FOOTNOTE


def test_spaces_tabs_and_breaks_are_set():
    body = '<text:p>a<text:s x:c="3"/>b<text:tab/>c<text:line-break/>d</text:p>'
    assert str(converted(body).text) == "a b c\nd"


def test_cells_that_repeat_are_repeated_within_reason():
    body = (
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row></table:table>'
    )
    assert 1 < len(converted(body).blocks[0].cells) < 100


def test_a_list_that_goes_on_is_counted_on():
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
        'style:num-format="1"/></text:list-style>'
    )
    item = "<text:list-item><text:p>x</text:p></text:list-item>"
    one = '<text:list text:style-name="L"{}>' + item + "</text:list>"
    body = one.format("") + "<text:p>between</text:p>"
    body += one.format(' text:continue-numbering="true"') + one.format("")
    assert [b.marker for b in converted(body, style).blocks] == ["1.", "", "2.", "1."]


def test_an_encrypted_document_says_so():
    manifest = "<m><file-entry><encryption-data/></file-entry></m>"
    with pytest.raises(ReaderError, match="encrypted"):
        converted("", **{"META-INF/manifest.xml": manifest})
