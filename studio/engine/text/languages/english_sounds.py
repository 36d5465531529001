# SPDX-License-Identifier: GPL-3.0-or-later
"""English words that are written alike and said otherwise: their sounds (espeak-ng's IPA) and what each means."""

from __future__ import annotations

# Word -> its sound as a verb, and as a noun or adjective; an ending is taken care of.
PAIRS: dict[str, tuple[str, str]] = {
    "record": ("ɹɪkˈɔːɹd", "ɹˈɛkɚd"),
    "present": ("pɹɪzˈɛnt", "pɹˈɛzənt"),
    "object": ("əbdʒˈɛkt", "ˈɑːbdʒɛkt"),
    "project": ("pɹədʒˈɛkt", "pɹˈɑːdʒɛkt"),
    "produce": ("pɹədˈuːs", "pɹˈoʊduːs"),
    "permit": ("pɚmˈɪt", "pˈɜːmɪt"),
    "conflict": ("kənflˈɪkt", "kˈɑːnflɪkt"),
    "contract": ("kəntɹˈækt", "kˈɑːntɹækt"),
    "contest": ("kəntˈɛst", "kˈɑːntɛst"),
    "desert": ("dɪzˈɜːt", "dˈɛzɚt"),
    "subject": ("səbdʒˈɛkt", "sˈʌbdʒɛkt"),
    "refuse": ("ɹɪfjˈuːz", "ɹˈɛfjuːs"),
    "content": ("kəntˈɛnt", "kˈɑːntɛnt"),
    "increase": ("ɪnkɹˈiːs", "ˈɪŋkɹiːs"),
    "decrease": ("dɪkɹˈiːs", "dˈiːkɹiːs"),
    "insult": ("ɪnsˈʌlt", "ˈɪnsʌlt"),
    "rebel": ("ɹɪbˈɛl", "ɹˈɛbəl"),
    "protest": ("pɹətˈɛst", "pɹˈoʊtɛst"),
    "import": ("ɪmpˈɔːɹt", "ˈɪmpɔːɹt"),
    "export": ("ɛkspˈɔːɹt", "ˈɛkspɔːɹt"),
    "suspect": ("səspˈɛkt", "sˈʌspɛkt"),
    "conduct": ("kəndˈʌkt", "kˈɑːndʌkt"),
    "use": ("jˈuːz", "jˈuːs"),
    "abuse": ("əbjˈuːz", "əbjˈuːs"),
    "excuse": ("ɛkskjˈuːz", "ɛkskjˈuːs"),
    "house": ("hˈaʊz", "hˈaʊs"),
    "close": ("klˈoʊz", "klˈoʊs"),
    "live": ("lˈɪv", "lˈaɪv"),
    "lead": ("lˈiːd", "lˈiːd"),
    "wind": ("wˈaɪnd", "wˈɪnd"),
    "tear": ("tˈɛɹ", "tˈɪɹ"),
    "bow": ("bˈaʊ", "bˈoʊ"),
    "advocate": ("ˈædvəkeɪt", "ˈædvəkət"),
    "duplicate": ("dˈuːplɪkeɪt", "dˈuːplɪkət"),
    "separate": ("sˈɛpɚɹeɪt", "sˈɛpɹət"),
    "estimate": ("ˈɛstɪmeɪt", "ˈɛstɪmət"),
    "associate": ("ɐsˈoʊsɪˌeɪt", "ɐsˈoʊsɪət"),
    "delegate": ("dˈɛlɪɡˌeɪt", "dˈɛlɪɡət"),
    "aggregate": ("ˈæɡɹɪɡˌeɪt", "ˈæɡɹɪɡət"),
    "affiliate": ("ɐfˈɪlɪˌeɪt", "ɐfˈɪlɪət"),
}


def stem_of(word: str) -> tuple[str, str]:
    """The word of PAIRS that *word* is a form of, and its ending; "" where there is none."""
    if word in PAIRS:
        return word, ""
    if word.endswith("ies"):
        return "", ""
    for ending in ("'s", "ing", "ed", "s", "d"):
        stem = word.removesuffix(ending)
        if stem == word:
            continue
        if stem in PAIRS:
            return stem, ending
        if ending in ("ing", "ed") and stem + "e" in PAIRS:
            return stem + "e", ending
    return "", ""


