# SPDX-License-Identifier: GPL-3.0-or-later
"""A tiny model as it is published: files on an HTTP server, wheels and an npm package in a folder."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np

from studio.engine.model.manifest import Archive, ArchiveMember, FileSource, Manifest, ModelFile

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


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def file_of(path: str, data: bytes, *sources: FileSource, needed: bool = True) -> ModelFile:
    return ModelFile(path, needed, len(data), sha(data), "Apache-2.0", sources)


def manifest_of(*files: ModelFile) -> Manifest:
    archives = {part.archive.key: part.archive for file in files for source in file.sources for part in source.members}
    return Manifest("tiny", "Tiny", tuple(archives.values()), files)


def over_https(published: Published) -> Manifest:
    return manifest_of(
        file_of("model.onnx", MODEL, FileSource(url=published.url("/model"))),
        file_of("vocab.json", VOCAB, FileSource(url=published.url("/config"), json_key="vocab")),
        file_of("voices/a.bin", VOICE.tobytes(), FileSource(url=published.url("/voice")), needed=False),
        file_of("voices/b.bin", b"bb", FileSource(url=published.url("/absent")), needed=False),
    )


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
        file_of(
            "model.onnx", MODEL, FileSource((ArchiveMember(first, "m/part.bin"), ArchiveMember(second, "m/part.bin")))
        ),
        file_of("vocab.json", VOCAB, FileSource((ArchiveMember(second, "m/vocab.json"),))),
        file_of(
            "voices/a.bin", VOICE.tobytes(), FileSource((ArchiveMember(third, "v/voices.npz", "a"),)), needed=False
        ),
        file_of("voices/b.bin", b"bb", FileSource((ArchiveMember(js, "package/voices/b.bin"),)), needed=False),
    )
