# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing loses nothing unasked."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest
from PySide6.QtWidgets import QMessageBox

from studio.core.errors import SaveFailed
from studio.core.pcm import Samples
from studio.export.formats import EXPORTERS, SampleEncoding
from studio.project.file.copying import copy_without_sound
from tests.support.projects import last_saved, reading
from tests.support.waiting import HANGS_S
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def spoil(data: Path) -> None:
    shutil.rmtree(data)
    data.write_text("in the way")


async def question(it: Open) -> QMessageBox:
    it.window.close()
    await it.until(lambda: it.presenter.closing.question is not None, "asked")
    box = it.presenter.closing.question
    assert box is not None
    await it.until(box.isVisible, "shown")
    return box


def saved_text(data: Path) -> str:
    project = last_saved(data)
    return project.text if project is not None else ""


def answer(box: QMessageBox, text: str) -> None:
    next(button for button in box.buttons() if button.text().replace("&", "") == text).click()


async def unsaved(it: Open, data: Path) -> None:
    await it.until(lambda: not it.studio.keeping.unsaved, "what was before is saved")
    # Before that the engine makes files of its own there.
    await it.until(lambda: it.studio.dictionaries.known, "the engine has told its words")
    spoil(data)
    it.studio.editing.edit_text(0, 0, "Unsaved. ")
    await it.until(lambda: it.studio.keeping.doubt, "the save has failed")


def test_what_was_typed_just_now_is_saved_without_a_question(in_window: InWindow, tmp_path: Path) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.edit_text(0, 0, "Typed just now. ")
        it.window.close()

    in_window(body)
    assert "Typed just now. " in saved_text(tmp_path / "data")


def test_a_text_that_cannot_be_saved_is_asked_about_and_can_go_into_a_file(in_window: InWindow, tmp_path: Path) -> None:
    async def body(it: Open) -> None:
        await unsaved(it, tmp_path / "data")
        box = await question(it)
        assert "data" in box.informativeText()
        answer(box, "Stay")
        await it.until(lambda: it.presenter.closing.question is None, "answered")
        assert it.window.isVisible()
        answer(await question(it), "Save text as…")
        await it.until(lambda: it.file_dialog is not None, "asked for a file")
        dialog = it.file_dialog
        assert dialog is not None
        await it.until(dialog.isVisible, "the dialog is open")
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile(str(tmp_path / "rescued.txt"))
        dialog.accept()
        await it.until(lambda: not it.window.isVisible(), "closed once it is saved")

    in_window(body)
    assert (tmp_path / "rescued.txt").read_text("utf-8").startswith("Unsaved. ")


def test_a_project_that_cannot_be_saved_can_go_on_in_another_file(in_window: InWindow, tmp_path: Path) -> None:
    async def body(it: Open) -> None:
        await unsaved(it, tmp_path / "data")
        answer(await question(it), "Save project as…")
        await it.until(lambda: it.presenter.files.dialog is not None, "asked for a file")
        dialog = it.presenter.files.dialog
        assert dialog is not None
        await it.until(dialog.isVisible, "the dialog is open")
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile(str(tmp_path / "rescued.speech"))
        dialog.accept()
        await it.until(lambda: not it.window.isVisible(), "closed once it is saved")

    in_window(body)
    assert reading(tmp_path / "rescued.speech").text.startswith("Unsaved. ")


def test_it_closes_once_nothing_is_in_doubt_any_more(in_window: InWindow, tmp_path: Path) -> None:
    async def body(it: Open) -> None:
        await unsaved(it, tmp_path / "data")
        await question(it)
        (tmp_path / "data").unlink()
        await it.until(lambda: not it.window.isVisible(), "closed once it is saved")
        assert it.presenter.closing.question is None

    in_window(body)
    assert "Unsaved. " in saved_text(tmp_path / "data")


def test_the_question_tells_what_is_still_in_doubt(in_window: InWindow, tmp_path: Path) -> None:
    async def body(it: Open) -> None:
        await unsaved(it, tmp_path / "data")
        it.studio.editing.edit_text(0, 0, "word " * 20_000)
        it.studio.exporting.export(tmp_path / "out.wav", EXPORTERS[0].format())
        box = await question(it)
        told = box.informativeText()
        (tmp_path / "data").unlink()
        await it.until(lambda: box.informativeText() != told, "told anew")
        assert "not saved" in told
        assert "not saved" not in box.informativeText()
        assert "export" in box.informativeText()
        answer(box, "Close and lose it")
        await it.until(lambda: not it.window.isVisible(), "closed")

    in_window(body)


def test_closing_again_meanwhile_asks_once(in_window: InWindow, tmp_path: Path) -> None:
    async def body(it: Open) -> None:
        await unsaved(it, tmp_path / "data")
        it.window.close()
        it.window.close()
        box = await question(it)
        await it.settled()
        assert it.window.findChildren(QMessageBox) == [box]
        answer(box, "Close and lose it")
        await it.until(lambda: not it.window.isVisible(), "closed")

    in_window(body)


