# SPDX-License-Identifier: GPL-3.0-or-later
"""Computes `resources/voice_moments_v1.npz`: what the generator's normalisations usually take in a style.

    python packaging/voices/make_voice_moments.py MODEL_FOLDER resources/voice_moments_v1.npz [RENDERS_FOLDER]

Renders every voice with texts of its language, those of other languages than English with an English one too, and some
blends, then every voice with other pitches, strengths and rates than its own, for half an hour on two cores; with
RENDERS_FOLDER what they summed is kept there and not made again. Means and log deviations are then fitted to what is
known of a render before by ridge regression of reduced rank (Izenman, "Reduced-rank regression for the multivariate
linear model", 1975).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.digests import file_sha256
from studio.engine.kokoro import prosody
from studio.engine.kokoro.prosody import NEUTRAL, Prosody
from studio.engine.kokoro.session import Sessions
from studio.engine.kokoro.splitting import UNSPLIT
from studio.engine.kokoro.streaming.moments import moments
from studio.engine.kokoro.streaming.voice_moments import predictors
from studio.engine.kokoro.units import units
from studio.engine.kokoro.voices.space import VoiceSpace, load_basis
from studio.engine.kokoro.voices.stock import stock_voices
from studio.engine.phonemes.phonemize import phonemize_words
from studio.engine.stop import Stop

ENGLISH = (
    "The quick brown fox jumps over the lazy dog, while five wizards box beneath the jade moon.",
    "She had your dark suit in greasy wash water all year; who could have thought that?",
    "When the sunlight strikes raindrops in the air, they act as a prism and form a rainbow!",
    "Please ask Stella to bring six spoons of fresh snow peas, and maybe a thick slab of blue cheese.",
)
OTHERS = {
    "es": (
        "El veloz murciélago hindú comía feliz cardillo y kiwi, mientras la cigüeña tocaba el saxofón.",
        "¿Quién ha dejado la ventana abierta? Hace frío, y los niños duermen junto al fuego.",
    ),
    "fr": (
        "Portez ce vieux whisky au juge blond qui fume, et dites-lui que nous viendrons dimanche.",
        "Qui a laissé la fenêtre ouverte ? Il fait froid, et les enfants dorment près du feu.",
    ),
    "it": (
        "Quel vituperabile xenofobo zelante assaggia il whisky, mentre sua moglie gioca a carte.",
        "Chi ha lasciato aperta la finestra? Fa freddo, e i bambini dormono vicino al fuoco.",
    ),
    "pt": (
        "Um pequeno jabuti xereta viu dez cegonhas felizes, enquanto o vento soprava no jardim.",
        "Quem deixou a janela aberta? Faz frio, e as crianças dormem perto do fogo.",
    ),
    "hi": (
        "सुबह की ठंडी हवा में बच्चे पेड़ के नीचे खेलते हैं, और दादी कहानी सुनाती हैं।",
        "खिड़की किसने खुली छोड़ दी? बाहर बहुत ठंड है, और सब लोग सो रहे हैं।",
    ),
    "ja": (
        "朝の冷たい風の中で、子供たちは木の下で遊んでいます。",
        "だれが窓を開けたままにしたのですか。外はとても寒いですよ。",
    ),
    "zh": ("早上的风很冷，孩子们在树下玩，奶奶坐在旁边讲故事。", "是谁把窗户打开了？外面很冷，大家都在火炉旁边睡觉。"),
}
SHORT = {
    "en": "The dog was hungry.",
    "es": "El perro tenía hambre.",
    "fr": "Le chien avait faim.",
    "it": "Il cane aveva fame.",
    "pt": "O cachorro tinha fome.",
    "hi": "कुत्ता भूखा था।",
    "ja": "犬はおなかがすいていました。",
    "zh": "那只狗很饿。",
}
MIDDLING = "We left the house early and walked along the beach."
BLENDS = 120
FULLER = 60
"""The first blends say three texts."""
EDITS = 3
"""Renders of each voice in which pitch, strength and rate are other than its own."""
SEED = 3
EDITS_SEED = 9
RIDGE = 0.02
RANK = 64
"""Of 134: with more, means and log deviations are no nearer."""
FEWEST_HALVES = 4
"""A kind that is seen less in a render tells nothing of itself."""

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One render: what is known of it before [134], and by channel and kind the means [C, 11], variances [C, 11] and
    counts [11]."""

    predictors: Doubles
    means: Doubles
    variances: Doubles
    counts: Doubles


