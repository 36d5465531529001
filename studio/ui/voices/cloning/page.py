# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a new voice from a recording: the clip, what is said, whose voice it is, and what was found."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.app.voices.cloning import RECORDINGS, Clip, Found
from studio.app.voices.likeness_bands import LikenessBands
from studio.core.voices import MAX_NAME_CHARS
from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme
from studio.ui.voices.cloning.bands import LikenessLine
from studio.ui.voices.cloning.recorder import Recorder
from studio.ui.voices.cloning.section import Section
from studio.ui.voices.cloning.trim import TrimLane
from studio.ui.widgets.check_box import CheckBox
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import ElidedLabel, label
from studio.ui.widgets.line_field import LineField

HEAD = 56
_SAID_HEIGHT = 56
_NAME_WIDTH = 260
_STEPS = 1000


class CloningPage(QWidget):
    """Takes the place of the text; what the person does goes out by signals."""

    close_requested = Signal()
    file_chosen = Signal(Path)
    said = Signal(str)
    find_requested = Signal()
    cancel_requested = Signal()
    save_requested = Signal(str)

    def __init__(self, theme: Theme, bands: LikenessBands) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back = IconButton(theme, "arrow-left", "Back to the text")
        self.recorder = Recorder(theme)
        self.choose = QPushButton("Choose a file…")
        self.play = IconButton(theme, "play-fill", "Play the clip")
        self.lane = TrimLane(theme)
        self.words = QPlainTextEdit()
        self.agreed = CheckBox(theme, "It is mine, or its owner agreed.")
        self.noise = CheckBox(theme, "Take steady noise out first")
        self.find_voice = QPushButton("Find the voice")
        self.cancel = QPushButton("Cancel")
        self.blocker = label("", 12, 400, "second")
        self.progress = QProgressBar()
        self.trouble = label("", 12, 400, "error")
        self.likeness = label("", 24, 600)
        self.line = LikenessLine(theme, bands)
        self.blend = ElidedLabel(13, 500)
        self.note = label("", 12, 400, "second")
        self.name = LineField("Name of the voice")
        self.only_try = QPushButton("Only try it")
        self.save = QPushButton("Save as voice")
        self._dress()
        self._lay_out()
        self._wire()

    def begin(self) -> None:
        """Give the keyboard to the control that it begins with."""
        first = self.recorder.button if self.recorder.button.isEnabled() else self.choose
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_clip(self, clip: Clip | None, said: str, agreed: bool, noise: bool) -> None:
        """Show the clip and what is told of it."""
        self._clip.say("" if clip is None else clip.name)
        self.lane.setVisible(clip is not None)
        self.play.setEnabled(clip is not None)
        self.lane.show_clip(clip)
        if said != self.words.toPlainText():
            self.words.setPlainText(said)
        self.agreed.setChecked(agreed)
        self.noise.setChecked(noise)

    def show_search(self, blocker: str, progress: float | None, trouble: str) -> None:
        """Show whether the voice can be looked for, how far that is, and what went wrong."""
        searching = progress is not None
        self.find_voice.setEnabled(not blocker and not searching)
        self.find_voice.setToolTip(blocker)
        self.blocker.setText("" if searching else blocker)
        self.progress.setVisible(searching)
        self.cancel.setVisible(searching)
        if progress is not None:
            self.progress.setValue(round(progress * _STEPS))
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))

    def show_found(self, found: Found | None, blend: str) -> None:
        """Show what was found, with its voices and weights in words."""
        shown = found is not None
        if shown and self._found.isHidden():
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._found.setVisible(shown)
        if found is None:
            return
        self._found.say(f"found in {found.took_s:.1f} s")
        self.likeness.setText(f"{found.blend.similarity:.2f}")
        self.line.show_likeness(found.blend.similarity)
        self.blend.show_text(blend)
        self.note.setText(found.blend.note)

    def show_playing(self, heard_s: float | None, playing: bool) -> None:
        """Show the second of the clip that is heard."""
        self.lane.show_heard(heard_s)
        self.play.show_icon("pause-fill" if heard_s is not None and playing else "play-fill")

    @called_by_qt
    def ask_for_file(self) -> None:
        """Open the dialog that chooses a recording."""
        kinds = " ".join(f"*{suffix}" for suffix in RECORDINGS)
        dialog = QFileDialog(self, "Choose a recording", "", f"Sound files ({kinds});;All files (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        connect(dialog.fileSelected, lambda path: self.file_chosen.emit(Path(path)))
        dialog.open()

    @called_by_qt
    def _named(self) -> None:
        self.save.setEnabled(bool(self.name.text().strip()))

    @called_by_qt
    def _save(self) -> None:
        if self.save.isEnabled():
            self.save_requested.emit(self.name.text())

    def _dress(self) -> None:
        self.choose.setProperty("look", "plain")
        self.only_try.setProperty("look", "plain")
        for button in (self.find_voice, self.save):
            button.setProperty("look", "main")
        for button in (self.choose, self.only_try, self.find_voice, self.save, self.cancel):
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.words.setAccessibleName("What is said in the recording")
        self.words.setPlaceholderText("The words of the recording, if you have them")
        self.words.setFixedHeight(_SAID_HEIGHT)
        self.words.setTabChangesFocus(True)
        self.name.setMaxLength(MAX_NAME_CHARS)
        self.name.setFixedSize(_NAME_WIDTH, 32)
        self.note.setWordWrap(True)
        self.trouble.setWordWrap(True)
        self.progress.setRange(0, _STEPS)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.progress.setAccessibleName("How far the search is")
        self.save.setEnabled(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        head.setFixedHeight(HEAD)
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 0, 24, 0)
        line.setSpacing(8)
        line.addWidget(self.back)
        line.addWidget(label("New voice from a clip", 15, 600))
        line.addStretch(1)
        column.addWidget(head)
        form = QWidget()
        sections = QVBoxLayout(form)
        sections.setContentsMargins(0, 8, 0, 24)
        sections.setSpacing(24)
        for section in self._sections():
            sections.addWidget(section)
        sections.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(form)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.notices = QVBoxLayout()
        self.notices.setSpacing(0)
        self.notices.addWidget(scroll, 1)
        column.addLayout(self.notices, 1)

    def _sections(self) -> tuple[Section, ...]:
        recording = Section("Recording", "or drop a file, or choose one")
        recording.rows.addWidget(self.recorder)
        self._clip = Section("Clip")
        self._clip.rows.addLayout(_line(self.play, None, self.choose))
        self._clip.rows.addWidget(self.lane)
        self._clip.rows.addWidget(self.trouble)
        said = Section("What is said", "helps the likeness")
        said.rows.addWidget(self.words)
        said.rows.addWidget(self.noise)
        whose = Section("Whose voice")
        whose.rows.addLayout(_line(self.agreed, label("The clip stays on this computer.", 12, 400, "second"), None))
        search = Section("")
        search.rows.addLayout(_line(self.find_voice, self.blocker, None, self.cancel))
        search.rows.addWidget(self.progress)
        self._found = Section("Voice", tone="playing")
        self._found.rows.addLayout(_line(self.likeness, _likeness_label(), None))
        self._found.rows.addWidget(self.line)
        self._found.rows.addLayout(_line(label("Blend", 13, 600), self.blend, None))
        self._found.rows.addWidget(self.note)
        self._found.rows.addLayout(_line(label("Name", 13, 600), self.name, None, self.only_try, self.save))
        self._found.hide()
        return recording, self._clip, said, whose, search, self._found

    def _wire(self) -> None:
        connect(self.back.clicked, self.close_requested)
        connect(self.only_try.clicked, self.close_requested)
        connect(self.choose.clicked, self.ask_for_file)
        connect(self.words.textChanged, lambda: self.said.emit(self.words.toPlainText()))
        connect(self.find_voice.clicked, self.find_requested)
        connect(self.cancel.clicked, self.cancel_requested)
        connect(self.name.textChanged, lambda _text: self._named())
        connect(self.name.confirmed, self._save)
        connect(self.save.clicked, self._save)


def _likeness_label() -> QLabel:
    made = label("likeness", 12, 400, "second")
    made.setAlignment(Qt.AlignmentFlag.AlignBottom)
    return made


def _line(*widgets: QWidget | None) -> QHBoxLayout:
    """A row; None is what stretches."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(12)
    for widget in widgets:
        if widget is None:
            made.addStretch(1)
        else:
            made.addWidget(widget)
    return made
