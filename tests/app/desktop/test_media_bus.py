# SPDX-License-Identifier: GPL-3.0-or-later
"""The studio on a real session bus, worked as a desktop's media keys work it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from studio.app.desktop.media_bus import NAME, session_bus
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, new_paragraph
from tests.support.desk import Desk
from tests.support.session_bus import ROOT, Desktop, desktop, running_bus
from tests.support.waiting import HANGS_S, wait_until_async

WORDS = ("One two three four five six.", "Seven eight nine ten.", "Eleven twelve.")


@pytest.fixture
def bus() -> Iterator[str]:
    with running_bus() as address:
        yield address


class Window:
    """What the desktop asked of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []


@pytest.fixture
def window() -> Window:
    return Window()


@pytest_asyncio.fixture
async def keys(bus: str, desk: Desk, window: Window) -> AsyncIterator[Desktop]:
    """A desktop that sees the desk's studio."""
    desk.studio.editing.replace_text("\n".join(WORDS), title="Lamp")
    desk.studio.media_bus.show(lambda: window.asked.append("raise"), lambda: window.asked.append("quit"))
    async with desktop(bus) as seen:
        await seen.players(1)
        await seen.watch()
        yield seen


def _is(desk: Desk, status: str) -> bool:
    return desk.studio.media.view().status == status


async def told(keys: Desktop, name: str, value: object) -> None:
    await wait_until_async(lambda: keys.last(name) == value, HANGS_S, f"{name} is {value!r}")


async def test_it_says_what_it_is_and_asks_the_window(keys: Desktop, window: Window) -> None:
    assert await keys.names() == [NAME]
    root = await keys.get_all(ROOT)
    assert (root["Identity"], root["DesktopEntry"], root["CanRaise"], root["HasTrackList"]) == (
        "Speech Studio", "speech-studio", True, False,
    )  # fmt: skip
    await keys.do("Raise", interface=ROOT)
    await keys.do("Quit", interface=ROOT)
    assert window.asked == ["raise", "quit"]


async def test_keys_play_pause_and_stop(keys: Desktop, desk: Desk) -> None:
    hearing = desk.studio.hearing
    # It must not end meanwhile: each key is a way over the bus and back.
    desk.studio.editing.replace_text("One two three four five six. " * 150)
    assert await keys.get("PlaybackStatus") == "Stopped"
    for key, status in (
        ("PlayPause", "Playing"), ("Play", "Playing"), ("Pause", "Paused"), ("Pause", "Paused"), ("Play", "Playing"),
        ("PlayPause", "Paused"), ("Stop", "Stopped"), ("Pause", "Stopped"), ("Play", "Playing"),
    ):  # fmt: skip
        await keys.do(key)
        await wait_until_async(partial(_is, desk, status), HANGS_S, status)
        assert await keys.get("PlaybackStatus") == status
    await told(keys, "PlaybackStatus", "Playing")
    hearing.stop()
    await told(keys, "PlaybackStatus", "Stopped")


async def test_next_and_previous_go_by_paragraph(keys: Desktop, desk: Desk) -> None:
    text, hearing = desk.studio.editing.project.text, desk.studio.hearing
    places = []
    for key in ("Next", "Next", "Next", "Previous"):
        await keys.do(key)
        places.append(text[hearing.here :].split()[0])
    assert places == ["Seven", "Eleven", "Eleven", "Seven"]


async def test_title_length_and_place_are_told_in_the_types_of_the_standard(keys: Desktop, desk: Desk) -> None:
    assert await keys.signatures() == {"mpris:trackid": "o", "mpris:length": "x", "xesam:title": "s"}
    metadata = await keys.get("Metadata")
    assert metadata["xesam:title"] == "Lamp"
    assert metadata["mpris:length"] == round(desk.studio.overview.total_s) * 1_000_000
    await keys.do("Next")
    assert await keys.get("Position") == pytest.approx(desk.studio.hearing.view().elapsed_s * 1e6, abs=1e4)


async def test_a_chapter_is_the_title_and_the_project_the_album(keys: Desktop, desk: Desk) -> None:
    foreword, *rest = (new_paragraph(words) for words in WORDS)
    head = Paragraph("head", "The lamp", kind="heading", level=1)
    desk.studio.projects.begin_from(Project((foreword, head, *rest), title="Lamp"))
    await wait_until_async(lambda: len(desk.studio.editing.project.paragraphs) == 4, HANGS_S, "it is open")
    assert (await keys.get("Metadata"))["xesam:title"] == "Lamp"
    await keys.do("Next")
    metadata = await keys.get("Metadata")
    assert metadata["xesam:album"] == "Lamp"
    assert (metadata["xesam:title"], metadata["xesam:trackNumber"]) == ("The lamp", 1)


