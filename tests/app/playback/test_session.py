# SPDX-License-Identifier: GPL-3.0-or-later
"""Places of a reading in the text and in time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from studio.app.playback.places import Trail
from studio.app.playback.session import Session
from studio.app.playback.splicing import Seam as SplicedAt
from studio.app.playback.splicing import spliced
from studio.app.playback.view import HeardWord
from studio.app.takes.playlist import Playlist, item_of
from studio.app.takes.takes import LiveTake
from studio.app.takes.transcript import TranscriptClock
from studio.core.project import Paragraph, Project, VoiceDesign
from studio.core.timeline import WordTiming

RATE_HZ = 1000
PROJECT = Project((Paragraph("a", "One two. Three four."), Paragraph("b", "Five six.")))
TEXT = PROJECT.text


def take(paragraph: Paragraph, word_s: float = 0.5) -> LiveTake:
    made = LiveTake(paragraph.id, RATE_HZ)
    for number, text in enumerate(paragraph.text.split()):
        made.append(np.full(round(word_s * RATE_HZ), 0.5, np.float32))
        made.add_words([WordTiming(text, number * word_s + 0.1, (number + 1) * word_s)])
    made.finish()
    return made


@pytest.fixture
def reading() -> Session:
    design = VoiceDesign()
    playlist = Playlist([item_of(each, take(each), design) for each in PROJECT.paragraphs], RATE_HZ)
    clock = TranscriptClock(lambda *_: None)
    clock.update(PROJECT, design)
    return Session(playlist, design, lambda _none: design, "", PROJECT, Trail(PROJECT), clock, "tone")


def test_the_heard_word_is_told_with_its_sentence(reading: Session) -> None:
    view = reading.view(1.7, "playing", 0.0)
    assert view.word == HeardWord(TEXT.index("four"), TEXT.index("four") + 5)
    assert view.sentence_start == TEXT.index("Three")
    assert view.seam is None
    assert reading.heard_place(1.7) == TEXT.index("four")
    assert reading.heard_place(0.0) is None, "before the first word"
    assert replace(reading, audition_voice_id="heart").heard_place(1.7) is None


def test_the_time_of_a_word_is_found_unless_it_was_read_otherwise(reading: Session) -> None:
    three = TEXT.index("Three")
    assert reading.time_of(PROJECT, three + 2) == pytest.approx(1.1)
    other = replace(PROJECT, paragraphs=(replace(PROJECT.paragraphs[0], text="One two. Other four."),))
    assert reading.time_of(other, three) is None
    reading.playlist.items[0] = replace(reading.playlist.items[0], from_s=1.1)
    assert reading.time_of(PROJECT, three) == 0.0
    assert reading.time_of(PROJECT, 4) is None, "it is not played"
    reading.playlist.items[0] = replace(reading.playlist.items[0], from_s=0.0)
    reading.playlist.changed_s = 1.05
    assert reading.time_of(PROJECT, three) == pytest.approx(1.1)
    assert reading.time_of(PROJECT, 4) is None


def test_a_seam_reaches_to_the_end_of_its_sentence(reading: Session) -> None:
    old = reading.playlist.items[0]
    new = item_of(PROJECT.paragraphs[0], take(PROJECT.paragraphs[0], 1.0), VoiceDesign())
    made = spliced(old, new, SplicedAt(0.6, 1.1, 1), changed="0.94×")
    playlist = reading.playlist.gone_over(0, made, Playlist([new], RATE_HZ), 1, 0.6)
    view = replace(reading, playlist=playlist).view(0.3, "playing", 0.25)
    assert view.seam is not None
    assert (view.seam.start, view.seam.end) == (4, 8)
    assert view.seam.at_s == pytest.approx(0.6)
    assert view.seam.end_s == pytest.approx(1.5)
    assert (view.seam.label, view.seam.took_s) == ("0.94×", 0.25)
    within_last = spliced(old, new, SplicedAt(1.8, 3.8, 4), changed="0.94×")
    playlist = reading.playlist.gone_over(0, within_last, Playlist([new], RATE_HZ), 1, 1.8)
    assert replace(reading, playlist=playlist).view(1.9, "playing", 0.25).seam is None
