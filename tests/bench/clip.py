# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the closest voice to clips: of known voices, of blends, of voices left out, and of other speech.

python -m tests.bench.clip                 everything; half an hour on two cores
python -m tests.bench.clip --only voices   one part: voices, blends, left-out, others
python -m tests.bench.clip --every 6       a sample: each sixth of the cases
python -m tests.bench.clip --cores 1.8     beside other work: a second is 1.8 s of this process's processor time
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.paths import data_dir
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
from tests.bench.figures import Figure, at_most, table

PARTS = ("voices", "blends", "left-out", "others")
UNSEEN = (
    "The north wind and the sun were arguing about which of them was stronger, when a traveller came along wrapped "
    "in a warm coat. They agreed that whoever made him take it off first would win."
)
ELSEWHERE = "My sister keeps an old radio in the kitchen, and every evening she turns it on and pours a cup of tea."
BLENDS = (
    ("af_heart", "bm_george"),
    ("am_michael", "bf_emma"),
    ("af_bella", "af_nicole"),
    ("am_fenrir", "am_puck"),
    ("bf_alice", "ff_siwis"),
    ("am_onyx", "if_sara"),
    ("af_sky", "jf_alpha"),
    ("bm_lewis", "hm_omega"),
)
HEAVY, LIGHT = 0.7, 0.3
LONGEST_S, FIRST_S = 60, 10
"""Seconds of a search, and until its first answer."""
ALIKE = 0.93

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
        heard = self.matcher.print(self.matcher.render(self.engine, attempt, Stop()))
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
            heard = self.matcher.print(self.matcher.render(self.engine, attempt, Stop()))
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


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.clip", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", choices=PARTS, action="append", help="measure only this; may be repeated")
    parser.add_argument("--every", type=int, default=2, help="each so many-th voice (2: 27 of 54)")
    parser.add_argument("--cores", type=float, help="count processor time, of so many seconds in one alone here")
    asked = parser.parse_args()
    parts: Mapping[str, Callable[[Bench, int], Iterator[Figure]]] = {
        "voices": known_voices,
        "blends": blends,
        "left-out": left_out,
        "others": others,
    }
    clock = clock_of(asked.cores)
    bench = open_bench(data_dir() / "models" / "kokoro-v1.0-int8", clock)
    began_s, began_cpu_s = time.monotonic(), time.process_time()
    figures = [figure for name in asked.only or PARTS for figure in parts[name](bench, asked.every)]
    print(table(figures))
    cores = (time.process_time() - began_cpu_s) / (time.monotonic() - began_s)
    print(f"{cores:.2f} s of processor time a second", file=sys.stderr)
    return 0 if all(figure.met for figure in figures) else 1


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


def known_voices(bench: Bench, every: int) -> Iterator[Figure]:
    keys = bench.stock.keys[::every]
    right, times_s, wrong = 0, [], []
    for key in keys:
        clip = bench.hear(bench.say({key: 1.0}))
        began_s = bench.clock()
        found = bench.find(clip)
        times_s.append(bench.clock() - began_s)
        heaviest = next(iter(found.weights))
        right += heaviest == key
        wrong += [] if heaviest == key else [f"{key} taken for {heaviest}"]
        note("voice", key, found)
    detail = f" ({'; '.join(wrong)})" if wrong else ""
    yield counted(f"clips of known voices whose heaviest is the true one{detail}", right, len(keys), len(keys))
    yield at_most("search for the closest voice, longest", max(times_s), LONGEST_S, "s", 1)
    yield Figure("search for the closest voice, median", f"{np.median(times_s):.1f} s")


