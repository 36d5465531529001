# SPDX-License-Identifier: GPL-3.0-or-later
"""Italian."""

from __future__ import annotations

import re

from studio.engine.text.forms import ALONE, Clock, Form
from studio.engine.text.language import Language
from studio.engine.text.languages.tables import currencies, numbered, ordered, pairs, senses, units, words
from studio.engine.text.neighbours import Neighbours
from studio.engine.text.numerals import from_library

_FEMININE_ENDINGS = ("a", "zione", "sione", "tà")
_NOT_COUNTED = words("per con cento")
_FEMININE = words("notte parte mano classe madre chiave luce voce mente pelle moglie fine legge nave valle rete")
_NOT_FEMININE = words("problema programma giorno")


def _cardinal(number: int, form: Form) -> str:
    if number == 1 and form.counted:
        return "una" if form.gender == "f" else "un"
    return in_words(number)


def in_words(number: int) -> str:
    """A cardinal; the library drops vowels that stay ("settecentodiciotto") and accents."""
    said = _joined(number)
    return said[:-1] + "é" if said.endswith("tre") and number != 3 else said


def _joined(number: int) -> str:
    if number == 0:
        return "zero"
    for size, one, many in _SCALES:
        if number >= size:
            count, rest = divmod(number, size)
            if size == 1000:
                return (one if count == 1 else _below_thousand(count) + many) + _below_thousand(rest)
            head = one if count == 1 else in_words(count) + many
            return f"{head} {'e ' if 0 < rest < 100 else ''}{_joined(rest) if rest else ''}".strip()
    return _below_thousand(number)


_SCALES = (
    (10**15, "un biliardo", " biliardi"), (10**12, "un bilione", " bilioni"), (10**9, "un miliardo", " miliardi"),
    (10**6, "un milione", " milioni"), (1000, "mille", "mila"),
)  # fmt: skip
_SMALL = ordered(
    "- uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove"
)
_TENS = ordered("- - venti trenta quaranta cinquanta sessanta settanta ottanta novanta")


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    head = "" if not hundreds else "cento" if hundreds == 1 else _SMALL[hundreds] + "cento"
    if not rest:
        return head
    if rest < 20:
        tail = _SMALL[rest]
    else:
        tens, units_ = divmod(rest, 10)
        tail = _TENS[tens]
        if units_:
            tail = (tail[:-1] if units_ in (1, 8) else tail) + _SMALL[units_]
    if head and tail.startswith("ottant"):
        head = head[:-1]
    return head + tail


def _ordinal(number: int, form: Form) -> str:
    said = from_library(number, "it", "ordinal")
    return re.sub(r"o\b", "a", said) if form.gender == "f" else said


def _year(number: int) -> str:
    return in_words(number)


def _decimals(figures: str) -> str:
    if figures.startswith("0") or len(figures) > 2:
        return " ".join(in_words(int(figure)) for figure in figures)
    return in_words(int(figures))


def _fraction(numerator: int, denominator: int) -> str:
    part = "mezzo" if denominator == 2 else from_library(denominator, "it", "ordinal")
    if numerator == 1:
        return f"un {part}"
    return f"{in_words(numerator)} {part[:-1]}i"


def _time(clock: Clock) -> str:
    said = in_words(clock.hours) if clock.hours != 1 else "una"
    if clock.seconds is not None:
        minutes = "un minuto" if clock.minutes == 1 else f"{in_words(clock.minutes)} minuti"
        seconds = "un secondo" if clock.seconds == 1 else f"{in_words(clock.seconds)} secondi"
        return f"{said} {'ora' if clock.hours == 1 else 'ore'} {minutes} e {seconds}"
    if clock.minutes:
        said += f" e {'zero ' if clock.minutes < 10 else ''}{in_words(clock.minutes)}"
    return said


def _ruler(number: int, feminine: bool) -> str:
    return _ordinal(number, Form("f" if feminine else "m"))


def _century(number: int, behind: bool) -> str:
    return from_library(number, "it", "ordinal")


