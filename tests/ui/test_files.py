# SPDX-License-Identifier: GPL-3.0-or-later
"""Which file the text is saved to, and where dialogs begin."""

from __future__ import annotations

import os
import wave
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QCompleter,
    QFileDialog,
    QLineEdit,
    QWidget,
)

from studio.app.exporting.export_formats import EXPORTERS, offered_formats
from studio.core.project import Paragraph, Project
from studio.project.file.content import Content
from studio.ui.files import FileDialogs
from tests.support.projects import created
from tests.ui.conftest import InWindow, Open

SHIFT = Qt.KeyboardModifier.ShiftModifier

pytestmark = pytest.mark.display
CTRL = Qt.KeyboardModifier.ControlModifier


async def dialog_of(it: Open) -> QFileDialog:
    await it.until(lambda: it.file_dialog is not None, "asked")
    dialog = it.file_dialog
    assert dialog is not None
    dialog.activateWindow()
    await it.until(lambda: dialog.isVisible() and dialog.isActiveWindow(), "the dialog is open")
    return dialog


def belongs_to(it: Open, path: Path) -> bool:
    return it.studio.editing.project.file == str(path)


async def closed(it: Open) -> None:
    await it.until(lambda: it.file_dialog is None, "the dialog is closed")


def test_an_opened_file_is_saved_without_a_question_unless_another_program_changed_it(
    in_window: InWindow, tmp_path: Path
) -> None:
    story = tmp_path / "story.txt"
    story.write_text("One line.", "utf-8")

    async def body(it: Open) -> None:
        it.studio.files.open_text(story)
        await it.until(lambda: it.studio.editing.project.text == "One line.", "opened")
        it.studio.editing.edit_text(0, 3, "Some")
        it.presenter.actions["save_text"].trigger()
        await it.until(lambda: story.read_text("utf-8") == "Some line.", "saved")
        assert it.file_dialog is None
        it.studio.editing.undo()
        assert it.studio.editing.project.file == str(story)
        story.write_text("Written by another program.", "utf-8")
        it.presenter.actions["save_text"].trigger()
        dialog = await dialog_of(it)
        assert [Path(name) for name in dialog.selectedFiles()] == [story]
        dialog.reject()
        await closed(it)
        assert story.read_text("utf-8") == "Written by another program."

    in_window(body)


def test_undoing_an_opening_does_not_let_the_text_before_be_saved_over_that_file(
    in_window: InWindow, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("The first.", "utf-8")
    second.write_text("The second.", "utf-8")

    async def body(it: Open) -> None:
        for path in (first, second):
            it.studio.files.open_text(path)
            await it.until(partial(belongs_to, it, path), "opened")
        it.studio.editing.undo()
        it.studio.editing.edit_text(0, 3, "Now the")
        it.presenter.actions["save_text"].trigger()
        await it.until(lambda: first.read_text("utf-8") == "Now the first.", "saved where it belongs")
        assert second.read_text("utf-8") == "The second."

    in_window(body)


def test_folders_are_remembered_at_once_and_a_dialog_begins_there(in_window: InWindow, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "story.txt").write_text("One line.", "utf-8")
    settings = tmp_path / "data" / "settings.json"

    async def body(it: Open) -> None:
        it.studio.files.open_text(texts / "story.txt")
        await it.until(lambda: settings.exists() and str(texts) in settings.read_text("utf-8"), "remembered on disk")
        QTest.keyClick(it.window, Qt.Key.Key_O, CTRL)
        dialog = await dialog_of(it)
        assert Path(dialog.directory().absolutePath()) == texts
        dialog.reject()
        await closed(it)

    in_window(body)
    os.rename(texts, tmp_path / "moved")

    async def again(it: Open) -> None:
        QTest.keyClick(it.window, Qt.Key.Key_O, CTRL)
        dialog = await dialog_of(it)
        assert Path(dialog.directory().absolutePath()).is_dir()
        dialog.reject()
        await closed(it)

    in_window(again)


def test_an_export_is_of_the_kind_and_form_that_was_chosen(in_window: InWindow, tmp_path: Path) -> None:
    wav = EXPORTERS[0]
    other = replace(wav, name="Other", suffix=".other", choices=((8000, wav.encodings[0]),))

    async def body(it: Open) -> None:
        it.studio.editing.edit_text(0, 0, "One line.")
        it.studio.keeping.remember(export_folder=str(tmp_path))
        await it.until(lambda: not it.studio.hearing.play_blocker(), "it can be exported")
        files = FileDialogs(it.window, it.studio, (wav, other))
        for number, file_format in enumerate(formats := offered_formats((wav, other))):
            files.export()
            dialog = files.dialog
            assert dialog is not None
            await it.until(dialog.isVisible, "the dialog is open")
            assert dialog.nameFilters() == [f"{each.label} (*{each.exporter.suffix})" for each in formats]
            choose(dialog.findChild(QComboBox, "fileTypeCombo"), number)
            choose_name(dialog, f"speech {number}")
            dialog.accept()
            sound = tmp_path / f"speech {number}{file_format.exporter.suffix}"
            await it.until(sound.exists, "exported")
            with wave.open(str(sound)) as read:
                assert (read.getframerate(), 8 * read.getsampwidth()) == (
                    file_format.rate_hz,
                    file_format.encoding.bits,
                )

    in_window(body)


def choose(combo: object, index: int) -> None:
    """As a person does: by the keyboard."""
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Home)
    for _ in range(index):
        QTest.keyClick(combo, Qt.Key.Key_Down)


