# SPDX-License-Identifier: GPL-3.0-or-later
"""Recording of a clip from a microphone, after a count of three if that is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event

import numpy as np

from studio.app.work.tasks import Supervisor
from studio.audio.devices import NO_MICROPHONE, InputDevice, input_devices
from studio.audio.microphone import LONGEST_S, WENT_AWAY, Microphone
from studio.core.errors import SoundDeviceFailed, StudioError
from studio.core.pcm import Samples

LONGEST_RECORDING_S = LONGEST_S
NONE_FOUND = NO_MICROPHONE
"""What is told where there is no microphone."""
COUNT_IN = 3
PEAK_S = 0.1
_COUNT_S = 1.0
_LOOK_S = 0.05
_NEWEST_S = 2.0
_LOUDEST = 0.99
# -26 dB: below it noise of the microphone itself counts.
_SOFT = 0.05
# -40 dB, which a fan or a street is louder than.
_NOISY = 0.01
_NOISE_PERCENTILE = 5


@dataclass(frozen=True, slots=True)
class RecordingNow:
    """How a recording is going.

    Attributes:
        count: What is counted before it: 3, 2, 1; 0 once it runs.
        recorded_s: Seconds so far.
        level: The largest absolute sample of a moment ago, 0 to 1.
        peaks: The largest absolute sample of each whole PEAK_S so far.
    """

    count: int
    recorded_s: float
    level: float
    peaks: Sequence[float] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What its level and the noise between words are like; nothing before two seconds are there."""
        newest = round(_NEWEST_S / PEAK_S)
        if len(self.peaks) < newest:
            return ()
        loudest = max(self.peaks[-newest:])
        level = "too loud" if loudest >= _LOUDEST else "too soft" if loudest < _SOFT else "good level"
        noise = float(np.percentile(self.peaks, _NOISE_PERCENTILE))
        return level, "noisy room" if noise >= _NOISY else "quiet room"


class ClipRecorder:
    """Records one clip at a time, of at most LONGEST_RECORDING_S.

    Args:
        tasks: Owner of the recording.
        took: Called with what was recorded, mono, and its rate in Hz; with no samples where there are none.
        failed: Called with a text for the person where the microphone does not open, or went away; then after *took*.
        changed: Called each time it has gone on, and when microphones were looked for.

    Attributes:
        microphones: What can be recorded from, the system's default first; None before that is known.
    """

    def __init__(
        self,
        tasks: Supervisor,
        took: Callable[[Samples, int], object],
        failed: Callable[[str], object],
        changed: Callable[[], object],
    ) -> None:
        self._tasks = tasks
        self._took = took
        self._failed = failed
        self._changed = changed
        self._task: asyncio.Task[None] | None = None
        self._microphone: Microphone | None = None
        self._closing: asyncio.Task[None] | None = None
        self._counting = 0
        self._peaks: list[float] = []
        self.microphones: tuple[InputDevice, ...] | None = None

    def look(self) -> None:
        """Look for microphones, in a thread: the sound system may take long, and a device that is being opened has
        them wait."""
        self._tasks.spawn("look for microphones", self._look())

    async def _look(self) -> None:
        self.microphones = await asyncio.get_running_loop().run_in_executor(None, _microphones)
        self._changed()

    @property
    def now(self) -> RecordingNow | None:
        """How the recording is going; None while there is none."""
        if self._task is None:
            return None
        microphone = self._microphone
        if microphone is None:
            return RecordingNow(self._counting, 0.0, 0.0)
        return RecordingNow(0, microphone.recorded_s, microphone.level, self._peaks)

    def begin(self, device_id: str, count_in: bool) -> None:
        """Record from a microphone, "" for the system's default; after counting 3, 2, 1 with *count_in*."""
        self.end()
        self._counting = COUNT_IN if count_in else 0
        self._task = self._tasks.spawn("record", self._record(device_id))

    def end(self) -> None:
        """Stop, and hand out what was recorded."""
        running, self._task = self._task, None
        if running is not None:
            running.cancel()
            self._changed()

    async def close(self) -> None:
        """Stop, and wait until the microphone is closed."""
        running = self._task
        self.end()
        if running is not None:
            await asyncio.wait([running])
        if self._closing is not None:
            await asyncio.wait([self._closing])

    async def _record(self, device_id: str) -> None:
        try:
            while self._counting:
                self._changed()
                await asyncio.sleep(_COUNT_S)
                self._counting -= 1
            microphone = await _opening(device_id)
        except StudioError as error:
            self._task = None
            self._failed(error.user_text)
            return
        self._microphone, self._peaks, gone = microphone, [], False
        try:
            while not microphone.full and not gone:
                self._peaks += microphone.peaks(PEAK_S, len(self._peaks))
                self._changed()
                await asyncio.sleep(_LOOK_S)
                gone = microphone.gone()
            self._task = None
        finally:
            self._take(microphone)
        if gone:
            self._failed(WENT_AWAY)

    def _take(self, microphone: Microphone) -> None:
        if self._microphone is microphone:
            self._microphone = None
        samples = microphone.so_far()
        self._closing = self._tasks.spawn("close the microphone", asyncio.to_thread(microphone.close))
        self._took(samples, microphone.rate_hz)


async def _opening(device_id: str) -> Microphone:
    given_up = Event()

    def opened() -> Microphone:
        made = _opened(device_id)
        if given_up.is_set():
            made.close()
        return made

    opening = asyncio.ensure_future(asyncio.to_thread(opened))
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        # The thread goes on, and what it opens would stay open.
        given_up.set()
        opening.add_done_callback(lambda done: None if done.exception() else done.result().close())
        raise


def _opened(device_id: str) -> Microphone:
    devices = input_devices()
    made = Microphone(next((device for device in devices if device.id == device_id), devices[0]))
    made.start()
    return made


def _microphones() -> tuple[InputDevice, ...]:
    try:
        return input_devices()
    except SoundDeviceFailed:
        return ()
