# SPDX-License-Identifier: GPL-3.0-or-later
"""The status bar: the engine on the left, work in progress on the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import ElidedLabel, label

HEIGHT = 24
Mark = Literal["ready", "starting", "failed"]


@dataclass(frozen=True, slots=True)
class Cancel:
    """Cancels the work named *text*."""

    text: str
    act: Callable[[], None]


@dataclass(frozen=True, slots=True)
class StatusView:
    """The status bar's values.

    Attributes:
        mark: Shape of the sign at the left.
        text: Engine, its state, number of voices.
        doing: What is being done, or a quiet word.
        accent: Whether that is about what the person does now.
        fraction: How far, 0 to 1; None for no bar.
        cancels: What can be stopped of what is being done or waits for its turn. Where there is more than one, a menu
            lets the person choose.
    """

    mark: Mark = "starting"
    text: str = ""
    doing: str = ""
    fraction: float | None = None
    cancels: tuple[Cancel, ...] = ()
    accent: bool = False


class Sign(QWidget):
    """Disc: ready. Ring: starting. Cross: failed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._mark: Mark = "starting"
        self.setFixedSize(10, 10)
        connect(theme.changed, self.update)

    def show_mark(self, mark: Mark) -> None:
        self._mark = mark
        self.update()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._mark == "ready":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("ready"))
            painter.drawEllipse(QRectF(1.5, 1.5, 7, 7))
        elif self._mark == "starting":
            painter.setPen(QPen(self._theme.color("accent_line"), 2))
            painter.drawEllipse(QRectF(2, 2, 6, 6))
        else:
            painter.setPen(QPen(self._theme.color("error"), 2))
            painter.drawLine(2, 2, 8, 8)
            painter.drawLine(8, 2, 2, 8)


class StatusBar(QWidget):
    """Shows a StatusView."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "transport")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._view = StatusView()
        self._sign = Sign(theme)
        self.text = ElidedLabel(12, 400, "second")
        self.doing = label("", 12, 400, "second")
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(96)
        self.bar.setAccessibleName("Progress")
        self.cancel = IconButton(theme, "x", "Cancel", side=20, icon_side=12, role="text_2")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 4)
        line.setSpacing(8)
        line.addWidget(self._sign)
        line.addWidget(self.text, 1)
        for part in (self.doing, self.bar, self.cancel):
            line.addWidget(part)
        self.bar.hide()
        self.cancel.hide()
        connect(self.cancel.clicked, self._cancel)

    def show_status(self, view: StatusView) -> None:
        if view == self._view:
            return
        self._view = view
        self._sign.show_mark(view.mark)
        self.text.show_text(view.text)
        self.doing.setText(view.doing)
        if self.doing.property("look") != (look := "accent" if view.accent else "second"):
            self.doing.setProperty("look", look)
            self.doing.style().polish(self.doing)
        self.bar.setVisible(view.fraction is not None)
        if view.fraction is not None:
            self._show_progress(view.fraction)
        self.cancel.setVisible(bool(view.cancels))
        name = f"Cancel: {view.cancels[0].text}" if len(view.cancels) == 1 else "Cancel one of these…"
        self.cancel.setAccessibleName(name)
        self.cancel.setToolTip(name)

    def _show_progress(self, fraction: float) -> None:
        # Where it may paint, Qt's progress bar paints at once, and with it all else in the window that waits for that.
        self.bar.setUpdatesEnabled(False)
        self.bar.setValue(round(fraction * 1000))
        self.bar.setUpdatesEnabled(True)

    @called_by_qt
    def _cancel(self) -> None:
        cancels = self._view.cancels
        if len(cancels) == 1:
            cancels[0].act()
        elif cancels:
            self._choose(cancels)

    @staticmethod
    def _cancel_these(cancels: tuple[Cancel, ...], _checked: bool = False) -> None:
        for each in cancels:
            each.act()

    def _choose(self, cancels: tuple[Cancel, ...]) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in cancels:
            # A menu would take an ampersand in a file's name for the mark of a key.
            action = menu.addAction(f"Cancel: {each.text}".replace("&", "&&"))
            connect(action.triggered, partial(self._cancel_these, (each,)))
        menu.addSeparator()
        every = menu.addAction(f"Cancel all {len(cancels)}")
        connect(every.triggered, partial(self._cancel_these, cancels))
        # The menu opens above the button, as the bar is at the window's bottom.
        corner = self.cancel.mapToGlobal(self.cancel.rect().topRight())
        menu.popup(corner - QPoint(menu.sizeHint().width(), menu.sizeHint().height()))
        menu.setActiveAction(menu.actions()[0])
