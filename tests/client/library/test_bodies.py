# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from studio.client.dialect import CLOUD_VERSION
from studio.client.library.bodies import SpeechArguments, embedding, longest_audio_bytes, part_of_text, whole_text
from studio.core.errors import InvalidArgument, Unsupported

V = "2024-06-10"
RAW = {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 24000}


def arguments(**changed: Any) -> SpeechArguments:
    return SpeechArguments(**{"model_id": "m", "output_format": RAW, "voice_id": "a", **changed})


def test_what_is_not_given_is_not_in_the_body() -> None:
    assert arguments().settings(V) == {"model_id": "m", "voice": {"id": "a"}, "output_format": RAW}


def test_all_that_is_given_is_in_the_body() -> None:
    controls = {"speed": "slow", "emotion": ["anger:high"]}
    body = arguments(
        voice_id=None,
        voice_embedding=(0.25,) * 192,
        language="en",
        duration=2,
        controls=controls,
        output_format={**RAW, "bit_rate": None, "more": 1},
    ).settings(V)
    assert body == {
        "model_id": "m",
        "voice": {"embedding": [0.25] * 192, "__experimental_controls": controls},
        "output_format": RAW,
        "language": "en",
        "duration": 2,
    }


@pytest.mark.parametrize("rate_hz", [8000, 48000])
def test_the_rates_at_the_bounds_are_permitted(rate_hz: int) -> None:
    assert (
        arguments(output_format={**RAW, "sample_rate": rate_hz}).settings(V)["output_format"]["sample_rate"] == rate_hz
    )


BAD: list[tuple[dict[str, Any], str]] = [
    ({"model_id": " "}, "model_id"),
    ({"model_id": None}, "model_id"),
    ({"voice_id": None}, "voice_id"),
    ({"voice_id": ""}, "voice_id"),
    ({"voice_embedding": []}, "voice_embedding"),
    ({"voice_embedding": "x" * 192}, "voice_embedding"),
    ({"language": " "}, "language"),
    *(({"duration": duration}, "duration") for duration in (0, -1.0, True, "2", math.inf, math.nan)),
    *(
        ({"output_format": {**RAW, "sample_rate": rate}}, "output_format.sample_rate")
        for rate in (7999, 48001, True, 1e4)
    ),
    ({"output_format": {**RAW, "container": ""}}, "output_format.container"),
    ({"output_format": {**RAW, "encoding": None}}, "output_format.encoding"),
    ({"output_format": None}, "output_format"),
    ({"controls": {"speed": 2.0}}, "speed"),
]


@pytest.mark.parametrize(("changed", "name"), BAD)
def test_a_value_outside_what_is_permitted_is_named(changed: dict[str, Any], name: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        arguments(**changed).settings(V)
    assert refused.value.argument == name


def test_what_the_dialect_does_not_know_is_unsupported() -> None:
    with pytest.raises(Unsupported):
        arguments(voice_id=None, voice_embedding=[0.0] * 192).settings(CLOUD_VERSION)


@pytest.mark.parametrize("kind", [list, tuple, np.array])
def test_an_embedding_may_be_any_row_of_numbers(kind: Any) -> None:
    assert embedding(kind([1.0] * 192)) == [1.0] * 192


@pytest.mark.parametrize("values", [7, None, [1.0] * 193, [math.inf] * 192, np.zeros((192, 2))])
def test_what_is_no_embedding_is_named_as_the_caller_named_it(values: object) -> None:
    with pytest.raises(InvalidArgument, match=r"^mine: must be 192 finite numbers"):
        embedding(values, "mine")


@pytest.mark.parametrize("text", ["", " \n", None, 7, b"bytes"])
def test_a_whole_text_holds_a_word(text: object) -> None:
    with pytest.raises(InvalidArgument, match="transcript"):
        whole_text(text)
    assert whole_text(" a ") == " a "


def test_a_part_of_a_text_may_be_blank() -> None:
    assert part_of_text("") == ""
    with pytest.raises(InvalidArgument, match="transcript"):
        part_of_text(b"bytes")


def test_more_text_may_sound_longer_up_to_two_gigabytes() -> None:
    assert longest_audio_bytes(RAW, "") == 600 * 24000 * 4
    assert longest_audio_bytes(RAW, "ab") == 620 * 24000 * 4
    assert longest_audio_bytes(RAW, "x" * 10**6) == 2 * 1024**3
