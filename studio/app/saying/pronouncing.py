# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of pronouncing: how a word of the text is said now, how it could be, and hearing it in its sentence."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from studio.app.link.engine_link import EngineLink
from studio.app.playback.playback import Playback
from studio.app.saying.dictionaries import Dictionaries
from studio.app.takes.request_scripts import request_script
from studio.app.takes.sentences import sentence_after, sentence_start
from studio.app.takes.spoken import Entries
from studio.app.text.marking import Marking
from studio.app.voices.designing import Designing
from studio.app.work.work import Work
from studio.client.explanation import ReadToken
from studio.client.explanation import Suggestion as Suggestion
from studio.core.dictionary import LONGEST_TEXT, MOST_WORDS, Entry
from studio.core.doubts import Doubt
from studio.core.edges import bare
from studio.core.errors import ConnectionFailed, EngineUnavailable, StudioError
from studio.core.languages import primary
from studio.core.marks import Mark, Marks, before, behind, kind_of, put
from studio.core.project import Paragraph
from studio.core.splits import own_design
from studio.core.tagging import with_tags
from studio.core.timeline import word_spans
from studio.project.edits import paragraph_at
from studio.project.history import History

Answer = TypeVar("Answer")
Where = Literal["here", "project", "always"]
WORD = "word:"
"""Begin of an `audition_voice_id` that is no voice's, but a word's in its sentence."""

_LONGEST_SENTENCE = 1500
_OTHERS = 2
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of the text, or a few, that something is asked about.

    Attributes:
        start, end: Its place in the whole text, without punctuation around it and without a possessive 's.
        paragraph: The paragraph that holds it.
        at: Its begin in the paragraph.
        language: BCP 47 tag in which it is read.
    """

    text: str
    start: int
    end: int
    paragraph: Paragraph
    at: int
    language: str


@dataclass(frozen=True, slots=True)
class Sounds:
    """How something is said.

    Attributes:
        ipa: Its sounds; "" for none.
        unknown: Signs of what was typed that have no sound.
        why: What decided.
    """

    ipa: str
    unknown: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class OtherWay:
    """Another way to read text[start:end] of the whole text.

    Attributes:
        words: What would be said for it.
        ipa: Their sounds.
        meaning: What it would then mean.
    """

    start: int
    end: int
    words: str
    ipa: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """A word whose reading is unsure.

    Attributes:
        ipa: Its sounds now.
        doubt: Why it is unsure; None where it is not.
        others: Other ways to say it, two at most.
    """

    ipa: str
    doubt: Doubt | None
    others: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Number of places that a change is about, and of paragraphs that have them."""

    places: int
    paragraphs: int


