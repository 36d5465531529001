# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the voice list and the studio."""

from __future__ import annotations

from studio.app.design.look import Look
from studio.app.playback.view import PlaybackView
from studio.app.studio import Studio
from studio.core.voices import Voice
from studio.ui.door import called_by_qt, connect
from studio.ui.files import FileDialogs
from studio.ui.following import Following
from studio.ui.voices.delegate import READING_SAMPLE, READING_SENTENCE
from studio.ui.voices.filters import VoiceFilter
from studio.ui.voices.panel import VoicesPanel


class VoicesPresenter(Following):
    """Shows the voices, those of the design, and the one being auditioned.

    Args:
        panel: The panel.
        studio: The studio.
        files: Asks for files.
    """

    def __init__(self, panel: VoicesPanel, studio: Studio, files: FileDialogs) -> None:
        super().__init__(panel)
        self._panel = panel
        self._studio = studio
        self._audition_voice_id = ""
        connect(panel.use_requested, studio.designing.choose_voice)
        connect(panel.audition_requested, studio.auditioning.voice)
        connect(panel.add_requested, studio.designing.add_to_mix)
        connect(panel.rename_requested, studio.designing.rename_voice)
        connect(panel.keep_requested, studio.designing.keep_voice)
        connect(panel.delete_requested, studio.designing.delete_voice)
        connect(panel.describe_requested, studio.designing.describe_voice)
        connect(panel.duplicate_requested, studio.designing.duplicate_voice)
        connect(panel.write_requested, files.write_voice)
        connect(panel.head.add_requested, files.read_voices)
        connect(panel.pasted, studio.voice_files.add)
        panel.list.file_of = studio.voice_files.lay_out
        self.follow(studio.voices.made, lambda voice: panel.show_voice(voice.id))
        connect(panel.star_requested, studio.browsing.star)
        connect(panel.look_changed, self._remember_look)
        connect(panel.head.bring_back_requested, studio.designing.bring_back_voice)
        self.follow(studio.browsing.changed, lambda _none: self._show_browsing())
        self.follow(studio.editing.changed, lambda _document: self._show_state())
        self.follow(studio.speakers.shown_changed, lambda _none: self._show_state())
        self.follow(studio.engine.changed, lambda _state: self._show_state())
        self.follow(studio.voices.changed, self._show_voices)

    def show_all(self) -> None:
        """Show everything as it is now."""
        look = self._studio.browsing.look
        self._panel.show_look(look.order, VoiceFilter("", look.language, look.sex, look.source, look.stars))
        self._show_browsing()
        self._show_voices(self._studio.voices.all)

    def show_frame(self, view: PlaybackView) -> None:
        """Show the voice auditioned in *view*."""
        if view.audition_voice_id != self._audition_voice_id:
            self._audition_voice_id = view.audition_voice_id
            self._show_state()

    @called_by_qt
    def _remember_look(self) -> None:
        wanted = self._panel.head.filter
        look = Look(self._panel.head.order, wanted.source, wanted.language, wanted.sex, wanted.stars)
        self._studio.browsing.remember(look)
        self._show_browsing()

    def _show_browsing(self) -> None:
        browsing = self._studio.browsing
        self._panel.show_stars(browsing.starred)
        self._panel.show_order(browsing.look.order, browsing.ranks)

    def _show_voices(self, voices: tuple[Voice, ...]) -> None:
        self._panel.show_voices(voices)
        deleted = self._studio.voices.deleted
        self._panel.head.show_deleted(deleted.name if deleted is not None else "")
        self._show_state()

    def _show_state(self) -> None:
        status = self._studio.engine.state.status
        sentence = self._studio.auditioning.reads_sentence
        self._panel.list.show_reading(READING_SENTENCE if sentence else READING_SAMPLE)
        used = (self._studio.voices.get(part.voice_id) for part in self._studio.designing.shown_design.mix)
        self._panel.show_state(
            self._audition_voice_id,
            frozenset(voice.alias_of or voice.id for voice in used if voice is not None),
            status is None or not status.mixing_unavailable_reason,
            self._studio.designing.mix_blocker(),
            self._studio.speakers.shown.id if self._studio.speakers.several else "",
        )
