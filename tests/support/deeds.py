# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody at the studio without its window who does at random what a person can ask it for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

from studio.app.studio import Studio
from studio.core.emotions import EMOTIONS
from studio.core.marks import Mark, ordered
from studio.core.project import Paragraph
from studio.core.takes import Take

_LINES = (
    "The ferry was late, and nobody minded. It came at 7:45.",
    "“Is it far?” she asked.",
    "***",
    "",
    "   ",
    'Wait <break time="300ms"/>for me, he said. <speed ratio="1.3"/>Quickly now.',
    "<volume ratio='0.6'>A whisper,</volume> and then <spell>NASA</spell>.",
    "A < B, they wrote, and 2 * 3 = 6.",
    "Für immer 🎉 und drei.",
)
_PIECES = (
    "a", "and ", "A new one. ", "\n", ".", '<break time="1s"/>', "<speed ratio='0.8'>", "</speed>", "<emo", "🎉",
    "&lt;", '<emotion value="anger"/>', "</spell>", "x\ny\n",
)  # fmt: skip


class Deeds:
    """Plays, edits, renders, and deals with takes, versions and projects.

    Args:
        studio: Where.
        random: Decides what is done.
        folder: Where projects are saved.
    """

    def __init__(self, studio: Studio, random: Random, folder: Path) -> None:
        self._studio = studio
        self._random = random
        self._folder = folder
        self.did: list[str] = []
        """What was done, the newest last."""
        hearing, rendering, projects = studio.hearing, studio.rendering, studio.projects
        self._deeds: tuple[tuple[int, Callable[[], object]], ...] = (
            (8, self.type),
            (3, self.delete),
            (2, self.paste),
            (2, self.put_a_mark),
            (3, self.mark_by_hand),
            (2, self.change_a_mark),
            (2, self.remove_marks),
            (4, self.undo),
            (3, self.redo),
            (3, hearing.play_all),
            (3, self.play_from),
            (2, self.play_selection),
            (3, hearing.play_or_pause),
            (3, hearing.stop),
            (4, self.seek),
            (1, hearing.step_forward),
            (1, hearing.step_back_chapter),
            (4, rendering.render_changed),
            (2, rendering.pause_or_resume),
            (1, rendering.cancel),
            (2, self.another_reading),
            (3, self.choose_a_take),
            (2, self.lock_a_take),
            (2, self.delete_a_take),
            (2, self.compare),
            (2, self.design),
            (3, self.cast),
            (1, self.render_ahead_or_not),
            (1, self.forget_the_sound),
            (1, projects.keep_version),
            (1, self.bring_back),
            (1, projects.new),
            (2, self.open),
            (1, self.save_as),
            (1, self.open_a_text),
        )

    def act(self) -> None:
        """Do one thing."""
        weights, deeds = zip(*self._deeds, strict=True)
        deed = self._random.choices(deeds, weights)[0]
        self.did.append(deed.__name__)
        deed()

    def write(self, lines: int) -> None:
        """Have as many lines of text."""
        self._studio.editing.replace_text("\n".join(self._random.choice(_LINES) for _ in range(lines)))

    # --- deeds

    def type(self) -> None:
        place = self._place()
        for piece in self._random.choices(_PIECES, k=self._random.randint(1, 4)):
            self._studio.editing.edit_text(place, 0, piece)
            place = min(place + len(piece), len(self._text))

    def delete(self) -> None:
        place = self._place()
        self._studio.editing.edit_text(place, min(self._random.randint(1, 60), len(self._text) - place), "")

    def paste(self) -> None:
        self._studio.editing.edit_text(self._place(), 0, "\n".join(self._random.choices(_LINES, k=3)))

    def put_a_mark(self) -> None:
        paragraph = self._paragraph()
        start = self._random.randint(0, len(paragraph.text))
        end = self._random.randint(start, len(paragraph.text))
        mark = Mark("pause", start, start, "0.4") if end == start else Mark("speed", start, end, "1.2")
        self._studio.editing.change_marks(
            "marking", paragraph.id, lambda marks: ordered((*marks, mark), len(paragraph.text))
        )

    def mark_by_hand(self) -> None:
        marking, random = self._studio.marking, self._random
        start, end = sorted((self._place(), self._place()))
        random.choice(
            (
                lambda: marking.choose(start, end, "emotion", "curiosity:high"),
                lambda: marking.choose(start, end, "spell"),
                lambda: marking.clear(start, end),
                lambda: marking.pause_behind(start, end),
                lambda: marking.pause_at(start, 0),
            )
        )()

    def change_a_mark(self) -> None:
        marking, random = self._studio.marking, self._random
        paragraphs = self._studio.editing.project.paragraphs
        marked = [(row, number) for row, each in enumerate(paragraphs) for number in range(len(each.marks))]
        if marked:
            change = random.choice((marking.lengthen, marking.begin_by_word))
            change(*random.choice(marked), random.choice((-1, 1)))

    def remove_marks(self) -> None:
        self._studio.editing.change_marks("deleting a mark", self._paragraph().id, lambda marks: marks[1:])

    def undo(self) -> None:
        for _ in range(self._random.choice((1, 1, 3, 30))):
            self._studio.editing.undo()

    def redo(self) -> None:
        for _ in range(self._random.choice((1, 1, 3, 30))):
            self._studio.editing.redo()

    def play_from(self) -> None:
        self._studio.hearing.play_from(self._place())

    def play_selection(self) -> None:
        start = self._place()
        self._studio.hearing.play_selection(start, min(start + 40, len(self._text)))

    def seek(self) -> None:
        if self._random.random() < 0.5:
            self._studio.hearing.seek_to_char(self._place())
        else:
            self._studio.hearing.seek_s(self._random.uniform(0.0, self._studio.overview.total_s))

    def another_reading(self) -> None:
        paragraph = self._paragraph()
        if not self._studio.hearing.play_blocker() and self._studio.engine.state.ready and paragraph.is_read:
            self._studio.rendering.another_reading(paragraph)

    def choose_a_take(self) -> None:
        if found := self._take():
            self._studio.taking.notes.choose(*found[:1], found[1].id)

    def lock_a_take(self) -> None:
        self._note(lambda now: replace(now, locked=not now.locked, used=True), "locking a take")

    def delete_a_take(self) -> None:
        self._note(lambda now: replace(now, deleted=True), "deleting a take")

    def compare(self) -> None:
        self._studio.comparing.compare_or_switch(self._place())

    def design(self) -> None:
        designing, random = self._studio.designing, self._random
        voices = [voice.id for voice in self._studio.voices.all]
        if not voices:
            return
        random.choice(
            (
                lambda: designing.choose_voice(random.choice(voices)),
                lambda: designing.set_speed(random.choice((0.0, 0.3))),
                lambda: designing.set_emotion(random.choice(EMOTIONS), random.randint(0, 2)),
                designing.reset_expression,
            )
        )()

    def cast(self) -> None:
        speakers, random = self._studio.speakers, self._random
        ids = [paragraph.id for paragraph in self._studio.editing.project.paragraphs]
        some = random.sample(ids, min(3, len(ids)))
        one, other = (random.choice(speakers.all).id for _ in range(2))
        random.choice(
            (
                lambda: speakers.add(random.choice(("Ida", "Keeper", "")), some),
                lambda: speakers.give(dict.fromkeys(some, random.choice((one, "")))),
                lambda: speakers.rename(one, random.choice(("Ida", "Old Ida", " "))),
                lambda: speakers.recolour(one, "#8A6420"),
                lambda: speakers.show(one),
                lambda: speakers.remove(one, other),
            )
        )()

    def render_ahead_or_not(self) -> None:
        preferences = self._studio.preferences
        preferences.change(render_ahead=not preferences.now.render_ahead)

    def forget_the_sound(self) -> None:
        """As a long session would, the sound of which takes more than what may be kept in memory."""
        self._studio.takes.clear()

    def bring_back(self) -> None:
        if versions := self._studio.projects.versions:
            self._studio.projects.bring_back(self._random.choice(versions).number)

    def open(self) -> None:
        if recent := self._studio.projects.recent:
            self._studio.projects.open(self._random.choice(recent).path)

    def save_as(self) -> None:
        self._studio.projects.save_as(self._folder / f"kept {self._random.randint(1, 3)}.speech")

    def open_a_text(self) -> None:
        path = self._folder / "chapter.txt"
        path.write_text("\n".join(self._random.choices(_LINES, k=12)), encoding="utf-8")
        self._studio.projects.open(path)

    # --- hands

    @property
    def _text(self) -> str:
        return self._studio.editing.project.text

    def _place(self) -> int:
        return self._random.randint(0, len(self._text))

    def _paragraph(self) -> Paragraph:
        return self._random.choice(self._studio.editing.project.paragraphs)

    def _take(self) -> tuple[Paragraph, Take] | None:
        taking = self._studio.taking
        known = [(each, take) for each in self._studio.editing.project.paragraphs for take in taking.takes_of(each)]
        return self._random.choice(known) if known else None

    def _note(self, change: Callable[..., object], label: str) -> None:
        if found := self._take():
            taking = self._studio.taking
            taking.notes.put(label, found[0], change(taking.notes.of(found[0], found[1].id)))  # type: ignore[arg-type]
