# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of importing in the running program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtTest import QTest

from studio.ui.pictures import picture
from studio.ui.sheets.importing.panel import ImportSheet
from studio.ui.sheets.start.panel import StartSheet
from tests.support.books import chapters_epub, package, page, write_epub
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display
CHAPTERS = {"One": ["Forty dogs."], "Two": ["First ice."], "Three": ["The crack."]}


async def sheet_of(it: Open) -> ImportSheet:
    await it.until(lambda: isinstance(it.window.stage.sheet, ImportSheet), "the chapters are shown")
    sheet = it.window.stage.sheet
    assert isinstance(sheet, ImportSheet)
    return sheet


def test_a_dropped_book_is_imported_by_mouse(in_window: InWindow, tmp_path: Path) -> None:
    book = chapters_epub(tmp_path / "book.epub", CHAPTERS)

    async def body(it: Open) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(book))])
        editor = it.window.manuscript.editor
        editor.dropEvent(
            QDropEvent(
                QPointF(20, 20),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
        sheet = await sheet_of(it)
        assert sheet.book.whole_text() == "Letters from the Ice"
        assert sheet.said.text() == "Astrid Holm · 3 chapters · 9 words · about 0:03"
        first = sheet.list.visualRect(sheet.list.model().index(0, 0)).center()
        QTest.mouseClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
        main = it.window.transport.main
        assert main.text() == "Import 2"
        QTest.mouseClick(main, Qt.MouseButton.LeftButton)
        await it.until(lambda: it.window.stage.sheet is None, "the project is open")
        assert it.studio.editing.project.text == "Two\nFirst ice.\nThree\nThe crack."

    in_window(body)


def test_escape_leaves_everything_as_it_was(in_window: InWindow, tmp_path: Path) -> None:
    book = chapters_epub(tmp_path / "book.epub", CHAPTERS)

    async def body(it: Open) -> None:
        it.studio.editing.replace_text("As it was.")
        it.studio.projects.open(book)
        sheet = await sheet_of(it)
        assert sheet.list.hasFocus()
        QTest.keyClick(sheet.list, Qt.Key.Key_Escape)
        assert it.window.stage.sheet is None
        assert it.studio.importing.offer is None
        assert it.studio.editing.project.text == "As it was."

    in_window(body)


def test_the_cover_is_kept_and_shown_on_the_project_s_card(in_window: InWindow, tmp_path: Path) -> None:
    image = QImage(900, 1200, QImage.Format.Format_RGB32)
    image.fill(QColor("#2040c0"))
    image.save(str(tmp_path / "cover.png"))
    opf = package(["a.xhtml"], extra='<item id="c" properties="cover-image" href="c.png" media-type="image/png"/>')
    cover = {"OEBPS/c.png": (tmp_path / "cover.png").read_bytes()}
    book = write_epub(tmp_path / "book.epub", {"a.xhtml": page("<h1>One</h1><p>Cold.</p>")}, opf, **cover)

    async def body(it: Open) -> None:
        it.studio.projects.open(book)
        sheet = await sheet_of(it)
        assert sheet.main is not None
        sheet.main.act()
        await it.until(lambda: it.studio.editing.project.text == "One\nCold.", "the project is open")
        kept = picture(it.studio.editing.project.cover_picture, 800)
        assert kept is not None
        assert (kept.width(), kept.height()) == (600, 800)
        projects = it.studio.projects
        await it.until(lambda: [each.path for each in projects.recent[:1]] == [projects.path], "it is the last opened")
        it.presenter.actions["projects"].trigger()
        start = it.window.stage.sheet
        assert isinstance(start, StartSheet)
        await it.until(lambda: start.list.current is not None and start.list.current.cover, "it is on the card")

    in_window(body)
