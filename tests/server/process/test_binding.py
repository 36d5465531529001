# SPDX-License-Identifier: GPL-3.0-or-later
"""Listening sockets and the names of a server."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from studio.core.errors import InvalidArgument
from studio.server.process.binding import PortTaken, bind_host, bind_loopback, host_names


def test_the_names_of_a_server() -> None:
    assert {"127.0.0.2", socket.gethostname().lower()} <= host_names("127.0.0.2")
    assert not {"0.0.0.0", "::", ""} & host_names("0.0.0.0")


@contextmanager
def closing_all(sockets: list[socket.socket]) -> Iterator[list[socket.socket]]:
    try:
        yield sockets
    finally:
        for each in sockets:
            each.close()


def test_both_loopback_addresses_listen_on_one_port() -> None:
    with closing_all(bind_loopback(0)) as sockets:
        addresses = [each.getsockname()[:2] for each in sockets]
        assert addresses[0][0] == "127.0.0.1"
        assert {host for host, _ in addresses} <= {"127.0.0.1", "::1"}
        assert len({port for _, port in addresses}) == 1
        for host, port in addresses:
            socket.create_connection((host, port), timeout=10).close()


def test_small_packets_are_sent_at_once() -> None:
    """asyncio sees to that on sockets alone that name their protocol."""
    with closing_all(bind_loopback(0)) as sockets:
        assert {each.proto for each in sockets} == {socket.IPPROTO_TCP}


def test_a_port_that_another_has_is_refused_and_left_to_it() -> None:
    with closing_all(bind_loopback(0)) as sockets:
        port = sockets[0].getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port} is taken"):
            bind_loopback(port)
        with pytest.raises(PortTaken, match=f"Port {port} is taken"):
            bind_host("127.0.0.1", port)
        socket.create_connection(("127.0.0.1", port), timeout=10).close()


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine knows no IPv6")
def test_a_port_that_is_taken_on_one_of_the_addresses_leaves_none_bound() -> None:
    with socket.socket(socket.AF_INET6) as taken:
        try:
            taken.bind(("::1", 0))
        except OSError:
            pytest.skip("this machine has no IPv6 loopback address")
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken):
            bind_loopback(port)
        with closing_all(bind_host("127.0.0.1", port)) as sockets:
            assert sockets[0].getsockname()[1] == port


@pytest.mark.parametrize("host", ["192.0.2.1", "no such name.invalid"])
def test_an_address_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(InvalidArgument, match="--host"):
        bind_host(host, 0)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_a_host_listens_where_it_says(host: str) -> None:
    with closing_all(bind_host(host, 0)) as sockets:
        assert len(sockets) == 1
        socket.create_connection(("localhost", sockets[0].getsockname()[1]), timeout=10).close()
