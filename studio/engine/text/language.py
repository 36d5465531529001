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
        feminine_units: Units that rule a feminine numeral ("h" in Spanish: "una hora").
        feminine_endings: Endings of nouns that rule a feminine numeral; none where the numeral does not show it.
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
    feminine_units: frozenset[str] = frozenset()
    feminine_endings: tuple[str, ...] = ()


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
        "m²=square meter/square meters; km²=square kilometer/square kilometers; ft²=square foot/square feet;"
        "m³=cubic meter/cubic meters; mi²=square mile/square miles; gal=gallon/gallons; "
        "in=inch/inches; ha=hectare/hectares;"
        "µm=micrometer/micrometers; Mbps=megabits per second; rpm=revolutions per minute; psi=P S I; hp=horsepower;"
        "kcal=kilocalorie/kilocalories; cal=calorie/calories; bpm=beats per minute; "
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
        "p.m=PM; ph.d=PHD; w/o=without; b/c=because; c/o=care of; n/a=not applicable; mon=Monday; "
        "tue=Tuesday; tues=Tuesday; wed=Wednesday; thu=Thursday; thurs=Thursday;"
        "fri=Friday; sat=Saturday; sun=Sunday; apt=apartment; assn=association; bldg=building; est=established;"
        "ext=extension; hwy=highway; intl=international; min=minutes; max=maximum; "
        "misc=miscellaneous; mfg=manufacturing;"
        "rd=road; sq=square; ln=lane; pkwy=parkway; tel=telephone; univ=university; attn=attention; esq=esquire;"
        "p=page; pp=pages; sec=section; ed=edition; cf=compare; ca=circa; b.c=BC; a.d=AD; messrs=messieurs;"
        "adm=admiral; cmdr=commander; maj=major; pvt=private; cpl=corporal; cf=compare; viz=namely"
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
        "MB=megabyte/megabytes; h=hora/horas; min=minuto/minutos; s=segundo/segundos; kW=kilovatio/kilovatios; "
        "m²=metro cuadrado/metros cuadrados; km²=kilómetro cuadrado/kilómetros cuadrados; m2=metro cuadrado/metros "
        "cuadrados; t=tonelada/toneladas; ha=hectárea/hectáreas; cl=centilitro/centilitros; TB=terabyte/terabytes; "
        "kWh=kilovatio hora/kilovatios hora; W=vatio/vatios; V=voltio/voltios; dB=decibelio/decibelios"
    ),
    signs=_pairs("&=y; +=más; ==igual a; @=arroba; #=número; ×=por; ÷=entre; <=menor que; >=mayor que; ~=unos"),
    abbreviations=_pairs(
        "sr=señor; sra=señora; srta=señorita; dr=doctor; dra=doctora; prof=profesor; d=don; dña=doña; ud=usted; "
        "uds=ustedes; etc=etcétera; p.ej=por ejemplo; p=página; pág=página; núm=número; n=número; av=avenida; "
        "avda=avenida; ee.uu=Estados Unidos; a.m=a eme; p.m=pe eme; vs=contra; aprox=aproximadamente; "
        "a.c=antes de Cristo; d.c=después de Cristo; cap=capítulo; tel=teléfono; sres=señores; sras=señoras; "
        "lic=licenciado; ing=ingeniero; gral=general; c=calle; pza=plaza; dpto=departamento; máx=máximo; mín=mínimo; "
        "admón=administración; cía=compañía; s.a=ese a; vol=volumen; fig=figura; art=artículo; sto=santo; sta=santa; "
        "n.º=número; nº=número; ej=ejemplo; telf=teléfono; s=siglo; págs=páginas"
    ),
    months=_pairs(
        "ene=enero; feb=febrero; mar=marzo; abr=abril; jun=junio; jul=julio; ago=agosto; sept=septiembre; "
        "sep=septiembre; oct=octubre; nov=noviembre; dic=diciembre"
    ),
    feminine_units=frozenset({"h", "t", "ha"}),
    feminine_endings=("a", "as", "ción", "ciones", "sión", "siones", "dad", "dades", "tad"),
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
        "heure/kilomètres heure; °C=degré/degrés; °=degré/degrés; Hz=hertz; t=tonne/tonnes; ha=hectare/hectares; "
        "cl=centilitre/centilitres; m²=mètre carré/mètres carrés; m2=mètre carré/mètres carrés; km²=kilomètre carré/"
        "kilomètres carrés; kWh=kilowattheure/kilowattheures; W=watt/watts; V=volt/volts; "
        "dB=décibel/décibels; Go=gigaoctet/gigaoctets; Mo=mégaoctet/"
        "mégaoctets; h=heure/heures; min=minute/minutes; s=seconde/secondes; kW=kilowatt/kilowatts"
    ),
    signs=_pairs(
        "&=et; +=plus; ==égale; @=arobase; #=numéro; ×=fois; ÷=divisé par; <=inférieur à; >=supérieur à; ~=environ"
    ),
    abbreviations=_pairs(
        "m=monsieur; mm=messieurs; mme=madame; mmes=mesdames; mlle=mademoiselle; dr=docteur; pr=professeur; "
        "prof=professeur; st=saint; ste=sainte; etc=et cétéra; p.ex=par exemple; p=page; n°=numéro; av=avenue; "
        "bd=boulevard; env=environ; vs=contre; cf=confère; vol=volume; chap=chapitre; tél=téléphone; janv=janvier; "
        "févr=février; juil=juillet; sept=septembre; oct=octobre; nov=novembre; déc=décembre; mgr=monseigneur; "
        "me=maître; art=article; fig=figure; max=maximum; min=minimum; pp=pages; no=numéro; nº=numéro; boul=boulevard; "
        "apr=après; hab=habitants; av=avenue; ét=étage; c.-à-d=c'est-à-dire; ing=ingénieur; éd=édition"
    ),
    feminine_units=frozenset({"h", "t", "s", "min"}),
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
        "min=minuto/minuti; s=secondo/secondi; kW=chilowatt; m²=metro quadrato/metri quadrati; mq=metro quadrato/metri "
        "quadrati; km²=chilometro quadrato/chilometri quadrati; t=tonnellata/tonnellate; "
        "ha=ettaro/ettari; cl=centilitro/"
        "centilitri; TB=terabyte; kWh=chilowattora; W=watt; V=volt; dB=decibel; hg=etto/etti"
    ),
    signs=_pairs("&=e; +=più; ==uguale; @=chiocciola; #=numero; ×=per; ÷=diviso; <=minore di; >=maggiore di; ~=circa"),
    abbreviations=_pairs(
        "sig=signor; sig.ra=signora; sig.na=signorina; dott=dottor; dott.ssa=dottoressa; dr=dottor; prof=professor; "
        "prof.ssa=professoressa; avv=avvocato; ing=ingegner; ecc=eccetera; es=esempio; p.es=per esempio; p=pagina; "
        "pag=pagina; n=numero; vs=contro; a.c=avanti Cristo; d.c=dopo Cristo; cap=capitolo; tel=telefono; vol=volume; "
        "art=articolo; sigg=signori; arch=architetto; geom=geometra; on=onorevole; p.za=piazza; "
        "p.zza=piazza; c.so=corso; "
        "v.le=viale; pagg=pagine; fig=figura; max=massimo; min=minimo; ca=circa; s=san; tel=telefono; sec=secolo; "
        "soc=società; s.p.a=esse pi a; s.r.l=esse erre elle; gent.ma=gentilissima; egr=egregio; n°=numero; nº=numero; "
        "cell=cellulare; ind=indirizzo; u.s=ultimo scorso; mons=monsignor"
    ),
    months=_pairs(
        "gen=gennaio; feb=febbraio; mar=marzo; apr=aprile; mag=maggio; giu=giugno; lug=luglio; ago=agosto; "
        "set=settembre; sett=settembre; ott=ottobre; nov=novembre; dic=dicembre"
    ),
    feminine_units=frozenset({"h", "t"}),
    feminine_endings=("a", "zione", "sione", "tà"),
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
        "megabytes; h=hora/horas; min=minuto/minutos; s=segundo/segundos; kW=quilowatt/quilowatts; "
        "m²=metro quadrado/metros quadrados; m2=metro quadrado/metros quadrados; km²=quilômetro quadrado/quilômetros "
        "quadrados; t=tonelada/toneladas; ha=hectare/hectares; cl=centilitro/centilitros; TB=terabyte/terabytes; "
        "kWh=quilowatt hora/quilowatts hora; W=watt/watts; V=volt/volts; dB=decibel/decibéis"
    ),
    signs=_pairs(
        "&=e; +=mais; ==igual a; @=arroba; #=número; ×=vezes; ÷=dividido por; <=menor que; >=maior que; ~=cerca de"
    ),
    abbreviations=_pairs(
        "sr=senhor; sra=senhora; srta=senhorita; dr=doutor; dra=doutora; prof=professor; profa=professora; d=dona; "
        "etc=et cétera; p.ex=por exemplo; p=página; pág=página; n=número; av=avenida; vs=versus; a.c=antes de Cristo; "
        "d.c=depois de Cristo; cap=capítulo; tel=telefone; vol=volume; art=artigo; srs=senhores; sras=senhoras; "
        "eng=engenheiro; r=rua; pça=praça; nº=número; n.º=número; n°=número; ed=edição; fig=figura; máx=máximo; "
        "mín=mínimo; ltda=limitada; cia=companhia; gov=governador; pres=presidente; gal=general; apto=apartamento; "
        "ap=apartamento; aprox=aproximadamente; exmo=excelentíssimo; pe=padre; sto=santo; sta=santa; min=mínimo; "
        "depto=departamento; tb=também; s=século; págs=páginas; s.a=esse á; p=página; cel=celular"
    ),
    months=_pairs(
        "jan=janeiro; fev=fevereiro; mar=março; abr=abril; jun=junho; jul=julho; ago=agosto; set=setembro; "
        "out=outubro; nov=novembro; dez=dezembro"
    ),
    feminine_units=frozenset({"h", "t"}),
    feminine_endings=("a", "as", "ção", "ções", "dade", "dades", "gem", "gens"),
)

