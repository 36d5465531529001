# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from studio.engine.aliases import DOCUMENTED_IDS, NEWSMAN_ID
from studio.engine.tone import ToneEngine
from studio.server.limits import Limits
from studio.server.wire.dialects import DIALECTS, OLDEST, dialect_for
from tests.support.noting_engine import NotingEngine
from tests.support.speech_server import (
    RAW_24K,
    RunningServer,
    Talk,
    WatchedEngine,
    audio_of,
    connected,
    running_server,
    words_of,
)
from tests.support.waiting import HANGS_S

PAGED = [dialect.date for dialect in DIALECTS if dialect.pages]
NEWEST = DIALECTS[-1].date
OTHER = next(voice.id for voice in ToneEngine().voices() if voice.id not in DOCUMENTED_IDS)


def order(**more: Any) -> dict[str, Any]:
    request = {
        "model_id": "sonic-3",
        "transcript": "One two three.",
        "voice": {"mode": "id", "id": NEWSMAN_ID},
        "output_format": dict(RAW_24K),
    }
    return {**request, **more}


def talk_in(server: RunningServer, version: str) -> Talk:
    address = f"{server.socket_url}?api_key={server.token}&cartesia_version={version}"
    return Talk(connected(address))


def pages(http: httpx.Client, version: str, **query: Any) -> list[list[str]]:
    """Ids page by page, as clients read them that go on until a page is empty."""
    listed: list[list[str]] = []
    after: dict[str, str] = {}
    while True:
        answer = http.get("/voices", params={**query, **after}, headers={"Cartesia-Version": version}).json()
        if not answer["data"]:
            return listed
        listed.append([voice["id"] for voice in answer["data"]])
        assert (answer["next_page"] == listed[-1][-1]) == answer["has_more"]
        after = {"starting_after": listed[-1][-1]}


@pytest.mark.parametrize(
    ("asked", "served"),
    [
        ("", "2024-06-10"),
        ("nonsense", "2024-06-10"),
        ("2023-01-01", "2024-06-10"),
        ("2024-06-10", "2024-06-10"),
        ("2024-11-12", "2024-06-10"),
        ("2024-11-13", "2024-11-13"),
        ("2025-05-01", "2025-04-16"),
        ("2026-03-01", "2026-03-01"),
        ("2099-01-01", "2026-08-14"),
    ],
)
def test_the_newest_dialect_not_newer_than_asked_is_served(asked: str, served: str) -> None:
    assert dialect_for(asked).date == served


def test_the_list_is_bare_in_the_oldest_dialect_and_paged_after_it(http: httpx.Client) -> None:
    assert isinstance(http.get("/voices").json(), list)
    for version in PAGED:
        for asked in ({"headers": {"Cartesia-Version": version}}, {"params": {"cartesia_version": version}}):
            page = http.get("/voices/", **asked).json()  # type: ignore[arg-type]
            assert page.keys() == {"data", "has_more", "next_page"}
            assert page["has_more"] is False


@pytest.mark.parametrize("version", PAGED)
def test_pages_hold_every_voice_once(http: httpx.Client, version: str) -> None:
    every = [voice["id"] for voice in http.get("/voices").json()]
    for limit in (1, 3, 100):
        listed = pages(http, version, limit=limit)
        assert [voice_id for page in listed for voice_id in page] == every
        assert all(len(page) == limit for page in listed[:-1])


def test_pages_go_backwards_too(http: httpx.Client) -> None:
    every = [voice["id"] for voice in http.get("/voices").json()]
    headers = {"Cartesia-Version": NEWEST}
    page = http.get("/voices", params={"ending_before": every[5], "limit": 2}, headers=headers).json()
    assert [voice["id"] for voice in page["data"]] == every[3:5]
    assert page["has_more"] is True
    page = http.get("/voices", params={"ending_before": every[0], "limit": 2}, headers=headers).json()
    assert page == {"data": [], "has_more": False, "next_page": None}


@pytest.mark.parametrize(
    "query",
    [{"limit": 0}, {"limit": 101}, {"limit": "x"}, {"gender": "x"}, {"is_owner": "x"}, {"starting_after": "nobody"}],
)
def test_a_wrong_query_is_refused(http: httpx.Client, query: dict[str, Any]) -> None:
    answer = http.get("/voices", params=query, headers={"Cartesia-Version": NEWEST})
    assert answer.status_code == 400
    assert next(iter(query)) in answer.json()["error"]


