# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtGui import QColor

from studio.core.hues import HUES
from studio.ui.theme.palette import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Palette


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(QColor(one)), luminance(QColor(other))))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST])
def test_every_colour_is_one(palette: Palette) -> None:
    for field in dataclasses.fields(palette):
        if field.name != "name":
            assert QColor(getattr(palette, field.name)).isValid(), field.name


@pytest.mark.parametrize("palette", [LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST])
def test_text_can_be_read_everywhere(palette: Palette) -> None:
    for ground in (palette.page, palette.panel, palette.transport):
        for ink in (palette.text, palette.text_2, palette.text_3, palette.accent_text):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
        assert contrast(palette.accent_line, ground) >= 3.0
    assert contrast(palette.on_accent, palette.accent) >= 7.0
    assert contrast(palette.heard_text, palette.playing) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT_CONTRAST, DARK_CONTRAST])
def test_with_high_contrast_text_is_seven_to_one_and_edges_three(palette: Palette) -> None:
    for ground in (palette.page, palette.panel, palette.transport):
        for ink in (palette.text, palette.text_2, palette.text_3, palette.accent_text):
            assert contrast(ink, ground) >= 7.0, (ink, ground)
        for line in (palette.edge, palette.idle_wave, palette.accent_line, palette.disabled):
            assert contrast(line, ground) >= 3.0, (line, ground)
    assert contrast(palette.heard_text, palette.playing) >= 7.0


def test_initials_can_be_read_on_every_hue() -> None:
    assert all(contrast("#FFFFFF", hue) >= 4.5 for hue in HUES)
