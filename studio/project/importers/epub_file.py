# SPDX-License-Identifier: GPL-3.0-or-later
"""EPUB books, of versions 2 and 3: the documents of the spine in their order, without navigation and page numbers, and
the cover's picture."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

from studio.project.importers.archive import Archive, opened
from studio.project.importers.blocks import BlockReader
from studio.project.importers.book import ImportFailed, Piece, Source, Step
from studio.project.importers.html_file import decoded
from studio.project.importers.xml_reading import xml_tree

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_PAGES = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"))
_NAVIGATION = frozenset(("toc", "cover"))
_MOST_PAGES = 5000


@dataclass(frozen=True, slots=True)
class _Package:
    """What the package document tells.

    Attributes:
        pages: Names of the documents to read, in their order, each once.
        contents: Names of the documents that hold the table of contents.
        cover: Name of the cover's picture; "" for none.
    """

    pages: tuple[str, ...]
    contents: tuple[str, ...]
    cover: str
    title: str
    author: str


def read(path: Path, step: Step) -> Source:
    """The text of a book. Where a document has no heading, but the table of contents a name for it, that is its
    heading."""
    with opened(path, "an EPUB book") as archive:
        if _CONTAINER not in archive:
            raise ImportFailed(f"{path.name} is not an EPUB book, whatever its name says.")
        package = _package(archive, path.name)
        _refuse_protected(archive, package, path.name)
        titles = _titles(archive, package, path.name)
        pieces: list[Piece] = []
        for number, page in enumerate(package.pages):
            step(number / len(package.pages))
            text = decoded(archive.read(page), path.name)
            found = BlockReader().read(text, partial(_within, step, number, len(package.pages)))
            if page in titles and found and not any(piece.kind == "heading" for piece in found):
                found = (Piece(titles[page], "heading", _level(pieces)), *found)
            pieces += found
        return Source(tuple(pieces), package.title, package.author, _cover(archive, package))


def _within(step: Step, number: int, pages: int, share: float) -> None:
    step((number + share) / pages)


def _package(archive: Archive, name: str) -> _Package:
    container = xml_tree(archive.read(_CONTAINER), name)
    place = next((each.get("full-path", "") for each in container.iter("rootfile")), "")
    place = archive.place("", place)
    root = xml_tree(archive.read(place), name)
    items = {each.get("id", ""): each for each in root.iter("item")}
    left_out = {
        archive.place(place, each.get("href", "")) for each in root.iter("reference") if each.get("type") in _NAVIGATION
    }
    pages: dict[str, None] = {}
    for ref in root.iter("itemref"):
        item = items.get(ref.get("idref", ""))
        if item is None or ref.get("linear") == "no" or "nav" in _properties(item):
            continue
        if item.get("media-type") in _PAGES:
            # A document that stands twice in the spine is read once.
            pages.setdefault(archive.place(place, item.get("href", "")))
    wanted = tuple(page for page in pages if page not in left_out)
    if not wanted or len(wanted) > _MOST_PAGES:
        raise ImportFailed(f"{name} names no text to read." if not wanted else f"{name} has too many documents.")
    spine = next(root.iter("spine"), None)
    contents = [item for item in items.values() if "nav" in _properties(item)]
    if spine is not None and (ncx := items.get(spine.get("toc", ""))) is not None:
        contents.append(ncx)
    links = tuple(archive.place(place, item.get("href", "")) for item in contents)
    return _Package(
        wanted, links, _cover_place(archive, place, root, items), _first(root, "title"), _first(root, "creator")
    )


def _cover_place(archive: Archive, place: str, root: Element, items: dict[str, Element]) -> str:
    """Name of the cover's picture, as EPUB 3 tells it, or EPUB 2; "" for none."""
    told = next((each for each in items.values() if "cover-image" in _properties(each)), None)
    if told is None:
        ids = (each.get("content", "") for each in root.iter("meta") if each.get("name") == "cover")
        told = next((items[each] for each in ids if each in items), None)
    # A book can be read without one.
    with suppress(ImportFailed):
        return "" if told is None else archive.place(place, told.get("href", ""))
    return ""


def _cover(archive: Archive, package: _Package) -> bytes:
    with suppress(ImportFailed):
        return archive.read(package.cover) if package.cover in archive else b""
    return b""


def _titles(archive: Archive, package: _Package, name: str) -> dict[str, str]:
    """Names of documents in the table of contents."""
    titles: dict[str, str] = {}
    for place in package.contents:
        if place not in archive:
            continue
        try:
            root = xml_tree(archive.read(place), name)
        except ImportFailed:
            # A book can be read without it.
            continue
        for link, text in (*_links(root, "a", "href", ""), *_links(root, "navPoint", "src", "content")):
            with suppress(ImportFailed):
                # Some lead to pages elsewhere.
                page = archive.place(place, link)
                if text and page not in titles:
                    titles[page] = text
    return titles


def _links(root: Element, tag: str, attribute: str, within: str) -> list[tuple[str, str]]:
    found = []
    for each in root.iter(tag):
        holder = each.find(within) if within else each
        label = each.find("navLabel") if within else each
        if holder is not None and label is not None:
            found.append((holder.get(attribute, ""), " ".join("".join(label.itertext()).split())))
    return found


def _refuse_protected(archive: Archive, package: _Package, name: str) -> None:
    if _ENCRYPTION not in archive:
        return
    # Fonts may be, without harm.
    kept = {
        archive.place("", each.get("URI", ""))
        for each in xml_tree(archive.read(_ENCRYPTION), name).iter("CipherReference")
    }
    if kept.intersection(package.pages):
        raise ImportFailed(f"{name} is protected against copying, and cannot be read.")


def _level(pieces: list[Piece]) -> int:
    """The level of a heading that a document without one gets: that of the last document's first."""
    return next((piece.level for piece in pieces if piece.kind == "heading"), 1)


def _properties(item: Element) -> list[str]:
    return item.get("properties", "").split()


def _first(root: Element, tag: str) -> str:
    return next((" ".join(text.split()) for each in root.iter(tag) if (text := each.text or "").strip()), "")
