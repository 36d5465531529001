# SPDX-License-Identifier: GPL-3.0-or-later
"""Voices from clips over HTTP. The matcher is the real one where the model is needed, else one that was told."""

from __future__ import annotations

import hashlib
import io
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.errors import ModelMissing
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from studio.engine.base import Utterance
from studio.engine.clip.closest_voice import SearchLimits
from studio.engine.clip.comparison_text import ComparisonText
from studio.engine.clip.matcher import ClipMatcher
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.voices.stock import stock_voices
from studio.engine.stop import Stop
from studio.engine.tone import ToneEngine
from studio.server.limits import Limits
from studio.server.voices import clone
from studio.server.voices.clone import open_matcher
from tests.support.knowing_matcher import EMBEDDING, ROUNDS, KnowingMatcher, NamedTone, clip, giving
from tests.support.slow_clients import asking
from tests.support.speech_server import RAW_24K, RunningServer, running_server
from tests.support.waiting import HANGS_S, wait_until

LIMITS = SearchLimits(rounds=2, walk_rounds=0)
IDS = {stock.key: stock.voice.id for stock in stock_voices()}
TEXT = "I'd like to read you a short story about a river that could not decide which way it ought to flow."


@pytest.fixture
def matcher() -> KnowingMatcher:
    return KnowingMatcher(ToneEngine().voices()[0].id)


@pytest.fixture
def server(tmp_path: Path, matcher: KnowingMatcher) -> Iterator[RunningServer]:
    with running_server(tmp_path, NamedTone(), matcher=giving(matcher)) as running:
        yield running


@pytest.fixture
def http(server: RunningServer) -> Iterator[httpx.Client]:
    with server.http() as client:
        yield client


def cloned_clip(http: httpx.Client, sound: bytes, data: dict[str, str] | None = None, **files: Any) -> httpx.Response:
    return http.post("/voices/clone/clip", files={"clip": ("clip.wav", sound), **files}, data=data)


def test_a_clip_gives_an_embedding_and_says_what_it_is(http: httpx.Client, matcher: KnowingMatcher) -> None:
    data = clip()
    answer = cloned_clip(http, data)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["embedding"] == list(EMBEDDING)
    assert (found["similarity"], found["semitones"], found["moved"]) == (0.87, -0.5, 1.25)
    assert found["recipe"] == [{"id": matcher.voice_id, "weight": 1.0}]
    assert "not a copy" in found["note"]
    assert found["clip_sha256"] == hashlib.sha256(data).hexdigest()
    assert matcher.rendered == ROUNDS


def test_what_is_said_in_the_clip_is_said_by_the_blends(http: httpx.Client, matcher: KnowingMatcher) -> None:
    words = "Dies ist der Text, den man in der Aufnahme hört."
    for language, tag in (("", "en-US"), ("fr-FR", "fr"), ("ko", None)):
        assert cloned_clip(http, clip(), data={"transcript": f" {words}\n", "language": language}).status_code == 200
        assert matcher.said.pop() == (ComparisonText(words, tag) if tag else None)
    assert cloned_clip(http, clip()).status_code == 200
    assert matcher.said.pop() is None
    refused = cloned_clip(http, clip(), data={"transcript": "a" * 20_000})
    assert refused.status_code == 400
    assert "transcript" in refused.text


@pytest.mark.parametrize("kind", ["WAV", "FLAC", "OGG", "MP3"])
def test_every_kind_of_sound_file_is_taken(http: httpx.Client, kind: str) -> None:
    assert cloned_clip(http, clip(kind=kind)).status_code == 200


@pytest.mark.parametrize(
    ("how", "enhance"),
    [
        ({"data": {"enhance": "true", "mode": "clip"}}, True),
        ({"data": {"enhance": "false"}}, False),
        ({"files": {"enhance": ("upload", b"true")}}, True),
        ({"files": {"enhance": ("upload", b"False")}}, False),
        ({}, False),
    ],
)
def test_enhance_is_read_as_a_field_and_as_a_file(
    http: httpx.Client, matcher: KnowingMatcher, how: dict[str, Any], enhance: bool
) -> None:
    files = {"clip": ("clip.wav", clip()), **how.pop("files", {})}
    assert http.post("/voices/clone/clip", files=files, **how).status_code == 200
    assert matcher.enhanced == [enhance]


