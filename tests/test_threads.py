# SPDX-License-Identifier: GPL-3.0-or-later
"""Threads that the program's libraries start by themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

THREADS = """
import os
import studio.client
{first}
import numpy
numpy.ones((600, 600)) @ numpy.ones((600, 600))
print(len(os.listdir("/proc/self/task")))
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir() or os.cpu_count() == 1, reason="counts Linux's threads")
@pytest.mark.parametrize(
    ("first", "alone"),
    [("from studio.core.processes import begin_program; begin_program()", True), ("", False)],
    ids=["our program", "a program with the client"],
)
def test_our_programs_make_products_of_matrices_by_one_thread_and_others_as_they_like(first: str, alone: bool) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    told = subprocess.run(
        [sys.executable, "-c", THREADS.format(first=first)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (told.stdout.strip() == "1") == alone
