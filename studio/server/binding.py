# SPDX-License-Identifier: GPL-3.0-or-later
"""The listening sockets on the loopback addresses. The port is bound before anything heavy is loaded."""

from __future__ import annotations

import contextlib
import errno
import os
import socket

from studio.core.errors import StudioError

_BACKLOG = 128
_TRIES = 20


class PortTaken(StudioError):
    """Another program listens on the port."""


def bind_loopback(port: int) -> list[socket.socket]:
    """Listening sockets on 127.0.0.1 and, where IPv6 exists, on ::1, both on the same port.

    Args:
        port: 0 takes any that is free on both.

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


def _listen(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
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
        raise PortTaken(f"Port {port} on {address} cannot be used: {error.strerror}.", repr(error)) from error
    return listener


def _has_ipv6() -> bool:
    if not socket.has_ipv6:
        return False
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
        probe.bind(("::1", 0))
        return True
    return False
