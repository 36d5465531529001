# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of a project: those that changed are written, and what a later version put beside them stays."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from studio.core.cast import with_other_design
from studio.core.dictionary import Entry
from studio.core.project import Paragraph, Project, Speaker, TakeNote
from studio.project.file.content import Content
from studio.project.file.ranks import LONGEST
from studio.project.file.rows import Known, rank_anew, read_all, worn, write_changes
from studio.project.file.schema import make_tables
from studio.project.file.values import LONGEST_NAME
from studio.project.history import History
from tests.support.projects import a_project, long_project, with_words


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.text_factory = lambda data: data.decode("utf-8", "surrogatepass")
    make_tables(connection)
    yield connection
    connection.close()


def written(database: sqlite3.Connection, before: Content | None, after: Content, known: Known) -> tuple[Known, int]:
    count = database.total_changes
    known = write_changes(database, before, after, known)
    return known, database.total_changes - count


def test_only_rows_that_changed_are_written(database: sqlite3.Connection) -> None:
    history = History(long_project(500))
    content = Content(history.project)
    known, _ = written(database, None, content, Known())
    for act, rows in (
        (lambda project: with_words(project, 250, "Changed."), 3),
        (lambda project: replace(project, paragraphs=(*project.paragraphs[1:], project.paragraphs[0])), 3),
        (lambda project: replace(project, title="Named"), 3),
        (lambda project: replace(project, paragraphs=project.paragraphs[:400]), 102),
    ):
        history.do("a change", act(history.project))
        after = Content(history.project, history.steps)
        known, changed = written(database, content, after, known)
        assert changed == rows, "the values, the step, and the number of steps done"
        content = after
        assert read_all(database).content.project == after.project
    known, changed = written(database, content, content, known)
    assert changed == 0


def test_what_a_later_version_put_beside_the_values_stays(database: sqlite3.Connection) -> None:
    content = Content(a_project())
    write_changes(database, None, content, Known())
    database.execute("UPDATE paragraphs SET rest = '{\"mood\": 1}' WHERE id = 'p2'")
    database.execute("UPDATE speakers SET rest = '{\"age\": 40}' WHERE id = 's2'")
    database.execute("UPDATE speakers SET design = json_set(design, '$.breath', 0.5) WHERE id = 's2'")
    database.execute("INSERT INTO meta VALUES ('cover', 'a picture')")
    read = read_all(database)
    assert (read.content.project, read.faults) == (a_project(), ())
    project = read.content.project
    louder = replace(project.cast[1], design=replace(project.cast[1].design, language="de"), alternate=None)
    changed = replace(with_words(project, 1, "Other."), cast=(project.cast[0], louder))
    known = write_changes(database, read.content, Content(changed), read.known)
    without = replace(changed, paragraphs=changed.paragraphs[:1], cast=changed.cast[:1])
    known = write_changes(database, Content(changed), Content(without), known)
    write_changes(database, Content(without), Content(changed), known)

    def kept(query: str) -> Any:
        return json.loads(database.execute(query).fetchone()[0])

    assert kept("SELECT rest FROM paragraphs WHERE id = 'p2'") == {"mood": 1}
    assert kept("SELECT rest FROM speakers WHERE id = 's2'") == {"age": 40}
    design = kept("SELECT design FROM speakers WHERE id = 's2'")
    assert (design["breath"], design["language"]) == (0.5, "de")
    assert database.execute("SELECT value FROM meta WHERE key = 'cover'").fetchone() == ("a picture",)


def test_two_paragraphs_of_one_id_are_refused_instead_of_one_being_lost(database: sqlite3.Connection) -> None:
    twice = Project((Paragraph("a", "One."), Paragraph("a", "Two.")))
    with pytest.raises(ValueError, match="one id"):
        write_changes(database, None, Content(twice), Known())


def test_steps_behind_one_that_cannot_be_read_are_left_out(database: sqlite3.Connection) -> None:
    history = History(Project())
    for number in range(6):
        history.do(str(number), with_words(history.project, 0, str(number)))
    for _ in range(3):
        history.undo()
    write_changes(database, None, Content(history.project, history.steps), Known())
    database.execute("UPDATE steps SET content = '{' WHERE number IN (2, 5)")
    steps = read_all(database).content.steps
    assert ([step.label for step in steps.done], [step.label for step in steps.undone]) == (["2"], ["3"])


