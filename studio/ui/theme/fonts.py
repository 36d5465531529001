# SPDX-License-Identifier: GPL-3.0-or-later
"""The font: Inter if it is installed, else the system's, with figures of one width."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

_TABULAR = QFont.Tag("tnum")
_WEIGHTS = {400: QFont.Weight.Normal, 500: QFont.Weight.Medium, 600: QFont.Weight.DemiBold}


@cache
def _family() -> str:
    known = set(QFontDatabase.families())
    for name in ("Inter", "Inter Variable"):
        if name in known:
            return name
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def font(size_px: int, weight: int = 400) -> QFont:
    """The program's font at *size_px* pixels; weight 400, 500 or 600."""
    made = QFont(_family())
    made.setPixelSize(size_px)
    made.setWeight(_WEIGHTS[weight])
    made.setFeature(_TABULAR, 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def base_font() -> QFont:
    return font(13)
