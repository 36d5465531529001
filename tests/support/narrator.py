# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody at the window who does ordinary things at random."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider, QWidget

from studio.ui.main_window import MainWindow
from studio.ui.manuscript.text.editor import ManuscriptEditor
from tests.support.pointing import move_pointer

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
_ODD_LINES = (
    "—",
    '<break time="200ms"/>',
    "…",
    "Wait… what?",
    "  ",
    "",
    "Für immer 🎉",
    "<emotion value='anger'/> No!",
)
_PIECES = ("a", " ", "and ", "A new sentence. ", "\n", "No", "... ", "12 ")


def chapter(random: Random, lines: int = 420) -> str:
    """A text of as many lines, each different and short, a few of them odd."""
    words = ("river", "window", "evening", "the", "slowly", "train", "a", "answered", "nobody", "green", "Tuesday")
    made = []
    for number in range(lines):
        said = [" ".join(random.choices(words, k=random.randint(1, 4))) for _ in range(random.randint(1, 3))]
        made.append(f"{number}: {'. '.join(said)}." if random.random() > 0.05 else random.choice(_ODD_LINES))
    return "\n".join(made)


class Narrator:
    """Plays, stops, edits, moves what can be moved, each by the mouse or the keyboard.

    Args:
        window: Where.
        random: Decides what is done; the same seed does the same, as far as the window stands alike.
    """

    def __init__(self, window: MainWindow, random: Random) -> None:
        self._window = window
        self._random = random
        self.did: list[str] = []
        """What was done, the newest last."""
        self._deeds: tuple[tuple[int, Callable[[], object]], ...] = (
            (6, self.play_from_the_start),
            (4, self.stop),
            (4, self.pause_or_play),
            (3, self.play_from_here),
            (6, self.type),
            (2, self.delete),
            (3, self.undo_or_redo),
            (6, self.move_a_slider),
            (4, self.seek_in_a_lane),
            (3, self.click_in_the_text),
            (2, self.step_a_sentence),
            (2, self.choose_a_voice),
            (2, self.change_the_mix),
            (1, self.scroll),
            (1, self.resize),
            (1, self.search),
            (1, self.change_the_theme),
        )

    def act(self) -> None:
        """Do one thing."""
        deeds = [deed for _, deed in self._deeds]
        deed = self._random.choices(deeds, [weight for weight, _ in self._deeds])[0]
        self.note(deed.__name__)
        deed()

    def note(self, deed: str) -> None:
        """Called with what is about to be done."""
        self.did.append(deed)

    # --- deeds

    def play_from_the_start(self) -> None:
        self._key(Qt.Key.Key_Return, CTRL)

    def play_from_here(self) -> None:
        self._put_caret()
        self._key(Qt.Key.Key_Return, CTRL | SHIFT)

    def stop(self) -> None:
        self._key(Qt.Key.Key_Escape)

    def pause_or_play(self) -> None:
        self._key(Qt.Key.Key_Space, CTRL)

    def type(self) -> None:
        self._put_caret()
        for piece in self._random.choices(_PIECES, k=self._random.randint(1, 4)):
            if piece == "\n":
                self._key(Qt.Key.Key_Return)
            else:
                QTest.keyClicks(self._editor, piece)

    def delete(self) -> None:
        start = self._put_caret()
        self._editor.select(start, min(len(self._editor.text), start + self._random.randint(1, 120)))
        self._key(Qt.Key.Key_Delete)

    def undo_or_redo(self) -> None:
        self._editor.setFocus()
        self._key(Qt.Key.Key_Z, self._random.choice((CTRL, CTRL, CTRL | SHIFT)))

    def move_a_slider(self) -> None:
        sliders = [each for each in self._window.findChildren(QSlider) if each.isVisible() and each.isEnabled()]
        slider = self._random.choice(sliders)
        at = QPoint(self._random.randrange(max(1, slider.width())), slider.height() // 2)
        if self._random.random() < 0.3:
            slider.setFocus()
            QTest.keyClick(slider, self._random.choice((Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home)))
        elif self._random.random() < 0.2:
            QTest.mouseDClick(slider, LEFT, pos=at)
        else:
            QTest.mousePress(slider, LEFT, pos=at)
            for _ in range(self._random.randint(0, 5)):
                move_pointer(slider, QPoint(self._random.randrange(max(1, slider.width())), slider.height() // 2))
            QTest.mouseRelease(slider, LEFT, pos=at)

    def seek_in_a_lane(self) -> None:
        transport = self._window.transport
        self._click(self._random.choice((transport.overview, transport.detail)))

    def click_in_the_text(self) -> None:
        self._click(self._editor.viewport())

    def step_a_sentence(self) -> None:
        self._key(self._random.choice((Qt.Key.Key_Left, Qt.Key.Key_Right)), CTRL | SHIFT, beside=True)

    def choose_a_voice(self) -> None:
        rows = self._window.voices.list
        model = rows.model()
        if not model.rowCount():
            return
        index = model.index(self._random.randrange(model.rowCount()), 0)
        rows.scrollTo(index)
        QTest.mouseClick(rows.viewport(), LEFT, NONE, rows.visualRect(index).center())

    def change_the_mix(self) -> None:
        mix = self._window.design.mix
        buttons = [row.remove for row in mix.rows if row.remove.isEnabled()]
        if buttons and self._random.random() < 0.5:
            self._random.choice(buttons).click()
        elif mix.add.isEnabled():
            wanted = self._random.choice([voice.id for voice in mix.addable()])
            mix.add_requested.emit(wanted)

    def scroll(self) -> None:
        bar = self._editor.verticalScrollBar()
        bar.setValue(self._random.randint(bar.minimum(), bar.maximum()))

    def resize(self) -> None:
        smallest = self._window.minimumSize()
        self._window.resize(
            smallest.width() + self._random.randint(0, 300), smallest.height() + self._random.randint(0, 200)
        )

    def search(self) -> None:
        field = self._window.voices.search
        field.setText(self._random.choice(("", "", "a", "uk female", "zz")))

    def change_the_theme(self) -> None:
        wanted = self._random.choice(("Light theme", "Dark theme"))
        next(action for action in self._window.actions() if action.text() == wanted).trigger()

    # --- hands

    @property
    def _editor(self) -> ManuscriptEditor:
        return self._window.manuscript.editor

    def _put_caret(self) -> int:
        self._editor.setFocus()
        place = self._random.randint(0, len(self._editor.text))
        self._editor.select(place, place)
        return place

    def _key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, beside: bool = False) -> None:
        if beside:
            QTest.mouseClick(self._window.status, LEFT, pos=QPoint(self._window.status.width() // 2, 12))
        QTest.keyClick(self._window.focusWidget() or self._window, key, modifiers)

    def _click(self, widget: QWidget) -> None:
        at = QPoint(self._random.randrange(max(1, widget.width())), self._random.randrange(max(1, widget.height())))
        QTest.mouseClick(widget, LEFT, NONE, at)