def test_filters_and_search(http: httpx.Client) -> None:
    headers = {"Cartesia-Version": "2025-04-16"}
    mine = {"name": "Zaphod", "description": "two heads", "embedding": [0.1] * 192}
    own = http.post("/voices", json=mine, headers=headers).json()

    def found(**query: Any) -> list[dict[str, Any]]:
        voices: list[dict[str, Any]] = http.get("/voices", params=query, headers=headers).json()["data"]
        return voices

    assert [voice["id"] for voice in found(is_owner="true")] == [own["id"]]
    assert own["id"] not in [voice["id"] for voice in found(is_owner="false")]
    assert {voice["gender"] for voice in found(gender="feminine")} == {"feminine"}
    assert found(gender="masculine")
    assert [voice["id"] for voice in found(q="zaph")] == [own["id"]]
    assert [voice["id"] for voice in found(q="TWO HEADS")] == [own["id"]]
    assert [voice["id"] for voice in found(q=own["id"][:8])] == [own["id"]]
    assert found(q="nothing like that") == []
    assert "embedding" not in found(q="zaph")[0]
    assert len(found(**{"q": "zaph", "expand[]": ["embedding", "is_starred"]})[0]["embedding"]) == 192


def test_voice_keys_of_each_dialect(http: httpx.Client) -> None:
    def keys(version: str) -> set[str]:
        return set(http.get(f"/voices/{NEWSMAN_ID}", headers={"Cartesia-Version": version}).json())

    assert keys("2024-11-13") >= {
        "id",
        "is_owner",
        "is_public",
        "user_id",
        "name",
        "embedding",
        "created_at",
        "language",
    }
    newest = {"access", "visibility", "tagline", "locales", "accent", "country", "gender", "is_owner"}
    assert keys(NEWEST) >= newest
    assert not newest & (keys("2024-06-10") - {"gender"})
    voice = http.get(f"/voices/{NEWSMAN_ID}", headers={"Cartesia-Version": NEWEST}).json()
    assert voice["locales"][0] == {"locale": "en-US", "is_native": True}
    assert voice["accent"] == "general-american"
    assert voice["gender"] == "masculine"


def test_documented_voices_are_in_the_list_as_they_are_got(http: httpx.Client) -> None:
    listed = http.get("/voices").json()
    ids = [voice["id"] for voice in listed]
    for voice_id in DOCUMENTED_IDS:
        voice = http.get(f"/voices/{voice_id}").json()
        assert voice in listed
        assert voice.get("alias_of", voice_id) in ids


def test_a_change_is_seen_in_every_dialect(http: httpx.Client) -> None:
    own = http.post("/voices", json={"name": "A", "embedding": [0.1] * 192}).json()
    changes = {"name": "B", "description": "new", "gender": "feminine"}
    changed = http.patch(f"/voices/{own['id']}", json=changes, headers={"Cartesia-Version": NEWEST}).json()
    assert {key: changed[key] for key in changes} == changes
    assert http.get(f"/voices/{own['id']}").json()["gender"] == "female"


def test_localizing(http: httpx.Client) -> None:
    embedding = [0.1] * 192
    body = {"embedding": embedding, "language": "fr", "original_speaker_gender": "female"}
    assert http.post("/voices/localize", json=body).json() == {"embedding": embedding}
    body = {"voice_id": NEWSMAN_ID, "name": "Newsman, French", "description": "", "language": "fr"}
    voice = http.post("/voices/localize", json=body, headers={"Cartesia-Version": NEWEST}).json()
    assert voice["language"] == "fr"
    assert voice["gender"] == "masculine"
    body = {"voice_id": NEWSMAN_ID, "name": "Newsman, British", "accent": "british"}
    assert http.post("/voices/localize", json=body).json()["locale"] == "en-GB"
    for wrong in ({**body, "accent": "klingon"}, {**body, "voice_id": None}, {"language": "tlh"}):
        assert http.post("/voices/localize", json=wrong).status_code == 400


