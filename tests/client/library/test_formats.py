# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.client import Cartesia
from studio.client.library.formats import NAMES, output_format_named
from studio.core.errors import InvalidArgument


def test_the_twelve_names_of_formats() -> None:
    assert len(NAMES) == 12
    with Cartesia(base_url="localhost:9") as client:
        for name in NAMES:
            made = client.tts.get_output_format(name)
            assert name == f"{made['container']}_{made['encoding']}_{made['sample_rate']}"
            assert client.tts.get_sample_rate(name) == made["sample_rate"]
        with pytest.raises(ValueError, match="raw_pcm_alaw_8000"):
            client.tts.get_output_format("mp3")


@pytest.mark.parametrize(
    ("old", "name"),
    [
        ("fp32", "raw_pcm_f32le_44100"),
        ("fp32_16000", "raw_pcm_f32le_16000"),
        ("pcm", "raw_pcm_s16le_44100"),
        ("pcm_8000", "raw_pcm_s16le_8000"),
        ("mulaw_8000", "raw_pcm_mulaw_8000"),
        ("alaw_8000", "raw_pcm_alaw_8000"),
    ],
)
def test_names_from_before_are_understood(old: str, name: str) -> None:
    assert output_format_named(old) == output_format_named(name)


@pytest.mark.parametrize("name", ["", "raw", "mulaw", "pcm_11025", "raw_pcm_mulaw_44100", None, 7])
def test_other_names_are_refused_with_those_that_are_known(name: str) -> None:
    with pytest.raises(InvalidArgument, match=f"one of {NAMES[0]}"):
        output_format_named(name)
