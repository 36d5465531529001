# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of comparing: two takes of a paragraph, heard in turn at the same place and at equal loudness."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from studio.app.link.engine_link import EngineLink
from studio.app.playback.playback import Playback
from studio.app.takes.comparison import Comparison, loudness_of
from studio.app.takes.playlist import PlaylistItem
from studio.app.takes.takes import LiveTake
from studio.app.takes.taking import Taking
from studio.app.text.editing import Editing
from studio.app.voices.designing import Designing
from studio.app.work.state import Notice
from studio.app.work.work import Work
from studio.core.project import Paragraph
from studio.core.splits import spans_in
from studio.core.takes import Take
from studio.core.timeline import WordSpan
from studio.project.edits import paragraph_at

_ONE = "There is nothing to compare: this paragraph has one take only, or none."


class Comparing:
    """Compares takes.

    Args:
        playback: Plays.
        editing: Has the paragraphs.
        designing: Has the design by which the take in use is found.
        link: Tells the engine by which it is found.
        taking: Has the takes.
        work: Reports failures.
        matches: Tells whether both are to be equally loud.
    """

    def __init__(
        self,
        playback: Playback,
        editing: Editing,
        designing: Designing,
        link: EngineLink,
        taking: Taking,
        work: Work,
        matches: Callable[[], bool] = lambda: True,
    ) -> None:
        self._matches = matches
        self._playback = playback
        self._editing = editing
        self._designing = designing
        self._link = link
        self._taking = taking
        self._work = work
        self._compared: tuple[Take, ...] = ()
        self._matched = True

    def compare_or_switch(self, position: int) -> None:
        """Go on in the other take while two are compared; otherwise compare, from character *position* on, the take in
        use with the one made before it."""
        if self.active:
            self._playback.switch()
            self._tell()
            return
        index, inside = paragraph_at(self._editing.project, position)
        paragraph = self._editing.project.paragraphs[index]
        takes = self._taking.takes_of(paragraph)
        status = self._link.state.status
        engine = status.engine if status is not None else ""
        used = self._taking.in_use(paragraph, self._designing.reader()(paragraph), engine)
        if used is None or len(takes) < 2:
            self._work.notices.emit(Notice("compare", _ONE, "info"))
            return
        number = takes.index(used.take)
        self.compare(paragraph, used.take, takes[number - 1] if number else takes[1], inside)

    @property
    def active(self) -> bool:
        """Whether two takes are compared."""
        return self._chosen is not None

    @property
    def _chosen(self) -> int | None:
        # Others have takes heard in turn too, which are no part of the transcript.
        return self._playback.compared if self._playback.reading else None

    def take(self, number: int) -> Take | None:
        """The first or second take while two are compared; None otherwise."""
        return self._compared[number] if self.active else None

    def switch_to(self, take: Take) -> bool:
        """Go on in *take*, if it is one of two that are compared; whether it is."""
        chosen = self._chosen
        if chosen is None or take.id not in {each.id for each in self._compared}:
            return False
        if self._compared[chosen].id != take.id:
            self._playback.switch()
            self._tell()
        return True

    def compare(self, paragraph: Paragraph, first: Take, second: Take, inside: int = 0) -> None:
        """Compare two takes of *paragraph*, from its character *inside* on and beginning with *first*."""
        wish = self._playback.wish()

        async def begin() -> None:
            one = await self._item(paragraph, first)
            # Another engine may have made it.
            other = await self._item(paragraph, second, one.take.sample_rate_hz) if one is not None else None
            if one is None or other is None:
                return  # the notice about the lost recording says it
            loop = asyncio.get_running_loop()
            lufs = [await loop.run_in_executor(None, loudness_of, item.take) for item in (one, other)]
            kept = any(each.id == paragraph.id for each in self._editing.project.paragraphs)
            if self._playback.wishes != wish or not kept:
                return  # something else was asked for meanwhile, or it was removed
            self._matched = self._matches()
            comparison = Comparison(one, other, (lufs[0], lufs[1]) if self._matched else (0.0, 0.0))
            self._compared = first, second
            self._playback.compare(comparison, self._designing.spoken_project, self._designing.spoken_design, inside)
            self._tell()

        self._work.begin("compare takes", begin())

    async def _item(self, paragraph: Paragraph, take: Take, rate_hz: int = 0) -> PlaylistItem | None:
        """The whole of *paragraph* by *take*, at *rate_hz* (0 for its own), with its words if the take says the present
        ones."""
        live: LiveTake | None = self._taking.sounds.to_play(take, rate_hz)
        if live is None or not (live.complete or await self._taking.sounds.fill(live)):
            return None
        return PlaylistItem(paragraph, 0, self._spans(paragraph, take, live), live)

    def _spans(self, paragraph: Paragraph, take: Take, live: LiveTake) -> tuple[WordSpan, ...]:
        paragraph = self._designing.spoken_paragraph(paragraph)
        if take.script != paragraph.script:
            return ()
        # A take does not tell how it was split: its words do, by their number.
        now = spans_in(paragraph, self._designing.reader()(paragraph))
        return now if len(now) == len(live.words) else spans_in(paragraph, take.design)

    def _tell(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        take = self._compared[chosen]
        paragraph = next((each for each in self._editing.project.paragraphs if each.id == take.paragraph), None)
        takes = self._taking.takes_of(paragraph) if paragraph is not None else ()
        number = next((number for number, each in enumerate(takes, 1) if each.id == take.id), 0)
        levels = "with levels matched" if self._matched else "as loud as it is"
        text = f"Take {number} of {len(takes)} is heard, {levels}. Compare again to hear the other one."
        self._work.notices.emit(Notice("compare", text, "info", holds=lambda: self._chosen == chosen))
