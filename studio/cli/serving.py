# SPDX-License-Identifier: GPL-3.0-or-later
"""`serve`: the speech API on this machine."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import InvalidArgument


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """Options of `serve`."""

    host: str
    port: int
    engine: str
    key_file: Path | None
    threads: int | None
    tls_cert: Path | None
    tls_key: Path | None


def serve(options: argparse.Namespace) -> int:
    if options.port not in range(65536):
        raise InvalidArgument("port", "0 to 65535", str(options.port))
    if options.threads is not None and options.threads < 1:
        raise InvalidArgument("threads", "1 or more", str(options.threads))
    from studio.server.process.run import serve as run

    asked = ServeOptions(
        options.host,
        options.port,
        options.engine,
        options.key_file,
        options.threads,
        options.tls_cert,
        options.tls_key,
    )
    return 1 if run(asked) else 0
