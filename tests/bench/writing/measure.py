# SPDX-License-Identifier: GPL-3.0-or-later
"""A sitting in a book of a million characters, in the real window with the tone engine."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.core.dictionary import Entry
from studio.core.hues import HUES
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, new_paragraph
from studio.ui.garbage import keep_from_collector
from tests.bench.figures import Figure
from tests.bench.view.content import manuscript
from tests.bench.writing.events import MOST_MS, SHARE_MS, Events
from tests.support.program import Program, run_program
from tests.support.waiting import wait_until_async

PARAGRAPHS, CHARACTERS = 6200, 162
SPEAKERS, LINES = 20, 5000
CHAPTER = 32
"""Paragraphs of a chapter beside those that the text has."""
SOUGHT, LEAST_HITS = "the", 10_000
SAID = "reef"
"""A word that is in every other paragraph."""
_SHARE = 0.99
_BREATH_S = 0.02


def measure() -> list[Figure]:
    """The figures, taken on the display and data folder of this process's environment."""
    events, told = Events(), list[Figure]()

    async def scenario(program: Program) -> None:
        await program.ready()
        project = book()
        program.studio.editing.replace_found("a book", project)
        editor = program.window.manuscript.editor
        await wait_until_async(lambda: len(editor.rows) == len(project.paragraphs), 60.0, "the book")
        await _rest(100)
        # As the program does once a project is open.
        keep_from_collector()
        marks = sum(len(each.marks) for each in project.paragraphs)
        chapters = len(program.studio.outline.chapters)
        size = f"{editor.rows.length:,} characters, {len(project.cast)} speakers, {marks:,} marks, {chapters} chapters"
        told.append(Figure("The book", size))
        with events.measuring():
            for kind, act in _ACTS.items():
                with events.during(kind):
                    await act(program)
                    await _rest(20)
        told.append(Figure("Hits found", f"{_hits[-1]:,}", f"at least {LEAST_HITS:,}", _hits[-1] >= LEAST_HITS))
        program.studio.finding.end()

    run_program(scenario, "tone")
    for kind, times_ms in events.times_ms.items():
        share, (longest_ms, what) = events.share(kind), events.slowest[kind]
        said = f"{kind}: events under {SHARE_MS:g} ms, CPU"
        told.append(Figure(said, f"{share:.2%} of {len(times_ms)}", f"at least {_SHARE:.0%}", share >= _SHARE))
        longest = f"{longest_ms:.1f} ms ({what})"
        told.append(Figure(f"{kind}: the longest event", longest, f"at most {MOST_MS:g} ms", longest_ms <= MOST_MS))
    return told


def book() -> Project:
    """A book of a million characters and some 350 chapters, of whose paragraphs one speaker has LINES."""
    cast = (
        Speaker(NARRATOR, "Narrator"),
        *(Speaker(f"s{number}", f"Speaker {number}", HUES[number % len(HUES)]) for number in range(1, SPEAKERS)),
    )
    drawn = random.Random(5)
    made: list[Paragraph] = []
    for number, paragraph in enumerate(manuscript(PARAGRAPHS, 2, CHARACTERS)):
        if number % CHAPTER == 0:
            made.append(replace(new_paragraph(f"Chapter {number // CHAPTER + 1}"), kind="heading", level=1))
        speaker = "s1" if number < LINES + 500 and number % 11 else f"s{drawn.randrange(2, SPEAKERS)}"
        made.append(replace(paragraph, speaker=speaker))
    return Project(tuple(made), cast, title="A book")


async def _typing(program: Program) -> None:
    editor = program.window.manuscript.editor
    editor.setFocus()
    for share in (0.01, 0.5, 0.99):
        start, _ = editor.paragraph_span(int(len(editor.rows) * share))
        editor.select(start + 20, start + 20)
        await _rest(5)
        for number in range(60):
            key = Qt.Key.Key_Return if number % 30 == 29 else Qt.Key.Key_A if number % 6 else Qt.Key.Key_Space
            QTest.keyClick(editor, Qt.Key.Key_Backspace if number % 15 == 14 else key)
            await asyncio.sleep(_BREATH_S)


