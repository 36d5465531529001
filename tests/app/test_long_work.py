# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports that meet an engine that starts, fails or dies, and places that take no file."""

from __future__ import annotations

import os
import resource
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from studio.client.endpoint import Endpoint
from studio.client.local.engine import LocalEngine
from studio.core.errors import EngineUnavailable
from studio.export.formats import EXPORTERS
from tests.support.desk import Desk
from tests.support.waiting import wait_until_async

WAV = EXPORTERS[0].format(24000, 16)
# No two paragraphs alike: what was rendered once is not rendered again.
LONG = "\n".join(f"word{number} " * 500 for number in range(12))


class NoEngine(LocalEngine):
    async def start(self) -> Endpoint:
        raise EngineUnavailable("The engine cannot be started here.")


class DeskWithoutEngine(Desk):
    def _engine(self) -> LocalEngine:
        self.engines.append(NoEngine(engine="tone"))
        return self.engines[-1]


def parts(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.name.endswith(".part")]


async def under_way(desk: Desk, key: str = "export") -> None:
    """Until some of it is written, and not yet all."""
    await wait_until_async(
        lambda: any(each.key == key and (each.fraction or 0) > 0.1 for each in desk.activities), 20.0
    )


async def test_an_export_asked_for_while_the_engine_starts_begins_when_it_is_ready(
    data_dir: Path, tmp_path: Path
) -> None:
    desk = Desk(data_dir)
    try:
        desk.studio.replace_text("One two three.")
        desk.studio.start()
        desk.studio.export(tmp_path / "early.wav", WAV)
        await wait_until_async(lambda: desk.said("export"), 30.0)
        assert desk.said("export") == f"Exported to {tmp_path / 'early.wav'}."
        assert "as soon as the engine is ready" in desk.activities[0].text
    finally:
        await desk.studio.close()


async def test_an_export_waiting_for_the_engine_can_be_cancelled(data_dir: Path, tmp_path: Path) -> None:
    desk = Desk(data_dir)
    try:
        desk.studio.replace_text("One two three.")
        desk.studio.export(tmp_path / "early.wav", WAV)
        await wait_until_async(lambda: desk.activities, 5.0)
        cancel = desk.activities[0].cancel
        assert cancel is not None
        cancel()
        await wait_until_async(lambda: desk.activities[-1].text == "", 5.0)
        assert not desk.studio.long_work.doubt
    finally:
        await desk.studio.close()


async def test_an_engine_that_failed_is_the_reason_told(data_dir: Path, tmp_path: Path) -> None:
    desk = DeskWithoutEngine(data_dir)
    try:
        desk.studio.replace_text("One two three.")
        desk.studio.export(tmp_path / "early.wav", WAV)
        desk.studio.start()
        await wait_until_async(lambda: desk.said("export"), 20.0)
        assert desk.said("export") == "early.wav was not exported. The engine cannot be started here."
    finally:
        await desk.studio.close()


async def test_an_engine_killed_in_the_middle_of_an_export_leaves_a_whole_file(desk: Desk, tmp_path: Path) -> None:
    broken, whole = tmp_path / "broken.wav", tmp_path / "whole.wav"
    desk.studio.replace_text(LONG)
    desk.studio.export(broken, WAV)
    await under_way(desk)
    assert not broken.exists()
    psutil.Process(desk.engines[0].pid).kill()
    await wait_until_async(lambda: desk.said("export"), 60.0)
    assert desk.said("export") == f"Exported to {broken}."
    assert len(desk.engines) == 2
    other = Desk(tmp_path / "other")
    try:
        await other.open()
        other.studio.replace_text(LONG)
        other.studio.export(whole, WAV)
        await wait_until_async(lambda: other.said("export"), 60.0)
    finally:
        await other.studio.close()
    assert broken.read_bytes() == whole.read_bytes()


async def test_the_windows_thread_does_not_wait_for_a_long_file_to_reach_the_disk(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = os.fsync
    waited: dict[bool, int] = {}

    def noting(descriptor: int) -> None:
        if os.fstat(descriptor).st_size > 100_000:
            waited.setdefault(threading.current_thread() is threading.main_thread(), len(waited))
        synced(descriptor)

    monkeypatch.setattr(os, "fsync", noting)
    desk.studio.replace_text("word " * 40)
    desk.studio.export(tmp_path / "out.wav", WAV)
    await wait_until_async(lambda: desk.said("export"), 60.0)
    assert waited[False] < waited.get(True, 1), "a worker brings it onto the disk first"


@contextmanager
def little_space(most_bytes: int) -> Iterator[None]:
    """No file of this process may grow beyond that."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_where_space_ends_nothing_is_left_and_the_queue_goes_on(desk: Desk, tmp_path: Path) -> None:
    big, small = tmp_path / "big.wav", tmp_path / "small.wav"
    big.write_bytes(b"old")
    desk.studio.replace_text(LONG)
    desk.studio.export(big, WAV)
    desk.studio.replace_text("Something short.")
    desk.studio.export(small, WAV)
    with little_space(1 << 20):
        await wait_until_async(lambda: desk.said("export 1"), 60.0)
    assert "Free some space or choose another folder" in desk.said("export")
    assert desk.said("export 1") == f"Exported to {small}."
    assert (big.read_bytes(), parts(tmp_path)) == (b"old", [])
    again = next(each for each in reversed(desk.notices) if each.key == "export")
    assert again.action is not None
    again.action()
    await wait_until_async(lambda: desk.said("export").startswith("Exported"), 60.0)
    assert big.stat().st_size > 1 << 20


async def test_a_folder_that_goes_away_is_told_and_the_queue_goes_on(desk: Desk, tmp_path: Path) -> None:
    gone, small = tmp_path / "gone" / "big.wav", tmp_path / "small.wav"
    gone.parent.mkdir()
    desk.studio.replace_text(LONG)
    desk.studio.export(gone, WAV)
    desk.studio.replace_text("Something short.")
    desk.studio.export(small, WAV)
    await under_way(desk)
    shutil.rmtree(gone.parent)
    await wait_until_async(lambda: desk.said("export 1"), 60.0)
    assert "choose another folder" in desk.said("export")
    assert desk.said("export 1") == f"Exported to {small}."
    assert not gone.parent.exists()


@pytest.mark.parametrize("taken", ["folder", "missing"])
async def test_a_place_that_takes_no_file_is_told(desk: Desk, tmp_path: Path, taken: str) -> None:
    path = tmp_path / taken / "out.wav"
    if taken == "folder":
        path.mkdir(parents=True)
    desk.studio.replace_text("Something short.")
    desk.studio.export(path, WAV)
    await wait_until_async(lambda: desk.said("export"), 20.0)
    assert "choose another folder" in desk.said("export")
    assert not path.exists() or (list(path.iterdir()), parts(path.parent)) == ([], [])
