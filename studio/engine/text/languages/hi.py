# SPDX-License-Identifier: GPL-3.0-or-later
"""Hindi."""

from __future__ import annotations

from studio.engine.text.language import Clock, Form, Language
from studio.engine.text.languages.tables import currencies, numbered, ordered, pairs, senses, units, words

_MONTHS = ordered("जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर")


def _time(clock: Clock) -> str:
    if not clock.minutes:
        return f"{clock.hours} बजे"
    return f"{clock.hours} बजकर {clock.minutes} मिनट"


HINDI = Language(
    tag="hi",
    time=_time,
    figures_to_voice=True,
    months=_MONTHS,
    month_forms=numbered("", _MONTHS),
    scales=pairs("हज़ार=हज़ार; हजार=हज़ार; लाख=लाख; करोड़=करोड़; अरब=अरब"),
    ordinal_marks={"वाँ": Form(), "वां": Form(), "वीं": Form(), "वें": Form()},
    vowels="aeiouyअआइईउऊएऐओऔ",
    never_end=words("डॉ श्री प्रो पं"),
    abbreviations=senses("डॉ=डॉक्टर; श्री=श्री; प्रो=प्रोफ़ेसर; पं=पंडित; ई=ईस्वी"),
    score_to="से",
    by="गुणा",
    per="प्रति",
    plus="जमा",
    hour_mark="",
    units=units(
        "km=किलोमीटर; cm=सेंटीमीटर; mm=मिलीमीटर; m=मीटर; kg=किलोग्राम; g=ग्राम; l=लीटर; ml=मिलीलीटर; "
        "km/h=किलोमीटर प्रति घंटा; °C=डिग्री सेल्सियस; °=डिग्री; किमी=किलोमीटर; GB=गीगाबाइट; MB=मेगाबाइट"
    ),
    currencies=currencies(
        "$=डॉलर/डॉलर/सेंट/सेंट; £=पाउंड/पाउंड/पेंस/पेंस; €=यूरो/यूरो/सेंट/सेंट; ¥=येन/येन/सेन/सेन; "
        "₹=रुपया/रुपये/पैसा/पैसे; R$=रियाल/रियाल/सेंतावो/सेंतावो"
    ),
    codes=pairs("EUR=€; USD=$; GBP=£; JPY=¥; INR=₹; BRL=R$"),
    signs=pairs(
        "&=और; +=जमा; ==बराबर; @=ऐट; #=नंबर; ×=गुणा; ÷=भाग"
    ),
    operators=pairs(
        "+=जमा; ==बराबर; ×=गुणा; ÷=भाग"
    ),
    decimal=".",
    point="दशमलव",
    percent="प्रतिशत",
    minus="माइनस",
    to="से",
    and_cents="और",
    million_of="",
)  # fmt: skip

LANGUAGES = (HINDI,)
