# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from argparse import Namespace

import pytest

from studio.cli.session import UnknownVoice, choose_voice, controls_of, design_of, named_voices, running_engine
from studio.core.errors import ConnectionFailed, EngineUnavailable, InvalidArgument
from studio.core.project import VoiceDesign
from studio.core.speech import Controls, controls
from studio.core.voices import MixPart, Voice


def voice(name: str, language: str = "en-US", reason: str = "", own_id: str = "") -> Voice:
    return Voice(own_id or f"id-{name}-{language}", name, language, unavailable_reason=reason)


def test_a_voice_is_found_by_name_or_id_whatever_the_case() -> None:
    listed = [voice("Heart"), voice("Dora", "es"), voice("Alpha", "hi"), voice("Alpha", "ja", "no phonemes")]
    assert choose_voice(listed, "hEART").name == "Heart"
    assert choose_voice(listed, "ID-Dora-ES").language == "es"
    assert choose_voice(listed, "").name == "Heart"
    assert choose_voice(listed, "", "es").name == "Dora"
    assert choose_voice(listed, "alpha", "ja").language == "hi"


def test_a_voice_that_cannot_speak_says_why() -> None:
    with pytest.raises(InvalidArgument, match="Japanese phonemes are not built yet"):
        choose_voice([voice("Kumo", "ja", "Japanese phonemes are not built yet")], "kumo")


def test_a_misspelt_voice_suggests_the_close_ones() -> None:
    with pytest.raises(InvalidArgument, match="Did you mean Heart"):
        choose_voice([voice("Heart"), voice("Bella")], "hart")


def test_without_a_voice_that_can_speak_there_is_nothing_to_choose() -> None:
    for listed in ([], [voice("Kumo", "ja", "no phonemes")]):
        with pytest.raises(EngineUnavailable, match="doctor"):
            choose_voice(listed, "")


def test_of_voices_with_one_name_those_of_the_language_come_first_else_the_english_ones() -> None:
    listed = [voice("Alpha", "hi"), voice("Alpha", "en-GB"), voice("Alpha", "ja"), voice("Beta")]
    assert [found.language for found in named_voices(listed, "ALPHA")] == ["en-GB", "hi", "ja"]
    assert [found.language for found in named_voices(listed, "alpha", "JA")] == ["ja", "hi", "en-GB"]


def test_a_voice_unlike_all_others_is_told_without_a_guess() -> None:
    with pytest.raises(UnknownVoice) as refused:
        named_voices([voice("Heart")], "xyz")
    assert refused.value.user_text == 'There is no voice "xyz". All voices: speech-studio voices'


@pytest.mark.parametrize(
    ("speed", "emotions", "value"),
    [
        ("0", [], controls()),
        ("-1", ["Anger:HIGH"], controls(-1.0, {"anger": 4})),
        ("fast", ["curiosity", "sadness:lowest"], controls(0.5, {"curiosity": 3, "sadness": 1})),
    ],
)
def test_options_give_controls(speed: str, emotions: list[str], value: Controls) -> None:
    assert controls_of(Namespace(speed=speed, pitch="0", emotion=emotions)) == value


@pytest.mark.parametrize("speed", ["1.01", "nan", "inf", "", "quickly"])
def test_a_speed_that_is_none_is_refused(speed: str) -> None:
    with pytest.raises(InvalidArgument, match="speed"):
        controls_of(Namespace(speed=speed, pitch="0", emotion=[]))


async def test_an_engine_is_ready_in_the_block_and_gone_behind_it() -> None:
    options = Namespace(voice="alto", language="EN", speed="slow", pitch="0", emotion=[])
    async with running_engine("tone") as session:
        assert session.status.ready
        design = await design_of(options, session)
        alto = next(found for found in await session.client.voices() if found.name == "Alto")
        options.language = "tlh"
        with pytest.raises(InvalidArgument, match="language: must be one of en-US"):
            await design_of(options, session)
    assert design == VoiceDesign((MixPart(alto.id, 1.0),), controls(-0.5), "en-US")
    with pytest.raises(ConnectionFailed):
        await session.client.voices()
