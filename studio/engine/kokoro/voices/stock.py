# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of Kokoro's stock voices, `resources/voices.json`, as values."""

from __future__ import annotations

import json
from dataclasses import dataclass

from studio.core.resources import resource
from studio.core.voices import Voice
from studio.engine.phonemes.languages import unavailable_reason


@dataclass(frozen=True, slots=True)
class StockVoice:
    """One voice that Kokoro ships.

    Attributes:
        key: The model's name for it, such as "af_heart", which is its file's name.
        voice: The voice without embedding; *unavailable_reason* is set where its language is not spoken here.
        aliases: Further ids (UUIDs) of this voice, each with the name it is known by ("" for the voice's own).
    """

    key: str
    voice: Voice
    aliases: tuple[tuple[str, str], ...] = ()


def stock_voices() -> tuple[StockVoice, ...]:
    """All stock voices, the default voice first.

    Raises:
        NotFound: the table does not ship with the program.
    """
    rows = json.loads(resource("voices.json").read_text(encoding="utf-8"))
    return tuple(_stock_voice(row) for row in rows)


def _stock_voice(row: dict[str, object]) -> StockVoice:
    language = str(row["language"])
    voice = Voice(
        id=str(row["id"]),
        name=str(row["name"]),
        language=language,
        sex=str(row["sex"]),
        character=str(row["character"]),
        description=str(row["description"]),
        unavailable_reason=unavailable_reason(language),
    )
    aliases = row.get("aliases", [])
    names = row.get("alias_names", {})
    assert isinstance(aliases, list)
    assert isinstance(names, dict)
    return StockVoice(str(row["key"]), voice, tuple((str(alias), str(names.get(alias, ""))) for alias in aliases))
