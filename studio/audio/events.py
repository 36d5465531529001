# SPDX-License-Identifier: GPL-3.0-or-later
"""Events of a player."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from studio.audio.source import Source
from studio.core.errors import StudioError

PlayerState = Literal["stopped", "playing", "paused", "waiting"]


@dataclass(frozen=True, slots=True)
class StateChanged:
    """The state has changed; "waiting" means that the source has nothing to play yet."""

    state: PlayerState


@dataclass(frozen=True, slots=True)
class Ended:
    """The last frame of *source* was heard; the state is "stopped", the position the end.

    By the time this is handled another source may have been started.
    """

    source: Source


@dataclass(frozen=True, slots=True)
class Failed:
    """Playing of *source* ended with an error: SoundDeviceFailed, or one raised by the source.

    The state is "stopped" and the position is kept, so that `start(source, at_s=player.position_s())` goes on.
    """

    error: StudioError
    source: Source


@dataclass(frozen=True, slots=True)
class WentOver:
    """*source* goes on, from *at_s* seconds of both, in place of the one that was played, see `Player.go_over`.

    Before that place both are alike, which may still be heard.
    """

    source: Source
    at_s: float


PlayerEvent = StateChanged | Ended | Failed | WentOver
