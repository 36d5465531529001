# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Options(Protocol):
    """Address, keys and engine of the server."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def engine(self) -> str: ...
    @property
    def key_file(self) -> Path | None: ...
    @property
    def tls_cert(self) -> Path | None: ...
    @property
    def tls_key(self) -> Path | None: ...
    @property
    def threads(self) -> int | None: ...