def choose_name(dialog: QFileDialog, name: str) -> None:
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText(name)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_completes_a_file_name_can_be_read(
    in_window: InWindow, tmp_path: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "readable.txt").write_text("One line.", "utf-8")

    async def body(it: Open) -> None:
        it.studio.preferences.change(theme=theme)
        it.studio.keeping.remember(text_folder=str(tmp_path))
        QTest.keyClick(it.window, Qt.Key.Key_O, CTRL)
        dialog = await dialog_of(it)
        field = dialog.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        field.setFocus()
        QTest.keyClicks(field, "rea")
        completer = field.completer()
        assert isinstance(completer, QCompleter)
        popup = completer.popup()
        assert isinstance(popup, QAbstractItemView)
        await it.until(lambda: popup.isVisible() and popup.model().rowCount() > 0, "names are offered")
        assert contrast(it, popup) > 4.5
        dialog.reject()
        await closed(it)

    monkeypatch.delenv("SPEECH_STUDIO_THEME", raising=False)
    in_window(body)


def contrast(it: Open, popup: QAbstractItemView) -> float:
    """Between text and what lies below it, as WCAG counts it; 0 where nothing lies there."""
    image = popup.grab().toImage()
    points = [(x, y) for x in range(0, image.width(), 3) for y in range(image.height())]
    below, _ = Counter(image.pixelColor(x, y).rgba() for x, y in points).most_common(1)[0]
    color = QColor.fromRgba(below)
    if color.alpha() < 255:
        return 0.0
    shades = sorted((luminance(color), luminance(it.presenter.theme.color("text"))))
    return (shades[1] + 0.05) / (shades[0] + 0.05)


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_text_is_opened_saved_and_exported(in_window: InWindow, tmp_path: Path) -> None:
    story, copy, sound = tmp_path / "story.txt", tmp_path / "copy.txt", tmp_path / "story.wav"
    story.write_text("One short line.\nAnd another.", "utf-8")

    async def body(it: Open) -> None:
        async def choose(action: str, path: Path) -> None:
            it.presenter.actions[action].trigger()
            dialog = it.file_dialog
            assert isinstance(dialog, QFileDialog)
            await it.until(dialog.isVisible, "the dialog is open")
            dialog.setDirectory(str(path.parent))
            dialog.selectFile(str(path))
            dialog.accept()

        it.beside_the_text()
        await choose("open", story)
        await it.until(lambda: it.window.manuscript.editor.text == "One short line.\nAnd another.", "opened")
        assert it.window.manuscript.title.whole_text() == "story"
        await choose("save_text_as", copy)
        await it.until(copy.exists, "saved")
        assert copy.read_text("utf-8") == story.read_text("utf-8")
        await it.until(lambda: it.window.manuscript.title.whole_text() == "copy", "it belongs to the copy")
        it.studio.editing.edit_text(0, 3, "Another")
        it.presenter.actions["save_text"].trigger()
        await it.until(lambda: copy.read_text("utf-8").startswith("Another"), "saved again without a question")
        assert it.file_dialog is None
        assert story.read_text("utf-8").startswith("One")
        await choose("export", sound)
        await it.until(sound.exists, "exported")
        await it.until(lambda: any("Exported" in card.text.text() for card in it.window.notices.cards()), "told")

    in_window(body)


