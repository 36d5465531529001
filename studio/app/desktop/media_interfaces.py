# SPDX-License-Identifier: GPL-3.0-or-later
"""The two interfaces of a media player on the bus, as MPRIS 2.2 has them. Times there are in microseconds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

from dbus_fast import PropertyAccess, Variant
from dbus_fast.annotations import (
    DBusBool,
    DBusDict,
    DBusDouble,
    DBusInt64,
    DBusObjectPath,
    DBusSignature,
    DBusStr,
)
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from studio.app.desktop.media_player import MediaView
from studio.app.keeping.settings import LISTENING_SPEEDS

if TYPE_CHECKING:
    from studio.app.desktop.media_player import Desk, MediaPlayer

Nothing = Annotated[None, DBusSignature("")]
Strings = Annotated[list[str], DBusSignature("as")]
READ = PropertyAccess.READ
TRACK = "/org/mpris/MediaPlayer2/Track/project"
_US = 1_000_000
_NOT_CARRIED = re.compile(r"[\ud800-\udfff\0]")
_ROOT, _PLAYER = "org.mpris.MediaPlayer2", "org.mpris.MediaPlayer2.Player"


class RootInterface(ServiceInterface):
    """What the program is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_ROOT)
        self._desk = desk

    @dbus_method(name="Raise")
    def bring_up(self) -> Nothing:
        self._desk.raise_window()

    @dbus_method(name="Quit")
    def end(self) -> Nothing:
        self._desk.quit_program()

    @dbus_property(READ, name="CanQuit")
    def can_quit(self) -> DBusBool:
        return True

    @dbus_property(READ, name="CanRaise")
    def can_raise(self) -> DBusBool:
        return True

    @dbus_property(READ, name="HasTrackList")
    def has_track_list(self) -> DBusBool:
        return False

    @dbus_property(READ, name="Identity")
    def identity(self) -> DBusStr:
        return "Speech Studio"

    @dbus_property(READ, name="DesktopEntry")
    def desktop_entry(self) -> DBusStr:
        return "speech-studio"

    @dbus_property(READ, name="SupportedUriSchemes")
    def uri_schemes(self) -> Strings:
        return []

    @dbus_property(READ, name="SupportedMimeTypes")
    def mime_types(self) -> Strings:
        return []


