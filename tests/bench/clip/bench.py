# SPDX-License-Identifier: GPL-3.0-or-later
"""What all parts of the clips' bench measure with."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.voices import MixPart
from studio.engine.base import Engine, Utterance
from studio.engine.clip.closest import ClosestBlend, Try
from studio.engine.clip.closest_voice import USUAL, closest_voice
from studio.engine.clip.comparison_text import ComparisonText
from studio.engine.clip.features import VoicePrint
from studio.engine.clip.matcher import ClipMatcher
from studio.engine.clip.region import StockEmbeddings
from studio.engine.clip.stock_prints import StockPrints, load_stock_prints
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.voices.space import load_basis
from studio.engine.kokoro.voices.stock import stock_voices
from studio.engine.stop import Stop
from tests.bench.figures import Figure
from tests.support.steps import result_of

UNSEEN = (
    "The north wind and the sun were arguing about which of them was stronger, when a traveller came along wrapped "
    "in a warm coat. They agreed that whoever made him take it off first would win."
)
ELSEWHERE = "My sister keeps an old radio in the kitchen, and every evening she turns it on and pours a cup of tea."
LONGEST_S, FIRST_S = 60, 10
"""Seconds of a search, and until its first answer."""

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """What all parts measure with."""

    engine: Engine
    matcher: ClipMatcher
    stock: StockPrints
    ids: Mapping[str, str]
    sexes: Mapping[str, str]
    embeddings: Mapping[str, NDArray[np.float64]]
    clock: Callable[[], float]

    def say(self, weights: Mapping[str, float], text: str = UNSEEN) -> Samples:
        """At the engine's rate."""
        source = tuple(MixPart(self.ids[key], weight) for key, weight in weights.items())
        pieces = self.engine.speak(Utterance(text, source, "en-US"), Stop())
        return np.concatenate([piece.samples for piece in pieces])

    def hear(self, samples: Samples, rate_hz: int = 24000, enhance: bool = False) -> VoicePrint:
        return self.matcher.hear(io.BytesIO(wav(samples, rate_hz)), enhance).print

    def say_found(self, found: ClosestBlend, text: str = UNSEEN) -> VoicePrint:
        """The print of *text* as said by what a search has found."""
        attempt = Try(found.weights, found.moved, ComparisonText(text), 1.0, embedding=found.embedding)
        heard = self.matcher.print(result_of(self.matcher.render(self.engine, attempt, Stop())))
        assert heard is not None
        return heard

    def find(
        self,
        clip: VoicePrint,
        without: str = "",
        said: ComparisonText | None = None,
        closer: Callable[[ClosestBlend], object] = lambda _found: None,
    ) -> ClosestBlend:
        """Searches among the voices but the one *without*; *closer* is told the closest so far."""
        known = self.stock.of([key for key in self.stock.keys if key != without])
        embeddings = StockEmbeddings(self.embeddings, known, self.sexes)
        search = closest_voice(clip, known, embeddings, said, USUAL, self.clock)
        attempt = next(search)
        while True:
            if attempt.closer is not None:
                closer(attempt.closer)
            heard = self.matcher.print(result_of(self.matcher.render(self.engine, attempt, Stop())))
            try:
                attempt = search.send(heard)
            except StopIteration as ended:
                found: ClosestBlend = ended.value
                return found

    def style(self, weights: Mapping[str, float]) -> NDArray[np.float64]:
        return np.asarray(sum(self.embeddings[key] * weight for key, weight in weights.items()), np.float64)

    def sex(self, weights: Mapping[str, float]) -> str:
        """Of the heavier half."""
        female = sum(weight for key, weight in weights.items() if self.sexes[key] == "female")
        return "female" if female > 0.5 else "male"


def wav(samples: Samples, rate_hz: int) -> bytes:
    import soundfile

    file = io.BytesIO()
    soundfile.write(file, samples, rate_hz, format="WAV", subtype="PCM_16")
    return file.getvalue()


def clock_of(cores: float | None) -> Callable[[], float]:
    """Seconds as they pass, or those of *cores* that this process alone would take for what it has done."""
    return time.monotonic if cores is None else lambda: time.process_time() / cores


def open_bench(folder: Path, clock: Callable[[], float]) -> Bench:
    basis, stock = load_basis(), stock_voices()
    return Bench(
        KokoroEngine(folder),
        ClipMatcher(folder),
        load_stock_prints(),
        {each.key: each.voice.id for each in stock},
        {each.key: each.voice.sex for each in stock},
        dict(zip(basis.keys, basis.embeddings, strict=True)),
        clock,
    )


def counted(name: str, count: int, of: int, asked: int) -> Figure:
    return Figure(name, f"{count} of {of}", f"{asked} of {of}", count >= asked)


def note(what: str, name: str, found: ClosestBlend) -> None:
    """As it goes, on standard error."""
    heaviest = ", ".join(f"{key} {weight:.2f}" for key, weight in list(found.weights.items())[:4])
    told = f"{found.similarity:.3f} {found.semitones:+.2f} st, moved {found.moved:+.2f} st, {found.rounds} rounds"
    print(f"{what} | {name} | {told} | {heaviest}", file=sys.stderr, flush=True)