def test_a_cloned_voice_is_stored_and_equal_in_the_list(http: httpx.Client) -> None:
    data = clip()
    fields = {"name": "Mine", "description": "told", "language": "fr", "mode": "similarity", "transcript": "x"}
    answer = http.post("/voices/clone/", files={"clip": ("clip.wav", data)}, data=fields)
    assert answer.status_code == 200, answer.text
    voice = answer.json()
    assert (voice["name"], voice["description"], voice["language"]) == ("Mine", "told", "fr")
    assert voice["is_public"] is False
    listed = next(each for each in http.get("/voices").json() if each["id"] == voice["id"])
    assert {**listed, "recipe": voice["recipe"]}.items() <= voice.items()
    assert listed["clip_sha256"] == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("moved", [0.0, 1.25])
def test_only_a_blend_that_is_not_moved_is_stored_with_its_recipe(
    http: httpx.Client, matcher: KnowingMatcher, moved: float
) -> None:
    matcher.moved = moved
    voice = http.post("/voices/clone", files={"clip": ("clip.wav", clip())}, data={"name": "Mine"}).json()
    assert voice["recipe"] == [{"id": matcher.voice_id, "weight": 1.0}]
    listed = next(each for each in http.get("/voices").json() if each["id"] == voice["id"])
    assert listed["recipe"] == ([] if moved else voice["recipe"])


def test_without_name_and_description_it_tells_what_it_is(http: httpx.Client) -> None:
    voice = http.post("/voices/clone", files={"clip": ("clip.wav", clip())}, data={"name": ""}).json()
    assert voice["name"]
    assert "not a copy" in voice["description"]


@pytest.mark.parametrize("path", ["/voices/clone/clip", "/voices/clone"])
def test_what_cannot_be_served_is_refused_in_plain_words(http: httpx.Client, path: str) -> None:
    refused = {
        "a sound file": {"files": {"clip": ("clip.wav", b"no sound")}},
        "from 1 second to 5 minutes": {"files": {"clip": ("clip.wav", clip(0.5))}},
        "clip: must be": {"files": {"other": ("clip.wav", clip())}},
        "true or false": {"files": {"clip": ("clip.wav", clip())}, "data": {"enhance": "perhaps"}},
        "name: must be": {"files": {"clip": ("clip.wav", clip())}, "data": {"name": "x" * 2000}},
        "a form of several parts": {"json": {"clip": "x"}},
        "whole form": {
            "content": b"--b\r\nbroken",
            "headers": {"Content-Type": "multipart/form-data"},
        },
    }
    for words, body in refused.items():
        answer = http.post(path, **body)  # type: ignore[arg-type]
        assert answer.status_code == 400, (words, answer.text)
        assert words in answer.json()["error"]
    assert http.get("/voices").status_code == 200


def test_a_body_beyond_the_limit_is_refused(tmp_path: Path, matcher: KnowingMatcher) -> None:
    with (
        running_server(tmp_path, NamedTone(), Limits(upload_bytes=20_000), matcher=giving(matcher)) as server,
        server.http() as http,
    ):
        assert cloned_clip(http, clip(1.5)).status_code == 413
        assert matcher.rendered == 0


def test_progress_comes_as_events(http: httpx.Client) -> None:
    files = {"clip": ("clip.wav", clip())}
    with http.stream("POST", "/voices/clone?progress=true", files=files, data={"name": "Mine"}) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        events = [json.loads(words[6:]) for words in answer.iter_lines() if words.startswith("data: ")]
    assert [event["type"] for event in events] == ["progress"] * (ROUNDS + 1) + ["done"]
    assert [event["done"] for event in events[:-1]] == [0, 0, 0.25, 0.5, 0.75]
    assert events[-1]["result"]["name"] == "Mine"
    bad = http.post("/voices/clone/clip?progress=true", files={"clip": ("clip.wav", b"no sound")})
    last = json.loads(bad.text.strip().splitlines()[-1][6:])
    assert (last["type"], last["status_code"]) == ("error", 400)


