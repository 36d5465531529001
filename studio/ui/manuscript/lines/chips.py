# SPDX-License-Identifier: GPL-3.0-or-later
"""Chips, which show marks in the line: what stands on them, what a screen reader says, and how they are painted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap

from studio.core.marks import Mark, Marks, kind_of
from studio.ui.door import connect
from studio.ui.languages import language_name
from studio.ui.theme import Theme, avatar, font, paint_icon

CHIP_HEIGHT = 18
_SIDE = 9
_BESIDE = 4
_ICON = 10
_ICON_GAP = 4
_WIDEST, _WIDEST_NAME = 220, 120
_AVATAR = 12
_MOST_PICTURES = 500
FIGURE_X = _BESIDE + _SIDE + _ICON + _ICON_GAP / 2
"""Where the figure begins on the chip of a pause, a speed or a volume, which has a sign before it."""
UNKNOWN_SPEAKER = "Unknown speaker"
"""What stands on the chip of a speaker whom the cast does not have."""
SHOWN_OTHERWISE = ("emphasis",)
"""Kinds that have neither a chip nor a line under their text."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A chip of a paragraph: its mark, the mark's number among the paragraph's, and its place in the text."""

    mark: Mark
    number: int
    place: int

    @property
    def point(self) -> bool:
        return kind_of(self.mark).point

    @property
    def movable(self) -> bool:
        """Whether it can be put elsewhere; a respelling belongs to its word."""
        return self.mark.kind not in BEHIND


@dataclass(frozen=True, slots=True)
class Named:
    """How a speaker is shown: name, and colour "#rrggbb"."""

    name: str
    hue: str


Cast = Mapping[str, Named]
"""The speakers by their ids."""
NOBODY: Cast = {}


@dataclass(frozen=True, slots=True)
class ChipLabel:
    """What stands on a chip.

    Attributes:
        icon: An icon's name; "" for none.
        text: What is written behind it.
        hue: Colour of a speaker's avatar that takes the icon's place; "" for no avatar.
    """

    icon: str
    text: str
    hue: str = ""

    @property
    def signed(self) -> bool:
        """Whether something stands before the text."""
        return bool(self.icon or self.hue)


def chips_of(marks: Marks) -> tuple[Chip, ...]:
    """The chips of *marks* in the order of the text. A respelling stands behind its word, any other at its begin; what
    is emphasised has none."""
    found = []
    for number, mark in enumerate(marks):
        if mark.kind in SHOWN_OTHERWISE:
            continue
        behind, point = mark.kind in BEHIND, kind_of(mark).point
        order = 0 if behind else 1 if point else 2
        found.append((mark.end if behind else mark.start, order, number, mark))
    return tuple(Chip(mark, number, place) for place, _, number, mark in sorted(found, key=lambda each: each[:3]))


def chip_label(mark: Mark, cast: Cast = NOBODY) -> ChipLabel:
    """What stands on the chip of *mark*, with *cast* as the speakers."""
    if mark.kind == "speaker":
        speaker = cast.get(mark.value)
        return ChipLabel("quotes", UNKNOWN_SPEAKER) if speaker is None else ChipLabel("", speaker.name, speaker.hue)
    make = _LABELS.get(mark.kind)
    return make(mark.value) if make is not None else ChipLabel("", f"{mark.kind} {mark.value}".strip())


def chip_words(mark: Mark, cast: Cast = NOBODY) -> str:
    """What a screen reader says for the chip of *mark*, with *cast* as the speakers."""
    name = _WORDS.get(mark.kind, mark.kind)
    label = chip_label(mark, cast).text
    return f"{name}: {label}" if mark.value and label.lower() != name.lower() else name


def _emotion(value: str) -> ChipLabel:
    name, _, level = value.partition(":")
    return ChipLabel("sparkle", " · ".join(part for part in (name.capitalize(), level) if part))


