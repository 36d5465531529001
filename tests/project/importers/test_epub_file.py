# SPDX-License-Identifier: GPL-3.0-or-later
from pathlib import Path

import pytest

from studio.project.importers.archive import MOST_ENTRY_BYTES
from studio.project.importers.book import ImportFailed, Source
from studio.project.importers.table import read_source
from tests.support.books import package, page, write_epub


def texts(source: Source) -> list[str]:
    return [piece.text for piece in source.pieces]


def test_documents_are_read_in_the_order_of_the_spine(tmp_path: Path) -> None:
    pages = {"a.xhtml": page("<h1>One</h1><p>a</p>"), "b.xhtml": page("<h1>Two</h1><p>b</p>")}
    opf = package(list(pages), spine=["b.xhtml", "a.xhtml"])
    source = read_source(write_epub(tmp_path / "x.epub", pages, opf))
    assert texts(source) == ["Two", "b", "One", "a"]
    assert (source.title, source.author) == ("Letters from the Ice", "Astrid Holm")


def test_navigation_cover_and_page_numbers_are_not_read(tmp_path: Path) -> None:
    pages = {
        "cover.xhtml": page("<p>Cover of the book</p>"),
        "nav.xhtml": page("<nav epub:type='toc'><a href='a.xhtml'>One</a></nav><p>Contents</p>"),
        "a.xhtml": page("<h1>One</h1><p>before <span epub:type='pagebreak'>7</span>after</p>"),
    }
    opf = package(list(pages)).replace('id="nav.xhtml"', 'id="nav.xhtml" properties="nav"')
    opf = opf.replace("</spine>", '</spine><guide><reference type="cover" href="cover.xhtml"/></guide>')
    assert texts(read_source(write_epub(tmp_path / "x.epub", pages, opf))) == ["One", "before after"]


def test_a_document_without_a_heading_has_its_name_in_the_contents(tmp_path: Path) -> None:
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>First ice</text>'
        '</navLabel><content src="a.xhtml#start"/></navPoint></navMap></ncx>'
    )
    item = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    pages = {"a.xhtml": page("<p>a</p>"), "b.xhtml": page("<p>goes on</p>")}
    opf = package(list(pages), extra=item).replace("<spine>", '<spine toc="ncx">')
    source = read_source(write_epub(tmp_path / "x.epub", pages, opf, **{"OEBPS/toc.ncx": ncx}))
    assert texts(source) == ["First ice", "a", "goes on"]
    assert source.pieces[0].kind == "heading"


@pytest.mark.parametrize("link", ["https://publisher.example/", "mailto:one@publisher.example", "/elsewhere.xhtml"])
def test_a_link_out_of_the_book_in_its_contents_is_passed_over(tmp_path: Path, link: str) -> None:
    contents = page(f'<nav><a href="{link}">Us</a><a href="b.xhtml">Second</a></nav>')
    item = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    pages = {"a.xhtml": page("<p>a</p>"), "b.xhtml": page("<p>b</p>")}
    opf = package(list(pages), extra=item)
    book = write_epub(tmp_path / "x.epub", pages, opf, **{"OEBPS/nav.xhtml": contents})
    assert texts(read_source(book)) == ["a", "Second", "b"]


def test_a_document_that_stands_twice_in_the_spine_is_read_once(tmp_path: Path) -> None:
    pages = {"a.xhtml": page("<p>a</p>"), "b.xhtml": page("<p>b</p>")}
    opf = package(list(pages), spine=["a.xhtml", "b.xhtml", "a.xhtml"] * 1000)
    assert texts(read_source(write_epub(tmp_path / "x.epub", pages, opf))) == ["a", "b"]


@pytest.mark.parametrize(
    "href", ["../../../etc/passwd", "/etc/passwd", "..%2f..%2f..%2fetc/passwd", "file:///etc/passwd", "..\\..\\x"]
)
def test_paths_out_of_the_archive_are_refused(tmp_path: Path, href: str) -> None:
    opf = package(["a.xhtml"]).replace('href="a.xhtml"', f'href="{href}"')
    with pytest.raises(ImportFailed, match="outside of itself"):
        read_source(write_epub(tmp_path / "x.epub", {"a.xhtml": page("<p>a</p>")}, opf))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    opf = package(["a.xhtml"]).replace("<package", f'<!DOCTYPE package [<!ENTITY l0 "ha">{laughs}]><package', 1)
    opf = opf.replace("Letters", "&l9;")
    with pytest.raises(ImportFailed, match="declares entities"):
        read_source(write_epub(tmp_path / "x.epub", {"a.xhtml": page("<p>a</p>")}, opf))


PICTURE = b"\xff\xd8\xff a picture"


@pytest.mark.parametrize(
    ("item", "meta", "found"),
    [
        ('id="c" properties="cover-image" href="c.jpg"', "", PICTURE),
        ('id="c" href="c.jpg"', '<meta name="cover" content="c"/>', PICTURE),
        ('id="c" href="c.jpg"', '<meta name="cover" content="gone"/>', b""),
        ('id="c" properties="cover-image" href="gone.jpg"', "", b""),
        ('id="c" properties="cover-image" href="../../../etc/passwd"', "", b""),
        ('id="c" href="c.jpg"', "", b""),
    ],
)
def test_the_cover_s_picture_is_kept_where_the_book_tells_one(
    tmp_path: Path, item: str, meta: str, found: bytes
) -> None:
    opf = package(["a.xhtml"], extra=f'<item {item} media-type="image/jpeg"/>')
    opf = opf.replace("</metadata>", f"{meta}</metadata>")
    book = write_epub(tmp_path / "x.epub", {"a.xhtml": page("<p>a</p>")}, opf, **{"OEBPS/c.jpg": PICTURE})
    source = read_source(book)
    assert (texts(source), source.cover) == (["a"], found)


def test_a_cover_that_unpacks_to_more_than_a_book_holds_is_left_out(tmp_path: Path) -> None:
    opf = package(["a.xhtml"], extra='<item id="c" properties="cover-image" href="c.jpg" media-type="image/jpeg"/>')
    bomb = {"OEBPS/c.jpg": bytes(MOST_ENTRY_BYTES + 1)}
    source = read_source(write_epub(tmp_path / "x.epub", {"a.xhtml": page("<p>a</p>")}, opf, **bomb))
    assert (texts(source), source.cover) == (["a"], b"")


def test_a_protected_book_says_so(tmp_path: Path) -> None:
    told = (
        '<encryption><EncryptedData><CipherData><CipherReference URI="{}"/></CipherData></EncryptedData></encryption>'
    )
    pages = {"a.xhtml": page("<p>a</p>")}
    fonts = write_epub(tmp_path / "f.epub", pages, **{"META-INF/encryption.xml": told.format("OEBPS/f.otf")})
    assert texts(read_source(fonts)) == ["a"]
    book = write_epub(tmp_path / "x.epub", pages, **{"META-INF/encryption.xml": told.format("OEBPS/a.xhtml")})
    with pytest.raises(ImportFailed, match="protected against copying"):
        read_source(book)


def test_a_missing_document_is_told(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="incomplete"):
        read_source(write_epub(tmp_path / "x.epub", {}, package(["gone.xhtml"])))
