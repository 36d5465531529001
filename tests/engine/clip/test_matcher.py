# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way from a sound file to a blend, on the real model."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.core.pcm import Samples
from studio.core.voices import MixPart
from studio.engine.base import Engine, Utterance
from studio.engine.clip.closest import ClosestBlend, Try, closest_blend
from studio.engine.clip.comparison_text import ComparisonText
from studio.engine.clip.matcher import TWO_SPEAK, ClipMatcher, HeardClip, Match
from studio.engine.clip.reading import ClipWithoutSpeech
from studio.engine.clip.stock_prints import load_stock_prints
from studio.engine.espeak.engine import EspeakEngine
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.voices.stock import stock_voices
from studio.engine.stop import Stop
from tests.support.steps import result_of

TEXT = "I'd like to read you a short story about a river that could not decide which way it ought to flow."
IDS = {stock.key: stock.voice.id for stock in stock_voices()}
SEXES = {stock.voice.id: stock.voice.sex for stock in stock_voices()}

SoundFile = Callable[..., io.BytesIO]


@pytest.fixture(scope="module")
def engine(kokoro: KokoroEngine) -> KokoroEngine:
    return kokoro


@pytest.fixture(scope="module")
def matcher(model_folder: Path) -> ClipMatcher:
    return ClipMatcher(model_folder)


def spoken(engine: KokoroEngine, **weights: float) -> Samples:
    source = tuple(MixPart(IDS[key], weight) for key, weight in weights.items())
    return np.concatenate([piece.samples for piece in engine.speak(Utterance(TEXT, source, "en-US"), Stop())])


def matched(
    matcher: ClipMatcher,
    engine: Engine,
    clip: HeardClip,
    progress: Callable[[float], None] = lambda _: None,
    said: ComparisonText | None = None,
) -> Match:
    """The closest blend to *clip*, in which *said* is spoken if that is known; all in this thread."""
    search = matcher.search(clip, said)
    attempt = next(search)
    while True:
        progress(attempt.done)
        try:
            attempt = search.send(matcher.print(result_of(matcher.render(engine, attempt, Stop()))))
        except StopIteration as ended:
            return matcher.match(ended.value, clip)


@pytest.mark.model
def test_a_known_voice_and_its_pitch_are_found(
    engine: KokoroEngine, matcher: ClipMatcher, sound_file: SoundFile
) -> None:
    shares: list[float] = []
    clip = matcher.hear(sound_file(spoken(engine, bf_emma=1.0), 24000))
    found = matched(matcher, engine, clip, shares.append)
    assert found.parts[0].voice_id == IDS["bf_emma"]
    assert found.parts[0].weight > 0.6
    assert found.similarity > 0.9
    assert "not a copy of the person" in found.note
    assert shares == sorted(shares)
    if not found.moved:
        np.testing.assert_allclose(found.embedding, engine.mix([((part,), part.weight) for part in found.parts]))


@pytest.mark.model
@pytest.mark.parametrize(
    ("key", "moved", "least"),
    # Of a voice that creaks, what rounding changes is heard as up to half of the way.
    [("af_heart", 1.5, 0.5), ("bm_george", -1.5, 0.5), ("jm_kumo", -1.5, 0.25)],
)
def test_a_moved_blend_speaks_higher_or_lower_and_is_the_same_speaker(
    engine: KokoroEngine, matcher: ClipMatcher, key: str, moved: float, least: float
) -> None:
    words = ComparisonText("Please call Stella and ask her to bring these things.")
    plain, away = (
        matcher.print(result_of(matcher.render(engine, Try({key: 1.0}, semitones, words, 0.0), Stop())))
        for semitones in (0.0, moved)
    )
    assert plain is not None
    assert away is not None
    # By how much depends on the voice; the search hears what has come of it.
    assert least < away.semitones_above(plain) / moved < 1.5
    assert away.similarity(plain) > 0.95
    found = matcher.match(ClosestBlend({key: 1.0}, moved, 0.95, 0.0, 3), HeardClip(plain, 1.0, ""))
    assert found.embedding != engine.mix([((MixPart(IDS[key], 1.0),), 1.0)])
    assert f"1.5 semitones {'higher' if moved > 0 else 'lower'}" in found.note


@pytest.mark.model
def test_the_search_has_the_clips_own_words_said(
    matcher: ClipMatcher, buzz: Callable[..., Samples], sound_file: SoundFile
) -> None:
    clip, said = matcher.hear(sound_file(buzz(120.0))), ComparisonText(TEXT)
    search = matcher.search(clip, said)
    texts = [next(search).words, *(search.send(clip.print).words for _ in range(2))]
    assert said not in texts[:2]
    assert texts[2] == said


