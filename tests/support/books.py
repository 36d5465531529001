# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of other programs, made for tests: EPUB books, Word documents."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def write_zip(path: Path, entries: Mapping[str, str | bytes]) -> Path:
    """An archive at *path*."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def package(
    pages: Sequence[str], title: str = "Letters from the Ice", spine: Sequence[str] = (), extra: str = ""
) -> str:
    """A package document for *pages*; *spine* names them in another order, *extra* are further items."""
    items = "".join(f'<item id="{page}" href="{page}" media-type="application/xhtml+xml"/>' for page in pages)
    refs = "".join(f'<itemref idref="{page}"/>' for page in (spine or pages))
    return (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>' + escape(title) + "</dc:title>"
        f"<dc:creator>Astrid Holm</dc:creator></metadata><manifest>{items}{extra}</manifest><spine>{refs}</spine>"
        "</package>"
    )


def page(body: str, title: str = "") -> str:
    """A document of XHTML."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>{title}</title></head><body>{body}</body></html>'
    )


def write_epub(path: Path, pages: Mapping[str, str], opf: str = "", **others: str | bytes) -> Path:
    """A book with *pages*, whole documents by their names, in that order."""
    entries: dict[str, str | bytes] = {"mimetype": "application/epub+zip", "META-INF/container.xml": _CONTAINER}
    entries["OEBPS/book.opf"] = opf or package(list(pages))
    entries.update({f"OEBPS/{name}": text for name, text in pages.items()})
    entries.update(others)
    return write_zip(path, entries)


def chapters_epub(path: Path, texts: Mapping[str, Sequence[str]]) -> Path:
    """A book with a document for each chapter: its title and its paragraphs."""
    pages = {
        f"c{number}.xhtml": page(f"<h1>{escape(title)}</h1>" + "".join(f"<p>{escape(each)}</p>" for each in said))
        for number, (title, said) in enumerate(texts.items(), 1)
    }
    return write_epub(path, pages)


def write_docx(path: Path, body: str, **others: str) -> Path:
    """A Word document with the XML *body*; *others* are further parts: styles, footnotes, core."""
    places = {"styles": "word/styles.xml", "footnotes": "word/footnotes.xml", "core": "docProps/core.xml"}
    entries: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<?xml version="1.0"?><w:document {_W}><w:body>{body}</w:body></w:document>',
    }
    entries.update({places[name]: text.replace("<w:root>", f"<w:root {_W}>") for name, text in others.items()})
    return write_zip(path, entries)


def run(text: str, manner: str = "") -> str:
    """A run of a Word document."""
    return f'<w:r><w:rPr>{manner}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(runs: str, style: str = "") -> str:
    """A paragraph of a Word document."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{runs}</w:p>"
