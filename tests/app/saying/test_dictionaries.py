# SPDX-License-Identifier: GPL-3.0-or-later
"""Dictionaries in the real studio, with the tone engine's server as the store of the one for always."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from pathlib import Path

import psutil
import pytest

from studio.app.saying import dictionaries as module
from studio.app.saying.dictionaries import ALWAYS, always_entries
from studio.app.work.state import EngineState
from studio.client.local.engine import LocalEngine
from studio.client.speech.client import AsyncSpeechClient
from studio.core.dictionary import MOST_ENTRIES, Entry
from studio.core.errors import InvalidArgument
from studio.core.project import Paragraph
from studio.project.word_lists.table import read_list
from studio.project.word_lists.word_list import WordList
from tests.support.desk import Desk, standing
from tests.support.waiting import HANGS_S, wait_until_async

TEXT = "Nova came in. It was late.\nNobody spoke.\nThen Nova's lamp went out. All slept."
NOVA = Entry("Nova", "NOO-vah")
LATE_S = 1.0
"""An answer is late by so much at the most, if nothing changes meanwhile."""


async def rendered(desk: Desk) -> None:
    desk.studio.rendering.render_changed()
    await wait_until_async(lambda: not desk.studio.rendering.active)


def takes(desk: Desk) -> list[int]:
    return [len(desk.studio.taking.takes_of(each)) for each in desk.studio.editing.project.paragraphs]


def stale(desk: Desk) -> list[str]:
    status = desk.studio.engine.state.status
    assert status is not None
    reader = desk.studio.designing.reader()

    def of(paragraph: Paragraph) -> str:
        found = desk.studio.taking.in_use(paragraph, reader(paragraph), status.engine)
        return "none" if found is None else found.stale

    return [of(each) for each in desk.studio.editing.project.paragraphs]


async def test_an_entry_makes_just_the_paragraphs_stale_that_hold_the_word(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    await rendered(desk)
    assert stale(desk) == ["", "", ""]
    studio.dictionaries.put(NOVA)
    assert stale(desk) == ["text", "", "text"]
    assert studio.rendering.pending() == 2
    await rendered(desk)
    assert (takes(desk), stale(desk)) == ([2, 1, 2], ["", "", ""])
    first, second = studio.taking.takes_of(studio.editing.project.paragraphs[0])
    # Only the sentence with the word was rendered anew.
    assert second.spans[-1].clip == first.spans[-1].clip
    assert second.spans[0].clip != first.spans[0].clip
    assert second.script == '<sub alias="NOO-vah">Nova</sub> came in. It was late.'
    studio.editing.undo()
    assert studio.dictionaries.project == ()
    assert (stale(desk), studio.rendering.pending()) == (["", "", ""], 0)
    studio.editing.redo()
    assert stale(desk) == ["", "", ""]


async def test_the_text_stays_as_it_is_and_words_are_timed_as_written(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text("Nova's lamp.")
    studio.dictionaries.put(NOVA)
    await rendered(desk)
    (take,) = studio.taking.takes_of(studio.editing.project.paragraphs[0])
    sound = studio.taking.sounds.of(take)
    assert sound is not None
    assert [word.text for word in sound.words] == ["Nova's", "lamp."]
    assert studio.editing.project.paragraphs[0].marks == ()
    assert take.script == "<sub alias=\"NOO-vah's\">Nova's</sub> lamp."


async def test_what_is_for_always_is_kept_by_the_server_and_can_be_undone(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text(TEXT)
    await rendered(desk)
    studio.dictionaries.put(NOVA, always=True)
    await wait_until_async(lambda: studio.dictionaries.always == (NOVA,))
    assert stale(desk) == ["text", "", "text"]
    async with desk.client() as client:
        kept = await client.pronunciation_dicts()
    assert [(each.name, each.entries) for each in kept] == [(ALWAYS, (NOVA,))]
    await wait_until_async(lambda: studio.editing.undo_label == "saying Nova")
    studio.editing.undo()
    await wait_until_async(lambda: studio.dictionaries.always == ())
    assert stale(desk) == ["", "", ""]
    # The project's own goes before the one for always.
    studio.dictionaries.put(Entry("Nova", "naw-VAY"), always=True)
    await wait_until_async(lambda: bool(studio.dictionaries.always))
    studio.dictionaries.put(NOVA)
    assert "NOO-vah" in studio.designing.spoken_project.paragraphs[0].script


async def test_a_word_that_is_changed_twice_in_a_row_is_said_as_told_last(desk: Desk) -> None:
    studio = desk.studio
    other = Entry("Nova", "naw-VAY")
    studio.dictionaries.put(NOVA, always=True)
    studio.dictionaries.put(other, always=True)
    studio.dictionaries.put(Entry("Voll", "foll"), always=True)
    await wait_until_async(lambda: studio.editing.undo_label == "saying Voll")
    assert studio.dictionaries.always == (Entry("Voll", "foll"), other)
    studio.dictionaries.remove(other, always=True)
    studio.dictionaries.put(other, always=True)
    await wait_until_async(lambda: studio.editing.undo_label == "saying Nova")
    assert studio.dictionaries.always == (other, Entry("Voll", "foll"))
    for always in ((Entry("Voll", "foll"),), (Entry("Voll", "foll"), other), (other,), (NOVA,), ()):
        studio.editing.undo()
        await wait_until_async(lambda told=always: studio.dictionaries.always == told)  # type: ignore[misc]


async def test_what_another_window_added_stays(desk: Desk) -> None:
    studio = desk.studio
    studio.dictionaries.put(NOVA, always=True)
    await wait_until_async(lambda: studio.dictionaries.always == (NOVA,))
    other = Entry("Skerry", "skeh-ree", "en")
    async with desk.client() as client:
        (kept,) = await client.pronunciation_dicts()
        await client.change_pronunciation_dict(kept.id, (*kept.entries, other))
    studio.dictionaries.put(Entry("Voll", "foll"), always=True)
    await wait_until_async(lambda: len(studio.dictionaries.always) == 3)
    assert [*studio.dictionaries.always] == [Entry("Voll", "foll"), NOVA, other]
    studio.dictionaries.remove(NOVA, always=True)
    await wait_until_async(lambda: NOVA not in studio.dictionaries.always)
    await studio.dictionaries.refresh()
    assert studio.dictionaries.always == (Entry("Voll", "foll"), other)


async def test_a_late_answer_takes_back_no_change_that_was_made_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dictionaries = desk.studio.dictionaries
    answered, told = asyncio.Event(), asyncio.Event()

    async def late(client: AsyncSpeechClient) -> tuple[Entry, ...]:
        found = await always_entries(client)
        answered.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(told.wait(), LATE_S)
        return found

    monkeypatch.setattr(module, "always_entries", late)
    reading = asyncio.create_task(dictionaries.refresh())
    await answered.wait()
    dictionaries.changed.connect(lambda _none: told.set())
    dictionaries.put(NOVA, always=True)
    await reading
    await wait_until_async(told.is_set, what="the entry")
    assert dictionaries.always == (NOVA,)


async def test_one_word_has_one_entry_in_a_language(desk: Desk) -> None:
    dictionaries = desk.studio.dictionaries
    dictionaries.put(NOVA)
    dictionaries.put(Entry("nova", "NAH-vuh"))
    dictionaries.put(Entry("nova", "NOH-fah", "de"))
    assert dictionaries.project == (Entry("nova", "NOH-fah", "de"), Entry("nova", "NAH-vuh"))
    dictionaries.put(Entry("Nova Scotia", "x"), instead=dictionaries.project[1])
    assert [each.text for each in dictionaries.project] == ["nova", "Nova Scotia"]
    dictionaries.add_all([Entry("nova", "a", "de"), Entry("new", "b")])
    assert [(each.text, each.alias) for each in dictionaries.project] == [
        ("nova", "a"),
        ("Nova Scotia", "x"),
        ("new", "b"),
    ]
    for entry in (Entry("x" * 1001, "x"), Entry("x", "x" * 1001), Entry("x", "x", "x" * 41)):
        with pytest.raises(InvalidArgument, match="at most"):
            dictionaries.put(entry)
    with pytest.raises(InvalidArgument, match="at most"):
        dictionaries.change("x", lambda _entries: (Entry("x", "x"),) * (MOST_ENTRIES + 1))


async def test_a_word_of_a_large_dictionary_is_looked_for_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    dictionaries, count = desk.studio.dictionaries, 2000
    dictionaries.add_all(Entry(f"w{number}", "x") for number in range(count))
    asked, key = list[str](), Entry.key.fget  # type: ignore[attr-defined]

    def noted(entry: Entry) -> str:
        asked.append(entry.text)
        return str(key(entry))

    with monkeypatch.context() as noting:
        noting.setattr(Entry, "key", property(noted))
        dictionaries.put(Entry("W7", "y"))
    assert [entry.alias for entry in dictionaries.project[6:9]] == ["x", "y", "x"]
    assert len(asked) == count + 1


async def test_words_come_from_files_and_go_to_them(desk: Desk, tmp_path: Path) -> None:
    studio = desk.studio
    studio.dictionaries.put(NOVA)
    for name in ("words.csv", "words.pls"):
        studio.dictionaries.write_file(tmp_path / name)
        await wait_until_async(lambda name=name: str(tmp_path / name) in desk.said("word list"))  # type: ignore[misc]
        studio.dictionaries.read_file(tmp_path / name, always=True)
        await wait_until_async(lambda: [*studio.dictionaries.always] == [NOVA])
        await wait_until_async(lambda: "imported" in desk.said("word list"))
        assert desk.said("word list") == f"1 word imported from {name}."
        studio.dictionaries.remove(NOVA, always=True)
        await wait_until_async(lambda: not studio.dictionaries.always)
    (tmp_path / "bad.csv").write_text("Nova,NOO-vah\n,x\n")
    studio.dictionaries.read_file(tmp_path / "bad.csv")
    await wait_until_async(lambda: "could not be read" in desk.said("word list"))
    (tmp_path / "bad.pls").write_text("no xml")
    studio.dictionaries.read_file(tmp_path / "bad.pls")
    await wait_until_async(lambda: "damaged" in desk.said("import words"))
    assert len(studio.dictionaries.project) == 1


async def test_words_for_always_that_no_engine_keeps_are_told_until_the_person_knows(
    late: Desk, come: asyncio.Event, tmp_path: Path
) -> None:
    dictionaries, failed = late.studio.dictionaries, asyncio.Event()
    (tmp_path / "words.csv").write_text("Voll,foll\n")
    dictionaries.read_file(tmp_path / "words.csv", always=True)
    dictionaries.put(NOVA, always=True, failed=failed.set)
    assert not dictionaries.known
    await wait_until_async(failed.is_set, what="the word fails")
    await wait_until_async(lambda: late.said("import words"), what="the file fails")
    told: list[bool] = []
    dictionaries.changed.connect(lambda _none: told.append(dictionaries.known))
    come.set()
    await wait_until_async(lambda: told, what="the words are known")
    assert (told, dictionaries.always) == ([True], ())
    await wait_until_async(lambda: not late.studio.engine.blocker(), what="the engine is ready")
    shown = standing(late)
    for key in ("dictionary", "import words"):
        assert shown[key].startswith("The words for always stay as they were.")
    assert "word list" not in shown


async def test_words_that_are_read_late_go_to_no_other_project(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = desk.studio
    file, go_on = tmp_path / "words.csv", threading.Event()
    file.write_text("Nova,NOO-vah\n")

    def slow(path: Path) -> WordList:
        assert go_on.wait(HANGS_S)
        return read_list(path)

    monkeypatch.setattr(module, "read_list", slow)
    studio.dictionaries.read_file(file)
    studio.projects.begin_with("Another project.")
    await wait_until_async(lambda: studio.editing.project.text == "Another project.")
    go_on.set()
    await wait_until_async(lambda: desk.said("word list"), what="it is told")
    assert desk.said("word list").startswith("words.csv was not imported")
    assert studio.dictionaries.project == ()


async def test_a_mark_of_the_person_goes_before_every_dictionary(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text("Nova and <phoneme alphabet='ipa' ph='x'>Nova</phoneme>.")
    studio.editing.edit_text(0, 0, " ")
    studio.dictionaries.put(NOVA)
    spoken = studio.designing.spoken_project.paragraphs[0]
    assert [(mark.kind, mark.value) for mark in spoken.marks] == [("respelling", "NOO-vah"), ("ipa", "x")]


async def test_an_engine_that_goes_away_at_once_is_told_by_its_own_notice_alone(data_dir: Path) -> None:
    # Only a server of its own stands still as a whole.
    desk = Desk(data_dir, make_engine=lambda: LocalEngine(engine="tone"))
    killed: list[int] = []

    def kill(state: EngineState) -> None:
        if state.ready and not killed:
            killed.append(desk.engines[0].pid or 0)
            psutil.Process(killed[0]).suspend()
            asyncio.get_running_loop().call_later(0.3, psutil.Process(killed[0]).kill)

    desk.studio.engine.changed.connect(kill)
    desk.studio.start()
    await wait_until_async(
        lambda: killed and len(desk.engines) > 1 and desk.studio.engine.state.ready, 3 * HANGS_S, "another one"
    )
    await wait_until_async(lambda: not standing(desk), what="nothing is told any more")
    assert not {"dictionary", "words for always"} & {notice.key for notice in desk.notices}
    await desk.studio.close()


LONG = "\n".join(["Nova came in.", "Nobody spoke."] * 600)


async def test_in_a_long_project_a_change_waits_until_it_is_known_what_it_says(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text(LONG)
    dictionaries, spoken = studio.dictionaries, studio.designing
    dictionaries.put(NOVA)
    dictionaries.put(Entry("spoke", "spohk"))
    assert dictionaries.project == ()
    await wait_until_async(lambda: len(dictionaries.project) == 2, what="both entries")
    assert sum(bool(each.marks) for each in spoken.spoken_project.paragraphs) == 1200
    # Asked for each paragraph of it many times a second.
    assert spoken.spoken_project is spoken.spoken_project
    with pytest.raises(InvalidArgument):
        dictionaries.add_all(Entry(f"w{number}", "x") for number in range(MOST_ENTRIES + 1))
    for _ in range(2):
        studio.editing.undo()
    assert (dictionaries.project, spoken.spoken_project) == ((), studio.editing.project)
    studio.editing.redo()
    assert sum(bool(each.marks) for each in spoken.spoken_project.paragraphs) == 600


async def test_a_change_that_waits_is_made_before_another_project_is_opened(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text(LONG)
    studio.dictionaries.put(NOVA)
    waiting = len(studio.dictionaries.project)
    studio.editing.long.finish()
    assert (waiting, len(studio.dictionaries.project)) == (0, 1)
    studio.dictionaries.remove(NOVA)
    await wait_until_async(lambda: studio.dictionaries.project == (), what="it is gone")
    assert studio.editing.undo_label == "deleting Nova"
