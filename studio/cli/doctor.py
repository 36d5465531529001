# SPDX-License-Identifier: GPL-3.0-or-later
"""`doctor`: a check of what is installed and works, with remedies."""

from __future__ import annotations

import asyncio
import importlib.metadata
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studio import __version__
from studio.core.engines import AUTO
from studio.core.errors import StudioError
from studio.core.paths import data_dir
from studio.core.voices import without_aliases

PACKAGES = (
    "PySide6-Essentials",
    "qasync",
    "numpy",
    "onnxruntime",
    "espeakng-loader",
    "sounddevice",
    "soxr",
    "httpx",
    "websocket-client",
    "starlette",
    "uvicorn",
)
REINSTALL = "set Speech Studio up again: bash packaging/run.sh --no-start"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the output; *mend* says what to do if something is wrong, else it is empty."""

    subject: str
    text: str
    mend: str = ""


def doctor() -> int:
    """Print all findings; the exit code is 1 if something is wrong."""
    wrong = False
    for finding in _findings():
        wrong = wrong or bool(finding.mend)
        print(f"{'WRONG' if finding.mend else 'ok':5}  {finding.subject}: {finding.text}", flush=True)
        if finding.mend:
            print(f"       to mend it: {finding.mend}", flush=True)
    print("Something is wrong; what mends it stands below each fault." if wrong else "All is well.")
    return int(wrong)


def _findings() -> Iterator[Finding]:
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    yield Finding("program", f"Speech Studio {__version__}, Python {platform.python_version()}, {system}")
    yield from _packages()
    yield _data_folder()
    yield from _own_data()
    yield _display()
    yield _sound()
    yield from _model()
    yield _engine()


def _packages() -> Iterator[Finding]:
    found, absent = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            absent.append(name)
    if getattr(sys, "frozen", False):
        # A bundle's libraries lack the records from which versions are read.
        absent = []
    yield Finding("packages", ", ".join(found))
    if absent:
        yield Finding("packages", f"{', '.join(absent)} not installed", REINSTALL)


def _data_folder() -> Finding:
    folder = data_dir()
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if existing.is_dir() and os.access(existing, os.W_OK):
        return Finding("data folder", str(folder))
    mend = "make it writable, or name another folder in SPEECH_STUDIO_DATA_DIR"
    return Finding("data folder", f"{folder} cannot be written", mend)


def _own_data() -> Iterator[Finding]:
    from studio.server.voices.damage import damage_in

    for told in damage_in(data_dir()):
        yield Finding("own data", told, "make what is missing anew, or put a copy of the file back")


def _display() -> Finding:
    names = [name for name in ("WAYLAND_DISPLAY", "DISPLAY") if os.environ.get(name)]
    if not sys.platform.startswith("linux"):
        return Finding("display", "the system's own")
    if not names:
        return Finding("display", "none here; the window needs one, the command line does not")
    return Finding("display", ", ".join(f"{name}={os.environ[name]}" for name in names))


def _sound() -> Finding:
    from studio.audio import portaudio
    from studio.audio.devices import output_devices

    try:
        portaudio.library()
    except StudioError as error:
        return Finding("sound", "PortAudio cannot be loaded", error.user_text)
    try:
        devices = output_devices()
    except StudioError as error:
        return Finding("sound", error.user_text)
    return Finding("sound", ", ".join(device.name + (" (default)" if device.default else "") for device in devices))


def _model() -> Iterator[Finding]:
    from studio.engine.model.state import FileState
    from studio.engine.model.store import open_store

    store = open_store()
    state = store.verify()
    digests = {file.path: file.sha256 for file in store.manifest.files}
    yield Finding("model folder", str(store.folder))
    sound = [path for path in state.having(FileState.PRESENT) if not path.startswith("voices/")]
    for path in sound:
        yield Finding("model", path + (f", sha256 {digests[path]}" if path in digests else ", made from model.onnx"))
    yield Finding("voices", f"{len(state.voices)} with the right sha256")
    for has, paths in (("damaged", state.damaged), ("missing", state.missing)):
        if paths:
            yield Finding("model", f"{has}: {_shortened(paths)}", state.command)


def _shortened(paths: tuple[str, ...]) -> str:
    names = [Path(path).stem if path.startswith("voices/") else path for path in paths]
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")


def _engine() -> Finding:
    from studio.cli.session import running_engine

    async def asked() -> Finding:
        async with running_engine(AUTO) as session:
            status = session.status
            voices = without_aliases(await session.client.voices())
            speaking = [voice for voice in voices if voice.available]
        notices = "".join(f"; {notice}" for notice in status.notices)
        text = f"{status.engine} speaks {', '.join(status.languages)} with {len(speaking)} voices"
        return Finding("engine", text + notices)

    try:
        return asyncio.run(asked())
    except StudioError as error:
        return Finding("engine", f"{error.user_text} {error.detail}".strip(), REINSTALL)
