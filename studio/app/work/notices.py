# SPDX-License-Identifier: GPL-3.0-or-later
"""Notices for the person. A notice is shown only as long as it is true."""

from __future__ import annotations

from studio.app.work.state import Notice
from studio.core.observe import Signal


class Notices(Signal[Notice]):
    """Emits notices, and takes each away, by emitting its key without text, once it no longer holds.

    A notice of a state has `holds`, which tells whether the state lasts. A notice of an event has none, and stays until
    it is closed, withdrawn or replaced by another of its key.
    """

    def __init__(self) -> None:
        super().__init__()
        self._standing: dict[str, Notice] = {}

    def emit(self, value: Notice) -> None:
        """Emit a notice, unless it no longer holds or is shown already."""
        known = self._standing.get(value.key)
        if value.text and value.holds is not None and not value.holds():
            value = Notice(value.key, "")
        if known is None and not value.text:
            return
        if known == value and value.holds is not None:
            # It is not shown twice, but holds for the newer reason from now on.
            self._standing[value.key] = value
            return
        self._standing.pop(value.key, None)
        if value.text:
            self._standing[value.key] = value
        super().emit(value)

    def withdraw(self, key: str) -> None:
        """Take away the notice of that key, which no longer holds."""
        self.emit(Notice(key, ""))

    def closed(self, key: str) -> None:
        """Note that the person closed it; it may be shown again."""
        self._standing.pop(key, None)

    def check(self, _changed: object = None) -> None:
        """Take away notices that no longer hold, after something has changed."""
        for notice in tuple(self._standing.values()):
            if notice.holds is not None and self._standing.get(notice.key) is notice and not notice.holds():
                self.withdraw(notice.key)
