# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter of the popover in which a word is said otherwise."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from studio.app.saying.pronouncing import Asked, Places, Sounds, Where
from studio.app.studio import Studio
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.saying.popover import SayAsPopover
from studio.ui.saying.word_box import word_box
from studio.ui.theme import Theme

_NO_WORD = "Put the caret in a word, or select a few words of one paragraph."


class SayAsPresenter(Following):
    """Opens the popover under the word at the caret or the selected words.

    Args:
        window: The window in which it lies.
        editor: The text.
        theme: The colours.
        studio: The studio.
        tell: Shows in the status what would change; "" for nothing.
        show_dictionary: Opens the sheet of the dictionaries, of the one for always or not.
    """

    def __init__(
        self,
        window: QWidget,
        editor: ManuscriptEditor,
        theme: Theme,
        studio: Studio,
        tell: Callable[[str], object],
        show_dictionary: Callable[[bool], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._editor = editor
        self._theme = theme
        self._studio = studio
        self._tell = tell
        self._show_dictionary = show_dictionary
        self._asked: Asked | None = None
        self._places = Places(0, 0)
        self._sounds = Sounds("")
        self._away = False
        self.popover: SayAsPopover | None = None
        self.follow(studio.editing.changed, lambda _project: self._dismiss())
        self.follow(studio.engine.changed, lambda _state: self._engine_changed())
        self.follow(studio.dictionaries.changed, lambda _none: self._look())

    def open(self, always: bool = False) -> None:
        """Open it for the word at the caret or the selection, or tell that there is none.

        Args:
            always: Whether the word is meant to be said so in every project.
        """
        self._dismiss()
        self._editor.catch_up()
        asked = self._studio.pronouncing.word(*self._editor.selected())
        if asked is None:
            self._editor.announced.emit(_NO_WORD)
            self._tell(_NO_WORD)
            return
        self._asked, self._sounds = asked, Sounds("")
        self._editor.select(asked.start, asked.end)
        popover = self.popover = SayAsPopover(self._theme, self._window)
        self._fill(popover, asked, always)
        self._follow(popover)
        box = word_box(self._editor, asked.start, asked.end)
        popover.hang(self._editor.viewport(), box, avoid=(box,), align="middle", toggles=False)
        self._look()

    def close(self) -> None:
        self._dismiss()
        super().close()

    def _fill(self, popover: SayAsPopover, asked: Asked, always: bool) -> None:
        pronouncing = self._studio.pronouncing
        told = pronouncing.told(asked)
        self._places = Places(0, 0)
        popover.word.show_text(asked.text)
        self._show_words(popover)
        popover.where.show_value("always" if always else told[1] if told is not None else "project")
        popover.show_alias(told[0] if told is not None else "")
        popover.suggestions.show_suggestions(())
        pronouncing.count(asked, lambda places: self._if_open(popover, self._counted, places))
        self._ask_of_the_word(popover, asked)

    def _ask_of_the_word(self, popover: SayAsPopover, asked: Asked) -> None:
        pronouncing = self._studio.pronouncing
        self._away = not self._studio.engine.state.ready
        pronouncing.ask(asked, "", lambda sounds: self._show_now(popover, sounds))
        pronouncing.suggest(asked, lambda found: self._if_open(popover, popover.suggestions.show_suggestions, found))

    def _engine_changed(self) -> None:
        """Ask once more what an engine that was away has not answered."""
        popover, asked = self.popover, self._asked
        ready = self._studio.engine.state.ready
        if popover is not None and asked is not None and ready and self._away:
            self._ask_of_the_word(popover, asked)
            self._look()
        self._away = not ready

    def _show_words(self, popover: SayAsPopover) -> None:
        dictionaries, always = self._studio.dictionaries, popover.chosen_where == "always"
        unknown = always and not dictionaries.known
        popover.show_words(None if unknown else len(dictionaries.entries(always=always)))

    def _follow(self, popover: SayAsPopover) -> None:
        connect(popover.typed, self._look)
        connect(popover.listened, lambda: self._hear(popover.alias))
        connect(popover.now_listened, lambda: self._hear(""))
        connect(popover.suggestions.played, self._hear)
        connect(popover.used, self._use)
        connect(popover.cleared, self._clear)
        connect(popover.dictionary_wanted, lambda: self._open_dictionary(popover))
        connect(popover.closed, lambda: self._closed(popover))

    def _if_open(self, popover: SayAsPopover, show: Callable[..., object], *told: object) -> None:
        if popover is self.popover:
            show(*told)

    def _counted(self, places: Places) -> None:
        self._places = places
        if self.popover is not None:
            self.popover.show_places(places.places)
            self._look()

    def _show_now(self, popover: SayAsPopover, sounds: Sounds) -> None:
        self._if_open(popover, popover.show_now, sounds.ipa)

    @called_by_qt
    def _look(self) -> None:
        """Ask what the engine makes of what is typed, and show what can be done."""
        popover, asked = self.popover, self._asked
        if popover is None or asked is None:
            return
        alias = popover.alias
        popover.suggestions.show_typed(alias)
        self._show_words(popover)
        if alias:
            told, refused = (partial(self._if_open, popover, call, alias) for call in (self._heard, self._refused))
            if self._away:
                popover.show_reading("", "", "")
            # What has no fault that is known is permitted without the engine's answer.
            self._permit(alias, popover.fault.text())
            self._studio.pronouncing.ask(asked, alias, told, refused)
        else:
            self._heard("", Sounds(""))
        self._tell(self._changes(popover.chosen_where) if alias else "")

    def _heard(self, alias: str, sounds: Sounds) -> None:
        popover = self.popover
        if popover is None or popover.alias != alias:
            return
        self._sounds = sounds
        fault = ""
        if sounds.unknown:
            signs = " ".join(f"“{sign}”" for sign in sounds.unknown)
            fault = f"{signs} {'are no sounds' if len(sounds.unknown) > 1 else 'is no sound'} that the engine knows."
        elif alias and not sounds.ipa:
            fault = "Nothing of this can be said."
        popover.show_reading(sounds.ipa, sounds.unknown, fault)
        self._permit(alias, fault)

    def _refused(self, alias: str, why: str) -> None:
        popover = self.popover
        if popover is not None and popover.alias == alias:
            popover.show_reading("", "", why)
            self._permit(alias, why)

    def _permit(self, alias: str, fault: str) -> None:
        assert self.popover is not None  # what is typed in it is asked about
        blocker = self._studio.marking.blocker()
        none = "" if alias else "Type how it is said first."
        told = self._asked is not None and self._studio.pronouncing.told(self._asked) is not None
        self.popover.allow(blocker or fault or none, blocker or ("" if told else "It is read as the engine reads it."))

    @called_by_qt
    def _hear(self, alias: str) -> None:
        if self._asked is not None:
            self._studio.pronouncing.hear(self._asked, alias)

    @called_by_qt
    def _use(self) -> None:
        popover, asked = self.popover, self._asked
        if popover is None or asked is None or not popover.use.isEnabled() or not popover.alias:
            return
        alias, where = popover.alias, popover.chosen_where
        said = self._changes(where)
        popover.dismiss()
        self._studio.pronouncing.use(asked, alias, _where(where))
        self._editor.announced.emit(said)

    @called_by_qt
    def _clear(self) -> None:
        popover, asked = self.popover, self._asked
        if popover is not None and asked is not None:
            popover.dismiss()
            self._studio.pronouncing.clear(asked)

    @called_by_qt
    def _dismiss(self) -> None:
        if self.popover is not None:
            self.popover.dismiss()

    def _closed(self, popover: SayAsPopover) -> None:
        if popover is self.popover:
            self.popover = None
            self._studio.pronouncing.forget()
            self._studio.pronouncing.stop()
            self._tell("")

    def _open_dictionary(self, popover: SayAsPopover) -> None:
        always = popover.chosen_where == "always"
        popover.dismiss()
        self._show_dictionary(always)

    def _changes(self, where: str) -> str:
        """What would change, in words."""
        assert self._asked is not None  # the popover is open
        word, places = self._asked.text, self._places
        if where == "here" or not places.places:
            return f"Saying “{word}” so changes this place"
        counted = "1 place" if places.places == 1 else f"{places.places} places"
        within = "1 paragraph" if places.paragraphs == 1 else f"{places.paragraphs} paragraphs"
        also = " of this project, and every other project" if where == "always" else ""
        return f"Saying “{word}” so changes {counted} in {within}{also}"


def _where(value: str) -> Where:
    return "here" if value == "here" else "always" if value == "always" else "project"
