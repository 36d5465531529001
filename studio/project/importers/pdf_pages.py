# SPDX-License-Identifier: GPL-3.0-or-later
"""A program of its own, which writes the lines of a PDF file's pages to its standard output, as lines of JSON.

    python -m studio.project.importers.pdf_pages FILE

PDF files are read by native code that can neither be stopped nor trusted: here it can be ended, and has limits. The
first line tells of the file, as {"pages", "title", "author", "outline"}, or of a fault, as {"fault"}; each further one
holds the lines of a page. Lengths are in points (1/72 inch), from the lower left corner of a page.
"""

from __future__ import annotations

import ctypes
import json
import statistics
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

_MOST_PAGES = 5000
_MOST_ENTRIES = 5000
_MOST_MEMORY_BYTES = 1 << 30
_LONGEST_S = 60
_MOST_CHARS = 100_000
_DEEPEST = 6
_SAMPLES = 6
_SIGN = 0.8
"""Digits smaller than this share of their line are signs of notes."""
# What PDFium puts where a word is divided at the end of a line.
_DIVIDED = ("\x02", "\ufffe")


def main(path: str) -> int:
    """Write all of the file, within limits of time and memory; a fault is told in the first line."""
    _limit()
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        if len(document) > _MOST_PAGES:
            _tell({"fault": "pages"})
            return 0
        _tell(_about(document))
        for number in range(len(document)):
            lines: list[Any] = []
            # One page of many may be damaged.
            with suppress(pypdfium2.PdfiumError):
                lines = _lines_of(document, number)
            _tell(lines)
    except (pypdfium2.PdfiumError, OSError) as error:
        _tell({"fault": "password" if "password" in str(error).lower() else "damaged"})
    return 0


def _limit() -> None:
    with suppress(ImportError):
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, _MOST_MEMORY_BYTES),
            (resource.RLIMIT_CPU, _LONGEST_S),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(OSError, ValueError):
                resource.setrlimit(kind, (most, most))


def _tell(value: object) -> None:
    sys.stdout.write(json.dumps(value))
    sys.stdout.write("\n")
    sys.stdout.flush()


def _about(document: Any) -> dict[str, Any]:
    told = document.get_metadata_dict()
    outline: list[list[Any]] = []
    for entry in document.get_toc(max_depth=_DEEPEST):
        if len(outline) == _MOST_ENTRIES:
            break
        place = entry.get_dest()
        page = None if place is None else place.get_index()
        if page is not None:
            kind, view = place.get_view()
            # Of the kinds of places only "XYZ" and "FitH" have a height.
            top = {1: view[1:2], 3: view[:1]}.get(kind, [])
            outline.append([entry.level, entry.get_title(), page, top[0] if top else None])
    return {
        "pages": len(document),
        "title": told.get("Title", ""),
        "author": told.get("Author", ""),
        "outline": outline,
    }


def _lines_of(document: Any, number: int) -> list[Any]:
    """Lines of a page, in the order of the file: text, left, right, base, height, and the signs of notes in it."""
    page = document[number]
    text_page = page.get_textpage()
    try:
        return list(_lines(text_page))
    finally:
        text_page.close()
        page.close()


def _lines(text_page: Any) -> Iterator[list[Any]]:
    from pypdfium2 import raw

    count = min(text_page.count_chars(), _MOST_CHARS)
    box = raw.FS_RECTF()

    def box_of(at: int) -> tuple[float, float, float, float]:
        raw.FPDFText_GetLooseCharBox(text_page, at, ctypes.byref(box))
        return box.left, box.right, box.bottom, box.top

    chars = [chr(raw.FPDFText_GetUnicode(text_page, at)) for at in range(count)]
    start = 0
    for at in range(count + 1):
        ends = at == count or chars[at] in ("\r", "\n")
        if not ends and chars[at] not in _DIVIDED:
            continue
        end = at if ends else at + 1
        inked = [place for place in range(start, end) if not chars[place].isspace()]
        if inked:
            left, right = box_of(inked[0])[0], box_of(inked[-1])[1]
            # A line begins with a bullet, or a word in another font.
            sample = [box_of(inked[place * (len(inked) - 1) // _SAMPLES])[2:] for place in range(_SAMPLES + 1)]
            base = statistics.median(low for low, _ in sample)
            height = statistics.median(high - low for low, high in sample)
            signs = []
            for place in inked[1:]:
                if chars[place].isdigit():
                    _, _, low, high = box_of(place)
                    if high - low < _SIGN * height:
                        signs.append(place - start)
            text = "".join("-" if char in _DIVIDED else " " if char < " " else char for char in chars[start:end])
            yield [text, *(round(each, 1) for each in (left, right, base, height)), signs]
        start = end if not ends else at + 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
