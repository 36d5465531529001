# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of sound: output device, volume, listening speed, and notices without a device."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from studio.app.hearing.device_watch import Devices, Looking, watch_devices
from studio.app.keeping.keeping import Keeping
from studio.app.keeping.preferences import Preferences
from studio.app.keeping.settings import Settings
from studio.app.work.state import EngineState, Notice
from studio.app.work.work import Work
from studio.audio.events import PlayerEvent
from studio.audio.levels import Level
from studio.audio.output import OutputWish
from studio.audio.player import Player
from studio.core.errors import SoundDeviceFailed
from studio.core.observe import Signal

Silence = Callable[[SoundDeviceFailed | None], None]
MakePlayer = Callable[[Callable[[PlayerEvent], None], Silence, str, Callable[[], OutputWish]], Player]


class Sound:
    """Owns the player, and passes its events to the loop's thread.

    Args:
        make_player: Makes the player for an output device's id. It gets the functions to call with events, and with the
            reason for playing silently, both from any thread; and one that tells how the device is to be opened.
        keeping: Remembers volume and listening speed.
        preferences: Tell the device, and remember it.
        work: Reports failures.

    Attributes:
        player: The player; closed by the owner of playing.
        events: Emits the player's events in the loop's thread.
        devices: Emits the output devices once they are known and at each change, see `watch_devices`.
        known: The output devices as they were told last.
        changed: Emits when volume or listening speed were set.
        silent: Whether there is no sound device, or it went away.
    """

    def __init__(self, make_player: MakePlayer, keeping: Keeping, preferences: Preferences, work: Work) -> None:
        self._loop = asyncio.get_running_loop()
        self._keeping = keeping
        self._preferences = preferences
        self._work = work
        self.silent = False
        self._devices_known = False
        self.events: Signal[PlayerEvent] = Signal()
        self.devices: Signal[Devices] = Signal()
        self.known = Devices()
        self.changed: Signal[None] = Signal()
        settings = keeping.settings
        self._wish = _wish_of(settings)
        self.player = make_player(
            self._event_from_player, self._silence_from_player, settings.device, lambda: self._wish
        )
        self.player.volume = settings.volume
        self.player.speed = settings.listening_speed
        self._device = settings.device
        preferences.changed.connect(self._follow)

    def level(self) -> Level:
        """The level heard now."""
        return self.player.level()

    def set_volume(self, volume: float) -> None:
        """Set the volume, linear, 0 to 1."""
        self.player.volume = volume
        self._keeping.remember(volume=volume)
        self.changed.emit(None)

    def set_listening_speed(self, speed: float) -> None:
        """Play speech *speed* times as fast, 0.75 to 2, with its pitch kept; nothing is rendered for it."""
        self.player.speed = speed
        self._keeping.remember(listening_speed=speed)
        self.changed.emit(None)

    def set_device(self, device: str) -> None:
        """Choose an output device by its id, "" for the system's default."""
        if device == self._device:
            self.player.use_device(device or None)  # it may be back
        self._preferences.change(device=device)

    def _follow(self, settings: Settings) -> None:
        wish = _wish_of(settings)
        if (settings.device, wish) != (self._device, self._wish):
            self._device, self._wish = settings.device, wish
            self.player.use_device(settings.device or None)

    def watch_devices(self, looking: Looking | None = None) -> None:
        """Watch the devices until the studio is closed; `devices` emits each change."""
        watching = watch_devices(self._devices_found, lambda: self.silent, looking or Looking())
        self._work.tasks.spawn("watch sound devices", watching)

    def engine_changed(self, state: EngineState) -> None:
        """Open the device before the first words come."""
        if state.ready:
            self.player.prepare()

    def lost(self, error: SoundDeviceFailed) -> None:
        """Note that the device went away while something was played."""
        self.silent = True
        self._tell(f"{error.user_text} Play then goes on where the sound stopped.")

    def _devices_found(self, devices: Devices) -> None:
        self.known = devices
        self.devices.emit(devices)
        if self._devices_known:
            self._devices_changed()
        self._devices_known = True

    def _devices_changed(self) -> None:
        """Take the chosen device if it is back, after devices came or went."""
        chosen = self._keeping.settings.device
        if chosen and chosen not in dict(self.known.found) and not self._resting:
            return  # it cannot be taken, and trying to would interrupt what is played
        if self.silent or self._resting:
            self.player.use_device(chosen or None)
        if self.silent:
            # Opening the device shows whether there is sound again.
            self.player.prepare()

    @property
    def _resting(self) -> bool:
        return self.player.state == "stopped"

    def _event_from_player(self, event: PlayerEvent) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.events.emit, event)

    def _silence_from_player(self, error: SoundDeviceFailed | None) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._silence, error)

    def _silence(self, error: SoundDeviceFailed | None) -> None:
        lost = self.silent and error is not None and self._resting
        self.silent = error is not None
        if not lost:  # otherwise a notice tells how to go on
            self._tell(error.user_text if error is not None else "")

    def _tell(self, text: str) -> None:
        self._work.notices.emit(Notice("sound", text, holds=lambda: self.silent))


def _wish_of(settings: Settings) -> OutputWish:
    rate_hz = 0 if settings.output_rate == "device" else int(settings.output_rate)
    return OutputWish(rate_hz, int(settings.output_delay) / 1000)
