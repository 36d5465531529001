# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the browser's speakers and the studio."""

from __future__ import annotations

from studio.app.studio import Studio
from studio.core.cast import name_of
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.transport.clock import clock
from studio.ui.voices.model import CastRow
from studio.ui.voices.panel import VoicesPanel


class CastPresenter(Following):
    """Shows the cast with lines, length and language, and does what is asked for in its rows."""

    def __init__(self, panel: VoicesPanel, studio: Studio) -> None:
        super().__init__(panel)
        self._panel = panel
        self._studio = studio
        connect(panel.speaker_asked, self._asked)
        connect(panel.add_speaker_requested, self.add)
        self.follow(studio.overview.changed, lambda _none: self.show_all())
        self.follow(studio.editing.changed, lambda _project: self._show_names())

    def show_all(self) -> None:
        """Show everything as it is now."""
        self._panel.show_cast(cast_of(self._studio))

    @called_by_qt
    def add(self) -> None:
        """Add a speaker, and let the person name it in its row."""
        speaker_id = self._studio.speakers.add()
        if speaker_id:
            self.show_all()
            self._panel.begin_rename_speaker(speaker_id)

    def _show_names(self) -> None:
        """Show a changed cast at once, also while the overview of a long text takes its time."""
        shown = {row.speaker_id: row.name for row in self._panel.cast}
        speakers = self._studio.speakers
        if shown != ({each.id: name_of(each) for each in speakers.all} if speakers.several else {}):
            self.show_all()

    @called_by_qt
    def _asked(self, what: str, speaker_id: str, value: str) -> None:
        speakers = self._studio.speakers
        if what == "show":
            speakers.show(speaker_id)
        elif what == "hear":
            self._studio.auditioning.speaker(speakers.of(speaker_id))
        elif what == "rename":
            speakers.rename(speaker_id, value)
        elif what == "hue":
            speakers.recolour(speaker_id, value)
        elif what == "merge":
            speakers.merge(speaker_id, value)
        else:
            speakers.remove(speaker_id, value)


def cast_of(studio: Studio) -> tuple[CastRow, ...]:
    """The cast as it is shown; none where one alone reads."""
    speakers = studio.speakers
    if not speakers.several:
        return ()
    rows = []
    for speaker in speakers.all:
        count, seconds = studio.overview.read_by(speaker.id)
        said = f"{count:,} {'line' if count == 1 else 'lines'}".replace(",", "\u202f")
        length = clock(seconds, tenths=False) if count else ""
        language = studio.designing.spoken(speaker.design).language
        about = " · ".join(part for part in (said, length, language) if part)
        rows.append(CastRow(speaker.id, name_of(speaker), speakers.hue(speaker), count, about))
    return tuple(rows)
