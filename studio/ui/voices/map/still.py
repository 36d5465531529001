# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture of what is behind the point: it is painted in slices, so that no event waits for ten thousand marks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap

from studio.ui.door import called_by_qt, connect
from studio.ui.voices.map.marks import Label
from studio.ui.voices.map.sight import Sight

Slice = Callable[[QPainter], object]
_SLICE_S = 0.006


class Same:
    """A value that is the same as itself alone, since comparing thousands of marks takes long."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other._value is self._value

    def __hash__(self) -> int:
        return id(self._value)


@dataclass(slots=True)
class Still:
    """A picture.

    Attributes:
        picture: It, as large as the view.
        of: What it shows; two pictures with the same are the same.
        sight: Which part of the map it shows.
        label_ink, halo: The colours of names, and of what is around their letters.
        labels: Names that found room in it.
        words: Rooms of what its directions mean.
    """

    picture: QPixmap
    of: tuple[object, ...]
    sight: Sight
    label_ink: QColor
    halo: QColor
    labels: list[Label] = field(default_factory=list)
    words: list[QRectF] = field(default_factory=list)


class StillPainter(QObject):
    """Paints one picture after the other; the one before is shown until the next is whole."""

    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last: Still | None = None
        self._coming: Still | None = None
        self._slices: Iterator[Slice] = iter(())
        self._timer = QTimer(self, interval=0)
        connect(self._timer.timeout, self._go_on)

    @property
    def shown(self) -> Still | None:
        """The newest whole picture; before the first one, what there is of it."""
        return self._last or self._coming

    @property
    def last(self) -> Still | None:
        """The newest whole picture."""
        return self._last

    @property
    def whole(self) -> bool:
        """Whether the newest picture is whole."""
        return self._coming is None

    @property
    def of(self) -> tuple[object, ...]:
        """What the newest picture shows, which may still be painted."""
        newest = self._coming or self._last
        return newest.of if newest is not None else ()

    def begin(self, still: Still, slices: Iterable[Slice], at_once: bool) -> None:
        """Paint *still* by calling *slices*, all of them *at once* or a few milliseconds between two events; what was
        begun before is given up."""
        self._coming, self._slices = still, iter(slices)
        if at_once:
            self._paint(float("inf"))
        else:
            self._timer.start()

    @called_by_qt
    def _go_on(self) -> None:
        self._paint(time.perf_counter() + _SLICE_S)
        if self._coming is None:
            self.finished.emit()

    def _paint(self, until_s: float) -> None:
        if self._coming is None:
            return
        painter = QPainter(self._coming.picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for each in self._slices:
            each(painter)
            if time.perf_counter() >= until_s:
                break
        else:
            self._last, self._coming = self._coming, None
            self._timer.stop()
        painter.end()
