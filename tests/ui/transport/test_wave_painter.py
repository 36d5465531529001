# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from studio.ui.transport.wave_painter import paint_wave

RED, BLUE, GREY = QColor("#ff0000"), QColor("#0000ff"), QColor("#808080")


def test_bars_are_as_high_as_their_peaks_and_dots_tell_quiet_from_missing(app: QApplication) -> None:
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("#ffffff"))
    painter = QPainter(picture)
    paint_wave(painter, [1.0, 0.25, 0.0, -1.0], [RED, BLUE, RED, RED], GREY, 10.0, 40.0)
    painter.end()

    def column(number: int) -> list[str]:
        found = [picture.pixelColor(int((number + 0.5) * 10), y).name() for y in range(40)]
        return [name for name in found if name != "#ffffff"]

    whole, quarter, quiet, missing = (column(number) for number in range(4))
    assert (set(whole), set(quarter), set(missing)) == ({"#ff0000"}, {"#0000ff"}, {"#808080"})
    assert set(quiet) == {"#ff0000"}
    assert len(whole) > 1.5 * len(quarter) > 3 * len(quiet) == 3 * len(missing)
