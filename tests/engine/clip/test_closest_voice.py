# SPDX-License-Identifier: GPL-3.0-or-later
"""The search beyond blends, in a made-up voice space in which voices differ in more ways than blends reach."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from studio.engine.clip.closest import ClosestBlend, Try
from studio.engine.clip.closest_voice import MET, MET_IN_OTHER_WORDS, SearchLimits, closest_voice
from studio.engine.clip.comparison_text import BOTH_SENTENCES, ComparisonText
from studio.engine.clip.features import PITCH_AT, SEMITONE, VoicePrint
from studio.engine.clip.region import Doubles, StockEmbeddings
from studio.engine.clip.stock_prints import StockPrints

SIZE = 337
NUMBERS = np.random.default_rng(4)
TRUE = NUMBERS.standard_normal((192, SIZE)) / np.sqrt(192)
TRUE[:, PITCH_AT] *= 0.1
KEYS = tuple(f"v{index}" for index in range(20))
EMBEDDINGS = {key: NUMBERS.standard_normal(192) for key in KEYS}


def traits_of(embedding: Doubles) -> Doubles:
    even = embedding @ TRUE
    return np.asarray(even + 0.4 * np.sin(even), np.float64)


STOCK = StockPrints(KEYS, np.array([traits_of(EMBEDDINGS[key]) for key in KEYS]), np.eye(SIZE))
KNOWN = StockEmbeddings(EMBEDDINGS, STOCK, {key: "male" if key < "v2" else "female" for key in KEYS})
SAID = ComparisonText("It is this that is said in the clip, and nothing else than this.")


def heard(embedding: Doubles, level_db: float = -20.0) -> VoicePrint:
    traits = traits_of(embedding)
    hz = 150 * 2 ** (traits[PITCH_AT] / SEMITONE / 12)
    return VoicePrint(traits[:256] / np.linalg.norm(traits[:256]), float(hz), traits, level_db, 0.6, 6.0, 3.0)


def searched(
    clip: VoicePrint,
    on_try: Callable[[Try], None] = lambda _: None,
    said: ComparisonText | None = SAID,
    render: Callable[[Try, Doubles], VoicePrint | None] = lambda _, embedding: heard(embedding),
    **limits: float,
) -> ClosestBlend:
    search = closest_voice(clip, STOCK, KNOWN, said, SearchLimits(**limits))  # type: ignore[arg-type]
    attempt = next(search)
    while True:
        on_try(attempt)
        embedding = np.array(attempt.embedding or KNOWN.blended(attempt.weights, attempt.moved))
        try:
            attempt = search.send(render(attempt, embedding))
        except StopIteration as ended:
            found: ClosestBlend = ended.value
            return found


OUTSIDE = 1.8 * EMBEDDINGS["v3"] + 0.9 * EMBEDDINGS["v11"] - 0.9 * EMBEDDINGS["v7"] - 0.8 * EMBEDDINGS["v15"]


def test_a_voice_that_no_blend_gives_is_come_closer_to() -> None:
    clip = heard(OUTSIDE)
    blend, found = searched(clip, walk_rounds=0), searched(clip)
    assert blend.embedding == ()
    assert found.similarity > blend.similarity + 0.02
    said = heard(np.array(found.embedding))
    assert said.similarity(clip) == found.similarity
    assert said.semitones_above(clip) == found.semitones
    assert (found.weights, found.moved) == (blend.weights, blend.moved), "the closest blend is told, too"
    assert found.rounds > blend.rounds


def test_a_known_voice_is_found_as_what_it_is() -> None:
    found = searched(heard(EMBEDDINGS["v5"]))
    assert found.embedding == ()
    assert found.weights["v5"] > 0.97


def test_the_closest_so_far_is_told_once_and_each_is_closer() -> None:
    tries: list[Try] = []
    found = searched(heard(OUTSIDE), tries.append)
    told = [each.closer for each in tries if each.closer is not None]
    assert len({id(each) for each in told}) == len(told)
    assert told[0].embedding == ()
    first = next(number for number, each in enumerate(tries) if each.closer is not None)
    assert first <= 3, "the first answer comes after a few renders"
    beyond = [each for each in told if each.embedding]
    assert beyond
    assert found.similarity >= max(each.similarity for each in told) - 0.01
    assert [each.done for each in tries] == sorted(each.done for each in tries)
    assert tries[0].done == 0.0
    assert tries[-1].done < 1.0


def test_voices_beyond_blends_say_the_clips_words_or_all_the_same_ones() -> None:
    for said, words in ((SAID, {SAID}), (None, {BOTH_SENTENCES})):
        tries: list[Try] = []
        searched(heard(OUTSIDE), tries.append, said)
        assert {each.words for each in tries if each.embedding} == words


def test_a_voice_that_no_blend_gives_is_come_closer_to_without_its_words() -> None:
    clip = heard(OUTSIDE)
    blend, found = searched(clip, said=None, walk_rounds=0), searched(clip, said=None)
    assert found.similarity > blend.similarity + 0.02


def test_without_the_clips_words_the_pitch_is_that_of_several_texts() -> None:
    """Voices beyond blends say words that raise the pitch of whoever says them."""

    def raised(attempt: Try, embedding: Doubles) -> VoicePrint:
        return heard(embedding).moved(1.5) if attempt.embedding else heard(embedding)

    clip = heard(OUTSIDE)
    found = searched(clip, said=None, render=raised)
    assert found.embedding
    assert abs(heard(np.array(found.embedding)).semitones_above(clip)) < 0.5
    assert abs(found.semitones) < 0.5


def test_where_words_differ_a_blend_that_is_as_near_as_a_voice_to_itself_is_taken() -> None:
    clip = heard(0.6 * EMBEDDINGS["v3"] + 0.4 * OUTSIDE)
    assert MET_IN_OTHER_WORDS <= searched(clip, said=None, walk_rounds=0).similarity < MET
    assert searched(clip, said=None).embedding == ()
    assert searched(clip, said=SAID).embedding


def test_a_voice_that_sounds_ill_is_not_taken() -> None:
    clip, first = heard(OUTSIDE), True

    def faint(attempt: Try, embedding: Doubles) -> VoicePrint:
        nonlocal first
        ill = bool(attempt.embedding) and not first
        first = first and not attempt.embedding
        return heard(embedding, -40.0 if ill else -20.0)

    assert searched(clip, render=faint).embedding == ()


def test_a_voice_without_speech_ends_the_walk_and_keeps_the_blend() -> None:
    found = searched(heard(OUTSIDE), render=lambda attempt, embedding: None if attempt.embedding else heard(embedding))
    assert found.embedding == ()
    assert found.similarity > 0.5
