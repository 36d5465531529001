# SPDX-License-Identifier: GPL-3.0-or-later
"""The tab order of the window, which follows its layouts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QComboBox,
    QLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)

_WHOLE = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit)
"""Widgets that count as one control, whatever they are made of."""


class InOrder(QWidget):
    """A widget that lays out by hand what is in it."""

    def tab_children(self) -> Sequence[QWidget]:
        """What is in it, in the order of the picture."""
        raise NotImplementedError


def order_tabs(root: QWidget) -> None:
    """Set the tab order of all controls within *root*, shown or not, to the order of its layouts."""
    for before, after in pairwise(tab_stops(root)):
        QWidget.setTabOrder(before, after)


def tab_stops(widget: QWidget) -> Iterator[QWidget]:
    """Controls that Tab can reach, *widget* itself and those within it, in the order of the layouts."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _within(layout)
    elif isinstance(widget, QScrollArea) and (scrolled := widget.widget()) is not None:
        yield from tab_stops(scrolled)
    elif isinstance(widget, InOrder):
        for child in widget.tab_children():
            yield from tab_stops(child)
    elif not isinstance(widget, _WHOLE):
        yield from _laid_by_hand(widget)


def _within(layout: QLayout) -> Iterator[QWidget]:
    # Without itemAt, since Qt for Python keeps its wrapper of an item after the item's end, and takes it for the widget
    # that has its address next.
    around = layout.parentWidget()
    inside = [*layout.children(), *(around.children() if around is not None else ())]
    placed = [(layout.indexOf(each), each) for each in inside if isinstance(each, QLayout | QWidget)]
    for place, each in sorted(placed, key=itemgetter(0)):
        if place >= 0:
            yield from _within(each) if isinstance(each, QLayout) else tab_stops(each)


def _laid_by_hand(widget: QWidget) -> Iterator[QWidget]:
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isWindow():
            yield from tab_stops(child)
