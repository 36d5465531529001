# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings that act at once and are taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.app.keeping.data_folder import DataFolder
from studio.app.keeping.keeping import Keeping
from studio.app.keeping.preferences import Preferences
from studio.app.keeping.settings import Settings, load_settings
from studio.core.errors import InvalidArgument


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DataFolder]:
    made = DataFolder(tmp_path)
    yield made
    made.give_back()


@pytest.fixture
def preferences(folder: DataFolder) -> Preferences:
    return Preferences(Keeping(folder, lambda _notice: None))


def test_a_change_is_told_and_taken_back_and_made_again(preferences: Preferences) -> None:
    told: list[Settings] = []
    preferences.changed.connect(told.append)
    preferences.change(theme="dark")
    preferences.change(device="hp")
    assert (preferences.now.theme, preferences.now.device, preferences.undo_label) == ("dark", "hp", "output")
    preferences.undo()
    assert (preferences.now.theme, preferences.now.device) == ("dark", "")
    assert (preferences.undo_label, preferences.redo_label) == ("theme", "output")
    preferences.undo()
    assert (preferences.now, preferences.undo_label) == (Settings(), "")
    preferences.redo()
    assert (preferences.now.theme, preferences.redo_label) == ("dark", "output")
    assert [each.theme for each in told] == ["dark", "dark", "dark", "system", "dark"]


def test_nothing_is_told_where_nothing_changes(preferences: Preferences) -> None:
    told: list[Settings] = []
    preferences.changed.connect(told.append)
    preferences.change(theme="system")
    preferences.undo()
    preferences.redo()
    assert (told, preferences.undo_label, preferences.redo_label) == ([], "", "")


def test_a_change_after_an_undo_leaves_nothing_to_redo(preferences: Preferences) -> None:
    preferences.change(theme="dark")
    preferences.undo()
    preferences.change(theme="light")
    assert preferences.redo_label == ""
    preferences.undo()
    assert preferences.now.theme == "system"


def test_what_is_not_permitted_is_refused_by_name_and_changes_nothing(preferences: Preferences) -> None:
    with pytest.raises(InvalidArgument, match="theme: must be `light`, `dark`, `system`"):
        preferences.change(theme="blue")
    assert (preferences.now, preferences.undo_label) == (Settings(), "")


async def test_what_was_taken_back_is_what_is_kept(folder: DataFolder) -> None:
    keeping = Keeping(folder, lambda _notice: None)
    preferences = Preferences(keeping)
    keeping.begin(lambda: keeping.content)
    preferences.change(theme="dark")
    preferences.change(device="hp")
    preferences.undo()
    await keeping.close()
    assert load_settings(folder.path / "settings.json") == Settings(theme="dark")


def test_a_slider_moved_in_one_go_is_one_step(preferences: Preferences) -> None:
    moves: tuple[Callable[[], None], ...] = (
        lambda: preferences.change(volume=0.9),
        lambda: preferences.change(volume=0.8),
        lambda: preferences.change(theme="dark"),
        lambda: preferences.change(volume=0.7),
        lambda: preferences.change(volume=0.6),
    )
    for move in moves:
        move()
    seen = []
    while preferences.undo_label:
        preferences.undo()
        seen.append((preferences.now.volume, preferences.now.theme))
    assert seen == [(0.8, "dark"), (0.8, "system"), (1.0, "system")]
