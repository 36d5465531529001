# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter of the first start: shows its page until the person begins something else, or writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeyEvent

from studio.app.keeping.first_start import first_partner, is_first_project
from studio.app.playback.view import PlaybackView
from studio.app.projects.importing import book_suffixes
from studio.app.studio import Studio
from studio.ui.actions import ACTIONS
from studio.ui.design.presenter import design_view
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.keys import shown_keys
from studio.ui.main_window import MainWindow
from studio.ui.theme import Theme

if TYPE_CHECKING:
    from studio.ui.first_start.page import FirstPage

_KINDS = ("txt", "md", "docx", "epub", "pdf", "srt")
"""Those that are named, in this order, as far as they can be opened."""
_IN_THE_TEXT = ("takes", "read_again", "compare_takes", "show_heard", "speaker", "new_speaker")
"""Actions that show something in the text, beside those of the text's own group and place."""


class FirstStart(Following):
    """Shows the page over the manuscript while the project is that of the first start and nobody has written in it.

    Args:
        window: The window.
        studio: The studio.
        theme: The colours.
        actions: Those of the window.
    """

    def __init__(self, window: MainWindow, studio: Studio, theme: Theme, actions: Mapping[str, QAction]) -> None:
        super().__init__(window)
        self._window = window
        self._studio = studio
        self._theme = theme
        self._actions = actions
        self._view = PlaybackView()
        self._rendered = self._renders = False
        editor = window.manuscript.editor
        self._below = [(each, each.focusPolicy()) for each in (editor, editor.margin)]
        self.page: FirstPage | None = None
        self.follow(studio.editing.opened, lambda _none: self._look())
        self.follow(studio.editing.changed, lambda _project: self._text_changed())
        self.follow(studio.engine.changed, lambda _state: self._show())
        self.follow(studio.voices.changed, lambda _voices: self._show())
        self.follow(studio.overview.changed, lambda _none: self._show())
        self.follow(studio.rendering.changed, lambda _none: self._rendering_changed())
        connect(window.manuscript.editor.focus_changed, self._keyboard_moved)
        for spec in ACTIONS:
            if spec.group == "Text" or spec.scope == "manuscript" or spec.id in _IN_THE_TEXT:
                connect(actions[spec.id].triggered, lambda _on=False: self.end())

    def show_all(self) -> None:
        """Show everything as it is now."""
        self._look()

    def show_frame(self, view: PlaybackView) -> None:
        """Show the word heard in *view*."""
        page, before = self.page, self._view
        self._view = view
        if page is None or view == before:
            return
        word = view.word
        page.sentence.show_heard(*((word.start, word.end, view.sentence_start) if word is not None else (0, 0, 0)))
        self._show_playing()

    def end(self) -> None:
        """Show the manuscript."""
        page, self.page = self.page, None
        if page is None:
            return
        self._skip_below(False)
        self._window.begin_at(self._window.transport.play)
        if self._renders:
            # What is written next is not for it.
            self._studio.rendering.cancel()
        if page.isAncestorOf(self._window.focusWidget()):
            self._window.transport.play.setFocus(Qt.FocusReason.OtherFocusReason)
        page.hide()
        page.deleteLater()

    def _look(self) -> None:
        if not is_first_project(self._studio.editing.project) or self._studio.keeping.read_only:
            self.end()
        elif self.page is None:
            self._begin()

    def _begin(self) -> None:
        # Loaded at a first start alone, so that the window opens sooner at all others.
        from studio.ui.first_start.page import FirstPage

        suffixes = ("txt", *(suffix.removeprefix(".") for suffix in book_suffixes()))
        kinds = [kind for kind in _KINDS if kind in suffixes]
        editor = self._window.manuscript.editor
        page = self.page = FirstPage(self._theme, kinds, editor)
        connect(page.play_requested, self._actions["play_or_pause"].trigger)
        connect(page.write_requested, self._write)
        connect(page.open_requested, self._actions["open"].trigger)
        connect(page.blend_requested, self._blend)
        connect(page.clip_requested, self._actions["voice_from_clip"].trigger)
        keys = self._window.keys
        page.show_keys(*(shown_keys(keys.of(each)[:1]) for each in ("play_or_pause", "open")))
        self._show()
        page.show()
        # Tab goes past what cannot be seen, and presses on the page are not meant for it.
        self._skip_below(True)
        self._window.begin_at(page.play)

    def _skip_below(self, skipped: bool) -> None:
        for each, policy in self._below:
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus if skipped else policy)

    @called_by_qt
    def _keyboard_moved(self) -> None:
        """The text has the keyboard: it is written in, or something in it was asked for."""
        if self._window.manuscript.editor.hasFocus():
            self.end()

    def _text_changed(self) -> None:
        if not is_first_project(self._studio.editing.project):
            self.end()
        else:
            self._show()

    def _show(self) -> None:
        if self.page is None:
            return
        from studio.ui.first_start.page import FirstView

        view = design_view(self._studio)
        voices = [row.voice for row in view.mix]
        partner = first_partner(voices[0], self._studio.voices.all) if len(voices) == 1 else None
        first, alone = (voices[0] if voices else None), len(voices) == 1
        about = " · ".join(filter(None, (first.character, first.language))) if first is not None else ""
        self.page.show_first(
            FirstView(
                first.id if first is not None else "",
                view.name,
                about if alone else f"blend of {len(voices)}",
                self._studio.editing.project.text,
                partner.name if partner is not None else "",
                view.adding_unavailable_reason if len(voices) < 2 else "",
            )
        )
        self._show_playing()
        self._render()

    def _show_playing(self) -> None:
        if self.page is not None:
            phase, reading = self._view.phase, not self._view.audition_voice_id
            playing = reading and phase in ("playing", "waiting")
            self.page.show_playing(playing, self._studio.hearing.play_blocker())

    def _render(self) -> None:
        """Have the sentence ready, once."""
        studio = self._studio
        # What a person has paused is not gone on with.
        if not self._rendered and not studio.engine.blocker() and studio.voices.all and not studio.rendering.paused:
            self._rendered = True
            studio.rendering.render_changed()
            self._renders = studio.rendering.active

    def _rendering_changed(self) -> None:
        self._renders = self._renders and self._studio.rendering.active

    @called_by_qt
    def _write(self, key: QKeyEvent | None) -> None:
        editor = self._window.manuscript.editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.selectAll()
        if key is not None:
            QCoreApplication.sendEvent(editor, key)

    @called_by_qt
    def _blend(self) -> None:
        """Blend with a second voice, or go to the blend that is there."""
        view = design_view(self._studio)
        partner = first_partner(view.mix[0].voice, self._studio.voices.all) if len(view.mix) == 1 else None
        if partner is not None:
            self._studio.designing.add_to_mix(partner.id)
        if self._window.columns.panels[1].folded:
            self._window.columns.toggle(1)
        pad = self._window.design.mix.pad
        if pad.isVisible():
            pad.setFocus(Qt.FocusReason.OtherFocusReason)
