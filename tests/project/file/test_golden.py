# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of released versions open for ever, and what they hold beyond this version stays when they are saved.

A file here is never made anew: what a later version cannot read of it is a fault of that version.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio.audio.flac import from_flac
from studio.core.marks import Mark
from studio.core.place import Place
from studio.core.project import Paragraph, Project, Speaker, TakeNote, VoiceDesign
from studio.core.speech import controls
from studio.core.takes import Clip, ClipSpan, Made, Take
from studio.core.timeline import WordTiming
from studio.core.voices import MixPart
from studio.project.file.content import Content
from studio.project.file.opening import integrity_faults
from studio.project.file.takes import read_clips, read_takes, sound_of
from studio.project.history import History
from tests.support.projects import opening

GOLDEN = Path(__file__).parents[1] / "golden"
DESIGN = VoiceDesign((MixPart("one", 2.0), MixPart("two", 1.0)), controls(0.5, {"anger": 2}, 1.5), "en-GB")
LATER = Mark("of a later version", 0, 3, "x")
NOTES = (TakeNote("t1", used=True, name="Slow"), TakeNote("t2", deleted=True))
PROJECT = Project(
    (
        Paragraph("p1", "Chapter one", kind="heading", level=1),
        Paragraph("p2", "She said nothing at all.", (Mark("pause", 4, 4, "0.5"), LATER)),
        Paragraph("p3", "What for?\0 \ud800 é", speaker="s2", left_out=True, takes=NOTES),
        Paragraph("p4", "", kind="break"),
    ),
    (Speaker("narrator", design=DESIGN), Speaker("s2", "Ann", "#aa3355", VoiceDesign(), DESIGN)),
    title="A title",
    author="Somebody",
    file="/texts/a.txt",
    file_stamp="12 34",
)
FIRST = replace(
    PROJECT,
    paragraphs=(
        PROJECT.paragraphs[0],
        replace(PROJECT.paragraphs[1], text="She said nothing."),
        *PROJECT.paragraphs[2:],
    ),
)
CLIP = Clip("c1", 24000, 4800, (WordTiming("She", 0.0, 0.1), WordTiming("said", 0.1, 0.2)), b"\x10\x20")
MADE = Made("text", "design", "tone 1", 0)
TAKE = Take("t1", "p2", (ClipSpan("c1", 0, 4800, 0, 2),), MADE, "She said", DESIGN, 1000.5)


@pytest.fixture(params=sorted(GOLDEN.glob("*.speech")), ids=lambda path: path.name)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    copy = tmp_path / "golden.speech"
    shutil.copy(request.param, copy)
    return copy


def test_all_of_it_is_there(path: Path) -> None:
    opened = opening(path)
    assert opened.file is not None
    assert (opened.said, opened.unclean) == ((), False)
    content = opened.content
    assert (content.project, content.place) == (PROJECT, Place(5, 1.5, 12))
    history = History(content.project)
    history.begin(content.project, content.steps)
    assert (history.undo_label, history.redo_label) == ("typing", "a name")
    history.redo()
    assert history.project == replace(PROJECT, title="Another title")
    history.undo()
    history.undo()
    assert history.project == FIRST
    assert [(version.name, version.made_s) for version in opened.file.versions()] == [("First", 2000.5)]
    assert opened.file.version(1) == FIRST
    opened.file.close()
    with closing(sqlite3.connect(path)) as database:
        assert read_takes(database) == (TAKE,)
        assert read_clips(database) == {"c1": CLIP}
        sound = sound_of(database, "c1")
    assert sound is not None
    assert len(from_flac(sound)) == 4800


def test_what_it_holds_beyond_this_version_stays_when_it_is_saved(path: Path) -> None:
    opened = opening(path)
    assert opened.file is not None
    project = opened.content.project
    louder = replace(project.cast[1], name="Anna", design=replace(project.cast[1].design, language="de"))
    listed = tuple(replace(paragraph, left_out=True) for paragraph in project.paragraphs)
    opened.file.save(Content(replace(project, paragraphs=listed, cast=(project.cast[0], louder))))
    opened.file.close()
    assert integrity_faults(path) == ""
    assert LATER in opening(path).content.project.paragraphs[1].marks
    with closing(sqlite3.connect(path)) as database:

        def kept(query: str) -> Any:
            return database.execute(query).fetchone()[0]

        assert kept("SELECT rest FROM paragraphs WHERE id = 'p1'") == '{"mood": "calm"}'
        assert kept("SELECT rest FROM speakers WHERE id = 's2'") == '{"age": 40}'
        design = json.loads(kept("SELECT design FROM speakers WHERE id = 's2'"))
        assert (design["breath"], design["emotions"], design["language"]) == (0.5, {"joy": 3}, "de")
        assert kept("SELECT value FROM meta WHERE key = 'cover'") == "a picture"
