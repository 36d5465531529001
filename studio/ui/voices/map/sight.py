# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the map that is seen, and how large."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QTransform

from studio.app.voices.voice_map import Place

NEAREST_ZOOM = 6.0
"""How many times larger the map may be than when all of it is seen."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A place of the map and a scale.

    Attributes:
        left, top: The map's place at the view's upper left corner.
        scale: Pixels of the view for one of the map.
        whole: The scale at which all of the map is seen.
    """

    left: float
    top: float
    scale: float
    whole: float

    @classmethod
    def of_all(cls, view: QSizeF, size: Place) -> Sight:
        """All of a map of *size*, in the middle of the view."""
        width, height = size
        scale = max(min(view.width() / width, view.height() / height), 1e-3)
        return cls((width - view.width() / scale) / 2, (height - view.height() / scale) / 2, scale, scale)

    @property
    def transform(self) -> QTransform:
        """From the map to the view."""
        return QTransform(self.scale, 0, 0, self.scale, -self.left * self.scale, -self.top * self.scale)

    def seen(self, place: Place) -> QPointF:
        """Where the view shows *place*."""
        return QPointF((place[0] - self.left) * self.scale, (place[1] - self.top) * self.scale)

    def all_seen(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where the view shows *places*, [any, 2]."""
        return np.asarray((places - (self.left, self.top)) * self.scale, np.float64)

    def place(self, seen: QPointF) -> Place:
        """The map's place at a point of the view."""
        return self.left + seen.x() / self.scale, self.top + seen.y() / self.scale

    def zoomed(self, factor: float, around: QPointF) -> Sight:
        """*factor* times as large, with what the view shows at *around* staying there; not smaller than whole."""
        scale = min(max(self.scale * factor, self.whole), self.whole * NEAREST_ZOOM)
        x, y = self.place(around)
        return Sight(x - around.x() / scale, y - around.y() / scale, scale, self.whole)

    def moved(self, by: QPointF) -> Sight:
        """Moved with what is seen by *by* pixels of the view."""
        return Sight(self.left - by.x() / self.scale, self.top - by.y() / self.scale, self.scale, self.whole)

    def bounded(self, view: QSizeF, size: Place) -> Sight:
        """Moved so that the view shows nothing beside the map where the map is larger, else all of it."""
        left, top = (
            _bounded(at, length / self.scale, whole)
            for at, length, whole in ((self.left, view.width(), size[0]), (self.top, view.height(), size[1]))
        )
        return Sight(left, top, self.scale, self.whole)


def _bounded(at: float, seen: float, whole: float) -> float:
    if seen >= whole:
        return (whole - seen) / 2
    return min(max(at, 0.0), whole - seen)
