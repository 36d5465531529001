# SPDX-License-Identifier: GPL-3.0-or-later
"""A text that is played while others are written, rendered and saved; `python -m tests.bench --only project` plays ten
minutes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.bench.project.playing import MINUTES, MOST_GAP_MS, MOST_LEFT_DB, Heard, gaps, heard_while_working
from tests.bench.texts import long_text
from tests.support.program import Program, run_program
from tests.support.screen import Display
from tests.support.signals import noise
from tests.support.sound import SoundPath

RATE_HZ = 48000
SHORT = "One two three four five six seven.\n" * 3 + "One two three four five six."


@pytest.mark.display
@pytest.mark.sound
def test_what_is_played_has_no_gap_while_others_are_written_rendered_and_saved(
    display: Display, sound: SoundPath, data_dir: Path, long_form: bool
) -> None:
    text = long_text(MINUTES) if long_form else SHORT
    found: list[Heard] = []

    async def scenario(program: Program) -> None:
        await program.ready()
        found.append(await heard_while_working(program, sound, text, 120 * MINUTES))

    run_program(scenario, "tone")
    (heard,) = found
    assert heard.rendered > 5 * heard.seconds / 2
    assert heard.versions
    assert 1000 * heard.gap_s < MOST_GAP_MS, f"a process with nothing to do waited {heard.starved_s:.3f} s"
    assert heard.residual_db < MOST_LEFT_DB


def test_a_gap_is_measured_whether_sound_is_moved_or_lost() -> None:
    played = noise(12.0, RATE_HZ)
    late = np.pad(played, (RATE_HZ // 10, RATE_HZ))
    assert gaps(played, late, RATE_HZ)[0] < 1e-4
    gap = RATE_HZ // 100
    moved = np.insert(late, 6 * RATE_HZ, np.zeros(gap, np.float32))
    assert gaps(played, moved, RATE_HZ)[0] == pytest.approx(0.01, abs=1e-3)
    lost = late.copy()
    lost[6 * RATE_HZ : 6 * RATE_HZ + gap] = 0.0
    assert gaps(played, lost, RATE_HZ)[0] == pytest.approx(0.01, abs=1e-3)
