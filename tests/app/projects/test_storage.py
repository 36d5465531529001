# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept, and dropping of what nothing needs."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from studio.app.keeping.file_clips import FileClips
from studio.app.projects.storage import GB, Storage, _beyond
from studio.core.project import VoiceDesign
from studio.core.takes import Clip, ClipSpan, Made, Take
from studio.project.file.old_takes import KEPT, OldTake
from tests.support.desk import Desk
from tests.support.waiting import HANGS_S, wait_until_async

BYTES = 200_000


async def with_old_takes(desk: Desk, count: int) -> FileClips:
    """Give the open project's paragraph so many takes that are old."""
    studio = desk.studio
    studio.editing.replace_text("One two three.")
    await studio.keeping.save()
    store = FileClips(studio.keeping.file, studio.keeping.writer)
    paragraph = studio.editing.project.paragraphs[0].id
    for number in range(count + KEPT):
        clip = Clip(str(uuid4()), 1000, 1000, ())
        spans = (ClipSpan(clip.id, 0, 1000, 0, 0),)
        take = Take(str(uuid4()), paragraph, spans, Made("", "", ""), "Earlier.", VoiceDesign(), float(number))
        store.keep(take, [(clip, b"x" * BYTES)])
    await studio.keeping.writer.run(int)  # until all of them are in the file
    studio.taking.use(store)
    first = studio.editing.project.paragraphs[0]
    await wait_until_async(lambda: len(studio.taking.takes_of(first)) == count + KEPT, HANGS_S)
    return store


async def test_it_measures_what_is_where(desk: Desk) -> None:
    storage = desk.studio.storage
    (desk.data_dir / "models" / "m").mkdir(parents=True)
    (desk.data_dir / "models" / "m" / "part").write_bytes(b"x" * 1000)
    (desk.data_dir / "voices.sqlite3").write_bytes(b"x" * 30)
    await with_old_takes(desk, 2)
    told: list[None] = []
    storage.changed.connect(told.append)
    storage.look()
    await wait_until_async(lambda: told, HANGS_S)
    assert storage.usage is not None
    assert (storage.usage.models, storage.usage.voices, storage.usage.old) == (1000, 30, 2 * BYTES)
    assert storage.usage.projects > (2 + KEPT) * BYTES


async def test_old_takes_are_dropped_on_request_from_memory_and_file(desk: Desk) -> None:
    studio, storage = desk.studio, desk.studio.storage
    await with_old_takes(desk, 3)
    storage.free_old()
    await wait_until_async(lambda: storage.usage is not None, HANGS_S)
    assert storage.usage is not None
    assert storage.usage.old == 0
    assert len(studio.taking.takes_of(studio.editing.project.paragraphs[0])) == KEPT
    store = FileClips(studio.keeping.file, studio.keeping.writer)
    assert len(store.read().takes) == KEPT


def test_only_as_many_as_are_beyond_the_limit_are_dropped_the_oldest_first() -> None:
    found = (OldTake("a", 3 * GB), OldTake("b", 0), OldTake("c", GB), OldTake("d", GB))
    assert _beyond(found, 2 * GB) == ("a",)
    assert _beyond(found, GB) == ("a", "b", "c")
    assert _beyond(found, 5 * GB) == ()
    assert _beyond(found, 0) == ("a", "b", "c", "d")


async def test_a_project_is_kept_within_the_limit_of_the_settings_by_itself(desk: Desk) -> None:
    studio = desk.studio
    storage = Storage(Path(), studio.keeping, studio.taking, studio.preferences, studio._work, rest_s=0.01, unit=BYTES)
    await with_old_takes(desk, 4)
    paragraph = studio.editing.project.paragraphs[0]
    studio.preferences.change(takes_kept="all")
    storage.begin()
    assert len(studio.taking.takes_of(paragraph)) == 4 + KEPT
    studio.preferences.change(takes_kept="1")
    await wait_until_async(lambda: len(studio.taking.takes_of(paragraph)) == 1 + KEPT, HANGS_S)
