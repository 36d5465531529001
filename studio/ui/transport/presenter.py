# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the transport and the studio: playing, lanes, volume and device."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtGui import QAction

from studio.app.hearing.device_watch import Devices
from studio.app.playback.view import PlaybackView
from studio.app.studio import Studio
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.sheets.stage import Stage
from studio.ui.transport.panel import TransportPanel

_STEPS = (
    "back",
    "forward",
    "back_paragraph",
    "forward_paragraph",
    "back_chapter",
    "forward_chapter",
    "rewind",
)


class PlayFocus(Protocol):
    """Moves the keyboard to and from the play button."""

    def offer_play(self) -> None: ...

    def rest_focus(self) -> None: ...


class TransportPresenter(Following):
    """Shows playing, and enables its controls.

    Args:
        panel: The panel.
        studio: The studio.
        actions: The actions, of which those of playing and exporting are enabled here.
        focus: Gives the keyboard to the play button if that can be pressed.
        stage: Tells the main action of the sheet that is shown.
    """

    def __init__(
        self,
        panel: TransportPanel,
        studio: Studio,
        actions: Mapping[str, QAction],
        focus: PlayFocus,
        stage: Stage,
    ) -> None:
        super().__init__(panel)
        self._panel = panel
        self._studio = studio
        self._actions = actions
        self._focus = focus
        self._stage = stage
        self._view = PlaybackView()
        self._shown: tuple[object, ...] = ()
        self._selected = (0, 0)
        for button, action_id in (
            (panel.back, "back"),
            (panel.forward, "forward"),
            (panel.play, "play_or_pause"),
            (panel.loop, "loop"),
        ):
            connect(button.clicked, actions[action_id].trigger)
        connect(panel.keys.changed, self._show_keys)
        connect(panel.main.clicked, self._do_main)
        connect(panel.detail.page_turned, lambda: self.show_selection(*self._selected))
        connect(stage.changed, self._show_main)
        connect(panel.loop_requested, lambda *ends_s: studio.previewing.deck.hearing.loop_s(*ends_s))
        connect(panel.stop.clicked, studio.previewing.stop)
        connect(panel.seek_requested, lambda at_s: studio.previewing.deck.hearing.seek_s(at_s))
        connect(panel.volume_requested, self._set_volume)
        connect(panel.speed_requested, studio.sound.set_listening_speed)
        connect(panel.device_requested, studio.sound.set_device)
        self.follow(studio.editing.changed, lambda _document: self._show_blockers())
        self.follow(studio.engine.changed, lambda _state: self._show_blockers())
        self.follow(studio.voices.changed, lambda _voices: self._show_blockers())
        self.follow(studio.hearing.changed, lambda _view: self._show_blockers())
        self.follow(studio.overview.changed, lambda _none: self._show_overview())
        self.follow(studio.previewing.changed, lambda _none: self._show_preview())
        self.follow(studio.sound.devices, self._show_devices)
        self.follow(studio.sound.changed, lambda _none: self._show_sound())
        self.follow(studio.preferences.changed, lambda _settings: self._show_devices(studio.sound.known))

    @property
    def moving(self) -> bool:
        """Whether the picture moves, so that frames must follow each other quickly."""
        return self._view.phase not in ("stopped", "paused") or not self._panel.meter.resting

    def show_all(self) -> None:
        """Show everything as it is now."""
        self._show_sound()
        self._show_blockers()
        self._show_overview()

    def show_frame(self, view: PlaybackView) -> None:
        """Show the moment of playing in *view*."""
        before, self._view = self._view, view
        level = self._studio.sound.level()
        self._panel.meter.show_level(level.peak, level.rms)
        if view == before:
            return
        self._panel.show_position(view.elapsed_s, view.word is not None)
        self._panel.detail.show_seam(view.seam)
        if (view.phase, view.audition_voice_id) != (before.phase, before.audition_voice_id):
            self._show_blockers()

    def show_selection(self, start: int, end: int) -> None:
        """Tint what is heard of text[start:end] in the page of the wave."""
        self._selected = start, end
        self._panel.detail.show_selection(self._studio.overview.heard_in(start, end, self._panel.detail.span()))

    @called_by_qt
    def _set_volume(self, volume: float) -> None:
        self._studio.sound.set_volume(volume)

    def _show_sound(self) -> None:
        settings = self._studio.keeping.settings
        self._panel.show_volume(settings.volume)
        self._panel.show_speed(settings.listening_speed)

    @called_by_qt
    def _show_keys(self) -> None:
        self._shown = ()
        self._show_blockers()

    def _show_devices(self, devices: Devices) -> None:
        self._panel.show_devices(devices.found, self._studio.keeping.settings.device, devices.reason)

    def _show_preview(self) -> None:
        self._show_blockers()
        self._show_overview()

    def _show_blockers(self) -> None:
        deck = self._studio.previewing.deck
        blocker = deck.hearing.play_blocker()
        phase = self._view.phase
        reading = not self._view.audition_voice_id
        silent = deck.hearing.speech_blocker()
        unfit = silent or self._studio.exporting.fit_blocker()
        shown = (blocker, silent, unfit, phase, reading, deck.project.blank)
        if shown == self._shown:
            return
        self._shown = shown
        if blocker:
            self._focus.rest_focus()
        self._panel.show_phase(phase, blocker, reading)
        self._show_main()
        if not blocker:
            self._focus.offer_play()
        for name, reason in (
            ("play_all", blocker),
            ("play_here", blocker),
            ("export", silent),
            ("export_fitted", unfit),
        ):
            self._actions[name].setEnabled(not reason)
            self._actions[name].setToolTip(reason)
        for name in _STEPS:
            self._actions[name].setEnabled(reading and not deck.project.blank)

    @called_by_qt
    def _do_main(self) -> None:
        main = self._stage.sheet.main if self._stage.sheet is not None else None
        if main is None:
            self._actions["export"].trigger()
        else:
            main.act()

    @called_by_qt
    def _show_main(self) -> None:
        main = self._stage.sheet.main if self._stage.sheet is not None else None
        if main is None:
            self._panel.show_export(self._studio.hearing.speech_blocker())
        else:
            self._panel.show_main(main.text, main.reason, main.tip)

    def _show_overview(self) -> None:
        deck = self._studio.previewing.deck
        overview, cast = deck.overview, deck.project.cast
        hue_of = {speaker.id: self._studio.speakers.hue(speaker) for speaker in cast}
        narrator, reads = hue_of[cast[0].id], overview.speakers if len(cast) > 1 else {}
        hues = [hue_of.get(reads.get(part.paragraph_id, ""), narrator) for part in overview.parts]
        self._panel.show_parts(overview.parts, overview.total_s, hues, len(cast) > 1)
        self._panel.show_total(overview.total_s, overview.estimated)
        self.show_selection(*self._selected)
        self._panel.show_loop(deck.hearing.loop_span_s())
