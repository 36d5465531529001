# SPDX-License-Identifier: GPL-3.0-or-later
"""An open output stream of the sound device."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import numpy as np

from studio.audio import portaudio
from studio.audio.devices import OutputDevice, find
from studio.audio.stream import Stream
from studio.core.errors import SoundDeviceFailed
from studio.core.pcm import Samples

AudioCallback = Callable[[Samples, float], None]
"""Fills mono float32 samples, the first of which is heard at the given time in seconds on the stream's clock."""

_SCRATCH_FRAMES = 8192
COMMON_RATE_HZ = 48000


@dataclass(frozen=True, slots=True)
class OutputWish:
    """How a device is to be opened.

    Attributes:
        rate_hz: Samples a second; 0 for the device's own, which is also used where it has not this one.
        delay_s: Seconds that sound waits for its turn at the device.
    """

    rate_hz: int = 0
    delay_s: float = 0.1


USUAL = OutputWish()


class Output(Protocol):
    """A device that asks for samples from its own thread, as fast as it plays them."""

    @property
    def rate_hz(self) -> int: ...

    @property
    def latency_s(self) -> float:
        """Seconds between rendering and hearing."""
        ...

    @property
    def alive(self) -> bool:
        """False once the device went away or failed."""
        ...

    def start(self, callback: AudioCallback) -> None:
        """Raises: SoundDeviceFailed."""
        ...

    def time_s(self) -> float | None:
        """Now on the stream's clock; None when it is closed. Safe from any thread."""
        ...

    def close(self) -> None:
        """End at once. Samples not heard yet may be lost, so feed silence first. May be called again."""
        ...


class DeviceOutput(Stream):
    """An output device, usually with high latency, since Python's callback may be late by tens of milliseconds.

    PortAudio's own high latency, 35 ms on ALSA, has gaps when rendering keeps all cores busy.
    """

    def __init__(self, device: OutputDevice, wish: OutputWish = USUAL) -> None:
        self._audio_callback: AudioCallback | None = None
        self._scratch: Samples = np.zeros(_SCRATCH_FRAMES, np.float32)
        self._column = self._scratch[:, None]
        # ALSA's plugins take any rate and claim 44100 Hz, while the servers behind them mix at 48000.
        alsa = device.id.startswith("ALSA")
        usual = [COMMON_RATE_HZ, device.rate_hz] if alsa else [device.rate_hz]
        text = f"The sound device “{device.name}” does not open: is it in use, or gone? Try another one."
        super().__init__(partial(self._made, device, wish), [wish.rate_hz, *usual] if wish.rate_hz else usual, text)

    def start(self, callback: AudioCallback) -> None:
        self._audio_callback = callback
        self._begin("The sound device does not start: try another one.")

    def _made(self, device: OutputDevice, wish: OutputWish, rate_hz: int) -> Any:
        usual = wish.delay_s >= USUAL.delay_s
        return portaudio.library().OutputStream(
            samplerate=rate_hz,
            device=device.index,
            channels=min(2, device.channels),
            dtype="float32",
            latency=max(device.high_latency_s, wish.delay_s) if usual else wish.delay_s,
            callback=self._callback,
        )

    def _callback(self, outdata: Any, frames: int, time_info: Any, _status: Any) -> None:
        # Some sound systems do not tell when a buffer will be heard.
        heard_at_s = time_info.outputBufferDacTime or time_info.currentTime + self.latency_s
        callback = self._audio_callback
        done = 0
        while done < frames and callback is not None:
            count = min(frames - done, _SCRATCH_FRAMES)
            callback(self._scratch[:count], heard_at_s + done / self.rate_hz)
            np.copyto(outdata[done : done + count], self._column[:count])
            done += count


def open_output(device_id: str | None, wish: OutputWish = USUAL) -> Output:
    """Open the device of an id, None for the system's default, as is wished; it is silent until started.

    Raises:
        SoundDeviceFailed: there is none, it does not open, or PortAudio is missing.
    """
    try:
        return DeviceOutput(find(device_id), wish)
    except SoundDeviceFailed:
        # The list of devices may be out of date.
        if not portaudio.rescan():
            raise
    return DeviceOutput(find(device_id), wish)
