# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the waveform: which stretch of time is shown, at which scale, and when it turns. Without Qt."""

from __future__ import annotations

_STEP = 1.25
_LEAST_ZOOM, _MOST_ZOOM = 0.2, 8.0
# Where on the page the playhead stands after it has turned, and where it turns.
_HEAD = 0.1
_TURNS_AT = 0.92
# Further than playing goes on between two frames.
_JUMP_S = 1.0


class Page:
    """Times are seconds of the transcript, widths are pixels.

    Args:
        needed_px_per_s: The scale at which the words have room.

    Attributes:
        start_s: Where the page begins.
    """

    def __init__(self, needed_px_per_s: float) -> None:
        self.needed_px_per_s = needed_px_per_s
        self.start_s = 0.0
        self._zoom = 1.0
        self._follows = True
        self._turns_at = _TURNS_AT

    @property
    def px_per_s(self) -> float:
        """The scale, with what was zoomed by hand."""
        return self.needed_px_per_s * self._zoom

    def turns(self, before_s: float, at_s: float, width: int, total_s: float) -> bool:
        """Turn the page where the playhead, which was at *before_s*, needs it at *at_s*; whether it turned. One that
        was scrolled away from the playhead turns when that has come to it, or jumps."""
        length_s = width / self.px_per_s
        inside = self.start_s <= at_s <= self.start_s + _TURNS_AT * length_s
        jumped = not before_s <= at_s <= before_s + _JUMP_S
        self._follows = self._follows or jumped or (inside and at_s != before_s)
        end_s = self.start_s + length_s
        near_end = at_s > self.start_s + self._turns_at * length_s and end_s < total_s
        if not self._follows or not (at_s < self.start_s or at_s > end_s or near_end):
            return False
        self._turn_to(at_s, length_s)
        return True

    def _turn_to(self, head_s: float, length_s: float) -> None:
        self.start_s, self._turns_at = max(0.0, head_s - _HEAD * length_s), _TURNS_AT

    def scroll(self, start_s: float, head_s: float, width: int, total_s: float) -> bool:
        """Begin at *start_s*, as far as there is something to show; whether that is elsewhere."""
        length_s = width / self.px_per_s
        start_s = max(0.0, min(start_s, total_s - length_s))
        moved, self.start_s = start_s != self.start_s, start_s
        self._follows = start_s <= head_s <= start_s + length_s
        # A person who has left the playhead near the end sees it go there.
        self._turns_at = 1.0 if head_s > start_s + _TURNS_AT * length_s else _TURNS_AT
        return moved

    def follow(self, head_s: float, width: int) -> bool:
        """Turn to the playhead if it is elsewhere, and follow it from now on; whether the page turned."""
        self._follows = True
        length_s = width / self.px_per_s
        if self.start_s <= head_s <= self.start_s + length_s:
            return False
        self._turn_to(head_s, length_s)
        return True

    def zoom(self, steps: float, at_s: float, head_s: float, width: int, total_s: float) -> bool:
        """Zoom in by so many steps, out by negative ones, to the usual scale by 0; whether that changed anything. The
        time *at_s* stays where it is on the page."""
        wanted = 1.0 if steps == 0 else max(_LEAST_ZOOM, min(_MOST_ZOOM, self._zoom * _STEP**steps))
        if wanted == self._zoom:
            return False
        before, self._zoom = self.px_per_s, wanted
        self.scroll(at_s - (at_s - self.start_s) * before / self.px_per_s, head_s, width, total_s)
        return True
