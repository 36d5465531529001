# SPDX-License-Identifier: GPL-3.0-or-later
"""Notices live no longer than what they tell of."""

from __future__ import annotations

from studio.app.work.notices import Notices
from studio.app.work.state import Notice


def test_a_notice_is_taken_away_when_what_it_tells_of_is_over() -> None:
    told: list[Notice] = []
    notices, broken = Notices(), {"door": True}
    notices.connect(told.append)
    notices.emit(Notice("door", "The door is open.", holds=lambda: broken["door"]))
    notices.emit(Notice("post", "A letter came."))
    notices.check()
    assert [notice.text for notice in told] == ["The door is open.", "A letter came."]
    broken["door"] = False
    notices.check()
    notices.check()
    assert [(notice.key, notice.text) for notice in told[2:]] == [("door", "")]


def test_what_is_over_before_it_is_told_is_not_told_and_what_stands_not_twice() -> None:
    told: list[Notice] = []
    notices, broken = Notices(), {"door": False}
    notices.connect(told.append)
    notice = Notice("door", "The door is open.", holds=lambda: broken["door"])
    notices.emit(notice)
    assert told == []
    broken["door"] = True
    notices.emit(notice)
    notices.emit(notice)
    assert told == [notice]
    notices.closed("door")
    notices.emit(notice)
    assert told == [notice, notice]


def test_what_is_told_again_for_another_reason_stands_as_long_as_the_newer_one() -> None:
    told: list[Notice] = []
    notices = Notices()
    notices.connect(told.append)
    reasons = {"first": True, "second": True}
    notices.emit(Notice("a", "It is so.", holds=lambda: reasons["first"]))
    notices.emit(Notice("a", "It is so.", holds=lambda: reasons["second"]))
    reasons["first"] = False
    notices.check()
    assert [notice.text for notice in told] == ["It is so."]
    reasons["second"] = False
    notices.check()
    assert [notice.text for notice in told] == ["It is so.", ""]


def test_nothing_is_taken_away_that_is_not_there() -> None:
    told: list[Notice] = []
    notices = Notices()
    notices.connect(told.append)
    notices.withdraw("door")
    assert told == []


def test_what_was_told_anew_while_others_were_looked_at_stays() -> None:
    told: list[Notice] = []
    notices, open_doors = Notices(), {"front", "back"}
    newer = Notice("back", "The back door is open again.", holds=lambda: True)

    def follow(notice: Notice) -> None:
        told.append(notice)
        if notice == Notice("front", ""):
            notices.emit(newer)

    notices.connect(follow)
    for door in ("front", "back"):
        notices.emit(Notice(door, f"The {door} door is open.", holds=lambda door=door: door in open_doors))  # type: ignore[misc]
    open_doors.clear()
    notices.check()
    assert told[2:] == [Notice("front", ""), newer]
