# SPDX-License-Identifier: GPL-3.0-or-later
"""Voices from recordings in the studio: what is asked for, what holds it back, and what becomes of what is found."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from studio.app.design.design import shares_of
from studio.app.voices import cloning as cloning_module
from studio.app.voices import recording as module
from studio.app.voices.cloning import TWO_SPEAK, Cloning
from studio.app.voices.recording import RecordingNow
from studio.audio.devices import NO_MICROPHONE, InputDevice, rescan
from studio.audio.flac import from_flac
from studio.audio.recordings import read_recording
from studio.client.cloning import FoundBlend, Recording
from studio.client.speech.client import AsyncSpeechClient
from studio.core.errors import SoundDeviceFailed, StudioError
from studio.core.pcm import Samples
from studio.core.project import Project, new_paragraph
from studio.core.voices import MixPart
from studio.project.file.content import Content
from tests.support.desk import Desk, standing
from tests.support.held_microphone import HeldMicrophone
from tests.support.projects import created
from tests.support.sound import SoundPath
from tests.support.waiting import HANGS_S, wait_until_async

RATE_HZ = 16000
EMBEDDING = tuple(number / 192 for number in range(192))


@dataclass
class Search:
    """Searches as the client makes them, answered by hand."""

    asked: list[Recording] = field(default_factory=list)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    answer: FoundBlend | Exception | None = None
    closer: FoundBlend | None = None
    cancelled: int = 0

    async def __call__(
        self, recording: Recording, progress: Callable[[float], object], closer: Callable[[FoundBlend], object]
    ) -> FoundBlend:
        self.asked.append(recording)
        progress(0.5)
        if self.closer is not None:
            closer(self.closer)
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if isinstance(self.answer, FoundBlend):
            return self.answer
        raise self.answer or StudioError("no answer")


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch) -> Search:
    made = Search()
    monkeypatch.setattr(AsyncSpeechClient, "find_blend", lambda _self, *args: made(*args))
    return made


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "grandfather.wav"
    t_s = np.arange(8 * RATE_HZ) / RATE_HZ
    soundfile.write(path, 0.2 * np.sin(2 * np.pi * 180 * t_s), RATE_HZ)
    return path


async def opened(desk: Desk, path: Path) -> Cloning:
    cloning = desk.studio.cloning
    cloning.open(path)
    await wait_until_async(lambda: cloning.clip is not None, what="the clip")
    return cloning


def blend(desk: Desk, moved: float = 0.0) -> FoundBlend:
    first, second = (voice.id for voice in desk.studio.voices.all[:2])
    recipe = (MixPart(first, 0.25), MixPart(second, 0.75))
    return FoundBlend(EMBEDDING, 0.87, 0.1, moved, recipe, "It is not a copy.", "ab" * 32)


async def test_the_kept_stretch_is_sent_with_its_words(desk: Desk, search: Search, recording: Path) -> None:
    cloning = await opened(desk, recording)
    cloning.keep(2.0, 5.0)
    cloning.tell(" What is said. ")
    cloning.take_noise_out(True)
    cloning.agree(True)
    assert cloning.blocker == ""
    cloning.find()
    await wait_until_async(lambda: bool(search.asked), what="the request")
    (asked,) = search.asked
    assert len(from_flac(asked.sound)) == 3 * RATE_HZ
    assert (asked.said, asked.enhance) == ("What is said.", True)
    await wait_until_async(lambda: cloning.progress == 0.5, what="its progress")
    cloning.cancel()
    await wait_until_async(lambda: search.cancelled == 1, what="the end")
    assert cloning.progress is None


async def test_words_of_another_language_than_the_design_are_sent_as_such(
    desk: Desk, search: Search, recording: Path
) -> None:
    cloning = await opened(desk, recording)
    spanish = next(voice for voice in desk.studio.voices.all if voice.language == "es")
    desk.studio.designing.choose_voice(spanish.id)
    assert cloning.said_in == "es"
    assert "type them" in desk.studio.clip_words.blocker
    cloning.tell("We had no clock then.", "en")
    cloning.tell("We had no clocks then.")
    assert cloning.said_in == "en"
    assert "type them" not in desk.studio.clip_words.blocker
    cloning.agree(True)
    cloning.find()
    await wait_until_async(lambda: bool(search.asked), what="the request")
    assert search.asked[0].language == "en"
    cloning.tell("")
    cloning.tell("No teníamos reloj.")
    assert cloning.said_in == "es"


async def test_what_is_found_is_tried_in_one_step_and_saved_as_another(
    desk: Desk, search: Search, recording: Path
) -> None:
    cloning, designing = await opened(desk, recording), desk.studio.designing
    cloning.agree(True)
    search.answer = blend(desk, moved=1.5)
    search.go_on.set()
    before = desk.studio.speakers.shown.design
    cloning.find()
    await wait_until_async(lambda: cloning.found is not None, what="the blend")
    assert sorted(shares_of(designing.shown_design).values()) == pytest.approx([0.25, 0.75])
    assert desk.studio.speakers.shown.design.controls.pitch == 1.5
    cloning.save("  Grandfather ")
    await wait_until_async(lambda: any(voice.own for voice in desk.studio.voices.all), what="the voice")
    made = next(voice for voice in desk.studio.voices.all if voice.own)
    assert (made.name, made.clip_sha256) == ("Grandfather", "ab" * 32)
    assert made.embedding == pytest.approx(EMBEDDING)
    desk.studio.editing.undo()
    await wait_until_async(lambda: not any(voice.own for voice in desk.studio.voices.all), what="undone")
    desk.studio.editing.undo()
    assert desk.studio.speakers.shown.design == before


async def test_a_saved_blend_that_was_moved_is_moved_once(desk: Desk, search: Search, recording: Path) -> None:
    cloning, studio = await opened(desk, recording), desk.studio
    cloning.agree(True)
    search.answer = blend(desk, moved=1.5)
    search.go_on.set()
    cloning.find()
    await wait_until_async(lambda: cloning.found is not None, what="the blend")
    tried = studio.speakers.shown.design
    cloning.save("Grandfather")
    await wait_until_async(lambda: any(voice.own for voice in studio.voices.all), what="the voice")
    made = next(voice for voice in studio.voices.all if voice.own)
    assert made.recipe == (), "these do not sound like it"
    studio.designing.choose_voice(made.id)
    (part,) = studio.speakers.shown.design.mix
    assert (part.voice_id, studio.speakers.shown.design.controls.pitch) == (made.id, 0.0)
    studio.editing.undo()
    await wait_until_async(lambda: studio.voices.get(made.id) is None, what="undone")
    assert studio.speakers.shown.design == tried
    studio.editing.redo()
    await wait_until_async(lambda: any(voice.own for voice in studio.voices.all), what="redone")
    studio.designing.delete_voice(made.id)
    await wait_until_async(lambda: not any(voice.own for voice in studio.voices.all), what="deleted")
    assert studio.voices.speakable(studio.speakers.shown.design).mix[0].embedding == pytest.approx(EMBEDDING)


async def test_a_saved_blend_that_was_not_moved_keeps_its_voices(desk: Desk, search: Search, recording: Path) -> None:
    cloning, studio = await opened(desk, recording), desk.studio
    cloning.agree(True)
    search.answer = blend(desk)
    search.go_on.set()
    cloning.find()
    await wait_until_async(lambda: cloning.found is not None, what="the blend")
    tried = studio.speakers.shown.design
    cloning.save("Grandfather")
    await wait_until_async(lambda: any(voice.own for voice in studio.voices.all), what="the voice")
    assert next(voice for voice in studio.voices.all if voice.own).recipe == search.answer.recipe
    assert studio.speakers.shown.design == tried


async def test_two_people_in_a_clip_are_told_until_it_is_trimmed(desk: Desk, search: Search, recording: Path) -> None:
    cloning = await opened(desk, recording)
    cloning.agree(True)
    search.closer = replace(blend(desk), two_speak=True)
    cloning.find()
    await wait_until_async(lambda: cloning.found is not None, what="the first answer")
    assert (cloning.trouble, cloning.refused) == (TWO_SPEAK, False)
    assert cloning.progress == 0.5, "it is looked for nevertheless"
    cloning.keep(1.0, 4.0)
    assert cloning.trouble == ""


async def test_a_first_answer_is_heard_while_a_closer_one_is_looked_for(
    desk: Desk, search: Search, recording: Path
) -> None:
    cloning, studio = await opened(desk, recording), desk.studio
    cloning.agree(True)
    search.closer = blend(desk)
    search.answer = replace(blend(desk), similarity=0.95, beyond=True)
    cloning.find()
    await wait_until_async(lambda: cloning.found is not None, HANGS_S, "the first answer")
    assert cloning.progress == 0.5
    assert sorted(shares_of(studio.designing.shown_design).values()) == pytest.approx([0.25, 0.75])
    search.go_on.set()
    await wait_until_async(lambda: cloning.progress is None, HANGS_S, "the end")
    assert cloning.found is not None
    assert cloning.found.blend.similarity == 0.95
    (part,) = studio.speakers.shown.design.mix
    cloning.save("Grandfather")
    await wait_until_async(lambda: any(voice.own for voice in studio.voices.all), HANGS_S, "the voice")
    made = next(voice for voice in studio.voices.all if voice.own)
    assert (made.id, made.recipe) == (part.voice_id, ()), "the design goes on with it"
    assert made.embedding == pytest.approx(EMBEDDING)


async def test_of_what_a_search_passes_through_only_what_is_saved_was_used_lately(
    desk: Desk, search: Search, recording: Path
) -> None:
    cloning, studio = await opened(desk, recording), desk.studio
    studio.designing.choose_voice(studio.voices.all[2].id)
    used = list(studio.keeping.settings.recent_voices)
    cloning.agree(True)
    search.closer = blend(desk)
    search.answer = replace(blend(desk), similarity=0.95, beyond=True)
    search.go_on.set()
    cloning.find()
    await wait_until_async(lambda: cloning.progress is None, what="the end")
    (part,) = studio.speakers.shown.design.mix
    assert list(studio.keeping.settings.recent_voices) == used
    cloning.save("Grandfather")
    await wait_until_async(lambda: any(voice.own for voice in studio.voices.all), what="the voice")
    await wait_until_async(lambda: studio.editing.undo_label == "saving the voice Grandfather", what="the step")
    assert list(studio.keeping.settings.recent_voices) == [part.voice_id, *used]


async def test_a_search_that_is_stopped_keeps_its_first_answer(desk: Desk, search: Search, recording: Path) -> None:
    cloning = await opened(desk, recording)
    cloning.agree(True)
    search.closer = blend(desk)
    cloning.find()
    await wait_until_async(lambda: cloning.found is not None, HANGS_S, "the first answer")
    cloning.cancel()
    await wait_until_async(lambda: search.cancelled == 1, HANGS_S, "the end")
    assert (cloning.progress, cloning.found is not None) == (None, True)


async def test_each_thing_that_is_missing_is_told(desk: Desk, search: Search, recording: Path) -> None:
    cloning = desk.studio.cloning
    assert "choose a file" in cloning.blocker
    await opened(desk, recording)
    cloning.keep(1.0, 1.4)
    assert "0.6 s more" in cloning.blocker
    cloning.keep(0.0, 4.0)
    assert "may be used" in cloning.blocker
    cloning.find()
    cloning.agree(True)
    assert cloning.blocker == ""
    assert search.asked == []


async def test_a_change_of_the_clip_puts_away_what_was_found(desk: Desk, search: Search, recording: Path) -> None:
    cloning = await opened(desk, recording)
    cloning.agree(True)
    search.answer = blend(desk)
    search.go_on.set()
    changes: list[Callable[[], object]] = [
        lambda: cloning.keep(1.0, 5.0),
        lambda: cloning.tell("more"),
        lambda: cloning.take_noise_out(True),
    ]
    for change in changes:
        cloning.find()
        await wait_until_async(lambda: cloning.found is not None, what="the blend")
        change()
        assert cloning.found is None


async def test_what_goes_wrong_is_told_and_can_be_tried_again(desk: Desk, search: Search, recording: Path) -> None:
    cloning = await opened(desk, recording)
    cloning.agree(True)
    search.answer = StudioError("There is hardly any speech in the clip.")
    search.go_on.set()
    cloning.find()
    await wait_until_async(lambda: bool(cloning.trouble), what="the trouble")
    assert "hardly any speech" in cloning.trouble
    assert (cloning.progress, cloning.found) == (None, None)
    search.answer = blend(desk)
    cloning.find()
    await wait_until_async(lambda: cloning.found is not None, what="the blend")
    assert cloning.trouble == ""


async def test_a_fault_of_the_program_ends_the_search(desk: Desk, search: Search, recording: Path) -> None:
    cloning = await opened(desk, recording)
    cloning.agree(True)
    search.answer = ValueError()
    search.go_on.set()
    cloning.find()
    await wait_until_async(lambda: bool(search.asked) and cloning.progress is None, what="the end")
    assert cloning.blocker == ""


async def test_a_search_begun_after_another_was_cancelled_can_be_cancelled(
    desk: Desk, search: Search, recording: Path
) -> None:
    cloning = await opened(desk, recording)
    cloning.agree(True)
    cloning.find()
    await wait_until_async(lambda: len(search.asked) == 1, what="the first")
    cloning.cancel()
    cloning.find()
    await wait_until_async(lambda: len(search.asked) == 2, what="the second")
    cloning.cancel()
    await wait_until_async(lambda: search.cancelled == 2, what="its end")


async def test_a_file_that_is_no_recording_is_told_and_keeps_the_clip(
    desk: Desk, recording: Path, tmp_path: Path
) -> None:
    cloning = await opened(desk, recording)
    (tmp_path / "text.wav").write_text("no sound")
    cloning.open(tmp_path / "text.wav")
    await wait_until_async(lambda: bool(cloning.trouble), what="the trouble")
    assert "sound file" in cloning.trouble
    assert cloning.clip is not None


async def test_what_cannot_become_the_clip_leaves_what_was_found(
    desk: Desk, search: Search, recording: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    microphone = HeldMicrophone()
    microphone.sample = 0.0
    monkeypatch.setattr(module, "_opened", lambda _device_id: microphone)
    (tmp_path / "text.wav").write_text("no sound")
    cloning = await opened(desk, recording)
    clip = cloning.clip
    cloning.agree(True)
    search.closer = blend(desk)
    cloning.find()
    await wait_until_async(lambda: cloning.found is not None, what="the first answer")
    found = cloning.found
    cloning.open(tmp_path / "text.wav")
    await wait_until_async(lambda: bool(cloning.trouble), what="the trouble")
    assert (cloning.found, cloning.progress) == (found, 0.5), "it is looked for as before"
    cloning.record()
    assert (cloning.recording or RecordingNow(0, 0.0, 0.0)).count == 3
    cloning.end_recording()
    assert (cloning.found, cloning.clip, cloning.trouble) == (found, clip, "")
    cloning.record(count_in=False)
    await wait_until_async(lambda: recorded_s(cloning) > 0.0, what="the microphone")
    cloning.end_recording()
    await wait_until_async(lambda: cloning.refused, what="that it was silent")
    assert (cloning.found, cloning.clip) == (found, clip)

    def fail(_device_id: str) -> HeldMicrophone:
        raise SoundDeviceFailed("It is in use.")

    monkeypatch.setattr(module, "_opened", fail)
    cloning.record(count_in=False)
    await wait_until_async(lambda: cloning.trouble == "It is in use.", what="that it does not open")
    assert (cloning.found, cloning.clip) == (found, clip)


async def test_the_kept_stretch_is_within_the_clip_and_five_minutes(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    soundfile.write(path, np.zeros(400 * 4000, np.float32), 4000)
    cloning = await opened(desk, path)
    assert cloning.clip is not None
    assert cloning.clip.span_s == (0.0, 300.0)
    for asked, kept in (((-5.0, 20.0), (0.0, 20.0)), ((50.0, 900.0), (50.0, 350.0)), ((390.0, 380.0), (390.0, 390.0))):
        cloning.keep(*asked)
        assert cloning.clip.span_s == kept


async def test_it_begins_anew(desk: Desk, recording: Path) -> None:
    cloning = await opened(desk, recording)
    cloning.tell("some words")
    cloning.agree(True)
    cloning.begin()
    assert (cloning.clip, cloning.said, cloning.agreed) == (None, "", False)


def at_a_desk(data_dir: Path, scenario: Callable[[Desk], Awaitable[None]]) -> None:
    async def go() -> None:
        desk = Desk(data_dir)
        await desk.open()
        try:
            await scenario(desk)
        finally:
            await desk.studio.close()

    asyncio.run(go())


@pytest.mark.sound
def test_a_recording_becomes_the_clip(data_dir: Path, sound: SoundPath, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_COUNT_S", 0.01)
    # What nobody plays to gives nothing but silence.
    monkeypatch.setattr(cloning_module, "SILENT", 0.0)

    async def scenario(desk: Desk) -> None:
        cloning = desk.studio.cloning
        cloning.look_for_microphones()
        await wait_until_async(lambda: cloning.microphones, what="the microphones")
        assert cloning.microphones
        counts: list[int] = []

        def look(_none: object) -> None:
            if cloning.recording is not None:
                counts.append(cloning.recording.count)

        cloning.changed.connect(look)
        cloning.record(cloning.microphones[0].id)
        await wait_until_async(lambda: bool(counts) and counts[-1] == 0, what="the begin")
        assert sorted(set(counts), reverse=True) == [3, 2, 1, 0]
        await wait_until_async(lambda: recorded_s(cloning) > 0.5, what="its sound")
        assert "Stop the recording" in cloning.blocker
        assert "playback is off" in desk.activities[-1].text
        cloning.end_recording()
        await wait_until_async(lambda: cloning.clip is not None, what="the clip")
        assert cloning.clip is not None
        assert cloning.clip.length_s > 0.5
        assert cloning.recording is None
        assert desk.activities[-1].text == ""

    at_a_desk(data_dir, scenario)


def recorded_s(cloning: Cloning) -> float:
    return cloning.recording.recorded_s if cloning.recording is not None else 0.0


@pytest.mark.sound
def test_a_recording_that_is_stopped_while_it_opens_leaves_no_device_open(data_dir: Path, sound: SoundPath) -> None:
    async def scenario(desk: Desk) -> None:
        cloning = desk.studio.cloning
        cloning.record(count_in=False)
        await asyncio.sleep(0)
        cloning.end_recording()
        await wait_until_async(rescan, what="a free device")
        assert cloning.clip is None

    at_a_desk(data_dir, scenario)


async def test_nothing_is_read_into_an_open_microphone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_opened", lambda _device_id: HeldMicrophone())
    cloning, hearing = desk.studio.cloning, desk.studio.hearing
    desk.studio.editing.replace_text("One two.")
    cloning.record(count_in=False)
    hearing.play_all()
    assert "being recorded" in standing(desk)["play"]
    hearing.audition(desk.studio.voices.all[0].id)
    assert not hearing.active
    await wait_until_async(lambda: recorded_s(cloning) > 0.0, what="the microphone")
    cloning.end_recording()
    await wait_until_async(lambda: cloning.clip is not None, what="the clip")
    assert "play" not in standing(desk)
    hearing.play_all()
    assert hearing.active


async def test_a_project_that_is_looked_into_is_silent_while_it_is_recorded(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_opened", lambda _device_id: HeldMicrophone())
    created(tmp_path / "other.speech", Content(Project((new_paragraph("One two."),), title="Other"))).close()
    previewing, cloning = desk.studio.previewing, desk.studio.cloning
    previewing.show(tmp_path / "other.speech")
    await wait_until_async(lambda: previewing.deck.project.title == "Other", what="the other one")
    previewing.play_or_pause()
    assert previewing.deck.hearing.active
    cloning.record(count_in=False)
    await wait_until_async(lambda: not previewing.deck.hearing.active, what="silence")
    cloning.end_recording()


async def test_another_project_ends_the_search(desk: Desk, search: Search, recording: Path) -> None:
    cloning = await opened(desk, recording)
    cloning.agree(True)
    cloning.find()
    await wait_until_async(lambda: bool(search.asked), what="the request")
    desk.studio.projects.new()
    await wait_until_async(lambda: search.cancelled == 1, what="the end")
    assert cloning.progress is None


async def test_the_microphone_is_closed_with_the_studio(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    microphone = HeldMicrophone()
    monkeypatch.setattr(module, "_opened", lambda _device_id: microphone)
    desk = Desk(data_dir)
    desk.studio.cloning.record(count_in=False)
    await wait_until_async(lambda: recorded_s(desk.studio.cloning) > 0.0, what="the microphone")
    await desk.studio.close()
    assert microphone.closed
    assert standing(desk) == {}


async def test_a_sound_system_that_takes_long_to_list_its_microphones_holds_nothing_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()

    def late() -> tuple[InputDevice, ...]:
        answers.wait(HANGS_S)
        return (InputDevice("ALSA: a", "Built-in microphone", 48_000, 0),)

    monkeypatch.setattr(module, "input_devices", late)
    cloning = desk.studio.cloning
    cloning.look_for_microphones()
    assert cloning.microphones is None
    answers.set()
    await wait_until_async(lambda: cloning.microphones, what="the microphone")


async def test_without_a_microphone_it_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> tuple[InputDevice, ...]:
        raise SoundDeviceFailed(NO_MICROPHONE)

    monkeypatch.setattr(module, "input_devices", none)
    cloning = desk.studio.cloning
    assert cloning.microphones is None
    cloning.look_for_microphones()
    await wait_until_async(lambda: cloning.microphones == (), what="that there is none")
    cloning.record(count_in=False)
    await wait_until_async(lambda: bool(cloning.trouble), what="the trouble")
    assert cloning.trouble == NO_MICROPHONE
    assert cloning.refused
    assert cloning.recording is None


async def test_another_file_comes_without_the_words_of_the_one_before(desk: Desk, recording: Path) -> None:
    cloning = await opened(desk, recording)
    cloning.tell("Its words.", "fr")
    cloning.open(recording.rename(recording.with_name("grandmother.wav")))
    await wait_until_async(lambda: cloning.clip is not None and cloning.clip.name != recording.name, what="the other")
    assert (cloning.said, cloning.said_in[:2]) == ("", "en")


@pytest.mark.parametrize("next_one", ["a file", "none"])
async def test_a_file_that_is_read_late_takes_the_place_of_no_newer_one(
    desk: Desk, recording: Path, monkeypatch: pytest.MonkeyPatch, next_one: str
) -> None:
    cloning = desk.studio.cloning
    begun, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def late(path: Path) -> tuple[Samples, int]:
        if path != recording:
            return read_recording(path)
        begun.set()
        assert go_on.wait(HANGS_S)
        try:
            return read_recording(path)
        finally:
            done.set()

    monkeypatch.setattr(cloning_module, "read_recording", late)
    cloning.open(recording)
    (reading,) = (task for task in asyncio.all_tasks() if task.get_name() == "read a recording")
    await wait_until_async(begun.is_set, what="the reading")
    if next_one == "a file":
        await opened(desk, Path(shutil.copy(recording, recording.with_name("grandmother.wav"))))
    else:
        cloning.begin()
    before = cloning.clip
    go_on.set()
    await wait_until_async(lambda: done.is_set() and reading.done(), what="the end of the first reading")
    assert cloning.clip is before


async def test_a_recording_of_nothing_leaves_the_clip_and_its_words_and_tells_what_to_do(
    desk: Desk, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    microphone = HeldMicrophone()
    monkeypatch.setattr(module, "_opened", lambda _device_id: microphone)
    cloning = await opened(desk, recording)
    cloning.tell("Its words.")
    for sample, name, said in ((0.0, "grandfather.wav", "Its words."), (0.01, "Recording", "What is read.")):
        microphone.sample = sample
        cloning.record(count_in=False, read_aloud="What is read.")
        assert not cloning.refused
        await wait_until_async(lambda: recorded_s(cloning) > 0.0, what="the microphone")
        cloning.end_recording()
        await wait_until_async(lambda: cloning.recording is None and told(cloning), what="the end")
        assert cloning.clip is not None
        assert (cloning.clip.name, cloning.said) == (name, said)
        assert cloning.refused == (not sample)
        assert ("nothing but silence" in cloning.trouble) == (not sample)


async def test_a_microphone_that_is_unplugged_ends_the_recording_and_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    microphone = HeldMicrophone()
    monkeypatch.setattr(module, "_opened", lambda _device_id: microphone)
    cloning = desk.studio.cloning
    cloning.record(count_in=False)
    await wait_until_async(lambda: recorded_s(cloning) > 0.0, what="the microphone")
    microphone.unplugged = True
    await wait_until_async(lambda: cloning.recording is None and microphone.closed, what="the end")
    assert "unplugged" in cloning.trouble
    assert cloning.refused
    assert cloning.clip is not None, "what was recorded is kept"
    assert cloning.clip.length_s == 1.0
    desk.studio.editing.replace_text("One two.")
    desk.studio.hearing.play_all()
    assert desk.studio.hearing.active


def told(cloning: Cloning) -> bool:
    """Whether the recording was taken, or refused."""
    return cloning.refused or (cloning.clip is not None and cloning.clip.name == "Recording")
