# SPDX-License-Identifier: GPL-3.0-or-later
"""A sitting at the real program: somebody does ordinary things at random until it is closed.

    python -m tests.support.sitting --seed N [--seconds S] [--deeds N] [--engine auto] [--looks-every N]

A program of its own, since what it looks for may end it. Works in SPEECH_STUDIO_DATA_DIR on the display of DISPLAY, and
writes each deed before it is done, so that the last line tells what ended it. Ends with code 0 and a line of JSON if
nothing was wrong; else with code 1 and what was wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import json
import logging
import os
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

import psutil
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QPushButton, QWidget

from studio.app.studio import Studio
from studio.core.paths import data_dir
from studio.ui.door import faults
from studio.ui.main import main as studio_main
from studio.ui.main_window import MainWindow
from studio.ui.presenter import Presenter
from tests.support.narrator import CTRL, NONE, SHIFT, Narrator, chapter
from tests.support.program import READY_S
from tests.support.projects import last_saved
from tests.support.waiting import HANGS_S, wait_until_async
from tests.support.watchdog import Watchdog

SETTLES_WITHIN_S = HANGS_S
ARRIVES_WITHIN_S = 5.0
LONGEST_REST_S = 0.4
LONGEST_BUSY_S = 1.5
"""Of processor time in the window's thread for one call."""
_BEAT_S = 0.05
_SENTENCES = (
    "The ferry was late, and nobody minded.",
    "“Is it far?” she asked; he only pointed at the hill.",
    "At 7:45 the lamps went on, one after another.",
    "Rain again! Rain, and the smell of wet stone…",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How long is sat, until one of both is reached; deeds between looks at what is held; deeds that are left out."""

    seed: int
    seconds: float
    deeds: int
    looks_every: int
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """What the program holds while it rests: memory beyond the speech that it may keep, and counts."""

    memory_mb: float
    engine_mb: float
    descriptors: int
    threads: int
    tasks: int
    objects: int


class Hands(Narrator):
    """Some of the deeds with real keys and a real mouse, through the display; *say* hears each before it is done."""

    def __init__(self, window: MainWindow, random: Random, say: Callable[[str], None]) -> None:
        super().__init__(window, random)
        self._say = say

    def note(self, deed: str) -> None:
        self._say(deed)

    def _key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, beside: bool = False) -> None:
        name = _KEYS.get(key)
        if name is None or beside or self._random.random() < 0.5:
            super()._key(key, modifiers, beside)
            return
        held = "".join(prefix for each, prefix in ((CTRL, "ctrl+"), (SHIFT, "shift+")) if modifiers & each)
        xdotool("key", "--clearmodifiers", held + name)

    def _click(self, widget: QWidget) -> None:
        if self._random.random() < 0.5:
            super()._click(widget)
            return
        x, y = (self._random.randrange(max(1, size)) for size in (widget.width(), widget.height()))
        press(widget, QPoint(x, y))


_KEYS = {
    Qt.Key.Key_Return: "Return",
    Qt.Key.Key_Escape: "Escape",
    Qt.Key.Key_Space: "space",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Z: "z",
}


def xdotool(*arguments: str) -> None:
    subprocess.run(
        ["xdotool", *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=3 * HANGS_S
    )


def press(widget: QWidget, at: QPoint | None = None) -> None:
    """A click of the display's mouse on *widget*: it comes through the event loop, so that a menu blocks nothing."""
    place = widget.mapToGlobal(at if at is not None else widget.rect().center())
    xdotool("mousemove", str(place.x()), str(place.y()), "click", "1")


class Clicks(QObject):
    """How many clicks of the display's mouse have arrived in the program."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.count = 0
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += watched.isWindowType() and event.type() == QEvent.Type.MouseButtonRelease
        return False


class Sitting:
    """Does deeds, and looks after each whether anything is wrong."""

    def __init__(self, window: MainWindow, presenter: Presenter, studio: Studio, plan: Plan) -> None:
        self.window = window
        self.studio = studio
        self.did: Counter[str] = Counter()
        self.watchdog = Watchdog(LONGEST_BUSY_S)
        self._presenter = presenter
        self._plan = plan
        self._random = Random(plan.seed)
        self._folder = data_dir()
        self._hands = Hands(window, self._random, self._say)
        self._now = ""
        self._kinds: Counter[str] = Counter()
        self._begun_s = time.monotonic()
        self._lit = (-1, -1)
        self._words_lit = 0
        self._clicks = Clicks(application())
        window.manuscript.editor.playing.word_shown.connect(self._count_word)
        deeds: tuple[tuple[int, Callable[[], Awaitable[None]]], ...] = (
            (6, self.listen),
            (4, self.paste),
            (2, self.cut_and_paste),
            (2, self.export),
            (1, self.cancel_an_export),
            (1, self.open_a_text),
            (1, self.save_the_text),
            (2, self.save_the_blend),
            (2, self.rename_a_voice),
            (1, self.delete_a_voice),
            (2, self.listen_to_a_voice),
            (1, self.kill_the_engine),
            (2, self.look_into_a_menu),
            (1, self.choose_a_language),
            (2, self.answer_a_notice),
            (2, self.walk_by_tab),
            (1, self.minimise),
        )
        self._deeds = [(weight, deed) for weight, deed in deeds if deed.__name__ not in plan.without]

    async def go(self) -> list[Held]:
        """Sit as long as planned; what was held at each look."""
        window = self.window
        with self.watchdog.watching():
            await self._until(lambda: not self.studio.engine.blocker(), "the engine is ready", READY_S)
            xdotool("search", "--sync", "--onlyvisible", "--pid", str(os.getpid()), "windowfocus")
            if len(self.studio.editing.project.paragraphs) < 200:
                self.studio.editing.replace_text(chapter(self._random, 400))
            await self._until(
                lambda: window.manuscript.editor.text == self.studio.editing.project.text, "the text is shown"
            )
            held = [await self._rest()]
            end_s = time.monotonic() + self._plan.seconds
            while time.monotonic() < end_s and self.did.total() < self._plan.deeds:
                await self._do()
                if self.did.total() % self._plan.looks_every == 0:
                    held.append(await self._rest())
            held.append(await self._rest())
            return held

    async def _do(self) -> None:
        if self._random.random() < 0.7:
            await outside_of_tasks(self._hands.act)
        else:
            weights, deeds = zip(*self._deeds, strict=True)
            deed = self._random.choices(deeds, weights)[0]
            self._say(deed.__name__)
            await deed()
        self.did[self._now] += 1
        await asyncio.sleep(self._random.uniform(0.0, LONGEST_REST_S))
        self._look()
        await self._until(lambda: not self._stale(), f"the end of {self._stale()}")

    # --- looking

    def _look(self) -> None:
        found = [f"{fault.where}: {fault.kind}: {fault.message}\n{fault.stack}" for fault in faults.all]
        assert not found, "failed: " + "\n".join(found)
        assert not heard_of_qt, f"Qt said: {heard_of_qt}"
        assert not logged, f"logged: {logged}"

    def _stale(self) -> list[str]:
        """Notices whose condition has ended."""
        studio = self.studio
        ready = studio.engine.state.ready
        phase = studio.hearing.view().phase
        ended: dict[str, Callable[[str], bool]] = {
            "engine": lambda text: ready and "being started" in text,
            "sound": lambda _text: phase == "playing" and not studio.sound.silent,
            "error": lambda text: (
                ("starting" in text and ready) or ("no word to read" in text and not studio.editing.project.blank)
            ),
        }
        cards = [card.notice for card in self.window.notices.cards()]
        known = [each for each in cards if each.holds is not None and not each.holds()]
        known += [each for each in cards if each.key in ended and ended[each.key](each.text)]
        stale = [f"{each.key}: {each.text}" for each in known]
        named = {each.key for each in cards}
        return stale + [f"two notices of {key}" for key in named if sum(each.key == key for each in cards) > 1]

    async def _rest(self) -> Held:
        """Stop everything, and see what is held then."""
        self._say("rest")
        window, studio = self.window, self.studio
        for cancel in self._cancellable():
            cancel()
        for dialog in dialogs():
            dialog.close()
        studio.hearing.stop()
        # One that was just killed is told as ready until that is noticed.
        await self._until(lambda: engines() and studio.engine.state.ready, "the engine is ready", READY_S)
        await self._until(lambda: not studio.hearing.active, "playing has stopped")
        await self._until(lambda: window.manuscript.editor.text == studio.editing.project.text, "one text in both")
        await self._until(lambda: not self._presenter.panels.status.activities, "the end of long work")
        await self._until(self._saved, "the text is saved")
        await self._until(lambda: not self._stale(), f"the end of {self._stale()}")
        assert not [card for card in window.notices.cards() if card.notice.key == "save"], "saved, but told otherwise"
        self._look()
        gc.collect()
        await asyncio.sleep(0)
        own = psutil.Process()
        speech_mb = studio.takes.size_bytes / 2**20
        held = Held(
            round(own.memory_info().rss / 2**20 - speech_mb, 1),
            round(sum(child.memory_info().rss for child in engines()) / 2**20, 1),
            own.num_fds(),
            own.num_threads(),
            len(asyncio.all_tasks()),
            len(window.findChildren(QObject)),
        )
        kinds = Counter(type(each).__name__ for each in window.findChildren(QObject))
        more = kinds - self._kinds if self._kinds else Counter()
        self._kinds = self._kinds or kinds
        print(json.dumps({"held": asdict(held), "speech_mb": round(speech_mb), "more": more}), flush=True)
        return held

    def _cancellable(self) -> list[Callable[[], None]]:
        return [each.cancel for each in self._presenter.panels.status.activities if each.cancel is not None]

    def _saved(self) -> bool:
        saved = last_saved(self._folder)
        return saved is not None and saved.paragraphs == self.studio.editing.project.paragraphs

    async def _until(self, condition: Callable[[], object], what: str, within_s: float = SETTLES_WITHIN_S) -> None:
        await wait_until_async(condition, within_s, what)

    def _say(self, deed: str) -> None:
        self._now = deed
        print(f"{time.monotonic() - self._begun_s:7.1f} s {deed}", flush=True)

    # --- deeds

    async def paste(self) -> None:
        editor = self.window.manuscript.editor
        count = self._random.choice((1, 1, 3, 40))
        QApplication.clipboard().setText("\n".join(self._random.choices(_SENTENCES, k=count)))
        self._hands._put_caret()
        QTest.keyClick(editor, Qt.Key.Key_V, CTRL)

    async def cut_and_paste(self) -> None:
        editor = self.window.manuscript.editor
        start = self._hands._put_caret()
        editor.select(start, min(len(editor.text), start + self._random.randint(1, 500)))
        QTest.keyClick(editor, Qt.Key.Key_X, CTRL)
        await settled()
        self._hands._put_caret()
        QTest.keyClick(editor, Qt.Key.Key_V, CTRL)

    async def export(self) -> None:
        if not self.studio.hearing.play_blocker():
            await self._in_dialog(Qt.Key.Key_E, self._folder / f"speech {self._random.randint(1, 5)}.wav")

    async def cancel_an_export(self) -> None:
        if running := self._cancellable():
            self._random.choice(running)()

    async def open_a_text(self) -> None:
        path = self._folder / "chapter.txt"
        if not path.exists():
            path.write_text(chapter(self._random, 400), encoding="utf-8")
        await self._in_dialog(Qt.Key.Key_O, path)

    async def save_the_text(self) -> None:
        await self._in_dialog(Qt.Key.Key_S, self._folder / f"kept {self._random.randint(1, 5)}.txt")

    async def save_the_blend(self) -> None:
        design = self.window.design
        if design.save.isVisible() and design.save.isEnabled():
            await self._press(design.save)
        if design.save_name.isVisible():
            design.save_name.setFocus()
            QTest.keyClicks(design.save_name, f"Mine {self._random.randint(1, 9)}")
            QTest.keyClick(design.save_name, self._random.choice((Qt.Key.Key_Return, Qt.Key.Key_Escape)))

    async def rename_a_voice(self) -> None:
        if self._point_at_an_own_voice():
            QTest.keyClick(self.window.voices.list, Qt.Key.Key_F2)
            await settled()
            field = QApplication.focusWidget()
            if isinstance(field, QLineEdit):
                QTest.keyClicks(field, " anew")
                QTest.keyClick(field, self._random.choice((Qt.Key.Key_Return, Qt.Key.Key_Escape)))

    async def delete_a_voice(self) -> None:
        if self._point_at_an_own_voice():
            QTest.keyClick(self.window.voices.list, Qt.Key.Key_Delete)

    async def listen_to_a_voice(self) -> None:
        rows = self.window.voices.list
        count = rows.model().rowCount()
        if count:
            rows.setFocus()
            rows.setCurrentIndex(rows.model().index(self._random.randrange(count), 0))
            QTest.keyClick(rows, Qt.Key.Key_Right)

    async def listen(self) -> None:
        """Leave it alone until some words were heard, or nothing more comes."""
        until = self._words_lit + self._random.randint(2, 25)

        def enough() -> bool:
            return self._words_lit >= until or self.studio.hearing.view().phase in ("stopped", "paused")

        with contextlib.suppress(AssertionError):
            await self._until(enough, "some words")

    async def kill_the_engine(self) -> None:
        for process in engines():
            process.send_signal(signal.SIGKILL)

    async def look_into_a_menu(self) -> None:
        voices, manuscript = self.window.voices, self.window.manuscript
        await self._press(self._random.choice((manuscript.more, voices.head.language, voices.head.sex)))
        menu = QApplication.activePopupWidget()
        if menu is None:
            return
        for _ in range(self._random.randint(0, 4)):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        # What stands in the text's menu is done by other deeds.
        leave = menu is manuscript.menu or self._random.random() < 0.3
        QTest.keyClick(menu, Qt.Key.Key_Escape if leave else Qt.Key.Key_Return)
        await settled()
        if (within := QApplication.activePopupWidget()) is not None:
            QTest.keyClick(within, self._random.choice((Qt.Key.Key_Return, Qt.Key.Key_Escape)))
        await settled()
        while (open_still := QApplication.activePopupWidget()) is not None:
            open_still.close()

    async def choose_a_language(self) -> None:
        box = self.window.design.language
        box.setFocus()
        key = self._random.choice((Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_E))
        QTest.keyClick(box, key)

    async def answer_a_notice(self) -> None:
        cards = self.window.notices.cards()
        if cards:
            card = self._random.choice(cards)
            fetches = "Fetch" in card.notice.action_text
            press(
                card.act if card.act is not None and not fetches and self._random.random() < 0.6 else card.close_button
            )

    async def walk_by_tab(self) -> None:
        for _ in range(self._random.randint(1, 8)):
            key = self._random.choice((Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab))
            QTest.keyClick(self.window, key)
        focused = QApplication.focusWidget()
        if not isinstance(focused, QPushButton):
            key = self._random.choice((Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home))
            await outside_of_tasks(lambda: QTest.keyClick(focused or self.window, key))

    async def minimise(self) -> None:
        handle = self.window.windowHandle()
        self.window.showMinimized()
        await self._until(lambda: not handle.isExposed(), "the window is not seen any more")
        self.window.showNormal()
        self.window.activateWindow()
        await self._until(handle.isExposed, "the window is seen again")

    # --- hands

    async def _press(self, widget: QWidget) -> None:
        """A click of the display's mouse, until it has arrived and has had its effect; another window may be in its
        way."""
        before = self._clicks.count
        press(widget)
        with contextlib.suppress(AssertionError):
            await self._until(lambda: self._clicks.count > before, "the click arrives", ARRIVES_WITHIN_S)
        await settled()

    def _count_word(self, start: int, end: int) -> None:
        self._words_lit += (start, end) != self._lit
        self._lit = start, end

    def _point_at_an_own_voice(self) -> bool:
        rows = self.window.voices.list
        indexes = [rows.model().index(row, 0) for row in range(rows.model().rowCount())]
        own = [index for index in indexes if (voice := rows.voice_at(index)) is not None and voice.own]
        if own:
            rows.setFocus()
            rows.setCurrentIndex(self._random.choice(own))
        return bool(own)

    async def _in_dialog(self, key: Qt.Key, path: Path) -> None:
        QTest.keyClick(self.window, key, CTRL)
        await settled()
        found = [each for each in dialogs() if isinstance(each, QFileDialog)]
        if not found:
            return
        field = found[0].findChild(QLineEdit)
        if field is None or self._random.random() < 0.25:
            QTest.keyClick(found[0], Qt.Key.Key_Escape)
            return
        field.setText(str(path.absolute()))
        # A question, as whether a file is to be replaced, is answered by `answering`.
        await outside_of_tasks(lambda: QTest.keyClick(field, Qt.Key.Key_Return))


async def outside_of_tasks(call: Callable[[], object]) -> None:
    """*call* as Qt makes its calls: tasks go on though it waits for a menu, which is closed, or for an answer."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def act() -> None:
        try:
            call()
        except Exception as error:
            done.set_exception(error)
        else:
            done.set_result(None)

    loop.call_soon(act)
    while not done.done():
        await asyncio.wait([done], timeout=_BEAT_S * 4)
        popup = QApplication.activePopupWidget()
        if popup is not None and not done.done():
            popup.close()
    done.result()


async def settled() -> None:
    """Until what Qt has put off so far is done."""
    for _ in range(3):
        done = asyncio.get_running_loop().create_future()
        QTimer.singleShot(0, lambda done=done: done.set_result(None))
        await done


def application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def dialogs() -> list[QWidget]:
    kinds = (QFileDialog, QMessageBox)
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, kinds) and each.isVisible()]


