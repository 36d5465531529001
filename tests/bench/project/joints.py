# SPDX-License-Identifier: GPL-3.0-or-later
"""Joints of takes that are rendered in part: an edited sentence among kept ones, and words that are read again.

python -m tests.bench.project.joints            20 paragraphs
python -m tests.bench.project.joints --count 5  fewer

Each side of a joint is held against the text that it was rendered of, rendered whole: what was kept against the earlier
take, what is new against the same words of a rendering of all of the paragraph, in the same variation. The engine keeps
nothing of what it has said, as if the paragraph had been rendered a week ago.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from studio.app.takes.filling import Client, Filling
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import LiveTake, TakeCache
from studio.app.takes.taking import Taking
from studio.app.work.work import Work
from studio.client.endpoint import Endpoint
from studio.client.speech.client import AsyncSpeechClient
from studio.client.status import EngineStatus
from studio.core.pcm import Samples
from studio.core.project import Paragraph, Project, VoiceDesign, paragraph_spans
from studio.core.takes import ClipSpan, Take
from studio.core.timeline import WordRange, WordTiming
from studio.core.voices import MixPart
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.settings import KokoroSettings
from studio.engine.kokoro.voices.stock import stock_voices
from studio.engine.model.store import open_store
from studio.project.history import History
from tests.bench.figures import Figure, at_most, table
from tests.bench.sentences import WRITTEN
from tests.bench.words import VOICES
from tests.support.mel_distance import joint_distances_db
from tests.support.speech_server import running_server

SENTENCES = 4
COUNT = 20
SEED = 17
RATE_HZ = 24000
MOST_DB = 2.0
_CLICK_S = 0.002


@dataclass(frozen=True, slots=True)
class Joint:
    """A joint, and how it sounds.

    Attributes:
        what: Where it is, in words.
        kept_db, new_db: Log-mel distance of each side.
        click: The largest step between samples at the joint, in the largest one within 100 ms around it.
    """

    what: str
    kept_db: float
    new_db: float
    click: float


class Jointed:
    """Takes of one paragraph, rendered by *client* in *design*."""

    def __init__(self, client: AsyncSpeechClient, design: VoiceDesign, status: EngineStatus, text: str) -> None:
        self._client, self._design, self._status = client, design, status
        self._history = History(Project((Paragraph("p", text),)))
        self._work = Work()
        self._taking = Taking(self._history, TakeCache(), self._work)
        self._renderer = Renderer(TakeCache(), taking=self._taking)

    @property
    def paragraph(self) -> Paragraph:
        return self._history.project.paragraphs[0]

    async def render(self) -> None:
        """Render the paragraph as the program does: of what was rendered before, only what has changed."""
        take = self._renderer.paragraph_take(self.paragraph, self._design, self._status.engine, RATE_HZ)
        await self._renderer.render_paragraph(self._client, take, self.paragraph, self._design, self._status.engine)

    async def edited(self, text: str) -> list[Joint]:
        """The joints of the take that is made once the text is *text*."""
        earlier = self._newest()
        self._history.do("editing", replace(self._history.project, paragraphs=(Paragraph("p", text),)))
        await self.render()
        return await self._joints(*earlier)

    async def read_again(self, words: WordRange) -> list[Joint]:
        """The joints of the take in which *words* are read another time."""
        earlier = self._newest()

        async def again(_broken: Client) -> AsyncSpeechClient:
            return self._client

        await self._renderer.another_reading(self._client, self.paragraph, self._design, self._status, again, words)
        return await self._joints(*earlier)

    async def close(self) -> None:
        await self._taking.settle()
        await self._work.tasks.close()

    def _newest(self) -> tuple[Take, LiveTake]:
        take = self._taking.takes_of(self.paragraph)[-1]
        sound = self._taking.sounds.to_play(take)
        assert sound is not None
        return take, sound

    async def _whole(self, variation: int) -> LiveTake:
        whole = LiveTake("whole", RATE_HZ)
        filling = Filling(self._client, whole, lambda _take: None, variation=variation)
        await filling.speak(self.paragraph, self._design)
        return whole

    async def _joints(self, earlier: Take, was: LiveTake) -> list[Joint]:
        take, sound = self._newest()
        whole = await self._whole(take.made.variation)
        heard = _samples(sound)
        kept = {span.clip for span in earlier.spans}
        sides: list[_Side] = []
        at, word = 0, 0
        for span in take.spans:
            words = sound.words[word : word + span.end_word - span.first_word]
            if span.clip in kept:
                sides.append(_Side("kept", at, _samples(was), _place(earlier, span)))
            else:
                place = at + round((whole.words[word].start_s - words[0].start_s) * RATE_HZ)
                sides.append(_Side("new", at, _samples(whole), place))
            at, word = at + span.end_frame - span.first_frame, word + len(words)
        return [
            _joint(heard, before, behind, sound.words)
            for before, behind in pairwise(sides)
            if before.kind != behind.kind
        ]


@dataclass(frozen=True, slots=True)
class _Side:
    """A stretch of a take: where it begins, and the sound that it was made of, in which it begins at *place*."""

    kind: str
    begin: int
    whole: Samples
    place: int


def _place(take: Take, wanted: ClipSpan) -> int:
    """Where *wanted*, a part of a clip, begins in *take*."""
    at = 0
    for span in take.spans:
        if span.clip == wanted.clip and span.first_frame <= wanted.first_frame < span.end_frame:
            return at + wanted.first_frame - span.first_frame
        at += span.end_frame - span.first_frame
    raise ValueError(wanted.clip)


def _joint(heard: Samples, before: _Side, behind: _Side, words: tuple[WordTiming, ...]) -> Joint:
    joint = behind.begin
    left = before.whole, before.place + joint - before.begin
    distances = joint_distances_db(heard, joint, left, (behind.whole, behind.place), RATE_HZ)
    new, kept = distances if before.kind == "new" else distances[::-1]
    last = [word.text for word in words if word.start_s * RATE_HZ < joint][-1:]
    return Joint(f"{before.kind} | {behind.kind} after {last}", kept, new, _click(heard, joint))


def _click(heard: Samples, joint: int) -> float:
    at, around = round(_CLICK_S * RATE_HZ), RATE_HZ // 10
    steps = np.abs(np.diff(heard, 2))
    near = float(steps[max(0, joint - at) : joint + at].max(initial=0.0))
    rest = np.concatenate([steps[max(0, joint - around) : joint - at], steps[joint + at : joint + around]])
    return near / max(float(rest.max(initial=0.0)), 1e-3)


def _samples(take: LiveTake) -> Samples:
    return take.read(0, take.frames)


def _texts(count: int) -> Iterator[tuple[str, str, str]]:
    """Paragraphs of four sentences, each with itself edited in its first, a middle or its last one."""
    for number in range(count):
        first = number * SENTENCES
        own = [WRITTEN[(first + at) % len(WRITTEN)] for at in range(SENTENCES)]
        edited = list(own)
        at = (0, 1, SENTENCES - 1)[number % 3]
        edited[at] = WRITTEN[(first + SENTENCES) % len(WRITTEN)]
        yield " ".join(own), " ".join(edited), ("first", "a middle", "last")[number % 3]


async def _measured(url: str, token: str, count: int) -> tuple[list[Joint], list[Joint]]:
    chance = random.Random(SEED)
    ids = {stock.key: stock.voice.id for stock in stock_voices()}
    client = AsyncSpeechClient(Endpoint(url, token))
    edits, readings = list[Joint](), list[Joint]()
    try:
        status = await client.status()
        for number, (text, edited, _) in enumerate(_texts(count)):
            design = VoiceDesign((MixPart(ids[VOICES[number % len(VOICES)]], 1.0),))
            jointed = Jointed(client, design, status, text)
            await jointed.render()
            edits += await jointed.edited(edited)
            spans = paragraph_spans(jointed.paragraph, "")
            words = chance.randint(1, 4)
            first = chance.randint(0, len(spans) - words)
            readings += await jointed.read_again(
                WordRange(first, first + words if first + words < len(spans) else None)
            )
            await jointed.close()
    finally:
        await client.aclose()
    return edits, readings


def measure(count: int = COUNT) -> list[Figure]:
    """All figures, by Kokoro."""
    store = open_store()
    store.prepared()
    engine = KokoroEngine(store.folder, KokoroSettings(most_cached_bytes=0))
    with tempfile.TemporaryDirectory() as name, running_server(Path(name), engine) as server:
        edits, readings = asyncio.run(_measured(server.url, server.token, count))
    return [*_figures("An edited sentence among kept ones", edits), *_figures("Words read again", readings)]


def _figures(what: str, joints: list[Joint]) -> list[Figure]:
    distances = [each for joint in joints for each in (joint.kept_db, joint.new_db)]
    name = f"{what}: log-mel within 100 ms of {len(joints)} joints, from what was rendered whole"
    return [
        Figure(f"{name}, median", f"{np.median(distances):.2f} dB"),
        at_most(f"{name}, largest", max(distances), MOST_DB, "dB"),
        at_most(
            f"{what}: largest step at a joint, in the largest around it", max(j.click for j in joints), 1.0, "times"
        ),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.project.joints", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--count", type=int, default=COUNT, help="number of paragraphs")
    figures = measure(parser.parse_args().count)
    print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
