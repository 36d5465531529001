# SPDX-License-Identifier: GPL-3.0-or-later
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from studio.ui.dropping import dropped_file
from tests.ui.conftest import InWindow, Open


def data_of(*urls: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    return data


def test_the_first_file_that_can_be_opened() -> None:
    assert dropped_file(data_of("file:///a.png", "http://x/b.epub", "file:///c.EPUB")) == Path("/c.EPUB")
    assert dropped_file(data_of("file:///a.speech")) == Path("/a.speech")
    assert dropped_file(data_of("file:///a.png")) is None
    assert dropped_file(QMimeData()) is None


@pytest.mark.display
def test_a_file_is_dropped_on_any_panel(in_window: InWindow, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("Dropped.")

    async def body(it: Open) -> None:
        data = data_of(path.as_uri())
        event = QDropEvent(
            QPointF(20, 20),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        it.window.dropEvent(event)
        await it.until(lambda: it.studio.editing.project.text == "Dropped.", "the text is open")
        assert event.isAccepted()

    in_window(body)
