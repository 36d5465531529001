# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of `normalise` for English words that are written alike and said otherwise: their neighbours decide.

A small set of rules, each on two or three words around; where nothing decides, espeak-ng's own reading stands.
"""

from __future__ import annotations

from studio.engine.text.forms import Choice
from studio.engine.text.languages.english_signs import SIGNS, weights
from studio.engine.text.languages.english_sounds import PAIRS, SOUNDS, stem_of, with_ending
from studio.engine.text.neighbours import Neighbours


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BE = _set("is are was were be been being am 's 're 'm isn't aren't wasn't weren't")
_HAVE = _set("have has had having 've haven't hasn't hadn't i've you've we've they've he'd she'd")
_MODALS = _set(
    "will would can could shall should may might must do does did don't doesn't didn't won't wouldn't can't couldn't "
    "shouldn't mustn't let let's i'll you'll we'll they'll he'll she'll it'll please cannot"
)
_PRONOUNS = _set("i you we they")
_SUBJECTS = _set("i you we they he she it who")
_DETERMINERS = _set(
    "a an the this that these those my your his her its our their some any no every each another one old new own "
    "whose which what best good bad great first second third last next only same such world personal criminal"
)
_ADVERBS = _set("never always also just often really still then ever already only not even finally quickly soon to")
_PAST = _set("yesterday ago last before already was were had did said once earlier then when after he'd recently never")
_VERB, _NOUN, _PAST_TENSE = "verb", "noun", "past"

_READ = {_VERB: "ɹˈiːd", _PAST_TENSE: "ɹˈɛd"}
_METAL = _set("pipe pipes paint poisoning poison pencil metal bullet bullets weight weights shot free-paint acetate")
_METAL_BEFORE = _set("of from with like molten heavy toxic and contains containing")
_LIVE_NOUNS = _set(
    "music show shows concert concerts audience broadcast tv television performance stream event wire wires "
    "coverage ammunition bait chat album recording animals animal"
)
_WOUND_BEHIND = _set("up down around round its his her their the through tightly back on along")
_MINUTE_THINGS = _set(
    "detail details amount amounts quantity quantities difference differences particle particles trace traces fraction "
    "fractions change changes variation variations crack cracks hole holes creatures scale"
)
_OF_PEOPLE = _set("mr mrs ms miss dr sir lady lord captain inspector professor old young")
_NUMBERS = _set("two three four five six seven eight nine ten twelve twenty hundred few several many both most more")
_PLURALS = _set("people men women children police folk who that which and or both")
_PRESENT = _set("every always often usually sometimes whenever daily nowadays today now tomorrow when if")
_READABLE = _DETERMINERS | _set("it them this that aloud on out to me us him her between carefully")
_USUALLY_ONE = _set(
    "perfect progress transport upset entrance entrances invalid console attribute appropriate approximate deliberate "
    "moderate elaborate graduate survey defect escort digest content contents object objects subject subjects house "
    "houses used incense transfer insert extract alternate convict separate"
)
"""Words that a voice's own rules get right as a rule, for which a witness is not asked."""
_USUAL_SOUND = {"tear": 1, "tears": 1, "wind": 1, "winds": 1, "close": 1}
_ENOUGH = 2
_FISH = _set(
    "fish fishing lake sea caught catch striped largemouth smallmouth grilled fillet river angler pond hook trout"
)
_OF_AXES = _set("x y z and horizontal vertical coordinate major minor two three")
_DIVE_BEHIND = _set("into in under down off for headfirst deep beneath from")


def _heteronym(context: Neighbours) -> str | Choice | None:
    word = context.core.lower()
    if word == "read":
        tense, sure = _tense_of_read(context)
        return Choice(_token(_READ[tense]), sure)
    said = _by_rule(context, word)
    if word in SIGNS:
        return _witnessed(context, word, said)
    if said is None and (word in _USUALLY_ONE or word.removesuffix("s") in _USUALLY_ONE):
        return Choice()
    if word == "polish" and said is not None and context.core[0].isupper() and not context.index:
        # "Polish workers", "Polish shoes": the capital may be the sentence's.
        return Choice(said, context.following.lower() in _DETERMINERS)
    return said


