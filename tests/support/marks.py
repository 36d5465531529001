# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts with marks, for tests of properties."""

from __future__ import annotations

from hypothesis import strategies as st

from studio.core.marks import MARK_KINDS, Mark, Marks, ordered, put

_VALUES = {
    "pause": ["0.5", "2"],
    "ipa": ["həˈloʊ", "wˈɜːld"],
    "respelling": ["NOO-vah", "saint skeh-ree"],
    "spell": [""],
    "speed": ["0.8", "1.2"],
    "volume": ["0.5", "1.5"],
    "emotion": ["curiosity:low", "happy", "neutral"],
    "speaker": ["ida", "keeper"],
    "language": ["de", "fr"],
    "emphasis": [""],
    "unknown": ["<b>", "</i>"],
}
TEXTS = st.text(alphabet='ab <>&;/."', max_size=24) | st.sampled_from(
    ["one two three four", '<break time="1s"/> is a tag', "a &lt; b &amp;lt;", "<<x>>", "say <spell it", "<"]
)


@st.composite
def marks_of(draw: st.DrawFn, text: str) -> list[Mark]:
    """Marks on *text*, in no order."""
    found: list[Mark] = []
    for kind in draw(st.lists(st.sampled_from(sorted(MARK_KINDS)), max_size=6)):
        start = draw(st.integers(0, len(text)))
        end = start if MARK_KINDS[kind].point else draw(st.integers(start, len(text)))
        if end > start or MARK_KINDS[kind].point:
            found.append(Mark(kind, start, end, draw(st.sampled_from(_VALUES[kind]))))
    return found


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, Marks]:
    """A text and its marks, as edits leave them."""
    text = draw(TEXTS)
    marks: Marks = ()
    for mark in draw(marks_of(text)):
        marks = put(marks, mark, len(text))
    return text, ordered(marks, len(text))
