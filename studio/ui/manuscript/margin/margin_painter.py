# SPDX-License-Identifier: GPL-3.0-or-later
"""Painting of a paragraph's margin."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from studio.ui.manuscript.lines.scale import pixel_ratio
from studio.ui.manuscript.margin.margin_places import AVATAR, PLAY_SIDE, MarginRow, Places
from studio.ui.manuscript.margin.states import ParagraphState
from studio.ui.theme import Theme, avatar, font, paint_icon

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_ABOVE = 0.4


def paint_row(
    painter: QPainter, theme: Theme, places: Places, shown: MarginRow, state: ParagraphState, over: str
) -> None:
    """Paint all but the play button; *over* says what the pointer is over: "speaker", "takes" or neither."""
    _paint_reader(painter, theme, places, shown, state, over == "speaker")
    paint_shape(painter, theme, state, places.shape(shown, state))
    painter.setFont(font(12))
    painter.setPen(theme.color("text_2"))
    words = f"{state.words} ·" if places.beside(shown, state) else state.words
    if places.crowded(shown, state):
        words = ""
    box = places.words(shown, state)
    if state.chapter and painter.fontMetrics().horizontalAdvance(words) > places.play(shown).left() - box.left():
        words = state.chapter
    painter.drawText(box, _LEFT, words)
    _paint_takes(painter, theme, places, shown, state, over == "takes")


def _paint_reader(
    painter: QPainter, theme: Theme, places: Places, shown: MarginRow, state: ParagraphState, hovered: bool
) -> None:
    reads = state.reads
    if reads is None:
        return
    picture = avatar(reads.speaker_id, reads.name, AVATAR, pixel_ratio(painter), reads.above, reads.hue)
    painter.drawPixmap(places.avatar(shown, state).topLeft(), picture)
    painter.setFont(font(13, 500))
    if reads.above:
        painter.setOpacity(1.0 if hovered else _ABOVE)
    painter.setPen(theme.color("text") if hovered else theme.hue(reads.hue))
    box = places.name(shown, state)
    name = painter.fontMetrics().elidedText(reads.name, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, _LEFT, name)
    painter.setOpacity(1.0)


def _paint_takes(
    painter: QPainter, theme: Theme, places: Places, shown: MarginRow, state: ParagraphState, hovered: bool
) -> None:
    said = state.takes_words
    if not said:
        return
    box = places.takes(shown, state)
    lit = state.open or hovered
    painter.setPen(theme.color("text" if lit else "text_2"))
    painter.setFont(font(12, 500 if state.open else 400))
    painter.drawText(box, _LEFT, said)
    if lit:
        x = box.left() + painter.fontMetrics().horizontalAdvance(said) + 5
        name = "caret-up" if state.open else "caret-down"
        paint_icon(painter, name, theme.color("text_2"), QPointF(x, box.center().y() - 5), 11)


def paint_play(painter: QPainter, theme: Theme, box: QRectF, heard: bool, hovered: bool, focused: bool) -> None:
    """Paint the play button in *box*, as one that pauses if its paragraph is *heard*."""
    painter.setPen(Qt.PenStyle.NoPen)
    if heard or hovered:
        painter.setBrush(theme.color("accent_tint" if heard else "button_tint"))
        painter.drawEllipse(box)
    name, role = ("pause-fill", "accent_text") if heard else ("play-fill", "edge")
    paint_icon(painter, name, theme.color(role), box.topLeft() + QPointF(6, 6), PLAY_SIDE - 12)
    if focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent_line"), 2))
        painter.drawEllipse(box.adjusted(-3, -3, 3, 3))


def paint_shape(painter: QPainter, theme: Theme, state: ParagraphState, box: QRectF) -> None:
    """Paint the sign of *state* in *box*, a square."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = box.adjusted(0.75, 0.75, -0.75, -0.75)
    if state.shape == "disc":
        painter.setBrush(theme.color("ready"))
        painter.drawEllipse(box)
    elif state.shape == "half":
        painter.setBrush(theme.color("ready"))
        painter.drawChord(box, 90 * 16, 180 * 16)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("ready"), 1.5))
        painter.drawEllipse(ring)
    elif state.shape == "ring":
        painter.setPen(QPen(theme.color("text_2"), 1.5))
        painter.drawEllipse(ring)
    else:
        wide = box.adjusted(-0.5, -0.5, 0.5, 0.5)
        painter.setPen(QPen(theme.color("groove"), 2))
        painter.drawEllipse(wide)
        painter.setPen(QPen(theme.color("accent_line"), 2))
        painter.drawArc(wide, 90 * 16, -round(360 * 16 * state.fraction))
