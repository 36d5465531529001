# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest

from studio.audio.events import StateChanged
from studio.audio.player import Player
from tests.support.listening import Listened
from tests.support.sound import TRIES, tried_again_when_starved


def failing_first(times: int, error: type[Exception] = AssertionError) -> tuple[list[int], object]:
    tries: list[int] = []

    def test() -> None:
        tries.append(1)
        if len(tries) <= times:
            raise error("gap")

    return tries, tried_again_when_starved(test)


def test_a_starved_try_is_followed_by_another() -> None:
    tries, test = failing_first(TRIES - 1)
    test()  # type: ignore[operator]
    assert len(tries) == TRIES


def test_each_try_begins_without_what_the_one_before_left(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    found: list[list[str]] = []

    def test(data_dir: Path) -> None:
        found.append(sorted(each.name for each in data_dir.iterdir()))
        (data_dir / "projects").mkdir()
        (data_dir / "projects" / "One.speech").touch()
        (data_dir / "settings.json").touch()
        assert len(found) == TRIES

    tried_again_when_starved(test)(data_dir=tmp_path)
    assert found == [["models"]] * TRIES


def test_each_try_begins_with_a_player_that_has_told_nothing() -> None:
    used: list[Player] = []

    def test(listened: Listened) -> None:
        assert (listened.events, listened.player in used) == ([], False)
        used.append(listened.player)
        listened.events.append(StateChanged("playing"))
        listened.player.close()
        assert len(used) == TRIES

    tried_again_when_starved(test)(listened=Listened())
    assert len(used) == TRIES


def test_what_fails_each_time_fails() -> None:
    _, test = failing_first(TRIES)
    with pytest.raises(AssertionError, match="gap"):
        test()  # type: ignore[operator]


def test_other_errors_are_not_tried_again() -> None:
    tries, test = failing_first(1, RuntimeError)
    with pytest.raises(RuntimeError):
        test()  # type: ignore[operator]
    assert len(tries) == 1


@pytest.mark.sound
def test_tests_of_sound_are_tried_again(request: pytest.FixtureRequest) -> None:
    tries = request.config.stash.setdefault(KEY, [])
    tries.append(1)
    assert len(tries) == 2, "the first try is starved"


KEY = pytest.StashKey[list[int]]()
