# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of speakers that the text names, of which the person makes the cast."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from studio.app.text.dialogue import Proposal
from studio.ui.door import called_by_qt, connect, guarded
from studio.ui.sheets.sheet import Sheet
from studio.ui.sheets.speakers.row import SpeakerRow
from studio.ui.theme import Theme
from studio.ui.widgets.check_box import CheckBox
from studio.ui.widgets.form import CONTENT_WIDTH, CONTENT_X, FormSection
from studio.ui.widgets.labels import label

LOOKING = "Looking for speakers…"
NONE = (
    "Nothing here names who speaks. Found are names before lines (“ANN: Come in.” or “[Ann] Come in.”), screenplays, "
    "and quotations with a name and a verb of speech (“Come in,” said Ann)."
)
_TOP = 24


class SpeakersSheet(Sheet):
    """Shows proposals in rows; its main action makes the cast of those that are taken."""

    changed = Signal()
    """The person has changed a proposal."""
    listen_requested = Signal(int)
    """The number of the row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Speakers found", parent=parent)
        self._theme = theme
        self.rows: list[SpeakerRow] = []
        self.said = label("", 13, 400, "second")
        self.said.setWordWrap(True)
        self.all = CheckBox(theme, "Take all")
        connect(self.all.chosen, self._take_all)
        for text, on in (("Take all", True), ("Take none", False)):
            connect(self.menu.addAction(text).triggered, guarded(partial(self._take, on)))
        about = QVBoxLayout()
        about.setContentsMargins(16, 0, 16, 0)
        about.setSpacing(12)
        about.addWidget(self.said)
        about.addWidget(self.all)
        self.left.addLayout(about)
        self.left.addStretch(1)
        self.message = label("", 13, 400, "second")
        self.message.setWordWrap(True)
        self.message.setMaximumWidth(CONTENT_WIDTH)
        self._fill_middle()
        self.show_proposals((), looking=True)

    def begin(self) -> None:
        """Give the keyboard to the first row, or to what goes back."""
        first = self.rows[0].take if self.rows else self.back
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """What is proposed, as the person has changed it."""
        return tuple(row.proposal for row in self.rows)

    def show_proposals(self, proposals: Sequence[Proposal], looking: bool) -> None:
        """Show *proposals*, or that they are looked for."""
        had_keyboard = self.isAncestorOf(self.window().focusWidget()) if self.window().focusWidget() else False
        for row in self.rows:
            self._section.rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for number, proposal in enumerate(proposals):
            row = SpeakerRow(self._theme, proposal)
            connect(row.changed, self.changed)
            connect(row.listen_requested, guarded(partial(self.listen_requested.emit, number)))
            self._section.rows.addWidget(row)
            self.rows.append(row)
        self.message.setText(LOOKING if looking else "" if proposals else NONE)
        self.message.setVisible(looking or not proposals)
        self._section.setVisible(bool(proposals))
        self.all.setVisible(bool(proposals))
        self.show_counts()
        if had_keyboard:
            self.begin()

    def show_counts(self) -> None:
        """Show how many speakers and lines are taken."""
        taken = [proposal for proposal in self.proposals if proposal.accepted]
        lines = sum(len(proposal.found.places) for proposal in taken)
        speakers = "1 speaker" if len(taken) == 1 else f"{len(taken)} speakers"
        self.said.setText(f"{speakers}  ·  {lines} {'line' if lines == 1 else 'lines'}" if self.rows else "")
        self.all.setChecked(len(taken) == len(self.rows))

    @called_by_qt
    def _take_all(self, on: bool) -> None:
        self._take(on)

    def _take(self, on: bool, _checked: bool = False) -> None:
        for row in self.rows:
            if row.take.isChecked() != on:
                row.take.click()
        self.show_counts()

    def _fill_middle(self) -> None:
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
        column.setSpacing(0)
        around = QHBoxLayout()
        around.setContentsMargins(CONTENT_X, 0, 24, 0)
        around.addWidget(self.message, 1)
        around.addStretch(0)
        column.addLayout(around)
        self._section = FormSection("Speakers")
        self._section.rows.setSpacing(20)
        column.addWidget(self._section)
        column.addStretch(1)