def test_subtitles_are_exported_fitted_to_their_cues(in_window: InWindow, tmp_path: Path) -> None:
    sound = tmp_path / "film.wav"
    cues = (Paragraph("a", "One two.", cue_s=(1.0, 2.0)), Paragraph("b", "Three four five.", cue_s=(6.0, 6.1)))

    async def body(it: Open) -> None:
        it.studio.editing.edit_text(0, 0, "One line.")
        action = it.presenter.actions["export_fitted"]
        await it.until(it.presenter.actions["export"].isEnabled, "it can be exported")
        assert not action.isEnabled()
        assert action.toolTip() == "The text has no times to fit to: open subtitles (.srt, .vtt)."
        it.studio.projects.begin_from(Project(cues, title="Film"))
        await it.until(action.isEnabled, "it can be fitted")
        action.trigger()
        dialog = it.file_dialog
        assert isinstance(dialog, QFileDialog)
        await it.until(dialog.isVisible, "the dialog is open")
        assert dialog.windowTitle() == "Export WAV, fitted to the cues"
        dialog.setDirectory(str(tmp_path))
        choose_name(dialog, sound.name)
        dialog.accept()
        await it.until(sound.exists, "exported")
        await it.until(lambda: any("Exported" in card.text.text() for card in it.window.notices.cards()), "told")
        told = next(text for card in it.window.notices.cards() if "Exported" in (text := card.text.text()))
        assert "1 cue takes longer than its time: at 0:06.0." in told
        with wave.open(str(sound)) as read:
            assert read.getnframes() / read.getframerate() > 6.1

    in_window(body)


@pytest.mark.parametrize("action", ["save_as", "save_copy", "save_text_as", "export"])
def test_a_file_chosen_for_one_project_takes_nothing_of_another_that_was_opened_meanwhile(
    in_window: InWindow, tmp_path: Path, action: str
) -> None:
    other, target = tmp_path / "other.speech", tmp_path / "target.speech"
    created(other, Content(Project((Paragraph("a", "Another."),)))).close()
    target.write_bytes(b"of the first one")

    async def body(it: Open) -> None:
        it.presenter.actions[action].trigger()
        dialog = await dialog_of(it)
        it.studio.projects.open(other)
        await it.until(lambda: it.window.manuscript.editor.text == "Another.", "the other one is open")
        dialog.fileSelected.emit(str(target))
        # What is exported is no project, and would get its own ending.
        name = "target.speech.wav" if action == "export" else target.name
        told = it.window.notices
        await it.until(lambda: any(f"{name} was left" in card.text.text() for card in told.cards()), "told")
        dialog.close()
        await closed(it)
        assert it.studio.projects.path == other
        assert it.studio.exporting.doubt == ""

    in_window(body)
    assert target.read_bytes() == b"of the first one"


@pytest.mark.parametrize(
    ("title", "name"), [('a/b: "c"?', "a-b- -c-.txt"), ("क" * 120, f"{'क' * 66}.txt")], ids=["signs", "long"]
)
def test_a_title_that_no_file_can_have_is_offered_as_one_that_it_can(
    in_window: InWindow, title: str, name: str
) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text("One line.", title=title)
        it.presenter.actions["save_text_as"].trigger()
        dialog = await dialog_of(it)
        assert [Path(chosen).name for chosen in dialog.selectedFiles()] == [name]
        dialog.close()
        await closed(it)

    in_window(body)


def test_a_text_whose_name_is_chosen_too_long_is_told_to_be(in_window: InWindow, tmp_path: Path) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text("One line.")
        it.presenter.actions["save_text_as"].trigger()
        dialog = await dialog_of(it)
        dialog.fileSelected.emit(str(tmp_path / ("क" * 100)))
        told = it.window.notices
        await it.until(lambda: any("name too long" in card.text.text() for card in told.cards()), "told")
        dialog.close()
        await closed(it)

    in_window(body)


