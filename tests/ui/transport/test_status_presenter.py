# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.app.playback.view import PlaybackView, Seam
from studio.app.work.state import Activity
from studio.ui.transport.status_presenter import status_view
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def test_engine_and_voices_are_told_and_what_is_done_until_it_has_ended(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        bar, activities = it.window.status, it.studio.activities
        able = sum(voice.available for voice in it.studio.voices.all)
        quiet = status_view(it.studio, (), PlaybackView())
        assert (quiet.mark, quiet.text) == ("ready", f"Local engine  ·  ready  ·  Test tones  ·  {able} voices")
        assert (quiet.doing, quiet.fraction, quiet.cancels) == ("Everything runs on this computer", None, ())
        activities.emit(Activity("export", "Exporting one.wav", 0.5, lambda: None))
        activities.emit(Activity("export 1", "Waiting to export two.wav", None, lambda: None, waiting=True))
        assert [each.key for each in it.presenter.panels.status.activities] == ["export", "export 1"]
        busy = status_view(it.studio, it.presenter.panels.status.activities, PlaybackView())
        assert (busy.doing, busy.fraction) == ("Exporting one.wav  ·  50%  ·  1 waiting", 0.5)
        assert [each.text for each in busy.cancels] == ["Exporting one.wav", "Waiting to export two.wav"]
        # One that is told of again keeps its turn.
        activities.emit(Activity("export", "Exporting one.wav", 0.75, lambda: None))
        assert [each.key for each in it.presenter.panels.status.activities] == ["export", "export 1"]
        for key in ("export", "export 1"):
            activities.emit(Activity(key, ""))
        assert it.presenter.panels.status.activities == ()
        assert bar.isVisible()

    in_window(body)


def test_rendering_is_told_while_it_is_read(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text("\n".join(f"word{number} " * 400 for number in range(6)))
        it.studio.hearing.play_all()
        reading = PlaybackView("playing")
        await it.until(lambda: "Rendering paragraph" in status_view(it.studio, (), reading).doing, "rendering is told")
        view = status_view(it.studio, (), reading)
        assert view.doing.endswith("of 6")
        assert view.fraction is not None
        assert 0.0 <= view.fraction <= 1.0
        assert status_view(it.studio, (), PlaybackView("stopped")).fraction is None
        it.studio.hearing.stop()

    in_window(body)


def test_a_change_is_told_where_it_is_heard_and_how_soon(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        told = status_view(it.studio, (), PlaybackView("playing", tuning="sentence"))
        assert (told.doing, told.accent) == ("heard at the next sentence", True)
        seam = Seam(1.0, 2.0, 3, 9, "0.94×", "word", 0.23)
        heard = status_view(it.studio, (), PlaybackView("playing", seam=seam))
        assert (heard.doing, heard.accent) == ("heard at the next word  ·  0.2 s", True)
        it.studio.activities.emit(Activity("export", "Exporting one.wav", 0.5, lambda: None))
        assert not status_view(
            it.studio, it.presenter.panels.status.activities, PlaybackView("playing", seam=seam)
        ).accent
        it.studio.activities.emit(Activity("export", ""))
        it.window.status.show_status(heard)
        assert it.window.status.doing.property("look") == "accent"
        it.window.status.show_status(status_view(it.studio, (), PlaybackView()))
        assert it.window.status.doing.property("look") == "second"

    in_window(body)
