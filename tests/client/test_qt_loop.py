# SPDX-License-Identifier: GPL-3.0-or-later
"""The client under Qt's event loop, in a process of its own: a QApplication stays for a process's life."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.support import qt_messages
from tests.support.programs import finished
from tests.support.waiting import HANGS_S

PROGRAM = """
import asyncio, gc, os, sys, threading, time
os.environ["QT_API"] = "pyside6"
from PySide6.QtWidgets import QApplication
import qasync
from studio.client.speech.client import AsyncSpeechClient
from studio.client.speech.events import Audio, Done, Failed, Words
from studio.client.local.engine import LocalEngine
from studio.client.speech.request import SpeechRequest
from studio.core.errors import EngineUnavailable

async def main():
    told = []
    engine = LocalEngine(engine="tone", on_exit=told.append)
    client = AsyncSpeechClient(await engine.start())
    while not (await client.status()).ready:
        await asyncio.sleep(0.02)
    voice = (await client.voices())[0]
    events = [event async for event in client.speak(SpeechRequest("One two three.", voice.id))]
    words = [word.text for event in events if isinstance(event, Words) for word in event.words]
    assert words == ["One", "two", "three."], words
    assert isinstance(events[-1], Done), events

    speech = client.speak(SpeechRequest("word " * 3000, voice.id))
    await anext(speech)
    await speech.aclose()

    dropped = client.speak(SpeechRequest("word " * 3000, voice.id))
    await anext(dropped)
    del dropped
    gc.collect()

    task = asyncio.ensure_future(anext(client.speak(SpeechRequest("Soon.", voice.id))))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    kinds = []
    async for event in client.speak(SpeechRequest("word " * 5000, voice.id)):
        kinds.append(type(event))
        if len(kinds) == 2:
            os.kill(engine.pid, 9)
    assert kinds[-1] is Failed, kinds[-1]
    await asyncio.wait_for(engine.exited.wait(), 20)
    assert len(told) == 1 and isinstance(told[0], EngineUnavailable)
    await client.aclose()
    client = AsyncSpeechClient(await engine.restart())
    await client.status()
    await client.aclose()
    await engine.stop()
    def left():
        return [thread.name for thread in threading.enumerate() if thread.name.startswith(("speech-", "engine-"))]
    deadline_s = time.monotonic() + 20.0  # a thread that has told its result may be in its last instructions
    while left() and time.monotonic() < deadline_s:
        await asyncio.sleep(0.005)
    assert not left(), left()
    print("all well")

app = QApplication([])
app.setQuitOnLastWindowClosed(False)
loop = qasync.QEventLoop(app)
with loop:
    loop.run_until_complete(main())
"""


def test_speech_and_the_local_engine_work_under_qts_loop(tmp_path: Path) -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "SPEECH_STUDIO_DATA_DIR": str(tmp_path)}
    run = finished([sys.executable, "-W", "error::RuntimeWarning", "-c", PROGRAM], 3 * HANGS_S, env=env)
    assert (run.returncode, run.stdout.strip()) == (0, "all well"), run.stderr
    assert "Traceback" not in run.stderr, run.stderr
    assert "never" not in run.stderr, run.stderr
    assert qt_messages.on_stderr(run.stderr) == []
