# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the map of voices and the studio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from studio.app.design.design import shares_of
from studio.app.playback.view import PlaybackView
from studio.app.studio import Studio
from studio.app.takes.sentences import sentence_after, sentence_start
from studio.app.voices.voice_map import Place, Placed, load_voice_map, mix_at, place_of_mix
from studio.core.voices import Voice
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.theme import Theme
from studio.ui.voices.map.panel import VoiceMapPanel
from studio.ui.voices.map.point import Ghost
from studio.ui.voices.map.sentence import SentenceShown
from studio.ui.voices.map.shown import Marking, group_hues, legend_entries
from studio.ui.voices.map.view import MapView


@dataclass(frozen=True, slots=True)
class _Put:
    """Where the person has put the point, and the shares that this made."""

    speaker_id: str
    shares: Mapping[str, float]
    place: Place


class VoiceMapPresenter(Following):
    """Shows all voices by likeness, and the shown speaker's design among them.

    Args:
        panel: The map.
        studio: The studio.
        theme: The colours.
    """

    def __init__(self, panel: VoiceMapPanel, studio: Studio, theme: Theme) -> None:
        super().__init__(panel)
        self._panel = panel
        self._studio = studio
        self._theme = theme
        self._map = load_voice_map()
        self._voices: tuple[Voice, ...] = ()
        self._places: dict[str, Place] = {}
        self._view = MapView()
        self._offered: Placed | None = None
        self._hues: Mapping[str, str] = {}
        self._speak: frozenset[str] = frozenset()
        self._marking = Marking((), {}, self._map, theme)
        self._put: _Put | None = None
        self._sentence: tuple[object, ...] = ()
        self._begin = 0
        self._shown = SentenceShown()
        view, card = panel.view, panel.card
        connect(view.point_moved, self._move_point)
        connect(view.held, studio.designing.hold)
        connect(panel.filtered, self._show_marks)
        connect(theme.changed, self._mark_anew)
        for asks in (view, card):
            connect(asks.listen_requested, self._listen)
            connect(asks.add_requested, studio.designing.add_to_mix)
        self.follow(studio.editing.changed, lambda _project: self._show_design())
        self.follow(studio.speakers.shown_changed, lambda _none: self._show_design())
        self.follow(studio.voices.changed, lambda _voices: self.show_all())

    def show_all(self) -> None:
        """Show everything as it is now."""
        self._voices = tuple(self._studio.voices.all)
        self._places = self._map.places(self._voices)
        self._mark_anew()

    def show_frame(self, view: PlaybackView) -> None:
        """Show the sentence that is heard in *view*, or at which playing goes on."""
        if self._panel.isVisible():
            self._panel.sentence.show_sentence(self._sentence_of(view))

    @called_by_qt
    def _listen(self, voice_id: str) -> None:
        self._studio.auditioning.voice(voice_id)

    @called_by_qt
    def _mark_anew(self) -> None:
        self._hues = group_hues(self._map, self._theme)
        self._panel.legend.show_entries(legend_entries(self._voices, self._map, self._hues))
        self._marking = Marking(self._voices, self._places, self._map, self._theme)
        self._speak = frozenset(voice.id for voice in self._voices if voice.available)
        self._show_marks()

    @called_by_qt
    def _show_marks(self) -> None:
        off = self._panel.legend.off
        words = self._panel.search.text()
        marks = self._marking.marks(off, words)
        self._view = MapView(marks=marks, hues=self._hues, off=frozenset(off))
        self._offered = None
        own = sum(voice.own for voice in self._voices)
        stock = len(self._voices) - own
        count = f"{stock} and {own} of yours" if own else str(stock)
        missing = len(self._voices) - len(marks)
        self._panel.show_voices(self._voices, count, missing, self._studio.designing.mix_blocker())
        self._show_design()

    def _show_design(self) -> None:
        designing, speaker = self._studio.designing, self._studio.speakers.shown
        mix = shares_of(designing.shown_design)
        place = place_of_mix(designing.shown_design.mix, self._places)
        put = self._put
        if put is not None and put.speaker_id == speaker.id and _same(put.shares, mix):
            place = put.place
        ghost = None
        if designing.differs and speaker.alternate is not None:
            other = place_of_mix(designing.spoken(speaker.alternate).mix, self._places)
            if other is not None and other != place:
                ghost = Ghost("A" if designing.letter == "B" else "B", other)
        view = self._view
        self._view = MapView(view.marks, mix, place, ghost, view.hues, view.off, self._movable)
        self._panel.view.show_view(self._view)

    @property
    def _movable(self) -> bool:
        status = self._studio.engine.state.status
        return status is not None and not status.mixing_unavailable_reason

    @called_by_qt
    def _move_point(self, x: float, y: float, keep: bool) -> None:
        """Give the weights to the nearest voices, or to those of the mix."""
        mixed = {each: self._places[each] for each in self._view.mix if each in self._places}
        if keep and mixed:
            among = mixed
        else:
            if self._offered is None:
                offered = (mark for mark in self._view.marks if not mark.off and mark.voice_id in self._speak)
                self._offered = Placed({mark.voice_id: mark.place for mark in offered})
            among = {each: self._offered.places[each] for each in self._offered.nearest((x, y))}
        shares = mix_at((x, y), among)
        if not shares:
            return
        self._put = _Put(self._studio.speakers.shown.id, shares, (x, y))
        self._studio.designing.set_mix(shares)

    def _sentence_of(self, view: PlaybackView) -> SentenceShown:
        studio = self._studio
        project, here = studio.editing.project, studio.hearing.here
        row = studio.counting.row_at(here)
        start = studio.counting.start_of(row)
        paragraph, speaker = project.paragraphs[row], studio.speakers.reader_of(row)
        begin = sentence_start(paragraph.text, here - start)
        if (paragraph, speaker, begin) != self._sentence:
            self._sentence, self._begin = (paragraph, speaker, begin), begin
            end = sentence_after(paragraph.text, here - start)
            self._shown = SentenceShown(
                speaker.id, speaker.name, studio.speakers.hue(speaker), paragraph.text[begin:end].rstrip()
            )
        word = view.word
        if word is None or view.audition_voice_id:
            return self._shown
        begin = start + self._begin
        last = len(self._shown.text)
        at = max(word.start - begin, 0), max(min(word.end - begin, last), 0)
        return replace(self._shown, word=at)


def _same(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    return one.keys() == other.keys() and all(abs(share - other[each]) < 1e-6 for each, share in one.items())
