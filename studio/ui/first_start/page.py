# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the first start, which lies over the manuscript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.first_start.sentence import WIDTH, FirstSentence
from studio.ui.theme import Theme, avatar, font, icon
from studio.ui.widgets.labels import ElidedLabel, label
from studio.ui.widgets.nav_row import NavRow
from studio.ui.widgets.usable import allow

_AVATAR = 56
# With a gap behind the icon.
_PLAY, _PAUSE = " Play", " Pause"
_NATIVE = QKeySequence.SequenceFormat.NativeText
_PLAIN = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier


@dataclass(frozen=True, slots=True)
class FirstView:
    """What the page shows.

    Attributes:
        voice_id, name, about: Of the voice that reads.
        text: The sentence.
        partner: The voice that would be blended with it; "" where the design is a blend already.
        blending_unavailable_reason: Why voices cannot be blended now; "" when they can.
    """

    voice_id: str = ""
    name: str = ""
    about: str = ""
    text: str = ""
    partner: str = ""
    blending_unavailable_reason: str = ""


class FirstPage(QWidget):
    """Its signals tell what a person wants to begin with.

    Args:
        theme: The colours.
        kinds: Endings of files that can be opened, such as "docx".
        covered: What it lies over, as long as it is shown.
    """

    play_requested = Signal()
    write_requested = Signal(object)
    """The person wants to write in the sentence's place; the key with which that begins, or None."""
    open_requested = Signal()
    blend_requested = Signal()
    clip_requested = Signal()

    def __init__(self, theme: Theme, kinds: Sequence[str], covered: QWidget) -> None:
        super().__init__(covered)
        self._covered = covered
        self._theme = theme
        self._view = FirstView()
        self._playing: bool | None = None
        self._play_key = ""
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.picture = QLabel()
        self.picture.setFixedSize(_AVATAR, _AVATAR)
        self.name = ElidedLabel(15, 600)
        self.about = ElidedLabel(13, 400, "second")
        self.sentence = FirstSentence(theme)
        self.play = QPushButton(_PLAY)
        self.play.setProperty("look", "main")
        self.play.setAccessibleName(_PLAY.strip())
        self.play.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.play.setFont(font(13, 600))
        self.play.setIconSize(QSize(16, 16))
        self.play.setStyleSheet("min-height: 40px; max-height: 40px; min-width: 74px;")
        self.play.setCursor(Qt.CursorShape.PointingHandCursor)
        self.text = NavRow(theme, "Paste or open a text", "clipboard-text", tip="In place of this sentence", inset=0)
        self.text.show_note(", ".join(kinds))
        menu = QMenu(self.text)
        self.paste = menu.addAction("Paste")
        self.paste.setText(f"Paste\t{QKeySequence(QKeySequence.StandardKey.Paste).toString(_NATIVE)}")
        self.open = menu.addAction("Open…")
        self.text.setMenu(menu)
        self.blend = NavRow(theme, "Blend two voices into a new one", "users-three", inset=0)
        self.clip = NavRow(
            theme, "Make a voice from a clip", "microphone", tip="Record it, or open a recording", inset=0
        )
        self.clip.show_note("10 to 30 seconds, one speaker")
        self._lay_out()
        connect(self.play.clicked, self.play_requested)
        connect(self.sentence.clicked, lambda: self.write_requested.emit(None))
        connect(self.paste.triggered, lambda: self.write_requested.emit(_paste_key()))
        connect(self.open.triggered, self.open_requested)
        connect(self.blend.clicked, self.blend_requested)
        connect(self.clip.clicked, self.clip_requested)
        connect(theme.changed, self._paint)
        covered.installEventFilter(self)
        self.setGeometry(covered.rect())

    def show_first(self, view: FirstView) -> None:
        """Show the voice that reads, and its sentence."""
        if view == self._view:
            return
        self._view = view
        self.name.show_text(view.name)
        self.about.show_text(view.about)
        self.sentence.show_text(view.text)
        blended = view.name if not view.partner else f"start with {view.name} + {view.partner}"
        self.blend.show_note(blended)
        allow(self.blend, view.blending_unavailable_reason, "To the blend, in the design at the right")
        self._paint()

    def show_keys(self, play: str, open_: str) -> None:
        """Show the keys that play the sentence and open a text, as they are written; "" for none."""
        self._play_key = play
        self.open.setText(f"Open…\t{open_}")

    def show_playing(self, playing: bool, blocker: str) -> None:
        """Show whether the sentence is read, and why it cannot be."""
        if playing != self._playing:
            self._playing = playing
            self.play.setText(_PAUSE if playing else _PLAY)
            self.play.setAccessibleName(self.play.text().strip())
            self._paint()
        allow(self.play, blocker, self._play_key)

    @asked_by_qt(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._covered and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._covered.rect())
        return super().eventFilter(watched, event)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin to write by a letter, or by pasting."""
        writes = event.modifiers() in _PLAIN and event.text().isprintable() and event.text().strip()
        if writes or event.matches(QKeySequence.StandardKey.Paste):
            self.write_requested.emit(event)
        # What it lies over must not get it.
        event.accept()

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Not for what it lies over.
        event.accept()

    def _lay_out(self) -> None:
        inner = QWidget()
        across = QHBoxLayout(inner)
        across.setContentsMargins(24, 12, 24, 12)
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        across.addWidget(middle)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(4)
        voice = QHBoxLayout()
        column.addLayout(voice)
        voice.setSpacing(16)
        voice.addWidget(self.picture)
        named = QVBoxLayout()
        voice.addLayout(named, 1)
        named.setSpacing(4)
        named.addStretch(1)
        named.addWidget(self.name)
        named.addWidget(self.about)
        named.addStretch(1)
        column.addSpacing(24)
        column.addWidget(self.sentence)
        column.addSpacing(30)
        line = QHBoxLayout()
        column.addLayout(line)
        line.setSpacing(20)
        line.addWidget(self.play)
        line.addWidget(label("or type your own words over it", 13, 400, "second"), 1)
        column.addSpacing(44)
        rows = QVBoxLayout()
        column.addLayout(rows)
        rows.setSpacing(0)
        for row in (self.text, self.blend, self.clip):
            rows.addWidget(row)
        column.addStretch(5)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    @called_by_qt
    def _paint(self) -> None:
        view, theme = self._view, self._theme
        name = "pause-fill" if self._playing else "play-fill"
        self.play.setIcon(icon(name, theme.color("on_accent"), theme.color("text_3")))
        if view.voice_id:
            self.picture.setPixmap(avatar(view.voice_id, view.name, _AVATAR, self.devicePixelRatioF()))


def _paste_key() -> QKeyEvent:
    """The key that pastes."""
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
