# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest

from studio.app.work.state import Activity, Notice
from studio.export.formats import EXPORTERS
from tests.support.announcements import announcements
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def test_what_happens_is_announced(in_window: InWindow, tmp_path: Path) -> None:
    async def body(it: Open) -> None:
        able = [voice for voice in it.studio.voices.all if voice.available]
        with announcements() as heard:

            async def announced(text: str) -> None:
                await it.until(lambda: text in heard, f"{text!r} is announced, not only {heard}")

            it.studio.designing.choose_voice(able[1].id)
            await announced(f"Voice: {able[1].name}")
            it.studio.designing.add_to_mix(able[0].id)
            await announced(f"Mix: {able[1].name} and {able[0].name}")
            it.studio.designing.set_share(able[0].id, 0.3)
            it.studio.hearing.play_all()
            await announced("Playing")
            await it.until(lambda: it.studio.hearing.view().word is not None, "heard")
            it.studio.hearing.play_or_pause()
            await announced("Paused")
            it.studio.hearing.stop()
            await announced("Stopped")
            it.studio.hearing.audition(able[1].id)
            await announced(f"Reading a sample of {able[1].name}")
            it.studio.hearing.stop()
            it.studio.editing.replace_text("One line, " * 100)
            it.studio.exporting.export(tmp_path / "story.wav", EXPORTERS[0].format())
            await it.until(
                lambda: any(text.startswith("Exported") and "story.wav" in text for text in heard), "the export's end"
            )
            it.studio.speakers.add("Ida")
            it.studio.designing.choose_voice(able[3].id)
            await announced(f"Voice: {able[3].name}")
            it.studio.auditioning.speaker(it.studio.speakers.shown)
            await announced("Ida reads this sentence")
            it.studio.hearing.stop()
            it.studio.speakers.show("narrator")
            it.presenter.panels.manuscript.speakers.give(2)
            await announced("Ida reads it")
            it.studio.notices.emit(Notice("x", "The disk is full.", "error"))
            await announced("! The disk is full.")
            it.studio.notices.emit(Notice("x", ""))
            for work in ("Fetching", "Preparing", "", "Fetching"):
                it.studio.activities.emit(Activity("model", work))
            it.studio.activities.emit(Activity("model", ""))
            assert [text for text in heard if text in ("Fetching", "Preparing")] == ["Fetching", "Fetching"]
            said = [text for text in heard if text.startswith(("Voice", "Mix"))]
            # Neither another speaker who is shown nor one that is made is another voice.
            assert said == [
                f"Voice: {able[1].name}",
                f"Mix: {able[1].name} and {able[0].name}",
                f"Voice: {able[3].name}",
            ]
            assert "" not in heard

    in_window(body)
