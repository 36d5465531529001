# SPDX-License-Identifier: GPL-3.0-or-later
"""The store of the speech model on this machine: which files are there or damaged, and their repair."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.checked_json import is_number
from studio.core.digests import file_sha256
from studio.core.errors import SaveFailed, StudioError
from studio.core.files import clear_dead_parts, keep_private, private_folder, replacing
from studio.core.paths import data_dir
from studio.engine.model.failures import FetchCancelled, SourceFailed
from studio.engine.model.fetch import Fetcher
from studio.engine.model.locking import only_one
from studio.engine.model.manifest import Manifest, ModelFile, load_manifest
from studio.engine.model.preparation import USUAL, Preparation
from studio.engine.model.progress import FetchMeter, FetchProgress
from studio.engine.model.record import Record
from studio.engine.model.state import FileState, ModelState
from studio.engine.stop import Stop

_MODEL = "model.onnx"
_BEING_MADE = ".prepare-"


@dataclass(frozen=True, slots=True)
class FetchReport:
    """Result of a fetch: *failed* maps the paths that could not be fetched to the reason."""

    fetched: tuple[str, ...]
    failed: Mapping[str, str]
    state: ModelState


def open_store(root: Path | None = None) -> ModelStore:
    """The store of the model that ships with this version, below *root* (by default the user's data folder)."""
    return ModelStore(root or data_dir(), load_manifest())


class ModelStore:
    """Files of one model below `root/models/`.

    Args:
        root: The data folder; created when something is fetched.
        manifest: The model's files.
        preparation: The making of the parts from the model.
    """

    def __init__(self, root: Path, manifest: Manifest, preparation: Preparation = USUAL) -> None:
        self._manifest = manifest
        self._preparation = preparation
        self._root = root
        self._models = root / "models"
        self.folder = self._models / manifest.name
        self._prepared = preparation.files
        self._version = preparation.version
        self._record = Record(self.folder, preparation.files)

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
        with self._record.opened() as record:
            record["read_at"] = time.time()
        return state

    def read_at_s(self) -> float:
        """Time of the last `verify` of all files, in seconds since 1970; 0 if unknown."""
        with self._record.opened() as record:
            at_s = record.get("read_at", 0.0)
        return float(at_s) if is_number(at_s, 0, time.time()) else 0.0

    def prepared(self) -> ModelState:
        """The state, after parts of another version have been made anew from the model.

        So an update of the program needs no network. If the parts cannot be made now, the state says what is missing.
        Waits for another program that is making them.
        """
        until_s = time.monotonic() + self._preparation.patience_s
        while not (state := self.state()).usable and state.files[_MODEL] is FileState.PRESENT:
            try:
                with self._alone():
                    self._make_parts(FetchMeter([], 0, lambda _: None), {})
                return self.state()
            except OSError:
                return state
            except StudioError:
                if time.monotonic() > until_s:
                    return state
                self._preparation.wait(self._preparation.look_again_s)
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
        whole = all(before.files[name] is FileState.PRESENT for name in self._prepared)
        meter = FetchMeter(wanted, 0 if whole else model.size, progress)
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

    def _make_parts(self, meter: FetchMeter, failed: dict[str, str]) -> list[str]:
        state = self._state(full=False)
        if state.files[_MODEL] is not FileState.PRESENT:
            return []
        if all(state.files[name] is FileState.PRESENT for name in self._prepared):
            return []
        meter.made(0, 1)
        for left_behind in self.folder.glob(f"{_BEING_MADE}*"):
            shutil.rmtree(left_behind, ignore_errors=True)
        made = Path(tempfile.mkdtemp(prefix=_BEING_MADE, dir=self.folder))
        try:
            self._preparation.prepare(self.folder / _MODEL, made, meter.made)
            digests = {name: file_sha256(made / name) for name in self._prepared}
            for name in self._prepared:
                keep_private(made / name)
                os.replace(made / name, self.folder / name)
        except StudioError as error:
            failed[self._prepared[0]] = error.user_text
            return []
        finally:
            shutil.rmtree(made, ignore_errors=True)
        with self._record.opened() as record:
            record["prepared"] = {
                "model": self._digest(_MODEL),
                "version": self._version,
                "sha256": digests,
            }
            for name, digest in digests.items():
                self._note(record, name, digest)
        return list(self._prepared)

    @contextlib.contextmanager
    def _placing(self, file: ModelFile) -> Iterator[Any]:
        path = self.folder / file.path
        private_folder(path.parent)
        with replacing(path, private=True) as target:
            yield target
        with self._record.opened() as record:
            self._note(record, file.path, file.sha256)

    def _state(self, full: bool, pause_s: float = 0.0) -> ModelState:
        needed = {file.path for file in self._manifest.files if file.needed} | set(self._prepared)
        with self._record.opened() as record:
            states = {
                file.path: self._file_state(record, file.path, file.sha256, full, pause_s)
                for file in self._manifest.files
            }
            prepared = record.get("prepared", {})
            made_of = self._digest(_MODEL), self._version
            current = (prepared.get("model"), prepared.get("version")) == made_of
            for name in self._prepared:
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


def _tidy(downloads: Path) -> None:
    """Remove all but unfinished downloads; the files from packages are in their places now."""
    for path in downloads.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.suffix != ".part":
            path.unlink()
    if not any(downloads.iterdir()):
        downloads.rmdir()
