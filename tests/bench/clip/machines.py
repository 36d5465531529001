# SPDX-License-Identifier: GPL-3.0-or-later
"""Clips of machines' voices: known ones, blends, ones that the search may not use, and other speech."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from studio.core.voices import MixPart
from studio.engine.base import Utterance
from studio.engine.clip.comparison_text import ComparisonText
from studio.engine.clip.features import VoicePrint
from studio.engine.stop import Stop
from tests.bench.clip.bench import ELSEWHERE, FIRST_S, LONGEST_S, UNSEEN, Bench, Samples, counted, note
from tests.bench.figures import Figure, at_most

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
ALIKE = 0.93


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
