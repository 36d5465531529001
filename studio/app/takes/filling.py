# SPDX-License-Identifier: GPL-3.0-or-later
"""Filling of a take: with speech of the engine, which may break off, and with stretches of an earlier take."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Awaitable, Callable

import numpy as np

from studio.app.takes.levels import part_gain
from studio.app.takes.plan import SENTENCE_END, USUAL_PAUSE_S, Kept
from studio.app.takes.request_scripts import request_script
from studio.app.takes.takes import LiveTake
from studio.client.speech.client import AsyncSpeechClient
from studio.client.speech.events import Audio, Done, Failed, Notice, SpeechEvent, Words
from studio.client.speech.request import SpeechRequest, VoiceChoice
from studio.core.errors import ConnectionFailed, EngineUnavailable, NothingToSay, StudioError
from studio.core.observe import Signal
from studio.core.pcm import PcmFormat, faded
from studio.core.project import Paragraph, SplitDesign, VoiceDesign, paragraph_spans
from studio.core.splits import Part, parts_of
from studio.core.timeline import ALL_WORDS, WordRange

HoldBack = Callable[[LiveTake], Awaitable[None]]
Client = AsyncSpeechClient | None
"""The engine's client; None while none runs and all that is wanted is kept."""
Again = Callable[[Client], Awaitable[AsyncSpeechClient]]
Place = tuple[int, int]
"""A number of frames and one of words of a take."""
TRIES_WITHOUT_PROGRESS = 3


def speech_request(
    paragraph: Paragraph,
    design: VoiceDesign,
    sample_rate_hz: int,
    words: WordRange = ALL_WORDS,
    variation: int = 0,
    as_in_whole: bool = False,
) -> SpeechRequest:
    """The request for *words* of *paragraph* in *design*, at the engine's own rate so that nothing is resampled."""
    script = request_script(paragraph)
    one = design.mix[0] if len(design.mix) == 1 else None
    voice: VoiceChoice = design.mix if one is None else one.embedding or one.voice_id
    return SpeechRequest(
        script.text,
        voice,
        language=design.language,
        controls=design.controls,
        format=PcmFormat("raw", "pcm_f32le", sample_rate_hz),
        words=words,
        variation=variation,
        pronunciations=script.pronunciations,
        as_in_whole=as_in_whole,
    )


