# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.emotions import EMOTIONS
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, VoiceDesign, with_design
from studio.core.speech import controls
from studio.core.voices import MAX_MIX_PARTS, MixPart
from studio.project.document_json import VERSION, LaterVersion, Read, from_json
from tests.support.older_documents import to_json

LINE = st.text(alphabet=st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=20)
DESIGNS = st.builds(
    VoiceDesign,
    st.lists(
        st.builds(MixPart, LINE, st.floats(1e-6, 1e6)), max_size=MAX_MIX_PARTS, unique_by=lambda part: part.voice_id
    ).map(tuple),
    st.builds(controls, st.floats(-1, 1), st.dictionaries(st.sampled_from(EMOTIONS), st.integers(0, 5))),
    st.sampled_from(["", "en-US", "zh"]),
)
PARAGRAPHS = st.lists(st.builds(Paragraph, LINE, LINE), min_size=1, unique_by=lambda paragraph: paragraph.id).map(tuple)
DESIGN = VoiceDesign((MixPart("a", 1.0), MixPart("b", 3.0)), controls(0.5, {"anger": 2}), "en-US")
DOCUMENT = with_design(
    Project((Paragraph("1", "One."), Paragraph("2", "")), title="Tales", file="/tales.txt", file_stamp="7-8"), DESIGN
)


CAST = DESIGNS.map(lambda design: (Speaker(NARRATOR, design=design),))


@given(st.builds(Project, PARAGRAPHS, CAST, title=LINE, author=st.just(""), file=LINE, file_stamp=LINE))
def test_a_document_comes_back_equal_through_text(project: Project) -> None:
    assert from_json(json.loads(json.dumps(to_json(project)))) == Read(project)


def changed(**values: Any) -> dict[str, Any]:
    return {**to_json(DOCUMENT), **values}


def design(**values: Any) -> dict[str, Any]:
    return {**to_json(DOCUMENT)["design"], **values}


NO_PARAGRAPHS: list[Any] = [None, {}, [7], [{"id": "1"}], [{"text": "x"}], [{"id": 7, "text": "x"}]]
NO_TEXT: list[Any] = [
    *(None, [], "text", {}, changed(version="1"), changed(version=0), changed(version=True), changed(version=1.5)),
    *(changed(paragraphs=paragraphs) for paragraphs in NO_PARAGRAPHS),
    changed(paragraphs=[{"id": "1", "text": None}]),
]


@pytest.mark.parametrize("data", NO_TEXT)
def test_what_holds_no_text_is_no_document(data: object) -> None:
    with pytest.raises(ValueError) as refused:
        from_json(data)
    assert not isinstance(refused.value, LaterVersion)


@pytest.mark.parametrize("version", [VERSION + 1, 10**9])
def test_a_later_version_is_told_apart(version: int) -> None:
    with pytest.raises(LaterVersion, match=str(version)):
        from_json(changed(version=version, paragraphs=None))


WEIGHTS: list[Any] = [-0.1, -1, 1e10, float("nan"), "1", True]
EMOTIONS_THAT_ARE_NONE: list[Any] = [None, [], {"anger": 6}, {"anger": "high"}]
DAMAGED: list[Any] = [
    *(None, [], {}, design(language=None), design(mix=None), design(mix=[7]), design(mix=[{"voice_id": "a"}])),
    *(design(mix=[{"voice_id": "a", "weight": weight}]) for weight in WEIGHTS),
    design(mix=[{"voice_id": "a", "weight": 1.0}] * 2),
    design(mix=[{"voice_id": str(n), "weight": 1.0} for n in range(MAX_MIX_PARTS + 1)]),
    *(design(emotions=emotions) for emotions in EMOTIONS_THAT_ARE_NONE),
    *(design(speed=1.1), design(speed="quick"), design(volume=-1.0)),
]


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_damaged_design_gives_way_to_the_usual_one_and_the_text_stays(damaged: object) -> None:
    read = from_json(changed(design=damaged))
    assert read == Read(replace(with_design(DOCUMENT, VoiceDesign()), file_stamp=""), whole=False)


@pytest.mark.parametrize("title", [None, 7, "x" * 4097])
def test_a_damaged_title_is_left_out_and_told(title: object) -> None:
    read = from_json(changed(title=title))
    assert (read.project.title, read.project.text, read.whole) == ("", DOCUMENT.text, False)


def test_names_that_older_programs_did_not_write_may_be_missing() -> None:
    data = changed()
    del data["file"], data["file_stamp"], data["design"]["volume"]
    assert from_json(data) == Read(replace(DOCUMENT, file="", file_stamp=""))


def test_a_document_without_paragraphs_is_one_empty_paragraph() -> None:
    assert [paragraph.text for paragraph in from_json(changed(paragraphs=[])).project.paragraphs] == [""]


def test_each_line_becomes_a_paragraph_with_an_id_of_its_own() -> None:
    data = changed(paragraphs=[{"id": "1", "text": "a\nb"}, {"id": "1", "text": "c"}, {"id": "2", "text": "d"}])
    paragraphs = from_json(data).project.paragraphs
    assert [paragraph.text for paragraph in paragraphs] == ["a", "b", "c", "d"]
    assert (paragraphs[0].id, paragraphs[3].id) == ("1", "2")
    assert len({paragraph.id for paragraph in paragraphs}) == 4
