# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.app.projects.storage import Usage
from studio.ui.sheets.settings.storage_rows import StorageRows, said_size
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


@pytest.mark.parametrize(
    ("size", "said"), [(1_210_000_000, "1.21 GB"), (640_000_000, "640 MB"), (12_345, "12 KB"), (0, "0 KB")]
)
def test_sizes_are_told_in_the_unit_that_a_person_reads(size: int, said: str) -> None:
    assert said_size(size) == said


def test_old_takes_can_be_deleted_once_there_are_some_and_otherwise_it_says_why_not(theme: Theme, show: Show) -> None:
    rows = StorageRows(theme)
    show(rows, 616, 160)
    asked = QSignalSpy(rows.free_requested)
    assert (rows.free.isEnabled(), rows.free.toolTip()) == (False, "It is being measured.")
    rows.show_usage(Usage(1, 2, 3, 4), Path("/data"))
    assert (rows.free.isEnabled(), rows.free.toolTip()) == (False, "The project has no old takes.")
    rows.show_usage(Usage(old=640_000_000), Path("/data"))
    assert (rows.free.text(), rows.folder.whole_text()) == ("Delete 640 MB of old takes", "/data")
    QTest.mouseClick(rows.free, Qt.MouseButton.LeftButton)
    assert asked.count() == 1


def test_the_names_take_a_second_line_where_the_first_has_no_room(theme: Theme, show: Show) -> None:
    rows = StorageRows(theme)
    show(rows, 616, 200)
    rows.show_usage(Usage(18_210_000_000, 330_000_000, 1_140_000_000, 12_000_000), Path())
    wide = rows.bar.height()
    picture = rows.bar.grab().toImage()
    rows.resize(400, 200)
    assert rows.bar.height() > wide
    rows.resize(616, 200)
    assert (rows.bar.height(), rows.bar.grab().toImage()) == (wide, picture)


def test_the_bar_is_shared_as_the_sizes_are_in_greys_alone(theme: Theme, show: Show) -> None:
    rows = StorageRows(theme)
    show(rows, 616, 160)
    rows.show_usage(Usage(300, 100, 0, 0), Path())
    picture = rows.bar.grab().toImage()
    colors = [picture.pixelColor(x, 5) for x in range(4, rows.bar.width() - 4)]
    assert max(color.hsvSaturation() for color in colors) < 60
    darkest = min(colors, key=lambda color: color.lightness())
    assert sum(color == darkest for color in colors) == pytest.approx(0.75 * rows.bar.width(), rel=0.05)
    assert rows.bar.accessibleName() == "Storage: Projects 0 KB, Model 0 KB, Backups 0 KB, Own voices 0 KB"
