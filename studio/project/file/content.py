# SPDX-License-Identifier: GPL-3.0-or-later
"""All of a project that is saved, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field

from studio.core.place import Place
from studio.core.project import Project
from studio.project.history import Steps


@dataclass(frozen=True, slots=True)
class Content:
    """A project, the steps that led to it, and the place in it."""

    project: Project = field(default_factory=Project)
    steps: Steps = Steps()
    place: Place = Place()