class Filling:
    """Fills one take.

    Args:
        client: Speaks; None for that there is none yet.
        take: The take to fill.
        grown: Called each time it has more audio or words.
        hold_back: Awaited after each event; it may hold the render back.
        again: Gives a client to go on with where the engine broke off; None to fail there.
        variation: Number of the reading.
        speakable: Gives a design that the engine can speak now.

    Attributes:
        began: Emits the seconds from a request to its first sound, when that has come.
    """

    def __init__(
        self,
        client: Client,
        take: LiveTake,
        grown: Callable[[LiveTake], object],
        hold_back: HoldBack | None = None,
        again: Again | None = None,
        variation: int = 0,
        speakable: Callable[[VoiceDesign], VoiceDesign] = lambda design: design,
    ) -> None:
        self._client: Client = client
        self._variation = variation
        self._speakable = speakable
        self._take = take
        self._grown = grown
        self._hold_back = hold_back
        self._again = again
        self.began: Signal[float] = Signal()

    async def speak(
        self,
        paragraph: Paragraph,
        design: VoiceDesign,
        words: WordRange = ALL_WORDS,
        begin: Place = (0, 0),
        as_in_whole: bool = False,
    ) -> tuple[Place, ...]:
        """Add *words* of *paragraph*, which come after the frames and words *begin* of the take: a request for each
        part of it in a design of its own.

        With *as_in_whole* they sound as in all of the text, and come later.

        Samples that the take already holds are not added again. On failure take.error is set, the samples so far stay,
        and the error is raised.

        Returns:
            The place in the take where each request's sound begins, and the last one's end.

        Raises:
            StudioError: the server or the connection failed.
        """
        parts = parts_of(paragraph, design)
        if not isinstance(design, SplitDesign) or len(parts) == 1:
            return begin, await self._speak(parts[0], words, begin, as_in_whole)
        at, places, number = begin, [begin], 0
        before: Part | None = None
        for part in parts:
            count = len(paragraph_spans(part.paragraph, part.design.language))
            wanted, number = words.among(number, count), number + count
            if count and not len(wanted):
                continue
            if before is not None and SENTENCE_END.search(before.paragraph.text.rstrip()):
                at = self._silence_at(at)
                places[-1] = at
            chosen = ALL_WORDS
            if count and len(wanted) < count:
                chosen = WordRange(wanted.start, None if wanted.stop == count else wanted.stop)
            at = await self._speak(part, chosen, at, as_in_whole, part_gain(design, part.design))
            places.append(at)
            before = part
        return tuple(places)

    def _silence_at(self, at: Place) -> Place:
        """The place behind a pause between two sentences at *at*, which is added unless the take holds it already."""
        frames = at[0] + round(USUAL_PAUSE_S * self._take.sample_rate_hz)
        if frames > self._take.frames:
            self._take.append(np.zeros(frames - self._take.frames, np.float32))
        return frames, at[1]

    async def _speak(self, part: Part, words: WordRange, begin: Place, as_in_whole: bool, gain: float = 1.0) -> Place:
        """Add what one request speaks, by the factor *gain*; returns its end.

        Raises:
            StudioError: the server or the connection failed.
        """
        tries = 0
        self._take.error = None
        skipped = self._take.skipped if begin[0] else ()
        try:
            while True:
                frames, self._take.skipped = self._take.frames, skipped
                design, rate_hz = self._speakable(part.design), self._take.sample_rate_hz
                request = speech_request(part.paragraph, design, rate_hz, words, self._variation, as_in_whole)
                try:
                    if self._client is None:
                        raise EngineUnavailable("The engine does not run: try again in a moment.")
                    return await self._add(self._client, request, begin, gain)
                except (ConnectionFailed, EngineUnavailable):
                    tries = 0 if self._take.frames > frames else tries + 1
                    if self._again is None or tries >= TRIES_WITHOUT_PROGRESS:
                        raise
                    self._client = await self._again(self._client)
        except StudioError as error:
            self._take.error = error
            self._grown(self._take)
            raise

    def keep(self, sound: LiveTake, part: Kept, begin: Place) -> Place:
        """Add a stretch of *sound* with its words at *begin*, unless the take holds it already; returns its end."""
        take, rate_hz = self._take, self._take.sample_rate_hz
        first = round(part.from_s * rate_hz)
        end = sound.frames if part.to_s is None else min(round(part.to_s * rate_hz), sound.frames)
        if take.frames == begin[0]:
            by_s = (begin[0] - first) / rate_hz
            take.append(faded(sound.read(first, end - first), rate_hz, begin=first > 0, end=end < sound.frames))
            take.add_words(word.shifted(by_s) for word in sound.words[part.first_word : part.end_word])
            self._grown(take)
        return begin[0] + max(end - first, 0), begin[1] + part.end_word - part.first_word

    def pause(self, pause_s: float, begin: Place) -> Place:
        """Add silence at *begin*, unless the take holds it already; returns its end."""
        frames = round(pause_s * self._take.sample_rate_hz)
        if frames and self._take.frames == begin[0]:
            self._take.append(np.zeros(frames, np.float32))
        return begin[0] + frames, begin[1]

    def finish(self) -> None:
        """Tell that all has been added."""
        self._take.finish()
        self._grown(self._take)

    async def _add(self, client: AsyncSpeechClient, request: SpeechRequest, begin: Place, gain: float) -> Place:
        """Add what the take does not hold yet; returns where it ends. This works because a text is spoken the same each
        time."""
        take = self._take
        frames, words = take.frames - begin[0], len(take.words) - begin[1]
        end_frame, end_word = begin
        by_s = begin[0] / take.sample_rate_hz
        ended = False
        events = self._timed(client.speak(request))
        try:
            async for event in events:
                if isinstance(event, Audio):
                    end_frame += len(event.samples)
                    known, frames = min(frames, len(event.samples)), max(0, frames - len(event.samples))
                    if known < len(event.samples):
                        take.append(event.samples[known:] * np.float32(gain))
                elif isinstance(event, Words):
                    end_word += len(event.words)
                    known, words = min(words, len(event.words)), max(0, words - len(event.words))
                    take.add_words(word.shifted(by_s) if by_s else word for word in event.words[known:])
                elif isinstance(event, Notice):
                    take.skipped = (*take.skipped, *event.skipped)
                    take.hold_back(event.buffer_s, event.wait_s)
                elif _is_end(event):
                    ended = True
                elif isinstance(event, Failed):
                    raise event.error
                self._grown(take)
                if self._hold_back is not None and not ended:
                    await self._hold_back(take)
                # Events that have arrived come without a wait, so the window is given its turn.
                await asyncio.sleep(0)
        finally:
            await events.aclose()
        if not ended:
            raise EngineUnavailable("The engine stopped in the middle of the text: try again.")
        return end_frame, end_word

    async def _timed(self, events: AsyncGenerator[SpeechEvent]) -> AsyncGenerator[SpeechEvent]:
        """*events*, of which the first sound tells how soon the engine speaks."""
        asked_s, waiting = time.monotonic(), True
        async with contextlib.aclosing(events):
            async for event in events:
                if waiting and isinstance(event, Audio):
                    waiting = False
                    self.began.emit(time.monotonic() - asked_s)
                yield event


def _is_end(event: object) -> bool:
    """Whether a take is whole with *event*: a paragraph of marks, such as a scene's "***", is so without a sound."""
    return isinstance(event, Done) or (isinstance(event, Failed) and isinstance(event.error, NothingToSay))
