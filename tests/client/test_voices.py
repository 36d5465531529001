# SPDX-License-Identifier: GPL-3.0-or-later
"""Voices in the API's JSON and back."""

from __future__ import annotations

import math
from typing import Any

import pytest

from studio.client.errors import NotUnderstood
from studio.client.voices import (
    checked_name,
    embedding_from_json,
    mix_json,
    new_voice_json,
    voice_from_json,
    voice_pages,
)
from studio.core.errors import InvalidArgument
from studio.core.voices import MAX_MIX_PARTS, MixPart, Voice

EMBEDDING = (0.5,) * 192


def test_a_voice_needs_no_more_than_id_and_name() -> None:
    assert voice_from_json({"id": "a", "name": "A"}) == Voice("a", "A", "")


def test_all_that_is_told_of_a_voice_is_read() -> None:
    told = {
        "id": "a",
        "name": "A",
        "language": "en",
        "locale": "en-GB",
        "gender": "feminine",
        "character": "calm",
        "description": "A voice.",
        "is_public": False,
        "embedding": list(EMBEDDING),
        "recipe": [{"id": "b", "weight": 1}],
        "unavailable_reason": "no phonemes",
        "clip_sha256": "ab",
        "alias_of": "c",
        "more": 1,
    }
    assert voice_from_json(told) == Voice(
        "a", "A", "en-GB", "female", "calm", "A voice.", True, EMBEDDING, (MixPart("b", 1.0),), "no phonemes", "ab", "c"
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"id": ""},
        {"id": 7},
        {"name": None},
        {"language": 7},
        {"embedding": [1.0]},
        {"embedding": ["x"] * 192},
        {"recipe": 7},
        {"recipe": ["b"]},
        {"recipe": [{"id": "b", "weight": True}]},
        {"recipe": [{"weight": 1.0}]},
    ],
)
def test_a_field_of_the_wrong_kind_is_not_understood(changed: dict[str, Any]) -> None:
    with pytest.raises(NotUnderstood, match="voices cannot be understood"):
        voice_from_json({"id": "a", "name": "A", **changed})


@pytest.mark.parametrize("value", [None, "a", [], {}])
def test_what_is_no_voice_is_not_understood(value: object) -> None:
    with pytest.raises(NotUnderstood):
        voice_from_json(value)


def pages_of(*answers: object) -> tuple[list[list[Any]], list[dict[str, str]]]:
    """The pages of a server that gives *answers*, and what it was asked for."""
    asked: list[dict[str, str]] = []

    def ask(query: dict[str, str]) -> object:
        asked.append(query)
        return answers[len(asked) - 1]

    return list(voice_pages(ask)), asked


def test_a_server_that_does_not_page_gives_all_at_once() -> None:
    assert pages_of([{"id": "a"}]) == ([[{"id": "a"}]], [{}])
    assert pages_of([]) == ([[]], [{}])


def test_pages_are_asked_for_behind_the_last_voice_of_each() -> None:
    first, last = {"data": [{"id": "a"}, {"id": "b"}], "has_more": True}, {"data": [{"id": "c"}], "has_more": False}
    assert pages_of(first, last) == (
        [[{"id": "a"}, {"id": "b"}], [{"id": "c"}]],
        [{}, {"starting_after": "b"}],
    )
    assert pages_of({"data": [], "has_more": True})[1] == [{}]


@pytest.mark.parametrize("answer", [None, 7, {"data": 7}, {"voices": []}, [7], [{"name": "no id"}]])
def test_what_is_neither_list_nor_page_is_not_understood(answer: object) -> None:
    with pytest.raises(NotUnderstood):
        pages_of(answer)


def test_a_page_that_comes_again_is_not_asked_for_without_end() -> None:
    page = {"data": [{"id": "a"}], "has_more": True}
    with pytest.raises(NotUnderstood, match="repeats itself"):
        pages_of(page, page, page)


@pytest.mark.parametrize(
    "value", [None, [], {}, {"embedding": None}, {"embedding": [1.0]}, {"embedding": [math.nan] * 192}]
)
def test_an_answer_without_an_embedding_is_not_understood(value: object) -> None:
    assert embedding_from_json({"embedding": [0.5] * 192}) == EMBEDDING
    with pytest.raises(NotUnderstood):
        embedding_from_json(value)


def test_a_new_voice_says_only_what_is_known_of_it() -> None:
    body: dict[str, Any] = {"name": "A", "description": "", "embedding": [0.5] * 192, "language": "en"}
    assert new_voice_json(" A ", "", EMBEDDING, "en") == body
    recipe = [{"id": "b", "weight": 2.0}]
    assert new_voice_json("A", "", EMBEDDING, "en", [MixPart("b", 2.0)], "i") == {**body, "recipe": recipe, "id": "i"}


@pytest.mark.parametrize("name", ["", " \n", None, 7])
def test_a_name_is_not_blank(name: Any) -> None:
    with pytest.raises(InvalidArgument, match="name"):
        checked_name(name)


def test_a_mix_is_of_ids_and_embeddings_whose_weights_sum_to_one() -> None:
    assert mix_json([MixPart("a", 3), (EMBEDDING, 1)]) == {
        "voices": [{"id": "a", "weight": 0.75}, {"embedding": [0.5] * 192, "weight": 0.25}]
    }
    for parts in ([], [MixPart("a", 1.0)] * (MAX_MIX_PARTS + 1), [MixPart("a", 0.0)], [([1.0], 1.0)]):
        with pytest.raises(InvalidArgument):
            mix_json(parts)