class Renders:
    """What renders summed, kept in *folder* if there is one."""

    def __init__(self, model: Path, folder: Path | None) -> None:
        self._space = VoiceSpace(model / "voices", load_basis())
        self._sessions = Sessions(model)
        self._vocabulary = json.loads((model / "vocab.json").read_text("utf-8"))["vocab"]
        self._folder = folder
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def get(self, name: str, text: str, language: str, weights: Mapping[str, float], how: Prosody = NEUTRAL) -> Sample:
        path = self._folder / f"{name}.npz" if self._folder else None
        if path is not None and path.is_file():
            with np.load(path) as file:
                arrays = dict(file)
        else:
            arrays = self._render(text, language, weights, how)
            if path is not None:
                np.savez(path, allow_pickle=False, **arrays)
            print(name, flush=True)
        counts = arrays["counts"].astype(np.float64)
        off, squares = np.split(arrays["sums"][0].T.astype(np.float64) / np.maximum(counts, 1), 2)
        return Sample(
            predictors(arrays["style"], arrays["f0_hz"], arrays["energy"]).astype(np.float64),
            arrays["centres"][0, 0][:, None] + off,
            np.maximum(squares - off**2, 0.0),
            counts,
        )

    def _render(
        self, text: str, language: str, weights: Mapping[str, float], how: Prosody
    ) -> dict[str, NDArray[np.float32]]:
        read = units(text, language, phonemize_words, first_tokens=UNSPLIT.first_tokens)
        (unit,) = (unit for unit in read if unit.tokens)
        style = self._space.table_of_mix(weights)[len(unit.tokens) - 1]
        tokens = np.array([0, *(self._vocabulary[symbol] for symbol in unit.tokens), 0], np.int64)
        stop, sessions = Stop(), self._sessions
        states = sessions.encode(tokens, style, stop)
        durations = prosody.durations(states.raw_durations, how.rate)
        frames = sessions.align(states, durations, style, stop)
        edited = prosody.edit(frames, how, prosody.ends_of_sentences(unit.tokens, durations))
        decoded = sessions.decode(edited, 0, frames.count, style, stop)
        nothing = moments(edited.f0_hz, edited.energy)
        _, roughly = sessions.generate(decoded, 0, frames.count, style, nothing, stop)
        mean, _ = np.split(roughly.sums.sum(axis=1, keepdims=True) / roughly.counts.sum(), 2, axis=2)
        about = replace(nothing, centres=mean.astype(np.float32))
        _, summed = sessions.generate(decoded, 0, frames.count, style, about, stop)
        return {
            "style": style,
            "f0_hz": edited.f0_hz,
            "energy": edited.energy,
            "centres": summed.centres,
            "sums": summed.sums,
            "counts": summed.counts,
        }


