# SPDX-License-Identifier: GPL-3.0-or-later
"""A session in which somebody types, moves sliders, plays, renders, chooses among takes, keeps versions and takes steps
back, until it is killed.

python -m tests.bench.project.session DATA SEED

It prints a line of JSON for each state of the project, with its digest and the time, and for what is on the disk.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from studio.client.local.engine import LocalEngine
from studio.core.project import Paragraph, Project
from studio.core.takes import Take
from studio.project.file.values import field_to_json, paragraph_to_json
from studio.project.steps import FIELDS
from tests.support.desk import Desk
from tests.support.waiting import wait_until_async

_MOST_PARAGRAPHS = 12
_LOOK_S = 0.1
STARTS_WITHIN_S = 120.0
"""So long may a start take on a machine that does other things, too."""
_WORDS = ("river ", "stone ", "a ", "quiet ", "morning. ")


def digest_of(project: Project) -> str:
    """SHA-256 (hex) of all of a project's values."""
    values: list[Any] = [paragraph_to_json(paragraph) for paragraph in project.paragraphs]
    values += [field_to_json(name, getattr(project, name)) for name in FIELDS]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def say(**told: Any) -> None:
    print(json.dumps({"t": time.monotonic(), **told}), flush=True)


async def session(data: Path, seed: int) -> None:
    """Work until killed."""
    chance = random.Random(seed)
    desk = Desk(data, make_engine=lambda: LocalEngine(engine="tone"))
    studio = desk.studio
    known: dict[str, str] = {}

    def state(project: Project) -> None:
        say(state=digest_of(project))

    studio.editing.changed.connect(state)
    studio.start()
    await wait_until_async(lambda: not studio.engine.blocker(), STARTS_WITHIN_S, "the engine")
    state(studio.editing.project)
    say(path=str(studio.projects.path), opened=True)
    acts = _acts(desk, chance)
    said_s = 0.0
    while True:
        chance.choice(acts)()
        for paragraph in studio.editing.project.paragraphs:
            for take in studio.taking.takes_of(paragraph):
                if known.setdefault(take.id, "made") == "made":
                    known[take.id] = "told"
                    say(take=take.id)
        if time.monotonic() - said_s > _LOOK_S:
            said_s = time.monotonic()
            await _tell_what_is_kept(desk, [name for name, how in known.items() if how == "told"])
        await asyncio.sleep(chance.uniform(0.0, 0.03))


async def _tell_what_is_kept(desk: Desk, takes: list[str]) -> None:
    studio = desk.studio
    if not studio.keeping.unsaved:
        say(saved=digest_of(studio.editing.project))
    await studio.taking.settle()
    await studio.keeping.writer.run(lambda: None)
    say(kept=takes)


def _acts(desk: Desk, chance: random.Random) -> list[Callable[[], object]]:
    studio = desk.studio
    editing, designing = studio.editing, studio.designing

    def type_word() -> None:
        text = editing.project.text
        at = chance.randint(0, len(text))
        for letter in chance.choice(_WORDS):
            editing.edit_text(at, 0, letter)
            at += 1

    def new_paragraph() -> None:
        if len(editing.project.paragraphs) < _MOST_PARAGRAPHS:
            editing.edit_text(chance.randint(0, len(editing.project.text)), 0, "\n")

    def delete() -> None:
        text = editing.project.text
        if len(text) > 400:
            editing.edit_text(chance.randint(0, len(text) - 40), 30, "")

    return [
        *([type_word] * 6),
        *_take_acts(desk, chance),
        new_paragraph,
        delete,
        *([lambda: designing.set_speed(chance.uniform(-1, 1))] * 2),
        lambda: designing.set_emotion("anger", chance.randint(0, 5)),
        *([studio.hearing.play_all] * 2),
        studio.hearing.stop,
        *([editing.undo] * 2),
        editing.redo,
        lambda: studio.projects.keep_version("kept") if chance.random() < 0.2 else None,
    ]


def _take_acts(desk: Desk, chance: random.Random) -> list[Callable[[], object]]:
    studio = desk.studio
    taking = studio.taking

    def with_a_take(act: Callable[[Paragraph, Take], object]) -> Callable[[], None]:
        def do() -> None:
            paragraph = chance.choice(studio.editing.project.paragraphs)
            takes = taking.takes_of(paragraph)
            if takes:
                act(paragraph, chance.choice(takes))

        return do

    def star(paragraph: Paragraph, take: Take) -> None:
        note = taking.notes.of(paragraph, take.id)
        taking.notes.put("a star", paragraph, replace(note, starred=not note.starred))

    def delete_take(paragraph: Paragraph, take: Take) -> None:
        note = taking.notes.of(paragraph, take.id)
        taking.notes.put("deleting a take", paragraph, replace(note, deleted=True, used=False))

    def read_again(paragraph: Paragraph, _take: Take) -> None:
        if not studio.engine.blocker():
            words = chance.choice((0, len(paragraph.text) // 2))
            studio.rendering.another_reading(paragraph, words)

    return [
        with_a_take(lambda paragraph, take: taking.notes.choose(paragraph, take.id)),
        with_a_take(star),
        with_a_take(delete_take),
        with_a_take(read_again),
        *([studio.rendering.render_changed] * 2),
        studio.rendering.pause_or_resume,
    ]


if __name__ == "__main__":
    asyncio.run(session(Path(sys.argv[1]), int(sys.argv[2])))
