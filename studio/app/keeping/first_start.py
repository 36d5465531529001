# SPDX-License-Identifier: GPL-3.0-or-later
"""What the first start begins with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from studio.core.languages import primary
from studio.core.project import Project
from studio.core.resources import resource
from studio.core.voices import Voice
from studio.project.edits import with_text


def first_project() -> Project:
    """A project with the sentence that tells what to do."""
    return with_text(Project(), _sentence())


def is_first_project(project: Project) -> bool:
    """Whether *project* has that sentence and nothing else yet."""
    return len(project.paragraphs) == 1 and project.paragraphs[0].text == _sentence()


def first_partner(voice: Voice, voices: Sequence[Voice]) -> Voice | None:
    """The voice that a first blend mixes with *voice*: one of its language and sex, from elsewhere where there is one;
    None if there is no other voice of its language."""

    def nearness(other: Voice) -> tuple[bool, bool]:
        return other.sex == voice.sex, other.language != voice.language

    kin = [
        other
        for other in voices
        if other.available and other.id != voice.id and primary(other.language) == primary(voice.language)
    ]
    return max(kin, key=nearness, default=None)


@lru_cache(maxsize=1)
def _sentence() -> str:
    return resource("samples/first.txt").read_text("utf-8").strip()
