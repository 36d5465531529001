# SPDX-License-Identifier: GPL-3.0-or-later
"""What an engine tells besides sound and words reaches the client: phonemes' times, and how much to buffer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.knowing_engine import KnowingEngine
from tests.support.speech_server import running_server


@pytest.mark.parametrize("before", ['<break time="500ms"/>', '<speed ratio="0.9"/>\U0001f642 <speed ratio="1"/>'])
def test_what_comes_before_the_first_sound_does_not_hide_how_much_to_buffer(tmp_path: Path, before: str) -> None:
    with running_server(tmp_path, KnowingEngine()) as server, server.talk() as talk:
        talk.speak("a", f'{before}Hello there. <volume ratio="2"/>And again.', add_notices=True)
        messages = talk.until_done("a")
    assert [message["buffer_s"] for message in messages if "buffer_s" in message] == [1.25]


@pytest.mark.parametrize("asked", [True, False])
def test_phonemes_and_buffer_come_from_the_engine_to_those_who_ask(tmp_path: Path, asked: bool) -> None:
    with running_server(tmp_path, KnowingEngine()) as server, server.talk() as talk:
        more: dict[str, Any] = {"add_phoneme_timestamps": asked, "add_notices": asked, "add_timestamps": True}
        talk.speak("a", "Hello there. And again.", **more)
        messages = talk.until_done("a")

    words = [message["word_timestamps"] for message in messages if message["type"] == "timestamps"]
    timed = [message["phoneme_timestamps"] for message in messages if message["type"] == "phoneme_timestamps"]
    notices = [message for message in messages if message["type"] == "notice"]
    if not asked:
        assert not timed
        assert not notices
        return
    assert [each["start"] for each in timed] == [each["start"] for each in words]
    assert {phoneme for each in timed for phoneme in each["phonemes"]} == {"ə"}
    assert [(notice["buffer_s"], notice["wait_s"]) for notice in notices] == [(1.25, 0.5)]
    assert messages.index(notices[0]) < next(i for i, message in enumerate(messages) if message["type"] == "chunk")
