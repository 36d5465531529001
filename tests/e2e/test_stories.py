# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories of a narrator at the real program, by the keyboard: a project that is never lost, two takes compared, a
version brought back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from studio.app.playback.view import HeardWord
from studio.core.project import Paragraph
from studio.core.takes import Take
from studio.ui.sheets.start.panel import StartSheet
from studio.ui.sheets.versions.panel import VersionsSheet
from tests.support.program import Program, run_program
from tests.support.screen import Display
from tests.support.sound import SoundPath
from tests.support.waiting import HANGS_S, wait_until_async

# Not marked as of sound, see test_sittings.
pytestmark = pytest.mark.display

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
FIRST = "One two three four."
# Long, so that it is still heard when a busy machine looks at it.
SECOND = f"Five six seven eight{' nine' * 90}."
MANY = "\n".join(f"Line {number} has some more words to say." for number in range(40))
# A program that adds lines to what is open, renders, and tells which paragraphs it has kept, until it is killed.
TO_BE_KILLED = f"""
import asyncio, sys
from studio.ui.main import main
async def work(window, presenter, studio):
    while studio.engine.blocker():
        await asyncio.sleep(0.01)
    text = studio.editing.project.text
    studio.editing.edit_text(len(text), 0, "\\n" + {MANY!r})
    await studio.keeping.save()
    presenter.actions["render_changed"].trigger()
    while True:
        await asyncio.sleep(0.01)
        pending = studio.rendering.pending()
        await studio.taking.settle()
        # Behind what the writer was given.
        await studio.keeping.writer.run(bool)
        print(pending, flush=True)
tasks = []
def started(window, presenter, studio):
    tasks.append(asyncio.get_running_loop().create_task(work(window, presenter, studio)))
sys.exit(main("tone", started))
"""


