# SPDX-License-Identifier: GPL-3.0-or-later
"""A found speaker: whether it is taken, its colour, name, voice, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.app.text.dialogue import Proposal
from studio.core.voices import MAX_NAME_CHARS
from studio.ui.door import called_by_qt, connect
from studio.ui.sheets.speakers.hue_button import HueButton
from studio.ui.theme import Theme
from studio.ui.widgets.check_box import CheckBox
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import ElidedLabel
from studio.ui.widgets.line_field import LineField

_NAME_WIDTH = 176
_VOICE_WIDTH = 208
_GAP = 12


@dataclass(frozen=True, slots=True)
class RowView:
    """What a row shows beside its proposal.

    Attributes:
        voices: Ids and names of the voices to choose from.
        known: Why no voice is chosen here, since the cast has one of that name; "" for a new speaker.
        heard: Whether its voice is heard now.
    """

    voices: Sequence[tuple[str, str]]
    known: str = ""
    heard: bool = False


class SpeakerRow(QWidget):
    """Shows a proposal and changes it."""

    changed = Signal()
    """The person has changed `proposal`."""
    listen_requested = Signal()

    def __init__(self, theme: Theme, proposal: Proposal) -> None:
        super().__init__()
        self.proposal = proposal
        name = proposal.found.name
        self.take = CheckBox(theme, "")
        self.take.setAccessibleName(f"Take {name} into the cast")
        self.take.setToolTip(f"Take {name} into the cast")
        self.take.setFixedWidth(18)
        self.take.setChecked(proposal.accepted)
        self.hue = HueButton(theme, name, proposal.name, proposal.hue)
        self.name = LineField(f"Name of {name}")
        self.name.setMaxLength(MAX_NAME_CHARS)
        self.name.setFixedSize(_NAME_WIDTH, 32)
        self.name.setText(proposal.name)
        self.name.takes_escape = False
        self.voice = Combo(theme, f"Voice of {name}")
        self.voice.setFixedWidth(_VOICE_WIDTH)
        self.listen = IconButton(theme, "play-fill", f"Hear {name}’s first line", icon_side=16)
        self.about = ElidedLabel(12, 400, "second")
        self.about.show_text(_about(proposal))
        self._lay_out()
        connect(self.take.chosen, self._taken)
        connect(self.hue.chosen, self._coloured)
        connect(self.name.textEdited, self._named)
        connect(self.voice.chosen, self._voiced)
        connect(self.listen.clicked, self.listen_requested)

    def show_view(self, view: RowView) -> None:
        """Show the voices, and whether one is heard."""
        proposal = self.proposal
        self.voice.offer(view.voices, proposal.voice)
        for part in (self.voice, self.listen):
            part.setEnabled(proposal.accepted and not view.known)
            part.setToolTip(view.known or part.accessibleName())
        self.name.setEnabled(proposal.accepted)
        self.hue.setEnabled(proposal.accepted and not view.known)
        self.about.setEnabled(proposal.accepted)
        self.listen.show_icon("stop-fill" if view.heard else "play-fill")
        self.hue.show_speaker(proposal.name or proposal.found.name, proposal.hue)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(_GAP)
        for left in (self.take, self.hue, self.name):
            line.addWidget(left)
        line.addStretch(1)
        for right in (self.voice, self.listen):
            line.addWidget(right)
        below = QHBoxLayout()
        below.setContentsMargins(18 + 32 + 2 * _GAP + 1, 0, 0, 0)
        below.addWidget(self.about, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addLayout(below)

    def _change(self, **values: object) -> None:
        self.proposal = replace(self.proposal, **values)  # type: ignore[arg-type]
        self.changed.emit()

    @called_by_qt
    def _taken(self, on: bool) -> None:
        self._change(accepted=on)

    @called_by_qt
    def _coloured(self, hue: str) -> None:
        self._change(hue=hue)

    @called_by_qt
    def _named(self, text: str) -> None:
        self._change(name=text)

    @called_by_qt
    def _voiced(self, voice: str) -> None:
        self._change(voice=voice)


def _about(proposal: Proposal) -> str:
    """The number of lines, other names in the text, and the first line."""
    count = len(proposal.found.places)
    told = ["1 line" if count == 1 else f"{count} lines"]
    if proposal.found.also:
        told.append("also " + ", ".join(proposal.found.also))
    return "  ·  ".join((*told, proposal.line))
