# SPDX-License-Identifier: Apache-2.0
"""Capabilities of a server, so that a program shows no control that has no effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.client.dialect import not_offered
from studio.client.status import status_from_json
from studio.core.emotions import EMOTIONS
from studio.core.errors import NotFound
from studio.core.generation import FASTEST_RATE, SLOWEST_RATE
from studio.core.speech import FASTEST, SLOWEST

if TYPE_CHECKING:
    from studio.client.library.backend import Backend

_OPERATIONS = {
    "mix": "mixing voices",
    "embedding": "speaking with an embedding or a mix",
    "create": "voices from an embedding",
    "clone_clip": "embeddings of a clip",
}


@dataclass(frozen=True, slots=True)
class Capabilities:
    """A server's capabilities.

    Attributes:
        version: The dialect, a date.
        engine: The engine's name with its model's version; "" if the server does not tell.
        languages: Language tags it speaks; empty if the server does not tell.
        emotions: Emotions that have an effect.
        emotion_levels: Whether levels of emotions have an effect, and several emotions at once.
        speed_rates: The slowest and the fastest speaking rate, as factors.
        unavailable: Reasons of operations (mix, embedding, create, clone_clip) that are not offered.
    """

    version: str
    engine: str
    languages: tuple[str, ...]
    emotions: tuple[str, ...]
    emotion_levels: bool
    speed_rates: tuple[float, float]
    unavailable: Mapping[str, str]


def capabilities_of(backend: Backend) -> Capabilities:
    """The capabilities of *backend*'s server; blocks while it is asked.

    Raises:
        StudioError: it cannot be reached, or refuses the key.
    """
    version = backend.version
    if reasons := {name: reason for name, what in _OPERATIONS.items() if (reason := not_offered(version, what))}:
        return Capabilities(version, "", (), EMOTIONS, False, (SLOWEST_RATE, FASTEST_RATE), reasons)
    try:
        status = status_from_json(backend.json("GET", "/status"))
    except NotFound:
        return Capabilities(version, "", (), EMOTIONS, True, (SLOWEST, FASTEST), {})
    reason = status.mixing_unavailable_reason
    unavailable = dict.fromkeys(_OPERATIONS, reason) if reason else {}
    return Capabilities(version, status.engine, status.languages, EMOTIONS, True, (SLOWEST, FASTEST), unavailable)
