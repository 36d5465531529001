# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of a paragraph's takes, which opens below its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from studio.core.voices import MAX_NAME_CHARS
from studio.ui.door import asked_by_qt, called_by_qt, connect, guarded
from studio.ui.manuscript.takes.take_painter import TakePainter, TakeRow
from studio.ui.theme import Theme, font
from studio.ui.widgets.line_field import LineField

ROW = 40
STEP = 44
TOP = 12
FOOT = 40
_NARROW = 560


@dataclass(frozen=True, slots=True)
class TakesView:
    """An open list: the takes of the paragraph *paragraph_id*, the newest first."""

    paragraph_id: str
    rows: tuple[TakeRow, ...] = ()

    @property
    def height(self) -> int:
        """Height in pixels that the list takes below the text."""
        return TOP + STEP * len(self.rows) + FOOT


def _reason_against(what: str, row: TakeRow) -> str:
    """Why that cannot be done with a take; "" if it can."""
    if what == "delete" and row.locked:
        return "It is locked: unlock it (L) first."
    return "Its design is the present one." if what == "restore" and not row.restorable else ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to press: what it is, of which row, and its words."""

    what: str
    row: int
    area: QRectF
    tip: str


_KEYS = {
    Qt.Key.Key_Return: "use",
    Qt.Key.Key_Enter: "use",
    Qt.Key.Key_Space: "play",
    Qt.Key.Key_A: "a",
    Qt.Key.Key_B: "b",
    Qt.Key.Key_S: "star",
    Qt.Key.Key_L: "lock",
    Qt.Key.Key_F2: "name",
    Qt.Key.Key_Delete: "delete",
    Qt.Key.Key_Escape: "close",
}
_MENU = (("name", "Rename", "F2"), ("restore", "Restore its design", ""), ("delete", "Delete", "Del"))


class TakesList(QWidget):
    """The takes below each other, worked by pointer and keys, and below them the switch between A and B."""

    asked = Signal(str, str)
    """What is asked for, and the take's id: "play", "use", "a", "b" (the badges), "star", "lock", "restore", "delete",
    "close", and "compare" with "a" or "b" in the id's place."""
    named = Signal(str, str)
    """A take's id and its new name."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._painter = TakePainter(theme)
        self._view = TakesView("")
        self._scale = 1.0
        self._current = 0
        self._hovered: Spot | None = None
        self._hovered_row = -1
        self._pressed: Spot | None = None
        self._naming: LineField | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ownFocusSign", True)
        connect(theme.changed, self.repaint_all)

    @property
    def view(self) -> TakesView:
        """What it shows."""
        return self._view

    def use_scale(self, scale: float) -> None:
        """Draw it as much larger than designed, see `scale_of`."""
        if scale != self._scale:
            self._end_naming()
            self._scale = scale
            self.update()

    @property
    def high(self) -> int:
        """Height in pixels that it takes below the text."""
        return round(self._view.height * self._scale)

    def show_view(self, view: TakesView) -> None:
        """Show *view*; the current row stays at its take."""
        if view == self._view:
            return
        current = self.current.id if self._view.rows else ""
        self._view = view
        found = [number for number, row in enumerate(view.rows) if row.id == current]
        self._current = found[0] if found else min(self._current, max(0, len(view.rows) - 1))
        self._name()
        self.update()

    @property
    def current(self) -> TakeRow:
        """The row that keys act on."""
        return self._view.rows[self._current]

    @called_by_qt
    def repaint_all(self) -> None:
        self.update()

    def _name(self) -> None:
        self.setAccessibleName("Takes of the paragraph")
        said = self.current.words if self._view.rows else ""
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            if self.hasFocus():
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Focus))

    @property
    def _wide(self) -> float:
        """Its width in pixels as they were designed."""
        return self.width() / self._scale

    def _row_area(self, row: int) -> QRectF:
        return QRectF(0, TOP + STEP * row, self._wide, ROW)

    def spots(self) -> Iterator[Spot]:
        """All places to press."""
        for number, row in enumerate(self._view.rows):
            box = self._row_area(number)
            middle, right = box.center().y(), box.right()
            yield Spot("use", number, QRectF(4, middle - 14, 28, 28), f"Use {row.name} (Enter)")
            yield Spot("play", number, QRectF(92, middle - 13, 26, 26), "Pause" if row.playing else f"Play {row.name}")
            yield Spot("more", number, QRectF(right - 34, middle - 13, 26, 26), "More")
            yield Spot(
                "lock", number, QRectF(right - 64, middle - 13, 26, 26), "Unlock (L)" if row.locked else "Lock (L)"
            )
            yield Spot(
                "star",
                number,
                QRectF(right - 94, middle - 13, 26, 26),
                "Remove the star (S)" if row.starred else "Star (S)",
            )
            yield Spot("badge", number, QRectF(right - 124, middle - 10, 20, 20), "Compare it as A or B (A, B)")
        foot = TOP + STEP * len(self._view.rows) + 8
        left = 10.0
        for letter in "AB":
            found = [(number, row) for number, row in enumerate(self._view.rows) if row.badge == letter]
            if len({row.badge for row in self._view.rows} - {""}) == 2:
                number, row = found[0]
                yield Spot("compare", number, QRectF(left, foot, 84, 28), f"Hear {row.name} at the same place")
                left += 84
        if self._view.rows and self.current.restorable:
            said = f"Restore design of {self.current.name}"
            wide = self._painter.text_width(said) + 34
            yield Spot("restore", self._current, QRectF(self._wide - wide - 4, foot, wide, 28), said)

    # --- pointer and keys

    def _spot_at(self, place: QPointF) -> Spot | None:
        return next((spot for spot in self.spots() if spot.area.contains(place)), None)

    def _hover(self, place: QPointF | None) -> None:
        spot = self._spot_at(place) if place is not None else None
        row = -1
        if place is not None:
            row = next((n for n in range(len(self._view.rows)) if self._row_area(n).contains(place)), -1)
        if (spot, row) != (self._hovered, self._hovered_row):
            self._hovered, self._hovered_row = spot, row
            self.setCursor(Qt.CursorShape.PointingHandCursor if spot is not None else Qt.CursorShape.ArrowCursor)
            self.update()

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(event.position() / self._scale)

    @called_by_qt
    def leaveEvent(self, _event: QEvent) -> None:
        self._hover(None)

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = (
            self._spot_at(event.position() / self._scale) if event.button() == Qt.MouseButton.LeftButton else None
        )
        place = event.position() / self._scale
        row = next((n for n in range(len(self._view.rows)) if self._row_area(n).contains(place)), -1)
        if row >= 0:
            self._go_to(row)

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        spot = self._spot_at(event.position() / self._scale)
        if pressed is not None and spot is not None and (spot.what, spot.row) == (pressed.what, pressed.row):
            self._press(spot)

    def _press(self, spot: Spot) -> None:
        row = self._view.rows[spot.row]
        if spot.what == "compare":
            self.asked.emit("compare", row.badge.lower())
        elif spot.what == "more":
            self._open_menu(spot)
        elif spot.what == "badge":
            # The first badge is A's, unless it has that one.
            taken = {each.badge for each in self._view.rows}
            self.asked.emit("b" if row.badge == "A" or ("A" in taken and "B" not in taken) else "a", row.id)
        else:
            self.asked.emit(spot.what, row.id)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() or not self._view.rows:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._go_to(min(max(self._current + (1 if key == Qt.Key.Key_Down else -1), 0), len(self._view.rows) - 1))
        elif key == Qt.Key.Key_F2:
            self._rename()
        elif key in _KEYS:
            # One that is held would do it with the next take, too.
            if not event.isAutoRepeat():
                self.asked.emit(_KEYS[key], self.current.id)
        else:
            super().keyPressEvent(event)

    @asked_by_qt(bool)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() in _KEYS and not event.modifiers():
                # Before the window's shortcuts, of which some have the same keys.
                event.accept()
                return True
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self._spot_at(QPointF(event.pos()) / self._scale)
            QToolTip.showText(event.globalPos(), spot.tip if spot is not None else "", self)
            return True
        return super().event(event)

    def _go_to(self, row: int) -> None:
        if row != self._current:
            self._current = row
            self._name()
            self.update()

    def _open_menu(self, spot: Spot) -> None:
        row = self._view.rows[spot.row]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        for what, text, key in _MENU:
            action = menu.addAction(f"{text}\t{key}" if key else text)
            reason = _reason_against(what, row)
            action.setEnabled(not reason)
            action.setToolTip(reason)
            connect(action.triggered, guarded(partial(self._choose, what, row.id)))
        menu.popup(self.mapToGlobal((spot.area.bottomLeft() * self._scale).toPoint()))

    def _choose(self, what: str, take: str, _on: bool = False) -> None:
        if what == "name":
            self._rename()
        else:
            self.asked.emit(what, take)

    # --- naming

    def _rename(self) -> None:
        self._end_naming()
        row, box = self.current, self._row_area(self._current)
        field = self._naming = LineField(f"Name of {row.name}", self)
        field.setFont(font(round(13 * self._scale), 600))
        field.setMaxLength(max(MAX_NAME_CHARS, len(row.name)))
        field.setText(row.name)
        field.setGeometry(*(round(each * self._scale) for each in (32, box.top() + 6, 180, 28)))
        connect(field.confirmed, guarded(partial(self._named, row.id)))
        connect(field.cancelled, guarded(self._end_naming))
        connect(field.left, guarded(self._end_naming))
        field.show()
        field.selectAll()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _named(self, take: str) -> None:
        name = self._naming.text().strip() if self._naming is not None else ""
        self._end_naming()
        self.named.emit(take, name)

    def _end_naming(self) -> None:
        field, self._naming = self._naming, None
        if field is not None:
            if field.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            field.hide()
            field.deleteLater()

    # --- painting

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._scale, self._scale)
        narrow = self._wide < _NARROW
        for number, row in enumerate(self._view.rows):
            current = number == self._current
            lit = number == self._hovered_row or (current and self.hasFocus())
            self._painter.row(painter, row, self._row_area(number), lit, current and self.hasFocus(), narrow)
        hovered = self._hovered
        compares = [spot.area for spot in self.spots() if spot.what == "compare"]
        if compares and not narrow:
            self._painter.levels(painter, QPointF(compares[-1].right() + 12, compares[-1].top() + 7))
        for spot in self.spots():
            row = self._view.rows[spot.row]
            over = hovered is not None and (hovered.what, hovered.row) == (spot.what, spot.row)
            lit = spot.row == self._hovered_row or (spot.row == self._current and self.hasFocus())
            self._painter.spot(painter, row, spot.what, spot.area, spot.tip, over, lit)
