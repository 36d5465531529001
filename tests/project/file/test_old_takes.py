# SPDX-License-Identifier: GPL-3.0-or-later
"""Which takes of a project nothing needs any more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from studio.core.project import Paragraph, Project, TakeNote, VoiceDesign
from studio.core.takes import Clip, ClipSpan, Made, Take
from studio.project.file.content import Content
from studio.project.file.old_takes import KEPT, OldTake, old_takes
from studio.project.file.project_file import ProjectFile
from studio.project.history import History
from tests.support.projects import created

PARAGRAPH = Paragraph(str(UUID(int=1)), "As it is now.")
GONE = str(UUID(int=2))
BYTES = 100_000


def take_id(number: int) -> str:
    return str(UUID(int=100 + number))


def keep(
    file: ProjectFile, number: int, script: str = "Earlier.", paragraph: str = PARAGRAPH.id, clip: int = -1
) -> str:
    """Keep a take with a clip of its own, or with another's."""
    own = Clip(f"c{number}", 1000, 1000, ())
    clips = [(own, b"x" * BYTES)] if clip < 0 else []
    spans = (ClipSpan(f"c{number if clip < 0 else clip}", 0, 1000, 0, 0),)
    design = VoiceDesign()
    file.keep_take(Take(take_id(number), paragraph, spans, Made("", "", "tone"), script, design, number), clips)
    return take_id(number)


@pytest.fixture
def file(tmp_path: Path) -> ProjectFile:
    return created(tmp_path / "tape.speech", Content(Project((PARAGRAPH,))))


def old(file: ProjectFile) -> list[str]:
    return [take.id for take in old_takes(file.path)]


def test_the_newest_takes_of_a_paragraph_are_kept_and_what_speaks_its_present_text(file: ProjectFile) -> None:
    keep(file, 0, script=PARAGRAPH.script)
    made = [keep(file, number) for number in range(1, KEPT + 3)]
    assert old(file) == made[:2]
    file.close()


@pytest.mark.parametrize(
    "note", [{"used": True}, {"name": "Best"}, {"starred": True}, {"locked": True}, {"deleted": True}]
)
def test_a_take_that_is_noted_is_kept(file: ProjectFile, note: dict[str, object]) -> None:
    made = [keep(file, number) for number in range(KEPT + 2)]
    noted = replace(PARAGRAPH, takes=(TakeNote(made[0], **note),))  # type: ignore[arg-type]
    file.save(Content(Project((noted,))))
    assert old(file) == made[1:2]
    file.close()


def test_a_take_that_undo_or_a_version_would_bring_back_is_kept(file: ProjectFile) -> None:
    made = [keep(file, number) for number in range(KEPT + 3)]
    starred = replace(PARAGRAPH, takes=(TakeNote(made[0], starred=True),))
    history = History(Project((PARAGRAPH,)))
    history.do("starring a take", Project((starred,)))
    history.undo()
    file.save(Content(history.project, history.steps))
    assert old(file) == made[1:3]
    file.keep_version(Project((replace(PARAGRAPH, takes=(TakeNote(made[1], name="Then"),)),)), "")
    assert old(file) == made[2:3]
    file.close()


def test_takes_of_a_paragraph_that_cannot_come_back_are_old(file: ProjectFile) -> None:
    mine = keep(file, 1, paragraph=GONE)
    assert old(file) == [mine]
    file.keep_version(Project((replace(PARAGRAPH, id=GONE),)), "")
    assert old(file) == []
    file.close()


def test_what_dropping_them_frees_is_what_no_other_take_has_and_the_file_becomes_smaller(file: ProjectFile) -> None:
    first, second = keep(file, 0, paragraph=GONE), keep(file, 1, paragraph=GONE, clip=0)
    third, kept = keep(file, 2, paragraph=GONE), keep(file, 3)
    assert old_takes(file.path) == (OldTake(first, 0), OldTake(second, BYTES), OldTake(third, BYTES))
    file.checkpoint()
    before = file.path.stat().st_size
    file.drop_takes([first, second])
    file.checkpoint()
    assert before - file.path.stat().st_size > BYTES * 0.9
    assert old_takes(file.path) == (OldTake(third, BYTES),)
    assert kept not in old(file)
    file.close()


def test_a_file_that_is_gone_is_an_os_error_and_one_that_is_none_has_no_takes(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        old_takes(tmp_path / "gone.speech")
    (tmp_path / "text.speech").write_text("no database" * 100)
    assert old_takes(tmp_path / "text.speech") == ()