def test_accents(http: httpx.Client) -> None:
    accents = http.get("/accents").json()["accents"]
    ids = [accent["id"] for accent in accents]
    assert ids == sorted(ids)
    assert {"general-american", "british", "parisian"} <= set(ids)
    assert http.get(f"/voices/{NEWSMAN_ID}/accents").json()["accents"] == accents
    headers = {"Cartesia-Version": NEWEST}
    voice = http.patch(f"/voices/{NEWSMAN_ID}/accents", json={"accents": ["parisian"]}, headers=headers).json()
    assert {"locale": "fr-FR", "is_native": False} in voice["locales"]
    assert http.patch(f"/voices/{NEWSMAN_ID}/accents", json={"accents": ["klingon"]}).status_code == 400
    assert http.delete(f"/voices/{NEWSMAN_ID}/accents/parisian").status_code == 400
    assert http.delete("/voices/nobody/accents/parisian").status_code == 404


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.date)
def test_flush_ids_and_errors_of_each_dialect(tone_server: RunningServer, dialect: Any) -> None:
    talk = talk_in(tone_server, dialect.date)
    talk.speak("a", "One.", continues=True, flush=True, max_buffer_delay_ms=0)
    talk.speak("a", "Two.")
    messages = talk.until_done("a")
    first = dialect.first_flush_id
    ids = [message["flush_id"] for message in messages if message["type"] == "chunk"]
    assert sorted(set(ids)) == [first, first + 1]
    (flushed,) = [message for message in messages if message["type"] == "flush_done"]
    assert flushed["flush_id"] == first
    assert "flush_id" not in messages[-1]
    talk.speak("b", "One.", model_id="")
    refused = talk.next()
    assert refused["context_id"] == "b"
    assert refused["done"] is dialect.errors_are_done
    assert {"error", "title", "message", "error_code", "request_id", "status_code"} <= refused.keys()
    talk.socket.close()


def test_entries_of_a_request_say_what_tags_do_in_each_dialect(tmp_path: Path) -> None:
    engine = NotingEngine()
    inline = {"transcript": "To Nova.", "pronunciations": [{"text": "nova", "alias": "NOO-vah"}]}
    tagged = {"transcript": 'To <sub alias="NOO-vah">Nova</sub>.'}
    with running_server(tmp_path, engine) as server, server.http() as http:
        for dialect in DIALECTS:
            version, talk = {"Cartesia-Version": dialect.date}, talk_in(server, dialect.date)
            heard: list[tuple[object, ...]] = []
            for asked in (tagged, inline):
                engine.asked.clear()
                whole = http.post("/tts/bytes", json=order(**asked), headers=version)
                streamed = http.post("/tts/sse", json=order(**asked), headers=version)
                talk.send(**order(**asked, context_id=str(len(heard)), add_timestamps=True))
                messages = talk.until_done(str(len(heard)))
                assert (whole.status_code, streamed.status_code) == (200, 200)
                said = [[each.said for each in one.reading.sayings] for one in engine.asked]
                heard.append((whole.content, audio_of(messages), words_of(messages), said))
            assert heard[0] == heard[1]
            assert heard[1][-1] == [["NOO-vah"]] * 3
            talk.socket.close()


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.date)
def test_the_last_event_of_each_dialect(http: httpx.Client, dialect: Any) -> None:
    text = http.post("/tts/sse", json=order(), headers={"Cartesia-Version": dialect.date}).text
    last = json.loads(text.strip().split("\n")[-1].removeprefix("data: "))
    assert last["type"] == "done"
    assert last["done"] is True
    assert ("status_code" in last) is dialect.last_event_has_status


@pytest.mark.parametrize("voice", [NEWSMAN_ID, {"id": NEWSMAN_ID}, {"mode": "id", "id": NEWSMAN_ID}])
def test_every_form_of_a_voice_speaks(http: httpx.Client, voice: object) -> None:
    assert len({len(http.post("/tts/bytes", json=order(voice=form)).content) for form in (voice, NEWSMAN_ID)}) == 1


def test_newer_keys_of_a_request(http: httpx.Client) -> None:
    usual = len(http.post("/tts/bytes", json=order()).content)
    ignored: dict[str, Any] = {
        "stream": True,
        "language": None,
        "duration": None,
        "generation_config": None,
        "save": False,
        "x": {},
    }
    assert len(http.post("/tts/bytes", json=order(**ignored)).content) == usual
    assert len(http.post("/tts/bytes", json=order(speed="slow")).content) > usual
    assert len(http.post("/tts/bytes", json=order(generation_config={"speed": 1.5})).content) < usual
    assert http.post("/tts/bytes", json=order(speed="quickly")).status_code == 400


