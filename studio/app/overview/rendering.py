# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of rendering ahead: what is not rendered or has changed, at the person's wish or quietly while idle."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from studio.app.design.casting import Reader
from studio.app.keeping.preferences import Preferences
from studio.app.link.engine_link import EngineLink
from studio.app.overview.render_words import place_words, span_words
from studio.app.playback.playback import Playback
from studio.app.takes.in_use import FITTING
from studio.app.takes.renderer import Renderer
from studio.app.work.state import Activity, Notice
from studio.app.work.waiting import until
from studio.app.work.work import Work
from studio.core.errors import StudioError
from studio.core.observe import Signal
from studio.core.project import Paragraph, Project, VoiceDesign
from studio.core.splits import spans_in
from studio.core.timeline import ALL_WORDS, WordRange
from studio.project.edits import paragraph_at

KEY = "rendering"


@dataclass(slots=True)
class _Run:
    """A run that was asked for: paragraphs done and to do, and when it began."""

    done: int = 0
    words: int = 0
    began_s: float = 0.0


class Rendering:
    """Renders paragraphs one after the other, from the one that is heard next on. Playing goes first: while it renders
    what is heard, nothing else is rendered.

    Args:
        present: Gives the text and the designs in which it is read; None before voices are known.
        link: Tells when the engine can speak.
        playback: Has the place, and tells when it renders.
        renderer: Renders paragraphs, and knows what is rendered.
        preferences: Tell whether it renders while idle.
        work: Owner of the tasks.
        clock: Monotonic seconds.

    Attributes:
        changed: Emits when a run begins, pauses or ends.
        paused: Whether the run waits until it is resumed.
        left_s: About how many seconds the run will take from now on; None while that is not known.
    """

    def __init__(
        self,
        present: Callable[[], tuple[Project, Reader] | None],
        link: EngineLink,
        playback: Playback,
        renderer: Renderer,
        preferences: Preferences,
        work: Work,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._present = present
        self._link = link
        self._playback = playback
        self._playing: list[Playback] = []
        self._renderer = renderer
        self._preferences = preferences
        self._work = work
        self._clock = clock
        self._run: _Run | None = None
        self._loop: asyncio.Task[None] | None = None
        self._look_again = False
        self._now: asyncio.Task[None] | None = None
        self._readings: set[asyncio.Task[None]] = set()
        self._failed: set[Paragraph] = set()
        self._first: tuple[str, ...] = ()
        self._keep_paused: Callable[[bool], object] = lambda _paused: None
        self.paused = False
        self.left_s: float | None = None
        self.changed: Signal[None] = Signal()
        self.make_way_for(playback)
        preferences.changed.connect(self.look)
        link.changed.connect(self.look)

    def make_way_for(self, playback: Playback) -> None:
        """Render nothing while *playback*, which may play another project, renders."""
        self._playing.append(playback)
        playback.begins.connect(self._make_way)
        # What is done quietly goes on when playing has ended.
        playback.changed.connect(self.look)

    @property
    def active(self) -> bool:
        """Whether a run that was asked for is not at its end."""
        return self._run is not None

    def pending(self) -> int:
        """Number of paragraphs that are not rendered, or have changed since."""
        return sum(1 for _ in self._pending())

    def render_changed(self) -> None:
        """Render what is not rendered or has changed."""
        if self._run is not None:
            if self.paused:
                self.pause_or_resume()
            return
        self._failed.clear()
        self._begin_run()

    def begin(self, paused: bool, keep_paused: Callable[[bool], object]) -> None:
        """Begin as the program was closed.

        Args:
            paused: Whether a run was paused then; it still is.
            keep_paused: Told whether one is, to be known at the next start.
        """
        self._keep_paused = keep_paused
        if paused:
            self._run = _Run(began_s=self._clock())
            self.paused = True
            self._tell_progress("Rendering is paused")
            self.changed.emit(None)

    @property
    def failed(self) -> frozenset[str]:
        """Ids of paragraphs that could not be rendered, and have not changed since."""
        present = self._present() if self._failed else None
        return frozenset(each.id for each in present[0].paragraphs if each in self._failed) if present else frozenset()

    def render_first(self, paragraphs: Sequence[str]) -> None:
        """Render the paragraphs of those ids before all others, also where that has failed."""
        self._first = tuple(paragraphs)
        self._failed = {each for each in self._failed if each.id not in self._first}
        self.changed.emit(None)
        if self._run is None:
            self._begin_run()
        elif self.paused:
            self.pause_or_resume()

    def _begin_run(self) -> None:
        self._work.notices.withdraw(KEY)
        if self.pending():
            self._run = _Run(began_s=self._clock())
            self._pause(False)
            self.changed.emit(None)
            self.look()

    def another_reading(self, paragraph: Paragraph, start: int = 0, end: int | None = None) -> None:
        """Read *paragraph* another time, otherwise; the new take is heard from then on.

        Args:
            start, end: Characters of which the words alone are read anew, if the paragraph is rendered; None for its
                end.
        """

        async def render() -> None:
            present, status = self._present(), self._link.state.status
            client = self._link.client
            assert present is not None  # the engine is ready
            assert status is not None
            design = present[1](paragraph)
            spoken = next((each for each in present[0].paragraphs if each.id == paragraph.id), paragraph)
            words = _words_in(paragraph, design, start, len(paragraph.text) if end is None else end)
            await self._renderer.another_reading(client, spoken, design, status, self._link.again, words)

        reading = self._work.begin("another reading", render())
        self._readings.add(reading)
        reading.add_done_callback(self._readings.discard)

    def pause_or_resume(self) -> None:
        """Pause the run, or let it go on."""
        if self._run is None:
            return
        self._pause(not self.paused)
        self._run.began_s, self._run.words = self._clock(), 0
        if self.paused:
            self._stop_now()
            self._tell_progress("Rendering is paused")
        else:
            # What is played may be rendered first.
            self._tell_progress()
        self.changed.emit(None)
        self.look()

    def leave(self, _none: None = None) -> None:
        """End all rendering, as another project is opened."""
        self.cancel()
        self._stop_now()
        for reading in self._readings:
            reading.cancel()

    def cancel(self) -> None:
        """End the run; what is rendered stays."""
        if self._run is not None:
            self._run = None
            self._stop_now()
            self._end()

    def _pending(self) -> Iterator[Paragraph]:
        """Paragraphs to render, from the one heard next on."""
        present, status = self._present(), self._link.state.status
        if present is None:
            return
        project, reader = present
        engine = status.engine if status is not None else ""
        here, _ = paragraph_at(project, min(self._playback.here, max(len(project.text), 0)))
        rows = (*project.paragraphs[here:], *project.paragraphs[:here])
        if self._first:
            first = set(self._first)
            rows = (
                *(each for each in project.paragraphs if each.id in first),
                *(each for each in rows if each.id not in first),
            )
        for paragraph in rows:
            if not paragraph.is_read or paragraph in self._failed:
                continue
            # One of which another reading is made meanwhile is rendered.
            kept = self._renderer.kept(paragraph, reader(paragraph), engine, readings=False)
            if kept is None or kept[1] not in FITTING or not kept[0].complete:
                yield paragraph

    @property
    def _wanted(self) -> bool:
        quietly = self._preferences.now.render_ahead and not any(each.active for each in self._playing)
        return not self.paused and (self._run is not None or quietly)

    def look(self, _changed: object = None) -> None:
        """Begin to render if that is wanted and possible, such as after the text has changed."""
        if self._loop is not None:
            self._look_again = True
        elif self._wanted and self._link.ready:
            self._loop = self._work.tasks.spawn(KEY, self._go_on())
            self._loop.add_done_callback(self._looked)

    def _looked(self, task: asyncio.Task[None]) -> None:
        self._loop, again, self._look_again = None, self._look_again, False
        if task.cancelled() or task.exception() is not None:
            return
        if self._run is not None or again:
            # It was asked for, or something was written, when the task had come to its end.
            self.look()

    def _undisturbed(self) -> bool:
        return not any(each.rendering for each in self._playing)

    def _make_way(self, _none: None) -> None:
        self._stop_now()

    def _stop_now(self) -> None:
        if self._now is not None:
            self._now.cancel()

    async def _go_on(self) -> None:
        # Other changes of the same moment come first.
        await asyncio.sleep(0)
        while self._wanted and self._link.ready and self._present() is not None:
            if not self._undisturbed():
                await until(self._undisturbed, *(each.rendered for each in self._playing))
                # The run may have been paused meanwhile, or the engine lost.
                continue
            self._look_again = False
            paragraph = next(self._pending(), None)
            if paragraph is None:
                break
            self._tell_progress()
            self._now = self._work.tasks.spawn("render a paragraph", self._render(paragraph))
            await asyncio.wait({self._now})
            self._now = None
        if self._run is not None and not self.paused and self._link.ready:
            self._run = None
            self._end()

    async def _render(self, paragraph: Paragraph) -> None:
        status, present = self._link.state.status, self._present()
        # The engine is ready.
        assert status is not None
        assert present is not None
        design = present[1](paragraph)
        take = self._renderer.paragraph_take(paragraph, design, status.engine, status.sample_rate_hz)
        try:
            client = self._link.client
            await self._renderer.render_paragraph(
                client, take, paragraph, design, status.engine, again=self._link.again
            )
        except StudioError as error:
            self._failed.add(paragraph)
            self.changed.emit(None)
            if self._run is not None:
                text = f"A paragraph was not rendered. {error.user_text}"
                self._work.notices.emit(Notice(KEY, text, "error", self.render_changed, "Try again"))
            return
        if self._run is not None:
            self._run.done += 1
            self._run.words += len(take.words)

    def _tell_progress(self, text: str = "") -> None:
        run = self._run
        if run is None:
            return
        rest = list(self._pending())
        total = run.done + len(rest)
        spent_s = self._clock() - run.began_s
        left = ""
        if run.words and spent_s > 1:
            self.left_s = sum(len(each.text.split()) for each in rest) * spent_s / run.words
            left = f" · about {span_words(self.left_s)} left"
        present = self._present()
        if not text and present is not None and rest:
            text = f"Rendering {place_words(present[0], rest[0].id, run.done, total)}{left}"
        self._work.activities.emit(Activity(KEY, text, run.done / max(total, 1), self.cancel))

    def _pause(self, paused: bool) -> None:
        self.left_s = None
        if paused != self.paused:
            self.paused = paused
            self._keep_paused(paused)

    def _end(self) -> None:
        self._pause(False)
        self._first = ()
        self._work.activities.emit(Activity(KEY, ""))
        self.changed.emit(None)


def _words_in(paragraph: Paragraph, design: VoiceDesign, start: int, end: int) -> WordRange:
    """The words of which a part is between those characters; all where none is."""
    spans = spans_in(paragraph, design)
    inside = [number for number, span in enumerate(spans) if span.end > start and span.start < end]
    if not inside or len(inside) == len(spans):
        return ALL_WORDS
    return WordRange(inside[0], None if inside[-1] == len(spans) - 1 else inside[-1] + 1)
