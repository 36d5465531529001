# SPDX-License-Identifier: GPL-3.0-or-later
"""German."""

from __future__ import annotations

import re

from studio.engine.text.forms import Clock, Form
from studio.engine.text.language import Language
from studio.engine.text.languages.german_agreement import form_of_number, form_of_rank, gender_of, ruler_by_words
from studio.engine.text.languages.tables import currencies, numbered, ordered, pairs, senses, units, words
from studio.engine.text.numerals import from_library

_PARTS = {2: ("Halb", "Halbe"), 3: ("Drittel", "Drittel"), 7: ("Siebtel", "Siebtel"), 8: ("Achtel", "Achtel")}


def _cardinal(number: int, form: Form) -> str:
    if number == 1 and form.counted:
        return "ein" + (form.ending or ("e" if form.gender == "f" else ""))
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


def _half(whole: int, noun: str, gender: str) -> tuple[str, str] | None:
    """ "ein halbes Jahr", "zweieinhalb Jahre"."""
    if whole:
        return _cardinal(whole, Form(counted=True)), "einhalb"
    if not noun[:1].isupper():
        return None
    said = {"f": "eine halbe", "n": "ein halbes", "m": "ein halber"}
    return "", said["f" if gender == "f" else gender_of(noun)]


def _time(clock: Clock) -> str:
    said = f"{_cardinal(clock.hours, Form('m', counted=True))} Uhr"
    if clock.seconds is not None:
        minutes, seconds = ("eine" if n == 1 else from_library(n, "de") for n in (clock.minutes, clock.seconds))
        named = "Minute" if clock.minutes == 1 else "Minuten", "Sekunde" if clock.seconds == 1 else "Sekunden"
        return f"{said} {minutes} {named[0]} {seconds} {named[1]}"
    if clock.minutes:
        said += f" {from_library(clock.minutes, 'de')}"
    return said


def _ruler(number: int, feminine: bool) -> str:
    return f"{'die' if feminine else 'der'} {from_library(number, 'de', 'ordinal').capitalize()}"


