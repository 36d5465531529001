# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.core.marks import Mark
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, VoiceDesign, speakers_of
from studio.core.voices import MixPart, Voice
from studio.project.dialogue.casting import Choice, likely_voices, with_found
from studio.project.dialogue.finding import Found, find_speakers


def project_of(*texts: str) -> Project:
    return Project(tuple(Paragraph(str(number), text) for number, text in enumerate(texts)))


def cast_of(project: Project, *names: str) -> Project:
    """*project* with those of its found speakers in the cast."""
    known = {speaker.name: speaker for speaker in project.cast}
    choices = [
        Choice(found, known.get(found.name) or Speaker(found.name.lower(), found.name))
        for found in find_speakers(project)
        if found.name in names
    ]
    return with_found(project, choices)


def test_a_line_goes_to_its_speaker_without_the_name_and_the_rest_stays_with_whoever_read_it() -> None:
    project = project_of("It begins.", "ANN: One.", "A door.", "BOB: Two.", "ANN: Three.")
    cast = cast_of(project, "Ann", "Bob")
    assert [paragraph.text for paragraph in cast.paragraphs] == ["It begins.", "One.", "A door.", "Two.", "Three."]
    assert list(speakers_of(cast).values()) == [NARRATOR, "ann", NARRATOR, "bob", "ann"]
    assert [speaker.name for speaker in cast.cast] == ["", "Ann", "Bob"]
    # One who is refused keeps the line as it is.
    some = cast_of(project, "Ann")
    assert [paragraph.text for paragraph in some.paragraphs][3] == "BOB: Two."
    assert list(speakers_of(some).values()) == [NARRATOR, "ann", NARRATOR, NARRATOR, "ann"]
    assert find_speakers(cast) == ()


def test_a_quotation_becomes_a_mark_and_one_that_is_all_of_its_paragraph_a_line() -> None:
    project = project_of("“Go,” said Ann, “now.”", "Ann said: “I shall tell you.", "“It was late.”")
    cast = cast_of(project, "Ann")
    assert cast.paragraphs[0].marks == (Mark("speaker", 0, 5, "ann"), Mark("speaker", 16, 22, "ann"))
    assert [paragraph.text for paragraph in cast.paragraphs] == [paragraph.text for paragraph in project.paragraphs]
    assert (cast.paragraphs[2].speaker, cast.paragraphs[2].marks) == ("ann", ())
    assert speakers_of(cast)["0"] == NARRATOR
    assert find_speakers(cast) == ()


def test_marks_move_with_the_line_and_a_pause_at_its_begin_stays() -> None:
    marks = Mark("pause", 5, 5, "1"), Mark("speed", 5, 9, "2"), Mark("volume", 0, 9, "2")
    project = Project((Paragraph("a", "ANN: One.", marks), Paragraph("b", "ANN: Two.")))
    moved = cast_of(project, "Ann").paragraphs[0]
    assert moved.marks == (Mark("pause", 0, 0, "1"), Mark("speed", 0, 4, "2"), Mark("volume", 0, 4, "2")) or set(
        moved.marks
    ) == {Mark("pause", 0, 0, "1"), Mark("speed", 0, 4, "2"), Mark("volume", 0, 4, "2")}


def test_a_screenplays_names_go_and_its_directions_are_notes() -> None:
    project = project_of("ANN", "(low)", "One.", "", "BOB", "Two.", "", "Dark.")
    cast = cast_of(project, "Ann", "Bob")
    assert [(each.text, each.kind) for each in cast.paragraphs] == [
        ("(low)", "note"),
        ("One.", "text"),
        ("", "text"),
        ("Two.", "text"),
        ("", "text"),
        ("Dark.", "text"),
    ]
    assert speakers_of(cast)["7"] == NARRATOR


def test_those_of_the_cast_stay_as_they_are_and_what_changed_meanwhile_is_left() -> None:
    ann = Speaker("x", "Ann", "#112233", VoiceDesign((MixPart("v", 1.0),)))
    project = Project(
        (Paragraph("a", "“Go,” said Ann."), Paragraph("b", "He left."), Paragraph("c", "Yes.", speaker="x")),
        (Speaker(NARRATOR), ann),
    )
    found = find_speakers(project)
    cast = with_found(project, [Choice(found[0], ann)])
    assert cast.cast == project.cast
    assert cast.paragraphs[0].marks == (Mark("speaker", 0, 5, "x"),)
    shorter = Project((Paragraph("a", "“G"),), project.cast)
    assert with_found(shorter, [Choice(found[0], ann)]).paragraphs == shorter.paragraphs
    assert with_found(project, []) == project


def voice(name: str, language: str, sex: str, reason: str = "") -> Voice:
    return Voice(name, name, language, sex, unavailable_reason=reason)


def test_likely_voices_fit_name_and_text_and_differ() -> None:
    voices = (
        voice("us1", "en-US", "female"),
        voice("us2", "en-US", "female"),
        voice("gb1", "en-GB", "male"),
        voice("us3", "en-US", "male"),
        voice("gone", "en-US", "male", "not here"),
        voice("fr1", "fr-FR", "female"),
    )
    found = (
        Found("Ann", (), sex="female"),
        Found("Tom", (), sex="male"),
        Found("Amélie", (), sex="female", language="fr"),
        Found("Reyes", ()),
        Found("Bob", (), sex="male"),
        Found("Jack", (), sex="male"),
    )
    chosen = likely_voices(found, voices, {"us1"}, "en-US")
    assert {name: each.id for name, each in chosen.items()} == {
        "Ann": "us2",
        "Tom": "us3",
        "Amélie": "fr1",
        "Reyes": "gb1",
        "Bob": "us3",
        "Jack": "gb1",
    }
    assert likely_voices(found, (), (), "en-US") == {}
