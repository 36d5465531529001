# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the notice bar and the sources of notices: the studio, and faults of the window itself."""

from __future__ import annotations

from studio.app.work.notices import Notices
from studio.app.work.state import Notice
from studio.ui.door import Fault, connect, faults, soon
from studio.ui.following import Following
from studio.ui.notice.bar import NoticeBar


class NoticePresenter(Following):
    """Shows notices until they no longer hold or the person closes them."""

    def __init__(self, bar: NoticeBar, notices: Notices) -> None:
        super().__init__(bar)
        self._bar = bar
        connect(bar.dismissed, notices.closed)
        self.follow(notices, bar.show_notice)
        self.follow(faults.told, self._tell_fault)

    def show_all(self) -> None:
        """Show the faults so far."""
        for fault in faults.all:
            self._tell_fault(fault)

    def _tell_fault(self, fault: Fault) -> None:
        # Later, since no card can be made while painting, where the fault may have occurred.
        text = (
            f"Something went wrong in the window ({fault.where}). The text is safe and the program goes on; "
            "if it looks wrong, close the window and open it again."
        )
        soon(self, lambda: self._bar.show_notice(Notice("fault", text)))
