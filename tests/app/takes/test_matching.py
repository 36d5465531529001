# SPDX-License-Identifier: GPL-3.0-or-later
"""Two designs of a speaker are equally loud, as soon as that can be known."""

from __future__ import annotations

import gc
import math
from collections.abc import Callable
from weakref import ref

import numpy as np
import pytest

from studio.app.design.casting import casting_of
from studio.app.takes.audition_levels import stock_levels
from studio.app.takes.gain import Gain
from studio.app.takes.levels import EMOTION_LU, asked_lu
from studio.app.takes.matching import MOST_RAISED_DB, Given, Matching
from studio.app.takes.playlist import PlaylistItem, item_of
from studio.app.takes.takes import LiveTake
from studio.core.emotions import EMOTIONS
from studio.core.engines import KOKORO
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, VoiceDesign
from studio.core.speech import controls
from studio.core.timeline import ALL_WORDS, WordRange, WordTiming
from studio.core.voices import MixPart

RATE_HZ = 8000
WORD_S = 0.4
ENGINE = f"{KOKORO.name}-v1"
TEXT = "one two three four five six seven eight nine ten"
PARAGRAPH = Paragraph("p", TEXT)
A, B, OTHER = (VoiceDesign((MixPart(voice, 1.0),)) for voice in ("unknown", "nobody's", "no one's"))


def take(level: float, first: int = 0, said: int = 10, whole: bool = True) -> LiveTake:
    made = LiveTake(f"{level} {first}", RATE_HZ)
    say(made, level, said - first)
    if whole:
        made.finish()
    return made


def say(made: LiveTake, level: float, count: int) -> None:
    begun, first = len(made.words), int(made.key.split()[1])
    chance = np.random.default_rng(first + begun)
    made.append((level * chance.uniform(-1.0, 1.0, round(count * WORD_S * RATE_HZ))).astype(np.float32))
    words = TEXT.split()[first + begun : first + begun + count]
    made.add_words(WordTiming(word, n * WORD_S, (n + 1) * WORD_S) for n, word in enumerate(words, begun))


def item(made: LiveTake, design: VoiceDesign) -> PlaylistItem:
    first = int(made.key.split()[1])
    return item_of(PARAGRAPH, made, design, WordRange(first) if first else ALL_WORDS)


def project(heard: VoiceDesign = A, other: VoiceDesign | None = B) -> Project:
    return Project((PARAGRAPH,), (Speaker(NARRATOR, design=heard, alternate=other),))


def made(wanted: bool = True) -> Matching:
    return Matching(casting_of(lambda design: design), lambda design: design, lambda: wanted)


def gains(
    matching: Matching, given: Given, now: Project, kept: LiveTake | None = None
) -> Callable[[PlaylistItem, VoiceDesign], Gain]:
    gain_of = matching.gains(now, given, lambda _design, _engine: 1.0, lambda _paragraph, _design: kept)
    return lambda item, design: gain_of(item, design, ENGINE)


def db(gain: Gain) -> float:
    return 20 * math.log10(gain.factor)


def test_the_louder_one_is_turned_down_to_the_softer_one() -> None:
    matching, given = made(), Given()
    loud, soft = item(take(0.4), A), item(take(0.1), B)
    first = gains(matching, given, project())(loud, A)
    assert db(first) == pytest.approx(0.0, abs=0.1), "nothing is known of the other one"
    second = gains(matching, given, project(B, A))(soft, B)
    assert db(second) == pytest.approx(MOST_RAISED_DB, abs=0.1), "as far as it may be turned up"
    again = gains(matching, given, project())(loud, A)
    assert db(again) - db(second) == pytest.approx(-12.0, abs=0.2)
    anew = gains(matching, Given(), project(B, A))(soft, B)
    assert db(anew) == pytest.approx(0.0, abs=0.1)
    assert db(gains(matching, Given(), project())(loud, A)) == pytest.approx(-12.0, abs=0.2)


