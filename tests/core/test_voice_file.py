# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import NotFound, SaveFailed, StudioError
from studio.core.voice_file import (
    BASIS_VERSION,
    MAX_BYTES,
    RecipePart,
    VoiceFile,
    VoiceFileRefused,
    from_json,
    read_voice_file,
    to_json,
    voice_file_of,
    write_voice_file,
)
from studio.core.voices import MixPart, Voice
from studio.engine.kokoro.voices.space import BASIS_FILE

NUMBERS = random.Random(3)
EMBEDDING = tuple(NUMBERS.gauss(0, 1) for _ in range(192))
FILE = VoiceFile(
    name="Narrator Zoë",
    embedding=EMBEDDING,
    language="en-GB",
    description="calm; for long reads",
    sex="female",
    recipe=(RecipePart("a", 0.7, "Emma"), RecipePart("b", 0.3, "Isabella")),
    clip_sha256="0f" * 32,
)


def changed(**values: Any) -> str:
    return json.dumps({**json.loads(to_json(FILE)), **values})


def test_a_voice_comes_back_equal(tmp_path: Path) -> None:
    assert from_json(to_json(FILE)) == FILE
    path = tmp_path / "zoe.voice.json"
    write_voice_file(path, FILE)
    assert read_voice_file(path) == FILE
    write_voice_file(path, VoiceFile("Plain", EMBEDDING))
    assert read_voice_file(path) == VoiceFile("Plain", EMBEDDING)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=192, max_size=192))
def test_every_finite_embedding_comes_back_equal(values: list[float]) -> None:
    file = VoiceFile("Any", tuple(values))
    assert from_json(to_json(file)) == file


def test_it_is_made_from_a_voice() -> None:
    voice = Voice("id", "Mine", "fr-FR", "male", embedding=EMBEDDING, recipe=(MixPart("a", 1.0),))
    file = voice_file_of(voice, {"a": "Siwis"})
    assert file.recipe == (RecipePart("a", 1.0, "Siwis"),)
    assert file.parts == voice.recipe
    assert (file.name, file.language, file.sex, file.embedding) == ("Mine", "fr-FR", "male", EMBEDDING)
    with pytest.raises(StudioError, match="no embedding"):
        voice_file_of(Voice("id", "Mine", "fr-FR"))


def test_the_basis_is_the_one_that_the_engine_ships() -> None:
    assert f"voice_basis_v{BASIS_VERSION}.npz" == BASIS_FILE


@pytest.mark.parametrize(("key", "what"), [("version", "version 1"), ("basis_version", "basis version 1")])
def test_a_newer_kind_says_that_a_newer_program_is_needed(key: str, what: str) -> None:
    with pytest.raises(VoiceFileRefused, match=f"{what} or older; this one is 2, from a newer Speech Studio"):
        from_json(changed(**{key: 2}))


def test_keys_of_later_versions_are_ignored_and_weights_brought_to_a_sum_of_one() -> None:
    recipe = [{"id": "a", "weight": 3, "more": 1}, {"id": "b", "weight": 1}]
    file = from_json(changed(more={"x": 1}, recipe=recipe))
    assert [part.weight for part in file.recipe] == [0.75, 0.25]
    assert file.name == FILE.name


@pytest.mark.parametrize(
    "values",
    [
        {"name": ""},
        {"name": 3},
        {"name": "x" * 2000},
        {"name": "\ud800"},
        {"embedding": [1.0] * 191},
        {"embedding": [True] * 192},
        {"embedding": [float("nan")] * 192},
        {"embedding": [10**400] + [0.0] * 191},
        {"embedding": {"0": 1}},
        {"embedding": None},
        {"version": "1"},
        {"version": True},
        {"version": None},
        {"basis_version": 0},
        {"recipe": "a"},
        {"recipe": [{"id": "a"}]},
        {"recipe": [{"id": "a", "weight": -1}]},
        {"recipe": [{"id": "a", "weight": 10**400}]},
        {"recipe": [{"id": "a", "weight": 1e308}] * 2},
        {"recipe": [{"id": "a", "weight": 1}] * 17},
        {"clip_sha256": "zz"},
        {"sex": "other"},
        {"language": 4},
    ],
)
def test_a_damaged_file_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(VoiceFileRefused, match="damaged"):
        from_json(changed(**values))


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '"x"', '{"format": "other"}', "[" * 100_000])
def test_what_is_no_voice_file_is_refused(text: str) -> None:
    with pytest.raises(VoiceFileRefused, match="exported from Speech Studio"):
        from_json(text)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=8))
def test_nothing_in_a_key_does_more_than_refuse(value: object) -> None:
    for key in json.loads(to_json(FILE)):
        try:
            from_json(changed(**{key: value}))
        except VoiceFileRefused:
            continue


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no file"):
        read_voice_file(tmp_path / "none.voice.json")
    with pytest.raises(StudioError, match="could not be read"):
        read_voice_file(tmp_path)
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00RIFF")
    with pytest.raises(VoiceFileRefused, match="not text"):
        read_voice_file(tmp_path / "binary")
    (tmp_path / "large").write_bytes(b" " * (MAX_BYTES + 1))
    with pytest.raises(VoiceFileRefused, match="far larger"):
        read_voice_file(tmp_path / "large")
    with pytest.raises(SaveFailed):
        write_voice_file(tmp_path / "absent" / "x.voice.json", FILE)
