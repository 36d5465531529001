# SPDX-License-Identifier: GPL-3.0-or-later
"""A book on the real program: imported, and its third chapter played, by keys alone and by the mouse."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.core.pcm import Samples
from studio.ui.outline.delegate import HEIGHT
from studio.ui.sheets.importing.panel import ImportSheet
from tests.support.books import chapters_epub
from tests.support.program import Program, run_program
from tests.support.screen import Display
from tests.support.sound import SoundPath
from tests.support.waiting import wait_until_async

pytestmark = [pytest.mark.display, pytest.mark.sound]

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CHAPTERS = {
    "Foreword": ["Left out."],
    "One": ["Some words here."],
    "Two": ["More of them."],
    "Three": ["The ice broke."],
}
RATE_HZ = 48000
ON_ITS_WAY_S = 0.5


def focused() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    return now


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(focused(), key, modifiers)


async def sheet_of(program: Program) -> ImportSheet:
    stage = program.window.stage
    await wait_until_async(lambda: isinstance(stage.sheet, ImportSheet), what="the chapters are shown")
    assert isinstance(stage.sheet, ImportSheet)
    return stage.sheet


async def by_keys(program: Program, book: Path) -> None:
    window = program.window
    window.manuscript.editor.setFocus()
    press(Qt.Key.Key_O, CTRL)
    dialog = program.presenter.files.dialog
    assert dialog is not None
    await wait_until_async(lambda: focused().window() is dialog, what="the dialog has the keyboard")
    QTest.keyClicks(focused(), str(book))
    press(Qt.Key.Key_Return)
    chapters = (await sheet_of(program)).list
    await wait_until_async(chapters.hasFocus, what="the chapters have the keyboard")
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    await wait_until_async(lambda: len(program.studio.outline.chapters) == 3, what="the project is open")
    for _ in range(60):
        if focused() is window.outline.list:
            break
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, CTRL | SHIFT)


async def by_mouse(program: Program, book: Path) -> None:
    window = program.window
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book))])
    window.dropEvent(QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, LEFT, NONE))
    sheet = await sheet_of(program)
    chapters = sheet.list
    QTest.mouseClick(chapters.viewport(), LEFT, pos=chapters.visualRect(chapters.model().index(0, 0)).center())
    QTest.mouseClick(window.transport.main, LEFT)
    await wait_until_async(lambda: len(program.studio.outline.chapters) == 3, what="the project is open")
    outline, editor = window.outline.list, window.manuscript.editor
    await wait_until_async(lambda: outline.visualRect(outline.rows.index(2)).height() == HEIGHT, what="it is laid out")
    QTest.mouseClick(outline.viewport(), LEFT, pos=outline.visualRect(outline.rows.index(2)).center())
    heading = editor.block_area(editor.document().findBlockByNumber(4))
    QTest.mouseClick(editor.viewport(), LEFT, CTRL, QPoint(10, round(heading.center().y())))


def tones(heard: Samples) -> int:
    """Number of tones, of which the engine makes one for each word."""
    block = RATE_HZ // 200
    loud = np.abs(heard[: len(heard) // block * block]).reshape(-1, block).max(axis=1) > 0.02
    edges = np.flatnonzero(np.diff(np.concatenate(([0], loud.astype(int), [0])))).reshape(-1, 2)
    return int(np.sum((edges[:, 1] - edges[:, 0]) * block > RATE_HZ // 20))


@pytest.mark.parametrize("imported", [by_keys, by_mouse], ids=["by keys alone", "by the mouse"])
def test_a_book_is_imported_and_its_third_chapter_heard(
    display: Display,
    sound: SoundPath,
    data_dir: Path,
    tmp_path: Path,
    imported: Callable[[Program, Path], Awaitable[None]],
) -> None:
    heard: list[Samples] = []
    book = chapters_epub(tmp_path / "ice.epub", CHAPTERS)

    async def scenario(program: Program) -> None:
        await program.ready()
        with sound.record() as recording:
            await imported(program, book)
            await wait_until_async(lambda: program.studio.hearing.active, what="playing")
            await program.stopped()
            enough_s = recording.seconds + ON_ITS_WAY_S
            await wait_until_async(lambda: recording.seconds >= enough_s)
            heard.append(np.asarray(recording.samples, np.float64))
        assert [each.title for each in program.studio.outline.chapters] == ["One", "Two", "Three"]
        lit = program.studio.editing.project.text[program.lit[0].start :]
        assert lit.split() == ["Three", "The", "ice", "broke."]

    run_program(scenario, engine="tone")
    assert tones(heard[0]) == 4