GERMAN = Spoken(
    numerals="de",
    decimal=",",
    point="Komma",
    percent="Prozent",
    minus="minus",
    to="bis",
    and_cents="und",
    million_of="",
    scales=frozenset({"tausend", "million", "millionen", "milliarde", "milliarden", "mio", "mrd"}),
    ordinal=r"(\d+)(te|ter|ten|tes|ste|ster|sten|stes)",
    feminine_marks=frozenset(),
    hour_joint="",
    hours=("Uhr", "Uhr"),
    currencies={
        "$": Currency("Dollar", "Dollar", "Cent", "Cent"),
        "£": Currency("Pfund", "Pfund", "Penny", "Pence"),
        "€": Currency("Euro", "Euro", "Cent", "Cent"),
        "¥": Currency("Yen", "Yen", "Sen", "Sen"),
        "₹": Currency("Rupie", "Rupien", "Paisa", "Paisa", feminine=True),
        "R$": Currency("Real", "Real", "Centavo", "Centavos"),
    },
    units=_units(
        "km=Kilometer; cm=Zentimeter; mm=Millimeter; m=Meter; kg=Kilogramm; g=Gramm; mg=Milligramm; l=Liter; L=Liter; "
        "ml=Milliliter; cl=Zentiliter; km/h=Kilometer pro Stunde; °C=Grad Celsius; °=Grad; Hz=Hertz; MHz=Megahertz; "
        "GHz=Gigahertz; GB=Gigabyte; MB=Megabyte; TB=Terabyte; h=Stunde/Stunden; min=Minute/Minuten; "
        "s=Sekunde/Sekunden; Std=Stunde/Stunden; kW=Kilowatt; kWh=Kilowattstunde/Kilowattstunden; W=Watt; V=Volt; "
        "dB=Dezibel; m²=Quadratmeter; qm=Quadratmeter; km²=Quadratkilometer; t=Tonne/Tonnen; ha=Hektar; PS=PS; "
        "m³=Kubikmeter; Mio=Million/Millionen; Mrd=Milliarde/Milliarden"
    ),
    signs=_pairs(
        "&=und; +=plus; ==gleich; @=ätt; #=Nummer; ×=mal; ÷=geteilt durch; <=kleiner als; >=größer als; ~=ungefähr; "
        "§=Paragraf"
    ),
    abbreviations=_pairs(
        "dr=Doktor; prof=Professor; hr=Herr; fr=Frau; dipl=Diplom; ing=Ingenieur; z.b=zum Beispiel; d.h=das heißt; "
        "u.a=unter anderem; usw=und so weiter; bzw=beziehungsweise; ca=circa; etc=et cetera; evtl=eventuell; "
        "ggf=gegebenenfalls; inkl=inklusive; exkl=exklusive; max=maximal; min=mindestens; nr=Nummer; str=Straße; "
        "tel=Telefon; vgl=vergleiche; bd=Band; abs=Absatz; art=Artikel; s=Seite; jh=Jahrhundert; geb=geboren; "
        "gest=gestorben; st=Sankt; mio=Millionen; mrd=Milliarden; usf=und so fort; u.u=unter Umständen; "
        "zzgl=zuzüglich; abzgl=abzüglich; allg=allgemein; bes=besonders; std=Stunden; hbf=Hauptbahnhof; "
        "pl=Platz; kap=Kapitel; abb=Abbildung; v.chr=vor Christus; n.chr=nach Christus; o.ä=oder Ähnliches; "
        "u.s.w=und so weiter; i.d.r=in der Regel; m.e=meines Erachtens; sog=sogenannte; urspr=ursprünglich; "
        "vs=gegen; co=Co; "
        "hl=heilige; jr=junior; sr=senior; zw=zwischen; gmbh=GmbH; mind=mindestens; verh=verheiratet"
    ),
    months=_pairs(
        "jan=Januar; feb=Februar; apr=April; aug=August; sep=September; sept=September; okt=Oktober; nov=November; "
        "dez=Dezember"
    ),
    feminine_units=frozenset({"h", "min", "s", "t", "Std", "kWh", "Mio", "Mrd"}),
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
    "de": GERMAN,
    "it": ITALIAN,
    "pt": PORTUGUESE,
    "hi": HINDI,
}
