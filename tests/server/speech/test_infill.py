# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile

from studio.core.speech import Controls, speed_of
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from studio.engine.base import Utterance
from studio.engine.stop import Stop
from studio.engine.tone import ToneEngine
from studio.server.limits import Limits
from studio.server.rendering.between_clips import measures_of_file
from tests.support.speech_server import running_server

TEXT = "One two three four five six seven."


def clip(rate: float = 1.0, gain: float = 1.0, file_rate_hz: int = 24000, kind: str = "WAV") -> bytes:
    """A sound file of tones, *rate* times as fast and *gain* times as loud as usual."""
    utterance = Utterance(TEXT, (MixPart(NEWSMAN_ID, 1.0),), controls=Controls(speed_of(rate)))
    samples = np.concatenate([piece.samples for piece in ToneEngine().speak(utterance, Stop())]) * gain
    file = io.BytesIO()
    stereo = np.stack([samples, samples], axis=1)[:: 24000 // file_rate_hz]
    soundfile.write(file, stereo, file_rate_hz, format=kind)
    return file.getvalue()


def infill(http: httpx.Client, left: bytes | None, right: bytes | None, **more: Any) -> httpx.Response:
    fields = {
        "model_id": "sonic-english",
        "language": "en",
        "transcript": TEXT,
        "voice_id": NEWSMAN_ID,
        "output_format[container]": "wav",
        "output_format[encoding]": "pcm_f32le",
        "output_format[sample_rate]": "24000",
        **more,
    }
    files = {name: data for name, data in (("left_audio", left), ("right_audio", right)) if data is not None}
    return http.post("/infill/bytes", data=fields, files=files or {"other": b"x"})


@pytest.mark.parametrize(
    ("left", "right"), [((1.3, 0.3), (1.3, 0.3)), ((0.75, 1.5), None), (None, (1.0, 1.0)), ((1.4, 0.2), (1.4, 0.8))]
)
def test_it_is_as_fast_and_as_loud_as_its_neighbours(
    http: httpx.Client, left: tuple[float, float] | None, right: tuple[float, float] | None
) -> None:
    around = [side for side in (left, right) if side is not None]
    answer = infill(http, left and clip(*left), right and clip(*right))
    assert answer.status_code == 200, answer.text
    middle = measures_of_file(io.BytesIO(answer.content), "answer")
    expected = [measures_of_file(io.BytesIO(clip(*side)), "clip") for side in around]
    assert middle.syllables_per_s == pytest.approx(np.mean([each.syllables_per_s for each in expected]), rel=0.06)
    level = float(np.exp(np.mean([np.log(each.level) for each in expected])))
    assert 20 * np.log10(middle.level / level) == pytest.approx(0.0, abs=1.0)


def test_an_asked_speed_goes_before_the_neighbours(http: httpx.Client) -> None:
    usual = len(infill(http, clip(1.5), None).content)
    slow = len(infill(http, clip(1.5), None, **{"voice[__experimental_controls][speed]": "slow"}).content)
    assert slow > 1.5 * usual


@pytest.mark.parametrize("kind", ["WAV", "FLAC", "OGG", "MP3"])
def test_every_kind_of_file_is_read(http: httpx.Client, kind: str) -> None:
    more = {"output_format[container]": "mp3", "output_format[bit_rate]": "64000"}
    answer = infill(http, clip(kind=kind), clip(kind=kind, file_rate_hz=12000 if kind == "WAV" else 24000), **more)
    assert answer.headers["content-type"] == "audio/mpeg"
    samples, rate_hz = soundfile.read(io.BytesIO(answer.content))
    assert rate_hz == 24000
    assert len(samples) / rate_hz == pytest.approx(1.4, abs=0.15)


def test_bad_forms_are_refused_in_words(http: httpx.Client) -> None:
    good = clip()
    for answer, told in (
        (infill(http, None, None), "left_audio"),
        (infill(http, b"no sound", None), "left_audio"),
        (infill(http, good, good[:30]), "right_audio"),
        (infill(http, good, None, transcript=" "), "transcript"),
        (infill(http, good, None, transcript="x" * 6000), "5000"),
        (infill(http, good, None, voice_id=""), "voice"),
        (infill(http, good, None, **{"output_format[sample_rate]": "x"}), "output_format.sample_rate"),
        (http.post("/infill/bytes", json={}), "multipart"),
        (http.post("/infill/bytes", content=b"x", headers={"Content-Type": "multipart/form-data"}), "multipart"),
        (
            http.post("/infill/bytes", content=b"x" * 99, headers={"Content-Type": "multipart/form-data; boundary=a"}),
            "multipart",
        ),
    ):
        assert answer.status_code in (400, 413)
        assert told in answer.json()["error"]


def test_an_upload_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    with running_server(tmp_path, limits=Limits(upload_bytes=100_000)) as server, server.http() as http:
        assert infill(http, b"x" * 100_001, None).status_code == 413
        assert infill(http, clip(file_rate_hz=12000), None).status_code == 200
