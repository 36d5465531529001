# SPDX-License-Identifier: GPL-3.0-or-later
"""A real sound path without a sound card: a private PulseAudio with a null sink, whose monitor is recorded."""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock, Thread
from typing import Protocol, runtime_checkable

import numpy as np

from studio.core.pcm import Samples
from tests.support.programs import end, environment, require
from tests.support.starving import idle_process
from tests.support.waiting import wait_until

PACKAGES = "pulseaudio pulseaudio-utils libasound2-plugins libportaudio2"
RATE_HZ = 48000
TRIES, MOST_TRIES = 3, 8
STARVED_S = 0.005
"""The longest gap that a test permits."""
_SINK = "ci_sink"
_FRAME_BYTES = 4
_READ_EVERY_S = 0.02
_ALSA_CONFIG = """\
</usr/share/alsa/alsa.conf>
pcm.!default { type pulse hint { show on description "Default (PulseAudio)" } }
ctl.!default { type pulse }
"""


@runtime_checkable
class Renewable(Protocol):
    """Something that a test is given and uses up."""

    def begin_anew(self) -> None:
        """Be as it was before the test."""


def tried_again_when_starved(
    test: Callable[..., None], idle: Callable[[], AbstractContextManager[Callable[[], float]]] = idle_process
) -> Callable[..., None]:
    """*test*, tried up to three times in all.

    A machine that is busy with other work starves the sound server, which puts gaps into any recording, and whose own
    delay is then wrong by up to 30 ms, differently from second to second. That can only make a test fail that would
    pass, so one try that passes shows that the program itself is right. Each try begins with an empty *data_dir*, if
    the test has one, and with what can `begin_anew` as new. A failed try during which the *idle* process, too, was kept
    waiting for longer than a gap may be is not one of the three, up to MOST_TRIES with those.
    """

    @functools.wraps(test)
    def tried(*args: object, **kwargs: object) -> None:
        counted = 0
        for number in range(1, MOST_TRIES + 1):
            with idle() as lateness:
                try:
                    test(*args, **kwargs)
                    return
                except AssertionError as error:
                    late_s = lateness()
                    counted += late_s <= STARVED_S
                    if counted == TRIES or number == MOST_TRIES:
                        raise
                    if "data_dir" in kwargs:
                        _empty(Path(str(kwargs["data_dir"])))
                    for each in kwargs.values():
                        if isinstance(each, Renewable):
                            each.begin_anew()
                    late = f"a process with nothing to do waited {1000 * late_s:.0f} ms"
                    print(
                        f"{test.__name__} is tried again, as the machine may have starved the sound ({late}): {error}"
                    )

    return tried


def _empty(data_dir: Path) -> None:
    """Take out all but the models, which every try needs."""
    for each in data_dir.iterdir() if data_dir.is_dir() else ():
        if each.is_dir() and not each.is_symlink() and each.name != "models":
            shutil.rmtree(each)
        elif each.name != "models":
            each.unlink()


class Recording:
    """What a listener hears: mono float32 at 48 kHz, growing until its context ends."""

    rate_hz = RATE_HZ

    def __init__(self) -> None:
        self._lock = Lock()
        self._pieces: list[Samples] = []
        self._frames = 0
        self._start_s = float("inf")

    @property
    def frames(self) -> int:
        return self._frames

    @property
    def seconds(self) -> float:
        return self._frames / RATE_HZ

    @property
    def samples(self) -> Samples:
        """All that was heard so far."""
        with self._lock:
            return np.concatenate(self._pieces) if self._pieces else np.zeros(0, np.float32)

    @property
    def start_s(self) -> float:
        """When the first frame was heard, on time.monotonic(): the earliest of what the pieces' arrivals say."""
        return self._start_s

    def append(self, data: bytes, arrived_s: float) -> None:
        piece = np.frombuffer(data, "<f4").astype(np.float32)
        with self._lock:
            self._pieces.append(piece)
            self._frames += len(piece)
            self._start_s = min(self._start_s, arrived_s - self._frames / RATE_HZ)


