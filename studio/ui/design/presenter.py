# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the design panel and the studio."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from studio.app.design.blend_pad import MOST_CORNERS
from studio.app.design.design import shares_of
from studio.app.studio import Studio
from studio.app.voices.voices import Voices
from studio.core.cast import name_of
from studio.core.project import Speaker, VoiceDesign
from studio.core.voices import heard_parts
from studio.ui.design.panel import DesignPanel
from studio.ui.design.view import DesignView, MixRowView
from studio.ui.door import called_by_qt, connect
from studio.ui.files import FileDialogs
from studio.ui.following import Following

if TYPE_CHECKING:
    from studio.ui.design.presets import PresetsPopover

_STARTING = "The engine is still starting."
_MOVED = 1e-4
_MIX_FIRST = "Add a second voice first: a mix can be saved as a voice of your own."


class DesignPresenter(Following):
    """Shows the design of the shown speaker, as far as the engine can speak it."""

    def __init__(self, panel: DesignPanel, studio: Studio, files: FileDialogs) -> None:
        super().__init__(panel)
        self._panel = panel
        self._studio = studio
        self._files = files
        self._presets: PresetsPopover | None = None
        designing = studio.designing
        connect(panel.share_requested, designing.set_share)
        connect(panel.even_requested, designing.share_evenly)
        connect(panel.add_requested, designing.add_to_mix)
        connect(panel.presets_requested, self.open_presets)
        self.follow(studio.presets.changed, lambda _none: self._show_presets())
        connect(panel.surprise_requested, designing.surprise)
        connect(panel.audition_requested, studio.hearing.audition)
        connect(panel.remove_requested, designing.remove_from_mix)
        connect(panel.blend_requested, designing.blend)
        connect(panel.mute_requested, designing.mute)
        connect(panel.solo_requested, designing.solo)
        connect(panel.held, designing.hold)
        connect(panel.speed_requested, designing.set_speed)
        connect(panel.emotion_requested, designing.set_emotion)
        connect(panel.pitch_requested, designing.set_pitch)
        connect(panel.volume_requested, designing.set_volume)
        connect(panel.reset_requested, designing.reset_expression)
        connect(panel.language_requested, designing.set_language)
        connect(panel.switch_requested, self._switch_to)
        connect(panel.exchange_requested, designing.exchange)
        connect(panel.matching_requested, lambda on: studio.preferences.change(match_levels=on))
        connect(panel.save_requested, designing.save_blend)
        self.follow(studio.editing.changed, lambda _document: self.show_all())
        self.follow(studio.speakers.shown_changed, lambda _none: self.show_all())
        self.follow(studio.engine.changed, lambda _state: self.show_all())
        self.follow(studio.voices.changed, lambda _voices: self.show_all())
        self.follow(studio.hearing.changed, lambda view: panel.mix.show_reading(view.audition_voice_id))
        self.follow(studio.preferences.changed, lambda _settings: self.show_all())

    def show_all(self) -> None:
        """Show everything as it is now."""
        self._panel.show_design(design_view(self._studio))

    @called_by_qt
    def open_presets(self) -> None:
        """Open the list of presets."""
        presets, opened = self._studio.presets, self._panel.open_presets()
        self._presets = opened
        self._show_presets()
        opened.enter()
        connect(opened.saved, presets.save)
        connect(opened.applied, presets.apply)
        connect(opened.renamed, presets.rename)
        connect(opened.deleted, presets.delete)
        connect(opened.write_requested, self._files.write_preset)
        connect(opened.read_requested, self._files.read_presets)
        connect(opened.closed, self._presets_closed)

    def _show_presets(self) -> None:
        if self._presets is not None:
            self._presets.show_presets([preset.name for preset in self._studio.presets.all])

    @called_by_qt
    def _presets_closed(self) -> None:
        self._presets = None

    @called_by_qt
    def _switch_to(self, letter: str) -> None:
        if letter != self._studio.designing.letter:
            self._studio.designing.switch()


def design_view(studio: Studio) -> DesignView:
    """The view of the design as it will be heard; an empty mix shows the engine's default voice."""
    status = studio.engine.state.status
    speaker, several = studio.speakers.shown, studio.speakers.several
    listed = studio.voices
    design = speaker.design
    opened = studio.designing.opened(design)
    rows = _rows_of(opened, listed)
    if not rows:
        rows = tuple(
            MixRowView(voice, part.weight)
            for part in studio.designing.shown_design.mix
            if (voice := listed.get(part.voice_id)) is not None
        )
    whole = sum(row.part for row in rows)
    if whole > 0:
        rows = tuple(replace(row, part=row.part / whole) for row in rows)
    mixing = _STARTING if status is None else status.mixing_unavailable_reason
    heaviest = max((row for row in rows if row.heard), key=lambda row: row.part, default=None)
    return DesignView(
        name=name_of(speaker) if several else _name_of(design, opened, rows, listed),
        speaker_id=speaker.id if several else "",
        hue=studio.speakers.hue(speaker) if several else "",
        letter=studio.designing.letter,
        other=speaker.alternate is not None,
        differs=studio.designing.differs,
        ghost=_ghost(speaker, rows),
        matched=studio.preferences.now.match_levels,
        mix=rows,
        voices=listed.all,
        controls=design.controls,
        language=design.language,
        languages=status.languages if status is not None else (),
        own_language=heaviest.voice.language if heaviest is not None else "",
        mixing_unavailable_reason=mixing,
        adding_unavailable_reason=mixing or studio.designing.mix_blocker(),
        saving_unavailable_reason=mixing or studio.engine.blocker() or ("" if len(rows) > 1 else _MIX_FIRST),
    )


def _name_of(design: VoiceDesign, opened: VoiceDesign, rows: tuple[MixRowView, ...], voices: Voices) -> str:
    """The name of the voice that was opened, or those of the rows."""
    saved = voices.get(design.mix[0].voice_id) if opened is not design else None
    return saved.name if saved is not None else " + ".join(row.voice.name for row in rows)


def _rows_of(design: VoiceDesign, voices: Voices) -> tuple[MixRowView, ...]:
    shares = shares_of(design)
    known = [(part, voice) for part in design.mix if (voice := voices.get(part.voice_id)) is not None]
    heard = heard_parts([part for part, _ in known])
    return tuple(
        MixRowView(
            voice,
            shares[part.voice_id],
            part.muted,
            part.solo,
            heard=part in heard,
            last_heard=all(other.muted for other, _ in known if other is not part),
        )
        for part, voice in known
    )


def _ghost(speaker: Speaker, rows: tuple[MixRowView, ...]) -> tuple[float, ...]:
    """The weights, in the speaker's other design, of the voices at the pad's corners; empty if it has none of them, or
    the same weights."""
    if speaker.alternate is None or len(rows) < 2:
        return ()
    shares = shares_of(speaker.alternate)
    there = [shares.get(row.voice.id, 0.0) for row in rows[:MOST_CORNERS]]
    whole, here = sum(there), sum(row.part for row in rows[:MOST_CORNERS])
    if whole <= 0 or here <= 0:
        return ()
    ghost = tuple(share / whole for share in there)
    moved = any(abs(row.part / here - share) > _MOVED for row, share in zip(rows, ghost, strict=False))
    return ghost if moved else ()