def test_a_text_that_an_earlier_version_wrote_too_long_loses_nothing_else(database: sqlite3.Connection) -> None:
    given = a_project()
    (first, *others), kept = given.paragraphs, Entry("Nova", "NOO-vah")
    notes = (TakeNote("t1", name="n" * 5000), TakeNote("t2", starred=True))
    project = replace(
        given,
        paragraphs=(replace(first, takes=notes), *others),
        dictionary=(kept, Entry("w" * 5000, "x"), Entry("Voll", "x" * 5000)),
    )
    history = History(replace(project, dictionary=()))
    history.do("importing words", project)
    write_changes(database, None, Content(history.project, history.steps), Known())
    found = read_all(database)
    assert found.content.project.dictionary == (kept,)
    assert found.content.project.paragraphs[0] == replace(
        first, takes=(TakeNote("t1", name="n" * LONGEST_NAME), notes[1])
    )
    assert found.faults == ("some of the project's dictionary",)
    assert [step.label for step in found.content.steps.done] == ["importing words"]


def test_long_ranks_are_made_anew_in_their_order(database: sqlite3.Connection) -> None:
    content = Content(Project((Paragraph("a", ""), Paragraph("z", ""))))
    known = write_changes(database, None, content, Known())
    for number in range(300):
        paragraphs = content.project.paragraphs
        after = Content(
            replace(content.project, paragraphs=(paragraphs[0], Paragraph(str(number), ""), *paragraphs[1:]))
        )
        known = write_changes(database, content, after, known)
        content = after
    assert worn(known)
    rank_anew(database, content.project.paragraphs, known)
    assert not worn(known)
    read = read_all(database)
    assert read.content.project.paragraphs == content.project.paragraphs
    assert max(len(rank) for rank in read.known.ranks.values()) <= LONGEST


def test_a_cast_that_changes_places_keeps_its_order(database: sqlite3.Connection) -> None:
    project = replace(a_project(), cast=tuple(Speaker(name, name) for name in "abc"))
    known = write_changes(database, None, Content(project), Known())
    turned = replace(project, cast=project.cast[::-1])
    write_changes(database, Content(project), Content(turned), known)
    assert read_all(database).content.project.cast == turned.cast


def test_which_of_the_designs_is_called_b_is_kept_beside_what_a_later_version_knows(
    database: sqlite3.Connection,
) -> None:
    project = a_project()
    reads_b = replace(project, cast=(project.cast[0], with_other_design(project.cast[1])))
    write_changes(database, None, Content(reads_b), Known())
    database.execute("UPDATE speakers SET rest = json_set(rest, '$.age', 40) WHERE id = 's2'")
    read = read_all(database)
    assert (read.content.project, read.faults) == (reads_b, ())
    write_changes(database, read.content, Content(project), read.known)
    assert database.execute("SELECT rest FROM speakers WHERE id = 's2'").fetchone() == ('{"age":40}',)
    assert read_all(database).content.project == project
    database.execute("UPDATE speakers SET rest = 'no json' WHERE id = 's2'")
    assert read_all(database).faults == ("what a later version knows of a speaker",)


def test_the_times_of_subtitles_are_kept_beside_what_a_later_version_knows(database: sqlite3.Connection) -> None:
    texts = Project((Paragraph("a", "One."), Paragraph("b", "Two.")))
    film = replace(texts, paragraphs=tuple(replace(each, cue_s=(1.0, 2.5)) for each in texts.paragraphs))
    write_changes(database, None, Content(film), Known())
    database.execute("UPDATE paragraphs SET rest = json_set(rest, '$.mood', 1) WHERE id = 'a'")
    read = read_all(database)
    assert (read.content.project, read.faults) == (film, ())

    def rests() -> list[str]:
        return [each for (each,) in database.execute("SELECT rest FROM paragraphs ORDER BY id")]

    known = write_changes(database, read.content, Content(texts), read.known)
    assert rests() == ['{"mood":1}', "{}"]
    write_changes(database, Content(texts), Content(film), known)
    assert rests() == ['{"mood":1,"cue":[1.0,2.5]}', '{"cue":[1.0,2.5]}']
    database.execute("UPDATE paragraphs SET rest = '{\"cue\":[3]}' WHERE id = 'a'")
    database.execute("UPDATE paragraphs SET rest = 'no json' WHERE id = 'b'")
    read = read_all(database)
    assert (read.content.project, read.faults) == (texts, ("what a later version knows of a paragraph",))
    write_changes(database, read.content, Content(film), read.known)
    assert read_all(database).content.project == film
