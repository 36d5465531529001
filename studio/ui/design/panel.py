# SPDX-License-Identifier: GPL-3.0-or-later
"""The right panel: the voice design."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.core.voices import MAX_NAME_CHARS
from studio.ui.design.expression import ExpressionSection
from studio.ui.design.header import DesignHeader
from studio.ui.design.levels_button import LevelsButton
from studio.ui.design.mix import MixSection
from studio.ui.design.view import DesignView
from studio.ui.door import called_by_qt, connect
from studio.ui.languages import language_name
from studio.ui.theme import Theme, font, icon
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.gaps import Gap
from studio.ui.widgets.labels import label
from studio.ui.widgets.line_field import LineField
from studio.ui.widgets.scroll_fade import ScrollFade
from studio.ui.widgets.usable import allow

if TYPE_CHECKING:
    from studio.ui.design.presets import PresetsPopover


class DesignPanel(QWidget):
    """Shows a DesignView; its signals ask for changes of the design."""

    share_requested = Signal(str, float)
    even_requested = Signal(str)
    add_requested = Signal(str)
    audition_requested = Signal(str)
    surprise_requested = Signal()
    presets_requested = Signal()
    remove_requested = Signal(str)
    blend_requested = Signal(list)
    mute_requested = Signal(str, bool)
    solo_requested = Signal(str, bool)
    held = Signal(bool)
    """A control is held by the pointer, or no more."""
    speed_requested = Signal(float)
    emotion_requested = Signal(str, int)
    pitch_requested = Signal(float)
    volume_requested = Signal(float)
    reset_requested = Signal()
    language_requested = Signal(str)
    save_requested = Signal(str)
    switch_requested = Signal(str)
    exchange_requested = Signal()
    matching_requested = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: DesignView | None = None
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.differing = label("changed from A", 12, 500, "accent")
        self.differing.hide()
        self.levels = LevelsButton(theme)
        self.header = DesignHeader(theme, self.levels)
        self.mix = MixSection(theme, self.differing)
        self.expression = ExpressionSection(theme)
        self.language = Combo(theme, "Language of the speech")
        self.save = QPushButton("Save as voice…")
        self.save.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.save.setProperty("look", "outline")
        self.save.setFont(font(13, 600))
        self.save.setIconSize(QSize(16, 16))
        self.save.setCursor(Qt.CursorShape.PointingHandCursor)
        self.save_name = LineField("Name of the new voice")
        self.save_name.setPlaceholderText("Name of the new voice")
        self.save_name.setMaxLength(MAX_NAME_CHARS)
        self.save_name.setFixedHeight(32)
        self.save_confirm = QPushButton("Save")
        self.save_confirm.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.save_confirm.setProperty("look", "outline")
        self.save_confirm.setFont(font(13, 600))
        self._footer = QStackedWidget()
        self._lay_out()
        self._wire()
        connect(theme.changed, self._paint_icons)
        self._paint_icons()

    def show_design(self, view: DesignView) -> None:
        if view == self._view:
            return
        self._view = view
        self.header.show_design(view)
        self.differing.setText(view.differing)
        # Of several voices the pad tells it, where it shows both.
        self.differing.setVisible(view.differs and len(view.mix) < 2)
        self.levels.show_matched(view.matched, view.other)
        self.mix.show_design(view)
        self.expression.show_controls(view.controls)
        own = f"Voice’s own ({language_name(view.own_language)})" if view.own_language else "Voice’s own"
        tags = list(view.languages)
        if view.language and view.language not in tags:
            tags.append(view.language)
        self.language.offer([("", own), *((tag, language_name(tag)) for tag in tags)], view.language)
        allow(self.language, "" if view.languages else "The engine has not said yet which languages it speaks.")
        allow(self.save, view.saving_unavailable_reason)
        self._show_confirm()

    def open_presets(self) -> PresetsPopover:
        """Open the list of presets, which whoever asked for it fills and follows."""
        # Loaded when it is first asked for, so that the window opens sooner.
        from studio.ui.design.presets import PresetsPopover

        made = PresetsPopover(self._theme, self.window())
        made.hang(self.mix.presets, sides=("left", "below", "above"))
        return made

    def close_innermost(self) -> bool:
        """Close the name field without saving; False if it is not open."""
        if not self._footer.currentIndex():
            return False
        self._close_naming()
        return True

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(8, 0, 8, 0)
        inside.setSpacing(0)
        inside.addWidget(self.mix)
        inside.addWidget(Gap(12, 6))
        rest = QVBoxLayout()
        inside.addLayout(rest)
        rest.setContentsMargins(8, 0, 8, 0)
        rest.setSpacing(0)
        rest.addWidget(self.expression)
        rest.addWidget(Gap(10, 6))
        spoken = QHBoxLayout()
        rest.addLayout(spoken)
        spoken.setSpacing(12)
        spoken.addWidget(label("Language", 13))
        spoken.addWidget(self.language, 1)
        inside.addWidget(Gap(8, 4))
        inside.addStretch(1)
        self.middle = QScrollArea()
        self.middle.setWidget(inner)
        self.middle.setWidgetResizable(True)
        self.middle.setFrameShape(QFrame.Shape.NoFrame)
        self.middle.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.middle.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ScrollFade(self._theme, self.middle)
        naming = QWidget()
        line = QHBoxLayout(naming)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.save_name, 1)
        line.addWidget(self.save_confirm)
        self._footer.addWidget(self.save)
        self._footer.addWidget(naming)
        self._footer.setFixedHeight(32)
        column.addWidget(self.middle, 1)
        foot = QHBoxLayout()
        column.addLayout(foot)
        foot.setContentsMargins(16, 8, 16, 16)
        foot.addWidget(self._footer)

    def _wire(self) -> None:
        connect(self.mix.share_requested, self.share_requested)
        connect(self.mix.even_requested, self.even_requested)
        connect(self.mix.add_requested, self.add_requested)
        connect(self.mix.audition_requested, self.audition_requested)
        connect(self.mix.surprise_requested, self.surprise_requested)
        connect(self.mix.presets_requested, self.presets_requested)
        connect(self.mix.remove_requested, self.remove_requested)
        connect(self.mix.blend_requested, self.blend_requested)
        connect(self.mix.mute_requested, self.mute_requested)
        connect(self.mix.solo_requested, self.solo_requested)
        connect(self.mix.held, self.held)
        connect(self.mix.rebuilt, self._settle)
        connect(self.expression.held, self.held)
        connect(self.expression.speed_requested, self.speed_requested)
        connect(self.expression.emotion_requested, self.emotion_requested)
        connect(self.expression.pitch_requested, self.pitch_requested)
        connect(self.expression.volume_requested, self.volume_requested)
        connect(self.expression.reset_requested, self.reset_requested)
        connect(self.language.chosen, self.language_requested)
        connect(self.header.switch_requested, self.switch_requested)
        connect(self.header.exchange_requested, self.exchange_requested)
        connect(self.levels.chosen, self.matching_requested)
        connect(self.save.clicked, self._begin_naming)
        connect(self.save_confirm.clicked, self._end_naming)
        connect(self.save_name.confirmed, self._end_naming)
        connect(self.save_name.cancelled, self._close_naming)
        connect(self.save_name.textChanged, lambda _text: self._show_confirm())

    @called_by_qt
    def _settle(self) -> None:
        """Put all in its place at once: each layout around the rows would be painted before the one around it."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    @called_by_qt
    def _begin_naming(self) -> None:
        voices = [row.voice.name for row in self._view.mix] if self._view else []
        self.save_name.setText(" + ".join(voices)[:MAX_NAME_CHARS])
        self._footer.setCurrentIndex(1)
        self.save_name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.save_name.selectAll()

    @called_by_qt
    def _end_naming(self) -> None:
        name = self.save_name.text().strip()
        if name and self.save_confirm.isEnabled():
            self._close_naming()
            self.save_requested.emit(name)

    @called_by_qt
    def _close_naming(self) -> None:
        held = self.save_name.hasFocus() or self.save_confirm.hasFocus()
        self._footer.setCurrentIndex(0)
        if held:
            (self.save if self.save.isEnabled() else self.expression.speed).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_confirm(self) -> None:
        """Enable or disable saving; a name that is being typed stays meanwhile."""
        reason = self._view.saving_unavailable_reason if self._view is not None else ""
        reason = reason or ("" if self.save_name.text().strip() else "Give it a name.")
        allow(self.save_confirm, reason)

    @called_by_qt
    def _paint_icons(self) -> None:
        self.save.setIcon(icon("bookmark-simple", self._theme.color("accent_text"), self._theme.color("disabled")))
