# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.client import Cartesia


def test_the_twelve_names_of_formats() -> None:
    from studio.client.library.formats import NAMES

    assert len(NAMES) == 12
    with Cartesia(base_url="localhost:9") as client:
        for name in NAMES:
            made = client.tts.get_output_format(name)
            assert name == f"{made['container']}_{made['encoding']}_{made['sample_rate']}"
            assert client.tts.get_sample_rate(name) == made["sample_rate"]
        with pytest.raises(ValueError, match="raw_pcm_alaw_8000"):
            client.tts.get_output_format("mp3")
