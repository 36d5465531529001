# SPDX-License-Identifier: GPL-3.0-or-later
"""Ends of a fetch that are not a file."""

from __future__ import annotations

from studio.core.errors import StudioError


class SourceFailed(StudioError, RuntimeError):
    """A source did not give a file; `user_text` says why."""


class FetchCancelled(StudioError, RuntimeError):
    """The person stopped the fetch; what was downloaded so far is kept for the next one."""
