# SPDX-License-Identifier: GPL-3.0-or-later
"""Dictionaries over HTTP, and tags and dictionaries in speech."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from tests.support.noting_engine import NotingEngine
from tests.support.speech_server import RAW_24K, RunningServer, Talk, audio_of, running_server, words_of
from tests.support.waiting import HANGS_S

ITEMS = [{"text": "SQL", "alias": "sequel"}, {"text": "chat", "alias": "sha", "language": "fr", "case_sensitive": True}]


def created(http: httpx.Client, name: str = "Names", items: Any = None) -> dict[str, Any]:
    answer = http.post("/pronunciation-dicts/", json={"name": name, "items": ITEMS if items is None else items})
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_a_dictionary_is_made_read_changed_and_deleted(http: httpx.Client) -> None:
    made = created(http)
    assert made["items"] == [
        {"text": "SQL", "alias": "sequel", "case_sensitive": False},
        {"text": "chat", "alias": "sha", "case_sensitive": True, "language": "fr"},
    ]
    assert {"id", "name", "owner_id", "pinned", "created_at"} <= set(made)
    path = f"/pronunciation-dicts/{made['id']}"
    assert http.get(path).json() == made
    renamed = http.patch(path, json={"name": "Other"}).json()
    assert (renamed["name"], renamed["items"]) == ("Other", made["items"])
    assert http.patch(path, json={"items": []}).json()["items"] == []
    assert http.delete(path).status_code == 200
    for answer in (http.get(path), http.delete(path), http.patch(path, json={"name": "x"})):
        assert answer.status_code == 404
        assert answer.json()["error"]


def test_lists_are_paged_the_newest_first(http: httpx.Client) -> None:
    ids = [created(http, str(number))["id"] for number in range(3)][::-1]
    page = http.get("/pronunciation-dicts/", params={"limit": 2}).json()
    assert [item["id"] for item in page["data"]] == ids[:2]
    assert (page["has_more"], page["next_page"]) == (True, ids[1])
    rest = http.get("/pronunciation-dicts/", params={"starting_after": ids[1]}).json()
    assert ([item["id"] for item in rest["data"]], rest["has_more"], rest["next_page"]) == (ids[2:], False, None)
    assert http.get("/pronunciation-dicts", params={"starting_after": ids[2]}).json()["data"] == []
    before = http.get("/pronunciation-dicts", params={"ending_before": ids[2], "limit": 1}).json()
    assert [item["id"] for item in before["data"]] == [ids[1]]


def test_a_page_of_large_dictionaries_ends_early_and_the_next_ones_bring_the_rest(http: httpx.Client) -> None:
    items = [{"text": f"word{number}", "alias": "a" * 700} for number in range(5000)]
    ids = [created(http, name, items)["id"] for name in ("one", "two", "three")][::-1]
    pages, after = [], None
    while True:
        asked = {"limit": 100} if after is None else {"limit": 100, "starting_after": after}
        page = http.get("/pronunciation-dicts", params=asked).json()
        if not page["data"]:
            break
        pages.append([item["id"] for item in page["data"]])
        after = pages[-1][-1]
        assert page["has_more"] is (after != ids[-1])
    assert pages == [ids[:2], ids[2:]]
    back = http.get("/pronunciation-dicts", params={"limit": 100, "ending_before": ids[2]}).json()
    assert ([item["id"] for item in back["data"]], back["has_more"]) == (ids[:2], False)


@pytest.mark.parametrize(
    "body",
    [{}, {"name": ""}, {"name": 3}, {"name": "x", "items": {}}, {"name": "x", "items": [{"text": "a"}]}]
    + [{"name": "x", "items": [{"text": "a", "alias": "b", "case_sensitive": "yes"}]}, {"name": "x", "items": ["a"]}],
)
def test_bad_dictionaries_are_refused(http: httpx.Client, body: dict[str, Any]) -> None:
    answer = http.post("/pronunciation-dicts/", json=body)
    assert answer.status_code == 400
    assert "must be" in answer.json()["error"]


def test_the_door_is_shut_without_the_key(tone_server: RunningServer) -> None:
    assert httpx.get(tone_server.url + "/pronunciation-dicts/", timeout=HANGS_S).status_code == 401


@pytest.fixture
def noting(tmp_path: Path) -> Iterator[tuple[NotingEngine, RunningServer]]:
    engine = NotingEngine()
    with running_server(tmp_path, engine) as server:
        yield engine, server


def test_speech_uses_the_dictionary_that_it_names(noting: tuple[NotingEngine, RunningServer]) -> None:
    engine, server = noting
    with server.http() as http, server.talk() as talk:
        made = created(http)
        talk.speak("c", "Ask SQL now.", pronunciation_dict_id=made["id"], add_timestamps=True)
        assert words_of(talk.until_done("c"))[0] == ["Ask", "SQL", "now."]
        assert [saying.said for saying in engine.asked[-1].reading.sayings] == ["sequel"]
        inline = [{"text": "ask", "alias": "ahsk"}, {"text": "SQL", "alias": "ess"}]
        talk.speak("i", "Ask SQL now.", pronunciation_dict_id=made["id"], pronunciations=inline)
        talk.until_done("i")
        assert [saying.said for saying in engine.asked[-1].reading.sayings] == ["ahsk", "ess"]
        talk.speak("w", "Ask SQL now.", pronunciations=[{"text": "ask"}])
        assert "pronunciations[0].alias" in talk.until_done("w")[-1]["error"]
        talk.speak("d", "Ask SQL now.", pronunciation_dict_id="nothing")
        assert "dictionary" in talk.until_done("d")[-1]["error"]
        talk.speak("e", "Hi 👍", name_emoji=True)
        talk.until_done("e")
        assert engine.asked[-1].reading.name_emoji


def test_generation_config_reaches_the_engine(noting: tuple[NotingEngine, RunningServer]) -> None:
    engine, server = noting
    with server.talk() as talk:
        talk.speak("a", "Hello there.")
        usual = np.frombuffer(audio_of(talk.until_done("a")), np.float32)
        talk.speak("b", "Hello there.", generation_config={"speed": 1.25, "volume": 0.5, "emotion": "sad"})
        changed = np.frombuffer(audio_of(talk.until_done("b")), np.float32)
        talk.speak("c", "Hello there.", generation_config={"speed": 3})
        assert "generation_config.speed" in talk.until_done("c")[-1]["error"]
    assert engine.asked[1].controls.rate == pytest.approx(1.25)
    assert engine.asked[1].controls.emotions == (("sadness", 4),)
    assert np.abs(changed).max() < 0.6 * np.abs(usual).max()


def test_tags_in_pieces_of_text_are_never_words(talk: Talk) -> None:
    pieces = ["One <bre", 'ak time="500', 'ms"/> two <speed ra', 'tio="1.5"/>three ', "four <em", ">five</em>."]
    for piece in pieces:
        talk.speak("c", piece, continues=True, add_timestamps=True)
    talk.speak("c", "", add_timestamps=True)
    heard = talk.until_done("c")
    words, starts, ends = words_of(heard)
    assert words == ["One", "two", "three", "four", "five."]
    assert starts[1] - ends[0] > 0.5
    assert starts == sorted(starts)
    # At 1.5 times the rate the slots are shorter than before the tag.
    assert starts[3] - starts[2] < 0.8 * (starts[1] - starts[0] - 0.5)


def test_a_break_alone_is_silence(http: httpx.Client) -> None:
    request = {
        "model_id": "sonic-english",
        "transcript": 'Hi <break time="1s"/>',
        "voice": {"id": "d46abd1d-2d02-43e8-819f-51fb652c1c61"},
        "output_format": dict(RAW_24K),
    }
    answer = http.post("/tts/bytes", json=request)
    assert answer.status_code == 200
    samples = np.frombuffer(answer.content, np.float32)
    assert len(samples) > 24000
    assert np.abs(samples[-24000:]).max() < 1e-3