def _decade(written: str) -> str | None:
    match = re.fullmatch(r"(\d\d|1[1-9]\d\d|20\d\d)(ern?)", written)
    return from_library(int(match[1]), "de", "year") + match[2] if match else None


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
    half=_half,
    ruler_by_words=ruler_by_words,
    decimals=_decimals,
    time=_time,
    ruler=_ruler,
    century=_century,
    form_of_rank=form_of_rank,
    form_of_number=form_of_number,
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
        "am der die das dem den des im zum vom beim zur jeder jede jedes seinen ihren ein eine einen einem einer "
        "kein "
        "mein sein seine seinem seiner ihr ihre unser diese dieser dieses diesem diesen jedem jeden "
        "jene jener jenem jenen "
        "welche welcher welches beide beiden"
    ),
    after_rank=words(
        "Weltkrieg Weihnachtsfeiertag Feiertag Advent Halbjahr Quartal Spieltag Minute Etage Stock Obergeschoss "
        "Auflage Aufl Hälfte Halbzeit Rang Gang Jahrhundert Klasse Platz Kapitel Bundesliga Jh"
    ),
    never_end=words(
        "aufl pck msp frl fa fam lt med phil jur az abl hrsg bzgl einschl entspr gem insb insbes jew kath rd spez "
        "tgl verst "
        "wg gegr "
        "gez anm rn rz tab ziff hrn dipl.-kfm dipl.-kffr gebr stellv stv versch anz abt "
        "dr prof hr fr z.b d.h u.a bzw ca ggf inkl exkl vgl sog evtl vs hl nr abs st dipl ing dipl.-ing geb gest "
        "zzgl "
        "abzgl "
        "allg bes v.chr n.chr i.d.r m.e zw mind max min"
    ),
    end_before_capital=words("usw etc usf u.s.w"),
    currency_words=words("euro dollar franken pfund yen cent"),
    undotted=words("dr tel und/oder"),
    starters=words(
        "Der Die Das Ein Eine Er Sie Es Wir Ich Ihr Du Und Aber Doch Dann Da Dort Hier Heute Gestern Morgen "
        "Jetzt Nun "
        "Als Wenn Weil Was Wer Wie Wo Warum Nach Vor Mit In Im Am An Auf Zu Zum Bei Für Von Vom So Auch Nur Dieser "
        "Diese Dieses Man Nicht Kein Keine Seine Ihre Mein Meine Danach Später Schließlich Ja Nein"
    ),
    acronyms=words(
        "RAM PIN SIM LASER UFO APO NATO NASA UNO AIDS PISA DAX IKEA FIFA UEFA UNESCO UNICEF OPEC BAföG"
    ),
    initialisms=words(
        "BASF RWE DHL EStG UStG StPO ZPO HGB "
        "ARD ZDF CDU CSU SPD FDP AfD USA EU UN DDR BRD ADAC AOK IBM BMW VW DB DFB IG TÜV PC TV CD DVD UKW EDV "
        "EKG BGB "
        "StGB KI IT GmbH AG KG e.V"
    ),
    short_words=words(
        "ab am an da du er es ich im in ist ja je nie nur ob oh so um und uns von vor war was weg wer wie wir wo zu "
        "zum zur "
        "alt arm art auf aus bad bei bin bis der das dem den des die dir dich ein eis end fast fein frei gar "
        "gast geh "
        "gib "
        "gut hat hier hin hof hut ihm ihn ihr ins kam kein klar kuh mal man mehr mein mir mit mut nach nah neu nein "
        "neun "
        "not nun nuss ohr ort rad rat rot ruf ruhe sag see sehr sei sein sie tag tal tat tee tief tod ton tor "
        "tot tun "
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
        "km=Kilometer; l/100 km=Liter auf einhundert Kilometer; l/100km=Liter auf einhundert Kilometer; "
        "kWh/100 km=Kilowattstunde auf einhundert Kilometer/Kilowattstunden auf einhundert Kilometer/f; "
        "Nm=Newtonmeter; N=Newton; kN=Kilonewton; gr=Gramm; Pfd=Pfund; mbar=Millibar; lx=Lux; Mbit=Megabit; "
        "mph=Meile pro Stunde/Meilen pro Stunde/f; ppm=ppm; MP=Megapixel; "
        "mAh=Milliamperestunde/Milliamperestunden/f; "
        "Wo.=Woche/Wochen/f; cm=Zentimeter; mm=Millimeter; m=Meter; kg=Kilogramm; g=Gramm; mg=Milligramm; l=Liter; "
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
        "@number:anm=Anmerkung; rn=Randnummer; rz=Randziffer; tab=Tabelle; ziff=Ziffer; pos=Position; "
        "fn=Fußnote; lfg=Lieferung; jg=Jahrgang; nrn=Nummern; km=Kilometer; nr=Nummer; bd=Band; abs=Absatz; "
        "art=Artikel; s=Seite@upper&number|siehe@lower; "
        "ff=folgende@after_figure; f=folgende@after_figure&lower; kap=Kapitel; abb=Abbildung",
        "@capital:frl=Fräulein; fa=Firma; fam=Familie; gen=General; hptm=Hauptmann; rev=Reverend; "
        "hrn=Herrn; dt=Deutsche; hr=Herr; fr=Frau; dipl=Diplom; ing=Ingenieur; st=Sankt; hl=heilige",
        "vsl=voraussichtlich; gestr=gestrichen; geh=gehäuft; c/o=bei; "
        "aufl=Auflage; pck=Päckchen; msp=Messerspitze; pkt=Punkte@after_figure; lt=laut; med=med; phil=phil; "
        "jur=jur; "
        "ev=eventuell; mfg=mit freundlichen Grüßen; az=Aktenzeichen; "
        "abl=Amtsblatt; hrsg=Herausgeber; bzgl=bezüglich; einschl=einschließlich; entspr=entsprechend; gem=gemäß; "
        "insb=insbesondere; insbes=insbesondere; jew=jeweils; kath=katholisch; rd=rund; spez=speziell; tgl=täglich; "
        "verst=verstorben; wg=wegen; whg=Wohnung; gegr=gegründet; ugs=umgangssprachlich; "
        "tel.-nr=Telefonnummer; bhf=Bahnhof; bez=Bezirk; dipl.-kfm=Diplomkaufmann; dipl.-kffr=Diplomkauffrau; "
        "ges=Gesellschaft; mitgl=Mitglied; abt=Abteilung; anz=Anzahl; bsp=Beispiel; gebr=Gebrüder; "
        "jhd=Jahrhundert; jhdt=Jahrhundert; stv=stellvertretend; "
        "stellv=stellvertretend; "
        "tägl=täglich; versch=verschiedene; vorm=vormals; wiss=wissenschaftlich; zus=zusammen; zzt=zurzeit; "
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
        "±=plus minus; ≤=kleiner oder gleich; ≥=größer oder gleich; ≠=ungleich; ≈=ungefähr; √=Wurzel aus; "
        "§=Paragraf; "
        "№=Nummer; %=Prozent; °=Grad; ‰=Promille"
    ),
    operators=pairs(
        ":=geteilt durch; +=plus; ±=plus minus; ×=mal; ÷=geteilt durch; ==gleich; <=kleiner als; >=größer als; "
        "≤=kleiner oder gleich; ≥=größer oder gleich; ≠=ungleich; ≈=ungefähr; √=Wurzel aus; →=nach; ←=von; "
        "∞=unendlich; §=Paragraf; №=Nummer; %=Prozent; ‰=Promille; °=Grad; ^=hoch"
    ),
    rulers=words(
        "adolf albert alexander benedikt christian clemens eduard elisabeth ferdinand franz friedrich georg "
        "gregor gustav heinrich innozenz johannes josef joseph kaiser karl katharina könig königin leo leopold "
        "louis ludwig maria maximilian napoleon nikolaus otto papst paul peter philipp pius richard rudolf "
        "wilhelm zar"
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
        ("i", "a"): ("im", "Auftrag"),
        ("i", "v"): ("in", "Vertretung"),
        ("d", "i"): ("das", "ist"),
        ("d", "dt"): ("der", "Deutschen"),
        ("d", "j"): ("des", "Jahres"),
        ("a", "rh"): ("am", "Rhein"),
        ("a", "d", "r"): ("außer", "der", "Reihe"),
        ("o", "g"): ("oben", "genannte"),
        ("o", "j"): ("ohne", "Jahr"),
        ("u", "zwar"): ("und", "zwar"),
        ("ü", "nn"): ("über", "Normalnull"),
        ("n", "br"): ("nördlicher", "Breite"),
        ("s", "br"): ("südlicher", "Breite"),
        ("ö", "l"): ("östlicher", "Länge"),
        ("w", "l"): ("westlicher", "Länge"),
        ("u", "ä"): ("und", "Ähnliches"),
        ("u", "v", "m"): ("und", "vieles", "mehr"),
        ("u", "v", "a"): ("und", "viele", "andere"),
        ("u", "dgl"): ("und", "dergleichen"),
        ("u", "ff"): ("und", "folgende"),
        ("k", "a"): ("keine", "Angabe"),
        ("m", "w"): ("meines", "Wissens"),
        ("v", "l"): ("von", "links"),
        ("v", "r"): ("von", "rechts"),
        ("z", "hd"): ("zu", "Händen"),
        ("z", "h"): ("zu", "Händen"),
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
        "mär=märz; "
        "jan=januar; feb=februar; apr=april; aug=august; sep=september; sept=september; okt=oktober; nov=november; "
        "dez=dezember"
    , _MONTHS),
    decimal=",",
    point="Komma",
    percent="Prozent",
    minus="minus",
    to="bis",
    cents_named=False,
    before_month=words("seit ab bis von im"),
    born=("geboren", "geboren am", "geboren"),
    died=("gestorben", "gestorben am", "gestorben"),
    lone_units=words("EL TL km² m² m³ km kg cm mm km/h kWh"),
    million_of="",
)  # fmt: skip

LANGUAGES = (GERMAN,)
