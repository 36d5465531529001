# SPDX-License-Identifier: GPL-3.0-or-later
"""Languages by the names people know them by."""

from __future__ import annotations

_NAMES = {
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "pt": "Portuguese",
    "hi": "Hindi",
    "ja": "Japanese",
    "zh": "Chinese",
    "cmn": "Chinese",
    "de": "German",
}
_REGIONS = {"US": "US", "GB": "UK", "BR": "Brazil", "PT": "Portugal", "ES": "Spain", "FR": "France", "IT": "Italy"}


def primary(tag: str) -> str:
    """The language without its region: "en" for "en-GB"."""
    return tag.split("-")[0].lower()


def language_name(tag: str) -> str:
    """ "English" for "en", "English (UK)" for "en-GB"."""
    from PySide6.QtCore import QLocale

    name = _NAMES.get(primary(tag)) or QLocale.languageToString(QLocale(tag).language())
    region = tag.split("-")[-1].upper() if "-" in tag else ""
    return f"{name} ({_REGIONS.get(region, region)})" if region else name
