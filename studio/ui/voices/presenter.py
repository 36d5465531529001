# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the voice list and the studio."""

from __future__ import annotations

from studio.app.state import PlaybackView
from studio.app.studio import Studio
from studio.core.voices import Voice
from studio.ui.door import connect
from studio.ui.following import Following
from studio.ui.voices.panel import VoicesPanel


class VoicesPresenter(Following):
    """Shows the voices, those of the design, and the one being auditioned."""

    def __init__(self, panel: VoicesPanel, studio: Studio) -> None:
        super().__init__(panel)
        self._panel = panel
        self._studio = studio
        self._audition_voice_id = ""
        connect(panel.use_requested, studio.designing.choose_voice)
        connect(panel.audition_requested, studio.hearing.audition)
        connect(panel.add_requested, studio.designing.add_to_mix)
        connect(panel.rename_requested, studio.designing.rename_voice)
        connect(panel.keep_requested, studio.designing.keep_voice)
        connect(panel.delete_requested, studio.designing.delete_voice)
        self.follow(studio.editing.changed, lambda _document: self._show_state())
        self.follow(studio.speakers.shown_changed, lambda _none: self._show_state())
        self.follow(studio.engine.changed, lambda _state: self._show_state())
        self.follow(studio.voices.changed, self._show_voices)

    def show_all(self) -> None:
        """Show everything as it is now."""
        self._show_voices(self._studio.voices.all)

    def show_frame(self, view: PlaybackView) -> None:
        """Show the voice auditioned in *view*."""
        if view.audition_voice_id != self._audition_voice_id:
            self._audition_voice_id = view.audition_voice_id
            self._show_state()

    def _show_voices(self, voices: tuple[Voice, ...]) -> None:
        self._panel.show_voices(voices)
        self._show_state()

    def _show_state(self) -> None:
        status = self._studio.engine.state.status
        used = (self._studio.voices.get(part.voice_id) for part in self._studio.designing.shown_design.mix)
        self._panel.show_state(
            self._audition_voice_id,
            frozenset(voice.alias_of or voice.id for voice in used if voice is not None),
            status is None or not status.mixing_unavailable_reason,
            self._studio.designing.mix_blocker(),
            self._studio.speakers.shown.id if self._studio.speakers.several else "",
        )
