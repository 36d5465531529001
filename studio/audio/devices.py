# SPDX-License-Identifier: GPL-3.0-or-later
"""Output devices, and signs of changes among them."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from studio.audio import portaudio
from studio.core.errors import SoundDeviceFailed
from studio.core.processes import child_environment, python_module

NO_DEVICE = "No sound device was found: connect or switch on one. All but hearing works without it."
NO_MICROPHONE = "No microphone was found: connect or switch on one, or choose a file."
_ALSA_LISTS = ("/proc/asound/cards", "/proc/asound/pcm")
_SERVER_SOCKETS = ("pulse/native", "pipewire-0")
_LISTING_TIMEOUT_S = 10.0


@dataclass(frozen=True, slots=True)
class OutputDevice:
    """A sound device to play on.

    Attributes:
        id: Sound system and name, the same at the next start; Player takes it.
        name: Its name for a person.
        default: Whether it is the system's default.
        channels: Number of channels, 1 or more.
        rate_hz: Its preferred rate.
        high_latency_s: PortAudio's latency for playing without gaps.
        index: PortAudio's number, valid until the next rescan.
    """

    id: str
    name: str
    default: bool
    channels: int
    rate_hz: int
    high_latency_s: float
    index: int


@dataclass(frozen=True, slots=True)
class InputDevice:
    """A sound device to record from.

    Attributes:
        id: Sound system and name, the same at the next start.
        name: Its name for a person.
        rate_hz: Its preferred rate.
        index: PortAudio's number, valid until the next rescan.
    """

    id: str
    name: str
    rate_hz: int
    index: int


def input_devices() -> tuple[InputDevice, ...]:
    """The devices to record from that are known since the last rescan, the default first.

    Raises:
        SoundDeviceFailed: there is none, or PortAudio is missing.
    """
    entries, apis, _default = _listed("input", NO_MICROPHONE)
    return tuple(
        InputDevice(_id_of(entry, apis), entry["name"], int(entry["default_samplerate"]), entry["index"])
        for entry in entries
    )


def output_devices() -> tuple[OutputDevice, ...]:
    """The devices known since the last rescan, the default first.

    Raises:
        SoundDeviceFailed: there is none, or PortAudio is missing.
    """
    entries, apis, default = _listed("output", NO_DEVICE)
    return tuple(_device(entry, apis, default) for entry in entries)


def find(device_id: str | None) -> OutputDevice:
    """The device of an id; for None the default one, or the first if the system names none.

    Raises:
        SoundDeviceFailed: it is not there, or PortAudio is missing.
    """
    devices = output_devices()
    if device_id is None:
        return devices[0]
    for device in devices:
        if device.id == device_id:
            return device
    name = device_id.partition(": ")[2] or device_id
    raise SoundDeviceFailed(f"The sound device “{name}” is not there: connect it, or choose another one.")


def rescan() -> bool:
    """Look for devices again. False, without doing so, while something plays; see Player.use_device for that case.

    Raises:
        SoundDeviceFailed: PortAudio is missing or does not start.
    """
    return portaudio.rescan()


def signature() -> str:
    """A text that changes when devices come or go; compare it with an earlier one, then rescan.

    On Linux it reads the kernel's list of sound cards and the sockets of the user's sound server, well under a
    millisecond. Devices behind a sound server's one device do not show. On other systems a child process lists the
    devices, which takes some 0.3 s: call it from a worker thread there, every few seconds.
    """
    if platform.system() == "Linux":
        return _linux_signature()
    listing = subprocess.run(
        python_module("studio.audio.devices"),
        capture_output=True,
        env=child_environment(),
        stdin=subprocess.DEVNULL,
        timeout=_LISTING_TIMEOUT_S,
        check=False,
    )
    return hashlib.sha256(listing.stdout).hexdigest()


def _linux_signature() -> str:
    seen: list[str] = []
    for path in _ALSA_LISTS:
        try:
            seen.append(Path(path).read_text(encoding="utf-8", errors="replace"))
        except OSError:
            seen.append("none")
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"))
    sockets = [runtime / socket for socket in _SERVER_SOCKETS]
    server = os.environ.get("PULSE_SERVER", "")
    if server.startswith("unix:"):
        sockets.append(Path(server.removeprefix("unix:")))
    # Path.exists raises an error where the folder may not be looked into.
    seen += [f"{socket} {os.path.exists(socket)}" for socket in sockets]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()


def _listed(kind: Literal["input", "output"], none: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """What PortAudio tells of the devices of a kind, the default first; of the sound systems; and the default's number.

    Raises:
        SoundDeviceFailed: there is no device, which *none* tells, or PortAudio is missing.
    """
    sounddevice = portaudio.library()
    with portaudio.process_lock():
        try:
            found = list(sounddevice.query_devices())
            apis = list(sounddevice.query_hostapis())
            default = _default_index(sounddevice, kind)
        except sounddevice.PortAudioError as error:
            raise SoundDeviceFailed(none, str(error)) from error
    entries = [entry for entry in found if entry[f"max_{kind}_channels"] > 0]
    if not entries:
        raise SoundDeviceFailed(none)
    return sorted(entries, key=lambda entry: bool(entry["index"] != default)), apis, default


def _default_index(sounddevice: Any, kind: str) -> int:
    try:
        return int(sounddevice.query_devices(kind=kind)["index"])
    except (sounddevice.PortAudioError, ValueError):
        return -1


def _device(entry: dict[str, Any], apis: list[dict[str, Any]], default: int) -> OutputDevice:
    return OutputDevice(
        id=_id_of(entry, apis),
        name=entry["name"],
        default=entry["index"] == default,
        channels=entry["max_output_channels"],
        rate_hz=int(entry["default_samplerate"]),
        high_latency_s=entry["default_high_output_latency"],
        index=entry["index"],
    )


def _id_of(entry: dict[str, Any], apis: list[dict[str, Any]]) -> str:
    return f"{apis[entry['hostapi']]['name']}: {entry['name']}"


def main() -> None:
    """Print the devices, one a line; a new process sees the present ones."""
    try:
        lines = [f"{device.id}\t{device.default}" for device in output_devices()]
    except SoundDeviceFailed as error:
        lines = [error.user_text]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
