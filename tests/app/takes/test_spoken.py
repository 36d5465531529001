# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import time
from dataclasses import replace

import pytest

from studio.app.design.casting import casting_of
from studio.app.takes.spoken import Entries, Spoken, as_spoken
from studio.core.dictionary import Entry
from studio.core.marks import Mark
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, VoiceDesign
from tests.support.pace import slowed_down

NOVA = Entry("Nova", "NOO-vah")
CHAT = Entry("chat", "sha", "fr")


def project_of(*texts: str, dictionary: tuple[Entry, ...] = (NOVA,), cast: tuple[Speaker, ...] = ()) -> Project:
    english = Speaker(NARRATOR, design=VoiceDesign(language="en-US"))
    paragraphs = tuple(Paragraph(f"p{number}", text) for number, text in enumerate(texts))
    return Project(paragraphs, cast or (english,), dictionary=dictionary)


def reader_of(project: Project):  # type: ignore[no-untyped-def]
    return casting_of(lambda design: design)(project, project.design)


def said(project: Project) -> list[str]:
    return [each.script for each in project.paragraphs]


def test_what_no_entry_is_about_stays_the_same_object() -> None:
    project = project_of("Nova came.", "Nobody spoke.")
    spoken = Spoken(reader_of).of(project)
    assert said(spoken) == ['<sub alias="NOO-vah">Nova</sub> came.', "Nobody spoke."]
    assert spoken.paragraphs[1] is project.paragraphs[1]
    assert Spoken(reader_of).of(project_of("Nobody.")).paragraphs[0].marks == ()
    plain = project_of("Nova", dictionary=())
    assert Spoken(reader_of).of(plain) is plain
    assert as_spoken(project, reader_of(project)) == spoken


@pytest.mark.parametrize("speakers", [1, 2])
def test_each_change_is_followed_as_if_all_was_told_anew(speakers: int) -> None:
    french = Speaker("two", design=VoiceDesign(language="fr"))
    cast = (Speaker(NARRATOR, design=VoiceDesign(language="en-US")), french)[:speakers]
    project = project_of("A chat.", "Nova, chat", "more", "Nova Nova", dictionary=(NOVA, CHAT), cast=cast)
    spoken = Spoken(reader_of)
    kept = spoken.of(project)
    assert spoken.of(project) is kept
    first, *rest = project.paragraphs
    changes = [
        replace(project, paragraphs=(replace(first, text="Nova"), *rest)),
        replace(project, paragraphs=tuple(rest)),
        replace(project, paragraphs=(first, Paragraph("new", "Nova chat"), *rest)),
        replace(project, dictionary=(CHAT,)),
        replace(project, dictionary=(replace(NOVA, alias="x"), CHAT)),
        replace(project, paragraphs=(replace(first, speaker="two"), *rest)),
        replace(project, cast=(replace(cast[0], design=VoiceDesign(language="fr")), *cast[1:])),
        replace(project, dictionary=()),
        project,
    ]
    for changed in changes:
        assert spoken.of(changed) == as_spoken(changed, reader_of(changed))
    again = spoken.of(project)
    assert again == kept


def test_a_paragraph_of_the_project_is_found_as_it_is_spoken() -> None:
    project = project_of("Nova")
    spoken = Spoken(reader_of)
    told = spoken.of(project).paragraphs[0]
    assert spoken.paragraph(project.paragraphs[0]) is told
    assert spoken.paragraph(told) is told
    assert spoken.of(replace(project, title="x")).paragraphs[0] is told


def test_a_stretch_in_another_language_has_the_entries_of_that_language() -> None:
    paragraph = Paragraph("p", "Un chat, a chat", (Mark("language", 0, 8, "fr"),))
    project = replace(project_of("x", dictionary=(CHAT,)), paragraphs=(paragraph,))
    told = as_spoken(project, reader_of(project)).paragraphs[0]
    assert [(mark.kind, mark.start, mark.end) for mark in told.marks] == [("language", 0, 8), ("respelling", 3, 7)]


def test_places_are_counted() -> None:
    project = project_of("Nova, Nova's, nova; Novas", "no va")
    looked = Entries((NOVA,))
    assert [looked.count(each, reader_of(project)) for each in project.paragraphs] == [3, 0]


