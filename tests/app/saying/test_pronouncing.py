# SPDX-License-Identifier: GPL-3.0-or-later
"""How words are said, by the real server with the tone engine, which reads a text as the speech engine does."""

from __future__ import annotations

import pytest

from studio.app.saying import pronouncing as module
from studio.app.saying.pronouncing import WORD, Asked, OtherWay, Places, Sounds, Unsure
from studio.app.takes.spoken import Entries
from studio.client.explanation import Suggestion
from studio.core.dictionary import Entry
from studio.core.doubts import Doubt
from tests.support.desk import Desk
from tests.support.waiting import wait_until_async

TEXT = "Nova came in. (Nova's lamp.)\nThe nova of New York.\nOne Nova."


def asked(desk: Desk, start: int, end: int | None = None) -> Asked:
    found = desk.studio.pronouncing.word(start, start if end is None else end)
    assert found is not None
    return found


async def sounds(desk: Desk, word: Asked, alias: str = "") -> Sounds:
    heard: list[Sounds] = []
    desk.studio.pronouncing.ask(word, alias, heard.append)
    await wait_until_async(lambda: heard)
    return heard[0]


@pytest.mark.parametrize(
    ("start", "end", "text", "place"),
    [
        (0, 0, "Nova", 0),
        (4, 4, "Nova", 0),
        (5, 5, "came", 5),
        (TEXT.index("Nova's") + 5, None, "Nova", TEXT.index("Nova's")),
        (TEXT.index("New"), TEXT.index("York") + 1, "New York", TEXT.index("New")),
        (TEXT.index("One") - 3, TEXT.index("One") + 40, None, 0),
    ],
)
async def test_the_word_at_a_place(desk: Desk, start: int, end: int | None, text: str | None, place: int) -> None:
    desk.studio.editing.replace_text(TEXT)
    found = desk.studio.pronouncing.word(start, start if end is None else end)
    if text is None:
        assert found is not None
        assert found.text == "York"
        return
    assert found is not None
    assert (found.text, found.start, found.end) == (text, place, place + len(text))
    assert desk.studio.editing.project.text[found.start : found.end] == text
    assert found.language == "en-US"


async def test_there_is_no_word_in_blanks_and_signs(desk: Desk) -> None:
    desk.studio.editing.replace_text("  \n... \n" + "word " * 60)
    for start, end in ((0, 0), (1, 1), (4, 4), (9, 300)):
        assert desk.studio.pronouncing.word(start, end) is None


