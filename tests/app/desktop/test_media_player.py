# SPDX-License-Identifier: GPL-3.0-or-later
"""The transport as a media player, without a bus."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.app.desktop.media_player import MediaPlayer, MediaView
from studio.app.projects.previewing import Deck
from studio.core.project import Project, new_paragraph
from studio.project.file.content import Content
from tests.support.desk import Desk, heard_from
from tests.support.projects import created
from tests.support.stepped_output import Steps
from tests.support.waiting import HANGS_S, wait_until_async

TEXT = "One two three four.\nFive six seven eight."


def player_of(desk: Desk, clock: list[float]) -> MediaPlayer:
    deck: Deck = desk.studio.previewing.deck
    studio = desk.studio
    return MediaPlayer(deck, studio.previewing, studio.projects, studio.sound, lambda: clock[0])


async def test_a_change_is_told_once(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT, title="Lamp")
    player, told = player_of(desk, [0.0]), list[MediaView]()
    player.changed.connect(told.append)
    assert not player.look()
    player.look()
    desk.studio.sound.set_volume(0.5)
    player.look()
    assert [(view.title, view.volume) for view in told] == [("Lamp", 1.0), ("Lamp", 0.5)]
    desk.studio.sound.set_volume(1.0)


async def test_a_jump_is_told_and_playing_on_is_not(stepped: tuple[Desk, Steps]) -> None:
    desk, _steps = stepped
    desk.studio.editing.replace_text(TEXT)
    clock = [100.0]
    player, jumps = player_of(desk, clock), list[float]()
    player.jumped.connect(jumps.append)
    player.look()
    desk.studio.hearing.play_all()
    await heard_from(desk, "three")
    clock[0] += player.at_s
    assert player.look()
    assert jumps == []
    clock[0] += 30.0
    desk.studio.hearing.stop()
    player.look()
    jumps.clear()
    clock[0] += 30.0
    player.look()
    assert jumps == []
    player.forward()
    player.look()
    assert jumps == [pytest.approx(player.at_s)]


async def test_a_place_beyond_the_end_is_the_last_word(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    desk.studio.rendering.render_changed()
    await wait_until_async(lambda: not desk.studio.rendering.active, HANGS_S, "rendered")
    desk.studio.overview.catch_up()
    player = player_of(desk, [0.0])
    player.seek_s(1e6)
    assert TEXT[desk.studio.hearing.here :] == "eight."
    player.seek_s(-5.0)
    assert desk.studio.hearing.here == 0


async def test_a_speed_of_nothing_pauses(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    player = player_of(desk, [0.0])
    player.play()
    await wait_until_async(lambda: player.view().status == "Playing", HANGS_S, "playing")
    player.set_speed(0.0)
    await wait_until_async(lambda: player.view().status == "Paused", HANGS_S, "paused")
    player.stop()
    assert player.view().speed == 1.0


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.speech"
    created(path, Content(Project((new_paragraph("Nine ten." + " eleven" * 90),), title="Other"))).close()
    return path


async def test_what_is_read_to_be_heard_is_played_and_paused_as_if_it_were_there(desk: Desk, other: Path) -> None:
    previewing, player = desk.studio.previewing, player_of(desk, [0.0])
    previewing.show(other)
    player.play()
    player.play()
    assert player.view().status == "Playing"
    await wait_until_async(lambda: previewing.deck.hearing.view().phase == "playing", HANGS_S, "it plays")
    previewing.leave()
    previewing.show(other)
    player.play()
    told: list[str] = []
    previewing.changed.connect(lambda _none: told.append(previewing.phase))
    previewing.leave()
    assert told == ["stopped"]
    previewing.show(other)
    player.play()
    player.pause()
    assert player.view().status == "Stopped"
    await wait_until_async(lambda: previewing.deck.project.title == "Other", HANGS_S, "it is shown")
    assert not previewing.deck.hearing.active


async def test_while_another_project_is_read_the_open_one_stays_where_it_is(desk: Desk, other: Path) -> None:
    desk.studio.editing.replace_text(TEXT)
    desk.studio.overview.catch_up()
    previewing, player = desk.studio.previewing, player_of(desk, [0.0])
    previewing.show(other)
    player.forward()
    player.seek_s(0.5)
    player.loop(True)
    assert desk.studio.hearing.here == 0
    assert not desk.studio.hearing.active
    await wait_until_async(lambda: previewing.deck.project.title == "Other", HANGS_S, "it is shown")
