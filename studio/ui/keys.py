# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys of actions: those shipped, a person's own, how they are written, and which may be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from studio.ui.actions import ACTIONS, SCOPES, WITHIN, ActionSpec

_WORDS = {
    "Return": "Enter",
    "PgUp": "Page Up",
    "PgDown": "Page Down",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
}
_MODIFIERS = ("Ctrl", "Alt", "Shift", "Meta")
_MODIFIER_KEYS = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
    Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock,
)  # fmt: skip
_STEPS = ("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown", "Backspace", "Del", "Ins", "Tab", "Backtab")
EDITING = frozenset(
    {
        *(f"Ctrl+{key}" for key in ("A", "C", "V", "X", "Y", "Z", "Shift+Z", "Shift+V")),
        *(f"Ctrl+{key}" for key in _STEPS if not key.startswith("Pg")),
        *(f"Ctrl+Shift+{key}" for key in _STEPS if not key.startswith("Pg")),
    }
)
"""Keys that every text editor has for itself, beside those without Ctrl or Alt."""


class ActionKeys(QObject):
    """The keys of all actions now."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys = resolved({})

    def use(self, own: Mapping[str, Sequence[str]]) -> None:
        """Take the person's *own* keys by the actions' ids; the other actions have those that are shipped."""
        keys = resolved(own)
        if keys != self._keys:
            self._keys = keys
            self.changed.emit()

    def of(self, action_id: str) -> tuple[str, ...]:
        return self._keys[action_id]

    @property
    def all(self) -> Mapping[str, tuple[str, ...]]:
        """Keys by the actions' ids."""
        return self._keys

    def set_on(self, actions: Mapping[str, QAction], scope: str = "manuscript") -> None:
        """Give *actions* the keys that they have in *scope*, one of `actions.SCOPES`, and in the scopes around it."""
        if scope not in SCOPES:
            raise ValueError(f"scope: one of {', '.join(SCOPES)}, not {scope}")
        around: str | None = scope
        here: dict[str, list[QKeySequence]] = {}
        taken: set[str] = set()
        while around is not None:
            ids = [spec.id for spec in ACTIONS if spec.scope == around]
            here.update({each: [QKeySequence(key) for key in self._keys[each] if key not in taken] for each in ids})
            taken.update(key for each in ids for key in self._keys[each])
            around = WITHIN.get(around)
        for action_id, action in actions.items():
            action.setShortcuts(here.get(action_id, []))

    def with_key(self, text: str, action_id: str) -> str:
        """*text* with the action's first key appended, for tooltips."""
        keys = self._keys[action_id]
        if not keys:
            return text
        return f"{text} ({QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)})"


def resolved(own: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Keys of each action: its own, else those shipped. Of two that would have the same key in one scope, an own one
    has it, or the first."""
    known = {spec.id: spec for spec in ACTIONS}
    taken: dict[str, list[ActionSpec]] = {}
    found: dict[str, tuple[str, ...]] = {}
    for wanted, keys_of in ((True, lambda spec: own[spec.id]), (False, lambda spec: spec.keys)):
        for spec in ACTIONS:
            if (spec.id in own and not spec.fixed) is wanted:
                free = (key for key in keys_of(spec) if not any(map(spec.meets, taken.get(key, ()))))
                found[spec.id] = tuple(dict.fromkeys(free))
                for key in found[spec.id]:
                    taken.setdefault(key, []).append(spec)
    return {action_id: found[action_id] for action_id in known}


def key_pressed(combination: QKeyCombination) -> str:
    """The pressed key as the table of actions writes it; "" for a modifier alone."""
    if combination.key() in _MODIFIER_KEYS:
        return ""
    modifiers = combination.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(QKeyCombination(modifiers, combination.key())).toString()


def twins(key: str) -> tuple[str, ...]:
    """*key*, and the same with the other Enter of a keyboard."""
    for one, other in (("Return", "Enter"), ("Enter", "Return")):
        if key.endswith(one):
            return (key, key.removesuffix(one) + other)
    return (key,)


def refusal(key: str) -> str:
    """Why *key* cannot be an action's; "" if it can."""
    names = key.split("+")
    if key in EDITING:
        return "It is a text editor’s own key."
    function_key = names[-1].startswith("F") and names[-1][1:].isdigit()
    if not function_key and not {"Ctrl", "Alt", "Meta"} & set(names[:-1]):
        return "It is for typing and moving: add Ctrl or Alt."
    return ""


def shown_key(key: str) -> str:
    """*key* as it is shown in lists, such as "Ctrl Shift A"."""
    modifiers = [name for name in _MODIFIERS if f"{name}+" in key]
    last = key
    for name in modifiers:
        last = last.replace(f"{name}+", "", 1)
    return " ".join([*modifiers, _WORDS.get(last, last)])


def shown_keys(keys: Iterable[str]) -> str:
    """Keys as they are shown in lists, each once."""
    return ", ".join(dict.fromkeys(shown_key(key) for key in keys))