def _witnessed(context: Neighbours, word: str, said: str | None) -> Choice:
    """*said* for *word*, with whether the words around bear it out; another sound where they all speak against it."""
    told = weights(context, word)
    sounds = [_token(sound) for sound, _meaning in SOUNDS[word]]
    ruled = sounds.index(said) if said in sounds else None
    own = told[ruled] if ruled is not None else 0
    other = 1 - ruled if ruled is not None else int(told[1] > told[0])
    if not own and told[other] >= _ENOUGH and told[other] != told[1 - other]:
        return Choice(sounds[other])
    if ruled is None:
        return Choice(sounds[_USUAL_SOUND.get(word, 0)], sure=False)
    return Choice(sounds[ruled], own > told[1 - ruled])


def _by_rule(context: Neighbours, word: str) -> str | None:
    """What the rules on a few neighbours tell, with the more usual sound where they have one; None without."""
    if word == "lead":
        metal = context.following.lower() in _METAL or (
            context.before.lower() in _METAL_BEFORE and not context.following[:1].islower()
        )
        return _token("lˈɛd" if metal else "lˈiːd")
    if word == "live":
        return _token("lˈaɪv" if _live_is_adjective(context) else "lˈɪv")
    if word == "close":
        return _token("klˈoʊz" if _close_is_verb(context) else "klˈoʊs")
    sound = _rare_sound(context, word)
    if sound:
        return _token(sound)
    if word == "used" and context.following.lower() == "to":
        return _token("jˈuːst")
    if word == "houses":
        return _token("hˈaʊzᵻz")
    stem, ending = stem_of(word)
    if stem not in PAIRS:
        return None
    kind = _VERB if ending in ("d", "ed", "ing") else _kind(context, ending)
    if stem == "content" and kind == _NOUN and context.before.lower() in _BE | {"very", "quite", "am", "i'm"}:
        kind = _VERB
    if stem == "bow" and kind == _VERB and not context.following and context.before.lower() in _DETERMINERS:
        kind = _NOUN
    if kind is None:
        return None
    return _token(with_ending(PAIRS[stem][0 if kind == _VERB else 1], ending))


def _rare_sound(context: Neighbours, word: str) -> str:
    """Words with two sounds that share no rule."""
    before, following = context.before.lower(), context.following.lower()
    if word == "wound":
        wind = before in _SUBJECTS or (following in _WOUND_BEHIND and before not in _DETERMINERS)
        return "wˈaʊnd" if wind else "wˈuːnd"
    if word == "minute":
        small = following in _MINUTE_THINGS or before in ("very", "so", "extremely", "too", "most")
        return "maɪnˈuːt" if small else "mˈɪnɪt"
    if word == "bass":
        return "bˈæs" if {each.lower() for each in context.cores} & _FISH else "bˈeɪs"
    if word == "dove":
        dive = following in _DIVE_BEHIND and before not in _DETERMINERS and bool(before)
        return "dˈoʊv" if dive or before in _SUBJECTS else "dˈʌv"
    if context.core == "august":
        return "ɔːɡˈʌst"
    if word == "polish":
        people = context.core[0].isupper() and (context.index or following not in _DETERMINERS)
        return "pˈoʊlɪʃ" if people else "pˈɑːlɪʃ"
    if word == "resume" and before in _DETERMINERS | {"his", "resume"} and following not in _DETERMINERS:
        return "ɹˈɛzəmˌeɪ"
    if word in ("learned", "blessed") and before in _DETERMINERS | {"most", "very"} and following.isalpha():
        return "lˈɜːnᵻd" if word == "learned" else "blˈɛsᵻd"
    if word in ("sow", "sows") and before in _DETERMINERS:
        return "sˈaʊ" if word == "sow" else "sˈaʊz"
    if word == "axes" and (following == "of" or before in _OF_AXES):
        return "ˈæksiːz"
    return ""


def _token(ipa: str) -> str:
    return f"⟨{ipa}⟩"