def with_ending(ipa: str, ending: str) -> str:
    """The sound *ipa* with an ending as written."""
    voiceless = ipa[-1] in "ptkf"
    sibilant = ipa[-1] in "szʃʒ"
    if ending in ("s", "'s"):
        return ipa + ("ᵻz" if sibilant else "s" if voiceless else "z")
    if ending in ("ed", "d"):
        return ipa + ("ᵻd" if ipa[-1] in "td" else "t" if voiceless or ipa[-1] == "s" else "d")
    return ipa + ("ɪŋ" if ending == "ing" else "")


_LEFT: dict[str, tuple[str, str]] = {
    "perfect": ("pɚfˈɛkt", "pˈɜːfɛkt"),
    "progress": ("pɹəɡɹˈɛs", "pɹˈɑːɡɹɛs"),
    "transport": ("tɹænspˈɔːɹt", "tɹˈænspɔːɹt"),
    "transfer": ("tɹænsfˈɜː", "tɹˈænsfɜː"),
    "extract": ("ɛkstɹˈækt", "ˈɛkstɹækt"),
    "insert": ("ɪnsˈɜːt", "ˈɪnsɜːt"),
    "convict": ("kənvˈɪkt", "kˈɑːnvɪkt"),
    "digest": ("daɪdʒˈɛst", "dˈaɪdʒɛst"),
    "console": ("kənsˈoʊl", "kˈɑːnsoʊl"),
    "escort": ("ɛskˈɔːɹt", "ˈɛskɔːɹt"),
    "attribute": ("ɐtɹˈɪbjuːt", "ˈætɹɪbjˌuːt"),
    "upset": ("ʌpsˈɛt", "ˈʌpsɛt"),
    "defect": ("dᵻfˈɛkt", "dˈiːfɛkt"),
    "survey": ("sɚvˈeɪ", "sˈɜːveɪ"),
    "entrance": ("ɛntɹˈæns", "ˈɛntɹəns"),
    "incense": ("ɪnsˈɛns", "ˈɪnsɛns"),
    "invalid": ("ɪnvˈælɪd", "ˈɪnvəlɪd"),
    "graduate": ("ɡɹˈædʒuːˌeɪt", "ɡɹˈædʒuːət"),
    "moderate": ("mˈɑːdɚɹˌeɪt", "mˈɑːdɚɹət"),
    "deliberate": ("dᵻlˈɪbɚɹˌeɪt", "dᵻlˈɪbɚɹət"),
    "alternate": ("ˈɔːltɚnˌeɪt", "ˈɔːltɚnət"),
    "appropriate": ("ɐpɹˈoʊpɹɪˌeɪt", "ɐpɹˈoʊpɹɪət"),
    "elaborate": ("ᵻlˈæbɚɹˌeɪt", "ᵻlˈæbɚɹət"),
    "coordinate": ("koʊˈɔːɹdɪnˌeɪt", "koʊˈɔːɹdᵻnət"),
    "approximate": ("ɐpɹˈɑːksɪmˌeɪt", "ɐpɹˈɑːksɪmət"),
}
"""The same, which espeak-ng tells apart by its own rules."""

_MEANINGS: dict[str, tuple[str, str]] = {
    "close": ("to shut", "near"),
    "live": ("to be alive", "not recorded"),
    "wind": ("to turn", "moving air"),
    "tear": ("to rip", "of the eye"),
    "bow": ("to bend; of a ship", "of an archer or a fiddler; a knot"),
    "content": ("satisfied", "what is inside"),
    "desert": ("to abandon", "dry land"),
    "refuse": ("to decline", "rubbish"),
    "object": ("to oppose", "a thing"),
    "subject": ("to expose to", "a topic"),
    "present": ("to show", "a gift; now"),
    "separate": ("to part", "apart"),
    "duplicate": ("to copy", "a copy"),
    "invalid": ("not valid", "a sick person"),
    "entrance": ("to enchant", "a way in"),
    "incense": ("to enrage", "fragrant smoke"),
    "perfect": ("to improve", "without fault"),
}
"""Of the two sounds; of others "as a verb", and "as an adjective" or "as a noun"."""
_ADJECTIVES = ("moderate", "deliberate", "alternate", "appropriate", "elaborate", "approximate")
_BOTH_VERBS = ("bow", "wind", "tear")
"""Words whose second sound has verbs' endings too."""

