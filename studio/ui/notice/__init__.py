# SPDX-License-Identifier: GPL-3.0-or-later
"""Notices above the transport."""

from studio.ui.notice.bar import NoticeBar

__all__ = ["NoticeBar"]
