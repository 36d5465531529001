# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports that meet an engine that starts, fails or dies, and places that take no file."""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import threading
import wave
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest

from studio.app.work.state import Activity
from studio.client.endpoint import Endpoint
from studio.client.local.engine import LocalEngine
from studio.client.speech.client import AsyncSpeechClient
from studio.client.speech.events import SpeechEvent
from studio.client.speech.request import SpeechRequest
from studio.core.errors import EngineUnavailable
from studio.core.pcm import Samples
from studio.core.project import VoiceDesign
from studio.core.voices import MixPart
from studio.export.formats import EXPORTERS
from studio.export.writing import Sink
from tests.support.desk import Desk, until_stopped
from tests.support.forked_server import tone_engine
from tests.support.waiting import HANGS_S, wait_until_async

TEXT = "One two three four.\n\nFive six seven eight."

WAV = EXPORTERS[0].format(24000, 16)
# No two paragraphs alike: what was rendered once is not rendered again.
LONG = "\n".join(f"word{number} " * 500 for number in range(12))
# Half an hour of sound takes an idle machine a few seconds, and a busy one more than what HANGS_S is meant for.
LONG_S = 3 * HANGS_S


class NoEngine(LocalEngine):
    async def start(self) -> Endpoint:
        raise EngineUnavailable("The engine cannot be started here.")


class DeskWithoutEngine(Desk):
    def _engine(self) -> LocalEngine:
        self.engines.append(NoEngine(engine="tone"))
        return self.engines[-1]


def parts(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.name.endswith(".part")]


async def under_way(desk: Desk, key: str = "export") -> None:
    """Until some of it is written, and not yet all."""
    await wait_until_async(lambda: any(each.key == key and (each.fraction or 0) > 0.1 for each in desk.activities))


async def test_an_export_asked_for_while_the_engine_starts_begins_when_it_is_ready(
    data_dir: Path, tmp_path: Path
) -> None:
    desk = Desk(data_dir)
    try:
        desk.studio.editing.replace_text("One two three.")
        desk.studio.start()
        desk.studio.exporting.export(tmp_path / "early.wav", WAV)
        await wait_until_async(lambda: desk.said("export"))
        assert desk.said("export") == f"Exported to {tmp_path / 'early.wav'}."
        assert "as soon as the engine is ready" in desk.activities[0].text
    finally:
        await desk.studio.close()


async def test_an_export_waiting_for_the_engine_can_be_cancelled(data_dir: Path, tmp_path: Path) -> None:
    desk = Desk(data_dir)
    try:
        desk.studio.editing.replace_text("One two three.")
        desk.studio.exporting.export(tmp_path / "early.wav", WAV)
        await wait_until_async(lambda: desk.activities)
        cancel = desk.activities[0].cancel
        assert cancel is not None
        cancel()
        await wait_until_async(lambda: desk.activities[-1].text == "")
        assert not desk.studio.exporting.doubt
    finally:
        await desk.studio.close()


async def test_an_engine_that_failed_is_the_reason_told(data_dir: Path, tmp_path: Path) -> None:
    desk = DeskWithoutEngine(data_dir)
    try:
        desk.studio.editing.replace_text("One two three.")
        desk.studio.exporting.export(tmp_path / "early.wav", WAV)
        desk.studio.start()
        await wait_until_async(lambda: desk.said("export"))
        assert desk.said("export") == "early.wav was not exported. The engine cannot be started here."
    finally:
        await desk.studio.close()


async def test_an_engine_killed_in_the_middle_of_an_export_leaves_a_whole_file(desk: Desk, tmp_path: Path) -> None:
    broken, whole = tmp_path / "broken.wav", tmp_path / "whole.wav"
    desk.studio.editing.replace_text(LONG)
    desk.studio.exporting.export(broken, WAV)
    await under_way(desk)
    assert not broken.exists()
    psutil.Process(desk.engines[0].pid).kill()
    await wait_until_async(lambda: desk.said("export"), LONG_S)
    assert desk.said("export") == f"Exported to {broken}."
    assert len(desk.engines) == 2
    other = Desk(tmp_path / "other")
    try:
        await other.open()
        other.studio.editing.replace_text(LONG)
        other.studio.exporting.export(whole, WAV)
        await wait_until_async(lambda: other.said("export"), LONG_S)
    finally:
        await other.studio.close()
    assert broken.read_bytes() == whole.read_bytes()


