# SPDX-License-Identifier: GPL-3.0-or-later
"""A popover: a small panel over the window, beside the control or word that it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.tab_order import order_tabs, tab_stops
from studio.ui.theme import Theme
from studio.ui.widgets.card import SHADOW, paint_card
from studio.ui.widgets.popover_place import GAP, Align, Side, place_beside
from studio.ui.widgets.popover_row import PopoverRow

INSET = 4
_STEPS = {
    Qt.Key.Key_Up: (Qt.Orientation.Vertical, -1),
    Qt.Key.Key_Down: (Qt.Orientation.Vertical, 1),
    Qt.Key.Key_Left: (Qt.Orientation.Horizontal, -1),
    Qt.Key.Key_Right: (Qt.Orientation.Horizontal, 1),
}


class Popover(QWidget):
    """Fill `body`, then `hang` it beside its anchor. It is open until it is dismissed, which changes nothing.

    Escape dismisses it, and so does a press elsewhere or the keyboard's going elsewhere. Popovers that hang on a
    control within it count as parts of it. Tab goes round within it, arrows go along `along` through its buttons and
    fields. While it is open its owner shows the anchor lit.

    Args:
        theme: The colours.
        window: The window that it lies in.
        name: Accessible name.
        along: The direction in which its controls stand.
        lasting: Whether it is kept for another time instead of being deleted once it is dismissed.

    Attributes:
        body: Layout of what it holds, INSET from the card's edges.
    """

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        name: str,
        along: Qt.Orientation = Qt.Orientation.Vertical,
        lasting: bool = False,
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._along = along
        self._lasting = lasting
        self._anchor: QWidget = window
        self._place = QRect()
        self._beside: tuple[Sequence[QRect], Sequence[Side], Align] = (), (), "start"
        self._toggles = True
        self._before: QWidget | None = None
        self._unfollow: list[Callable[[], None]] = []
        self.is_open = False
        self.setAccessibleName(name)
        edge = SHADOW + INSET
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.body.setSpacing(0)
        connect(theme.changed, self.update)
        self.hide()

    # --- opening and closing

    def hang(
        self,
        anchor: QWidget,
        place: QRect | None = None,
        *,
        avoid: Sequence[QRect] = (),
        sides: Sequence[Side] = ("below", "above"),
        align: Align = "start",
        focus: bool = True,
        toggles: bool = True,
    ) -> None:
        """Open it, or move it if it is open.

        Args:
            anchor: The widget that it hangs on.
            place: The part of the anchor that it hangs on, in the anchor's coordinates; None for all of it.
            avoid: Further parts that it does not cover, in the anchor's coordinates, such as the word it is about.
            sides, align: See `place_beside`.
            focus: Whether its first control takes the keyboard.
            toggles: Whether a press on *place* does no more than dismiss it, as that is what opens it.
        """
        if self._before is None and not self.is_open:
            self._before = self.window().focusWidget()
        self._anchor, self._place, self._toggles = anchor, place or anchor.rect(), toggles
        self._beside = tuple(avoid), tuple(sides), align
        self.fit()
        self.raise_()
        self.show()
        if not self.is_open:
            self.is_open = True
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            app.installEventFilter(self)
            self._unfollow.append(connect(app.focusChanged, self._focus_moved))
        if focus:
            self.enter()

    def fit(self) -> None:
        """Give it the size of what it holds now, and the place for that."""
        window, anchor = self.window(), self._anchor
        avoid, sides, align = self._beside
        corner = anchor.mapTo(window, QPoint())
        size = self._fitting_size()
        inner = QSize(size.width() - 2 * SHADOW, size.height() - 2 * SHADOW)
        shown = [each.translated(corner) for each in avoid]
        at = place_beside(inner, self._place.translated(corner), window.rect(), shown, sides, align)
        self.setGeometry(QRect(at - QPoint(SHADOW, SHADOW), size))

    def enter(self) -> None:
        """Give the keyboard to its first control, or to the one that is chosen among them if they are rows."""
        order_tabs(self)
        stops = self._stops()
        rows = [each for each in stops if isinstance(each, PopoverRow) and each.isChecked()]
        first = rows[0] if rows and isinstance(stops[0], PopoverRow) else next(iter(stops), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    @called_by_qt
    def dismiss(self) -> None:
        """Close it, and give the keyboard back if it has it."""
        if not self.is_open:
            return
        self.is_open = False
        for unfollow in self._unfollow:
            unfollow()
        self._unfollow.clear()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        before, self._before = self._before, None
        if self._holds_keyboard() and before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.closed.emit()
        if not self._lasting:
            self.deleteLater()

    def part_of(self, widget: QWidget | None) -> bool:
        """Whether *widget* lies within it, or in a popover that hangs on a control within it."""
        while widget is not None:
            if widget is self:
                return True
            widget = widget._anchor if isinstance(widget, Popover) else widget.parentWidget()
        return False

    # --- keys and presses

    @asked_by_qt(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _WATCHED or not isinstance(watched, QWidget) or not self.is_open:
            return False
        if QApplication.activePopupWidget() is not None or watched.window() is not self.window():
            return False
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            return self._pressed(watched, event)
        if kind == QEvent.Type.Resize:
            if watched is self.window():
                self.dismiss()
            return False
        return isinstance(event, QKeyEvent) and self._key(watched, event)

    def _pressed(self, watched: QWidget, event: QMouseEvent) -> bool:
        if self.part_of(watched):
            return False
        anchor = self._anchor
        on_anchor = isValid(anchor) and self._place.contains(anchor.mapFromGlobal(event.globalPosition().toPoint()))
        self.dismiss()
        return on_anchor and self._toggles

    def _key(self, watched: QWidget, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.dismiss()
            return True
        if event.type() != QEvent.Type.KeyPress or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        direction, step = _STEPS.get(Qt.Key(event.key()), (None, 0))
        if direction != self._along or not self.isAncestorOf(watched):
            return False
        walked = self._walked()
        if watched not in walked or (direction == Qt.Orientation.Horizontal and isinstance(watched, QLineEdit)):
            return False
        walked[(walked.index(watched) + step) % len(walked)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    @asked_by_qt(bool)
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go round within it."""
        stops = self._stops()
        if not stops:
            return True
        now = self.window().focusWidget()
        place = stops.index(now) if now in stops else -1 if forward else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(place + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Not the window's, which would take the keyboard.
        event.accept()

    @called_by_qt
    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self.window() and self.part_of(old) and not self.part_of(now):
            self.dismiss()

    def _stops(self) -> list[QWidget]:
        return [each for each in tab_stops(self) if each.isVisibleTo(self) and each.isEnabled()]

    def _walked(self) -> list[QWidget]:
        return [each for each in self._stops() if isinstance(each, QAbstractButton | QLineEdit)]

    def _holds_keyboard(self) -> bool:
        now = self.window().focusWidget()
        return now is None or self.part_of(now)

    # --- look

    def _fitting_size(self) -> QSize:
        self.body.activate()
        around = 2 * (SHADOW - GAP)
        most = self.window().size() + QSize(around, around)
        return self.sizeHint().boundedTo(most).expandedTo(self.minimumSize())

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_card(QPainter(self), QRectF(self.rect()), self._theme)


_WATCHED = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.KeyPress,
        QEvent.Type.Resize,
    }
)
