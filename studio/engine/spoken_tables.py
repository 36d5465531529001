# SPDX-License-Identifier: GPL-3.0-or-later
"""How each language says what is written in figures, signs and abbreviations: data only, read by `normalise`."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency's name for one and for more, of the unit and of its hundredth; *feminine* rules the numeral."""

    one: str
    many: str
    cent_one: str
    cent_many: str
    feminine: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """One language's words.

    Attributes:
        numerals: num2words' name of the language; "" leaves figures to espeak-ng.
        decimal: The decimal mark; the other one of "," and "." groups thousands.
        point: What the decimal mark is called.
        and_cents: Between units and cents of money.
        million_of: Between "million" and the currency ("de" in "2 millones de euros").
        scales: Words that may stand between a sum and its currency.
        ordinal: Pattern of an ordinal in figures: group 1 the number, group 2 the mark.
        feminine_marks: Marks of *ordinal* that make it feminine.
        hour_joint: Between hours and minutes.
        hours: Hours for one and for more, where the language names them.
        units: Symbol -> one, many.
        signs: Sign -> word.
        abbreviations: In lower case, without the last dot -> words.
        months: Abbreviated month in lower case -> month.
    """

    numerals: str
    decimal: str
    point: str
    percent: str
    minus: str
    to: str
    and_cents: str
    million_of: str
    scales: frozenset[str]
    ordinal: str
    feminine_marks: frozenset[str]
    hour_joint: str
    hours: tuple[str, str]
    currencies: dict[str, Currency]
    units: dict[str, tuple[str, str]]
    signs: dict[str, str]
    abbreviations: dict[str, str]
    months: dict[str, str] = field(default_factory=dict)


def _pairs(entries: str) -> dict[str, str]:
    """ "key=words; key=words" as a dictionary; a key has one character or more, so "=" can be one."""
    listed = [entry.strip() for entry in entries.split(";")]
    return {entry[: entry.index("=", 1)]: entry[entry.index("=", 1) + 1 :].strip() for entry in listed if entry}


def _units(entries: str) -> dict[str, tuple[str, str]]:
    """ "km=one/many; ..." as a dictionary; a unit without "/" is the same for both."""
    return {key: (words.partition("/")[0], words.split("/")[-1]) for key, words in _pairs(entries).items()}


ENGLISH = Spoken(
    numerals="en",
    decimal=".",
    point="point",
    percent="percent",
    minus="minus",
    to="to",
    and_cents="and",
    million_of="",
    scales=frozenset({"thousand", "million", "billion", "trillion"}),
    ordinal=r"(\d[\d,]*)(st|nd|rd|th)",
    feminine_marks=frozenset(),
    hour_joint="",
    hours=("", ""),
    currencies={
        "$": Currency("dollar", "dollars", "cent", "cents"),
        "£": Currency("pound", "pounds", "penny", "pence"),
        "€": Currency("euro", "euros", "cent", "cents"),
        "¥": Currency("yen", "yen", "sen", "sen"),
        "₹": Currency("rupee", "rupees", "paisa", "paise"),
        "R$": Currency("real", "reais", "centavo", "centavos"),
    },
    units=_units(
        "km=kilometer/kilometers; cm=centimeter/centimeters; mm=millimeter/millimeters; m=meter/meters; mi=mile/miles;"
        "ft=foot/feet; yd=yard/yards; kg=kilogram/kilograms; g=gram/grams; mg=milligram/milligrams; lb=pound/pounds;"
        "lbs=pound/pounds; oz=ounce/ounces; l=liter/liters; L=liter/liters; ml=milliliter/milliliters;"
        "mL=milliliter/milliliters; km/h=kilometer per hour/kilometers per hour; kph=kilometer per hour/kilometers per "
        "hour; mph=mile per hour/miles per hour; m/s=meter per second/meters per second; °C=degree Celsius/degrees "
        "Celsius; °F=degree Fahrenheit/degrees Fahrenheit; °=degree/degrees; Hz=hertz; kHz=kilohertz; MHz=megahertz;"
        "GHz=gigahertz; dB=decibel/decibels; KB=kilobyte/kilobytes; MB=megabyte/megabytes; GB=gigabyte/gigabytes;"
        "TB=terabyte/terabytes; W=watt/watts; kW=kilowatt/kilowatts; kWh=kilowatt hour/kilowatt hours; V=volt/volts;"
        "ms=millisecond/milliseconds; s=second/seconds; sec=second/seconds; min=minute/minutes; h=hour/hours;"
        "hr=hour/hours; hrs=hour/hours; x=times; k=thousand; K=thousand; M=million; am=AM; pm=PM; AM=AM; PM=PM"
    ),
    signs=_pairs(
        "&=and; +=plus; ==equals; @=at; #=number; ×=times; ÷=divided by; <=less than; >=greater than; ~=about"
    ),
    abbreviations=_pairs(
        "dr=doctor; mr=mister; mrs=missus; ms=miz; prof=professor; rev=reverend; st=saint; jr=junior; sr=senior;"
        "gen=general; col=colonel; capt=captain; lt=lieutenant; sgt=sergeant; gov=governor; sen=senator; rep="
        "representative; pres=president; hon=honorable; mt=mount; ft=fort; vs=versus; etc=et cetera; e.g=for example;"
        "i.e=that is; approx=approximately; inc=incorporated; ltd=limited; co=company; corp=corporation; dept="
        "department; ave=avenue; blvd=boulevard; no=number; nos=numbers; vol=volume; fig=figure; ch=chapter; a.m=AM;"
        "p.m=PM; ph.d=PHD; mon=Monday; tue=Tuesday; tues=Tuesday; wed=Wednesday; thu=Thursday; thurs=Thursday;"
        "fri=Friday"
    ),
    months=_pairs(
        "jan=January; feb=February; mar=March; apr=April; jun=June; jul=July; aug=August; sep=September;"
        "sept=September; oct=October; nov=November; dec=December"
    ),
)

