# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of audio formats, and that all else which speaks of formats agrees with it."""

from __future__ import annotations

import io
from typing import Any, get_type_hints

import httpx
import pytest
import soundfile

from studio.client.library.formats import NAMES, output_format_named
from studio.client.library.types import OutputFormat as FormatOfLibrary
from studio.client.speech.request import SpeechRequest
from studio.core.errors import InvalidArgument
from studio.engine.aliases import NEWSMAN_ID
from studio.server.wire.formats.output import OutputFormat
from studio.server.wire.formats.table import ALL_FORMATS, MEDIA_TYPES, STREAMED, format_schema, output_format

GIVEN: dict[str, Any] = {"encoding": "pcm_s16le", "sample_rate": 24000, "bit_rate": 64000}
each_format = pytest.mark.parametrize("form", ALL_FORMATS, ids=lambda form: form.container)


def asked(form: type[OutputFormat]) -> dict[str, Any]:
    """An `output_format` for *form*, with the keys that it takes."""
    return {"container": form.container, **{key: GIVEN[key] for key in form.keys}}


def speech(output: dict[str, Any]) -> dict[str, Any]:
    return {"model_id": "m", "transcript": "One two.", "voice": {"id": NEWSMAN_ID}, "output_format": output}


def test_no_two_formats_go_by_one_name() -> None:
    for names in ([each.container for each in ALL_FORMATS], MEDIA_TYPES):
        assert len(set(names)) == len(ALL_FORMATS)


def test_a_key_means_the_same_in_each_format() -> None:
    fields = format_schema().fields
    assert {key: fields[key] for each in ALL_FORMATS for key in each.keys} == {
        key: field for each in ALL_FORMATS for key, field in each.keys.items()
    }
    assert fields.keys() == {"container", *(key for each in ALL_FORMATS for key in each.keys)}
    for each in ALL_FORMATS:
        assert all(fields[key] == field for key, field in each.keys.items())


@each_format
def test_a_checked_format_is_that_of_its_container(form: type[OutputFormat]) -> None:
    output = output_format(format_schema().check(asked(form)))
    assert type(output) is form
    assert output.sample_rate_hz == 24000


def test_messages_carry_what_can_be_cut_anywhere() -> None:
    assert [each.container for each in STREAMED] == ["raw"]
    with pytest.raises(InvalidArgument, match="container: must be one of raw"):
        format_schema(STREAMED).check({"container": "wav", "encoding": "pcm_s16le", "sample_rate": 8000})


@each_format
def test_an_answer_is_of_the_format_and_says_so(http: httpx.Client, form: type[OutputFormat]) -> None:
    answer = http.post("/tts/bytes", json=speech(asked(form)))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == form.media_type
    known = {"format": "RAW", "subtype": "PCM_16", "samplerate": 24000, "channels": 1} if form in STREAMED else {}
    samples, rate_hz = soundfile.read(io.BytesIO(answer.content), **known)
    assert rate_hz == 24000
    assert len(samples) > 24000 * 0.3


def test_the_description_lists_the_formats(http: httpx.Client) -> None:
    paths = http.get("/openapi.json").json()["paths"]
    containers = [each.container for each in ALL_FORMATS]
    for path in ("/tts/bytes", "/infill/bytes"):
        post = paths[path]["post"]
        assert list(post["responses"]["200"]["content"]) == list(MEDIA_TYPES)
        content = post["requestBody"]["content"]
        if path == "/tts/bytes":
            output = content["application/json"]["schema"]["properties"]["output_format"]["properties"]
        else:
            form = content["multipart/form-data"]["schema"]["properties"]
            output = {key: form[f"output_format[{key}]"] for key in format_schema().fields}
        assert output["container"]["enum"] == containers
        assert output.keys() == format_schema().fields.keys()
    streamed = paths["/tts/sse"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert streamed["properties"]["output_format"]["properties"]["container"]["enum"] == ["raw"]


@pytest.mark.parametrize("name", NAMES)
def test_the_librarys_formats_by_name_can_be_streamed(name: str) -> None:
    assert output_format(format_schema(STREAMED).check(output_format_named(name))) is not None


def test_the_librarys_type_has_the_tables_keys() -> None:
    assert get_type_hints(FormatOfLibrary).keys() == format_schema().fields.keys()


def test_the_typed_clients_usual_format_can_be_streamed() -> None:
    usual = SpeechRequest("x", "v").format
    given = {"container": usual.container, "encoding": usual.encoding, "sample_rate": usual.sample_rate_hz}
    assert output_format(format_schema(STREAMED).check(given)).container == "raw"
