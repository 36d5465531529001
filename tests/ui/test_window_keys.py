# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys and clicks in the whole window: what they act on, and what they leave alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from studio.ui.actions import ACTIONS
from studio.ui.door import connect
from studio.ui.widgets.line_field import LineField
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def word_start(it: Open) -> float:
    """Where the heard word stands; infinity for none."""
    word = it.studio.hearing.view().word
    return float("inf") if word is None else word.start


def test_the_word_to_go_on_at_is_outlined_when_stopped(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor, at = it.window.manuscript.editor, it.studio.editing.document.text.index("hear was")

        def outlined() -> tuple[int, int] | None:
            return editor._resume

        it.studio.hearing.play_from(at)
        await it.until(lambda: it.studio.hearing.view().word is not None, "heard")
        assert outlined() is None
        it.beside_the_text()
        QTest.keyClick(it.window, Qt.Key.Key_Escape)
        await it.until(lambda: it.phase == "stopped", "stopped")
        place = it.studio.hearing.here
        assert at <= place < len(it.studio.editing.document.text)
        assert outlined() == (place, place + len(it.studio.editing.document.text[place:].split()[0]))
        assert it.window.transport.elapsed.text() != "0:00.0"
        QTest.keyClick(it.window, Qt.Key.Key_Home, ALT)
        assert outlined() is None
        assert it.window.transport.elapsed.text() == "0:00.0"

    in_window(body)


def test_keys_step_by_sentence_and_paragraph_also_while_stopped_and_in_the_text(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        text = "One is here. Two is here.\n\nThree is here.\nFour is here." + " And here." * 40
        it.studio.editing.replace_text(text)
        await it.until(lambda: editor.text == text, "shown")

        def step(key: Qt.Key) -> str:
            QTest.keyClick(editor, key, ALT)
            return text[it.studio.hearing.here :].split()[0]

        right, left, down, up = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp
        assert [step(key) for key in (right, down, down, down)] == ["Two", "Three", "Four", "Four"]
        assert [step(key) for key in (left, up, up, up)] == ["Three", "One", "One", "One"]
        assert (it.phase, editor.text, editor.selected()) == ("stopped", text, (0, 0))
        it.studio.hearing.play_from(text.index("Two"))
        await it.until(lambda: it.studio.hearing.view().word is not None, "heard")
        step(down)
        await it.until(lambda: text.index("Three") <= word_start(it) < len(text), "heard there")

    in_window(body)


def test_keys_with_control_or_alt_do_what_the_table_says_in_a_text_field_too(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor, search = it.window.manuscript.editor, it.window.voices.search
        editor.setFocus()
        QTest.keyClicks(editor, "More ")
        await it.until(lambda: it.presenter.actions["undo"].isEnabled(), "there is something to undo")
        done: list[str] = []
        for spec in ACTIONS:
            action = it.presenter.actions[spec.id]
            action.triggered.disconnect()
            connect(action.triggered, lambda _on=False, done_id=spec.id: done.append(done_id))
            action.setEnabled(True)
        for field in (search, editor):
            for spec in ACTIONS:
                for key in spec.keys:
                    if not key.startswith(("Ctrl", "Alt")):
                        continue
                    field.setFocus()
                    assert field.hasFocus()
                    QTest.keySequence(field, QKeySequence(key))
                    if field is editor and spec.id in ("undo", "redo"):
                        # The editor asks the studio itself.
                        continue
                    assert done == [spec.id], (field, key)
                    done.clear()

    in_window(body)


def test_escape_closes_what_is_open_before_it_stops_the_sound(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        able = [voice for voice in it.studio.voices.all if voice.available]
        it.studio.designing.choose_voice(able[0].id)
        it.studio.designing.add_to_mix(able[1].id)
        it.studio.designing.save_blend("Duet")
        await it.until(lambda: any(voice.own for voice in it.studio.voices.all), "saved")
        made = next(voice for voice in it.studio.voices.all if voice.own)
        voices, design, editor = it.window.voices, it.window.design, it.window.manuscript.editor
        it.studio.hearing.play_all()
        await it.until(lambda: it.phase == "playing", "playing")
        cases: list[tuple[Callable[[], object], QWidget, bool]] = [
            (lambda: voices.begin_rename(made.id), voices._rename_field, False),
            (lambda: QTest.mouseClick(design.save, LEFT), design.save_name, False),
            (lambda: QTest.mouseClick(design.save, LEFT), design.save_name, True),
        ]
        for begin, field, away in cases:
            begin()
            assert field.isVisible()
            if away:
                editor.setFocus()
            QTest.keyClick(it.app.focusWidget() or it.window, Qt.Key.Key_Escape)
            assert not field.isVisible()
            assert it.phase in ("playing", "waiting")
        voices.focus_search()
        QTest.keyClicks(voices.search, "x")
        QTest.keyClick(voices.search, Qt.Key.Key_Escape)
        assert (voices.search.text(), it.studio.hearing.active) == ("", True)
        QTest.keyClick(voices.search, Qt.Key.Key_Escape)
        assert it.phase == "stopped"

    in_window(body)


def test_a_rename_uses_no_voice_and_undo_takes_it_back(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        able = [voice for voice in it.studio.voices.all if voice.available]
        it.studio.designing.choose_voice(able[0].id)
        it.studio.designing.add_to_mix(able[1].id)
        it.studio.designing.save_blend("Duet")
        await it.until(lambda: any(voice.own for voice in it.studio.voices.all), "saved")
        made = next(voice for voice in it.studio.voices.all if voice.own)
        listed, field, mix = (
            it.window.voices.list,
            it.window.voices._rename_field,
            it.studio.editing.document.design.mix,
        )
        listed.setFocus()
        listed.setCurrentIndex(listed.rows.index_of(made.id))
        for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QTest.keyClick(listed, Qt.Key.Key_F2)
            assert field.hasFocus()
            QTest.keyClicks(field, f"Evening {int(key)}")
            for ignored in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up):
                QTest.keyClick(field, ignored)
            QTest.keyClick(field, key)
            assert listed.hasFocus()
            assert listed.voice_at(listed.currentIndex()).id == made.id  # type: ignore[union-attr]
            assert it.studio.editing.document.design.mix == mix
            name = "Duet" if key == Qt.Key.Key_Escape else f"Evening {int(key)}"
            await it.until(lambda name=name: it.studio.voices.get(made.id).name == name, "named")  # type: ignore[misc, union-attr]
        QTest.keyClick(it.app.focusWidget() or it.window, Qt.Key.Key_Z, CTRL)
        await it.until(lambda: "Enter" not in it.studio.editing.undo_label, "undone")
        wanted = f"Evening {int(Qt.Key.Key_Return)}"
        await it.until(lambda: it.studio.voices.get(made.id).name == wanted, "back")  # type: ignore[union-attr]

    in_window(body)


def test_undo_in_a_field_takes_back_what_was_typed_there_and_then_the_last_step(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.designing.set_speed(0.5)
        search = it.window.voices.search
        search.setFocus()
        QTest.keyClicks(search, "uk")
        QTest.keyClick(search, Qt.Key.Key_Z, CTRL)
        assert (search.text(), it.studio.editing.document.design.controls.speed) == ("", 0.5)
        QTest.keyClick(search, Qt.Key.Key_Z, CTRL)
        assert it.studio.editing.document.design.controls.speed == 0.0
        QTest.keyClick(search, Qt.Key.Key_Z, CTRL | SHIFT)
        assert (search.text(), it.studio.editing.document.design.controls.speed) == ("uk", 0.0)
        QTest.keyClick(search, Qt.Key.Key_Z, CTRL | SHIFT)
        assert it.studio.editing.document.design.controls.speed == 0.5

    in_window(body)


def test_an_opened_text_is_shown_from_its_start_and_plays_from_its_end(in_window: InWindow, tmp_path: Path) -> None:
    book = tmp_path / "book.txt"
    book.write_text("First of all.\n" + "A line of the book.\n" * 300, "utf-8")

    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        QTest.keyClick(editor, Qt.Key.Key_End, CTRL)
        for _ in range(2):  # the second time nothing of the text differs
            it.studio.files.open_text(book)
            await it.until(lambda: editor.text.startswith("First") and editor.caret() == 0, "the caret is at the start")
            assert editor.firstVisibleBlock().blockNumber() == 0
            QTest.keyClick(editor, Qt.Key.Key_End, CTRL)
            assert editor.firstVisibleBlock().blockNumber() > 0
        QTest.keyClick(editor, Qt.Key.Key_Return, CTRL | SHIFT)
        await it.until(lambda: word_start(it) < len(editor.text) / 2, "heard from the start")
        assert not {"play"} & {card.notice.key for card in it.window.notices.cards()}

    in_window(body)


def on_word(it: Open, word: str) -> QPoint:
    editor = it.window.manuscript.editor
    cursor = QTextCursor(editor.document())
    cursor.setPosition(editor.text.index(word) + 1)
    return editor.cursorRect(cursor).center()


@pytest.mark.parametrize("in_the_text", [True, False])
def test_after_a_click_that_seeks_space_pauses_and_types_over_nothing(in_window: InWindow, in_the_text: bool) -> None:
    async def body(it: Open) -> None:
        editor, text = it.window.manuscript.editor, it.studio.editing.document.text
        holder = editor if in_the_text else it.window.design.expression.speed
        holder.setFocus()
        editor.select(0, 7)
        it.studio.hearing.play_all()
        await it.until(lambda: word_start(it) < len(editor.text), "heard")
        it.presenter.tick()
        QTest.mouseClick(editor.viewport(), LEFT, pos=on_word(it, "quick"))
        await it.until(lambda: text.index("quick") <= word_start(it) < len(text), "heard there")
        assert (editor.selected(), it.app.focusWidget()) == ((0, 7), holder)
        QTest.keyClick(holder, Qt.Key.Key_Space)
        await it.until(lambda: it.phase == "paused", "paused")
        QTest.keyClick(holder, Qt.Key.Key_Space)
        await it.until(lambda: it.phase == "playing", "playing on")
        assert (editor.text, editor.selected()) == (text, (0, 7))

    in_window(body)


def test_a_click_while_paused_is_for_the_text(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        it.studio.hearing.play_all()
        await it.until(lambda: word_start(it) < len(editor.text), "heard")
        it.studio.hearing.play_or_pause()
        await it.until(lambda: it.phase == "paused", "paused")
        it.presenter.tick()
        heard = word_start(it)
        QTest.mouseClick(editor.viewport(), LEFT, pos=on_word(it, "quick"))
        assert editor.hasFocus()
        assert abs(editor.caret() - editor.text.index("quick")) <= 2
        assert word_start(it) == heard

    in_window(body)


def test_control_click_reads_from_the_word_whatever_is_heard(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor, caret = it.window.manuscript.editor, it.window.manuscript.editor.selected()
        at = editor.text.index("quick")

        async def reads_there() -> None:
            QTest.mouseClick(editor.viewport(), LEFT, CTRL, on_word(it, "quick"))
            await it.until(lambda: at <= word_start(it) < len(editor.text) and it.phase == "playing", "heard there")
            assert (editor.selected(), editor.hasFocus()) == (caret, False)

        await reads_there()
        it.studio.hearing.rewind()
        await it.until(lambda: word_start(it) < at, "heard at the start")
        await reads_there()
        it.studio.hearing.play_or_pause()
        await it.until(lambda: it.phase == "paused", "paused")
        it.studio.hearing.rewind()
        await reads_there()
        it.studio.hearing.audition(it.studio.voices.all[0].id)
        await reads_there()

    in_window(body)


@pytest.mark.parametrize("line", ["a", "word ", "<"])
def test_a_pasted_line_of_a_million_letters_never_stands_in_the_editor_as_one(in_window: InWindow, line: str) -> None:
    async def body(it: Open) -> None:
        editor, longest = it.window.manuscript.editor, [0]

        def look() -> None:
            block = editor.document().begin()
            while block.isValid():
                longest[0] = max(longest[0], block.length())
                block = block.next()

        connect(editor.document().contentsChanged, look)
        text, before = line * (1_000_000 // len(line)), editor.text
        QApplication.clipboard().setText(text)
        editor.setFocus()
        editor.select(8, 8)
        QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
        await it.until(lambda: editor.text == it.studio.editing.document.text, "in step")
        whole = before[:8] + text + before[8:]
        assert "".join(editor.text.split()) == "".join(whole.split())
        QTest.keyClicks(editor, "!")
        for key, shown in (
            (CTRL, ""),
            (CTRL, before),
            (CTRL | SHIFT, ""),
            (CTRL | SHIFT, ""),
        ):
            QTest.keyClick(editor, Qt.Key.Key_Z, key)
            await it.until(lambda: editor.text == it.studio.editing.document.text, "in step again")
            assert shown in ("", editor.text)
        assert 1000 < longest[0] <= 6000

    in_window(body)


def test_space_types_in_every_field_and_with_control_it_plays(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        able = [voice for voice in it.studio.voices.all if voice.available]
        it.studio.designing.choose_voice(able[0].id)
        it.studio.designing.add_to_mix(able[1].id)
        it.studio.designing.save_blend("Duet")
        await it.until(lambda: any(voice.own for voice in it.studio.voices.all), "saved")
        made = next(voice for voice in it.studio.voices.all if voice.own)
        fields = it.window.findChildren(QLineEdit)
        assert len(fields) == 3
        for field in fields:
            assert isinstance(field, LineField)
            if field is it.window.voices._rename_field:
                it.window.voices.begin_rename(made.id)
            elif field is it.window.design.save_name:
                QTest.mouseClick(it.window.design.save, LEFT)
            field.setFocus()
            assert field.isVisible()
            field.setText("two")
            QTest.keyClick(field, Qt.Key.Key_Space)
            QTest.keyClicks(field, "words")
            assert (field.text(), it.phase) == ("two words", "stopped")
            QTest.keyClick(field, Qt.Key.Key_Space, CTRL)
            assert it.studio.hearing.active
            QTest.keyClick(field, Qt.Key.Key_Space, CTRL)
            await it.until(lambda: it.phase == "paused", "paused")
            it.studio.hearing.stop()
            assert field.text() == "two words"

    in_window(body)


def test_escape_closes_a_menu_and_leaves_the_sound(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        window = it.window
        it.studio.hearing.play_all()
        await it.until(lambda: it.phase == "playing", "playing")
        place = window.mapToGlobal(QPoint(300, 300))
        opens: list[Callable[[], object]] = [
            lambda: window.voices.language.menu().popup(place),
            lambda: window.manuscript.menu.popup(place),
            window.design.language.showPopup,
            lambda: window.voices.list.menu_for(it.studio.voices.all[0]).popup(place),
        ]
        for open_it in opens:
            open_it()
            await it.until(lambda: it.app.activePopupWidget() is not None, "open")
            popup = it.app.activePopupWidget()
            assert popup is not None
            QTest.keyClick(popup, Qt.Key.Key_Escape)
            await it.until(lambda: it.app.activePopupWidget() is None, "closed")
            assert it.studio.hearing.active

    in_window(body)
