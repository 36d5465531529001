# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QApplication

from studio.core.hues import hue_of
from studio.ui.theme import avatar


def test_a_voices_picture_is_sharp_on_a_fine_screen(app: QApplication) -> None:
    picture = avatar("v", "Ida", 32, 2.0)
    assert (picture.width(), picture.devicePixelRatio()) == (64, 2.0)


def pixels(picture: QPixmap) -> bytes:
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    return bytes(image.constBits())


def test_voices_are_told_apart_by_hue_and_initial(app: QApplication) -> None:
    ida = avatar("a", "Ida", 32, 1.0)
    assert pixels(ida) == pixels(avatar("a", "ingrid", 32, 1.0)), "one voice, one initial"
    assert pixels(ida) != pixels(avatar("a", "Eva", 32, 1.0))
    assert pixels(ida) != pixels(avatar("b", "Ida", 32, 1.0))


def test_its_corners_are_see_through_and_its_middle_has_the_voices_hue(app: QApplication) -> None:
    image = avatar("a", " ", 64, 1.0).toImage()
    assert image.pixelColor(0, 0).alpha() == 0
    middle, hue = image.pixelColor(32, 32), QColor(hue_of("a"))
    assert middle.alpha() == 255
    assert abs(middle.hue() - hue.hue()) <= 3


def test_a_speakers_picture_has_the_hue_that_was_chosen(app: QApplication) -> None:
    middle = avatar("a", " ", 64, 1.0, hue="#A0543F").toImage().pixelColor(32, 32)
    assert abs(middle.hue() - QColor("#A0543F").hue()) <= 3


def test_a_faded_one_is_fainter(app: QApplication) -> None:
    assert 0 < avatar("a", " ", 64, 1.0, faded=True).toImage().pixelColor(32, 32).alpha() < 160


@pytest.mark.parametrize("name", ["", "😀", "\u0301", "日本"])
def test_any_name_has_a_picture(app: QApplication, name: str) -> None:
    assert avatar("a", name, 24, 1.5).width() == 36
