# SPDX-License-Identifier: GPL-3.0-or-later
"""Text files opened and saved, with what is told of it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studio.app.text import texts
from tests.support.desk import Desk, standing
from tests.support.waiting import HANGS_S, wait_until_async


async def test_a_text_file_that_is_not_utf8_opens_all_the_same(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "Brief.txt"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        path.write_bytes(f"Grüße an {encoding}".encode(encoding))
        desk.studio.files.open_text(path)
        await wait_until_async(lambda: desk.studio.editing.project.text == f"Grüße an {encoding}")  # noqa: B023
    assert desk.studio.editing.project.title == "Brief"
    desk.studio.files.open_text(tmp_path / "missing.txt")
    await wait_until_async(lambda: "could not be read" in desk.said("open a text"))


async def test_an_error_of_writing_goes_when_it_is_written(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "folder" / "text.txt"
    desk.studio.files.save_text(path)
    await wait_until_async(lambda: standing(desk))
    assert "save the text" in standing(desk)
    os.makedirs(path.parent)
    desk.studio.files.save_text(path)
    await wait_until_async(lambda: "save the text" not in standing(desk))
    assert path.exists()


async def test_how_a_text_was_read_is_told_as_long_as_it_is_that_text(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes("Съешь же ещё этих мягких французских булок, да выпей чаю.".encode("koi8-r"))
    desk.studio.files.open_text(path)
    await wait_until_async(lambda: "text file" in standing(desk))
    desk.studio.editing.edit_text(0, 0, "Так: ")
    assert "text file" in standing(desk)
    desk.studio.editing.undo()
    desk.studio.editing.undo()
    assert desk.studio.editing.project.file == ""
    assert "text file" not in standing(desk)


async def test_an_opened_text_whose_paragraphs_are_split_says_so(desk: Desk, tmp_path: Path) -> None:
    giant, other = tmp_path / "giant.txt", tmp_path / "other.txt"
    giant.write_text("a" * 30_000)
    other.write_text("Short.")
    for path, says in ((giant, True), (other, False), (giant, True)):
        desk.studio.files.open_text(path)
        await wait_until_async(lambda path=path: desk.studio.editing.project.title == path.stem)  # type: ignore[misc]
        assert ("split" in standing(desk)) == says
    desk.studio.editing.undo()
    assert desk.studio.editing.project.title == "other"
    assert "split" not in standing(desk)


async def test_what_was_told_of_the_text_before_goes_when_another_is_opened(desk: Desk, tmp_path: Path) -> None:
    desk.studio.files.save_text(tmp_path / "text.txt")
    await wait_until_async(lambda: "text file" in standing(desk), HANGS_S)
    (tmp_path / "other.txt").write_text("Another text.")
    desk.studio.files.open_text(tmp_path / "other.txt")
    await wait_until_async(lambda: desk.studio.editing.project.text == "Another text.", HANGS_S)
    assert standing(desk) == {}


@contextmanager
def slow(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[threading.Event]:
    """The drive does what is called *name* at the block's end alone; tells that it has been asked for."""
    begun, go_on = threading.Event(), threading.Event()
    do = getattr(texts, name)

    def waiting(*arguments: object) -> object:
        begun.set()
        assert go_on.wait(HANGS_S)
        return do(*arguments)

    monkeypatch.setattr(texts, name, waiting)
    try:
        yield begun
    finally:
        go_on.set()


async def test_a_text_that_is_read_late_replaces_no_text_of_another_project(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio, path = desk.studio, tmp_path / "story.txt"
    path.write_text("A story.")
    before = studio.projects.path
    with slow(monkeypatch, "read_text") as begun:
        studio.projects.open(path)
        await wait_until_async(begun.is_set)
        studio.projects.begin_with("Another project.")
        await wait_until_async(lambda: studio.projects.path != before, what="another project")
    await wait_until_async(lambda: "story.txt was not opened" in desk.said("text file"))
    assert studio.editing.project.text == "Another project."
    studio.projects.open(path)
    await wait_until_async(lambda: studio.editing.project.text == "A story.")


@pytest.mark.parametrize("again", ["", "write_text", "stamp_of"])
async def test_a_text_that_is_written_late_is_no_file_of_another_project(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: str
) -> None:
    studio, path = desk.studio, tmp_path / "story.txt"
    studio.editing.replace_text("A story.")
    if again:
        studio.files.save_text(path)
        await wait_until_async(lambda: studio.editing.project.file)
        studio.editing.edit_text(0, 1, "One")
        desk.notices.clear()
    before, asked = studio.projects.path, list[bool]()
    with slow(monkeypatch, again or "write_text") as begun:
        if again:
            studio.files.save_text_again(lambda: asked.append(True))
        else:
            studio.files.save_text(path)
        await wait_until_async(begun.is_set)
        studio.projects.begin_with("Another project.")
        await wait_until_async(lambda: studio.projects.path != before, what="another project")
        now = studio.editing.project
    await wait_until_async(lambda: "was saved" in desk.said("text file"))
    assert (now.file, now.file_stamp) == ("", "")
    assert studio.editing.project == now
    assert asked == []
