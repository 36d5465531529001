# SPDX-License-Identifier: GPL-3.0-or-later
"""Sample projects that are shipped, to begin from."""

from __future__ import annotations

import json
from dataclasses import replace

from studio.core.project import NARRATOR, Project, Speaker, VoiceDesign, new_paragraph
from studio.core.resources import resource
from studio.core.voices import MixPart

SAMPLES = ("The lamp room",)
"""Their names, which are those of files in `resources/samples`."""


def sample_project(name: str) -> Project:
    """The sample called *name*, one of SAMPLES."""
    data = json.loads(resource(f"samples/{name}.json").read_text("utf-8"))
    voices = {each["key"]: each["id"] for each in json.loads(resource("voices.json").read_text("utf-8"))}
    cast = tuple(
        Speaker(
            NARRATOR if number == 0 else f"{name} {number}",
            each["name"],
            each["hue"],
            VoiceDesign((MixPart(voices[each["voice"]], 1.0),)),
        )
        for number, each in enumerate(data["cast"])
    )
    ids = {speaker.name: speaker.id for speaker in cast}
    paragraphs = tuple(replace(new_paragraph(text), speaker=ids[speaker]) for speaker, text in data["lines"])
    return Project(paragraphs, cast, title=data["title"])


def about(name: str) -> str:
    """What kind of sample it is, such as "sample, 2 speakers"."""
    count = len(sample_project(name).cast)
    return f"sample, {count} speakers" if count > 1 else "sample"
