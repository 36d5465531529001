# SPDX-License-Identifier: GPL-3.0-or-later
"""The pauses of a project where they are made: between paragraphs, and as marks between sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from studio.app.takes.plan import SENTENCE_END
from studio.core.marks import Mark, kind_of, ordered
from studio.core.project import Paragraph, Project, speakers_of
from studio.core.timeline import word_spans

PauseBetween = Callable[[Paragraph, Paragraph], float]
_ABBREVIATIONS = frozenset(
    [
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "prof.",
        "st.",
        "sr.",
        "jr.",
        "vs.",
        "etc.",
        "e.g.",
        "i.e.",
        "no.",
        "vol.",
        "fig.",
        "cf.",
        "capt.",
        "col.",
        "gen.",
        "lt.",
        "sgt.",
        "rev.",
        "mme.",
        "mlle.",
        "bzw.",
        "z.b.",
        "d.h.",
        "u.a.",
        "hr.",
        "fr.",
        "sra.",
        "ca.",
        "approx.",
    ]
)


def pause_between(project: Project) -> PauseBetween:
    """Gives the seconds of silence between two paragraphs of *project* that are read one after the other."""
    pauses = project.pauses
    speakers = speakers_of(project) if len(project.cast) > 1 and pauses.speaker_s != pauses.paragraph_s else {}

    def between(before: Paragraph, behind: Paragraph) -> float:
        if any(each.kind == "heading" and each.level == 1 for each in (before, behind)):
            return pauses.chapter_s
        if speakers.get(before.id) != speakers.get(behind.id):
            return pauses.speaker_s
        return pauses.paragraph_s

    return between


def with_sentence_pauses(paragraph: Paragraph, pause_s: float) -> Paragraph:
    """*paragraph* with a pause as a mark between each two of its sentences; itself if there is none."""
    if not pause_s or not paragraph.is_read:
        return paragraph
    words = word_spans(paragraph.text)
    ends = [one.end for one, other in pairwise(words) if _ends_sentence(one.text, other.text)]
    # A word that is said otherwise, or spelled, is not cut.
    held = [mark for mark in paragraph.marks if not kind_of(mark).grows]
    places = [end for end in ends if not any(mark.start < end < mark.end for mark in held)]
    if not places:
        return paragraph
    made = [Mark("pause", end, end, f"{pause_s:.3f}".rstrip("0").rstrip(".")) for end in places]
    return replace(paragraph, marks=ordered((*paragraph.marks, *made), len(paragraph.text)))


class SentencePauses:
    """Gives paragraphs with the pauses between their sentences. What did not change is not looked through again."""

    def __init__(self) -> None:
        self._pause_s = 0.0
        self._of: Project | None = None
        self._made: Project | None = None
        self._known: dict[str, tuple[Paragraph, Paragraph]] = {}

    def of(self, project: Project) -> Project:
        """*project* with pauses between sentences as its own say; itself without any."""
        pause_s = project.pauses.sentence_s
        if not pause_s:
            self._known = {}
            return project
        if project is self._of and self._made is not None:
            return self._made
        known = self._known if pause_s == self._pause_s else {}
        self._known = {each.id: self._put(each, known, pause_s) for each in project.paragraphs}
        paragraphs = tuple(made for _, made in self._known.values())
        self._pause_s, self._of = pause_s, project
        self._made = replace(project, paragraphs=paragraphs)
        return self._made

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        """The last project's *paragraph* with its pauses; one that has them, or is unknown, stays as it is."""
        known = self._known.get(paragraph.id)
        return known[1] if known is not None and known[0] == paragraph else paragraph

    def _put(
        self, paragraph: Paragraph, known: dict[str, tuple[Paragraph, Paragraph]], pause_s: float
    ) -> tuple[Paragraph, Paragraph]:
        before = known.get(paragraph.id)
        if before is not None and before[0] is paragraph:
            return before
        made = with_sentence_pauses(paragraph, pause_s)
        # Takes know a paragraph by its identity.
        return paragraph, before[1] if before is not None and before[1] == made else made


def _ends_sentence(word: str, following: str) -> bool:
    if not SENTENCE_END.search(word) or word.lower().strip("([\"“‘'") in _ABBREVIATIONS:
        return False
    initial = len(word) == 2 and word[0].isupper() and word[1] == "."
    first = next((sign for sign in following if sign.isalpha()), "")
    return not initial and not first.islower()
