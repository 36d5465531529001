# SPDX-License-Identifier: GPL-3.0-or-later
"""The mix: a row for each voice, and the button that adds one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.app.design.blend_pad import MOST_CORNERS
from studio.core.voices import Voice, apportioned, whole_percents
from studio.ui.design.invitation import BlendInvitation
from studio.ui.design.mix_row import MixRow
from studio.ui.design.pad import BlendPad
from studio.ui.design.view import DesignView
from studio.ui.door import called_by_qt, connect
from studio.ui.languages import language_name
from studio.ui.theme import Theme, font, icon
from studio.ui.widgets.gaps import Gap
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import label
from studio.ui.widgets.usable import allow

if TYPE_CHECKING:
    from studio.ui.design.add_voice import AddVoice

_ROUNDING = 1e-6
_ABOVE = ((4, 4), (4, 4), (20, 14), (0, 0), (20, 20))
"""Pixels above the pad by the number of voices, as usual and at least."""
_SURPRISE = "Surprise me: another blend of the same kind"
_ALL_TAKEN = "Every voice that can speak is in the mix."


class MixSection(QWidget):
    """The pad and the rows of the mix, which are one value; a weight is a share of the whole.

    Args:
        theme: The colours.
        differing: Tells of a single voice that the other design differs.
    """

    share_requested = Signal(str, float)
    """The share of the whole, 0 to 1, wanted for a voice."""
    even_requested = Signal(str)
    """A voice's weight was clicked twice: equal shares for all."""
    add_requested = Signal(str)
    audition_requested = Signal(str)
    surprise_requested = Signal()
    presets_requested = Signal()
    remove_requested = Signal(str)
    blend_requested = Signal(list)
    """The weights wanted for the voices at the pad's corners."""
    mute_requested = Signal(str, bool)
    solo_requested = Signal(str, bool)
    held = Signal(bool)
    """A weight is held by the pointer, or no more."""
    rebuilt = Signal()
    """There are more rows, or fewer."""

    def __init__(self, theme: Theme, differing: QLabel) -> None:
        super().__init__()
        self._theme = theme
        self._view = DesignView()
        self._finely = False
        self.pad = BlendPad(theme)
        self.invitation = BlendInvitation(theme)
        self.told = label("", 11, 400, "second")
        self.told.setContentsMargins(8, 0, 8, 0)
        self.told.setWordWrap(True)
        self.surprise = IconButton(theme, "sparkle", _SURPRISE, side=28, icon_side=16, role="text_2")
        self.presets = IconButton(
            theme, "list-bullets", "Presets of whole designs", side=28, icon_side=16, role="text_2"
        )
        self.rows: list[MixRow] = []
        self._top, self._pads = QGridLayout(), QVBoxLayout()
        self._above = Gap()
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.add = QPushButton("Add voice")
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add.setProperty("look", "plain")
        self.add.setFont(font(13, 500))
        self.add.setIconSize(QSize(20, 16))
        self.add.setMinimumHeight(32)
        self.add.setCursor(Qt.CursorShape.PointingHandCursor)
        self.add.setAccessibleName("Add voice to the mix")
        self.add.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._adding: AddVoice | None = None
        self._reading = ""
        self._lay_out(differing)
        connect(self.presets.clicked, self.presets_requested)
        connect(self.surprise.clicked, self.surprise_requested)
        connect(self.pad.blended, self._blend)
        connect(self.pad.held, self.held)
        connect(self.pad.even_requested, lambda: self.even_requested.emit(""))
        for button in (self.add, self.invitation):
            connect(button.clicked, self.open_adding)
        connect(theme.changed, self._paint_icons)
        self._paint_icons()

    def _lay_out(self, differing: QLabel) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        self._top.setContentsMargins(8, 0, 8, 0)
        self._top.setSpacing(0)
        self._top.setColumnStretch(1, 1)
        self._top.addLayout(self._pads, 0, 0, 1, 3)
        self._pads.setSpacing(0)
        for pad in (self._above, self.pad, self.invitation):
            self._pads.addWidget(pad)
        high = Qt.AlignmentFlag.AlignTop
        self._top.addWidget(label("Mix", 12, 600, "second"), 0, 0, high)
        self._top.addWidget(differing, 0, 2, high)
        self._place_pad(0)
        column.addWidget(self.told)
        column.addSpacing(4)
        column.addLayout(self._column)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setContentsMargins(5, 0, 0, 0)
        row.addWidget(self.add)
        row.addStretch(1)
        row.addWidget(self.surprise)
        row.addWidget(self.presets)

    def _place_pad(self, voices: int) -> None:
        """Leave room above the pad of that many voices. The upper corners of a triangle are free for the heading."""
        self._above.be(*_ABOVE[min(voices, MOST_CORNERS)])

    def show_design(self, view: DesignView) -> None:
        listed = [(row.voice.id, row.voice.name) for row in view.mix]
        changed = listed != [(row.voice.id, row.voice.name) for row in self._view.mix] or len(self.rows) != len(listed)
        focused, count = self._focused(), len(self.rows)
        if changed:
            self._finely = False
            self._place_pad(len(view.mix))
            self._rebuild(view)
        self._view = view
        for shown, row, tenths in zip(self.rows, view.mix, self._tenths(), strict=True):
            shown.show_row(row, tenths, len(view.mix) < 2, view.mixing_unavailable_reason)
        self.pad.show_design(view)
        self._show_others()
        reason = view.adding_unavailable_reason or view.mixing_unavailable_reason
        reason = reason or ("" if next(self._addable(), None) is not None else _ALL_TAKEN)
        allow(self.add, reason)
        allow(self.invitation, reason)
        allow(self.surprise, view.mixing_unavailable_reason, _SURPRISE)
        self.invitation.setVisible(len(view.mix) < 2)
        if changed and len(self.rows) != count:
            self.rebuilt.emit()
        if changed and self._focused() is None:
            self._focus_again(focused)

    def _focused(self) -> tuple[int, bool] | None:
        """The row that has the keyboard, and whether its slider has it; None if no row has."""
        now = self.window().focusWidget()
        for number, row in enumerate(self.rows):
            if now is not None and row.isAncestorOf(now):
                return number, now is row.slider
        return None

    def _focus_again(self, before: tuple[int, bool] | None) -> None:
        """Give the keyboard back to the row's successor, or to the button that adds a voice if the row has no usable
        control."""
        if before is None:
            return
        row = self.rows[min(before[0], len(self.rows) - 1)] if self.rows else None
        wanted = self.add if row is None else row.slider if before[1] else row.remove
        (wanted if wanted.isEnabled() else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _rebuild(self, view: DesignView) -> None:
        names = Counter(row.voice.name for row in view.mix)
        while len(self.rows) > len(view.mix):
            old = self.rows.pop()
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        for number, row in enumerate(view.mix):
            voice = row.voice
            of_many = f"{voice.name}, {'your own, ' if voice.own else ''}{language_name(voice.language)}"
            called = of_many if names[voice.name] > 1 else voice.name
            if number < len(self.rows):
                self.rows[number].show_voice(voice, called)
            else:
                self._add_row(MixRow(self._theme, voice, called))

    def _add_row(self, made: MixRow) -> None:
        connect(made.weighed, self._weigh)
        connect(made.evened, self.even_requested)
        connect(made.removed, self.remove_requested)
        connect(made.muted, self.mute_requested)
        connect(made.soloed, self.solo_requested)
        connect(made.held, self.held)
        self._column.addWidget(made)
        # The layout would have it shown by a later event.
        made.show()
        self.rows.append(made)

    def _tenths(self) -> tuple[int, ...]:
        """The shown shares in tenths of a percent, together 1000: whole percents, unless the person set one to a
        tenth."""
        shares = [row.part for row in self._view.mix]
        return apportioned(shares, 1000) if self._finely else tuple(10 * each for each in whole_percents(shares))

    def _show_others(self) -> None:
        """Tell that the pad is about the first four voices, where there are more."""
        others = self._view.mix[MOST_CORNERS:]
        kept = f"{whole_percents([1 - (part := sum(row.part for row in others)), part])[1]} %" if others else ""
        self.told.setText(f"The point moves the first {MOST_CORNERS} voices; the others keep their {kept}.")
        self.told.setVisible(bool(others))

    @called_by_qt
    def _blend(self, weights: list[float]) -> None:
        self._finely = any(abs(100 * each - round(100 * each)) > _ROUNDING for each in weights)
        self.blend_requested.emit(weights)

    @called_by_qt
    def _weigh(self, voice_id: str, share: float) -> None:
        self._finely = abs(100 * share - round(100 * share)) > _ROUNDING
        self.share_requested.emit(voice_id, share)

    def addable(self) -> list[Voice]:
        return list(self._addable())

    def _addable(self) -> Iterator[Voice]:
        taken = {row.voice.id for row in self._view.mix}
        return (voice for voice in self._view.voices if voice.available and voice.id not in taken)

    @called_by_qt
    def open_adding(self) -> None:
        """Open the list of voices to add."""
        if not self.add.isEnabled():
            return
        # Loaded when it is first asked for, so that the window opens sooner.
        from studio.ui.design.add_voice import AddVoice

        adding = AddVoice(self._theme, self.window(), self.addable())
        adding.show_reading(self._reading)
        connect(adding.chosen, self.add_requested)
        connect(adding.audition_requested, self.audition_requested)
        connect(adding.closed, self._adding_closed)
        self._adding = adding
        adding.hang(self.invitation if self.invitation.isVisible() else self.add, sides=("left", "below", "above"))

    def show_reading(self, voice_id: str) -> None:
        """Tell which voice reads a sample; "" for none."""
        self._reading = voice_id
        if self._adding is not None:
            self._adding.show_reading(voice_id)

    @called_by_qt
    def _adding_closed(self) -> None:
        self._adding = None

    @called_by_qt
    def _paint_icons(self) -> None:
        self.add.setIcon(icon("plus", self._theme.color("text_2"), self._theme.color("disabled")))
