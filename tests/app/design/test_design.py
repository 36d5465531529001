# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.design.design import (
    changed_value,
    heaviest_of,
    shares_of,
    spoken,
    spoken_or_instead,
    with_blend,
    with_emotion,
    with_even_shares,
    with_known_voices,
    with_mix,
    with_mute,
    with_part,
    with_pitch,
    with_share,
    with_solo,
    with_speed,
    with_voice,
    with_volume,
    without_part,
)
from studio.client.status import EngineStatus
from studio.core.errors import InvalidArgument
from studio.core.project import VoiceDesign
from studio.core.speech import controls
from studio.core.splits import as_meant, own_design
from studio.core.voices import MixPart, NamedVoice, Voice

VOICES = (
    Voice("a", "A", "en-US"),
    Voice("b", "B", "en-GB"),
    Voice("j", "J", "ja", unavailable_reason="Japanese is not spoken yet."),
)
MIXING = EngineStatus("kokoro", "ready", languages=("en-US", "en-GB"))
NOT_MIXING = EngineStatus("espeak-ng", "ready", languages=("en-US",), mixing_unavailable_reason="no voice space")


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.floats(0, 1)), max_size=20))
def test_shares_always_make_a_whole(moves: list[tuple[str, float]]) -> None:
    design = with_part(with_part(with_part(with_voice(VoiceDesign(), "a"), "b"), "c"), "d")
    for voice_id, share in moves:
        design = with_share(design, voice_id, share)
        assert sum(shares_of(design).values()) == pytest.approx(1.0)
        assert shares_of(design)[voice_id] == pytest.approx(share, abs=1e-9)


def test_others_keep_their_proportions_while_one_slider_moves() -> None:
    design = VoiceDesign((MixPart("a", 0.6), MixPart("b", 0.2), MixPart("c", 0.2)))
    assert shares_of(with_share(design, "c", 0.6)) == pytest.approx({"a": 0.3, "b": 0.1, "c": 0.6})


@given(
    st.lists(st.floats(0.01, 1), min_size=3, max_size=16),
    st.lists(st.floats(0, 1), max_size=5),
    st.floats(0, 0.9),
)
def test_a_weight_that_went_to_all_and_came_back_left_the_others_proportions(
    weights: list[float], on_the_way: list[float], back: float
) -> None:
    design = VoiceDesign(tuple(MixPart(str(number), weight) for number, weight in enumerate(weights)))
    moved = design
    for share in (*on_the_way, 1.0, *on_the_way, 1.0, back):
        moved = with_share(moved, "0", share)
    assert shares_of(moved) == pytest.approx(shares_of(with_share(design, "0", back)))


def test_two_weights_that_were_all_in_turn_give_the_third_its_part_back() -> None:
    design = VoiceDesign((MixPart("a", 0.5), MixPart("b", 0.3), MixPart("c", 0.2)))
    there = with_share(with_share(design, "a", 1.0), "b", 1.0)
    assert shares_of(there) == pytest.approx({"a": 0.0, "b": 1.0, "c": 0.0})
    assert shares_of(without_part(with_share(design, "a", 1.0), "a")) == pytest.approx({"b": 0.6, "c": 0.4})


def test_a_voice_at_all_is_heard_alone_and_its_takes_stay_valid_when_it_comes_back() -> None:
    design = with_share(VoiceDesign((MixPart("a", 0.7), MixPart("b", 0.3))), "a", 0.7)
    alone = with_share(design, "a", 1.0)
    assert spoken(alone, VOICES, MIXING).mix == (MixPart("a", 1.0),)
    assert spoken(with_share(alone, "a", 0.7), VOICES, MIXING) == spoken(design, VOICES, MIXING)


def test_a_whole_mix_takes_the_place_of_another_one() -> None:
    design = with_part(with_voice(VoiceDesign(), "a"), "b")
    assert shares_of(with_mix(design, {"c": 3.0, "a": 1.0})) == pytest.approx({"c": 0.75, "a": 0.25})


