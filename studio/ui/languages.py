# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of languages and regions for people."""

from __future__ import annotations

from functools import lru_cache

from studio.core.languages import primary, region

_NAMES = {
    "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "pt": "Portuguese", "hi": "Hindi",
    "ja": "Japanese", "zh": "Chinese", "cmn": "Chinese", "de": "German", "nl": "Dutch", "pl": "Polish",
    "ru": "Russian",
    "sv": "Swedish", "tr": "Turkish", "cs": "Czech", "da": "Danish", "nb": "Norwegian", "fi": "Finnish",
    "hu": "Hungarian", "ro": "Romanian", "sk": "Slovak", "uk": "Ukrainian", "el": "Greek", "bg": "Bulgarian",
    "hr": "Croatian", "sr": "Serbian", "bs": "Bosnian", "sl": "Slovenian", "mk": "Macedonian", "be": "Belarusian",
    "ca": "Catalan", "eu": "Basque", "an": "Aragonese", "et": "Estonian", "lv": "Latvian", "ltg": "Latgalian",
    "lt": "Lithuanian", "id": "Indonesian", "ms": "Malay", "sw": "Swahili", "eo": "Esperanto", "la": "Latin",
    "bn": "Bengali", "mr": "Marathi", "ur": "Urdu", "fa": "Persian", "he": "Hebrew", "ko": "Korean", "ar": "Arabic",
    "vi": "Vietnamese", "th": "Thai", "yue": "Cantonese", "hak": "Hakka Chinese", "my": "Burmese", "shn": "Shan",
    "ta": "Tamil", "te": "Telugu", "kn": "Kannada", "ml": "Malayalam", "gu": "Gujarati", "pa": "Punjabi", "or": "Odia",
    "as": "Assamese", "ne": "Nepali", "si": "Sinhala", "sd": "Sindhi", "kok": "Konkani", "ka": "Georgian",
    "hy": "Armenian", "az": "Azerbaijani", "kk": "Kazakh", "ky": "Kyrgyz", "uz": "Uzbek", "tk": "Turkmen",
    "tt": "Tatar", "ba": "Bashkir", "cv": "Chuvash", "nog": "Nogai", "ug": "Uyghur",
    "ku": "Kurdish",
    "sq": "Albanian", "mt": "Maltese", "is": "Icelandic", "kl": "Greenlandic", "smj": "Lule Sami",
    "ga": "Irish", "gd": "Scottish Gaelic", "cy": "Welsh", "lb": "Luxembourgish", "af": "Afrikaans", "am": "Amharic",
    "ti": "Tigrinya", "om": "Oromo", "tn": "Setswana", "haw": "Hawaiian", "mi": "Māori", "ht": "Haitian Creole",
    "pap": "Papiamento", "gn": "Guarani", "qu": "Quechua", "quc": "K’iche’", "ia": "Interlingua",
}  # fmt: skip
_REGIONS = {
    "US": "US", "GB": "UK", "BR": "Brazil", "PT": "Portugal", "ES": "Spain", "FR": "France", "IT": "Italy",
    "419": "Latin America",
}  # fmt: skip
# Adjectives of regions.
_FROM = {"US": "American", "GB": "British", "BR": "Brazilian", "419": "Latin American"}


@lru_cache(maxsize=512)
def language_name(tag: str) -> str:
    """The language's name: "English" for "en", "English (UK)" for "en-GB"."""
    from PySide6.QtCore import QLocale

    name = _NAMES.get(primary(tag)) or QLocale.languageToString(QLocale(tag).language())
    where = region(tag).upper()
    return f"{name} ({_REGIONS.get(where, where)})" if where else name


@lru_cache(maxsize=512)
def region_names(tag: str) -> tuple[str, ...]:
    """All names of the tag's region, such as "UK", "United Kingdom" and "British" for "en-GB"; none without a
    region."""
    from PySide6.QtCore import QLocale

    where = region(tag).upper()
    if not where:
        return ()
    territory = QLocale.codeToTerritory(where)
    country = "" if territory == QLocale.Country.AnyTerritory else QLocale.territoryToString(territory)
    return tuple(name for name in (_REGIONS.get(where, where), country, _FROM.get(where, "")) if name)
