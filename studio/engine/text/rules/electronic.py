# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses of the net, mail, files, versions: marks named, figures one by one; what is spelled; names of emoji."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from studio.engine.text import numerals
from studio.engine.text.classes import Piece, SemioticClass, Token
from studio.engine.text.forms import ALONE
from studio.engine.text.language import Language
from studio.engine.text.neighbours import Sentence
from studio.engine.text.rules.words import can_be_said
from studio.engine.text.tokens import is_letter

_DOMAINS = (
    "com|org|net|edu|gov|mil|int|info|biz|io|ai|app|dev|eu|us|uk|ca|au|nz|ie|de|at|ch|fr|be|lu|nl|es|mx|ar|cl|co|pe|it|"
    "pt|br|in|jp|cn|kr|ru|pl|se|no|dk|fi|cz|gr|tr|me|tv|fm|to|news|shop|online|site|blog|cat|museum|travel|gg|xyz|tech"
)
_SAID_AS_WORDS = re.compile("me|it|in|to|es|us|io|no|be|at")
_FILES = (
    "py|js|ts|tsx|jsx|json|txt|md|pdf|docx?|xlsx?|pptx?|csv|tsv|html?|css|xml|ya?ml|toml|ini|cfg|conf|log|sh|bat|exe|"
    "zip|tar|gz|rar|7z|png|jpe?g|gif|svg|webp|mp3|mp4|wav|ogg|flac|avi|mov|mkv|epub|c|h|cpp|hpp|rs|go|java|rb|php|sql|"
    "db|bak|dll|iso|dmg|apk|odt|rtf|tex|ps1|lock|env|wma|psd|ai"
)
_WEB = re.compile(
    r"(?:(?P<scheme>https?|ftp|file|ssh|wss?)://)(?P<rest>[^\s<>\"'“”]+)"
    rf"|(?P<host>(?:[\w-]{{1,63}}\.){{1,6}}(?:{_DOMAINS})(?![\w-]|\.\w))"
    r"(?P<port>:\d{1,5})?(?P<path>/[^\s<>\"'“”]{0,2000})?"
    r"|(?P<www>www\.[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}(?:/[^\s<>\"'“”]{0,2000})?)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?:mailto:)?(?P<mail>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})", re.IGNORECASE)
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?::\d{1,5})?(?![\d]|\.\d)")
_LOCAL = re.compile(r"localhost(?::\d{1,5})?(?:/[^\s<>\"'“”]{0,500})?(?![\w])")
_VERSION = re.compile(
    r"[vV]?\d{1,5}(?:\.\d{1,5}){2,4}(?:-?(?:rc|beta|alpha|b|a)\.?\d{0,3})?(?![\w]|\.\d)|(?:v\d{1,4}|V\d{1,4}(?=\.\d))(?:\.\d{1,4})?(?![\w]|\.\d)"
)
_FILE = re.compile(rf"[\w-]{{2,60}}[./\\](?:[\w-]{{1,60}}[./\\]){{0,12}}(?:{_FILES})(?![\w-]|\.\w)")
_PATH = re.compile(
    r"(?:~|\.{1,2})?(?:/[\w.@-]{1,80}){2,20}/?|[A-Za-z]:\\[\w.\\ -]{1,200}[\w]"
    r"|(?:~|\.{1,2})/[\w.@-]{1,80}(?:/[\w.@-]{1,80}){0,20}"
)
_HANDLE = re.compile(r"@(\w{1,40})(?!\w)")
_HASHTAG = re.compile(r"#((?=[^\W\d])[^\s#.,;:!?()\[\]\"'/…]{1,60})")
_SNAKE = re.compile(r"[A-Za-z][A-Za-z0-9]{0,40}(?:_[A-Za-z0-9]{1,40}){1,8}(?!\w)")
_TRAILING = ".,;:!?)]}'\""
_RUNS = re.compile(r"[^\W\d_]+|\d+|[\W_]")
_HUMPS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\x00-\x7f]+")


def address(sentence: Sentence, at: int) -> Token | None:
    """Rule: web and mail addresses."""
    text = sentence.text
    begin = sentence.line.starts[sentence.line.word_at(at)]
    if at - begin > 8:
        return None
    window = text[at : min(at + 300, sentence.line.end_of(sentence.line.word_at(at)))]
    if not any(mark in window for mark in ".@:"):
        return None
    mail = _MAIL.match(text, at)
    if mail is not None:
        written = mail["mail"].rstrip(_TRAILING)
        end = mail.start("mail") + len(written)
        return Token(
            SemioticClass.ELECTRONIC,
            at,
            end,
            (Piece(at, said_address(written, sentence.language)),),
            "an address of mail",
        )
    match = _WEB.match(text, at) or _LOCAL.match(text, at)
    if match is None:
        return None
    written = match.group().rstrip(_TRAILING)
    end = at + len(written)
    if match.re is _WEB and match["host"] and not _is_host(match["host"], sentence, end):
        return None
    shown = re.sub(r"^[a-z]{2,5}://", "", written, flags=re.IGNORECASE)
    said = said_address(re.split(r"[?#]", shown.rstrip("/"))[0], sentence.language)
    return Token(SemioticClass.ELECTRONIC, at, end, (Piece(at, said),), "an address of the net") if said else None


