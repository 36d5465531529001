# SPDX-License-Identifier: GPL-3.0-or-later
"""Rendering of text into takes, through the client."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Awaitable, Callable

from studio.app.takes import LiveTake, TakeCache
from studio.client.speech.client import AsyncSpeechClient
from studio.client.speech.events import Audio, Done, Failed, Notice, SpeechEvent, Words
from studio.client.speech.request import SpeechRequest
from studio.core.errors import ConnectionFailed, EngineUnavailable, NothingToSay, StudioError
from studio.core.observe import Signal
from studio.core.pcm import PcmFormat
from studio.core.project import VoiceDesign, take_key
from studio.core.timeline import ALL_WORDS, WordRange
from studio.core.voices import MixPart

HoldBack = Callable[[LiveTake], Awaitable[None]]
Again = Callable[[AsyncSpeechClient], Awaitable[AsyncSpeechClient]]
TRIES_WITHOUT_PROGRESS = 3


def speech_request(text: str, design: VoiceDesign, sample_rate_hz: int, words: WordRange = ALL_WORDS) -> SpeechRequest:
    """The request for *words* of *text* in *design*, at the engine's own rate so that nothing is resampled here."""
    voice: str | tuple[MixPart, ...] = design.mix[0].voice_id if len(design.mix) == 1 else design.mix
    return SpeechRequest(
        text,
        voice,
        language=design.language,
        controls=design.controls,
        format=PcmFormat("raw", "pcm_f32le", sample_rate_hz),
        words=words,
    )


class Renderer:
    """Renders takes, and returns kept ones.

    Args:
        takes: The cache of complete takes.
        speakable: Gives a design that the engine can speak now, and that sounds like its argument; see
            Voices.speakable.

    Attributes:
        grown: Emits a take each time it has more audio or words.
        first_sound_s: Seconds from the newest request to its first sound; None before any was heard.
    """

    def __init__(
        self, takes: TakeCache, speakable: Callable[[VoiceDesign], VoiceDesign] = lambda design: design
    ) -> None:
        self._takes = takes
        self._speakable = speakable
        self.grown: Signal[LiveTake] = Signal()
        self.first_sound_s: float | None = None

    def kept(self, text: str, design: VoiceDesign, engine_name: str) -> LiveTake | None:
        """The kept take of *text* in *design*, if there is one; quick if asked again for the same."""
        return self._takes.get(take_key(text, design, engine_name))

    def take_for(
        self, text: str, design: VoiceDesign, engine_name: str, sample_rate_hz: int, words: WordRange = ALL_WORDS
    ) -> LiveTake:
        """The kept take of those *words* of *text* in *design*, or a new empty one to render."""
        key = take_key(text, design, engine_name, words)
        return self._takes.get(key) or LiveTake(key, sample_rate_hz)

    async def render(
        self,
        client: AsyncSpeechClient,
        take: LiveTake,
        text: str,
        design: VoiceDesign,
        hold_back: HoldBack | None = None,
        again: Again | None = None,
        words: WordRange = ALL_WORDS,
    ) -> None:
        """Fill *take* with *words* of *text*; *hold_back* is awaited before each event and may hold the render back.

        If the engine breaks off, *again* gives a client to go on with, and samples that *take* already holds are not
        added again. On failure take.error is set, the samples so far stay, and the error is raised.

        Raises:
            StudioError: the server or the connection failed.
        """
        if take.complete:
            return
        tries = 0
        try:
            while True:
                frames = take.frames
                request = speech_request(text, self._speakable(design), take.sample_rate_hz, words)
                try:
                    await self._fill(client, take, request, hold_back)
                    break
                except (ConnectionFailed, EngineUnavailable):
                    tries = 0 if take.frames > frames else tries + 1
                    if again is None or tries >= TRIES_WITHOUT_PROGRESS:
                        raise
                    client = await again(client)
        except StudioError as error:
            take.error = error
            self.grown.emit(take)
            raise
        self._takes.put(take)

    async def _fill(
        self, client: AsyncSpeechClient, take: LiveTake, request: SpeechRequest, hold_back: HoldBack | None
    ) -> None:
        """Add to *take* what it does not hold yet. This works because a text is spoken the same each time."""
        frames, words = take.frames, len(take.words)
        take.skipped = ()
        events = self._timed(client.speak(request))
        try:
            async for event in events:
                if isinstance(event, Audio):
                    known, frames = min(frames, len(event.samples)), max(0, frames - len(event.samples))
                    if known < len(event.samples):
                        take.append(event.samples[known:])
                elif isinstance(event, Words):
                    known, words = min(words, len(event.words)), max(0, words - len(event.words))
                    take.add_words(event.words[known:])
                elif isinstance(event, Notice):
                    take.skipped = (*take.skipped, *event.skipped)
                    take.hold_back(event.buffer_s, event.wait_s)
                elif _is_end(event):
                    take.finish()
                elif isinstance(event, Failed):
                    raise event.error
                self.grown.emit(take)
                if hold_back is not None:
                    await hold_back(take)
                # Events that have arrived come without a wait, so the window is given its turn.
                await asyncio.sleep(0)
        finally:
            await events.aclose()
        if not take.complete:
            raise EngineUnavailable("The engine stopped in the middle of the text: try again.")

    async def _timed(self, events: AsyncGenerator[SpeechEvent]) -> AsyncGenerator[SpeechEvent]:
        """*events*, of which the first sound tells how soon the engine speaks."""
        asked_s, waiting = time.monotonic(), True
        async with contextlib.aclosing(events):
            async for event in events:
                if waiting and isinstance(event, Audio):
                    self.first_sound_s, waiting = time.monotonic() - asked_s, False
                yield event


def _is_end(event: object) -> bool:
    """Whether a take is whole with *event*: a paragraph of marks, such as a scene's "***", is so without a sound."""
    return isinstance(event, Done) or (isinstance(event, Failed) and isinstance(event.error, NothingToSay))
