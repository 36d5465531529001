# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.cast import (
    checked_name,
    free_name,
    name_of,
    named_at,
    read_by,
    speaker_named,
    speaker_of,
    with_hue,
    with_name,
    with_other_design,
    with_speaker,
    with_speaker_design,
    without_speaker,
)
from studio.core.errors import InvalidArgument
from studio.core.marks import Mark
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, VoiceDesign, speakers_of
from studio.core.voices import MixPart

IDA, KEEPER = Speaker("ida", "Ida", "#23786E"), Speaker("keeper", "Keeper", "#4C5F98")
GEORGE = VoiceDesign((MixPart("v-george", 1.0),))


def of(*speakers: str) -> Project:
    """Paragraphs "0", "1" … of these speakers, in a cast of narrator, Ida and Keeper."""
    paragraphs = tuple(Paragraph(str(row), f"Line {row}.", speaker=each) for row, each in enumerate(speakers))
    return Project(paragraphs, (Speaker(NARRATOR), IDA, KEEPER))


def readers(project: Project) -> list[str]:
    return list(speakers_of(project).values())


def written(project: Project) -> list[str]:
    return [paragraph.speaker for paragraph in project.paragraphs]


def test_a_further_speaker_is_the_last_of_the_cast_and_reads_nothing() -> None:
    before = of("", "")
    after = with_speaker(before, "  Old   Mate ", "#A0543F", GEORGE)
    mate = after.cast[-1]
    assert (mate.name, mate.hue, mate.design) == ("Old Mate", "#A0543F", GEORGE)
    assert after.cast[:-1] == before.cast
    assert after.paragraphs is before.paragraphs
    assert mate.id not in {each.id for each in before.cast}


@pytest.mark.parametrize("name", ["", "  ", "ida ", " IDA", "Narrator", "x" * 500])
def test_a_name_is_not_empty_not_too_long_and_nobody_elses(name: str) -> None:
    with pytest.raises(InvalidArgument, match="name"):
        with_speaker(of(""), name)
    with pytest.raises(InvalidArgument, match="name"):
        with_name(of(""), "keeper", name)
    with pytest.raises(InvalidArgument, match="name"):
        checked_name(of(""), name)


def test_a_speaker_may_keep_its_own_name_in_other_letters() -> None:
    assert with_name(of(""), "ida", "IDA").cast[1].name == "IDA"
    assert with_name(of(""), NARRATOR, "Teller").cast[0].name == "Teller"


def test_colour_and_design_are_the_speakers_own() -> None:
    project = with_speaker_design(with_hue(of("", "ida"), "ida", "#8a6420"), "ida", GEORGE)
    assert project.cast == (Speaker(NARRATOR), replace(IDA, hue="#8a6420", design=GEORGE), KEEPER)
    assert with_hue(project, "ida", "").cast[1].hue == ""
    for wrong in ("amber", "#12345", "#12345g"):
        with pytest.raises(InvalidArgument, match="hue"):
            with_hue(project, "ida", wrong)
    with pytest.raises(InvalidArgument, match="speaker"):
        with_hue(project, "gone", "")
    with pytest.raises(InvalidArgument, match="speaker"):
        with_speaker_design(project, "gone", GEORGE)


def test_who_is_given_paragraphs_reads_them_and_nobody_elses() -> None:
    project = of("", "", "", "")
    after = read_by(project, {"1": "ida"})
    assert readers(after) == [NARRATOR, "ida", NARRATOR, NARRATOR]
    assert readers(read_by(after, {"2": "keeper", "3": "keeper"})) == [NARRATOR, "ida", "keeper", "keeper"]


def test_same_as_above_follows_when_the_one_above_changes() -> None:
    project = read_by(of("ida", "keeper", "ida"), {"1": ""})
    assert readers(project) == ["ida", "ida", "ida"]
    assert readers(read_by(project, {"0": "keeper"})) == ["keeper", "keeper", "ida"]


def test_the_first_as_above_is_the_narrators() -> None:
    assert readers(read_by(of("ida", ""), {"0": ""})) == [NARRATOR, NARRATOR]


