# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from studio.app.overview.chapters import ChapterState
from studio.ui.outline.delegate import OutlineDelegate, paint_state
from studio.ui.outline.rows import STATES, OutlineRow, OutlineRows
from studio.ui.theme import Theme

pytestmark = pytest.mark.display


def picture(theme: Theme, state: ChapterState) -> bytes:
    image = QImage(16, 16, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_state(painter, theme, state, QPointF(8, 8), 0.5)
    painter.end()
    return bytes(image.constBits())


def test_each_state_has_a_picture_of_its_own(theme: Theme) -> None:
    assert len({picture(theme, state) for state in STATES}) == len(STATES)


def test_the_current_row_is_higher(theme: Theme, holder: QWidget) -> None:
    rows = OutlineRows()
    rows.show_rows([OutlineRow(0, "One", "1:00"), OutlineRow(1, "Two", "1:00", current=True)])
    delegate = OutlineDelegate(theme, holder)
    sizes = [delegate.sizeHint(QStyleOptionViewItem(), rows.index(number)) for number in range(2)]
    assert sizes == [QSize(200, 24), QSize(200, 28)]
