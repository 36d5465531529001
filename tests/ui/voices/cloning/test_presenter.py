# SPDX-License-Identifier: GPL-3.0-or-later
"""A new voice from a recording in the window: opened, trimmed, looked for, saved; the engine's part told by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.app.voices import recording as recording_room
from studio.client.cloning import FoundBlend, Recording
from studio.client.speech.client import AsyncSpeechClient
from studio.core.errors import StudioError
from studio.core.voices import MixPart, Voice
from studio.ui.transport.status_presenter import status_view
from studio.ui.voices.cloning.page import CloningPage
from studio.ui.voices.cloning.recorder import TO_READ
from tests.support.announcements import announcements
from tests.support.held_microphone import HeldMicrophone
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "grandfather.wav"
    soundfile.write(path, 0.2 * np.sin(2 * np.pi * 180 * np.arange(29 * 8000) / 8000), 8000)
    return path


def opened(it: Open) -> CloningPage:
    QTest.mouseClick(it.window.voices.from_clip, LEFT)
    page = it.window.findChild(CloningPage)
    assert isinstance(page, CloningPage)
    return page


def test_a_recording_becomes_a_voice_in_the_list(
    in_window: InWindow, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def find(
        _self: AsyncSpeechClient, _recording: Recording, progress: Callable[[float], object], _closer: object
    ) -> FoundBlend:
        progress(1.0)
        return FoundBlend((0.5,) * 192, 0.87, 0.1, 0.0, recipe, "It is not a copy.", "ab" * 32)

    recipe: tuple[MixPart, ...] = ()
    monkeypatch.setattr(AsyncSpeechClient, "find_blend", find)

    async def body(it: Open) -> None:
        nonlocal recipe
        first, second = [voice.id for voice in it.studio.voices.all if voice.available][:2]
        recipe = (MixPart(first, 0.4), MixPart(second, 0.6))
        page = opened(it)
        page.file_chosen.emit(recording)
        await it.until(lambda: it.studio.cloning.clip is not None, "the clip")
        page.lane.grips[1].setFocus()
        QTest.keyClick(page.lane.grips[1], Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
        assert it.studio.cloning.clip is not None
        assert it.studio.cloning.clip.span_s[1] == pytest.approx(28.9)
        QTest.mouseClick(page.agreed, LEFT, pos=page.agreed.rect().center())
        await it.until(page.find_voice.isEnabled, "it can be looked for")
        QTest.mouseClick(page.find_voice, LEFT)
        await it.until(lambda: it.studio.cloning.found is not None, "the voice")
        found = page.make_found()
        assert (found.likeness.text(), found.name.isVisible()) == ("0.87", True)
        assert len(it.window.design.mix.rows) == 2
        assert found.blend.parts[0][2] == 60
        await it.until(lambda: it.studio.clip_hearing.both is not None, "it has spoken")
        both, letter = it.studio.clip_hearing.both, it.studio.designing.letter
        it.studio.clip_hearing.both = None
        it.presenter.actions["switch_ab"].trigger()
        assert it.studio.designing.letter == letter, "the designs are left alone while the voice is spoken"
        it.studio.clip_hearing.both = both
        QTest.mouseClick(found.rows["clip"].play, LEFT)
        await it.until(lambda: found.rows["clip"].wave.heard > 0.1, "the clip")
        it.presenter.actions["switch_ab"].trigger()
        await it.until(lambda: found.rows["voice"].wave.heard > 0.1, "the voice")
        assert found.rows["voice"].play.accessibleName() == "Pause the voice"
        assert (
            status_view(it.studio, (), it.studio.hearing.view()).doing
            == "Playing clip and voice in turn  ·  at the same loudness"
        )
        assert found.switch.segments[1].isChecked()
        QTest.mouseClick(found.rows["clip"].wave, LEFT, pos=found.rows["clip"].wave.rect().center())
        await it.until(lambda: found.rows["clip"].wave.heard > 0.3, "the clip at that place")
        assert found.switch.segments[0].isChecked()
        reader = it.studio.speakers.shown.id
        it.studio.speakers.add("Anna")
        QTest.mouseClick(found.sentence, LEFT)
        await it.until(lambda: it.studio.hearing.view().audition_voice_id == reader, "the sentence, in that voice")
        QTest.keyClicks(found.name, "Grandfather")
        QTest.keyClick(found.name, Qt.Key.Key_Return)
        await it.until(lambda: any(voice.own for voice in it.studio.voices.all), "saved")
        assert not page.isVisible()
        assert it.window.manuscript.isVisible()

    in_window(body)


@pytest.mark.parametrize("busy", ["", "on the page", "beside it"])
def test_what_is_found_takes_the_keyboard_only_of_one_who_waits_for_it(
    in_window: InWindow, recording: Path, monkeypatch: pytest.MonkeyPatch, busy: str
) -> None:
    go_on = asyncio.Event()

    async def find(*_args: object) -> FoundBlend:
        await go_on.wait()
        return FoundBlend((0.5,) * 192, 0.87, 0.1, 0.0, (MixPart(voice, 1.0),), "", "ab" * 32)

    voice = ""
    monkeypatch.setattr(AsyncSpeechClient, "find_blend", find)

    async def body(it: Open) -> None:
        nonlocal voice
        voice = it.studio.voices.all[0].id
        page = opened(it)
        for name in ("Anna", ""):
            go_on.clear()
            page.file_chosen.emit(recording)
            await it.until(lambda: it.studio.cloning.clip is not None, "the clip")
            it.studio.cloning.agree(True)
            page.find_voice.setFocus()
            QTest.keyClick(page.find_voice, Qt.Key.Key_Space)
            assert it.studio.cloning.progress is not None
            fields = {"": page.make_found().name, "on the page": page.words, "beside it": it.window.voices.search}
            if busy:
                fields[busy].setFocus()
            go_on.set()
            await it.until(lambda: it.studio.cloning.found is not None, "the voice")
            await it.settled()
            assert it.window.focusWidget() is fields[busy]
            assert page.make_found().name.text() == "", "it is no other one's"
            if name:
                QTest.keyClicks(page.make_found().name, name)
                QTest.keyClick(page.make_found().name, Qt.Key.Key_Return)
                await it.until(lambda: any(each.own for each in it.studio.voices.all), "saved")
                opened(it)

    in_window(body)


def test_what_was_found_stands_again_after_a_recording_that_is_refused(
    in_window: InWindow, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def find(*_args: object) -> FoundBlend:
        return FoundBlend((0.5,) * 192, 0.87, 0.1, 0.0, (MixPart(voice, 1.0),), "", "ab" * 32)

    voice = ""
    monkeypatch.setattr(AsyncSpeechClient, "find_blend", find)

    async def body(it: Open) -> None:
        nonlocal voice
        voice = it.studio.voices.all[0].id
        page = opened(it)
        page.file_chosen.emit(recording)
        await it.until(lambda: it.studio.cloning.clip is not None, "the clip")
        it.studio.cloning.agree(True)
        it.studio.cloning.find()
        await it.until(lambda: it.studio.cloning.found is not None, "the voice")
        QTest.keyClicks(page.make_found().name, "Anna")
        page.again.setFocus()
        page.recorder.record_requested.emit("", True)
        assert not page.make_found().isVisible(), "nothing is heard meanwhile"
        it.studio.cloning.end_recording()
        assert page.make_found().isVisible()
        assert page.make_found().name.text() == "Anna"
        assert not page.make_found().name.hasFocus()

    in_window(body)


def test_the_page_stays_with_all_that_is_on_it_until_the_voice_is_saved(
    in_window: InWindow, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice, go_on, asked = "", asyncio.Event(), list[str]()
    keep = AsyncSpeechClient.keep_voice

    async def find(*_args: object) -> FoundBlend:
        return FoundBlend((0.5,) * 192, 0.87, 0.1, 0.0, (MixPart(voice, 1.0),), "", "ab" * 32)

    async def refused_at_first(client: AsyncSpeechClient, wanted: Voice) -> Voice:
        asked.append(wanted.name)
        if len(asked) == 1:
            raise StudioError("The disk is full.")
        await go_on.wait()
        return await keep(client, wanted)

    monkeypatch.setattr(AsyncSpeechClient, "find_blend", find)
    monkeypatch.setattr(AsyncSpeechClient, "keep_voice", refused_at_first)

    async def body(it: Open) -> None:
        nonlocal voice
        told: list[str] = []
        it.studio.notices.connect(lambda notice: told.append(notice.text))
        voice = it.studio.voices.all[0].id
        page = opened(it)
        page.file_chosen.emit(recording)
        await it.until(lambda: it.studio.cloning.clip is not None, "the clip")
        it.studio.cloning.agree(True)
        it.studio.cloning.find()
        await it.until(lambda: it.studio.cloning.found is not None, "the voice")
        found = page.make_found()
        QTest.keyClicks(found.name, "Anna")
        QTest.keyClick(found.name, Qt.Key.Key_Return)
        await it.until(lambda: "The disk is full." in told, "it is told")
        assert (page.isVisible(), found.name.text()) == (True, "Anna")
        assert it.studio.cloning.clip is not None
        for _ in range(2):
            QTest.keyClick(found.name, Qt.Key.Key_Return)
        await it.until(lambda: len(asked) == 2, "it is asked for again")
        assert page.isVisible()
        go_on.set()
        await it.until(lambda: not page.isVisible(), "saved")
        assert [each.name for each in it.studio.voices.all if each.own] == ["Anna"]
        assert asked == ["Anna", "Anna"]

    in_window(body)


def test_a_voice_that_is_saved_late_closes_no_page_with_another_clip(
    in_window: InWindow, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice, go_on = "", asyncio.Event()
    keep = AsyncSpeechClient.keep_voice

    async def find(*_args: object) -> FoundBlend:
        return FoundBlend((0.5,) * 192, 0.87, 0.1, 0.0, (MixPart(voice, 1.0),), "", "ab" * 32)

    async def late(client: AsyncSpeechClient, wanted: Voice) -> Voice:
        await go_on.wait()
        return await keep(client, wanted)

    monkeypatch.setattr(AsyncSpeechClient, "find_blend", find)
    monkeypatch.setattr(AsyncSpeechClient, "keep_voice", late)

    async def body(it: Open) -> None:
        nonlocal voice
        voice = it.studio.voices.all[0].id
        page = opened(it)
        page.file_chosen.emit(recording)
        await it.until(lambda: it.studio.cloning.clip is not None, "the clip")
        it.studio.cloning.agree(True)
        it.studio.cloning.find()
        await it.until(lambda: it.studio.cloning.found is not None, "the voice")
        QTest.keyClicks(page.make_found().name, "Anna")
        QTest.keyClick(page.make_found().name, Qt.Key.Key_Return)
        page.close_requested.emit()
        QTest.mouseClick(it.window.voices.from_clip, LEFT)
        page.file_chosen.emit(recording)
        await it.until(lambda: it.studio.cloning.clip is not None, "the other clip")
        go_on.set()
        await it.until(lambda: any(each.own for each in it.studio.voices.all), "saved")
        await it.settled()
        assert page.isVisible()
        assert it.studio.cloning.clip is not None

    in_window(body)


def recorded_s(it: Open) -> float:
    now = it.studio.cloning.recording
    return 0.0 if now is None else now.recorded_s


def test_what_is_read_aloud_is_english_whatever_the_design_reads(
    in_window: InWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording_room, "_opened", lambda _device_id: HeldMicrophone())

    async def body(it: Open) -> None:
        page = opened(it)
        spanish = next(voice for voice in it.studio.voices.all if voice.language == "es")
        it.studio.designing.choose_voice(spanish.id)
        assert it.studio.cloning.said_in == "es"
        page.recorder.record_requested.emit("", False)
        await it.until(lambda: recorded_s(it) > 0.0, "the microphone")
        it.studio.cloning.end_recording()
        await it.until(page.words.isVisible, "the clip")
        assert (page.words.toPlainText(), it.studio.cloning.said_in) == (TO_READ, "en")

    in_window(body)


def test_the_clip_is_heard_and_shown_as_far_as_it_is(in_window: InWindow, recording: Path) -> None:
    async def body(it: Open) -> None:
        page = opened(it)
        page.file_chosen.emit(recording)
        await it.until(page.play.isVisible, "the clip")
        with announcements() as told:
            QTest.mouseClick(page.play, LEFT)
            await it.until(lambda: (page.lane.heard_s or 0.0) > 0.2, "its sound")
            await it.until(lambda: "Playing the clip" in told, "it is announced")
        QTest.mouseClick(page.play, LEFT)
        await it.until(lambda: it.studio.hearing.view().phase == "paused", "paused")
        it.studio.hearing.stop()

    in_window(body)
