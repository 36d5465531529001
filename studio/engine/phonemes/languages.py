# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of the languages that Kokoro speaks; resources/docs/languages.md has the measurements behind them."""

from __future__ import annotations

from functools import lru_cache

from studio.engine.phonemes import chinese, japanese

OWN = {
    "en-US": "en-us",
    "en-GB": "en-gb-x-rp",
    "es": "es",
    "fr": "fr",
    "it": "it",
    "pt-BR": "pt-br",
    "hi": "hi",
    "ja": "",
    "zh": "",
}
"""Languages that Kokoro was trained on: tag to the espeak-ng voice of their phonemes, "" for a module here."""

MAPPED = {
    "de": "de", "nl": "nl", "pl": "pl", "ru": "ru", "sv": "sv", "tr": "tr", "cs": "cs", "da": "da", "nb": "nb",
    "fi": "fi", "hu": "hu", "ro": "ro", "sk": "sk", "uk": "uk", "el": "el", "bg": "bg", "hr": "hr", "sr": "sr",
    "sl": "sl", "ca": "ca", "eu": "eu", "et": "et", "lv": "lv", "lt": "lt", "es-419": "es-419", "pt-PT": "pt",
    "id": "id", "ms": "ms", "sw": "sw", "eo": "eo", "la": "la", "bn": "bn", "mr": "mr", "ur": "ur", "fa": "fa",
    "he": "he",
}  # fmt: skip
"""Languages without tones that Kokoro speaks with sounds known from others: at least 95 % of their phonemes are."""

G2P_UNAVAILABLE = {"ja": japanese.unavailable_reason, "zh": chinese.unavailable_reason}


@lru_cache(maxsize=1)
def kokoro_languages() -> tuple[str, ...]:
    """Tags that can be written in Kokoro's alphabet on this machine, its own languages first."""
    own = [tag for tag in OWN if tag not in G2P_UNAVAILABLE or not G2P_UNAVAILABLE[tag]()]
    return (*own, *MAPPED)


def unavailable_reason(tag: str) -> str:
    """Why one of Kokoro's own languages cannot be spoken on this machine; "" if it can."""
    return G2P_UNAVAILABLE[tag]() if tag in G2P_UNAVAILABLE else ""
