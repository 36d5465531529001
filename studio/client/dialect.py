# SPDX-License-Identifier: Apache-2.0
"""Differences between the API's dialects for a client. A dialect's name is a date; dates order them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.client.errors import NotOffered
from studio.core.emotions import CLOUD_NAMES
from studio.core.speech import Controls, controls_from_wire

LOCAL_VERSION = "2024-06-10"
CLOUD_VERSION = "2026-08-14"

_BEARER_SINCE = "2025-11-04"
_NO_EMBEDDINGS_SINCE = "2026-03-01"


def login_headers(token: str, version: str) -> dict[str, str]:
    """The headers of every request."""
    login = {"Authorization": f"Bearer {token}"} if version >= _BEARER_SINCE else {"X-API-Key": token}
    return {**login, "Cartesia-Version": version}


def not_offered(version: str, what: str) -> str:
    """Why the dialect has no *what*, such as "mixing voices"; empty if it has."""
    if version < _NO_EMBEDDINGS_SINCE:
        return ""
    return (
        f"Cartesia's cloud no longer offers {what}. The engine on this machine does: use Cartesia() without a "
        "base_url, and with CARTESIA_BASE_URL unset."
    )


def check_offered(version: str, what: str) -> None:
    """Check that the dialect has *what*.

    Raises:
        NotOffered: it has not; the text says which server has.
    """
    if reason := not_offered(version, what):
        raise NotOffered(reason, f"dialect {version}")


def clone_fields(fields: Mapping[str, str], version: str) -> dict[str, str]:
    """A form's *fields* that make a voice of a clip, written in the oldest dialect, as *version* has it."""
    if version < _NO_EMBEDDINGS_SINCE:
        return dict(fields)
    return {key: value for key, value in fields.items() if key in ("name", "description", "language")}


def speech_fields(body: Mapping[str, Any], version: str) -> dict[str, Any]:
    """A speech request's *body*, written in the oldest dialect, as *version* has it.

    Raises:
        NotOffered: it names an embedding or a mix where only ids are known.
    """
    if version < _NO_EMBEDDINGS_SINCE:
        return dict(body)
    voice = dict(body["voice"])
    controls = controls_from_wire(voice.pop("__experimental_controls", None))
    if "id" not in voice:
        check_offered(version, "speaking with an embedding or a mix")
    fields = {**body, "voice": {"mode": "id", "id": voice["id"]}}
    fields.pop("add_notices", None)
    if config := _generation_config(controls):
        fields["generation_config"] = config
    return fields


def _generation_config(controls: Controls) -> dict[str, Any]:
    config: dict[str, Any] = {}
    if controls.speed:
        from studio.core.generation import FASTEST_RATE, SLOWEST_RATE

        config["speed"] = round(min(max(controls.rate, SLOWEST_RATE), FASTEST_RATE), 3)
    if controls.emotions:
        # This dialect knows only one emotion without a level, so the strongest is kept.
        strongest, _ = max(controls.emotions, key=lambda emotion: emotion[1])
        config["emotion"] = CLOUD_NAMES[strongest]
    return config
