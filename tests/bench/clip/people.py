# SPDX-License-Identifier: GPL-3.0-or-later
"""People who speak in packages of Debian, one each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Words(Enum):
    """How the words of some of a person's files are known."""

    NOT = "not"
    DIGITS = "digits"
    TRANSCRIPT = "transcript"


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker.

    Attributes:
        files: Where they are in the package.
        sex: As the package names them, else by their pitch.
        language: BCP 47, where the words are known.
    """

    name: str
    package: str
    files: str
    sex: str
    language: str = ""
    words: Words = Words.NOT


def _prompts(name: str, package: str, sounds: str, sex: str, language: str = "") -> Person:
    words = Words.DIGITS if language else Words.NOT
    return Person(name, package, f"usr/share/asterisk/sounds/**/*.{sounds}", sex, language, words)


def _letters(language: str, sex: str) -> Person:
    files = f"usr/share/klettres/{language}/**/*.ogg"
    return Person(f"klettres {language}", "klettres-data", files, sex)


def _things(language: str, sex: str) -> Person:
    files = f"usr/share/ktuberling/sounds/{language}/*.ogg"
    return Person(f"ktuberling {language}", "ktuberling-data", files, sex)


def _fish(language: str, which: str, sex: str) -> Person:
    files = f"usr/share/games/fillets-ng/sound/*/{language}/*-{which}-*.ogg"
    return Person(f"fillets {language} {which}", f"fillets-ng-data-{language}", files, sex)


_BOOK = "usr/share/pocketsphinx/test/data/librivox/*.wav"

# Left out: folders in which several people speak, or of which halves are not alike; too short ones; people who are
# as like to another as to themselves (Allison Smith speaks the Spanish prompts too).
PEOPLE = (
    _prompts("Allison Smith", "asterisk-core-sounds-en-g722", "g722", "female", "en-US"),
    _prompts("Carlo Flora", "asterisk-core-sounds-it-g722", "g722", "male", "it"),
    _prompts("June Wallack", "asterisk-core-sounds-fr-g722", "g722", "female", "fr-FR"),
    Person("LibriVox's reader", "pocketsphinx-testdata", _BOOK, "male", "en-US", Words.TRANSCRIPT),
    _prompts("July E. Jiménez", "asterisk-prompt-es-co", "gsm", "female", "es"),
    _things("de", "male"),
    _prompts("Armelle Desjardins", "asterisk-prompt-fr-armelle", "gsm", "female", "fr-FR"),
    _letters("da", "male"),
    _prompts("Paola Dal Zot", "asterisk-prompt-it-menardi-wav", "wav", "female", "it"),
    _letters("en", "male"),
    _prompts("the Russian prompts'", "asterisk-core-sounds-ru-g722", "g722", "female"),
    _letters("fr", "male"),
    _letters("cs", "female"),
    _letters("hu", "male"),
    _letters("it", "female"),
    _letters("ml", "male"),
    _letters("nl", "female"),
    _things("el", "male"),
    _letters("pt_BR", "female"),
    _things("wa", "male"),
    _letters("uk", "female"),
    _fish("cs", "v", "male"),
    _fish("nl", "m", "female"),
    _fish("nl", "v", "male"),
)
