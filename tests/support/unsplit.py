# SPDX-License-Identifier: GPL-3.0-or-later
"""The model's sound for a text as it is when nothing is split."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from studio.engine.kokoro import render, units

_ENDLESS = 100_000


@contextmanager
def unsplit() -> Iterator[None]:
    """Within, engines that keep nothing render a text of up to 300 phonemes in one run of each part."""
    with (
        mock.patch.object(render, "_FIRST_AIM_FRAMES", _ENDLESS),
        mock.patch.object(render, "_MOST_AIM_FRAMES", _ENDLESS),
        mock.patch.object(units, "_FIRST_AIM_TOKENS", _ENDLESS),
    ):
        yield