def test_what_was_heard_stays_as_loud_and_the_other_one_is_put_right_as_its_words_come() -> None:
    matching, given = made(), Given()
    whole = item(take(0.1), A)
    soft = gains(matching, given, project())(whole, A)
    growing = take(0.2, said=0, whole=False)
    gain = gains(matching, given, project(B, A))(item(growing, B), B)
    later = gains(matching, given, project(B, A))(item(growing, B), B)
    assert db(gain) == pytest.approx(0.0, abs=0.1)
    heard = []
    for _ in range(5):
        say(growing, 0.2, 2)
        matching.follow(growing)
        heard.append(db(gain))
    assert np.all(np.diff(heard) < 0.1)
    assert heard[0] > -3.0, "a word or two tell little"
    assert heard[-1] == pytest.approx(-6.0, abs=0.2)
    samples = gain.on(growing.read(0, growing.frames), 0)
    assert np.abs(samples[:3200]).max() > 0.15, "what goes before stays"
    assert np.array_equal(later.on(samples, 0), samples * np.float32(later.factor)), "a later pass is so from its begin"
    assert db(soft) == pytest.approx(0.0, abs=0.1)


def test_the_tables_go_before_and_what_was_heard_of_another_setting() -> None:
    by_level = sorted(stock_levels(), key=lambda voice: stock_levels()[voice])
    soft, loud = (VoiceDesign((MixPart(voice, 1.0),)) for voice in (by_level[0], by_level[-1]))
    apart = stock_levels()[by_level[-1]] - stock_levels()[by_level[0]]
    matching = made()
    empty = take(0.1, said=0, whole=False)
    assert db(gains(matching, Given(), project(loud, soft))(item(empty, loud), loud)) == pytest.approx(-apart)
    given, known = Given(), (item(take(0.1), A), item(take(0.2), B))
    gains(matching, given, project())(known[0], A)
    gains(matching, given, project(B, A))(known[1], B)
    softer = VoiceDesign(B.mix, controls(0.0, None, 0.5))
    moved = gains(matching, given, project(softer, A))(item(take(0.1, said=0, whole=False), softer), softer)
    assert db(moved) == pytest.approx(0.0, abs=0.2), "6 LU louder than A, and the volume halved"


def test_words_from_the_midst_are_compared_with_the_same_words() -> None:
    matching, given = made(), Given()
    whole = item(take(0.1), A)
    gains(matching, given, project())(whole, A)
    rest = item(take(0.2, first=6), B)
    assert db(gains(matching, given, project(B, A))(rest, B)) == pytest.approx(-6.0, abs=0.2)


def test_it_is_not_turned_up_beyond_full_scale() -> None:
    matching, given = made(), Given()
    loud = item(take(0.45), A)
    gains(matching, given, project())(loud, A)
    soft = take(0.2)
    soft._loudest = 0.95
    assert db(gains(matching, given, project(B, A))(item(soft, B), B)) < 0.3


@pytest.mark.parametrize(("wanted", "other"), [(False, B), (True, None), (True, A)])
def test_without_two_that_are_matched_levels_stay(wanted: bool, other: VoiceDesign | None) -> None:
    matching = made(wanted)
    assert not matching.matches(project(A, other))
    given = Given()
    for level, design in ((0.1, A), (0.4, B)):
        gain = gains(matching, given, project(A, other))(item(take(level), design), design)
        assert db(gain) == pytest.approx(0.0)


def test_a_take_that_is_given_up_is_let_go_of() -> None:
    matching = made()
    growing = take(0.2, said=3, whole=False)
    gains(matching, Given(), project())(item(growing, A), A)
    gone = ref(growing)
    del growing
    gc.collect()
    assert gone() is None


def test_each_emotion_and_the_volume_are_asked_for() -> None:
    assert set(EMOTION_LU) == set(EMOTIONS)
    assert asked_lu(VoiceDesign((), controls(0.5, {"sadness": 5}, 2.0))) == pytest.approx(6.02 - 4.4, abs=0.01)
    assert asked_lu(OTHER) == 0.0


def test_sound_of_the_other_one_that_is_there_already_is_gone_by_from_the_begin() -> None:
    soft, loud = take(0.1), item(take(0.4), A)
    assert db(gains(made(), Given(), project(), soft)(loud, A)) == pytest.approx(-12.0, abs=0.2)
