# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies and messages as values, without a server."""

from __future__ import annotations

from typing import Any

import pytest

from studio.core.errors import InvalidArgument
from studio.core.voices import MixPart
from studio.server.limits import Limits
from studio.server.wire.dialects import DIALECTS, OLDEST
from studio.server.wire.formats.table import ALL_FORMATS
from studio.server.wire.problems import TooLarge
from studio.server.wire.requests import (
    NewVoice,
    TextInput,
    VoiceChanges,
    context_id_of,
    is_cancel,
    mix_request,
    new_voice,
    speech_order,
    text_input,
    transcript_of,
    unheeded,
    voice_changes,
)

LIMITS = Limits(text_chars=10)
ORDER: dict[str, Any] = {
    "model_id": "sonic-3",
    "transcript": "One.",
    "voice": {"id": "a"},
    "output_format": {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 24000},
}


def test_a_later_message_brings_text_and_two_flags() -> None:
    assert text_input({}, LIMITS) == TextInput("", False, False)
    assert text_input({"transcript": "a", "continue": True, "flush": None}, LIMITS) == TextInput("a", True, False)
    with pytest.raises(TooLarge, match="at most 10 characters"):
        text_input({"transcript": "a" * 11}, LIMITS)
    for body in ({"transcript": 5}, {"flush": "yes"}):
        with pytest.raises(InvalidArgument):
            text_input(body, LIMITS)


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_a_request_that_is_answered_at_once_needs_a_word(text: str | None) -> None:
    with pytest.raises(InvalidArgument, match="at least one word"):
        transcript_of({"transcript": text}, LIMITS)


def test_an_order_has_defaults_for_all_that_is_not_asked() -> None:
    found = speech_order(ORDER, ALL_FORMATS)
    assert (found.voice, found.language, found.controls.speed, found.controls.emotions) == ("a", "", 0.0, ())
    asked = (found.add_timestamps, found.add_notices, found.name_emoji, found.add_phoneme_timestamps)
    assert asked == (False, False, False, False)
    assert (found.duration_s, found.pronunciation_dict_id) == (None, "")
    assert found == speech_order({**ORDER, "duration": None, "unknown": 1}, ALL_FORMATS)


@pytest.mark.parametrize("key", ["model_id", "voice", "output_format"])
def test_an_order_without_what_it_needs_names_it(key: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        speech_order({name: value for name, value in ORDER.items() if name != key}, ALL_FORMATS)
    assert refused.value.argument == key


def test_newer_controls_take_the_place_of_older_ones() -> None:
    old = {"id": "a", "__experimental_controls": {"speed": "fastest", "emotion": ["anger:high"]}}
    older = speech_order({**ORDER, "voice": old}, ALL_FORMATS).controls
    newer = speech_order({**ORDER, "voice": old, "speed": "slow"}, ALL_FORMATS).controls
    newest = speech_order({**ORDER, "voice": old, "speed": "slow", "generation_config": {"speed": 1.0}}, ALL_FORMATS)
    assert (older.speed, newer.speed, newest.controls.speed) == (1.0, -0.5, 0.0)
    assert older.emotions == newer.emotions != ()


def test_the_one_language_model_speaks_english_alone() -> None:
    for language in ("en", "en-GB", "", None):
        speech_order({**ORDER, "model_id": "sonic-english", "language": language}, ALL_FORMATS)
    with pytest.raises(InvalidArgument, match="sonic-multilingual"):
        speech_order({**ORDER, "model_id": "sonic-english", "language": "de"}, ALL_FORMATS)
    assert speech_order({**ORDER, "locale": "de"}, ALL_FORMATS).language == "de"


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.date)
def test_how_long_text_is_collected_is_the_dialects_unless_asked(dialect: Any) -> None:
    assert speech_order(ORDER, ALL_FORMATS, dialect).buffer_delay_s == dialect.buffer_delay_ms / 1000
    assert speech_order({**ORDER, "max_buffer_delay_ms": 70}, ALL_FORMATS, dialect).buffer_delay_s == 0.07
    assert speech_order(ORDER, ALL_FORMATS) == speech_order(ORDER, ALL_FORMATS, OLDEST)


def test_what_a_later_message_asks_otherwise_is_found() -> None:
    order = speech_order({**ORDER, "language": "en"}, ALL_FORMATS)
    assert unheeded({}, order) == unheeded({**ORDER, "language": "en"}, order) == ()
    other = {"output_format": {**ORDER["output_format"], "sample_rate": 8000}, "voice": "b", "language": "de"}
    assert unheeded(other, order) == ("output_format", "voice", "language")
    assert unheeded({"voice": 5}, order) == ("voice",)
    assert unheeded({"language": "de"}, speech_order(ORDER, ALL_FORMATS)) == ()


def test_the_parts_of_a_mix_are_ids_or_embeddings() -> None:
    numbers = [0.1] * 192
    body = {"voices": [{"id": "a", "weight": 1}, {"embedding": numbers, "weight": 2.5}]}
    assert mix_request(body) == (("a", 1.0), (tuple(numbers), 2.5))
    with pytest.raises(InvalidArgument, match=r"voices\[0\]"):
        mix_request({"voices": [{"weight": 1}]})


def test_a_new_voice_leaves_open_what_is_not_given() -> None:
    assert new_voice({"name": "A"}) == NewVoice("A", "", None, "", (), "", "")
    full = new_voice({"name": "A", "gender": "feminine", "recipe": [{"id": "x", "weight": 2}], "embedding": [0] * 192})
    assert (full.sex, full.recipe, full.embedding) == ("female", (MixPart("x", 1.0),), (0.0,) * 192)
    assert voice_changes({}) == VoiceChanges()
    assert voice_changes({"name": "B", "gender": "gender_neutral"}) == VoiceChanges("B", None, "")


@pytest.mark.parametrize(("body", "context_id"), [({}, None), ({"context_id": None}, None), ({"context_id": "a"}, "a")])
def test_the_context_of_a_message(body: dict[str, Any], context_id: str | None) -> None:
    assert context_id_of(body) == context_id
    assert not is_cancel(body)
    assert is_cancel({**body, "cancel": True})


@pytest.mark.parametrize("wrong", ["", "x" * 257, 5])
def test_a_context_id_is_a_text_of_sensible_length(wrong: object) -> None:
    with pytest.raises(InvalidArgument, match="context_id"):
        context_id_of({"context_id": wrong})
