# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from tests.support.loading import heavy_with


def test_the_window_shows_chapters_before_anything_that_takes_long_is_loaded() -> None:
    assert not heavy_with("studio.app.overview.chapters")
