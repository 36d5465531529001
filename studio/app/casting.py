# SPDX-License-Identifier: GPL-3.0-or-later
"""Who reads each paragraph: the design of its speaker, as the running engine can speak it."""

from __future__ import annotations

from collections.abc import Callable

from studio.core.project import Paragraph, Project, VoiceDesign, speakers_of

Reader = Callable[[Paragraph], VoiceDesign]
Casting = Callable[[Project, VoiceDesign], Reader]
"""Gives the reader of a project whose narrator has a design that can be spoken."""


def narrator_alone(_project: Project, narrator: VoiceDesign) -> Reader:
    """A casting in which the narrator reads everything."""
    return lambda _paragraph: narrator


def casting_of(spoken: Callable[[VoiceDesign], VoiceDesign]) -> Casting:
    """The casting by a project's speakers.

    Args:
        spoken: Gives a design as the running engine can speak it.
    """

    def cast(project: Project, narrator: VoiceDesign) -> Reader:
        if len(project.cast) == 1:
            return narrator_alone(project, narrator)
        designs = {speaker.id: spoken(speaker.design) for speaker in project.cast[1:]}
        speakers = speakers_of(project)
        return lambda paragraph: designs.get(speakers.get(paragraph.id, ""), narrator)

    return cast
