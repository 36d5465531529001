# SPDX-License-Identifier: GPL-3.0-or-later
"""PDF files, and what happens where the program that reads them hangs, ends early or tells too much."""

from __future__ import annotations

import importlib.util
import sys
import zlib
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from studio.project.importers import pdf_file
from studio.project.importers.book import ImportFailed
from studio.project.importers.chapters import book_of
from studio.project.importers.cleaning import ALL_SWITCHES
from studio.project.importers.table import read_source
from tests.support.books import pdf_of, text_pdf, write_pdf
from tests.support.waiting import wait_until

CHAPTERS = {
    "First ice": [
        "It did not sound like thunder, whatever they have written since. It sounded like a door in another house.",
        "“Who is there?”",
    ],
    "The crack": ["The dogs had lain down with their noses to it. Not one of them was barking, and nobody spoke."],
    "Walking home": ["We carried for nine hours."],
}
ABOUT = '{"pages": 2, "title": "", "author": "", "outline": []}'


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return text_pdf(tmp_path / "x.pdf", CHAPTERS)


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program that reads, to be written; its process id is in `pid` beside it once it has begun."""
    program = tmp_path / "reader.py"
    monkeypatch.setattr(pdf_file, "python_module", lambda _module, _path: (sys.executable, str(program)))
    return program


def write(reader: Path, code: str) -> None:
    place = str(reader.with_name("pid"))
    note = f"import os\nwith open({place + '~'!r}, 'w') as file: file.write(str(os.getpid()))\n"
    note += f"os.replace({place + '~'!r}, {place!r})\n"
    reader.write_text(f"import sys, time\n{note}def tell(text):\n    print(text, flush=True)\n{code}")


def has_ended(reader: Path) -> bool:
    for each in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # it ends just now
            if str(reader) in each.cmdline():
                return False
    return True


def test_chapters_and_paragraphs_are_read_without_the_pages_numbers(pdf: Path) -> None:
    shares: list[float] = []
    book = book_of(read_source(pdf, shares.append), ALL_SWITCHES)
    assert {chapter.title: [each.text for each in chapter.pieces[1:]] for chapter in book.chapters} == CHAPTERS
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_words_divided_at_a_line_s_end_are_whole(tmp_path: Path) -> None:
    lines = [(50, 500, 10, "The captain lifted his head, and the flour was car-"), (50, 487, 10, "ried off the ice.")]
    book = book_of(read_source(write_pdf(tmp_path / "x.pdf", [lines])), ALL_SWITCHES)
    assert book.chapters[0].pieces[0].text == "The captain lifted his head, and the flour was carried off the ice."


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 600] /Contents 4 0 R >>"
CYCLIC = b"<< /Title (a) /Parent 5 0 R /Next 6 0 R /First 6 0 R /Dest [3 0 R /Fit] >>"


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


@pytest.mark.parametrize(
    "objects",
    [
        [CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"],
        [CATALOGUE, b"<< /Type /Pages /Kids [] /Count 1000000000 >>"],
        [CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE, stream(b"[" * 500_000)],
        [CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE, stream(b""), b"<< /First 6 0 R >>", CYCLIC],
        [CATALOGUE, *(b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 3) for number in range(5000))],
    ],
    ids=["cyclic pages", "a billion pages", "nested arrays", "a cyclic outline", "deep pages"],
)
def test_hostile_files_are_refused_within_bounds(tmp_path: Path, objects: list[bytes]) -> None:
    (tmp_path / "x.pdf").write_bytes(pdf_of(objects))
    with pytest.raises(ImportFailed, match=r"damaged|pictures of text|more pages"):
        read_source(tmp_path / "x.pdf", longest_s=20.0)


def test_a_bomb_is_refused_within_bounds(tmp_path: Path) -> None:
    packed = zlib.compress(zlib.compress(bytes(1 << 27), 1), 1)
    bomb = stream(packed, b"/Filter [/FlateDecode /FlateDecode]")
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    (tmp_path / "x.pdf").write_bytes(pdf_of([CATALOGUE, pages, PAGE, bomb]))
    with pytest.raises(ImportFailed, match=r"damaged|pictures of text"):
        read_source(tmp_path / "x.pdf", longest_s=20.0)


def test_without_the_package_the_notice_names_it(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ImportFailed, match=r"need the extra “pdf”: .*-m pip install pypdfium2"):
        read_source(pdf)


def test_a_file_without_text_says_so(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="pictures of text"):
        read_source(write_pdf(tmp_path / "x.pdf", [[], []]))


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="could not be read: No such file"):
        read_source(tmp_path / "x.pdf")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("""tell('{"fault": "password"}')""", "protected by a password"),
        ("""tell('{"fault": "damaged"}')""", "is damaged"),
        ("""tell('{"fault": "pages"}')""", "more pages than any book"),
        ("sys.exit(1)", "is damaged"),
        (f"tell('''{ABOUT}'''); tell('[]'); os.abort()", "is damaged"),
        (f"tell('''{ABOUT}'''); tell('[]'); tell('[]'); tell('[]')", "is damaged"),
        (f"tell('''{ABOUT}'''); tell('[[1]]')", "is damaged"),
        ("tell('[')", "is damaged"),
        ("tell('{}')", "is damaged"),
        ("print('[' * (17 << 20))", "more text than a book"),
        ("while True: tell('[' + ' ' * 1000000 + ']')", "damaged|more text than a book"),
    ],
)
def test_what_the_program_tells_is_taken_for_no_more_than_it_is(pdf: Path, reader: Path, code: str, said: str) -> None:
    write(reader, code)
    with pytest.raises(ImportFailed, match=said):
        read_source(pdf)
    assert has_ended(reader)


@pytest.mark.parametrize("code", ["time.sleep(60)", f"tell('''{ABOUT}'''); tell('[]'); time.sleep(60)"])
def test_a_program_that_hangs_is_ended_with_the_reading(pdf: Path, reader: Path, code: str) -> None:
    write(reader, code)

    def stop(_share: float) -> None:
        if reader.with_name("pid").exists():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_source(pdf, stop)
    wait_until(lambda: has_ended(reader))


def test_a_reading_that_takes_too_long_ends_the_program(pdf: Path, reader: Path) -> None:
    write(reader, "time.sleep(600)")
    with pytest.raises(ImportFailed, match="too long"):
        read_source(pdf, longest_s=0.5)
    assert has_ended(reader)
