# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole window with a real studio and the tone engine behind it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QSlider, QWidget

from studio.audio import silent
from studio.core.speech import Controls
from studio.engine.tone import tone_hz
from studio.ui.door import connect
from studio.ui.presenter import FRAME_MS, IDLE_MS
from studio.ui.transport.lanes import Lane
from tests.support.faults import expected
from tests.support.signals import islands
from tests.support.speech_measures import pitch_hz
from tests.support.stepped_output import RATE_HZ, Steps
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
EDGE_FRAMES = RATE_HZ // 200


def test_it_opens_with_the_sample_ready_to_play(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        assert it.window.manuscript.editor.text.startswith("Welcome to Speech Studio.")
        await it.until(lambda: it.window.transport.play.hasFocus(), "Play has the keyboard")
        assert it.window.voices.count.text() == str(len(it.studio.voices.all))
        assert "ready" in it.window.status.text.whole_text()

    in_window(body)


def test_space_plays_and_pauses_and_escape_stops(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.beside_the_text()
        QTest.keyClick(it.window, Qt.Key.Key_Space)
        await it.until(lambda: it.window.manuscript.editor.heard_boxes(), "a word is marked")
        QTest.keyClick(it.window, Qt.Key.Key_Space)
        await it.until(lambda: it.phase == "paused", "paused")
        QTest.keyClick(it.window, Qt.Key.Key_Space)
        await it.until(lambda: it.phase == "playing", "playing again")
        QTest.keyClick(it.window, Qt.Key.Key_Escape)
        await it.until(lambda: it.phase == "stopped", "stopped")
        await it.until(lambda: not it.window.manuscript.editor.heard_boxes(), "no word is marked")

    in_window(body)


def test_the_meter_falls_at_its_pace_also_when_nothing_is_heard_any_more(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        meter, frame = it.window.transport.meter, it.presenter._frame
        it.beside_the_text()
        QTest.keyClick(it.window, Qt.Key.Key_Space)
        await it.until(lambda: not meter.resting, "a level is shown")
        QTest.keyClick(it.window, Qt.Key.Key_Escape)
        assert it.phase == "stopped"
        assert not meter.resting
        assert frame.interval() == FRAME_MS
        await it.until(lambda: meter.resting, "the meter is empty")
        assert frame.interval() == IDLE_MS

    in_window(body)


def test_in_the_text_space_writes_and_control_space_plays(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        editor.select(0, 0)
        QTest.keyClick(editor, Qt.Key.Key_Space)
        assert it.studio.editing.document.text.startswith(" Welcome")
        assert it.phase == "stopped"
        QTest.keyClick(editor, Qt.Key.Key_Space, CTRL)
        await it.until(lambda: it.phase != "stopped", "playing")

    in_window(body)


def test_the_marked_word_is_the_one_whose_sound_is_played(in_window: InWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = Steps()
    monkeypatch.setattr(silent, "or_silent", lambda _told: lambda _device: steps.open())
    text = "One two three four. Five six seven eight."

    async def body(it: Open) -> None:
        editor, marked = it.window.manuscript.editor, list[tuple[int, str]]()
        it.studio.editing.replace_text(text)
        await it.until(lambda: editor.text == text, "the text is shown")
        QTest.keyClick(it.window, Qt.Key.Key_Return, CTRL)

        def ended() -> bool:
            if steps.fed:
                steps.step()
                it.presenter.tick()
                if editor._heard is not None:
                    marked.append((len(steps.heard), editor.text[slice(*editor._heard)]))
            return bool(marked) and it.phase == "stopped"

        await it.until(ended, "all was heard")
        tones = islands(steps.heard)
        voice = it.studio.voices.get(it.studio.designing.spoken_design.mix[0].voice_id)
        assert voice is not None
        assert voice.embedding
        for (begin, end), word in zip(tones, text.split(), strict=True):
            wanted_hz = tone_hz(word, voice.embedding)
            assert pitch_hz(steps.heard[begin:end], RATE_HZ) == pytest.approx(wanted_hz, rel=0.01)
        for frame, word in marked:
            # An island's begin is known to some 2 ms.
            near = [sum(begin <= frame + off for begin, _ in tones) - 1 for off in (-EDGE_FRAMES, EDGE_FRAMES)]
            assert word in [text.split()[max(number, 0)] for number in near]
        assert list(dict.fromkeys(word for _, word in marked)) == text.split()

    in_window(body)


def test_a_click_on_a_word_while_playing_goes_on_there(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        QTest.keyClick(it.window, Qt.Key.Key_Return, CTRL)
        await it.until(lambda: editor.heard_boxes(), "playing")
        wanted = editor.text.index("sounds right")
        cursor = editor.textCursor()
        cursor.setPosition(wanted + 2)
        QTest.mouseClick(editor.viewport(), LEFT, pos=editor.cursorRect(cursor).center())
        await it.until(
            lambda: (word := it.studio.hearing.view().word) is not None and word.start >= wanted, "heard there"
        )

    in_window(body)


def test_control_shift_enter_plays_the_selection_only(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        start = editor.text.index("it sounds")
        editor.setFocus()
        editor.select(start, start + len("it sounds"))
        QTest.keyClick(editor, Qt.Key.Key_Return, CTRL | SHIFT)
        await it.until(lambda: it.studio.hearing.view().word is not None, "heard")
        word = it.studio.hearing.view().word
        assert word is not None
        assert word.start >= start
        await it.until(lambda: it.phase == "stopped", "it ends by itself")

    in_window(body)


def test_typing_is_undone_and_redone_by_keys(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        before = editor.text
        editor.setFocus()
        editor.select(0, 0)
        QTest.keyClicks(editor, "Hear")
        assert it.studio.editing.document.text == "Hear" + before == editor.text
        QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
        await it.until(lambda: editor.text == before == it.studio.editing.document.text, "undone")
        QTest.keyClick(editor, Qt.Key.Key_Z, CTRL | SHIFT)
        await it.until(lambda: editor.text == "Hear" + before, "redone")

    in_window(body)


def test_controls_are_undone_too(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        speed = it.window.design.expression.speed
        QTest.mouseClick(speed, LEFT, pos=QPoint(speed.width() - 2, speed.height() // 2))
        assert it.studio.editing.document.design.controls == Controls(1.0)
        assert it.window.manuscript.undo.isEnabled()
        QTest.mouseClick(it.window.manuscript.undo, LEFT)
        assert it.studio.editing.document.design.controls == Controls()
        assert speed.value() == 0
        assert not it.window.manuscript.undo.isEnabled()

    in_window(body)


def test_a_giant_paragraph_is_split_in_the_editor_too(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        QApplication.clipboard().setText("This is one sentence of many. " * 400)
        editor.setFocus()
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
        await it.until(lambda: editor.text == it.studio.editing.document.text, "in step")
        assert len(it.studio.editing.document.paragraphs) > 1
        assert it.window.notices.cards()
        QTest.keyClicks(editor, "x")
        await it.until(lambda: editor.text == it.studio.editing.document.text, "still in step")

    in_window(body)


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
        assert not it.window.transport.export.isEnabled()
        QTest.keyClicks(editor, "Hi")
        assert play.isEnabled()

    in_window(body)


def test_a_voice_is_chosen_and_mixed_from_the_list(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        voices = [voice for voice in it.studio.voices.all if voice.available]
        listed = it.window.voices.list

        def middle(number: int) -> QPoint:
            return listed.visualRect(listed.rows.index_of(voices[number].id)).center()

        QTest.mouseClick(listed.viewport(), LEFT, pos=middle(1))
        assert [part.voice_id for part in it.studio.editing.document.design.mix] == [voices[1].id]
        it.window.voices.list.add_requested.emit(voices[0].id)
        await it.until(lambda: len(it.window.design.mix.rows) == 2, "two rows")
        assert [row.percent.text() for row in it.window.design.mix.rows] == ["50 %", "50 %"]
        slider = it.window.design.mix.rows[0].slider
        slider.setFocus()
        QTest.keyClick(slider, Qt.Key.Key_End)
        assert [row.percent.text() for row in it.window.design.mix.rows] == ["100 %", "0 %"]

    in_window(body)


def test_a_blend_is_saved_renamed_and_deleted_with_undo(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        first, second = [voice for voice in it.studio.voices.all if voice.available][:2]
        it.studio.designing.choose_voice(first.id)
        it.studio.designing.add_to_mix(second.id)
        design = it.window.design
        QTest.mouseClick(design.save, LEFT)
        QTest.keyClicks(design.save_name, "Duet")
        QTest.keyClick(design.save_name, Qt.Key.Key_Return)

        def own() -> list[str]:
            return [voice.name for voice in it.studio.voices.all if voice.own]

        await it.until(lambda: own() == ["Duet"], "saved")
        made = next(voice for voice in it.studio.voices.all if voice.own)
        await it.until(lambda: it.window.voices.list.rows.index_of(made.id).isValid(), "listed")
        it.window.voices.begin_rename(made.id)
        QTest.keyClicks(it.window.voices._rename_field, "Evening")
        QTest.keyClick(it.window.voices._rename_field, Qt.Key.Key_Return)
        await it.until(lambda: own() == ["Evening"], "renamed")
        it.window.voices.list.delete_requested.emit(made.id)
        await it.until(lambda: own() == [], "deleted")
        it.beside_the_text()
        QTest.keyClick(it.window, Qt.Key.Key_Z, CTRL)
        await it.until(lambda: own() == ["Evening"], "back again")

    in_window(body)


def test_a_text_is_opened_saved_and_exported(in_window: InWindow, tmp_path: Path) -> None:
    story, copy, sound = tmp_path / "story.txt", tmp_path / "copy.txt", tmp_path / "story.wav"
    story.write_text("One short line.\nAnd another.", "utf-8")

    async def body(it: Open) -> None:
        async def choose(key: Qt.Key, path: Path, modifiers: Qt.KeyboardModifier = CTRL) -> None:
            QTest.keyClick(it.window, key, modifiers)
            dialog = it.presenter._files.dialog
            assert isinstance(dialog, QFileDialog)
            await it.until(dialog.isVisible, "the dialog is open")
            dialog.setDirectory(str(path.parent))
            dialog.selectFile(str(path))
            dialog.accept()

        it.beside_the_text()
        await choose(Qt.Key.Key_O, story)
        await it.until(lambda: it.window.manuscript.editor.text == "One short line.\nAnd another.", "opened")
        assert it.window.manuscript.title.whole_text() == "story"
        await choose(Qt.Key.Key_S, copy, CTRL | SHIFT)
        await it.until(copy.exists, "saved")
        assert copy.read_text("utf-8") == story.read_text("utf-8")
        await it.until(lambda: it.window.manuscript.title.whole_text() == "copy", "it belongs to the copy")
        it.studio.editing.edit_text(0, 3, "Another")
        QTest.keyClick(it.window, Qt.Key.Key_S, CTRL)
        await it.until(lambda: copy.read_text("utf-8").startswith("Another"), "saved again without a question")
        assert it.presenter._files.dialog is None
        assert story.read_text("utf-8").startswith("One")
        await choose(Qt.Key.Key_E, sound)
        await it.until(sound.exists, "exported")
        await it.until(lambda: any("Exported" in card.text.text() for card in it.window.notices.cards()), "told")

    in_window(body)


def test_seeking_in_the_overview_moves_the_speech(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        QTest.keyClick(it.window, Qt.Key.Key_Return, CTRL)
        await it.until(lambda: it.studio.hearing.view().word is not None, "heard")
        lane = it.window.transport.overview
        QTest.mouseClick(lane, LEFT, pos=QPoint(int(lane.width() * 0.7), 16))
        wanted_s = it.studio.hearing.view().total_s * 0.6
        await it.until(lambda: it.studio.hearing.view().elapsed_s > wanted_s, "heard there")

    in_window(body)


def test_sentences_are_skipped_forward_and_back(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        text = it.studio.editing.document.text
        QTest.keyClick(it.window, Qt.Key.Key_Return, CTRL)
        await it.until(lambda: it.studio.hearing.view().word is not None, "heard")
        QTest.mouseClick(it.window.transport.forward, LEFT)
        second = text.index("Everything")
        await it.until(
            lambda: (word := it.studio.hearing.view().word) is not None and word.start >= second, "second sentence"
        )
        it.beside_the_text()
        QTest.keyClick(it.window, Qt.Key.Key_Space)
        await it.until(lambda: it.phase == "paused", "paused")
        # From within the sentence to its start, from there to the one before.
        it.presenter.tick()
        QTest.mouseClick(it.window.transport.back, LEFT)
        await it.until(lambda: word_start(it) <= second, "the sentence's start")
        it.presenter.tick()
        QTest.mouseClick(it.window.transport.back, LEFT)
        await it.until(lambda: word_start(it) < second, "the sentence before")

    in_window(body)


def test_auditioning_shows_in_the_row_and_ends(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        voice = it.studio.voices.all[0]
        it.window.voices.list.audition_requested.emit(voice.id)
        await it.until(lambda: it.window.voices.list.shown.reading_id == voice.id, "the row reads")
        assert not it.window.manuscript.editor.heard_boxes()
        await it.until(lambda: it.window.voices.list.shown.reading_id == "", "the row is quiet")

    in_window(body)


def test_the_keyboard_goes_round_all_controls_and_wears_one_ring(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        visited: list[QWidget] = []
        for _ in range(60):
            QTest.keyClick(it.app.focusWidget() or it.window, Qt.Key.Key_Tab)
            now = it.app.focusWidget()
            assert now is not None
            if now in visited:
                break
            visited.append(now)
            if isinstance(now, QAbstractButton | QSlider | QComboBox):
                assert it.window.focus_ring.around is now
                assert now.accessibleName() or getattr(now, "text", str)()
        transport = it.window.transport
        wanted = [it.window.voices.search, it.window.voices.list, it.window.manuscript.editor, transport.play]
        assert {*wanted, it.window.design.expression.speed, transport.volume, transport.export} <= set(visited)

    in_window(body)


def test_return_presses_the_focused_button(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.window.transport.play.setFocus()
        QTest.keyClick(it.window.transport.play, Qt.Key.Key_Return)
        await it.until(lambda: it.phase != "stopped", "playing")

    in_window(body)


def test_the_theme_is_changed_while_open_and_remembered(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.presenter.actions["dark_theme"].trigger()
        assert it.window.grab().toImage().pixelColor(5, 5).name() == "#161513"
        assert it.studio.keeping.settings.theme == "dark"

    in_window(body)


def test_no_control_is_dead(in_window: InWindow) -> None:
    """Each enabled control changes something that can be seen or heard."""

    async def body(it: Open) -> None:
        able = [voice.id for voice in it.studio.voices.all if voice.available]
        it.studio.designing.choose_voice(able[0])
        it.studio.designing.add_to_mix(able[1])
        it.studio.designing.set_emotion("anger", 1)
        it.studio.editing.undo()
        controls = (QAbstractButton, QSlider, QComboBox, Lane)
        found = [w for kind in controls for w in it.window.findChildren(kind) if w.isVisible() and w.isEnabled()]
        assert len(found) > 20
        for control in found:
            if not (control.isVisible() and control.isEnabled()):
                continue
            it.studio.hearing.stop()
            it.studio.hearing.play_from(it.studio.editing.document.text.index("Is it"))
            await it.until(lambda: it.studio.hearing.view().word is not None, "playing")
            it.studio.hearing.play_or_pause()
            await it.until(lambda: it.phase == "paused", "paused")
            it.presenter.tick()
            before = self_portrait(it)
            operate(control)
            await it.until(lambda before=before: self_portrait(it) != before, f"{control!r} has an effect")  # type: ignore[misc]
            popup = it.app.activePopupWidget()
            if popup is not None:
                popup.close()
            if it.presenter._files.dialog is not None:
                it.presenter._files.dialog.close()
            await asyncio.sleep(0)

    in_window(body)


def word_start(it: Open) -> float:
    word = it.studio.hearing.view().word
    return float("inf") if word is None else word.start


def operate(control: QWidget) -> None:
    if isinstance(control, QSlider):
        at_end = control.value() > (control.minimum() + control.maximum()) / 2
        QTest.mouseClick(control, LEFT, pos=QPoint(2 if at_end else control.width() - 2, control.height() // 2))
    elif isinstance(control, QComboBox):
        control.setFocus()
        control.showPopup()
    elif isinstance(control, Lane):
        QTest.mouseClick(control, LEFT, pos=QPoint(int(control.width() * 0.9), 10))
    elif isinstance(control, QAbstractButton) and getattr(control, "menu", lambda: None)() is not None:
        control.menu().popup(QPoint(300, 300))  # type: ignore[attr-defined]
    else:
        QTest.mouseClick(control, LEFT)


def self_portrait(it: Open) -> tuple[object, ...]:
    """What a control may change while speech is held."""
    view = it.studio.hearing.view()
    return (
        it.studio.editing.document,
        view.phase,
        it.studio.keeping.settings,
        view.word,
        it.app.activePopupWidget() is not None,
        it.presenter._files.dialog is not None,
        it.window.design._footer.currentIndex(),
        it.window.voices.count.text(),
        len(it.window.notices.cards()),
    )


def test_what_was_there_at_close_is_there_again(
    in_window: InWindow, app: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    async def first(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        editor.selectAll()
        QTest.keyClicks(editor, "Kept")
        it.studio.designing.set_speed(0.5)

    async def second(it: Open) -> None:
        assert it.window.manuscript.editor.text == "Kept"
        assert it.window.design.expression.speed.value() == 50

    in_window(first)
    in_window(second)


def test_a_voice_added_at_first_joins_the_one_that_is_shown(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        able = [voice for voice in it.studio.voices.all if voice.available]
        it.window.voices.list.add_requested.emit(able[1].id)
        assert [row.name.whole_text() for row in it.window.design.mix.rows] == [able[0].name, able[1].name]

    in_window(body)


def test_an_audition_offers_no_sentences_to_skip(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.hearing.audition(it.studio.voices.all[0].id)
        await it.until(lambda: it.window.transport.stop.isEnabled(), "auditioning")
        assert not it.window.transport.back.isEnabled()
        assert not it.window.transport.forward.isEnabled()

    in_window(body)


def test_a_click_on_a_button_leaves_the_keyboard_in_the_text(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        QTest.keyClicks(editor, "x")
        QTest.mouseClick(it.window.manuscript.undo, LEFT)
        assert editor.hasFocus()

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


def test_what_fails_in_the_window_is_told_once_and_the_window_goes_on(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        def fails(_voice_id: str) -> None:
            raise ValueError("words of the text")

        def told() -> list[str]:
            return [card.text.text() for card in it.window.notices.cards() if card.notice.key == "fault"]

        connect(it.window.voices.audition_requested, fails)
        with expected():
            it.window.voices.audition_requested.emit("nobody")
            it.window.voices.audition_requested.emit("nobody")
            await it.until(told, "a notice")
            assert "fails" in told()[0]
            assert "words of the text" not in told()[0]
            it.window.notices.take_away("fault")
            it.window.voices.audition_requested.emit("nobody")
        it.beside_the_text()
        QTest.keyClick(it.window, Qt.Key.Key_Space)
        await it.until(lambda: it.window.manuscript.editor.heard_boxes(), "speech is heard")
        assert told() == []

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
        await it.until(lambda: it.window.manuscript.editor.heard_boxes(), "a word is heard")
        assert not {"play", "engine"} & {card.notice.key for card in it.window.notices.cards()}

    in_window(body)
