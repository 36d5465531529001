# SPDX-License-Identifier: GPL-3.0-or-later
"""Clips of which a take is put together."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest

from studio.app.takes.clip_spans import Stretch, clip_of, join_sound, spans_within, without_sound
from studio.app.takes.plan import Kept
from studio.app.takes.takes import LiveTake
from studio.audio.flac import to_flac
from studio.core.errors import SpeechFailed
from studio.core.pcm import FADE_S
from studio.core.project import VoiceDesign
from studio.core.takes import ClipSpan, Made, Take
from studio.core.timeline import WordTiming
from tests.app.takes.conftest import TEXT, in_use, render_now, rendered
from tests.support.desk import Desk


def spoken() -> LiveTake:
    """Two seconds at 1000 Hz, the second one loud, with a word in each."""
    live = LiveTake("key", 1000)
    live.append(np.repeat(np.array([0.25, 1.0], np.float32), 1000))
    live.add_words([WordTiming("one", 0.1, 0.9), WordTiming("two", 1.1, 1.9)])
    live.finish()
    return live


def made_of(*spans: ClipSpan) -> Take:
    return Take("take", "paragraph", spans, Made("text", "design", "tone"), "Text.", VoiceDesign(), 0.0)


def test_a_clip_has_its_stretch_with_words_and_peaks_from_its_begin() -> None:
    clip = clip_of(spoken(), Stretch(1000, 2000, 1, 2))
    assert (clip.rate_hz, clip.frames) == (1000, 1000)
    assert [(word.text, round(word.start_s, 3), round(word.end_s, 3)) for word in clip.words] == [("two", 0.1, 0.9)]
    assert set(clip.peaks) == {255}


def test_what_is_kept_of_a_take_is_cut_from_its_clips() -> None:
    take = made_of(ClipSpan("a", 0, 1000, 0, 1), ClipSpan("b", 500, 1500, 3, 5))
    kept = Kept(from_s=0.5, to_s=1.5, first_word=0, end_word=2)
    assert spans_within(take, Stretch(0, 1000, 0, 2), kept, 1000) == [
        ClipSpan("a", 500, 1000, 0, 1),
        ClipSpan("b", 500, 1000, 3, 4),
    ]


def test_times_and_peaks_are_those_of_the_clips_in_a_row() -> None:
    clip = clip_of(spoken(), Stretch(0, 2000, 0, 2))
    take = made_of(ClipSpan(clip.id, 1000, 2000, 1, 2), ClipSpan(clip.id, 0, 1000, 0, 1))
    silent = without_sound(take, {clip.id: clip})
    assert silent.frames == 2000
    assert [(word.text, round(word.start_s, 3)) for word in silent.words] == [("two", 0.1), ("one", 1.1)]
    assert [round(float(silent.peaks[at]), 2) for at in (0, 49, 50, 99)] == [1.0, 1.0, 0.25, 0.25]


@pytest.mark.parametrize(
    "damaged",
    [None, b"not FLAC", to_flac(np.zeros(500, np.float32), 1000), SpeechFailed("away")],
    ids=["gone", "damaged", "short", "away"],
)
def test_of_a_take_of_which_a_clip_is_lost_nothing_sounds(damaged: bytes | SpeechFailed | None) -> None:
    take = made_of(ClipSpan("there", 0, 1000, 0, 1), ClipSpan("damaged", 0, 1000, 0, 1))
    live = LiveTake("take", 1000)

    def sound_of(clip: str) -> bytes | None:
        if clip == "there":
            return to_flac(np.ones(1000, np.float32), 1000)
        if isinstance(damaged, SpeechFailed):
            raise damaged
        return damaged

    with suppress(SpeechFailed):
        assert not join_sound(take, live, sound_of)
    # The engine's speech is added to it.
    assert live.frames == 0


async def test_an_edited_paragraph_keeps_the_sound_of_its_other_sentences(desk: Desk) -> None:
    await rendered(desk)
    first = in_use(desk)
    assert first is not None
    desk.studio.editing.edit_text(TEXT.index("five"), 4, "fifty")
    await render_now(desk)
    second = in_use(desk)
    assert second is not None
    assert second.take.id != first.take.id
    before, after = (desk.studio.taking.sounds.of(each.take) for each in (first, second))
    assert before is not None
    assert after is not None
    assert [word.text for word in after.words] == TEXT.replace("five", "fifty").split()
    # The same clip sounds at both ends.
    assert {span.clip for span in first.take.spans} < {span.clip for span in second.take.spans}
    assert len(second.take.spans) == 3
    head = round(before.words[2].end_s * before.sample_rate_hz)
    assert np.array_equal(before.read(0, head), after.read(0, head))
    tail = after.frames - round((after.words[6].start_s + FADE_S) * after.sample_rate_hz) - 1
    assert np.array_equal(before.read(before.frames - tail, tail), after.read(after.frames - tail, tail))
    # From the file it comes with the same cuts.
    await desk.studio.taking.settle()
    await desk.studio.keeping.writer.run(lambda: None)
    desk.studio.takes.clear()
    live = desk.studio.taking.sounds.to_play(second.take)
    assert live is not None
    assert await desk.studio.taking.sounds.fill(live)
    assert np.abs(live.read(0, live.frames) - after.read(0, after.frames)).max() < 1 / 30000
