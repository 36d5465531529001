# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of voices from recordings: the closest voice to a clip, tried in the design, saved as an own voice."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from studio.app.keeping.keeping import Keeping
from studio.app.link.engine_link import EngineLink
from studio.app.playback.playback import Playback
from studio.app.voices.clip_design import ClipDesign
from studio.app.voices.designing import Designing
from studio.app.voices.recording import ClipRecorder, RecordingNow
from studio.app.voices.voices import Voices, checked_name
from studio.app.work.state import Activity
from studio.app.work.work import Work
from studio.audio.devices import InputDevice
from studio.audio.flac import to_flac
from studio.audio.microphone import SILENT, what_to_do
from studio.audio.recordings import SUFFIXES, read_recording
from studio.client.cloning import FoundBlend, Recording
from studio.core.errors import StudioError
from studio.core.languages import primary
from studio.core.observe import Signal
from studio.core.pcm import Samples
from studio.core.voices import Voice

LEAST_S, MOST_S = 1.0, 300.0
"""Seconds of a clip that can be searched for."""
RECORDINGS = SUFFIXES
"""Ends of the names of sound files that can be read."""
TWO_SPEAK = "Two people seem to speak in this clip: drag the grips to where only one does, and look again."
_PEAKS = 50_000
_KEY = "find the voice"
_RECORDING = "record a clip"


