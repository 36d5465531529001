# SPDX-License-Identifier: Apache-2.0
"""Numbers of words. Where no blanks stand between words, each character counts as one."""

from __future__ import annotations

import re
from functools import lru_cache

# Han and kana. Thai and its like have no blanks either, but there a letter is no word.
_BY_CHARACTER = "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHARACTER = re.compile(f"[{_BY_CHARACTER}]")


@lru_cache(maxsize=32768)
def words_in(text: str) -> int:
    """Number of words of *text*: of what stands between blanks, and of characters of Chinese and Japanese."""
    if text.isascii() or _CHARACTER.search(text) is None:
        return len(text.split())
    # What stands beside characters is a word if it is more than their commas and quotes.
    others = _CHARACTER.sub(" ", text).split()
    return len(_CHARACTER.findall(text)) + sum(any(map(str.isalnum, other)) for other in others)
