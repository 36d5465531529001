# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings: one table with each one's type, default, what is permitted, and its description; and their file.

The settings sheet and the page `resources/docs/settings.md` are made from the table.
"""

from __future__ import annotations

import binascii
import contextlib
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Protocol

from studio.core.checked_json import checked_json, is_number, is_text, to_json_bytes
from studio.core.errors import SaveFailed
from studio.core.files import open_private, private_folder, read_file, replacing, set_aside
from studio.core.locks import lock

MOST_BYTES = 2**20
LISTENING_SPEEDS = (0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
_LONGEST_NAME = 4096
_MOST_ACTIONS = 1000
_MOST_KEYS = 8
MOST_STARS = 5000
VOICE_ORDERS = (
    ("usual", "As they come"),
    ("name", "By name"),
    ("language", "By language"),
    ("likeness", "By likeness to the design"),
    ("recent", "By when they were used"),
)
VOICE_SOURCES = (
    ("all", "All voices"),
    ("stock", "Stock"),
    ("mine", "Mine"),
    ("blended", "Blended"),
    ("clip", "From a clip"),
    ("file", "From a file"),
)
VOICE_SEXES = (("all", "All"), ("female", "Female"), ("male", "Male"))

_FOLDS = (("auto", "By itself"), ("open", "Open"), ("folded", "Folded"))
UNLIMITED = "all"
"""For `takes_kept`: no take is dropped by itself."""


class Kind(Protocol):
    """What a setting may be.

    Attributes:
        permitted: That in words, for a person.
    """

    @property
    def permitted(self) -> str: ...

    def permits(self, value: object) -> bool: ...


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few values, each with its name; *listed* tells whether they are a list to open."""

    values: tuple[tuple[str, str], ...]
    listed: bool = False

    @property
    def permitted(self) -> str:
        return ", ".join(f"`{value}`" for value, _name in self.values)

    def permits(self, value: object) -> bool:
        return isinstance(value, str) and value in dict(self.values)


@dataclass(frozen=True, slots=True)
class Number:
    """A number from *least* to *most*, whole ones where *whole* says so, in *unit*."""

    least: float
    most: float
    whole: bool = False
    unit: str = ""

    @property
    def permitted(self) -> str:
        return f"{self.least:g} to {self.most:g} {self.unit}".strip()

    def permits(self, value: object) -> bool:
        return is_number(value, self.least, self.most) and (not self.whole or isinstance(value, int))


@dataclass(frozen=True, slots=True)
class Flag:
    """On or off."""

    permitted: str = "`true`, `false`"

    def permits(self, value: object) -> bool:
        return isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class Name:
    """A name or path, "" for none."""

    permitted: str = "a name, or nothing"

    def permits(self, value: object) -> bool:
        return is_text(value, _LONGEST_NAME) and "\0" not in str(value)


