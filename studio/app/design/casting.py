# SPDX-License-Identifier: GPL-3.0-or-later
"""Who reads each paragraph: the design of its speaker, as the running engine can speak it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from studio.core.project import Paragraph, Project, VoiceDesign, speakers_of
from studio.core.splits import as_meant, split_design, splitting

Reader = Callable[[Paragraph], VoiceDesign]
Casting = Callable[[Project, VoiceDesign], Reader]
"""Gives the reader of a project whose narrator has a design that can be spoken."""


def narrator_alone(_project: Project, narrator: VoiceDesign) -> Reader:
    """A casting in which the narrator reads everything."""
    return lambda _paragraph: narrator


def casting_of(spoken: Callable[[VoiceDesign], VoiceDesign]) -> Casting:
    """The casting by a project's speakers, and by the marks that give stretches of a paragraph to others.

    Args:
        spoken: Gives a design as the running engine can speak it.
    """

    def cast(project: Project, narrator: VoiceDesign) -> Reader:
        meant = {each.id: each.design for each in project.cast[1:]}
        designs = {each.id: spoken(each.design) for each in project.cast[1:]}
        speakers = speakers_of(project) if designs else {}

        def read(paragraph: Paragraph) -> VoiceDesign:
            reads = speakers.get(paragraph.id, "")
            own = designs.get(reads, narrator)
            if not splitting(paragraph.marks):
                return own

            def design_of(speaker: str, language: str) -> VoiceDesign:
                who = speaker if speaker in meant or speaker == project.cast[0].id else reads
                if language:
                    return spoken(replace(meant.get(who) or as_meant(narrator), language=language))
                return designs.get(who, narrator)

            return split_design(paragraph, own, design_of)

        return read

    return cast
