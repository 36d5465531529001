# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked for while it reads, and which of it is heard."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from studio.app.playback.course import Course
from studio.app.playback.items import Items
from studio.app.playback.places import Trail
from studio.app.playback.session import Session
from studio.app.playback.tuner import Place, Tuner, place_to_tune_from, playlist_from
from studio.app.takes.playlist import Playlist, item_of
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import LiveTake, TakeCache
from studio.app.takes.transcript import TranscriptClock
from studio.client.status import EngineStatus
from studio.core.cast import with_other_design
from studio.core.errors import EngineUnavailable
from studio.core.marks import Mark
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, VoiceDesign
from studio.core.speech import controls
from studio.core.timeline import WordTiming

RATE_HZ = 1000
STATUS = EngineStatus("tone", "ready", sample_rate_hz=RATE_HZ)
PROJECT = Project((Paragraph("a", "One two. Three four."), Paragraph("b", "Five six.")))
USUAL, SLOW, FAST = VoiceDesign(), VoiceDesign(controls=controls(-1.0)), VoiceDesign(controls=controls(1.0))


def take(paragraph: Paragraph, whole: bool = True) -> LiveTake:
    made = LiveTake(paragraph.id, RATE_HZ)
    for number, text in enumerate(paragraph.text.split()):
        made.append(np.full(500, 0.5, np.float32))
        made.add_words([WordTiming(text, number * 0.5 + 0.1, number * 0.5 + 0.5)])
    if whole:
        made.finish()
    return made


def session(loop: tuple[int, int] | None = None, whole: bool = True, design: VoiceDesign = USUAL) -> Session:
    playlist = Playlist([item_of(each, take(each, whole), design) for each in PROJECT.paragraphs], RATE_HZ)
    clock = TranscriptClock(lambda *_: None)
    return Session(playlist, design, lambda _none: design, "", PROJECT, Trail(PROJECT), clock, "tone", loop=loop)


@pytest.fixture
def items() -> Items:
    return Items(Renderer(TakeCache()), STATUS)


def cast_of(*cast: Speaker) -> Project:
    return replace(PROJECT, cast=cast)


def course(playlist: Playlist) -> Course:
    nothing = cast("Any", SimpleNamespace())
    return Course(playlist, lambda _none: SLOW, Renderer(TakeCache()), nothing, STATUS, lambda: 0.0)


def asked(
    tuner: Tuner, items: Items, before: Session, design: VoiceDesign, first_sound_s: float = 0.2
) -> tuple[Playlist, str]:
    """What is to be heard in *design*, and what it tells to have changed."""
    playlist = playlist_from(before, items, lambda _none: design, 4)
    after = replace(before, design=design, reader=lambda _none: design)
    going = tuner.ask(before, after, Place(0, 4), course(playlist), first_sound_s)
    return playlist, going.changed


def test_only_another_design_is_needed_and_the_newest_one_counts(items: Items) -> None:
    tuner, reading = Tuner(), session()
    assert not tuner.needed(reading, PROJECT, USUAL)
    assert not tuner.needed(reading, cast_of(replace(PROJECT.cast[0], name="Ann", hue="#23786E")), USUAL)
    assert tuner.needed(reading, PROJECT, SLOW)
    assert tuner.needed(reading, cast_of(*PROJECT.cast, Speaker("ann", "Ann")), USUAL)
    asked(tuner, items, reading, SLOW)
    assert not tuner.needed(reading, PROJECT, SLOW)
    assert tuner.needed(reading, PROJECT, USUAL), "it is gone back to before the first is heard"
    assert not tuner.needed(replace(reading, audition_voice_id="heart"), PROJECT, SLOW)


def test_of_those_that_are_asked_for_each_that_is_heard_is_known(items: Items) -> None:
    now_s = 10.0
    tuner, reading = Tuner(clock=lambda: now_s), session()
    (first, told), (second, _) = (asked(tuner, items, reading, design) for design in (SLOW, FAST))
    assert told == "0.60×"
    assert tuner.waits_for == "word"
    now_s = 10.3
    heard = tuner.went_over(reading.playlist.gone_over(0, None, first, 0, 0.0), 0.2)
    assert heard is not None
    assert heard.design == SLOW
    assert tuner.took_s == pytest.approx(0.5)
    assert tuner.waits_for == "word", "the newer one"
    newer = tuner.went_over(reading.playlist.gone_over(0, None, second, 0, 0.0), -0.1)
    assert newer is not None
    assert newer.design == FAST
    assert tuner.took_s == pytest.approx(0.3)
    assert tuner.went_over(reading.playlist.gone_over(0, None, first, 0, 0.0), 0.0) is None


def test_a_control_that_goes_back_before_it_was_heard_is_told_by_its_value(items: Items) -> None:
    tuner, reading = Tuner(), session()
    asked(tuner, items, reading, SLOW)
    assert asked(tuner, items, reading, USUAL)[1] == "1.00×"


