# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from studio.core.errors import SaveFailed
from studio.project.file.backups import EVERY_S, Backup, Backups, kept

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock:
    """A wall clock that can be set, and one that only goes on."""

    def __init__(self) -> None:
        self.wall_s = START.timestamp()
        self.passed_s = 0.0

    def go_on(self, seconds: float) -> None:
        self.wall_s += seconds
        self.passed_s += seconds


def backups(folder: Path, clock: Clock) -> Backups:
    return Backups(folder / "backups", lambda: clock.wall_s, lambda: clock.passed_s)


def test_after_a_year_of_work_twelve_of_a_day_ten_days_and_nine_months_are_kept() -> None:
    made = [Backup(Path(str(number)), START + timedelta(minutes=30 * number)) for number in range(48 * 365)]
    left = kept(made[::-1])
    newest = made[-1].made
    assert left[0] == made[-1]
    assert len({one for one in left if newest - one.made < timedelta(days=1)}) == 12
    assert len({one.made.date() for one in left if newest - one.made < timedelta(days=10)}) == 10
    assert len({(one.made.year, one.made.month) for one in left}) == 9
    assert len(left) == 12 + 8 + 7, "the last of two days and of two months are among the twelve"


def test_pruning_one_by_one_keeps_the_same(tmp_path: Path) -> None:
    clock = Clock()
    room = backups(tmp_path, clock)
    made = []
    for _ in range(100):
        clock.go_on(6 * 3600)
        made.append(Backup(room.add("id", b"data"), datetime.fromtimestamp(clock.wall_s, UTC)))
    there = room.of("id")
    assert set(there) == set(kept(made[::-1]))
    assert 12 < len(there) < 25
    assert {path.name for path in (tmp_path / "backups" / "id").iterdir()} == {one.path.name for one in there}


def test_one_is_due_each_half_hour_also_when_the_clock_was_set_back(tmp_path: Path) -> None:
    clock = Clock()
    room = backups(tmp_path, clock)
    assert room.due("id")
    room.add("id", b"1")
    assert not room.due("id")
    clock.wall_s -= 86_400
    assert not room.due("id")
    clock.go_on(EVERY_S)
    assert room.due("id")
    later = room.add("id", b"2")
    assert later.read_bytes() == b"2"
    again = backups(tmp_path, clock)
    assert again.due("id"), "the newest backup is of a time to come"
    again.add("id", b"3")
    assert not again.due("id")


def test_a_new_start_soon_after_a_backup_makes_no_other(tmp_path: Path) -> None:
    clock = Clock()
    backups(tmp_path, clock).add("id", b"1")
    clock.go_on(60)
    assert not backups(tmp_path, clock).due("id")
    assert backups(tmp_path, clock).due("another")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(SaveFailed, match="Backups"):
        backups(tmp_path, Clock()).add("id", b"1")
