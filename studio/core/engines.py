# SPDX-License-Identifier: Apache-2.0
"""The table of engines: option, name, and title for a person."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.errors import InvalidArgument


@dataclass(frozen=True, slots=True)
class EngineKind:
    """One engine.

    Attributes:
        option: Its name for `--engine`.
        name: Beginning of its name in `GET /status`; a model's version may follow.
        title: Its name for a person.
        needs_model: Whether it needs the model that is fetched.
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
"""The option for the best engine whose files are there."""
ENGINE_OPTIONS = (AUTO, *(kind.option for kind in ENGINES))


def checked_option(option: str) -> str:
    """*option*, one of ENGINE_OPTIONS.

    Raises:
        InvalidArgument: it is not one of them.
    """
    if option not in ENGINE_OPTIONS:
        raise InvalidArgument("engine", "one of " + ", ".join(ENGINE_OPTIONS), repr(option))
    return option


def may_need_model(option: str) -> bool:
    """Whether an engine chosen by *option* may need the model that is fetched."""
    return option == AUTO or any(kind.needs_model for kind in ENGINES if kind.option == option)


def kind_of(name: str) -> EngineKind | None:
    """The engine with the name *name*; None if it is not in the table."""
    return next((kind for kind in ENGINES if name.startswith(kind.name)), None)
