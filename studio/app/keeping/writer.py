# SPDX-License-Identifier: GPL-3.0-or-later
"""The thread of the open project's file, in which all of it is read and written."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, TypeVarTuple

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")


class Writer:
    """Runs calls in one thread, in the order in which they are made."""

    def __init__(self) -> None:
        self.executor = ThreadPoolExecutor(1, "project file")

    def run(self, call: Callable[[*Arguments], Result], *arguments: *Arguments) -> Awaitable[Result]:
        """Make *call* now; its result may be awaited. It goes on even if the wait is cancelled."""
        # Shielded, since a call that still waits for its turn would be left out, such as that which holds the new file.
        return asyncio.shield(asyncio.get_running_loop().run_in_executor(self.executor, call, *arguments))

    def wait(self, call: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
        """The result of *call*, waited for here; only while the program starts or ends."""
        return self.executor.submit(call, *arguments).result()

    def close(self) -> None:
        """Wait for the last call, and end the thread."""
        self.executor.shutdown()
