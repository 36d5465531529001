# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import gc
from weakref import ref

import pytest

from studio.app.design.casting import narrator_alone
from studio.app.playback.items import Items
from studio.app.takes.playlist import PlaylistItem
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import LiveTake, TakeCache
from studio.client.status import EngineStatus
from studio.core.marks import Mark
from studio.core.project import Paragraph, Project, VoiceDesign, take_key
from studio.core.timeline import WordTiming

STATUS = EngineStatus("tone", "ready", sample_rate_hz=1000)
PROJECT = Project(
    (
        Paragraph("a", "One two three."),
        Paragraph("n", "A note.", kind="note"),
        Paragraph("b", "Four five.", (Mark("pause", 5, 5, "1"),)),
        Paragraph("c", "Left out.", left_out=True),
    )
)


def items(cache: TakeCache, start: int = 0, end: int | None = None) -> list[PlaylistItem]:
    reader = narrator_alone(PROJECT, VoiceDesign())
    return list(Items(Renderer(cache), STATUS).of(PROJECT, reader, start, end))


def test_what_is_not_read_is_no_item_and_the_others_are_whole() -> None:
    made = items(TakeCache())
    assert [(item.paragraph_id, item.words.is_all) for item in made] == [("a", True), ("b", True)]
    assert [span.text for item in made for span in item.spans] == ["One", "two", "three.", "Four", "five."]


@pytest.mark.parametrize(("end", "read"), [(None, "a-b"), (13, "a-b"), (10, "a"), (9, "a"), (8, "a")])
def test_a_pause_alone_is_read_between_what_is_chosen_and_not_behind_it(end: int | None, read: str) -> None:
    pause = Paragraph("-", "", (Mark("pause", 0, 0, "2"),))
    project = Project((Paragraph("a", "One two."), pause, Paragraph("b", "Three.")))
    made = Items(Renderer(TakeCache()), STATUS).of(project, narrator_alone(project, VoiceDesign()), 0, end)
    assert "".join(item.paragraph_id for item in made) == read


@pytest.mark.parametrize(("start", "end", "said"), [(5, None, ["two", "three."]), (0, 6, ["One", "two"])])
def test_words_of_a_paragraph_that_is_not_rendered_are_asked_for_alone(
    start: int, end: int | None, said: list[str]
) -> None:
    first = items(TakeCache(), start, end)[0]
    assert [span.text for span in first.spans] == said
    assert not first.words.is_all
    assert first.from_s == 0.0


def test_words_of_a_paragraph_that_is_rendered_are_a_stretch_of_it() -> None:
    cache = TakeCache()
    take = LiveTake(take_key("One two three.", VoiceDesign(), "tone"), 1000)
    take.add_words(WordTiming(word, number, number + 0.5) for number, word in enumerate(("One", "two", "three.")))
    take.finish()
    cache.put(take)
    first = items(cache, 4, 7)[0]
    assert first.take is take
    assert (first.from_s, first.to_s) == (1.0, 1.65)


def test_the_same_words_have_the_same_take_as_long_as_it_is_played() -> None:
    made = Items(Renderer(TakeCache()), STATUS)
    take = made.take(Paragraph("", "One."), VoiceDesign())
    assert made.take(Paragraph("", "One."), VoiceDesign()) is take


def test_a_take_that_nothing_plays_is_let_go_whole_or_not() -> None:
    made = Items(Renderer(TakeCache()), STATUS)
    for end in (False, True):
        take = made.take(Paragraph("", "One."), VoiceDesign())
        if end:
            take.finish()
        gone = ref(take)
        del take
        gc.collect()
        assert gone() is None
