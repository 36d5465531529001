# SPDX-License-Identifier: GPL-3.0-or-later
from pathlib import Path

import pytest

from studio.core.marks import Mark
from studio.project.importers.book import NOTE_REF, ImportFailed
from studio.project.importers.table import read_source
from tests.support.books import chapters_epub, paragraph, run, write_docx

STYLES = (
    '<w:root><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Own"><w:name w:val="My chapter"/><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:styleId="Circle"><w:name w:val="x"/><w:basedOn w:val="Circle"/></w:style>'
    '<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style></w:root>'
)


def test_headings_by_their_styles_and_contents_left_out(tmp_path: Path) -> None:
    body = (
        paragraph(run("One … 3"), "T1") + paragraph(run("One"), "berschrift1") + paragraph(run("a"), "Circle")
        + paragraph(run("Two"), "Own") + '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>' + run("Deeper") + "</w:p>"
    )  # fmt: skip
    source = read_source(write_docx(tmp_path / "x.docx", body, styles=STYLES))
    assert [(piece.text, piece.kind, piece.level) for piece in source.pieces] == [
        ("One", "heading", 1),
        ("a", "text", 0),
        ("Two", "heading", 1),
        ("Deeper", "heading", 2),
    ]


def test_emphasis_hidden_deleted_and_broken_text(tmp_path: Path) -> None:
    body = paragraph(
        run("It was ") + run("not", "<w:i/>") + run(" hid", '<w:b w:val="0"/>') + run("secret", "<w:vanish/>")
        + "<w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del><w:r><w:br/></w:r>"
        + run("ex") + "<w:r><w:softHyphen/></w:r>" + run("am")
    )  # fmt: skip
    first, second = read_source(write_docx(tmp_path / "x.docx", body)).pieces
    assert (first.text, first.marks) == ("It was not hid", (Mark("emphasis", 7, 10),))
    assert second.text == "ex\u00adam"


def test_notes_stand_after_their_paragraph(tmp_path: Path) -> None:
    notes = f'<w:root><w:footnote w:id="2">{paragraph(run("Minus forty."))}</w:footnote></w:root>'
    body = paragraph(run("Cold.") + '<w:r><w:footnoteReference w:id="2"/></w:r>') + paragraph(run("On."))
    first, note, last = read_source(write_docx(tmp_path / "x.docx", body, footnotes=notes)).pieces
    assert (first.text, first.marks) == ("Cold.1", (Mark(NOTE_REF, 5, 6),))
    assert (note.text, note.role, last.text) == ("Minus forty.", "footnote", "On.")


def test_text_boxes_stand_before_their_paragraph(tmp_path: Path) -> None:
    box = f"<w:r><w:txbxContent>{paragraph(run('boxed'))}</w:txbxContent></w:r>"
    source = read_source(write_docx(tmp_path / "x.docx", paragraph(run("be") + box + run("fore"))))
    assert [piece.text for piece in source.pieces] == ["boxed", "before"]


def test_properties_tell_title_and_author(tmp_path: Path) -> None:
    core = '<c xmlns:dc="urn:dc"><dc:title>The Ice</dc:title><dc:creator>Astrid Holm</dc:creator></c>'
    source = read_source(write_docx(tmp_path / "x.docx", paragraph(run("a")), core=core))
    assert (source.title, source.author) == ("The Ice", "Astrid Holm")


def test_another_archive_is_refused(tmp_path: Path) -> None:
    chapters_epub(tmp_path / "x.epub", {"One": ["a"]}).rename(tmp_path / "x.docx")
    with pytest.raises(ImportFailed, match="not a Word document"):
        read_source(tmp_path / "x.docx")


def test_an_old_document_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(ImportFailed, match="save it anew"):
        read_source(tmp_path / "x.docx")
