# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes of the voices that a project names, by which it is known also where they are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from studio.core.engines import kind_of
from studio.core.project import Project, named_voices
from studio.core.voices import NamedVoice, Voice


def with_noted(project: Project, voices: Mapping[str, Voice], engine: str) -> Project:
    """*project* with a note of each voice that it names and *voices* has, and of the one that is spoken by default,
    which is first if a whole engine has it. The same object if nothing is new.

    Args:
        voices: All that can be asked for by their ids, the default first.
        engine: The name of the engine that has them.
    """
    noted = {voice.id: voice for voice in project.voices}
    default = next((voice for voice in voices.values() if voice.available and not voice.alias_of), None)
    if default is not None and any(not speaker.design.mix for speaker in project.cast):
        kind = kind_of(engine)
        if kind is None or kind.needs_model:
            noted = {default.id: NamedVoice.of(default), **noted}
        else:
            # It speaks where a better one's model is not there: the default that the project was read by stays first.
            noted.setdefault(default.id, NamedVoice.of(default))
    for voice_id in named_voices(project):
        voice = voices.get(voice_id)
        if voice is not None:
            noted[voice_id] = NamedVoice.of(voice, noted[voice_id].rest if voice_id in noted else "")
    found = tuple(noted.values())
    return project if found == project.voices else replace(project, voices=found)
