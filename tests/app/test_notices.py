# SPDX-License-Identifier: GPL-3.0-or-later
"""Notices live no longer than what they tell of."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
import pytest_asyncio

from studio.app.notices import Notices
from studio.app.render import Renderer
from studio.app.state import HeardWord, Notice
from studio.app.takes import LiveTake, TakeCache
from studio.core.errors import SoundDeviceFailed, SpeechFailed
from tests.support.desk import Desk
from tests.support.waiting import wait_until_async

LINES = [f"Line {number} with word{number} in it." for number in range(60)]
TEXT = "\n".join(LINES)


@pytest_asyncio.fixture
async def starting(data_dir: Path) -> AsyncIterator[Desk]:
    """A desk whose engine has only begun to start."""
    made = Desk(data_dir)
    made.studio.start()
    assert made.studio.engine_blocker()
    yield made
    await made.studio.close()


def standing(desk: Desk) -> dict[str, str]:
    """The notices that a person sees now."""
    shown: dict[str, str] = {}
    for notice in desk.notices:
        shown.pop(notice.key, None)
        if notice.text:
            shown[notice.key] = notice.text
    return shown


async def heard_from(desk: Desk, first: str) -> None:
    start = desk.studio.document.text.index(first)
    await wait_until_async(lambda: (desk.studio.view().word or HeardWord(-1, 0)).start == start, 20.0, first)


# --- the mechanism


def test_a_notice_is_taken_away_when_what_it_tells_of_is_over() -> None:
    told: list[Notice] = []
    notices, broken = Notices(), {"door": True}
    notices.connect(told.append)
    notices.emit(Notice("door", "The door is open.", holds=lambda: broken["door"]))
    notices.emit(Notice("post", "A letter came."))
    notices.check()
    assert [notice.text for notice in told] == ["The door is open.", "A letter came."]
    broken["door"] = False
    notices.check()
    notices.check()
    assert [(notice.key, notice.text) for notice in told[2:]] == [("door", "")]


def test_what_is_over_before_it_is_told_is_not_told_and_what_stands_not_twice() -> None:
    told: list[Notice] = []
    notices, broken = Notices(), {"door": False}
    notices.connect(told.append)
    notice = Notice("door", "The door is open.", holds=lambda: broken["door"])
    notices.emit(notice)
    assert told == []
    broken["door"] = True
    notices.emit(notice)
    notices.emit(notice)
    assert told == [notice]
    notices.closed("door")
    notices.emit(notice)
    assert told == [notice, notice]


def test_what_is_told_again_for_another_reason_stands_as_long_as_the_newer_one() -> None:
    told: list[Notice] = []
    notices = Notices()
    notices.connect(told.append)
    reasons = {"first": True, "second": True}
    notices.emit(Notice("a", "It is so.", holds=lambda: reasons["first"]))
    notices.emit(Notice("a", "It is so.", holds=lambda: reasons["second"]))
    reasons["first"] = False
    notices.check()
    assert [notice.text for notice in told] == ["It is so."]
    reasons["second"] = False
    notices.check()
    assert [notice.text for notice in told] == ["It is so.", ""]


def test_nothing_is_taken_away_that_is_not_there() -> None:
    told: list[Notice] = []
    notices = Notices()
    notices.connect(told.append)
    notices.withdraw("door")
    assert told == []


# --- play while the engine starts


async def test_play_pressed_while_the_engine_starts_plays_when_it_is_ready(starting: Desk) -> None:
    studio = starting.studio
    studio.replace_text(TEXT)
    studio.play_or_pause()
    assert studio.view().phase == "waiting"
    studio.play_on()
    assert "as soon as it is ready" in standing(starting)["play"]
    await heard_from(starting, "Line 0")
    assert standing(starting) == {}
    studio.stop()


async def test_a_stretch_wanted_while_the_engine_starts_moves_with_the_text(starting: Desk) -> None:
    studio = starting.studio
    studio.replace_text(TEXT)
    studio.play_selection(TEXT.index("word7"), TEXT.index("word7") + 5)
    studio.edit_text(0, 0, "Before it all.\n")
    await heard_from(starting, "word7")
    await wait_until_async(lambda: studio.view().phase == "stopped", 10.0)


@pytest.mark.parametrize("begun_at", [0, 5])
async def test_what_is_sought_while_the_engine_starts_is_where_it_plays(starting: Desk, begun_at: int) -> None:
    studio = starting.studio
    studio.replace_text(TEXT)
    studio.play_from(TEXT.index(f"word{begun_at}"))
    studio.seek_to_char(TEXT.index("word9"))
    assert studio.view().phase == "waiting"
    assert "as soon as it is ready" in standing(starting)["play"]
    await heard_from(starting, "word9")
    assert standing(starting) == {}
    studio.stop()


async def test_what_is_rewound_while_the_engine_starts_plays_from_the_start(starting: Desk) -> None:
    studio = starting.studio
    studio.replace_text(TEXT)
    studio.play_from(TEXT.index("word9"))
    studio.rewind()
    assert studio.view().phase == "waiting"
    await heard_from(starting, "Line 0")
    studio.stop()


async def test_a_voice_asked_for_while_the_engine_starts_is_heard_when_it_is_ready(data_dir: Path) -> None:
    first = Desk(data_dir)
    await first.open()
    voice_id = first.studio.voices.all[1].id
    psutil.Process(first.engines[0].pid).kill()
    await wait_until_async(lambda: not first.studio.engine.ready, 10.0)
    first.studio.audition(voice_id)
    assert set(standing(first)) == {"engine", "play"}
    await wait_until_async(lambda: first.studio.view().audition_voice_id == voice_id, 20.0)
    assert standing(first) == {}
    await first.studio.close()


@pytest.mark.parametrize("press", ["stop", "play_or_pause"])
async def test_what_waits_for_the_engine_can_be_taken_back(starting: Desk, press: str) -> None:
    studio = starting.studio
    studio.play_all()
    getattr(studio, press)()
    assert studio.view().phase == "stopped"
    assert standing(starting) == {}
    await wait_until_async(lambda: not studio.engine_blocker(), 20.0)
    assert studio.playback.begun == 0


async def test_what_waited_for_an_engine_that_failed_is_forgotten(data_dir: Path) -> None:
    desk = Desk(data_dir)
    studio = desk.studio
    make = studio.link._make_engine
    studio.link._make_engine = lambda: (_ for _ in ()).throw(SoundDeviceFailed("No engine."))
    studio.start()
    studio.play_all()
    assert studio.view().phase == "waiting"
    await wait_until_async(lambda: studio.engine.phase == "failed", 20.0)
    assert studio.view().phase == "stopped"
    assert set(standing(desk)) == {"engine"}
    studio.link._make_engine = make
    studio.restart_engine()
    await wait_until_async(lambda: not studio.engine_blocker(), 20.0)
    assert studio.playback.begun == 0
    await studio.close()


# --- a killed engine


async def test_a_killed_engine_is_told_once_and_what_is_played_goes_on_by_itself(desk: Desk) -> None:
    studio = desk.studio
    studio.replace_text("\n".join(f"one{n} two{n} three{n} four{n}." for n in range(400)))
    studio.play_all()
    lit: list[str] = []
    text = studio.document.text

    def look(until: str) -> bool:
        word = studio.view().word
        said = text[word.start : word.end] if word is not None else ""
        if said and (not lit or lit[-1] != said):
            lit.append(said)
        return said == until

    await wait_until_async(lambda: look("two1"), 20.0)
    before = len(desk.notices)
    playlist = studio.playback._session.playlist if studio.playback._session else None
    assert playlist is not None
    psutil.Process(desk.engines[0].pid).kill()
    await wait_until_async(lambda: look("nothing") or len(desk.engines) == 2, 20.0)
    await wait_until_async(lambda: look("nothing") or not studio.engine_blocker(), 20.0)
    rendered_s = playlist.rendered_s()
    await wait_until_async(
        lambda: look("nothing") or playlist.rendered_s() > rendered_s + 2.0, 20.0, "rendering goes on"
    )
    await wait_until_async(lambda: look("nothing") or len(lit) > 24, 30.0)
    assert studio.view().phase == "playing"
    assert lit == text.replace("\n", " ").split()[: len(lit)]
    assert [(notice.key, bool(notice.text)) for notice in desk.notices[before:]] == [
        ("engine", True),
        ("engine", False),
    ]
    assert desk.notices[before].kind == "info"
    studio.stop()


async def test_a_take_that_broke_off_goes_on_without_a_seam(desk: Desk) -> None:
    studio = desk.studio
    text = ". ".join(f"One{n} two{n} three{n}" for n in range(400)) + "."
    design = studio.spoken_design
    broken, whole = LiveTake("broken", 24000), LiveTake("whole", 24000)

    async def kill_once(take: LiveTake) -> None:
        if take.frames > 24000 and len(desk.engines) == 1:
            psutil.Process(desk.engines[0].pid).kill()
            await wait_until_async(lambda: len(desk.engines) == 2, 20.0)

    renderer = Renderer(TakeCache())
    await renderer.render(studio.link.client, broken, text, design, kill_once, studio.link.again)
    assert len(desk.engines) == 2
    await renderer.render(studio.link.client, whole, text, design)
    assert broken.words == whole.words
    assert len(broken.words) == 1200
    assert broken.frames == whole.frames
    assert (broken.read(0, broken.frames) == whole.read(0, whole.frames)).all()


async def test_an_engine_that_cannot_be_started_is_told_until_it_can(desk: Desk) -> None:
    studio = desk.studio
    make = studio.link._make_engine
    studio.link._make_engine = lambda: (_ for _ in ()).throw(SoundDeviceFailed("No engine."))
    studio.replace_text(TEXT)
    studio.play_all()
    await heard_from(desk, "Line 0")
    psutil.Process(desk.engines[0].pid).kill()
    await wait_until_async(lambda: studio.engine.phase == "failed", 20.0)
    assert standing(desk) == {"engine": "No engine."}
    studio.link._make_engine = make
    next(notice for notice in reversed(desk.notices) if notice.key == "engine" and notice.action).action()  # type: ignore[misc]
    await wait_until_async(lambda: not studio.engine_blocker(), 20.0)
    assert standing(desk) == {}


# --- errors


async def test_an_error_of_playing_goes_when_something_is_played(desk: Desk) -> None:
    studio = desk.studio
    studio.replace_text(TEXT)
    for text in ("It broke off.", "Once more."):
        studio._playback_failed(SpeechFailed(text))
        assert standing(desk) == {"play": text}
        studio.play_all()
        await heard_from(desk, "Line 0")
        assert standing(desk) == {}
    studio.stop()


async def test_a_lost_sound_device_is_told_until_one_opens(desk: Desk) -> None:
    studio = desk.studio
    for text in ("The device is gone.", "It is."):
        studio._playback_failed(SoundDeviceFailed(text))
        assert standing(desk)["sound"].startswith(text)
        studio._silence_from_player_thread(None)
        await wait_until_async(lambda: standing(desk) == {}, 10.0)


async def test_an_error_of_writing_goes_when_it_is_written(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "folder" / "text.txt"
    desk.studio.save_text(path)
    await wait_until_async(lambda: standing(desk), 5.0)
    assert "save the text" in standing(desk)
    os.makedirs(path.parent)
    desk.studio.save_text(path)
    await wait_until_async(lambda: "save the text" not in standing(desk), 5.0)
    assert path.exists()


async def test_a_split_paragraph_is_told_as_long_as_undo_joins_it(desk: Desk) -> None:
    desk.studio.replace_text("")
    desk.studio.edit_text(0, 0, "This is one sentence of many. " * 400)
    assert set(standing(desk)) == {"split"}
    desk.studio.edit_text(0, 0, "x")
    assert standing(desk) == {}


async def test_what_could_not_be_played_is_told_until_it_can(desk: Desk) -> None:
    desk.studio.replace_text(" \n ")
    desk.studio.play_all()
    assert set(standing(desk)) == {"play"}
    desk.studio.replace_text('<break time="1s"/>')
    assert standing(desk) == {}
    desk.studio.play_all()
    assert set(standing(desk)) == {"play"}
    desk.studio.edit_text(0, 0, "Word ")
    assert standing(desk) == {}


async def test_what_was_not_spoken_is_told_until_the_next_playing(desk: Desk) -> None:
    desk.studio.replace_text("Hello 🙂 there.")
    desk.studio.play_all()
    await wait_until_async(lambda: "skipped" in standing(desk), 10.0)
    desk.studio.replace_text("Hello there.")
    desk.studio.play_all()
    await heard_from(desk, "Hello")
    assert standing(desk) == {}
    desk.studio.stop()


async def test_how_a_text_was_read_is_told_as_long_as_it_is_that_text(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes("Съешь же ещё этих мягких французских булок, да выпей чаю.".encode("koi8-r"))
    desk.studio.open_text(path)
    await wait_until_async(lambda: "text file" in standing(desk), 10.0)
    desk.studio.edit_text(0, 0, "Так: ")
    assert "text file" in standing(desk)
    desk.studio.undo()
    desk.studio.undo()
    assert desk.studio.document.file == ""
    assert "text file" not in standing(desk)


async def test_an_opened_text_whose_paragraphs_are_split_says_so(desk: Desk, tmp_path: Path) -> None:
    giant, other = tmp_path / "giant.txt", tmp_path / "other.txt"
    giant.write_text("a" * 30_000)
    other.write_text("Short.")
    for path, says in ((giant, True), (other, False), (giant, True)):
        desk.studio.open_text(path)
        await wait_until_async(lambda path=path: desk.studio.document.title == path.stem, 10.0)  # type: ignore[misc]
        assert ("split" in standing(desk)) == says
    desk.studio.undo()
    assert desk.studio.document.title == "other"
    assert "split" not in standing(desk)
