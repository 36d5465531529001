# SPDX-License-Identifier: GPL-3.0-or-later
"""Icons of one family: Phosphor, from the font that QtAwesome ships.

QtAwesome itself is not imported: it loads a dozen fonts and all of QtPy, which takes longer than the window's panels.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from studio.core.errors import NotFound
from studio.ui.door import asked_by_qt, called_by_qt

# Of an icon's height; the rest is the glyph's bearing.
_GLYPH = 0.875


class _Glyph(QIconEngine):
    """Draws a letter of the icons' font at any size.

    Args:
        letter: The letter.
        color: Its colour.
        disabled: Its colour in what is disabled.
    """

    def __init__(self, letter: str, color: QColor, disabled: QColor) -> None:
        super().__init__()
        self._letter = letter
        self._color = color
        self._disabled = disabled

    @called_by_qt
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        painter.save()
        written = QFont(_family())
        written.setPixelSize(max(1, round(_GLYPH * rect.height())))
        painter.setFont(written)
        painter.setPen(self._disabled if mode == QIcon.Mode.Disabled else self._color)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self._letter)
        painter.restore()

    @asked_by_qt(QPixmap)
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return made

    @asked_by_qt(QIconEngine)
    def clone(self) -> QIconEngine:
        return _Glyph(self._letter, self._color, self._disabled)


def icon(name: str, color: QColor, disabled: QColor | None = None) -> QIcon:
    """The Phosphor icon *name* (without its "ph." prefix) in *color*.

    Raises:
        NotFound: the family has no such icon.
    """
    letter = _letters().get(name)
    if letter is None:
        raise NotFound(f"There is no icon {name}.", name)
    return QIcon(_Glyph(letter, color, disabled or color))


def paint_icon(painter: QPainter, name: str, color: QColor, corner: QPointF, side: int) -> None:
    """Paint the icon *name* in *color*, *side* px large. Quicker than an icon's own way, for what is painted often."""
    ratio = painter.device().devicePixelRatioF() * painter.worldTransform().m11()
    painter.drawPixmap(corner, _picture(name, color.rgba(), side, ratio))


@lru_cache(maxsize=256)
def _picture(name: str, rgba: int, side: int, ratio: float) -> QPixmap:
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    icon(name, QColor.fromRgba(rgba)).paint(painter, QRect(0, 0, side, side))
    painter.end()
    return made


@cache
def _file(pattern: str) -> Path:
    spec = find_spec("qtawesome")
    found = sorted((Path(spec.origin).parent / "fonts").glob(pattern)) if spec is not None and spec.origin else []
    if not found:
        raise NotFound("The font of icons is missing: install Speech Studio again.", pattern)
    return found[-1]


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_file("phosphor-[0-9]*.ttf")))
    return next(iter(QFontDatabase.applicationFontFamilies(number)), "")


@cache
def _letters() -> dict[str, str]:
    """The font's letters by the icons' names."""
    codes: dict[str, str] = json.loads(_file("phosphor-charmap-*.json").read_text("utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}
