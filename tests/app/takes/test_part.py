# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from studio.app.takes.in_use import Stale
from studio.app.takes.part import OverviewPart
from studio.app.takes.takes import LiveTake


def test_a_part_is_heard_behind_what_stands_before_its_take() -> None:
    take = LiveTake("take", 1000)
    take.append(np.zeros(1500, np.float32))
    part = OverviewPart("id", 10.0, 4.0, take, lead_s=0.5)
    assert (part.sound_s, part.rendered_s) == (10.5, 1.5)
    assert OverviewPart("id", 10.0, 4.0, None).rendered_s == 0.0


@pytest.mark.parametrize(("changed", "current"), [("", True), ("text", False), ("voice", False)])
def test_a_part_is_current_as_long_as_it_would_be_spoken_the_same(changed: Stale, current: bool) -> None:
    assert OverviewPart("id", 0.0, 1.0, None, changed=changed).current is current
