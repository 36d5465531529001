# SPDX-License-Identifier: GPL-3.0-or-later
"""Names before the lines of a cast, as a text file holds them, from which they are found again."""

from __future__ import annotations

from collections.abc import Mapping

from studio.core.cast import name_of
from studio.core.project import Project, speakers_of
from studio.core.tagging import with_tags
from studio.project.dialogue.lines import named_line


def names_before(project: Project) -> Mapping[str, str]:
    """What stands before the text of paragraphs, by their ids: "Ann: ".

    The narrator's lines have a name only where they would else look like another one's; with one speaker none has.
    """
    if len(project.cast) == 1:
        return {}
    names = {speaker.id: name_of(speaker) for speaker in project.cast}
    narrator = project.cast[0].id
    speakers = speakers_of(project)
    made: dict[str, str] = {}
    for paragraph in project.paragraphs:
        speaker = speakers[paragraph.id] if speakers[paragraph.id] in names else narrator
        looks_named = named_line(paragraph.text) is not None
        if paragraph.text.strip() and (speaker != narrator or looks_named):
            made[paragraph.id] = with_tags(f"{names[speaker]}: ").text
    return made
