# SPDX-License-Identifier: GPL-3.0-or-later
"""One playing: what is read in which designs, and its places in the text and in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from studio.app.design.casting import Reader
from studio.app.playback.places import Trail
from studio.app.playback.splicing import SplicedTake
from studio.app.playback.view import PlaybackPhase, PlaybackView, Seam
from studio.app.takes.plan import SENTENCE_END
from studio.app.takes.playlist import Playlist, PlaylistItem
from studio.app.takes.transcript import TranscriptClock
from studio.core.project import Project, VoiceDesign
from studio.project.edits import paragraph_at, paragraph_starts


@dataclass(frozen=True, slots=True)
class Session:
    """A reading of the transcript, or a sample.

    Attributes:
        playlist: What is played.
        design: The narrator's.
        reader: Gives the design of a paragraph.
        audition_voice_id: Of a sample, what it is; "" for a reading.
        project: The text that is read.
        trail: Finds its places in the present text.
        clock: Its times.
        engine: Name and version of the engine that speaks.
        to_the_end: Whether it goes to the end of the text.
        end: Character at which it ends otherwise.
        loop: Begin and end of what is read again and again, in characters; None for nothing.
        changes_at: Where a change is heard.
        matched: Whether speakers of it have two designs that are heard equally loud.
    """

    playlist: Playlist
    design: VoiceDesign
    reader: Reader
    audition_voice_id: str
    project: Project
    trail: Trail
    clock: TranscriptClock
    engine: str
    to_the_end: bool = True
    end: int | None = None
    loop: tuple[int, int] | None = None
    changes_at: Literal["word", "sentence"] = "word"
    matched: bool = False

    @property
    def reads(self) -> bool:
        """Whether it reads the transcript."""
        return not self.audition_voice_id

    def heard_place(self, at_s: float) -> int | None:
        """The character of the present text whose word, or pause alone in a paragraph, is heard at *at_s* of the
        playlist; None for none."""
        heard = self._heard_at(at_s)
        return None if heard is None else self.place_in(*heard)

    def read_place(self, at_s: float) -> int | None:
        """The same in the text that is read."""
        heard = self._heard_at(at_s)
        if heard is None:
            return None
        ids = [paragraph.id for paragraph in self.project.paragraphs]
        return paragraph_starts(self.project)[ids.index(heard[0].paragraph_id)] + _begin_of(*heard)

    def _heard_at(self, at_s: float) -> tuple[PlaylistItem, int] | None:
        """The item and its word, -1 in a pause alone, that are heard; None for none."""
        heard = self.playlist.locate(at_s)
        if self.audition_voice_id or heard.item < 0:
            return None
        item = self.playlist.items[heard.item]
        return (item, heard.word) if heard.word >= 0 or not item.spans else None

    def present(self, position: int) -> int:
        """Where character *position* of the text that is read is in the present text."""
        index, inside = paragraph_at(self.project, position)
        return self.trail.place(self.project.paragraphs[index].id, inside)

    @property
    def looped(self) -> tuple[int, int] | None:
        """`loop` in the present text."""
        return None if self.loop is None else (self.present(self.loop[0]), self.present(self.loop[1]))

    def place_in(self, item: PlaylistItem, word: int) -> int:
        """The character of the present text at which a word of *item* begins."""
        return self.trail.place(item.paragraph_id, _begin_of(item, word))

    def time_of(self, project: Project, position: int) -> float | None:
        """Seconds of the playlist at which the word begins that holds character *position* of *project*; None where it
        is not there, or is read in another design than now."""
        index, inside = paragraph_at(project, position)
        paragraph = project.paragraphs[index]
        for number, item in self.playlist.sought():
            if item.paragraph_id != paragraph.id or item.paragraph.script != paragraph.script:
                continue
            if inside < item.offset:
                return None
            for span, word in zip(item.spans, item.take.words, strict=False):
                if item.offset + span.end > inside:
                    t_s = self.playlist.time_of(number, word.start_s)
                    if t_s is None:
                        return None
                    if t_s >= self.playlist.changed_s:
                        return t_s
                    # What is read again and again comes to it once more.
                    break
        return None

    def view(self, at_s: float, phase: PlaybackPhase, took_s: float) -> PlaybackView:
        """The view of a reading at *at_s* of the playlist.

        Args:
            took_s: Seconds from the last change to the begin of its sound.
        """
        heard = self.playlist.locate(at_s)
        item = self.playlist.items[heard.item]
        word, sentence_start = None, 0
        if heard.word >= 0:
            span = item.spans[heard.word]
            first = item.offset + _sentence_start(item, heard.word)
            word = self.trail.word(item.paragraph_id, item.offset + span.start, item.offset + span.end)
            sentence_start = self.trail.place(item.paragraph_id, first)
        return PlaybackView(
            phase,
            self.clock.elapsed_s(item, heard.take_s),
            self.clock.total_s,
            self.clock.estimated,
            word,
            min(sentence_start, word.start) if word is not None else 0,
            seam=self._seam_in(item, took_s),
            loops=self.loop is not None,
        )

    def _seam_in(self, item: PlaylistItem, took_s: float) -> Seam | None:
        take = item.take
        first, seam_s = 0, item.from_s
        if isinstance(take, SplicedTake):
            first, seam_s = take.seam.word - item.words.first, take.seam.at_s
        if not item.changed or first >= len(item.spans):
            return None  # nothing is otherwise, or what is begins within the last word
        last = next((n for n in range(first, len(item.spans)) if SENTENCE_END.search(item.spans[n].text)), -1)
        start, end = item.offset + item.spans[first].start, item.offset + item.spans[last].end
        word = self.trail.word(item.paragraph_id, start, end)
        if word is None:
            return None
        known = take.words[first : last + 1 or None]
        end_s = known[-1].end_s if known else seam_s
        at_s, end_s = (self.clock.elapsed_s(item, each) for each in (seam_s, end_s))
        return Seam(at_s, end_s, word.start, word.end, item.changed, self.changes_at, took_s)


def _begin_of(item: PlaylistItem, word: int) -> int:
    """The character of its paragraph at which a word of *item* begins."""
    return item.offset + (item.spans[min(word, len(item.spans) - 1)].start if item.spans else 0)


def _sentence_start(item: PlaylistItem, word: int) -> int:
    while word > 0 and not SENTENCE_END.search(item.spans[word - 1].text):
        word -= 1
    return item.spans[word].start
