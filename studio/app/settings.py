# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings: volume, output device, theme, window place, folders."""

from __future__ import annotations

import binascii
import contextlib
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from studio.core.checked_json import checked_json, is_number, is_text, to_json_bytes
from studio.core.errors import SaveFailed
from studio.core.files import open_private, private_folder, read_file, replacing, set_aside
from studio.core.locks import lock

MOST_BYTES = 2**20
THEMES = ("system", "light", "dark")
_LONGEST_NAME = 4096


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that the program remembers.

    Attributes:
        volume: 0 to 1.
        device: Output device's name; "" for the system's default.
        theme: "system", "light" or "dark".
        window: The window's geometry as the toolkit wrote it, base64.
        export_folder: Where the last export went.
        text_folder: Where the last text was opened or saved.
    """

    volume: float = 1.0
    device: str = ""
    theme: str = "system"
    window: str = ""
    export_folder: str = ""
    text_folder: str = ""


def _is_name(value: object) -> bool:
    return is_text(value, _LONGEST_NAME) and "\0" not in str(value)


def _is_base64(value: object) -> bool:
    if not is_text(value, _LONGEST_NAME):
        return False
    try:
        b64decode(str(value), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


_PERMITTED: Mapping[str, Callable[[object], bool]] = {
    "volume": lambda value: is_number(value, 0, 1),
    "device": _is_name,
    "theme": lambda value: isinstance(value, str) and value in THEMES,
    "window": _is_base64,
    "export_folder": _is_name,
    "text_folder": _is_name,
}


class SettingsFile:
    """The settings of this process, and their file, which holds those of others too.

    Args:
        path: The file. A damaged one is set aside, and `notice` gives its new name.
        read_only: Whether the disk must not be changed.

    Attributes:
        now: The present settings.
        notice: A notice for the person; "" if all could be read.
    """

    def __init__(self, path: Path, read_only: bool = False) -> None:
        self._path = path
        self._read_only = read_only
        self._changed: dict[str, Any] = {}
        self.now, fault = _read(path)
        self.notice = ""
        if fault:
            where = f"Their file is {path}."
            if not read_only:
                with contextlib.suppress(OSError):
                    where = f"Their file was kept as {set_aside(path)}."
            self.notice = f"Some settings could not be read ({fault}), so that the usual ones are used. {where}"

    @property
    def changed(self) -> bool:
        """Whether something is to be saved."""
        return bool(self._changed) and not self._read_only

    def change(self, **changes: Any) -> None:
        """Apply *changes*; `save` writes them."""
        self.now = replace(self.now, **changes)
        self._changed.update(changes)

    def save(self) -> None:
        """Write this process's changes over the present file. Waits for another process that does the same.

        Raises:
            SaveFailed: the disk is full or read-only.
        """
        if not self.changed:
            return
        changes = dict(self._changed)
        _merge(self._path, changes)
        for name, value in changes.items():
            if self._changed.get(name) == value:
                del self._changed[name]


def load_settings(path: Path) -> Settings:
    """The settings saved at *path*, with defaults for missing or unusable values. Changes nothing on disk."""
    return _read(path)[0]


def _read(path: Path) -> tuple[Settings, str]:
    """The settings at *path*, and a text about faults in them."""
    try:
        data = checked_json(read_file(path, MOST_BYTES))
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, ValueError) as error:
        return Settings(), str(getattr(error, "strerror", "") or error)
    if not isinstance(data, dict):
        return Settings(), "no object"
    known = {field.name: data[field.name] for field in fields(Settings) if field.name in data}
    wrong = [name for name, value in known.items() if not _PERMITTED[name](value)]
    return Settings(**{name: value for name, value in known.items() if name not in wrong}), ", ".join(wrong)


def _merge(path: Path, changes: Mapping[str, Any]) -> None:
    with _alone(path):
        try:
            data = checked_json(read_file(path, MOST_BYTES))
        except FileNotFoundError:
            data = {}
        except (OSError, ValueError):
            data = None
        if not isinstance(data, dict):
            with contextlib.suppress(OSError):
                set_aside(path)
            data = {}
        with replacing(path, private=True) as file:
            file.write(to_json_bytes({**data, **changes}))


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    try:
        private_folder(path.parent)
        held = open_private(path.with_name(f".{path.stem}.lock"))
    except OSError as error:
        raise SaveFailed(
            f"The settings could not be saved in {path.parent}: {error.strerror or error}.", repr(error)
        ) from error
    with held:
        with contextlib.suppress(OSError):  # without locks there, the last one wins as a whole
            lock(held)
        yield
