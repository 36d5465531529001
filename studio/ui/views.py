# SPDX-License-Identifier: GPL-3.0-or-later
"""The studio's state as the values that panels show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from studio.app.design import shares_of
from studio.app.state import Activity, OverviewPart, PlaybackView
from studio.app.studio import Studio
from studio.core.engines import kind_of
from studio.ui.actions import ACTIONS
from studio.ui.design import DesignView, MixRowView
from studio.ui.transport import Cancel, StatusView

_STARTING = "The engine is still starting."


def design_view(studio: Studio) -> DesignView:
    """The design as it will be heard: an empty mix shows the engine's default voice."""
    status = studio.engine.state.status
    document = studio.editing.document
    listed = studio.voices
    design = document.design
    rows = tuple(
        MixRowView(voice, share)
        for voice_id, share in shares_of(design).items()
        if (voice := listed.get(voice_id)) is not None
    )
    if not rows:
        rows = tuple(
            MixRowView(voice, part.weight)
            for part in studio.designing.spoken_design.mix
            if (voice := listed.get(part.voice_id)) is not None
        )
    whole = sum(row.part for row in rows)
    if whole > 0:
        rows = tuple(MixRowView(row.voice, row.part / whole) for row in rows)
    mixing = _STARTING if status is None else status.mixing_unavailable_reason
    heaviest = max(rows, key=lambda row: row.part, default=None)
    return DesignView(
        name=" + ".join(row.voice.name for row in rows),
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


_MIX_FIRST = "Add a second voice first: a mix can be saved as a voice of your own."


def status_view(studio: Studio, activities: Sequence[Activity], playback: PlaybackView) -> StatusView:
    """Engine and voices on the left; what is being done on the right."""
    engine = studio.engine.state
    words = {"starting": "starting", "restarting": "starting again", "failed": "not running", "ready": "ready"}
    said = ["Local engine", words[engine.phase]]
    if engine.status is not None and engine.ready:
        kind = kind_of(engine.status.engine)
        said.append(engine.status.engine if kind is None else kind.title)
        count = sum(voice.available for voice in studio.voices.all)
        if count:
            said.append(f"{count} voices" if count != 1 else "1 voice")
    mark = "ready" if engine.ready else "failed" if engine.phase == "failed" else "starting"
    doing, fraction = "Everything runs on this computer", None
    cancels: tuple[Cancel, ...] = ()
    rendering = _rendering(studio.overview.parts)
    if activities:
        doing, fraction = _doing(activities)
        cancels = tuple(Cancel(each.text, each.cancel) for each in activities if each.cancel is not None)
    elif playback.phase != "stopped" and not playback.audition_voice_id and rendering is not None:
        doing, fraction = rendering
    return StatusView(mark, "  ·  ".join(said), doing, fraction, cancels)  # type: ignore[arg-type]


def _doing(activities: Sequence[Activity]) -> tuple[str, float | None]:
    """What is being done, how far that is, and how much more there is to do."""
    shown = next((each for each in activities if not each.waiting), activities[0])
    others = [each for each in activities if each is not shown]
    text = shown.text if shown.fraction is None else f"{shown.text} {shown.fraction:.0%}"
    if others:
        text += f"  ·  {len(others)} {'waiting' if all(each.waiting for each in others) else 'more'}"
    return text, shown.fraction


def _rendering(parts: tuple[OverviewPart, ...]) -> tuple[str, float] | None:
    for number, part in enumerate(parts, 1):
        if part.take is not None and not part.take.complete:
            done = min(1.0, part.rendered_s / part.duration_s) if part.duration_s else 0.0
            return f"Rendering paragraph {number} of {len(parts)}", done
    return None


def fill_menu(menu: QMenu, actions: Mapping[str, QAction]) -> None:
    """The actions' table as a menu; what cannot be done says why."""
    menu.setToolTipsVisible(True)
    for spec in ACTIONS:
        if spec.menu:
            if spec.gap:
                menu.addSeparator()
            menu.addAction(actions[spec.id])