def engines() -> list[psutil.Process]:
    found = []
    for child in psutil.Process().children(recursive=True):
        try:
            if "studio.server" in " ".join(child.cmdline()):
                found.append(child)
        except psutil.Error:
            continue
    return found


async def answering(random: Random) -> None:
    """Answers questions, as whether a file is to be replaced."""
    while True:
        await asyncio.sleep(0.1)
        for box in dialogs():
            if isinstance(box, QMessageBox):
                random.choice(box.buttons()).click()


heard_of_qt: list[str] = []
logged: list[str] = []


class _Log(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR:
            logged.append(self.format(record))


@contextmanager
def listening() -> Iterator[None]:
    """Have what Qt and the log say kept in *heard_of_qt* and *logged*."""

    def hear(kind: QtMsgType, _context: object, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg:
            heard_of_qt.append(text)
            print("Qt:", text, flush=True)

    handler = _Log()
    logging.getLogger().addHandler(handler)
    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        logging.getLogger().removeHandler(handler)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--deeds", type=int, default=sys.maxsize)
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--without", action="append", default=[], metavar="DEED", help="a deed that is left out")
    parser.add_argument("--looks-every", type=int, default=60, help="deeds between looks at what is held")
    options = parser.parse_args()
    plan = Plan(options.seed, options.seconds, options.deeds, options.looks_every, tuple(options.without))
    tasks: list[asyncio.Task[None]] = []
    wrong: list[str] = []
    result: dict[str, object] = {}

    async def sit(window: MainWindow, presenter: Presenter, studio: Studio) -> None:
        sitting = Sitting(window, presenter, studio, plan)
        answers = asyncio.create_task(answering(Random(plan.seed)))
        try:
            held = await sitting.go()
            result["held"] = [asdict(each) for each in held]
        except BaseException:
            wrong.append(traceback.format_exc())
        finally:
            result.update(did=sitting.did.total(), busy_s=sitting.watchdog.longest)
            print("closing", flush=True)
            window.close()
            # A question that closing asks is answered until the window is closed.
            with contextlib.suppress(AssertionError):
                await wait_until_async(lambda: not window.isVisible(), SETTLES_WITHIN_S)
            answers.cancel()

    def started(window: MainWindow, presenter: Presenter, studio: Studio) -> None:
        tasks.append(asyncio.get_running_loop().create_task(sit(window, presenter, studio), name="sitting"))

    with listening():
        studio_main(options.engine, started)
    wrong += [f"failed: {fault.where}: {fault.kind}: {fault.message}\n{fault.stack}" for fault in faults.all]
    wrong += [f"Qt said: {text}" for text in heard_of_qt] + [f"logged: {text}" for text in logged]
    for text in dict.fromkeys(wrong):
        print("WRONG", text, flush=True)
    print(json.dumps(result), flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