def test_a_dialog_that_is_opened_takes_the_place_of_the_one_before(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.presenter.actions["open"].trigger()
        first = await dialog_of(it)
        gone: list[bool] = []
        first.destroyed.connect(lambda: gone.append(True))
        it.presenter.actions["save_text_as"].trigger()
        await it.until(lambda: gone, "the first is gone")
        assert (await dialog_of(it)).windowTitle() == "Save text"
        (await dialog_of(it)).close()
        await closed(it)

    in_window(body)


def test_a_voice_is_saved_as_a_file_and_files_are_added_by_dialogs(in_window: InWindow, tmp_path: Path) -> None:
    async def body(it: Open) -> None:
        it.studio.keeping.remember(text_folder=str(tmp_path))
        stock = it.studio.voices.all[0]
        it.window.voices.write_requested.emit(stock.id)
        dialog = await dialog_of(it)
        assert dialog.selectedFiles()[0].endswith(f"{stock.name}.voice.json")
        dialog.accept()
        await closed(it)
        path = tmp_path / f"{stock.name}.voice.json"
        await it.until(path.exists, "written")
        it.presenter.actions["add_voices"].trigger()
        dialog = await dialog_of(it)
        line = dialog.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        line.setText(path.name)
        dialog.accept()
        await it.until(lambda: any(voice.imported for voice in it.studio.voices.all), "added")
        await closed(it)
        added = next(voice for voice in it.studio.voices.all if voice.imported)
        panel = it.window.voices
        assert panel.list.voice_at(panel.list.currentIndex()) == added, "the list goes to it"
        it.window.voices.write_requested.emit("nobody")
        assert it.file_dialog is None

    in_window(body)


ASKS: dict[str, Callable[[Open], None]] = {
    "a text": lambda it: it.presenter.files.save_text_as(),
    "a voice": lambda it: it.presenter.files.write_voice(it.studio.voices.all[0].id),
    "a design": lambda it: it.presenter.files.write_preset("Night"),
    "words": lambda it: it.presenter.files.write_words(always=True),
    "words in a lexicon": lambda it: it.presenter.files.write_words(always=True),
    "a project": lambda it: it.presenter.files.save_copy(),
}


@pytest.mark.parametrize(
    ("kind", "chosen", "written"),
    [
        ("a text", "Dr. Smith", "Dr. Smith.txt"),
        ("a text", "notes.md", "notes.md"),
        ("a text", "Draft 1.2", "Draft 1.2.txt"),
        ("a text", "J.R.R.Tolkien", "J.R.R.Tolkien.txt"),
        ("a voice", "Dr. Smith", "Dr. Smith.voice.json"),
        ("a voice", "Smith.json", "Smith.json"),
        ("a design", "Night No. 2", "Night No. 2.design.json"),
        ("words", "Dr. Smith", "Dr. Smith.csv"),
        ("words in a lexicon", "Dr. Smith", "Dr. Smith.pls"),
        ("a project", "Dr. Smith", "Dr. Smith.speech"),
        ("a project", "Story", "Story.speech"),
    ],
)
def test_what_is_saved_has_its_ending_though_the_name_holds_a_dot(
    in_window: InWindow, tmp_path: Path, kind: str, chosen: str, written: str
) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()

    async def body(it: Open) -> None:
        it.studio.keeping.remember(text_folder=str(folder))
        it.studio.editing.replace_text("One line.")
        it.studio.presets.save("Night")
        await it.until(lambda: it.studio.presets.all, "there is a design")
        ASKS[kind](it)
        dialog = await dialog_of(it)
        if kind == "words in a lexicon":
            dialog.filterSelected.emit("Pronunciation lexicon (*.pls)")
        choose_name(dialog, chosen)
        dialog.accept()
        await it.until(lambda: any(each.name == written for each in folder.iterdir()), "written")

    in_window(body)


def test_a_text_without_an_ending_is_written_over_where_that_was_asked_for(in_window: InWindow, tmp_path: Path) -> None:
    path = tmp_path / "Draft 1.2"
    path.write_text("One line.", "utf-8")

    async def body(it: Open) -> None:
        it.studio.files.open_text(path)
        await it.until(partial(belongs_to, it, path), "opened")
        assert it.studio.editing.project.title == "Draft 1.2"
        it.studio.editing.edit_text(0, 3, "Some")
        it.presenter.actions["save_text_as"].trigger()
        dialog = await dialog_of(it)
        # What Qt emits once its question whether to replace the file is answered.
        dialog.fileSelected.emit(str(path))
        await it.until(lambda: path.read_text("utf-8") == "Some line.", "written")
        dialog.close()
        await closed(it)
        assert [each.name for each in tmp_path.glob("Draft*")] == ["Draft 1.2"]

    in_window(body)


def test_a_project_whose_file_has_no_ending_is_saved_under_its_own(in_window: InWindow, tmp_path: Path) -> None:
    bare = tmp_path / "Story"
    created(tmp_path / "story.speech", Content(Project((Paragraph("a", "Another."),)))).close()
    (tmp_path / "story.speech").rename(bare)

    async def body(it: Open) -> None:
        it.studio.projects.open(bare)
        await it.until(lambda: it.studio.projects.path == bare, "opened")
        it.presenter.actions["save_as"].trigger()
        dialog = await dialog_of(it)
        dialog.setDirectory(str(tmp_path))
        choose_name(dialog, "Tale")
        dialog.accept()
        await it.until(lambda: it.studio.projects.path == tmp_path / "Tale.speech", "saved")

    in_window(body)


def drop(target: QWidget, *paths: Path) -> None:
    """Drop these files on *target*, which takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, copy, left = QPoint(20, 20), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    for event in (QDragEnterEvent(place, copy, data, left, none), QDropEvent(QPointF(place), copy, data, left, none)):
        QApplication.sendEvent(target, event)
        assert event.isAccepted()


@pytest.mark.parametrize("on_text", [False, True], ids=["on the window", "on the text"])
def test_of_several_files_that_are_dropped_each_is_told_of(in_window: InWindow, tmp_path: Path, on_text: bool) -> None:
    async def body(it: Open) -> None:
        told: dict[str, str] = {}
        it.studio.notices.connect(lambda notice: told.update({notice.key: notice.text}))
        stock = it.studio.voices.all[0]
        it.studio.presets.save("Evening")
        await it.until(lambda: it.studio.presets.all, "saved")
        voices = [tmp_path / f"{name}.voice.json" for name in ("broken", "whole", "torn")]
        presets = [tmp_path / f"{name}.design.json" for name in ("broken", "whole", "torn")]
        it.studio.voice_files.write(stock.id, voices[1])
        it.studio.presets.write("Evening", presets[1])
        await it.until(
            lambda: all("Saved to" in told.get(f"{each} file", "") for each in ("voice", "preset")), "written"
        )
        it.studio.presets.delete("Evening")
        await it.until(lambda: not it.studio.presets.all, "deleted")
        for path in (*voices[::2], *presets[::2]):
            path.write_text("{")
        drop(it.window.manuscript.editor.viewport() if on_text else it.window, *voices, *presets)
        for key, end, added in (
            ("voice file", ".voice.json", f"{stock.name} is one of your voices now."),
            ("preset file", ".design.json", "Added to your presets: Evening."),
        ):
            await it.until(lambda key=key, added=added: added in told.get(key, ""), key)  # type: ignore[misc]
            assert all(f"{name}{end}: " in told[key] for name in ("broken", "torn"))

    in_window(body)


def test_a_recording_that_is_dropped_on_the_text_opens_the_page_of_a_clip(in_window: InWindow, tmp_path: Path) -> None:
    async def body(it: Open) -> None:
        path, text = tmp_path / "voice.wav", it.studio.editing.project.text
        soundfile.write(path, np.zeros(8000), 8000)
        drop(it.window.manuscript.editor.viewport(), path)
        assert it.presenter.panels.cloning.shown
        await it.until(lambda: it.studio.cloning.clip is not None, "the clip")
        assert it.studio.editing.project.text == text

    in_window(body)


def test_voice_files_that_are_dropped_on_the_window_or_its_text_are_added(in_window: InWindow, tmp_path: Path) -> None:
    async def body(it: Open) -> None:
        stock = it.studio.voices.all[0]
        paths = [tmp_path / f"{number}.voice.json" for number in range(3)]
        for path in paths:
            it.studio.voice_files.write(stock.id, path)
        await it.until(lambda: all(path.exists() for path in paths), "written")
        text = it.studio.editing.project.text
        drop(it.window, *paths[:2])
        drop(it.window.manuscript.editor.viewport(), *paths[2:])
        await it.until(lambda: sum(voice.imported for voice in it.studio.voices.all) == 3, "all are added")
        assert it.studio.editing.project.text == text

    in_window(body)
