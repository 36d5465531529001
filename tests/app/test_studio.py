# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
import subprocess
import sys
import wave
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import psutil
import pytest
import pytest_asyncio

from studio.app.state import Activity, HeardWord
from studio.export.formats import EXPORTERS
from tests.support.desk import Desk
from tests.support.stepped_output import Steps
from tests.support.waiting import wait_until_async

TEXT = "One two three four.\n\nFive six seven eight."


def write(desk: Desk, text: str) -> None:
    desk.studio.replace_text(text)


async def until_stopped(desk: Desk, deadline_s: float = 20.0) -> None:
    await wait_until_async(lambda: desk.studio.view().phase == "stopped", deadline_s)


@pytest_asyncio.fixture
async def stepped(data_dir: Path) -> AsyncIterator[tuple[Desk, Steps]]:
    """A desk, and what lets its sound go on."""
    steps = Steps()
    made = Desk(data_dir, steps.open)
    await made.open()
    yield made, steps
    await made.studio.close()


async def heard_words(desk: Desk, steps: Steps) -> list[str]:
    """The words lit while it plays to its end, each once in a row."""
    lit: list[str] = []
    text = desk.studio.document.text

    def look() -> bool:
        steps.step()
        view = desk.studio.view()
        if view.word is not None:
            word = text[view.word.start : view.word.end]
            if not lit or lit[-1] != word:
                lit.append(word)
        return view.phase == "stopped"

    await wait_until_async(look, 20.0)
    return lit