class Pronouncing:
    """Asks the engine how words are said, and says them otherwise.

    Args:
        history: Holds the project.
        designing: Tells who reads, in which language.
        dictionaries: The dictionaries.
        marking: Sets the mark for one place.
        playback: Plays a sentence.
        link: The engine that is asked.
        work: Reports failures.
    """

    def __init__(
        self,
        history: History,
        designing: Designing,
        dictionaries: Dictionaries,
        marking: Marking,
        playback: Playback,
        link: EngineLink,
        work: Work,
    ) -> None:
        self._history = history
        self._designing = designing
        self._dictionaries = dictionaries
        self._marking = marking
        self._playback = playback
        self._link = link
        self._work = work
        self._asking: dict[str, asyncio.Task[None]] = {}

    # --- what is asked about

    def word(self, start: int, end: int) -> Asked | None:
        """The words of one paragraph that text[start:end] touches; None if there are none, or more than an entry may
        have."""
        project = self._history.project
        row, at = paragraph_at(project, start)
        paragraph = project.paragraphs[row]
        last = min(at + end - start, len(paragraph.text))
        spans = [span for span in word_spans(paragraph.text) if span.start <= last and span.end >= at]
        if start < end:
            spans = [span for span in spans if span.start < last and span.end > at]
        if not 0 < len(spans[: MOST_WORDS + 1]) <= (MOST_WORDS if start < end else 2):
            return None
        # A caret between two words is at the later one.
        first = spans[0] if start < end else spans[-1]
        text = _POSSESSIVE.sub("", bare(paragraph.text[first.start : spans[-1].end]))
        if not text or len(text) > LONGEST_TEXT or not any(map(str.isalnum, text)):
            return None
        begin = paragraph.text.index(text, first.start)
        place = start - at + begin
        return Asked(text, place, place + len(text), paragraph, begin, self._language(paragraph))

    def told(self, asked: Asked) -> tuple[str, Where] | None:
        """The alias that says the word now, and where that is said; None where the engine's own reading counts."""
        for mark in asked.paragraph.marks:
            if kind_of(mark).group == "saying" and mark.start < asked.at + len(asked.text) and mark.end > asked.at:
                alias = {"ipa": f"/{mark.value}/", "respelling": mark.value}.get(mark.kind)
                return None if alias is None else (alias, "here")
        entry = self._entry(asked, always=False)
        if entry is not None:
            return entry.alias, "project"
        entry = self._entry(asked, always=True)
        return (entry.alias, "always") if entry is not None else None

    def places(self, asked: Asked) -> Places:
        """How many places of the project an entry about the word is about."""
        project = self._history.project
        looked, reader = Entries((self._made(asked, "x"),)), self._designing.reader()
        counts = [looked.count(each, reader) for each in project.paragraphs if looked.maybe_in(each.text)]
        return Places(sum(counts), sum(count > 0 for count in counts))

    # --- asking and hearing

    def count(self, asked: Asked, told: Callable[[Places], object]) -> None:
        """Have *told* called with `places`, for which a long book is gone through in a thread."""

        async def counted() -> Places:
            return await asyncio.get_running_loop().run_in_executor(None, self.places, asked)

        self._begin("places", counted, told)

    def ask(
        self,
        asked: Asked,
        alias: str,
        told: Callable[[Sounds], object],
        refused: Callable[[str], object] = lambda _why: None,
    ) -> None:
        """Have *told* called with how the word is said with *alias*, "" for as it is said now in its sentence, or
        *refused* with why the engine does not say it. A later question takes the place of the one before."""
        self._begin("alias" if alias else "now", lambda: self._explain(asked, alias), told, refused)

    def others(self, asked: Asked, told: Callable[[tuple[OtherWay, ...]], object]) -> None:
        """Have *told* called with other ways to read the word in its sentence, each with its meaning. A later question
        takes the place of the one before."""

        async def ask() -> tuple[OtherWay, ...]:
            paragraph, at = self._sentence(replace(asked, paragraph=replace(asked.paragraph, marks=())), "")
            tokens = await self._link.client.explain(with_tags(paragraph.text).text, asked.language)
            begin = asked.start - at
            return tuple(
                OtherWay(begin + token.start, begin + token.end, other.words, other.ipa, other.meaning)
                for token in tokens
                if token.start < at + len(asked.text) and token.end > at
                for other in token.alternatives
                if other.ipa
            )

        self._begin("others", ask, told)

    def doubt(self, asked: Asked, told: Callable[[Unsure], object]) -> None:
        """Have *told* called with why the word's reading is unsure, and with two others. A later question takes the
        place of the one before."""

        async def ask() -> Unsure:
            client = self._link.client
            paragraph, at = self._sentence(replace(asked, paragraph=replace(asked.paragraph, marks=())), "")
            tokens = await client.explain(with_tags(paragraph.text).text, asked.language)
            here = [token for token in tokens if token.start < at + len(asked.text) and token.end > at]
            doubt = next((token.doubt for token in here if token.doubt is not None), None)
            if len(here) != 1 or here[0].text != asked.text:
                # Such as with a possessive's ending, which is no part of what a dictionary would say.
                here = list(await client.explain(asked.text, asked.language))
            ipa = " ".join(token.ipa for token in here if token.ipa)
            others = [
                Suggestion(f"/{other.ipa}/", other.ipa, other.meaning) for token in here for other in token.alternatives
            ]
            others += await client.suggestions(asked.text, asked.language)
            apart = {other.ipa: other for other in reversed(others) if other.ipa and other.ipa != ipa}
            return Unsure(ipa, doubt, tuple(reversed(apart.values()))[:_OTHERS])

        self._begin("doubt", ask, told)

    def suggest(self, asked: Asked, told: Callable[[tuple[Suggestion, ...]], object]) -> None:
        """Have *told* called with ways to say the word."""

        async def ask() -> tuple[Suggestion, ...]:
            return await self._link.client.suggestions(asked.text, asked.language)

        self._begin("suggest", ask, told)

    def forget(self) -> None:
        """Answer nothing any more of what was asked."""
        for task in self._asking.values():
            task.cancel()

    def hear(self, asked: Asked, alias: str) -> None:
        """Play the sentence of the word, said with *alias*; "" for as it is said now."""
        paragraph = replace(self._sentence(asked, alias)[0], id="")
        design = own_design(self._designing.reader()(asked.paragraph))
        self._work.attempt(lambda: self._playback.say(WORD + asked.text, paragraph, design), "play")

    def hear_entry(self, entry: Entry) -> None:
        """Play the word of *entry* as it says it, by the narrator."""
        kind, value = ("ipa", entry.ipa) if entry.ipa else ("respelling", entry.alias)
        paragraph = Paragraph("", entry.text, (Mark(kind, 0, len(entry.text), value),))
        design = self._designing.spoken_design
        self._work.attempt(lambda: self._playback.say(WORD + entry.text, paragraph, design), "play")

    def stop(self) -> None:
        """Stop what `hear` plays."""
        if self._playback.view().audition_voice_id.startswith(WORD):
            self._playback.stop()

    # --- saying

    def use(self, asked: Asked, alias: str, where: Where) -> None:
        """Say the word with *alias*: at its place, in the project, or always."""
        alias = " ".join(alias.split())
        entry = Entry(asked.text, alias)
        if where == "here":
            kind, value = ("ipa", entry.ipa) if entry.ipa else ("respelling", alias)
            self._marking.say(asked.start, asked.end, kind, value)
            return
        always = where == "always"
        self.put(self._made(asked, alias), always=always, instead=self._entry(asked, always=always))

    def put(
        self,
        entry: Entry,
        *,
        always: bool,
        instead: Entry | None = None,
        failed: Callable[[], object] = lambda: None,
    ) -> None:
        """Have *entry* in a dictionary, see `Dictionaries.put`; a failure is told, and *failed* called."""
        try:
            self._dictionaries.put(entry, always=always, instead=instead, failed=failed)
        except StudioError as error:
            failed()
            self._work.report(error, "dictionary")

    def clear(self, asked: Asked) -> None:
        """Go back to the engine's reading: take away what says the word now."""
        told = self.told(asked)
        if told is None:
            return
        if told[1] == "here":
            self._marking.unsay(asked.start, asked.end)
            return
        entry = self._entry(asked, always=told[1] == "always")
        if entry is not None:
            self._dictionaries.remove(entry, always=told[1] == "always")

    # --- inside

    def _language(self, paragraph: Paragraph) -> str:
        return self._designing.reader()(paragraph).language

    def _made(self, asked: Asked, alias: str) -> Entry:
        # A name differs by its capital from a word ("Bill").
        return Entry(asked.text, alias, primary(asked.language), asked.text != asked.text.lower())

    def _entry(self, asked: Asked, *, always: bool) -> Entry | None:
        """The entry of a dictionary that says the word."""
        paragraph, reader = replace(asked.paragraph, text=asked.text, marks=()), self._designing.reader()
        entries = self._dictionaries.entries(always=always)
        length, first = len(asked.text), bare(asked.text.split(maxsplit=1)[0]).casefold()
        return next(
            (
                entry
                for entry in entries
                # By itself first, since most entries of a large dictionary are about others.
                if first in entry.text.casefold()
                and (looked := Entries((entry,))).maybe_in(asked.text)
                and any(mark.end - mark.start == length for mark in looked.told(paragraph, reader).marks)
            ),
            None,
        )

    def _sentence(self, asked: Asked, alias: str) -> tuple[Paragraph, int]:
        """The sentence of the word as it is spoken, with *alias* if it is not "", and the word's place in it."""
        text = asked.paragraph.text
        start = max(sentence_start(text, asked.at), asked.at - _LONGEST_SENTENCE // 2)
        after = sentence_after(text, asked.at + len(asked.text))
        end = min(len(text) if after is None else after, start + _LONGEST_SENTENCE)
        marks: Marks = self._designing.spoken_paragraph(asked.paragraph).marks
        if alias:
            entry = Entry(asked.text, alias)
            mark = Mark("ipa" if entry.ipa else "respelling", asked.at, asked.at + len(asked.text), entry.ipa or alias)
            marks = put(marks, mark, len(text))
        inside = behind(before(marks, end), start, end)
        return replace(asked.paragraph, text=text[start:end].rstrip(), marks=inside), asked.at - start

    async def _explain(self, asked: Asked, alias: str) -> Sounds:
        if alias:
            paragraph, at = replace(asked.paragraph, text=asked.text, marks=self._alone(asked, alias)), 0
        else:
            paragraph, at = self._sentence(asked, "")
        # Pauses would be blanks in what the engine tells of.
        marks = tuple(mark for mark in paragraph.marks if kind_of(mark).group == "saying")
        script = request_script(replace(paragraph, marks=marks))
        tokens = await self._link.client.explain(script.text, asked.language, script.pronunciations)
        return _sounds_of(tokens, at, at + len(asked.text))

    def _alone(self, asked: Asked, alias: str) -> Marks:
        entry = Entry(asked.text, alias)
        return (Mark("ipa" if entry.ipa else "respelling", 0, len(asked.text), entry.ipa or alias),)

    def _begin(
        self,
        name: str,
        asking: Callable[[], Awaitable[Answer]],
        told: Callable[[Answer], object],
        refused: Callable[[str], object] = lambda _why: None,
    ) -> None:
        before = self._asking.get(name)
        if before is not None:
            before.cancel()

        async def ask() -> None:
            try:
                answer = await asking()
            except (EngineUnavailable, ConnectionFailed):
                # While the engine starts, nothing is known of sounds.
                return
            except StudioError as error:
                refused(error.user_text)
                return
            told(answer)

        self._asking[name] = self._work.tasks.spawn(f"how a word is said: {name}", ask())


def _sounds_of(tokens: tuple[ReadToken, ...], start: int, end: int) -> Sounds:
    """The sounds of the tokens between two places."""
    said = [token for token in tokens if token.start < end and token.end > start]
    ipa = " ".join(token.ipa for token in said if token.ipa)
    unknown = "".join(token.unknown for token in said)
    return Sounds(ipa, unknown, said[0].why if said else "")
