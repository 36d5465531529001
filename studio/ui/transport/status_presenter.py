# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the status bar and the studio: engine, voices, and work in progress."""

from __future__ import annotations

from collections.abc import Sequence

from studio.app.playback.view import CLIP_AND_VOICE, TAKE, PlaybackView
from studio.app.studio import Studio
from studio.app.takes.part import OverviewPart
from studio.app.work.state import Activity
from studio.core.engines import kind_of
from studio.ui.following import Following
from studio.ui.manuscript.finding.find_words import found_words
from studio.ui.transport.clock import clock
from studio.ui.transport.status import Cancel, StatusBar, StatusView


class StatusPresenter(Following):
    """Shows the engine's state, and long work until it has ended."""

    def __init__(self, bar: StatusBar, studio: Studio) -> None:
        super().__init__(bar)
        self._bar = bar
        self._studio = studio
        self._activities: dict[str, Activity] = {}
        self._view = PlaybackView()
        self._hint = ""
        self._place = ""
        self.follow(studio.engine.changed, lambda _state: self.show_all())
        self.follow(studio.voices.changed, lambda _voices: self.show_all())
        self.follow(studio.overview.changed, lambda _none: self.show_all())
        self.follow(studio.previewing.changed, lambda _none: self.show_all())
        self.follow(studio.finding.changed, lambda _none: self.show_all())
        self.follow(studio.activities, self._show_activity)

    @property
    def activities(self) -> tuple[Activity, ...]:
        """Long work in progress, in the order of its begin."""
        return tuple(self._activities.values())

    def show_all(self) -> None:
        """Show everything as it is now."""
        self._bar.show_status(status_view(self._studio, self.activities, self._view, self._hint, self._place))

    def show_hint(self, text: str) -> None:
        """Show in place of work what an open control would do; "" for nothing."""
        if text != self._hint:
            self._hint = text
            self.show_all()

    def show_place(self, words: str) -> None:
        """Tell *words* about where the caret is, while there is nothing else to tell."""
        if words != self._place:
            self._place = words
            self.show_all()

    def show_frame(self, view: PlaybackView) -> None:
        """Show the work in *view*, a moment of playing."""
        before, self._view = self._view, view
        if _told_of(view) != _told_of(before):
            self.show_all()

    def _show_activity(self, activity: Activity) -> None:
        if activity.text:
            self._activities[activity.key] = activity  # a known one keeps its place
        else:
            self._activities.pop(activity.key, None)
        self.show_all()


def status_view(
    studio: Studio, activities: Sequence[Activity], playback: PlaybackView, hint: str = "", place: str = ""
) -> StatusView:
    """The view of the status bar: engine and voices on the left; on the right work or, without any, *place*."""
    engine = studio.engine.state
    words = {"starting": "starting", "restarting": "starting again", "failed": "not running", "ready": "ready"}
    said = ["Local engine", words[engine.phase]]
    if engine.status is not None and engine.ready:
        kind = kind_of(engine.status.engine)
        said.append(engine.status.engine if kind is None else kind.title)
        count = studio.voices.able
        if count:
            said.append(f"{count} voices" if count != 1 else "1 voice")
    mark = "ready" if engine.ready else "failed" if engine.phase == "failed" else "starting"
    doing, fraction = place or "Everything runs on this computer", None
    cancels: tuple[Cancel, ...] = ()
    tuned = _tuned(playback)
    deck, previewed = studio.previewing.deck, studio.previewing.path
    rendering = _rendering(deck.overview.parts)
    if hint:
        doing = hint
    elif activities:
        doing, fraction = _doing(activities)
        cancels = tuple(Cancel(each.text, each.cancel) for each in activities if each.cancel is not None)
    elif tuned:
        doing = tuned
    elif playback.audition_voice_id == TAKE + CLIP_AND_VOICE:
        matched = studio.preferences.now.match_levels
        doing = "Playing clip and voice in turn" + ("  ·  at the same loudness" if matched else "")
    elif found := found_words(studio.finding):
        doing = found
    elif playback.phase != "stopped" and not playback.audition_voice_id and rendering is not None:
        doing, fraction = rendering
    elif previewed is not None:
        name = deck.project.title or previewed.stem
        view = deck.hearing.view()
        doing = name if view.phase != "stopped" else f"{name}  ·  at {clock(view.elapsed_s)}"
    return StatusView(mark, "  ·  ".join(said), doing, fraction, cancels, bool(tuned) and not activities)  # type: ignore[arg-type]


def _told_of(view: PlaybackView) -> tuple[object, ...]:
    return view.phase, view.audition_voice_id, view.tuning, view.seam, view.loops


def _tuned(view: PlaybackView) -> str:
    """What is read again and again; where a changed design is heard, and how soon after the change; "" for neither."""
    said = ["Looping"] if view.loops else []
    if view.tuning:
        said.append(f"heard at the next {view.tuning}")
    elif view.seam is not None:
        said += [f"heard at the next {view.seam.at}", f"{view.seam.took_s:.1f} s"]
    return "  ·  ".join(said)


def _doing(activities: Sequence[Activity]) -> tuple[str, float | None]:
    """Text and progress of the work shown, with the number of further works."""
    shown = next((each for each in activities if not each.waiting), activities[0])
    others = [each for each in activities if each is not shown]
    text = shown.text if shown.fraction is None else f"{shown.text}  ·  {shown.fraction:.0%}"
    if others:
        text += f"  ·  {len(others)} {'waiting' if all(each.waiting for each in others) else 'more'}"
    return text, shown.fraction


def _rendering(parts: tuple[OverviewPart, ...]) -> tuple[str, float] | None:
    for number, part in enumerate(parts, 1):
        if part.take is not None and not part.take.complete:
            done = min(1.0, part.rendered_s / part.duration_s) if part.duration_s else 0.0
            return f"Rendering paragraph {number} of {len(parts)}", done
    return None
