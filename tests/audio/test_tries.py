# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from studio.audio.events import StateChanged
from studio.audio.player import Player
from tests.support.listening import Listened
from tests.support.sound import MOST_TRIES, TRIES, tried_again_when_starved


def late_by(*lateness_s: float) -> Callable[[], AbstractContextManager[Callable[[], float]]]:
    """An idle process that is late by so much at each try, the last for all that follow."""
    left = list(lateness_s)

    @contextmanager
    def idle() -> Iterator[Callable[[], float]]:
        late_s = left.pop(0) if len(left) > 1 else left[0]
        yield lambda: late_s

    return idle


def failing_first(
    times: int, error: type[Exception] = AssertionError, late_s: tuple[float, ...] = (0.0,)
) -> tuple[list[int], object]:
    tries: list[int] = []

    def test() -> None:
        tries.append(1)
        if len(tries) <= times:
            raise error("gap")

    return tries, tried_again_when_starved(test, late_by(*late_s))


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


def test_tries_in_which_a_process_with_nothing_to_do_waited_are_not_counted() -> None:
    tries, test = failing_first(TRIES + 1, late_s=(0.2, 0.006, 0.0))
    test()  # type: ignore[operator]
    assert len(tries) == TRIES + 2
    tries, test = failing_first(TRIES + 2, late_s=(0.2, 0.006, 0.0))
    with pytest.raises(AssertionError, match="gap"):
        test()  # type: ignore[operator]
    assert len(tries) == TRIES + 2


def test_even_those_have_an_end() -> None:
    tries, test = failing_first(2 * MOST_TRIES, late_s=(0.2,))
    with pytest.raises(AssertionError, match="gap"):
        test()  # type: ignore[operator]
    assert len(tries) == MOST_TRIES


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
