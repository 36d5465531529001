# SPDX-License-Identifier: GPL-3.0-or-later
"""Export of the transcript to one file, with the same takes and pauses as are heard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, TypeVarTuple

import numpy as np

from studio.app.design.casting import Casting, narrator_alone
from studio.app.exporting.export_formats import FileFormat
from studio.app.takes.filling import Again, Client
from studio.app.takes.levels import cast_gains
from studio.app.takes.pausing import pause_between
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import LiveTake
from studio.client.speech.client import AsyncSpeechClient
from studio.client.status import EngineStatus
from studio.core.errors import InvalidArgument
from studio.core.project import Paragraph, Project, VoiceDesign
from studio.core.timeline import WordTiming
from studio.export.writing import Sink, new_file

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")
_WANTED = "at least one word to read"
Progress = Callable[[float], None]


@dataclass(slots=True)
class SpeechSource:
    """The source of an export's speech.

    Attributes:
        renderer: Gives kept takes, and renders others; another one as soon as the project is left.
        client: Renders what is missing; None where all is kept.
        status: The engine's status, with its name and rate.
        again: Gives a client to go on with if the engine breaks off; see Renderer.render.
    """

    renderer: Renderer
    client: Client
    status: EngineStatus
    again: Again | None = None


class SteadySpeech:
    """Renders one paragraph after the other. The client that takes the place of a broken one speaks the following ones
    too."""

    def __init__(self, speech: SpeechSource) -> None:
        self._speech = speech
        self._client = speech.client

    async def kept(
        self, paragraph: Paragraph, design: VoiceDesign, told: Callable[[LiveTake], object] = lambda _take: None
    ) -> LiveTake:
        """The take of *paragraph* in *design* that the project has, or gets. *told* is called as it grows.

        Raises:
            StudioError: it could not be rendered.
        """
        status = self._speech.status
        while True:
            renderer = self._speech.renderer
            take = renderer.paragraph_take(paragraph, design, status.engine, status.sample_rate_hz)

            def follow(grown: LiveTake, mine: LiveTake = take) -> None:
                if grown is mine:
                    told(grown)

            disconnect = renderer.grown.connect(follow)
            try:
                await renderer.render_paragraph(self._client, take, paragraph, design, status.engine, again=self._again)
            finally:
                disconnect()
            # When the project is left meanwhile, what has come may be none of its takes.
            if renderer is self._speech.renderer:
                return take

    async def passing(self, paragraph: Paragraph, design: VoiceDesign) -> LiveTake:
        """A take of *paragraph* in *design* that no project keeps.

        Raises:
            StudioError: it could not be rendered.
        """
        renderer, status = self._speech.renderer, self._speech.status
        take = renderer.take_for(paragraph, design, status.engine, status.sample_rate_hz)
        await renderer.render(self._client, take, paragraph, design, again=self._again)
        return take

    @property
    def _again(self) -> Again | None:
        return self._go_on if self._speech.again else None

    async def _go_on(self, broken: Client) -> AsyncSpeechClient:
        assert self._speech.again is not None
        self._client = client = await self._speech.again(broken)
        return client


async def in_thread(call: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
    """What *call* returns in another thread. A cancel waits until it has returned, so that what it uses is closed only
    then."""
    running = asyncio.get_running_loop().run_in_executor(None, call, *arguments)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await _ended(running)
        raise


@asynccontextmanager
async def writing(path: Path, source_rate_hz: int, file_format: FileFormat) -> AsyncIterator[Sink]:
    """A sink as of `new_file`, to be called by `in_thread`. The file is opened, brought onto the disk and closed in a
    thread, too.

    Raises:
        SaveFailed: see `new_file`.
    """
    file = new_file(path, source_rate_hz, file_format)
    try:
        yield await in_thread(file.__enter__)
    except BaseException as error:
        await in_thread(file.__exit__, type(error), error, error.__traceback__)
        raise
    # A cancel is too late from here on, since the file may have its place already.
    running = asyncio.get_running_loop().run_in_executor(None, file.__exit__, None, None, None)
    await _ended(running)
    running.result()


async def _ended(running: asyncio.Future[Result]) -> None:
    while not running.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait({running})


async def export(
    path: Path,
    project: Project,
    design: VoiceDesign,
    speech: SpeechSource,
    file_format: FileFormat,
    progress: Progress = lambda _share: None,
    casting: Casting = narrator_alone,
) -> tuple[WordTiming, ...]:
    """Render what is missing and write *path*. Cancelling leaves no new file and an old one untouched.

    Args:
        progress: Called with the share done, 0 to 1, by words.
        casting: Says in which design a paragraph is read.

    Returns:
        Word timings in seconds of the whole file.

    Raises:
        InvalidArgument: there is nothing to read.
        SaveFailed: the file could not be written.
        StudioError: the speech could not be rendered.
    """
    paragraphs = [paragraph for paragraph in project.paragraphs if paragraph.is_read]
    if project.blank:
        raise InvalidArgument("text", _WANTED)
    status, reader = speech.status, casting(project, design)
    weights = [len(paragraph.text.split()) for paragraph in paragraphs]
    total = max(sum(weights), 1)  # of a pause alone there is no word
    words: list[WordTiming] = []
    at_s = 0.0
    heard = False
    between, gain_of = pause_between(project), cast_gains(project)
    steady = SteadySpeech(speech)

    async with writing(path, status.sample_rate_hz, file_format) as sink:
        for index, paragraph in enumerate(paragraphs):
            before = sum(weights[:index])

            def told(take: LiveTake, before: int = before) -> None:
                progress((before + len(take.words)) / total)

            take = await steady.kept(paragraph, reader(paragraph), told)
            if index:
                pause_s = between(paragraphs[index - 1], paragraph)
                pause = np.zeros(round(pause_s * status.sample_rate_hz), np.float32)
                await in_thread(sink.write, pause)
                at_s += len(pause) / status.sample_rate_hz
            heard_as = speech.renderer.heard_as(paragraph, reader(paragraph), status.engine)
            samples = take.read(0, take.frames) * np.float32(gain_of(*heard_as))
            await in_thread(sink.write, samples)
            words.extend(word.shifted(at_s) for word in take.words)
            at_s += take.duration_s
            heard = heard or take.frames > 0
            progress((before + weights[index]) / total)
        if not heard:
            # Such as emoji alone: nothing is written.
            raise InvalidArgument("text", _WANTED)
    return tuple(words)


def word_times(words: Sequence[WordTiming]) -> dict[str, list[str] | list[float]]:
    """The API's form of word timings: words, start and end, in seconds."""
    return {
        "words": [word.text for word in words],
        "start": [round(word.start_s, 4) for word in words],
        "end": [round(word.end_s, 4) for word in words],
    }
