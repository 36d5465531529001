# SPDX-License-Identifier: GPL-3.0-or-later
"""Which frames the generator makes next, and when what it makes may begin to be played."""

from __future__ import annotations

from dataclasses import dataclass

from studio.engine.base import HeadStart
from studio.engine.kokoro.frames import FRAME_S, Floats
from studio.engine.kokoro.splitting import Splitting
from studio.engine.kokoro.streaming.pace import Pace
from studio.engine.kokoro.streaming.slices import LAST_SHARE, USUAL_CONTEXT, Slice, next_slice

# Frames that the generator makes in the time in which the others make one; and those of some words around a pause.
_ENCODER_SHARE = 0.06
_DECODER_SHARE = 0.06
_AROUND_PAUSE_FRAMES = 220
# As most are.
_UNIT_FRAMES = 400


@dataclass(frozen=True, slots=True)
class Around:
    """Seconds of the same speech before a text, and about how many the text has and what comes after it.

    0 stands for none and for what is not known.
    """

    before_s: float = 0.0
    text_s: float = 0.0
    after_s: float = 0.0

    @property
    def is_alone(self) -> bool:
        """Nothing of the speech is known to come before or after the text."""
        return not self.before_s and not self.after_s


ALONE = Around()


@dataclass(frozen=True, slots=True, eq=False)
class Extent:
    """The frames of a unit that are kept.

    Attributes:
        loudness: Energy a frame, [T].
        first: The first frame kept.
        last: One after the last.
        goes_whole: All are generated at once.
    """

    loudness: Floats
    first: int
    last: int
    goes_whole: bool

    @property
    def count(self) -> int:
        """Frames of the unit, those that are not kept too."""
        return len(self.loudness)


class Schedule:
    """Slices of units, each as long as what was heard before it allows.

    Args:
        around: What the text is a part of.
        pace: How fast the generator was of late.
        splitting: Lengths that are aimed at.
    """

    def __init__(self, around: Around, pace: Pace, splitting: Splitting) -> None:
        self._around = around
        self._pace = pace
        self._splitting = splitting

    def heard_frames(self, of_text: int) -> int:
        """Frames of the speech before frame *of_text* of the text."""
        return round(self._around.before_s / FRAME_S) + of_text

    def aim(self, heard_frames: int, ready: int = 0) -> int:
        """Frames wished for of the next slice: the more, the more has been heard of the speech, but for *ready* frames.

        Args:
            heard_frames: Frames of the speech that went before.
            ready: Frames that the generator would make in the time that other parts take before the slice.
        """
        allowed = int(self._splitting.growth * heard_frames) - ready
        return max(self._splitting.first_frames, min(self._splitting.most_frames, allowed))

    def next(self, unit: Extent, at: int, number: int, heard_frames: int, *, begins: bool) -> Slice:
        """The slice *number* of *unit*, which begins at frame *at*; *begins*: the unit is the first of the speech."""
        return self._cut(unit, at, self.aim(heard_frames, _to_make_ready(unit.count, number, begins=begins)))

    def head_start(self, unit: Extent) -> HeadStart:
        """When to begin to play an utterance whose first unit is *unit*, at the pace of late."""
        slices: list[tuple[int, int]] = []
        at = unit.first
        while at < unit.last:
            ready = _to_make_ready(unit.count, len(slices), begins=True)
            cut = self._cut(unit, at, self.aim(at - unit.first, ready))
            slices.append((cut.last - cut.first, cut.run_last - cut.run_first + ready))
            at = cut.last
        return self._with_rest(slices)

    def head_start_after(self, frames: int) -> HeadStart:
        """When to begin to play an utterance whose first *frames* frames are there already."""
        return self._with_rest([(frames, 0)])

    def _with_rest(self, slices: list[tuple[int, int]]) -> HeadStart:
        """*slices*, and what is expected after them: each as frames kept, and frames generated in the time it takes."""
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
    """Frames that the generator makes in the time which the others take before the slice *number* of a unit.

    What *begins* the speech is made ready before anything is heard, and decoded as a whole before its third slice.
    """
    if begins:
        return round(_DECODER_SHARE * unit_frames) if number == 2 else 0
    if number:
        return 0
    return round((_ENCODER_SHARE + _DECODER_SHARE) * unit_frames + _ENCODER_SHARE * _AROUND_PAUSE_FRAMES)
