# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks in the text in the window: heard, changed by hand and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.core.dictionary import Entry
from studio.ui.manuscript.text.editor import ManuscriptEditor
from tests.support.pointing import double_click, move_pointer
from tests.support.stepped_output import Steps
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
CTRL, ALT, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Alt", "Shift"))
KEY = Qt.Key
TEXT = 'One two. <break time="0.5s"/>Three <emotion value="happy">four five</emotion> six.'


async def opened(it: Open) -> ManuscriptEditor:
    it.studio.editing.replace_text(TEXT)
    editor = it.window.manuscript.editor
    await it.until(lambda: editor.text.startswith("One two."), "shown")
    editor.setFocus()
    return editor


def marks(it: Open) -> list[tuple[str, int, int, str]]:
    return [(mark.kind, mark.start, mark.end, mark.value) for mark in it.studio.editing.project.paragraphs[0].marks]


def on_figure(editor: ManuscriptEditor) -> QPoint:
    box = editor.chip_area(0, 0)
    return QPoint(round(box.right()) - 14, round(box.center().y()))


def is_typed(it: Open) -> bool:
    """Whether a figure is being typed."""
    return it.presenter.panels.marks.field is not None


def test_a_pause_is_dragged_longer_as_one_step(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = await opened(it)
        start = on_figure(editor)
        QTest.mousePress(editor.viewport(), LEFT, pos=start)
        for px in (10, 40, 70):
            move_pointer(editor.viewport(), start + QPoint(px, 0))
        QTest.mouseRelease(editor.viewport(), LEFT, pos=start + QPoint(70, 0))
        await it.settled()
        assert marks(it)[0] == ("pause", 9, 9, "1.2")
        assert it.studio.editing.undo_label == "changing a pause"
        QTest.keyClick(editor, KEY.Key_Z, CTRL)
        await it.settled()
        assert marks(it)[0] == ("pause", 9, 9, "0.5")
        assert editor.rows[0].chips[0].mark.value == "0.5"

    in_window(body)


@pytest.mark.parametrize("by", ["double click", "enter", "F2"])
def test_a_pause_is_typed_into_its_chip(in_window: InWindow, by: str) -> None:
    async def body(it: Open) -> None:
        editor, presenter = await opened(it), it.presenter.panels.marks
        said = QSignalSpy(editor.announced)
        if by == "double click":
            double_click(editor.viewport(), LEFT, pos=on_figure(editor))
        elif by == "enter":
            editor.select_chip(0, 0)
            QTest.keyClick(editor, KEY.Key_Return)
        else:
            editor.select(9, 9)
            QTest.keyClick(editor, KEY.Key_F2)
        field = presenter.field
        assert field is not None
        assert field.hasFocus()
        assert field.geometry().intersects(editor.chip_area(0, 0).toRect())
        QTest.keyClicks(field, "90")
        QTest.keyClick(field, KEY.Key_Return)
        assert presenter.field is field
        assert said.at(said.count() - 1) == ["Pause: 0.05 to 60 s."]
        QTest.keyClicks(field, "1,5")
        QTest.keyClick(field, KEY.Key_Return)
        await it.settled()
        assert marks(it)[0] == ("pause", 9, 9, "1.5")
        assert not is_typed(it)
        assert (editor.hasFocus(), editor.chip_selected) == (True, (0, 0))

    in_window(body)


@pytest.mark.parametrize("by", ["escape", "press", "undo"])
def test_a_field_that_is_left_changes_nothing(in_window: InWindow, by: str) -> None:
    async def body(it: Open) -> None:
        editor, presenter = await opened(it), it.presenter.panels.marks
        it.studio.marking.set_value(0, 0, "0.7")
        await it.settled()
        editor.select_chip(0, 0)
        QTest.keyClick(editor, KEY.Key_Return)
        assert presenter.field is not None
        QTest.keyClicks(presenter.field, "5")
        if by == "escape":
            QTest.keyClick(presenter.field, KEY.Key_Escape)
            assert editor.hasFocus()
        elif by == "press":
            it.window.voices.search.setFocus()
        else:
            it.studio.editing.undo()
        await it.settled()
        assert not is_typed(it)
        assert marks(it)[0][3] == ("0.5" if by == "undo" else "0.7")

    in_window(body)


def test_a_press_on_a_chip_plays_what_it_is_about_and_two_open_it_silently(in_window: InWindow) -> None:
    steps = Steps()

    async def body(it: Open) -> None:
        editor = await opened(it)
        box = editor.chip_area(0, 1)
        QTest.mouseClick(editor.viewport(), LEFT, pos=box.center().toPoint())
        assert (await it.heard(steps, lambda: it.phase == "stopped", "its end"))[0] == 15
        QTest.mouseClick(editor.viewport(), LEFT, pos=on_figure(editor))
        assert it.studio.hearing.view().phase != "stopped"
        double_click(editor.viewport(), LEFT, pos=on_figure(editor))
        assert it.studio.hearing.view().phase == "stopped"
        assert is_typed(it)

    in_window(body, lambda _device: steps.open())


def test_an_emotions_chip_offers_its_values_and_takes_itself_away(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor, menu = await opened(it), it.presenter.panels.marks.menu
        editor.select_chip(0, 1)
        QTest.keyClick(editor, KEY.Key_Return)
        await it.until(menu.isVisible, "the menu")
        menu.actions()[0].trigger()
        menu.close()
        assert marks(it)[1] == ("emotion", 15, 24, "neutral")
        it.presenter.actions["open_mark"].trigger()
        await it.until(menu.isVisible, "the menu")
        menu.actions()[0].trigger()
        menu.close()
        assert marks(it) == [("pause", 9, 9, "0.5")]

    in_window(body)


def test_a_quotation_is_given_to_a_speaker_to_another_and_back_to_the_paragraphs(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor, text = it.window.manuscript.editor, "He said “come here” and went."
        it.studio.editing.replace_text(text)
        await it.until(lambda: editor.text == text, "shown")
        for name in ("Ida", "Tom & Co"):
            it.studio.speakers.add(name)
        narrator, ida, tom = (speaker.id for speaker in it.studio.editing.project.cast)
        start, end = text.index("“"), text.index("”") + 1
        it.presenter.actions["say_by"].trigger()
        assert not it.presenter.panels.selection.speakers.isVisible(), "nothing is selected"
        for speaker, menu, action in (
            (ida, it.presenter.panels.selection.speakers, "say_by"),
            (tom, it.presenter.panels.marks.menu, "open_mark"),
        ):
            editor.setFocus()
            editor.select(start, end) if action == "say_by" else editor.select_chip(0, 0)
            it.presenter.actions[action].trigger()
            await it.until(menu.isVisible, "the menu")
            assert [each.text() for each in menu.actions()][:3] == ["Narrator", "Ida", "Tom && Co"]
            menu.actions()[(narrator, ida, tom).index(speaker)].trigger()
            menu.close()
            assert marks(it) == [("speaker", start, end, speaker)]
        editor.select_chip(0, 0)
        it.presenter.actions["open_mark"].trigger()
        await it.until(it.presenter.panels.marks.menu.isVisible, "the menu")
        it.presenter.panels.marks.menu.actions()[-1].trigger()
        it.presenter.panels.marks.menu.close()
        assert marks(it) == []

    in_window(body)


def test_keys_move_the_ends_of_a_span_and_make_a_pause_longer(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = await opened(it)
        said = QSignalSpy(editor.announced)
        editor.select(18, 18)
        steps = []
        for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Up, KEY.Key_Down, KEY.Key_Left, KEY.Key_Left, KEY.Key_Left):
            QTest.keyClick(editor, key, ALT | SHIFT)
            await it.settled()
            steps.append(marks(it)[-1][1:3])
            assert editor.caret() == 18
        assert steps == [(15, 29), (15, 29), (9, 29), (15, 29), (15, 24), (15, 19), (15, 19)]
        assert said.at(said.count() - 1) == ["“four” is read in the manner “happy”."]
        editor.select_chip(0, 0)
        for key, value in ((KEY.Key_Right, "0.6"), (KEY.Key_Right, "0.7"), (KEY.Key_Left, "0.6")):
            QTest.keyClick(editor, key, ALT | SHIFT)
            await it.settled()
            assert marks(it)[0][3] == value
            assert editor.chip_selected == (0, 0)
        editor.select(2, 2)
        QTest.keyClick(editor, KEY.Key_Right, ALT | SHIFT)
        assert said.at(said.count() - 1) == ["There is no mark here."]

    in_window(body)


def test_the_mark_at_the_caret_is_heard_by_its_action(in_window: InWindow) -> None:
    steps = Steps()

    async def body(it: Open) -> None:
        editor = await opened(it)
        editor.select(9, 9)
        it.presenter.actions["play_mark"].trigger()
        assert await it.heard(steps, lambda: it.studio.hearing.view().word is not None, "heard") == [0]

    in_window(body, lambda _device: steps.open())


def test_the_word_at_the_caret_that_a_dictionary_says_is_heard_and_opened_by_the_same_keys(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor, text = it.window.manuscript.editor, "By Skerry and\nto Skerry."
        it.studio.editing.replace_text(text)
        it.studio.dictionaries.put(Entry("Skerry", "SKEH-ree"))
        await it.until(lambda: editor.lines.looks.glossed(editor.rows[0]), "a chip")
        assert not editor.lines.looks.glossed(editor.rows[1])
        editor.setFocus()
        editor.select(18, 18)
        it.presenter.actions["play_mark"].trigger()
        assert it.studio.hearing.reading
        it.studio.hearing.stop()
        QTest.keyClick(editor, KEY.Key_F2)
        opened = it.presenter.panels.saying.popover
        assert opened is not None
        assert (opened.alias, opened.chosen_where) == ("SKEH-ree", "project")
        opened.dismiss()
        # The first one deleted, the next is told by a chip.
        editor.select(3, 9)
        QTest.keyClick(editor, KEY.Key_Delete)
        assert [len(editor.lines.looks.glossed(editor.rows[row])) for row in (0, 1)] == [0, 1]
        editor.select(0, 0)
        QTest.keyClicks(editor, "Skerry")
        QTest.keyClick(editor, KEY.Key_Return)
        await it.settled()
        assert [len(editor.lines.looks.glossed(editor.rows[row])) for row in (0, 1, 2)] == [1, 0, 0]
        assert editor.lines.gloss_box(0, editor.lines.looks.glossed(editor.rows[0])[0]).width() > 40
        it.studio.dictionaries.change("nothing", lambda _entries: ())
        assert not any(editor.lines.looks.told(editor.rows[row]) for row in range(3))

    in_window(body)
