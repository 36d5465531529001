# SPDX-License-Identifier: GPL-3.0-or-later
"""Pieces of text as chapters, and chapters as a project."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import replace

from studio.core.project import Paragraph, Project, new_paragraph
from studio.project.file.values import LONGEST_NAME
from studio.project.importers.book import Book, Chapter, ImportFailed, Piece, Source, characters_in, words_in
from studio.project.importers.cleaning import cleaned
from studio.project.splitting import split_giant_paragraphs

_LONGEST_TITLE = 80
_DEEPEST = 3


def book_of(source: Source, switches: Collection[str]) -> Book:
    """*source*, cleaned by the named switches, in chapters.

    Raises:
        ImportFailed: nothing to read is left.
    """
    pieces = cleaned(source, switches)
    level = _chapter_level(pieces)
    chapters: list[list[Piece]] = []
    for piece in pieces:
        if piece.kind == "heading":
            piece = replace(piece, level=min(max(piece.level - level + 1, 1), _DEEPEST))
        if not chapters or (piece.kind == "heading" and piece.level == 1):
            chapters.append([])
        chapters[-1].append(piece)
    made = tuple(chapter for chapter in map(_chapter, chapters) if chapter.words)
    if not made:
        raise ImportFailed("There is no text to read in this file.")
    return Book(made, source.title, source.author)


def project_of(book: Book, chosen: Collection[int], title: str) -> Project:
    """A project of the chapters with the numbers *chosen*, counted from 0.

    Args:
        title: Its title where the book has none.

    Raises:
        ImportFailed: no chapter is chosen.
    """
    pieces = [piece for number, chapter in enumerate(book.chapters) if number in chosen for piece in chapter.pieces]
    if not pieces:
        raise ImportFailed("Choose at least one chapter.")
    paragraphs = tuple(_paragraph(piece) for piece in pieces)
    names = (book.title or title)[:LONGEST_NAME], book.author[:LONGEST_NAME]
    return split_giant_paragraphs(Project(paragraphs, title=names[0], author=names[1]))


def _paragraph(piece: Piece) -> Paragraph:
    return replace(new_paragraph(piece.text, piece.marks), kind=piece.kind, level=piece.level, cue_s=piece.cue_s)


def _chapter(pieces: Sequence[Piece]) -> Chapter:
    first = pieces[0]
    title = first.text if first.kind == "heading" else next((each.text for each in pieces if each.text), "")
    if len(title) > _LONGEST_TITLE:
        title = f"{title[:_LONGEST_TITLE].rpartition(' ')[0] or title[:_LONGEST_TITLE]}…"
    words, characters = (sum(count(piece.text) for piece in pieces) for count in (words_in, characters_in))
    return Chapter(title, tuple(pieces), words, characters)


def _chapter_level(pieces: Sequence[Piece]) -> int:
    """The level of the headings that begin chapters: below a single title, and below parts that hold chapters alone."""
    headings = [(number, piece.level) for number, piece in enumerate(pieces) if piece.kind == "heading"]
    levels = sorted({level for _, level in headings})
    for level, deeper in itertools.pairwise(levels):
        here = [number for number, each in headings if each == level]
        empty = sum(_is_deeper(pieces, number + 1, level) for number in here)
        enough = sum(each == deeper for _, each in headings) > 1
        if not enough or (len(here) > 1 and empty * 2 < len(here)):
            return level
    return levels[-1] if levels else 1


def _is_deeper(pieces: Sequence[Piece], number: int, level: int) -> bool:
    """Whether a heading below *level* stands there."""
    return number < len(pieces) and pieces[number].kind == "heading" and pieces[number].level > level
