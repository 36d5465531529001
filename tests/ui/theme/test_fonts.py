# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from studio.ui.theme import font
from studio.ui.theme.fonts import base_font


def test_figures_have_one_width(app: QApplication) -> None:
    from PySide6.QtGui import QFontMetricsF

    widths = {QFontMetricsF(font(24, 600)).horizontalAdvance(figure * 4) for figure in "0123456789"}
    assert max(widths) - min(widths) < 0.5


@pytest.mark.parametrize(
    ("weight", "name"), [(400, QFont.Weight.Normal), (500, QFont.Weight.Medium), (600, QFont.Weight.DemiBold)]
)
def test_size_and_weight_are_those_asked_for(app: QApplication, weight: int, name: QFont.Weight) -> None:
    made = font(17, weight)
    assert (made.pixelSize(), made.weight()) == (17, name)
    assert made.family() == base_font().family()
    assert base_font().pixelSize() == 13


def test_another_weight_is_none_of_the_design(app: QApplication) -> None:
    with pytest.raises(KeyError):
        font(13, 700)
