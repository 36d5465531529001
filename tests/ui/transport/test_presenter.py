# SPDX-License-Identifier: GPL-3.0-or-later
"""What is heard in the transport, and what can be done about it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from studio.app.voices import recording
from studio.ui.door import connect
from tests.support.held_microphone import HeldMicrophone
from tests.support.stepped_output import Steps
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
FIRST = "One two three four five six seven eight nine ten. " * 16
SECOND = "Eleven twelve thirteen fourteen fifteen sixteen. " * 16
TEXT = f"{FIRST}\n{SECOND}"


def word_start(it: Open) -> float:
    word = it.studio.hearing.view().word
    return float("inf") if word is None else word.start


def boxed(it: Open) -> str:
    word = it.window.transport.detail.word
    return word.text if word is not None else ""


def bars(it: Open) -> int:
    return sum(bar > 0 for bar in it.window.transport.overview.bars)


async def heard_in_the_lanes(it: Open) -> None:
    """Wait until the word under the wave is the one that is lit in the text."""

    def same() -> bool:
        word = it.studio.hearing.view().word
        return word is not None and boxed(it) == it.studio.editing.project.text[word.start : word.end]

    await it.until(same, "one word in text and lane")
    await it.until(lambda: bars(it) > 5, "a wave")
    await it.until(lambda: boxed(it) in [text for text, _ in it.window.transport.detail.written().values()], "words")


def test_an_empty_text_disables_play_and_says_why(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        play = it.window.transport.play
        assert not play.isEnabled()
        assert "nothing to read" in play.toolTip()
        assert it.window.manuscript.menu.toolTipsVisible()
        for name in ("play_all", "play_here", "export"):
            assert not it.presenter.actions[name].isEnabled()
            assert it.presenter.actions[name].toolTip() == play.toolTip()
        assert not it.window.transport.main.isEnabled()
        QTest.keyClicks(editor, "Hi")
        assert play.isEnabled()

    in_window(body)


def test_seeking_in_the_overview_moves_the_speech(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        QTest.keyClick(it.window, Qt.Key.Key_Return, CTRL)
        await it.until(lambda: it.studio.hearing.view().word is not None, "heard")
        await it.until(lambda: not it.studio.hearing.view().estimated, "its length is known")
        lane = it.window.transport.overview
        QTest.mouseClick(lane, LEFT, pos=QPoint(int(lane.width() * 0.7), 16))
        wanted_s = it.studio.hearing.view().total_s * 0.6
        await it.until(lambda: it.studio.hearing.view().elapsed_s > wanted_s, "heard there")

    in_window(body)


def test_the_listening_speed_is_chosen_by_keys_used_at_once_and_remembered(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        chip = it.window.transport.speed
        menu = chip.menu()
        # The menu has a loop of its own, which its keys end.
        connect(menu.aboutToShow, lambda: QTimer.singleShot(0, menu, lambda: press(menu)))
        chip.setFocus()
        # By a timer, since no other task can be gone on with from within this one.
        QTimer.singleShot(0, chip, lambda: QTest.keyClick(chip, Qt.Key.Key_Space))
        await it.until(lambda: chip.text() != "1×", "a choice")
        assert it.studio.sound.player.speed == it.studio.keeping.settings.listening_speed == 1.5
        assert chip.text() == "1.5×"

    def press(menu: QMenu) -> None:
        menu.setActiveAction(menu.actions()[2])
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            QTest.keyClick(menu, key)

    in_window(body)


def test_sentences_are_skipped_forward_and_back(in_window: InWindow) -> None:
    steps = Steps()

    async def body(it: Open) -> None:
        text = it.studio.editing.project.text
        QTest.keyClick(it.window, Qt.Key.Key_Return, CTRL)
        await it.heard(steps, lambda: it.studio.hearing.view().word is not None, "heard")
        QTest.mouseClick(it.window.transport.forward, LEFT)
        second = text.index("Everything")
        await it.heard(steps, lambda: second < word_start(it) < len(text), "within the second sentence")
        it.beside_the_text()
        QTest.keyClick(it.window, Qt.Key.Key_Space)
        await it.until(lambda: it.phase == "paused", "paused")
        # From within the sentence to its start, from there to the one before.
        it.presenter.tick()
        QTest.mouseClick(it.window.transport.back, LEFT)
        await it.heard(steps, lambda: word_start(it) <= second, "the sentence's start")
        it.presenter.tick()
        QTest.mouseClick(it.window.transport.back, LEFT)
        await it.heard(steps, lambda: word_start(it) < second, "the sentence before")

    in_window(body, lambda _device: steps.open())


def test_an_audition_offers_no_sentences_to_skip(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.hearing.audition(it.studio.voices.all[0].id)
        await it.until(lambda: it.window.transport.stop.isEnabled(), "auditioning")
        assert not it.window.transport.back.isEnabled()
        assert not it.window.transport.forward.isEnabled()

    in_window(body)


def test_play_gets_the_keyboard_back_once_there_is_something_to_read_again(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        play = it.window.transport.play
        await it.until(play.hasFocus, "Play has the keyboard")
        it.studio.editing.replace_text("")
        await it.until(lambda: not play.isEnabled(), "there is nothing to read")
        assert it.app.focusWidget() is it.window.centralWidget()
        it.studio.editing.replace_text("Something.")
        await it.until(lambda: play.isEnabled() and play.hasFocus(), "Play has the keyboard again")

    in_window(body)


def test_play_can_be_pressed_while_the_engine_is_away(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        play = it.window.transport.play
        it.studio.engine.restart()
        await it.until(it.studio.engine.blocker, "the engine is away")
        assert play.isEnabled()
        QTest.mouseClick(play, LEFT)
        assert play.accessibleName() == "Pause"
        assert "play" in {card.notice.key for card in it.window.notices.cards()}
        await it.until(lambda: it.window.manuscript.editor.playing.boxes(), "a word is heard")
        assert not {"play", "engine"} & {card.notice.key for card in it.window.notices.cards()}

    in_window(body)


def test_reading_from_the_middle_of_a_paragraph_is_shown(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text(TEXT)
        await it.settled()
        it.studio.hearing.play_from(len("One two three four "))
        await heard_in_the_lanes(it)
        status = it.window.status.doing
        await it.until(lambda: "Rendering" not in status.text(), "all is rendered")
        await it.until(lambda: it.phase == "playing", "it goes on")
        assert [part.take is not None and part.take.complete for part in it.studio.overview.parts] == [True, True]
        it.studio.hearing.stop()

    in_window(body)


def test_moving_a_control_leaves_the_wave_of_the_old_sound_in_the_lanes_marked(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text(TEXT)
        await it.settled()
        it.studio.hearing.play_all()
        await heard_in_the_lanes(it)

        def rendered() -> bool:
            take = it.studio.overview.parts[0].take
            return take is not None and take.complete

        # What is not whole is not kept.
        await it.until(rendered, "the first paragraph is rendered")
        it.window.design.expression.speed.setFocus()
        QTest.keyClick(it.window.design.expression.speed, Qt.Key.Key_Right)
        assert it.studio.editing.project.design.controls.speed > 0
        await it.until(lambda: not it.studio.overview.parts[0].current, "its sound is of before")
        await heard_in_the_lanes(it)
        it.studio.hearing.stop()
        await it.until(lambda: not it.studio.hearing.active, "the end")
        await it.settled()
        assert not it.studio.overview.parts[0].current
        assert bars(it) > 5
        assert it.window.transport.detail.written()
        assert all(it.window.transport.detail.outdated[:10])

    in_window(body)


def test_in_a_blank_text_there_is_nowhere_to_step_to(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        steps = [it.presenter.actions[name] for name in ("back", "forward", "back_paragraph", "rewind")]
        assert all(step.isEnabled() for step in steps)
        it.studio.editing.replace_text(" \n ")
        await it.settled()
        assert not any(step.isEnabled() for step in steps)

    in_window(body)


def test_while_a_clip_is_recorded_nothing_can_be_played_and_the_reason_is_told(
    in_window: InWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "_opened", lambda _device_id: HeldMicrophone())

    async def body(it: Open) -> None:
        transport, actions = it.window.transport, it.presenter.actions
        assert transport.play.isEnabled()
        it.studio.cloning.record(count_in=False)
        for button in (transport.play, transport.loop):
            assert not button.isEnabled()
            assert "being recorded" in button.toolTip()
        assert not actions["play_all"].isEnabled()
        assert not actions["play_here"].isEnabled()
        assert actions["export"].isEnabled(), "a file can be written meanwhile"
        assert transport.main.isEnabled()
        it.beside_the_text()
        QTest.keyClick(it.window, Qt.Key.Key_Space)
        assert it.phase == "stopped"
        assert any("being recorded" in card.text.text() for card in it.window.notices.cards())
        it.studio.cloning.begin()
        assert transport.play.isEnabled()
        assert actions["play_all"].isEnabled()

    in_window(body)
