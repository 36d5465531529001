# SPDX-License-Identifier: GPL-3.0-or-later
"""Unsure words of the document, by the real server."""

from __future__ import annotations

import asyncio

import pytest

import studio.app.saying.unsure
from studio.core.dictionary import Entry
from tests.support.desk import Desk
from tests.support.waiting import wait_until_async

TEXT = "Then Kvothe's lamp. A lamp <3 & a door.\nThey read it.\nAll is well, Kvothe."


async def known(desk: Desk) -> None:
    await wait_until_async(lambda: not desk.studio.unsure.busy, what="the words")


async def looked(desk: Desk, text: str = TEXT) -> None:
    desk.studio.editing.replace_text(text)
    desk.studio.unsure.show(True)
    await known(desk)


def marked(desk: Desk) -> list[str]:
    paragraphs = desk.studio.editing.project.paragraphs
    return [
        paragraph.text[start:end]
        for row, paragraph in enumerate(paragraphs)
        for start, end in desk.studio.unsure.words_in(row)
    ]


def gone_to(desk: Desk, place: tuple[int, int] | None) -> str:
    assert place is not None
    return f"{place[0]} {desk.studio.editing.project.text[slice(*place)]}"


async def test_they_are_not_looked_for_before_they_are_to_be_shown(desk: Desk) -> None:
    desk.studio.editing.replace_text(TEXT)
    unsure = desk.studio.unsure
    assert (unsure.shown, unsure.busy, marked(desk), unsure.next(0)) == (False, False, [], None)
    unsure.show(True)
    await known(desk)
    assert marked(desk) == ["Kvothe's", "read", "Kvothe"]
    unsure.show(False)
    assert (unsure.shown, marked(desk)) == (False, [])
    assert desk.studio.preferences.undo_label == "unsure words"


async def test_one_goes_from_word_to_word_and_round(desk: Desk) -> None:
    await looked(desk)
    unsure, last = desk.studio.unsure, TEXT.rindex("Kvothe")
    assert gone_to(desk, unsure.next(0)) == "5 Kvothe's"
    assert gone_to(desk, unsure.next(5)) == "5 Kvothe's"
    assert gone_to(desk, unsure.next(6)) == f"{TEXT.index('read')} read"
    assert gone_to(desk, unsure.next(last + 1)) == "5 Kvothe's"
    assert gone_to(desk, unsure.previous(last)) == f"{TEXT.index('read')} read"
    assert gone_to(desk, unsure.previous(5)) == f"{last} Kvothe"
    assert gone_to(desk, unsure.word_at(TEXT.index("read") + 2)) == f"{TEXT.index('read')} read"
    assert unsure.word_at(0) is None


async def test_a_word_found_right_is_put_away_in_the_project_and_comes_back_by_undo(desk: Desk) -> None:
    await looked(desk)
    desk.studio.unsure.put_away("Kvothe")
    assert marked(desk) == ["read"]
    assert desk.studio.editing.project.sure_words == ("Kvothe",)
    assert desk.studio.editing.undo_label == "finding Kvothe right"
    desk.studio.unsure.put_away("KVOTHE’s")
    assert desk.studio.editing.project.sure_words == ("Kvothe",)
    desk.studio.editing.undo()
    assert marked(desk) == ["Kvothe's", "read", "Kvothe"]


async def test_what_a_mark_or_a_dictionary_says_is_sure(desk: Desk) -> None:
    await looked(desk)
    told: list[range] = []
    desk.studio.unsure.changed.connect(told.append)
    desk.studio.dictionaries.put(Entry("Kvothe", "KVOH-thuh", "en", True))
    assert marked(desk) == ["read"]
    assert told
    at = TEXT.index("read")
    desk.studio.marking.say(at, at + 4, "ipa", "ɹɛd")
    assert marked(desk) == []
    desk.studio.editing.undo()
    desk.studio.editing.undo()
    assert marked(desk) == ["Kvothe's", "read", "Kvothe"]


async def test_edits_are_followed_and_only_what_changed_is_asked_about_anew(desk: Desk) -> None:
    await looked(desk)
    asked: list[str] = []
    client, explain = desk.studio._link.client, desk.studio._link.client.explain

    async def noted(text: str, *args: object, **more: object) -> object:
        asked.append(text)
        return await explain(text, *args, **more)  # type: ignore[arg-type]

    client.explain = noted  # type: ignore[method-assign,assignment]
    desk.studio.editing.edit_text(0, 0, "A thestral. ")
    assert marked(desk) == ["Kvothe's", "read", "Kvothe"]
    await known(desk)
    assert marked(desk) == ["thestral", "Kvothe's", "read", "Kvothe"]
    assert len(asked) == 1
    assert asked[0].startswith("A thestral.")
    assert "read" not in asked[0]
    desk.studio.designing.set_language("fr")
    await known(desk)
    assert marked(desk) == []


async def test_what_was_asked_in_the_language_before_is_not_taken(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    go_on = asyncio.Event()
    client = desk.studio._link.client
    explain = client.explain

    async def held(text: str, language: str, **more: object) -> object:
        asked.append(language)
        found = await explain(text, language, **more)  # type: ignore[arg-type]
        await go_on.wait()
        return found

    monkeypatch.setattr(client, "explain", held)
    desk.studio.editing.replace_text(TEXT)
    desk.studio.unsure.show(True)
    await wait_until_async(lambda: bool(asked), what="the request")
    desk.studio.designing.set_language("fr")
    go_on.set()
    await known(desk)
    assert len(asked) == 2
    assert marked(desk) == []


async def test_words_that_an_edit_beside_them_made_sure_are_told(desk: Desk) -> None:
    await looked(desk, "They read it.")
    assert marked(desk) == ["read"]
    shown: list[list[str]] = []
    desk.studio.unsure.changed.connect(lambda _rows: shown.append(marked(desk)))
    desk.studio.editing.edit_text(len("They "), 0, "will ")
    await known(desk)
    assert shown[0] == ["read"], "it goes with its text until the engine has told"
    assert shown[-1] == []


async def test_what_is_seen_is_asked_about_first(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studio.app.saying.unsure, "_MOST_ROWS", 1)
    desk.studio.editing.replace_text("\n".join(f"Then Kvothe the {number} spoke." for number in range(30)))
    first: list[int] = []

    def note(_rows: range) -> None:
        first.extend(row for row in range(30) if desk.studio.unsure.words_in(row) and row not in first)

    desk.studio.unsure.changed.connect(note)
    desk.studio.unsure.look_from(20)
    desk.studio.unsure.show(True)
    await known(desk)
    assert first == [*range(20, 30), *range(20)]


async def test_no_more_words_are_kept_than_may_be_and_what_cannot_be_asked_about_has_none(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio.app.saying.unsure, "MOST_WORDS", 250)
    text = " ".join(["Then Kvothe came."] * 100)
    await looked(desk, f"A door.\n{text}\n{'& ' * 1400}\n{text}\n{text}")
    assert [len(desk.studio.unsure.words_in(row)) for row in range(5)] == [0, 100, 0, 100, 50]
    assert {text[start:end] for start, end in desk.studio.unsure.words_in(1)} == {"Kvothe"}


async def test_an_engine_that_went_is_asked_again_when_it_is_back(desk: Desk) -> None:
    await looked(desk)
    await desk.studio._link.restart()
    desk.studio.editing.edit_text(0, 0, "A thestral. ")
    await wait_until_async(lambda: "thestral" in marked(desk), what="the word")
