# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program on a real display and a real sound path."""

from __future__ import annotations

import os
import signal
import wave
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest
import soxr
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.core.timeline import word_spans
from studio.export.formats import EXPORTERS
from tests.support.align import Alignment, align
from tests.support.program import READY_S, Program, run_program
from tests.support.screen import Display
from tests.support.sound import SoundPath
from tests.support.waiting import HANGS_S, wait_until_async

pytestmark = [pytest.mark.display, pytest.mark.sound]

ON_ITS_WAY_S = 0.5
TEXT = "Hello from the studio. Every word of this is lit when it is heard.\nAnd this is the second paragraph."


def type_text(program: Program, text: str) -> None:
    editor = program.window.manuscript.editor
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for line, part in enumerate(text.split("\n")):
        if line:
            QTest.keyClick(editor, Qt.Key.Key_Return)
        QTest.keyClicks(editor, part)


def play_all(program: Program) -> None:
    QTest.keyClick(program.window.manuscript.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


async def render(program: Program) -> None:
    """Play until all is rendered."""
    play_all(program)
    parts = program.studio.overview
    await wait_until_async(lambda: all(part.take is not None and part.take.complete for part in parts.parts), 120.0)
    QTest.keyClick(program.window.manuscript.editor, Qt.Key.Key_Escape)
    await program.stopped()
    program.lit.clear()


def choose(program: Program, name: str) -> None:
    voices = program.window.voices
    index = next(
        voices.list.model().index(row, 0)
        for row in range(voices.list.model().rowCount())
        if name in str(voices.list.model().index(row, 0).data(Qt.ItemDataRole.DisplayRole))
    )
    voices.list.scrollTo(index)
    QTest.mouseClick(voices.list.viewport(), Qt.MouseButton.LeftButton, pos=voices.list.visualRect(index).center())


@pytest.mark.model
def test_type_choose_play_and_export(display: Display, sound: SoundPath, data_dir: Path, tmp_path: Path) -> None:
    exported_path = tmp_path / "out.wav"
    found: dict[str, object] = {}

    async def scenario(program: Program, *, rendered: bool) -> None:
        await program.ready()
        choose(program, "Emma")
        type_text(program, TEXT)
        assert program.studio.editing.project.text == TEXT
        if rendered:
            await render(program)
        with sound.record() as recording:
            play_all(program)
            await wait_until_async(lambda: program.studio.hearing.active)
            await program.stopped()
            # What was played last is still on its way to the listener.
            enough_s = recording.seconds + ON_ITS_WAY_S
            await wait_until_async(lambda: recording.seconds >= enough_s)
            heard, start_s = recording.samples, recording.start_s
        found["heard"], found["start_s"] = heard, start_s
        found["lit"] = list(program.lit)
        found["parts"] = program.studio.overview.parts
        program.studio.exporting.export(exported_path, EXPORTERS[0].format())
        await wait_until_async(lambda: "Exported" in program.said("export"), 3 * HANGS_S)
        voice = program.studio.voices.get(program.studio.designing.spoken_design.mix[0].voice_id)
        found["voice"] = voice.name if voice is not None else ""

    def played(*, rendered: bool) -> Alignment:
        run_program(partial(scenario, rendered=rendered))
        assert found["voice"] == "Emma"
        heard = np.asarray(found["heard"], np.float64)
        with wave.open(str(exported_path)) as file:
            assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (44100, 2, 1)
            exported = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float64) / 32768
        alignment = align(soxr.resample(exported, 44100, 48000, "VHQ"), heard, 48000)
        print(alignment)
        return alignment

    alignment = played(rendered=False)
    if alignment.residual_db > -40.0:
        # Beside other heavy work this machine may speak more slowly than is heard, which makes gaps.
        alignment = played(rendered=True)
    assert alignment.residual_db <= -40.0
    check_highlight(found, alignment.delay_s)


def check_highlight(found: dict[str, object], delay_s: float) -> None:
    """Every word was lit once, in turn, when the recording had it."""
    lit = found["lit"]
    start_s = found["start_s"]
    assert isinstance(lit, list)
    assert isinstance(start_s, float)
    assert [TEXT[word.start : word.end] for word in lit] == [span.text for span in word_spans(TEXT)]
    times = [part.start_s + word.start_s for part in found["parts"] for word in part.take.words]  # type: ignore[attr-defined]
    errors_s = np.array([word.at_s - (start_s + delay_s + t_s) for word, t_s in zip(lit, times, strict=True)])
    print("highlight errors, ms", np.round(errors_s * 1000))
    assert np.abs(errors_s).mean() < 0.05
    assert np.percentile(np.abs(errors_s), 95) < 0.1


@pytest.mark.model
def test_a_killed_engine_comes_back_and_the_next_play_is_heard(
    display: Display, sound: SoundPath, data_dir: Path
) -> None:
    async def scenario(program: Program) -> None:
        await program.ready()
        type_text(program, "A long paragraph that goes on and on. " * 8)
        play_all(program)
        await wait_until_async(lambda: len(program.lit) > 2, 3 * HANGS_S)
        child = next(c for c in psutil.Process().children() if "studio.server" in " ".join(c.cmdline()))
        os.kill(child.pid, signal.SIGKILL)
        await wait_until_async(lambda: not program.studio.engine.state.ready, what="noticing the end")
        assert "started again" in program.said("engine")
        await wait_until_async(lambda: not program.studio.engine.blocker(), READY_S)
        program.studio.hearing.stop()
        with sound.record() as recording:
            play_all(program)
            before = len(program.lit)
            await wait_until_async(lambda: len(program.lit) > before + 2, 3 * HANGS_S)
            program.studio.hearing.stop()
            assert np.abs(recording.samples).max() > 0.05

    run_program(scenario)


def test_closing_in_the_middle_of_a_sentence_leaves_nothing(display: Display, sound: SoundPath, data_dir: Path) -> None:
    async def scenario(program: Program) -> None:
        await program.ready()
        play_all(program)
        await wait_until_async(lambda: program.lit)

    run_program(scenario, engine="tone")
    # The leak check that every test has looks for threads and processes.