def test_phonemes_are_timed_within_their_words(tone_server: RunningServer) -> None:
    talk = talk_in(tone_server, NEWEST)
    talk.speak("a", "Hello there.", add_timestamps=True, add_phoneme_timestamps=True)
    messages = talk.until_done("a")
    (words,) = [message["word_timestamps"] for message in messages if message["type"] == "timestamps"]
    (timed,) = [message["phoneme_timestamps"] for message in messages if message["type"] == "phoneme_timestamps"]
    assert len(timed["phonemes"]) == len(timed["start"]) == len(timed["end"]) > 4
    assert timed["start"][0] == words["start"][0]
    assert timed["end"][-1] == pytest.approx(words["end"][-1])
    assert timed["start"] == sorted(timed["start"])
    talk.socket.close()


OLDER = [each.date for each in DIALECTS if each.date <= "2024-11-13"]
NEWER = [each.date for each in DIALECTS if each.date > "2024-11-13"]


PIECES = (
    (["Hello, world!", "I'm here"], "Hello, world! I'm here", "Hello, world!I'm here"),
    (["It was in 1999.", "Then", " more"], "It was in 1999. Then more", "It was in 1999.Then more"),
    (["He said: “No.”", "So", "Be", " it"], "He said: “No.” SoBe it", "He said: “No.”SoBe it"),
    (["It costs $3.", "50", " now"], "It costs $3.50 now", "It costs $3.50 now"),
    (["in the U.", "S.", "A. now"], "in the U.S.A. now", "in the U.S.A. now"),
    (["Hello wor", "ld! ", "Yes"], "Hello world! Yes", "Hello world! Yes"),
    (["Really", "!", "?", "Yes"], "Really!? Yes", "Really!?Yes"),
)


@pytest.mark.parametrize("version", [*OLDER, *NEWER])
def test_a_sentence_that_ends_with_a_piece_ends_a_word_in_older_dialects(
    tone_server: RunningServer, version: str
) -> None:
    talk = talk_in(tone_server, version)
    for pieces, older, newer in PIECES:
        wanted = (older if version in OLDER else newer).split()
        for more in ({}, {"max_buffer_delay_ms": 0}, {"max_buffer_delay_ms": 1000}, {"duration": 0.2 * len(wanted)}):
            for piece in pieces:
                talk.speak("a", piece, continues=True, add_timestamps=True, **more)
            talk.send(**{**order(transcript=""), "context_id": "a"})
            words, start, end = words_of(talk.until_done("a"))
            assert words == wanted, (pieces, more)
            assert start == sorted(start)
            assert all(a <= b for a, b in zip(end, start[1:], strict=False))
            place = 0
            for word in words:
                place = "".join(pieces).index(word, place) + len(word)
    talk.socket.close()


@pytest.mark.parametrize("version", [*OLDER, *NEWER])
def test_an_empty_piece_that_neither_flushes_nor_ends_is_an_error_in_older_dialects(
    tone_server: RunningServer, version: str
) -> None:
    talk = talk_in(tone_server, version)
    talk.speak("a", "Hello, world! ", continues=True, flush=True)
    talk.speak("a", "", continues=True, flush=True)
    talk.speak("a", "", continues=True)
    if version in OLDER:
        error = next(message for message in talk.until_done("a") if message["type"] == "error")
        assert error["status_code"] == 400
        assert error["error"].startswith("transcript: ")
    talk.speak("b", "")
    assert talk.until_done("b")[-1]["type"] == "done"
    talk.speak("a", " ", continues=True)
    talk.speak("a", "")
    if version not in OLDER:
        assert not [message for message in talk.until_done("a") if message["type"] == "error"]
    talk.socket.close()


@pytest.mark.parametrize("version", [*OLDER, *NEWER])
def test_a_piece_right_behind_another_is_spoken_with_it(tmp_path: Path, version: str) -> None:
    engine = WatchedEngine()
    with running_server(tmp_path, engine, Limits(gather_s=HANGS_S)) as server, server.talk(version) as talk:
        ways: tuple[dict[str, Any], ...] = ({}, {"max_buffer_delay_ms": 0})
        for more in ways:
            for rest in ([" to meet you"], [" to meet you", ", friend"], [" to meet ", "you."]):
                talk.speak("a", "Well then. It's very nice", continues=True, **more)
                for piece in rest[:-1]:
                    talk.speak("a", piece, continues=True, **more)
                talk.speak("a", rest[-1], **more)
                talk.until_done("a")
                last = engine.turns[-1][0]
                assert last.endswith("".join(["It's very nice", *rest])), "cut within the sentence"


