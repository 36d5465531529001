# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.client.errors import NotUnderstood
from studio.client.explanation import OtherReading, ReadToken, explanation_from_json
from studio.core.doubts import Doubt

TOLD = {
    "start": 0, "end": 3, "text": "Dr.", "class": "abbreviation", "words": "doctor", "phonemes": "x", "certainty": 0.9,
    "why": "known", "alternatives": [{"words": "drive", "meaning": "a street"}],
}  # fmt: skip


def test_all_that_the_server_tells_is_read() -> None:
    assert explanation_from_json({"language": "en-US", "tokens": [TOLD]}) == (
        ReadToken(0, 3, "Dr.", "abbreviation", "doctor", "x", 0.9, "known", (OtherReading("drive", "a street"),)),
    )


def test_phonemes_of_another_reading_are_read_where_the_server_tells_them() -> None:
    other = {"words": "Dr.", "meaning": "a street", "phonemes": "dɹˈIv", "ipa": "dɹˈaɪv"}
    token = explanation_from_json({"tokens": [{**TOLD, "alternatives": [other]}]})[0]
    assert token.alternatives == (OtherReading("Dr.", "a street", "dɹˈIv", "dɹˈaɪv"),)


@pytest.mark.parametrize(("told", "doubt"), [("name", Doubt.NAME), ("", None), ("of a later server", None)])
def test_a_doubt_is_read_as_far_as_it_is_known(told: str, doubt: Doubt | None) -> None:
    assert explanation_from_json({"tokens": [{**TOLD, "unsure": told}]})[0].doubt is doubt


@pytest.mark.parametrize(
    "value",
    [None, [], {}, {"tokens": {}}, {"tokens": [{}]}, {"tokens": [{**TOLD, "start": "0"}]}, {"tokens": [5]},
     {"tokens": [{**TOLD, "alternatives": [1]}]}, {"tokens": [{**TOLD, "alternatives": None}]}],
)  # fmt: skip
def test_what_is_no_reading_is_not_understood(value: object) -> None:
    with pytest.raises(NotUnderstood, match="reading"):
        explanation_from_json(value)
