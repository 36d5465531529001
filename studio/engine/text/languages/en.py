# SPDX-License-Identifier: GPL-3.0-or-later
"""English, American first."""

from __future__ import annotations

import re
from dataclasses import replace

from studio.engine.text.language import Clock, Form, Language, Unit
from studio.engine.text.languages.english_capitals import ACRONYMS, INITIALISMS, SHORT_WORDS
from studio.engine.text.languages.english_heteronyms import HETERONYMS
from studio.engine.text.languages.english_sounds import SOUNDS
from studio.engine.text.languages.tables import currencies, numbered, ordered, pairs, senses, units, words
from studio.engine.text.neighbours import Neighbours
from studio.engine.text.numerals import from_library

_IRREGULAR_PARTS = {2: ("half", "halves"), 4: ("quarter", "quarters")}


def _british_cardinal(number: int, form: Form) -> str:
    return from_library(number, "en")


def _cardinal(number: int, form: Form) -> str:
    return from_library(number, "en").replace(" and ", " ")


def _british_ordinal(number: int, form: Form) -> str:
    return from_library(number, "en", "ordinal")


def _ordinal(number: int, form: Form) -> str:
    return from_library(number, "en", "ordinal").replace(" and ", " ")


def _year(number: int) -> str:
    if number < 1000 or 2000 <= number < 2010 or number % 1000 == 0 or number > 9999:
        return _cardinal(number, Form())
    hundreds, rest = divmod(number, 100)
    if not rest:
        return f"{_cardinal(hundreds, Form())} hundred"
    return f"{_cardinal(hundreds, Form())} {'oh ' if rest < 10 else ''}{_cardinal(rest, Form())}"


def _year_end(number: int) -> str:
    return f"{'oh ' if 0 < number < 10 else ''}{_cardinal(number, Form())}"


def _fraction(numerator: int, denominator: int) -> str:
    one, many = _IRREGULAR_PARTS.get(denominator, ("", ""))
    if not one:
        one = _ordinal(denominator, Form())
        many = f"{one}s"
    return f"{_cardinal(numerator, Form())} {one if numerator == 1 else many}"


def _decimals(figures: str) -> str:
    return " ".join(_cardinal(int(figure), Form()) for figure in figures)


def _time(clock: Clock) -> str:
    if clock.hours == 0 and clock.minutes == 0 and not clock.half and clock.seconds is None:
        return "midnight"
    said = _cardinal(clock.hours, Form())
    if clock.minutes == 0 and clock.seconds is None:
        if not clock.half and not clock.named:
            said += " o'clock" if clock.hours <= 12 else " hundred"
    elif clock.minutes or clock.seconds is not None:
        said += (" oh " if clock.minutes < 10 else " ") + _cardinal(clock.minutes, Form())
    if clock.seconds is not None:
        said += (" oh " if clock.seconds < 10 else " ") + _cardinal(clock.seconds, Form())
    return said


def _ruler(number: int, feminine: bool) -> str:
    return "the " + _ordinal(number, Form())


def _century(number: int, behind: bool) -> str:
    return _ordinal(number, Form())


def _plural(said: str) -> str:
    return said[:-1] + "ies" if said.endswith("y") else said + ("es" if said.endswith("x") else "s")


def _house(figures: str) -> str:
    number = int(figures)
    if len(figures) < 3 or number % 1000 == 0:
        return _cardinal(number, Form())
    hundreds, rest = divmod(number, 100)
    if not rest:
        return f"{_cardinal(hundreds, Form())} hundred"
    return f"{_cardinal(hundreds, Form())} {'oh ' if rest < 10 else ''}{_cardinal(rest, Form())}"


def _is_pronoun(letter: str, neighbours: Neighbours) -> bool:
    """Whether a lone capital is a word ("I.", "A.")."""
    return letter == "I" and not neighbours.following[:1].isupper()


def _a_letter(neighbours: Neighbours) -> str | None:
    """ "Plan A": the letter's name, not the article."""
    if neighbours.core != "A" or not neighbours.index:
        return None
    letter = neighbours.closes or neighbours.before.lower() in _BEFORE_LETTER
    return "⟨ˈeɪ⟩" if letter else None


