# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.core.place import Place


def test_a_project_begins_at_its_start() -> None:
    assert Place() == Place(caret=0, scroll=0.0, playhead=-1)
