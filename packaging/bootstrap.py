# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets Speech Studio up from a checkout and starts it. Standard library only, Python 3.11 to 3.14.

    python packaging/bootstrap.py [--no-start] [--wheelhouse DIR]

Each step is skipped when its outcome is already there; a later run goes straight to the window.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

# An isolated Python does not look beside the program.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from setup.console import AGAIN, STEPS, SetupFailed, step
from setup.model import model_is_there, speech_model
from setup.python import NEWEST, OLDEST, locked, project, python_environment, python_packages, venv_python
from setup.stamp import STAMP, made_of, read_stamp
from setup.system import system_packages


def keep_to_whole_paths() -> None:
    """No program is looked for in the folder that this was started in, whatever PATH says."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    os.environ["PATH"] = os.pathsep.join(folder for folder in folders if os.path.isabs(folder))


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
