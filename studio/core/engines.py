# SPDX-License-Identifier: Apache-2.0
"""The table of engines: what options call each, how it calls itself, and what a person reads."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.errors import InvalidArgument


@dataclass(frozen=True, slots=True)
class EngineKind:
    """One engine.

    Attributes:
        option: What `--engine` calls it.
        name: How its own name begins, as `GET /status` tells it; a model's version may follow.
        title: What a person reads.
        needs_model: Whether it speaks with the model that is fetched.
    """

    option: str
    name: str
    title: str
    needs_model: bool = False


KOKORO = EngineKind("kokoro", "kokoro", "Kokoro", needs_model=True)
ESPEAK = EngineKind("espeak", "espeak-ng", "espeak-ng")
TONE = EngineKind("tone", "tone", "Test tones")

ENGINES = (KOKORO, ESPEAK, TONE)
AUTO = "auto"
"""The option for the best engine whose files are here."""
ENGINE_OPTIONS = (AUTO, *(kind.option for kind in ENGINES))


def checked_option(option: str) -> str:
    """*option*, one of ENGINE_OPTIONS.

    Raises:
        InvalidArgument: it is none of them.
    """
    if option not in ENGINE_OPTIONS:
        raise InvalidArgument("engine", "one of " + ", ".join(ENGINE_OPTIONS), repr(option))
    return option


def may_need_model(option: str) -> bool:
    """Whether an engine chosen by *option* speaks, or could, with the model that is fetched."""
    return option == AUTO or any(kind.needs_model for kind in ENGINES if kind.option == option)


def kind_of(name: str) -> EngineKind | None:
    """The engine that calls itself *name*; None for one that is not in the table."""
    return next((kind for kind in ENGINES if name.startswith(kind.name)), None)
