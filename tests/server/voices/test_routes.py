# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import random
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from studio.engine.aliases import BARBERSHOP_MAN_ID, DOCUMENTED_IDS, NEWSMAN_ID
from studio.engine.base import Capabilities
from studio.engine.tone import ToneEngine
from tests.support.speech_server import RAW_24K, running_server

KEYS_OF_2024_06_10 = {
    "id",
    "name",
    "description",
    "embedding",
    "is_public",
    "user_id",
    "created_at",
    "language",
}
LOCAL_KEYS = {"locale", "gender", "character", "unavailable_reason", "recipe"}


def random_embedding() -> list[float]:
    numbers = random.Random(7)
    return [numbers.gauss(0, 1) / 3 for _ in range(192)]


def create(http: httpx.Client, **more: Any) -> dict[str, Any]:
    body = {"name": "Mine", "description": "my own", "embedding": random_embedding(), "language": "en"}
    answer = http.post("/voices", json={**body, **more})
    assert answer.status_code == 200, answer.text
    voice: dict[str, Any] = answer.json()
    return voice


def ids(http: httpx.Client) -> list[str]:
    return [voice["id"] for voice in http.get("/voices").json()]


@pytest.mark.parametrize("path", ["/voices", "/voices/"])
def test_the_list_is_a_bare_array_with_every_key(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert answer.headers["content-type"].startswith("application/json")
    voices = answer.json()
    assert isinstance(voices, list)
    for voice in voices:
        assert voice.keys() - {"alias_of"} == KEYS_OF_2024_06_10 | LOCAL_KEYS
        assert len(voice["embedding"]) == 192
        assert voice["is_public"] is True
        assert voice["language"] == voice["locale"].partition("-")[0]
    assert len(set(ids(http))) == len(voices)


def test_a_voice_is_got_by_its_id(http: httpx.Client) -> None:
    for voice in http.get("/voices").json():
        assert http.get(f"/voices/{voice['id']}").json() == voice
    assert http.get("/voices/nobody").status_code == 404
    assert http.get(f"/voices/{uuid4()}/").status_code == 404


def test_documented_ids_answer_and_speak(http: httpx.Client) -> None:
    for voice_id in DOCUMENTED_IDS:
        voice = http.get(f"/voices/{voice_id}").json()
        assert voice["id"] == voice_id
        assert voice["is_public"] is True
        request = {"model_id": "m", "transcript": "One.", "voice": {"id": voice_id}, "output_format": dict(RAW_24K)}
        assert http.post("/tts/bytes", json=request).status_code == 200
    assert http.get(f"/voices/{NEWSMAN_ID}").json()["name"] == "Newsman"
    assert http.get(f"/voices/{BARBERSHOP_MAN_ID}").json()["name"] == "Barbershop Man"


def test_what_is_created_equals_what_is_listed(http: httpx.Client) -> None:
    voice = create(http)
    assert voice in http.get("/voices").json()
    assert http.get(f"/voices/{voice['id']}").json() == voice
    assert voice["embedding"] == random_embedding()
    assert voice["is_public"] is False
    assert voice["language"] == "en"
    assert UUID(voice["id"])


def test_own_voices_are_there_after_a_restart(tmp_path: Path) -> None:
    with running_server(tmp_path) as server, server.http() as http:
        voice = create(http, recipe=[{"id": NEWSMAN_ID, "weight": 3}, {"id": BARBERSHOP_MAN_ID, "weight": 1}])
    with running_server(tmp_path) as server, server.http() as http:
        assert http.get(f"/voices/{voice['id']}").json() == voice
        assert [part["weight"] for part in voice["recipe"]] == [0.75, 0.25]


def test_an_own_voice_speaks(http: httpx.Client) -> None:
    voice = create(http)
    for choice in ({"id": voice["id"]}, {"mix": [{"id": voice["id"], "weight": 1}, {"id": NEWSMAN_ID, "weight": 1}]}):
        request = {"model_id": "m", "transcript": "One two.", "voice": choice, "output_format": dict(RAW_24K)}
        assert len(http.post("/tts/bytes", json=request).content) == 2 * 4800 * 4


def test_a_voice_is_renamed(http: httpx.Client) -> None:
    voice = create(http)
    changed = http.patch(f"/voices/{voice['id']}", json={"name": "Other", "description": None}).json()
    assert changed == {**voice, "name": "Other"}
    assert changed in http.get("/voices").json()
    assert http.patch(f"/voices/{voice['id']}", json={"name": " "}).status_code == 400
    assert http.patch("/voices/nobody", json={"name": "x"}).status_code == 404


def test_a_deleted_voice_is_gone_and_comes_back_with_its_id(http: httpx.Client) -> None:
    voice = create(http)
    assert http.delete(f"/voices/{voice['id']}/").is_success
    assert voice["id"] not in ids(http)
    assert http.get(f"/voices/{voice['id']}").status_code == 404
    assert http.delete(f"/voices/{voice['id']}").status_code == 404
    assert create(http, id=voice["id"])["id"] == voice["id"]
    assert voice["id"] in ids(http)


def test_a_taken_id_is_refused(http: httpx.Client) -> None:
    voice = create(http)
    for taken in (voice["id"], NEWSMAN_ID):
        body = {"name": "x", "embedding": random_embedding(), "id": taken}
        answer = http.post("/voices", json=body)
        assert answer.status_code == 400
        assert answer.json()["error"].startswith("id:")


@pytest.mark.parametrize("method", ["DELETE", "PATCH"])
def test_stock_voices_stay_as_they_are(http: httpx.Client, method: str) -> None:
    before = http.get("/voices").json()
    answer = http.request(method, f"/voices/{before[0]['id']}", json={"name": "x"})
    assert answer.status_code == 400
    assert "Stock voices cannot be" in answer.json()["error"]
    assert http.get("/voices").json() == before


def test_a_base_voice_lends_language_and_embedding(http: httpx.Client) -> None:
    spanish = next(voice for voice in http.get("/voices").json() if voice["language"] == "es")
    body = {"name": "Mine", "description": "", "embedding": None, "base_voice_id": spanish["id"]}
    voice = http.post("/voices", json=body).json()
    assert voice["embedding"] == spanish["embedding"]
    assert voice["locale"] == "es"


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": None},
        {"name": 5},
        {"embedding": None},
        {"embedding": [0.5] * 191},
        {"embedding": [True] * 192},
        {"id": "no uuid"},
        {"recipe": [{"id": "x", "weight": -1}]},
        {"recipe": 5},
        {"language": ["en"]},
    ],
)
def test_bad_voices_are_refused(http: httpx.Client, change: dict[str, Any]) -> None:
    body = {"name": "Mine", "description": "", "embedding": random_embedding(), "language": "en"}
    answer = http.post("/voices", json={**body, **change})
    assert answer.status_code == 400
    assert next(iter(change)) in answer.json()["error"]


