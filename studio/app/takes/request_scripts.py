# SPDX-License-Identifier: GPL-3.0-or-later
"""A paragraph as a request for speech has it: what dictionaries tell goes as entries of the request, all other marks as
tags of its text."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.dictionary import LONGEST_TEXT, MOST_WORDS, Dictionary, Entry
from studio.core.edges import bare
from studio.core.marks import Mark, Marks, kind_of
from studio.core.markup import parse_markup
from studio.core.project import Paragraph
from studio.core.tagging import with_tags


@dataclass(frozen=True, slots=True)
class RequestScript:
    """A text with tags, and the entries that say some of its words otherwise than written."""

    text: str
    pronunciations: tuple[Entry, ...] = ()


def request_script(paragraph: Paragraph) -> RequestScript:
    """What is sent to have *paragraph* spoken. It sounds as `Paragraph.script` does, in which each told word is tagged.

    The entries are those words alone that are told here, whatever number the dictionaries have. Where entries would say
    other places too, or not all of these, all is tagged.
    """
    told = tuple(mark for mark in paragraph.marks if mark.told)
    if not told:
        return RequestScript(paragraph.script)
    own = tuple(mark for mark in paragraph.marks if not mark.told)
    entries = tuple(dict.fromkeys(_entry(paragraph.text, mark) for mark in told))
    if all(map(_can_travel, entries)) and _found(paragraph.text, own, entries) == set(told):
        return RequestScript(with_tags(paragraph.text, own).text, entries)
    return RequestScript(paragraph.script)


def _entry(text: str, mark: Mark) -> Entry:
    said = f"/{mark.value}/" if mark.kind == "ipa" else mark.value
    return Entry(text[mark.start : mark.end], said, case_sensitive=True)


def _can_travel(entry: Entry) -> bool:
    """Whether a server takes *entry*."""
    texts = (entry.text, entry.alias)
    return all(0 < len(text) <= LONGEST_TEXT and text.strip() for text in texts) and len(entry.text.split()) <= (
        MOST_WORDS
    )


def _found(text: str, own: Marks, entries: tuple[Entry, ...]) -> set[Mark] | None:
    """The marks that a server makes of *entries* in *text*, which has its *own* marks; None where it divides a match
    with one of these."""
    tagged = with_tags(text, own)
    marked = parse_markup(tagged.text)
    saying = [mark for mark in own if kind_of(mark).group == "saying"]
    found: set[Mark] = set()
    for match in Dictionary(entries, "").matches(marked.text):
        if match is None:
            continue
        inside = bare(marked.text[match.start : match.end])
        begin = marked.text.index(inside, match.start)
        # Places of the text that is read, in which each pause is a blank.
        first, last = (tagged.place(marked.source(at)) for at in (begin, begin + len(inside) - 1))
        if any(mark.start <= first and last < mark.end for mark in saying):
            continue
        if any(mark.start <= last and first < mark.end for mark in saying):
            return None
        found.add(Mark(match.how, first, last + 1, match.said))
    return found
