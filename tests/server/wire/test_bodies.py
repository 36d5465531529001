# SPDX-License-Identifier: GPL-3.0-or-later
"""What requests may hold: voices in every form, mixes, and the limits of each key."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest

from studio.core.errors import InvalidArgument
from studio.core.voices import EMBEDDING_LENGTH, MAX_MIX_PARTS, MixPart
from studio.server.wire.bodies import (
    CONTEXT_ID,
    CONTROLS,
    EMBEDDING,
    LONGEST_DURATION_S,
    MIX_REQUEST,
    NEW_ACCENTS,
    NEW_VOICE,
    VOICE,
    mix_parts,
    speech_fields,
)

NUMBERS = [0.5] * EMBEDDING_LENGTH
MIX = [{"id": "a", "weight": 1}, {"id": "b", "weight": 3}]
FORMS: list[tuple[Any, Any]] = [
    ("a", "a"),
    ({"id": "a"}, "a"),
    ({"mode": "id", "id": "a", "embedding": NUMBERS}, "a"),
    ({"mode": "embedding", "id": "a", "embedding": NUMBERS}, tuple(NUMBERS)),
    ({"id": "a", "embedding": NUMBERS}, tuple(NUMBERS)),
    ({"mix": MIX}, (MixPart("a", 0.25), MixPart("b", 0.75))),
    ({"mode": "id", "id": "a", "mix": MIX}, "a"),
]


@pytest.mark.parametrize(("voice", "meant"), FORMS)
def test_a_voice_is_named_in_every_form(voice: object, meant: object) -> None:
    assert VOICE.check(voice, "voice") == meant


@pytest.mark.parametrize("voice", [form for form, _ in FORMS if not isinstance(form, dict) or "mode" not in form])
def test_the_forms_of_a_voice_are_published(voice: object) -> None:
    assert jsonschema_rs.is_valid(VOICE.json_schema(), voice)


@pytest.mark.parametrize(
    ("voice", "argument"),
    [
        ("", "voice"),
        (5, "voice"),
        ({}, "voice"),
        ({"mode": "name", "id": "a"}, "voice.mode"),
        ({"mode": "embedding", "id": "a"}, "voice"),
        ({"id": 7}, "voice.id"),
        ({"embedding": NUMBERS[1:]}, "voice.embedding"),
        ({"embedding": [*NUMBERS[1:], "x"]}, "voice.embedding"),
        ({"mix": []}, "voice.mix"),
        ({"mix": [{"id": "a", "weight": 0}]}, "voice.mix[0].weight"),
    ],
)
def test_what_names_no_voice_is_refused_by_its_key(voice: object, argument: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        VOICE.check(voice, "voice")
    assert refused.value.argument == argument


def test_weights_are_made_to_sum_to_one() -> None:
    assert mix_parts(MIX, "mix") == (MixPart("a", 0.25), MixPart("b", 0.75))
    most = [{"id": str(number), "weight": 1e6} for number in range(MAX_MIX_PARTS)]
    assert sum(part.weight for part in mix_parts(most, "mix")) == pytest.approx(1.0)
    with pytest.raises(InvalidArgument, match=f"1 to {MAX_MIX_PARTS} voices"):
        mix_parts([*most, most[0]], "mix")


@pytest.mark.parametrize("tag", ["anger", "anger:high", "positivity:lowest"])
def test_emotions_are_tags_with_or_without_a_level(tag: str) -> None:
    assert CONTROLS.check({"emotion": [tag]}, "controls")["emotion"] == [tag]


@pytest.mark.parametrize("controls", [{"emotion": ["rage"]}, {"emotion": "anger"}, {"speed": 2}, {"speed": "quick"}])
def test_other_controls_are_refused(controls: object) -> None:
    with pytest.raises(InvalidArgument):
        CONTROLS.check(controls, "controls")


@pytest.mark.parametrize(
    ("key", "least_wrong"),
    [
        ("duration", 0),
        ("duration", LONGEST_DURATION_S + 1),
        ("transcript", "abcd"),
        ("model_id", "  "),
        ("language", "x" * 41),
        ("add_timestamps", 1),
        ("speed", 1.5),
    ],
)
def test_each_key_of_a_request_has_its_limits(key: str, least_wrong: object) -> None:
    with pytest.raises(InvalidArgument):
        speech_fields(3)[key].kind.check(least_wrong, key)


def test_no_more_accents_voices_or_letters_than_anyone_needs() -> None:
    assert EMBEDDING.check(NUMBERS, "embedding") == NUMBERS
    for kind, value in (
        (NEW_ACCENTS, {"accents": ["a"] * 11}),
        (NEW_ACCENTS, {"accents": []}),
        (MIX_REQUEST, {"voices": [{"id": "a", "weight": 1}] * (MAX_MIX_PARTS + 1)}),
        (NEW_VOICE, {"name": "x" * 1001}),
        (NEW_VOICE, {"name": " "}),
        (NEW_VOICE, {"name": "x", "id": "no uuid"}),
    ):
        with pytest.raises(InvalidArgument):
            kind.check(value)
    with pytest.raises(InvalidArgument):
        CONTEXT_ID.check("x" * 257, "context_id")
