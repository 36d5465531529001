# SPDX-License-Identifier: GPL-3.0-or-later
"""German."""

from __future__ import annotations

import re

from studio.engine.text.language import Clock, Form, Language
from studio.engine.text.languages.tables import currencies, numbered, ordered, pairs, senses, units, words
from studio.engine.text.neighbours import Neighbours
from studio.engine.text.numerals import from_library

_WEAK = words(
    "am dem den des im zum vom beim ab seit bis einem einen eines dieser diesem diesen jeden jedem keinem keinen "
    "seinem "
    "seinen ihrem ihren meinem meinen unserem unseren zur ins"
)
_STRONG_E = words("der die das eine diese dieses jede jeder jedes seine ihre meine unsere keine welche")
_FEMININE = re.compile(r".+(?:e|ung|heit|keit|schaft|ion|tät)|Person|Million|Milliarde|Frau|Stadt|Nacht|Woche")
_MASCULINE = words("Name Junge Kunde Kollege Ende Auge Gebäude Käse Gedanke Glaube Wille Interesse")
_PARTS = {2: ("Halb", "Halbe"), 3: ("Drittel", "Drittel"), 7: ("Siebtel", "Siebtel"), 8: ("Achtel", "Achtel")}


def _cardinal(number: int, form: Form) -> str:
    if number == 1 and form.counted:
        return "eine" if form.gender == "f" else "ein"
    return re.sub(r"eins (Milli)", r"eine \1", from_library(number, "de")).replace("einstausend", "eintausend")


def _ordinal(number: int, form: Form) -> str:
    return from_library(number, "de", "ordinal") + form.ending


def _year(number: int) -> str:
    return from_library(number, "de", "year") if 1100 <= number < 2000 else from_library(number, "de")


def _decimals(figures: str) -> str:
    return " ".join(from_library(int(figure), "de") for figure in figures)


def _fraction(numerator: int, denominator: int) -> str:
    if denominator == 2:
        return "ein halb" if numerator == 1 else f"{from_library(numerator, 'de')} Halbe"
    if denominator in _PARTS:
        part = _PARTS[denominator][0]
    else:
        part = from_library(denominator, "de").capitalize() + ("tel" if denominator < 20 else "stel")
    return f"{_cardinal(numerator, Form(counted=True))} {part}"


def _time(clock: Clock) -> str:
    said = f"{_cardinal(clock.hours, Form('m', counted=True))} Uhr"
    if clock.minutes or clock.seconds:
        said += f" {from_library(clock.minutes, 'de')}"
    if clock.seconds is not None:
        said += f" {from_library(clock.seconds, 'de')}"
    return said


def _ruler(number: int, feminine: bool) -> str:
    return f"{'die' if feminine else 'der'} {from_library(number, 'de', 'ordinal').capitalize()}"


def _form_of_rank(neighbours: Neighbours) -> Form:
    """A rank's ending by the word before it: "der erste", "am ersten", "erster"."""
    before = neighbours.before.lower()
    if before in ("und", "oder", "bis") and neighbours.at(-2).rstrip(".").isdecimal():
        before = neighbours.at(-3).lower()
    if before.endswith("tag") and neighbours.at(-2).lower() in _WEAK:
        before = neighbours.at(-2).lower()
    return Form(ending="n" if before in _WEAK else "" if before in _STRONG_E else "r")


def _form_of_number(number: int, neighbours: Neighbours) -> Form | None:
    noun = neighbours.following
    if number != 1 or not noun[:1].isupper() or not noun.isalpha():
        return None
    feminine = bool(_FEMININE.fullmatch(noun)) and noun not in _MASCULINE and noun != "Uhr"
    return Form("f" if feminine else "m", counted=True)


def _decade(written: str) -> str | None:
    match = re.fullmatch(r"(\d\d|1[1-9]\d\d|20\d\d)er", written)
    return from_library(int(match[1]), "de", "year") + "er" if match else None


def _century(number: int, behind: bool) -> str:
    return from_library(number, "de", "ordinal") + "n"


_MONTHS = ordered("januar februar märz april mai juni juli august september oktober november dezember")
_DAYS = ordered("montag dienstag mittwoch donnerstag freitag samstag sonntag")