@dataclass(frozen=True, slots=True)
class Base64:
    """Bytes that another part wrote, as base64."""

    permitted: str = "base64, or nothing"

    def permits(self, value: object) -> bool:
        if not is_text(value, _LONGEST_NAME):
            return False
        try:
            b64decode(str(value), validate=True)
        except (binascii.Error, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """Keys by action, where they are not those that the program is shipped with."""

    permitted: str = "lists of keys by the actions' ids"

    def permits(self, value: object) -> bool:
        return (
            isinstance(value, Mapping)
            and len(value) <= _MOST_ACTIONS
            and all(is_text(name, _LONGEST_NAME) for name in value)
            and all(isinstance(keys, list | tuple) and len(keys) <= _MOST_KEYS for keys in value.values())
            and all(is_text(key, _LONGEST_NAME) for keys in value.values() for key in keys)
        )


@dataclass(frozen=True, slots=True)
class Names:
    """A list of ids, *most* at the most."""

    most: int = 50

    @property
    def permitted(self) -> str:
        return f"a list of at most {self.most} ids"

    def permits(self, value: object) -> bool:
        return (
            isinstance(value, list | tuple)
            and len(value) <= self.most
            and all(is_text(name, _LONGEST_NAME) for name in value)
        )


@dataclass(frozen=True, slots=True)
class Spec:
    """A row of the table.

    Attributes:
        kind: What it may be.
        description: What it does, in a sentence.
        section: The sheet's section that shows it; "" where it is set elsewhere in the window.
        title: Its name there.
    """

    kind: Kind
    description: str
    section: str = ""
    title: str = ""


def _setting(default: Any, kind: Kind, description: str, section: str = "", title: str = "") -> Any:
    if isinstance(default, Mapping | list):
        return field(default_factory=lambda: default, metadata={"spec": Spec(kind, description, section, title)})
    return field(default=default, metadata={"spec": Spec(kind, description, section, title)})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that the program remembers; see SPECS."""

    volume: float = _setting(1.0, Number(0, 1), "How loud the studio plays; moved in the transport.", title="Volume")
    listening_speed: float = _setting(
        1.0,
        Number(LISTENING_SPEEDS[0], LISTENING_SPEEDS[-1], unit="times"),
        "How fast speech is played, with its pitch kept; chosen in the transport.",
    )
    device: str = _setting(
        "", Name(), "The sound device to play on; without a name the system’s default.", "Audio", "Output"
    )
    output_rate: str = _setting(
        "device",
        Choice(
            (("device", "The device’s"), ("44100", "44.1 kHz"), ("48000", "48 kHz"), ("96000", "96 kHz")), listed=True
        ),
        "How many samples a second go to the sound device; where it cannot, its own rate is used.",
        "Audio",
        "Rate",
    )
    output_delay: str = _setting(
        "100",
        Choice((("20", "20 ms"), ("50", "50 ms"), ("100", "100 ms"), ("200", "200 ms")), listed=True),
        "How long sound waits for its turn at the device. Less is sooner heard, but has gaps on a busy machine.",
        "Audio",
        "Delay",
    )
    match_levels: bool = _setting(
        True,
        Flag(),
        "Has two designs of a speaker, A and B, and two takes that are compared, heard equally loud.",
        "Audio",
        "Levels of A and B matched",
    )
    theme: str = _setting(
        "system",
        Choice((("light", "Light"), ("dark", "Dark"), ("system", "System"))),
        "The window’s colours; those of the system where it tells them.",
        "Appearance",
        "Theme",
    )
    text_px: int = _setting(
        16,
        Number(12, 28, whole=True, unit="px"),
        "How large the manuscript’s letters are.",
        "Appearance",
        "Manuscript text",
    )
    high_contrast: bool = _setting(
        False,
        Flag(),
        "Has text, edges and waves stand out more from what is behind them.",
        "Appearance",
        "High contrast",
    )
    less_motion: bool = _setting(
        False,
        Flag(),
        "Keeps still what only moves to be seen: the bars of a voice’s sample.",
        "Appearance",
        "Less motion",
    )
    show_unsure: bool = _setting(
        False,
        Flag(),
        "Underlines words whose reading is unsure: names, words of two sounds, abbreviations; switched in the menu.",
        title="Unsure words",
    )
    render_ahead: bool = _setting(
        False,
        Flag(),
        "Renders what follows the playhead while nothing is played.",
        "Rendering",
        "Render ahead while idle",
    )
    takes_kept: str = _setting(
        "2",
        Choice((("1", "1 GB"), ("2", "2 GB"), ("5", "5 GB"), (UNLIMITED, "All"))),
        "How much sound that is no longer used a project keeps; what you starred, locked, named or chose, and the last "
        "5 takes of a paragraph, stay in any case.",
        "Storage",
        "Unused takes kept",
    )
    shortcuts: Mapping[str, Sequence[str]] = _setting(
        {}, Shortcuts(), "Keys by action, where they are not those that the program is shipped with.", title="Shortcuts"
    )
    recent_actions: Sequence[str] = _setting(
        [], Names(), "What was chosen in the command palette lately, the last one first."
    )
    starred_voices: Sequence[str] = _setting([], Names(MOST_STARS), "The voices with a star, the newest star last.")
    recent_voices: Sequence[str] = _setting(
        [], Names(), "The voices that were put into a design lately, the last first."
    )
    voice_order: str = _setting("usual", Choice(VOICE_ORDERS), "How the voices are sorted; chosen above them.")
    voice_source: str = _setting("all", Choice(VOICE_SOURCES), "Which voices are listed by where they come from.")
    voice_language: str = _setting("", Name(), "The language of which voices are listed; nothing for all of them.")
    voice_sex: str = _setting("all", Choice(VOICE_SEXES), "The sex of which voices are listed.")
    voice_stars: bool = _setting(False, Flag(), "Whether only voices with a star are listed.")
    rendering_paused: bool = _setting(False, Flag(), "Whether rendering was paused, and still is at the next start.")
    window: str = _setting("", Base64(), "Place and size of the window.")
    left_width: int = _setting(
        280, Number(280, 440, whole=True, unit="px"), "How wide the left panel is while it is open."
    )
    left_panel: str = _setting(
        "auto", Choice(_FOLDS), "Whether the left panel is folded; by itself in windows narrower than 1280 px."
    )
    right_width: int = _setting(
        320, Number(320, 480, whole=True, unit="px"), "How wide the design panel is while it is open."
    )
    right_panel: str = _setting("auto", Choice(_FOLDS), "Whether the design panel is folded; by itself it is not.")
    export_folder: str = _setting("", Name(), "Where the last export went.")
    text_folder: str = _setting("", Name(), "Where the last text was opened or saved.")


SPECS: Mapping[str, Spec] = {each.name: each.metadata["spec"] for each in fields(Settings)}
"""The table: each setting's row by its name, in the order of Settings."""


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
    known = {name: data[name] for name in SPECS if name in data}
    wrong = [name for name, value in known.items() if not SPECS[name].kind.permits(value)]
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
