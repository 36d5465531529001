# SPDX-License-Identifier: GPL-3.0-or-later
"""Words in the W3C's Pronunciation Lexicon Specification 1.0 (PLS).

PLS has one language for all of a lexicon and no word about case. What an entry has beside that is in attributes of
other namespaces, which PLS permits: `xml:lang` of a lexeme, and `case` of ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from studio.core.dictionary import Entry
from studio.project.importers.book import ImportFailed
from studio.project.importers.xml_reading import read_xml
from studio.project.word_lists.word_list import WordList, WordListFailed, word_list

_PLS = "http://www.w3.org/2005/01/pronunciation-lexicon"
_OURS = "urn:speech-studio:dictionary"
_MOST_TEXT = 10_000


def read_pls(data: bytes, name: str) -> WordList:
    """The words of a lexicon. Phonemes in another alphabet than IPA are skipped.

    Raises:
        WordListFailed: it is none, declares entities, has no words, or too many.
    """
    lexicon = _Lexicon(name)
    try:
        read_xml(data, name, lexicon)
    except ImportFailed as error:
        raise WordListFailed(error.user_text) from error
    if not lexicon.seen:
        raise WordListFailed(f"{name} is no pronunciation lexicon (PLS).")
    return word_list(lexicon.found, name)


def write_pls(entries: Sequence[Entry]) -> bytes:
    """A lexicon in the language that most of *entries* have."""
    counted = Counter(entry.language for entry in entries if entry.language)
    language = counted.most_common(1)[0][0] if counted else "en"
    return "\n".join(_lines(entries, language)).encode("utf-8")


def _lines(entries: Sequence[Entry], language: str) -> Iterator[str]:
    # It brings urllib with it, which takes long to load.
    from xml.sax.saxutils import escape, quoteattr

    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<lexicon version="1.0" xmlns="{_PLS}" xmlns:studio="{_OURS}" alphabet="ipa" xml:lang={quoteattr(language)}>'
    )
    for entry in entries:
        lang = "" if entry.language == language else f" xml:lang={quoteattr(entry.language)}"
        case = ' studio:case="match"' if entry.case_sensitive else ""
        yield f"  <lexeme{lang}{case}>"
        yield f"    <grapheme>{escape(entry.text)}</grapheme>"
        said = f"<phoneme>{escape(entry.ipa)}</phoneme>" if entry.ipa else f"<alias>{escape(entry.alias)}</alias>"
        yield f"    {said}"
        yield "  </lexeme>"
    yield "</lexicon>\n"


class _Lexicon:
    """Collects the entries of a document as it is read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.seen = False
        self.found: list[Entry | None] = []
        self._language = self._alphabet = ""
        self._lexeme: dict[str, str] = {}
        self._graphemes: list[str] = []
        self._said: list[tuple[bool, str]] = []
        self._attrs: dict[str, str] = {}
        self._text: list[str] | None = None
        self._length = 0

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "lexicon":
            self.seen = True
            self._language, self._alphabet = attrs.get("lang", ""), attrs.get("alphabet", "ipa")
        elif tag == "lexeme":
            self._lexeme, self._graphemes, self._said = dict(attrs), [], []
        elif tag in ("grapheme", "phoneme", "alias"):
            self._attrs, self._text, self._length = dict(attrs), [], 0

    def end(self, tag: str) -> None:
        if tag == "lexeme":
            self._tell()
        elif self._text is not None and tag in ("grapheme", "phoneme", "alias"):
            text, self._text = " ".join("".join(self._text).split()), None
            self._take(tag, text)

    def data(self, text: str) -> None:
        if self._text is not None:
            self._length += len(text)
            if self._length > _MOST_TEXT:
                raise WordListFailed(f"{self._name} has a word of more than {_MOST_TEXT:,} letters.")
            self._text.append(text)

    def _take(self, tag: str, text: str) -> None:
        if tag == "grapheme":
            self._graphemes.append(text)
            return
        preferred = self._attrs.get("prefer") == "true"
        if tag == "alias":
            self._said.append((preferred, text))
        elif self._attrs.get("alphabet", self._alphabet).lower() == "ipa" and text:
            self._said.append((preferred, f"/{text}/"))

    def _tell(self) -> None:
        said = next((alias for preferred, alias in self._said if preferred), self._said[0][1] if self._said else "")
        language = self._lexeme.get("lang", self._language).replace("_", "-")
        case = self._lexeme.get("case") == "match"
        for word in self._graphemes or [""]:
            self.found.append(Entry(word, said, language, case) if word and said else None)