async def test_how_a_word_is_said_now_and_would_be(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text("I read it yesterday. You can read it.")
    assert (await sounds(desk, asked(desk, 2))).ipa == "ɹˈɛd"
    assert (await sounds(desk, asked(desk, 29))).ipa == "ɹˈid"
    word = asked(desk, 2)
    assert await sounds(desk, word, "NOO-vah") == Sounds("nˈuvɑ", "", "a tag or a dictionary tells")
    assert (await sounds(desk, word, "/n5o%v/")).unknown == "5%"
    assert (await sounds(desk, word, "?!")).ipa == ""
    studio.dictionaries.put(Entry("read", "red-ee"))
    assert (await sounds(desk, asked(desk, 29))).why == "a tag or a dictionary tells"


async def test_the_newest_question_is_answered_alone(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    word, heard = asked(desk, 0), list[str]()
    for alias in ("NAH-vah", "NAY-vah", "NOO-vah"):
        desk.studio.pronouncing.ask(word, alias, lambda sounds: heard.append(sounds.ipa))
    await wait_until_async(lambda: heard)
    assert heard == ["nˈuvɑ"]
    found: list[tuple[Suggestion, ...]] = []
    desk.studio.pronouncing.suggest(word, found.append)
    await wait_until_async(lambda: found)
    assert found[0][0].alias == "NOH-vuh"


async def test_a_word_is_said_here_in_the_project_or_always_and_cleared(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    say = studio.pronouncing
    assert say.places(asked(desk, 0)) == Places(3, 2)
    assert say.places(asked(desk, TEXT.index("nova"))) == Places(4, 3)
    say.use(asked(desk, 0), "NOO-vah", "here")
    assert say.told(asked(desk, 0)) == ("NOO-vah", "here")
    assert [(mark.kind, mark.start, mark.end) for mark in studio.editing.project.paragraphs[0].marks] == [
        ("respelling", 0, 4)
    ]
    say.use(asked(desk, TEXT.index("Nova's")), "/nuːvɑː/", "project")
    assert studio.dictionaries.project == (Entry("Nova", "/nuːvɑː/", "en", True),)
    assert say.told(asked(desk, TEXT.index("Nova's"))) == ("/nuːvɑː/", "project")
    assert say.told(asked(desk, TEXT.index("nova"))) is None
    say.use(asked(desk, TEXT.index("nova")), "NOH-vuh", "always")
    await wait_until_async(lambda: studio.dictionaries.always)
    assert say.told(asked(desk, TEXT.index("nova"))) == ("NOH-vuh", "always")
    say.clear(asked(desk, 0))
    assert say.told(asked(desk, 0)) == ("/nuːvɑː/", "project")
    say.clear(asked(desk, 0))
    say.clear(asked(desk, 0))
    await wait_until_async(lambda: not studio.dictionaries.always)
    say.clear(asked(desk, 0))


async def test_of_a_large_dictionary_those_entries_are_looked_at_that_may_say_the_word(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio, looked = desk.studio, list[str]()
    studio.editing.replace_text(TEXT)

    def noted(entries: tuple[Entry, ...]) -> Entries:
        looked.extend(entry.text for entry in entries)
        return Entries(entries)

    studio.dictionaries.add_all([*(Entry(f"w{number}", "x") for number in range(2000)), Entry("“NOVA”", "NOH")])
    monkeypatch.setattr(module, "Entries", noted)
    assert studio.pronouncing.told(asked(desk, 0)) == ("NOH", "project")
    assert looked == ["“NOVA”"]


async def test_a_word_is_heard_in_its_sentence_and_nothing_else_changes(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text("Before it. Nova came in. Behind it.")
    studio.hearing.seek_to_char(3)
    studio.pronouncing.hear(asked(desk, 11), "NOO-vah")
    view = studio.hearing.view()
    assert view.audition_voice_id == WORD + "Nova"
    await wait_until_async(lambda: studio.hearing.view().total_s > 0 or not studio.hearing.active)
    studio.pronouncing.stop()
    await wait_until_async(lambda: not studio.hearing.active)
    assert studio.hearing.resume_at == 0
    assert studio.editing.project.paragraphs[0].marks == ()


async def test_other_readings_are_told_with_place_sounds_and_meaning_whatever_says_the_word_now(desk: Desk) -> None:
    text = "The paint. It is made of <break time='1s'/>lead."
    desk.studio.editing.replace_text(text)
    plain = desk.studio.editing.project.text
    at = plain.index("lead")
    desk.studio.marking.say(at, at + 4, "ipa", "x")
    found: list[tuple[OtherWay, ...]] = []
    desk.studio.pronouncing.others(asked(desk, at), found.append)
    await wait_until_async(lambda: found)
    (other,) = found[0]
    assert (plain[other.start : other.end], other.words, other.ipa) == ("lead", "lead", "lˈid")
    assert other.meaning
    desk.studio.pronouncing.others(asked(desk, 5), found.append)
    await wait_until_async(lambda: len(found) == 2)
    assert found[1] == ()


async def test_an_unsure_word_tells_why_and_two_others_that_sound_otherwise(desk: Desk) -> None:
    text = "They read it. Then Kvothe's lamp. Joaquin was the lamp."
    desk.studio.editing.replace_text(text)
    found: list[Unsure] = []
    for number, word in enumerate(("read", "Kvothe", "Joaquin", "lamp")):
        desk.studio.pronouncing.doubt(asked(desk, text.index(word) + 1), found.append)
        await wait_until_async(lambda number=number: len(found) > number)  # type: ignore[misc]
    assert [each.doubt for each in found] == [Doubt.HETERONYM, Doubt.NAME, Doubt.ODD, None]
    read, name, odd, _lamp = found
    assert (read.ipa, read.others[0]) == ("ɹˈid", Suggestion("/ɹˈɛd/", "ɹˈɛd", "past"))
    assert not name.ipa.endswith("z")
    assert odd.others[0].meaning == "lexicon"
    for each in found:
        assert len({each.ipa, *(other.ipa for other in each.others)}) == 3
