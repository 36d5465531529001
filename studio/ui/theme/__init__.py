# SPDX-License-Identifier: GPL-3.0-or-later
"""The theme: palettes, fonts, icons, avatars of voices."""

from studio.ui.theme.avatar import avatar
from studio.ui.theme.fonts import base_font, font
from studio.ui.theme.icons import icon, paint_icon
from studio.ui.theme.palette import Palette
from studio.ui.theme.theme import Theme, mixed

__all__ = ["Palette", "Theme", "avatar", "base_font", "font", "icon", "mixed", "paint_icon"]
