# SPDX-License-Identifier: GPL-3.0-or-later
"""Announcements for screen readers: playing, the chosen voice, long work and notices."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from studio.app.playback.view import CLIP, CLIP_AND_VOICE, TAKE, PlaybackView
from studio.app.studio import Studio
from studio.app.work.state import Activity, Notice
from studio.core.cast import name_of, speaker_of
from studio.core.project import Project
from studio.ui.door import connect

_PLAYED = {CLIP: "the clip", CLIP_AND_VOICE: "the clip and its voice in turn"}
_PHASES = {"playing": "Playing", "paused": "Paused", "stopped": "Stopped"}


class Announcer(QObject):
    """Follows the studio until `close`.

    Args:
        window: The window that announces.
        studio: The studio to follow.
    """

    def __init__(self, window: QWidget, studio: Studio) -> None:
        super().__init__(window)
        self._window = window
        self._studio = studio
        self._phase = _PHASES["stopped"]
        self._mix = self._chosen()
        self._works: set[str] = set()
        self._undo = [
            connect(studio.notices, self._notice),
            connect(studio.activities, self._activity),
            connect(studio.hearing.changed, self._playback),
            connect(studio.editing.changed, self._document),
            connect(studio.speakers.shown_changed, self._another_is_shown),
        ]

    def close(self) -> None:
        for disconnect in self._undo:
            disconnect()

    def say(self, text: str, urgent: bool = False) -> None:
        """Announce *text* once the screen reader is free, or at once if it is *urgent*."""
        event = QAccessibleAnnouncementEvent(self._window, text)
        levels = QAccessible.AnnouncementPoliteness
        event.setPoliteness(levels.Assertive if urgent else levels.Polite)
        QAccessible.updateAccessibility(event)

    def _notice(self, notice: Notice) -> None:
        if notice.text:
            self.say(notice.text, urgent=notice.kind == "error")

    def _activity(self, activity: Activity) -> None:
        if not activity.text:
            self._works.discard(activity.key)
        elif activity.key not in self._works:
            self._works.add(activity.key)
            self.say(activity.text)

    def _playback(self, view: PlaybackView) -> None:
        said = _PHASES.get(view.phase, self._phase)
        if said == _PHASES["playing"] and view.audition_voice_id:
            said = self._audition(view.audition_voice_id)
        if said != self._phase:
            self._phase = said
            self.say(said)

    def _audition(self, heard_id: str) -> str:
        if heard_id.startswith(TAKE):
            return f"Playing {_PLAYED.get(heard_id.removeprefix(TAKE), 'a take')}"
        voice, speaker = self._studio.voices.get(heard_id), speaker_of(self._studio.editing.project, heard_id)
        name = voice.name if voice is not None else name_of(speaker) if speaker is not None else ""
        if name and self._studio.auditioning.reads_sentence:
            return f"{name} reads this sentence"
        return f"Reading a sample of {name}" if name else "Reading a sample"

    def _another_is_shown(self, _none: None) -> None:
        self._mix = self._chosen()

    def _document(self, _document: Project) -> None:
        before, self._mix = self._mix, self._chosen()
        if self._mix == before or self._mix[0] != before[0]:
            return
        mix = self._mix[1]
        named = [voice.name for voice_id in mix if (voice := self._studio.voices.get(voice_id)) is not None]
        if len(named) == 1:
            self.say(f"Voice: {named[0]}")
        elif named:
            self.say(f"Mix: {', '.join(named[:-1])} and {named[-1]}")

    def _chosen(self) -> tuple[str, tuple[str, ...]]:
        """The shown speaker, and the voices of its mix."""
        speaker = self._studio.speakers.shown
        return speaker.id, tuple(part.voice_id for part in speaker.design.mix)
