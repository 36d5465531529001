# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding and replacing in the document: hits, the current one, edits meanwhile, and steps of undo."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from studio.app.text import finding as finding_room
from studio.app.text.finding import Hit, Query
from studio.core.marks import Mark
from studio.core.project import Project
from studio.project.finding.replacing import with_replaced
from studio.project.finding.search import Searched, search
from tests.support.desk import Desk
from tests.support.waiting import HANGS_S, wait_until_async

if TYPE_CHECKING:
    from regex import Pattern

THINGS = Query(r"(the|this) (light|lamp)", expression=True)
TEXT = "In the lamp room the light\nwas this lamp\nwithout any"


async def sought(desk: Desk, query: Query, text: str = TEXT, position: int = 0, **more: object) -> None:
    desk.studio.editing.replace_text(text)
    desk.studio.finding.seek(query, position, **more)  # type: ignore[arg-type]
    await found(desk)


async def found(desk: Desk) -> None:
    await wait_until_async(lambda: not desk.studio.finding.busy, what="the search")


async def replaced(desk: Desk, text: str) -> None:
    await wait_until_async(lambda: desk.studio.editing.project.text == text, what="the replacement")
    await found(desk)


async def test_hits_are_counted_numbered_and_gone_round(desk: Desk) -> None:
    finding = desk.studio.finding
    await sought(desk, THINGS, position=5)
    assert (finding.count, finding.rows, finding.number) == (3, 2, 2)
    numbers = []
    for _ in range(3):
        finding.next()
        numbers.append(finding.number)
    assert numbers == [3, 1, 2]
    finding.previous()
    finding.previous()
    assert finding.number == 3
    assert finding.current is not None
    assert TEXT[slice(*finding.position_of(finding.current))] == "this lamp"
    finding.end()
    assert (finding.count, finding.number, finding.active) == (0, 0, False)


async def test_behind_the_last_hit_the_first_is_taken(desk: Desk) -> None:
    await sought(desk, THINGS, position=len(TEXT))
    assert desk.studio.finding.number == 1


async def test_a_replacement_with_groups_goes_on_to_the_next_and_all_are_one_step(desk: Desk) -> None:
    editing, finding = desk.studio.editing, desk.studio.finding
    await sought(desk, THINGS)
    finding.replace_by("$1 old $2")
    await found(desk)
    assert finding.preview is not None
    assert (finding.preview.found, finding.preview.put) == ("the lamp", "the old lamp")
    finding.replace()
    await replaced(desk, TEXT.replace("the lamp", "the old lamp"))
    assert finding.current == Hit(0, 21, 30)
    finding.replace_all()
    done = "In the old lamp room the old light\nwas this old lamp\nwithout any"
    await replaced(desk, done)
    assert finding.count == 0
    assert editing.undo_label == "replacing all"
    editing.undo()
    editing.undo()
    assert editing.project.text == TEXT
    editing.redo()
    editing.redo()
    assert editing.project.text == done


async def test_a_replacement_that_holds_what_is_sought_is_not_found_again_at_once(desk: Desk) -> None:
    finding = desk.studio.finding
    await sought(desk, Query("a"), "a a a")
    finding.replace_by("aa")
    finding.replace()
    await replaced(desk, "aa a a")
    assert finding.current == Hit(0, 3, 4)


async def test_a_hit_that_reads_so_already_is_gone_past(desk: Desk) -> None:
    finding = desk.studio.finding
    await sought(desk, Query("net"), "net Net net")
    finding.replace_by("Net")
    finding.replace()
    await replaced(desk, "Net Net net")
    assert finding.current == Hit(0, 4, 7)
    finding.replace()
    await wait_until_async(lambda: finding.current == Hit(0, 8, 11), what="the next hit")
    finding.replace()
    await replaced(desk, "Net Net Net")
    finding.replace()
    await wait_until_async(lambda: finding.number == 2, what="the next hit, from the first on")


async def test_marks_stay_on_their_words(desk: Desk) -> None:
    editing, finding = desk.studio.editing, desk.studio.finding
    await sought(desk, THINGS)
    paragraph = editing.project.paragraphs[0]
    editing.change_marks("marking", paragraph.id, lambda _marks: (Mark("speed", 21, 26, "0.8"),))
    finding.replace_by("$2, $1")
    await found(desk)
    finding.replace_all()
    await replaced(desk, "In lamp, the room light, the\nwas lamp, this\nwithout any")
    (mark,) = editing.project.paragraphs[0].marks
    assert editing.project.paragraphs[0].text[mark.start : mark.end] == "light"


async def test_hits_follow_what_is_typed_and_undone(desk: Desk) -> None:
    editing, finding = desk.studio.editing, desk.studio.finding
    await sought(desk, Query("lamp"))
    finding.next()
    assert finding.current == Hit(1, 9, 13)
    editing.edit_text(0, 0, "A lamp\n")
    assert finding.current == Hit(2, 9, 13)
    await found(desk)
    assert (finding.count, finding.number) == (3, 3)
    editing.undo()
    await found(desk)
    assert (finding.count, finding.number) == (2, 2)
    editing.edit_text(len("In the lamp room the light\nwas this la"), 0, "x")
    await found(desk)
    assert finding.count == 1
    assert finding.current == Hit(0, 7, 11)


