# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import math
from typing import Any

import pytest

from studio.client.speech.request import SpeechRequest, VoiceChoice, request_message, tagged, voice_message
from studio.core.dictionary import Entry
from studio.core.errors import InvalidArgument
from studio.core.pcm import PcmFormat
from studio.core.speech import controls, controls_to_wire
from studio.core.timeline import WordRange
from studio.core.voices import MixPart


def test_what_is_usual_is_not_said() -> None:
    message = request_message(SpeechRequest(" Hello.\n", "a-voice"), "c")
    assert message == {
        "context_id": "c",
        "model_id": "sonic-multilingual",
        "transcript": " Hello.\n",
        "voice": {"id": "a-voice"},
        "output_format": {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 24000},
        "add_timestamps": True,
        "add_notices": True,
    }


def test_language_and_controls_are_said_where_they_are_given() -> None:
    asked = controls(0.5, {"anger": 2})
    message = request_message(SpeechRequest("Hi.", "a", "en-GB", asked, add_timestamps=False), "c")
    assert message["language"] == "en-GB"
    assert message["voice"]["__experimental_controls"] == controls_to_wire(asked)
    assert message["add_timestamps"] is False


@pytest.mark.parametrize(
    ("voice", "message"),
    [
        ("a-voice", {"id": "a-voice"}),
        ((MixPart("a", 7.0),), {"id": "a"}),
        ((MixPart("a", 1.0), MixPart("b", 3.0)), {"mix": [{"id": "a", "weight": 0.25}, {"id": "b", "weight": 0.75}]}),
        ((0.5,) * 192, {"embedding": [0.5] * 192}),
    ],
)
def test_each_choice_of_a_voice_has_its_form(voice: VoiceChoice, message: dict[str, Any]) -> None:
    assert voice_message(voice) == message


@pytest.mark.parametrize("voice", ["", " ", (), (0.5,) * 191, (math.nan,) * 192, (MixPart("a", -1.0),)])
def test_what_is_no_voice_is_refused(voice: VoiceChoice) -> None:
    with pytest.raises(InvalidArgument):
        voice_message(voice)


@pytest.mark.parametrize(
    ("request_", "name"),
    [
        (SpeechRequest("", "a"), "transcript"),
        (SpeechRequest(" \n", "a"), "transcript"),
        (SpeechRequest(7, "a"), "transcript"),  # type: ignore[arg-type]
        (SpeechRequest("Hi.", "a", model_id=""), "model_id"),
        (SpeechRequest("Hi.", "a", format=PcmFormat(container="wav")), "format.container"),
    ],
)
def test_a_request_that_cannot_be_spoken_is_refused_by_the_arguments_name(request_: SpeechRequest, name: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        request_message(request_, "c")
    assert refused.value.argument == name


def test_some_words_are_asked_for_by_their_numbers() -> None:
    message = request_message(SpeechRequest("One two three.", "a", words=WordRange(1, 2)), "c")
    assert (message["from_word"], message["to_word"]) == (1, 2)
    assert "to_word" not in request_message(SpeechRequest("One two.", "a", words=WordRange(1)), "c")


def test_words_may_be_asked_for_as_they_sound_in_the_whole() -> None:
    some = SpeechRequest("One two three.", "a", words=WordRange(1), as_in_whole=True)
    assert request_message(some, "c")["as_in_whole"] is True
    assert "as_in_whole" not in request_message(SpeechRequest("One two.", "a", as_in_whole=True), "c")


def test_another_reading_is_asked_for_by_its_number() -> None:
    assert request_message(SpeechRequest("Hi.", "a", variation=7), "c")["variation"] == 7


def test_entries_travel_with_the_request_or_as_tags() -> None:
    entries = (Entry("Nova", "NOO-vah"), Entry("SQL", "/siːkwəl/", "en"))
    request = SpeechRequest("Nova's “SQL”, Nova.", "a", "en-US", pronunciations=entries)
    message = request_message(request, "c")
    assert message["transcript"] == request.transcript
    assert message["pronunciations"] == [
        {"text": "Nova", "alias": "NOO-vah", "case_sensitive": False},
        {"text": "SQL", "alias": "/siːkwəl/", "case_sensitive": False, "language": "en"},
    ]
    plain = request_message(request, "c", extended=False)
    assert plain["transcript"] == "NOO-vah's “<<s|i|ː|k|w|ə|l>>”, NOO-vah."
    assert "pronunciations" not in plain


def test_to_another_server_they_go_as_tags_that_leave_its_own_alone() -> None:
    text = 'Nova: <speed ratio="1.2">Nova</speed> <sub alias="x">Nova</sub> a<b Nova\nNova'
    assert tagged(text, "en-US", (Entry("Nova", "NOO-vah"),)) == (
        '<sub alias="NOO-vah">Nova</sub>: <sub alias="NOO-vah"><speed ratio="1.2">Nova</speed></sub> '
        '<sub alias="x">Nova</sub> a<b <sub alias="NOO-vah">Nova</sub>\n<sub alias="NOO-vah">Nova</sub>'
    )
    assert tagged("Un chat.", "", (Entry("chat", "sha", "fr"),)) == "Un chat."
    assert tagged("Un chat.", "fr", (Entry("chat", "/ʃa/", "fr"),)) == (
        'Un <phoneme alphabet="ipa" ph="ʃa">chat</phoneme>.'
    )


def test_for_the_cloud_what_tags_say_is_left_to_them() -> None:
    text = '<emotion value="Nova"/>Nova <sub alias="Nova">Nova</sub> <break time="1s"/>Nova'
    request = SpeechRequest(text, "a", pronunciations=(Entry("Nova", "so"),))
    assert request_message(request, "c", extended=False)["transcript"] == (
        '<emotion value="Nova"/>so <sub alias="Nova">Nova</sub> <break time="1s"/>so'
    )
