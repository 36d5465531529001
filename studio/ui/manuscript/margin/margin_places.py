# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the parts of a paragraph's margin are: who reads it, its state, its number of takes, its play button."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from studio.ui.manuscript.margin.states import ParagraphState
from studio.ui.theme import font

PLAY_SIDE = 26
AVATAR = 22
_PLAY_RIGHT = 25
_SHAPE = 8
_NARROW = 168
# Where shape and words begin, and in a narrow margin.
_SHAPE_X, _WORDS_X = 24, 40
_NARROW_SHAPE_X, _NARROW_WORDS_X = 16, 30
# The same below an avatar, which is as much wider.
_WIDER = AVATAR - _SHAPE + 2
_STATE_BELOW = 22
_TAKES_BELOW = 18
_LEAST_ROOM = 70
_LIT_INSET = 12


@dataclass(frozen=True, slots=True)
class MarginRow:
    """A paragraph that is seen: its number, top and height of its first line in the margin's pixels, and the pixels
    from its top to that of the next one."""

    row: int
    top: float
    line: float
    room: float = 0.0


@dataclass(frozen=True, slots=True)
class Places:
    """Places in a margin of a width in pixels. An empty one is that of something which is not there."""

    width: int

    def play(self, shown: MarginRow) -> QRectF:
        return QRectF(self.width - _PLAY_RIGHT, shown.top + (shown.line - PLAY_SIDE) / 2, PLAY_SIDE, PLAY_SIDE)

    def avatar(self, shown: MarginRow, state: ParagraphState) -> QRectF:
        if state.reads is None:
            return QRectF()
        return QRectF(self._shape_x, shown.top + (shown.line - AVATAR) / 2, AVATAR, AVATAR)

    def name(self, shown: MarginRow, state: ParagraphState) -> QRectF:
        """The place of the speaker's name."""
        if state.reads is None:
            return QRectF()
        left = self._words_x(state)
        return QRectF(left, shown.top, self.play(shown).left() - 4 - left, shown.line)

    def speaker(self, shown: MarginRow, state: ParagraphState) -> QRectF:
        """What is pressed to change who reads: avatar and name."""
        if state.reads is None:
            return QRectF()
        return self.avatar(shown, state).united(self.name(shown, state).adjusted(0, 1, 0, -1))

    def lit(self, shown: MarginRow) -> QRectF:
        """The area that is lit while the speaker of the paragraph is chosen."""
        height = min(shown.line / 2 + _STATE_BELOW + 12, max(shown.room - 4, shown.line))
        return QRectF(_LIT_INSET, shown.top - 4, self.width + 4 - _LIT_INSET, height + 4)

    def shape(self, shown: MarginRow, state: ParagraphState) -> QRectF:
        left = self._shape_x + (0 if state.reads is None else (AVATAR - _SHAPE) / 2)
        return QRectF(left, self._state_y(shown, state) - _SHAPE / 2, _SHAPE, _SHAPE)

    def words(self, shown: MarginRow, state: ParagraphState) -> QRectF:
        """The place of the state's words."""
        left, middle = self._words_x(state), self._state_y(shown, state)
        return QRectF(left, middle - 10, self.width - left, 20)

    def state(self, shown: MarginRow, state: ParagraphState) -> QRectF:
        """The place of the state, of which the meaning is told there."""
        return self.shape(shown, state).united(self.words(shown, state))

    def takes(self, shown: MarginRow, state: ParagraphState) -> QRectF:
        """The place of the number of takes: below the state or, where the next paragraph begins there, behind it."""
        if not state.takes_words:
            return QRectF()
        left = self._words_x(state)
        if state.reads is None:
            return QRectF(left, shown.top + shown.line - 3, self.width - left - PLAY_SIDE, 20)
        middle = self._state_y(shown, state)
        if shown.room >= _LEAST_ROOM:
            return QRectF(left, middle + _TAKES_BELOW - 10, self.width - left - PLAY_SIDE, 20)
        wide = 0.0 if self.crowded(shown, state) else _width_of(f"{state.words} · ")
        return QRectF(left + wide, middle - 10, self.width - left - wide, 20)

    def beside(self, shown: MarginRow, state: ParagraphState) -> bool:
        """Whether the number of takes is on the line of the state."""
        return bool(state.takes_words) and state.reads is not None and shown.room < _LEAST_ROOM

    def crowded(self, shown: MarginRow, state: ParagraphState) -> bool:
        """Whether that line has room for one of both alone: the number of takes, which can be pressed. The state has
        its sign, and says what it means there."""
        wide = _width_of(f"{state.words} · {state.takes_words}")
        return self.beside(shown, state) and wide > self.width - self._words_x(state)

    @property
    def _shape_x(self) -> int:
        return _SHAPE_X if self.width >= _NARROW else _NARROW_SHAPE_X

    def _words_x(self, state: ParagraphState) -> int:
        left = _WORDS_X if self.width >= _NARROW else _NARROW_WORDS_X
        return left + (_WIDER if state.reads is not None else 0)

    def _state_y(self, shown: MarginRow, state: ParagraphState) -> float:
        return shown.top + shown.line / 2 + (_STATE_BELOW if state.reads is not None else 0)


def _width_of(words: str) -> float:
    return QFontMetricsF(font(12)).horizontalAdvance(words)
