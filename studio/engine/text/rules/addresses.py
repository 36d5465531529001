# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of `normalise` for web and mail addresses, and for what is spelt letter by letter; the names of emoji."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from studio.engine.text import numerals
from studio.engine.text.language import Spoken
from studio.engine.text.word_context import Context, is_letter

_DOMAINS = (
    "com|org|net|edu|gov|mil|int|info|biz|io|ai|app|dev|eu|us|uk|ca|au|nz|ie|de|at|ch|fr|be|lu|nl|es|mx|ar|cl|co|pe|it|"
    "pt|br|in|jp|cn|kr|ru|pl|se|no|dk|fi|cz|gr|tr|me|tv|fm|to|news|shop|online|site|blog|cat|museum|travel"
)
_SAID_AS_WORDS = frozenset(["me", "it", "in", "to", "es", "us", "io"])
_WEB = re.compile(
    rf"(?:(?P<scheme>https?|ftp)://)?(?P<host>(?:[\w-]+\.)+(?:{_DOMAINS})|(?P<odd>[\w-]+(?:\.[\w-]+)*))"
    r"(?P<port>:\d+)?(?P<path>/\S*)?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?:mailto:)?[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_VOWELS = frozenset("aeiouyáéíóúàèìòùâêîôûäöüœæ")


def _address(context: Context) -> str | None:
    core = context.core
    if not any(mark in core for mark in ".@/"):
        return None
    if _MAIL.fullmatch(core):
        return _said(core.removeprefix("mailto:"), context)
    match = _WEB.fullmatch(core)
    if match is None or (match["odd"] and not match["scheme"] and not core.lower().startswith("www.")):
        return None
    rest = core[len(match["scheme"]) + 3 :] if match["scheme"] else core
    return _said(rest.rstrip("/").partition("?")[0].partition("#")[0], context)


def _said(address: str, context: Context) -> str:
    local, table = context.local, context.table
    names = {".": local.dot, "@": local.at, "/": local.slash, "_": local.underscore, "-": local.hyphen}
    runs = re.findall(r"[^\W\d_]+|\d+|[\W_]", address)
    said: list[str] = []
    for index, run in enumerate(runs):
        if run.isdecimal():
            said.append(numerals.amount(run, table))
        elif run[0].isalpha():
            last = index > 1 and runs[index - 1] == "." and (index + 1 == len(runs) or runs[index + 1] in "/:")
            said.append(_word(run, last and len(run) == 2))
        elif run in names:
            said.append(names[run])
        elif run in table.signs:
            said.append(table.signs[run])
    return " ".join(said)


def _word(run: str, country: bool) -> str:
    lower = run.lower()
    unsayable = 2 <= len(run) <= 4 and not any(character in _VOWELS for character in lower)
    if lower == "www" or unsayable or (country and lower not in _SAID_AS_WORDS):
        return " ".join(lower.upper())
    return run


def spelled(text: str, table: Spoken) -> str:
    """*text* letter by letter and figure by figure, signs by their names where the language has one."""
    said: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if character.isdecimal():
            said.append(numerals.cardinal(unicodedata.decimal(character), table))
        elif is_letter(character):
            said.append(letter_name(character, table))
        elif character in table.signs:
            said.append(table.signs[character])
    return " ".join(said)


def letter_name(letter: str, table: Spoken) -> str:
    """A letter by itself, so that espeak-ng reads its name; an English "A" would else be the article."""
    return "⟨ˈeɪ⟩" if table.numerals == "en" and letter in "Aa" else letter.upper()


def emoji_in(word: str, language: str) -> Iterator[str]:
    """The emoji of *word* as espeak-ng is to read them: it names the usual ones in many languages, and others are named
    in English by their Unicode names."""
    for character in word:
        if unicodedata.category(character) == "So" and ord(character) >= 0x2600:
            if language.startswith("en"):
                yield re.sub(r"[^a-z ]", " ", unicodedata.name(character, "emoji").lower()).strip()
            else:
                yield character


ADDRESS_RULES = (_address,)
