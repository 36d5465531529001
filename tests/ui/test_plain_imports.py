# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is loaded without its source being read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import shiboken6

from tests.support.programs import finished
from tests.support.waiting import HANGS_S

PROGRAM = """
import inspect

read = []
source_of = inspect.getsource
inspect.getsource = lambda of: read.append(of.__name__) or source_of(of)

from studio.ui.main import make_application

make_application()
import studio.app.compose

print(*read)
"""


def test_the_source_of_what_is_loaded_is_not_read() -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = finished([sys.executable, "-c", PROGRAM], HANGS_S, env=env)
    assert done.returncode == 0, done.stderr
    assert not [name for name in done.stdout.split() if name.startswith("studio.app")]
    assert not [name for name in done.stdout.split() if name.startswith("studio.ui.theme")]


def test_what_pyside_loads_beside_it_is_unpacked_by_the_set_up() -> None:
    """Else it is compiled anew at each start."""
    assert (Path(shiboken6.__file__).parent / "files.dir" / "shibokensupport" / "feature.py").is_file()
