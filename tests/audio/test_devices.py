# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.audio import devices
from studio.audio.events import Failed
from studio.audio.player import Player
from studio.audio.source import Track
from studio.core.errors import SoundDeviceFailed
from tests.support.listening import Listened
from tests.support.signals import tone
from tests.support.sound import SoundPath, running_sound
from tests.support.waiting import wait_until


@pytest.mark.sound
def test_the_default_device_comes_first_and_is_found_by_its_id(sound: SoundPath) -> None:
    listed = devices.output_devices()
    assert listed[0].default
    assert listed[0].channels >= 1
    assert [device.default for device in listed].count(True) == 1
    assert devices.find(listed[0].id) == listed[0] == devices.find(None)


@pytest.mark.sound
def test_a_device_that_is_not_there_is_named(sound: SoundPath) -> None:
    with pytest.raises(SoundDeviceFailed, match="Blue Speaker"):
        devices.find("ALSA: Blue Speaker")


@pytest.mark.sound
def test_devices_are_rescanned_only_while_nothing_plays(sound: SoundPath) -> None:
    assert devices.rescan()
    player = Player()
    player.prepare()
    wait_until(lambda: not devices.rescan(), what="the open device")
    player.close()
    assert devices.rescan()


def test_the_signature_stays_until_something_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    before = devices.signature()
    assert devices.signature() == before
    (tmp_path / "pipewire-0").touch()
    assert devices.signature() != before


def test_a_socket_that_cannot_be_looked_for_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/run/none")
    without = devices.signature()
    monkeypatch.setenv("PULSE_SERVER", f"unix:/run/{'too long ' * 100}")
    assert devices.signature() != without


@pytest.mark.skipif(Path("/proc/asound/cards").exists(), reason="this machine has a sound card")
def test_without_a_device_it_says_so_in_plain_words(tmp_path: Path) -> None:
    config = tmp_path / "asound.conf"
    config.write_text("</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\nctl.!default { type pulse }\n")
    listing = subprocess.run(
        [sys.executable, "-m", "studio.audio.devices"],
        env={**os.environ, "ALSA_CONFIG_PATH": str(config), "PULSE_SERVER": f"unix:{tmp_path / 'none'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert listing.stdout.strip() == devices.NO_DEVICE


@pytest.mark.sound
def test_a_sound_system_that_dies_is_noticed(sound: SoundPath, listened: Listened) -> None:
    track = Track(24000)
    track.append(tone(30.0, 24000))
    with running_sound() as mortal:
        listened.player.start(track)
        listened.wait_at(0.3)
        mortal.server.kill()
        listened.wait_for(Failed)
        assert listened.player.state == "stopped"
        assert listened.player.position_s() >= 0.3
        listened.player.close()
    assert devices.rescan()
