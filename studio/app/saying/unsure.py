# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of unsure words: words of the text of which the engine does not know how they are said."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace

from studio.app.keeping.keeping import Keeping
from studio.app.keeping.preferences import Preferences
from studio.app.link.engine_link import EngineLink
from studio.app.text.hits import Hit, Hits, Place
from studio.app.voices.designing import Designing
from studio.app.work.work import Work
from studio.client.errors import RequestRefused
from studio.client.speech.client import AsyncSpeechClient
from studio.core.edges import bare
from studio.core.errors import ConnectionFailed, EngineUnavailable
from studio.core.marks import kind_of
from studio.core.observe import Signal
from studio.core.project import Paragraph, Project, speakers_of
from studio.core.tagging import with_tags
from studio.project.edits import paragraph_at
from studio.project.finding.search import Span
from studio.project.history import History

MOST_WORDS = 50_000
"""So many are kept; a text of nothing else has no more marked."""
_MOST_PUT_AWAY = 10_000
_MOST_ROWS = 40
_MOST_CHARS = 4000
_JOINT = "\n\n"
_ENDINGS = ("'s", "’s", "'", "’")


class UnsureWords:
    """Asks the engine about the text in slices, from what is seen on, while the settings have the words shown; what is
    known follows edits, so that only paragraphs that changed are asked about anew. The engine rests between two slices
    for as long as one takes.

    Args:
        history: Holds the project.
        designing: Tells in which language a paragraph is read, and what marks and dictionaries say.
        preferences: Tells whether the words are shown.
        keeping: Tells whether the project may be changed.
        link: The engine that is asked.
        work: Owns the tasks.

    Attributes:
        changed: Emits numbers of paragraphs of which other words are unsure now, or known to be.
    """

    def __init__(
        self,
        history: History,
        designing: Designing,
        preferences: Preferences,
        keeping: Keeping,
        link: EngineLink,
        work: Work,
    ) -> None:
        self._history = history
        self._designing = designing
        self._preferences = preferences
        self._keeping = keeping
        self._link = link
        self._work = work
        self._hits = Hits()
        self._task: asyncio.Task[None] | None = None
        self._languages: dict[str, str] = {}
        self._from = 0
        self._put_away: tuple[tuple[str, ...], frozenset[str]] = (), frozenset()
        self._on = False
        self.changed: Signal[range] = Signal()
        history.changed.connect(self._follow)
        preferences.changed.connect(lambda _settings: self._begin_or_end())
        link.changed.connect(lambda _state: self._go())
        self._begin_or_end()

    # --- asking

    @property
    def shown(self) -> bool:
        """Whether the words are shown."""
        return self._on

    @property
    def busy(self) -> bool:
        """Whether some of the text is not known yet."""
        return self._on and bool(self._hits.next_due(0, 1))

    def words_in(self, row: int) -> Sequence[Span]:
        """The unsure words of a paragraph: start and end in its text."""
        found = self._hits.of(row)
        if not found or row >= len(self._hits.paragraphs):
            return ()
        paragraph = self._hits.paragraphs[row]
        told = [each for each in self._designing.spoken_paragraph(paragraph).marks if kind_of(each).group == "saying"]
        put_away = self._words_put_away()
        return tuple(
            (start, end)
            for start, end in found
            if _key(paragraph.text[start:end]) not in put_away
            and not any(mark.start < end and mark.end > start for mark in told)
        )

    def word_at(self, position: int) -> tuple[int, int] | None:
        """Start and end, in the whole text, of the unsure word at a place of it."""
        place = self._place(position)
        found = next((span for span in self.words_in(place.row) if span[0] <= place.at <= span[1]), None)
        return None if found is None else (position - place.at + found[0], position - place.at + found[1])

    def next(self, position: int) -> tuple[int, int] | None:
        """Start and end of the first unsure word that begins at or behind *position*; behind the last the first, None
        where there is none."""
        place = self._place(position)
        first = next((hit for hit in self._all(place.row) if hit.place >= place), None)
        return self._position_of(first or next(self._all(0), None))

    def previous(self, position: int) -> tuple[int, int] | None:
        """The same of the last one that begins before *position*; before the first the last."""
        place, last = self._place(position), len(self._hits.paragraphs) - 1
        before = next((hit for hit in self._all(place.row, -1) if hit.place < place), None)
        return self._position_of(before or next(self._all(last, -1), None))

    # --- doing

    def look_from(self, row: int) -> None:
        """Ask about the paragraphs from *row* on first, as they are seen."""
        self._from = row

    def show(self, on: bool) -> None:
        """Have the words shown, or not, from now on."""
        self._preferences.change(show_unsure=on)

    def put_away(self, word: str) -> None:
        """Note that *word* is read rightly, so that it is not unsure any more in this project."""
        known = self._history.project.sure_words
        if _key(word) in self._words_put_away() or len(known) >= _MOST_PUT_AWAY:
            return

        def put() -> None:
            project = self._history.project
            self._history.do(f"finding {word} right", replace(project, sure_words=(*project.sure_words, bare(word))))

        self._keeping.changing(put)

    def look_again(self, _changed: object = None) -> None:
        """A dictionary says other words: what it says is not unsure."""
        if self._on:
            self.changed.emit(self._everywhere)

    # --- inside

    @property
    def _everywhere(self) -> range:
        return range(len(self._history.project.paragraphs))

    def _begin_or_end(self) -> None:
        if self._preferences.now.show_unsure == self._on:
            return
        self._on = self._preferences.now.show_unsure
        self._begin()
        self.changed.emit(self._everywhere)

    def _begin(self) -> None:
        """Forget what is known, and ask about all of the text if the words are shown."""
        self._languages = self._spoken_languages() if self._on else {}
        self._hits.begin(self._history.project.paragraphs if self._on else (), None, self._on)
        self._go()

    def _follow(self, project: Project) -> None:
        if not self._on:
            return
        if self._read_otherwise():
            self._begin()
            self.changed.emit(self._everywhere)
            return
        put_away, count = self._put_away[0], len(self._hits.paragraphs)
        moves = self._hits.follow(project.paragraphs, True)
        self._go()
        if put_away is not project.sure_words or len(project.paragraphs) != count:
            self.changed.emit(self._everywhere)
        elif moves.added:
            self.changed.emit(range(moves.first, moves.first + len(moves.added)))

    def _spoken_languages(self) -> dict[str, str]:
        """The languages in which paragraphs are read, by the paragraphs' ids; of all by "" where there is but one."""
        project = self._history.project
        spoken = {each.id: self._designing.spoken(each.design).language for each in project.cast}
        if len(set(spoken.values())) == 1:
            return {"": next(iter(spoken.values()))}
        return {paragraph: spoken.get(speaker, "") for paragraph, speaker in speakers_of(project).items()}

    def _language_of(self, paragraph: Paragraph) -> str:
        only = self._languages.get("")
        return self._languages.get(paragraph.id, "") if only is None else only

    def _read_otherwise(self) -> bool:
        """Whether a paragraph is read in another language than before."""
        before, now = self._languages, self._spoken_languages()
        self._languages = now
        return ("" in now) != ("" in before) or any(before.get(each, now[each]) != now[each] for each in now)

    def _go(self) -> None:
        if self.busy and self._link.ready and (self._task is None or self._task.done()):
            self._task = self._work.tasks.spawn("look for unsure words", self._look())

    async def _look(self) -> None:
        loop = asyncio.get_running_loop()
        if self._read_otherwise():
            # The engine has told by now in which languages its voices speak.
            self._begin()
        while rows := self._due():
            begun_s, known = loop.time(), any(self._hits.of(row) for row in rows)
            try:
                await self._ask(self._link.client, rows)
            except (EngineUnavailable, ConnectionFailed):
                # Asked again when the engine is back.
                return
            if known or any(self._hits.of(row) for row in rows):
                self.changed.emit(rows)
            await asyncio.sleep(loop.time() - begun_s)

    def _due(self) -> range:
        """Paragraphs to ask about next, of one language and so long in all that one request takes them."""
        rows, chars = self._hits.next_due(self._from, _MOST_ROWS), 0
        for number in rows:
            paragraph = self._hits.paragraphs[number]
            chars += len(with_tags(paragraph.text).text) + len(_JOINT)
            other = self._language_of(paragraph) != self._language_of(self._hits.paragraphs[rows.start])
            if number > rows.start and (other or chars > _MOST_CHARS):
                return range(rows.start, number)
        return rows

    async def _ask(self, client: AsyncSpeechClient, rows: range) -> None:
        paragraphs = self._hits.paragraphs[rows.start : rows.stop]
        language = self._language_of(paragraphs[0])
        texts = [paragraph.text if paragraph.is_read else "" for paragraph in paragraphs]
        found = await _spans_of(client, texts, language)
        room = max(0, MOST_WORDS - self._hits.count)
        for number, paragraph, spans in zip(rows, paragraphs, found, strict=True):
            if self._language_of(paragraph) != language:
                # It is read in another one since, and due again.
                continue
            self._hits.put(number, paragraph, spans[:room])
            room = max(0, room - len(spans))

    def _words_put_away(self) -> frozenset[str]:
        words = self._history.project.sure_words
        if words is not self._put_away[0]:
            self._put_away = words, frozenset(map(_key, words))
        return self._put_away[1]

    def _all(self, row: int, step: int = 1) -> Iterator[Hit]:
        """The words from those of *row* on, on or back."""
        for number in range(row, len(self._hits.paragraphs) if step > 0 else -1, step):
            for start, end in self.words_in(number)[::step]:
                yield Hit(number, start, end)

    def _place(self, position: int) -> Place:
        return Place(*paragraph_at(self._history.project, position))

    def _position_of(self, hit: Hit | None) -> tuple[int, int] | None:
        if hit is None:
            return None
        start = sum(len(each.text) + 1 for each in self._hits.paragraphs[: hit.row])
        return start + hit.start, start + hit.end


def _key(word: str) -> str:
    """What is the same of a word as it is written here and there."""
    core = bare(word).casefold()
    ending = next((each for each in _ENDINGS if core.endswith(each)), "")
    return core.removesuffix(ending)


async def _spans_of(client: AsyncSpeechClient, texts: Sequence[str], language: str) -> list[tuple[Span, ...]]:
    """The places of the unsure words in each of *texts*, which are asked about in one request."""
    found: list[list[Span]] = [[] for _ in texts]
    whole = _JOINT.join(texts)
    try:
        tokens = await client.explain(with_tags(whole).text, language, unsure_only=True) if whole.strip() else ()
    except RequestRefused:
        # A language whose words the engine cannot tell of, or a paragraph of little but signs that tags escape.
        tokens = ()
    number = begin = 0
    for token in tokens:
        while number + 1 < len(texts) and token.start >= begin + len(texts[number]) + len(_JOINT):
            begin += len(texts[number]) + len(_JOINT)
            number += 1
        found[number].append((token.start - begin, token.end - begin))
    return [tuple(spans) for spans in found]
