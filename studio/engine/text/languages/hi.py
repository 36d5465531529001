# SPDX-License-Identifier: GPL-3.0-or-later
"""Hindi."""

from __future__ import annotations

from studio.engine.text.forms import ALONE, Clock, Form
from studio.engine.text.language import Language
from studio.engine.text.languages.tables import currencies, numbered, ordered, pairs, senses, units, words

_MONTHS = ordered("जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर")


# Each number below a hundred is a word of its own.
_TO_99 = ordered(
    "शून्य एक दो तीन चार पाँच छह सात आठ नौ "
    "दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस "
    "बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस "
    "तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस "
    "चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास "
    "पचास इक्यावन बावन तिरेपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ "
    "साठ इकसठ बासठ तिरेसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर "
    "सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी "
    "अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी "
    "नब्बे इक्यानबे बानबे तिरानबे चौरानबे पंचानबे छियानबे सत्तानबे अट्ठानबे निन्यानबे"
)
# By hundreds above a thousand.
_SCALES = (
    (10**17, "शंख"), (10**15, "पद्म"), (10**13, "नील"), (10**11, "खरब"), (10**9, "अरब"), (10**7, "करोड़"),
    (10**5, "लाख"), (10**3, "हज़ार"), (100, "सौ"),
)  # fmt: skip
_RANKS = {1: "पहल", 2: "दूसर", 3: "तीसर", 4: "चौथ", 6: "छठ"}
_RANK_ENDINGS = {"ा": "वाँ", "ी": "वीं", "े": "वें"}
_PARTS = {
    (1, 2): "आधा", (1, 4): "एक चौथाई", (3, 4): "तीन चौथाई", (1, 3): "एक तिहाई", (2, 3): "दो तिहाई",
}  # fmt: skip


def _cardinal(number: int, form: Form = ALONE) -> str:
    said: list[str] = []
    for scale, name in _SCALES:
        count, number = divmod(number, scale)
        if count:
            said += [_cardinal(count), name]
    if number or not said:
        said.append(_TO_99[number])
    return " ".join(said)


def _year(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not 11 <= hundreds <= 19:
        return _cardinal(number)
    return f"{_TO_99[hundreds]} सौ {_TO_99[rest] if rest else ''}".strip()


def _ordinal(number: int, form: Form) -> str:
    ending = form.ending or "ा"
    stem = _RANKS.get(number)
    return _cardinal(number) + _RANK_ENDINGS[ending] if stem is None else stem + ending


def _fraction(numerator: int, denominator: int) -> str:
    return _PARTS.get((numerator, denominator), f"{_cardinal(numerator)} बटा {_cardinal(denominator)}")


def _half(whole: int, noun: str, gender: str) -> tuple[str, str] | None:
    if whole in (1, 2):
        return ("डेढ़", "ढाई")[whole - 1], ""
    return (f"साढ़े {_cardinal(whole)}", "") if whole else None


def _decimals(figures: str) -> str:
    return " ".join(_TO_99[int(figure)] for figure in figures)


def _time(clock: Clock) -> str:
    hours = _cardinal(clock.hours)
    if not clock.minutes and not clock.seconds:
        return f"{hours} बजे"
    seconds = f" {_cardinal(clock.seconds)} सेकंड" if clock.seconds else ""
    return f"{hours} बजकर {_cardinal(clock.minutes)} मिनट{seconds}"


def _rank_marks() -> dict[str, Form]:
    """What is written behind a rank's figures -> its form, of which only the vowel counts."""
    marks = ordered("वाँ वां वा ला रा था ठा वीं वी ली री थी ठी वें वे ले रे थे ठे")
    vowels = {"ा": "ा", "ी": "ी", "े": "े"}
    return {mark: Form(ending=next(vowels[letter] for letter in mark if letter in vowels)) for mark in marks}


HINDI = Language(
    tag="hi",
    cardinal=_cardinal,
    year=_year,
    years_by_hundreds=True,
    half=_half,
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
    months=_MONTHS,
    month_forms=numbered("", _MONTHS),
    scales=pairs("हज़ार=हज़ार; हजार=हज़ार; लाख=लाख; करोड़=करोड़; अरब=अरब; खरब=खरब; मिलियन=मिलियन; बिलियन=बिलियन"),
    ordinal_marks=_rank_marks(),
    vowels="aeiouyअआइईउऊएऐओऔ",
    never_end=words("सं पृ कु सु रु rs डॉ श्री प्रो पं"),
    abbreviations=senses(
        "सं=संख्या@number; पृ=पृष्ठ@number; कु=कुमारी; सु=सुश्री; ले=लेफ़्टिनेंट; डॉ=डॉक्टर; श्री=श्री; "
        "प्रो=प्रोफ़ेसर; पं=पंडित; ई=ईस्वी"
    ),
    score_to="से",
    by="बाई",
    per="प्रति",
    plus="जमा",
    hour_mark="",
    units=units(
        "km=किलोमीटर; cm=सेंटीमीटर; mm=मिलीमीटर; m=मीटर; kg=किलोग्राम; g=ग्राम; l=लीटर; ml=मिलीलीटर; "
        "km/h=किलोमीटर प्रति घंटा; °C=डिग्री सेल्सियस; °=डिग्री; किमी=किलोमीटर; GB=गीगाबाइट; MB=मेगाबाइट; "
        "mg=मिलीग्राम; m²=वर्ग मीटर; km²=वर्ग किलोमीटर; किग्रा=किलोग्राम; मी=मीटर; सेमी=सेंटीमीटर; "
        "°F=डिग्री फ़ारेनहाइट; kWh=किलोवाट घंटा; W=वाट; V=वोल्ट; GHz=गीगाहर्ट्ज़; MHz=मेगाहर्ट्ज़; Hz=हर्ट्ज़; "
        "KB=किलोबाइट; TB=टेराबाइट; mph=मील प्रति घंटा; घंटे=घंटे; मिनट=मिनट; Mbps=मेगाबिट प्रति सेकंड; "
        "m/s=मीटर प्रति सेकंड; lb=पाउंड; "
        "ft=फ़ुट/फ़ीट; ha=हेक्टेयर; ac=एकड़; mi=मील; in=इंच; yd=गज़; µm=माइक्रोमीटर; K=केल्विन; L=लीटर; gal=गैलन; "
        "cg=सेंटीग्राम; oz=औंस; q=क्विंटल; yr=साल; km/hr=किलोमीटर प्रति घंटा; kmph=किलोमीटर प्रति घंटा; "
        "h=घंटा/घंटे; min=मिनट; s=सेकंड; t=टन; ग्राम=ग्राम; लीटर=लीटर"
    ),
    currencies=currencies(
        "$=डॉलर/डॉलर/सेंट/सेंट; £=पाउंड/पाउंड/पेंस/पेंस; €=यूरो/यूरो/सेंट/सेंट; ¥=येन/येन/सेन/सेन; "
        "₹=रुपया/रुपये/पैसा/पैसे; R$=रियाल/रियाल/सेंतावो/सेंतावो; "
        "₩=वॉन/वॉन//; ₽=रूबल/रूबल/कोपेक/कोपेक; ₺=लीरा/लीरा/कुरुश/कुरुश; ৳=टका/टका/पैसा/पैसे; ₦=नाइरा/नाइरा/कोबो/कोबो; "
        "रु=रुपया/रुपये/पैसा/पैसे; रु.=रुपया/रुपये/पैसा/पैसे; "
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