async def test_only_the_newest_of_many_queries_is_told(desk: Desk) -> None:
    finding = desk.studio.finding
    desk.studio.editing.replace_text("\n".join(["light and lamp"] * 3000))
    told: list[tuple[str, int]] = []
    finding.changed.connect(lambda _none: told.append((finding.query.text, finding.count)))
    for length in range(1, 5):
        finding.seek(Query("lamp"[:length]))
    await found(desk)
    assert finding.count == 3000
    assert all(not count for text, count in told if text != "lamp")


async def test_a_part_of_the_text_is_searched_alone(desk: Desk) -> None:
    finding = desk.studio.finding
    start = TEXT.index("room")
    await sought(desk, THINGS, position=start, scope=(start, TEXT.index("without")))
    assert (finding.count, finding.within) == (2, True)
    desk.studio.editing.edit_text(0, 0, "The lamp. ")
    await found(desk)
    assert finding.count == 2
    finding.seek_within(None)
    await found(desk)
    assert (finding.count, finding.within) == (4, False)


async def test_the_part_that_is_searched_is_told_where_it_is_after_edits(desk: Desk) -> None:
    editing, finding = desk.studio.editing, desk.studio.finding
    text = "a lamp\na lamp\na lamp"
    await sought(desk, Query("lamp"), text, scope=(7, len(text) + 5))
    assert finding.scope == (7, len(text))
    finding.replace_by("")
    finding.replace_all()
    await replaced(desk, "a lamp\na \na ")
    assert finding.scope == (7, 12)
    finding.seek(Query(), 0, finding.scope)
    editing.edit_text(0, 0, "So ")
    finding.seek(Query("a"), 0, finding.scope)
    await found(desk)
    assert (finding.scope, finding.count) == ((10, 15), 2)
    finding.end()
    assert finding.scope is None


async def test_another_part_may_be_asked_for_while_the_search_runs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = desk.studio.finding
    begun, go_on = threading.Event(), threading.Event()

    def held(pattern: Pattern[str], texts: list[str]) -> Searched:
        begun.set()
        assert go_on.wait(HANGS_S)
        return search(pattern, texts)

    monkeypatch.setattr(finding_room, "search", held)
    monkeypatch.setattr(finding_room, "_MOST_ROWS", 1)
    desk.studio.editing.replace_text(TEXT)
    finding.seek(THINGS)
    await wait_until_async(begun.is_set, what="the search")
    finding.seek_within((TEXT.index("room"), TEXT.index("without")))
    go_on.set()
    await found(desk)
    assert (finding.count, finding.within) == (2, True)


async def test_a_bad_expression_and_a_bad_replacement_say_why(desk: Desk) -> None:
    editing, finding = desk.studio.editing, desk.studio.finding
    await sought(desk, Query("(the", expression=True))
    assert "missing )" in finding.bad_query
    assert finding.count == 0
    editing.edit_text(0, 0, "x")
    assert not finding.busy
    await sought(desk, THINGS)
    assert not finding.bad_query
    finding.replace_by("$7")
    await found(desk)
    assert "$1 to $2" in finding.bad_replacement
    finding.replace_all()
    finding.replace_by("$2")
    await found(desk)
    assert not finding.bad_replacement
    assert editing.project.text == TEXT


@pytest.mark.parametrize("expression", ["(a+)+$", r"(a|aa)+(b|bb)*(a|aa)+(b|bb)*c"])
async def test_an_endless_expression_ends_and_says_so(desk: Desk, expression: str) -> None:
    finding = desk.studio.finding
    desk.studio.editing.replace_text("\n".join(["a" * 2900 + "!"] * 30))
    finding.seek(Query(expression, expression=True))
    await wait_until_async(lambda: not finding.busy, 60.0, "the end of the search")
    assert finding.gave_up == (finding.slow > 0)
    assert finding.slow in (0, 5)


async def test_a_letter_typed_while_all_are_replaced_is_not_lost(desk: Desk) -> None:
    editing, finding = desk.studio.editing, desk.studio.finding
    await sought(desk, Query("lamp"), "\n".join(["a lamp"] * 2000))
    finding.replace_by("light")
    finding.replace_all()
    editing.edit_text(0, 0, "Here: ")
    await replaced(desk, "Here: " + "\n".join(["a light"] * 2000))


async def test_all_are_not_replaced_in_a_project_that_is_opened_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio, finding = desk.studio, desk.studio.finding
    begun, go_on = threading.Event(), threading.Event()

    def held(*arguments: object) -> Project:
        begun.set()
        assert go_on.wait(HANGS_S)
        return with_replaced(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(finding_room, "with_replaced", held)
    await sought(desk, Query("lamp"), "A lamp.")
    finding.replace_by("light")
    finding.replace_all()
    await wait_until_async(begun.is_set, what="the replacing")
    before = studio.projects.path
    studio.projects.begin_with("Another lamp.")
    await wait_until_async(lambda: studio.projects.path != before, what="another project")
    go_on.set()
    await wait_until_async(lambda: not finding._replacing, what="the end of the replacing")
    assert studio.editing.project.text == "Another lamp."
    await found(desk)
    finding.replace_all()
    await replaced(desk, "Another light.")
