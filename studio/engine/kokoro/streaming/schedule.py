# SPDX-License-Identifier: GPL-3.0-or-later
"""The schedule of slices: which frames the generator makes next, and when playing may begin."""

from __future__ import annotations

import math
from dataclasses import dataclass

from studio.engine.base import HeadStart
from studio.engine.kokoro.frames import FRAME_S, Floats
from studio.engine.kokoro.splitting import Splitting
from studio.engine.kokoro.streaming.pace import Pace
from studio.engine.kokoro.streaming.slices import LAST_SHARE, USUAL_CONTEXT, Slice, next_slice

# Time of encoder and decoder for one frame, in frames of the generator; and of both for the words around a pause.
_ENCODER_SHARE = 0.06
_DECODER_SHARE = 0.06
_AROUND_PAUSE_FRAMES = 220
# Length expected of units that are still to come.
_UNIT_FRAMES = 400
# More than any unit has.
_LONGEST_UNIT = 2000


@dataclass(frozen=True, slots=True)
class Around:
    """Seconds of the same speech before a text, about how many the text itself has, and how many come after it.

    0 stands for none or unknown.
    """

    before_s: float = 0.0
    text_s: float = 0.0
    after_s: float = 0.0

    @property
    def is_alone(self) -> bool:
        """Whether the text is the whole speech, as far as is known."""
        return not self.before_s and not self.after_s


ALONE = Around()


@dataclass(frozen=True, slots=True, eq=False)
class Extent:
    """The frames of a unit that are kept, without the silence at its edges.

    Attributes:
        loudness: Energy a frame, [T].
        first: The first frame kept.
        last: One after the last.
        goes_whole: Whether all are generated in one run.
    """

    loudness: Floats
    first: int
    last: int
    goes_whole: bool

    @property
    def count(self) -> int:
        """All frames of the unit, also those not kept."""
        return len(self.loudness)

    @property
    def kept(self) -> int:
        """Frames kept."""
        return self.last - self.first


class Schedule:
    """Slices of units; the more was heard before a slice, the longer it may be.

    Args:
        around: Speech before and after the text.
        pace: The generator's present speed.
        splitting: Lengths aimed at.
    """

    def __init__(self, around: Around, pace: Pace, splitting: Splitting) -> None:
        self._around = around
        self._pace = pace
        self._splitting = splitting

    def heard_frames(self, of_text: int) -> int:
        """Frames of the whole speech up to frame *of_text* of the text."""
        return round(self._around.before_s / FRAME_S) + of_text

    @property
    def ample_frames(self) -> int:
        """So many frames heard before a unit that more make no difference to its slices."""
        return math.ceil(
            (self._splitting.most_frames + _to_make_ready(_LONGEST_UNIT, 0, begins=False)) / self._splitting.growth
        )

    def aim(self, heard_frames: int, ready: int = 0) -> int:
        """Frames aimed at for the next slice: in proportion to those heard before it, less *ready* frames.

        Args:
            heard_frames: Frames of the speech that went before.
            ready: Time that the other parts take before the slice, in frames of the generator.
        """
        allowed = int(self._splitting.growth * heard_frames) - ready
        return max(self._splitting.first_frames, min(self._splitting.most_frames, allowed))

    def next(self, unit: Extent, at: int, number: int, heard_frames: int, *, begins: bool) -> Slice:
        """Slice *number* of *unit*, which begins at frame *at*; *begins* if the unit is the first of the speech."""
        return self._cut(unit, at, self.aim(heard_frames, _to_make_ready(unit.count, number, begins=begins)))

    def head_start(self, unit: Extent) -> HeadStart:
        """The head start of an utterance whose first unit is *unit*, at the present pace."""
        slices: list[tuple[int, int]] = []
        at = unit.first
        while at < unit.last:
            ready = _to_make_ready(unit.count, len(slices), begins=True)
            cut = self._cut(unit, at, self.aim(at - unit.first, ready))
            slices.append((cut.last - cut.first, cut.run_last - cut.run_first + ready))
            at = cut.last
        return self._with_rest(slices)

    def head_start_after(self, frames: int) -> HeadStart:
        """The head start of an utterance whose first *frames* frames are there already."""
        return self._with_rest([(frames, 0)])

    def _with_rest(self, slices: list[tuple[int, int]]) -> HeadStart:
        """The head start for *slices* and those expected after them, each as frames kept and time in frames of the
        generator."""
        heard_frames = sum(kept for kept, _ in slices)
        left = round((self._around.text_s + self._around.after_s) / FRAME_S) - heard_frames
        of_unit = 0
        while left > 0:
            ready = 0
            if of_unit <= 0:
                of_unit = min(left, _UNIT_FRAMES)
                ready = _to_make_ready(of_unit, 0, begins=False)
            aim = self.aim(heard_frames, ready)
            frames = left if left <= LAST_SHARE * aim else aim
            slices.append((frames, frames + USUAL_CONTEXT + ready))
            left, of_unit, heard_frames = left - frames, of_unit - frames, heard_frames + frames
        return self._pace.head_start(slices)

    def _cut(self, unit: Extent, at: int, aim: int) -> Slice:
        return next_slice(unit.loudness, at, unit.last, unit.last - at if unit.goes_whole else aim)


def _to_make_ready(unit_frames: int, number: int, *, begins: bool) -> int:
    """Time that the other parts take before slice *number* of a unit, in frames of the generator.

    The unit that *begins* the speech is encoded before anything is heard, and wholly decoded before its third slice.
    """
    if begins:
        return round(_DECODER_SHARE * unit_frames) if number == 2 else 0
    if number:
        return 0
    return round((_ENCODER_SHARE + _DECODER_SHARE) * unit_frames + _ENCODER_SHARE * _AROUND_PAUSE_FRAMES)