@pytest.mark.parametrize("version", [*OLDER, *NEWER])
def test_what_a_later_message_asks_otherwise_is_told(tone_server: RunningServer, version: str) -> None:
    talk = talk_in(tone_server, version)
    other = {**RAW_24K, "sample_rate": 8000}
    for asks in (True, False):
        talk.speak("a", "One. ", continues=True, add_notices=asks)
        talk.speak("a", "Two. ", continues=True, output_format=other)
        talk.speak("a", "Three. ", continues=True, output_format=other, voice={"mode": "id", "id": OTHER})
        talk.speak("a", "Four. ", continues=True)
        talk.speak("a", "", output_format={**RAW_24K, "sample_rate": 44100}, voice={"id": "nobody"})
        messages = talk.until_done("a")
        assert len(audio_of(messages)) == 4 * 4 * 4800, "the first message's format counts"
        told = [text for message in messages if message["type"] == "notice" for text in message.get("notices", ())]
        last = messages[-1].get("notices", [])
        if version in OLDER:
            assert not told
            assert not last
            continue
        assert [text.partition(":")[0] for text in last] == ["output_format", "voice"]
        assert told == (last if asks else [])
    talk.speak("b", "One. ", continues=True)
    talk.speak("b", "Two.", output_format={"container": "wav"})
    assert [bool(text) for text in talk.until_done("b")[-1].get("notices", [])] == [True] * (version in NEWER)
    talk.socket.close()


def test_text_is_collected_to_sentences_where_the_dialect_says_so(tone_server: RunningServer) -> None:
    talk = talk_in(tone_server, NEWEST)
    for piece in ("Stream", "ing ", "token ", "by ", "token. ", "Then"):
        talk.speak("a", piece, continues=True, add_timestamps=True)
    talk.speak("a", " more.")
    sentences = [
        message["word_timestamps"]["words"] for message in talk.until_done("a") if message["type"] == "timestamps"
    ]
    assert sentences == [["Streaming", "token", "by", "token."], ["Then", "more."]]
    talk.socket.close()


def test_collected_text_is_spoken_when_its_time_is_up(tone_server: RunningServer) -> None:
    talk = talk_in(tone_server, NEWEST)
    talk.speak("a", "No end of a sentence ", continues=True, max_buffer_delay_ms=100)
    assert talk.next()["type"] == "chunk"
    talk.speak("a", "", cancel=True)
    refused = talk_in(tone_server, OLDEST.date)
    refused.speak("b", "One.", max_buffer_delay_ms=60_000)
    assert "max_buffer_delay_ms" in refused.until_done("b")[0]["error"]
    talk.socket.close()
    refused.socket.close()


@pytest.mark.parametrize(
    ("version", "answers"), [(OLDEST.date, True), ("2025-04-16", True), ("2025-11-04", False), (NEWEST, False)]
)
def test_a_cancel_is_answered_where_the_dialect_says_so(tmp_path: Path, version: str, answers: bool) -> None:
    with running_server(tmp_path, ToneEngine(render_delay_s=0.05)) as server, server.talk(version) as talk:
        talk.speak("a", "A long one. " * 50)
        while talk.next()["type"] != "chunk":
            pass
        talk.speak("a", "", cancel=True)
        if answers:
            messages = talk.until_done("a")
            assert messages[-1]["type"] == "done"
            assert sum(message["type"] == "chunk" for message in messages) < 20
        for follower in ("b", "c"):
            talk.speak(follower, "One.")
            assert talk.until_done(follower)[-1]["type"] == "done"
        assert not [message for message in talk.heard if message["done"]]


def test_speech_lasts_as_long_as_it_is_asked_to(http: httpx.Client, talk: Talk) -> None:
    text = "One two three four five."
    for asked_s in (0.7, 1.0, 1.3, 1.6):
        content = http.post("/tts/bytes", json=order(transcript=text, duration=asked_s)).content
        assert len(content) / 4 / 24000 == pytest.approx(asked_s, rel=0.02)
    for asked_s in (0.3, 5):
        answer = http.post("/tts/bytes", json=order(transcript=text, duration=asked_s))
        assert answer.status_code == 400
        assert "from about 0.6 to 1.7 seconds" in answer.json()["error"]
    for piece in ("One two ", "three four five."):
        talk.speak("a", piece, continues=True, duration=1.5)
    talk.speak("a", "")
    assert len(audio_of(talk.until_done("a"))) / 4 / 24000 == pytest.approx(1.5, rel=0.02)
