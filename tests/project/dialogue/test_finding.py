# SPDX-License-Identifier: GPL-3.0-or-later
"""Speakers are found in prose, in scripts and in screenplays; what the text leaves open is left alone."""

from __future__ import annotations

import time
from dataclasses import replace

from studio.core.marks import Mark
from studio.core.project import NARRATOR, Paragraph, Project, Speaker
from studio.project.dialogue.finding import MOST_FOUND, find_speakers
from studio.project.dialogue.names import key_of
from tests.project.dialogue.labelled import CALLED, CHAPTERS, labelled


def project_of(*texts: str) -> Project:
    return Project(tuple(Paragraph(str(number), text) for number, text in enumerate(texts)))


def said(*texts: str) -> dict[str, list[str]]:
    """What each speaker that is found in *texts* says."""
    return {
        found.name: [texts[int(place.paragraph)][place.start : place.end] for place in found.places]
        for found in find_speakers(project_of(*texts))
    }


def test_speakers_of_labelled_chapters_are_found_and_few_are_wrong() -> None:
    total = right = proposed = named = named_found = 0
    for path in CHAPTERS:
        project, labels = labelled(path)
        found = {(place.paragraph, place.start): each.name for each in find_speakers(project) for place in each.places}
        total += len(labels)
        proposed += len(found)
        for label in labels:
            name = found.get((label.paragraph, label.start), "")
            hit = key_of(name) in CALLED.get(label.who, {key_of(label.who)})
            right += hit
            named += label.named
            named_found += hit and label.named
    assert total >= 400
    assert named >= 240
    print(f"{total} quotations: {right} of {proposed} proposed ones right, {named_found} of {named} named ones found")
    assert right / proposed >= 0.95
    assert named_found / named >= 0.9


def test_pronouns_kin_and_nothing_are_left_unproposed() -> None:
    assert (
        said("“Go,” she said.", "“Go,” said his mother.", "“Go.”", "“Go,” said Tom’s mother.", "He read “Emma”.") == {}
    )
    assert said("“Go,” Anna’s brother said.", "“Go,” said Mr. and Mrs. Hale.", "“Go,” said Ann and Tom.") == {}
    assert said("Everyone said, “Go.”", "“Yes.” Ann said nothing.", "The sign said “Closed”.") == {}


def test_lines_and_quotations_of_one_person_are_one_proposal_with_both_names() -> None:
    project = project_of("“One,” said Martha Quill.", "“Two,” said Martha.", "“Three,” said Tom.")
    martha, tom = find_speakers(project)
    assert (martha.name, martha.also, martha.sex, martha.language) == ("Martha Quill", ("Martha",), "female", "en")
    assert (tom.name, tom.also, tom.sex) == ("Tom", (), "male")
    assert [place.whole for place in martha.places] == [False, False]


def test_a_quotation_that_is_all_of_its_paragraph_is_a_whole_line() -> None:
    (ann,) = find_speakers(project_of("Ann said: “I shall tell you.", " “It was late. ", "“It was dark.” She left."))
    assert [(place.paragraph, place.whole) for place in ann.places] == [("0", False), ("1", True), ("2", False)]


def test_what_has_a_speaker_or_is_not_read_is_left_out() -> None:
    text = "“Go,” said Ann."
    project = Project(
        (
            Paragraph("a", text, (Mark("speaker", 0, 5, "x"),)),
            Paragraph("b", text, speaker="x"),
            Paragraph("c", text, kind="note"),
            Paragraph("d", text, left_out=True),
            Paragraph("e", text, speaker=NARRATOR),
        ),
        (Speaker(NARRATOR), Speaker("x", "Ann")),
    )
    (found,) = find_speakers(project)
    assert [place.paragraph for place in found.places] == ["e"]
    assert find_speakers(replace(project, paragraphs=project.paragraphs[:4])) == ()


def test_a_script_is_found_with_its_names_and_a_screenplay_with_its_cues() -> None:
    assert said("ANN: Who is there?", "BOB (off): It is me.", "A door.", "ANN: Oh.") == {
        "Ann": ["Who is there?", "Oh."],
        "Bob": ["It is me."],
    }
    screenplay = (
        "INT. KITCHEN",
        "",
        "ANN",
        "(quietly)",
        "Who is there?",
        "",
        "BOB (O.S.)",
        "Me.",
        "And more.",
        "",
        "Dark.",
    )
    ann_and_bob = find_speakers(project_of(*screenplay))
    bob, ann = ann_and_bob
    assert [(place.paragraph, place.aside) for place in ann.places] == [("4", ("2", "3"))]
    assert [(place.paragraph, place.aside) for place in bob.places] == [("7", ("6",)), ("8", ())]


def test_of_very_many_names_the_most_frequent_are_proposed() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = [f"Q{one}{two}" for one in letters for two in letters][: MOST_FOUND + 20]
    found = find_speakers(project_of(*(f"“Go,” said {name}." for name in (*names, names[-1]))))
    assert len(found) == MOST_FOUND
    assert found[0].name == names[-1]


def test_hostile_texts_take_no_long_time() -> None:
    began_s = time.process_time()
    for text in (
        "“",
        "“a ",
        "‘a ",
        "‘a.’ ",
        "A ",
        "'a",
        "“A” said ",
        "“A,” said the ",
        "“A,” A, a ",
        "A. ",
        "said the ",
        "a: “",
    ):
        find_speakers(project_of("‘", (text * 20000)[:20000], text * 3))
    assert time.process_time() - began_s < 3


def test_a_description_that_is_used_once_is_left_open_and_one_that_speaks_again_is_proposed() -> None:
    assert said("“Go,” said the old man.", "“Stay,” said Anna.") == {"Anna": ["“Stay,”"]}
    assert said("“Go,” said the old man.", "“Stay,” said Anna.", "“No,” the old man said.") == {
        "The old man": ["“Go,”", "“No,”"],
        "Anna": ["“Stay,”"],
    }
