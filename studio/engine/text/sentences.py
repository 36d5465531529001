# SPDX-License-Identifier: GPL-3.0-or-later
"""Text to sentences, one at a time, so that the first can be spoken before the last is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from studio.core.timeline import WordSpan, iter_spans
from studio.engine.text import languages
from studio.engine.text.ends import CLAUSE, CLOSING, FINAL, ends_sentence
from studio.engine.text.language import Language

_MOST_LETTERS = 4000


def sentences(
    text: str, max_words: int = 80, language: str = "", weigh: Callable[[WordSpan], int] | None = None
) -> Iterator[tuple[WordSpan, ...]]:
    """The words of *text* sentence by sentence; in all, exactly `core.timeline.spans_for(text, language)`.

    Read lazily: the first sentence of a book costs no more than the first of a note. Sentences end at final
    punctuation (with closing quotes), not after a title, an initial or a number's dot; at a blank line; at a line
    break unless the next line goes on in lower case; and at the end of a heading's line.

    Args:
        text: Any text.
        max_words: A longer sentence is yielded in parts, at the last clause end in reach, else after this many words.
        language: BCP 47 tag of what the text is spoken in; abbreviations are those of all languages where it has none
            of its own.
        weigh: About how many letters are said for a word, its length where nothing is given. A sentence of very many is
            yielded in parts too, so that nobody works on one for long; a giant word is a part by itself.
    """
    own_language = languages.find(language) or languages.any_language()
    words: list[WordSpan] = []
    letters = 0
    for word in iter_spans(text, language):
        if words and _ends(text, words, word, own_language):
            yield tuple(words)
            words, letters = [], 0
        elif len(words) >= max_words:
            cut = _last_clause_end(words)
            yield tuple(words[:cut])
            words = words[cut:]
            letters = sum(map(weigh or _length, words))
        own = (weigh or _length)(word)
        if words and letters + own > _MOST_LETTERS:
            yield tuple(words)
            words, letters = [], 0
        words.append(word)
        letters += own
    if words:
        yield tuple(words)


def ends_clause(word: str) -> bool:
    """Whether *word* ends with a comma, colon, dash or final punctuation (closing quotes and brackets apart)."""
    bare = word.rstrip(CLOSING)
    return bool(bare) and bare[-1] in CLAUSE + FINAL


def _ends(text: str, words: list[WordSpan], following: WordSpan, language: Language) -> bool:
    word = words[-1]
    gap = text[word.end : following.start]
    last = word.text[-1]
    if "\n" not in gap:
        if last not in FINAL and last not in CLOSING:
            return False
    elif words[0].text[0] == "#" and not words[0].text.strip("#"):
        return True
    before = tuple(words[-place].text if len(words) >= place else "" for place in (2, 3, 4))
    return ends_sentence(word.text, gap, following.text, (before[0], before[1], before[2]), language)


def _length(word: WordSpan) -> int:
    return len(word.text)


def _last_clause_end(words: list[WordSpan]) -> int:
    for count in range(len(words), len(words) // 2, -1):
        if ends_clause(words[count - 1].text):
            return count
    return len(words)
