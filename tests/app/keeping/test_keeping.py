# SPDX-License-Identifier: GPL-3.0-or-later
"""The program starts and keeps the text whatever lies in its data folder, or instead of it."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from studio.app.keeping.data_folder import DataFolder
from studio.app.keeping.keeping import Keeping
from studio.app.keeping.recent import Recent
from studio.app.keeping.saving import SaveDelays
from studio.app.keeping.settings import Settings
from studio.app.work.state import Notice
from studio.core.place import Place
from studio.project.edits import with_text
from studio.project.file.content import Content
from studio.project.file.lock import this_process
from studio.project.file.project_file import beside
from studio.project.history import History
from tests.support.projects import place_in, reading
from tests.support.waiting import HANGS_S, wait_until_async

WHOLE = {
    "version": 1,
    "title": "Mine",
    "paragraphs": [{"id": "a", "text": "My words."}],
    "design": {"mix": [{"voice_id": "v", "weight": 1.0}], "speed": 0.5, "emotions": {"anger": 2}, "language": "en-US"},
}


def with_design(**changes: object) -> bytes:
    return json.dumps({**WHOLE, "design": {**WHOLE["design"], **changes}}).encode()  # type: ignore[dict-item]


def with_raw(field: str, value: str) -> bytes:
    """The whole document with *value* as it stands for a field of its design."""
    return with_design(**{field: "@"}).replace(b'"@"', value.encode())


DAMAGED: dict[str, bytes] = {
    "nested": b"[" * 100_000,
    "nested in it": b'{"version": 1, "title": ' + b'{"a":' * 100_000,
    "weight of 400 digits": with_raw("mix", '[{"voice_id": "v", "weight": 1' + "0" * 400 + "}]"),
    "weight of 5000 digits": with_raw("mix", '[{"voice_id": "v", "weight": 1' + "0" * 5000 + "}]"),
    "speed NaN": with_raw("speed", "NaN"),
    "version of 5000 digits": b'{"version": 1' + b"0" * 5000 + b"}",
    "paragraphs of numbers": json.dumps({**WHOLE, "paragraphs": [1, 2]}).encode(),
    "a text that is none": json.dumps({**WHOLE, "paragraphs": [{"id": "a", "text": ["b"]}]}).encode(),
    "no paragraphs": json.dumps({**WHOLE, "paragraphs": {"a": "b"}}).encode(),
    "binary": b"\x00\xff" * 100,
    "empty": b"",
}
DESIGN_DAMAGED: dict[str, bytes] = {
    "weight text": with_design(mix=[{"voice_id": "v", "weight": "1"}]),
    "weight below 0": with_design(mix=[{"voice_id": "v", "weight": -0.1}]),
    "weight negative": with_design(mix=[{"voice_id": "v", "weight": -1}]),
    "weight 1e300": with_design(mix=[{"voice_id": "v", "weight": 1e300}]),
    "too many": with_design(mix=[{"voice_id": f"v{n}", "weight": 1} for n in range(17)]),
    "twice": with_design(mix=[{"voice_id": "v", "weight": 1}] * 2),
    "parts that are none": with_design(mix=[1, None]),
    "speed 1e9": with_design(speed=1e9),
    "speed null": with_design(speed=None),
    "emotions of lists": with_design(emotions={"anger": [1]}),
    "emotion of true": with_design(emotions={"anger": True}),
    "emotions a list": with_design(emotions=[["anger", 1]]),
    "language a number": with_design(language=7),
    "volume 1e9": with_design(volume=1e9),
    "no design": json.dumps({**WHOLE, "design": None}).encode(),
    "title a list": json.dumps({**WHOLE, "title": []}).encode(),
}
SETTINGS_DAMAGED = [
    '{"volume": NaN}',
    '{"volume": 1e9}',
    '{"volume": -1}',
    '{"volume": "loud"}',
    '{"volume": true}',
    '{"volume": 1' + "0" * 5000 + "}",
    '{"theme": "pink"}',
    '{"theme": []}',
    '{"device": {"a": 1}}',
    '{"window": "no base 64!"}',
    '{"window": "' + "A" * 100_000 + '"}',
    '{"export_folder": "a\\u0000b"}',
    "[" * 100_000,
    "[]",
    "",
    "null",
]


class Desk:
    """Keeping as the program has it, and what it told."""

    def __init__(self, folder: Path) -> None:
        self.folder = DataFolder(folder)
        self.notices: list[Notice] = []
        self.keeping = Keeping(self.folder, self.notices.append, SaveDelays(0.0, 0.02, 0.0, 0.02))
        self.project, self.steps = self.keeping.content.project, self.keeping.content.steps
        self.keeping.begin(lambda: Content(self.project, self.steps, self.keeping.where()))

    def told(self, key: str) -> str:
        return next((notice.text for notice in reversed(self.notices) if notice.key == key), "")

    def write(self, text: str) -> None:
        self.project = with_text(self.project, text)
        self.keeping.touch()

    async def close(self) -> Path | None:
        path = await self.keeping.close()
        self.folder.give_back()
        return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


@pytest.mark.parametrize("name", DAMAGED)
async def test_a_damaged_document_stays_and_is_told(data: Path, name: str) -> None:
    (data / "document.json").write_bytes(DAMAGED[name])
    desk = Desk(data)
    assert desk.project.text.startswith("Hello.")
    assert str(data / "document.json") in desk.told("document")
    desk.write("New words.")
    await desk.close()
    assert (data / "document.json").read_bytes() == DAMAGED[name]
    again = Desk(data)
    assert (again.project.text, again.notices) == ("New words.", [])
    await again.close()


@pytest.mark.parametrize("name", DESIGN_DAMAGED)
async def test_where_only_the_voice_is_damaged_the_text_stays(data: Path, name: str) -> None:
    (data / "document.json").write_bytes(DESIGN_DAMAGED[name])
    desk = Desk(data)
    assert desk.project.text == "My words."
    assert "voice" in desk.told("document")
    await desk.close()
    again = Desk(data)
    assert (again.project.text, again.notices) == ("My words.", [])
    await again.close()


async def test_a_document_of_an_earlier_version_becomes_a_project_once_and_stays(data: Path) -> None:
    written = json.dumps(WHOLE).encode()
    (data / "document.json").write_bytes(written)
    desk = Desk(data)
    assert (desk.project.text, desk.project.title, desk.project.design.controls.speed) == ("My words.", "Mine", 0.5)
    assert desk.keeping.unsaved
    await desk.close()
    assert names(data / "projects") == ["Mine.speech"]
    (data / "document.json").write_bytes(written.replace(b"My words", b"Of an earlier version again"))
    again = Desk(data)
    assert again.project.text == "My words."
    await again.close()


async def test_the_newest_document_that_can_be_read_becomes_the_project(data: Path) -> None:
    (data / "document.json").write_bytes(b"locked away")
    (data / "document.new-1.json").write_bytes(json.dumps(WHOLE).encode())
    desk = Desk(data)
    assert desk.project.text == "My words."
    await desk.close()


async def test_a_document_of_a_later_version_is_kept_and_said_to_be_one(data: Path) -> None:
    later = json.dumps({**WHOLE, "version": 2}).encode()
    (data / "document.json").write_bytes(later)
    desk = Desk(data)
    assert "later version" in desk.told("document")
    assert (data / "document.json").read_bytes() == later
    await desk.close()


def make_folder(path: Path) -> None:
    path.mkdir()
    (path / "inside").write_text("kept")


def make_link(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere" / "document.json")


@pytest.mark.parametrize("make", [make_folder, make_link, os.mkfifo])
async def test_a_document_that_is_no_file_stays(data: Path, make: Callable[[Path], None]) -> None:
    make(data / "document.json")
    desk = Desk(data)
    assert "document.json" in desk.told("document")
    desk.write("New words.")
    await desk.close()
    assert os.path.lexists(data / "document.json")
    assert saved_text(data) == "New words."


@pytest.mark.parametrize("content", [b"", b"no project", b"\xff" * 5000])
async def test_a_project_that_cannot_be_read_opens_from_its_backup(data: Path, content: bytes) -> None:
    desk = Desk(data)
    desk.write("Backed up.")
    await desk.close()
    path = desk.keeping.file.path
    path.write_bytes(content)
    again = Desk(data)
    assert again.project.text == "Backed up."
    assert "backup" in again.told("project")
    await again.close()
    assert path.with_name(f"{path.stem}.damaged-1.speech").read_bytes() == content


async def test_damage_in_what_is_not_read_is_found_after_a_kill_and_told(data: Path) -> None:
    desk = Desk(data)
    desk.write("Its sound is damaged.")
    await desk.close()
    path = desk.keeping.file.path
    with closing(sqlite3.connect(path)) as database:
        database.execute("INSERT INTO sounds (clip, audio) VALUES ('c', ?)", (b"sound" * 20_000,))
        me = this_process()
        dead = (me.host, me.process, "before", 0.0)
        database.execute("INSERT INTO lock (one, host, process, started, beat) VALUES (1, ?, ?, ?, ?)", dead)
        database.commit()
    content = bytearray(path.read_bytes())
    at = content.index(b"soundsound") // 4096 * 4096 + 4096
    # Its first bytes name the next page of a long value.
    content[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    again = Desk(data)
    running = _running(again)
    await wait_until_async(lambda: "save the project elsewhere" in again.told("integrity"))
    assert again.project.text == "Its sound is damaged."
    running.cancel()
    await again.close()


async def test_where_the_last_project_is_gone_a_new_one_begins(data: Path) -> None:
    desk = Desk(data)
    desk.write("Gone.")
    await desk.close()
    desk.keeping.file.path.unlink()
    again = Desk(data)
    assert again.project.text == ""
    assert "not in" in again.told("project")
    again.write("New.")
    await again.close()
    assert saved_text(data) == "New."


async def test_saves_are_steps_and_the_place_too(data: Path) -> None:
    desk = Desk(data)
    history = History(desk.project)
    history.do("typing", with_text(desk.project, "First."))
    desk.project, desk.steps = history.project, history.steps
    desk.keeping.where = lambda: Place(3, 1.5, 2)
    desk.keeping.touch()
    await desk.close()
    again = Desk(data)
    content = again.keeping.content
    assert content.place == Place(3, 1.5, 2)
    assert [step.label for step in content.steps.done] == ["typing"]
    assert content.steps.done[0].change.undone(content.project).text.startswith("Hello.")
    await again.close()


async def test_a_place_that_moves_without_a_change_is_saved_too(data: Path) -> None:
    desk = Desk(data)
    running = _running(desk)
    desk.write("Heard for long.")
    await wait_until_async(lambda: not desk.keeping.unsaved)
    desk.keeping.where = lambda: Place(3, 1.5, 7)

    await wait_until_async(lambda: place_in(desk.keeping.file.path) == Place(3, 1.5, 7))
    running.cancel()
    await desk.close()


async def test_a_save_reaches_the_file_itself_once_it_rests(data: Path) -> None:
    desk = Desk(data)
    desk.write("At rest.")
    running = _running(desk)
    await wait_until_async(desk.keeping.file.path.exists)

    def copied() -> str:
        # In the thread that writes it, so that it is not copied in the midst of that.
        desk.keeping.writer.wait(shutil.copy, desk.keeping.file.path, data / "copy.speech")
        return reading(data / "copy.speech").text

    desk.write("At rest, again.")
    await wait_until_async(lambda: copied() == "At rest, again.")
    running.cancel()
    await desk.close()


@pytest.mark.parametrize("content", SETTINGS_DAMAGED)
async def test_damaged_settings_give_way_to_the_usual_ones_and_are_kept(data: Path, content: str) -> None:
    (data / "settings.json").write_text(content)
    desk = Desk(data)
    assert desk.keeping.settings == Settings()
    assert "settings.damaged-1.json" in desk.told("settings")
    assert (data / "settings.damaged-1.json").read_text() == content
    desk.keeping.remember(volume=0.25)
    await desk.close()
    again = Desk(data)
    assert again.keeping.settings == Settings(volume=0.25)
    assert again.notices == []
    await again.close()


async def test_settings_are_merged_by_key(data: Path) -> None:
    path = data / "settings.json"
    path.write_text('{"volume": 0.5, "theme": "dark", "of_a_later_version": [1]}')
    desk = Desk(data)
    path.write_text('{"volume": 0.75, "theme": "light", "of_a_later_version": [2]}')
    desk.keeping.remember(device="Headphones", theme="system")
    assert await desk.keeping.save()
    assert json.loads(path.read_text()) == {
        "volume": 0.75,
        "theme": "system",
        "device": "Headphones",
        "of_a_later_version": [2],
    }
    await desk.close()


async def test_a_folder_that_cannot_be_made_is_tried_again_until_it_can(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    desk = Desk(tmp_path / "data")
    assert desk.project.text.startswith("Hello.")
    assert "SPEECH_STUDIO_DATA_DIR" in desk.told("save")
    assert desk.keeping.doubt == ""
    desk.write("Only in memory.")
    assert "not saved" in desk.keeping.doubt
    running = _running(desk)
    (tmp_path / "data").rename(tmp_path / "moved")
    await wait_until_async(lambda: desk.told("save") == "Your text is saved again.")
    assert desk.keeping.doubt == ""
    running.cancel()
    await desk.close()
    assert saved_text(tmp_path / "data") == "Only in memory."


def replaced_by_a_file(data: Path) -> None:
    shutil.rmtree(data)
    data.write_text("in the way")


def with_a_folder_in_the_files_place(data: Path) -> None:
    path = data / "projects" / "Untitled.speech"
    for each in (path, *beside(path)):
        each.unlink(missing_ok=True)
    path.mkdir()
    (path / "inside").touch()


@pytest.mark.parametrize("spoil", [replaced_by_a_file, with_a_folder_in_the_files_place])
async def test_saving_goes_on_once_the_folder_is_mended(data: Path, spoil: Callable[[Path], None]) -> None:
    desk = Desk(data)
    running = _running(desk)
    desk.write("Before.")
    await wait_until_async((data / "projects" / "Untitled.speech").exists)
    await wait_until_async(lambda: not desk.keeping.unsaved)
    # In the thread that writes there, which may be putting the last save in order.
    await desk.keeping.writer.run(spoil, data)
    desk.write("While it is spoilt: \ud800 too.")
    await wait_until_async(lambda: desk.told("save"))
    assert "tried again" in desk.told("save")
    assert desk.keeping.doubt
    await desk.keeping.writer.run(shutil.rmtree if data.is_dir() else Path.unlink, data)
    await wait_until_async(lambda: desk.told("save") == "Your text is saved again.")
    running.cancel()
    await desk.close()
    assert saved_text(data) == "While it is spoilt: \ud800 too."


async def test_a_folder_that_another_window_has_taken_anew_is_left_to_it(data: Path) -> None:
    desk = Desk(data)
    shutil.rmtree(data)
    other = Desk(data)
    other.write("The other's.")
    assert await other.keeping.save()
    desk.write("Ours.")
    assert not await desk.keeping.save()
    assert "Another window" in desk.keeping.doubt
    assert saved_text(data) == "The other's."
    await other.close()
    await desk.close()
    assert saved_text(data) == "Ours."
    assert names(data / "projects") == ["Untitled 2.speech", "Untitled.speech"]


async def test_where_nobody_can_be_asked_the_text_goes_into_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "data").write_text("in the way")
    assert await Desk(tmp_path / "data").close() is None
    desk = Desk(tmp_path / "data")
    desk.write("Not to be lost.")
    path = await desk.close()
    assert path is not None
    assert path.read_text("utf-8") == "Not to be lost."
    other = Desk(tmp_path / "data")
    other.write("Kept elsewhere.")
    other.keeping.kept_elsewhere(other.project)
    assert await other.close() is None


async def test_what_is_closed_while_another_project_is_opened_is_not_written_into_the_one_before(data: Path) -> None:
    desk = Desk(data)
    desk.write("The first.")
    assert await desk.keeping.save()
    keeping, first, second = desk.keeping, desk.keeping.file.path, data / "second.speech"
    opened = await keeping.writer.run(keeping.file.created, second, Content(with_text(desk.project, "The second.")))
    shown, go_on = asyncio.Event(), threading.Event()

    def show(content: Content) -> None:
        desk.project, desk.steps = content.project, content.steps
        shown.set()

    opening = asyncio.ensure_future(keeping.change_to(second, opened, lambda: None, show))
    await asyncio.sleep(0)
    # Behind the last note of the first file, before the second one is held.
    keeping.writer.executor.submit(go_on.wait, HANGS_S)
    await shown.wait()
    opening.cancel()
    await asyncio.wait([opening])
    go_on.set()
    keeping.remember(volume=0.1)
    await desk.close()
    assert (reading(first).text, reading(second).text) == ("The first.", "The second.")


async def test_a_read_only_window_changes_nothing(data: Path) -> None:
    (data / "document.json").write_bytes(DAMAGED["empty"])
    (data / "settings.json").write_text("[]")
    first = DataFolder(data)
    assert first.take()
    before = {path: path.read_bytes() for path in data.iterdir()}
    desk = Desk(data)
    assert desk.keeping.read_only
    assert [notice.key for notice in desk.notices if notice.lasting] == ["read-only"]
    desk.write("Never written.")
    desk.keeping.remember(volume=0.1)
    assert await desk.keeping.save()
    assert await desk.keeping.close() is None
    assert {path: path.read_bytes() for path in data.iterdir()} == before
    first.give_back()


def _running(desk: Desk) -> asyncio.Task[None]:
    return asyncio.get_running_loop().create_task(desk.keeping.save_changes())


def saved_text(data: Path) -> str:
    """Text of the project that was open last, as it is on the disk."""
    return reading(Recent(data / "recent.json").projects[0].path).text
