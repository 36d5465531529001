# SPDX-License-Identifier: GPL-3.0-or-later
"""Detection of a text file's encoding, and of files that are not text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ASCII = bytes(range(0x80))
_RIGHT_FOR_EACH_DAMAGED = 3
_SAMPLE_BYTES, _GUESSED_BYTES = 1 << 19, 1 << 16
_MOST_CONTROLS = 0.002
_MOSTLY_ASCII = 0.6
_NEEDED = 0.5
_REFUSED = 1e9
_GUESSED, _ENOUGH = 0.3, 30
_KNOWN, _MUCH = 0.35, 0.3
_SELDOM, _SELDOM_USED = 0.1, ("cp1255", "cp1256", "cp874", "cp1253", "mac_cyrillic", "mac_roman", "koi8_u", "iso8859_5")
# Control characters of C0 except tab, line ends, form feed, escape (ISO-2022-JP) and the DOS end of file.
_CONTROLS = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B}) + b"\x7f"
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x7f\ufffe\uffff\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class TextEncoding:
    """An encoding of text files.

    Attributes:
        codec: Python's name for it.
        name: Its name for a person.
        script: A regular expression's class of characters that are frequent in its texts besides ASCII.
    """

    codec: str
    name: str
    script: str = ""


UTF_8 = TextEncoding("utf-8-sig", "UTF-8")
_CYRILLIC, _GREEK = "\u0400-\u04ff", "\u0370-\u03ff"
_KANA, _HANGUL, _HAN = "\u3040-\u30ff", "\uac00-\ud7a3", "\u4e00-\u9fff\u3000-\u303f\uff00-\uff60"
_WIDE = (
    TextEncoding("utf-16-le", "UTF-16 (little-endian)"),
    TextEncoding("utf-16-be", "UTF-16 (big-endian)"),
    TextEncoding("utf-32-le", "UTF-32 (little-endian)"),
    TextEncoding("utf-32-be", "UTF-32 (big-endian)"),
)
_LATIN = (
    TextEncoding("cp1252", "Windows-1252 (Western European)"),
    TextEncoding("cp1250", "Windows-1250 (Central European)"),
    TextEncoding("iso8859_2", "ISO 8859-2 (Central European)"),
    TextEncoding("cp1254", "Windows-1254 (Turkish)"),
    TextEncoding("cp1257", "Windows-1257 (Baltic)"),
    TextEncoding("mac_roman", "Mac Roman (Western European)"),
)
_OTHERS = (
    TextEncoding("iso2022_jp", "ISO-2022-JP (Japanese)", _KANA + _HAN),
    TextEncoding("cp932", "Shift-JIS (Japanese)", _KANA + _HAN),
    TextEncoding("euc_jp", "EUC-JP (Japanese)", _KANA + _HAN),
    TextEncoding("cp949", "EUC-KR (Korean)", _HANGUL),
    TextEncoding("gb18030", "GB 18030 (Chinese)", _HAN),
    TextEncoding("big5", "Big5 (Chinese)", _HAN),
    TextEncoding("cp1251", "Windows-1251 (Cyrillic)", _CYRILLIC),
    TextEncoding("koi8_r", "KOI8-R (Russian)", _CYRILLIC),
    TextEncoding("koi8_u", "KOI8-U (Ukrainian)", _CYRILLIC),
    TextEncoding("cp866", "DOS 866 (Cyrillic)", _CYRILLIC),
    TextEncoding("iso8859_5", "ISO 8859-5 (Cyrillic)", _CYRILLIC),
    TextEncoding("mac_cyrillic", "Mac Cyrillic", _CYRILLIC),
    TextEncoding("cp1253", "Windows-1253 (Greek)", _GREEK),
    TextEncoding("cp1255", "Windows-1255 (Hebrew)", "\u0590-\u05ff"),
    TextEncoding("cp1256", "Windows-1256 (Arabic)", "\u0600-\u06ff"),
    TextEncoding("cp874", "Windows-874 (Thai)", "\u0e00-\u0e7f"),
)
ENCODINGS = {one.codec: one for one in (UTF_8, *_WIDE, *_LATIN, *_OTHERS)}
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# Beginnings of files that are not text, some of them letters.
_KINDS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "a rich text document"),
    (b"PK\x03\x04", "an archive or a document of an office program"),
    (b"\xd0\xcf\x11\xe0", "a document of an office program"),
    (b"\x1f\x8b", "an archive"),
    (b"RIFF", "a sound or a film"),
    (b"OggS", "a sound or a film"),
    (b"fLaC", "a sound"),
    (b"ID3", "a sound"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\0", "a database"),
)


def marked(data: bytes) -> TextEncoding | None:
    """The encoding given by a byte order mark at the start of *data*."""
    return next((ENCODINGS[codec] for mark, codec in _MARKS if data.startswith(mark)), None)


def kind_of_binary(data: bytes) -> str:
    """The kind of *data* if it is not text, such as "a picture"; "" if it may be text."""
    head = data[:_SAMPLE_BYTES]
    if marked(head) is not None or (unmarked_wide(head) is not None):
        return ""
    controls = len(head) - len(head.translate(None, _CONTROLS))
    binary = b"\0" in head or controls > _MOST_CONTROLS * len(head)
    for begin, kind in _KINDS:
        if head.startswith(begin) and (binary or begin in (b"%PDF-", b"{\\rtf")):
            return kind
    return "no text" if binary else ""


def unmarked_wide(data: bytes) -> TextEncoding | None:
    """UTF-16 or UTF-32 without a mark, recognised by blanks, line ends and full stops."""
    head = data[:_SAMPLE_BYTES]
    if len(head) < 4 or len(data) % 2:
        return None
    for one in (*_WIDE[2:], *_WIDE[:2]):
        try:
            text = head.decode(one.codec)
        except UnicodeDecodeError:
            continue
        # The other byte order, or letters of other encodings, may also give a text, but without these signs, each of
        # which has a byte that other texts do not have.
        if not _NO_TEXT.search(text) and re.search("[\n .,。、]", text):
            return one
    return None


def is_damaged_utf8(data: bytes) -> bool:
    """Whether *data*, which is not valid UTF-8, is damaged UTF-8: most of its characters besides ASCII are valid."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    ascii_bytes = len(data) - len(data.translate(None, _ASCII))
    # In other encodings a valid character of several bytes is rare.
    return len(text) - damaged - ascii_bytes >= _RIGHT_FOR_EACH_DAMAGED * damaged > 0