@pytest.mark.parametrize(
    "shares",
    [{}, {"a": 0.0}, {"a": 1.0, "b": -0.1}, {"a": float("nan")}, {str(number): 1.0 for number in range(17)}],
    ids=["none", "nothing", "negative", "no number", "too many"],
)
def test_a_mix_that_cannot_be_spoken_is_refused(shares: dict[str, float]) -> None:
    with pytest.raises(InvalidArgument, match="mix"):
        with_mix(VoiceDesign(), shares)


def test_equal_shares_are_given_to_all() -> None:
    design = VoiceDesign((MixPart("a", 0.7), MixPart("b", 0.0), MixPart("c", 0.3)))
    assert shares_of(with_even_shares(design)) == pytest.approx(dict.fromkeys("abc", 1 / 3))


def test_voices_that_are_gone_are_left_behind() -> None:
    design = VoiceDesign((MixPart("a", 0.5), MixPart("gone", 0.3), MixPart("b", 0.2)))
    assert [part.voice_id for part in with_known_voices(design, {voice.id for voice in VOICES}).mix] == ["a", "b"]


def test_of_too_many_parts_the_heaviest_stay_in_their_order() -> None:
    parts = [MixPart(str(number), number % 7 + 1) for number in range(30)]
    kept = heaviest_of(parts)
    assert len(kept) == 16
    assert [int(part.voice_id) for part in kept] == sorted(int(part.voice_id) for part in kept)
    assert min(part.weight for part in kept) >= max(part.weight for part in parts if part not in kept)
    voices = tuple(Voice(part.voice_id, "V", "en-US") for part in parts)
    assert len(spoken(VoiceDesign(tuple(parts)), voices, MIXING).mix) == 16


def test_a_new_voice_comes_in_with_an_even_share_and_leaves_the_others_as_they_were() -> None:
    design = with_part(VoiceDesign((MixPart("a", 0.75), MixPart("b", 0.25))), "c")
    assert shares_of(design)["c"] == pytest.approx(1 / 3)
    assert shares_of(without_part(design, "c")) == pytest.approx({"a": 0.75, "b": 0.25})


def test_the_last_voice_stays() -> None:
    design = with_voice(VoiceDesign(), "a")
    assert without_part(design, "a") == design


def test_a_mix_has_at_most_sixteen_voices() -> None:
    design = VoiceDesign(tuple(MixPart(str(number), 1.0) for number in range(16)))
    with pytest.raises(InvalidArgument, match="16"):
        with_part(design, "one more")


def test_without_mixing_the_heaviest_voice_speaks() -> None:
    design = VoiceDesign((MixPart("a", 0.4), MixPart("b", 0.6)), language="en-GB")
    heard = spoken(design, VOICES, NOT_MIXING)
    assert (heard.mix, heard.language) == ((MixPart("b", 1.0),), "")


def test_voices_that_cannot_speak_or_have_no_weight_are_left_out() -> None:
    design = VoiceDesign((MixPart("a", 0.5), MixPart("b", 0.0), MixPart("j", 0.25), MixPart("gone", 0.25)))
    assert spoken(design, VOICES, MIXING).mix == (MixPart("a", 1.0),)


def test_without_any_usable_voice_the_default_speaks() -> None:
    assert spoken(VoiceDesign(), VOICES, MIXING).mix == (MixPart("a", 1.0),)


def test_the_language_is_the_heaviest_voices_own_unless_chosen() -> None:
    voices = (Voice("f", "F", "fr"), Voice("z", "Z", "zh"))
    status = EngineStatus("kokoro", "ready", languages=("fr", "zh"))
    mix = (MixPart("f", 0.4), MixPart("z", 0.6))
    assert spoken(VoiceDesign(mix), voices, status).language == "zh"
    assert spoken(VoiceDesign(mix, language="fr"), voices, status).language == "fr"
    assert spoken(VoiceDesign(mix, language="tlh"), voices, status).language == "zh"


