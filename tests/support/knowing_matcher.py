# SPDX-License-Identifier: GPL-3.0-or-later
"""A matcher of clips that was told what to find, and renders as often as the real one."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Generator
from typing import BinaryIO, cast

import numpy as np
import soundfile

from studio.core.pcm import Samples
from studio.core.voices import MixPart
from studio.engine.base import Engine, Utterance
from studio.engine.clip.closest import ClosestBlend, Search, Try
from studio.engine.clip.comparison_text import ComparisonText
from studio.engine.clip.features import VoicePrint
from studio.engine.clip.matcher import ClipMatcher, HeardClip, Match
from studio.engine.clip.reading import read_clip
from studio.engine.stop import Stop
from studio.engine.tone import ToneEngine
from tests.support.waiting import HANGS_S

ROUNDS = 4
EMBEDDING = tuple(number / 192 for number in range(192))


class NamedTone(ToneEngine):
    """Has a name for which clips are worked on."""

    name = "kokoro-of-the-tests"


class KnowingMatcher:
    """Reads the clip, renders as often as the real one, and then says what it was told to.

    Attributes:
        closer: Whether a blend is told as the closest so far before the last render.
        beyond: Whether what is found is beyond blends.
        two_speak: Whether two people seem to speak in the clip.
        moved: Semitones by which what is found is moved.
        rendered: How many renders were asked for.
        rounds: How many there are of them, at most.
        enough: Whether none is to follow.
        go_on: The first render waits for this.
        rendering: Whether it was asked for.
        read_on: What reads the clip waits for this.
        reading: Whether it is read.
        unreadable: What kept it from being read.
    """

    def __init__(self, voice_id: str) -> None:
        self.voice_id = voice_id
        self.closer = self.beyond = self.two_speak = False
        self.moved = 1.25
        self.rendered = 0
        self.rounds = ROUNDS
        self.enhanced: list[bool] = []
        self.said: list[ComparisonText | None] = []
        self.brief: list[bool] = []
        self.enough = threading.Event()
        self.go_on, self.rendering = threading.Event(), threading.Event()
        self.read_on, self.reading = threading.Event(), threading.Event()
        self.go_on.set()
        self.read_on.set()
        self.unreadable: list[Exception] = []

    def hear(self, file: BinaryIO, enhance: bool = False) -> HeardClip:
        self.reading.set()
        self.read_on.wait(HANGS_S)
        try:
            clip = read_clip(file)
        except Exception as error:
            self.unreadable.append(error)
            raise
        self.enhanced.append(enhance)
        heard = VoicePrint(np.ones(256) / 16, 120.0, np.zeros(337), two_speak=self.two_speak)
        return HeardClip(heard, clip.length_s, clip.sha256)

    def search(self, clip: HeardClip, said: ComparisonText | None = None, *, brief: bool = False) -> Search:
        self.said.append(said)
        self.brief.append(brief)
        for number in range(self.rounds):
            if self.enough.is_set():
                break
            last = self.closer and number == self.rounds - 1
            closer = ClosestBlend({}, 0.0, 0.75, 0.5, number) if last else None
            yield Try({}, 0.0, ComparisonText("one two three four"), number / self.rounds, closer)
        return ClosestBlend({}, self.moved, 0.87, -0.5, self.rounds, EMBEDDING if self.beyond else ())

    def render(self, engine: Engine, attempt: Try, stop: Stop) -> Generator[None, None, Samples]:
        self.rendering.set()
        self.go_on.wait(HANGS_S)
        self.rendered += 1
        utterance = Utterance(attempt.words.text, (MixPart(self.voice_id, 1.0),), attempt.words.language)
        pieces = [np.zeros(0, np.float32)]
        for piece in engine.speak(utterance, stop):
            pieces.append(piece.samples)
            yield
        return np.concatenate(pieces)

    def print(self, samples: Samples) -> VoicePrint:
        return VoicePrint(np.ones(256) / 16, 120.0, np.zeros(337))

    def match(self, found: ClosestBlend, clip: HeardClip) -> Match:
        parts, note = (MixPart(self.voice_id, 1.0),), "It is not a copy."
        likeness = found.similarity, found.semitones
        return Match(parts, found.moved, EMBEDDING, *likeness, note, bool(found.embedding), clip.print.two_speak)


def giving(matcher: KnowingMatcher) -> Callable[[], ClipMatcher]:
    return lambda: cast(ClipMatcher, matcher)


def clip(length_s: float = 1.5, kind: str = "WAV") -> bytes:
    t_s = np.arange(round(16000 * length_s)) / 16000
    file = io.BytesIO()
    soundfile.write(file, 0.2 * np.sin(2 * np.pi * 200 * t_s), 16000, format=kind)
    return file.getvalue()
