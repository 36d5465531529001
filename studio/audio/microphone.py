# SPDX-License-Identifier: GPL-3.0-or-later
"""Recording from an input device into memory."""

from __future__ import annotations

from threading import Lock
from typing import Any

import numpy as np

from studio.audio import portaudio
from studio.audio.devices import InputDevice
from studio.core.errors import SoundDeviceFailed
from studio.core.pcm import Samples

LONGEST_S = 30.0
_RATE_HZ = 48_000
_BLOCK_FRAMES = 16_384


class Microphone:
    """Records mono from *device*, LONGEST_S at most, from `start` to `stop`.

    Raises:
        SoundDeviceFailed: it does not open: it is in use, gone, or not permitted.

    Attributes:
        rate_hz: Frames a second.
    """

    def __init__(self, device: InputDevice) -> None:
        self._sounddevice = portaudio.library()
        self._lock = Lock()
        self._closed = False
        self._level = 0.0
        self._frames = 0
        self._stream = self._open(device)
        self.rate_hz = int(self._stream.samplerate)
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

    @property
    def level(self) -> float:
        """The largest absolute sample of the newest block, 0 to 1."""
        return self._level

    def start(self) -> None:
        """Begin to record.

        Raises:
            SoundDeviceFailed: the device does not start.
        """
        try:
            with portaudio.process_lock():
                self._stream.start()
        except self._sounddevice.PortAudioError as error:
            self.stop()
            raise SoundDeviceFailed("The microphone does not start: try another one.", str(error)) from error

    def so_far(self) -> Samples:
        """What is recorded, mono float32; a copy."""
        return self._recorded[: self._frames].copy()

    def stop(self) -> None:
        """End, and free the device. May be called again."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        with portaudio.process_lock():
            self._stream.close(ignore_errors=True)
            portaudio.stream_closed(id(self))

    def _open(self, device: InputDevice) -> Any:
        failure: Exception | None = None
        with portaudio.process_lock():
            for rate_hz in dict.fromkeys((_RATE_HZ, device.rate_hz)):
                try:
                    stream = self._sounddevice.InputStream(
                        samplerate=rate_hz,
                        device=device.index,
                        channels=1,
                        dtype="float32",
                        latency="high",
                        callback=self._callback,
                    )
                except self._sounddevice.PortAudioError as error:
                    failure = error
                else:
                    portaudio.stream_opened(id(self))
                    return stream
        text = f"The microphone “{device.name}” does not open: is it in use, gone, or not permitted? Try another one."
        raise SoundDeviceFailed(text, str(failure)) from failure

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