@pytest.mark.model
@pytest.mark.long
def test_a_voice_left_out_is_met_in_pitch_where_its_words_are_known(
    engine: KokoroEngine, matcher: ClipMatcher, sound_file: SoundFile
) -> None:
    clip = matcher.hear(sound_file(spoken(engine, am_michael=1.0), 24000))
    others = load_stock_prints().of([key for key in IDS if key != "am_michael"])
    search = closest_blend(clip.print, others, ComparisonText(TEXT), search_s=60.0)
    attempt = next(search)
    found: ClosestBlend | None = None
    while found is None:
        try:
            attempt = search.send(matcher.print(result_of(matcher.render(engine, attempt, Stop()))))
        except StopIteration as ended:
            found = ended.value
    heard = matcher.print(
        result_of(matcher.render(engine, Try(found.weights, found.moved, ComparisonText(TEXT), 1.0), Stop()))
    )
    assert heard is not None
    assert abs(heard.semitones_above(clip.print)) < 0.5


@pytest.mark.model
def test_a_voice_beyond_blends_is_rendered_and_told(
    engine: KokoroEngine, matcher: ClipMatcher, sound_file: SoundFile
) -> None:
    heard = matcher.hear(sound_file(spoken(engine, bf_emma=1.0), 24000))
    blend = ClosestBlend({"bf_emma": 0.6, "af_heart": 0.4}, 0.0, 0.8, 0.0, 3)
    emma, heart = (engine.mix([((MixPart(IDS[key], 1.0),), 1.0)]) for key in ("bf_emma", "af_heart"))
    outside = tuple(1.3 * one - 0.3 * other for one, other in zip(emma, heart, strict=True))
    attempt = Try(blend.weights, blend.moved, ComparisonText(TEXT), 0.5, embedding=outside)
    said = matcher.print(result_of(matcher.render(engine, attempt, Stop())))
    assert said is not None
    mixed = matcher.print(result_of(matcher.render(engine, replace(attempt, embedding=()), Stop())))
    assert mixed is not None
    assert said.similarity(heard.print) != pytest.approx(mixed.similarity(heard.print), abs=1e-3)
    found = matcher.match(replace(blend, embedding=outside), heard)
    assert (found.embedding, found.beyond) == (outside, True)
    assert found.parts[0].voice_id == IDS["bf_emma"]
    assert "around the closest blend" in found.note
    assert not matcher.match(blend, heard).beyond


def test_two_voices_in_a_clip_are_told_and_one_is_not(
    engine: KokoroEngine, matcher: ClipMatcher, sound_file: SoundFile
) -> None:
    woman, man = spoken(engine, af_heart=1.0), spoken(engine, bm_george=1.0)
    turns = [part for pair in zip(np.array_split(woman, 2), np.array_split(man, 2), strict=True) for part in pair]
    blend = ClosestBlend({"af_heart": 1.0}, 0.0, 0.8, 0.0, 3)
    for samples, two in (
        (np.tile(woman, 2), False),
        (np.concatenate([woman, man]), True),
        (np.concatenate(turns), True),
    ):
        clip = matcher.hear(sound_file(samples, 24000))
        found = matcher.match(blend, clip)
        assert (clip.print.two_speak, found.two_speak) == (two, two)
        assert found.note.startswith(TWO_SPEAK) == two


@pytest.mark.model
@pytest.mark.long
def test_both_parents_of_a_blend_are_found(engine: KokoroEngine, matcher: ClipMatcher, sound_file: SoundFile) -> None:
    clip = matcher.hear(sound_file(spoken(engine, af_bella=0.7, af_nicole=0.3), 24000, "OGG"))
    found = matched(matcher, engine, clip)
    assert {IDS["af_bella"], IDS["af_nicole"]} <= {part.voice_id for part in found.parts[:3]}


@pytest.mark.model
def test_noise_leaves_the_first_guess_of_the_right_sex(
    engine: KokoroEngine, matcher: ClipMatcher, sound_file: SoundFile
) -> None:
    for key in ("af_heart", "am_michael"):
        sound = spoken(engine, **{key: 1.0})
        noise = np.random.default_rng(3).standard_normal(len(sound)) * np.sqrt(np.mean(sound**2)) * 0.3
        clip = matcher.hear(sound_file(np.asarray(sound + noise, np.float32), 24000), enhance=True)
        guess = next(matcher.search(clip)).weights
        weight = sum(weight for each, weight in guess.items() if SEXES[IDS[each]] == SEXES[IDS[key]])
        assert weight > 0.5


@pytest.mark.model
@pytest.mark.long
def test_speech_of_another_engine_has_a_closest_blend_of_like_pitch(
    engine: KokoroEngine, matcher: ClipMatcher, sound_file: SoundFile
) -> None:
    espeak = EspeakEngine()
    utterance = Utterance(TEXT, (MixPart(espeak.voices()[0].id, 1.0),), "en-US")
    sound = np.concatenate([piece.samples for piece in espeak.speak(utterance, Stop())])
    found = matched(matcher, engine, matcher.hear(sound_file(sound, espeak.sample_rate_hz)))
    assert abs(found.semitones) < 3
    assert found.similarity < 0.95


@pytest.mark.model
@pytest.mark.parametrize("loud", [0.0, 0.1])
def test_a_clip_without_speech_says_so(matcher: ClipMatcher, sound_file: SoundFile, loud: float) -> None:
    noise = loud * np.random.default_rng(1).standard_normal(32000).astype(np.float32)
    with pytest.raises(ClipWithoutSpeech, match="speech that can be heard"):
        matcher.hear(sound_file(noise))
