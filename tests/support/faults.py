# SPDX-License-Identifier: GPL-3.0-or-later
"""Failures at the window's door fail the test in which they come up, unless it expects them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from studio.ui.door import Fault, faults


@contextmanager
def none_allowed() -> Iterator[None]:
    """Fail at the end if anything failed at the door meanwhile."""
    faults.forget()
    try:
        yield
        found = faults.all
    finally:
        faults.forget()
    told = "\n".join(f"{fault.where}: {fault.kind}: {fault.message}\n{fault.stack}" for fault in found)
    assert not found, f"failed at the window's door:\n{told}"


@contextmanager
def expected() -> Iterator[list[Fault]]:
    """The failures within, which the test judges itself."""
    found: list[Fault] = []
    disconnect = faults.told.connect(found.append)
    try:
        yield found
    finally:
        disconnect()
        faults.forget()
