# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the settings sheet and the studio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from studio.app.keeping.settings import SPECS, Choice, Settings
from studio.app.studio import Studio
from studio.core.cores import available_cores
from studio.core.engines import kind_of
from studio.ui.actions import ACTIONS
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.keys import ActionKeys
from studio.ui.sheets.settings.engine_row import EngineView
from studio.ui.sheets.settings.panel import SettingsSheet
from studio.ui.sheets.settings.shortcut_list import listed_actions
from studio.ui.sheets.settings.storage_rows import said_size
from studio.ui.sheets.sheet import UndoOf


class SettingsPresenter(Following):
    """Shows the settings and the engine, and changes settings at once. It ends with the sheet."""

    def __init__(self, sheet: SettingsSheet, studio: Studio, keys: ActionKeys) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._studio = studio
        self._keys = keys
        sheet.undo_of = UndoOf(studio.preferences, studio.preferences.changed)
        connect(sheet.chosen, self._change)
        connect(sheet.closed, self._end)
        connect(sheet.shortcuts.chosen, self._give)
        connect(sheet.shortcuts.taken, self._take)
        connect(sheet.shortcuts.reset_requested, self._reset)
        connect(keys.changed, self._show_keys)
        connect(sheet.storage.free_requested, studio.storage.free_old)
        connect(sheet.storage.open_requested, self._open_folder)
        self.follow(studio.preferences.changed, self._show_settings)
        self.follow(studio.storage.changed, lambda _none: self._show_storage())
        self.follow(studio.sound.devices, lambda _devices: self._show_settings(studio.preferences.now))
        self.follow(studio.engine.changed, lambda _state: self._show_engine())
        self.follow(studio.hearing.changed, lambda _view: self._show_engine())
        self.follow(studio.activities, lambda _activity: self._show_engine())
        self._show_settings(studio.preferences.now)
        self._show_engine()
        self._show_keys()
        self._show_storage()
        studio.storage.look()

    @called_by_qt
    def _change(self, name: str, value: object) -> None:
        self._studio.preferences.change(**{name: value})

    @called_by_qt
    def _give(self, action_id: str, keys: Sequence[str]) -> None:
        self._use_keys({action_id: keys})

    @called_by_qt
    def _take(self, action_id: str, keys: Sequence[str]) -> None:
        """Give the action *keys*, which the others of its scope lose."""
        specs = {spec.id: spec for spec in ACTIONS}
        lost = {
            other: [key for key in theirs if key not in keys]
            for other, theirs in self._keys.all.items()
            if set(theirs) & set(keys) and specs[other].meets(specs[action_id])
        }
        self._use_keys({**lost, action_id: keys})

    @called_by_qt
    def _reset(self) -> None:
        self._studio.preferences.change(shortcuts={})

    def _use_keys(self, given: Mapping[str, Sequence[str]]) -> None:
        shipped = {spec.id: spec.keys for spec in ACTIONS}
        own = {**self._studio.preferences.now.shortcuts, **{name: list(keys) for name, keys in given.items()}}
        kept = {name: keys for name, keys in own.items() if tuple(keys) != shipped.get(name)}
        self._studio.preferences.change(shortcuts=kept)

    @called_by_qt
    def _show_keys(self) -> None:
        self._sheet.shortcuts.show_keys(self._keys.all)
        count = sum(bool(self._keys.of(spec.id)) for spec in listed_actions())
        self._sheet.list.show_value("Shortcuts", str(count))

    @called_by_qt
    def _end(self) -> None:
        self.close()

    def _show_settings(self, settings: Settings) -> None:
        devices = self._studio.sound.known
        found = devices.found or (("", "No sound device"),)
        reason = "" if devices.found else devices.reason or "There is no sound device."
        self._sheet.fields["device"].offer(found, settings.device, reason)
        self._sheet.list.show_value("Audio", dict(found).get(settings.device, ""))
        for name, field in self._sheet.fields.items():
            field.show_value(getattr(settings, name))
        theme = SPECS["theme"].kind
        assert isinstance(theme, Choice)
        appearance = f"{dict(theme.values)[settings.theme].lower()}, {settings.text_px} px"
        self._sheet.list.show_value("Appearance", appearance)
        self._sheet.list.show_value("Rendering", "ahead while idle" if settings.render_ahead else "when asked")

    def _show_storage(self) -> None:
        usage = self._studio.storage.usage
        self._sheet.storage.show_usage(usage, self._studio.storage.folder)
        total = usage.projects + usage.models + usage.backups + usage.voices if usage is not None else 0
        self._sheet.list.show_value("Storage", said_size(total) if total else "")

    @called_by_qt
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._studio.storage.folder)))

    def _show_engine(self) -> None:
        view = engine_view(self._studio)
        self._sheet.engine.show_engine(view)
        self._sheet.list.show_value("Engine", view.state if view.mark == "failed" else "this computer")


def engine_view(studio: Studio) -> EngineView:
    """What the engine's row shows now."""
    engine, state = studio.engine, studio.engine.state
    kind = kind_of(state.status.engine) if state.status is not None else None
    name = "" if state.status is None else state.status.engine if kind is None else kind.title
    cores = available_cores()
    about = "  ·  ".join(filter(None, (name, "1 core" if cores == 1 else f"{cores} cores", "no network needed")))
    view = EngineView("starting", "starting", about)
    if state.phase == "failed":
        view = EngineView("failed", "not running", about, state.message, engine.restart, "Try again")
    elif state.ready:
        first = engine.first_sound_s
        said = "ready" if first is None else f"first sound {first:.2f} s"
        view = EngineView("ready", said, about)
        if state.status is not None and state.status.fetchable_model:
            lack = state.status.notices[0] if state.status.notices else ""
            view = EngineView("ready", said, about, lack, engine.fetch_model, "Fetch the voice model")
    if engine.fetching:
        fetching = "The voice model is being fetched."
        view = EngineView(view.mark, view.state, about, fetching, engine.cancel_fetch, "Cancel the fetch")
    return view
