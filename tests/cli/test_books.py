# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.cli import main
from studio.cli.books import chapter_numbers
from studio.core.errors import InvalidArgument
from tests.cli.commands import TONE
from tests.support.books import chapters_epub, page, paragraph, run, write_docx, write_epub

CHAPTERS = {"One": ["Forty dogs."], "Two": ["First ice.", "Then more."], "Three": ["The crack."]}


def test_numbers_of_chapters() -> None:
    assert chapter_numbers("", 3) == {0, 1, 2}
    assert chapter_numbers("2-3", 3) == {1, 2}
    assert chapter_numbers(" 1, 3-", 4) == {0, 2, 3}
    for wrong in ("0", "4", "3-2", "a", "1-2-3", "-2", "1,,2"):
        with pytest.raises(InvalidArgument, match="numbers from 1 to 3"):
            chapter_numbers(wrong, 3)


@pytest.mark.usefixtures("quick_engine")
def test_chapters_of_a_book_are_rendered(tmp_path: Path) -> None:
    chapters_epub(tmp_path / "book.epub", CHAPTERS)
    assert main(["render", "book.epub", "-o", "out.wav", "--timestamps", "out.json", "--chapters", "2-3", *TONE]) == 0
    words = json.loads(Path("out.json").read_text())["words"]
    assert " ".join(words) == "Two First ice. Then more. Three The crack."


@pytest.mark.usefixtures("quick_engine")
@pytest.mark.parametrize("suffix", [".md", ".html", ".docx", ".srt", ".vtt"])
def test_each_kind_is_rendered(suffix: str, tmp_path: Path) -> None:
    cue = "00:00:01.000 --> 00:00:02.000\nForty dogs.\n"
    texts = {
        ".md": "*Forty* dogs.",
        ".html": "<p>Forty dogs.",
        ".srt": f"1\n{cue.replace('.000', ',000')}",
        ".vtt": f"WEBVTT\n\n{cue}",
    }
    if suffix == ".docx":
        write_docx(tmp_path / "book.docx", paragraph(run("Forty dogs.")))
    else:
        Path(f"book{suffix}").write_text(texts[suffix])
    assert main(["render", f"book{suffix}", "-o", "out.wav", "--timestamps", "out.json", *TONE]) == 0
    assert json.loads(Path("out.json").read_text())["words"] == ["Forty", "dogs."]


@pytest.mark.usefixtures("quick_engine")
def test_what_is_kept_is_read(tmp_path: Path) -> None:
    body = "<p>Cold.</p><aside epub:type='footnote'><p>Minus forty.</p></aside>"
    write_epub(tmp_path / "book.epub", {"a.xhtml": page(body)})
    for kept, words in (([], ["Cold."]), (["--keep", "footnotes"], ["Cold.", "Minus", "forty."])):
        assert main(["render", "book.epub", "-o", "out.wav", "--timestamps", "out.json", *kept, *TONE]) == 0
        assert json.loads(Path("out.json").read_text())["words"] == words


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["book.epub", "--chapters", "9"], 2, "numbers from 1 to 3"),
        (["book.epub", "--keep", "covers"], 2, "footnotes, ligatures, line-ends"),
        (["text.txt", "--chapters", "1"], 2, "left out with a file that is no book"),
        (["book.epub", "--fit-cues"], 2, "a text that has no times"),
        (["text.txt", "--fit-cues"], 2, "fit-cues: must be left out"),
        (["book.epub", "--fit-cues", "--chapters", "1"], 2, "chapters: must be left out with --fit-cues"),
        (["none.epub"], 1, "There is no file none.epub"),
        (["broken.epub"], 1, "broken.epub is not an EPUB book"),
    ],
)
def test_what_is_wrong_is_said(
    arguments: list[str], code: int, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chapters_epub(tmp_path / "book.epub", CHAPTERS)
    Path("broken.epub").write_text("no book")
    assert main(["render", *arguments, "-o", "out.wav", *TONE]) == code
    assert says in capsys.readouterr().err
    assert not Path("out.wav").exists()


@pytest.mark.usefixtures("quick_engine")
def test_cues_are_fitted_and_what_cannot_be_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cues = ((1, 3, "Forty dogs."), (10, 10, "The crack in the ice went on and on."))
    lines = (f"{n}\n00:00:{a:02},000 --> 00:00:{b:02},200\n{said}\n" for n, (a, b, said) in enumerate(cues))
    Path("film.srt").write_text("\n".join(lines))
    assert main(["render", "film.srt", "-o", "out.wav", "--timestamps", "out.json", "--fit-cues", *TONE]) == 0
    times = json.loads(Path("out.json").read_text())
    begins = dict(zip(times["words"], times["start"], strict=True))
    assert begins["Forty"] == pytest.approx(1.0, abs=0.1)
    assert begins["The"] == pytest.approx(10.0, abs=0.1)
    assert "1 cue takes longer than its time: at 0:10.0" in capsys.readouterr().err
