# SPDX-License-Identifier: GPL-3.0-or-later
"""The start sheet in the running program."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.app.keeping.recent import RecentProject
from studio.app.projects.summaries import Looked
from studio.core.project import Project, new_paragraph
from studio.core.summary import ProjectSummary
from studio.project.file.content import Content
from studio.ui.sheets.start.card import card_rect, play_rect
from studio.ui.sheets.start.panel import StartSheet
from studio.ui.sheets.start.presenter import StartPresenter, card_of
from tests.support.projects import created, left_by_a_dead_program
from tests.ui.conftest import InWindow, Open
from tests.ui.controls import focused

pytestmark = pytest.mark.display
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def opened(it: Open) -> StartSheet:
    QTest.mouseClick(it.window.manuscript.projects, LEFT)
    sheet = it.window.stage.sheet
    assert isinstance(sheet, StartSheet)
    return sheet


def shown(it: Open) -> object:
    return it.window.stage.sheet


async def opened_at(it: Open, title: str) -> StartSheet:
    """The sheet, with the card of that title, which is the newest, as the current one."""
    sheet = opened(it)
    await it.until(lambda: titles(sheet)[0] == title, f"{title} is listed first")
    sheet.list.setCurrentIndex(sheet.list.model().index(0, 0))
    return sheet


def titles(sheet: StartSheet) -> list[str]:
    rows = sheet.list.model()
    return [rows.index(number, 0).data() for number in range(rows.rowCount())]


def test_the_title_s_arrow_shows_recent_projects_and_the_main_button_opens_one(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        projects, main = it.studio.projects, it.window.transport.main
        editor = it.window.manuscript.editor
        it.studio.editing.replace_text("First of all.", title="First")
        await it.until(lambda: editor.text == "First of all.", "shown")
        projects.new()
        await it.until(lambda: editor.text == "", "a new one")
        it.studio.editing.replace_text("Second text here.", title="Second")
        await it.studio.keeping.save()
        editor.setFocus()
        sheet = await opened_at(it, "Second")
        assert (main.text(), main.isEnabled()) == ("Open", True)
        await it.until(lambda: "3 words" in str(sheet.list.current and sheet.list.current.about), "summed up")
        assert "First" in titles(sheet)
        QTest.keyClick(sheet.list, Qt.Key.Key_Escape)
        assert shown(it) is None
        assert editor.hasFocus()
        assert main.text() == "Export…"
        found = await opened_at(it, "Second")
        QTest.keyClick(found.list, Qt.Key.Key_F, CTRL)
        assert found.search.hasFocus()
        QTest.keyClicks(found.search, "all first")
        await it.until(lambda: titles(found) == ["First"], "found by a word of its text")
        QTest.mouseClick(main, LEFT)
        await it.until(lambda: shown(it) is None and editor.text == "First of all.", "opened")
        assert projects.name == "First"
        sheet = await opened_at(it, "First")
        QTest.keyClick(sheet.list, Qt.Key.Key_Return)
        assert shown(it) is None

    in_window(body)


def test_it_begins_from_a_sample_renames_duplicates_and_puts_into_the_bin(in_window: InWindow, tmp_path: Path) -> None:
    async def body(it: Open) -> None:
        projects, binned = it.studio.projects, list[Path]()

        def to_bin(path: Path) -> None:
            binned.append(path)
            path.rename(tmp_path / path.name)

        sheet = opened(it)
        QTest.mouseClick(sheet.samples["The lamp room"], LEFT)
        await it.until(lambda: shown(it) is None and projects.name == "The lamp room", "begun")
        assert len(it.studio.editing.project.cast) == 2
        sheet = await opened_at(it, "The lamp room")
        presenter = next(child for child in sheet.children() if isinstance(child, StartPresenter))
        presenter._to_bin = to_bin
        QTest.keyClick(sheet.list, Qt.Key.Key_F2)
        QTest.keyClicks(sheet.list.name_field, "Up there")
        QTest.keyClick(sheet.list.name_field, Qt.Key.Key_Return)
        await it.until(lambda: "Up there" in titles(sheet), f"renamed, not {titles(sheet)}")
        assert projects.name == "Up there"
        menu = {entry.text(): entry for entry in sheet.list.menu_for(sheet.list.current).actions()}  # type: ignore[arg-type]
        menu["Duplicate"].trigger()
        await it.until(lambda: any("copy" in title for title in titles(sheet)), "duplicated")
        copy = next(number for number, title in enumerate(titles(sheet)) if "copy" in title)
        sheet.list.setCurrentIndex(sheet.list.model().index(copy, 0))
        QTest.keyClick(sheet.list, Qt.Key.Key_Delete)
        await it.until(lambda: not any("copy" in title for title in titles(sheet)), "off the list")
        assert len(binned) == 1
        assert "copy" in binned[0].name
        assert it.window.stage.sheet is sheet

    in_window(body)


def test_settings_open_over_it_and_give_way_to_it(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        sheet = opened(it)
        QTest.mouseClick(sheet.settings, LEFT)
        await it.until(lambda: shown(it) is not sheet, "the settings are open")
        assert it.window.transport.main.text() == "Export…"
        QTest.keyClick(focused(it), Qt.Key.Key_Escape)
        assert shown(it) is sheet
        assert it.window.transport.main.text() == "Open"
        QTest.mouseClick(sheet.new, LEFT)
        await it.until(lambda: shown(it) is None, "a new project")
        assert it.studio.editing.project.blank

    in_window(body)


def test_a_project_that_was_not_closed_is_told_of_until_that_is_seen(in_window: InWindow, tmp_path: Path) -> None:
    async def body(it: Open) -> None:
        projects, path = it.studio.projects, tmp_path / "Tape.speech"
        created(path, Content(Project((new_paragraph("It was late."),), title="Tape"))).close()
        left_by_a_dead_program(path)
        projects.open(path)
        await it.until(lambda: projects.path == path, "open")
        sheet = await opened_at(it, "Tape")
        assert sheet.recovery.isVisible()
        assert (sheet.recovery.title.text(), sheet.recovery.said.text()[:16]) == ("Tape", "Recovered as it ")
        await it.until(lambda: "recovered" in str(sheet.list.current and sheet.list.current.state_text), "on its card")
        QTest.mouseClick(sheet.recovery.close_button, LEFT)
        await it.until(lambda: not sheet.recovery.isVisible(), "seen")
        QTest.keyClick(sheet.list, Qt.Key.Key_Escape)
        assert not (await opened_at(it, "Tape")).recovery.isVisible()

    in_window(body)


def test_a_text_on_the_clipboard_is_begun_from(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        clipboard, editor = it.app.clipboard(), it.window.manuscript.editor
        clipboard.clear()
        sheet = opened(it)
        said: list[str] = []
        it.studio.notices.connect(lambda notice: said.append(notice.text))
        QTest.mouseClick(sheet.paste, LEFT)
        assert "no text on the clipboard" in said[-1]
        assert shown(it) is sheet
        clipboard.setText('One two. <break time="1s"/>\nThree.')
        before = it.studio.projects.path
        sheet.list.setFocus()
        QTest.keyClick(sheet.list, Qt.Key.Key_V, CTRL)
        await it.until(lambda: shown(it) is None and it.studio.projects.path != before, "begun")
        assert it.studio.editing.project.text.split() == ["One", "two.", "Three."]
        assert len(it.studio.editing.project.paragraphs[0].marks) == 1
        assert editor.isVisible()

    in_window(body)


def test_the_focused_card_fills_the_transport_and_space_plays_it_before_it_is_opened(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        studio, transport = it.studio, it.window.transport
        text = "First of all there is a text. " * 60
        studio.editing.replace_text(text, title="First")
        await studio.keeping.save()
        first = studio.projects.path
        studio.projects.new()
        await it.until(lambda: studio.projects.path != first, "a new one")
        studio.editing.replace_text("Second.", title="Second")
        sheet = await opened_at(it, "Second")
        await it.until(lambda: "First" in titles(sheet), "listed")
        sheet.list.setFocus()
        while sheet.list.current is None or sheet.list.current.title != "First":
            QTest.keyClick(sheet.list, Qt.Key.Key_Right)
        await it.until(lambda: "First  ·  at 0:00" in it.window.status.doing.text(), "the status names it")
        assert transport.overview.waves.total_s > 1.0
        QTest.keyClick(sheet.list, Qt.Key.Key_Space)
        await it.until(lambda: studio.previewing.deck.hearing.view().phase == "playing", "it plays")
        assert transport.play.accessibleName() == "Pause"
        words = text.split()
        await it.until(lambda: transport.detail.word is not None and transport.detail.word.text in words, "its word")
        assert not studio.hearing.active
        assert studio.projects.name == "Second"
        place = play_rect(card_rect(sheet.list.visualRect(sheet.list.currentIndex()))).center()
        QTest.mouseClick(sheet.list.viewport(), LEFT, pos=place)
        await it.until(lambda: studio.previewing.deck.hearing.view().phase == "paused", "its button pauses")
        QTest.keyClick(sheet.list, Qt.Key.Key_Escape)
        assert shown(it) is None
        await it.until(lambda: transport.play.accessibleName() == "Play", "the open one again")
        assert transport.elapsed.text() == "0:00.0"

    in_window(body)


NOW = datetime(2026, 11, 26, 15, 0)
RECENT = RecentProject(Path("/a/tape.speech"), "The Tape", NOW.timestamp())
SUMMARY = ProjectSummary(words=224, speakers=2, length_s=108.0, estimated=False, ready=3, text="The tape had lain.")


@pytest.mark.parametrize(
    ("looked", "said"),
    [
        (None, "The Tape, today, 15:00"),
        (Looked(), "The Tape, its file is not there, today, 15:00"),
        (Looked((1, 1)), "The Tape, it cannot be read now, today, 15:00"),
        (Looked((1, 1), SUMMARY), "The Tape, 1:48, 2 speakers, 224 words, ready, today, 15:00"),
    ],
)
def test_a_card_says_what_was_found(looked: Looked | None, said: str) -> None:
    card = card_of(RECENT, looked, NOW)
    assert card.spoken == said
    assert "tape" in card.words
    assert ("lain" in card.words) == (looked is not None and looked.summary is not None)
