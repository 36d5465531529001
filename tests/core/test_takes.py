# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.core.project import VoiceDesign
from studio.core.takes import ClipSpan, Made, Take


def test_what_a_take_says_is_its_text_and_design_whatever_engine_and_reading() -> None:
    made = Made("text", "design", "engine 1")
    assert made.says(Made("text", "design", "engine 2", 3))
    assert not made.says(Made("other", "design", "engine 1"))
    assert not made.says(Made("text", "other", "engine 1"))
    keys = {made.key, Made("text", "design", "engine 1", 1).key, Made("text", "design", "engine 2").key}
    assert len(keys) == 3


def test_a_take_is_as_long_as_its_spans() -> None:
    spans = (ClipSpan("a", 100, 300, 0, 2), ClipSpan("b", 0, 50, 0, 1))
    assert Take("t", "p", spans, Made("", "", ""), "", VoiceDesign(), 0.0).frames == 250