def _kind(context: Neighbours, ending: str) -> str | None:
    """Whether the words around make this one a verb or a noun (or adjective); None where they do not say."""
    before, following = context.before.lower(), context.following.lower()
    two_before = context.at(-2).lower()
    if before == "to":
        # "to present ideas", but "access to use", "due to wind": rarely a noun without a determiner.
        return _NOUN if two_before in ("due", "thanks", "prior", "according", "relative") else _VERB
    if before in _MODALS or (before in _SUBJECTS and not (ending == "s" and before in _PRONOUNS)):
        return _VERB
    if before in _ADVERBS and context.at(-2).lower() in _SUBJECTS | _MODALS:
        return _VERB
    if before in _DETERMINERS | _NUMBERS or before.endswith(("'s", "s'")):
        return _NOUN
    if ending in ("", "s") and (before in _BE or (before in _ADVERBS and two_before in _BE)):
        return _NOUN
    if before in ("of", "in", "for", "with", "by", "at", "on", "from", "into", "through", "strong", "cold"):
        return _NOUN
    if not before and following in _DETERMINERS | {"it", "them", "him", "me", "us", "up", "down"}:
        return _VERB
    if two_before in _DETERMINERS and before.isalpha() and not before.endswith(("ly", "s")) and not ending:
        return _NOUN
    if two_before in _DETERMINERS and following in _DETERMINERS:
        return _VERB
    if following in _BE | {"of", "in"}:
        return _NOUN
    if following in _DETERMINERS and before.isalpha():
        return _VERB
    if context.closes and before.isalpha() and not before.endswith("s") and before not in _ADVERBS | _PLURALS:
        # "local produce.": a verb would stand behind its subject.
        return _NOUN
    return None


def _tense_of_read(context: Neighbours) -> tuple[str, bool]:
    """The tense of "read", and whether the words around tell it."""
    before, words = context.before.lower(), [word.lower() for word in context.cores]
    near, past = set(words[max(0, context.index - 3) : context.index]), set(words) & _PAST
    if before in ("to", "please") or before in _MODALS or (near & _MODALS and not near & _HAVE):
        return _VERB, True
    if before in ("a", "good", "quick", "long", "easy"):
        return _VERB, True
    if near & _HAVE or before in _BE or before in ("well", "widely"):
        return _PAST_TENSE, True
    if before in ("he", "she", "it") or (before in _ADVERBS and context.at(-2).lower() in ("he", "she")):
        return _PAST_TENSE, True
    if before in _SUBJECTS or before in _ADVERBS:
        told = past - {"then", "never", "when", "before", "after"}
        return (_PAST_TENSE, True) if told else (_VERB, bool(set(words) & _PRESENT))
    one = before.isalpha() and not before.endswith("s") and before not in _PLURALS
    if one and (context.at(-2).lower() in _DETERMINERS | _OF_PEOPLE or context.at(-3).lower() in _DETERMINERS):
        # Of one, the present has an s.
        return _PAST_TENSE, True
    if context.before[:1].isupper() and context.index == 1 and before not in ("please",):
        return (_PAST_TENSE, True) if before not in _PRONOUNS else (_VERB, False)
    if not before:
        return _VERB, context.following.lower() in _READABLE
    return (_PAST_TENSE if set(words) & _set("yesterday ago earlier") else _VERB), False


def _live_is_adjective(context: Neighbours) -> bool:
    before, following = context.before.lower(), context.following.lower()
    if following in _LIVE_NOUNS or before in _DETERMINERS or before in _BE - {"being"}:
        return True
    if before in _SUBJECTS | _MODALS | {"to", "who", "people"} or following in (
        "in",
        "at",
        "on",
        "with",
        "here",
        "there",
    ):
        return before in (
            "broadcast",
            "performed",
            "recorded",
            "streamed",
            "perform",
            "streaming",
            "go",
            "goes",
            "went",
        )
    return before in (
        "broadcast",
        "performed",
        "recorded",
        "streamed",
        "perform",
        "streaming",
        "go",
        "going",
        "went",
        "watch",
    )


def _close_is_verb(context: Neighbours) -> bool:
    before, following = context.before.lower(), context.following.lower()
    if following in (
        "to",
        "by",
        "friend",
        "friends",
        "call",
        "enough",
        "together",
        "range",
        "up",
        "contact",
        "relatives",
    ):
        return before in _MODALS or (before == "to" and following not in ("friend", "friends"))
    if before in _MODALS | _SUBJECTS | {"to"}:
        return True
    if before in _BE | {
        "so",
        "too",
        "very",
        "how",
        "stay",
        "come",
        "came",
        "got",
        "get",
        "pretty",
        "stand",
        "as",
        "stood",
    }:
        return False
    return (not before and bool(following)) or following in _DETERMINERS


HETERONYMS = dict.fromkeys(SOUNDS, _heteronym)
"""Words in lower case -> the rule that tells their sound: IPA of American English, close enough for British."""
