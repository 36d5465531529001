# SPDX-License-Identifier: GPL-3.0-or-later
"""What was found for a clip: its likeness, the clip and the voice in turn, the blend, and a name to save it by."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from studio.app.hearing.clip_hearing import SIDES, ClipAndVoice, HeardSide, Side
from studio.app.voices.cloning import Found
from studio.app.voices.likeness_bands import LikenessBands
from studio.core.voices import MAX_NAME_CHARS
from studio.ui.design.levels_button import LevelsButton
from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, icon
from studio.ui.voices.cloning.bands import LikenessLine
from studio.ui.voices.cloning.blend_row import BlendRow, Part
from studio.ui.voices.cloning.section import BESIDE_LARGE, Section, line_of
from studio.ui.voices.cloning.side_row import HEIGHT, SideRow
from studio.ui.widgets.labels import label
from studio.ui.widgets.line_field import LineField
from studio.ui.widgets.segmented import Segmented

_LEAST_NAME, _NAME_WIDTH = 160, 302
_NO_COPY = "The closest blend of known voices, not a copy of the person in the clip."


class FoundSection(Section):
    """`play_requested` and `chosen` carry a side; `sentence_requested` asks for the text's sentence in the voice;
    `matched` whether both are to be equally loud; `save_requested` the name."""

    play_requested = Signal(str)
    sought = Signal(str, float)
    """The side, and the share of it at which the person wants to go on."""
    chosen = Signal(str)
    matched = Signal(bool)
    sentence_requested = Signal()
    save_requested = Signal(str)

    def __init__(self, theme: Theme, bands: LikenessBands) -> None:
        super().__init__("playing")
        self._theme = theme
        self._found: Found | None = None
        self.likeness = label("", 24, 600)
        self.line = LikenessLine(theme, bands)
        self.rows: dict[Side, SideRow] = {side: SideRow(theme, side) for side in SIDES}
        self.switch = Segmented(theme, "Heard", [("clip", "A  Clip"), ("voice", "B  Voice")])
        self.levels = LevelsButton(theme)
        self.sentence = QPushButton("Read this sentence")
        self.sentence.setToolTip("Have the voice read the sentence at the playhead, or at the caret")
        self.trouble = label("", 12, 400, "error")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.blend = BlendRow(theme)
        self.note = label(_NO_COPY, 12, 400, "second")
        self.name = LineField("Name of the voice")
        self.name.setMaxLength(MAX_NAME_CHARS)
        self.name.setFixedHeight(32)
        self.name.setMinimumWidth(_LEAST_NAME)
        self.name.setMaximumWidth(_NAME_WIDTH)
        self.only_try = QPushButton("Only try it")
        self.only_try.setToolTip("Keep the blend in the design, without saving a voice")
        self.save = QPushButton("Save as voice")
        self.save.setProperty("look", "main")
        self.save.setIconSize(QSize(16, 16))
        self.save.setEnabled(False)
        for button in (self.sentence, self.only_try):
            button.setProperty("look", "plain")
        for button in (self.sentence, self.only_try, self.save):
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._lay_out()
        self._wire()
        self._paint_icon()

    def show_found(self, found: Found | None, blend: Sequence[Part]) -> bool:
        """Show what was found, with the voices and weights of its blend or of the closest one; nothing for None.

        Returns:
            Whether it is the first of a search. Its name has the keyboard then, unless the person is busy elsewhere.
        """
        comes = found is not None and found is not self._found and self.isHidden()
        self.setVisible(found is not None)
        if found is None:
            return False
        self._found = found
        if comes and not self._busy_elsewhere():
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._took.show_text(f"found in {found.took_s:.1f} s")
        self._where.show_text("closest" if found.blend.beyond else "in Design")
        self.likeness.setText(f"{found.blend.similarity:.2f}")
        self.line.show_likeness(found.blend.similarity)
        self.blend.show_parts(blend)
        self.note.setToolTip(found.blend.note)
        return comes

    def show_both(self, both: ClipAndVoice | None, speaking: bool, trouble: str, hue: str) -> None:
        """Show the two waves, the voice's in its *hue*, or that the voice is being spoken."""
        self.line.show_hue(hue)
        takes = (None, None) if both is None else (both.clip, both.voice)
        longest_s = max([take.duration_s for take in takes if take is not None], default=1.0)
        for side, take in zip(SIDES, takes, strict=True):
            peaks, length_s = ((), 0.0) if take is None else (take.peaks, take.duration_s)
            voice = side == "voice"
            self.rows[side].show_sound(peaks, length_s, longest_s, hue if voice else "", speaking and voice)
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))

    def show_chosen(self, chosen: Side, matched: bool) -> None:
        """Show which one is heard, or would be, and whether both are equally loud."""
        self.switch.show_value(chosen)
        self.levels.show_matched(matched, there=True)
        for side, row in self.rows.items():
            row.show_chosen(side == chosen)

    def show_heard(self, heard: HeardSide | None) -> None:
        """Show how far which one was heard."""
        for side, row in self.rows.items():
            here = heard if heard is not None and heard.side == side else None
            row.show_heard(-1.0 if here is None else here.share, here is not None and here.playing)

    def _busy_elsewhere(self) -> bool:
        """Whether the keyboard is beside the page, or in what is typed into."""
        now, page = self.window().focusWidget(), self.parentWidget()
        if now is None or not now.isVisible():
            return False
        return page is None or not page.isAncestorOf(now) or isinstance(now, QLineEdit | QPlainTextEdit)

    @called_by_qt
    def _named(self) -> None:
        self.save.setEnabled(bool(self.name.text().strip()))
        self.save.setToolTip("" if self.save.isEnabled() else "Give the voice a name first")

    @called_by_qt
    def _save(self) -> None:
        if self.save.isEnabled():
            self.save_requested.emit(self.name.text())

    @called_by_qt
    def _paint_icon(self) -> None:
        self.save.setIcon(icon("bookmark-simple", self._theme.color("on_accent"), self._theme.color("text_3")))

    def _lay_out(self) -> None:
        self._took = self.head("Voice")
        self.add(line_of(self.likeness, _word("likeness"), None))
        self.add(self.line)
        for row in self.rows.values():
            self.add(row, row.play, (HEIGHT - row.play.height()) // 2)
        self.add(line_of(self.switch, self.levels, None, self.sentence))
        self.add(self.trouble)
        self._where = self.head("Blend", "in Design")
        self.add(self.blend)
        self.add(self.note)
        self.head("Name", middle=True)
        line = line_of(self.name, None, self.only_try, self.save)
        line.setStretch(0, _NAME_WIDTH)
        self.add(line)

    def _wire_row(self, side: Side, row: SideRow) -> None:
        connect(row.play.clicked, lambda: self.play_requested.emit(side))
        connect(row.sought, lambda share: self.sought.emit(side, share))

    def _wire(self) -> None:
        for side, row in self.rows.items():
            self._wire_row(side, row)
        connect(self.switch.chosen, self.chosen)
        connect(self.levels.chosen, self.matched)
        connect(self.sentence.clicked, self.sentence_requested)
        connect(self.name.textChanged, lambda _text: self._named())
        connect(self.name.confirmed, self._save)
        connect(self.save.clicked, self._save)


def _word(text: str) -> QLabel:
    made = label(text, 12, 400, "second")
    made.setAlignment(Qt.AlignmentFlag.AlignBottom)
    made.setContentsMargins(0, 0, 0, BESIDE_LARGE)
    return made
