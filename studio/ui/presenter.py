# SPDX-License-Identifier: GPL-3.0-or-later
"""Between the window and the studio: intents go down as calls, changes come up as values to show."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from studio.app.device_watch import Devices
from studio.app.state import Activity, EngineState, Notice, PlaybackView
from studio.app.studio import Studio
from studio.core.changes import changed_span
from studio.core.document import Document
from studio.core.timeline import word_spans
from studio.core.voices import Voice
from studio.ui import views
from studio.ui.actions import make_actions, with_key
from studio.ui.announcer import Announcer
from studio.ui.closing import Closing
from studio.ui.door import Fault, called_by_qt, connect, faults, soon
from studio.ui.files import FileDialogs
from studio.ui.main_window import MainWindow
from studio.ui.manuscript.sentences import (
    paragraph_after,
    paragraph_start,
    sentence_after,
    sentence_before,
    sentence_start,
)
from studio.ui.theme import Theme, hue_of
from studio.ui.transport.clock import clock

FRAME_MS = 16
IDLE_MS = 200
_BACK_WITHIN_WORDS = 3
_LONGEST_WORD = 1000
_STEPS = ("back", "forward", "back_paragraph", "forward_paragraph", "rewind")


class Presenter(QObject):
    """Lives as long as the window. Nothing is shown before `show_all` was called once."""

    def __init__(self, window: MainWindow, theme: Theme, studio: Studio) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._studio = studio
        self._activities: dict[str, Activity] = {}
        self._view = PlaybackView()
        self._shown: tuple[object, ...] = ()
        self._counted: Document | None = None
        self._words = 0
        self._out_of_step = False
        self._opened = False
        self._files = FileDialogs(window, studio)
        self.closing = Closing(window, studio, self._files.save_text_as)
        window.may_close = self.closing.may_close
        self.actions = make_actions(window, self._handlers())
        self._frame = QTimer(self)
        self._frame.setInterval(IDLE_MS)
        connect(self._frame.timeout, self.tick)
        self._undo = [
            connect(studio.editing.changed, self._document_changed),
            connect(studio.engine.changed, self._engine_changed),
            connect(studio.voices.changed, self._voices_changed),
            connect(studio.hearing.changed, self._playback_changed),
            connect(studio.editing.opened, lambda _none: self._show_start()),
            connect(studio.overview.changed, lambda _none: self._show_overview()),
            connect(studio.sound.devices, self._show_devices),
            connect(studio.notices, self._show_notice),
            connect(studio.activities, self._show_activity),
            connect(window.notices.dismissed, studio.notices.closed),
            connect(faults.told, self._tell_fault),
        ]
        self._announcer = Announcer(window, studio)
        self._wire_buttons()
        self._wire_panels()

    def show_all(self) -> None:
        """Show everything as it is now, and go on showing it."""
        self._window.transport.show_volume(self._studio.keeping.settings.volume)
        self._document_changed(self._studio.editing.document)
        self._engine_changed(self._studio.engine.state)
        self._voices_changed(self._studio.voices.all)
        self._show_overview()
        self.tick()
        self._frame.start()
        if self._studio.keeping.read_only:
            self._window.make_read_only()
        for fault in faults.all:
            self._tell_fault(fault)

    def close(self) -> None:
        """Stop showing; the studio may then be closed."""
        self._frame.stop()
        for disconnect in self._undo:
            disconnect()
        self._announcer.close()
        self._studio.keeping.remember(window=self._window.placement())

    # --- intents

    def _handlers(self) -> dict[str, Callable[[], object]]:
        studio, files = self._studio, self._files
        return {
            "open_text": files.open_text,
            "save_text": files.save_text,
            "save_text_as": files.save_text_as,
            "export": files.export,
            "play_all": studio.hearing.play_all,
            "play_here": self._play_here,
            "play_or_pause": studio.hearing.play_or_pause,
            "close_or_stop": self._close_or_stop,
            "back": self._back,
            "forward": self._forward,
            "back_paragraph": self._back_paragraph,
            "forward_paragraph": self._forward_paragraph,
            "rewind": studio.hearing.rewind,
            "undo": studio.editing.undo,
            "redo": studio.editing.redo,
            "search_voices": self._window.voices.focus_search,
            "light_theme": lambda: self._use_theme("light"),
            "dark_theme": lambda: self._use_theme("dark"),
            "system_theme": lambda: self._use_theme("system"),
            "quit": self._window.close,
        }

    def _wire_buttons(self) -> None:
        manuscript, transport, actions = self._window.manuscript, self._window.transport, self.actions
        views.fill_menu(manuscript.menu, actions)
        for button, action_id in (
            (manuscript.undo, "undo"),
            (manuscript.redo, "redo"),
            (transport.back, "back"),
            (transport.forward, "forward"),
            (transport.play, "play_or_pause"),
            (transport.export, "export"),
        ):
            connect(button.clicked, actions[action_id].trigger)
        connect(transport.stop.clicked, self._studio.hearing.stop)

    def _wire_panels(self) -> None:
        window, studio = self._window, self._studio
        connect(window.voices.use_requested, studio.designing.choose_voice)
        connect(window.voices.audition_requested, studio.hearing.audition)
        connect(window.voices.add_requested, studio.designing.add_to_mix)
        connect(window.voices.rename_requested, studio.designing.rename_voice)
        connect(window.voices.delete_requested, studio.designing.delete_voice)
        editor = window.manuscript.editor
        connect(editor.edited, self._edited)
        connect(editor.pasted, self._pasted)
        connect(editor.undo_requested, studio.editing.undo)
        connect(editor.redo_requested, studio.editing.redo)
        connect(editor.seek_requested, studio.hearing.seek_to_char)
        connect(editor.play_requested, studio.hearing.play_at)
        connect(editor.pause_requested, studio.hearing.play_or_pause)
        connect(editor.file_dropped, studio.files.open_text)
        design = window.design
        connect(design.share_requested, studio.designing.set_share)
        connect(design.even_requested, studio.designing.share_evenly)
        connect(design.add_requested, studio.designing.add_to_mix)
        connect(design.remove_requested, studio.designing.remove_from_mix)
        connect(design.speed_requested, studio.designing.set_speed)
        connect(design.emotion_requested, studio.designing.set_emotion)
        connect(design.reset_requested, studio.designing.reset_expression)
        connect(design.language_requested, studio.designing.set_language)
        connect(design.save_requested, studio.designing.save_blend)
        transport = window.transport
        connect(transport.seek_requested, studio.hearing.seek_s)
        connect(transport.volume_requested, self._set_volume)
        connect(transport.device_requested, studio.sound.set_device)

    @called_by_qt
    def _edited(self, position: int, removed: int, added: str) -> None:
        if self._out_of_step:
            position, removed, added = changed_span(
                self._studio.editing.document.text, self._window.manuscript.editor.text
            )
        self._studio.editing.edit_text(position, removed, added)

    @called_by_qt
    def _pasted(self, text: str) -> None:
        if self._out_of_step:
            self._bring_into_step()
        start, end = self._window.manuscript.editor.selected()
        self._studio.editing.edit_text(start, end - start, text)

    def _play_here(self) -> None:
        start, end = self._window.manuscript.editor.selected()
        if start < end:
            self._studio.hearing.play_selection(start, end)
        else:
            self._studio.hearing.play_from(start)

    def _close_or_stop(self) -> None:
        if not self._window.close_innermost():
            self._studio.hearing.stop()

    def _back(self) -> None:
        text, here = self._studio.editing.document.text, self._studio.hearing.here
        start = sentence_start(text, here)
        near = len(text[start:here].split()) < _BACK_WITHIN_WORDS
        self._studio.hearing.seek_to_char(sentence_before(text, here) if near else start)

    def _forward(self) -> None:
        following = sentence_after(self._studio.editing.document.text, self._studio.hearing.here)
        if following is not None:
            self._studio.hearing.seek_to_char(following)

    def _back_paragraph(self) -> None:
        text, here = self._studio.editing.document.text, self._studio.hearing.here
        start = paragraph_start(text, here)
        near = len(text[start:here].split()) < _BACK_WITHIN_WORDS
        self._studio.hearing.seek_to_char(paragraph_start(text, max(0, start - 1)) if near else start)

    def _forward_paragraph(self) -> None:
        following = paragraph_after(self._studio.editing.document.text, self._studio.hearing.here)
        if following is not None:
            self._studio.hearing.seek_to_char(following)

    @called_by_qt
    def _set_volume(self, volume: float) -> None:
        self._studio.sound.set_volume(volume)
        self._window.transport.show_volume(volume)

    def _show_devices(self, devices: Devices) -> None:
        self._window.transport.show_devices(devices.found, self._studio.keeping.settings.device, devices.reason)

    def _use_theme(self, name: str) -> None:
        self._theme.use("" if name == "system" else name)
        self._studio.keeping.remember(theme=name)

    # --- what is shown

    @called_by_qt
    def _document_changed(self, document: Document) -> None:
        self._out_of_step = self._window.manuscript.editor.text != document.text
        if self._out_of_step:
            # The editor may be in the middle of telling this very change: let it finish first.
            soon(self, self._bring_into_step)
        self._show_history()
        self._show_resume()
        self._show_design()
        self._show_blockers()
        self._window.manuscript.title.show_text(document.title or "Untitled")

    def _bring_into_step(self) -> None:
        self._window.manuscript.editor.show_text(self._studio.editing.document.text)
        self._out_of_step = False
        if self._opened:
            self._show_start()

    def _show_start(self) -> None:
        # Before the editor has the opened text its start is still the old one's.
        self._opened = self._out_of_step
        if not self._opened:
            self._window.manuscript.editor.show_start()

    def _show_resume(self) -> None:
        hearing = self._studio.hearing
        at = None if hearing.reading else hearing.resume_at
        text = self._studio.editing.document.text if at is not None else ""
        span = next(iter(word_spans(text[at : at + _LONGEST_WORD])), None) if at is not None else None
        start = 0 if at is None or span is None else at + span.start
        self._window.manuscript.editor.show_resume((start, start + len(span.text)) if span is not None else None)

    def _show_history(self) -> None:
        editing, manuscript = self._studio.editing, self._window.manuscript
        for button, name, done in (
            (manuscript.undo, "undo", editing.undo_label),
            (manuscript.redo, "redo", editing.redo_label),
        ):
            text = f"{name.capitalize()} {done}" if done else f"Nothing to {name}"
            button.setEnabled(bool(done))
            button.setToolTip(with_key(text, name))
            self.actions[name].setEnabled(bool(done))
            self.actions[name].setText(f"{name.capitalize()} {done}".strip())

    def _show_design(self) -> None:
        view = views.design_view(self._studio)
        self._window.design.show_design(view)
        self._show_voice_state()

    def _show_voice_state(self) -> None:
        status = self._studio.engine.state.status
        used = (self._studio.voices.get(part.voice_id) for part in self._studio.designing.spoken_design.mix)
        self._window.voices.show_state(
            self._view.audition_voice_id,
            frozenset(voice.alias_of or voice.id for voice in used if voice is not None),
            status is None or not status.mixing_unavailable_reason,
            self._studio.designing.mix_blocker(),
        )

    @called_by_qt
    def _voices_changed(self, voices: tuple[Voice, ...]) -> None:
        self._window.voices.show_voices(voices)
        self._show_design()
        self._show_blockers()
        self._show_status()

    @called_by_qt
    def _engine_changed(self, _state: EngineState) -> None:
        self._show_design()
        self._show_blockers()
        self._show_status()

    def _show_blockers(self) -> None:
        blocker = self._studio.hearing.play_blocker()
        phase = self._view.phase
        reading = not self._view.audition_voice_id
        shown = (blocker, phase, reading)
        if shown == self._shown:
            return
        self._shown = shown
        if blocker:
            self._window.rest_focus()
        self._window.transport.show_phase(phase, blocker, reading)
        self._window.transport.show_export(blocker)
        if not blocker:
            self._window.offer_play()
        for name in ("play_all", "play_here", "export"):
            self.actions[name].setEnabled(not blocker)
            self.actions[name].setToolTip(blocker)
        for name in _STEPS:
            self.actions[name].setEnabled(reading and not self._studio.editing.document.blank)

    def _show_overview(self) -> None:
        document, studio = self._studio.editing.document, self._studio
        overview = studio.overview
        mix = overview.design.mix
        heaviest = max(mix, key=lambda part: part.weight).voice_id if mix else ""
        self._window.transport.show_parts(overview.parts, overview.total_s, hue_of(heaviest) if heaviest else None)
        self._window.transport.show_total(overview.total_s, overview.estimated)
        if document is not self._counted:
            self._counted = document
            self._words = sum(len(paragraph.text.split()) for paragraph in document.paragraphs)
        words = self._words
        self._window.manuscript.show_figures(
            words, clock(overview.text_total_s, tenths=False) if words else "", overview.text_estimated
        )
        self._show_status()

    @called_by_qt
    def _playback_changed(self, _view: PlaybackView) -> None:
        self._show_resume()
        self.tick()

    @called_by_qt
    def tick(self) -> None:
        """Show this moment of playing; called 60 times a second while something is heard."""
        window = self._window
        self._studio.overview.refresh()
        before, self._view = self._view, self._studio.hearing.view()
        view = self._view
        level = self._studio.sound.level()
        window.transport.meter.show_level(level.peak, level.rms)
        self._keep_pace()
        if view == before:
            return
        reading = view.phase != "stopped" and not view.audition_voice_id
        window.transport.show_position(view.elapsed_s, view.word is not None)
        if view.word is not None:
            window.manuscript.editor.show_heard(view.word.start, view.word.end, view.sentence_start)
        else:
            window.manuscript.editor.clear_heard()
        if (view.phase, view.audition_voice_id) != (before.phase, before.audition_voice_id):
            window.manuscript.editor.show_playing(reading and view.phase != "paused")
            self._show_blockers()
            self._show_voice_state()
            self._show_status()

    def _keep_pace(self) -> None:
        moving = self._view.phase not in ("stopped", "paused") or not self._window.transport.meter.resting
        wanted_ms = FRAME_MS if moving else IDLE_MS
        if self._frame.interval() != wanted_ms:
            self._frame.setInterval(wanted_ms)

    def _show_status(self) -> None:
        activities = tuple(self._activities.values())
        self._window.status.show_status(views.status_view(self._studio, activities, self._view))

    @called_by_qt
    def _tell_fault(self, fault: Fault) -> None:
        # Not at once: it may have come up in the middle of painting, where no card can be made.
        text = (
            f"Something went wrong in the window ({fault.where}). The text is safe and the program goes on; "
            "if it looks wrong, close the window and open it again."
        )
        soon(self, lambda: self._show_notice(Notice("fault", text)))

    def _show_notice(self, notice: Notice) -> None:
        self._window.notices.show_notice(notice)

    @called_by_qt
    def _show_activity(self, activity: Activity) -> None:
        if activity.text:
            self._activities[activity.key] = activity  # one that is known keeps its turn
        else:
            self._activities.pop(activity.key, None)
        self._show_status()
