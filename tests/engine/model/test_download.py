# SPDX-License-Identifier: GPL-3.0-or-later
"""One file from a real server that breaks off, forgets ranges, or has another file."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.core.errors import ConnectionFailed
from studio.engine.model.download import HostUnreachable, download, host_of
from studio.engine.stop import Stop
from tests.support.published_model import MODEL, Published, sha


@pytest.fixture
def fetch(published: Published, tmp_path: Path) -> Callable[..., list[int]]:
    """Download /model (or another path) into the file `part`; what was told of its bytes."""

    def downloaded(
        path: str = "/model", stop: Stop | None = None, size: int | None = len(MODEL), sha256: str | None = sha(MODEL)
    ) -> list[int]:
        told: list[int] = []
        download(published.url(path), tmp_path / "part", stop or Stop(), told.append, size=size, sha256=sha256)
        return told

    return downloaded


def test_a_file_arrives_whole_and_its_bytes_are_counted(fetch: Callable[..., list[int]], tmp_path: Path) -> None:
    told = fetch()
    assert (tmp_path / "part").read_bytes() == MODEL
    assert told == sorted(told)
    assert told[-1] == len(MODEL)


def test_it_goes_on_from_what_is_there(fetch: Callable[..., list[int]], published: Published, tmp_path: Path) -> None:
    (tmp_path / "part").write_bytes(MODEL[:1000])
    assert fetch()[0] > 1000
    assert published.ranges == [("/model", "bytes=1000-")]
    assert (tmp_path / "part").read_bytes() == MODEL


def test_a_whole_file_is_not_asked_for_again(
    fetch: Callable[..., list[int]], published: Published, tmp_path: Path
) -> None:
    (tmp_path / "part").write_bytes(MODEL)
    assert fetch() == []
    assert published.ranges == []


def test_more_than_the_file_has_is_thrown_away(
    fetch: Callable[..., list[int]], published: Published, tmp_path: Path
) -> None:
    (tmp_path / "part").write_bytes(MODEL + b"more")
    fetch()
    assert published.ranges == [("/model", "")]
    assert (tmp_path / "part").read_bytes() == MODEL


def test_a_transfer_that_brings_nothing_twice_is_given_up_and_what_came_is_kept(
    fetch: Callable[..., list[int]], published: Published, tmp_path: Path
) -> None:
    published.breaks["/model"] = [1000, 0, 0]
    with pytest.raises(ConnectionFailed, match=r"127\.0\.0\.1 did not give the file"):
        fetch()
    assert (tmp_path / "part").read_bytes() == MODEL[:1000]


def test_another_file_is_refused_and_not_kept(
    fetch: Callable[..., list[int]], published: Published, tmp_path: Path
) -> None:
    with pytest.raises(ConnectionFailed, match="another file than the one expected"):
        fetch(sha256=sha(b"another"))
    assert not (tmp_path / "part").exists()
    assert len(published.ranges) == 1


def test_another_file_in_place_of_a_resumed_one_is_refused_too(
    fetch: Callable[..., list[int]], published: Published, tmp_path: Path
) -> None:
    (tmp_path / "part").write_bytes(MODEL[:1000])
    with pytest.raises(ConnectionFailed, match="another file than the one expected"):
        fetch(sha256=sha(b"another"))
    assert [asked for _, asked in published.ranges] == ["bytes=1000-", ""]
    assert not (tmp_path / "part").exists()


def test_a_file_that_is_not_there_is_asked_for_once(fetch: Callable[..., list[int]], published: Published) -> None:
    with pytest.raises(ConnectionFailed):
        fetch("/absent")
    assert len(published.ranges) == 1


@pytest.mark.parametrize(("length", "refused"), [(1 << 20, False), ((1 << 20) + 1, True)])
def test_of_a_file_of_unknown_size_a_mebibyte_is_taken(
    fetch: Callable[..., list[int]], published: Published, tmp_path: Path, length: int, refused: bool
) -> None:
    published.files["/config"] = b"x" * length
    if refused:
        with pytest.raises(ConnectionFailed):
            fetch("/config", size=None, sha256=None)
    else:
        (tmp_path / "part").write_bytes(b"of another day")
        fetch("/config", size=None, sha256=None)
        assert (tmp_path / "part").stat().st_size == length


def test_a_stop_ends_it_early_and_keeps_what_came(fetch: Callable[..., list[int]], tmp_path: Path) -> None:
    stop = Stop()
    stop.set()
    assert fetch(stop=stop) == []
    assert not (tmp_path / "part").exists() or (tmp_path / "part").stat().st_size < len(MODEL)


def test_a_host_that_refuses_is_named(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound but not listening: it refuses at once
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/x"
        with pytest.raises(HostUnreachable, match=r"127\.0\.0\.1 could not be reached"):
            download(url, tmp_path / "part", Stop(), lambda _: None, size=1, sha256=None)


@pytest.mark.parametrize(("url", "host"), [("https://a.example/b", "a.example"), ("no host", "no host"), ("", "")])
def test_the_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host
