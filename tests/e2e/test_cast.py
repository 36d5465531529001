# SPDX-License-Identifier: GPL-3.0-or-later
"""A second speaker on the real program: made, given paragraphs and a voice, heard, and undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.app.text.dialogue import NOTICE
from studio.core.cast import name_of
from studio.core.pcm import Samples
from studio.core.project import speakers_of
from studio.ui.manuscript.margin.speaker_popover import SpeakerPopover
from studio.ui.notice.bar import NoticeCard
from studio.ui.sheets.speakers.panel import SpeakersSheet
from studio.ui.voices.delegate import add_speaker_rect
from tests.support.pointing import move_pointer
from tests.support.program import Program, run_program
from tests.support.screen import Display
from tests.support.sound import SoundPath
from tests.support.waiting import wait_until_async

pytestmark = [pytest.mark.display, pytest.mark.sound]

LEFT = Qt.MouseButton.LeftButton
CTRL, ALT, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Alt", "Shift"))
LINES = 5
TEXT = "\n".join(["One two three."] * LINES)
RATE_HZ = 48000
ON_ITS_WAY_S = 0.5


def names(program: Program) -> list[str]:
    found = {speaker.id: name_of(speaker) for speaker in program.studio.speakers.all}
    return [found[each] for each in speakers_of(program.studio.editing.project).values()]


def focused() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    return now


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifiers)


def write(program: Program) -> None:
    program.window.manuscript.editor.setFocus()
    press(Qt.Key.Key_A, CTRL)
    for line, part in enumerate(TEXT.split("\n")):
        if line:
            press(Qt.Key.Key_Return)
        QTest.keyClicks(focused(), part)


async def cast_by_keys(program: Program) -> None:
    # From the end of the text up to its second paragraph, which is taken whole.
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_End)
    for _ in range(2):
        press(Qt.Key.Key_Up, SHIFT)
    press(Qt.Key.Key_Home, SHIFT)
    press(Qt.Key.Key_N, ALT)
    QTest.keyClicks(focused(), "Ida")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(focused(), "Campana")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)


async def cast_by_mouse(program: Program) -> None:
    window, editor = program.window, program.window.manuscript.editor
    voices, margin, view = window.voices.list, editor.margin, editor.viewport()
    heading = voices.visualRect(voices.rows.index(0))
    QTest.mouseClick(voices.viewport(), LEFT, pos=add_speaker_rect(heading).center())
    QTest.keyClicks(focused(), "Ida")
    press(Qt.Key.Key_Return)
    await wait_until_async(lambda: not margin.speaker_area(3).isEmpty(), what="the margin shows who reads")
    tops = [editor.block_area(editor.document().findBlockByNumber(row)).top() for row in range(LINES)]
    QTest.mousePress(view, LEFT, pos=QPoint(2, round(tops[1]) + 14))
    move_pointer(view, QPoint(80, round(tops[3]) + 14))
    QTest.mouseRelease(view, LEFT, pos=QPoint(80, round(tops[3]) + 14))
    QTest.mouseClick(margin, LEFT, pos=margin.speaker_area(2).center().toPoint())
    popover = next(each for each in window.findChildren(SpeakerPopover) if each.is_open)
    QTest.mouseClick(popover.rows[program.studio.speakers.all[1].id], LEFT)
    campana = next(voice.id for voice in program.studio.voices.all if voice.name == "Campana")
    row = voices.rows.index_of(campana)
    voices.scrollTo(row)
    QTest.mouseClick(voices.viewport(), LEFT, pos=voices.visualRect(row).center())


def by_keys(program: Program) -> None:
    program.window.manuscript.editor.setFocus()
    press(Qt.Key.Key_Z, CTRL)


def by_mouse(program: Program) -> None:
    QTest.mouseClick(program.window.manuscript.undo, LEFT)


def pitches_hz(heard: Samples) -> list[float]:
    """The pitch of each tone."""
    block = RATE_HZ // 200
    loud = np.abs(heard[: len(heard) // block * block]).reshape(-1, block).max(axis=1) > 0.02
    edges = np.flatnonzero(np.diff(np.concatenate(([0], loud.astype(int), [0]))))
    found = []
    for begin, end in edges.reshape(-1, 2) * block:
        if end - begin > RATE_HZ // 20:
            spectrum = np.abs(np.fft.rfft(heard[begin:end] * np.hanning(end - begin), 1 << 17))
            found.append(float(np.argmax(spectrum) * RATE_HZ / (1 << 17)))
    return found


def words(program: Program) -> list[str]:
    """The state of each line, as the margin tells it."""
    states = (program.window.manuscript.editor.margin._look(row) for row in range(LINES))
    return [state.words for state in states if state is not None]


@pytest.mark.parametrize(
    ("cast", "undo"), [(cast_by_keys, by_keys), (cast_by_mouse, by_mouse)], ids=["by keys alone", "by the mouse"]
)
def test_a_second_speaker_is_cast_heard_and_undone(
    display: Display, sound: SoundPath, data_dir: Path, cast: Callable[..., object], undo: Callable[[Program], None]
) -> None:
    heard: list[float] = []

    async def scenario(program: Program) -> None:
        await program.ready()
        write(program)
        await cast(program)  # type: ignore[misc]
        assert names(program) == ["Narrator", "Ida", "Ida", "Ida", "Narrator"]
        assert program.window.design.header.name.whole_text() == "Ida"
        with sound.record() as recording:
            program.presenter.actions["play_all"].trigger()
            await wait_until_async(lambda: program.studio.hearing.active)
            await program.stopped()
            enough_s = recording.seconds + ON_ITS_WAY_S
            await wait_until_async(lambda: recording.seconds >= enough_s)
            heard.extend(pitches_hz(np.asarray(recording.samples, np.float64)))
        await wait_until_async(lambda: words(program) == ["Ready"] * LINES, what="all lines are ready")
        undo(program)
        await wait_until_async(lambda: words(program)[:2] == ["Ready", "Voice changed"], what="the voice before")
        for _ in range(3):
            # By the mouse the speaker is made, named and given the lines in steps of their own.
            if program.studio.speakers.several:
                undo(program)
        assert not program.studio.speakers.several
        assert {each.speaker for each in program.studio.editing.project.paragraphs} == {""}
        assert program.studio.editing.project.text == TEXT

    run_program(scenario, engine="tone")
    assert len(heard) == 3 * LINES, heard
    lines = np.array(heard).reshape(LINES, 3)
    narrator, ida = lines[[0, 4]], lines[1:4]
    assert np.ptp(narrator, axis=0).max() < 3.0
    assert np.ptp(ida, axis=0).max() < 3.0
    assert np.abs(ida[0] / narrator[0] - 1.0).min() > 0.1, "the voices differ"


SCRIPT = "\n".join(
    (
        "ANN: One two three four five six.",
        "BOB: Seven eight nine ten eleven.",
        "Twelve thirteen fourteen.",
        "ANN: Fifteen sixteen.",
    )
)
SPOKEN = SCRIPT.replace("ANN: ", "").replace("BOB: ", "")


async def accept_by_keys(program: Program) -> None:
    press(Qt.Key.Key_P, CTRL | SHIFT)
    QTest.keyClicks(focused(), "find speakers")
    press(Qt.Key.Key_Return)
    await _found(program)
    main = program.window.transport.main
    for _ in range(80):
        if main.hasFocus():
            break
        press(Qt.Key.Key_Tab)
    assert main.hasFocus()
    press(Qt.Key.Key_Space)


async def accept_by_mouse(program: Program) -> None:
    def offers() -> list[NoticeCard]:
        return [card for card in program.window.notices.cards() if card.notice.key == NOTICE]

    await wait_until_async(lambda: bool(offers()), what="the offer")
    act = offers()[0].act
    assert act is not None
    QTest.mouseClick(act, LEFT)
    await _found(program)
    QTest.mouseClick(program.window.transport.main, LEFT)


async def _found(program: Program) -> None:
    def rows() -> int:
        sheet = program.window.stage.sheet
        return len(sheet.rows) if isinstance(sheet, SpeakersSheet) else 0

    await wait_until_async(lambda: rows() == 2, what="both speakers")


@pytest.mark.parametrize(
    ("accept", "undo"), [(accept_by_keys, by_keys), (accept_by_mouse, by_mouse)], ids=["by keys alone", "by the mouse"]
)
def test_a_pasted_script_is_cast_heard_and_undone(
    display: Display, sound: SoundPath, data_dir: Path, accept: Callable[..., object], undo: Callable[[Program], None]
) -> None:
    async def scenario(program: Program) -> None:
        await program.ready()
        QApplication.clipboard().setText(SCRIPT)
        program.window.manuscript.editor.setFocus()
        press(Qt.Key.Key_A, CTRL)
        press(Qt.Key.Key_V, CTRL)
        await accept(program)  # type: ignore[misc]
        assert program.window.stage.sheet is None
        assert names(program) == ["Ann", "Bob", "Narrator", "Ann"]
        assert program.studio.editing.project.text == SPOKEN
        program.presenter.actions["play_all"].trigger()
        await wait_until_async(lambda: program.studio.hearing.active)
        await program.stopped()
        heard = [SPOKEN[lit.start : lit.end].strip(".") for lit in program.lit]
        assert heard == SPOKEN.replace(".", "").split()
        undo(program)
        assert program.studio.editing.project.text == SCRIPT

    run_program(scenario, "tone")
