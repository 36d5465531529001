# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom the prose around a quotation names as its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from studio.project.dialogue import verbs
from studio.project.dialogue.quotations import Quotation, speaks

OTHER = ""
"""Stands for a speaker whom the text does not name: by a pronoun, or by kin of someone."""


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_UPPER, _LETTER = r"[^\W\d_a-zß-öø-ÿ]", r"[^\W\d_]"
_WORD = rf"{_UPPER}{_LETTER}*(?:[-'’.](?={_LETTER}){_LETTER}+)*"
_TITLE = r"(?i:" + _either(verbs.TITLES) + r")\b\.?"
_LINKS = r"(?:(?:de|da|di|du|von|van|der|den|la|le|of|zu|del)\s+)"
_NAME = rf"(?:{_TITLE}\s+)?{_WORD}(?:\s+{_LINKS}?{_WORD}){{0,3}}"
_NOUN = rf"[Tt]he\s+(?:(?:{_either(verbs.ADJECTIVES)})\s+)?{_LETTER}+(?:-{_LETTER}+)?"
_PRONOUN = r"(?:" + "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in sorted(verbs.PRONOUNS)) + r")\b"
_SUBJECT = rf"(?:(?P<pronoun>{_PRONOUN})|(?P<noun>{_NOUN})|(?:(?:old|young|little|poor|dear)\s+)?(?P<name>{_NAME}))"
_SPEECH = rf"(?:had\s+|has\s+)?(?:{_either(verbs.SPEECH | verbs.WITH_PARTICLES)})\b"
_BESIDE = rf"(?:{_either(verbs.BESIDE_SPEECH)})\b"
_ADVERB = r"(?:(?:\w+ly|then|at last|again|back|out|up|now|softly|quickly|all at once)\s+)"
_LEAD = r"^[\s,.;]*(?:[—–-]\s*)?"
# Taken by the functions of re, which keep what they have compiled: these take long, and many sessions need none.
_VERB_FIRST = rf"{_LEAD}(?P<verb>{_SPEECH}|{_BESIDE})\s+{_ADVERB}?{_SUBJECT}?"
_SUBJECT_FIRST = rf"{_LEAD}{_SUBJECT}(?:,\s[^,.!?]{{1,60}},)?\s+{_ADVERB}?(?P<verb>{_SPEECH}|{_BESIDE})(?!\s+nothing)"
_IN_FRONT = rf"(?<![\w'’-]){_SUBJECT}(?:,\s[^,.!?]{{1,60}},)?\s+{_ADVERB}?(?P<verb>{_SPEECH})(?=[\s,:])"
_INVERTED = rf"^\s*(?P<verb>(?i:{_SPEECH}))\s+{_SUBJECT}"
_SENTENCE_END = (
    r"(?<!\b[A-Z])(?<!\b(?i:mr|dr|ms|st|sr))(?<!\b(?i:mrs|mme|rev|col|sgt))(?<!\b(?i:prof|capt))[.!?…]+[”’\"»“]?\s+"
)
_KIN = rf"(?i:(?:{_LETTER}+['’]s|his|her|their|my|our|your|its|a|an|one|some|another)\s)"


def speakers(text: str, found: Sequence[Quotation]) -> tuple[str | None, ...]:
    """For each of the quotations *found* in *text* the name of its speaker as written; OTHER for one whom the text does
    not name, and None for none.

    Of quotations in one paragraph, those that nothing attributes belong to the speaker of the one before, or else
    behind, as prose gives each speaker a paragraph.
    """
    own: list[str | None] = []
    for number, quotation in enumerate(found):
        begin = found[number - 1].end if number else 0
        end = found[number + 1].start if number + 1 < len(found) else len(text)
        quoted = text[quotation.start : quotation.end]
        name = _behind(text[quotation.end : end], quoted)
        own.append(name if name is not None else _in_front(text[begin : quotation.start], first=not number))
    given = list(own)
    for number, quotation in enumerate(found):
        goes_on = number > 0 and text[: quotation.start].rstrip().endswith(",")
        if own[number] is None and (goes_on or speaks(text[quotation.start : quotation.end])):
            beside = [*reversed(own[:number]), *own[number + 1 :]]
            given[number] = next((name for name in beside if name is not None), None)
    return tuple(given)


def _behind(text: str, quoted: str) -> str | None:
    """The speaker that *text*, which follows the quotation, names."""
    last = quoted.rstrip("”“’‘\"'»«」』 \u00a0\u202f")[-1:]
    begin = _first_sentence(text)
    match = re.match(_VERB_FIRST, begin)
    if match is not None and (match["verb"] not in verbs.BESIDE_SPEECH or last == ",") and not begin[:1].isalnum():
        return _subject(match, begin)
    if last == ".":
        # What follows a full stop is a sentence of its own.
        return None
    match = re.match(_SUBJECT_FIRST, begin)
    if match is None:
        kin = re.match(_KIN, begin.lstrip(" ,"))
        return OTHER if kin is not None and re.search(rf"\b{_SPEECH}", begin) else None
    if match["verb"] in verbs.BESIDE_SPEECH and last != ",":
        return None
    return _subject(match, begin)


def _in_front(text: str, first: bool) -> str | None:
    """The speaker that *text*, which leads to the quotation, names."""
    if not text.rstrip().endswith((",", ":")):
        return None
    sentence = re.split(_SENTENCE_END, text)[-1]
    matches = list(re.finditer(_IN_FRONT, sentence))
    if matches:
        return _subject(matches[-1], sentence)
    inverted = re.match(_INVERTED, sentence) if first else None
    return _subject(inverted, sentence) if inverted is not None else None


def _first_sentence(text: str) -> str:
    end = re.search(_SENTENCE_END, text)
    return text[: end.start()] if end is not None else text


def _subject(match: re.Match[str], text: str) -> str:
    """The name that *match* has found as the subject; OTHER if it is none's."""
    if match["noun"]:
        words = match["noun"].split()
        return OTHER if words[-1].lower() in verbs.NO_SPEAKERS or not words[-1].islower() else match["noun"]
    if not match["name"]:
        return OTHER
    words = match["name"].split()
    while words and words[0].lower().rstrip(".") in verbs.NOBODY:
        del words[0]
    end = match.end("name")
    joined = re.match(r"\s+(?:and|und|et|y|e|&)\s+(?=[^\W\d_a-z])", text[end:])
    alone = len(words) == 1 and words[0].lower() in verbs.ABBREVIATIONS
    if not words or joined or alone or words[-1].endswith(("'s", "’s")) or not words[-1][0].isupper():
        return OTHER
    return " ".join(words)
