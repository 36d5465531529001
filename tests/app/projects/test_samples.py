# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.app.projects.samples import SAMPLES, about, sample_project
from studio.core.project import NARRATOR


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_has_a_cast_with_voices_and_a_speaker_for_each_line(name: str) -> None:
    project = sample_project(name)
    assert project.title == name
    assert project.cast[0].id == NARRATOR
    speakers = {speaker.id for speaker in project.cast}
    assert {paragraph.speaker for paragraph in project.paragraphs} == speakers
    assert len({paragraph.id for paragraph in project.paragraphs}) == len(project.paragraphs) > 3
    assert all(len(speaker.design.mix) == 1 and speaker.hue.startswith("#") for speaker in project.cast)


def test_one_of_them_is_a_dialogue() -> None:
    assert "sample, 2 speakers" in [about(name) for name in SAMPLES]