def test_what_changes_another_speaker_alone_is_told_of_no_value(items: Items) -> None:
    assert asked(Tuner(), items, session(), USUAL)[1] == ""


def test_a_slow_engine_is_heard_at_the_next_sentence(items: Items) -> None:
    tuner, reading = Tuner(), session()
    asked(tuner, items, reading, SLOW, first_sound_s=0.9)
    assert tuner.waits_for == "sentence"
    tuner.drop()
    assert not tuner.waits_for


def test_what_waits_for_sound_that_does_not_come_ends_with_what_is_there(items: Items) -> None:
    tuner, reading = Tuner(), session(whole=False)
    error = EngineUnavailable("It is away.")
    tuner.fail(reading, error)
    assert reading.playlist.items[0].take.error is None, "nothing was asked for"
    asked(tuner, items, reading, SLOW)
    tuner.fail(reading, error)
    assert reading.playlist.items[0].take.error is error


def test_new_designs_are_rendered_from_a_word_in_time_or_the_next_paragraph() -> None:
    def other(_paragraph: Paragraph) -> VoiceDesign:
        return SLOW

    reading = session()
    slower = replace(reading, reader=other)
    assert place_to_tune_from(reading, slower, 0.2, 0.2) == Place(0, PROJECT.text.index("two"))
    assert place_to_tune_from(reading, slower, 1.8, 0.2) == Place(1, PROJECT.text.index("Five"))
    assert place_to_tune_from(reading, reading, 0.2, 0.2) == Place(1, PROJECT.text.index("Five")), "of another"
    end_s = reading.playlist.rendered_s()
    assert place_to_tune_from(reading, slower, end_s - 0.1, 0.2) is None
    growing = session(whole=False)
    place = place_to_tune_from(growing, growing, 0.2, 0.2)
    assert place is not None
    assert place.unfinished is growing.playlist.items[0]


def test_a_loop_goes_on_from_its_begin_when_it_is_heard_to_its_end(items: Items) -> None:
    looping, first = session(loop=(0, 8)), PROJECT.paragraphs[0]
    passes = Playlist([item_of(first, take(first), USUAL) for _ in range(2)], RATE_HZ)
    looping = replace(looping, playlist=passes)
    place = place_to_tune_from(looping, looping, 0.2, 0.2)
    assert place is not None
    assert (place.item, place.position) == (1, 0)
    playlist = playlist_from(looping, items, looping.reader, 4)
    for number in range(4):
        assert playlist.grow_to(number)
    assert [len(each.spans) for each in playlist.items[:4]] == [1, 2, 2, 2]


def test_a_loop_over_paragraphs_goes_on_with_the_next_of_them() -> None:
    looping = session(loop=(4, len(PROJECT.text)))
    place = place_to_tune_from(looping, looping, 0.2, 0.2)
    assert place is not None
    assert (place.item, place.position) == (1, PROJECT.text.index("Five"))


def test_from_a_to_b_it_goes_over_at_once(items: Items) -> None:
    tuner, reading = Tuner(), session()
    speaker = Speaker(NARRATOR, alternate=SLOW)
    before = replace(reading, project=replace(PROJECT, cast=(speaker,)))
    after = replace(before, project=replace(PROJECT, cast=(with_other_design(speaker),)), reader=lambda _none: SLOW)
    rest = Playlist([item_of(each, take(each), SLOW) for each in PROJECT.paragraphs], RATE_HZ)
    going = tuner.ask(before, after, Place(0, 0), course(rest), 0.2)
    found = going(before.playlist, 0.3)
    assert found is not None
    assert found[1] == pytest.approx(0.3), "within the word"
    later = tuner.ask(before, replace(before, reader=lambda _none: SLOW), Place(0, 0), course(rest), 0.2)
    found = later(before.playlist, 0.3)
    assert found is not None
    assert found[1] == pytest.approx(0.55)


def test_marks_that_changed_are_read_where_the_words_are_the_same(items: Items) -> None:
    tuner, reading = Tuner(), session()
    first, second = PROJECT.paragraphs
    said = replace(second, marks=(Mark("respelling", 0, 4, "FYV"),))
    now = replace(PROJECT, paragraphs=(replace(first, text="Another text."), said, Paragraph("c", "New.")))
    project = tuner.project_for(reading, now)
    assert project.paragraphs == (first, said)
    assert tuner.needed(reading, project, USUAL)
    after = replace(reading, project=project)
    assert place_to_tune_from(reading, after, 2.7, 0.2) == Place(1, PROJECT.text.index("six"))
    assert place_to_tune_from(reading, after, 0.2, 0.2) == Place(1, PROJECT.text.index("Five"))
    going = tuner.ask(reading, after, Place(1, 21), course(Playlist([], RATE_HZ)), 0.2)
    assert going is not None
    assert not tuner.needed(reading, tuner.project_for(reading, now), USUAL), "it was asked for"
    unchanged = tuner.project_for(session(), replace(PROJECT, paragraphs=tuple(PROJECT.paragraphs)))
    assert unchanged.paragraphs is not now.paragraphs
