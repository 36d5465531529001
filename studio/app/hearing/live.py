# SPDX-License-Identifier: GPL-3.0-or-later
"""Hearing a change at once: what is read goes over to a changed design, or to how words are said, at the next word."""

from __future__ import annotations

import asyncio
import time

from studio.app.keeping.preferences import Preferences
from studio.app.playback.playback import Playback
from studio.app.saying.dictionaries import Dictionaries
from studio.app.text.editing import Editing
from studio.app.voices.designing import Designing
from studio.app.voices.voices import Voices
from studio.app.work.work import Work
from studio.core.errors import StudioError

REST_S = 0.05
"""Seconds after which a control is taken to rest."""
BRIDGED_WITHIN_S = 30.0
"""The longest time for which a change waits until what is heard bridges the time to its first sound."""


class Live:
    """Has the reading follow the designs of the cast, and the marks and dictionaries that say how words are said.

    A change is rendered at once. Of those that come before its sound is there, only the newest counts: it is rendered
    when the control rests, or when the sound before it is there. So a control that is dragged is heard on its way.
    Where what is heard would end before that, such as shortly after another change, it is rendered further first: one
    change after the other would leave nothing to hear.

    Args:
        playback: Reads.
        editing: Has the cast, and tells when it changes.
        designing: Has the narrator's design as the engine can speak it.
        voices: Tell when other voices are there.
        preferences: Tell whether the levels of two designs are matched.
        dictionaries: Tell when words are said otherwise.
        work: Reports failures.
    """

    def __init__(
        self,
        playback: Playback,
        editing: Editing,
        designing: Designing,
        voices: Voices,
        preferences: Preferences,
        dictionaries: Dictionaries,
        work: Work,
    ) -> None:
        self._playback = playback
        self._designing = designing
        self._work = work
        self._rest: asyncio.TimerHandle | None = None
        self._begun = 0
        self._since_s: float | None = None
        editing.changed.connect(lambda _project: self._look())
        voices.changed.connect(lambda _voices: self._look())
        preferences.changed.connect(lambda _settings: self._look())
        dictionaries.changed.connect(lambda _none: self._look())
        playback.changed.connect(lambda _view: self._went_on())

    @property
    def took_s(self) -> float:
        """Seconds from the last change to the begin of its sound at the device."""
        return self._playback.took_s

    @property
    def first_sound_s(self) -> float:
        """Seconds from the last request for speech to its first sound."""
        return self._playback.first_sound_s

    def close(self) -> None:
        """Look no more."""
        self._stop_waiting()

    def _look(self) -> None:
        if not self._playback.reading:
            return
        if self._since_s is None:
            self._since_s = time.monotonic()
        if self._playback.tuning:
            self._wait()
        else:
            self._tune()

    def _went_on(self) -> None:
        # What begins, such as the text behind a loop, begins in the designs of what was read before.
        begun = self._playback.begun != self._begun and self._playback.reading
        self._begun = self._playback.begun
        if (self._rest is not None or begun) and not self._playback.tuning:
            self._tune()

    def _wait(self) -> None:
        self._stop_waiting()
        self._rest = asyncio.get_running_loop().call_later(REST_S, self._tune)

    def _tune(self) -> None:
        self._stop_waiting()
        project, design = self._designing.spoken_project, self._designing.spoken_design
        patient = self._since_s is None or time.monotonic() < self._since_s + BRIDGED_WITHIN_S
        try:
            waits = self._playback.tune(project, design, patient=patient) == "waits"
        except StudioError as error:
            self._work.report(error, "play")
            waits = False
        if waits:
            self._since_s = self._since_s or time.monotonic()
            self._wait()
        else:
            self._since_s = None

    def _stop_waiting(self) -> None:
        rest, self._rest = self._rest, None
        if rest is not None:
            rest.cancel()
