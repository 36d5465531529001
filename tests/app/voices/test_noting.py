# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.app.voices.noting import with_noted
from studio.core.engines import ESPEAK, KOKORO
from studio.core.project import NARRATOR, Project, Speaker, VoiceDesign
from studio.core.voices import MixPart, NamedVoice, Voice


def by_id(*voices: Voice) -> dict[str, Voice]:
    return {voice.id: voice for voice in voices}


BEST = by_id(
    Voice("gone", "Gone", "en", unavailable_reason="x"),
    Voice("heart", "Heart", "en-US"),
    Voice("emma", "Emma", "en"),
)
PLAIN = by_id(Voice("robot", "Robot", "en-US"))


def noted(project: Project) -> list[str]:
    return [voice.id for voice in project.voices]


def test_the_default_and_the_named_voices_are_noted_once() -> None:
    cast = Speaker(NARRATOR), Speaker("ann", "Ann", design=VoiceDesign((MixPart("emma", 1.0),)))
    project = with_noted(Project(cast=cast), BEST, f"{KOKORO.name}-v1")
    assert noted(project) == ["heart", "emma"]
    assert with_noted(project, BEST, f"{KOKORO.name}-v1") is project
    assert noted(with_noted(Project(cast=cast[1:]), BEST, KOKORO.name)) == ["emma"], "nobody reads in the default"


def test_an_engine_that_stands_in_leaves_the_default_that_is_meant_first() -> None:
    project = with_noted(with_noted(Project(), BEST, KOKORO.name), PLAIN, ESPEAK.name)
    assert noted(project) == ["heart", "robot"]
    assert with_noted(project, BEST, KOKORO.name) is project
    # The better one goes before it when it comes.
    later = with_noted(with_noted(Project(), PLAIN, ESPEAK.name), BEST, KOKORO.name)
    assert noted(later) == ["heart", "robot"]


def test_what_a_later_version_told_of_a_voice_stays() -> None:
    design = VoiceDesign((MixPart("emma", 1.0),))
    before = Project(cast=(Speaker(NARRATOR, design=design),), voices=(NamedVoice("emma", "stock", "E", rest="{}"),))
    assert with_noted(before, BEST, "").voices == (NamedVoice("emma", "stock", "Emma", "en", rest="{}"),)
