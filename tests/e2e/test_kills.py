# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that are killed in the midst of a save, at random: what was told to be saved is there, whole."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

from studio.app.keeping.data_folder import DataFolder
from studio.app.keeping.settings import load_settings
from studio.project.file.opening import integrity_faults
from studio.server.voices.store import VoiceStore
from tests.bench.project.kills import killed_session
from tests.support.projects import opening

SEED = 14
SAVING = """
import sys
from dataclasses import replace
from pathlib import Path
from studio.app.keeping.data_folder import DataFolder
from studio.app.keeping.settings import SettingsFile
from studio.core.project import Paragraph, Project
from studio.project.file.backups import Backups
from studio.project.file.content import Content
from studio.project.file.opening import create_project, open_project
from studio.project.history import History
data, number = Path(sys.argv[1]), int(sys.argv[2])
folder = DataFolder(data)
assert folder.take()
path, backups = data / "story.speech", Backups(data / "backups")
opened = open_project(path, backups) if path.exists() else create_project(path, Content(), backups)
file, settings = opened.file, SettingsFile(data / "settings.json")
history = History(opened.content.project)
history.begin(opened.content.project, opened.content.steps)
while True:
    number += 1
    texts = tuple(Paragraph(f"{number} {at}", f"Save {number}.") for at in range(200))
    history.do("typing", replace(history.project, paragraphs=texts, title=str(number)))
    file.save(Content(history.project, history.steps))
    if number % 7 == 0:
        file.checkpoint()
    settings.change(text_folder=str(number))
    settings.save()
    print(number, flush=True)
"""
VOICES = """
import sys
from pathlib import Path
from uuid import uuid4
from studio.core.voices import MixPart, Voice
from studio.project.file.opening import integrity_faults
from studio.server.voices.store import VoiceStore
store, number = VoiceStore(Path(sys.argv[1]) / "voices.sqlite3"), int(sys.argv[2])
while True:
    number += 1
    recipe = (MixPart("a", 0.5), MixPart("b", 0.5))
    store.add(Voice(str(uuid4()), str(number), "en-US", embedding=(number / 1000,) * 192, recipe=recipe))
    print(number, flush=True)
"""


def killed(program: str, data: Path, number: int, chance: random.Random) -> int:
    """Let *program* save from *number* on, and kill it at a random moment; the last number that it told."""
    command = [sys.executable, "-c", program, str(data), str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(chance.randint(1, 4)):
            line = process.stdout.readline()
            assert line
        time.sleep(chance.uniform(0.0, 0.03))  # the moment is what is random here; nothing waits for it
        process.kill()
        told = [line, *process.stdout.read().split()]
    return int(told[-1])


def test_saves_that_are_killed_lose_nothing(tmp_path: Path, long_form: bool) -> None:
    chance, number = random.Random(SEED), 0
    data = tmp_path / "data"
    for _ in range(250 if long_form else 6):
        told = killed(SAVING, data, number, chance)
        opened = opening(data / "story.speech")
        assert opened.file is not None
        opened.file.close()
        assert (opened.said, opened.unclean, integrity_faults(data / "story.speech")) == ((), True, "")
        content = opened.content
        number = int(content.project.title)
        assert number >= told
        assert [paragraph.text for paragraph in content.project.paragraphs] == [f"Save {number}."] * 200
        before = content.steps.done[-1].change.undone(content.project)
        assert before.title == (str(number - 1) if number > 1 else "")
        assert json.loads((data / "settings.json").read_text())["text_folder"] in (str(number), str(number - 1))
        assert load_settings(data / "settings.json").text_folder
        folder = DataFolder(data)
        assert folder.take()
        folder.give_back()
        assert [path.name for path in data.iterdir() if path.suffix == ".part"] == []


def test_sessions_that_are_killed_keep_the_project_and_its_takes(tmp_path: Path, long_form: bool) -> None:
    chance = random.Random(SEED)
    found = [
        killed_session(tmp_path / "data", number, chance.uniform(0.5, 2.0)) for number in range(50 if long_form else 2)
    ]
    assert [each.faults for each in found] == [[]] * len(found)


def test_a_voice_store_that_is_killed_loses_no_voice(tmp_path: Path, long_form: bool) -> None:
    chance, number = random.Random(SEED), 0
    data = tmp_path / "data"
    for _ in range(420 if long_form else 6):
        told = killed(VOICES, data, number, chance)
        store = VoiceStore(data / "voices.sqlite3")
        stored = [one.voice for one in store.all()]
        store.close()
        assert [voice.name for voice in stored] == [str(n + 1) for n in range(len(stored))]
        assert all(voice.embedding == (int(voice.name) / 1000,) * 192 for voice in stored)
        number = len(stored)
        assert number >= told
