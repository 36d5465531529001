# SPDX-License-Identifier: GPL-3.0-or-later
"""Stars, order, filters and voices used lately, and that all of it outlasts the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.app.design.look import Look
from studio.app.keeping.settings import MOST_STARS
from studio.core.project import Project, VoiceDesign, with_design
from studio.core.voices import MixPart
from studio.project.file.content import Content
from tests.support.desk import Desk
from tests.support.projects import created
from tests.support.waiting import wait_until_async


async def test_stars_and_the_look_outlast_the_program(data_dir: Path) -> None:
    desk = Desk(data_dir)
    await desk.open()
    first, second = (voice.id for voice in desk.studio.voices.all[:2])
    browsing = desk.studio.browsing
    browsing.star(first, True)
    browsing.star(second, True)
    browsing.star(first, False)
    browsing.star(second, True)
    look = Look("name", "mine", "en", "female", stars=True)
    browsing.remember(look)
    await desk.studio.close()

    again = Desk(data_dir)
    assert list(again.studio.browsing.starred) == [second]
    assert again.studio.browsing.look == look
    again.studio.browsing.remember(Look())
    assert again.studio.browsing.look == Look()
    await again.studio.close()


async def test_more_stars_than_are_kept_are_refused(desk: Desk) -> None:
    browsing = desk.studio.browsing
    desk.studio.keeping.remember(starred_voices=[str(number) for number in range(MOST_STARS)])
    browsing.star("one more", True)
    assert "At most" in desk.said("star")
    assert len(browsing.starred) == MOST_STARS
    browsing.star("7", True)
    assert len(browsing.starred) == MOST_STARS
    assert browsing.starred[-1] == "7"


async def test_voices_that_come_into_a_design_are_those_used_lately(desk: Desk) -> None:
    studio = desk.studio
    told: list[None] = []
    able = [voice.id for voice in studio.voices.all if voice.available]
    studio.browsing.changed.connect(told.append)
    studio.designing.choose_voice(able[2])
    studio.designing.choose_voice(able[0])
    studio.designing.add_to_mix(able[1])
    assert list(studio.keeping.settings.recent_voices)[:3] == [able[1], able[0], able[2]]
    assert not told
    studio.browsing.remember(Look(order="recent"))
    assert sorted(able[:3], key=lambda each: studio.browsing.ranks[each]) == [able[1], able[0], able[2]]
    studio.editing.edit_text(0, 0, "A word. ")
    assert not told, "what is written changes nothing of it"
    studio.designing.choose_voice(able[2])
    assert len(told) == 1


async def test_voices_of_a_project_that_is_opened_and_unknown_ones_are_not_used_lately(
    desk: Desk, tmp_path: Path
) -> None:
    studio = desk.studio
    able = [voice.id for voice in studio.voices.all if voice.available]
    studio.designing.choose_voice(able[2])
    used = list(studio.keeping.settings.recent_voices)
    path = tmp_path / "other.speech"
    created(path, Content(with_design(Project(), VoiceDesign((MixPart(able[0], 1.0),))))).close()
    studio.projects.open(path)
    await wait_until_async(lambda: studio.projects.path == path, what="the project")
    await wait_until_async(lambda: studio.designing.shown_design.mix[0].voice_id == able[0], what="its design")
    assert list(studio.keeping.settings.recent_voices) == used
    studio.designing.set_mix({"nobody": 0.5, able[1]: 0.5})
    assert list(studio.keeping.settings.recent_voices) == [able[1], *used]


@pytest.mark.parametrize("chosen", [0, 1])
async def test_the_voice_of_the_design_is_the_likest_one(desk: Desk, chosen: int) -> None:
    studio = desk.studio
    known = [voice for voice in studio.voices.all if voice.embedding]
    studio.designing.choose_voice(known[chosen].id)
    assert studio.editing.project.design.mix == (MixPart(known[chosen].id, 1.0),)
    studio.browsing.remember(Look(order="likeness"))
    ranks = studio.browsing.ranks
    await wait_until_async(lambda: len(studio.browsing.ranks) == len(known), what="the distances")
    assert not ranks
    ranks = studio.browsing.ranks
    assert min(ranks, key=lambda each: ranks[each]) == known[chosen].id
