# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the page of a new voice and the studio."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from studio.app.playback.view import PlaybackView
from studio.app.studio import Studio
from studio.core.hues import hue_of
from studio.core.voices import whole_percents
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.voices.cloning.page import CloningPage
from studio.ui.voices.cloning.recorder import READ_IN, TO_READ

if TYPE_CHECKING:
    from studio.app.voices.cloning import Found
    from studio.ui.voices.cloning.blend_row import Part
    from studio.ui.voices.cloning.found_section import FoundSection


class CloningPresenter(Following):
    """Shows the clip and what was found for it."""

    def __init__(self, page: CloningPage, studio: Studio) -> None:
        super().__init__(page)
        self._page = page
        self._studio = studio
        cloning = self._cloning = studio.cloning
        hearing = self._hearing = studio.clip_hearing
        connect(page.file_chosen, self._open)
        connect(page.play.clicked, lambda: hearing.play_clip())
        connect(page.recorder.record_requested, self._record)
        connect(page.recorder.stop_requested, lambda: cloning.end_recording())
        connect(page.lane.kept, cloning.keep)
        connect(page.lane.sought, lambda at_s: hearing.go_to(at_s))
        connect(page.said, cloning.tell)
        connect(page.agreed.chosen, cloning.agree)
        connect(page.noise.chosen, cloning.take_noise_out)
        connect(page.find_requested, lambda: cloning.find())
        connect(page.cancel_requested, lambda: cloning.cancel())
        words = self._words = studio.clip_words
        connect(page.words_row.find_requested, lambda: words.find())
        connect(page.words_row.cancel_requested, lambda: words.cancel())
        self.follow(words.changed, lambda _none: self._show_words())
        self.follow(cloning.changed, lambda _none: self.show_all())
        self.follow(hearing.changed, lambda _none: self._show_sides())
        self.follow(studio.engine.changed, lambda _state: self.show_all())
        self.follow(studio.preferences.changed, lambda _settings: self._show_sides())
        self.follow(studio.sound.devices, lambda _devices: self._offer_again())

    def show_all(self) -> None:
        """Show everything as it is now."""
        cloning, page = self._cloning, self._page
        if cloning.microphones is not None:
            page.offer([(device.id, device.name) for device in cloning.microphones])
        page.show_recording(cloning.recording, cloning.clip, cloning.trouble, cloning.refused)
        page.show_told(cloning.said, cloning.agreed, cloning.enhance)
        searched = cloning.progress is not None or cloning.found is not None
        if searched and page.found is None:
            # While it is sought: when it is there the whole design changes too.
            self._wire_found(page.make_found())
        if page.found is not None:
            if page.found.show_found(self._found, self._blend()):
                page.show_found_whole()
            if cloning.clip is None:
                # It was another one's.
                page.found.name.clear()
        self._show_sides()
        self._show_words()

    def begin(self) -> None:
        """Look for the microphones there are now."""
        self._cloning.look_for_microphones()

    def _offer_again(self) -> None:
        """Offer a microphone that was connected, while the page is shown."""
        if not self._page.isHidden() and self._cloning.recording is None:
            self.begin()

    def switch(self) -> bool:
        """Go on in the other one of clip and voice, once both are there; whether a voice was found, and the text is
        not read."""
        if self._page.isHidden() or self._cloning.found is None or self._studio.hearing.reading:
            return False
        if self._hearing.both is not None:
            self._hearing.switch()
        return True

    def show_frame(self, view: PlaybackView) -> None:
        """Show the second of the clip that is heard, by itself or beside the voice."""
        self._page.show_playing(self._hearing.clip_heard_s(), view.phase not in ("paused", "stopped"))
        if self._page.found is not None:
            self._page.found.show_heard(self._hearing.heard())

    def _wire_found(self, found: FoundSection) -> None:
        studio, hearing = self._studio, self._hearing
        connect(found.play_requested, lambda side: hearing.play_or_pause(side))
        connect(found.sought, lambda side, share: hearing.seek(side, share))
        connect(found.chosen, lambda side: hearing.choose(side))
        connect(found.matched, lambda on: studio.preferences.change(match_levels=on))
        speakers = studio.speakers
        connect(found.sentence_requested, lambda: studio.auditioning.speaker(speakers.of(self._cloning.read_by)))
        connect(found.save_requested, self._save)

    def _show_words(self) -> None:
        """Show how the words are found, and the search, which waits for them."""
        words, cloning, page = self._words, self._cloning, self._page
        page.words_row.show_words(words.blocker, words.progress, words.trouble, words.waits)
        page.show_search(cloning.blocker, cloning.progress, self._found is not None)

    def _show_sides(self) -> None:
        found, hearing, parts = self._page.found, self._hearing, self._blend()
        if found is None:
            return
        hue = hue_of(parts[0][0]) if parts else ""
        found.show_both(hearing.both, hearing.speaking, hearing.trouble, hue)
        found.show_chosen(hearing.chosen, self._studio.preferences.now.match_levels)

    @called_by_qt
    def _record(self, device_id: str, count_in: bool) -> None:
        self._cloning.record(device_id, count_in, TO_READ, READ_IN)

    @called_by_qt
    def _open(self, path: Path) -> None:
        self._cloning.open(path)

    @called_by_qt
    def _save(self, name: str) -> None:
        # Until it is saved, all that it is made of stays on the page.
        self._cloning.save(name, self._page.close_requested.emit)

    @property
    def _found(self) -> Found | None:
        """What was found for the clip that is shown, in whose place a recording stands while it is made."""
        return self._cloning.found if self._cloning.recording is None else None

    def _blend(self) -> list[Part]:
        """The voices of the blend, the heaviest first."""
        found = self._cloning.found
        if found is None:
            return []
        recipe = sorted(found.blend.recipe, key=lambda part: -part.weight)
        percents = whole_percents([part.weight for part in recipe])
        named = [
            (self._studio.voices.get(part.voice_id), percent) for part, percent in zip(recipe, percents, strict=True)
        ]
        return [(voice.id, voice.name, percent) for voice, percent in named if voice is not None and percent]