def test_strange_characters_in_names_and_ids_do_no_harm(http: httpx.Client) -> None:
    answer = http.post(
        "/voices", content=b'{"name":"\\ud800 \\u0000 x","embedding":' + str(random_embedding()).encode() + b"}"
    )
    assert answer.status_code == 200
    assert answer.json() in http.get("/voices").json()
    assert http.get("/voices/%00%ff'; DROP TABLE voices").status_code == 404


def test_a_mix_is_linear_and_weights_are_relative(http: httpx.Client) -> None:
    first, second = http.get("/voices").json()[:2]
    parts = [{"id": first["id"], "weight": 3}, {"embedding": second["embedding"], "weight": 1}]
    mixed = http.post("/voices/mix", json={"voices": parts}).json()["embedding"]
    expected = [0.75 * a + 0.25 * b for a, b in zip(first["embedding"], second["embedding"], strict=True)]
    assert mixed == pytest.approx(expected)
    own = create(http)
    mixed = http.post("/voices/mix/", json={"voices": [{"id": own["id"], "weight": 0.1}]}).json()["embedding"]
    assert mixed == pytest.approx(own["embedding"])


@pytest.mark.parametrize(
    "voices",
    [None, [], 5, [5], [{"id": NEWSMAN_ID}], [{"id": NEWSMAN_ID, "weight": 0}], [{"weight": 1}]]
    + [[{"id": NEWSMAN_ID, "weight": 1}] * 17, [{"id": NEWSMAN_ID, "weight": "1"}]],
)
def test_bad_mixes_are_refused(http: httpx.Client, voices: object) -> None:
    answer = http.post("/voices/mix", json={"voices": voices})
    assert answer.status_code == 400
    assert "voices" in answer.json()["error"]
    assert http.post("/voices/mix", json={"voices": [{"id": "nobody", "weight": 1}]}).status_code == 404


class _PlainEngine(ToneEngine):
    """Has no voice space."""

    capabilities = Capabilities(("en-US",), "Voices can be mixed once the speech model is installed.")


def test_own_voices_say_why_an_engine_cannot_speak_them(tmp_path: Path) -> None:
    with running_server(tmp_path, _PlainEngine()) as server, server.http() as http:
        voice = create(http)
        assert voice["unavailable_reason"] == "Voices can be mixed once the speech model is installed."
        request = {"model_id": "m", "transcript": "One.", "voice": voice["id"], "output_format": dict(RAW_24K)}
        answer = http.post("/tts/bytes", json=request)
        assert answer.status_code == 400
        assert "once the speech model is installed" in answer.json()["error"]
