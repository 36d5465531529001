# SPDX-License-Identifier: GPL-3.0-or-later
"""That the interfaces have what MPRIS 2.2 asks for, in its types."""

from __future__ import annotations

from dbus_fast.introspection import Interface

from studio.app.desktop.media_interfaces import PlayerInterface, RootInterface
from studio.app.desktop.media_player import Desk as DeskOfWindow
from tests.support.desk import Desk

METHODS = {
    "Next": "", "Previous": "", "Pause": "", "PlayPause": "", "Stop": "", "Play": "", "Seek": "x",
    "SetPosition": "ox", "OpenUri": "s",
}  # fmt: skip
PROPERTIES = {
    "PlaybackStatus": "s read", "LoopStatus": "s readwrite", "Rate": "d readwrite", "Metadata": "a{sv} read",
    "Volume": "d readwrite", "Position": "x read", "MinimumRate": "d read", "MaximumRate": "d read",
    "CanGoNext": "b read", "CanGoPrevious": "b read", "CanPlay": "b read", "CanPause": "b read", "CanSeek": "b read",
    "CanControl": "b read",
}  # fmt: skip
ROOT_PROPERTIES = {
    "CanQuit": "b read", "CanRaise": "b read", "HasTrackList": "b read", "Identity": "s read",
    "DesktopEntry": "s read", "SupportedUriSchemes": "as read", "SupportedMimeTypes": "as read",
}  # fmt: skip


def properties(interface: Interface) -> dict[str, str]:
    return {each.name: f"{each.signature} {each.access.value}" for each in interface.properties}


def methods(interface: Interface) -> dict[str, str]:
    return {each.name: "".join(str(arg.signature) for arg in each.in_args) for each in interface.methods}


async def test_the_player_has_the_standards_members(desk: Desk) -> None:
    told = PlayerInterface(desk.studio.media).introspect()
    assert (methods(told), properties(told)) == (METHODS, PROPERTIES)
    assert {each.name: each.signature for each in told.signals} == {"Seeked": "x"}


async def test_the_program_has_the_standards_members() -> None:
    told = RootInterface(DeskOfWindow(lambda: None, lambda: None)).introspect()
    assert (methods(told), properties(told)) == ({"Raise": "", "Quit": ""}, ROOT_PROPERTIES)
