# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's own entry, as a process; with the window it is started in tests/e2e."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )


def test_with_a_command_it_is_the_command_line(tmp_path: Path) -> None:
    done = run(tmp_path, "-m", "studio", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "render" in done.stdout
    wrong = run(tmp_path, "-m", "studio", "no-such-command")
    assert wrong.returncode == 2
    assert "no-such-command" in wrong.stderr


def test_a_command_does_not_load_the_window(tmp_path: Path) -> None:
    program = (
        "import sys; sys.argv = ['speech-studio', 'voices', '--help']\n"
        "from studio.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as ended: print(ended.code, 'PySide6' in sys.modules, 'studio.ui' in sys.modules)"
    )
    assert run(ROOT, "-c", program).stdout.splitlines()[-1] == "0 False False"


def test_a_module_in_the_current_folder_is_not_taken_for_one_of_a_library(tmp_path: Path) -> None:
    (tmp_path / "argparse.py").write_text("raise SystemExit('the wrong one')\n")
    done = run(tmp_path, "-m", "studio", "voices", "--help")
    assert (done.returncode, done.stderr) == (0, "")
