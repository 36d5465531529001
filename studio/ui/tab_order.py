# SPDX-License-Identifier: GPL-3.0-or-later
"""Tab goes through the window as it is laid out: what stands first in a layout comes first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QComboBox,
    QLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)

_WHOLE = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit)
"""What has no controls within, whatever it is made of."""


def order_tabs(root: QWidget) -> None:
    """Have Tab go through everything within *root* in the order of its layouts, shown or not."""
    for before, after in pairwise(tab_stops(root)):
        QWidget.setTabOrder(before, after)


def tab_stops(widget: QWidget) -> Iterator[QWidget]:
    """What Tab can reach of *widget* and within it, in the order of the layouts."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _within(layout)
    elif isinstance(widget, QScrollArea) and (scrolled := widget.widget()) is not None:
        yield from tab_stops(scrolled)
    elif isinstance(widget, QAbstractScrollArea):
        yield from _laid_by_hand(widget.viewport())
    elif not isinstance(widget, _WHOLE):
        yield from _laid_by_hand(widget)


def _within(layout: QLayout) -> Iterator[QWidget]:
    # Not by itemAt: Qt for Python keeps what stands for an item after the item's end, and takes it for whatever widget
    # has its address next.
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
