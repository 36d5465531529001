# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.app.playback.view import PlaybackView
from tests.support.loading import heavy_with


def test_before_anything_is_played_the_view_is_at_rest() -> None:
    view = PlaybackView()
    assert (view.phase, view.word, view.tuning, view.seam, view.loops) == ("stopped", None, "", None, False)


def test_the_window_shows_it_before_anything_that_takes_long_is_loaded() -> None:
    assert not heavy_with("studio.app.playback.view")
