# SPDX-License-Identifier: GPL-3.0-or-later
"""Times in words for people."""

from __future__ import annotations


def clock(t_s: float, tenths: bool = True) -> str:
    """A time such as "0:12.4" or "1:02:03.4"; without tenths "0:12"."""
    counted = max(0, int(t_s * 10 + 1e-6)) if tenths else max(0, round(t_s)) * 10
    seconds, tenth = divmod(counted, 10)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    head = f"{hours}:{minutes:02d}" if hours else str(minutes)
    return f"{head}:{seconds:02d}.{tenth}" if tenths else f"{head}:{seconds:02d}"
