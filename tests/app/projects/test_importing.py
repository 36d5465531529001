# SPDX-License-Identifier: GPL-3.0-or-later
"""Books offered, cleaned and taken."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from studio.app.projects import importing as importing_room
from studio.app.projects.importing import book_suffixes, is_book, length_s
from studio.app.work.state import Activity
from studio.project.importers.book import Book, Chapter, Source
from studio.project.importers.chapters import book_of
from tests.support.books import chapters_epub, package, page, write_epub
from tests.support.desk import Desk
from tests.support.projects import reading
from tests.support.waiting import HANGS_S, wait_until_async

CHAPTERS = {"One": ["Forty dogs."], "Two": ["First ice."], "Three": ["The crack."]}


async def test_a_book_is_offered_and_becomes_a_project_beside_the_open_one(desk: Desk, tmp_path: Path) -> None:
    studio = desk.studio
    studio.editing.replace_text("Of the project before.")
    before = studio.projects.path
    studio.projects.open(chapters_epub(tmp_path / "book.epub", CHAPTERS))
    await wait_until_async(lambda: studio.importing.offer is not None)
    offer = studio.importing.offer
    assert offer is not None
    assert [chapter.title for chapter in offer.book.chapters] == ["One", "Two", "Three"]
    assert studio.editing.project.text == "Of the project before."
    studio.importing.take({1, 2})
    await wait_until_async(lambda: studio.projects.path != before)
    project = studio.editing.project
    assert [each.text for each in project.paragraphs] == ["Two", "First ice.", "Three", "The crack."]
    assert (project.title, project.author) == ("Letters from the Ice", "Astrid Holm")
    assert studio.projects.name == "Letters from the Ice"
    studio.projects.open(before)
    await wait_until_async(lambda: studio.editing.project.text == "Of the project before.")


async def test_a_project_gets_the_cover_that_is_made_of_the_book_s(desk: Desk, tmp_path: Path) -> None:
    studio = desk.studio
    before, threads = studio.projects.path, list[bool]()

    def small(picture: bytes) -> bytes:
        threads.append(threading.current_thread() is threading.main_thread())
        return picture[:11]

    opf = package(["a.xhtml"], extra='<item id="c" properties="cover-image" href="c.jpg" media-type="image/jpeg"/>')
    cover = {"OEBPS/c.jpg": b"\xff\xd8\xff and all of a large picture"}
    studio.importing.read(write_epub(tmp_path / "book.epub", {"a.xhtml": page("<p>Cold.</p>")}, opf, **cover))
    await wait_until_async(lambda: studio.importing.offer is not None)
    studio.importing.take({0}, small)
    await wait_until_async(lambda: studio.projects.path != before)
    assert (studio.editing.project.cover_picture, threads) == (b"\xff\xd8\xff and all", [False])
    path = studio.projects.path
    studio.projects.open(before)
    await wait_until_async(lambda: studio.projects.path == before)
    assert reading(path).cover_picture == b"\xff\xd8\xff and all"


async def test_switches_clean_the_offer_anew(desk: Desk, tmp_path: Path) -> None:
    importing = desk.studio.importing
    body = "<p>Cold.</p><aside epub:type='footnote'><p>Minus forty.</p></aside>"
    importing.read(write_epub(tmp_path / "book.epub", {"a.xhtml": page(body)}))
    await wait_until_async(lambda: importing.offer is not None)

    def words() -> int:
        assert importing.offer is not None
        return importing.offer.book.words

    assert words() == 1
    importing.switch("footnotes", False)
    await wait_until_async(lambda: words() == 3)
    importing.switch("ligatures", False)
    importing.switch("footnotes", True)
    await wait_until_async(lambda: words() == 1)
    assert importing.offer is not None
    assert "ligatures" not in importing.offer.switches
    importing.leave()
    assert importing.offer is None


async def test_a_switch_pressed_just_before_counts_and_a_book_is_taken_once(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio, importing = desk.studio, desk.studio.importing
    body = "<p>Cold.</p><aside epub:type='footnote'><p>Minus forty.</p></aside>"
    importing.read(write_epub(tmp_path / "book.epub", {"a.xhtml": page(body)}))
    await wait_until_async(lambda: importing.offer is not None)
    go_on, taken = threading.Event(), list[bool]()

    def held(source: Source, switches: frozenset[str]) -> Book:
        assert go_on.wait(HANGS_S)
        return book_of(source, switches)

    def cover_of(_picture: bytes) -> bytes:
        taken.append(True)
        return b""

    monkeypatch.setattr(importing_room, "book_of", held)
    stop = studio.projects.opened.connect(lambda _place: importing.leave())
    before = studio.projects.path
    importing.switch("footnotes", False)
    importing.take({0}, cover_of)
    importing.take({0}, cover_of)
    go_on.set()
    await wait_until_async(lambda: studio.projects.path != before)
    assert [each.text for each in studio.editing.project.paragraphs] == ["Cold.", "Minus forty."]
    stop()
    # One more would have been made before it.
    before = studio.projects.path
    studio.projects.begin_with("After.")
    await wait_until_async(lambda: studio.editing.project.text == "After.")
    assert len(taken) == 1


async def test_chapters_that_are_others_once_they_are_cleaned_are_chosen_again(desk: Desk, tmp_path: Path) -> None:
    studio, importing = desk.studio, desk.studio.importing
    note = "<aside epub:type='footnote'><h1>Two</h1><p>Minus forty.</p></aside>"
    importing.read(
        write_epub(
            tmp_path / "book.epub", {"a.xhtml": page(f"<h1>One</h1><p>Cold.</p>{note}<h1>Three</h1><p>Ice.</p>")}
        )
    )
    await wait_until_async(lambda: importing.offer is not None)
    before = studio.projects.path
    importing.switch("footnotes", False)
    importing.take({1})
    await wait_until_async(lambda: "choose them again" in desk.said("import"))
    importing.switch("footnotes", True)
    importing.take({0, 1, 2})
    await wait_until_async(lambda: studio.projects.path != before)
    assert [each.text for each in studio.editing.project.paragraphs] == ["One", "Cold.", "Three", "Ice."]


async def test_reading_tells_its_progress_and_can_be_cancelled(desk: Desk, tmp_path: Path) -> None:
    importing = desk.studio.importing
    told: list[Activity] = []

    def heard(activity: Activity) -> None:
        if activity.key == "import":
            told.append(activity)
            if activity.cancel is not None:
                activity.cancel()

    stop = desk.studio.activities.connect(heard)
    importing.read(chapters_epub(tmp_path / "book.epub", {f"C {n}": ["a"] * 100 for n in range(200)}))
    await wait_until_async(lambda: len(told) > 1)
    assert (told[0].text, told[0].fraction, told[-1].text) == ("Reading book.epub", 0.0, "")
    assert importing.offer is None
    # Another one is read after that.
    stop()
    importing.read(chapters_epub(tmp_path / "other.epub", CHAPTERS))
    await wait_until_async(lambda: importing.offer is not None)


async def test_a_file_that_cannot_be_read_is_told(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "x.epub").write_text("no book")
    desk.studio.projects.open(tmp_path / "x.epub")
    await wait_until_async(lambda: "not an EPUB book" in desk.said("import"))
    assert desk.studio.importing.offer is None


def test_kinds_and_lengths() -> None:
    assert is_book(Path("a.EPUB"))
    assert not is_book(Path("a.txt"))
    assert ".docx" in book_suffixes()
    assert length_s(Chapter("", (), 270)) == pytest.approx(100)
    assert length_s(Chapter("", (), 500, 500)) == pytest.approx(100)