BEHIND = ("ipa", "respelling")
"""Kinds whose chip stands behind their text."""
_LABELS: Mapping[str, Callable[[str], ChipLabel]] = {
    "pause": lambda value: ChipLabel("pause-fill", f"{value} s"),
    "ipa": lambda value: ChipLabel("speaker-high", value),
    "respelling": lambda value: ChipLabel("speaker-high", value),
    "spell": lambda _value: ChipLabel("text-aa", "Spelled"),
    "speed": lambda value: ChipLabel("gauge", f"{value}×"),
    "volume": lambda value: ChipLabel("speaker-low", f"{value}×"),
    "emotion": _emotion,
    "language": lambda value: ChipLabel("globe", language_name(value)),
    "emphasis": lambda _value: ChipLabel("", "Emphasis"),
    "unknown": lambda value: ChipLabel("", value),
}
_WORDS = {
    "pause": "Pause",
    "ipa": "Said as",
    "respelling": "Said as",
    "spell": "Spelled",
    "speed": "Speed",
    "volume": "Volume",
    "emotion": "Emotion",
    "speaker": "Speaker",
    "language": "Language",
    "emphasis": "Emphasis",
    "unknown": "Unknown tag",
}


class ChipPainter:
    """Paints chips in the colours of *theme*.

    Attributes:
        cast: The speakers, who stand on the chips of what they say.
        scale: How much larger than designed they are, see `scale_of`.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.scale = 1.0
        self.cast: Cast = NOBODY
        self._font = font(11, 500)
        self._metrics = QFontMetricsF(self._font)
        self._widths: dict[ChipLabel, float] = {}
        # By the speaker's id, too, as it gives the avatar its shape.
        self._pictures: dict[tuple[ChipLabel, str, float], QPixmap] = {}
        connect(theme.changed, self._pictures.clear)

    def use_scale(self, scale: float) -> None:
        if scale != self.scale:
            self.scale = scale
            self._pictures.clear()

    def width(self, mark: Mark) -> float:
        """Width in pixels, with the space on both sides."""
        return self._designed_width(mark) * self.scale

    def _designed_width(self, mark: Mark) -> float:
        label = chip_label(mark, self.cast)
        if label not in self._widths:
            text = min(self._metrics.horizontalAdvance(label.text), _WIDEST_NAME if label.hue else _WIDEST)
            sign = _sign_px(label) + _ICON_GAP if label.signed else 0
            self._widths[label] = text + sign + 2 * _SIDE + 2 * _BESIDE
        return self._widths[label]

    def paint(self, painter: QPainter, area: QRectF, mark: Mark) -> None:
        """Paint the chip of *mark* in the middle of *area*, which is as wide as `width`."""
        ratio = painter.device().devicePixelRatioF()
        label = chip_label(mark, self.cast)
        alike = (label, mark.value if label.hue else "", ratio)
        if len(self._pictures) > _MOST_PICTURES:
            self._pictures.clear()
        if alike not in self._pictures:
            self._pictures[alike] = self._picture(mark, label, ratio)
        place = QPointF(area.x() + _BESIDE * self.scale, area.center().y() - CHIP_HEIGHT * self.scale / 2)
        painter.drawPixmap(place, self._pictures[alike])

    def _picture(self, mark: Mark, label: ChipLabel, ratio: float) -> QPixmap:
        wide, drawn = self._designed_width(mark) - 2 * _BESIDE, ratio * self.scale
        made = QPixmap(ceil(wide * drawn), ceil(CHIP_HEIGHT * drawn))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.scale(self.scale, self.scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(0, 0, wide, CHIP_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("button_tint"))
        painter.drawRoundedRect(body, CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
        inside = body.adjusted(_SIDE, 0, -_SIDE, 0)
        sign = QPointF(inside.x(), (CHIP_HEIGHT - _sign_px(label)) / 2)
        if label.hue:
            painter.drawPixmap(sign, avatar(mark.value, label.text, _AVATAR, drawn, hue=label.hue))
        elif label.icon:
            paint_icon(painter, label.icon, self._theme.color("text_2"), sign, _ICON)
        if label.signed:
            inside.setLeft(inside.x() + _sign_px(label) + _ICON_GAP)
        painter.setPen(self._theme.color("text_2"))
        painter.setFont(self._font)
        text = self._metrics.elidedText(label.text, Qt.TextElideMode.ElideRight, inside.width() + 1)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()
        return made


def _sign_px(label: ChipLabel) -> int:
    """Width and height of what stands before the text."""
    return _AVATAR if label.hue else _ICON
