# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.app.keeping.clips import MemoryClips
from studio.core.project import VoiceDesign
from studio.core.takes import Clip, ClipSpan, Made, Take


def take(name: str, *clips: str) -> Take:
    spans = tuple(ClipSpan(clip, 0, 10, 0, 1) for clip in clips)
    return Take(name, "paragraph", spans, Made("t", "d", "tone"), "One.", VoiceDesign(), 0.0)


def test_a_clip_goes_with_the_last_take_that_has_it() -> None:
    store = MemoryClips()
    clips = [(Clip(name, 1000, 10, ()), name.encode()) for name in ("a", "b")]
    store.keep(take("first", "a"), clips[:1])
    store.keep(take("second", "a", "b"), clips[1:])
    store.drop(["first"])
    assert store.sound("a") == b"a"
    store.drop(["second"])
    assert (store.sound("a"), store.sound("b")) == (None, None)
    assert store.read().takes == ()
