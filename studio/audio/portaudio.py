# SPDX-License-Identifier: GPL-3.0-or-later
"""Access to PortAudio; no other module imports sounddevice."""

from __future__ import annotations

import platform
from threading import RLock
from typing import Any

from studio.core.errors import SoundDeviceFailed

# PortAudio's list of devices and its open streams are the whole process's, and so is the lock on them.
_process_lock = RLock()
_open_streams: set[int] = set()
_SILENT = "The sound system does not answer: is it running?"


def library() -> Any:
    """The sounddevice module.

    Raises:
        SoundDeviceFailed: PortAudio is not installed or does not start.
    """
    with _process_lock:
        try:
            import sounddevice
        except (OSError, ImportError) as error:
            raise SoundDeviceFailed(_how_to_install(), str(error)) from error
        except Exception as error:
            # The import starts PortAudio, whose own error cannot be named before; the next one tries again.
            raise SoundDeviceFailed(_SILENT, str(error)) from error
    return sounddevice


def process_lock() -> RLock:
    """Held while the devices are listed or rescanned and while a stream is opened or closed."""
    return _process_lock


def stream_opened(key: int) -> None:
    _open_streams.add(key)


def stream_closed(key: int) -> None:
    _open_streams.discard(key)


def rescan() -> bool:
    """Look for devices again. PortAudio cannot do so while a stream is open; then False is returned.

    Raises:
        SoundDeviceFailed: PortAudio is not installed or does not start.
    """
    sounddevice = library()
    with _process_lock:
        if _open_streams:
            return False
        try:
            # It may not have started when it was tried last.
            if sounddevice._initialized:
                sounddevice._terminate()
            sounddevice._initialize()
        except sounddevice.PortAudioError as error:
            raise SoundDeviceFailed(_SILENT, str(error)) from error
    return True


def _how_to_install() -> str:
    if platform.system() == "Linux":
        how = "install the package libportaudio2 (Debian, Ubuntu: sudo apt install libportaudio2)"
    else:
        how = "install Speech Studio again"
    return f"Sound needs the PortAudio library, which is missing: {how}. All else works without it."
