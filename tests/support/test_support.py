# SPDX-License-Identifier: GPL-3.0-or-later
"""The helpers of the tests: what they catch."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import numpy as np
import psutil
import pytest

from tests.support import leaks
from tests.support.programs import end, finished, require
from tests.support.screen import Display
from tests.support.signals import tone
from tests.support.sound import RATE_HZ, SoundPath
from tests.support.speech_measures import pitch_semitones
from tests.support.waiting import HANGS_S, wait_until


def test_waiting_in_vain_names_what_was_waited_for() -> None:
    with pytest.raises(AssertionError, match="the cow's return"):
        wait_until(lambda: False, 0.02, "the cow's return")


def test_a_thread_and_a_process_left_behind_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaks, "SETTLES_WITHIN_S", 0.1)
    before = leaks.Leaks(set())
    before.assert_none()
    leave = Event()
    thread = Thread(target=leave.wait, name="left over")
    thread.start()
    process = subprocess.Popen(["sleep", "60"])
    try:
        with pytest.raises(AssertionError, match=r"thread left over.*process \d+ sleep 60"):
            before.assert_none()
        adopting = leaks.Leaks({process.pid})
        adopting.assert_none()
    finally:
        leave.set()
        thread.join()
        end(process)
    before.assert_none()


@pytest.mark.parametrize("listed", [True, False])
def test_a_child_of_a_child_counts_as_left_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, listed: bool
) -> None:
    monkeypatch.setattr(leaks, "SETTLES_WITHIN_S", 0.1)
    if not listed:
        monkeypatch.setattr(leaks, "_LISTED", tmp_path / "missing")
    adopted: set[int] = set()
    before = leaks.Leaks(adopted)
    with (
        ThreadPoolExecutor(1) as other_thread,
        other_thread.submit(
            subprocess.Popen, ["sh", "-c", "sleep 61 & echo $!; wait"], stdout=subprocess.PIPE, text=True
        ).result() as shell,
    ):
        assert shell.stdout is not None
        child = int(shell.stdout.readline())
        adopted.add(shell.pid)
        # Between its fork and its exec it is another shell.
        wait_until(lambda: psutil.Process(child).cmdline() == ["sleep", "61"], what="the child's own program")
        try:
            with pytest.raises(AssertionError, match=rf"process {child} sleep 61$"):
                before.assert_none()
        finally:
            os.kill(child, signal.SIGKILL)
    before.assert_none()


def test_a_missing_program_comes_with_its_remedy() -> None:
    with pytest.raises(AssertionError, match="sudo apt-get install -y the-package"):
        require("no-such-program-here", packages="the-package")


def test_a_program_that_hangs_shows_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = tmp_path / "there"

    class Begun(subprocess.Popen[str]):
        """A program whose time begins once it is where it hangs."""

        def communicate(self, input: str | None = None, timeout: float | None = None) -> tuple[str, str]:
            wait_until(there.exists, what="the program's way to where it hangs")
            return super().communicate(input, timeout)

    monkeypatch.setattr(subprocess, "Popen", Begun)
    program = (
        "import sys, threading\ndef hangs():\n    open(sys.argv[1], 'w').close()\n    threading.Event().wait()\nhangs()"
    )
    with pytest.raises(AssertionError, match=r"went on for 0\.1 s(.|\n)*in hangs"):
        finished([sys.executable, "-c", program, str(there)], 0.1)


def test_a_program_that_ends_tells_what_it_wrote() -> None:
    program = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"
    done = finished([sys.executable, "-c", program], HANGS_S)
    assert (done.returncode, done.stdout, done.stderr) == (3, "out\n", "err\n")
    assert finished([sys.executable, "-c", program], HANGS_S, together=True).stdout.split() in (
        ["out", "err"],
        ["err", "out"],
    )


def test_a_test_that_hangs_prints_all_stacks(tmp_path: Path) -> None:
    (tmp_path / "test_hanging.py").write_text("from time import sleep\ndef test_hangs(): sleep(4)\n")
    command = [sys.executable, "-m", "pytest", "-q", "-c", "pyproject.toml", "-o", "faulthandler_timeout=2"]
    done = finished([*command, "-p", "no:cacheprovider", str(tmp_path)], HANGS_S, together=True)
    assert done.returncode == 0
    assert "in test_hangs" in done.stdout


@pytest.mark.display
def test_the_display_has_a_window_manager(display: Display) -> None:
    assert os.environ["DISPLAY"] == display.name
    assert os.environ["QT_QPA_PLATFORM"] == "xcb"
    asked = subprocess.run(["xdotool", "getdisplaygeometry"], capture_output=True, text=True, check=True)
    assert asked.stdout.split() == ["1920", "1200"]


@pytest.mark.sound
def test_the_recording_hears_what_another_program_plays(sound: SoundPath) -> None:
    with sound.record() as recording:
        subprocess.run(
            ["pacat", "--format=float32le", f"--rate={RATE_HZ}", "--channels=1", "--raw"],
            input=tone(0.5, RATE_HZ).tobytes(),
            check=True,
        )
        wait_until(lambda: recording.seconds > 1.0)
    assert abs(recording.samples).max() == pytest.approx(0.5, rel=1e-3)


def test_a_stretch_an_octave_below_what_is_around_it_is_left_out_of_the_pitch() -> None:
    # 130 Hz are not an octave below the median.
    hz = np.repeat([200.0, 260.0, 130.0, 260.0], [14400, 4800, 1600, 4800])
    sound = (0.3 * np.sin(2 * np.pi * np.cumsum(hz) / 24000)).astype(np.float32)
    found_hz = 2 ** (pitch_semitones(sound, 24000, 0.005) / 12)
    assert found_hz.min() > 190
    assert float(np.mean(found_hz > 250)) == pytest.approx(9600 / 24000, abs=0.12)
