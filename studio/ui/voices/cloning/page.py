# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a new voice from a recording: the clip, what is said, whose voice it is, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.app.voices.cloning import RECORDINGS, Clip
from studio.app.voices.recording import NONE_FOUND, RecordingNow
from studio.ui.door import called_by_qt, connect, soon
from studio.ui.theme import Theme, font
from studio.ui.voices.cloning.drop_area import DropArea
from studio.ui.voices.cloning.recorder import DEVICE_WIDTH, LEAST_DEVICE, TO_READ, Recorder
from studio.ui.voices.cloning.round_button import RoundButton
from studio.ui.voices.cloning.section import INSET, Section, line_of
from studio.ui.voices.cloning.sound_settings import open_sound_settings, sound_settings
from studio.ui.voices.cloning.trim import HEIGHT, TrimLane
from studio.ui.voices.cloning.words_field import WordsField
from studio.ui.voices.cloning.words_row import WordsRow
from studio.ui.widgets.check_box import CheckBox
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import label
from studio.ui.widgets.usable import allow

if TYPE_CHECKING:
    from studio.ui.voices.cloning.found_section import FoundSection

HEAD = 56
_LINE = 28
_AGAIN = 36
_STEPS = 1000
_GAP = 20


class CloningPage(QWidget):
    """Takes the place of the text; what the person does goes out by signals.

    Attributes:
        opens: What opens the system's settings of microphones, see `sound_settings`.
    """

    close_requested = Signal()
    file_chosen = Signal(Path)
    said = Signal(str)
    find_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back = IconButton(theme, "arrow-left", "Back to the text")
        self.to_read = QLabel()
        self.recorder = Recorder(theme)
        self.drop = DropArea(theme, [suffix.removeprefix(".") for suffix in RECORDINGS])
        self.again = RoundButton(theme, "record-fill", "Record again", side=_AGAIN, icon_side=18)
        self.choose = QPushButton("Choose a file…")
        self.play = RoundButton(theme, "play-fill", "Play the clip")
        self.lane = TrimLane(theme)
        self.words = WordsField()
        self.agreed = CheckBox(theme, "It is mine, or its owner agreed.")
        self.noise = CheckBox(theme, "Take steady noise out first")
        self.words_row = WordsRow(self.noise)
        self.find_voice = QPushButton("Find the voice")
        self.cancel = QPushButton("Cancel")
        self.blocker = label("", 12, 400, "second")
        self.progress = QProgressBar()
        self.trouble = label("", 12, 400, "error")
        self._theme = theme
        self.opens = sound_settings()
        self._microphones: Sequence[tuple[str, str]] = ()
        self._device: Combo | None = None
        self._settings: QPushButton | None = None
        self._found: FoundSection | None = None
        self._dress()
        self._lay_out()
        self._wire()

    @property
    def found(self) -> FoundSection | None:
        """What shows what was found; None before anything was."""
        return self._found

    def make_found(self) -> FoundSection:
        """The same, made when it is first asked for: the page opens sooner."""
        if self._found is None:
            # Loaded only now, since the window is shown before it.
            from studio.app.voices.likeness_bands import likeness_bands
            from studio.ui.voices.cloning.found_section import FoundSection

            self._found = FoundSection(self._theme, likeness_bands())
            self._found.hide()
            self._toned.addWidget(self._found)
            connect(self._found.only_try.clicked, self.close_requested)
        return self._found

    def show_found_whole(self) -> None:
        """Scroll so that all of what was found is seen, as far as there is room for it."""
        if self._found is not None:
            # Only the layout knows its place.
            soon(self._found, self._scroll_to_found)

    def _scroll_to_found(self) -> None:
        if self._found is not None:
            self._scroll.ensureWidgetVisible(self._found, 0, _GAP)

    def begin(self) -> None:
        """Give the keyboard to the control that it begins with, of those that are shown."""
        first = self.recorder.button if self.recorder.button.isEnabled() else self.drop
        (first if self._clip.isHidden() else self.play).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def device(self) -> Combo:
        """The microphone for another recording; made when there is a clip, so that the page opens sooner."""
        if self._device is None:
            self._device = made = Combo(self._theme, "Microphone", "microphone")
            made.setMinimumWidth(LEAST_DEVICE)
            made.setMaximumWidth(DEVICE_WIDTH)
            connect(made.chosen, self._device_chosen)
            self._again_line.insertWidget(2, made)
            QWidget.setTabOrder(self.again, made)
        return self._device

    @property
    def settings(self) -> QPushButton:
        """What opens the system's settings of microphones; made when it is first needed."""
        if self._settings is None:
            self._settings = made = QPushButton("Open sound settings")
            made.setProperty("look", "plain")
            made.setCursor(Qt.CursorShape.PointingHandCursor)
            connect(made.clicked, self._open_settings)
            self._trouble_line.addWidget(made)
        return self._settings

    def offer(self, microphones: Sequence[tuple[str, str]]) -> None:
        """Offer microphones by id and name, for the first recording and for another one."""
        self._microphones = microphones
        self.recorder.offer(microphones)

    def show_recording(self, now: RecordingNow | None, clip: Clip | None, trouble: str, refused: bool = False) -> None:
        """Show how a recording is going, else the clip that there is, else how to come to one; and what went wrong, and
        whether that is that the microphone gives nothing."""
        has_clip = clip is not None and now is None
        handed = self._handed_over(has_clip)
        for section in (self._read_aloud, self._recording, self._or_file):
            section.setVisible(not has_clip)
        for section in (self._clip, self._said):
            section.setVisible(has_clip)
        self.recorder.show_recording(now)
        self._microphone.show_text("counting in" if now is not None and now.count else "microphone on" if now else "")
        there = not self.recorder.none_there
        allow(self.again, "" if there else NONE_FOUND, "Record again")
        if has_clip:
            self.device.offer(self._microphones, self.recorder.device.currentData() or "")
            self.device.setVisible(bool(self._microphones))
        if not there and not has_clip and not trouble:
            trouble, refused = NONE_FOUND, True
        self._name.show_text(clip.name if clip is not None else "")
        self.lane.show_clip(clip)
        self.trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        if refused or self._settings is not None:
            self.settings.setVisible(refused and bool(self.opens))
        if handed is not None:
            handed.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_told(self, said: str, agreed: bool, noise: bool) -> None:
        """Show what is told of the clip."""
        if said != self.words.toPlainText():
            # Inserted, not set: what was typed is brought back by undo.
            cursor = self.words.textCursor()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(said)
        self.agreed.setChecked(agreed)
        self.noise.setChecked(noise)

    def show_search(self, blocker: str, progress: float | None, found: bool) -> None:
        """Show whether the voice can be looked for, and how far that is; once one was *found* only how far the search
        for a closer one is."""
        searching = progress is not None
        begins, ends = searching and self.find_voice.hasFocus(), not searching and self.cancel.hasFocus()
        if begins:
            # Disabled or hidden with the keyboard, a button would pass that on to anything.
            self.cancel.show()
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self.find_voice.setVisible(not found)
        self.find_voice.setEnabled(not blocker and not searching)
        self.find_voice.setToolTip(blocker)
        if ends:
            next_one = self._found.name if found and self._found is not None else self.find_voice
            next_one.setFocus(Qt.FocusReason.OtherFocusReason)
        self._search.setVisible(searching or not found)
        self.cancel.setText("Stop here" if found else "Cancel")
        self.cancel.setVisible(searching)
        self.blocker.setText(blocker if not searching else "Looking for a closer one" if found else "")
        self.progress.setVisible(searching)
        if progress is not None:
            self.progress.setValue(round(progress * _STEPS))

    def show_playing(self, heard_s: float | None, playing: bool) -> None:
        """Show the second of the clip that is heard by itself."""
        self.lane.show_heard(heard_s)
        now = heard_s is not None and playing
        self.play.show_as(*(("pause-fill", "Pause the clip") if now else ("play-fill", "Play the clip")), lit=now)

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
    def _open_settings(self) -> None:
        if not open_sound_settings(self.opens):
            self.opens = ()
            self.settings.hide()

    @called_by_qt
    def _device_chosen(self, device_id: str) -> None:
        self.recorder.device.setCurrentIndex(self.recorder.device.findData(device_id))

    @called_by_qt
    def _record_again(self) -> None:
        self.recorder.record_requested.emit(
            self.recorder.device.currentData() or "", self.recorder.count_in.isChecked()
        )

    def _handed_over(self, has_clip: bool) -> QWidget | None:
        """What takes the keyboard over from a control that goes; None where it keeps its place."""
        now = self.focusWidget()
        if now is None or not now.hasFocus() or has_clip != self._clip.isHidden():
            return None
        going = (self._read_aloud, self._recording, self._or_file) if has_clip else (self._clip, self._said)
        if not any(section.isAncestorOf(now) for section in going):
            return None
        return self.play if has_clip else self.recorder.button

    def _dress(self) -> None:
        self.choose.setProperty("look", "plain")
        self.find_voice.setProperty("look", "main")
        for button in (self.choose, self.find_voice, self.cancel):
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.to_read.setFont(font(16, 400))
        self.to_read.setTextFormat(Qt.TextFormat.RichText)
        self.to_read.setText(f'<p style="line-height: {_LINE}px">{TO_READ}</p>')
        self.to_read.setAccessibleName(TO_READ)
        self.to_read.setWordWrap(True)
        self.to_read.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.trouble.setWordWrap(True)
        self.progress.setRange(0, _STEPS)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.progress.setAccessibleName("How far the search is")

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
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.notices = QVBoxLayout()
        self.notices.setSpacing(0)
        column.addLayout(self.notices, 1)
        self.notices.addWidget(scroll, 1)
        # From the outside in: what gets another parent is styled anew with all that is in it.
        form = QWidget()
        scroll.setWidget(form)
        sections = QVBoxLayout(form)
        sections.setContentsMargins(0, 8, 0, _GAP)
        sections.setSpacing(_GAP)
        for section in self._sections():
            sections.addWidget(section)
        self._toned = QHBoxLayout()
        self._toned.setContentsMargins(INSET, 0, INSET, 0)
        sections.addLayout(self._toned)
        sections.addStretch(1)

    def _sections(self) -> tuple[Section, ...]:
        self._read_aloud, self._recording, self._or_file = Section(), Section(), Section()
        self._read_aloud.head("Read aloud", "10 to 30 seconds", down=8)
        self._read_aloud.add(self.to_read)
        self._microphone = self._recording.head("Recording", down=14)
        self._recording.add(self.recorder)
        self._or_file.head("Or a file", middle=True)
        self._or_file.add(self.drop)
        self._clip, self._said = Section(), Section()
        self._name = self._clip.head("Clip")
        self._again_line = line_of(self.again, label("Record again", 13, 500), None, self.choose)
        self._clip.add(self._again_line)
        self._clip.add(self.lane, self.play, (HEIGHT - self.play.height()) // 2)
        self._said.head("What is said", "helps the likeness")
        self._said.add(self.words)
        self._said.add(self.words_row)
        self._trouble = Section()
        self._trouble_line = line_of(self.trouble)
        self._trouble_line.setStretch(0, 1)
        self._trouble.add(self._trouble_line)
        whose, self._search = Section(), Section()
        whose.head("Whose voice", middle=True)
        whose.add(line_of(self.agreed, label("The clip stays on this computer.", 12, 400, "second"), None))
        self._search.add(line_of(self.find_voice, self.blocker, None, self.cancel))
        self._search.add(self.progress)
        return (
            self._read_aloud, self._recording, self._clip, self._trouble, self._or_file, self._said, whose, self._search
        )  # fmt: skip

    def _wire(self) -> None:
        connect(self.back.clicked, self.close_requested)
        connect(self.again.clicked, self._record_again)
        connect(self.choose.clicked, self.ask_for_file)
        connect(self.drop.clicked, self.ask_for_file)
        connect(self.words.textChanged, lambda: self.said.emit(self.words.toPlainText()))
        connect(self.find_voice.clicked, self.find_requested)
        connect(self.cancel.clicked, self.cancel_requested)
