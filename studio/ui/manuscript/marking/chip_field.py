# SPDX-License-Identifier: GPL-3.0-or-later
"""The field in which a chip's figure is typed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QWidget

from studio.core.errors import InvalidArgument
from studio.core.mark_values import RANGES, typed_value
from studio.core.marks import Mark
from studio.ui.door import called_by_qt, connect
from studio.ui.manuscript.lines.chips import CHIP_HEIGHT
from studio.ui.manuscript.lines.scale import scale_of
from studio.ui.theme import Theme, font
from studio.ui.widgets.line_field import LineField

_LEAST_WIDTH = 56


class ChipField(LineField):
    """Lies over a chip. Enter takes what is typed; Escape, or a press elsewhere, leaves the figure as it was.

    Args:
        theme: The colours.
        mark: The mark, of a kind of RANGES.
        parent: The view in which its chip is.
    """

    accepted = Signal(str)
    """A permitted value was typed."""
    refused = Signal(str)
    """What was typed is not permitted; what is, in words."""

    def __init__(self, theme: Theme, mark: Mark, parent: QWidget) -> None:
        known = RANGES[mark.kind]
        super().__init__(f"{known.name.capitalize()}, {known.words}", parent)
        self._view = parent
        self._theme = theme
        self._kind = mark.kind
        self._scale = scale_of(parent.font().pixelSize())
        self.setFont(font(round(11 * self._scale), 500))
        self.setText(f"{mark.value} {known.unit}" if known.unit == "s" else f"{mark.value}{known.unit}")
        self.setToolTip(known.words)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setMaxLength(12)
        self.setProperty("ownFocusSign", True)
        connect(self.confirmed, self._confirm)
        connect(self.textEdited, lambda _typed: self._dress(False))
        self._dress(False)
        self.selectAll()

    def lie_over(self, chip: QRectF) -> None:
        """Lie in the middle of a chip's place in the view."""
        box = chip.toAlignedRect()
        width, height = max(box.width() - 8, round(_LEAST_WIDTH * self._scale)), self._height
        left = min(max(box.center().x() - width // 2, 0), max(self._view.width() - width, 0))
        self.setGeometry(left, box.center().y() - height // 2, width, height)

    @property
    def _height(self) -> int:
        return round(CHIP_HEIGHT * self._scale) + 4

    @called_by_qt
    def _confirm(self) -> None:
        try:
            value = typed_value(self._kind, self.text())
        except InvalidArgument as error:
            self._dress(True)
            self.selectAll()
            self.refused.emit(f"{error.argument.capitalize()}: {error.permitted}.")
            return
        self.accepted.emit(value)

    def _dress(self, wrong: bool) -> None:
        edge = self._theme.color("error" if wrong else "accent_line").name()
        field, radius = self._theme.color("field").name(), self._height // 2
        self.setStyleSheet(
            f"QLineEdit {{ padding: 0 4px; border: 1px solid {edge}; background: {field}; border-radius: {radius}px; }}"
        )