_BEFORE_LETTER = words("an vitamin plan type grade group option class hepatitis section part appendix exhibit point")


def _mark_fits(number: int, mark: str) -> bool:
    """Whether *mark* is the ending of the rank *number* ("1st", but "13st" is a weight)."""
    if number % 100 in (11, 12, 13):
        return mark.lower() == "th"
    return mark.lower() == {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


_OF_TECHNOLOGY = words(
    "department departments team teams support staff manager managers industry professional professionals specialist "
    "specialists company companies consultant consultants system systems services security director infrastructure "
    "administrator job jobs guy guys sector discussion skills project projects"
)


def _technology(neighbours: Neighbours) -> str | None:
    """ "IT": the trade before one of its nouns, or at the end behind "in"."""
    noun = neighbours.following.lower() in _OF_TECHNOLOGY and not neighbours.closes
    trade = neighbours.closes and neighbours.before.lower() in ("in", "our", "their", "your")
    return "I.T" if noun or trade else None


def _half_of_day(neighbours: Neighbours) -> str | None:
    if neighbours.core in ("am", "pm", "AM", "PM") and re.fullmatch(r"\d{1,2}([:.]\d\d)?", neighbours.before):
        following = neighbours.following.lower()
        if following in ("i", "not") or neighbours.written_at(-1)[-1:] in ",;:":
            return None
        return ".".join(neighbours.core.upper())
    return None


_MONTHS = ordered("january february march april may june july august september october november december")
_DAYS = ordered("monday tuesday wednesday thursday friday saturday sunday")

AMERICAN = Language(
    tag="en-US",
    cardinal=_cardinal,
    ordinal=_ordinal,
    year=_year,
    year_end=_year_end,
    fraction=_fraction,
    decimals=_decimals,
    time=_time,
    ruler=_ruler,
    century=_century,
    plural=_plural,
    rank_mark_fits=_mark_fits,
    house=_house,
    decimal=".",
    groups=",",
    ordinal_marks={mark: Form() for mark in ("st", "nd", "rd", "th", "ST", "ND", "RD", "TH")},
    scales=pairs(
        "thousand=thousand; million=million; billion=billion; trillion=trillion; mn=million; bn=billion; "
        "quadrillion=quadrillion"
    ),
    scale_letters={
        "k": ("thousand", "thousand"), "K": ("thousand", "thousand"), "M": ("million", "million"),
        "m": ("million", "million"), "mn": ("million", "million"), "MM": ("million", "million"),
        "B": ("billion", "billion"), "b": ("billion", "billion"), "bn": ("billion", "billion"),
        "Bn": ("billion", "billion"), "T": ("trillion", "trillion"), "tn": ("trillion", "trillion"),
    },
    power="to the {rank}",
    quarter="{rank} quarter",
    of="of",
    signs=pairs(
        "&=and; +=plus; ==equals; @=at; #=number; ×=times; ÷=divided by; <=less than; >=greater than; ~=about; "
        "%=percent; "
        "§=section; №=number; °=degrees; º=degrees; ©=copyright; ®=registered; ™=trademark; ¶=paragraph; †=dagger;"
        "√=the square root of; ±=plus or minus; ≤=less than or equal to; ≥=greater than or equal to; ≠=is not equal to;"
        "≈=about; ∞=infinity; ∑=the sum of; ∆=delta; π=pi; ‰=per mille; ¢=cents; °C=degrees Celsius"
    ),
    operators=pairs(
        "+=plus; ±=plus or minus; ×=times; ÷=divided by; ==equals; <=less than; >=greater than; "
        "≤=less than or equal to; "
        "≥=greater than or equal to; ≠=is not equal to; ≈=is about; √=the square root of; →=to; ←=from; ↔=to and from;"
        "⇒=implies; ∞=infinity; ∑=the sum of; §=section; №=number; %=percent; ‰=per mille; °=degrees; −=minus;"
        "^=to the power of"
    ),
    letters={"A": "⟨ˈeɪ⟩", "a": "⟨ˈeɪ⟩"},
    units=units(
        "km=kilometer/kilometers; cm=centimeter/centimeters; mm=millimeter/millimeters; m=meter/meters; mi=mile/miles;"
        "ft=foot/feet; yd=yard/yards; yds=yard/yards; kg=kilogram/kilograms; kgs=kilogram/kilograms; g=gram/grams;"
        "mg=milligram/milligrams; mcg=microgram/micrograms; µg=microgram/micrograms; lb=pound/pounds;"
        "lbs=pound/pounds; oz=ounce/ounces; fl oz=fluid ounce/fluid ounces; fl. oz=fluid ounce/fluid ounces; "
        "l=liter/liters; L=liter/liters;"
        "ml=milliliter/milliliters; mL=milliliter/milliliters; cl=centiliter/centiliters; dL=deciliter/deciliters;"
        "dl=deciliter/deciliters; µL=microliter/microliters; nm=nanometer/nanometers; dm=decimeter/decimeters;"
        "km/h=kilometer per hour/kilometers per hour; kmh=kilometer per hour/kilometers per hour;"
        "kph=kilometer per hour/kilometers per hour; mph=mile per hour/miles per hour;"
        "m/s=meter per second/meters per second; fps=frame per second/frames per second;"
        "°C=degree Celsius/degrees Celsius; °F=degree Fahrenheit/degrees Fahrenheit; °=degree/degrees; "
        "º=degree/degrees; "
        "F=degree Fahrenheit/degrees Fahrenheit; C=degree Celsius/degrees Celsius; "
        "ºC=degree Celsius/degrees Celsius; ºF=degree Fahrenheit/degrees Fahrenheit; K=kelvin; "
        "deg F=degree Fahrenheit/degrees Fahrenheit; deg C=degree Celsius/degrees Celsius; "
        "deg. F=degree Fahrenheit/degrees Fahrenheit; deg. C=degree Celsius/degrees Celsius; "
        "degrees F=degree Fahrenheit/degrees Fahrenheit; degrees C=degree Celsius/degrees Celsius; "
        "Hz=hertz; kHz=kilohertz; MHz=megahertz; GHz=gigahertz; THz=terahertz; dB=decibel/decibels; dBA=decibels A;"
        "KB=kilobyte/kilobytes; kB=kilobyte/kilobytes; MB=megabyte/megabytes; GB=gigabyte/gigabytes;"
        "TB=terabyte/terabytes; PB=petabyte/petabytes; Kb=kilobit/kilobits; Mb=megabit/megabits; Gb=gigabit/gigabits;"
        "Mbps=megabit per second/megabits per second; mbps=megabit per second/megabits per second;"
        "kbps=kilobit per second/kilobits per second; Gbps=gigabit per second/gigabits per second;"
        "W=watt/watts; kW=kilowatt/kilowatts; MW=megawatt/megawatts; GW=gigawatt/gigawatts;"
        "kWh=kilowatt hour/kilowatt hours; MWh=megawatt hour/megawatt hours; Wh=watt hour/watt hours;"
        "V=volt/volts; kV=kilovolt/kilovolts; mV=millivolt/millivolts; A=amp/amps; mA=milliamp/milliamps;"
        "mAh=milliamp hour/milliamp hours; Ω=ohm/ohms; kΩ=kiloohm/kiloohms; J=joule/joules; kJ=kilojoule/kilojoules;"
        "N=newton/newtons; Pa=pascal/pascals; kPa=kilopascal/kilopascals; hPa=hectopascal/hectopascals;"
        "mbar=millibar/millibars; bar=bar/bars; atm=atmosphere/atmospheres; "
        "mmHg=millimeter of mercury/millimeters of mercury; "
        "m²=square meter/square meters; m2=square meter/square meters; km²=square kilometer/square kilometers;"
        "km2=square kilometer/square kilometers; mm2=square millimeter/square millimeters; "
        "cm2=square centimeter/square centimeters; cm3=cubic centimeter/cubic centimeters; "
        "mm3=cubic millimeter/cubic millimeters; ”=inch/inches; "
        "ft²=square foot/square feet; ft2=square foot/square feet;"
        "sq ft=square foot/square feet; sq. ft=square foot/square feet; sqft=square foot/square feet;"
        "sq mi=square mile/square miles; sq. mi=square mile/square miles; sq km=square kilometer/square kilometers;"
        "sq m=square meter/square meters; sq yd=square yard/square yards; sq in=square inch/square inches;"
        "cu ft=cubic foot/cubic feet; cu. ft=cubic foot/cubic feet; cc=cubic centimeter/cubic centimeters;"
        "m³=cubic meter/cubic meters; m3=cubic meter/cubic meters; mi²=square mile/square miles; gal=gallon/gallons;"
        "qt=quart/quarts; pt=pint/pints; tsp=teaspoon/teaspoons; tbsp=tablespoon/tablespoons; "
        "Tbsp=tablespoon/tablespoons; "
        "in=inch/inches; ha=hectare/hectares; µm=micrometer/micrometers; "
        "rpm=revolution per minute/revolutions per minute; "
        "psi=P.S.I; hp=horsepower; kcal=kilocalorie/kilocalories; cal=calorie/calories; "
        "bpm=beat per minute/beats per minute; "
        "ms=millisecond/milliseconds; µs=microsecond/microseconds; ns=nanosecond/nanoseconds; s=second/seconds;"
        "sec=second/seconds; secs=second/seconds; min=minute/minutes; mins=minute/minutes; h=hour/hours; hr=hour/hours;"
        "hrs=hour/hours; yr=year/years; yrs=year/years; wk=week/weeks; wks=week/weeks; mo=month/months;"
        "x=times; MP=megapixel/megapixels; dpi=dots per inch; ppm=parts per million; ppb=parts per billion;"
        "mos=month/months; doz=dozen; pcs=piece/pieces;"
        "mpg=mile per gallon/miles per gallon; kt=knot/knots; kts=knot/knots; ct=carat/carats; t=ton/tons;"
        "'=foot/feet; \"=inch/inches; ′=foot/feet; ″=inch/inches; lm=lumen/lumens; st=stone/stone;"
        "px=pixel/pixels; pts=point/points;"
        "km/s=kilometer per second/kilometers per second;"
        "mol=mole/moles"
    ),
    apart_units=words("K"),
    numbered_letters=words("A V W J K N m C F S E"),
    numbered=words(
        "route highway section room flight seat row gate apartment apt unit suite exhibit figure table chapter page "
        "paragraph article building block class grade level platform track bus line type form schedule rule exit "
        "interstate floor lot title part appendix number no stage phase step zone complex pad hangar terminal"
    ),
    degree_letters=words("F C"),
    before_degree=words("to at of about around below above reach reaches reached until oven is was nearly over under"),
    lone_units=words("kg km cm mm mg mL kHz MHz GHz kW kWh km/h µg µm"),
    no_nouns=words(
        "and or to for in on of at by from with per a an the each more less than as is was are were will that which "
        "who when if but so then he she it we they i you after before about into over under long wide tall high deep "
        "away apart ago later off up down out back per cent every plus minus times not only now today every would "
        "can could may might had has have did does do"
    ),
    between=pairs("between=and"),
    money_articles=words("the his her its their our my your"),
    glued_units=words("in x A a ” ' \" ′ ″ pt ct bar b m2 m3 MP mo t N J x PB"),
    feet=(Unit("foot", "feet"), Unit("inch", "inches")),
    articles=words("a an each per this that two three four five six seven eight nine ten dozen"),
    currencies=currencies(
        "¢=cent/cents//; $=dollar/dollars/cent/cents; £=pound/pounds/penny/pence; €=euro/euros/cent/cents; ¥=yen/yen//;"
        "₹=rupee/rupees/paisa/paise; R$=real/reais/centavo/centavos; ₩=won/won//; ₽=ruble/rubles/kopeck/kopecks;"
        "₺=lira/lira/kuruş/kuruş; ₪=shekel/shekels/agora/agorot; ₿=bitcoin/bitcoins//; ฿=baht/baht/satang/satang;"
        "₫=dong/dong//; ₴=hryvnia/hryvnias/kopiyka/kopiykas; US$=dollar/dollars/cent/cents; "
        "CA$=dollar/dollars/cent/cents; "
        "C$=dollar/dollars/cent/cents; A$=dollar/dollars/cent/cents; AU$=dollar/dollars/cent/cents;"
        "NZ$=dollar/dollars/cent/cents; HK$=dollar/dollars/cent/cents; S$=dollar/dollars/cent/cents;"
        "CHF=Swiss franc/Swiss francs/centime/centimes; kr=krone/kroner//; zł=zloty/zlotys/grosz/groszy"
    ),
    codes=pairs("EUR=€; USD=US$; GBP=£; JPY=¥; INR=₹; BRL=R$; KRW=₩; CAD=CA$; AUD=A$"),
    rates=words(
        "second minute hour day night week month year person people user seat share unit item room "
        "sq sec min hr wk mo yr"
    ),
    currency_words=words("cents cent dollars dollar euros euro pounds pound yen rupees pesos "
        "francs won yuan bucks rubles"),
    abbreviations=senses(
        "mr=mister; mrs=missus; ms=miz",
        "@capital:messrs=messieurs; prof=professor; hon=honorable; gen=general;"
        "col=colonel; capt=captain; lt=lieutenant; sgt=sergeant; gov=governor; sen=senator; rep=representative;"
        "pres=president; adm=admiral; cmdr=commander; maj=major; pvt=private; cpl=corporal; brig=brigadier; mt=mount;"
        "supt=superintendent; fr=father; sr=senior@after_name|sister; ven=venerable; mlle=mademoiselle; mme=madame",
        "@figure:no=number; nos=numbers; p=page; "
        "pg=page@figure; pp=pages@figure|pages@after_figure; sec=section; ext=extension; "
        "apt=apartment; hwy=highway; "
        "art=article; para=paragraph; paras=paragraphs; lat=latitude; long=longitude; ps=Psalm; ca=circa; d=died; "
        "b=born; fl=flourished; rm=room; "
        "op=opus; ver=version; ste=suite; rte=route; bk=book; ser=series; pl=plate; eq=equation; eqs=equations; "
        "tel=telephone|telephone@end",
        "@number:vol=volume; vols=volumes; fig=figure; figs=figures; ch=chapter; ed=edition; pt=part; chap=chapter; "
        "cf=compare; "
        "psa=psalm; gen=general@name|Genesis",
        "c=cups@after_figure|century@after_rank|circa@figure; deg=degrees; "
        "dr=drive@house|doctor@name|drive@after_name|doctor@capital|doctor; "
        "st=street@house|saint@name|street; "
        "ft=feet@after_figure|fort@name; jr=junior; esq=esquire; vs=versus; v=versus@lower&!after_letter; "
        "etc=et cetera; "
        "e.g=for example; i.e=that is; eg=for example; ie=that is; approx=approximately; inc=incorporated@upper;"
        "ltd=limited; co=company@upper; corp=corporation@upper; bros=brothers@upper; dept=department; ave=avenue;"
        "blvd=boulevard; rd=road@after_name|road@house; sq=square@after_name|square; ln=lane@after_name; pkwy=parkway;"
        "ct=court@after_name; pl=place@after_name; ter=terrace@after_name; cir=circle@after_name;"
        "a.m=A.M; p.m=P.M; ph.d=P.H.D; m.d=M.D; b.a=B.A; m.a=M.A; w/o=without; w/=with; b/c=because; c/o=care of; "
        "n/a=not applicable; "
        "assn=association; assoc=association@upper; bldg=building; est=established@figure|estimated; "
        "intl=international; "
        "int'l=international; gov't=government; govt=government; min=minutes@after_figure|minimum; max=maximum;"
        "misc=miscellaneous; mfg=manufacturing; univ=university; attn=attention; b.c=B.C; a.d=A.D; b.c.e=B.C.E; "
        "c.e=C.E; "
        "cf=compare; viz=namely; al=al; et=et; ibid=ibidem; op.cit=opus citatum; nb=N.B; in=inches@after_figure;"
        "lb=pounds@after_figure; lbs=pounds@after_figure; oz=ounces@after_figure; hr=hour@after_figure; "
        "hrs=hours@after_figure; "
        "yd=yards@after_figure; yds=yards@after_figure; mi=miles@after_figure; sec=section@figure|seconds@after_figure;"
        "mins=minutes@after_figure; secs=seconds@after_figure; tsp=teaspoon; tbsp=tablespoon; pkg=package; "
        "qty=quantity; "
        "temp=temperature; avg=average; dist=district@upper; natl=national; dir=director@upper; mgr=manager; "
        "asst=assistant; "
        "mon=Monday@upper&date; tue=Tuesday@upper&date; tues=Tuesday@upper; wed=Wednesday@upper&date; "
        "thu=Thursday@upper; "
        "thurs=Thursday@upper; fri=Friday@upper; sat=Saturday@upper&date; sun=Sunday@upper&date; calif=California; "
        "mass=Massachusetts@upper; "
        "penn=Pennsylvania@upper; conn=Connecticut@upper; wash=Washington@upper; ariz=Arizona; colo=Colorado@upper; "
        "tenn=Tennessee; rt=right@capital; coun=councillor@capital; ald=alderman@capital; tab=table@figure; "
        "wm=William@capital; geo=George@capital; chas=Charles@capital; "
        "jas=James@capital; "
        "thos=Thomas@capital; robt=Robert@capital; benj=Benjamin@capital; "
        "ft.=feet; rev=Revelation@figure|reverend@capital|revised; no=number@figure; s/he=she or he; and/or=and or; "
        "he/she=he or she; "
        "his/her=his or her",
    ),
    undotted=words(
        "mr mrs ms dr vs jr sr st mt prof w/o w/ eg ie n/a and/or s/he he/she his/her tbsp tsp approx "
        "ave blvd rd sq ln ct pkwy etc apt ste rm hwy bldg fig vol"
    ),
    undotted_lower=words("vs w/o w/ n/a and/or s/he he/she his/her tbsp tsp approx etc"),
    never_end=words(
        "mr mrs ms messrs prof rev hon gen col capt lt sgt gov sen rep pres adm cmdr maj pvt cpl brig mt vs v e.g i.e "
        "eg ie "
        "cf viz approx supt fr ven ca deg"
    ),
    end_before_capital=words(
        "etc inc ltd co corp bros jr esq min hr hrs lb lbs oz yd mi secs mins in dept ft al"
    ),
    starters=words(
        "The A An He She It We They You I This That These Those There Then But And Or So In On At To Of For From By "
        "With "
        "As If When While After Before Since Because Although However Now Today Yesterday Tomorrow Here What Why How "
        "Who "
        "Where Which His Her Its Our Their My Your No Not Yes Well Oh Some Many Most All Both Each Every Another Other "
        "One Two Once Only Even Just Still Also Perhaps Maybe Please Let Let's Don't Do Does Did Is Are Was Were Has "
        "Have "
        "Had Can Could Will Would Should May Might Must It's I'm I've I'll I'd He's She's They're We're You're That's "
        "There's Nobody Everyone Everything Nothing Something Someone Later Soon Finally Suddenly Meanwhile Instead "
        "Moreover Nevertheless Therefore Thus During Under Over Between Into About Without Within Through Until"
    ),
    months=_MONTHS,
    month_forms=numbered(
        "jan=january; feb=february; mar=march; apr=april; jun=june; jul=july; aug=august; sep=september; "
        "sept=september; oct=october; nov=november; dec=december"
    , _MONTHS),
    weekdays=_DAYS,
    weekday_forms=numbered(
        "mon=monday; tue=tuesday; tues=tuesday; wed=wednesday; thu=thursday; thur=thursday; thurs=thursday; "
        "fri=friday; sat=saturday; sun=sunday"
    , _DAYS),
    capital_months=True,
    month_first=True,
    month_then_day=True,
    numeric_date="{month} {day} {year}",
    short_date="{month} {day}",
    day_before_month=("the {day}", "of {month}"),
    day_articles=words("the"),
    day="ordinal",
    before_date=words("on by until before after since through"),
    before_time=words("at until till"),
    hour_words=words("o'clock"),
    halves={"A.M": "A.M", "P.M": "P.M"},
    decades=True,
    years_by_hundreds=True,
    before_year=words("in of since by year from until circa around"),
    before_ratio=words("ratio odds scale aspect"),
    phone_words=words("tel phone telephone call fax mobile cell dial number ring text"),
    phone_forms=(r"\d{3}-\d{4}", r"1-\d{3}-\d{3}-\d{4}", r"0\d{2,4} \d{3,4} \d{3,4}"),
    initialisms=INITIALISMS,
    acronyms=ACRONYMS,
    short_words=SHORT_WORDS,
    romans_after=words(
        "chapter part act scene volume book section article title level phase stage type class war bowl appendix grade "
        "episode season rocky olympiad figure table unit item step round mark tier canto vol vols ch chap pt bk fig "
        "hymn "
        "psalm sonnet symphony series corps army division apollo gemini saturn category"
    ),
    rulers=words(
        "henry charles george edward william james richard john elizabeth mary louis philip peter catherine ivan paul "
        "pius "
        "benedict gregory leo francis clement innocent urban napoleon frederick ferdinand alexander nicholas victoria "
        "rameses ramesses philippe xiv king queen pope emperor tsar czar alfonso felipe juan pedro wilhelm emmanuel "
        "darius "
        "julius sixtus mehmed murad selim suleiman otho baldwin amenhotep thutmose seti sergius boniface "
        "adrian hadrian eugene nero olaf magnus eric canute sancho ramon carlos joseph maximilian rudolf theodore "
        "alexios leonid stanislaus sigmund casimir matthias "
        "xerxes ptolemy haakon harald christian gustav leopold albert umberto otto conrad sigismund stephen"
    ),
    centuries=words("century centuries"),
    pronoun_i=True,
    emoji_by_unicode=True,
    loose_romans=True,
    after_roman_one=words(
        "began ended started broke era veteran veterans soldier soldiers fighter battle poet poets of was and had "
        "ruled died became reigned is the in were has"
    ),
    lone_letters_are_words=_is_pronoun,
    directions=pairs("N=north; S=south; E=east; W=west; NE=northeast; NW=northwest; SE=southeast; SW=southwest"),
    street_words=words(
        "st street ave avenue rd road blvd boulevard dr drive ln lane ct court pl place way hwy highway pkwy parkway "
        "ter "
        "terrace sq square cir circle trail"
    ),
    regions=pairs(
        "AL=Alabama; AK=Alaska; AZ=Arizona; AR=Arkansas; CA=California; CO=Colorado; CT=Connecticut; DE=Delaware; "
        "FL=Florida; "
        "GA=Georgia; HI=Hawaii; ID=Idaho; IL=Illinois; IN=Indiana; IA=Iowa; KS=Kansas; KY=Kentucky; LA=Louisiana; "
        "ME=Maine; "
        "MD=Maryland; MA=Massachusetts; MI=Michigan; MN=Minnesota; MS=Mississippi; MO=Missouri; MT=Montana; "
        "NE=Nebraska; "
        "NV=Nevada; NH=New Hampshire; NJ=New Jersey; NM=New Mexico; NY=New York; NC=North Carolina; ND=North Dakota; "
        "OH=Ohio; "
        "OK=Oklahoma; OR=Oregon; PA=Pennsylvania; RI=Rhode Island; SC=South Carolina; SD=South Dakota; TN=Tennessee; "
        "TX=Texas; "
        "UT=Utah; VT=Vermont; VA=Virginia; WA=Washington; WV=West Virginia; WI=Wisconsin; WY=Wyoming; DC=D.C"
    ),
    no_regions=words("AL DE HI ID IN LA MA ME MO MS OH OK OR PA AR CO VA PR MD SD DC ND SC"),
    roads=words("route highway interstate hwy rte flight room exit suite boeing airbus"),
    pairs={
        ("q", "v"): ("Q", "V"),
        ("i", "e"): ("that", "is"),
        ("e", "g"): ("for", "example"),
    },
    sounds=SOUNDS,
    word_rules={**HETERONYMS, "IT": _technology, "am": _half_of_day, "pm": _half_of_day, "a": _a_letter},
    replaced=pairs(
        "24/7=twenty-four seven; 24/7/365=twenty-four seven three sixty-five; "
        "9/11=nine eleven; 50/50=fifty fifty; &c=et cetera; phds=P.H.D's; "
        "20/20=twenty twenty; th'=the; π=pi; "
        "wwi=World War one; wwii=World War two; 49ers=forty-niners"
    ),
)  # fmt: skip

BRITISH = replace(
    AMERICAN,
    tag="en-GB",
    cardinal=_british_cardinal,
    ordinal=_british_ordinal,
    month_first=False,
    numeric_date="the {day} of {month} {year}",
    short_date="the {day} of {month}",
)

LANGUAGES = (AMERICAN, BRITISH)
