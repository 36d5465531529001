# SPDX-License-Identifier: GPL-3.0-or-later
"""What a text may cost: beyond the bounds it is refused by name, within them others are served meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio.core.markup import MOST_NESTED, MOST_TAGS
from studio.engine.aliases import NEWSMAN_ID
from studio.server.rendering.render import LONGEST_WORD
from tests.support.speech_server import RAW_24K, audio_of, running_server, words_of

BYTES_A_SECOND = 24000 * 4
BEYOND = {
    "words of at most": "so " + "a" * (LONGEST_WORD + 1),
    "nested at most": '<speed ratio="1.2">' * (MOST_NESTED + 1) + "a",
    f"at most {MOST_TAGS} tags": "<b>" * (MOST_TAGS + 1) + "a",
}


def order(transcript: str, **more: Any) -> dict[str, Any]:
    voice, output = {"id": NEWSMAN_ID}, dict(RAW_24K)
    request = {"model_id": "m", "transcript": transcript, "voice": voice, "output_format": output}
    return {**request, **more}


@pytest.mark.parametrize("permitted", BEYOND)
def test_a_text_beyond_a_bound_is_refused_by_name(tmp_path: Path, permitted: str) -> None:
    with running_server(tmp_path) as server, server.http() as http, server.talk() as talk:
        for path in ("/tts/bytes", "/tts/sse"):
            answer = http.post(path, json=order(BEYOND[permitted]))
            assert (answer.status_code, "transcript: " in answer.text) == (400, True)
            assert permitted in answer.text
        talk.speak("whole", BEYOND[permitted])
        talk.speak("in pieces", BEYOND[permitted], continues=True)
        talk.speak("in pieces", " b.")
        for context_id in ("whole", "in pieces"):
            error = talk.until_done(context_id)[-1]
            assert (error["type"], error["status_code"]) == ("error", 400)
            assert permitted in error["error"]
        assert http.post("/tts/bytes", json=order("One.")).content


def test_what_a_bound_permits_is_spoken(tmp_path: Path) -> None:
    texts = ["a" * LONGEST_WORD, '<speed ratio="1.2">' * MOST_NESTED + "a", "<b>" * MOST_TAGS + "a", "。" * 6000 + "か"]
    with running_server(tmp_path) as server, server.http() as http:
        for text in texts:
            assert http.post("/tts/bytes", json=order(text)).content
        # A paragraph of a language that is written without blanks is no word.
        talkative = order("か" * (LONGEST_WORD + 1), language="ja")
        with http.stream("POST", "/tts/bytes", json=talkative) as answer:
            assert answer.status_code == 200


def test_an_entry_of_very_many_words_is_refused(tmp_path: Path) -> None:
    with running_server(tmp_path) as server, server.http() as http:
        items = [{"text": "a " * 50, "alias": "b"}, {"text": "a " * 51, "alias": "b"}]
        answer = http.post("/pronunciation-dicts", json={"name": "n", "items": items})
        assert (answer.status_code, "items[1].text" in answer.text) == (400, True)
        assert http.post("/pronunciation-dicts", json={"name": "n", "items": items[:1]}).status_code == 200


NOTHING = [
    "...",
    "—",
    "🙂",
    "\x00",
    "🙂 — ...",
    '<emotion value="sad"/>',
    '<break time="1s"/>',
    '... <break time="9s"/>',
]


@pytest.mark.parametrize("text", NOTHING)
def test_a_duration_with_nothing_to_say_is_silence_of_that_length(tmp_path: Path, text: str) -> None:
    asked = order(text, duration=2, add_notices=True, add_timestamps=True)
    with running_server(tmp_path) as server, server.http() as http, server.talk() as talk:
        assert_silence(http.post("/tts/bytes", json=asked).content)
        events = http.post("/tts/sse", json=asked)
        assert events.status_code == 200
        assert '"type":"notice"' in events.text
        talk.send(**asked, context_id="one", **{"continue": False})
        half = len(text) // 2
        talk.send(**{**asked, "transcript": text[:half] or " "}, context_id="pieces", **{"continue": True})
        talk.send(**{**asked, "transcript": text[half:]}, context_id="pieces", **{"continue": False})
        for context_id in ("one", "pieces"):
            heard = talk.until_done(context_id)
            assert heard[-1]["type"] == "done"
            assert_silence(audio_of(heard))
            assert any(message["type"] == "notice" and message["skipped"] for message in heard)
            assert all(end <= 2 for end in words_of(heard)[2])


def assert_silence(audio: bytes) -> None:
    assert len(audio) == 2 * BYTES_A_SECOND
    assert not any(audio)


def test_a_duration_with_something_to_say_is_still_fitted(tmp_path: Path) -> None:
    with running_server(tmp_path) as server, server.http() as http:
        audio = http.post("/tts/bytes", json=order("... One two three four five.", duration=1)).content
        assert len(audio) == pytest.approx(BYTES_A_SECOND, rel=0.02)
        assert any(audio)


HOSTILE = {
    "marks in words of their own": " !" * 400_000,
    "emoji": " 🙂" * 400_000,
    "lines": "!\n" * 400_000,
    "one letters": "a " * 400_000,
    # So many others behind that it is not over before those that ask meanwhile, however late they are.
    "giant words": ("a" * 4000 + " ") * 200 + "a " * 90_000,
    "tags": "a <b> " * MOST_TAGS,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_others_are_served_while_a_text_is_worked_on(tmp_path: Path, name: str) -> None:
    with running_server(tmp_path) as server, server.http() as http, server.talk() as talk:
        talk.speak("hostile", HOSTILE[name], add_timestamps=True)
        for _ in range(3):
            assert http.get("/status").status_code == 200
            audio = http.post("/tts/bytes", json=order("One.")).content
            assert len(audio) == pytest.approx(0.2 * BYTES_A_SECOND, abs=8)
        # It was not over before them, and can be ended.
        talk.send(context_id="hostile", cancel=True)
        assert len(words_of(talk.until_done("hostile"))[0]) < len(HOSTILE[name].split())
