# SPDX-License-Identifier: GPL-3.0-or-later
"""The local engine during one command, and the voice that a command names."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import difflib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from studio.client.local.engine import LocalEngine
from studio.client.speech.client import AsyncSpeechClient
from studio.client.status import EngineStatus
from studio.core.errors import EngineUnavailable, InvalidArgument
from studio.core.languages import known_language, primary, resolve_language
from studio.core.project import VoiceDesign
from studio.core.speech import MOST_PITCH, PERMITTED_SPEED, SPEED_NAMES, Controls, controls_from_wire
from studio.core.voices import MixPart, Voice

POLL_S = 0.05


class UnknownVoice(InvalidArgument):
    """No voice has that name; the text lists similar names."""

    def __init__(self, asked: str, close: Sequence[str]) -> None:
        super().__init__("voice", "a voice's name or id")
        guess = f"Did you mean {' or '.join(close)}? " if close else ""
        self.user_text = f'There is no voice "{asked}". {guess}All voices: speech-studio voices'


@dataclass(frozen=True, slots=True)
class Session:
    """A running engine that is ready to speak."""

    client: AsyncSpeechClient
    status: EngineStatus


@contextlib.asynccontextmanager
async def running_engine(engine: str) -> AsyncIterator[Session]:
    """Start *engine*, wait until it can speak, and end it with the block.

    Raises:
        EngineUnavailable: it could not be started.
    """
    local = LocalEngine(engine=engine)
    try:
        client = AsyncSpeechClient(await local.start())
        try:
            yield Session(client, await _ready(client, local))
        finally:
            await client.aclose()
    finally:
        await local.stop()


async def _ready(client: AsyncSpeechClient, local: LocalEngine) -> EngineStatus:
    while local.running:
        status = await client.status()
        if status.state == "failed":
            raise EngineUnavailable(status.error)
        if status.ready:
            return status
        await asyncio.sleep(POLL_S)
    raise EngineUnavailable("The engine ended while it started. To see why: speech-studio doctor")


def controls_of(options: argparse.Namespace) -> Controls:
    """Speed, pitch and emotions of the options.

    Raises:
        InvalidArgument: a value outside what is permitted.
    """
    speed: str | float = options.speed
    if speed not in SPEED_NAMES:
        try:
            speed = float(options.speed)
        except ValueError:
            raise InvalidArgument("speed", PERMITTED_SPEED, options.speed) from None
    try:
        pitch = float(options.pitch)
    except ValueError:
        raise InvalidArgument("pitch", f"a number from -{MOST_PITCH:g} to {MOST_PITCH:g}", options.pitch) from None
    return controls_from_wire({"speed": speed, "pitch": pitch, "emotion": [tag.lower() for tag in options.emotion]})


async def design_of(options: argparse.Namespace, session: Session) -> VoiceDesign:
    """The design that the options ask for.

    Raises:
        InvalidArgument: the voice is unknown or cannot speak, or the engine does not speak the language.
    """
    voice = choose_voice(await session.client.voices(), options.voice, options.language)
    language = resolve_language(options.language, session.status.languages, default="")
    return VoiceDesign((MixPart(voice.id, 1.0),), controls_of(options), language)


def choose_voice(voices: Sequence[Voice], asked: str, language: str = "") -> Voice:
    """The voice whose name or id is *asked*, in any case; for "" the first one that speaks *language*.

    Raises:
        InvalidArgument: there is none, or it cannot speak; the text says why.
    """
    if not asked:
        speaking = [voice for voice in voices if voice.available]
        if not speaking:
            raise EngineUnavailable("The engine has no voice that can speak. To see why: speech-studio doctor")
        return _those_of(language, speaking)[0] if language else speaking[0]
    named = named_voices(voices, asked, language)
    voice = next((voice for voice in named if voice.available), named[0])
    if not voice.available:
        raise InvalidArgument("voice", f"a voice that can speak; {voice.name} cannot: {voice.unavailable_reason}")
    return voice


def named_voices(voices: Sequence[Voice], asked: str, language: str = "") -> list[Voice]:
    """The voices whose name or id is *asked*, in any case. Those of *language*, by default English, come first.

    Raises:
        InvalidArgument: there is none; the text lists similar names.
    """
    named = [voice for voice in voices if asked.lower() in (voice.id.lower(), voice.name.lower())]
    if not named:
        by_lower = {voice.name.lower(): voice.name for voice in voices}
        raise UnknownVoice(
            asked, [by_lower[name] for name in difflib.get_close_matches(asked.lower(), by_lower, 3, 0.5)]
        )
    # Several languages have a voice of the same name.
    return _those_of(language or "en", named)


def _those_of(language: str, voices: Sequence[Voice]) -> list[Voice]:
    """*voices*, those that speak *language* first, then those of its other regions."""
    known = known_language(language, [voice.language for voice in voices])
    return sorted(voices, key=lambda voice: (voice.language != known, primary(voice.language) != primary(language)))
