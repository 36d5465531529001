# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import httpx
import pytest


def test_a_text_is_explained_token_by_token(http: httpx.Client) -> None:
    answer = http.post("/explain", json={"transcript": "It costs <break time='1s'/>$3.50.", "language": "en-GB"})
    assert answer.status_code == 200
    body = answer.json()
    assert body["language"] == "en-GB"
    money = body["tokens"][-1]
    assert (money["text"], money["class"], money["words"]) == ("$3.50", "money", "three dollars and fifty cents")
    assert money["phonemes"]
    assert 0 < money["certainty"] <= 1
    assert money["alternatives"] == []
    assert money["why"]


def test_a_word_of_two_sounds_has_the_other_beside(http: httpx.Client) -> None:
    answer = http.post("/explain", json={"transcript": "I read it yesterday.", "language": "en-US"})
    read = answer.json()["tokens"][1]
    assert (read["class"], read["phonemes"]) == ("heteronym", "ɹˈɛd")
    assert read["alternatives"] == [{"words": "read", "phonemes": "ɹˈid", "ipa": "ɹˈid", "meaning": "present"}]


def test_entries_and_tags_are_explained_with_the_signs_that_say_nothing(http: httpx.Client) -> None:
    entries = [{"text": "Nova", "alias": "NOO-vah"}, {"text": "Voll", "alias": "/f5ɔ%l/"}]
    kept = http.post("/pronunciation-dicts/", json={"name": "x", "items": [{"text": "ran", "alias": "sat"}]}).json()
    body = {"transcript": "Nova <sub alias='VOH-uhl'>Voll</sub> Voll ran", "language": "en-US"}
    answer = http.post("/explain", json={**body, "pronunciations": entries, "pronunciation_dict_id": kept["id"]})
    tokens = answer.json()["tokens"]
    assert [token["phonemes"] for token in tokens] == ["nˈuvɑ", "vˈOəl", "fɔl", "sˈæt"]
    assert [token["unknown"] for token in tokens] == ["", "", "5%", ""]
    assert {token["class"] for token in tokens} == {"as told by a tag or a dictionary"}


def test_a_token_tells_why_its_reading_is_unsure(http: httpx.Client) -> None:
    body = {"transcript": "Then <sub alias='VOH-uhl'>Kvothe</sub> and Kvothe read the sign.", "language": "en-US"}
    tokens = http.post("/explain", json=body).json()["tokens"]
    assert [(token["text"], token["unsure"]) for token in tokens if token["unsure"]] == [
        ("Kvothe", "name"), ("read", "heteronym")
    ]  # fmt: skip
    alone = http.post("/explain", json={**body, "unsure_only": True}).json()["tokens"]
    assert alone == [token for token in tokens if token["unsure"]]


def test_ways_to_say_a_name_are_suggested(http: httpx.Client) -> None:
    answer = http.post("/explain", json={"transcript": "Nova", "language": "en-US", "suggest": True}).json()
    assert answer["tokens"][0]["ipa"] == "nˈoʊvə"
    assert answer["suggestions"][0] == {"alias": "NOH-vuh", "ipa": "nˈoʊvə", "meaning": "syllables"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"transcript": " "}, "transcript"),
        ({}, "transcript"),
        ({"transcript": 5}, "transcript"),
        ({"transcript": "x", "language": "xx"}, "language"),
        ({"transcript": "x", "language": 5}, "language"),
        ({"transcript": "x", "pronunciations": [{"text": "x"}]}, "alias"),
    ],
)
def test_a_bad_request_is_refused_by_name(http: httpx.Client, body: dict[str, Any], field: str) -> None:
    answer = http.post("/explain", json=body)
    assert answer.status_code == 400
    assert field in answer.json()["message"]


def test_a_long_text_is_refused(http: httpx.Client) -> None:
    assert http.post("/explain", json={"transcript": "word " * 2000}).status_code == 413
