# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts of which no two begin alike, so that nothing kept from an earlier render helps."""

from __future__ import annotations

_SENTENCES = (
    "The tape had lain in the lamp room for forty years, wrapped in a flour sack.",
    "On the last evening of October, the light went out.",
    "So I carried the recorder up, all the twelve steps, and pressed the only key that still moved.",
    "If you can hear this, you have climbed the stairs, and I am sorry about the knees.",
    "Every night at ten past two, somebody answered.",
    "Three short flashes, out past the reef, where the chart shows nothing but water.",
    "After eleven years I stopped thinking, and simply wished them good night.",
    "I looked at my watch, and it was nine minutes past two.",
    "The lamp was cold, the switch was under my hand, and the dark had patience.",
)


def six_sentences(number: int) -> str:
    """Six sentences, a different first one for each *number* up to 8."""
    count = len(_SENTENCES)
    return " ".join(_SENTENCES[(number + step) % count] for step in range(6))


def long_text(minutes: float) -> str:
    """Paragraphs that read for about *minutes*, each beginning with its own number word."""
    ordinals = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
    paragraphs: list[str] = []
    words = 0
    while words < minutes * 165:
        number = len(paragraphs)
        lead = f"{ordinals[number % 10]} part, round {number // 10 + 1}. "
        paragraphs.append(lead + six_sentences(number))
        words += len(paragraphs[-1].split())
    return "\n".join(paragraphs)