class PlayerInterface(ServiceInterface):
    """What is heard, and what works it."""

    def __init__(self, player: MediaPlayer) -> None:
        super().__init__(_PLAYER)
        self._player = player
        self._told: dict[str, Any] = _properties(player.view())

    def tell(self) -> None:
        """Tell the properties that have changed."""
        now = _properties(self._player.view())
        changed = {name: value for name, value in now.items() if value != self._told[name]}
        self._told = now
        if changed:
            self.emit_properties_changed(changed)

    def tell_jump(self, at_s: float) -> None:
        """Tell a place that playing did not lead to."""
        self.seeked(at_s)

    @dbus_signal(name="Seeked")
    def seeked(self, at_s: float) -> DBusInt64:
        return round(at_s * _US)

    @dbus_method(name="Play")
    def play(self) -> Nothing:
        self._player.play()

    @dbus_method(name="Pause")
    def pause(self) -> Nothing:
        self._player.pause()

    @dbus_method(name="PlayPause")
    def play_or_pause(self) -> Nothing:
        self._player.play_or_pause()

    @dbus_method(name="Stop")
    def stop(self) -> Nothing:
        self._player.stop()

    @dbus_method(name="Next")
    def forward(self) -> Nothing:
        self._player.forward()

    @dbus_method(name="Previous")
    def back(self) -> Nothing:
        self._player.back()

    @dbus_method(name="Seek")
    def seek(self, offset: DBusInt64) -> Nothing:
        self._player.seek_s(self._player.at_s + offset / _US)

    @dbus_method(name="SetPosition")
    def set_position(self, track: DBusObjectPath, position: DBusInt64) -> Nothing:
        # What is meant for another track, or lies outside of this one, is ignored.
        if track == TRACK and 0 <= position <= self._player.view().length_s * _US:
            self._player.seek_s(position / _US)

    @dbus_method(name="OpenUri")
    def open_uri(self, uri: DBusStr) -> Nothing:
        """No kind of address is supported, as the other interface tells."""

    @dbus_property(READ, name="PlaybackStatus")
    def status(self) -> DBusStr:
        return str(self._now("PlaybackStatus"))

    @dbus_property(name="LoopStatus")
    def loops(self) -> DBusStr:
        return str(self._now("LoopStatus"))

    @loops.setter  # type: ignore[no-redef]
    def loops(self, status: DBusStr) -> None:
        self._player.loop(status != "None")

    @dbus_property(name="Rate")
    def rate(self) -> DBusDouble:
        return float(self._now("Rate"))

    @rate.setter  # type: ignore[no-redef]
    def rate(self, rate: DBusDouble) -> None:
        self._player.set_speed(rate)

    @dbus_property(READ, name="MinimumRate")
    def least_rate(self) -> DBusDouble:
        return LISTENING_SPEEDS[0]

    @dbus_property(READ, name="MaximumRate")
    def most_rate(self) -> DBusDouble:
        return LISTENING_SPEEDS[-1]

    @dbus_property(READ, name="Metadata")
    def metadata(self) -> DBusDict:
        return dict(self._now("Metadata"))

    @dbus_property(name="Volume")
    def volume(self) -> DBusDouble:
        return float(self._now("Volume"))

    @volume.setter  # type: ignore[no-redef]
    def volume(self, volume: DBusDouble) -> None:
        self._player.set_volume(volume)

    @dbus_property(READ, name="Position")
    def position(self) -> DBusInt64:
        return round(self._player.at_s * _US)

    @dbus_property(READ, name="CanGoNext")
    def can_go_next(self) -> DBusBool:
        return bool(self._now("CanGoNext"))

    @dbus_property(READ, name="CanGoPrevious")
    def can_go_previous(self) -> DBusBool:
        return bool(self._now("CanGoPrevious"))

    @dbus_property(READ, name="CanPlay")
    def can_play(self) -> DBusBool:
        return bool(self._now("CanPlay"))

    @dbus_property(READ, name="CanPause")
    def can_pause(self) -> DBusBool:
        return bool(self._now("CanPause"))

    @dbus_property(READ, name="CanSeek")
    def can_seek(self) -> DBusBool:
        return bool(self._now("CanSeek"))

    @dbus_property(READ, name="CanControl")
    def can_control(self) -> DBusBool:
        return True

    def _now(self, name: str) -> Any:
        return _properties(self._player.view())[name]


def _properties(view: MediaView) -> dict[str, Any]:
    """The properties that change, by their names."""
    able = dict.fromkeys(("CanGoNext", "CanGoPrevious", "CanPlay", "CanPause", "CanSeek"), view.playable)
    return {
        "PlaybackStatus": view.status,
        "LoopStatus": "Track" if view.loops else "None",
        "Rate": view.speed,
        "Volume": view.volume,
        "Metadata": _metadata(view),
        **able,
    }


def _metadata(view: MediaView) -> dict[str, Variant]:
    told = {
        "mpris:trackid": Variant("o", TRACK),
        "mpris:length": Variant("x", view.length_s * _US),
        "xesam:title": Variant("s", _carried(view.chapter or view.title)),
    }
    if view.chapter:
        told["xesam:album"] = Variant("s", _carried(view.title))
        told["xesam:trackNumber"] = Variant("i", view.number)
    if view.speakers:
        told["xesam:artist"] = Variant("as", [_carried(each) for each in view.speakers])
    return told


def _carried(text: str) -> str:
    """*text* as the bus takes it. A file's name that is not UTF-8 has halves of surrogate pairs, which end the
    connection there as NUL does."""
    return _NOT_CARRIED.sub("\ufffd", text)
