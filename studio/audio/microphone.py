# SPDX-License-Identifier: GPL-3.0-or-later
"""Recording from an input device into memory."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

import numpy as np

from studio.audio import portaudio
from studio.audio.chain import StallWatch
from studio.audio.devices import InputDevice
from studio.audio.stream import Stream
from studio.core.pcm import Samples

LONGEST_S = 30.0
_RATE_HZ = 48_000
_BLOCK_FRAMES = 16_384


SILENT = 1e-4
"""The largest absolute sample below which a recording holds nothing: -80 dB, and any microphone that is on is above."""
_OPEN_IT = {
    "darwin": "Allow it in System Settings, Privacy & Security, Microphone; then start the studio again",
    "win32": "Allow desktop apps to use it in Settings, Privacy, Microphone, and close other programs that record",
}
_CLOSE_OTHERS = "Close other programs that record, and see in the system’s sound settings whether it is on"


WENT_AWAY = "The microphone gives no sound any more: it was unplugged or switched off."
"""What is told where it did so while it recorded."""


def what_to_do(platform: str = sys.platform) -> str:
    """What a person can do about a microphone that gives no sound."""
    return f"{_OPEN_IT.get(platform, _CLOSE_OTHERS)}; or choose another one, or a file."


class Microphone(Stream):
    """Records mono from *device*, LONGEST_S at most, from `start` to `close`.

    Args:
        watch: Tells a device that stops giving sound.

    Raises:
        SoundDeviceFailed: it does not open: it is in use, gone, or not permitted.
    """

    def __init__(self, device: InputDevice, watch: StallWatch | None = None) -> None:
        self._watch = watch or StallWatch()
        self._level = 0.0
        self._frames = 0
        text = f"The microphone “{device.name}” does not open. {what_to_do()}"
        super().__init__(partial(self._made, device), (_RATE_HZ, device.rate_hz), text)
        self._recorded: Samples = np.zeros(round(LONGEST_S * self.rate_hz), np.float32)
        self._scratch: Samples = np.zeros(_BLOCK_FRAMES, np.float32)

    @property
    def recorded_s(self) -> float:
        """Seconds recorded so far."""
        return self._frames / self.rate_hz

    @property
    def full(self) -> bool:
        """Whether LONGEST_S are recorded; what comes then is dropped."""
        return self._frames >= len(self._recorded)

    def gone(self) -> bool:
        """Whether the device went away, or has given nothing for 3 s; ask it over and over."""
        return not self.alive or self._watch.stalled(self._frames)

    @property
    def level(self) -> float:
        """The largest absolute sample of the newest block, 0 to 1."""
        return self._level

    def start(self) -> None:
        """Begin to record.

        Raises:
            SoundDeviceFailed: the device does not start.
        """
        self._watch.began()
        self._begin("The microphone does not start: try another one.")

    def so_far(self) -> Samples:
        """What is recorded, mono float32; a copy."""
        return self._recorded[: self._frames].copy()

    def peaks(self, step_s: float, first: int) -> list[float]:
        """The largest absolute sample of each whole *step_s* so far, from the one of number *first* on."""
        step = round(step_s * self.rate_hz)
        whole = self._recorded[first * step : self._frames // step * step]
        return [float(each) for each in np.abs(whole).reshape(-1, step).max(axis=1, initial=0.0)]

    def _made(self, device: InputDevice, rate_hz: int) -> Any:
        return portaudio.library().InputStream(
            samplerate=rate_hz,
            device=device.index,
            channels=1,
            dtype="float32",
            latency="high",
            callback=self._callback,
        )

    def _callback(self, indata: Any, frames: int, _time_info: Any, _status: Any) -> None:
        begin = self._frames
        count = min(frames, len(self._recorded) - begin)
        if count > 0:
            np.copyto(self._recorded[begin : begin + count], indata[:count, 0])
            self._frames = begin + count
        seen = min(frames, _BLOCK_FRAMES)
        magnitudes = self._scratch[:seen]
        np.abs(indata[:seen, 0], out=magnitudes)
        self._level = float(magnitudes.max(initial=0.0))
