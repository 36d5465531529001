# SPDX-License-Identifier: GPL-3.0-or-later
"""File dialogs. They belong to the window and do not block it, so that speech goes on."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.app.exporting.export_formats import EXPORTERS, Exporter, kind_of_files, offered_formats
from studio.app.keeping.open_file import SUFFIX as PROJECT_SUFFIX
from studio.app.projects.importing import book_suffixes
from studio.app.saying.dictionaries import word_list_suffixes
from studio.app.studio import Studio
from studio.app.voices.presets import PRESET_SUFFIX, name_of_preset_file
from studio.app.voices.voice_files import VOICE_SUFFIX, name_of_file
from studio.app.work.state import Notice
from studio.core.files import has_ending, safe_name, with_suffix
from studio.ui.door import called_by_qt, connect, guarded

_PROJECTS = "Projects (*.speech)"
_TEXTS = "Text (*.txt *.text);;All files (*)"


class FileDialogs(QObject):
    """Opens dialogs and passes the chosen files to the studio.

    Args:
        window: Owner of the dialogs.
        studio: Does the work.
        exporters: The kinds of file for exports.
    """

    def __init__(self, window: QWidget, studio: Studio, exporters: Sequence[Exporter] = EXPORTERS) -> None:
        super().__init__(window)
        self._window = window
        self._studio = studio
        self._exporters = exporters
        self.dialog: QFileDialog | None = None
        self._unwatch: Callable[[], None] = lambda: None

    def open(self) -> None:
        """Ask for a project, a text or a book to open."""
        folder = self._studio.keeping.settings.text_folder
        names = f"Projects, texts and books (*.speech *.txt *.text {' '.join(f'*{each}' for each in book_suffixes())})"
        dialog = self._dialog("Open", f"{names};;All files (*)", folder, self._studio.projects.open)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.open()

    def save_as(self, saved: Callable[[], object] = lambda: None) -> None:
        """Ask for a file in which the project goes on; *saved* is called once it is written."""
        self._to_project("Save project", partial(self._studio.projects.save_as, saved=saved))

    def save_copy(self) -> None:
        """Ask for a file for a copy of the project without its sound."""
        self._to_project("Save a copy without sound", self._studio.projects.save_copy)

    def _to_project(self, title: str, chosen: Callable[[Path], object]) -> None:
        projects = self._studio.projects
        chosen = self._while_it_is_open(chosen)
        dialog = self._dialog(title, _PROJECTS, self._studio.keeping.settings.text_folder, chosen)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(PROJECT_SUFFIX)
        dialog.selectFile(f"{safe_name(projects.name)}{PROJECT_SUFFIX}")
        dialog.open()

    def save_text(self) -> None:
        """Save the text to its file; ask for a file if it has none."""
        self._studio.files.save_text_again(guarded(self.save_text_as))

    def save_text_as(self, saved: Callable[[], object] = lambda: None) -> None:
        """Ask for a file for the text; *saved* is called once it is written."""
        chosen = self._while_it_is_open(partial(self._studio.files.save_text, saved=saved))
        dialog = self._dialog("Save text", _TEXTS, self._studio.keeping.settings.text_folder, chosen)
        self._to_save(dialog, ".txt", Path(self._studio.editing.project.file))

    def read_words(self, always: bool) -> None:
        """Ask for a file of words to add to a dictionary, the one for always or the project's."""
        folder = self._studio.keeping.settings.text_folder
        read = partial(self._studio.dictionaries.read_file, always=always)
        chosen = read if always else self._while_it_is_open(read)
        ends = " ".join(f"*{suffix}" for suffix in word_list_suffixes())
        dialog = self._dialog("Import words", f"Words ({ends})", folder, chosen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.open()

    def write_words(self, always: bool) -> None:
        """Ask for a file for the words of a dictionary, the one for always or the project's."""
        write = partial(self._studio.dictionaries.write_file, always=always)
        chosen = write if always else self._while_it_is_open(write)
        kinds = "Comma-separated values (*.csv);;Pronunciation lexicon (*.pls)"
        dialog = self._dialog("Export words", kinds, self._studio.keeping.settings.text_folder, chosen)
        connect(dialog.filterSelected, lambda name: dialog.setDefaultSuffix(".pls" if ".pls" in name else ".csv"))
        name = "Dictionary" if always else safe_name(self._studio.editing.project.title, "Dictionary")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(".csv")
        dialog.selectFile(f"{name}.csv")
        dialog.open()

    @called_by_qt
    def read_voices(self) -> None:
        """Ask for files whose voices become one's own."""
        folder = self._studio.keeping.settings.text_folder
        dialog = self._dialog("Add voices", f"Voices (*{VOICE_SUFFIX});;All files (*)", folder, lambda _path: None)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        connect(dialog.filesSelected, lambda names: self._studio.voice_files.add([Path(name) for name in names]))
        dialog.open()

    @called_by_qt
    def write_voice(self, voice_id: str) -> None:
        """Ask for a file for a voice."""
        voice = self._studio.voices.get(voice_id)
        if voice is None:
            return
        chosen = partial(self._studio.voice_files.write, voice_id)
        folder = self._studio.keeping.settings.text_folder
        dialog = self._dialog("Save the voice", f"Voices (*{VOICE_SUFFIX})", folder, chosen)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(VOICE_SUFFIX)
        dialog.selectFile(name_of_file(voice.name))
        dialog.open()

    @called_by_qt
    def read_presets(self) -> None:
        """Ask for a file of presets to add."""
        folder = self._studio.keeping.settings.text_folder
        names = f"Designs (*{PRESET_SUFFIX});;All files (*)"
        dialog = self._dialog("Add presets", names, folder, lambda path: self._studio.presets.add([path]))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.open()

    @called_by_qt
    def write_preset(self, name: str) -> None:
        """Ask for a file for the preset of that name."""
        chosen = partial(self._studio.presets.write, name)
        folder = self._studio.keeping.settings.text_folder
        dialog = self._dialog("Save the design", f"Designs (*{PRESET_SUFFIX})", folder, chosen)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(PRESET_SUFFIX)
        dialog.selectFile(name_of_preset_file(name))
        dialog.open()

    def export(self, fitted: bool = False) -> None:
        """Ask for a file for the speech; *fitted* says whether it is fitted to the cues of the text."""
        if self._studio.hearing.speech_blocker() or (fitted and self._studio.exporting.fit_blocker()):
            return

        formats = {f"{each.label} (*{each.exporter.suffix})": each for each in offered_formats(self._exporters)}
        first = next(iter(formats.values()))

        def chosen(path: Path) -> None:
            self._studio.exporting.export(path, formats.get(dialog.selectedNameFilter(), first), fitted)

        def ended_by(name: str) -> None:
            dialog.setDefaultSuffix(formats.get(name, first).exporter.suffix)

        settings = self._studio.keeping.settings
        dialog = self._dialog(
            f"Export {kind_of_files(self._exporters)}{', fitted to the cues' if fitted else ''}",
            ";;".join(formats),
            settings.export_folder,
            self._while_it_is_open(chosen),
        )
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Export")
        connect(dialog.filterSelected, ended_by)
        self._to_save(dialog, first.exporter.suffix)

    def _to_save(self, dialog: QFileDialog, suffix: str, known: Path | None = None) -> None:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        name = safe_name(self._studio.editing.project.title)
        if known is not None and known.name:
            if known.parent.is_dir():
                dialog.setDirectory(str(known.parent))
            dialog.selectFile(known.name)
        else:
            dialog.selectFile(f"{name}{suffix}")
        dialog.open()

    def _while_it_is_open(self, chosen: Callable[[Path], object]) -> Callable[[Path], object]:
        """*chosen* for the project that is open now. If another one is open by then, which another program may have
        asked for, it is only told so."""
        projects = self._studio.projects
        number = projects.number

        def choose(path: Path) -> None:
            if projects.number == number:
                chosen(path)
            else:
                said = f"{path.name} was left as it is, since another project was opened before it was chosen."
                self._studio.notices.emit(Notice("other project", said))

        return choose

    def _dialog(self, title: str, names: str, folder: str, chosen: Callable[[Path], object]) -> QFileDialog:
        if self.dialog is not None:
            # Its end comes later, and is not that of the new one.
            self._unwatch()
            self.dialog.close()
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        there = folder if folder and Path(folder).is_dir() else documents
        dialog = QFileDialog(self._window, title, there, names)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        connect(dialog.fileSelected, lambda name: chosen(_with_ending(Path(name), dialog)))
        self._unwatch = connect(dialog.destroyed, self._closed)
        self.dialog = dialog
        return dialog

    @called_by_qt
    def _closed(self) -> None:
        self.dialog = None


def _with_ending(path: Path, dialog: QFileDialog) -> Path:
    """*path*, with the ending of the files that *dialog* saves if its name has none; a dot may be a part of a name, as
    in "Dr. Smith", and Qt takes what follows it for an ending."""
    if dialog.acceptMode() != QFileDialog.AcceptMode.AcceptSave:
        return path
    filters = " ".join(dialog.nameFilters())
    # A file of any kind is written over where that was asked for.
    if "(*)" in filters and (has_ending(path) or os.path.isfile(path)):
        return path
    endings = re.findall(r"\*(\.[\w.]+)", filters)
    return with_suffix(
        path, f".{dialog.defaultSuffix()}", *endings, *(f".{each.rpartition('.')[2]}" for each in endings)
    )
