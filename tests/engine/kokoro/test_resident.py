# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

_PROGRAM = """
import sys
from pathlib import Path
import psutil
from studio.core.voices import MixPart
from studio.engine.base import Utterance
from studio.engine.kokoro.engine import KokoroEngine
from studio.engine.kokoro.settings import KokoroSettings
from studio.engine.stop import Stop
engine = KokoroEngine(Path(sys.argv[1]), KokoroSettings(most_cached_bytes=0))
voice = (MixPart(engine.voices()[0].id, 1.0),)
for text in ("Once more, and " * 12 + "no more.", "Short words. " * 3, "And now and " * 15 + "then."):
    for _ in engine.speak(Utterance(text, voice), Stop()):
        pass
print(psutil.Process().memory_info().rss >> 20)
"""


@pytest.mark.model
@pytest.mark.skipif(platform.system() != "Linux", reason="other systems count resident memory otherwise")
def test_the_engine_gives_back_what_its_renders_took(model_folder: Path) -> None:
    command = [sys.executable, "-c", _PROGRAM, str(model_folder)]
    told = subprocess.run(command, capture_output=True, check=True, text=True)
    assert int(told.stdout) < 300
