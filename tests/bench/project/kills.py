# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions that are killed at random moments: what is opened afterwards is whole, and was there a moment ago."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.audio.flac import from_flac
from studio.project.file.opening import integrity_faults
from studio.project.file.takes import read_clips, read_takes, sound_of
from tests.bench.figures import Figure, at_most
from tests.bench.project.session import STARTS_WITHIN_S, digest_of
from tests.support.projects import opening

KILLS = 200
SEED = 17
LONGEST_S = 2.5
MOST_LOST_S = 1.0


@dataclass
class Killed:
    """What was found after a kill.

    Attributes:
        faults: What is wrong, in words.
        lost_s: Seconds of changes and takes that are gone.
        takes: Number of takes there.
        started_s: Seconds until it had begun.
    """

    faults: list[str] = field(default_factory=list)
    lost_s: float = 0.0
    takes: int = 0
    started_s: float = 0.0


def measure(kills: int = KILLS) -> list[Figure]:
    """All figures."""
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as name:
        found = [killed_session(Path(name), number, chance.uniform(0.0, LONGEST_S)) for number in range(kills)]
    for number, each in enumerate(found):
        for fault in each.faults:
            print(f"kill {number}: {fault}")
    intact = sum(not each.faults for each in found)
    return [
        Figure(
            "Killed sessions whose project is intact by value, with each take that was kept",
            f"{intact} of {kills}, the last with {found[-1].takes} takes",
            f"{kills} of {kills}",
            intact == kills,
        ),
        Figure("The longest start after a kill", f"{max(each.started_s for each in found):.1f} s"),
        at_most("The most that a kill has taken back", max(each.lost_s for each in found), MOST_LOST_S, "s"),
    ]


def killed_session(data: Path, seed: int, after_s: float) -> Killed:
    """Let a session work on the project in *data* and kill it *after_s* seconds from when it has begun."""
    command = [sys.executable, "-m", "tests.bench.project.session", str(data), str(seed)]
    told: list[dict[str, Any]] = []
    begun = threading.Event()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:

        def listen() -> None:
            assert process.stdout is not None
            for line in process.stdout:
                if line.endswith("\n"):
                    told.append(json.loads(line))
                    if "opened" in told[-1]:
                        begun.set()

        listener = threading.Thread(target=listen)
        listener.start()
        started_s = time.monotonic()
        started = begun.wait(STARTS_WITHIN_S)
        started_s = time.monotonic() - started_s
        time.sleep(after_s)  # the moment is what is random here; nothing waits for it
        killed_s = time.monotonic()
        process.kill()
        listener.join()
    if not started:
        return Killed(["it did not start"])
    found = _found(data, told, killed_s)
    found.started_s = started_s
    return found


def _found(data: Path, told: list[dict[str, Any]], killed_s: float) -> Killed:
    found = Killed()
    path = Path(next(each["path"] for each in told if "path" in each))
    opened = opening(path)
    if opened.file is None:
        return Killed([opened.read_only])
    opened.file.close()
    found.faults += [text for text in (*opened.said, integrity_faults(path)) if text]
    states = [(each["t"], each["state"]) for each in told if "state" in each]
    digests = [digest for _, digest in states]
    now = digest_of(opened.content.project)
    if now not in digests:
        found.faults.append("the project is none that was there")
        return found
    last = len(digests) - 1 - digests[::-1].index(now)
    following = [t for t, _ in states[last + 1 :]]
    found.lost_s = killed_s - following[0] if following else 0.0
    if _last_saved(told) > last:
        found.faults.append("a saved change is gone")
    there = _look_at_takes(path, {take for each in told for take in each.get("kept", ())}, found)
    gone = [each["t"] for each in told if "take" in each and each["take"] not in there]
    found.lost_s = max([found.lost_s, *(killed_s - t for t in gone)])
    return found


def _last_saved(told: list[dict[str, Any]]) -> int:
    """Number of the last state of which it was told that it is on the disk; -1 for none."""
    number = saved = -1
    for each in told:
        number += "state" in each
        saved = number if "saved" in each else saved
    return saved


def _look_at_takes(path: Path, kept: set[str], found: Killed) -> set[str]:
    """The ids of the takes that are there."""
    with closing(sqlite3.connect(path)) as database:
        takes, clips = read_takes(database), read_clips(database)
        found.takes = len(takes)
        missing = kept - {take.id for take in takes}
        if missing:
            found.faults.append(f"{len(missing)} takes are gone")
        for clip in {span.clip for take in takes for span in take.spans}:
            if clip not in clips:
                found.faults.append("a take has no clip")
            elif _frames_of(sound_of(database, clip)) != clips[clip].frames:
                found.faults.append(f"a clip of {clips[clip].frames} frames has {_frames_of(sound_of(database, clip))}")
    return {take.id for take in takes}


def _frames_of(sound: bytes | None) -> int:
    """Length of a FLAC stream; -1 for none, and 0 for one without sound, which cannot be told from a damaged one."""
    if sound is None:
        return -1
    try:
        return len(from_flac(sound))
    except ValueError:
        return 0