def test_mute_and_solo_leave_weights_and_decide_what_is_spoken() -> None:
    design = VoiceDesign((MixPart("a", 0.5), MixPart("b", 0.5)))
    muted = with_mute(design, "a", True)
    assert shares_of(muted) == shares_of(design)
    assert spoken(muted, VOICES, MIXING).mix == (MixPart("b", 1.0),)
    assert spoken(with_solo(muted, "a", True), VOICES, MIXING).mix == (MixPart("a", 1.0),)
    assert with_mute(muted, "a", False) == design
    with pytest.raises(InvalidArgument, match="heard"):
        with_mute(muted, "b", True)
    for change in (with_mute, with_solo):
        with pytest.raises(InvalidArgument):
            change(design, "nobody", True)
    assert with_share(muted, "b", 0.2).mix[0].muted, "a moved weight keeps it"


def test_a_voice_at_nothing_keeps_a_weight_that_files_can_hold() -> None:
    design = with_share(VoiceDesign((MixPart("a", 0.5), MixPart("b", 0.5))), "a", 0.0)
    assert all(part.weight > 0 for part in design.mix)
    assert spoken(design, VOICES, MIXING).mix == (MixPart("b", 1.0),)


def test_a_change_is_called_by_parts_of_a_hundred() -> None:
    thirds = VoiceDesign(tuple(MixPart(each, 1.0) for each in "abc"))
    assert changed_value(VoiceDesign(), thirds) == "34 · 33 · 33"


def test_an_engine_without_the_voices_that_are_meant_stands_in_for_them_in_their_language() -> None:
    noted = (NamedVoice("k", "stock", "K", "en-GB"), NamedVoice("own", "own", "Hers", "fr", embedding=(0.5,) * 192))
    here = (Voice("e", "E", "en-US"),)
    status = EngineStatus("espeak-ng", "ready", languages=("en-US", "fr"), mixing_unavailable_reason="no voice space")
    for asked, mix, language in (
        (VoiceDesign(), (MixPart("k", 1.0),), "en-US"),
        (VoiceDesign((MixPart("own", 1.0),)), (MixPart("own", 1.0),), "fr"),
        (VoiceDesign((MixPart("k", 1.0), MixPart("own", 3.0))), (MixPart("k", 0.25), MixPart("own", 0.75)), "fr"),
    ):
        found = spoken_or_instead(asked, noted, here, status)
        assert own_design(found) == VoiceDesign((MixPart("e", 1.0),), language=language)
        assert as_meant(found).mix == mix
    # What it has all of it speaks as it is meant.
    whole = VoiceDesign((MixPart("e", 1.0),))
    assert spoken_or_instead(whole, (NamedVoice("e", "stock", "E"),), here, status).meant is None
    assert spoken_or_instead(whole, (), here, status).meant is None


def test_each_value_of_the_expression_leaves_the_others() -> None:
    design = with_volume(with_pitch(with_emotion(with_speed(VoiceDesign(), 0.5), "anger", 2), -1.5), 1.25)
    assert design.controls == controls(0.5, {"anger": 2}, 1.25, -1.5)
    assert changed_value(VoiceDesign(), with_pitch(VoiceDesign(), 2.0)) == "Pitch +2"
    assert changed_value(VoiceDesign(), with_volume(VoiceDesign(), 1.2)) == "Volume 1.20×"
    for change, value in ((with_pitch, 7.0), (with_volume, 0.1), (with_speed, 2.0)):
        with pytest.raises(InvalidArgument):
            change(design, value)


def test_a_blend_is_of_the_first_voices_and_leaves_the_others_their_share() -> None:
    design = VoiceDesign(tuple(MixPart(each, 0.2) for each in "abcde"))
    moved = with_blend(design, [3.0, 1.0, 0.0, 0.0])
    assert shares_of(moved) == pytest.approx({"a": 0.6, "b": 0.2, "c": 0.0, "d": 0.0, "e": 0.2})
    assert all(part.weight > 0 for part in moved.mix)
    for weights in ([], [1.0] * 6, [0.0, 0.0], [-1.0, 2.0], [float("nan"), 1.0]):
        with pytest.raises(InvalidArgument):
            with_blend(design, weights)