def guesses(data: bytes) -> tuple[TextEncoding, ...]:
    """Possible encodings of *data*, which has no mark and is not UTF-8, the likeliest first."""
    from charset_normalizer import from_bytes

    head = data[:_GUESSED_BYTES]
    ascii_share = sum(byte < 0x80 for byte in head) / max(len(head), 1)
    listed = _LATIN if ascii_share > _MOSTLY_ASCII and b"\x1b$" not in head else _OTHERS
    found = from_bytes(head, cp_isolation=[one.codec for one in listed])
    first = next((match.encoding for match in found), "")
    oddness = {one: _oddness(one, head, first) for one in listed}
    return tuple(sorted((one for one in listed if oddness[one] < _REFUSED), key=oddness.__getitem__)) or (_LATIN[0],)


def _oddness(encoding: TextEncoding, head: bytes, first: str) -> float:
    """Share of odd signs among the characters besides ASCII of *head* in *encoding*. *first* is a guess by statistics
    of languages, which is right for long texts."""
    try:
        # *head* may end in the middle of a character.
        text = head.decode(encoding.codec, "strict" if len(head) < _GUESSED_BYTES else "ignore")
    except UnicodeDecodeError:
        return _REFUSED
    beside_ascii = sum(ord(sign) >= 0x80 for sign in text)
    if _NO_TEXT.search(text) or re.search("[\x80-\x9f]", text) or not beside_ascii:
        return _REFUSED
    known = False
    odd = sum(
        (before.islower() and sign.isupper())
        or "\u2500" <= sign <= "\u257f"
        or (ord(sign) >= 0x80 and not sign.isalpha() and before.isalpha() and after.isalpha())
        for before, sign, after in zip(text, text[1:], text[2:] + " ", strict=False)
        if not sign.isascii() or not before.isascii()
    )
    if encoding.script:
        kana = len(re.findall(f"[{_KANA}]", text))
        if _KANA in encoding.script and not kana:
            return _REFUSED
        if len(re.findall(f"[{encoding.script}]", text)) < _NEEDED * beside_ascii:
            return _REFUSED
        odd += 0 if _KANA in encoding.script else kana
        # Many kana, or capitals at the beginnings of words, are rare by chance in other encodings.
        known = kana > _MUCH * beside_ascii if _KANA in encoding.script else False
        known |= encoding.script == _CYRILLIC and not odd and bool(re.search(r"\b[А-ЯЁ][а-яё]", text))
    elif encoding.codec == "cp1252" and not re.search("[áíúæ]", text):
        odd += len(re.findall("[ýþðÝÞÐ]", text))
    seldom = _SELDOM if encoding.codec in _SELDOM_USED else 0.0
    guessed = _GUESSED if encoding.script and encoding.codec == first and beside_ascii >= _ENOUGH else 0.0
    return odd / beside_ascii + seldom - guessed - (_KNOWN if known else 0.0)
