# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

from studio.core.project import Project, new_paragraph
from studio.project.file.content import Content
from tests.support.desk import Desk
from tests.support.projects import created
from tests.support.waiting import HANGS_S, wait_until_async


def saved(path: Path, text: str) -> Path:
    path.unlink(missing_ok=True)
    created(path, Content(Project((new_paragraph(text),)))).close()
    return path


def words_of(desk: Desk, path: Path) -> int | None:
    looked = desk.studio.summaries.of(path)
    return None if looked is None or looked.summary is None else looked.summary.words


async def test_projects_are_read_behind_and_again_when_they_have_changed(desk: Desk, tmp_path: Path) -> None:
    summaries = desk.studio.summaries
    one, two, gone = (
        saved(tmp_path / "1.speech", "One two."),
        saved(tmp_path / "2.speech", "One."),
        tmp_path / "3.speech",
    )
    told: list[None] = []
    summaries.changed.connect(told.append)
    assert summaries.of(one) is None
    summaries.look((one, two, gone))
    await wait_until_async(lambda: summaries.of(gone) is not None, HANGS_S)
    assert (words_of(desk, one), words_of(desk, two), len(told)) == (2, 1, 3)
    looked = summaries.of(gone)
    assert looked is not None
    assert looked.gone
    saved(two, "One two three.")
    kept = summaries.of(one)
    summaries.look((one, two))
    await wait_until_async(lambda: words_of(desk, two) == 3, HANGS_S)
    assert summaries.of(one) is kept
    assert len(told) == 4


async def test_a_file_that_is_no_project_has_no_summary(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "text.speech"
    path.write_text("text")
    desk.studio.summaries.look((path,))
    await wait_until_async(lambda: desk.studio.summaries.of(path) is not None, HANGS_S)
    looked = desk.studio.summaries.of(path)
    assert looked is not None
    assert (looked.gone, looked.summary) == (False, None)


async def test_what_the_program_has_rendered_is_ready_in_the_summary_too(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text("One two.\nThree four.")
    studio.rendering.render_changed()
    first, second = studio.editing.project.paragraphs
    await wait_until_async(lambda: studio.taking.takes_of(first) and studio.taking.takes_of(second), HANGS_S)
    await studio.taking.settle()
    await studio.keeping.save()
    await studio.keeping.writer.run(int)  # until all of it is in the file
    path = studio.projects.path
    studio.summaries.look((path,))

    def ready() -> bool:
        looked = studio.summaries.of(path)
        return looked is not None and looked.summary is not None and looked.summary.ready == 2

    await wait_until_async(ready, HANGS_S)
    studio.designing.set_speed(0.5)
    await studio.keeping.save()
    studio.summaries.look((path,))
    await wait_until_async(lambda: not ready(), HANGS_S)