GERMAN = Language(
    tag="de",
    cardinal=_cardinal,
    ordinal=_ordinal,
    year=_year,
    year_end=lambda number: from_library(number, "de"),
    fraction=_fraction,
    decimals=_decimals,
    time=_time,
    ruler=_ruler,
    century=_century,
    form_of_rank=_form_of_rank,
    form_of_number=_form_of_number,
    decade_of=_decade,
    groups=".",
    abbreviated_endings={"str": "straße", "Str": "Straße"},
    replaced=pairs("mwst=Mehrwertsteuer; ust=Umsatzsteuer; und/oder=und oder; §§=Paragrafen"),
    dotted_ordinals=True,
    ordinal_marks={f"{stem}{ending}": Form(ending=ending) for stem in ("te", "ste") for ending in ("", "r", "n", "s")},
    scales=pairs(
        "tausend=tausend; million=Million; millionen=Millionen; milliarde=Milliarde; milliarden=Milliarden; "
        "mio.=Millionen; mrd.=Milliarden; mio=Millionen; mrd=Milliarden"
    ),
    and_half="und",
    by="mal",
    score_to="zu",
    ratio_to="zu",
    squared="Quadrat",
    cubed="hoch drei",
    per="pro",
    square="Quadrat{}",
    cubic="Kubik{}",
    power="hoch {number}",
    over="durch",
    hashtag="Hashtag",
    number_sign="Nummer",
    version="Version",
    version_dot="Punkt",
    colon="Doppelpunkt",
    sharp="Sharp",
    quarter="{rank} Quartal",
    month_then_day=False,
    capital_months=True,
    weekdays=_DAYS,
    weekday_forms=numbered(
        "mo=montag; di=dienstag; mi=mittwoch; do=donnerstag; fr=freitag; sa=samstag; so=sonntag"
    , _DAYS),
    numeric_date="{day} {month} {year}",
    day="ordinal",
    before_date=words("am vom zum bis ab dem den"),
    hour_words=words("Uhr"),
    hour_apart="Uhr",
    hour_mark=".",
    years_by_hundreds=True,
    before_rank=words(
        "am der die das dem den des im zum vom beim zur jeder jede jedes seinen ihren ein eine einen einem einer kein "
        "mein sein seine seinem seiner ihr ihre unser"
    ),
    after_rank=words("Weltkrieg Jahrhundert Klasse Platz Stock Kapitel Bundesliga Jh"),
    never_end=words(
        "dr prof hr fr z.b d.h u.a bzw ca ggf inkl exkl vgl sog evtl vs hl nr abs st dipl ing dipl.-ing geb gest zzgl "
        "abzgl "
        "allg bes v.chr n.chr i.d.r m.e zw mind max min"
    ),
    end_before_capital=words("usw etc usf u.s.w"),
    currency_words=words("euro dollar franken pfund yen cent"),
    undotted=words("dr und/oder"),
    starters=words(
        "Der Die Das Ein Eine Er Sie Es Wir Ich Ihr Du Und Aber Doch Dann Da Dort Hier Heute Gestern Morgen Jetzt Nun "
        "Als Wenn Weil Was Wer Wie Wo Warum Nach Vor Mit In Im Am An Auf Zu Zum Bei Für Von Vom So Auch Nur Dieser "
        "Diese Dieses Man Nicht Kein Keine Seine Ihre Mein Meine Danach Später Schließlich Ja Nein"
    ),
    acronyms=words("NATO NASA UNO AIDS PISA DAX IKEA FIFA UEFA UNESCO UNICEF OPEC BAföG"),
    initialisms=words(
        "ARD ZDF CDU CSU SPD FDP AfD USA EU UN DDR BRD ADAC AOK IBM BMW VW DB DFB IG TÜV PC TV CD DVD UKW EDV EKG BGB "
        "StGB KI IT GmbH AG KG e.V"
    ),
    short_words=words(
        "ab am an da du er es ich im in ist ja je nie nur ob oh so um und uns von vor war was weg wer wie wir wo zu "
        "zum zur "
        "alt arm art auf aus bad bei bin bis der das dem den des die dir dich ein eis end fast fein frei gar gast geh "
        "gib "
        "gut hat hier hin hof hut ihm ihn ihr ins kam kein klar kuh mal man mehr mein mir mit mut nach nah neu nein "
        "neun "
        "not nun nuss ohr ort rad rat rot ruf ruhe sag see sehr sei sein sie tag tal tat tee tief tod ton tor tot tun "
        "tür "
        "uhr viel voll wald weil weit welt wen wohl zeh zehn zug zwei alle also auch auge bald berg bild blau blut "
        "boden "
        "brot buch doch dorf drei drin dort dumm eben eile eine erst euch euer fall fest feuer form frau früh fünf "
        "ganz geld "
        "gern glas gold gott grau groß grün halb halt hand haus haut heer heim herr herz heute hilf hoch hund idee "
        "jahr jede "
        "jetzt jung kalt kind kopf kurz land lang laut lebe leer leid lied links los luft lust macht mann meer mond "
        "mund "
        "nacht name nase nicht noch oben ohne oder post raum recht reich rein ring rund sach satz schon spät stadt "
        "stark stop "
        "still stop tier tisch über unten vier wahr wand warm warum wein weiß wenn wert wild wind wort zeit ziel"
    ),
    vowels="aeiouyäöü",
    lone_letters_are_words=lambda letter, neighbours: False,
    units=units(
        "km=Kilometer; cm=Zentimeter; mm=Millimeter; m=Meter; kg=Kilogramm; g=Gramm; mg=Milligramm; l=Liter; "
        "L=Liter; ml=Milliliter; cl=Zentiliter; km/h=Kilometer pro Stunde; °C=Grad Celsius; °=Grad; Hz=Hertz; "
        "MHz=Megahertz; GHz=Gigahertz; GB=Gigabyte; MB=Megabyte; TB=Terabyte; h=Stunde/Stunden/f; "
        "min=Minute/Minuten/f; s=Sekunde/Sekunden/f; Std=Stunde/Stunden/f; kW=Kilowatt; "
        "kWh=Kilowattstunde/Kilowattstunden/f; W=Watt; V=Volt; dB=Dezibel; m²=Quadratmeter; qm=Quadratmeter; "
        "km²=Quadratkilometer; t=Tonne/Tonnen/f; ha=Hektar; PS=PS; m³=Kubikmeter; Mio=Million/Millionen/f; "
        "Mrd=Milliarde/Milliarden/f; "
        "µg=Mikrogramm; µm=Mikrometer; nm=Nanometer; dm=Dezimeter; mm²=Quadratmillimeter; cm²=Quadratzentimeter; "
        "cm³=Kubikzentimeter; dl=Deziliter; hl=Hektoliter; kHz=Kilohertz; MW=Megawatt; GW=Gigawatt; kV=Kilovolt; "
        "mA=Milliampere; A=Ampere; Wh=Wattstunde/Wattstunden/f; kJ=Kilojoule; kcal=Kilokalorie/Kilokalorien/f; "
        "hPa=Hektopascal; bar=Bar; Mbit/s=Megabit pro Sekunde; m/s=Meter pro Sekunde; "
        "ms=Millisekunde/Millisekunden/f; KB=Kilobyte; kB=Kilobyte; Min=Minute/Minuten/f; Min.=Minute/Minuten/f; "
        "Std.=Stunde/Stunden/f; Sek=Sekunde/Sekunden/f; Sek.=Sekunde/Sekunden/f; EL=Esslöffel; TL=Teelöffel; "
        "°F=Grad Fahrenheit; U/min=Umdrehungen pro Minute; Ω=Ohm; Stk=Stück; Stk.=Stück; Pkt.=Punkt/Punkte; "
        "Ltr=Liter"
    ),
    currencies=currencies(
        "$=Dollar/Dollar/Cent/Cent; £=Pfund/Pfund/Penny/Pence; €=Euro/Euro/Cent/Cent; ¥=Yen/Yen/Sen/Sen; "
        "₹=Rupie/Rupien/Paisa/Paisa/f; R$=Real/Real/Centavo/Centavos; "
        "₩=Won/Won//; ₽=Rubel/Rubel/Kopeke/Kopeken; CHF=Schweizer Franken/Schweizer Franken/Rappen/Rappen; "
        "Fr.=Franken/Franken/Rappen/Rappen; US$=Dollar/Dollar/Cent/Cent; ₺=Lira/Lira//; zł=Zloty/Zloty//; "
        "kr=Krone/Kronen///f"
    ),
    codes=pairs("EUR=€; USD=$; GBP=£; JPY=¥; INR=₹; BRL=R$"),
    abbreviations=senses(
        "@number:nr=Nummer; bd=Band; abs=Absatz; art=Artikel; s=Seite@upper&number|siehe@lower; "
        "ff=folgende@after_figure; f=folgende@after_figure&lower; kap=Kapitel; abb=Abbildung",
        "@capital:hr=Herr; fr=Frau; dipl=Diplom; ing=Ingenieur; st=Sankt; hl=heilige",
        "dipl.-ing=Diplom-Ingenieur; dr=Doktor; prof=Professor; z.b=zum Beispiel; d.h=das heißt; u.a=unter anderem; "
        "usw=und so weiter; "
        "bzw=beziehungsweise; ca=circa; etc=et cetera; evtl=eventuell; ggf=gegebenenfalls; inkl=inklusive; "
        "exkl=exklusive; max=maximal; min=mindestens; str=Straße; tel=Telefon; vgl=vergleiche; jh=Jahrhundert; "
        "geb=geboren; gest=gestorben; mio=Millionen; mrd=Milliarden; usf=und so fort; u.u=unter Umständen; "
        "zzgl=zuzüglich; abzgl=abzüglich; allg=allgemein; bes=besonders; std=Stunden; hbf=Hauptbahnhof; "
        "pl=Platz; v.chr=vor Christus; n.chr=nach Christus; o.ä=oder Ähnliches; u.s.w=und so weiter; "
        "i.d.r=in der Regel; m.e=meines Erachtens; sog=sogenannte; urspr=ursprünglich; vs=gegen; co=Co; "
        "jr=junior; sr=senior; zw=zwischen; gmbh=GmbH; mind=mindestens; verh=verheiratet",
    ),
    signs=pairs(
        "&=und; +=plus; ==gleich; @=ätt; #=Nummer; ×=mal; ÷=geteilt durch; <=kleiner als; >=größer als; "
        "~=ungefähr; §=Paragraf; "
        "±=plus minus; ≤=kleiner oder gleich; ≥=größer oder gleich; ≠=ungleich; ≈=ungefähr; √=Wurzel aus; §=Paragraf; "
        "№=Nummer; %=Prozent; °=Grad; ‰=Promille"
    ),
    operators=pairs(
        "+=plus; ±=plus minus; ×=mal; ÷=geteilt durch; ==gleich; <=kleiner als; >=größer als; "
        "≤=kleiner oder gleich; ≥=größer oder gleich; ≠=ungleich; ≈=ungefähr; √=Wurzel aus; →=nach; ←=von; "
        "∞=unendlich; §=Paragraf; №=Nummer; %=Prozent; ‰=Promille; °=Grad; ^=hoch"
    ),
    rulers=words(
        "adolf albert alexander benedikt christian clemens eduard elisabeth ferdinand franz friedrich georg "
        "gregor gustav heinrich innozenz johannes josef joseph kaiser karl katharina könig königin leo leopold "
        "ludwig maria maximilian napoleon nikolaus otto papst paul peter philipp pius richard rudolf wilhelm zar"
    ),
    female=words(
        "christina elisabeth katharina königin margarethe maria"
    ),
    romans_after=words(
        "kap bd abschnitt akt artikel band buch kapitel klasse phase stufe szene teil titel typ weltkrieg"
    ),
    centuries=words(
        "jahrhundert jh"
    ),
    phone_words=words(
        "fax handy mobil nummer rufen tel telefon telefonnummer"
    ),
    dot="Punkt",
    at="ätt",
    slash="Schrägstrich",
    underscore="Unterstrich",
    hyphen="Bindestrich",
    pairs={
        ("z", "b"): ("zum", "Beispiel"),
        ("d", "h"): ("das", "heißt"),
        ("u", "a"): ("unter", "anderem"),
        ("v", "chr"): ("vor", "Christus"),
        ("n", "chr"): ("nach", "Christus"),
        ("i", "d", "r"): ("in", "der", "Regel"),
        ("u", "s", "w"): ("und", "so", "weiter"),
        ("m", "e"): ("meines", "Erachtens"),
        ("u", "u"): ("unter", "Umständen"),
        ("z", "t"): ("zum", "Teil"),
        ("z", "zt"): ("zur", "Zeit"),
        ("v", "a"): ("vor", "allem"),
        ("s", "a"): ("siehe", "auch"),
        ("e", "v"): ("E", "V"),
        ("a", "d"): ("an", "der"),
        ("a", "m"): ("am", "Main"),
        ("s", "o"): ("siehe", "oben"),
        ("s", "u"): ("siehe", "unten"),
        ("o", "ä"): ("oder", "Ähnliches"),
    },
    months=_MONTHS,
    month_forms=numbered(
        "jan=januar; feb=februar; apr=april; aug=august; sep=september; sept=september; okt=oktober; nov=november; "
        "dez=dezember"
    , _MONTHS),
    decimal=",",
    point="Komma",
    percent="Prozent",
    minus="minus",
    to="bis",
    and_cents="und",
    million_of="",
)  # fmt: skip

LANGUAGES = (GERMAN,)
