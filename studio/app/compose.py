# SPDX-License-Identifier: GPL-3.0-or-later
"""Composition of the studio from its real parts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from studio.app.hearing.sound import Silence
from studio.app.keeping.data_folder import DataFolder
from studio.app.studio import Studio
from studio.audio.events import PlayerEvent
from studio.audio.feeder import OpenOutput
from studio.audio.output import OutputWish, open_output
from studio.audio.player import Player
from studio.audio.silent import or_silent
from studio.client.local.engine import LocalEngine
from studio.core.engines import AUTO


def local_engine(engine: str) -> LocalEngine:
    """The engine of that name, not started yet, in a process of this program."""
    return LocalEngine(engine=engine)


def make_studio(
    data_dir: Path | DataFolder,
    engine: str = AUTO,
    output: OpenOutput | None = None,
    make_engine: Callable[[str], LocalEngine] = local_engine,
) -> Studio:
    """A studio on the files of *data_dir* (see Studio) with a local engine. Call it in the running loop of the studio.

    Args:
        engine: One of `core.engines.ENGINE_OPTIONS`.
        output: Opens what is played on, by a device's id, None for the default; where it cannot, silence is played.
            None for sound devices, opened as the settings say.
        make_engine: Makes the local engine of its name, not started yet.
    """

    def make_player(
        on_event: Callable[[PlayerEvent], None], silence: Silence, device: str, wish: Callable[[], OutputWish]
    ) -> Player:
        opened = output or (lambda device_id: open_output(device_id, wish()))
        return Player(device or None, on_event, output=or_silent(silence, opened))

    return Studio(data_dir, lambda: make_engine(engine), make_player)