async def _finding(program: Program) -> None:
    finding, bar = program.studio.finding, program.window.manuscript.find_bar
    program.presenter.actions["find"].trigger()
    for letter in SOUGHT:
        QTest.keyClicks(bar.field.line, letter)
        await asyncio.sleep(_BREATH_S)
    await wait_until_async(lambda: not finding.busy, 60.0, "the search")
    _hits.append(finding.count)
    for number in range(60):
        QTest.keyClick(
            bar.field.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier if number % 7 == 6 else _NONE
        )
        await asyncio.sleep(_BREATH_S)


async def _typing_while_found(program: Program) -> None:
    await _typing(program)


async def _recolouring(program: Program) -> None:
    for number in range(20):
        program.studio.speakers.recolour("s1", HUES[number % len(HUES)])
        await asyncio.sleep(_BREATH_S)


async def _scrolling(program: Program) -> None:
    port = program.window.manuscript.editor.viewport()
    place = QPointF(300, 300)
    for number in range(200):
        delta = QPoint(0, -120 if number % 50 < 35 else 120)
        none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(place, port.mapToGlobal(place), QPoint(), delta, none, _NONE, phase, False)
        QApplication.sendEvent(port, event)
        await asyncio.sleep(_BREATH_S / 2)
    bar = program.window.manuscript.editor.verticalScrollBar()
    for share in (0.1, 0.9, 0.3, 0.7, 0.5):
        bar.setValue(int(bar.maximum() * share))
        await asyncio.sleep(_BREATH_S)


async def _adding_a_word(program: Program) -> None:
    """Say a word otherwise that is in every other paragraph, write with it, and take that back."""
    program.studio.dictionaries.put(Entry(SAID, "REE-fuh"))
    await _rest(100)
    await _typing(program)
    for _ in range(3):
        program.studio.dictionaries.change("no words", lambda _entries: ())
        await _rest(60)
        program.studio.editing.undo()
        await _rest(60)


async def _marking(program: Program) -> None:
    """Mark the whole book, and take that back."""
    program.studio.marking.choose(0, program.window.manuscript.editor.rows.length, "volume", "1.2")
    await _rest(100)
    program.studio.editing.undo()
    await _rest(100)


async def _moving(program: Program) -> None:
    """Move the first chapter behind all others, so that each has another number, and take that back."""
    outline = program.studio.outline
    outline.move(0, len(outline.chapters) - 1)
    await _rest(100)
    program.studio.editing.undo()
    await _rest(100)


async def _looking_for_unsure_words(program: Program) -> None:
    """Typing, scrolling and going from word to word while the book is looked through, and once it is."""
    unsure, editor = program.studio.unsure, program.window.manuscript.editor
    unsure.show(True)
    await _typing(program)
    await _scrolling(program)
    await wait_until_async(lambda: not unsure.busy, 300.0, "the book is looked through")
    editor.setFocus()
    for _ in range(20):
        QTest.keyClick(QApplication.focusWidget() or editor, Qt.Key.Key_F8)
        await asyncio.sleep(5 * _BREATH_S)
    await _typing(program)


_NONE = Qt.KeyboardModifier.NoModifier
_hits: list[int] = [0]
_ACTS: dict[str, Callable[[Program], Awaitable[None]]] = {
    "typing": _typing,
    "finding": _finding,
    "typing while found": _typing_while_found,
    "recolouring": _recolouring,
    "scrolling": _scrolling,
    "adding a word": _adding_a_word,
    "marking all": _marking,
    "moving a chapter": _moving,
    "unsure words": _looking_for_unsure_words,
}


async def _rest(breaths: int) -> None:
    for _ in range(breaths):
        await asyncio.sleep(_BREATH_S)
