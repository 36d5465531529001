# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the page of a new voice and the studio."""

from __future__ import annotations

from pathlib import Path

from studio.app.playback.view import PlaybackView
from studio.app.studio import Studio
from studio.core.voices import whole_percents
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.voices.cloning.page import CloningPage


class CloningPresenter(Following):
    """Shows the clip and what was found for it."""

    def __init__(self, page: CloningPage, studio: Studio) -> None:
        super().__init__(page)
        self._page = page
        self._studio = studio
        cloning = self._cloning = studio.cloning
        connect(page.file_chosen, self._open)
        connect(page.play.clicked, lambda: cloning.play_or_pause())
        connect(page.recorder.record_requested, self._record)
        connect(page.recorder.stop_requested, lambda: cloning.end_recording())
        connect(page.lane.kept, cloning.keep)
        connect(page.said, cloning.tell)
        connect(page.agreed.chosen, cloning.agree)
        connect(page.noise.chosen, cloning.take_noise_out)
        connect(page.find_requested, lambda: cloning.find())
        connect(page.cancel_requested, lambda: cloning.cancel())
        connect(page.save_requested, self._save)
        self.follow(cloning.changed, lambda _none: self.show_all())
        self.follow(studio.engine.changed, lambda _state: self.show_all())

    def show_all(self) -> None:
        """Show everything as it is now."""
        cloning, page = self._cloning, self._page
        page.recorder.show_recording(cloning.recording, cloning.clip is not None)
        page.show_clip(cloning.clip, cloning.said, cloning.agreed, cloning.enhance)
        page.show_search(cloning.blocker, cloning.progress, cloning.trouble)
        page.show_found(cloning.found, self._blend())

    def begin(self) -> None:
        """Offer the microphones there are now."""
        self._page.recorder.offer([(device.id, device.name) for device in self._cloning.microphones])

    def show_frame(self, view: PlaybackView) -> None:
        """Show the second of the clip that is heard."""
        self._page.show_playing(self._cloning.heard_s(), view.phase not in ("paused", "stopped"))

    @called_by_qt
    def _record(self, device_id: str, count_in: bool) -> None:
        self._cloning.tell(self._page.recorder.said)
        self._cloning.record(device_id, count_in)

    @called_by_qt
    def _open(self, path: Path) -> None:
        self._cloning.open(path)

    @called_by_qt
    def _save(self, name: str) -> None:
        self._cloning.save(name)
        self._page.close_requested.emit()

    def _blend(self) -> str:
        found = self._cloning.found
        if found is None:
            return ""
        recipe = sorted(found.blend.recipe, key=lambda part: -part.weight)
        percents = whole_percents([part.weight for part in recipe])
        named = [
            (self._studio.voices.get(part.voice_id), percent) for part, percent in zip(recipe, percents, strict=True)
        ]
        return "   ".join(f"{voice.name} {percent} %" for voice, percent in named if voice is not None and percent)
