# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from studio.core.project import Paragraph, Project
from studio.project.steps import Splice, difference

TEXTS = st.lists(
    st.builds(Paragraph, st.sampled_from("abcdefgh"), st.sampled_from(["one", "two"])),
    max_size=8,
    unique_by=lambda paragraph: paragraph.id,
).map(tuple)


@given(TEXTS, TEXTS, st.sampled_from(["", "One"]), st.sampled_from(["", "One"]))
def test_a_change_leads_there_and_back(
    before: tuple[Paragraph, ...], after: tuple[Paragraph, ...], title: str, other: str
) -> None:
    one, two = Project(before, title=title), Project(after, title=other)
    change = difference(one, two)
    assert change.done(one) == two
    assert change.undone(two) == one
    assert change.empty == (one == two)


def test_a_change_holds_no_more_than_what_changed() -> None:
    paragraphs = tuple(Paragraph(str(number), "A text.") for number in range(100))
    changed = list(paragraphs)
    changed[3] = replace(changed[3], text="Another.")
    changed[4] = replace(changed[4], text="Another.")
    changed[90] = replace(changed[90], text="Another.")
    change = difference(Project(paragraphs), Project(tuple(changed)))
    assert change.splices == (
        Splice(3, paragraphs[3:5], tuple(changed[3:5])),
        Splice(90, paragraphs[90:91], tuple(changed[90:91])),
    )
    assert not change.fields


def test_paragraphs_put_in_are_one_splice() -> None:
    paragraphs = tuple(Paragraph(str(number), "A text.") for number in range(10))
    added = (Paragraph("a", "New."), Paragraph("b", "New."))
    change = difference(Project(paragraphs), Project(paragraphs[:5] + added + paragraphs[5:]))
    assert change.splices == (Splice(5, (), added),)


def test_a_moved_paragraph_is_no_more_than_itself() -> None:
    paragraphs = tuple(Paragraph(str(number), "A text.") for number in range(10))
    change = difference(Project(paragraphs), Project((*paragraphs[1:], paragraphs[0])))
    assert change.splices == (Splice(0, paragraphs[:1], ()), Splice(10, (), paragraphs[:1]))
