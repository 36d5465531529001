# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from datetime import datetime

import pytest

from studio.core.summary import ProjectSummary
from studio.ui.sheets.start.words import about, at, length_of, state_of, when

NOW = datetime(2026, 11, 26, 15, 0)


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        (ProjectSummary(words=155), "1 voice, 155 words"),
        (ProjectSummary(words=1, speakers=2), "2 speakers, 1 word"),
        (ProjectSummary(words=92000, speakers=2, chapters=24), "24 chapters, 92\u202f000 words"),
    ],
)
def test_it_says_who_speaks_and_how_many_words(summary: ProjectSummary, said: str) -> None:
    assert about(summary) == said


@pytest.mark.parametrize(
    ("summary", "state"),
    [
        (ProjectSummary(ready=3), ("ready", "ready")),
        (ProjectSummary(ready=3, changed=5, missing=1), ("ring", "5 changed")),
        (ProjectSummary(ready=9, missing=15), ("part", "9 of 24 ready")),
        (ProjectSummary(missing=15), ("ring", "not rendered")),
        (ProjectSummary(), ("ring", "nothing to read")),
    ],
)
def test_the_state_has_a_shape_and_words(summary: ProjectSummary, state: tuple[str, str]) -> None:
    assert state_of(summary) == state


@pytest.mark.parametrize(
    ("seconds", "estimated", "said"),
    [
        (108.2, False, "1:48"),
        (58, True, "about 0:58"),
        (8 * 3600 + 41 * 60, False, "8 h 41"),
        (3600, True, "about 1 h 00"),
    ],
)
def test_the_length_is_told_in_hours_where_it_has_some(seconds: float, estimated: bool, said: str) -> None:
    assert length_of(ProjectSummary(words=9, length_s=seconds, estimated=estimated)) == said


def test_without_words_there_is_no_length() -> None:
    assert length_of(ProjectSummary()) == ""


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (datetime(2026, 11, 26, 14, 2), "today, 14:02"),
        (datetime(2026, 11, 26, 16, 0), "today, 16:00"),
        (datetime(2026, 11, 25, 23, 59), "yesterday"),
        (datetime(2026, 11, 20, 8, 0), "Friday"),
        (datetime(2026, 11, 19, 8, 0), "19 Nov"),
        (datetime(2025, 12, 31, 8, 0), "31 Dec 2025"),
    ],
)
def test_the_day_is_told_as_a_person_would(then: datetime, said: str) -> None:
    assert when(then.timestamp(), NOW) == said


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (datetime(2026, 11, 26, 14, 2), "at 14:02"),
        (datetime(2026, 11, 25, 23, 59), "yesterday at 23:59"),
        (datetime(2026, 11, 19, 8, 0), "on 19 Nov at 08:00"),
        (datetime(2025, 12, 31, 8, 0), "on 31 Dec 2025 at 08:00"),
    ],
)
def test_a_moment_is_told_with_its_day_where_that_is_not_today(then: datetime, said: str) -> None:
    assert at(then.timestamp(), NOW) == said
