# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.core.errors import StudioError
from studio.project.importers.book import ImportFailed
from studio.project.importers.chapters import book_of
from studio.project.importers.cleaning import ALL_SWITCHES
from studio.project.importers.table import KINDS, kind_of, read_source
from tests.support.books import chapters_epub, paragraph, run, text_pdf, write_docx

TEXT = "It did not sound like thunder, whatever they have written since. "


def _markdown(path: Path) -> Path:
    path.write_text(f"# One\n\n{TEXT * 20}\n\n# Two\n\n*{TEXT}* ¹\n")
    return path


def _html(path: Path) -> Path:
    path.write_text(f"<h1>One</h1><p>{TEXT * 20}</p><h1>Two</h1><p><i>{TEXT}</i></p>")
    return path


def _subtitles(path: Path) -> Path:
    lines = (f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{TEXT}\n" for n in range(20))
    path.write_text("\n".join(lines))
    return path


SAMPLES: dict[str, Callable[[Path], Path]] = {
    ".epub": lambda path: chapters_epub(path, {"One": [TEXT] * 20, "Two": [TEXT]}),
    ".docx": lambda path: write_docx(path, "".join(paragraph(run(TEXT)) for _ in range(20))),
    ".md": _markdown,
    ".html": _html,
    ".srt": _subtitles,
    ".pdf": lambda path: text_pdf(path, {"One": [TEXT * 20], "Two": [TEXT]}),
}


def test_each_kind_has_a_sample_and_is_read(tmp_path: Path) -> None:
    assert {suffix for kind in KINDS for suffix in kind.suffixes} >= SAMPLES.keys()
    assert {kind_of(Path(f"x{suffix}")) for suffix in SAMPLES} == set(KINDS)
    for suffix, make in SAMPLES.items():
        book = book_of(read_source(make(tmp_path / f"x{suffix}")), ALL_SWITCHES)
        assert book.words > 200


def test_the_kind_is_that_of_the_name() -> None:
    assert kind_of(Path("A.EPUB")) is KINDS[0]
    assert kind_of(Path("a.txt")) is None


def test_a_file_of_no_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match=r"choose one of \.epub"):
        read_source(tmp_path / "x.doc")


def test_what_the_step_raises_ends_the_reading(tmp_path: Path) -> None:
    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    for suffix, make in SAMPLES.items():
        with pytest.raises(KeyboardInterrupt):
            read_source(make(tmp_path / f"x{suffix}"), stop)


def test_the_steps_rise(tmp_path: Path) -> None:
    shares: list[float] = []
    read_source(chapters_epub(tmp_path / "x.epub", {f"C {n}": [TEXT] for n in range(9)}), shares.append)
    assert shares == sorted(shares)
    assert 0 <= shares[0] < 0.1
    assert 0.8 < shares[-1] <= 1


def test_a_reading_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="too long"):
        read_source(SAMPLES[".epub"](tmp_path / "x.epub"), longest_s=-1)


@pytest.mark.parametrize("suffix", SAMPLES)
@pytest.mark.parametrize("seed", range(5))
def test_damaged_files_are_read_or_refused_in_time(suffix: str, seed: int, tmp_path: Path) -> None:
    drawn = random.Random(seed)
    path = SAMPLES[suffix](tmp_path / f"x{suffix}")
    whole = path.read_bytes()
    fuzzed = bytearray(whole[:10_000])
    for _ in range(1 + 40 * seed):
        fuzzed[drawn.randrange(len(fuzzed))] = drawn.randrange(256)
    began_s = time.monotonic()
    for data in (bytes(fuzzed), drawn.randbytes(10_000), whole[: len(whole) * (seed + 1) // 7], b""):
        path.write_bytes(data)
        with contextlib.suppress(StudioError):
            book_of(read_source(path), ALL_SWITCHES)
    # A bound for a hang, not a measure.
    assert time.monotonic() - began_s < 30


@pytest.mark.parametrize("suffix", SAMPLES)
def test_a_wrong_suffix_is_told(suffix: str, tmp_path: Path) -> None:
    other = ".html" if suffix in (".epub", ".docx") else ".epub"
    SAMPLES[other](tmp_path / f"x{other}").rename(tmp_path / f"x{suffix}")
    with pytest.raises(StudioError) as told:
        read_source(tmp_path / f"x{suffix}")
    assert f"x{suffix}" in told.value.user_text


@pytest.mark.parametrize("begins", ["<", "<a", "<!--", "<a b='", "<div>", "<sup><a>", "&", "<![CDATA["])
def test_pages_that_never_end_are_read_in_time(begins: str, tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text(begins * (200_000 // len(begins)))
    began_s = time.monotonic()
    with contextlib.suppress(ImportFailed):
        book_of(read_source(path), ALL_SWITCHES)
    assert time.monotonic() - began_s < 30