def _half(whole: int, noun: str, gender: str) -> tuple[str, str] | None:
    """ "mezzo litro", "mezza tazza", "due e mezzo"."""
    if not noun[:1].islower() or len(noun) < 3:
        return None
    endings = (*_FEMININE_ENDINGS, "e") if whole else _FEMININE_ENDINGS
    feminine = gender == "f" or (not gender and (noun in _FEMININE or noun.endswith(endings)))
    half = "mezza" if feminine and noun not in _NOT_FEMININE else "mezzo"
    return (_cardinal(whole, Form("f" if half == "mezza" else "m", counted=True)), f"e {half}") if whole else ("", half)


def _half_behind(whole: int, noun: str, gender: str) -> tuple[str, str] | None:
    """ "due tazze e mezza", "un litro e mezzo"."""
    said = _half(whole, noun or "metro", gender)
    if said is None or noun in _NOT_COUNTED:
        return None
    noun, blank, rest = noun.partition(" ")
    if whole == 1:
        noun = _singular(noun)
    number = said[0] if noun else _cardinal(whole, ALONE)
    return number, f"{noun} {said[1]}{blank}{rest}".strip()


def _singular(noun: str) -> str:
    if noun == "mesi":
        return "mese"
    return noun[:-1] + {"e": "a", "i": "o"}.get(noun[-1:], noun[-1:])


def _form_of_number(number: int, neighbours: Neighbours) -> Form | None:
    noun = neighbours.following
    if number != 1 or not noun[:1].islower() or len(noun) < 3 or noun in _NOT_COUNTED:
        return None
    feminine = noun in _FEMININE or (noun.endswith(_FEMININE_ENDINGS) and noun not in _NOT_FEMININE)
    return Form("f" if feminine else "m", counted=True)


# What is counted in parts.
_PARTED = words(
    "tazza bicchiere ora litro chilo cucchiaio cucchiaino bustina bottiglia metro pagina cipolla limone "
    "pollice grammo chilometro miglio litri"
)


def _part_of(noun: str) -> str:
    if noun.partition(" ")[0] not in _PARTED:
        return ""
    return f"d'{noun}" if noun[0] in "aeiou" else f"di {noun}"


_MONTHS = ordered("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre")
_DAYS = ordered("lunedì martedì mercoledì giovedì venerdì sabato domenica")


