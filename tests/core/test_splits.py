# SPDX-License-Identifier: Apache-2.0
"""A paragraph of which stretches are others' or in other languages is cut so that each word is spoken once."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from studio.core.marks import Mark, ordered
from studio.core.project import Paragraph, SplitDesign, VoiceDesign, design_digest, paragraph_spans, take_key
from studio.core.splits import own_design, parts_of, spans_in, split_design, splitting, with_each
from studio.core.timeline import says_something
from studio.core.voices import MixPart

OWN, ANN = (VoiceDesign((MixPart(each, 1.0),)) for each in ("own", "ann"))


def design_of(speaker: str, language: str) -> VoiceDesign:
    return replace(ANN if speaker == "ann" else OWN, language=language)


def split(text: str, *marks: Mark) -> tuple[Paragraph, VoiceDesign]:
    paragraph = Paragraph("p", text, ordered(marks, len(text)))
    return paragraph, split_design(paragraph, OWN, design_of)


def cut(text: str, *marks: Mark) -> list[tuple[str, VoiceDesign]]:
    return [(part.paragraph.text, part.design) for part in parts_of(*split(text, *marks))]


def test_a_quotation_is_a_part_in_its_speakers_design() -> None:
    text = "\u201cCome,\u201d said Ann. \u201cNow.\u201d"
    assert cut(text, Mark("speaker", 0, 7, "ann"), Mark("speaker", 18, 24, "ann")) == [
        ("\u201cCome,\u201d", ANN),
        (" said Ann. ", OWN),
        ("\u201cNow.\u201d", ANN),
    ]


def test_a_stretch_in_another_language_is_a_part_in_that_language_and_both_may_meet() -> None:
    text = "She said: Guten Tag, Herr Doktor."
    marks = Mark("language", 10, 33, "de"), Mark("speaker", 21, 33, "ann")
    assert cut(text, *marks) == [
        ("She said: ", OWN),
        ("Guten Tag, ", replace(OWN, language="de")),
        ("Herr Doktor.", replace(ANN, language="de")),
    ]


def test_what_sounds_as_what_is_before_it_is_no_part_and_neither_is_punctuation() -> None:
    text = "\u201eJa\u201c, sagte er \u2014 \u201enein\u201c."
    assert split(text, Mark("speaker", 0, 4, "nobody"))[1] == OWN
    assert split(text, Mark("emphasis", 0, 4))[1] == OWN
    assert [text for text, _ in cut(text, Mark("speaker", 0, 4, "ann"), Mark("speaker", 17, 23, "ann"))] == [
        "\u201eJa\u201c,",
        " sagte er \u2014 ",
        "\u201enein\u201c.",
    ]
    assert split("\u2014 ...", Mark("speaker", 2, 5, "ann"))[1] == OWN
    assert cut("\u2014 yes", Mark("speaker", 2, 5, "ann")) == [("\u2014 yes", ANN)]


def test_marks_that_become_tags_go_with_their_text() -> None:
    paragraph, design = split(
        "One two three.", Mark("speaker", 4, 7, "ann"), Mark("pause", 4, 4, "0.5"), Mark("speed", 2, 9, "1.2")
    )
    assert [part.paragraph.marks for part in parts_of(paragraph, design)] == [
        (Mark("speed", 2, 4, "1.2"), Mark("pause", 4, 4, "0.5")),
        (Mark("speed", 0, 3, "1.2"),),
        (Mark("speed", 0, 2, "1.2"),),
    ]


def test_words_are_counted_in_the_language_of_their_part() -> None:
    paragraph, design = split("He said \u4f60\u597d today.", Mark("language", 8, 10, "zh"))
    assert [span.text for span in spans_in(paragraph, design)] == ["He", "said", "\u4f60", "\u597d", "today."]
    assert spans_in(paragraph, OWN) == paragraph_spans(paragraph)


def test_all_that_is_heard_counts_in_the_digests() -> None:
    _, design = split("One two.", Mark("speaker", 0, 3, "ann"))
    assert isinstance(design, SplitDesign)
    other = with_each(design, lambda each: replace(each, language="de") if each == ANN else each)
    assert own_design(other) == own_design(design) == OWN
    assert own_design(OWN) is OWN
    assert len({design_digest(each) for each in (OWN, ANN, design, other)}) == 4
    assert len({take_key("x", each, "e") for each in (OWN, ANN, design, other)}) == 4
    assert with_each(OWN, lambda each: replace(each, language="de")) == replace(OWN, language="de")


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text("ab .,\u201c\u201d\u2014\u4f60", max_size=24))
    places = st.integers(0, len(text))
    marks = []
    for _ in range(draw(st.integers(0, 4))):
        start, end = sorted((draw(places), draw(places)))
        kind, values = draw(st.sampled_from([("speaker", ("ann", "x")), ("language", ("de", "zh")), ("speed", ("2",))]))
        marks.append(Mark(kind, start, end, draw(st.sampled_from(values))))
    return text, marks


@given(marked())
def test_the_parts_are_the_text_and_each_says_something(made: tuple[str, list[Mark]]) -> None:
    text, marks = made
    paragraph, design = split(text, *marks)
    parts = parts_of(paragraph, design)
    assert "".join(part.paragraph.text for part in parts) == text
    assert [part.start for part in parts] == [sum(len(e.paragraph.text) for e in parts[:n]) for n in range(len(parts))]
    assert len(parts) == 1 or all(says_something(part.paragraph.text) for part in parts)
    assert not any(splitting(part.paragraph.marks) for part in parts if isinstance(design, SplitDesign))
    for span in spans_in(paragraph, design):
        assert text[span.start : span.end] == span.text