async def test_an_export_begun_by_one_engine_is_not_ended_by_another(data_dir: Path, tmp_path: Path) -> None:
    kinds = iter((tone_engine, partial(LocalEngine, engine="espeak")))
    desk = Desk(data_dir, make_engine=lambda: next(kinds)())
    await desk.open()
    try:
        desk.studio.editing.replace_text(LONG)
        desk.studio.exporting.export(tmp_path / "broken.wav", WAV)
        await under_way(desk)
        psutil.Process(desk.engines[0].pid).kill()
        await wait_until_async(lambda: desk.said("export"), LONG_S)
        assert "broken.wav was not exported. The engine came back as another one" in desk.said("export")
        assert list(tmp_path.glob("*.wav*")) == []
    finally:
        await desk.studio.close()


async def test_the_windows_thread_does_not_wait_for_a_file_to_reach_the_disk(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.wav"
    synced, replaced = os.fsync, os.replace
    there: list[str] = []

    def noting_sync(descriptor: int) -> None:
        if any(os.path.samestat(os.fstat(descriptor), (tmp_path / each).stat()) for each in parts(tmp_path)):
            there.append(threading.current_thread().name)
        synced(descriptor)

    def noting_replace(source: Path, target: Path) -> None:
        if target == path:
            there.append(threading.current_thread().name)
        replaced(source, target)

    monkeypatch.setattr(os, "fsync", noting_sync)
    monkeypatch.setattr(os, "replace", noting_replace)
    desk.studio.editing.replace_text("word " * 40)
    desk.studio.exporting.export(path, WAV)
    await wait_until_async(lambda: desk.said("export"), LONG_S)
    assert path.exists()
    assert len(there) == 2
    assert threading.main_thread().name not in there


async def test_a_cancelled_export_closes_its_file_once_what_is_written_has_been(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, written = threading.Event(), threading.Event(), list[Sink]()
    write = Sink.write

    def waiting(sink: Sink, samples: Samples) -> None:
        begun.set()
        assert go_on.wait(HANGS_S)
        write(sink, samples)
        written.append(sink)

    monkeypatch.setattr(Sink, "write", waiting)
    desk.studio.editing.replace_text("One.\nTwo.")
    desk.studio.exporting.export(tmp_path / "out.wav", WAV)
    try:
        await wait_until_async(begun.is_set, what="it is written")
        desk.studio.exporting.cancel()
        desk.studio.exporting.cancel()
        await desk.studio.voices.refresh()
        assert len(parts(tmp_path)) == 1
    finally:
        go_on.set()
    await wait_until_async(lambda: desk.activities[-1].text == "", what="it has ended")
    assert len(written) == 1
    assert parts(tmp_path) == []
    assert not (tmp_path / "out.wav").exists()


@contextmanager
def little_space(most_bytes: int) -> Iterator[None]:
    """No file of this process may grow beyond that."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_where_space_ends_nothing_is_left_and_the_queue_goes_on(desk: Desk, tmp_path: Path) -> None:
    big, small = tmp_path / "big.wav", tmp_path / "small.wav"
    big.write_bytes(b"old")
    desk.studio.editing.replace_text(LONG)
    desk.studio.exporting.export(big, WAV)
    desk.studio.editing.replace_text("Something short.")
    desk.studio.exporting.export(small, WAV)
    with little_space(1 << 20):
        await wait_until_async(lambda: desk.said("export 1"), LONG_S)
    assert "Free some space or choose another folder" in desk.said("export")
    assert desk.said("export 1") == f"Exported to {small}."
    assert (big.read_bytes(), parts(tmp_path)) == (b"old", [])
    again = next(each for each in reversed(desk.notices) if each.key == "export")
    assert again.action is not None
    again.action()
    await wait_until_async(lambda: desk.said("export").startswith("Exported"), LONG_S)
    assert big.stat().st_size > 1 << 20


async def test_a_folder_that_goes_away_is_told_and_the_queue_goes_on(desk: Desk, tmp_path: Path) -> None:
    gone, small = tmp_path / "gone" / "big.wav", tmp_path / "small.wav"
    gone.parent.mkdir()
    desk.studio.editing.replace_text(LONG)
    desk.studio.exporting.export(gone, WAV)
    desk.studio.editing.replace_text("Something short.")
    desk.studio.exporting.export(small, WAV)
    await under_way(desk)
    shutil.rmtree(gone.parent)
    await wait_until_async(lambda: desk.said("export 1"), LONG_S)
    assert "choose another folder" in desk.said("export")
    assert desk.said("export 1") == f"Exported to {small}."
    assert not gone.parent.exists()


@pytest.mark.parametrize("taken", ["folder", "missing"])
async def test_a_place_that_takes_no_file_is_told(desk: Desk, tmp_path: Path, taken: str) -> None:
    path = tmp_path / taken / "out.wav"
    if taken == "folder":
        path.mkdir(parents=True)
    desk.studio.editing.replace_text("Something short.")
    desk.studio.exporting.export(path, WAV)
    await wait_until_async(lambda: desk.said("export"))
    assert "choose another folder" in desk.said("export")
    assert not path.exists() or (list(path.iterdir()), parts(path.parent)) == ([], [])


def next_activity(desk: Desk, name: str) -> Activity:
    """What was told first of that export."""
    return next(activity for activity in desk.activities if f"{name}.wav" in activity.text)


async def test_an_export_holds_every_word_and_what_was_heard(desk: Desk, tmp_path: Path) -> None:
    desk.studio.editing.replace_text(TEXT)
    path = tmp_path / "out.wav"
    desk.studio.exporting.export(path, EXPORTERS[0].format(24000, 16))
    await wait_until_async(lambda: "Exported" in desk.said("export"))
    with wave.open(str(path)) as file:
        exported = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
    desk.studio.hearing.play_all()
    await until_stopped(desk)
    takes = [part.take for part in desk.studio.overview.parts if part.take is not None]
    assert len(takes) == 2
    first = takes[0].read(0, takes[0].frames)
    assert np.abs(exported[: len(first)] - first).max() < 1e-4
    shares = [activity.fraction for activity in desk.activities if activity.key == "export" and activity.fraction]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


async def test_a_cancelled_export_leaves_the_old_file(desk: Desk, tmp_path: Path) -> None:
    desk.studio.editing.replace_text("\n".join("word " * 500 for _ in range(20)))
    path = tmp_path / "out.wav"
    path.write_bytes(b"old")
    desk.studio.exporting.export(path, EXPORTERS[0].format())
    await wait_until_async(lambda: any(activity.fraction for activity in desk.activities))
    desk.studio.exporting.cancel()
    await wait_until_async(lambda: desk.activities[-1].text == "")
    assert [(item.name, item.read_bytes()) for item in tmp_path.iterdir() if item.is_file()] == [("out.wav", b"old")]


async def test_exports_wait_for_their_turn_and_each_can_be_cancelled(desk: Desk, tmp_path: Path) -> None:
    desk.studio.editing.replace_text("\n".join("word " * 500 for _ in range(20)))
    first, second, third = (tmp_path / f"{name}.wav" for name in ("first", "second", "third"))
    for path in (first, second, third):
        desk.studio.exporting.export(path, EXPORTERS[0].format(24000, 16))
        desk.studio.editing.replace_text("Something short.")
    await wait_until_async(lambda: any("second.wav" in activity.text for activity in desk.activities))
    waiting = next_activity(desk, "second")
    assert waiting.cancel is not None
    waiting.cancel()
    await wait_until_async(lambda: "Exported" in desk.said("export 2"), LONG_S)
    assert first.stat().st_size > third.stat().st_size > 44
    assert not second.exists()
    assert "first.wav" in desk.said("export")


async def test_exports_with_a_blend_that_is_deleted_meanwhile_are_whole(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = desk.studio
    first, second = (voice.id for voice in studio.voices.all[:2])
    studio.designing.choose_voice(first)
    studio.designing.add_to_mix(second)
    studio.designing.save_blend("Mine")
    await wait_until_async(lambda: any(voice.own for voice in studio.voices.all))
    mine = next(voice.id for voice in studio.voices.all if voice.own)
    studio.designing.choose_voice(mine)
    running, waiting, after = (tmp_path / f"{name}.wav" for name in ("running", "waiting", "after"))
    studio.editing.replace_text(LONG)
    with held(monkeypatch) as begun:
        studio.exporting.export(running, WAV)
        studio.editing.replace_text(TEXT)
        studio.exporting.export(waiting, WAV)
        await wait_until_async(begun.is_set)
        studio.designing.delete_voice(mine)
        await wait_until_async(lambda: studio.voices.get(mine) is None)
        assert not running.exists(), "the export was done before the voice was deleted"
    await wait_until_async(lambda: desk.said("export 1"), LONG_S)
    assert [desk.said("export"), desk.said("export 1")] == [f"Exported to {running}.", f"Exported to {waiting}."]
    # The design holds now what the voice was mixed from.
    studio.exporting.export(after, WAV)
    await wait_until_async(after.exists)
    assert waiting.read_bytes() == after.read_bytes()


async def test_the_folder_of_an_export_is_the_next_ones(desk: Desk, tmp_path: Path) -> None:
    desk.studio.editing.replace_text("One.")
    desk.studio.exporting.export(tmp_path / "one.wav", WAV)
    assert desk.studio.keeping.settings.export_folder == str(tmp_path)
    await wait_until_async(lambda: desk.said("export"), HANGS_S)


@pytest.mark.parametrize(
    ("chosen", "written"),
    [("talk.mp3", "talk.mp3.wav"), ("Dr. Smith", "Dr. Smith.wav"), ("talk.WAV", "talk.WAV"), ("old", "old 2.wav")],
)
async def test_an_exported_file_has_the_ending_of_its_format(
    desk: Desk, tmp_path: Path, chosen: str, written: str
) -> None:
    (tmp_path / "old.wav").write_text("of another")
    desk.studio.editing.replace_text("One.")
    desk.studio.exporting.export(tmp_path / chosen, WAV)
    await wait_until_async(lambda: written in desk.said("export"), HANGS_S)
    with wave.open(str(tmp_path / written)) as sound:
        assert sound.getnframes() > 0
    assert (tmp_path / "old.wav").read_text() == "of another"


@contextmanager
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Sound files are not written on from their first sound until the block's end; tells that one has come to it."""
    begun, go_on = threading.Event(), threading.Event()
    write = Sink.write

    def waiting(sink: Sink, samples: Samples) -> None:
        begun.set()
        assert go_on.wait(HANGS_S)
        write(sink, samples)

    with monkeypatch.context() as patched:
        patched.setattr(Sink, "write", waiting)
        try:
            yield begun
        finally:
            go_on.set()


async def with_readings(desk: Desk, text: str) -> None:
    """Have *text* as the transcript, of which each paragraph is read otherwise than it would be anew."""
    studio = desk.studio
    studio.editing.replace_text(text)
    studio.rendering.render_changed()
    await wait_until_async(lambda: not studio.rendering.active, what="the text")
    for paragraph in studio.editing.project.paragraphs:
        if paragraph.is_read:
            studio.rendering.another_reading(paragraph)
            await wait_until_async(lambda each=paragraph: len(studio.taking.takes_of(each)) == 2)  # type: ignore[misc]
            studio.taking.notes.choose(paragraph, studio.taking.takes_of(paragraph)[1].id)


@pytest.mark.parametrize("in_memory", [True, False])
async def test_an_export_goes_on_with_its_projects_takes_when_another_is_opened(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_memory: bool
) -> None:
    studio = desk.studio
    await with_readings(desk, TEXT)
    undisturbed, running, waiting = (tmp_path / f"{name}.wav" for name in ("undisturbed", "running", "waiting"))
    studio.exporting.export(undisturbed, WAV)
    await wait_until_async(undisturbed.exists)
    before = studio.projects.path
    with held(monkeypatch) as begun:
        studio.exporting.export(running, WAV)
        studio.exporting.export(waiting, WAV)
        await wait_until_async(begun.is_set)
        studio.projects.begin_with(TEXT)
        await wait_until_async(lambda: studio.projects.path != before, what="another project")
        if not in_memory:
            studio.takes.clear()
    await wait_until_async(waiting.exists)
    assert running.read_bytes() == undisturbed.read_bytes()
    assert waiting.read_bytes() == undisturbed.read_bytes()
    assert not any(studio.taking.takes_of(each) for each in studio.editing.project.paragraphs)


async def test_what_is_rendered_of_a_project_that_is_left_is_no_take_of_the_next_one(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    before = studio.projects.path
    undisturbed, running = tmp_path / "undisturbed.wav", tmp_path / "running.wav"
    speak, begun, go_on = AsyncSpeechClient.speak, asyncio.Event(), asyncio.Event()

    async def late(client: AsyncSpeechClient, request: SpeechRequest) -> AsyncGenerator[SpeechEvent]:
        begun.set()
        await go_on.wait()
        async with aclosing(speak(client, request)) as events:
            async for event in events:
                yield event

    monkeypatch.setattr(AsyncSpeechClient, "speak", late)
    studio.exporting.export(running, WAV)
    await begun.wait()
    studio.projects.begin_with(TEXT)
    await wait_until_async(lambda: studio.projects.path != before, what="another project")
    go_on.set()
    await wait_until_async(running.exists)
    assert not any(studio.taking.takes_of(each) for each in studio.editing.project.paragraphs)
    studio.exporting.export(undisturbed, WAV)
    await wait_until_async(undisturbed.exists)
    assert running.read_bytes() == undisturbed.read_bytes()


async def test_an_export_speaks_the_voices_that_its_project_carries_when_another_is_opened(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(data_dir)
    await desk.open()
    studio = desk.studio
    mix = tuple(MixPart(voice.id, 0.5) for voice in studio.voices.all[1:3])
    own = await studio.voices.save_blend("Hers", VoiceDesign(mix))
    studio.designing.choose_voice(own.id)
    await with_readings(desk, TEXT)
    path = studio.projects.path
    await studio.close()

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    carrying = Path(shutil.copy(path, elsewhere / "story.speech"))
    monkeypatch.setenv("SPEECH_STUDIO_DATA_DIR", str(elsewhere))
    desk = Desk(elsewhere)
    await desk.open()
    studio = desk.studio
    try:
        studio.projects.open(carrying)
        await wait_until_async(lambda: studio.voices.get(own.id) is not None, what="the project's voice")
        names = ("undisturbed", "running", "waiting", "after")
        undisturbed, running, waiting, after = (tmp_path / f"{name}.wav" for name in names)
        studio.exporting.export(undisturbed, WAV)
        await wait_until_async(undisturbed.exists)
        with held(monkeypatch) as begun:
            studio.exporting.export(running, WAV)
            studio.editing.replace_text("Something that was not rendered yet.")
            studio.exporting.export(waiting, WAV)
            await wait_until_async(begun.is_set)
            studio.projects.new()
            await wait_until_async(lambda: studio.projects.path != carrying, what="another project")
            assert studio.voices.get(own.id) is None
        await wait_until_async(waiting.exists)
        assert running.read_bytes() == undisturbed.read_bytes()
        studio.projects.open(carrying)
        await wait_until_async(lambda: studio.voices.get(own.id) is not None, what="the project's voice")
        studio.exporting.export(after, WAV)
        await wait_until_async(after.exists)
        assert waiting.read_bytes() == after.read_bytes()
    finally:
        await studio.close()