def _is_host(host: str, sentence: Sentence, end: int) -> bool:
    """Whether "end.It" is no host but two sentences: a lower-case word before a capital one."""
    left, _, right = host.rpartition(".")
    if right[:1].isupper() and not host.isupper():
        return False
    return len(left) > 1 or len(right) > 2 or sentence.char(end) == "/"


def number_address(sentence: Sentence, at: int) -> Token | None:
    """Rule: IP addresses with ports, versions."""
    match = _IP.match(sentence.text, at)
    language = sentence.language
    if match is not None and sentence.bounded(match.end()):
        said = said_address(match.group(), language)
        return Token(SemioticClass.ELECTRONIC, at, match.end(), (Piece(at, said),), "four numbers with dots")
    match = _VERSION.match(sentence.text, at)
    if match is None or not sentence.bounded(match.end()) or not sentence.starts_word(at):
        return None
    written = match.group()
    if written.isdecimal() or (written[0] not in "vV" and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", written)):
        return None
    parts = re.findall(r"[A-Za-z]+|\d+|\.", written)
    words = {"v": language.version, "V": language.version, "rc": "R.C", ".": language.version_dot}
    said = " ".join(words.get(part, numerals.amount(part, language) if part.isdecimal() else part) for part in parts)
    return Token(SemioticClass.CODE, at, match.end(), (Piece(at, said),), "the numbers of a version", 0.9)


def file_or_path(sentence: Sentence, at: int) -> Token | None:
    """Rule: file names and paths."""
    if not sentence.starts_word(at):
        return None
    match = _PATH.match(sentence.text, at) or _FILE.match(sentence.text, at)
    if match is None:
        return None
    written = match.group().rstrip(".")
    if written[0] == "." and written.count("/") == 0:
        return None
    if re.fullmatch(r"[A-Z][a-z]+\.[a-z]{1,2}", written) and len(written) < 5:
        return None
    said = said_address(written, sentence.language)
    end = at + len(written)
    return Token(SemioticClass.CODE, at, end, (Piece(at, said),), "a file or a path", 0.9)


def handle_or_tag(sentence: Sentence, at: int) -> Token | None:
    """Rule: "@name", "#tag", "snake_case"."""
    language = sentence.language
    match = _HANDLE.match(sentence.text, at)
    if match is not None and sentence.starts_word(at):
        said = f"{language.at} {_humps(match[1], language)}"
        return Token(SemioticClass.ELECTRONIC, at, match.end(), (Piece(at, said),), "a name behind an @")
    match = _HASHTAG.match(sentence.text, at)
    if match is not None and sentence.starts_word(at):
        said = f"{language.hashtag} {_humps(match[1], language)}"
        return Token(SemioticClass.ELECTRONIC, at, match.end(), (Piece(at, said),), "a word behind a #")
    return None


def snake_case(sentence: Sentence, at: int) -> Token | None:
    """Rule: "snake_case"."""
    match = _SNAKE.match(sentence.text, at)
    if match is None:
        return None
    said = said_address(match.group(), sentence.language)
    return Token(SemioticClass.CODE, at, match.end(), (Piece(at, said),), "words joined by _", 0.9)


def _humps(name: str, language: Language) -> str:
    words: list[str] = []
    for part in name.split("_"):
        words += [
            numerals.amount(hump, language) if hump.isdecimal() else _word(hump, False, language)
            for hump in _HUMPS.findall(part)
        ]
    return " ".join(words) or name


def said_address(address: str, language: Language) -> str:
    """*address* word by word: marks by their names, figures one by one, what cannot be said spelled."""
    names = {
        ".": language.dot, "@": language.at, "/": language.slash, "_": language.underscore, "-": language.hyphen,
        ":": language.colon, "\\": language.backslash, "~": language.tilde,
    }  # fmt: skip
    runs = _RUNS.findall(address)
    said: list[str] = []
    for index, run in enumerate(runs):
        if run.isdecimal():
            said.append(numerals.digits(run, language))
        elif run[0].isalpha():
            last = index > 1 and runs[index - 1] == "." and (index + 1 == len(runs) or runs[index + 1] in "/:")
            said.append(_word(run, last and len(run) == 2, language))
        elif run in names:
            said.append(names[run])
        elif run in language.signs:
            said.append(language.signs[run])
    return " ".join(said)


def _word(run: str, country: bool, language: Language) -> str:
    lower = run.lower()
    unsayable = 2 <= len(run) <= 4 and run.isascii() and not can_be_said(run, language)
    if lower == "www":
        return " ".join(lower.upper())
    if unsayable or (country and _SAID_AS_WORDS.fullmatch(lower) is None):
        return ".".join(lower.upper())
    return run.lower() if run.isupper() and len(run) > 1 else run


def spelled(text: str, language: Language) -> str:
    """*text* letter by letter and figure by figure, signs by their names where the language has one."""
    said: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if character.isdecimal():
            said.append(language.cardinal(unicodedata.decimal(character), ALONE))
        elif is_letter(character):
            said.append(language.letters.get(character.upper(), character.upper()))
        elif character in language.signs:
            said.append(language.signs[character])
    return " ".join(said)


def emoji_in(word: str, *, by_unicode: bool) -> Iterator[str]:
    """The emoji of *word* as espeak-ng is to read them: itself where it names the usual ones, else the Unicode name."""
    for character in word:
        if unicodedata.category(character) == "So" and ord(character) >= 0x2600:
            if by_unicode:
                yield re.sub(r"[^a-z ]", " ", unicodedata.name(character, "emoji").lower()).strip()
            else:
                yield character
