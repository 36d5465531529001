# SPDX-License-Identifier: Apache-2.0
"""The status of a local server's engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.client.errors import NotUnderstood


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """The answer to `GET /status`.

    Attributes:
        engine: Name with model version; "" while unknown.
        state: "starting", "ready" or "failed".
        error: Why it failed, in plain words.
        sample_rate_hz: The engine's own rate; 0 while unknown.
        languages: BCP 47 tags it speaks.
        mixing_unavailable_reason: Why voices cannot be mixed; empty when they can.
        notices: Notices for a person, in plain words.
        fetchable_model: Whether a better engine's model could be fetched.
        extensions: Fields of a request for speech that it takes beside Cartesia's; those of an earlier version are
            unknown.
    """

    engine: str
    state: str
    error: str = ""
    sample_rate_hz: int = 0
    languages: tuple[str, ...] = ()
    mixing_unavailable_reason: str = ""
    notices: tuple[str, ...] = ()
    fetchable_model: bool = False
    extensions: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        return self.state == "ready"


def status_from_json(value: object) -> EngineStatus:
    """The status in the server's JSON.

    Raises:
        NotUnderstood: not an object with a known state.
    """
    if not isinstance(value, Mapping) or value.get("state") not in ("starting", "ready", "failed"):
        raise NotUnderstood("The speech engine's state cannot be understood.", "no known state")
    rate_hz = value.get("sample_rate")
    return EngineStatus(
        engine=str(value.get("engine") or ""),
        state=value["state"],
        error=str(value.get("error") or ""),
        sample_rate_hz=rate_hz if isinstance(rate_hz, int) else 0,
        languages=_texts(value.get("languages")),
        mixing_unavailable_reason=str(value.get("mixing_unavailable_reason") or ""),
        notices=_texts(value.get("notices")),
        fetchable_model=value.get("fetchable_model") is True,
        extensions=_texts(value.get("extensions")),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(text) for text in value) if isinstance(value, list) else ()