def press(program: Program, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """A key for what has the keyboard."""
    QTest.keyClick(program.window.focusWidget() or program.window, key, held)


def write(program: Program, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            press(program, Qt.Key.Key_Return)
        QTest.keyClicks(program.window.focusWidget(), line)


def takes(program: Program, number: int) -> tuple[Take, ...]:
    return program.studio.taking.takes_of(paragraphs(program)[number])


def paragraphs(program: Program) -> tuple[Paragraph, ...]:
    return program.studio.editing.project.paragraphs


def lit(program: Program) -> int:
    return (program.studio.hearing.view().word or HeardWord(-1, -1)).start


async def holds(condition: Callable[[], object], what: str) -> None:
    await wait_until_async(condition, HANGS_S, what)


async def begun(program: Program) -> QWidget:
    """A new project, whose text has the keyboard."""
    await program.ready()
    editor, before = program.window.manuscript.editor, program.studio.projects.path
    program.window.activateWindow()
    press(program, Qt.Key.Key_N, CTRL)
    await holds(lambda: program.studio.projects.path != before and editor.hasFocus(), "a new project")
    return editor


async def rendered(program: Program) -> None:
    press(program, Qt.Key.Key_F5)
    await holds(lambda: not program.studio.rendering.active and not program.studio.rendering.pending(), "rendered")


def killed_while_rendering(left: int) -> int:
    """Kill the program once *left* paragraphs are still to render, and the others kept; how many it told of last."""
    command = [sys.executable, "-P", "-c", TO_BE_KILLED]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) <= left:
                process.kill()
                return int(line)
    raise AssertionError(f"it ended by itself with {process.returncode}")


def test_a_project_is_made_closed_killed_while_it_renders_reopened_and_gone_on_with(
    display: Display, sound: SoundPath, data_dir: Path
) -> None:
    kept: list[str] = []

    async def make(program: Program) -> None:
        await begun(program)
        write(program, f"{FIRST}\n{SECOND}")
        press(program, Qt.Key.Key_Return, CTRL)
        await holds(lambda: lit(program) >= len(FIRST), "the second paragraph is heard")
        press(program, Qt.Key.Key_Escape)
        await program.stopped()
        kept.extend(take.id for take in takes(program, 0))
        assert len(kept) == 1

    async def go_on(program: Program) -> None:
        studio = program.studio
        assert studio.editing.project.text == f"{FIRST}\n{SECOND}\n{MANY}"
        await holds(lambda: takes(program, 0), "its takes are read")
        assert [take.id for take in takes(program, 0)] == kept
        assert studio.hearing.resume_at is not None
        await program.ready()
        assert studio.rendering.pending() <= left, "what was kept before the kill is there"
        program.presenter.actions["projects"].trigger()
        sheet = program.window.stage.sheet
        assert isinstance(sheet, StartSheet)
        assert sheet.recovery.isVisible()
        press(program, Qt.Key.Key_Escape)
        before = {each.id: len(studio.taking.takes_of(each)) for each in paragraphs(program)}
        await rendered(program)
        for each in paragraphs(program):
            assert len(studio.taking.takes_of(each)) == max(1, before[each.id]), "only what was missing is rendered"
        press(program, Qt.Key.Key_Space, CTRL)
        await holds(lambda: lit(program) >= len(FIRST), "it goes on where it was left")
        studio.editing.undo()
        assert studio.editing.project.text == f"{FIRST}\n{SECOND}"

    run_program(make, "tone")
    left = killed_while_rendering(left=30)
    run_program(go_on, "tone")


def test_two_takes_are_compared_at_the_same_word_and_one_is_chosen(
    display: Display, sound: SoundPath, data_dir: Path
) -> None:
    async def scenario(program: Program) -> None:
        editor = await begun(program)
        write(program, f"{FIRST[:-1]} five six seven eight nine ten{' eleven' * 90}.\n{SECOND}")
        await rendered(program)
        press(program, Qt.Key.Key_Home, CTRL)
        program.presenter.actions["read_again"].trigger()
        await holds(lambda: len(takes(program, 0)) == 2, "another reading")
        press(program, Qt.Key.Key_T, CTRL)
        await holds(lambda: editor is not program.window.focusWidget(), "the list has the keyboard")
        press(program, Qt.Key.Key_B, CTRL)
        await holds(lambda: lit(program) >= FIRST.index("three"), "the newer one is heard")
        before = lit(program)
        press(program, Qt.Key.Key_B, CTRL)
        await holds(lambda: lit(program) > before, "the other one goes on behind that word")
        assert program.studio.playback.compared == 1
        program.studio.hearing.stop()
        await program.stopped()
        first, _second = takes(program, 0)
        press(program, Qt.Key.Key_Down)
        press(program, Qt.Key.Key_Return)
        await holds(lambda: [note.take for note in paragraphs(program)[0].takes if note.used] == [first.id], "chosen")
        press(program, Qt.Key.Key_Escape)
        assert program.window.focusWidget() is editor
        press(program, Qt.Key.Key_Z, CTRL)
        assert not [note for note in paragraphs(program)[0].takes if note.used]

    run_program(scenario, "tone")


def test_a_version_is_kept_looked_at_and_brought_back(display: Display, sound: SoundPath, data_dir: Path) -> None:
    async def scenario(program: Program) -> None:
        projects = program.studio.projects
        await begun(program)
        write(program, FIRST)
        await rendered(program)
        press(program, Qt.Key.Key_S, CTRL)
        await holds(lambda: len(projects.versions) == 1, "a version is kept")
        write(program, "\nAnd not this.")
        press(program, Qt.Key.Key_S, CTRL)
        await holds(lambda: len(projects.versions) == 2, "another one")
        program.presenter.actions["versions"].trigger()
        sheet = program.window.stage.sheet
        assert isinstance(sheet, VersionsSheet)
        press(program, Qt.Key.Key_Down)
        press(program, Qt.Key.Key_Return)
        await holds(lambda: program.studio.editing.project.text == FIRST, "the first one is back")
        assert program.window.stage.sheet is None
        assert program.studio.rendering.pending() == 0, "with its sound"
        press(program, Qt.Key.Key_Z, CTRL)
        assert program.studio.editing.project.text == f"{FIRST}\nAnd not this."

    run_program(scenario, "tone")
