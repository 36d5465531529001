# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from studio.ui.theme import Theme
from studio.ui.transport.seam import paint_seam, underline_words

pytestmark = pytest.mark.display


def painted(theme: Theme, x: float, text: str = "0.94×") -> QImage:
    image = QImage(600, 60, QImage.Format.Format_ARGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    paint_seam(painter, theme, 100.0, x, (600, 44), text)
    painter.end()
    return image


def touched(image: QImage) -> list[int]:
    return [x for x in range(image.width()) if any(image.pixelColor(x, y) != QColor("black") for y in range(44))]


def test_the_flag_flies_behind_the_seam_and_at_the_end_before_it(theme: Theme) -> None:
    assert max(touched(painted(theme, 300.0))) > 320
    end = painted(theme, 590.0)
    flag = end.pixelColor(570, 2)
    assert flag == theme.color("text")
    assert max(touched(end)) <= 592


def test_only_what_is_before_the_seam_is_dimmed(theme: Theme) -> None:
    columns = touched(painted(theme, 300.0, ""))
    assert min(columns) == 100
    assert max(columns) <= 302
    assert not touched(painted(theme, 50.0, ""))[2:], "what lies before its paragraph is left as it is"


def test_words_are_underlined_at_their_feet(theme: Theme) -> None:
    image = QImage(100, 40, QImage.Format.Format_ARGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    underline_words(painter, theme, [QRectF(10, 10, 30, 17)])
    painter.end()
    assert image.pixelColor(20, 26).name() == theme.color("accent_line").name()
    assert image.pixelColor(50, 26) == QColor("black")
    assert image.pixelColor(20, 20) == QColor("black")
