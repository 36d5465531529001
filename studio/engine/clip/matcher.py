# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps from a sound file to the voice of an engine that comes closest to it."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from studio.core.commands import FETCH_MODEL
from studio.core.errors import ModelMissing
from studio.core.pcm import Samples
from studio.core.voices import MixPart, whole_percents
from studio.engine.base import Engine, Utterance, VoiceSource
from studio.engine.clip.closest import ClosestBlend, Search, Try
from studio.engine.clip.closest_voice import BRIEF, USUAL, SearchLimits, closest_voice
from studio.engine.clip.comparison_text import ComparisonText
from studio.engine.clip.encoder import SpeakerEncoder
from studio.engine.clip.features import VoicePrint, print_of
from studio.engine.clip.mel import RATE_HZ
from studio.engine.clip.noise import enhanced
from studio.engine.clip.reading import ClipWithoutSpeech, read_clip
from studio.engine.clip.region import StockEmbeddings
from studio.engine.clip.silence import speech_begins
from studio.engine.clip.stock_prints import load_stock_prints
from studio.engine.kokoro.voices.space import load_basis
from studio.engine.kokoro.voices.stock import stock_voices
from studio.engine.stop import Stop

TWO_SPEAK = "Two people seem to speak in this clip: keep a part in which only one does."
_HEARD_S = 90.0


@dataclass(frozen=True, slots=True, eq=False)
class HeardClip:
    """A clip's print. *sha256* is its file's hex digest."""

    print: VoicePrint
    length_s: float
    sha256: str


@dataclass(frozen=True, slots=True)
class Match:
    """The voice that a clip was matched with.

    Attributes:
        parts: The closest blend, its heaviest voice first; weights sum to 1.
        moved: Semitones that the blend is moved by in addition.
        embedding: 192 floats: the moved blend's, or those of a voice beyond blends.
        similarity: Cosine between the speakers of the clip and of the voice, up to 1.
        semitones: How much higher the voice speaks than the clip.
        note: What the voice is and is not, in words for a person.
        beyond: Whether no blend gives the embedding.
        two_speak: Whether two people seem to speak in the clip.
    """

    parts: tuple[MixPart, ...]
    moved: float
    embedding: tuple[float, ...]
    similarity: float
    semitones: float
    note: str
    beyond: bool = False
    two_speak: bool = False


class ClipMatcher:
    """Matches clips with the stock voices of the model in *folder*. Loads in some 50 ms.

    Args:
        limits: How long a search may take.
        brief: The same of one for whose answer someone waits without being told how far it is.

    Raises:
        ModelMissing: the encoder's weights are not on this machine.
        ModelDamaged: they, or the shipped prints, are damaged.
    """

    def __init__(self, folder: Path, limits: SearchLimits = USUAL, brief: SearchLimits = BRIEF) -> None:
        self._limits, self._brief = limits, brief
        self._encoder = SpeakerEncoder(folder)
        self._stock = {stock.key: stock.voice for stock in stock_voices()}
        there = [key for key in self._stock if (folder / "voices" / f"{key}.bin").is_file()]
        shipped = load_stock_prints()
        self._prints = shipped.of(there)
        if not self._prints.keys:
            raise ModelMissing(f"The speech model's voices are missing: run `{FETCH_MODEL}`.")
        basis = load_basis()
        embeddings = dict(zip(basis.keys, basis.embeddings, strict=True))
        self._embeddings = StockEmbeddings(embeddings, shipped, {key: each.sex for key, each in self._stock.items()})

    def hear(self, file: BinaryIO, enhance: bool = False) -> HeardClip:
        """The clip in the sound *file* (seekable). With *enhance* steady noise is removed first. Of a long clip the
        first 90 s after the begin of speech count.

        Raises:
            ClipRefused: it is no clip, too short, too long, or without speech.
        """
        clip = read_clip(file)
        samples = clip.samples[speech_begins(clip.samples) :][: round(_HEARD_S * RATE_HZ)]
        samples = enhanced(samples) if enhance else samples
        return HeardClip(print_of(samples, self._encoder), clip.length_s, clip.sha256)

    def search(self, clip: HeardClip, said: ComparisonText | None = None, *, brief: bool = False) -> Search:
        """The search for the closest voice; see `closest_voice`."""
        limits = self._brief if brief else self._limits
        return closest_voice(clip.print, self._prints, self._embeddings, said, limits)

    def render(self, engine: Engine, attempt: Try, stop: Stop) -> Generator[None, None, Samples]:
        """The speech of *attempt* at 16 kHz, for `print`; empty if *stop* was set. Other work for the engine may be
        done at each step."""
        import soxr

        utterance = Utterance(attempt.words.text, self._source(attempt), attempt.words.language)
        pieces = []
        for piece in engine.speak(utterance, stop):
            pieces.append(piece.samples)
            yield
        if stop.is_set():
            return np.zeros(0, np.float32)
        return np.asarray(soxr.resample(np.concatenate(pieces), engine.sample_rate_hz, RATE_HZ), np.float32)

    def _source(self, attempt: Try) -> VoiceSource:
        if attempt.embedding:
            return attempt.embedding
        if attempt.moved:
            return self._blended(attempt.weights, attempt.moved)
        return tuple(MixPart(self._stock[key].id, weight) for key, weight in attempt.weights.items())

    def _blended(self, weights: Mapping[str, float], moved: float) -> tuple[float, ...]:
        return tuple(map(float, self._embeddings.blended(weights, moved)))

    def print(self, samples: Samples) -> VoicePrint | None:
        """The print of a render; None if there is no speech in it."""
        try:
            return print_of(samples, self._encoder)
        except ClipWithoutSpeech:
            return None

    def match(self, found: ClosestBlend, clip: HeardClip) -> Match:
        """The match of *clip* for *found*, with voices and an embedding."""
        parts = tuple(MixPart(self._stock[key].id, weight) for key, weight in found.weights.items())
        percents = whole_percents(list(found.weights.values()))
        shown = list(zip(found.weights, percents, strict=True))[:3]
        names = [f"{self._stock[key].name} {percent}%" for key, percent in shown]
        more = f" and {len(parts) - 3} more" if len(parts) > 3 else ""
        note = _note(found, ", ".join(names) + more)
        if clip.print.two_speak:
            note = f"{TWO_SPEAK} {note}"
        embedding = found.embedding or self._blended(found.weights, found.moved)
        likeness = found.similarity, found.semitones
        return Match(parts, found.moved, embedding, *likeness, note, bool(found.embedding), clip.print.two_speak)


def _note(found: ClosestBlend, voices: str) -> str:
    if found.moved:
        voices += f", {abs(found.moved):.1f} semitones {'higher' if found.moved > 0 else 'lower'}"
    how = "very close" if found.similarity >= 0.9 else "close" if found.similarity >= 0.8 else "only somewhat like it"
    what = f"The closest blend of known voices to this clip ({voices})"
    if found.embedding:
        what = f"A voice of its own, found around the closest blend of known voices ({voices})"
    return (
        f"{what}: {how}, similarity {found.similarity:.2f} of 1. It is not a copy of the person who speaks in the clip."
    )
