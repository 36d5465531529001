# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import subprocess
import sys

from studio.engine.kokoro import parts

LOADED = """
import sys
import studio.engine.kokoro.engine, studio.engine.model.store, studio.server.rendering.engines
print(*sorted(name for name in sys.modules if name.split(".")[0] in ("onnx", "onnxruntime") or "kokoro.graph" in name))
"""


def test_what_goes_into_a_part_is_given_or_comes_out_of_an_earlier_one() -> None:
    made = {"tokens", "style", parts.DURATIONS, *parts.MOMENTS.kinds.values()}
    made |= {parts.MOMENTS.centres, parts.MOMENTS.sums, parts.MOMENTS.weights}
    for part in parts.PARTS:
        assert set(part.inputs) <= made, part.file
        made |= set(part.outputs)
    assert "audio" in made


def test_an_engine_that_speaks_imports_no_graph_surgery() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
