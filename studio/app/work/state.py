# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of the engine and of long work, and notices, as frozen values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    # The window shows these values before anything heavy is loaded.
    from studio.client.status import EngineStatus

EnginePhase = Literal["starting", "ready", "restarting", "failed"]


@dataclass(frozen=True, slots=True)
class EngineState:
    """State of the local engine: *status* is its last one, None before the first; *message* explains a failure."""

    phase: EnginePhase = "starting"
    status: EngineStatus | None = None
    message: str = ""

    @property
    def ready(self) -> bool:
        return self.phase == "ready"


@dataclass(frozen=True, slots=True)
class Activity:
    """Long work in progress: its name, the share done (0 to 1, None if unknown), and how to cancel it.

    Attributes:
        waiting: Whether it waits for the end of other work.
    """

    key: str
    text: str
    fraction: float | None = None
    cancel: Callable[[], None] | None = None
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A text for the person.

    Attributes:
        key: Its key; a notice replaces an earlier one with the same key.
        text: Plain words: what happened and what to do; "" takes the notice away.
        kind: "error" or "info".
        action: The action of its button; None for no button.
        action_text: The button's text.
        lasting: Whether it stays as long as it holds, and cannot be closed.
        holds: Tells whether it still holds; None for an event.
    """

    key: str
    text: str
    kind: Literal["error", "info"] = "error"
    action: Callable[[], object] | None = None
    action_text: str = ""
    lasting: bool = False
    holds: Callable[[], bool] | None = field(default=None, compare=False)
