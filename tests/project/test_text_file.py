# SPDX-License-Identifier: GPL-3.0-or-later
"""Text files in whatever encoding they are; files that are none are refused by name."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from pathlib import Path

import pytest

from studio.core.errors import SaveFailed
from studio.core.resources import resource
from studio.project.encodings import ENCODINGS
from studio.project.text_file import TextUnreadable, read_text, stamp_of, write_text

RUSSIAN = "Съешь же ещё этих мягких французских булок, да выпей чаю. Он пришёл домой."
JAPANESE = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"
TEXTS = [
    (RUSSIAN, ["koi8-r", "cp1251", "cp866", "iso8859-5", "utf-16-le", "utf-16-be", "utf-32-le"]),
    ("Привет, мир!", ["koi8-r", "cp1251", "utf-16-le", "utf-16-be"]),
    ("Привіт, світе! Їжак з'їв яблуко.", ["koi8-u", "cp1251"]),
    (JAPANESE, ["cp932", "euc-jp", "iso2022-jp", "utf-16-le", "utf-16-be"]),
    ("こんにちは、世界。", ["cp932", "euc-jp", "utf-16-le"]),
    ("我能吞下玻璃而不伤身体。今天天气很好。", ["gb18030", "utf-16-be"]),
    ("我能吞下玻璃而不傷身體。今天天氣很好。", ["big5"]),
    ("나는 유리를 먹을 수 있어요. 그래도 아프지 않아요.", ["cp949", "utf-16-le"]),
    ("Grüße an alle. El niño comió piña. Où est-il allé?", ["cp1252", "utf-16-le", "utf-16-be"]),
    ("“Quoted” — it’s 5 £ … café", ["cp1252"]),
    ("Zażółć gęślą jaźń, proszę bardzo.", ["cp1250", "iso8859-2"]),
    ("Μπορώ να φάω σπασμένα γυαλιά χωρίς να πάθω τίποτα.", ["cp1253"]),
    ("אני יכול לאכול זכוכית וזה לא מזיק לי. שלום עולם טוב", ["cp1255"]),
    ("Plain words only, as they come.", ["utf-16-le", "utf-16-be", "utf-32-be"]),
]
CASES = [(text, codec, times) for text, codecs in TEXTS for codec in codecs for times in (1, 40)]


@pytest.mark.parametrize(("text", "codec", "times"), CASES, ids=[f"{codec} x{times}" for _, codec, times in CASES])
def test_a_text_is_read_in_its_encoding_which_is_told(tmp_path: Path, text: str, codec: str, times: int) -> None:
    path = tmp_path / "story.txt"
    whole = "\n".join([text] * times)
    path.write_bytes(whole.encode(codec))
    read = read_text(path)
    assert read.text == whole
    assert "story.txt was read as" in read.said
    assert read.stamp == ""  # writing it would change the encoding: that is asked first


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_is_clear_needs_no_words(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(f"{RUSSIAN} {JAPANESE} 🙂".encode(codec))
    read = read_text(path)
    assert (read.text, read.said) == (f"{RUSSIAN} {JAPANESE} 🙂", "")
    assert bool(read.stamp) == codec.startswith("utf-8")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("text", [RUSSIAN, JAPANESE, "Größe, Fülle und Höhe über Nöten."])
@pytest.mark.parametrize("cut", [-1, None])
def test_damaged_utf8_stays_utf8_and_is_told(tmp_path: Path, text: str, mark: bytes, cut: int | None) -> None:
    path = tmp_path / "story.txt"
    whole = (text + " é").encode()
    path.write_bytes(mark + (whole[:cut] if cut else whole[:20] + b"\xff" + whole[20:]))
    read = read_text(path)
    assert 1 <= read.text.count("\ufffd") <= 3
    assert text[-8:] in read.text
    assert "UTF-8, but damaged" in read.said
    assert read.stamp == ""


def test_another_encoding_can_be_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(RUSSIAN.encode("koi8-r"))
    others = read_text(path).others
    assert all(other.codec in ENCODINGS and other.name for other in others)
    assert read_text(path, "cp1251").text == RUSSIAN.encode("koi8-r").decode("cp1251", "replace")
    for codec in ENCODINGS:
        assert isinstance(read_text(path, codec).text, str)


def archive() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("word/document.xml", "<w>text</w>")
    return data.getvalue()


BINARIES = {
    "photo.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 20,
    "story.docx": archive(),
    "story.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "story.rtf": b"{\\rtf1\\ansi Some words.}",
    "sound.wav": b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00\x01" * 500,
    "story.txt.gz": gzip.compress(b"Some words. " * 100),
    "zeros": b"\x00" * 1000,
    "noise": random.Random(1).randbytes(5000),
    "words and zeros": b"Some words\x00and more\x00" * 50,
    "basis.npz": b"",
}


@pytest.mark.parametrize("name", BINARIES)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BINARIES[name] or resource("voice_basis_v1.npz").read_bytes())
    with pytest.raises(TextUnreadable, match=f"^{name} is .*plain text"):
        read_text(path)


def test_an_empty_file_is_an_empty_text(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert read_text(tmp_path / "empty.txt").text == ""


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(TextUnreadable, match=r"^nothing\.txt could not be read"):
        read_text(tmp_path / "nothing.txt")
    with pytest.raises(TextUnreadable, match="could not be read"):
        read_text(tmp_path)


def test_half_a_surrogate_pair_does_not_keep_a_text_from_being_saved(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    stamp = write_text(path, "a\ud83d\ude42b\ud800c")
    assert path.read_text("utf-8") == "a🙂b\ufffdc"
    assert stamp == stamp_of(path) == read_text(path).stamp != ""
    with pytest.raises(SaveFailed):
        write_text(tmp_path / "no folder" / "story.txt", "a")