_OTHERS: dict[str, tuple[tuple[str, str], ...]] = {
    "read": (("ɹˈiːd", "present"), ("ɹˈɛd", "past")),
    "lead": (("lˈiːd", "to guide; the front"), ("lˈɛd", "the metal")),
    "used": (("jˈuːzd", "made use of"), ("jˈuːst", "accustomed; once did")),
    "wound": (("wˈuːnd", "an injury"), ("wˈaʊnd", "turned")),
    "minute": (("mˈɪnɪt", "sixty seconds"), ("maɪnˈuːt", "tiny")),
    "bass": (("bˈeɪs", "low in pitch"), ("bˈæs", "a fish")),
    "dove": (("dˈʌv", "a bird"), ("dˈoʊv", "did dive")),
    "august": (("ˈɔːɡəst", "the month"), ("ɔːɡˈʌst", "venerable")),
    "polish": (("pˈɑːlɪʃ", "to make shine"), ("pˈoʊlɪʃ", "of Poland")),
    "row": (("ɹˈoʊ", "a line; to pull oars"), ("ɹˈaʊ", "a quarrel")),
    "rows": (("ɹˈoʊz", "lines; pulls oars"), ("ɹˈaʊz", "quarrels")),
    "sow": (("sˈoʊ", "to plant"), ("sˈaʊ", "a female pig")),
    "sows": (("sˈoʊz", "plants"), ("sˈaʊz", "female pigs")),
    "resume": (("ɹɪzˈuːm", "to go on"), ("ɹˈɛzəmˌeɪ", "of a career")),
    "resumes": (("ɹɪzˈuːmz", "goes on"), ("ɹˈɛzəmˌeɪz", "of careers")),
    "axes": (("ˈæksᵻz", "tools"), ("ˈæksiːz", "lines about which things turn")),
    "bases": (("bˈeɪsᵻz", "of base"), ("bˈeɪsiːz", "of basis")),
    "learned": (("lˈɜːnd", "did learn"), ("lˈɜːnᵻd", "full of knowledge")),
    "blessed": (("blˈɛst", "did bless"), ("blˈɛsᵻd", "holy")),
    "houses": (),
    "moped": (("mˈoʊpɛd", "a small motorcycle"), ("mˈoʊpt", "did mope")),
}


def _sounds() -> dict[str, tuple[tuple[str, str], ...]]:
    found = dict(_OTHERS)
    for stem, (verb, noun) in {**_LEFT, **PAIRS}.items():
        if verb == noun:
            continue
        meanings = _MEANINGS.get(stem, ("as a verb", "as an adjective" if stem in _ADJECTIVES else "as a noun"))
        for ending in ("", "s", "ed", "ing") if stem in _BOTH_VERBS else ("", "s"):
            sounds = (with_ending(verb, ending), with_ending(noun, ending))
            found.setdefault(f"{stem}{ending}", tuple(zip(sounds, meanings, strict=True)))
    for form in (form for stem in PAIRS for form in _forms(stem)):
        found.setdefault(form, ())
    return found


def _forms(stem: str) -> tuple[str, ...]:
    bare = stem.removesuffix("e")
    return (stem, f"{stem}s", f"{stem}'s", f"{stem}d", f"{stem}ed", f"{stem}ing", f"{bare}ed", f"{bare}ing")


SOUNDS = _sounds()
"""Words in lower case -> their sounds, each with its meaning; none where the ending leaves no choice."""
