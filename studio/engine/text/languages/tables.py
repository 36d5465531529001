# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of a language written as text."""

from __future__ import annotations

from studio.engine.text.forms import Currency, Sense, Unit


def words(text: str) -> frozenset[str]:
    """Words separated by blanks."""
    return frozenset(text.split())


def ordered(text: str) -> tuple[str, ...]:
    """Words separated by blanks, in order."""
    return tuple(text.split())


def pairs(text: str) -> dict[str, str]:
    """ "key=words; key=words"; a key has one character or more, so that "=" can be one."""
    entries = [entry.strip() for entry in text.split(";")]
    return {
        key: entry[entry.index("=", 1) + 1 :].strip()
        for entry in entries
        if entry
        for key in entry[: entry.index("=", 1)].strip().split(",,")
    }


def numbered(text: str, names: tuple[str, ...]) -> dict[str, int]:
    """ "jan=january; ..." as the short form's place among *names*, from 1; the names themselves too."""
    found = {name: place for place, name in enumerate(names, 1)}
    return found | {short: found[name] for short, name in pairs(text).items()}


def units(text: str) -> dict[str, Unit]:
    """ "km=kilometer/kilometers; h=hora/horas/f"; a unit without "/" is the same for both."""
    found = {key: _unit(said) for key, said in pairs(text).items()}
    written = {other: found[key] for key, others in _DEGREES.items() if key in found for other in others}
    return written | found


_DEGREES = {"°C": ("° C", "ºC", "º C"), "°F": ("° F", "ºF", "º F"), "°": ("º",)}
"""How people write the sign of degrees."""


def _unit(said: str) -> Unit:
    one, *more = said.split("/")
    gender = more.pop() if more and len(more[-1]) == 1 else "m"
    return Unit(one, more[0] if more else one, gender)


def currencies(text: str) -> dict[str, Currency]:
    """ "$=dollar/dollars/cent/cents; £=libra/libras/penique/peniques/f"."""
    return {sign: Currency(*said.split("/")) for sign, said in pairs(text).items()}


def senses(*texts: str) -> dict[str, tuple[Sense, ...]]:
    """ "st=saint@name|street; no=number@figure": senses in order, each with the conditions that must hold, "&" between
    them. A text may begin with "@conditions:", which then hold for all its senses without conditions of their own."""
    found: dict[str, tuple[Sense, ...]] = {}
    for text in texts:
        common: tuple[str, ...] = ()
        if text.startswith("@"):
            conditions, _, text = text[1:].partition(":")
            common = tuple(conditions.split("&"))
        for key, said in pairs(text).items():
            found[key] = tuple(_sense(sense, common) for sense in said.split("|"))
    return found


def _sense(text: str, common: tuple[str, ...]) -> Sense:
    said, _, conditions = text.partition("@")
    return Sense(said.strip(), tuple(conditions.split("&")) if conditions else common)