def samples(renders: Renders) -> Iterator[Sample]:
    stock = stock_voices()
    for voice in stock:
        language = voice.voice.language
        texts = [(text, language) for text in (*OTHERS.get(language[:2], ENGLISH), SHORT[language[:2]])]
        texts.append((MIDDLING, "en-US"))
        if language[:2] in OTHERS:
            texts.append((ENGLISH[2], "en-US"))
        for index, (said, spoken) in enumerate(texts):
            yield renders.get(f"s{index}_{voice.key}", said, spoken, {voice.key: 1.0})
    numbers = np.random.default_rng(EDITS_SEED)
    for index, voice in enumerate(stock):
        language = voice.voice.language
        long = OTHERS.get(language[:2], ENGLISH)
        for edit in range(EDITS):
            number = (index + edit) % len(long) if edit + 1 < EDITS else len(long)
            how = Prosody(
                pitch_semitones=numbers.uniform(-3, 6),
                pitch_range=float(np.exp(numbers.uniform(np.log(0.4), np.log(2.2)))),
                energy=numbers.uniform(-2.5, 2.5),
                rate=float(np.exp(numbers.uniform(np.log(0.65), np.log(1.45)))),
                final_rise_semitones=6.0 if numbers.random() < 0.25 else 0.0,
            )
            text = (*long, SHORT[language[:2]])[number]
            yield renders.get(f"e{edit}_{number}_{voice.key}", text, language, {voice.key: 1.0}, how)
    numbers = np.random.default_rng(SEED)
    keys = [voice.key for voice in stock]
    for blend in range(BLENDS):
        count = int(numbers.choice([2, 2, 3]))
        chosen = [keys[index] for index in numbers.choice(len(keys), count, replace=False)]
        weights = dict(zip(chosen, map(float, numbers.dirichlet(np.ones(count) * 1.5)), strict=True))
        for text in range(blend, blend + (2 if blend < FULLER else 1)):
            number = text % len(ENGLISH)
            yield renders.get(f"m{blend}_{number}", ENGLISH[number], "en-US", weights)
        if blend < FULLER:
            yield renders.get(f"m{blend}_short", SHORT["en"], "en-US", weights)


def overall(sample: Sample, shares: Doubles) -> tuple[Doubles, Doubles]:
    """Each channel's mean and deviation [C], were its kinds seen in *shares* [11]."""
    weights = shares * (sample.counts > 0)
    weights = weights / weights.sum()
    mean = sample.means @ weights
    return mean, np.sqrt((sample.variances + (sample.means - mean[:, None]) ** 2) @ weights)


def main(model: Path, target: Path, folder: Path | None) -> None:
    gathered = list(samples(Renders(model, folder)))
    shares = np.mean([sample.counts / sample.counts.sum() for sample in gathered], axis=0)
    means, deviations = (np.array(each) for each in zip(*(overall(sample, shares) for sample in gathered), strict=True))
    known = np.array([sample.predictors for sample in gathered])
    assert np.isfinite(known).all()
    scales = np.median(deviations, axis=0)
    told = np.concatenate([means / scales, np.log(deviations)], axis=1)
    usual, at_usual = known.mean(axis=0), told.mean(axis=0)
    away = known - usual
    ridge = away.T @ away + RIDGE * np.eye(known.shape[1])
    slopes = np.linalg.solve(ridge, away.T @ (told - at_usual))
    _, _, axes = np.linalg.svd(away @ slopes, full_matrices=False)
    axes = axes[:RANK]
    steps = np.abs(axes).max(axis=1) / 127

    kind_means, kind_powers = np.zeros((2, *gathered[0].means.shape))
    seen = np.zeros(len(shares))
    for sample, mean, deviation in zip(gathered, means, deviations, strict=True):
        is_seen = sample.counts >= FEWEST_HALVES
        off = sample.means - mean[:, None]
        seen += is_seen
        kind_means += is_seen * off / deviation[:, None]
        kind_powers += is_seen * (sample.variances + off**2) / deviation[:, None] ** 2
    np.savez_compressed(
        target,
        usual=usual.astype(np.float32),
        lowest=known.min(axis=0).astype(np.float32),
        highest=known.max(axis=0).astype(np.float32),
        directions=(slopes @ axes.T).astype(np.float32),
        rises=np.round(axes / steps[:, None]).astype(np.int8),
        steps=steps.astype(np.float32),
        at_usual=at_usual.astype(np.float32),
        units=scales.astype(np.float32),
        kind_means=(kind_means / seen).astype(np.float16),
        kind_powers=(kind_powers / seen).astype(np.float16),
    )
    print(len(gathered), "renders,", target.stat().st_size, "bytes", file_sha256(target))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
