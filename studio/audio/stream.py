# SPDX-License-Identifier: GPL-3.0-or-later
"""Base of what plays or records by PortAudio: a stream that is opened, begun and closed, by any thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from studio.audio import portaudio
from studio.core.errors import SoundDeviceFailed


class Stream:
    """Open from the begin on.

    Args:
        make: Gives PortAudio's stream of so many frames a second.
        rates_hz: Those to try, one after the other.
        failure: What a person is told if it opens at none of them.

    Raises:
        SoundDeviceFailed: it does not open, or PortAudio is missing.

    Attributes:
        rate_hz: Frames a second.
        latency_s: Seconds between device and callback.
    """

    def __init__(self, make: Callable[[int], Any], rates_hz: Iterable[int], failure: str) -> None:
        self._lock = Lock()
        self._closed = False
        self._error: type[Exception] = portaudio.library().PortAudioError
        self._stream = self._opened(make, rates_hz, failure)
        self.rate_hz = int(self._stream.samplerate)
        self.latency_s = float(self._stream.latency)

    @property
    def alive(self) -> bool:
        """False once it was closed, or its device went away or failed."""
        with self._lock:
            return not self._closed and bool(self._stream.active)

    def _begin(self, failure: str) -> None:
        """Have the callback called from now on.

        Raises:
            SoundDeviceFailed: the device does not start, which *failure* tells a person. The stream is closed then.
        """
        try:
            with portaudio.process_lock():
                self._stream.start()
        except self._error as error:
            self.close()
            raise SoundDeviceFailed(failure, str(error)) from error

    def time_s(self) -> float | None:
        """Now on the stream's clock; None when it is closed or fails."""
        # The lock keeps PortAudio from being asked about a stream that another thread is closing.
        with self._lock:
            if self._closed:
                return None
            try:
                return float(self._stream.time)
            except self._error:
                return None  # the device is failing, and `alive` says so

    def close(self) -> None:
        """End at once, and free the device. May be called again."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        with portaudio.process_lock():
            self._stream.close(ignore_errors=True)
            portaudio.stream_closed(id(self))

    def _opened(self, make: Callable[[int], Any], rates_hz: Iterable[int], failure: str) -> Any:
        last: Exception | None = None
        with portaudio.process_lock():
            for rate_hz in dict.fromkeys(rates_hz):
                try:
                    stream = make(rate_hz)
                except self._error as error:
                    last = error
                else:
                    portaudio.stream_opened(id(self))
                    return stream
        raise SoundDeviceFailed(failure, str(last)) from last
