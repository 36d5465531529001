# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace

from studio.core.project import Project, VoiceDesign, named_voices, with_design
from studio.core.voices import MixPart, NamedVoice
from studio.project.history import MERGE_WITHIN_S, History


class Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def titled(history: History, title: str) -> Project:
    return replace(history.project, title=title)


def test_undo_and_redo_give_back_the_very_documents() -> None:
    history = History(Project(title="0"))
    for title in "123":
        history.do(f"title {title}", titled(history, title))
    assert history.undo_label == "title 3"
    history.undo()
    history.undo()
    assert (history.project.title, history.redo_label) == ("1", "title 2")
    history.redo()
    assert history.project.title == "2"


def test_a_new_change_forgets_what_was_undone() -> None:
    history = History(Project(title="0"))
    history.do("a", titled(history, "a"))
    history.undo()
    history.do("b", titled(history, "b"))
    assert history.redo() is None
    assert history.project.title == "b"


def test_a_dragged_slider_is_one_step_until_it_rests() -> None:
    clock = Clock()
    history = History(Project(title="0"), clock)
    for value in "123":
        history.do("speed", titled(history, value), merge_key="speed")
        clock.now_s += MERGE_WITHIN_S / 2
    clock.now_s += MERGE_WITHIN_S
    history.do("speed", titled(history, "4"), merge_key="speed")
    history.undo()
    assert history.project.title == "3"
    history.undo()
    assert history.project.title == "0"


def test_what_belongs_together_is_one_step_also_later_but_not_across_another() -> None:
    clock = Clock()
    history = History(Project(title="0"), clock)
    for value in "12":
        history.do("voice", titled(history, value), merge_key="clip", whenever=True)
        clock.now_s += 100 * MERGE_WITHIN_S
    history.undo()
    assert history.project.title == "0"
    history.redo()
    history.do("other", titled(history, "3"))
    history.do("voice", titled(history, "4"), merge_key="clip", whenever=True)
    history.undo()
    assert history.project.title == "3"


def test_a_slider_that_came_back_is_no_step() -> None:
    history = History(Project(title="0"), Clock())
    for value in "10":
        history.do("speed", titled(history, value), merge_key="speed")
    assert history.undo_label == ""


def test_what_follows_a_slider_that_came_back_joins_no_earlier_step() -> None:
    clock = Clock()
    history = History(Project(title="0"), clock)
    history.do("speed", titled(history, "1"), merge_key="speed")
    clock.now_s += 2 * MERGE_WITHIN_S
    for value in "213":
        history.do("speed", titled(history, value), merge_key="speed")
    history.undo()
    assert history.project.title == "1"
    history.undo()
    assert (history.project.title, history.undo_label) == ("0", "")


def test_no_change_is_no_step() -> None:
    history = History(Project(title="0"))
    history.do("nothing", history.project)
    assert history.undo_label == ""


def test_an_amended_value_is_that_of_the_steps_beside_it_too() -> None:
    history = History(Project(title="0"))
    history.do("a", titled(history, "a"))
    history.do("b", titled(history, "b"))
    history.undo()
    history.amend(title="saved")
    assert history.project.title == "saved"
    history.redo()
    assert history.project.title == "b"
    history.undo()
    assert history.project.title == "saved"
    history.undo()
    assert history.project.title == "0"
    history.redo()
    assert history.project.title == "saved"


def test_another_project_begins_with_its_own_steps() -> None:
    first = History(Project(title="0"))
    first.do("a", titled(first, "a"))
    first.do("b", titled(first, "b"))
    first.undo()
    second = History(Project())
    second.do("c", titled(second, "c"))
    second.begin(first.project, first.steps)
    assert (second.project.title, second.undo_label, second.redo_label) == ("a", "a", "b")
    second.do("d", titled(second, "d"))
    numbers = [step.number for step in second.steps.done]
    assert numbers == sorted(set(numbers))
    second.undo()
    second.undo()
    assert second.project.title == "0"


def test_what_a_held_control_changes_is_one_step_however_long_it_takes() -> None:
    clock = Clock()
    history = History(Project(title="0"), clock)
    history.do("speed", titled(history, "1"), merge_key="speed")
    history.hold(True)
    for value in "234":
        history.do("speed", titled(history, value), merge_key="speed")
        clock.now_s += 10 * MERGE_WITHIN_S
    history.hold(False)
    history.do("speed", titled(history, "5"), merge_key="speed")
    titles = []
    while history.undo() is not None:
        titles.append(history.project.title)
    assert titles == ["4", "1", "0"]


def test_a_drag_over_many_voices_leaves_notes_of_those_it_ends_with() -> None:
    """As voices are noted with their embeddings, each one passed over would be written into the file."""
    clock = Clock()
    history = History(Project(), clock)

    def noting(project: Project) -> Project:
        noted = {voice.id: voice for voice in project.voices}
        added = {each: NamedVoice(each, "own", each) for each in sorted(named_voices(project)) if each not in noted}
        return replace(project, voices=(*noted.values(), *added.values()))

    def move_to(*voices: str) -> None:
        parts = tuple(MixPart(each, 1 / len(voices)) for each in voices)
        history.do("moving", with_design(history.project, VoiceDesign(parts)), merge_key="map")

    def noted() -> set[str]:
        return {voice.id for voice in history.project.voices}

    history.completed = noting
    history.do("choosing", with_design(history.project, VoiceDesign((MixPart("first", 1.0),))))
    history.hold(True)
    for number in range(50):
        move_to(f"passed {number}", f"passed {number + 1}")
    move_to("last")
    history.hold(False)
    assert noted() == {"first", "last"}
    history.undo()
    assert "first" in noted()
    history.redo()
    assert "last" in noted()
