# SPDX-License-Identifier: GPL-3.0-or-later
"""The text in the window and in the document."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.core.project import Paragraph, Project, speakers_of
from studio.engine.tone import tone_hz
from studio.ui.door import connect
from tests.support.signals import islands
from tests.support.speech_measures import pitch_hz
from tests.support.stepped_output import RATE_HZ, Steps
from tests.support.watchdog import Watchdog
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


EDGE_FRAMES = RATE_HZ // 200


def word_start(it: Open) -> float:
    """Where the heard word stands; infinity for none."""
    word = it.studio.hearing.view().word
    return float("inf") if word is None else word.start


def on_word(it: Open, word: str) -> QPoint:
    editor = it.window.manuscript.editor
    cursor = QTextCursor(editor.document())
    cursor.setPosition(editor.text.index(word) + 1)
    return editor.cursorRect(cursor).center()


def test_in_the_text_space_writes_and_control_space_plays(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        editor.setFocus()
        editor.select(0, 0)
        QTest.keyClick(editor, Qt.Key.Key_Space)
        assert it.studio.editing.project.text.startswith(" Welcome")
        assert it.phase == "stopped"
        QTest.keyClick(editor, Qt.Key.Key_Space, CTRL)
        await it.until(lambda: it.phase != "stopped", "playing")

    in_window(body)


def test_f4_goes_back_to_what_is_heard_after_scrolling(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text("\n".join(f"Paragraph {number} of many words here." for number in range(120)))
        editor = it.window.manuscript.editor
        await it.until(lambda: editor.text.startswith("Paragraph"), "the text")
        bar = editor.verticalScrollBar()
        it.presenter.actions["play_all"].trigger()
        await it.until(lambda: it.studio.hearing.view().word is not None, "a word")
        bar.triggerAction(bar.SliderAction.SliderToMaximum)
        heard = word_start(it)
        await it.until(lambda: heard < word_start(it) < 1000, "the next word")
        assert bar.value() == bar.maximum()
        QTest.keyClick(editor, Qt.Key.Key_F4)
        assert bar.value() == 0

    in_window(body)


def test_control_b_compares_the_takes_of_the_paragraph_and_switches(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text("One two three four five six seven eight nine ten. " * 8)
        await it.settled()
        (paragraph,) = it.studio.editing.project.paragraphs
        for number in (1, 2):
            it.studio.rendering.another_reading(paragraph)
            await it.until(lambda number=number: len(it.studio.taking.takes_of(paragraph)) == number, "a take")  # type: ignore[misc]
        told: list[str] = []
        it.studio.notices.connect(lambda notice: told.append(notice.text) if notice.key == "compare" else None)
        editor = it.window.manuscript.editor
        editor.setFocus()
        QTest.keyClick(editor, Qt.Key.Key_T, CTRL)
        editor.setFocus()
        for take in ("Take 2 of 2", "Take 1 of 2", "Take 2 of 2"):
            QTest.keyClick(editor, Qt.Key.Key_B, CTRL)
            await it.until(lambda take=take: told and told[-1].startswith(take), take)  # type: ignore[misc]
            assert it.phase in ("playing", "waiting")
        it.studio.hearing.stop()
        await it.until(lambda: not it.studio.comparing.active, "the end of comparing")
        QTest.keyClick(editor, Qt.Key.Key_T, CTRL)
        editor.setFocus()
        QTest.keyClick(editor, Qt.Key.Key_B, CTRL)
        assert it.studio.designing.letter == "B", "without their list it is the other design"
        it.studio.editing.undo()

    in_window(body)


def test_the_marked_word_is_the_one_whose_sound_is_played(in_window: InWindow) -> None:
    steps = Steps()
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
                if editor.playing.word is not None:
                    marked.append((len(steps.heard), editor.text[slice(*editor.playing.word)]))
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

    in_window(body, lambda _device: steps.open())


def test_a_click_on_a_word_while_playing_goes_on_there(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        # Long, so that it is still heard when a busy machine looks at it.
        it.studio.editing.edit_text(len(editor.text), 0, f"\nMore{' word' * 300}.")
        await it.until(lambda: editor.text.endswith("word."), "it is shown")
        QTest.keyClick(it.window, Qt.Key.Key_Return, CTRL)
        await it.until(lambda: editor.playing.boxes(), "playing")
        wanted = editor.text.index("sounds right")
        cursor = editor.textCursor()
        cursor.setPosition(wanted + 2)
        QTest.mouseClick(editor.viewport(), LEFT, pos=editor.cursorRect(cursor).center())
        await it.until(
            lambda: (word := it.studio.hearing.view().word) is not None and word.start >= wanted, "heard there"
        )

    in_window(body)


def test_control_shift_enter_plays_the_selection_only(in_window: InWindow) -> None:
    steps = Steps()

    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        start = editor.text.index("it sounds")
        editor.setFocus()
        editor.select(start, start + len("it sounds"))
        QTest.keyClick(editor, Qt.Key.Key_Return, CTRL | SHIFT)
        heard = await it.heard(steps, lambda: it.phase == "stopped", "it ends by itself")
        assert heard == [start, start + len("it ")]

    in_window(body, lambda _device: steps.open())


def test_typing_is_undone_and_redone_by_keys(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        before = editor.text
        editor.setFocus()
        editor.select(0, 0)
        QTest.keyClicks(editor, "Hear")
        assert it.studio.editing.project.text == "Hear" + before == editor.text
        QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
        await it.until(lambda: editor.text == before == it.studio.editing.project.text, "undone")
        QTest.keyClick(editor, Qt.Key.Key_Z, CTRL | SHIFT)
        await it.until(lambda: editor.text == "Hear" + before, "redone")

    in_window(body)


def test_a_giant_paragraph_is_split_in_the_editor_too(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        QApplication.clipboard().setText("This is one sentence of many. " * 400)
        editor.setFocus()
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
        await it.until(lambda: editor.text == it.studio.editing.project.text, "in step")
        assert len(it.studio.editing.project.paragraphs) > 1
        assert it.window.notices.cards()
        QTest.keyClicks(editor, "x")
        await it.until(lambda: editor.text == it.studio.editing.project.text, "still in step")

    in_window(body)


def test_typing_goes_on_where_it_was_when_its_paragraph_is_split_or_joined(in_window: InWindow) -> None:
    full = "This is one sentence of many. " * 99 + "a" * 30

    async def body(it: Open) -> None:
        editor, editing = it.window.manuscript.editor, it.studio.editing

        async def typed(at: int, *keys: str) -> list[str]:
            editing.replace_text(full)
            await it.until(lambda: editor.text == full, "the text")
            editor.setFocus()
            editor.select(at, at)
            for each in keys:
                if each == "undo":
                    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
                else:
                    QTest.keyClicks(editor, each)
            assert len(editing.project.paragraphs) == 2
            return editing.project.text.split()

        assert await typed(5, "so it ") == ["This", "so", "it", *full.split()[1:]]
        assert await typed(5, "s", "undo", "o it ") == ["This", "so", "it", *full.split()[1:]]
        assert await typed(len(full), " b c") == [*full.split(), "b", "c"]
        QApplication.clipboard().setText("Put here. " * 20)
        assert len(full) == 3000
        editing.replace_text(full)
        await it.until(lambda: editor.text == full, "the text")
        editor.select(5, 5)
        QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
        QTest.keyClicks(editor, "And ")
        assert editing.project.text.split() == ["This", *["Put", "here."] * 20, "And", *full.split()[1:]]

    in_window(body)


def test_the_word_to_go_on_at_is_outlined_when_stopped(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor, at = it.window.manuscript.editor, it.studio.editing.project.text.index("hear was")

        def outlined() -> tuple[int, int] | None:
            return editor.playing.resume

        it.studio.hearing.play_from(at)
        await it.until(lambda: it.studio.hearing.view().word is not None, "heard")
        assert outlined() is None
        it.beside_the_text()
        QTest.keyClick(it.window, Qt.Key.Key_Escape)
        await it.until(lambda: it.phase == "stopped", "stopped")
        place = it.studio.hearing.here
        assert at <= place < len(it.studio.editing.project.text)
        assert outlined() == (place, place + len(it.studio.editing.project.text[place:].split()[0]))
        assert it.window.transport.elapsed.text() != "0:00.0"
        QTest.keyClick(it.window, Qt.Key.Key_Home, ALT)
        assert outlined() is None
        assert it.window.transport.elapsed.text() == "0:00.0"

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
            assert editor.verticalScrollBar().value() == 0
            QTest.keyClick(editor, Qt.Key.Key_End, CTRL)
            assert editor.verticalScrollBar().value() > 0
        QTest.keyClick(editor, Qt.Key.Key_Return, CTRL | SHIFT)
        await it.until(lambda: word_start(it) < len(editor.text) / 2, "heard from the start")
        assert not {"play"} & {card.notice.key for card in it.window.notices.cards()}

    in_window(body)


@pytest.mark.parametrize("in_the_text", [True, False])
def test_after_a_click_that_seeks_space_pauses_and_types_over_nothing(in_window: InWindow, in_the_text: bool) -> None:
    async def body(it: Open) -> None:
        editor, text = it.window.manuscript.editor, it.studio.editing.project.text
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
    steps = Steps()

    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        it.studio.hearing.play_all()
        await it.heard(steps, lambda: word_start(it) < len(editor.text), "heard")
        it.studio.hearing.play_or_pause()
        await it.until(lambda: it.phase == "paused", "paused")
        it.presenter.tick()
        heard = word_start(it)
        QTest.mouseClick(editor.viewport(), LEFT, pos=on_word(it, "quick"))
        assert editor.hasFocus()
        assert abs(editor.caret() - editor.text.index("quick")) <= 2
        assert word_start(it) == heard

    in_window(body, lambda _device: steps.open())


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
def test_a_pasted_line_of_a_million_letters_never_stands_in_the_editor_as_one(
    in_window: InWindow, line: str, watchdog: Watchdog
) -> None:
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
        await it.until(lambda: editor.text == it.studio.editing.project.text, "in step")
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
            await it.until(lambda: editor.text == it.studio.editing.project.text, "in step again")
            assert shown in ("", editor.text)
        assert 1000 < longest[0] <= 6000

    # 200 000 words at one go are split, counted and timed before the next key.
    with watchdog.permitting("keyPressEvent|_bring_into_step"):
        in_window(body)


def test_the_selected_words_are_read_another_time(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        studio, text = it.studio, "One two three four."
        studio.editing.replace_text(text)
        studio.rendering.render_changed()
        await it.until(lambda: not studio.rendering.active and not studio.rendering.pending(), "rendered")
        editor = it.window.manuscript.editor
        await it.until(lambda: editor.text == text, "shown")
        editor.select(text.index("two"), text.index(" four"))
        it.presenter.actions["read_again"].trigger()
        paragraph = studio.editing.project.paragraphs[0]
        await it.until(lambda: len(studio.taking.takes_of(paragraph)) == 2, "read anew")
        second = studio.taking.takes_of(paragraph)[1]
        assert [span.end_word - span.first_word for span in second.spans] == [1, 2, 1]
        editor.select(2, 2)
        it.presenter.actions["read_again"].trigger()
        await it.until(lambda: len(studio.taking.takes_of(paragraph)) == 3, "the whole is read anew")
        assert len(studio.taking.takes_of(paragraph)[2].spans) == 1

    in_window(body)


def test_copied_lines_bring_their_speakers_into_another_project(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        studio, editor = it.studio, it.window.manuscript.editor
        studio.editing.replace_text("It rained.\nYes.")
        studio.speakers.add("Ann", [studio.editing.project.paragraphs[1].id])
        editor.selectAll()
        editor.copy()
        studio.projects.begin_from(Project((Paragraph("x", ""),)))
        await it.until(lambda: studio.editing.project.text == "", "another project is open")
        editor.paste()
        await it.until(lambda: studio.editing.project.text == "It rained.\nYes.", "it is pasted")
        project = studio.editing.project
        names = {speaker.id: speaker.name for speaker in project.cast}
        assert [names[speaker] for speaker in speakers_of(project).values()] == ["", "Ann"]
        studio.editing.undo()
        assert len(studio.editing.project.cast) == 1

    in_window(body)


def test_a_chapters_heading_shows_its_state_and_plays_all_of_it(in_window: InWindow) -> None:
    steps = Steps()

    def told(number: int) -> tuple[Paragraph, ...]:
        heading = Paragraph(f"h{number}", f"Title {number}", kind="heading", level=1)
        return heading, Paragraph(f"p{number}", f"Words of {number}.")

    async def body(it: Open) -> None:
        studio, margin = it.studio, it.window.manuscript.editor.margin

        def said(row: int) -> str:
            state = margin._look(row)
            return "" if state is None else state.words

        studio.projects.begin_from(Project(told(1)))
        await it.until(lambda: said(0) == "Not rendered", "a single chapter is none")
        studio.projects.begin_from(Project((*told(1), *told(2))))
        await it.until(lambda: said(0).startswith("Chapter · ≈ 0:0"), "the length is an estimate")
        assert said(1) == "Not rendered"
        studio.rendering.render_changed()
        await it.until(lambda: said(2).startswith("Chapter · 0:0"), "it is rendered")
        margin.play_requested.emit(0)
        assert studio.hearing.active
        heard = await it.heard(steps, lambda: not studio.hearing.active, "the chapter is read to its end")
        assert {it.window.manuscript.editor.rows.row_at(start) for start in heard} == {0, 1}

    in_window(body, lambda _device: steps.open())
