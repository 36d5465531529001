# SPDX-License-Identifier: GPL-3.0-or-later
"""The notebook that ships runs from top to bottom, in a process of its own."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from studio.core import resource
from tests.support.programs import finished
from tests.support.speech_server import WatchedEngine, running_server

RUN = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shown = []
for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
    if cell["cell_type"] == "code":
        result = shell.run_cell("".join(cell["source"]))
        result.raise_error()
        formatted, _ = shell.display_formatter.format(result.result)
        shown.append(sorted(formatted))
print(json.dumps(shown))
"""


def test_the_notebook_runs_and_shows_players(tmp_path: Path) -> None:
    notebook = resource("notebooks/quickstart.ipynb")
    with running_server(tmp_path, WatchedEngine(words_per_s=10.0)) as server:
        env = {
            **os.environ,
            "CARTESIA_BASE_URL": f"localhost:{server.port}",
            "CARTESIA_API_KEY": server.token,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "IPYTHONDIR": str(tmp_path / "ipython"),
        }
        run = finished([sys.executable, "-c", RUN, str(notebook)], 60.0, env=env)
    assert run.returncode == 0, run.stdout + run.stderr
    shown = json.loads(run.stdout.splitlines()[-1])
    assert sum("text/html" in formats for formats in shown) == 3


def test_the_notebook_ships_without_results() -> None:
    cells = json.loads(resource("notebooks/quickstart.ipynb").read_text(encoding="utf-8"))["cells"]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
