# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of media keys: what the transport shows, as a media player that the desktop shows and works."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from studio.app.hearing.hearing import Hearing
from studio.app.hearing.sound import Sound
from studio.app.keeping.settings import LISTENING_SPEEDS
from studio.app.playback.places import chapter_starts
from studio.app.projects.previewing import Deck, Previewing
from studio.app.projects.projects import Projects
from studio.core.cast import name_of
from studio.core.observe import Signal
from studio.core.project import Paragraph, Project

Status = Literal["Playing", "Paused", "Stopped"]
LOOK_S = 0.5
"""How often the place is looked at while something is heard."""
_JUMP_S = 0.75
_STATUS: dict[str, Status] = {"playing": "Playing", "waiting": "Playing", "paused": "Paused"}


@dataclass(frozen=True, slots=True)
class MediaView:
    """What is told of the transport.

    Attributes:
        title: Of the project.
        chapter, number: Title and number (from 1) of the chapter that is heard; "" and 0 without chapters.
        speakers: Who reads, as far as they have names.
        length_s: Of the whole, estimated as far as it is not rendered; in whole seconds.
        loops: Whether a stretch is heard again and again.
        playable: Whether it can be played.
    """

    status: Status = "Stopped"
    title: str = ""
    chapter: str = ""
    number: int = 0
    speakers: tuple[str, ...] = ()
    length_s: int = 0
    volume: float = 1.0
    speed: float = 1.0
    loops: bool = False
    playable: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desktop may ask of the window."""

    raise_window: Callable[[], object]
    quit_program: Callable[[], object]


class MediaPlayer:
    """Shows and works what the transport shows.

    Args:
        own: Hears the open project.
        previewing: Has what the transport shows.
        projects: Has the open project's name.
        sound: Volume and listening speed.
        clock: Monotonic, in seconds.

    Attributes:
        changed: Emits the view when it has changed.
        jumped: Emits the place, in seconds, when it is another one than playing would have led to.
    """

    def __init__(
        self,
        own: Deck,
        previewing: Previewing,
        projects: Projects,
        sound: Sound,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._own = own
        self._previewing = previewing
        self._projects = projects
        self._sound = sound
        self._clock = clock
        self._last = MediaView()
        self._place = 0.0, 0.0, 1.0
        self._chapters: tuple[tuple[Paragraph, ...], Sequence[int], list[str]] | None = None
        self.changed: Signal[MediaView] = Signal()
        self.jumped: Signal[float] = Signal()

    @property
    def followed(self) -> tuple[Signal[Any], ...]:
        """Signals of what the view may have changed by, besides the time."""
        own = self._own
        rooms = self._previewing, self._projects, self._sound
        return own.hearing.changed, own.overview.changed, *(each.changed for each in rooms)

    # --- what there is

    def view(self) -> MediaView:
        deck = self._previewing.deck
        project, hearing = deck.project, deck.hearing
        heard = hearing.view()
        chapter, number = self._chapter(project, hearing.here)
        own = deck is self._own
        path = self._projects.path if own else self._previewing.path
        return MediaView(
            status=_STATUS.get(self._previewing.phase, "Stopped"),
            title=project.title or (path.stem if path is not None else ""),
            chapter=chapter,
            number=number,
            speakers=tuple(name_of(each) for each in project.cast) if len(project.cast) > 1 else (),
            length_s=round(deck.overview.total_s),
            volume=round(self._sound.player.volume, 2),
            speed=self._sound.player.speed,
            loops=heard.loops,
            playable=hearing.active or not hearing.play_blocker(),
        )

    @property
    def at_s(self) -> float:
        """The place in the whole, in seconds."""
        return self._previewing.deck.hearing.view().elapsed_s

    def look(self) -> bool:
        """Tell what has changed since the last look; whether something is heard, so that it should be looked again
        soon."""
        view = self.view()
        if view != self._last:
            self._last = view
            self.changed.emit(view)
        at_s, now_s = self.at_s, self._clock()
        before_s, seen_s, pace = self._place
        self._place = at_s, now_s, view.speed if view.status == "Playing" else 0.0
        if abs(at_s - (before_s + (now_s - seen_s) * pace)) > _JUMP_S and not before_s <= at_s <= before_s + _JUMP_S:
            self.jumped.emit(at_s)
        return view.status == "Playing"

    def _chapter(self, project: Project, here: int) -> tuple[str, int]:
        """Title and number of the chapter that holds character *here*; "" and 0 for none."""
        if self._chapters is None or self._chapters[0] is not project.paragraphs:
            heads = [each.text for each in project.paragraphs if each.kind == "heading" and each.level == 1]
            self._chapters = project.paragraphs, chapter_starts(project), heads
        _paragraphs, starts, heads = self._chapters
        number = bisect_right(starts, here)
        return (heads[number - 1].strip(), number) if number else ("", 0)

    # --- what it does

    def play(self) -> None:
        """Play, unless it does."""
        if _STATUS.get(self._previewing.phase) != "Playing":
            self._previewing.play_or_pause()

    def pause(self) -> None:
        if _STATUS.get(self._previewing.phase) == "Playing":
            self._previewing.play_or_pause()

    def play_or_pause(self) -> None:
        self._previewing.play_or_pause()

    def stop(self) -> None:
        self._previewing.stop()

    def forward(self) -> None:
        """Go to the next paragraph."""
        self._previewing.work(Hearing.step_forward_paragraph)

    def back(self) -> None:
        """Go to the begin of the paragraph or, near that, of the one before."""
        self._previewing.work(Hearing.step_back_paragraph)

    def seek_s(self, at_s: float) -> None:
        """Go to a place of the whole; behind its end to the last word."""
        total_s = self._previewing.deck.overview.total_s
        self._previewing.work(lambda hearing: hearing.seek_s(max(0.0, min(at_s, total_s - 0.1))))

    def set_volume(self, volume: float) -> None:
        self._sound.set_volume(max(0.0, min(1.0, volume)))

    def set_speed(self, speed: float) -> None:
        """Listen so many times as fast, at the nearest speed there is; pause for 0."""
        if speed <= 0:
            self.pause()
        else:
            self._sound.set_listening_speed(min(LISTENING_SPEEDS, key=lambda each: abs(each - speed)))

    def loop(self, on: bool) -> None:
        """Hear the sentence again and again, or go on behind it."""

        def act(hearing: Hearing) -> None:
            if on and hearing.looped is None:
                hearing.loop_sentence(hearing.here)
            elif not on and hearing.looped is not None:
                hearing.end_loop()

        self._previewing.work(act)
