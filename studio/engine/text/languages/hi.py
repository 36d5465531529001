# SPDX-License-Identifier: GPL-3.0-or-later
"""Hindi."""

from __future__ import annotations

from studio.engine.text.language import Clock, Form, Language
from studio.engine.text.languages.tables import currencies, numbered, ordered, pairs, senses, units, words

_MONTHS = ordered("जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर")


_PARTS = {
    (1, 2): "आधा", (1, 4): "एक चौथाई", (3, 4): "तीन चौथाई", (1, 3): "एक तिहाई", (2, 3): "दो तिहाई",
}  # fmt: skip


def _ordinal(number: int, form: Form) -> str:
    return f"{number}{form.ending}"


def _fraction(numerator: int, denominator: int) -> str:
    return _PARTS.get((numerator, denominator), f"{numerator} बटा {denominator}")


def _decimals(figures: str) -> str:
    return " ".join(figures)


def _time(clock: Clock) -> str:
    if not clock.minutes:
        return f"{clock.hours} बजे"
    return f"{clock.hours} बजकर {clock.minutes} मिनट"


HINDI = Language(
    tag="hi",
    time=_time,
    ordinal=_ordinal,
    fraction=_fraction,
    decimals=_decimals,
    hours_said=True,
    hour_words=words("बजे"),
    and_half="और",
    squared="का वर्ग",
    cubed="का घन",
    square="वर्ग {}",
    cubic="घन {}",
    power="की घात {number}",
    over="बटा",
    number_sign="नंबर",
    quarter="तिमाही {number}",
    hashtag="हैशटैग",
    dot="डॉट",
    at="ऐट",
    slash="स्लैश",
    hyphen="हाइफ़न",
    underscore="अंडरस्कोर",
    colon="कोलन",
    version="संस्करण",
    version_dot="डॉट",
    phone_words=words("फ़ोन फोन मोबाइल टेलीफ़ोन नंबर"),
    phone_forms=(r"[6-9]\d{4} \d{5}", r"[6-9]\d{9}"),
    pairs={("ई", "पू"): ("ईसा", "पूर्व")},
    initialisms=words("BJP UN TV CBI IIT AI IAS IPS USA UK GST IPL CM PM"),
    figures_to_voice=True,
    months=_MONTHS,
    month_forms=numbered("", _MONTHS),
    scales=pairs("हज़ार=हज़ार; हजार=हज़ार; लाख=लाख; करोड़=करोड़; अरब=अरब"),
    ordinal_marks={mark: Form(ending=mark) for mark in (
        "वाँ"
    , "वां", "वीं", "वें", "वा", "वी", "ला", "ली", "रा", "री", "था", "थी", "ठा", "ठी")},
    vowels="aeiouyअआइईउऊएऐओऔ",
    never_end=words("सं पृ कु सु रु rs डॉ श्री प्रो पं"),
    abbreviations=senses(
        "सं=संख्या@number; पृ=पृष्ठ@number; कु=कुमारी; सु=सुश्री; ले=लेफ़्टिनेंट; डॉ=डॉक्टर; श्री=श्री; "
        "प्रो=प्रोफ़ेसर; पं=पंडित; ई=ईस्वी"
    ),
    score_to="से",
    by="गुणा",
    per="प्रति",
    plus="जमा",
    hour_mark="",
    units=units(
        "km=किलोमीटर; cm=सेंटीमीटर; mm=मिलीमीटर; m=मीटर; kg=किलोग्राम; g=ग्राम; l=लीटर; ml=मिलीलीटर; "
        "km/h=किलोमीटर प्रति घंटा; °C=डिग्री सेल्सियस; °=डिग्री; किमी=किलोमीटर; GB=गीगाबाइट; MB=मेगाबाइट; "
        "mg=मिलीग्राम; m²=वर्ग मीटर; km²=वर्ग किलोमीटर; किग्रा=किलोग्राम; मी=मीटर; सेमी=सेंटीमीटर; "
        "°F=डिग्री फ़ारेनहाइट; kWh=किलोवाट घंटा; W=वाट; V=वोल्ट; GHz=गीगाहर्ट्ज़; MHz=मेगाहर्ट्ज़; Hz=हर्ट्ज़; "
        "KB=किलोबाइट; TB=टेराबाइट; mph=मील प्रति घंटा; घंटे=घंटे; मिनट=मिनट; Mbps=मेगाबिट प्रति सेकंड; "
        "m/s=मीटर प्रति सेकंड; lb=पाउंड; ft=फ़ुट; h=घंटा/घंटे; min=मिनट; s=सेकंड; t=टन; ग्राम=ग्राम; लीटर=लीटर"
    ),
    currencies=currencies(
        "$=डॉलर/डॉलर/सेंट/सेंट; £=पाउंड/पाउंड/पेंस/पेंस; €=यूरो/यूरो/सेंट/सेंट; ¥=येन/येन/सेन/सेन; "
        "₹=रुपया/रुपये/पैसा/पैसे; R$=रियाल/रियाल/सेंतावो/सेंतावो; "
        "₩=वॉन/वॉन//; ₽=रूबल/रूबल/कोपेक/कोपेक; रु=रुपया/रुपये/पैसा/पैसे; रु.=रुपया/रुपये/पैसा/पैसे; "
        "Rs=रुपया/रुपये/पैसा/पैसे; Rs.=रुपया/रुपये/पैसा/पैसे"
    ),
    codes=pairs("EUR=€; USD=$; GBP=£; JPY=¥; INR=₹; BRL=R$"),
    signs=pairs(
        "~=लगभग; &=और; +=जमा; ==बराबर; @=ऐट; #=नंबर; ×=गुणा; ÷=भाग; "
        "±=जमा या घटा; ≤=से कम या बराबर; ≥=से ज़्यादा या बराबर; ≠=बराबर नहीं; ≈=लगभग; √=वर्गमूल; §=धारा; №=नंबर; "
        "%=प्रतिशत; °=डिग्री"
    ),
    operators=pairs(
        "+=जमा; ±=जमा या घटा; ×=गुणा; ÷=भाग; ==बराबर; <=से कम; >=से ज़्यादा; ≤=से कम या बराबर; "
        "≥=से ज़्यादा या बराबर; ≠=बराबर नहीं; ≈=लगभग; √=वर्गमूल; §=धारा; №=नंबर; %=प्रतिशत; °=डिग्री"
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
