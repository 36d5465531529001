# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace

import pytest

from studio.app.design.look import source_of
from studio.core.voices import MixPart, Voice

OWN = Voice("v", "Mine", "en-US", "", "", own=True)
TWO = (MixPart("a", 0.5), MixPart("b", 0.5))


@pytest.mark.parametrize(
    ("voice", "source"),
    [
        (replace(OWN, own=False), "stock"),
        (replace(OWN, own=False, carried=True), ""),
        (OWN, ""),
        (replace(OWN, recipe=TWO), "blended"),
        (replace(OWN, recipe=TWO, clip_sha256="0" * 64), "clip"),
        (replace(OWN, recipe=TWO, imported=True), "file"),
    ],
)
def test_a_voice_has_a_source(voice: Voice, source: str) -> None:
    assert source_of(voice) == source