def blends(bench: Bench, every: int) -> Iterator[Figure]:
    pairs = BLENDS if every <= 2 else BLENDS[::every]
    both, cosines = 0, []
    for heavy, light in pairs:
        true = {heavy: HEAVY, light: LIGHT}
        found = bench.find(bench.hear(bench.say(true)))
        both += {heavy, light} <= set(list(found.weights)[:3])
        cosines.append(cosine(bench.style(found.weights), bench.style(true)))
        note(f"blend, cosine {cosines[-1]:.3f}", f"{heavy} {light}", found)
    yield counted("70/30 blends with both parents among the three heaviest", both, len(pairs), len(pairs) * 7 // 8)
    worst, mean = min(cosines), float(np.mean(cosines))
    yield Figure("style cosine of 70/30 blends, least and mean", f"{worst:.3f}, {mean:.3f}", "0.9", worst >= 0.9)


def left_out(bench: Bench, every: int) -> Iterator[Figure]:
    keys = bench.stock.keys[::every]
    rows: dict[str, list[LeftOut]] = {"known": [], "not known": []}
    for key in keys:
        clip = bench.hear(bench.say({key: 1.0}))
        for words, measured in rows.items():
            said = ComparisonText(UNSEEN) if words == "known" else None
            measured.append(searched_without(bench, key, clip, said))
            print(f"left out, words {words}, same text {measured[-1].away_st:+.2f} st", file=sys.stderr)
    for words, row in rows.items():
        where = f"voices left out, words {words}"
        yield counted(f"{where}: of the same sex", sum(one.same_sex for one in row), len(keys), len(keys))
        away_st = [abs(one.away_st) for one in row]
        name = f"{where}: pitch within 0.5 semitones on the clip's text (median {np.median(away_st):.2f})"
        yield counted(name, sum(value <= 0.5 for value in away_st), len(keys), len(keys))
        for what, values in (
            ("similarity", [one.similarity for one in row]),
            ("similarity of the closest blend", [one.blends for one in row]),
            ("similarity over another text", [one.elsewhere for one in row]),
        ):
            median = float(np.median(values))
            told = f"{median:.3f}, {min(values):.3f}"
            aim = what == "similarity" and words == "known"
            asked, met = (f"{ALIKE} in the median", median >= ALIKE) if aim else ("", True)
            yield Figure(f"{where}: {what}, median and least", told, asked, met)
    measured = [one for row in rows.values() for one in row]
    yield at_most("first answer, longest", max(one.first_s for one in measured), FIRST_S, "s", 1)
    yield at_most("search for the closest voice, longest", max(one.took_s for one in measured), LONGEST_S, "s", 1)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a search among the other voices has found.

    Attributes:
        same_sex: Whether the closest blend is of the voice's sex.
        away_st: Semitones by which it speaks higher, on the clip's text.
        similarity: Of what was found, on the clip's text.
        blends: The same of the closest blend.
        elsewhere: Of what was found, to the voice, both on a text that the search did not use.
        first_s: Seconds until the first answer.
        took_s: Seconds in all.
    """

    same_sex: bool
    away_st: float
    similarity: float
    blends: float
    elsewhere: float
    first_s: float
    took_s: float


def searched_without(bench: Bench, key: str, clip: VoicePrint, said: ComparisonText | None) -> LeftOut:
    told_s: list[float] = []
    began_s = bench.clock()
    found = bench.find(clip, key, said, closer=lambda _found: told_s.append(bench.clock() - began_s))
    took_s = bench.clock() - began_s
    note("left out", key, found)
    heard, blend = bench.say_found(found), bench.say_found(replace(found, embedding=()))
    elsewhere = bench.say_found(found, ELSEWHERE).similarity(bench.hear(bench.say({key: 1.0}, ELSEWHERE)))
    same_sex = bench.sex(found.weights) == bench.sexes[key]
    away_st, first_s = heard.semitones_above(clip), min([*told_s, took_s])
    return LeftOut(same_sex, away_st, heard.similarity(clip), blend.similarity(clip), elsewhere, first_s, took_s)


def others(bench: Bench, every: int) -> Iterator[Figure]:
    """Speech of another engine, and a known voice under noise and music."""
    from studio.engine.espeak.engine import EspeakEngine

    espeak = EspeakEngine()
    for voice in espeak.voices()[:2]:
        utterance = Utterance(UNSEEN, (MixPart(voice.id, 1.0),), "en-US")
        sound = np.concatenate([piece.samples for piece in espeak.speak(utterance, Stop())])
        found = bench.find(bench.hear(sound, espeak.sample_rate_hz))
        note("espeak-ng", voice.name, found)
        told = f"similarity {found.similarity:.2f}, pitch {found.semitones:+.2f} st, {bench.sex(found.weights)}"
        yield Figure(f"closest to espeak-ng's {voice.name}", told)
    keys = bench.stock.keys[:: max(every * 3, 1)]
    for name, spoiled in (("white noise, 10 dB below", noisy), ("music, 10 dB below", with_music)):
        for enhance in (False, True):
            right = sexes = 0
            for key in keys:
                found = bench.find(bench.hear(spoiled(bench.say({key: 1.0})), enhance=enhance))
                right += next(iter(found.weights)) == key
                sexes += bench.sex(found.weights) == bench.sexes[key]
            how = "enhanced" if enhance else "as it is"
            yield Figure(f"{name}, {how}: true voice heaviest, same sex", f"{right}, {sexes} of {len(keys)}")


def noisy(samples: Samples) -> Samples:
    noise = np.random.default_rng(5).standard_normal(len(samples)) * rms(samples) * 10**-0.5
    return np.asarray(samples + noise, np.float32)


def with_music(samples: Samples) -> Samples:
    """Chords that change each half second."""
    t_s = np.arange(len(samples)) / 24000
    roots_hz = 220 * 2 ** (np.random.default_rng(6).integers(-5, 7, 200)[(t_s * 2).astype(int)] / 12)
    music = sum(np.sin(2 * np.pi * np.cumsum(roots_hz * ratio) / 24000) for ratio in (1, 1.26, 1.5, 2, 3))
    return np.asarray(samples + music / rms(np.asarray(music)) * rms(samples) * 10**-0.5, np.float32)


def rms(samples: NDArray[np.floating]) -> float:
    return float(np.sqrt(np.mean(samples.astype(np.float64) ** 2)))


def cosine(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def counted(name: str, count: int, of: int, asked: int) -> Figure:
    return Figure(name, f"{count} of {of}", f"{asked} of {of}", count >= asked)


def note(what: str, name: str, found: ClosestBlend) -> None:
    """As it goes, on standard error."""
    heaviest = ", ".join(f"{key} {weight:.2f}" for key, weight in list(found.weights.items())[:4])
    told = f"{found.similarity:.3f} {found.semitones:+.2f} st, moved {found.moved:+.2f} st, {found.rounds} rounds"
    print(f"{what} | {name} | {told} | {heaviest}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