SPANISH = Spoken(
    numerals="es",
    decimal=",",
    point="coma",
    percent="por ciento",
    minus="menos",
    to="a",
    and_cents="con",
    million_of="de",
    scales=frozenset({"mil", "millón", "millones", "billón", "billones"}),
    ordinal=r"(\d+)\.?(º|ª|°|er|o|a)",
    feminine_marks=frozenset({"ª", "a"}),
    hour_joint="",
    hours=("", ""),
    currencies={
        "$": Currency("dólar", "dólares", "centavo", "centavos"),
        "£": Currency("libra", "libras", "penique", "peniques", feminine=True),
        "€": Currency("euro", "euros", "céntimo", "céntimos"),
        "¥": Currency("yen", "yenes", "sen", "sen"),
        "₹": Currency("rupia", "rupias", "paisa", "paisas", feminine=True),
        "R$": Currency("real", "reales", "centavo", "centavos"),
    },
    units=_units(
        "km=kilómetro/kilómetros; cm=centímetro/centímetros; mm=milímetro/milímetros; m=metro/metros; kg=kilo/kilos;"
        "g=gramo/gramos; mg=miligramo/miligramos; l=litro/litros; ml=mililitro/mililitros; km/h=kilómetro por "
        "hora/kilómetros por hora; °C=grado/grados; °=grado/grados; Hz=hercio/hercios; GB=gigabyte/gigabytes; "
        "MB=megabyte/megabytes; h=hora/horas; min=minuto/minutos; s=segundo/segundos; kW=kilovatio/kilovatios"
    ),
    signs=_pairs("&=y; +=más; ==igual a; @=arroba; #=número; ×=por; ÷=entre; <=menor que; >=mayor que; ~=unos"),
    abbreviations=_pairs(
        "sr=señor; sra=señora; srta=señorita; dr=doctor; dra=doctora; prof=profesor; d=don; dña=doña; ud=usted; "
        "uds=ustedes; etc=etcétera; p.ej=por ejemplo; p=página; pág=página; núm=número; n=número; av=avenida; "
        "avda=avenida; ee.uu=Estados Unidos; a.m=a eme; p.m=pe eme; vs=contra; aprox=aproximadamente; "
        "a.c=antes de Cristo; d.c=después de Cristo; cap=capítulo; tel=teléfono"
    ),
)