def test_who_waits_long_for_a_step_is_told_that_it_goes_on(
    http: httpx.Client, matcher: KnowingMatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clone, "BEAT_S", 0.01)
    matcher.go_on.clear()
    files = {"clip": ("clip.wav", clip())}
    with http.stream("POST", "/voices/clone/clip?progress=true", files=files) as answer:
        lines = answer.iter_lines()
        comments = (line for line in lines if line.startswith(":"))
        assert [next(comments), next(comments)] == [":", ":"]
        matcher.go_on.set()
        (*_, last) = (json.loads(line.removeprefix("data:")) for line in lines if line.startswith("data:"))
    assert last["type"] == "done"


def test_the_closest_so_far_comes_with_the_progress(http: httpx.Client, matcher: KnowingMatcher) -> None:
    matcher.closer = True
    for path in ("/voices/clone", "/voices/clone/clip"):
        answer = http.post(f"{path}?progress=true", files={"clip": ("clip.wav", clip())})
        events = [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: ")]
        so_far = [event["so_far"] for event in events if "so_far" in event]
        assert [(each["similarity"], each["beyond"]) for each in so_far] == [(0.75, False)]
        assert so_far[0].keys() <= events[-1]["result"].keys()


def test_the_search_is_brief_for_who_is_told_nothing_meanwhile(http: httpx.Client, matcher: KnowingMatcher) -> None:
    assert cloned_clip(http, clip()).status_code == 200
    assert http.post("/voices/clone/clip?progress=true", files={"clip": ("clip.wav", clip())}).status_code == 200
    assert matcher.brief == [True, False]


def test_a_voice_beyond_blends_is_stored_without_a_recipe(http: httpx.Client, matcher: KnowingMatcher) -> None:
    matcher.beyond = True
    voice = http.post("/voices/clone", files={"clip": ("clip.wav", clip())}, data={"name": "Mine"}).json()
    assert voice["beyond"] is True
    assert voice["recipe"] == [{"id": matcher.voice_id, "weight": 1.0}], "the closest blend is told"
    listed = next(each for each in http.get("/voices").json() if each["id"] == voice["id"])
    assert listed["recipe"] == []
    assert listed["language"] == http.get(f"/voices/{matcher.voice_id}").json()["language"]


def test_two_people_in_a_clip_are_told_with_each_answer(http: httpx.Client, matcher: KnowingMatcher) -> None:
    matcher.closer = True
    for matcher.two_speak in (False, True):
        answer = http.post("/voices/clone/clip?progress=true", files={"clip": ("clip.wav", clip())})
        events = [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: ")]
        found = [event["so_far"] for event in events if "so_far" in event] + [events[-1]["result"]]
        assert [each["two_speak"] for each in found] == [matcher.two_speak] * 2


def test_speech_goes_on_while_a_clip_is_worked_on(tmp_path: Path, matcher: KnowingMatcher) -> None:
    """Renders of a search and pieces of speech take turns."""
    matcher.rounds = sys.maxsize
    with (
        running_server(tmp_path, NamedTone(render_delay_s=0.1), matcher=giving(matcher)) as server,
        server.http() as http,
    ):
        answers: list[httpx.Response] = []

        def work() -> None:
            with server.http() as other:
                answers.append(cloned_clip(other, clip()))

        worker = threading.Thread(target=work)
        worker.start()
        try:
            wait_until(lambda: matcher.rendered >= 1, what="the search's first render")
            body = {"model_id": "sonic", "transcript": "Hi.", "voice": {"id": NEWSMAN_ID}, "output_format": RAW_24K}
            assert http.post("/tts/bytes", json=body).status_code == 200
            assert answers == [], "the search goes on"
        finally:
            matcher.enough.set()
            worker.join(HANGS_S)
        assert answers[0].status_code == 200


def test_a_client_that_hangs_up_ends_its_search(server: RunningServer, matcher: KnowingMatcher) -> None:
    matcher.go_on.clear()
    with asking(server, "/voices/clone/clip", files={"clip": ("clip.wav", clip())}):
        assert matcher.rendering.wait(HANGS_S)
    with server.http() as http:
        # Answered behind the end of the connection before.
        assert http.get("/status").status_code == 200
    matcher.go_on.set()
    with server.http() as http:
        assert cloned_clip(http, clip()).status_code == 200
    assert matcher.rendered < 2 * ROUNDS


def test_a_client_that_hangs_up_does_not_close_what_is_being_read(
    server: RunningServer, matcher: KnowingMatcher
) -> None:
    matcher.read_on.clear()
    with server.http() as http:
        files = {"clip": ("clip.wav", clip())}
        with http.stream("POST", "/voices/clone/clip?progress=true", files=files):
            assert matcher.reading.wait(HANGS_S)
    with server.http() as http:
        # Answered behind the end of the connection before.
        assert http.get("/status").status_code == 200
    matcher.read_on.set()
    with server.http() as http:
        assert cloned_clip(http, clip()).status_code == 200
    assert matcher.unreadable == []


def test_only_so_many_wait(server: RunningServer, matcher: KnowingMatcher) -> None:
    matcher.go_on.clear()
    statuses: list[int] = []

    def ask() -> None:
        with server.http() as http:
            statuses.append(cloned_clip(http, clip()).status_code)

    askers = [threading.Thread(target=ask) for _ in range(7)]
    for asker in askers:
        asker.start()
    try:
        wait_until(lambda: len(statuses) >= 3, what="the refusals")
    finally:
        matcher.go_on.set()
        for asker in askers:
            asker.join(HANGS_S)
    assert sorted(statuses) == [200] * 4 + [429] * 3


def test_an_engine_without_a_voice_space_says_so(tmp_path: Path) -> None:
    with running_server(tmp_path) as server, server.http() as http:
        answer = cloned_clip(http, clip())
    assert answer.status_code == 400
    assert "Kokoro" in answer.json()["error"]


def test_without_the_encoder_the_command_that_fetches_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPEECH_STUDIO_DATA_DIR", str(tmp_path / "empty"))
    with running_server(tmp_path, NamedTone()) as server, server.http() as http:
        answer = cloned_clip(http, clip())
    assert answer.status_code == 503
    assert "speech-studio models --fetch" in answer.json()["error"]
    assert issubclass(ModelMissing, Exception)


def test_no_form_breaks_the_server(http: httpx.Client, long_form: bool) -> None:
    @settings(
        max_examples=10_000 if long_form else 100,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        database=None,
    )
    @given(data=st.data())
    def answers_to(data: st.DataObject) -> None:
        whole = bytearray(clip(1.1))
        for _ in range(data.draw(st.integers(0, 5))):
            whole[data.draw(st.integers(0, 60))] = data.draw(st.integers(0, 255))
        fields = data.draw(
            st.dictionaries(
                st.sampled_from(["name", "language", "enhance", "mode", "clip", "\u00fc"]), st.text(max_size=30)
            )
        )
        path = data.draw(st.sampled_from(["/voices/clone", "/voices/clone/clip"]))
        answer = http.post(path, files={"clip": ("c", bytes(whole))}, data=fields)
        assert answer.status_code in (200, 400), answer.text

    answers_to()
    assert http.get("/").status_code == 200


@pytest.mark.model
def test_the_real_model_finds_a_known_voice(
    tmp_path: Path, model_folder: Path, kokoro: KokoroEngine, long_form: bool
) -> None:
    """The way from the clip to the stored voice; the search itself is tested with the engine, and here in its long
    form."""
    matcher = open_matcher if long_form else lambda: ClipMatcher(model_folder, LIMITS, LIMITS)
    pieces = kokoro.speak(Utterance(TEXT, (MixPart(IDS["bm_george"], 1.0),), "en-US"), Stop())
    file = io.BytesIO()
    soundfile.write(file, np.concatenate([piece.samples for piece in pieces]), 24000, format="FLAC")
    with running_server(tmp_path, kokoro, matcher=matcher) as server, server.http() as http:
        answer = http.post("/voices/clone", files={"clip": ("c.flac", file.getvalue())}, timeout=30 * HANGS_S)
        assert answer.status_code == 200, answer.text
        voice = answer.json()
        assert voice["recipe"][0]["id"] == IDS["bm_george"]
        assert voice["gender"] == "male"
        assert voice["similarity"] > 0.9
        body = {
            "model_id": "sonic",
            "transcript": "It speaks.",
            "voice": {"id": voice["id"]},
            "output_format": RAW_24K,
        }
        assert len(http.post("/tts/bytes", json=body).content) > 20_000
