# SPDX-License-Identifier: GPL-3.0-or-later
"""Times of the present text and of the one that is read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from studio.core.project import Project
from tests.app.playback.conftest import DESIGN, PROJECT, Played

TEXT = PROJECT.text


def reading(*kept: int) -> Played:
    """A reading of the project, of which those paragraphs are kept."""
    played = Played(*(PROJECT.paragraphs[number] for number in kept))
    played.speaking.use()
    played.session = played.times.read = played.sessions.reading(PROJECT, DESIGN, 0, None)
    return played


def edited(project: Project) -> Project:
    first, *others = project.paragraphs
    return replace(project, paragraphs=(replace(first, text=f"Once more. {first.text}"), *others))


def test_without_a_reading_the_times_are_those_of_the_present_text() -> None:
    played = Played(*PROJECT.paragraphs)
    played.times.show(PROJECT, DESIGN)
    assert played.times.clock is played.times.text_clock
    assert [part.take is not None for part in played.times.text_clock.parts] == [True, True]
    assert played.times.char_at(played.times.clock.time_of(TEXT.index("six"))) == TEXT.index("six")


def test_a_reading_keeps_the_times_of_its_text_while_another_is_written() -> None:
    played = reading(0, 1)
    times, now = played.times, edited(PROJECT)
    times.show(PROJECT, DESIGN)
    session = played.session
    assert session is not None
    assert times.clock is session.clock
    assert times.text_clock is session.clock
    before_s = times.clock.time_of(TEXT.index("Five"))
    session.trail.follow(now)
    times.show(now, DESIGN)
    assert times.clock.time_of(TEXT.index("Five")) == before_s
    assert [part.changed for part in times.clock.parts] == ["text", ""]
    assert times.char_at(before_s) == now.text.index("Five")
    played.session = None
    assert times.clock is times.text_clock
    assert times.char_at(times.clock.time_of(now.text.index("six"))) == now.text.index("six")


def test_what_is_read_and_not_rendered_any_more_is_broken_off() -> None:
    played = reading(0)
    session = played.session
    assert session is not None
    assert session.playlist.grow_to(1)
    session.playlist.items[1].take.append(np.full(4800, 0.5, np.float32))
    for rendering in (True, False):
        played.rendering = rendering
        played.times.show(PROJECT, DESIGN)
        assert [part.broken_off for part in played.times.clock.parts] == [False, not rendering]
