# SPDX-License-Identifier: GPL-3.0-or-later
"""The card of small panels."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from studio.ui.theme import Theme
from studio.ui.widgets.card import SHADOW, paint_card

pytestmark = pytest.mark.display


def test_a_card_fills_its_box_but_for_the_shadow(theme: Theme) -> None:
    image = QImage(100, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_card(painter, QRectF(image.rect()), theme)
    painter.end()
    assert image.pixelColor(50, 30) == theme.color("notice")
    assert image.pixelColor(SHADOW + 12, SHADOW + 2) == theme.color("notice")
    assert 0 < image.pixelColor(50, 60 - SHADOW + 2).alpha() < 60
    assert image.pixelColor(0, 0).alpha() == 0
