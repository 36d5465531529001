# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns beside each other, and the edges by which the ones at the sides are resized."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from studio.ui.columns.edge import EDGE_PX, Edge
from studio.ui.columns.folding import FoldingPanel
from studio.ui.columns.side import LEFT, RIGHT, Chosen, Side, shown_widths
from studio.ui.door import called_by_qt, connect
from studio.ui.tab_order import InOrder
from studio.ui.theme import Theme


class Columns(InOrder):
    """Three columns. A folded left one may be opened for now: it then lies over the middle, which stays where it is,
    until the keyboard goes elsewhere.

    Args:
        theme: The colours.
        app: Tells where the keyboard goes.
        left, middle, right: The columns.

    Attributes:
        panels: The left and the right one.
        edges: Theirs.
    """

    widths_changed = Signal(int, int)
    """Width in pixels of the left and of the right column."""
    chosen = Signal()
    """The person has resized, folded or opened a column: see `choices`."""
    turned = Signal()
    """A column was folded or opened."""

    def __init__(
        self, theme: Theme, app: QApplication, left: FoldingPanel, middle: QWidget, right: FoldingPanel
    ) -> None:
        super().__init__()
        self.panels = left, right
        self._middle = middle
        self._sides: tuple[Side, Side] = (LEFT, RIGHT)
        self._chosen = Chosen(LEFT.usual_px), Chosen(RIGHT.usual_px)
        self._for_now = False
        # Qt gives the keyboard to others while a column that has it folds or opens.
        self._laying_out = False
        self._widths = 0, 0
        self._wide: QWidget | None = None
        self._wide_left = False
        for widget in (left, middle, right):
            widget.setParent(self)
        self.edges = Edge(theme, "Width of the left panel", 1), Edge(theme, "Width of the design panel", -1)
        for number, (panel, edge) in enumerate(zip(self.panels, self.edges, strict=True)):
            edge.setParent(self)
            connect(edge.wanted, lambda px, number=number: self._want(number, px))
            connect(edge.settled, self.chosen)
            connect(edge.reset_requested, lambda number=number: self._reset(number))
            connect(panel.open_requested, lambda number=number: self.toggle(number))
            connect(panel.turned, self.turned)
        connect(app.focusChanged, self._keyboard_moved)

    @property
    def choices(self) -> tuple[Chosen, Chosen]:
        """What the person chose of the left and of the right column."""
        return self._chosen

    @property
    def widths(self) -> tuple[int, int]:
        """Widths of both columns as they are laid out, in pixels."""
        return self._widths

    def show_keys(self, left: str, right: str) -> None:
        """Tell the keys that fold and open the columns; "" for none."""
        for panel, key in zip(self.panels, (left, right), strict=True):
            panel.show_key(key)

    def arrange(self, left: Chosen, right: Chosen) -> None:
        """Lay the columns out as they were chosen before."""
        self._chosen = left, right
        self._lay_out()

    def toggle(self, number: int) -> None:
        """Fold the left (0) or the right (1) column, or open it."""
        panel, side, chosen = self.panels[number], self._sides[number], self._chosen[number]
        folded = not panel.folded and not (self._for_now and number == 0)
        if self._for_now and number == 0:
            # What was open for now stays open.
            self._for_now = False
        self._choose(number, Chosen(chosen.px, side.state_for(folded, self.width())))
        self.chosen.emit()

    @called_by_qt
    def open_for_now(self) -> None:
        """Open the left column if it is folded, until the keyboard goes elsewhere."""
        if self.panels[0].folded:
            self._for_now = True
            self._lay_out()

    def cover(self, wide: QWidget | None, left: bool = True) -> None:
        """Show *wide* in the place of the middle, and of the *left* column too; None shows these again."""
        before, self._wide = self._wide, wide
        self._wide_left = left and wide is not None
        if before is not None and before is not wide:
            before.hide()
        self._middle.setVisible(wide is None)
        self.panels[0].setVisible(not self._wide_left)
        if wide is not None:
            wide.setParent(self)
            wide.show()
        self._lay_out()
        self.turned.emit()

    def close_innermost(self) -> bool:
        """Fold the left column that is open for now; False if it is not."""
        if not self._for_now:
            return False
        self._end_for_now()
        return True

    def tab_children(self) -> Sequence[QWidget]:
        left, right = self.panels
        wide = () if self._wide is None else (self._wide,)
        return left, self.edges[0], *wide, self._middle, right, self.edges[1]

    def _want(self, number: int, px: int) -> None:
        side, chosen = self._sides[number], self._chosen[number]
        folded = side.folds_at(px)
        state = side.state_for(folded, self.width())
        self._choose(number, Chosen(chosen.px if folded else side.within(px), state))

    def _reset(self, number: int) -> None:
        side = self._sides[number]
        self._choose(number, Chosen(side.usual_px, side.state_for(False, self.width())))
        self.chosen.emit()

    def _choose(self, number: int, chosen: Chosen) -> None:
        self._chosen = (chosen, self._chosen[1]) if number == 0 else (self._chosen[0], chosen)
        self._lay_out()

    def _lay_out(self) -> None:
        self._laying_out = True
        try:
            self._fold()
        finally:
            self._laying_out = False
        self._place()

    def _fold(self) -> None:
        for panel, side, chosen in zip(self.panels, self._sides, self._chosen, strict=True):
            for_now = self._for_now and panel is self.panels[0]
            panel.fold(side.folds(chosen.state, self.width()) and not for_now)

    def _place(self) -> None:
        width, height = self.width(), self.height()
        left, right = shown_widths((self._sides[0], self._chosen[0]), (self._sides[1], self._chosen[1]), width)
        for_now = self._for_now and LEFT.folds(self._chosen[0].state, width)
        self.panels[0].setGeometry(0, 0, LEFT.within(self._chosen[0].px) if for_now else left, height)
        self._middle.setGeometry(left, 0, max(0, width - left - right), height)
        self.panels[1].setGeometry(width - right, 0, right, height)
        self.edges[0].setGeometry(left, 0, EDGE_PX, height)
        self.edges[1].setGeometry(width - right, 0, EDGE_PX, height)
        self.edges[0].setVisible(not for_now and not self._wide_left)
        if self._wide is not None:
            begin = 0 if self._wide_left else left
            self._wide.setGeometry(begin, 0, max(0, width - right - begin), height)
            self._wide.lower()
        for edge, side, px in zip(self.edges, self._sides, (left, right), strict=True):
            edge.show_width(px, side.least_px, side.most_px)
        if for_now:
            self.panels[0].raise_()
        if (left, right) != self._widths:
            self._widths = left, right
            self.widths_changed.emit(left, right)

    def _end_for_now(self) -> None:
        self._for_now = False
        self._lay_out()

    @called_by_qt
    def _keyboard_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or now.window() is not self.window() or self._laying_out:
            return
        if self._for_now and not self.panels[0].isAncestorOf(now):
            self._end_for_now()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
