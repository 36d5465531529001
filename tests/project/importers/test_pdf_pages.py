# SPDX-License-Identifier: GPL-3.0-or-later
"""The program that reads PDF files, run as one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from studio.project.importers import pdf_pages
from tests.support.books import write_pdf


def told(path: Path) -> list[Any]:
    command = [sys.executable, "-P", "-m", pdf_pages.__name__, str(path)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return [json.loads(each) for each in done.stdout.splitlines()]


def test_it_tells_of_the_file_and_then_the_lines_of_each_page(tmp_path: Path) -> None:
    path = write_pdf(
        tmp_path / "x.pdf",
        [
            [(50, 500, 20, "First ice"), (50, 460, 10, "It cracked."), (99, 464, 6, "7")],
            [],
            [(60, 400, 10, "Walking")],
        ],
        [("First ice", 0, 520.0), ("Home", 2, 410.0)],
        "/Title (Letters) /Author (Holm)",
    )
    about, *pages = told(path)
    assert about == {
        "pages": 3, "title": "Letters", "author": "Holm", "outline": [[0, "First ice", 0, 520], [0, "Home", 2, 410]]
    }  # fmt: skip
    assert [[line[0].strip() for line in page] for page in pages] == [["First ice", "It cracked. 7"], [], ["Walking"]]
    heading, text = pages[0]
    assert heading[1:3] == [pytest.approx(50, abs=2), pytest.approx(120, abs=8)]
    assert heading[4] == pytest.approx(2 * text[4], abs=1)
    assert (heading[5], text[5]) == ([], [12])


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.4\nnothing"])
def test_a_fault_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.pdf").write_bytes(content)
    assert told(tmp_path / "x.pdf") == [{"fault": "damaged"}]


def test_a_file_of_more_pages_than_any_book_is_refused(tmp_path: Path) -> None:
    assert told(write_pdf(tmp_path / "x.pdf", [[]] * 5001)) == [{"fault": "pages"}]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limits")
def test_it_has_limits_of_memory_and_time_and_writes_no_file() -> None:
    code = (
        "import resource as r; from studio.project.importers.pdf_pages import _limit; _limit(); "
        "print([r.getrlimit(k)[1] for k in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE)])"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True, text=True, timeout=60)
    assert done.stdout.strip() == "[1073741824, 60, 0]"
