# SPDX-License-Identifier: GPL-3.0-or-later
"""Listening sockets, bound before anything heavy is loaded."""

from __future__ import annotations

import contextlib
import errno
import os
import socket

from studio.core.errors import InvalidArgument, StudioError

_BACKLOG = 1024
_TRIES = 20


class PortTaken(StudioError):
    """Another program listens on the port."""


def bind_loopback(port: int) -> list[socket.socket]:
    """Listening sockets on 127.0.0.1 and, where IPv6 exists, on ::1, both on the same port.

    Args:
        port: The port; 0 for any that is free on both.

    Raises:
        PortTaken: another program listens there.
    """
    for _ in range(_TRIES):
        sockets = [_listen(socket.AF_INET, "127.0.0.1", port)]
        try:
            if _has_ipv6():
                sockets.append(_listen(socket.AF_INET6, "::1", sockets[0].getsockname()[1]))
        except PortTaken:
            sockets[0].close()
            if port:
                raise
        else:
            return sockets
    raise PortTaken("No port is free on both 127.0.0.1 and ::1. Close other programs and try again.")


def bind_host(host: str, port: int) -> list[socket.socket]:
    """A listening socket on the address of *host*; "0.0.0.0" and "::" mean all addresses.

    Raises:
        PortTaken: another program listens there.
        InvalidArgument: *host* is no address of this machine.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError as error:
        raise InvalidArgument("--host", "an address of this machine, or its name", repr(error)) from error
    return [_listen(family, str(address[0]), port)]


def host_names(host: str) -> frozenset[str]:
    """Host names, besides the loopback names, by which clients may address a server on *host*: its own name, the
    machine's, and its addresses."""
    names = {host.lower(), socket.gethostname().lower(), socket.getfqdn().lower()}
    wanted = (socket.gethostname(), host) if host in ("0.0.0.0", "::", "") else (host,)
    for name in wanted:
        with contextlib.suppress(OSError):
            names |= {str(found[4][0]).partition("%")[0].lower() for found in socket.getaddrinfo(name, None)}
    if host in ("0.0.0.0", "::", ""):
        names |= _own_addresses()
    return frozenset(names - {"", "0.0.0.0", "::"})


def _own_addresses() -> set[str]:
    """Addresses from which this machine reaches others; nothing is sent to find them."""
    found = set()
    for family, elsewhere in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((elsewhere, 9))
            found.add(str(probe.getsockname()[0]))
    return found


def _listen(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    # The protocol is named, since asyncio sends small packets at once (TCP_NODELAY) only on sockets that name TCP.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((address, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise PortTaken(
                f"Port {port} is taken by another program, or not permitted. Choose another with --port.", repr(error)
            ) from error
        if error.errno == errno.EADDRNOTAVAIL:
            raise InvalidArgument("--host", "an address of this machine, or its name", repr(error)) from error
        raise PortTaken(f"Port {port} on {address} cannot be used: {error.strerror}.", repr(error)) from error
    return listener


def _has_ipv6() -> bool:
    if not socket.has_ipv6:
        return False
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
        probe.bind(("::1", 0))
        return True
    return False
