# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.design import shares_of, spoken, with_part, with_share, with_voice, without_part
from studio.client.status import EngineStatus
from studio.core.document import VoiceDesign
from studio.core.errors import InvalidArgument
from studio.core.voices import MixPart, Voice

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
