# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person should know now: a notice lives no longer than what it tells of."""

from __future__ import annotations

from studio.app.state import Notice
from studio.core.observe import Signal


class Notices(Signal[Notice]):
    """Tells notices, and takes each away (by one of its key without text) once what it tells of is over.

    A notice of a state says by `holds` whether that state still is; one of an event, without `holds`, stays until
    it is closed, withdrawn, or another of its key takes its place.
    """

    def __init__(self) -> None:
        super().__init__()
        self._standing: dict[str, Notice] = {}

    def emit(self, value: Notice) -> None:
        """Tell it, unless what it tells of is over already, or is told already."""
        known = self._standing.get(value.key)
        if value.text and value.holds is not None and not value.holds():
            value = Notice(value.key, "")
        if known is None and not value.text:
            return
        if known == value and value.holds is not None:
            # Not told twice, but from now on for the newer reason.
            self._standing[value.key] = value
            return
        self._standing.pop(value.key, None)
        if value.text:
            self._standing[value.key] = value
        super().emit(value)

    def withdraw(self, key: str) -> None:
        """What the notice of that key told of is over."""
        self.emit(Notice(key, ""))

    def closed(self, key: str) -> None:
        """The person closed it; it may be told again."""
        self._standing.pop(key, None)

    def check(self, _changed: object = None) -> None:
        """Something has changed: take away what no longer holds."""
        for notice in tuple(self._standing.values()):
            if notice.holds is not None and self._standing.get(notice.key) is notice and not notice.holds():
                self.withdraw(notice.key)
