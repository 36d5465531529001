# SPDX-License-Identifier: GPL-3.0-or-later
"""Who reads the paragraphs, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.core.cast import name_of
from studio.core.hues import HUES
from studio.core.project import speakers_of
from studio.ui.manuscript.lines.chips import chip_label
from studio.ui.manuscript.margin.speaker_popover import SpeakerPopover
from studio.ui.widgets.card import SHADOW
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display

ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
TEXT = "One two three.\nFour five six.\nSeven eight.\nNine ten."


def names(it: Open) -> list[str]:
    found = {speaker.id: name_of(speaker) for speaker in it.studio.speakers.all}
    return [found[each] for each in speakers_of(it.studio.editing.project).values()]


def shown(it: Open) -> list[str]:
    """What the margin says, with "^" where the one above is followed."""
    said = [it.presenter.panels.manuscript.speakers.reads(row) for row in range(4)]
    return ["" if each is None else "^" * each.above + each.name for each in said]


def popover(it: Open) -> SpeakerPopover:
    return next(each for each in it.window.findChildren(SpeakerPopover) if each.is_open)


def open_now(it: Open) -> int:
    return sum(each.is_open for each in it.window.findChildren(SpeakerPopover))


def press(it: Open, key: Qt.Key) -> None:
    focused = it.app.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, ALT)


def select(it: Open, first: int, last: int) -> None:
    editor = it.window.manuscript.editor
    editor.setFocus()
    editor.select(editor.paragraph_span(first)[0], editor.paragraph_span(last)[1])


async def begin(it: Open) -> None:
    it.studio.editing.replace_text(TEXT)
    it.window.manuscript.editor.catch_up()
    select(it, 0, 0)
    await it.settled()


def test_paragraphs_are_given_away_by_keys_alone(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await begin(it)
        assert shown(it) == [""] * 4, "with one who reads nothing is in the way"
        select(it, 1, 2)
        press(it, Qt.Key.Key_N)
        QTest.keyClicks(popover(it).field, "Ida")
        QTest.keyClick(popover(it).field, Qt.Key.Key_Return)
        assert it.window.manuscript.editor.hasFocus()
        assert shown(it) == ["Narrator", "Ida", "Ida", "Narrator"]
        assert it.window.design.header.name.whole_text() == "Ida"
        select(it, 3, 3)
        assert it.window.design.header.name.whole_text() == "Narrator", "the design follows the caret"
        press(it, Qt.Key.Key_2)
        assert (names(it)[3], it.window.design.header.name.whole_text()) == ("Ida", "Ida")
        press(it, Qt.Key.Key_0)
        assert shown(it)[3] == "^Ida"
        select(it, 2, 2)
        press(it, Qt.Key.Key_1)
        assert shown(it) == ["Narrator", "Ida", "Narrator", "^Narrator"]
        press(it, Qt.Key.Key_7)
        assert names(it)[2] == "Narrator"
        press(it, Qt.Key.Key_S)
        opened = popover(it)
        QTest.keyClicks(opened.field, "id")
        QTest.keyClick(opened.field, Qt.Key.Key_Return)
        assert names(it) == ["Narrator", "Ida", "Ida", "Ida"]
        for _ in range(5):
            it.studio.editing.undo()
        assert shown(it) == [""] * 4
        assert it.studio.editing.project.text == TEXT

    in_window(body)


def test_paragraphs_are_given_away_by_the_mouse(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await begin(it)
        editor, margin = it.window.manuscript.editor, it.window.manuscript.editor.margin
        ida = it.studio.speakers.add("Ida", [it.studio.editing.project.paragraphs[1].id])
        await it.until(lambda: not margin.speaker_area(2).isEmpty(), "the margin shows who reads")
        QTest.mouseClick(margin, LEFT, pos=margin.speaker_area(2).center().toPoint())
        opened = popover(it)
        card = opened.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        left = margin.mapTo(it.window, QPoint(margin.width(), 0)).x()
        assert card.right() <= left + 16 - 8, "it covers no text"
        assert not card.intersects(margin.speaker_area(2).toRect().translated(margin.mapTo(it.window, QPoint())))
        QTest.mouseClick(opened.rows[ida], LEFT)
        assert shown(it) == ["Narrator", "Ida", "Ida", "Narrator"]
        select(it, 2, 3)
        QTest.mouseClick(margin, LEFT, pos=margin.speaker_area(3).center().toPoint())
        QTest.mouseClick(popover(it).above, LEFT)
        assert shown(it) == ["Narrator", "Ida", "^Ida", "^Ida"], "all that are selected"
        QTest.mouseClick(margin, LEFT, pos=margin.speaker_area(0).center().toPoint())
        hues = popover(it).hues
        QTest.mouseClick(hues, LEFT, pos=hues.disc(5).center().toPoint())
        assert it.studio.editing.project.cast[0].hue == "#43708C"
        assert popover(it).is_open
        QTest.mouseClick(margin, LEFT, pos=margin.speaker_area(0).center().toPoint())
        assert open_now(it) == 0
        press(it, Qt.Key.Key_S)
        it.studio.editing.undo()
        assert open_now(it) == 1, "another colour"
        it.studio.editing.undo()
        assert open_now(it) == 0, "its paragraphs are others now"
        margin.setFocus()
        QTest.keyClick(margin, Qt.Key.Key_Down)
        press(it, Qt.Key.Key_1)
        assert margin.hasFocus()
        assert "Narrator" in margin.accessibleDescription()
        editor.setFocus()

    in_window(body)


def test_the_popover_stays_beside_its_paragraph_until_that_is_out_of_sight(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text("\n".join(["One two three."] * 80))
        editor = it.window.manuscript.editor
        editor.catch_up()
        select(it, 60, 60)
        editor.verticalScrollBar().setValue(0)
        await it.settled()
        press(it, Qt.Key.Key_S)
        opened = popover(it)
        bar, before = editor.verticalScrollBar(), opened.y()
        assert bar.value() > 0, "the paragraph is brought into view"
        bar.setValue(bar.value() + 40)
        assert opened.is_open
        assert opened.y() != before
        assert not opened.geometry().intersects(
            editor.margin_lit(60).translated(editor.margin.mapTo(it.window, QPoint())).adjusted(20, 20, -20, -20)
        )
        bar.setValue(0)
        assert not opened.is_open

    in_window(body)


def test_a_quotations_chip_has_the_name_of_who_says_it_whatever_becomes_of_it(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await begin(it)
        editor, speakers = it.window.manuscript.editor, it.studio.speakers
        ida, bo = speakers.add("Ida"), speakers.add("Bo")
        it.studio.marking.choose(4, 7, "speaker", ida)
        await it.settled()

        def on_chip() -> tuple[str, str]:
            label = chip_label(editor.rows[0].marks[0], editor.lines.looks.chips.cast)
            return label.text, label.hue

        def width() -> int:
            """Of what is laid out."""
            return round(editor.chip_area(0, 0).width())

        assert on_chip() == ("Ida", speakers.hue(speakers.of(ida)))
        short = width()
        speakers.rename(ida, "Ida of the lighthouse")
        assert on_chip()[0] == "Ida of the lighthouse"
        assert width() > short + 60
        speakers.recolour(ida, HUES[7])
        assert on_chip()[1] == HUES[7]
        assert editor.text == TEXT
        speakers.remove(ida, bo)
        await it.settled()
        assert on_chip()[0] == "Bo"
        assert width() == pytest.approx(short, abs=6)
        for _ in range(3):
            it.studio.editing.undo()
        await it.settled()
        assert (on_chip()[0], width()) == ("Ida", short)

    in_window(body)


def test_the_margins_paragraph_is_one_that_is_there_when_those_below_it_go(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        await begin(it)
        editor, margin, editing = it.window.manuscript.editor, it.window.manuscript.editor.margin, it.studio.editing
        it.studio.speakers.add("Ida", [editing.project.paragraphs[0].id])
        editing.edit_text(len(TEXT), 0, "\nTen.\nEleven.\nTwelve.")
        editor.catch_up()
        select(it, 6, 6)
        margin.setFocus()
        assert margin.current == 6
        editing.undo()
        # Also before the margin is painted anew.
        press(it, Qt.Key.Key_1)
        assert len(editing.project.paragraphs) == 4
        await it.until(lambda: margin.current == 3, "it has followed")
        assert margin.hasFocus()
        assert "paragraph 4" in margin.accessibleName()
        press(it, Qt.Key.Key_2)
        assert names(it) == ["Ida", "Narrator", "Narrator", "Ida"]
        QTest.keyClick(margin, Qt.Key.Key_Up)
        assert margin.current == 2
        press(it, Qt.Key.Key_S)
        assert open_now(it) == 1
        QTest.keyClick(popover(it).field, Qt.Key.Key_Escape)

    in_window(body)
