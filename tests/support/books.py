# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of other programs, made for tests: EPUB books, Word documents."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from textwrap import wrap

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


Written = tuple[float, float, float, str]
"""A line of a PDF file: left and base in points from the lower left corner, the letters' size, and its text."""


def write_pdf(
    path: Path, pages: Sequence[Sequence[Written]], outline: Sequence[tuple[str, int, float]] = (), about: str = ""
) -> Path:
    """A PDF file in Helvetica.

    Args:
        outline: Titles with the number of the page and the height there.
        about: Entries of its information, such as "/Title (Ice)".
    """
    objects: list[bytes] = []

    def put(content: str | bytes) -> int:
        objects.append(content.encode("cp1252") if isinstance(content, str) else content)
        return len(objects)

    for number in range(4):
        put(str(number))
    kids = []
    for lines in pages:
        drawn = "".join(f"BT /F {size} Tf {x} {y} Td {_pdf_text(text)} Tj ET\n" for x, y, size, text in lines)
        stream = put(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}endstream")
        kids.append(put(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 600] /Contents {stream} 0 R >>"))
    first = len(objects) + 2
    titles = [
        f"<< /Title {_pdf_text(title)} /Parent {first - 1} 0 R /Dest [{kids[page]} 0 R /XYZ 0 {top} 0]"
        + (f" /Next {first + number + 1} 0 R >>" if number + 1 < len(outline) else " >>")
        for number, (title, page, top) in enumerate(outline)
    ]
    put(f"<< /First {first} 0 R /Last {first + len(titles) - 1} 0 R /Count {len(titles)} >>" if titles else "<< >>")
    for title in titles:
        put(title)
    shown = f" /Outlines {first - 1} 0 R" if titles else ""
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R{shown} >>".encode()
    objects[1] = (
        f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} /Resources << /Font << /F 3 0 R >> >> >>".encode()
    )
    objects[2] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects[3] = f"<< {about} >>".encode("cp1252")
    path.write_bytes(pdf_of(objects))
    return path


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A PDF file of *objects*, of which the first is its catalogue; the fourth may hold its information."""
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    trailer = (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{made.index(b'xref')}\n%%EOF"
    )
    return bytes(made) + trailer.encode()


def _pdf_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"({escaped})"


def text_pdf(path: Path, texts: Mapping[str, Sequence[str]], characters: int = 60) -> Path:
    """A PDF file with a page for each chapter, its number at the foot: its title in large letters, and its paragraphs,
    of which each first line is indented."""
    pages = []
    for number, (title, said) in enumerate(texts.items(), 1):
        lines: list[Written] = [(50, 540, 18, title)]
        y = 500.0
        for paragraph_text in said:
            for at, line in enumerate(wrap(paragraph_text, characters)):
                lines.append((50 if at else 62, y, 10, line))
                y -= 13
        pages.append([*lines, (200, 30, 8, str(number))])
    return write_pdf(path, pages)
