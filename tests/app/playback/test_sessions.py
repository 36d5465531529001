# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions of each kind."""

from __future__ import annotations

import pytest

from studio.app.playback.view import TAKE
from studio.core.errors import InvalidArgument
from studio.core.project import Paragraph, Project
from tests.app.playback.conftest import DESIGN, ENGINE, PROJECT, Played, take

TEXT = PROJECT.text


@pytest.fixture
def played() -> Played:
    made = Played(*PROJECT.paragraphs)
    made.speaking.use()
    return made


def test_a_reading_goes_to_its_end_or_to_that_of_the_text(played: Played) -> None:
    whole = played.sessions.reading(PROJECT, DESIGN, 0, None)
    part = played.sessions.reading(PROJECT, DESIGN, 0, TEXT.index("Three"))
    assert (whole.to_the_end, whole.end, part.to_the_end, part.end) == (True, None, False, TEXT.index("Three"))
    assert [(each.reads, each.engine, each.loop) for each in (whole, part)] == [(True, ENGINE, None)] * 2
    assert [len(each.playlist.items[0].spans) for each in (whole, part)] == [4, 2]


def test_a_text_without_a_word_is_refused(played: Played) -> None:
    with pytest.raises(InvalidArgument, match="at least one word"):
        played.sessions.reading(Project((Paragraph("a", ""),)), DESIGN, 0, None)


def test_behind_a_loop_the_text_is_read_to_its_end_at_the_same_rate(played: Played) -> None:
    loop = played.sessions.looping(PROJECT, DESIGN, 0, TEXT.index("Three"))
    assert (loop.loop, loop.to_the_end) == ((0, TEXT.index("Three")), False)
    behind = played.sessions.behind(loop, TEXT.index("two"))
    assert (behind.loop, behind.to_the_end, behind.project) == (None, True, PROJECT)
    assert behind.playlist.sample_rate_hz == loop.playlist.sample_rate_hz
    assert behind.playlist.items[0].spans[0].text == "two."


def test_samples_are_no_readings_and_are_named(played: Played) -> None:
    said = PROJECT.paragraphs[0]
    samples = [
        played.sessions.audition("heart", DESIGN, said),
        played.sessions.saying("word", said, DESIGN),
        played.sessions.take("7", take(said)),
    ]
    assert [(each.reads, each.audition_voice_id) for each in samples] == [
        (False, "heart"),
        (False, "word"),
        (False, f"{TAKE}7"),
    ]
    assert [len(each.playlist.items) for each in samples] == [1, 1, 1]
