# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program under ordinary deeds done at random, sitting after sitting in one data folder."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.support.programs import finished
from tests.support.screen import Display
from tests.support.sound import SoundPath

# Not marked as of sound, though there is a sound path: such tests are tried again, and here once is enough to fail.
pytestmark = [pytest.mark.display, pytest.mark.model]
SHORT_DEEDS = (24, 10)
LONG_S = 30 * 60.0
LONGEST_SITTING_S = 6 * 60.0
ENDS_WITHIN_S = LONGEST_SITTING_S + 300.0
SHOWN_LINES = 60

# What is made once and stays: the first looks are not compared.
WARM_LOOKS = 2
MOST_MORE_MB = 120.0
MOST_MORE = {"descriptors": 12, "threads": 8, "tasks": 4, "objects": 200}


def test_ordinary_deeds_at_random_leave_the_program_well(
    display: Display, sound: SoundPath, data_dir: Path, needs_xdotool: str, seed: int, long_form: bool
) -> None:
    """Repeated by --seed; the long form takes half an hour."""
    print("seed", seed)
    random = Random(seed)
    if not long_form:
        for deeds in SHORT_DEEDS:
            sit(random.randrange(10**6), "--deeds", str(deeds), "--looks-every", "8")
        return
    end_s = time.monotonic() + LONG_S
    while (left_s := end_s - time.monotonic()) > 0:
        sit(random.randrange(10**6), "--seconds", str(round(min(left_s, random.uniform(60.0, LONGEST_SITTING_S)))))


def sit(seed: int, *options: str) -> None:
    command = [sys.executable, "-P", "-m", "tests.support.sitting", "--seed", str(seed), *options]
    print("sitting:", *command[2:], flush=True)
    root = Path(__file__).resolve().parents[2]
    env = os.environ | {"PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1"}
    done = finished(command, ENDS_WITHIN_S, cwd=root, env=env, together=True)
    lines = done.stdout.splitlines()
    print(*lines[-SHOWN_LINES:], sep="\n")
    assert done.returncode == 0, f"ended with {done.returncode}; its last words are above"
    assert "Traceback" not in done.stdout
    result = json.loads(lines[-1])
    assert result["did"] > 3
    check_growth(result["held"])


def check_growth(held: list[dict[str, Any]]) -> None:
    """Nothing grows from look to look but for what is made once."""
    compared = held[WARM_LOOKS:]
    if len(compared) < 2:
        return
    first, last = compared[0], compared[-1]
    for name in ("memory_mb", "engine_mb"):
        assert last[name] - first[name] < MOST_MORE_MB, (name, [look[name] for look in held])
    for name, most in MOST_MORE.items():
        assert last[name] - first[name] <= most, (name, [look[name] for look in held])