ITALIAN = Language(
    tag="it",
    cardinal=_cardinal,
    ordinal=_ordinal,
    year=_year,
    year_end=in_words,
    fraction=_fraction,
    half=_half,
    decimals=_decimals,
    time=_time,
    ruler=_ruler,
    century=_century,
    form_of_number=_form_of_number,
    groups=".",
    before_degree=words("a fino da"),
    ordinal_marks={"º": Form("m"), "ª": Form("f"), "°": Form("m"), "o": Form("m"), "a": Form("f")},
    scales=pairs(
        "mila=mila; milione=milione; milioni=milioni; miliardo=miliardo; miliardi=miliardi; mln=milioni; mld=miliardi"
    ),
    scale_letters={"M": ("milione", "milioni")},
    and_half="e",
    half_behind=_half_behind,
    lone_units=words("km² m² m³ km kg cm mm km/h kWh"),
    part_of=_part_of,
    day_to=words("al all"),
    before_month=words("dal dall da nel fino"),
    born=("nato nel", "nato il", "nato"),
    died=("morto nel", "morto il", "morto"),
    by="per",
    score_to="a",
    ratio_to="a",
    per="al",
    plus="più",
    squared="al quadrato",
    cubed="al cubo",
    square="{} quadrato|{} quadrati",
    cubic="{} cubo|{} cubi",
    power="elevato alla {number}",
    over="fratto",
    colon="due punti",
    number_sign="numero",
    version="versione",
    version_dot="punto",
    quarter="{rank} trimestre",
    weekdays=_DAYS,
    weekday_forms=numbered("lun=lunedì; mer=mercoledì; gio=giovedì; ven=venerdì; sab=sabato; dom=domenica", _DAYS),
    numeric_date="{day} {month} {year}",
    day="first",
    before_date=words("il dal al del dall"),
    before_time=words("alle ore dalle orario orari"),
    hour_mark=".h",
    hour_gender="f",
    ordinal_events=words("guerra repubblica internazionale edizione conferenza assemblea legislatura giornata"),
    masculine_events=words("congresso concilio festival settembre municipio premio convegno reich impero millennio"),
    never_end=words(
        "cfr lett co tab p.tta l.go sta sto ss spett spett.le gent.mo egr.i ill.mo d.lgs d.l d.ssa km art artt all "
        "sig sig.ra sig.na dott dott.ssa dr prof prof.ssa avv ing arch geom on s p.es es mons gent.ma egr pag pagg n "
        "art cap vs ca v.le c.so p.za p.zza f.lli"
    ),
    end_before_capital=words("ecc"),
    currency_words=words("euro dollari dollaro lire sterline franchi yen"),
    undotted=words("e/o dr n° nº km"),
    undotted_lower=words("n° nº e/o km"),
    starters=words(
        "È Sono Ha Hanno Era Il Lo La I Gli Le L Un Una Uno Egli Lui Lei Loro Io Tu Noi Voi Ma E O Se Quando Dove "
        "Come Che Chi Cosa "
        "Perché Per In Di Del Della A Al Alla Con Senza Da Dal Poi Dopo Prima Ora Oggi Ieri Domani Qui Questo Questa "
        "Quello Quella Suo Sua Mio Mia Non Sì No Anche Più Tutto Tutti Si"
    ),
    acronyms=words(
        "RAI TAR PIL IRPEF IMU ANSA CONI ENI ENEA SIAE NATO ONU UNESCO FIAT FIFA UEFA NASA IVA AIDS ISTAT "
        "INPS INAIL"
    ),
    initialisms=words("CGIL CISL UIL USA UE TV CD DVD PC DC PD PCI PSI BMW IBM"),
    short_words=words(
        "a ai al alla con da dal dei del di dio dove due e è ed era fa fu fra già gli ha ho i il in io la là le lei "
        "li lo lui ma mai me mi mio "
        "ne nel nella no noi non o oggi ora per più poi qua qui re sa se sé sei si sì sia solo son su sua sul suo te "
        "ti tra tre tu tua tuo un una "
        "uno va vi via voi acqua alto amo amore anche anno arte basso bella bello bene caldo cane capo casa caso "
        "cena "
        "che chi "
        "cibo cielo città come cosa così cuore dare dato detto dire dito dopo ecco fare fato fede fine fiore fino "
        "forte "
        "gatto gente gioco gioia grande latte legge letto libro luce luna luogo male mano mare meno mese mezzo mondo "
        "morte "
        "moto muro nome nord nove nulla nuovo occhio odio ogni oro otto pace padre pane parte passo pazzo piano poco "
        "porta "
        "qual rete riso rosa rosso sale sano santo sera sette sole sono sotto stop sud tanto tempo terra tutti tutto "
        "uomo "
        "uva vale vero vino vita vivo voce volo"
    ),
    pairs={
        ("a", "c"): ("avanti", "Cristo"),
        ("d", "c"): ("dopo", "Cristo"),
        ("p", "es"): ("per", "esempio"),
        ("q", "b"): ("quanto", "basta"),
        ("d", "lgs"): ("decreto", "legislativo"),
        ("c", "a"): ("corrente", "anno"),
        ("n", "b"): ("nota", "bene"),
        ("p", "s"): ("post", "scriptum"),
    },
    male=words("luca andrea nicola mattia"),
    vowels="aeiouyàèéìòù",
    elision="'",
    units=units(
        "l/100 km=litro per cento chilometri/litri per cento chilometri; gr=grammo/grammi; "
        "Nm=newton metro/newton metri; N=newton/newton; CV=cavallo/cavalli; cv=cavallo/cavalli; "
        "mph=miglio all'ora/miglia all'ora; km=chilometro/chilometri; cm=centimetro/centimetri; "
        "mm=millimetro/millimetri; m=metro/metri; "
        "kg=chilo/chili; g=grammo/grammi; mg=milligrammo/milligrammi; l=litro/litri; ml=millilitro/millilitri; "
        "km/h=chilometro all'ora/chilometri all'ora; °C=grado/gradi; °=grado/gradi; Hz=hertz; GB=gigabyte; "
        "MB=megabyte; h=ora/ore/f; min=minuto/minuti; s=secondo/secondi; kW=chilowatt; "
        "m²=metro quadrato/metri quadrati; mq=metro quadrato/metri quadrati; "
        "km²=chilometro quadrato/chilometri quadrati; t=tonnellata/tonnellate/f; ha=ettaro/ettari; "
        "cl=centilitro/centilitri; TB=terabyte; kWh=chilowattora; W=watt; V=volt; dB=decibel; hg=etto/etti; "
        "µg=microgrammo/microgrammi; µm=micrometro/micrometri; nm=nanometro/nanometri; dm=decimetro/decimetri; "
        "cm²=centimetro quadrato/centimetri quadrati; m³=metro cubo/metri cubi; mc=metro cubo/metri cubi; "
        "cm³=centimetro cubo/centimetri cubi; m2=metro quadrato/metri quadrati; "
        "kmq=chilometro quadrato/chilometri quadrati; dl=decilitro/decilitri; L=litro/litri; "
        "mL=millilitro/millilitri; kHz=kilohertz; MHz=megahertz; GHz=gigahertz; MW=megawatt; GW=gigawatt; "
        "A=ampere; mA=milliampere; kJ=kilojoule; kcal=chilocaloria/chilocalorie/f; hPa=ettopascal; bar=bar; "
        "KB=kilobyte; Mbps=megabit al secondo; m/s=metro al secondo/metri al secondo; "
        "ms=millisecondo/millisecondi; sec=secondo/secondi; °F=grado Fahrenheit/gradi Fahrenheit; Kg=chilo/chili; "
        "Km=chilometro/chilometri; CV=cavallo/cavalli; Ω=ohm; pt=punto/punti; q=quintale/quintali; "
        "giri/min=giri al minuto"
    ),
    currencies=currencies(
        "$=dollaro/dollari/centesimo/centesimi; £=sterlina/sterline/penny/pence/f; "
        "€=euro/euro/centesimo/centesimi; ¥=yen/yen/sen/sen; ₹=rupia/rupie/paisa/paise/f; "
        "R$=real/real/centavo/centavos; "
        "₩=won/won//; ₽=rublo/rubli/copeco/copechi; CHF=franco svizzero/franchi svizzeri/centesimo/centesimi; "
        "US$=dollaro/dollari/centesimo/centesimi; L.=lira/lire///f"
    ),
    codes=pairs("EUR=€; USD=$; GBP=£; JPY=¥; INR=₹; BRL=R$"),
    abbreviations=senses(
        "@number:lett=lettera; co=comma; tab=tabella; all=allegato; artt=articoli; km=chilometro; par=paragrafo; "
        "lib=libro; int=interno; sc=scala; p=pagina; pag=pagina; n=numero; cap=capitolo@number|capitano@capital; "
        "vol=volume; "
        "art=articolo; pagg=pagine; "
        "fig=figura; sec=secolo",
        "@capital:sta=santa; sto=santo; ss=santi; rag=ragionier; col=colonnello; gen=generale; "
        "ten=tenente; sen=senatore; dep=deputato; ing=ingegner; arch=architetto; geom=geometra; on=onorevole; "
        "s=santa@capital&feminine|san@capital; "
        "mons=monsignor",
        "cfr=confronta; gent.mo=gentilissimo; ill.mo=illustrissimo; ill.ma=illustrissima; spett.le=spettabile; "
        "spett=spettabile; d.ssa=dottoressa; q.b=quanto basta; d.lgs=decreto legislativo; d.l=decreto legge; "
        "l.go=largo; p.tta=piazzetta; p.le=piazzale; str=strada; loc=località; fraz=frazione; prov=provincia; "
        "sig.ri=signori; dott.ri=dottori; nr=numero; lett=lettera; pref=prefisso; ed=edizione; trad=traduzione; "
        "id=idem; ibid=ibidem; op.cit=opera citata; s.n.c=esse enne ci; s.a.s=esse a esse; c.a=corrente anno; "
        "p.v=prossimo venturo; c.m=corrente mese; int=interno; abb=abbonamento; "
        "e/o=e o; f.lli=fratelli; sec=secolo; sig=signor; sig.ra=signora; sig.na=signorina; dott=dottor; "
        "dott.ssa=dottoressa; "
        "dr=dottor; "
        "prof=professor; prof.ssa=professoressa; avv=avvocato; ecc=eccetera; es=esempio; p.es=per esempio; "
        "vs=contro; a.c=avanti Cristo; d.c=dopo Cristo; tel=telefono; sigg=signori; p.za=piazza; p.zza=piazza; "
        "c.so=corso; v.le=viale; max=massimo; min=minimo; ca=circa; soc=società; s.p.a=esse pi a; "
        "s.r.l=esse erre elle; gent.ma=gentilissima; egr=egregio; n°=numero; nº=numero; cell=cellulare; "
        "ind=indirizzo; u.s=ultimo scorso",
    ),
    signs=pairs(
        "&=e; +=più; ==uguale; @=chiocciola; #=numero; ×=per; ÷=diviso; <=minore di; >=maggiore di; ~=circa; "
        "±=più o meno; ≤=minore o uguale a; ≥=maggiore o uguale a; ≠=diverso da; ≈=circa; √=radice quadrata di; "
        "§=paragrafo; №=numero; %=per cento; °=gradi; ‰=per mille"
    ),
    operators=pairs(
        "+=più; ±=più o meno; ×=per; ÷=diviso; ==uguale; <=minore di; >=maggiore di; ≤=minore o uguale a; "
        "≥=maggiore o uguale a; ≠=diverso da; ≈=circa; √=radice quadrata di; →=a; ←=da; ∞=infinito; "
        "§=paragrafo; №=numero; %=per cento; ‰=per mille; °=gradi; ^=elevato a"
    ),
    rulers=words(
        "alessandro amedeo benedetto carlo caterina clemente edoardo elisabetta emanuele enrico federico "
        "ferdinando filippo francesco giorgio sisto celestino bonifacio martino giovanni gregorio guglielmo "
        "imperatore innocenzo ivan leone luigi "
        "maria napoleone nicola paolo papa pietro pio re regina riccardo umberto vittorio"
    ),
    female=words(
        "caterina cristina elisabetta maria regina"
    ),
    romans_after=words(
        "cap vol articolo atto capitolo fase libro livello parte scena sezione tipo titolo tomo volume"
    ),
    centuries=words(
        "sec secoli secolo"
    ),
    phone_forms=(r"3\d\d[ .]\d{3}[ .]?\d{3,4}", r"80[03] \d{3} \d{3}"),
    phone_words=words(
        "cell cellulare chiama chiamare fax numero tel telefono"
    ),
    dot="punto",
    at="chiocciola",
    slash="barra",
    underscore="trattino basso",
    hyphen="trattino",
    months=_MONTHS,
    month_forms=numbered(
        "gen=gennaio; feb=febbraio; mar=marzo; apr=aprile; mag=maggio; giu=giugno; lug=luglio; ago=agosto; "
        "genn=gennaio; "
        "febbr=febbraio; magg=maggio; set=settembre; sett=settembre; ott=ottobre; nov=novembre; dic=dicembre"
    , _MONTHS),
    decimal=",",
    point="virgola",
    percent="per cento",
    minus="meno",
    to="a",
    and_cents="e",
    million_of="di",
)  # fmt: skip

LANGUAGES = (ITALIAN,)
