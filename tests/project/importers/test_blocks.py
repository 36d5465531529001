# SPDX-License-Identifier: GPL-3.0-or-later
from studio.core.marks import Mark
from studio.project.importers.blocks import BlockReader
from studio.project.importers.book import NOTE_REF, Piece


def read(page: str) -> tuple[Piece, ...]:
    return BlockReader().read(page)


def texts(page: str) -> list[str]:
    return [piece.text for piece in read(page)]


def test_headings_paragraphs_and_lines_of_verse() -> None:
    page = "<h2>The <i>crack</i></h2><p>It did not\n sound</p>like thunder.<p>One<br/>two</p><hr/><div>three</div>"
    found = read(page)
    assert [(piece.text, piece.kind, piece.level) for piece in found] == [
        ("The crack", "heading", 2),
        ("It did not\nsound", "text", 0),
        ("like thunder.", "text", 0),
        ("One", "text", 0),
        ("two", "text", 0),
        ("", "break", 0),
        ("three", "text", 0),
    ]


def test_emphasis_is_a_mark_at_its_place() -> None:
    (piece,) = read("<p>  I was <em>not</em> there, <b>n<i>eve</i>r</b>.</p>")
    assert piece.text == "I was not there, never."
    assert piece.marks == (Mark("emphasis", 6, 9), Mark("emphasis", 17, 22))


def test_items_of_lists_have_their_numbers() -> None:
    assert texts("<ol><li>flour</li><li><p>violin</p></li><li value='7'>dogs<ul><li>Loki</ul></ol>") == [
        "1. flour",
        "2. violin",
        "7. dogs",
        "Loki",
    ]


def test_cells_of_a_row_are_one_paragraph() -> None:
    assert texts("<table><tr><th>Dog<th>Age</tr><tr><td>Loki<td>4</tr></table>") == ["Dog, Age", "Loki, 4"]


def test_what_nobody_reads_is_left_out() -> None:
    page = (
        "<html><head><title>T</title><style>p{}</style></head><body><nav>Home</nav><script>var a = '<p>x</p>'</script>"
        "<p hidden>no</p><svg><text>no</text></svg><p>Kan<ruby>ji<rt>reading</rt></ruby></p>"
        "<span epub:type='pagebreak'>12</span><div class='toc'><p>Contents</p></div></body></html>"
    )
    assert texts(page) == ["Kanji"]


def test_footnotes_and_their_signs_are_told() -> None:
    page = (
        "<p>Cold.<sup><a href='#n1'>1</a></sup> m<sup>2</sup> <a epub:type='noteref' href='#n2'>[b]</a></p>"
        "<aside epub:type='footnote'><p>Minus forty. <a role='doc-backlink' href='#r'>back</a></p></aside><p>On.</p>"
    )
    first, note, last = read(page)
    assert [first.text[mark.start : mark.end] for mark in first.marks if mark.kind == NOTE_REF] == ["1", "[b]"]
    assert (note.text, note.role, last.role) == ("Minus forty.", "footnote", "")


def test_the_main_part_of_a_page_is_read_alone() -> None:
    assert texts("<header>Site</header><main><h1>Ice</h1><p>Cold.</p></main><footer>2026</footer>") == ["Ice", "Cold."]


def test_damaged_pages_are_read_as_far_as_they_can() -> None:
    assert texts("<p hidden>a<p>b<p>c</b></p><i>d") == ["b", "c", "d"]
    assert texts("<head><title>x</title><body><p>y") == ["y"]
    assert texts("<p>a &amp; b &nosuch; &#65;</p>") == ["a & b &nosuch; A"]
    assert texts("<title/><p>whole</p><script src='a'/><p>book</p>") == ["whole", "book"]


def test_signs_alone_divide_scenes() -> None:
    assert [piece.kind for piece in read("<p>a</p><p>* * *</p><p>⁂</p><p>b</p>")] == ["text", "break", "break", "text"]


def test_the_head_tells_title_and_author() -> None:
    reader = BlockReader()
    reader.read("<head><title>Letters\n from</title><meta name='Author' content='Astrid Holm'></head><p>a</p>")
    assert (reader.title, reader.author) == ("Letters from", "Astrid Holm")


def test_page_numbers_and_notes_of_scanned_books_are_known_by_their_classes() -> None:
    page = "<p><span class='pagenum'>[Pg 12]</span>It came<a class='fnanchor' href='#F1'>[1]</a> on.</p>"
    (piece,) = read(f"<section class='pg-boilerplate'><p>Licence</p></section>{page}")
    assert piece.text == "It came[1] on."
    assert piece.marks == (Mark(NOTE_REF, 7, 10),)
