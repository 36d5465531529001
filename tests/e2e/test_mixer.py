# SPDX-License-Identifier: GPL-3.0-or-later
"""From three stock voices to a saved one while a sentence loops, on the real program: by keys alone, and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from studio.core.voices import Voice
from studio.ui.design.add_voice import AddVoice
from tests.e2e.test_stories import CTRL, begun, holds, press, write
from tests.support.pointing import move_pointer
from tests.support.program import Program, run_program
from tests.support.screen import Display
from tests.support.sound import SoundPath

# Not marked as of sound, see test_sittings.
pytestmark = pytest.mark.display

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
SENTENCE = "One two three four five six seven eight nine ten eleven twelve."


def stock(program: Program, name: str) -> Voice:
    return next(voice for voice in program.studio.voices.all if voice.name == name)


def own(program: Program) -> list[str]:
    return [voice.name for voice in program.studio.voices.all if voice.own]


def mixed(program: Program) -> list[str]:
    return [row.name.whole_text() for row in program.window.design.mix.rows]


def percents(program: Program) -> list[float]:
    return [float(row.percent.text().removesuffix(" %")) for row in program.window.design.mix.rows]


def tab_to(program: Program, wanted: QWidget) -> None:
    for _ in range(120):
        if program.window.focusWidget() is wanted:
            return
        press(program, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {wanted.accessibleName()}")


async def loops(program: Program) -> None:
    """A sentence that is heard again and again."""
    await begun(program)
    write(program, SENTENCE)
    press(program, Qt.Key.Key_L, CTRL)
    hearing = program.studio.hearing
    await holds(lambda: hearing.looped and hearing.view().phase == "playing" and hearing.view().word, "a loop")
    overview = program.studio.overview
    await holds(lambda: (take := overview.parts[0].take) is not None and take.complete, "all of it is rendered")


async def heard_changed(program: Program, what: str) -> None:
    """The reading has gone over to what was changed, and goes on."""
    await holds(lambda: program.studio.live.took_s > 0 and not program.studio.hearing.view().tuning, what)
    assert program.studio.hearing.looped
    await holds(lambda: program.studio.hearing.view().phase == "playing", f"it goes on, {what}")


def test_by_keys_alone(display: Display, sound: SoundPath, data_dir: Path) -> None:
    async def scenario(program: Program) -> None:
        window, studio = program.window, program.studio
        await loops(program)
        for name in ("Newsman", "Reed"):
            press(program, Qt.Key.Key_K, CTRL)
            QTest.keyClicks(window.voices.search, name)
            press(program, Qt.Key.Key_Return)
            QTest.keyClicks(window.focusWidget(), "+")
            await heard_changed(program, f"{name} is heard")
        assert mixed(program) == ["Alto", "Newsman", "Reed"]
        tab_to(program, window.design.mix.pad)
        press(program, Qt.Key.Key_Up, SHIFT)
        await heard_changed(program, "the point is heard")
        assert percents(program)[0] > 38
        assert sum(percents(program)) == pytest.approx(100)
        tab_to(program, window.design.mix.rows[1].percent)
        QTest.keyClicks(window.focusWidget(), "30")
        press(program, Qt.Key.Key_Return)
        assert percents(program)[1] == 30
        await heard_changed(program, "the weight is heard")
        tab_to(program, window.design.mix.rows[2].mute)
        press(program, Qt.Key.Key_Space)
        assert len(studio.designing.spoken_design.mix) == 2
        await heard_changed(program, "without the third")
        press(program, Qt.Key.Key_Space)
        await heard_changed(program, "with the third")
        tab_to(program, window.design.expression.pitch.slider)
        press(program, Qt.Key.Key_Left)
        await heard_changed(program, "the blend is heard")
        tab_to(program, window.design.save)
        press(program, Qt.Key.Key_Return)
        QTest.keyClicks(window.focusWidget(), "Evening")
        press(program, Qt.Key.Key_Return)
        await holds(lambda: own(program) == ["Evening"], "saved")
        press(program, Qt.Key.Key_K, CTRL)
        QTest.keyClicks(window.voices.search, "Evening")
        press(program, Qt.Key.Key_Return)
        press(program, Qt.Key.Key_Return)
        await holds(lambda: program.said("put aside") == "Blend of 3 put aside.", "told")
        assert mixed(program) == ["Alto", "Newsman", "Reed"], "it opens as what it was mixed from"
        assert [part.voice_id for part in studio.editing.project.design.mix] == [stock(program, "Evening").id]
        press(program, Qt.Key.Key_Escape)

    run_program(scenario, "tone")


def test_by_the_mouse(display: Display, sound: SoundPath, data_dir: Path) -> None:
    async def scenario(program: Program) -> None:
        window, studio = program.window, program.studio
        await loops(program)
        mix = window.design.mix
        for button, name in ((mix.invitation, "Newsman"), (mix.add, "Reed")):
            QTest.mouseClick(button, LEFT)
            adding = next(each for each in window.findChildren(AddVoice) if each.is_open)
            row = next(each for each in adding.rows if each.voice.name == name)
            QTest.mouseClick(row, LEFT, pos=QPoint(60, 12))
            await heard_changed(program, f"{name} is heard")
        assert mixed(program) == ["Alto", "Newsman", "Reed"]
        before = percents(program)
        pad, at = mix.pad, mix.pad.place_of_point().toPoint()
        QTest.mousePress(pad, LEFT, pos=at)
        for step in range(1, 6):
            move_pointer(pad, at - QPoint(6 * step, 4 * step))
        assert pad.label == " · ".join(f"{percent:g}" for percent in percents(program))
        QTest.mouseRelease(pad, LEFT, pos=at - QPoint(30, 20))
        assert percents(program) != before
        await heard_changed(program, "the point is heard")
        QTest.mouseClick(mix.rows[0].solo, LEFT)
        assert [part.voice_id for part in studio.designing.spoken_design.mix] == [stock(program, "Alto").id]
        await heard_changed(program, "the first alone")
        QTest.mouseClick(mix.rows[0].solo, LEFT)
        await heard_changed(program, "all again")
        QTest.mouseClick(window.design.save, LEFT)
        QTest.keyClicks(window.design.save_name, "Evening")
        QTest.mouseClick(window.design.save_confirm, LEFT)
        await holds(lambda: own(program) == ["Evening"], "saved")
        assert studio.hearing.looped, "the sentence went on all the time"
        for _ in range(4):
            QTest.mouseClick(window.manuscript.undo, LEFT)
        await holds(lambda: own(program) == [], "the saving is undone")
        assert percents(program) == before, "the drag was one step"

    run_program(scenario, "tone")
