# SPDX-License-Identifier: GPL-3.0-or-later
"""Presets: whole designs under names, as files that can be carried to another machine.

A JSON object: `format` ("speech-studio-designs"), `version` (1) and `presets`, a list of `name`, `design` (as a
project's file has it) and `voices` (the own voices that it names, so that a machine without them can speak them).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from studio.core.checked_json import checked_json, is_text, to_json_bytes
from studio.core.errors import InvalidArgument, NotFound, StudioError
from studio.core.files import read_file, replacing
from studio.core.project import VoiceDesign
from studio.core.voices import MAX_NAME_CHARS, NamedVoice
from studio.project.file.values import design_from_json, design_to_json, voice_from_json, voice_to_json

FORMAT = "speech-studio-designs"
VERSION = 1
SUFFIX = ".design.json"
MOST_PRESETS = 500
_MOST_BYTES = 16 << 20


@dataclass(frozen=True, slots=True)
class Preset:
    """A design under a name.

    Attributes:
        voices: The own voices that the design names.
    """

    name: str
    design: VoiceDesign
    voices: tuple[NamedVoice, ...] = ()


class PresetFileRefused(InvalidArgument):
    """The file holds no designs, is damaged, or is of a newer version; the text says which."""

    def __init__(self, permitted: str, detail: str = "") -> None:
        super().__init__("design file", permitted, detail)


def write_presets(path: Path, presets: Iterable[Preset], *, private: bool = False) -> None:
    """Write *presets* to *path*.

    Raises:
        SaveFailed: it cannot be written; an old file is untouched.
    """
    listed = [
        {"name": each.name, "design": design_to_json(each.design), "voices": [voice_to_json(v) for v in each.voices]}
        for each in presets
    ]
    with replacing(path, private=private) as file:
        file.write(to_json_bytes({"format": FORMAT, "version": VERSION, "presets": listed}))


def read_presets(path: Path) -> tuple[Preset, ...]:
    """The presets in the file at *path*.

    Raises:
        NotFound: there is no such file.
        PresetFileRefused: it holds something else, is damaged, or is of a newer version.
        StudioError: it cannot be read.
    """
    try:
        data = read_file(path, _MOST_BYTES)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path}.") from error
    except OSError as error:
        raise StudioError(f"{path} could not be read: {error.strerror or error}.", repr(error)) from error
    try:
        value = checked_json(data)
    except ValueError:
        raise PresetFileRefused("designs that were saved by Speech Studio; this is not JSON") from None
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise PresetFileRefused("designs that were saved by Speech Studio; this is something else")
    version = value.get("version")
    if isinstance(version, int) and version > VERSION:
        raise PresetFileRefused(f"of version {VERSION} or older; this one is from a newer Speech Studio")
    try:
        return _presets_of(value["presets"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise PresetFileRefused("whole; this one is damaged") from None


def _presets_of(listed: object) -> tuple[Preset, ...]:
    if not isinstance(listed, list) or len(listed) > MOST_PRESETS:
        raise ValueError("no list of presets")
    presets = []
    for item in listed:
        name = item["name"]
        if not is_text(name, MAX_NAME_CHARS) or not name.strip():
            raise ValueError("a preset without a name")
        voices = tuple(map(voice_from_json, item.get("voices", [])))
        presets.append(Preset(name, design_from_json(item["design"])[0], voices))
    return tuple(presets)