def is_recording(path: Path) -> bool:
    """Whether *path* is named like a sound file that can be read."""
    return path.suffix.lower() in SUFFIXES


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """A recording, and the stretch of it that counts.

    Attributes:
        name: The file's name.
        samples: Mono, float32.
        span_s: Begin and end of the stretch, in seconds.
        peaks: The largest absolute sample of each of up to 50 000 even stretches, for its wave.
    """

    name: str
    samples: Samples
    rate_hz: int
    span_s: tuple[float, float]
    peaks: Samples

    @classmethod
    def of(cls, name: str, samples: Samples, rate_hz: int) -> Clip:
        """All of it, up to five minutes. Takes a tenth of a second for the longest."""
        starts = np.arange(0, len(samples), len(samples) // _PEAKS + 1)
        # Without a copy of all samples, as their absolute ones would be.
        peaks = (
            np.maximum(np.maximum.reduceat(samples, starts), -np.minimum.reduceat(samples, starts))
            if len(samples)
            else samples
        )
        return cls(name, samples, rate_hz, (0.0, min(len(samples) / rate_hz, MOST_S)), peaks)

    @property
    def length_s(self) -> float:
        return len(self.samples) / self.rate_hz

    @property
    def kept_s(self) -> float:
        """Seconds of the stretch."""
        return self.span_s[1] - self.span_s[0]

    @property
    def kept(self) -> Samples:
        """Samples of the stretch."""
        begin, end = (round(at_s * self.rate_hz) for at_s in self.span_s)
        return self.samples[begin:end]


@dataclass(frozen=True, slots=True)
class Found:
    """The closest voice to a clip so far, and the seconds after which it was found."""

    blend: FoundBlend
    took_s: float


class Cloning:
    """Holds one clip, and what was found for it.

    Args:
        link: The engine.
        voices: Takes the voice that is saved.
        designing: Tells the language that is read.
        clip_design: Takes what is found.
        playback: Is silent while the microphone is open.
        keeping: Tells whether voices may be changed.
        work: Owner of the search.

    Attributes:
        changed: Emits when anything of it is another.
        recording_changed: Emits when a recording has begun or ended.
        refused: Whether the trouble is that the microphone gives nothing.
        words_sought: Tells whether the clip's words are being found; the search waits for them.
    """

    def __init__(
        self,
        link: EngineLink,
        voices: Voices,
        designing: Designing,
        clip_design: ClipDesign,
        playback: Playback,
        keeping: Keeping,
        work: Work,
    ) -> None:
        self._link = link
        self._voices = voices
        self._designing = designing
        self._clip_design = clip_design
        self._playback = playback
        self._keeping = keeping
        self._work = work
        self._search: asyncio.Task[None] | None = None
        self._reading: asyncio.Task[None] | None = None
        self._saving: asyncio.Task[None] | None = None
        self._recorder = ClipRecorder(work.tasks, self._take, self._refuse, self._recorded_on)
        self._tells_recording = False
        self._begun_s = 0.0
        self._read_aloud = "", ""
        self.clip: Clip | None = None
        self.said = ""
        self._said_in = ""
        self.agreed = False
        self.enhance = False
        self.progress: float | None = None
        self.found: Found | None = None
        self.trouble = ""
        self.refused = False
        self.words_sought: Callable[[], bool] = lambda: False
        self.changed: Signal[None] = Signal()
        self.recording_changed: Signal[None] = Signal()

    def begin(self) -> None:
        """Have no clip."""
        self.cancel()
        self._stop_reading()
        self.end_recording()
        self.clip, self.said, self._said_in, self.agreed, self.enhance = None, "", "", False, False
        self._forget()

    def open(self, path: Path) -> None:
        """Take a sound file as the clip; what is none is told in `trouble`, and leaves what is there."""
        self._stop_reading()
        self.end_recording()
        self._reading = self._work.tasks.spawn("read a recording", self._read(path))

    @property
    def microphones(self) -> tuple[InputDevice, ...] | None:
        """What can be recorded from, the system's default first; None before `look_for_microphones` has found out."""
        return self._recorder.microphones

    def look_for_microphones(self) -> None:
        """Find out which microphones there are now."""
        self._recorder.look()

    def record(self, device_id: str = "", count_in: bool = True, read_aloud: str = "", language: str = "") -> None:
        """Record from a microphone, by default the system's; after counting 3, 2, 1 if that is asked for. Nothing is
        played meanwhile. What is *read_aloud*, in its *language*, is told of the clip that is made, see `tell`; without
        one the clip that is there stays, with what was found for it."""
        self.cancel()
        self._stop_reading()
        self._recorder.end()
        self._playback.stop()
        self.trouble, self.refused = "", False
        self._read_aloud = read_aloud, language
        self._recorder.begin(device_id, count_in)
        self._recorded_on()

    def end_recording(self) -> None:
        """Stop, and take what was recorded as the clip."""
        self._recorder.end()

    async def close(self) -> None:
        """End the search, and the recording; its microphone is closed then."""
        self.cancel()
        await self._recorder.close()

    @property
    def recording(self) -> RecordingNow | None:
        """How the recording is going; None while there is none."""
        return self._recorder.now

    def keep(self, begin_s: float, end_s: float) -> None:
        """Let the stretch between two seconds count; of a longer one the first five minutes."""
        clip = self.clip
        if clip is None:
            return
        begin_s = min(max(begin_s, 0.0), clip.length_s)
        end_s = min(max(end_s, begin_s), clip.length_s, begin_s + MOST_S)
        if (begin_s, end_s) != clip.span_s:
            self.clip = replace(clip, span_s=(begin_s, end_s))
            self._forget()

    def tell(self, said: str, language: str = "") -> None:
        """What is said in the clip; "" if that is not known. A *language* (a BCP 47 tag) that is told with it holds
        until there are no words any more, so that they can be corrected."""
        if language or not said:
            self._said_in = language
        if said != self.said:
            self.said = said
            self._forget()

    @property
    def said_in(self) -> str:
        """The language of what is said; as the shown speaker reads it, unless another one was told."""
        read_in = self._designing.shown_design.language or "en"
        return read_in if primary(self._said_in) in ("", primary(read_in)) else self._said_in

    def agree(self, agreed: bool) -> None:
        """Whether the voice is the person's, or its owner agreed."""
        if agreed != self.agreed:
            self.agreed = agreed
            self.changed.emit(None)

    def take_noise_out(self, enhance: bool) -> None:
        """Whether steady noise is taken out before the search."""
        if enhance != self.enhance:
            self.enhance = enhance
            self._forget()

    @property
    def blocker(self) -> str:
        """Why the voice cannot be looked for now; "" if it can."""
        status = self._link.state.status
        if status is None or not status.ready:
            return "The engine is not ready yet."
        if status.mixing_unavailable_reason:
            return status.mixing_unavailable_reason
        if self.words_sought():
            return "The words are being found."
        return self._clip_blocker or ("" if self.agreed else "Say above that the voice may be used.")

    @property
    def _clip_blocker(self) -> str:
        if self.recording is not None:
            return "Stop the recording first."
        if self.clip is None:
            return "Record, or choose a file first."
        if self.clip.kept_s < LEAST_S:
            return f"The clip needs {LEAST_S - self.clip.kept_s:.1f} s more."
        return ""

    def find(self) -> None:
        """Look for the closest voice, and have the shown speaker read in it; in the closest so far until then."""
        clip = self.clip
        if clip is None or self.blocker or self.progress is not None:
            return
        self.found, self.trouble, self.progress = None, "", 0.0
        self._begun_s = time.monotonic()
        self._clip_design.begin()
        self._search = self._work.tasks.spawn(_KEY, self._find(clip))
        self.changed.emit(None)

    def cancel(self) -> None:
        """End the search, if there is one; what it has found so far stays."""
        search, self._search = self._search, None
        if search is not None:
            search.cancel()
        if self.progress is not None:
            self.progress = None
            self.changed.emit(None)

    @property
    def read_by(self) -> str:
        """The id of the speaker for whom a voice was looked for last."""
        return self._clip_design.speaker_id

    def save(self, name: str, saved: Callable[[], object] = lambda: None) -> None:
        """Save what was found as an own voice called *name*, unless one is being saved. Once it is one, *saved* is
        called, if nothing else is looked for or recorded by then."""
        self.cancel()
        found = self.found
        if found is None or (self._saving is not None and not self._saving.done()):
            return

        async def save() -> None:
            voice, used = self._voice(name, found.blend), partial(self._clip_design.saved, found.blend)
            await self._voices.add(f"saving the voice {name}", voice, used)
            if self.found is found and self.recording is None:
                saved()

        def begin() -> None:
            self._saving = self._work.begin("save the voice", save())

        self._keeping.changing(begin)

    def _stop_reading(self) -> None:
        """Take no file as the clip any more that is still read: it would take the place of a newer one."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    async def _read(self, path: Path) -> None:
        try:
            clip = await asyncio.to_thread(_read_clip, path)
        except StudioError as error:
            self._tell_trouble(error.user_text)
            return
        if self.clip is not None:
            # They were said in another one.
            self.said = self._said_in = ""
        self.clip = clip
        self._forget()

    def _recorded_on(self) -> None:
        records = self.recording is not None
        if records != self._tells_recording:
            self._tells_recording = records
            said = "Recording  ·  playback is off meanwhile" if records else ""
            self._work.activities.emit(Activity(_RECORDING, said))
            self.recording_changed.emit(None)
        self.changed.emit(None)

    def _take(self, samples: Samples, rate_hz: int) -> None:
        if not len(samples):
            self._recorded_on()
            return
        if float(np.abs(samples).max()) < SILENT:
            self._refuse(f"The microphone gave nothing but silence. {what_to_do()}")
            return
        self.clip = Clip.of("Recording", samples, rate_hz)
        self.said, self._said_in = self._read_aloud
        self._forget()

    def _refuse(self, trouble: str) -> None:
        self._tell_trouble(trouble, refused=True)

    def _tell_trouble(self, trouble: str, refused: bool = False) -> None:
        self.trouble, self.refused = trouble, refused
        self._recorded_on()

    async def _find(self, clip: Clip) -> None:
        language = self.said_in
        closer = partial(self._closer, clip, self._begun_s)
        try:
            sound = await asyncio.to_thread(to_flac, clip.kept, clip.rate_hz)
            recording = Recording(sound, self.said.strip(), language, self.enhance)
            closer(await self._link.client.find_blend(recording, self._advanced, closer))
        except StudioError as error:
            self.trouble = error.user_text
        finally:
            if self._search is asyncio.current_task():
                self._search = self.progress = None
                self.changed.emit(None)

    def _closer(self, clip: Clip, begun_s: float, blend: FoundBlend) -> None:
        """Take the closest voice so far of the search that was begun then, if that is still under way."""
        if self.progress is not None and begun_s == self._begun_s:
            self.found = Found(blend, time.monotonic() - begun_s)
            if blend.two_speak:
                self.trouble = TWO_SPEAK
            elif self.trouble == TWO_SPEAK:
                self.trouble = ""
            self._clip_design.take(blend, clip.name)
            self.changed.emit(None)

    def _advanced(self, done: float) -> None:
        if self.progress is not None:
            self.progress = max(self.progress, min(done, 1.0))
            self.changed.emit(None)

    def _forget(self) -> None:
        """What was found is none of the clip as it is now."""
        if self._search is not None:
            self.cancel()
        self.found, self.progress = None, None
        self._tell_trouble("")

    def _voice(self, name: str, blend: FoundBlend) -> Voice:
        heaviest = self._voices.get(max(blend.recipe, key=lambda part: part.weight).voice_id)
        language, sex = (heaviest.language, heaviest.sex) if heaviest is not None else ("en-US", "")
        return Voice(
            self._clip_design.id_to_save(blend),
            checked_name(name),
            language,
            sex,
            description=blend.note,
            own=True,
            embedding=blend.embedding,
            recipe=() if blend.beyond or blend.moved else blend.recipe,
            clip_sha256=blend.clip_sha256,
        )


def _read_clip(path: Path) -> Clip:
    samples, rate_hz = read_recording(path)
    return Clip.of(path.name, samples, rate_hz)