def test_it_closes_all_the_same_where_the_person_says_so(
    in_window: InWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    async def body(it: Open) -> None:
        await unsaved(it, tmp_path / "data")
        answer(await question(it), "Close and lose it")
        await it.until(lambda: not it.window.isVisible(), "closed")

    in_window(body)
    assert not list(tmp_path.glob("*unsaved*"))


@pytest.mark.parametrize(
    "settings",
    [
        '{"window": "AdnQywADAAAAAAAAf////wAAAAB/////AAAAAH////8AAAAAf////wAAAAAAAAAAB4A=", "volume": NaN}',
        "[" * 100_000,
    ],
)
def test_the_window_opens_whatever_the_settings_say(in_window: InWindow, tmp_path: Path, settings: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.json").write_text(settings)

    async def body(it: Open) -> None:
        assert it.window.isVisible()
        assert it.window.screen().availableGeometry().intersects(it.window.geometry())
        told = [card.text.text() for card in it.window.notices.cards()]
        assert any("settings.damaged-1.json" in text for text in told)

    in_window(body)


def test_the_window_opens_where_its_folder_cannot_be_made(in_window: InWindow, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")

    async def body(it: Open) -> None:
        await it.until(
            lambda: any("cannot be used" in card.text.text() for card in it.window.notices.cards()), "it says so"
        )

    in_window(body)


def begin_exports(it: Open, *paths: Path) -> None:
    it.studio.editing.replace_text("\n".join("word " * 500 for _ in range(20)))
    for path in paths:
        it.studio.exporting.export(path, EXPORTERS[0].format())


def test_closing_while_an_export_runs_asks_and_staying_finishes_it(in_window: InWindow, tmp_path: Path) -> None:
    async def body(it: Open) -> None:
        path = tmp_path / "out.wav"
        begin_exports(it, path)
        it.window.close()
        box = await question(it)
        assert "export is not done" in box.informativeText()
        answer(box, "Stay")
        await it.until(lambda: path.exists() and not it.studio.closing_doubts(), "exported")
        assert it.window.isVisible()

    in_window(body)


def test_closing_while_exports_run_and_losing_them_leaves_no_file(in_window: InWindow, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.wav").write_bytes(b"old")

    async def body(it: Open) -> None:
        begin_exports(it, folder / "a.wav", folder / "b.wav")
        await it.until(lambda: "1 waiting" in it.window.status.doing.text(), "one waits")
        await it.until(lambda: len(list(folder.iterdir())) > 1, "the first one is being written")
        box = await question(it)
        assert "2 exports are not done" in box.informativeText()
        answer(box, "Close and lose it")
        await it.until(lambda: not it.window.isVisible(), "closed")

    in_window(body)
    assert [(each.name, each.read_bytes()) for each in folder.iterdir()] == [("a.wav", b"old")]


@pytest.mark.parametrize("asked", [True, False])
def test_a_window_stays_where_an_export_has_failed_since_closing_was_asked_for(
    in_window: InWindow, tmp_path: Path, asked: bool
) -> None:
    path, full = tmp_path / "out.wav", threading.Event()

    class Failing:
        def __init__(self, _file: BinaryIO, _rate_hz: int, _encoding: SampleEncoding) -> None: ...

        def write(self, _samples: Samples) -> None:
            assert full.wait(HANGS_S)
            raise SaveFailed("The disk is full.")

        def finish(self) -> None: ...

    async def body(it: Open) -> None:
        it.studio.editing.replace_text("One line.")
        it.studio.exporting.export(path, replace(EXPORTERS[0], encoder=Failing).format())
        if asked:
            await question(it)
            full.set()
        else:
            # It fails while what was changed is saved, before there is a question.
            go_on = threading.Event()
            it.studio.keeping.writer.executor.submit(go_on.wait, HANGS_S)
            it.studio.editing.edit_text(0, 0, "Changed. ")
            it.window.close()
            full.set()
            await it.until(lambda: not it.studio.exporting.doubt, "failed")
            go_on.set()
        await it.until(lambda: not it.presenter.closing._asking, "the question has ended")
        assert it.window.isVisible()
        assert it.presenter.closing.question is None
        assert any("The disk is full." in card.text.text() for card in it.window.notices.cards())
        it.window.close()
        await it.until(lambda: not it.window.isVisible(), "closed, as it has been told")

    in_window(body)
    assert not path.exists()


@pytest.mark.parametrize("fails", [False, True])
def test_closing_while_a_copy_is_written_asks_until_it_is_and_stays_where_that_fails(
    in_window: InWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    path, go_on = tmp_path / "copy.speech", threading.Event()

    def held(source: Path, to: Path) -> None:
        assert go_on.wait(HANGS_S)
        if fails:
            raise SaveFailed("The stick is full.")
        copy_without_sound(source, to)

    monkeypatch.setattr("studio.app.projects.projects.copy_without_sound", held)

    async def body(it: Open) -> None:
        it.studio.projects.save_copy(path)
        try:
            box = await question(it)
            assert "Not written yet: copy.speech" in box.informativeText()
            assert it.window.status.doing.text() == "Writing copy.speech"
        finally:
            go_on.set()
        if fails:
            await it.until(lambda: it.presenter.closing.question is None, "the question has ended")
            assert it.window.isVisible()
            assert any("The stick is full." in card.text.text() for card in it.window.notices.cards())
        else:
            await it.until(lambda: not it.window.isVisible(), "closed once it is written")

    in_window(body)
    assert path.exists() != fails
