# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.cast import with_other_design
from studio.core.marks import Mark
from studio.core.project import MOST_COVER_BYTES, Paragraph, Project, Speaker, TakeNote, VoiceDesign
from studio.core.speech import controls
from studio.core.voices import MixPart
from studio.project.file.values import (
    change_from_json,
    change_to_json,
    design_from_json,
    design_to_json,
    field_from_json,
    field_to_json,
    from_text,
    paragraph_from_json,
    paragraph_to_json,
    speaker_from_json,
    speaker_to_json,
    to_text,
)
from studio.project.steps import FIELDS, difference
from tests.support.projects import a_project

TEXT = st.text(st.characters(exclude_characters="\n"), max_size=12)
NOTES = st.lists(
    st.builds(TakeNote, TEXT, st.booleans(), TEXT, st.booleans(), st.booleans(), st.booleans()), max_size=2
)
CUES = st.none() | st.tuples(st.floats(0, 100), st.floats(100, 1e6))


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    text = draw(TEXT)
    places = st.integers(0, len(text))
    marks = []
    for _ in range(draw(st.integers(0, 2))):
        start, end = sorted((draw(places), draw(places)))
        marks.append(Mark(draw(TEXT), start, end, draw(TEXT)))
    kind = draw(st.sampled_from(["text", "heading", "break", "note"]))
    level, speaker, left_out = draw(st.integers(0, 3)), draw(TEXT), draw(st.booleans())
    return Paragraph(draw(TEXT), text, tuple(marks), kind, level, speaker, left_out, tuple(draw(NOTES)), draw(CUES))  # type: ignore[arg-type]


@given(paragraphs())
def test_a_paragraph_comes_back_equal(paragraph: Paragraph) -> None:
    assert paragraph_from_json(from_text(to_text(paragraph_to_json(paragraph)))) == paragraph


@given(st.lists(paragraphs(), min_size=1, max_size=3, unique_by=lambda each: each.id), TEXT)
def test_a_step_comes_back_equal(listed: list[Paragraph], title: str) -> None:
    after = replace(a_project(), paragraphs=tuple(listed), title=title, cast=(Speaker("x", title),))
    change = difference(a_project(), after)
    assert change_from_json(from_text(to_text(change_to_json(change)))) == change


def test_each_value_of_a_project_comes_back_equal() -> None:
    project = a_project()
    for name in FIELDS:
        value = getattr(project, name)
        assert value != getattr(Project(), name), "the sample should have one of each"
        assert field_from_json(name, from_text(to_text(field_to_json(name, value)))) == value


@pytest.mark.parametrize(
    "told", [None, 12, "no picture of base 64", "R0lGODlh", b64encode(b"\xff\xd8\xff" * MOST_COVER_BYTES).decode()]
)
def test_a_cover_of_another_kind_or_size_is_none(told: object) -> None:
    with pytest.raises(ValueError):
        field_from_json("cover_picture", told)


def test_what_a_later_version_added_to_a_design_is_kept_beside_it() -> None:
    design = a_project().cast[0].design
    later = {**design_to_json(design), "breath": 0.5, "emotions": {"anger": 2, "joy": 3}}
    read, rest = design_from_json(later)
    assert (read, rest) == (design, {"breath": 0.5, "emotions": {"joy": 3}})
    louder = replace(read, language="")
    assert design_to_json(louder, rest) == {**later, "language": ""}


GOOD = paragraph_to_json(a_project().paragraphs[1])
BAD_PARAGRAPHS: list[Any] = [
    *({**GOOD, "text": value} for value in (None, 7)),
    *({**GOOD, "level": value} for value in (-1, "1", 10)),
    *({**GOOD, "marks": [value]} for value in (7, {"kind": "pause", "start": 5, "end": 4})),
    {**GOOD, "marks": {}},
    *({**GOOD, "marks": [{"kind": "pause", "start": 0, "end": end}]} for end in (99, None)),
    *({**GOOD, "takes": [value]} for value in (7, {"take": 7})),
    {**GOOD, "takes": None},
    *({**GOOD, "cue": value} for value in (7, [1], [2, 1], [-1, 1], [0, 1e9], [0, float("nan")], ["0", "1"])),
    *({**GOOD, "kind": 7}, {**GOOD, "speaker": []}, {"id": "a"}, {"text": "a"}, [], None),
]


@pytest.mark.parametrize("data", BAD_PARAGRAPHS)
def test_what_is_no_paragraph_is_refused(data: Any) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        paragraph_from_json(data)


@pytest.mark.parametrize("text", ["", "{", "[1" + "0" * 5000 + "]", "NaN", "[" * 100_000, None, 7])
def test_what_is_no_json_is_refused(text: object) -> None:
    with pytest.raises(ValueError):
        from_text(text)


@pytest.mark.parametrize("data", [None, [], {"language": ""}, {**design_to_json(VoiceDesign()), "speed": 9}])
def test_what_is_no_design_is_refused(data: object) -> None:
    with pytest.raises((ValueError, KeyError)):
        design_from_json(data)


def test_nobody_is_no_cast() -> None:
    with pytest.raises(ValueError):
        field_from_json("cast", json.loads("[]"))


def test_a_speaker_that_reads_in_b_comes_back_so() -> None:
    speaker = with_other_design(a_project().cast[1])
    assert speaker.b
    assert speaker_from_json(from_text(to_text(speaker_to_json(speaker)))) == speaker


def test_a_muted_voice_and_one_at_nothing_come_back() -> None:
    design = VoiceDesign((MixPart("a", 1.0, muted=True), MixPart("b", 2.0, solo=True), MixPart("c", 1.0)))
    assert design_from_json(from_text(to_text(design_to_json(design)))) == (design, {})
    assert design_to_json(design)["mix"][2] == {"voice_id": "c", "weight": 1.0}
    # As earlier versions wrote a voice at 0 %.
    data = design_to_json(design)
    data["mix"][2]["weight"] = 0.0
    assert 0 < design_from_json(data)[0].mix[2].weight < 1e-9


def test_a_pitch_comes_back_and_none_is_not_written() -> None:
    high = VoiceDesign(controls=controls(pitch=2.5))
    assert design_from_json(from_text(to_text(design_to_json(high)))) == (high, {})
    assert "pitch" not in design_to_json(VoiceDesign())
