# SPDX-License-Identifier: GPL-3.0-or-later
"""Download of one file over HTTP(S), resumed where it broke off."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from studio.core.digests import file_sha256
from studio.core.errors import ConnectionFailed
from studio.core.files import keep_private
from studio.engine.stop import Stop

if TYPE_CHECKING:
    from ssl import SSLContext

    import httpx

TIMEOUT_S = 20.0
_FRUITLESS_TRIES = 2
_UNKNOWN_SIZE_MAX_BYTES = 1 << 20


class HostUnreachable(ConnectionFailed):
    """The host did not answer at all, so that there is no point in asking it for another file now."""

    def __init__(self, url: str, detail: str) -> None:
        super().__init__(f"{host_of(url)} could not be reached", detail)


class Download(Protocol):
    """Brings one file over HTTP(S), as `download` does."""

    def __call__(
        self,
        url: str,
        part: Path,
        stop: Stop,
        on_bytes: Callable[[int], None],
        *,
        size: int | None,
        sha256: str | None,
    ) -> None: ...


def download(
    url: str,
    part: Path,
    stop: Stop,
    on_bytes: Callable[[int], None],
    *,
    size: int | None,
    sha256: str | None,
) -> None:
    """Fetch *url* into *part*, continuing after the bytes that *part* already holds.

    A transfer that breaks off is resumed by Range requests as long as each brings new bytes. A resumed file with a
    wrong digest is fetched once more from its start. Returns early, without error, once *stop* is set.

    Args:
        size: In bytes; None where it is not known (then at most 1 MiB is taken, and nothing is resumed).
        sha256: Hex digest of the whole, None where it is not known.

    Raises:
        HostUnreachable: the server could not be reached.
        ConnectionFailed: the server did not give the file; *part* keeps what arrived.
        OSError: *part* cannot be written.
    """
    import httpx

    if size is None:
        part.unlink(missing_ok=True)
    # A compressed transfer hides the file's length and cannot be resumed.
    headers = {"Accept-Encoding": "identity"}
    with httpx.Client(follow_redirects=True, timeout=TIMEOUT_S, headers=headers, verify=_trusted()) as client:
        resumed = _complete(client, url, part, stop, on_bytes, size)
        if stop.is_set() or sha256 is None or file_sha256(part) == sha256:
            return
        part.unlink()
        if resumed:
            _complete(client, url, part, stop, on_bytes, size)
            if stop.is_set() or file_sha256(part) == sha256:
                return
            part.unlink()
        raise ConnectionFailed(f"{url} holds another file than the one expected")


@cache
def _trusted() -> SSLContext:
    """The certificates that hosts are checked against, read once: that takes longer than a small file."""
    import httpx

    return httpx.create_ssl_context()


def _complete(
    client: httpx.Client, url: str, part: Path, stop: Stop, on_bytes: Callable[[int], None], size: int | None
) -> bool:
    """Whether the file was put together from more than one transfer."""
    import httpx

    resumed = part.exists()
    fruitless = 0
    while not stop.is_set():
        before = part.stat().st_size if part.exists() else 0
        if size is not None and before == size:
            return resumed
        if size is not None and before > size:
            part.unlink()
            before = 0
        try:
            _transfer(client, url, part, before, stop, on_bytes, size)
            if size is None:
                return resumed
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise HostUnreachable(url, repr(error)) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            here = part.stat().st_size if part.exists() else 0
            fruitless = 0 if here > before and size is not None else fruitless + 1
            if fruitless >= _FRUITLESS_TRIES or isinstance(error, httpx.HTTPStatusError | httpx.InvalidURL):
                raise ConnectionFailed(f"{host_of(url)} did not give the file", repr(error)) from error
            resumed = True
    return resumed


def _transfer(
    client: httpx.Client,
    url: str,
    part: Path,
    before: int,
    stop: Stop,
    on_bytes: Callable[[int], None],
    size: int | None,
) -> None:
    import httpx

    headers = {"Range": f"bytes={before}-"} if before else {}
    with client.stream("GET", url, headers=headers) as response:
        response.raise_for_status()
        goes_on = response.status_code == 206 and response.headers.get("Content-Range", "").startswith(
            f"bytes {before}-"
        )
        done = before if goes_on else 0
        limit = _UNKNOWN_SIZE_MAX_BYTES if size is None else size
        keep_private(part)
        with part.open("ab" if goes_on else "wb") as file:
            for block in response.iter_bytes():
                if stop.is_set():
                    return
                done += len(block)
                if done > limit:
                    raise httpx.RemoteProtocolError("more bytes than the file has")
                file.write(block)
                on_bytes(done)
        if size is not None and done < size:
            raise httpx.RemoteProtocolError("fewer bytes than the file has")


def host_of(url: str) -> str:
    """The host of *url*, or *url* itself if it has none."""
    import httpx

    try:
        return httpx.URL(url).host or url
    except httpx.InvalidURL:
        return url