class SoundPath:
    """A running PulseAudio with a null sink as the default device."""

    def __init__(self, server: subprocess.Popen[bytes], folder: Path) -> None:
        self.server = server
        self._folder = folder

    def kill(self) -> None:
        """End the server as a crash does: what plays loses its device, and the socket's file stays."""
        self.server.kill()
        self.server.wait()

    def begin_again(self) -> None:
        """Start the server that was killed."""
        self.server = _start_server(self._folder)
        _wait_and_select()

    @contextmanager
    def record(self) -> Iterator[Recording]:
        """Record what is played from the first line of the block to its end."""
        recording = Recording()
        process = subprocess.Popen(
            [
                "parec",
                f"--device={_SINK}.monitor",
                "--format=float32le",
                f"--rate={RATE_HZ}",
                "--channels=1",
                "--latency-msec=1",
                "--raw",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        reader = Thread(target=_read, args=(process, recording), name="recording", daemon=True)
        reader.start()
        try:
            wait_until(lambda: recording.frames > 0, what="the recording")
            yield recording
        finally:
            process.terminate()
            reader.join()
            end(process)


@contextmanager
def somebody_speaks(samples: Samples, rate_hz: int) -> Iterator[None]:
    """Have another program play *samples* over the sound path, until they end or the block does."""
    # From a file: a pipe would be written as slowly as it is played.
    with tempfile.NamedTemporaryFile() as file:
        file.write(samples.astype("<f4").tobytes())
        file.flush()
        command = ["pacat", "--playback", "--raw", "--format=float32le", "--channels=1", f"--rate={rate_hz}", file.name]
        with subprocess.Popen(command) as player:
            try:
                yield
            finally:
                player.terminate()


def _read(process: subprocess.Popen[bytes], recording: Recording) -> None:
    assert process.stdout is not None
    left = b""
    while data := process.stdout.read1(1 << 16):  # type: ignore[attr-defined]
        arrived_s = time.monotonic()
        left += data
        whole = len(left) - len(left) % _FRAME_BYTES
        recording.append(left[:whole], arrived_s)
        left = left[whole:]
        # PulseAudio sends every millisecond: taken one by one, that would keep the interpreter from the player.
        time.sleep(_READ_EVERY_S)


@contextmanager
def running_sound() -> Iterator[SoundPath]:
    """A private PulseAudio in the environment of this process and its children."""
    require("pulseaudio", "pactl", "parec", packages=PACKAGES)
    with tempfile.TemporaryDirectory(prefix="sound-") as name:
        folder = Path(name)
        folder.chmod(0o700)
        (folder / "asound.conf").write_text(_ALSA_CONFIG)
        values = {
            "PULSE_RUNTIME_PATH": name,
            "PULSE_STATE_PATH": name,
            "PULSE_COOKIE": str(folder / "cookie"),
            "PULSE_SERVER": f"unix:{folder / 'native'}",
            "ALSA_CONFIG_PATH": str(folder / "asound.conf"),
        }
        with environment(values):
            path = SoundPath(_start_server(folder), folder)
            try:
                _wait_and_select()
                _list_devices_again()
                yield path
            finally:
                end(path.server)


def _start_server(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(_server_command(folder), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _server_command(folder: Path) -> list[str]:
    return [
        "pulseaudio",
        "-n",
        "--daemonize=no",
        "--use-pid-file=no",
        "--exit-idle-time=-1",
        "--disable-shm=yes",
        "--realtime=no",
        "--high-priority=no",
        f"--log-target=file:{folder / 'log'}",
        "--log-level=info",
        "-L",
        f"module-native-protocol-unix socket={folder / 'native'} auth-anonymous=1",
        "-L",
        # Without norewinds the first second stalls.
        f"module-null-sink norewinds=1 sink_name={_SINK} format=float32le rate={RATE_HZ} channels=2",
    ]


def _wait_and_select() -> None:
    wait_until(lambda: _pactl("info"), what="PulseAudio")
    assert _pactl("set-default-sink", _SINK)
    assert _pactl("set-default-source", f"{_SINK}.monitor")


def _pactl(*words: str) -> bool:
    return subprocess.run(["pactl", *words], capture_output=True, check=False).returncode == 0


def _list_devices_again() -> None:
    if "sounddevice" in sys.modules:
        from studio.audio import devices

        assert devices.rescan()