def title_of(keys: Desktop) -> object:
    """The title that was told last; None before the first."""
    return (keys.last("Metadata") or {}).get("xesam:title")


@pytest.mark.parametrize("odd", ["\udce9", "\0"], ids=["half a pair", "NUL"])
async def test_names_that_the_bus_cannot_carry_are_told_as_far_as_it_can(keys: Desktop, desk: Desk, odd: str) -> None:
    head = Paragraph("head", f"The {odd} lamp", kind="heading", level=1)
    cast = (Speaker(NARRATOR), Speaker("s2", f"Ann {odd}"))
    said = new_paragraph(WORDS[0]), replace(new_paragraph(WORDS[1]), speaker="s2")
    desk.studio.projects.begin_from(Project((said[0], head, said[1]), cast, title=f"Lamp {odd}"))
    await wait_until_async(lambda: title_of(keys) == "Lamp \ufffd", HANGS_S, "the title is told")
    await keys.do("Next")
    metadata = await keys.get("Metadata")
    assert (metadata["xesam:title"], metadata["xesam:album"]) == ("The \ufffd lamp", "Lamp \ufffd")
    assert "Ann \ufffd" in metadata["xesam:artist"]


async def test_it_seeks_and_tells_jumps(keys: Desktop, desk: Desk) -> None:
    hearing = desk.studio.hearing
    desk.studio.rendering.render_changed()
    await wait_until_async(lambda: not desk.studio.rendering.active, HANGS_S, "rendered")
    desk.studio.overview.catch_up()
    total_s = desk.studio.overview.total_s
    track = (await keys.get("Metadata"))["mpris:trackid"]
    await keys.do("SetPosition", "ox", track, round(total_s / 2 * 1e6))
    middle = hearing.here
    assert middle > 0
    await wait_until_async(lambda: keys.jumps_s, HANGS_S, "a jump is told")
    assert keys.jumps_s[-1] == pytest.approx(hearing.view().elapsed_s, abs=0.01)
    await keys.do("Seek", "x", round(-total_s * 1e6))
    assert hearing.here == 0
    await keys.do("SetPosition", "ox", "/another/track", round(total_s / 2 * 1e6))
    await keys.do("SetPosition", "ox", track, round(total_s * 2e6))
    assert hearing.here == 0


async def test_volume_speed_and_loop_are_set_and_told(keys: Desktop, desk: Desk) -> None:
    await keys.put("Volume", "d", 0.25)
    await keys.put("Rate", "d", 1.4)
    assert (desk.studio.sound.player.volume, desk.studio.sound.player.speed) == (0.25, 1.5)
    await told(keys, "Volume", 0.25)
    await told(keys, "Rate", 1.5)
    await keys.put("Volume", "d", 7.0)
    assert await keys.get("Volume") == 1.0
    await keys.put("LoopStatus", "s", "Track")
    await told(keys, "LoopStatus", "Track")
    await keys.put("LoopStatus", "s", "None")
    await told(keys, "LoopStatus", "None")
    desk.studio.hearing.stop()


async def test_nothing_to_read_cannot_be_played(keys: Desktop, desk: Desk) -> None:
    desk.studio.editing.replace_text("")
    await told(keys, "CanPlay", False)
    desk.studio.editing.replace_text("Again.")
    await told(keys, "CanPlay", True)


async def test_a_second_window_has_a_name_beside_the_first_ones(keys: Desktop, tmp_path: Path) -> None:
    other = Desk(tmp_path / "other")
    other.studio.media_bus.show(lambda: None, lambda: None)
    names = await keys.players(2)
    assert sorted(names)[0] == NAME
    assert sorted(names)[1].startswith(f"{NAME}.instance")
    await other.studio.close()


async def test_without_a_bus_or_with_one_that_ends_the_studio_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nobody'}")
    desk.studio.media_bus.show(lambda: None, lambda: None)
    await asyncio.gather(*[task for task in asyncio.all_tasks() if task.get_name() == "media keys"])
    assert not desk.notices


async def test_a_bus_that_ends_is_left(desk: Desk) -> None:
    with running_bus() as address:
        desk.studio.media_bus.show(lambda: None, lambda: None)
        async with desktop(address) as seen:
            await seen.players(1)
        task = next(task for task in asyncio.all_tasks() if task.get_name() == "media keys")
    await asyncio.wait_for(task, HANGS_S)
    desk.studio.hearing.play_all()
    assert not desk.notices
    desk.studio.hearing.stop()


@pytest.mark.parametrize("address", ["", "disabled:"])
def test_where_the_bus_is(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert session_bus() == ""
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(tmp_path / "bus"))
        assert session_bus() == f"unix:path={tmp_path / 'bus'}"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/tmp/elsewhere")
    assert session_bus() == "unix:path=/tmp/elsewhere"
