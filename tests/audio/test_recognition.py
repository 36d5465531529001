# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of a recording: with the real recogniser once, and what becomes of its failures."""

from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from studio.audio import recognition
from studio.audio.recognition import RecognitionFailed, recognised_words, recognition_blocker
from tests.support.waiting import HANGS_S


def test_words_are_found_in_speech() -> None:
    found = importlib.util.find_spec("moonshine_voice")
    assert found is not None
    assert found.origin is not None
    samples, rate_hz = soundfile.read(Path(found.origin).parent / "assets" / "two_cities.wav", dtype="float32")
    shares: list[float] = []
    words = recognised_words(samples[: 30 * rate_hz], rate_hz, shares.append)
    assert "it was the best of times" in words.lower().replace(",", "")
    assert shares[-1] == 1.0
    assert sorted(shares) == shares


def test_without_the_package_or_in_another_language_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert recognition_blocker("en-GB") == ""
    assert "English" in recognition_blocker("fr")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert "pip install moonshine-voice==0.0.65" in recognition_blocker("en")


def instead(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(recognition, "python_module", lambda _module: (sys.executable, "-I", "-c", text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "print('no object')",
        'print(\'{"fault": "no model"}\')',
        "import os; os.abort()",
        "print('{}')",
        'print(\'{"share": "x"}\')',
    ],
    ids=["nothing", "no object", "a fault", "a crash", "no words", "no share"],
)
def test_a_recogniser_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    instead(monkeypatch, text)
    with pytest.raises(RecognitionFailed, match="could not be found"):
        recognised_words(np.zeros(16000, np.float32), 16000, lambda _share: None)


def test_one_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(recognition, "python_module", lambda _module: (str(tmp_path / "none"),))
    with pytest.raises(RecognitionFailed, match="could not be found"):
        recognised_words(np.zeros(16000, np.float32), 16000, lambda _share: None)


def test_what_the_step_raises_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, "import time\nwhile True: time.sleep(1)")

    def give_up(_share: float) -> None:
        raise TimeoutError

    begun_s = time.monotonic()
    with pytest.raises(TimeoutError):
        recognised_words(np.zeros(16000, np.float32), 16000, give_up)
    assert time.monotonic() - begun_s < HANGS_S
