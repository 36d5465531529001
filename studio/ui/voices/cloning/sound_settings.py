# SPDX-License-Identifier: GPL-3.0-or-later
"""The system's settings of microphones: where they are on this desktop, and opening them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from studio.core.processes import child_environment, find_program

Which = Callable[[str], str | None]

_PAGES = {
    "darwin": "x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone",
    "win32": "ms-settings:privacy-microphone",
}
_PROGRAMS = (
    ("GNOME", ("gnome-control-center", "sound")),
    ("KDE", ("systemsettings", "kcm_pulseaudio")),
    ("", ("pavucontrol", "--tab=4")),
)
"""Desktops with their programs, which do not show that page, or do not start, on others; "" for any desktop."""
_opened: list[subprocess.Popen[bytes]] = []
"""Programs that run on for themselves; Python warns of one that is forgotten while it runs."""


def sound_settings(
    platform: str = sys.platform, desktop: str | None = None, which: Which = find_program
) -> tuple[str, ...]:
    """What opens them: the address of a page, or a program with its arguments; nothing where none is known.

    Args:
        platform: The system, as `sys.platform` names it.
        desktop: Names of the desktop, with colons between; None for those of this session.
        which: Gives a program's path if there is one.
    """
    if platform in _PAGES:
        return (_PAGES[platform],)
    names = (os.environ.get("XDG_CURRENT_DESKTOP", "") if desktop is None else desktop).split(":")
    fitting = (command for name, command in _PROGRAMS if not name or name in names)
    return next(((path, *rest) for program, *rest in fitting if (path := which(program))), ())


def open_sound_settings(what: tuple[str, ...]) -> bool:
    """Open what `sound_settings` gave; whether that began."""
    if len(what) == 1:
        return QDesktopServices.openUrl(QUrl(what[0]))
    if not what:
        return False
    none = subprocess.DEVNULL
    try:
        opened = subprocess.Popen(
            what, stdin=none, stdout=none, stderr=none, start_new_session=True, env=child_environment()
        )
    except OSError:
        return False
    _opened[:] = [*(each for each in _opened if each.poll() is None), opened]
    return True
