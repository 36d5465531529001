# SPDX-License-Identifier: GPL-3.0-or-later
"""A project in short, read from a file that may be open at the same time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studio.core.project import NARRATOR, Paragraph, Project, Speaker, TakeNote, VoiceDesign
from studio.core.summary import BARS
from studio.core.takes import Clip, ClipSpan, Made, Take
from studio.core.voices import MixPart
from studio.project.file.content import Content
from studio.project.file.project_file import ProjectFile
from studio.project.file.schema import VERSION
from studio.project.file.summary import read_summary
from tests.support.projects import created

IDA = VoiceDesign((MixPart("v-ida", 2.0), MixPart("v-more", 1.0)))
ANN = VoiceDesign((MixPart("v-ann", 1.0),))
PROJECT = Project(
    (
        Paragraph("p0", "Chapter one", kind="heading", level=1),
        Paragraph("p1", "One two three."),
        Paragraph("p2", "Four five.", speaker="s2"),
        Paragraph("p3", "Not read at all.", kind="note"),
        Paragraph("p4", "Six.", left_out=True),
    ),
    (Speaker(NARRATOR, design=IDA), Speaker("s2", "Ann", "#aa3355", ANN)),
    title="A tape",
    cover_picture=b"\xff\xd8\xff a picture",
)


def take(number: str, paragraph: Paragraph, design: VoiceDesign, script: str = "", seconds: float = 1.0) -> Take:
    frames = round(seconds * 1000)
    made = Made("", "", "tone 1")
    spans = (ClipSpan(f"c{number}", 0, frames, 0, 1),)
    return Take(f"t{number}", paragraph.id, spans, made, script or paragraph.script, design, float(number))


def clip(number: str, seconds: float = 1.0, level: int = 255) -> tuple[Clip, bytes]:
    frames = round(seconds * 1000)
    return Clip(f"c{number}", 1000, frames, (), bytes([level]) * round(seconds * 50)), b"fLaC"


def estimate(text: str, _design: VoiceDesign) -> float:
    return float(len(text.split()))


def own(_project: Project, speaker: Speaker) -> VoiceDesign:
    return speaker.design


@pytest.fixture
def file(tmp_path: Path) -> ProjectFile:
    return created(tmp_path / "tape.speech", Content(PROJECT))


def test_it_counts_what_is_read_and_estimates_what_is_not_rendered(file: ProjectFile) -> None:
    found = read_summary(file.path, estimate, own)
    assert found is not None
    assert (found.title, found.words, found.speakers, found.chapters) == ("A tape", 7, 2, 1)
    assert (found.ready, found.changed, found.missing) == (0, 0, 3)
    assert (found.length_s, found.estimated, found.bars) == (7.0, True, ())
    assert "One two three." in found.text
    assert found.cover == PROJECT.cover_picture
    file.close()


def test_the_wave_is_that_of_the_takes_in_the_speakers_colours_and_grey_where_they_are_stale(file: ProjectFile) -> None:
    head, first, second = PROJECT.paragraphs[:3]
    file.keep_take(take("1", head, IDA, seconds=2.0), [clip("1", 2.0)])
    file.keep_take(take("2", first, IDA, script="Earlier words"), [clip("2", level=51)])
    file.keep_take(take("3", second, ANN), [clip("3")])
    found = read_summary(file.path, estimate, own)
    assert found is not None
    assert (found.ready, found.changed, found.missing, found.length_s, found.estimated) == (2, 1, 0, 4.0, False)
    assert len(found.bars) == BARS
    quarter = BARS // 4
    assert {(bar.hue, bar.voice) for bar in found.bars[: 2 * quarter]} == {("", "v-ida")}
    assert {(bar.level, bar.voice) for bar in found.bars[2 * quarter : 3 * quarter]} == {(0.2, "")}
    assert {(bar.level, bar.hue, bar.voice) for bar in found.bars[3 * quarter :]} == {(1.0, "#aa3355", "v-ann")}
    file.close()


def test_where_another_voice_stands_in_a_take_is_in_the_hue_of_the_voice_that_is_heard(file: ProjectFile) -> None:
    file.keep_take(take("3", PROJECT.paragraphs[2], IDA), [clip("3", 100.0)])
    found = read_summary(file.path, estimate, lambda _project, _speaker: IDA)
    assert found is not None
    assert (found.ready, found.changed) == (1, 0)
    assert ("", "v-ida") in {(bar.hue, bar.voice) for bar in found.bars}
    found = read_summary(file.path, estimate, own)
    assert found is not None
    assert (found.ready, found.changed) == (0, 1)
    file.close()


def test_a_take_that_is_locked_or_the_newest_that_fits_is_the_one_in_use(tmp_path: Path) -> None:
    first = PROJECT.paragraphs[1]
    for notes, seconds, ready in (
        ((), 2.0, 1),
        ((TakeNote("t1", used=True, locked=True),), 1.0, 1),
        ((TakeNote("t2", deleted=True),), 1.0, 0),
    ):
        noted = replace(first, takes=notes)
        file = created(
            tmp_path / f"{len(notes)}{seconds}{ready}.speech", Content(replace(PROJECT, paragraphs=(noted,)))
        )
        file.keep_take(take("1", first, IDA, script="Earlier"), [clip("1")])
        file.keep_take(take("2", first, IDA, seconds=2.0), [clip("2", 2.0)])
        found = read_summary(file.path, estimate, own)
        assert found is not None
        assert (found.length_s, found.ready, found.changed) == (seconds, ready, 1 - ready)
        file.close()


def test_a_take_whose_sound_is_lost_is_not_rendered(file: ProjectFile) -> None:
    file.keep_take(take("1", PROJECT.paragraphs[1], IDA), [])
    found = read_summary(file.path, estimate, own)
    assert found is not None
    assert (found.ready, found.missing) == (0, 3)
    file.close()


def test_a_file_of_a_later_version_or_of_another_kind_or_damaged_has_none(file: ProjectFile) -> None:
    file.close()
    whole = file.path.read_bytes()
    for content in (
        b"text",
        whole[:60] + (VERSION + 100).to_bytes(4, "big") + whole[64:],
        whole[: len(whole) // 2],
    ):
        file.path.write_bytes(content)
        assert read_summary(file.path, estimate, own) is None
    file.path.unlink()
    with pytest.raises(OSError, match="tape"):
        read_summary(file.path, estimate, own)
