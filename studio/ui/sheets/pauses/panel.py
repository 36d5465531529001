# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of the project's pauses: a slider for each, which acts at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from studio.core.pauses import PAUSE_NAMES, Pauses
from studio.ui.door import connect, guarded
from studio.ui.sheets.pauses.row import PauseRow
from studio.ui.sheets.sheet import Sheet
from studio.ui.theme import Theme
from studio.ui.widgets.form import FormSection
from studio.ui.widgets.labels import label

_TITLES = {
    "sentence_s": ("Sentences", "beside the pause that the voice makes; sentences are rendered anew"),
    "paragraph_s": ("Paragraphs", "of one speaker"),
    "speaker_s": ("Speakers", "between paragraphs of two speakers"),
    "chapter_s": ("Chapters", "before and behind a chapter’s heading"),
}
_TOP = 24


class PausesSheet(Sheet):
    """Shows the pauses of the open project."""

    chosen = Signal(str, float)
    """The name of a pause, and its seconds."""
    listen_requested = Signal(str)
    """The name of a pause."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Pauses", parent=parent)
        usual = Pauses()
        self.rows = {name: PauseRow(theme, *_TITLES[name], getattr(usual, name)) for name in PAUSE_NAMES}
        about = label("Of this project. Exported files have the same.", 13, 400, "second")
        about.setWordWrap(True)
        about.setContentsMargins(16, 0, 16, 0)
        self.left.addWidget(about)
        self.left.addStretch(1)
        page = QWidget()
        area = QScrollArea()
        self.middle.addWidget(area, 1)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, _TOP, 0, _TOP)
        column.setSpacing(24)
        for name, row in self.rows.items():
            connect(self.menu.addAction(_TITLES[name][0]).triggered, guarded(partial(self._go_to, name)))
            connect(row.chosen, guarded(partial(self.chosen.emit, name)))
            connect(row.listen_requested, guarded(partial(self.listen_requested.emit, name)))
            section = FormSection(_TITLES[name][0])
            section.rows.addWidget(row)
            column.addWidget(section)
        column.addStretch(1)

    def begin(self) -> None:
        """Give the keyboard to the first slider."""
        self.rows[PAUSE_NAMES[0]].slider.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_pauses(self, pauses: Pauses, missing: Mapping[str, str]) -> None:
        """Show *pauses*; *missing* says of which none is in the text, and so why it cannot be heard."""
        for name, row in self.rows.items():
            row.show_pause(getattr(pauses, name), missing.get(name, ""))

    def _go_to(self, name: str, _checked: bool = False) -> None:
        self.rows[name].slider.setFocus(Qt.FocusReason.OtherFocusReason)
