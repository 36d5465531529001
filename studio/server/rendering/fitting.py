# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech of a given duration: rendered, measured, and rendered again at the rate that fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from studio.core.errors import InvalidArgument
from studio.core.pcm import Samples
from studio.core.speech import rate_of, speed_of
from studio.core.timeline import WordTiming
from studio.engine.base import Engine, SpeechPiece, Utterance
from studio.engine.stop import Stop
from studio.server.rendering.holding import held

SLOWEST_RATE, FASTEST_RATE = rate_of(-1.0), rate_of(1.0)
TOLERANCE = 0.02
_TRIES = 4
_SILENT = 1e-3


def fitted(engine: Engine, utterance: Utterance, stop: Stop, duration_s: float) -> Iterator[SpeechPiece]:
    """*utterance*, spoken so that it lasts *duration_s* within 2 %. The search begins at its own speed. A text that
    says nothing becomes silence, and is told as skipped.

    An empty piece comes for each piece that is only measured, so that others have their turn. Speech that cannot be
    slowed down so finely ends with silence instead.

    Raises:
        InvalidArgument: it would have to be spoken slower than 0.6 or faster than 1.6 times the usual rate.
    """
    rate = utterance.controls.rate
    low_rate, high_rate = SLOWEST_RATE, FASTEST_RATE
    best: list[SpeechPiece] | None = None
    best_s = 0.0
    for _ in range(_TRIES):
        pieces: list[SpeechPiece] = []
        at_rate = replace(utterance, controls=replace(utterance.controls, speed=speed_of(rate)))
        for piece in held(engine.speak(at_rate, stop), engine.sample_rate_hz):
            pieces.append(piece)
            yield SpeechPiece(np.zeros(0, np.float32), ())
        if stop.is_set():
            return
        if not any(word.end_s > word.start_s for piece in pieces for word in piece.words):
            yield _silence(pieces, utterance.text, duration_s, engine.sample_rate_hz)
            return
        length_s = sum(len(piece.samples) for piece in pieces) / engine.sample_rate_hz
        if length_s <= duration_s * (1 + TOLERANCE) and length_s > best_s:
            best, best_s = pieces, length_s
        if abs(length_s / duration_s - 1) <= TOLERANCE / 2:
            break
        wanted = rate * length_s / duration_s
        beyond = wanted < SLOWEST_RATE / (1 + TOLERANCE) or wanted > FASTEST_RATE * (1 + TOLERANCE)
        if beyond and rate in (low_rate, high_rate, utterance.controls.rate):
            raise _out_of_reach(length_s * rate)
        rate = min(max(wanted, low_rate), high_rate)
    if best is None or best_s < duration_s * (1 - 10 * TOLERANCE):
        raise _out_of_reach(duration_s)
    yield from _exactly(best, round(duration_s * engine.sample_rate_hz))


def _silence(pieces: list[SpeechPiece], text: str, duration_s: float, rate_hz: int) -> SpeechPiece:
    words = tuple(
        WordTiming(word.text, min(word.start_s, duration_s), min(word.end_s, duration_s))
        for piece in pieces
        for word in piece.words
    )
    skipped = tuple(word for piece in pieces for word in piece.skipped)
    told = skipped or tuple(word.text for word in words) or (text.strip(),)
    return SpeechPiece(np.zeros(round(duration_s * rate_hz), np.float32), words, told)


def _exactly(pieces: list[SpeechPiece], length: int) -> Iterator[SpeechPiece]:
    """*pieces* with silence added or removed at the end, so that they have *length* samples if possible."""
    missing = length - sum(len(piece.samples) for piece in pieces)
    last = pieces[-1]
    if missing > 0:
        samples: Samples = np.concatenate([last.samples, np.zeros(missing, np.float32)])
    else:
        loud = np.flatnonzero(np.abs(last.samples) > _SILENT)
        keep = max(len(last.samples) + missing, int(loud[-1]) + 1 if len(loud) else 0)
        samples = last.samples[:keep]
    yield from pieces[:-1]
    yield replace(last, samples=samples)


def _out_of_reach(usual_s: float) -> InvalidArgument:
    shortest_s, longest_s = usual_s / FASTEST_RATE, usual_s / SLOWEST_RATE
    return InvalidArgument("duration", f"from about {shortest_s:.1f} to {longest_s:.1f} seconds for this text")
