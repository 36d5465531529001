# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
import inspect
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import Any, get_origin, get_type_hints

from studio.app.keeping.clips import MemoryClips
from studio.app.keeping.settings import load_settings
from studio.app.overview.overview import EVERY_S
from studio.app.saying.pronouncing import Asked
from studio.app.studio import Studio
from studio.app.takes.takes import LiveTake
from studio.core.observe import Signal
from studio.core.project import Paragraph, Project, VoiceDesign
from studio.core.takes import Made, Take
from tests.support.desk import Desk, step_until
from tests.support.projects import last_saved
from tests.support.stepped_output import Steps
from tests.support.waiting import HANGS_S, wait_until_async


async def test_parts_of_killed_exports_are_cleared_at_the_next_start(data_dir: Path, tmp_path: Path) -> None:
    first = Desk(data_dir)
    await first.open()
    first.studio.keeping.remember(export_folder=str(tmp_path))
    await first.studio.close()
    code = (
        "import os, pathlib\nfrom studio.core.files import replacing\n"
        f"with replacing(pathlib.Path({str(tmp_path / 'out.wav')!r})):\n    os._exit(9)"
    )
    killed = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", code], check=False)
    assert killed.returncode == 9

    def parts() -> list[Path]:
        return [path for path in tmp_path.iterdir() if path.is_file()]

    assert parts()
    second = Desk(data_dir)
    await second.open()
    await wait_until_async(lambda: not parts())
    await second.studio.close()


async def test_text_and_design_come_back_at_the_next_start(desk: Desk, data_dir: Path) -> None:
    desk.studio.editing.replace_text("What was written.")
    desk.studio.designing.set_speed(0.5)
    desk.studio.designing.set_emotion("anger", 4)
    await wait_until_async(lambda: last_saved(data_dir) == desk.studio.editing.project, HANGS_S)
    again = Desk(data_dir)
    assert again.studio.editing.project == desk.studio.editing.project
    await again.studio.close()


ROOMS = (
    "editing",
    "designing",
    "dictionaries",
    "voices",
    "hearing",
    "overview",
    "sound",
    "files",
    "projects",
    "pronouncing",
    "exporting",
    "engine",
    "keeping",
    "marking",
    "taking",
)
PARAGRAPH = Paragraph("none", "One.")
ASKED_WORD = Asked("One", 0, 3, PARAGRAPH, 0, "en-US")
NO_TAKE = Take("none", "none", (), Made("", "", ""), "", VoiceDesign(), 0.0)
# What queries that take something are asked for.
ASKED: dict[str, tuple[Any, ...]] = {
    "designing.as_spoken": (Project((PARAGRAPH,)),),
    "designing.prepared": (Project((PARAGRAPH,)), ()),
    "designing.opened": (VoiceDesign(),),
    "designing.spoken": (VoiceDesign(),),
    "designing.spoken_in": (Project((PARAGRAPH,)), VoiceDesign()),
    "designing.spoken_paragraph": (PARAGRAPH,),
    "dictionaries.entries": (),
    "editing.carried": (0, 0),
    "hearing.stop_trying": ("nobody",),
    "hearing.try_when_able": ("nobody", lambda: None),
    "keeping.free_path": ("A name",),
    "marking.nearest_edge": (0, 1, "end"),
    "marking.stretch_of": (0, 0),
    "marking.value": (0, 1, "speed"),
    "overview.heard_in": (0, 1, (0.0, 1.0)),
    "overview.read_by": ("nobody",),
    "overview.text_at": (0.0,),
    "overview.time_of": (0,),
    "pronouncing.places": (ASKED_WORD,),
    "pronouncing.told": (ASKED_WORD,),
    "pronouncing.word": (0, 1),
    "taking.fits": (NO_TAKE, PARAGRAPH, VoiceDesign()),
    "taking.heard_as": (PARAGRAPH, VoiceDesign(), "tone"),
    "taking.in_use": (PARAGRAPH, VoiceDesign(), "tone"),
    "taking.next_reading": (PARAGRAPH, VoiceDesign(), "tone"),
    "taking.left": (MemoryClips(), str),
    "taking.is_instead": (LiveTake("take", 24000),),
    "taking.made_of": (PARAGRAPH, VoiceDesign(), "tone"),
    "taking.note_of": (PARAGRAPH, "none"),
    "taking.numbered": (PARAGRAPH,),
    "taking.sound": (NO_TAKE,),
    "taking.takes_of": (PARAGRAPH,),
    "taking.to_play": (NO_TAKE,),
    "voices.for_design": (VoiceDesign(),),
    "voices.get": ("nobody",),
    "voices.print_of": ("nobody",),
    "voices.speakable": (VoiceDesign(),),
}


def only_acts(method: Callable[..., object]) -> bool:
    """Whether *method* gives nothing back but, at most, the task of what it began."""
    given = get_type_hints(method)["return"]
    return given is type(None) or get_origin(given) is asyncio.Task


def queries(studio: Studio) -> Iterator[tuple[str, Callable[[], object]]]:
    """Everything that can be asked of the studio: properties, and methods that give something back."""
    rooms = {"studio": studio, **{name: getattr(studio, name) for name in ROOMS}}
    for room_name, room in rooms.items():
        for name, member in inspect.getmembers_static(type(room)):
            called = f"{room_name}.{name}"
            if name.startswith("_"):
                continue
            if isinstance(member, property | cached_property):
                yield called, partial(getattr, room, name)
            elif not inspect.iscoroutinefunction(member) and not only_acts(member):
                yield called, partial(getattr(room, name), *ASKED.get(called, ()))


def signals(studio: Studio) -> dict[str, Signal[Any]]:
    """Every signal of the studio and of what its rooms stand on."""
    found: dict[str, Signal[Any]] = {}
    todo: list[tuple[str, object]] = [("studio", studio)]
    seen: set[int] = set()
    while todo:
        name, thing = todo.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, Signal):
            found[name] = thing
        if type(thing).__module__.startswith(("studio.app", "studio.project.history")):
            todo += [(f"{name}.{key}", value) for key, value in getattr(thing, "__dict__", {}).items()]
    return found


async def test_queries_emit_nothing(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    studio = desk.studio
    emitted: list[str] = []
    all_signals = signals(studio)
    assert len(all_signals) >= 12, sorted(all_signals)

    def emitting() -> list[str]:
        undo = [
            signal.connect(lambda _value, name=name: emitted.append(name))  # type: ignore[misc]
            for name, signal in all_signals.items()
        ]
        emitted.clear()
        # Within one turn of the loop nothing else can happen.
        for _, ask in queries(studio):
            ask()
        for disconnect in undo:
            disconnect()
        return emitted

    assert emitting() == []
    studio.editing.replace_text("One two three four.\n\nFive six seven eight.")
    studio.hearing.play_all()
    await step_until(desk, lambda: studio.hearing.view().word, "a word is heard")
    heard_s = time.monotonic()
    await wait_until_async(lambda: time.monotonic() - heard_s > EVERY_S, what="the overview may be refreshed")
    # The takes have grown since the overview took them in: it is out of date, and asking leaves it so.
    assert emitting() == []
    refreshed: list[None] = []
    studio.overview.changed.connect(refreshed.append)
    studio.overview.catch_up()
    assert refreshed == [None]
    studio.hearing.stop()
    assert emitting() == []


async def test_a_setting_is_kept_soon_after_it_was_changed(desk: Desk) -> None:
    path = desk.data_dir / "settings.json"
    desk.studio.keeping.remember(volume=0.125)
    await wait_until_async(lambda: load_settings(path).volume == 0.125, HANGS_S, "the setting in its file")
