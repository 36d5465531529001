# SPDX-License-Identifier: GPL-3.0-or-later
"""Notices about damage in the user's own data, in plain words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from studio.core.errors import SaveFailed
from studio.server.voices.pronunciation_store import PronunciationStore
from studio.server.voices.store import VoiceStore

VOICES, PRONUNCIATIONS = "voices.sqlite3", "pronunciations.sqlite3"
"""Names of the user's databases in the data folder."""


def damage_in(folder: Path) -> Iterator[str]:
    """Notices about damage in the data folder *folder*; nothing is created there."""
    if not (folder / VOICES).exists() and not (folder / PRONUNCIATIONS).exists():
        return
    try:
        voices = VoiceStore(folder / VOICES)
    except SaveFailed as error:
        yield error.user_text
        return
    try:
        yield from damage(voices, PronunciationStore(folder / PRONUNCIATIONS))
    finally:
        voices.close()


def damage(voices: VoiceStore, pronunciations: PronunciationStore) -> Iterator[str]:
    """A sentence for each kind of data with damage in it. A file that cannot be read at all is reported where it is
    used."""
    for store, one, several in (
        (voices, "own voice", "own voices"),
        (pronunciations, "pronunciation dictionary", "pronunciation dictionaries"),
    ):
        with contextlib.suppress(SaveFailed):
            count = store.damaged()
            if count:
                named = f"One {one} is" if count == 1 else f"{count} {several} are"
                left_out = "It is left out" if count == 1 else "They are left out"
                yield f"{named} damaged in {store.path}. {left_out}, the others are not touched."
