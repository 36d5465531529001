# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.audio import portaudio
from studio.core.errors import SoundDeviceFailed
from tests.support.sound import SoundPath


@pytest.fixture
def opened() -> Iterator[object]:
    """A key under which a stream counts as open."""
    key = object()
    portaudio.stream_opened(id(key))
    yield key
    portaudio.stream_closed(id(key))


def test_without_portaudio_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    for asked in (portaudio.library, portaudio.rescan):
        with pytest.raises(SoundDeviceFailed, match="libportaudio2"):
            asked()


@pytest.mark.sound
def test_devices_are_looked_for_again_only_while_no_stream_is_open(sound: SoundPath, opened: object) -> None:
    assert not portaudio.rescan()
    other = object()
    portaudio.stream_opened(id(other))
    portaudio.stream_closed(id(opened))
    assert not portaudio.rescan()
    portaudio.stream_closed(id(other))
    portaudio.stream_closed(id(other))
    assert portaudio.rescan()
    assert portaudio.library().query_devices()


@pytest.mark.sound
def test_a_sound_system_that_does_not_start_is_told(sound: SoundPath, monkeypatch: pytest.MonkeyPatch) -> None:
    library = portaudio.library()

    def failing() -> None:
        raise library.PortAudioError("no host API")

    with monkeypatch.context() as patched:
        patched.setattr(library, "_initialize", failing)
        with pytest.raises(SoundDeviceFailed, match="does not answer") as told:
            portaudio.rescan()
        with pytest.raises(SoundDeviceFailed, match="does not answer"):
            portaudio.rescan()
    assert told.value.detail == "no host API"
    assert portaudio.rescan(), "it is tried again"
    assert library.query_devices()


def test_a_sound_system_that_does_not_start_with_the_program_is_told_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = tmp_path / "running"
    (tmp_path / "sounddevice.py").write_text(
        "from pathlib import Path\n"
        "class PortAudioError(Exception): ...\n"
        f"if not Path({str(running)!r}).exists(): raise PortAudioError('no host API')\n"
    )
    # Its state before is known to be put back.
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    del sys.modules["sounddevice"]
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(SoundDeviceFailed, match="does not answer") as told:
        portaudio.library()
    assert told.value.detail == "no host API"
    running.touch()
    assert portaudio.library().__file__ == str(tmp_path / "sounddevice.py")


def test_the_lock_may_be_taken_again_by_who_holds_it() -> None:
    with portaudio.process_lock():
        assert portaudio.process_lock().acquire(blocking=False)
        portaudio.process_lock().release()
