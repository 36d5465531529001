# SPDX-License-Identifier: GPL-3.0-or-later
"""The palettes, light and dark, each also with more contrast, as data. Colours are #RRGGBB, or #AARRGGBB if they are
transparent."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Palette:
    """All colours that a panel may use, named by their purpose."""

    name: str
    page: str
    panel: str
    transport: str
    field: str
    field_edge: str
    row_hover: str
    row_selected: str
    row_shadow: str
    playing: str
    notice: str
    hairline: str
    text: str
    text_2: str
    text_3: str
    heard_text: str
    disabled: str
    groove: str
    edge: str
    idle_wave: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_line: str
    accent_text: str
    accent_tint: str
    ready: str
    error: str
    thumb: str
    button_tint: str
    track_box: str
    selection: str


DARK = Palette(
    name="dark",
    page="#1D1B19",
    panel="#161513",
    transport="#100F0E",
    field="#272421",
    field_edge="#00FFFFFF",
    row_hover="#211F1C",
    row_selected="#2B2723",
    row_shadow="#00000000",
    playing="#23211E",
    notice="#2D2926",
    hairline="#0FFFFFFF",
    text="#F1EDE6",
    text_2="#B0A99F",
    text_3="#989186",
    heard_text="#948D82",
    disabled="#4A453F",
    groove="#3A3631",
    edge="#7A736A",
    idle_wave="#6E675E",
    accent="#F5A524",
    on_accent="#1C1304",
    accent_hover="#FFB53D",
    accent_line="#F5A524",
    accent_text="#F9BC55",
    accent_tint="#2EF5A524",
    ready="#6CC08B",
    error="#FF7F66",
    thumb="#F4F0EA",
    button_tint="#14FFFFFF",
    track_box="#12FFFFFF",
    selection="#4DF5A524",
)

LIGHT = Palette(
    name="light",
    page="#FFFEFC",
    panel="#F6F4F0",
    transport="#EFECE6",
    field="#FFFFFF",
    field_edge="#142A1E0A",
    row_hover="#F0EDE7",
    row_selected="#FFFFFF",
    row_shadow="#1F2A1E0A",
    playing="#FAF7F1",
    notice="#FFFFFF",
    hairline="#142A1E0A",
    text="#1E1B16",
    text_2="#575147",
    text_3="#696257",
    heard_text="#736C60",
    disabled="#C9C3B8",
    groove="#DCD7CD",
    edge="#8C8579",
    idle_wave="#A39C8F",
    accent="#F4A822",
    on_accent="#1E1403",
    accent_hover="#F9B640",
    accent_line="#BC7600",
    accent_text="#8A5300",
    accent_tint="#29F4A822",
    ready="#2C8A57",
    error="#C23A22",
    thumb="#FFFFFF",
    button_tint="#122A1E0A",
    track_box="#0F2A1E0A",
    selection="#59F4A822",
)

DARK_CONTRAST = replace(
    DARK,
    field_edge="#73FFFFFF",
    hairline="#59FFFFFF",
    text="#FFFFFF",
    text_2="#E4DED4",
    text_3="#D2CBC0",
    heard_text="#C8C1B5",
    disabled="#8A837A",
    groove="#5C564F",
    edge="#B5ADA2",
    idle_wave="#A59D92",
    accent_text="#FFD089",
    button_tint="#33FFFFFF",
    track_box="#26FFFFFF",
)
LIGHT_CONTRAST = replace(
    LIGHT,
    field_edge="#80000000",
    hairline="#66000000",
    text="#000000",
    text_2="#38332B",
    text_3="#453F36",
    heard_text="#4D473D",
    disabled="#8A8377",
    groove="#A59D90",
    edge="#5A5349",
    idle_wave="#6E665A",
    accent_line="#8F5900",
    accent_text="#6B4000",
    ready="#1A6B3E",
    error="#A02A14",
    button_tint="#242A1E0A",
    track_box="#1F2A1E0A",
)