async def test_every_word_is_lit_in_turn(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    write(desk, TEXT)
    desk.studio.play_all()
    assert await heard_words(desk, steps) == TEXT.split()


async def test_chinese_is_lit_character_by_character(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    write(desk, "你好，世界。再见！")
    desk.studio.set_language("zh")
    desk.studio.play_all()
    assert await heard_words(desk, steps) == ["你", "好，", "世", "界。", "再", "见！"]
    desk.studio.play_selection(3, 5)
    assert await heard_words(desk, steps) == ["世", "界。"]


async def test_a_selection_plays_its_whole_words_only(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    write(desk, TEXT)
    start = TEXT.index("hree")
    desk.studio.play_selection(start, TEXT.index("x seven"))
    assert await heard_words(desk, steps) == ["three", "four.", "Five", "six"]


async def test_playing_from_the_caret_goes_to_the_end(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    write(desk, TEXT)
    desk.studio.play_from(TEXT.index("six") + 1)
    assert await heard_words(desk, steps) == ["six", "seven", "eight."]


async def test_a_selection_of_a_rendered_paragraph_is_not_rendered_again(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    write(desk, TEXT)
    desk.studio.play_all()
    assert await heard_words(desk, steps) == TEXT.split()
    psutil.Process(desk.engines[0].pid).suspend()
    try:
        desk.studio.play_selection(TEXT.index("two"), TEXT.index("three") + 1)
        assert await heard_words(desk, steps) == ["two", "three"]
    finally:
        psutil.Process(desk.engines[0].pid).resume()


async def test_a_click_on_a_word_goes_there(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    write(desk, TEXT)
    desk.studio.play_all()

    def first_is_heard() -> bool:
        steps.step()
        return desk.studio.view().word == HeardWord(0, 3)

    await wait_until_async(first_is_heard, 10.0)
    desk.studio.seek_to_char(TEXT.index("seven"))
    assert (await heard_words(desk, steps))[-2:] == ["seven", "eight."]


async def test_pause_holds_the_place(desk: Desk) -> None:
    write(desk, TEXT)
    desk.studio.play_all()
    await wait_until_async(lambda: desk.studio.view().elapsed_s > 0.3, 10.0)
    desk.studio.play_or_pause()
    await wait_until_async(lambda: desk.studio.view().phase == "paused", 2.0)
    place_s = desk.studio.view().elapsed_s
    desk.studio.play_or_pause()
    await wait_until_async(lambda: desk.studio.view().elapsed_s > place_s, 5.0)
    desk.studio.stop()
    assert desk.studio.view().phase == "stopped"


LONG = TEXT + " nine" * 90


async def reading(desk: Desk) -> int:
    """Where the word stands that is heard, as soon as one is."""
    await wait_until_async(lambda: desk.studio.view().word is not None, 10.0)
    word = desk.studio.view().word
    assert word is not None
    return word.start


async def test_play_goes_on_where_it_was_stopped_also_after_an_edit(desk: Desk) -> None:
    write(desk, LONG)
    six = LONG.index("six")
    desk.studio.play_from(six)
    heard = await reading(desk)
    assert heard >= six
    desk.studio.stop()
    place = desk.studio.here
    assert heard <= place < len(LONG)
    assert desk.studio.view().elapsed_s > 0
    desk.studio.edit_text(0, 3, "Number one")
    desk.studio.edit_text(0, 0, "Zero.\n")
    desk.studio.set_speed(0.5)
    by = len("Number one") - 3 + len("Zero.\n")
    assert desk.studio.here == place + by
    desk.studio.play_or_pause()
    assert await reading(desk) >= place + by
    desk.studio.stop()


async def test_what_was_heard_out_begins_at_the_start_again(desk: Desk) -> None:
    write(desk, TEXT)
    desk.studio.play_from(TEXT.index("eight"))
    await wait_until_async(lambda: not desk.studio.playback.active, 20.0)
    assert (desk.studio.here, desk.studio.view().elapsed_s) == (0, 0.0)


async def test_the_place_is_kept_by_a_selection_and_an_audition(desk: Desk) -> None:
    write(desk, LONG)
    desk.studio.play_from(LONG.index("six"))
    heard = await reading(desk)
    desk.studio.play_selection(0, 3)
    place = desk.studio.here
    assert place >= heard
    await wait_until_async(lambda: not desk.studio.playback.active, 20.0)
    assert desk.studio.here == place
    desk.studio.audition(desk.studio.voices.all[1].id)
    assert desk.studio.view().elapsed_s > 0
    await wait_until_async(lambda: not desk.studio.playback.active, 20.0)
    assert desk.studio.here == place
    desk.studio.play_or_pause()
    assert await reading(desk) >= place
    desk.studio.stop()


async def test_rewinding_plays_from_the_start(desk: Desk) -> None:
    write(desk, LONG)
    nine = LONG.index("nine")
    desk.studio.play_from(nine)
    assert await reading(desk) >= nine
    desk.studio.rewind()
    await wait_until_async(lambda: desk.studio.here < nine, 10.0)
    desk.studio.seek_to_char(nine)
    await wait_until_async(lambda: desk.studio.here >= nine, 10.0)
    desk.studio.stop()
    desk.studio.rewind()
    assert (desk.studio.here, desk.studio.view().elapsed_s) == (0, 0.0)
    desk.studio.seek_to_char(nine)
    desk.studio.play_all()
    assert await reading(desk) < nine
    desk.studio.stop()


async def test_a_seek_while_stopped_moves_the_place_and_starts_nothing(desk: Desk) -> None:
    write(desk, TEXT)
    desk.studio.seek_to_char(TEXT.index("ix seven"))
    assert (desk.studio.view().phase, desk.studio.here) == ("stopped", TEXT.index("six"))
    desk.studio.seek_s(desk.studio.view().elapsed_s)
    assert desk.studio.here == TEXT.index("six")
    desk.studio.play_or_pause()
    assert await reading(desk) >= TEXT.index("six")
    desk.studio.stop()


async def test_opening_a_text_stops_reading_the_one_before(desk: Desk) -> None:
    write(desk, LONG)
    desk.studio.play_all()
    await reading(desk)
    write(desk, "Quite another text than the one before.")
    assert not desk.studio.playback.active
    assert desk.studio.here == 0


async def test_taking_back_an_opening_reads_and_keeps_nothing_of_that_text(desk: Desk) -> None:
    write(desk, TEXT)
    write(desk, "Another text, which is longer than that one.\nIt has lines.")
    opened: list[None] = []
    desk.studio.text_opened.connect(opened.append)
    for step in (desk.studio.undo, desk.studio.redo):
        desk.studio.play_from(10)
        await wait_until_async(lambda: desk.studio.view().phase == "playing", 10.0)
        step()
        assert desk.studio.view().phase == "stopped"
        assert desk.studio.playback.resume_at is None
        desk.studio.seek_to_char(10)
        assert desk.studio.playback.resume_at is not None
    assert len(opened) == 2


async def test_the_place_is_the_start_where_no_word_is_left_behind_it(desk: Desk) -> None:
    write(desk, TEXT)
    desk.studio.seek_to_char(TEXT.index("eight"))
    assert desk.studio.view().elapsed_s > 0
    start = TEXT.index("eight")
    desk.studio.edit_text(start, len(TEXT) - start, "")
    assert desk.studio.playback.resume_at is None
    assert desk.studio.view().elapsed_s == 0


async def test_what_is_out_of_bounds_is_told_and_changes_nothing(desk: Desk) -> None:
    studio = desk.studio
    able = [voice.id for voice in studio.voices.all if voice.available]
    studio.choose_voice(able[0])
    studio.add_to_mix(able[1])
    document = studio.document
    asks: list[Callable[[], None]] = [
        lambda: studio.set_speed(2.0),
        lambda: studio.set_speed(float("nan")),
        lambda: studio.set_emotion("anger", 9),
        lambda: studio.set_emotion("boredom", 1),
        lambda: studio.set_share("nobody", 0.5),
        lambda: studio.save_blend("n" * 81),
        lambda: studio.save_blend(" "),
        lambda: studio.rename_voice(able[0], "Mine"),
        lambda: studio.delete_voice("nobody"),
    ]
    for ask in asks:
        told = len(desk.notices)
        ask()
        await wait_until_async(lambda told=told: len(desk.notices) > told, 5.0)  # type: ignore[misc]
        assert desk.notices[-1].text
        assert studio.document == document


async def test_another_text_is_played_from_its_start(desk: Desk) -> None:
    write(desk, TEXT)
    desk.studio.seek_to_char(TEXT.index("six"))
    write(desk, "Quite another text than the one before.")
    assert desk.studio.here == 0


async def test_playing_from_behind_the_last_word_begins_at_the_start(desk: Desk) -> None:
    write(desk, TEXT + "\n\n ")
    desk.studio.play_from(len(TEXT) + 2)
    assert await reading(desk) < TEXT.index("Five")
    assert not desk.said("play")


async def test_what_holds_no_word_is_told_calmly(desk: Desk) -> None:
    write(desk, '<break time="1s"/>')
    desk.studio.play_all()
    assert "no word to read" in desk.said("play")
    write(desk, TEXT)
    desk.studio.play_selection(TEXT.index("\n"), TEXT.index("Five"))
    assert "no word in the selection" in desk.said("play")
    assert {notice.kind for notice in desk.notices if notice.key == "play" and notice.text} == {"info"}
    desk.studio.play_all()
    assert desk.said("play") == ""
    desk.studio.stop()


async def test_the_total_time_becomes_exact(desk: Desk) -> None:
    write(desk, TEXT)
    assert desk.studio.view().estimated
    desk.studio.play_all()
    await until_stopped(desk)
    await wait_until_async(lambda: not desk.studio.view().estimated, 5.0)
    parts = desk.studio.overview()
    assert desk.studio.view().total_s == pytest.approx(parts[-1].start_s + parts[-1].rendered_s)


async def test_editing_while_playing_stops_only_the_highlight_of_what_was_edited(desk: Desk) -> None:
    write(desk, TEXT)
    desk.studio.play_all()
    await wait_until_async(lambda: desk.studio.view().word is not None, 10.0)
    desk.studio.edit_text(0, 3, "Uno")
    assert desk.studio.view().word is None
    moved = desk.studio.document.text.index("seven")
    await wait_until_async(lambda: (desk.studio.view().word or HeardWord(0, 0)).start == moved, 10.0)
    desk.studio.stop()


async def test_an_export_holds_every_word_and_what_was_heard(desk: Desk, tmp_path: Path) -> None:
    write(desk, TEXT)
    path = tmp_path / "out.wav"
    desk.studio.export(path, EXPORTERS[0].format(24000, 16))
    await wait_until_async(lambda: "Exported" in desk.said("export"), 20.0)
    with wave.open(str(path)) as file:
        exported = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
    desk.studio.play_all()
    await until_stopped(desk)
    takes = [part.take for part in desk.studio.overview() if part.take is not None]
    assert len(takes) == 2
    first = takes[0].read(0, takes[0].frames)
    assert np.abs(exported[: len(first)] - first).max() < 1e-4
    shares = [activity.fraction for activity in desk.activities if activity.key == "export" and activity.fraction]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


async def test_a_cancelled_export_leaves_the_old_file(desk: Desk, tmp_path: Path) -> None:
    write(desk, "\n".join("word " * 500 for _ in range(20)))
    path = tmp_path / "out.wav"
    path.write_bytes(b"old")
    desk.studio.export(path, EXPORTERS[0].format())
    await wait_until_async(lambda: any(activity.fraction for activity in desk.activities), 20.0)
    desk.studio.cancel_export()
    await wait_until_async(lambda: desk.activities[-1].text == "", 5.0)
    assert [(item.name, item.read_bytes()) for item in tmp_path.iterdir() if item.is_file()] == [("out.wav", b"old")]


async def test_a_killed_engine_comes_back_and_play_goes_on_where_it_broke_off(desk: Desk) -> None:
    write(desk, "\n".join("word " * 400 for _ in range(30)))
    desk.studio.play_all()
    await wait_until_async(lambda: desk.studio.view().phase == "playing", 10.0)
    psutil.Process(desk.engines[0].pid).kill()
    await wait_until_async(lambda: "started again" in desk.said("engine") or len(desk.engines) > 1, 10.0)
    await wait_until_async(lambda: not desk.studio.engine_blocker() and len(desk.engines) == 2, 20.0)
    desk.studio.stop()
    desk.studio.play_all()
    await wait_until_async(lambda: desk.studio.view().word is not None, 10.0)
    desk.studio.stop()


async def test_own_voices_are_saved_renamed_deleted_and_undone(desk: Desk) -> None:
    studio = desk.studio
    first, second = (voice.id for voice in studio.voices.all[:2])
    studio.choose_voice(first)
    studio.add_to_mix(second)

    def own() -> list[str]:
        return [voice.name for voice in studio.voices.all if voice.own]

    studio.save_blend("  Mine  ")
    await wait_until_async(lambda: own() == ["Mine"], 5.0)
    voice = next(voice for voice in studio.voices.all if voice.own)
    assert [part.voice_id for part in voice.recipe] == [first, second]
    studio.rename_voice(voice.id, "Ours")
    await wait_until_async(lambda: own() == ["Ours"], 5.0)
    studio.choose_voice(voice.id)
    studio.delete_voice(voice.id)
    await wait_until_async(lambda: own() == [], 5.0)
    assert [part.voice_id for part in studio.document.design.mix] == [first, second]
    studio.undo()
    await wait_until_async(lambda: own() == ["Ours"], 5.0)
    assert [part.voice_id for part in studio.document.design.mix] == [voice.id]
    assert next(each for each in studio.voices.all if each.own) == next(
        each for each in (*studio.voices.all,) if each.id == voice.id
    )
    for _ in range(3):
        studio.undo()
    await wait_until_async(lambda: own() == [], 5.0)


async def test_a_step_that_could_not_be_taken_back_stays_done(desk: Desk) -> None:
    studio = desk.studio
    studio.choose_voice(studio.voices.all[0].id)
    studio.add_to_mix(studio.voices.all[1].id)
    studio.save_blend("Mine")
    await wait_until_async(lambda: any(voice.own for voice in studio.voices.all), 5.0)
    done = studio.history.undo_label
    psutil.Process(desk.engines[0].pid).kill()
    await wait_until_async(lambda: not studio.engine.ready, 10.0)
    studio.undo()
    await wait_until_async(lambda: desk.said("undo"), 10.0)
    assert studio.history.undo_label == done
    assert any(voice.own for voice in studio.voices.all)


async def test_parts_of_killed_exports_are_cleared_at_the_next_start(data_dir: Path, tmp_path: Path) -> None:
    first = Desk(data_dir)
    await first.open()
    first.studio.remember(export_folder=str(tmp_path))
    await first.studio.close()
    code = (
        "import os, pathlib\nfrom studio.core.files import replacing\n"
        f"with replacing(pathlib.Path({str(tmp_path / 'out.wav')!r})):\n    os._exit(9)"
    )
    killed = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", code], check=False)
    assert killed.returncode == 9

    def parts() -> list[Path]:
        return [path for path in tmp_path.iterdir() if path.is_file()]

    assert parts()
    second = Desk(data_dir)
    await second.open()
    await wait_until_async(lambda: not parts(), 10.0)
    await second.studio.close()


async def test_text_and_design_come_back_at_the_next_start(desk: Desk, data_dir: Path) -> None:
    write(desk, "What was written.")
    desk.studio.set_speed(0.5)
    desk.studio.set_emotion("anger", 4)
    saved = data_dir / "document.json"
    await wait_until_async(lambda: saved.exists() and '"anger": 4' in saved.read_text(), 1.5)
    again = Desk(data_dir)
    assert again.studio.document == desk.studio.document
    await again.studio.close()


async def test_nothing_to_read_is_said(desk: Desk) -> None:
    write(desk, " \n ")
    desk.studio.play_all()
    assert "nothing to read" in desk.said("play")
    assert desk.studio.play_blocker() == desk.said("play")


async def test_a_pasted_giant_paragraph_is_split_and_undo_joins_it(desk: Desk) -> None:
    write(desk, "")
    giant = "This is one sentence of many. " * 400
    desk.studio.edit_text(0, 0, giant)
    assert len(desk.studio.document.paragraphs) > 3
    assert "split" in desk.said("split")
    desk.studio.undo()
    assert [paragraph.text for paragraph in desk.studio.document.paragraphs] == [giant]


async def test_a_word_that_nothing_could_show_is_split_within_its_step(desk: Desk, data_dir: Path) -> None:
    write(desk, "Before.")
    desk.studio.edit_text(7, 0, "a" * 100_000)
    assert max(len(paragraph.text) for paragraph in desk.studio.document.paragraphs) <= 3000
    assert "split" in desk.said("split")
    desk.studio.undo()
    assert desk.studio.document.text == "Before."
    desk.studio.redo()
    assert desk.studio.document.text.replace("\n", "") == "Before." + "a" * 100_000


async def test_what_cannot_be_spoken_is_said(desk: Desk) -> None:
    write(desk, "Hello 🙂 there.")
    desk.studio.play_all()
    await until_stopped(desk)
    assert "🙂" in desk.said("skipped")


async def test_an_audition_speaks_without_moving_the_place(desk: Desk) -> None:
    voice = desk.studio.voices.all[1]
    desk.studio.audition(voice.id)
    await wait_until_async(lambda: desk.studio.view().phase == "playing", 10.0)
    view = desk.studio.view()
    assert (view.audition_voice_id, view.word, view.elapsed_s) == (voice.id, None, 0.0)
    desk.studio.audition(voice.id)
    assert desk.studio.view().phase == "stopped"


async def test_a_text_file_that_is_not_utf8_opens_all_the_same(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "Brief.txt"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        path.write_bytes(f"Grüße an {encoding}".encode(encoding))
        desk.studio.open_text(path)
        await wait_until_async(lambda: desk.studio.document.text == f"Grüße an {encoding}", 3.0)  # noqa: B023
    assert desk.studio.document.title == "Brief"
    desk.studio.open_text(tmp_path / "missing.txt")
    await wait_until_async(lambda: "could not be read" in desk.said("open a text"), 3.0)


async def test_exports_wait_for_their_turn_and_each_can_be_cancelled(desk: Desk, tmp_path: Path) -> None:
    write(desk, "\n".join("word " * 500 for _ in range(20)))
    first, second, third = (tmp_path / f"{name}.wav" for name in ("first", "second", "third"))
    for path in (first, second, third):
        desk.studio.export(path, EXPORTERS[0].format(24000, 16))
        write(desk, "Something short.")
    await wait_until_async(lambda: any("second.wav" in activity.text for activity in desk.activities), 5.0)
    waiting = next_activity(desk, "second")
    assert waiting.cancel is not None
    waiting.cancel()
    await wait_until_async(lambda: "Exported" in desk.said("export 2"), 60.0)
    assert first.stat().st_size > third.stat().st_size > 44
    assert not second.exists()
    assert "first.wav" in desk.said("export")


def next_activity(desk: Desk, name: str) -> Activity:
    """What was told first of that export."""
    return next(activity for activity in desk.activities if f"{name}.wav" in activity.text)
