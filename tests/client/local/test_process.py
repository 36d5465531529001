# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import sys

from studio.client.local.process import EngineProcess, Grace

LISTENS = """
import json, sys
print(json.dumps({"port": 4242, "token": "secret-token", "pid": 1}), flush=True)
"""


UNTIL_TOLD = LISTENS + "sys.stdin.read()\n"


QUICK = Grace(start_s=5.0, stop_s=0.3, kill_s=2.0)


def test_the_process_works_without_an_event_loop() -> None:
    process = EngineProcess([sys.executable, "-c", UNTIL_TOLD], grace=QUICK)
    assert process.start().token == "secret-token"
    assert process.running
    process.stop()
    assert not process.running
