# SPDX-License-Identifier: Apache-2.0
"""The punctuation at a word's edges.

Looked for from the edge: a pattern that ends with "$" is tried from every place of a word, which takes the square of
its length where a word is all marks.
"""

from __future__ import annotations

import re

_MARKS = re.compile(r"\W*+")
_MARKS_WITHOUT_SIGNS = re.compile(r"[^\w$£€¥₹%°]*+")


def bare(word: str) -> str:
    """*word* without what is neither letter nor figure at its edges; as it is if it is nothing else."""
    start = _length(_MARKS, word)
    return word[start : len(word) - _length(_MARKS, word[::-1])] if start < len(word) else word


def closing_marks(word: str) -> str:
    """What *word* ends with that is neither letter nor figure nor a sign that is said with one ("%", "$")."""
    return word[len(word) - _length(_MARKS_WITHOUT_SIGNS, word[::-1]) :]


def _length(marks: re.Pattern[str], text: str) -> int:
    match = marks.match(text)
    return 0 if match is None else match.end()