FRENCH = Spoken(
    numerals="fr",
    decimal=",",
    point="virgule",
    percent="pour cent",
    minus="moins",
    to="à",
    and_cents="et",
    million_of="de",
    scales=frozenset({"mille", "million", "millions", "milliard", "milliards"}),
    ordinal=r"(\d+)(ère|er|re|ème|eme|e|nde|nd)",
    feminine_marks=frozenset({"re", "ère", "nde"}),
    hour_joint="",
    hours=("heure", "heures"),
    currencies={
        "$": Currency("dollar", "dollars", "cent", "cents"),
        "£": Currency("livre", "livres", "penny", "pence", feminine=True),
        "€": Currency("euro", "euros", "centime", "centimes"),
        "¥": Currency("yen", "yens", "sen", "sen"),
        "₹": Currency("roupie", "roupies", "paisa", "paisas", feminine=True),
        "R$": Currency("réal", "réaux", "centavo", "centavos"),
    },
    units=_units(
        "km=kilomètre/kilomètres; cm=centimètre/centimètres; mm=millimètre/millimètres; m=mètre/mètres; kg=kilo/kilos;"
        "g=gramme/grammes; mg=milligramme/milligrammes; l=litre/litres; ml=millilitre/millilitres; km/h=kilomètre "
        "heure/kilomètres heure; °C=degré/degrés; °=degré/degrés; Hz=hertz; Go=gigaoctet/gigaoctets; Mo=mégaoctet/"
        "mégaoctets; h=heure/heures; min=minute/minutes; s=seconde/secondes; kW=kilowatt/kilowatts"
    ),
    signs=_pairs(
        "&=et; +=plus; ==égale; @=arobase; #=numéro; ×=fois; ÷=divisé par; <=inférieur à; >=supérieur à; ~=environ"
    ),
    abbreviations=_pairs(
        "m=monsieur; mm=messieurs; mme=madame; mmes=mesdames; mlle=mademoiselle; dr=docteur; pr=professeur; "
        "prof=professeur; st=saint; ste=sainte; etc=et cétéra; p.ex=par exemple; p=page; n°=numéro; av=avenue; "
        "bd=boulevard; env=environ; vs=contre; cf=confère; vol=volume; chap=chapitre; tél=téléphone; janv=janvier; "
        "févr=février; juil=juillet; sept=septembre; oct=octobre; nov=novembre; déc=décembre"
    ),
)

ITALIAN = Spoken(
    numerals="it",
    decimal=",",
    point="virgola",
    percent="per cento",
    minus="meno",
    to="a",
    and_cents="e",
    million_of="di",
    scales=frozenset({"mila", "milione", "milioni", "miliardo", "miliardi"}),
    ordinal=r"(\d+)(º|ª|°|o|a)",
    feminine_marks=frozenset({"ª", "a"}),
    hour_joint="e",
    hours=("", ""),
    currencies={
        "$": Currency("dollaro", "dollari", "centesimo", "centesimi"),
        "£": Currency("sterlina", "sterline", "penny", "pence", feminine=True),
        "€": Currency("euro", "euro", "centesimo", "centesimi"),
        "¥": Currency("yen", "yen", "sen", "sen"),
        "₹": Currency("rupia", "rupie", "paisa", "paise", feminine=True),
        "R$": Currency("real", "real", "centavo", "centavos"),
    },
    units=_units(
        "km=chilometro/chilometri; cm=centimetro/centimetri; mm=millimetro/millimetri; m=metro/metri; kg=chilo/chili;"
        "g=grammo/grammi; mg=milligrammo/milligrammi; l=litro/litri; ml=millilitro/millilitri; km/h=chilometro all'ora/"
        "chilometri all'ora; °C=grado/gradi; °=grado/gradi; Hz=hertz; GB=gigabyte; MB=megabyte; h=ora/ore; "
        "min=minuto/minuti; s=secondo/secondi; kW=chilowatt"
    ),
    signs=_pairs("&=e; +=più; ==uguale; @=chiocciola; #=numero; ×=per; ÷=diviso; <=minore di; >=maggiore di; ~=circa"),
    abbreviations=_pairs(
        "sig=signor; sig.ra=signora; sig.na=signorina; dott=dottor; dott.ssa=dottoressa; dr=dottor; prof=professor; "
        "prof.ssa=professoressa; avv=avvocato; ing=ingegner; ecc=eccetera; es=esempio; p.es=per esempio; p=pagina; "
        "pag=pagina; n=numero; vs=contro; a.c=avanti Cristo; d.c=dopo Cristo; cap=capitolo; tel=telefono; vol=volume; "
        "art=articolo"
    ),
)

