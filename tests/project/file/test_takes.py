# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from studio.core.project import VoiceDesign
from studio.core.takes import Clip, ClipSpan, Made, Take
from studio.core.timeline import WordTiming
from studio.project.file.schema import make_tables
from studio.project.file.takes import drop_takes, keep_take, read_clips, read_takes, sound_of
from tests.support.projects import a_project, created

CLIP = Clip("c1", 24000, 4800, (WordTiming("One", 0.0, 0.1), WordTiming("two", 0.1, 0.2)), b"\0\x7f\xff")
OTHER = replace(CLIP, id="c2")
DESIGN = a_project().cast[0].design
TAKE = Take(
    "t1", "p1", (ClipSpan("c1", 0, 4800, 0, 2),), Made("text", "design", "tone 1", 3), "One \ud800", DESIGN, 12.5
)
SECOND = replace(TAKE, id="t2", spans=(*TAKE.spans, ClipSpan("c2", 100, 200, 0, 1)), time_s=13.0, design=VoiceDesign())


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.text_factory = lambda data: data.decode("utf-8", "surrogatepass")
    make_tables(connection)
    yield connection
    connection.close()


def test_takes_and_clips_come_back_equal(database: sqlite3.Connection) -> None:
    keep_take(database, SECOND, [(OTHER, b"fLaC 2")])
    keep_take(database, TAKE, [(CLIP, b"fLaC 1")])
    # In the order in which they were made, as a clock may be set back.
    assert read_takes(database) == (SECOND, TAKE)
    assert read_clips(database) == {"c1": CLIP, "c2": OTHER}
    assert (sound_of(database, "c1"), sound_of(database, "c3")) == (b"fLaC 1", None)


def test_a_clip_goes_with_the_last_take_that_has_it(database: sqlite3.Connection) -> None:
    keep_take(database, TAKE, [(CLIP, b"fLaC 1")])
    keep_take(database, SECOND, [(OTHER, b"fLaC 2")])
    drop_takes(database, ["t2"])
    assert (read_takes(database), list(read_clips(database))) == ((TAKE,), ["c1"])
    drop_takes(database, ["t1"])
    assert (read_takes(database), read_clips(database), sound_of(database, "c1")) == ((), {}, None)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE takes SET spans = '[[\"c1\", 5, 1, 0, 1]]'",
        "UPDATE takes SET design = '{'",
        "UPDATE takes SET time = 'late'",
        "UPDATE takes SET spans = '7'",
    ],
)
def test_a_damaged_take_is_left_out(database: sqlite3.Connection, damage: str) -> None:
    keep_take(database, TAKE, [(CLIP, b"fLaC 1")])
    database.execute(damage)
    keep_take(database, SECOND, [(OTHER, b"fLaC 2")])
    assert read_takes(database) == (SECOND,)


def test_a_clip_without_its_sound_is_lost(database: sqlite3.Connection) -> None:
    keep_take(database, TAKE, [(CLIP, b"fLaC 1")])
    database.execute("UPDATE clips SET words = '[[1]]'")
    keep_take(database, SECOND, [(OTHER, b"fLaC 2")])
    database.execute("DELETE FROM sounds WHERE clip = 'c2'")
    assert read_clips(database) == {}


def test_a_project_that_goes_on_in_another_file_has_its_takes_there(tmp_path: Path) -> None:
    before, after = created(tmp_path / "before.speech"), created(tmp_path / "after.speech")
    after.keep_take(TAKE, [(CLIP, b"fLaC 1")])
    before.keep_take(TAKE, [(CLIP, b"fLaC 1")])
    before.keep_take(SECOND, [(OTHER, b"fLaC 2")])
    after.bring_takes(before.path)
    before.close()
    after.close()
    database = sqlite3.connect(tmp_path / "after.speech")
    database.text_factory = lambda data: data.decode("utf-8", "surrogatepass")
    assert read_takes(database) == (TAKE, SECOND)
    assert sound_of(database, "c2") == b"fLaC 2"
    database.close()
