# SPDX-License-Identifier: GPL-3.0-or-later
"""The palette's rows in the running program."""

from __future__ import annotations

import pytest

from studio.core.dictionary import Entry
from studio.ui.actions import ACTIONS
from studio.ui.palette.sources import action_rows, dictionary_rows, speaker_rows, text_rows
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def test_rows_come_from_the_table_the_text_and_the_dictionaries(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        studio, went = it.studio, list[object]()
        rows = {row.id: row for row in action_rows(it.presenter.actions, it.window.keys)}
        assert set(rows) == {spec.id for spec in ACTIONS} - {"palette", "close_or_stop"} - {
            f"speaker_{number}" for number in range(1, 10)
        }
        assert (rows["export"].keys, rows["export"].reason) == ("Ctrl E", "")
        assert rows["redo"].reason
        studio.editing.replace_text("A quiet room.\nThe QUIET sea, and " + "much " * 30 + "quiet\n" + "quiet\n" * 9)
        found = list(text_rows(studio, "quiet", lambda *place: went.append(place)))
        assert [row.keys for row in found] == ["¶ 1", "¶ 2", "¶ 3"]
        assert [row.title for row in found[:2]] == ["A quiet room.", "The QUIET sea, and much much much…"]
        found[1].act()
        assert went.pop() == (1, 4, 9)
        assert list(text_rows(studio, "q", lambda *place: None)) == []
        assert list(speaker_rows(studio, it.presenter.actions, it.window.keys)) == []
        studio.speakers.add("Keeper", [studio.editing.project.paragraphs[1].id])
        _, keeper = speaker_rows(studio, it.presenter.actions, it.window.keys)
        assert (keeper.title, keeper.about, keeper.keys) == ("Speaker Keeper", "1 paragraph", "Alt 2")
        it.window.manuscript.editor.select(0, 0)
        keeper.act()
        assert studio.speakers.reader_of(0).name == "Keeper"
        studio.dictionaries.put(Entry("Skerry", "SKEH-ree"))
        (row,) = dictionary_rows(studio, " sker", went.append)
        assert (row.title, row.about) == ("Skerry", "said “SKEH-ree”, in this project")
        row.act()
        assert went == ["Skerry"]
        studio.dictionaries.add_all(Entry(f"Nova {number}", "NOO-vah") for number in range(1000))
        studio.dictionaries.add_all([Entry("Supernova", "x"), Entry("Nova", "NOO-vah"), Entry("Xi", "no-vah")])
        assert list(dictionary_rows(studio, " ", went.append)) == []
        assert [row.title for row in dictionary_rows(studio, "nova", went.append)] == ["Nova", "Nova 0", "Nova 1"]
        assert [row.title for row in dictionary_rows(studio, "no-v", went.append)] == ["Xi"]

    in_window(body)