@pytest.mark.parametrize("many", [1, 100])
def test_an_entry_of_any_form_is_not_overlooked(many: int) -> None:
    entries = [Entry(f"other{number}", "x") for number in range(many)]
    texts = {"O'Neil came": "O'Neil", "(Straße)": "STRASSE", "--- so": "---", "New York": "new york", "é è": "É"}
    for text, word in texts.items():
        project = project_of(text, dictionary=(*entries, Entry(word, "y")))
        assert as_spoken(project, reader_of(project)).paragraphs[0].marks, text


@pytest.mark.parametrize("speakers", [1, 20])
def test_a_letter_typed_in_a_book_costs_little(speakers: int) -> None:
    cast = tuple(Speaker(f"s{number}", design=VoiceDesign(language="en-US")) for number in range(speakers))
    project = project_of(*("Nova said so, and nobody else did at all. " * 3 for _ in range(8000)), cast=cast)
    spoken = Spoken(reader_of)
    spoken.of(project)
    took = []
    for number in range(5):
        middle = replace(project.paragraphs[4000], text=f"Nova {number}")
        project = replace(project, paragraphs=(*project.paragraphs[:4000], middle, *project.paragraphs[4001:]))
        began = time.process_time()
        told = spoken.of(project)
        took.append(time.process_time() - began)
        assert told.paragraphs[4000].marks
    assert min(took) / slowed_down() < 0.01


def test_an_entry_undone_and_done_again_is_not_looked_for_anew() -> None:
    project = project_of(*("Nova said so, and nobody else did at all. " * 3 for _ in range(8000)))
    spoken, took = Spoken(reader_of), []
    for dictionary in ((NOVA,), (), (NOVA,), (CHAT, NOVA), (NOVA,)):
        changed = replace(project, dictionary=dictionary)
        began = time.process_time()
        told = spoken.of(changed)
        took.append(time.process_time() - began)
        assert told == as_spoken(changed, reader_of(changed))
    assert max(took[1], took[2], took[4]) < took[0] / 3


def test_what_is_prepared_is_used_for_those_entries_alone() -> None:
    project = project_of(*("Nova said so, and nobody else did at all. " * 3 for _ in range(2000)))
    plain = replace(project, dictionary=())
    asked: list[Project] = []

    def noting(of: Project):  # type: ignore[no-untyped-def]
        asked.append(of)
        return reader_of(of)

    spoken = Spoken(noting)
    assert spoken.of(plain) is plain
    spoken.prepared(project, ())()
    told = spoken.of(project)
    assert told == as_spoken(project, reader_of(project))
    spoken.prepared(project, (CHAT,))()
    other = replace(project, dictionary=(replace(NOVA, alias="x"),))
    assert spoken.of(other) == as_spoken(other, reader_of(other))
    moved = replace(other, paragraphs=other.paragraphs[::-1])
    assert spoken.of(moved) == as_spoken(moved, reader_of(moved))


def test_who_reads_below_a_changed_paragraph_decides_its_words() -> None:
    french = Speaker("fr", design=VoiceDesign(language="fr"))
    cast = (Speaker(NARRATOR, design=VoiceDesign(language="en-US")), french)
    project = project_of("A chat.", "A chat.", "A chat.", dictionary=(CHAT,), cast=cast)
    spoken = Spoken(reader_of)
    spoken.of(project)
    first, *rest = project.paragraphs
    changed = replace(project, paragraphs=(replace(first, speaker="fr"), *rest))
    assert [bool(each.marks) for each in spoken.of(changed).paragraphs] == [True] * 3
    assert [bool(each.marks) for each in spoken.of(project).paragraphs] == [False] * 3


def test_a_mark_on_a_whole_book_undone_is_not_looked_through_anew() -> None:
    project = project_of(*("Nova said so, and nobody else did at all. " * 3 for _ in range(8000)))
    marked = replace(
        project, paragraphs=tuple(replace(each, marks=(Mark("speed", 0, 9, "1.2"),)) for each in project.paragraphs)
    )
    spoken, took = Spoken(reader_of), []
    spoken.of(project)
    for now in (marked, project, marked):
        began = time.process_time()
        told = spoken.of(now)
        took.append(time.process_time() - began)
        assert told == as_spoken(now, reader_of(now))
    assert max(took[1:]) < took[0] / 3
