# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of auditions: a voice, or a speaker, says the sentence under the playhead or the caret."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from studio.app.hearing.audition_text import sample_sentence, sentence_in
from studio.app.hearing.hearing import Hearing
from studio.app.text.editing import Editing
from studio.app.voices.designing import Designing
from studio.app.voices.speakers import Speakers
from studio.app.voices.voices import Voices
from studio.core.languages import primary
from studio.core.project import Paragraph, Speaker, VoiceDesign
from studio.core.splits import own_design
from studio.core.voices import MixPart
from studio.project.edits import paragraph_at


class Auditioning:
    """Tries voices on the text; one at a time. A text without a word is replaced by a sample sentence.

    A sentence that a voice has said is kept as it was rendered, by what is said and how, so that it is heard at once
    the next time; these takes are bounded together with all others in memory.

    Args:
        hearing: Plays.
        editing: Has the text.
        designing: Tells how it is spoken.
        speakers: Tells who reads.
        voices: The voices.

    Attributes:
        caret: Tells where the person writes, in characters of the text.
        reads_sentence: Whether what was tried last says a sentence of the text, and not a sample.
    """

    def __init__(
        self, hearing: Hearing, editing: Editing, designing: Designing, speakers: Speakers, voices: Voices
    ) -> None:
        self._hearing = hearing
        self._editing = editing
        self._designing = designing
        self._speakers = speakers
        self._voices = voices
        self._known: tuple[int | None, int] = None, -1
        self._place = 0
        self.caret: Callable[[], int] = lambda: 0
        self.reads_sentence = False

    def voice(self, voice_id: str) -> None:
        """Let a voice say the sentence as the speaker of it would, in the speaker's manner; if it says something
        already, stop it."""
        voice = self._voices.get(voice_id)
        if voice is None or self._hearing.stop_trying(voice_id):
            return
        if self._hearing.try_when_able(voice_id, lambda: self.voice(voice_id)):
            return
        found = self._sentence()
        self.reads_sentence = found is not None
        if found is None:
            said = Paragraph("", sample_sentence(voice.language))
            self._hearing.try_out(voice_id, VoiceDesign((MixPart(voice_id, 1.0),)), said)
            return
        said, meant, spoken = found
        # A voice of another language reads the text in the text's language.
        language = voice.language if primary(voice.language) == primary(spoken.language) else spoken.language
        design = VoiceDesign((MixPart(voice_id, 1.0),), spoken.controls, meant.language or language)
        self._hearing.try_out(voice_id, design, said)

    def speaker(self, speaker: Speaker) -> None:
        """Let a speaker say the sentence, or a sample where the text is in another language; if it says something
        already, stop it."""
        if self._hearing.stop_trying(speaker.id):
            return
        if self._hearing.try_when_able(speaker.id, lambda: self.speaker(speaker)):
            return
        design = self._designing.spoken(speaker.design)
        found = self._sentence()
        if found is not None and primary(found[2].language) != primary(design.language):
            found = None
        self.reads_sentence = found is not None
        said = found[0] if found is not None else Paragraph("", sample_sentence(design.language))
        self._hearing.try_out(speaker.id, design, said)

    def _sentence(self) -> tuple[Paragraph, VoiceDesign, VoiceDesign] | None:
        """The sentence to be said, with its marks; the design of who reads it, and that as it is spoken. None where
        there is no word."""
        project = self._editing.project
        row, inside = paragraph_at(project, self._where())
        paragraph = project.paragraphs[row]
        if not paragraph.is_read:
            return None
        spoken = replace(self._designing.spoken_paragraph(paragraph), id="")
        said = sentence_in(spoken, inside)
        if said is None:
            return None
        meant = self._speakers.reader_of(row).design
        return said, meant, own_design(self._designing.reader()(paragraph))

    def _where(self) -> int:
        """The place in the text: what is heard; else the playhead or the caret, whichever has moved last."""
        playhead, caret = self._hearing.resume_at, self.caret()
        before, self._known = self._known, (playhead, caret)
        if self._hearing.reading:
            self._place = self._hearing.here
        elif playhead is not None and playhead != before[0]:
            self._place = playhead
        elif caret != before[1] or playhead != before[0]:
            self._place = caret
        return self._place
