# SPDX-License-Identifier: GPL-3.0-or-later
"""The first step: packages of the system."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

from setup.console import Step, run

APT_PACKAGES = (
    "libglib2.0-0",
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libfontconfig1",
    "libdbus-1-3",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libportaudio2",
    "fonts-inter",
)
"""What a window (X11 or Wayland), sound and the window's typeface need on Debian and its kin."""

LIBRARIES = {
    # library: its package for dnf, pacman and zypper
    "libglib-2.0.so.0": ("glib2", "glib2", "libglib-2_0-0"),
    "libGL.so.1": ("libglvnd-glx", "libglvnd", "libglvnd"),
    "libEGL.so.1": ("libglvnd-egl", "libglvnd", "libglvnd"),
    "libxkbcommon.so.0": ("libxkbcommon", "libxkbcommon", "libxkbcommon0"),
    "libfontconfig.so.1": ("fontconfig", "fontconfig", "libfontconfig1"),
    "libdbus-1.so.3": ("dbus-libs", "dbus", "libdbus-1-3"),
    "libxcb-cursor.so.0": ("xcb-util-cursor", "xcb-util-cursor", "libxcb-cursor0"),
    "libxcb-icccm.so.4": ("xcb-util-wm", "xcb-util-wm", "libxcb-icccm4"),
    "libxcb-keysyms.so.1": ("xcb-util-keysyms", "xcb-util-keysyms", "libxcb-keysyms1"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11", "libxkbcommon-x11", "libxkbcommon-x11-0"),
    "libportaudio.so.2": ("portaudio", "portaudio", "libportaudio2"),
}
INSTALLERS = {"dnf": "sudo dnf install", "pacman": "sudo pacman -S", "zypper": "sudo zypper install"}


def system_packages(line: Step) -> str:
    """Install what is missing where apt is; elsewhere (or where that is refused) the text of what is missing."""
    if not sys.platform.startswith("linux"):
        line.outcome("none needed")
        return ""
    if shutil.which("dpkg-query") and shutil.which("apt-get"):
        return _apt(line)
    missing = [library for library in LIBRARIES if not _loads(library)]
    line.outcome(f"{len(missing)} missing" if missing else "all there")
    if not missing:
        return ""
    for column, (tool, install) in enumerate(INSTALLERS.items()):
        if shutil.which(tool):
            names = dict.fromkeys(LIBRARIES[library][column] for library in missing)
            return f"Some system packages are missing. To install them: {install} {' '.join(names)}"
    return "Some system libraries are missing; install the packages that hold them: " + ", ".join(missing)


def _apt(line: Step) -> str:
    missing = _not_installed()
    if not missing:
        line.outcome("all there")
        return ""
    by_hand = f"To install them by hand: sudo apt-get install {' '.join(missing)}"
    prefix: list[str] = []
    if hasattr(os, "geteuid") and os.geteuid() != 0:
        if not shutil.which("sudo"):
            line.outcome(f"{len(missing)} missing, neither root nor sudo")
            return f"Some system packages are missing. {by_hand}"
        prefix = ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]
    install = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "--no-install-recommends"]
    line.note(f"installing {len(missing)}")
    code, _ = run([*install, *missing])
    if code:
        line.note("refreshing the list of packages")
        run([*prefix, "apt-get", "update"])
        line.note(f"installing {len(missing)}")
        code, _ = run([*install, *missing])
    if code:
        for package in missing:
            line.note(f"installing {package}")
            run([*install, package])
    left = _not_installed()
    line.outcome(f"installed {len(missing) - len(left)}" + (f", {len(left)} could not be had" if left else ""))
    if not left:
        return ""
    return f"Some system packages could not be installed. To try by hand: sudo apt-get install {' '.join(left)}"


def _not_installed() -> list[str]:
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Abbrev}\t${Package}\t${Provides}\n"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    there: set[str] = set()
    for row in listing.splitlines():
        status, _, names = row.partition("\t")
        if status.startswith("ii"):
            package, _, provides = names.partition("\t")
            there |= {package, *(name.split()[0] for name in provides.split(",") if name.strip())}
    return [package for package in APT_PACKAGES if package not in there]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