def test_what_changes_nothing_keeps_the_paragraphs() -> None:
    for project in (of("", ""), of("ida", "")):
        assert read_by(project, {"1": ""}).paragraphs is project.paragraphs
        assert read_by(project, {}).paragraphs is project.paragraphs
        assert read_by(project, {"unknown": ""}).paragraphs is project.paragraphs


def test_only_the_cast_can_be_given_paragraphs() -> None:
    with pytest.raises(InvalidArgument, match="speaker"):
        read_by(of("", ""), {"1": "gone"})


def test_the_lines_of_a_speaker_who_goes_are_the_heirs() -> None:
    project = of("ida", "", "keeper", "ida")
    after = without_speaker(project, "ida", "keeper")
    assert [each.id for each in after.cast] == [NARRATOR, "keeper"]
    assert readers(after) == ["keeper"] * 4
    assert written(after) == ["keeper", "", "keeper", "keeper"]


def test_so_are_the_stretches_within_others_lines() -> None:
    quotation, pause = Mark("speaker", 0, 4, "ida"), Mark("pause", 5, 5, "0.5")
    before = of("keeper")
    line = replace(before.paragraphs[0], marks=(quotation, pause))
    after = without_speaker(replace(before, paragraphs=(line,)), "ida", NARRATOR)
    assert after.paragraphs[0].marks == (replace(quotation, value=NARRATOR), pause)


def test_the_narrator_may_go_too() -> None:
    after = without_speaker(of("", "ida", NARRATOR), NARRATOR, "keeper")
    assert [each.id for each in after.cast] == ["ida", "keeper"]
    assert readers(after) == ["keeper", "ida", "keeper"]
    assert readers(without_speaker(of("", "ida"), NARRATOR, "ida")) == ["ida", "ida"]


@pytest.mark.parametrize(("gone", "heir"), [("gone", "ida"), ("ida", "ida"), ("ida", "gone"), ("ida", "")])
def test_a_speaker_goes_only_if_another_one_takes_the_lines(gone: str, heir: str) -> None:
    with pytest.raises(InvalidArgument):
        without_speaker(of("ida"), gone, heir)


def test_speakers_are_found_by_id_and_by_name_as_shown() -> None:
    project = of("")
    assert speaker_of(project, "ida") == IDA
    assert speaker_of(project, "gone") is None
    assert speaker_named(project, " keeper ") == KEEPER
    assert speaker_named(project, "narrator") == Speaker(NARRATOR)
    assert name_of(Speaker(NARRATOR)) == "Narrator"
    assert free_name(project) == "Speaker 2"
    assert free_name(with_speaker(project, "speaker 2")) == "Speaker 3"


@given(st.lists(st.sampled_from(["", NARRATOR, "ida", "keeper"]), min_size=1, max_size=8), st.data())
def test_the_reader_of_each_row_is_told_one_by_one_as_at_once(speakers: list[str], data: st.DataObject) -> None:
    project = of(*speakers)
    assert [named_at(project, row) or NARRATOR for row in range(len(speakers))] == readers(project)
    chosen = data.draw(st.dictionaries(st.sampled_from([each.id for each in project.paragraphs]), st.just("ida")))
    after = readers(read_by(project, chosen))
    assert all(after[int(row)] == "ida" for row in chosen)
    named = [row for row, each in enumerate(speakers) if each and str(row) not in chosen]
    assert all(after[row] == speakers[row] for row in named)


@given(
    st.lists(st.sampled_from(["", NARRATOR, "ida", "keeper"]), min_size=1, max_size=8),
    st.permutations([NARRATOR, "ida", "keeper"]),
)
def test_without_a_speaker_each_line_is_read_as_before_or_by_the_heir(speakers: list[str], who: list[str]) -> None:
    project, (gone, heir, _) = of(*speakers), who
    before, after = readers(project), readers(without_speaker(project, gone, heir))
    assert after == [heir if each == gone else each for each in before]


def test_b_begins_as_a_copy_of_a_and_the_other_one_is_gone_back_to() -> None:
    ida = replace(IDA, design=GEORGE)
    b = with_other_design(ida)
    assert (b.b, b.design, b.alternate) == (True, GEORGE, GEORGE)
    changed = replace(b, design=VoiceDesign(language="de"))
    a = with_other_design(changed)
    assert (a.b, a.design, a.alternate) == (False, GEORGE, VoiceDesign(language="de"))
    assert with_other_design(a) == changed
