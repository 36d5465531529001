# SPDX-License-Identifier: GPL-3.0-or-later
"""Which take is heard, and what has changed since it was made."""

from __future__ import annotations

import pytest

from studio.app.takes.in_use import InUse, Stale, Wanted, best_of
from studio.core.project import TakeNote, VoiceDesign
from studio.core.takes import Made, Take
from tests.app.takes.conftest import paragraph, rendered, stale
from tests.support.desk import Desk

NOW = Made("text", "design", "tone 2")


def take(id: str, made: Made) -> Take:
    return Take(id, "paragraph", (), made, "Text.", VoiceDesign(), 0.0)


@pytest.mark.parametrize(
    ("made", "stale"),
    [
        (NOW, ""),
        (Made("other", "other", "tone 2"), "text"),
        (Made("text", "other", "tone 2"), "voice"),
        (Made("text", "design", "tone 1"), "version"),
        (Made("text", "design", "espeak-ng 1"), "engine"),
    ],
)
def test_what_has_changed_is_told_by_what_matters_most(made: Made, stale: Stale) -> None:
    assert Wanted(NOW, NOW).stale(made) == stale
    assert best_of([take("a", made)], (), Wanted(NOW, NOW)) == InUse(take("a", made), stale)


def test_the_newest_that_fits_is_heard_and_of_none_that_fits_the_newest() -> None:
    old, new, other = take("a", NOW), take("b", NOW), take("c", Made("text", "other", "tone 2"))
    assert best_of([], (), Wanted(NOW, NOW)) is None
    assert best_of([old, new, other], (), Wanted(NOW, NOW)) == InUse(new)
    assert best_of([other], (), Wanted(NOW, NOW)) == InUse(other, "voice")
    earlier = take("d", Made("text", "design", "tone 1"))
    assert best_of([new, earlier], (), Wanted(NOW, NOW)) == InUse(new), "of the engine that runs"


def test_a_chosen_one_is_heard_while_it_fits_and_a_locked_one_always() -> None:
    old, new, other = take("a", NOW), take("b", NOW), take("c", Made("other", "other", "tone 2"))
    takes, wanted = [old, new, other], Wanted(NOW, NOW)
    assert best_of(takes, [TakeNote("a", used=True)], wanted) == InUse(old)
    assert best_of(takes, [TakeNote("c", used=True)], wanted) == InUse(new)
    assert best_of(takes, [TakeNote("c", used=True, locked=True)], wanted) == InUse(other)
    assert best_of(takes, [TakeNote("c", used=True, locked=True, deleted=True)], wanted) == InUse(new)


def test_what_is_meant_is_heard_while_an_engine_stands_in() -> None:
    meant = Made("text", "meant", "espeak-ng 1")
    by_the_other = take("a", Made("text", "meant", "tone 2"))
    stood_in = take("b", Made("text", "design", "espeak-ng 1"))
    wanted = Wanted(Made("text", "design", "espeak-ng 1"), meant)
    assert best_of([stood_in, by_the_other], (), wanted) == InUse(by_the_other, "engine")


async def test_what_has_changed_since_a_take_was_made_is_told(desk: Desk) -> None:
    await rendered(desk)
    assert stale(desk) == ""
    desk.studio.designing.set_speed(0.5)
    assert stale(desk) == "voice"
    desk.studio.editing.edit_text(0, 3, "Zero")
    assert stale(desk) == "text"
    desk.studio.editing.undo()
    desk.studio.editing.undo()
    assert stale(desk) == ""
    found = desk.studio.taking.in_use(paragraph(desk), desk.studio.designing.spoken_design, "tone of later days")
    assert found is not None
    assert found.stale == "version"
