# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.core.processes import find_program
from studio.ui.voices.cloning import sound_settings as sound_settings_module
from studio.ui.voices.cloning.sound_settings import open_sound_settings, sound_settings

ALL = ("gnome-control-center", "systemsettings", "pavucontrol")


@pytest.mark.parametrize(
    ("platform", "desktop", "installed", "opened"),
    [
        ("linux", "ubuntu:GNOME", ALL, "gnome-control-center"),
        ("linux", "KDE", ALL, "systemsettings"),
        ("linux", "XFCE", ALL, "pavucontrol"),
        ("linux", "GNOME", ("pavucontrol",), "pavucontrol"),
        ("linux", "XFCE", ("gnome-control-center", "systemsettings"), ""),
        ("linux", "", (), ""),
        ("darwin", "", (), "x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone"),
        ("win32", "", (), "ms-settings:privacy-microphone"),
    ],
)
def test_only_what_starts_on_this_desktop_is_offered(
    platform: str, desktop: str, installed: tuple[str, ...], opened: str
) -> None:
    found = sound_settings(platform, desktop, lambda name: f"/usr/bin/{name}" if name in installed else None)
    assert "".join(found[:1]).removeprefix("/usr/bin/") == opened


def test_what_does_not_start_is_told() -> None:
    assert not open_sound_settings(())
    assert not open_sound_settings(("/nowhere/sound-settings", "--tab=4"))
    program = find_program("true")
    assert program is not None
    assert open_sound_settings((program, ""))
    # A program that somebody uses runs on; this one ends by itself.
    sound_settings_module._opened.pop().wait()