PORTUGUESE = Spoken(
    numerals="pt_BR",
    decimal=",",
    point="vírgula",
    percent="por cento",
    minus="menos",
    to="a",
    and_cents="e",
    million_of="de",
    scales=frozenset({"mil", "milhão", "milhões", "bilhão", "bilhões"}),
    ordinal=r"(\d+)\.?(º|ª|°|o|a)",
    feminine_marks=frozenset({"ª", "a"}),
    hour_joint="e",
    hours=("", ""),
    currencies={
        "$": Currency("dólar", "dólares", "centavo", "centavos"),
        "£": Currency("libra", "libras", "pêni", "pence", feminine=True),
        "€": Currency("euro", "euros", "centavo", "centavos"),
        "¥": Currency("iene", "ienes", "sen", "sen"),
        "₹": Currency("rupia", "rupias", "paisa", "paisas", feminine=True),
        "R$": Currency("real", "reais", "centavo", "centavos"),
    },
    units=_units(
        "km=quilômetro/quilômetros; cm=centímetro/centímetros; mm=milímetro/milímetros; m=metro/metros; kg=quilo/"
        "quilos;g=grama/gramas; mg=miligrama/miligramas; l=litro/litros; ml=mililitro/mililitros; km/h=quilômetro por "
        "hora/quilômetros por hora; °C=grau/graus; °=grau/graus; Hz=hertz; GB=gigabyte/gigabytes; MB=megabyte/"
        "megabytes; h=hora/horas; min=minuto/minutos; s=segundo/segundos; kW=quilowatt/quilowatts"
    ),
    signs=_pairs(
        "&=e; +=mais; ==igual a; @=arroba; #=número; ×=vezes; ÷=dividido por; <=menor que; >=maior que; ~=cerca de"
    ),
    abbreviations=_pairs(
        "sr=senhor; sra=senhora; srta=senhorita; dr=doutor; dra=doutora; prof=professor; profa=professora; d=dona; "
        "etc=et cétera; p.ex=por exemplo; p=página; pág=página; n=número; av=avenida; vs=versus; a.c=antes de Cristo; "
        "d.c=depois de Cristo; cap=capítulo; tel=telefone; vol=volume; art=artigo"
    ),
)

HINDI = Spoken(
    numerals="",
    decimal=".",
    point="दशमलव",
    percent="प्रतिशत",
    minus="माइनस",
    to="से",
    and_cents="और",
    million_of="",
    scales=frozenset({"हज़ार", "लाख", "करोड़", "अरब"}),
    ordinal=r"(\d+)(वाँ|वां|वीं|वें)",
    feminine_marks=frozenset(),
    hour_joint="बजकर",
    hours=("", ""),
    currencies={
        "$": Currency("डॉलर", "डॉलर", "सेंट", "सेंट"),
        "£": Currency("पाउंड", "पाउंड", "पेंस", "पेंस"),
        "€": Currency("यूरो", "यूरो", "सेंट", "सेंट"),
        "¥": Currency("येन", "येन", "सेन", "सेन"),
        "₹": Currency("रुपया", "रुपये", "पैसा", "पैसे"),
        "R$": Currency("रियाल", "रियाल", "सेंतावो", "सेंतावो"),
    },
    units=_units(
        "km=किलोमीटर; cm=सेंटीमीटर; mm=मिलीमीटर; m=मीटर; kg=किलोग्राम; g=ग्राम; l=लीटर; ml=मिलीलीटर; "
        "km/h=किलोमीटर प्रति घंटा; °C=डिग्री सेल्सियस; °=डिग्री; किमी=किलोमीटर; GB=गीगाबाइट; MB=मेगाबाइट"
    ),
    signs=_pairs("&=और; +=जमा; ==बराबर; @=ऐट; #=नंबर; ×=गुणा; ÷=भाग"),
    abbreviations=_pairs("डॉ=डॉक्टर; श्री=श्री; प्रो=प्रोफ़ेसर; पं=पंडित; ई=ईस्वी"),
)

TABLES: dict[str, Spoken] = {
    "en": ENGLISH,
    "es": SPANISH,
    "fr": FRENCH,
    "it": ITALIAN,
    "pt": PORTUGUESE,
    "hi": HINDI,
}
