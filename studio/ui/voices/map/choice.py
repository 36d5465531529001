# SPDX-License-Identifier: GPL-3.0-or-later
"""The choice between voices as a list and as a map."""

from __future__ import annotations

from studio.ui.theme import Theme
from studio.ui.widgets.segmented import Segmented

LIST, MAP = "list", "map"
_PADDING = 8


def shown_as_choice(theme: Theme) -> Segmented:
    """Two icons in a track; its values are LIST and MAP."""
    icons = {LIST: "list-bullets", MAP: "circles-three-plus"}
    return Segmented(theme, "Voices as", ((LIST, "List"), (MAP, "Map")), _PADDING, icons)
