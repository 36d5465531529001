# SPDX-License-Identifier: GPL-3.0-or-later
"""Spanish."""

from __future__ import annotations

import re

from studio.engine.text.forms import ALONE, Clock, Form
from studio.engine.text.language import Language
from studio.engine.text.languages.tables import currencies, numbered, ordered, pairs, senses, units, words
from studio.engine.text.neighbours import Neighbours
from studio.engine.text.numerals import from_library

_TEENS = {
    11: "undécimo", 12: "duodécimo", 13: "decimotercero", 14: "decimocuarto", 15: "decimoquinto", 16: "decimosexto",
    17: "decimoséptimo", 18: "decimoctavo", 19: "decimonoveno",
}  # fmt: skip
_FEMININE_ENDINGS = ("a", "as", "ción", "ciones", "sión", "siones", "dad", "dades", "tad")
_NOT_COUNTED = words("por per con ciento cento")
_FEMININE = words(
    "vez veces mujer mujeres noche noches tarde tardes clase clases calle calles parte partes luz luces voz "
    "voces ley "
    "leyes "
    "flor flores mano manos llave llaves nube nubes sangre red redes piel imagen imágenes hectárea hectáreas"
)
_NOT_FEMININE = words(
    "dálmatas atletas artistas turistas planetas poetas colegas día días problema problemas programa programas mapa "
    "mapas"
)


def _cardinal(number: int, form: Form) -> str:
    said = re.sub(r"\buno (?=mil)", "un ", from_library(number, "es").replace("veintiuno mil", "veintiún mil"))
    if not form.counted:
        return said
    if form.gender == "f":
        return re.sub(r"uno$", "una", re.sub(r"(c?ient|quinient)os\b(?!.* mill)", r"\1as", said))
    return re.sub(r"\buno$", "un", re.sub(r"veintiuno$", "veintiún", said))


def _feminine(noun: str) -> bool:
    return noun in _FEMININE or (noun.endswith(_FEMININE_ENDINGS) and noun not in _NOT_FEMININE)


def _half(whole: int, noun: str, gender: str) -> tuple[str, str] | None:
    """ "medio litro", "media taza", "dos y media"."""
    if not noun[:1].islower() or len(noun) < 3:
        return None
    feminine = gender == "f" or (not gender and _feminine(noun))
    half = "media" if feminine else "medio"
    return (_cardinal(whole, Form("f" if feminine else "m", counted=True)), f"y {half}") if whole else ("", half)


def _half_behind(whole: int, noun: str, gender: str) -> tuple[str, str] | None:
    """ "dos tazas y media", "un litro y medio"."""
    said = _half(whole, noun or "metro", gender)
    if said is None or noun in _NOT_COUNTED:
        return None
    noun, blank, rest = noun.partition(" ")
    if whole == 1:
        noun = noun.removesuffix("s")
    number = said[0] if noun else _cardinal(whole, ALONE)
    return number, f"{noun} {said[1]}{blank}{rest}".strip()


def _ordinal(number: int, form: Form) -> str:
    said = _TEENS.get(number) or from_library(number, "es", "ordinal").replace("quadrag", "cuadrag").replace(
        "cuadrigent", "cuadringent"
    )
    if form.counted and form.gender == "m":
        return re.sub(r"(primer|tercer)o$", r"\1", said)
    return re.sub(r"o\b", "a", said) if form.gender == "f" else said


def _year(number: int) -> str:
    return from_library(number, "es")


def _decimals(figures: str) -> str:
    if figures.startswith("0") or len(figures) > 2:
        return " ".join(from_library(int(figure), "es") for figure in figures)
    return from_library(int(figures), "es")


def _fraction(numerator: int, denominator: int) -> str:
    if denominator == 2:
        return "un medio" if numerator == 1 else f"{from_library(numerator, 'es')} medios"
    if denominator == 3:
        part = "tercio"
    elif denominator <= 10:
        part = from_library(denominator, "es", "ordinal")
    elif denominator in (100, 1000):
        part = "centésimo" if denominator == 100 else "milésimo"
    else:
        part = re.sub(r"[ao]$", "", from_library(denominator, "es").replace("é", "e")) + "avo"
    return f"{_cardinal(numerator, Form('m', counted=True))} {part}{'' if numerator == 1 else 's'}"


def _time(clock: Clock) -> str:
    said = _cardinal(clock.hours, Form("f", counted=True))
    hours = f"{said} {'hora' if clock.hours == 1 else 'horas'}"
    if clock.marked and clock.seconds is None:
        minutes = f"{_cardinal(clock.minutes, Form('m', counted=True))} minuto{'' if clock.minutes == 1 else 's'}"
        return f"{hours} y {minutes}" if clock.minutes else hours
    if clock.seconds is not None:
        named = [hours]
        for number, name in ((clock.minutes, "minuto"), (clock.seconds, "segundo")):
            named.append(f"{_cardinal(number, Form('m', counted=True))} {name}{'' if number == 1 else 's'}")
        return f"{named[0]} {named[1]} y {named[2]}"
    if clock.minutes:
        said += f" {'cero ' if clock.minutes < 10 else ''}{from_library(clock.minutes, 'es')}"
    return said


def _ruler(number: int, feminine: bool) -> str:
    return _ordinal(number, Form("f" if feminine else "m")) if number <= 10 else from_library(number, "es")


def _century(number: int, behind: bool) -> str:
    return from_library(number, "es", "ordinal") if number <= 10 or not behind else from_library(number, "es")


def _form_of_number(number: int, neighbours: Neighbours) -> Form | None:
    noun = neighbours.following
    if not noun[:1].islower() or len(noun) < 3 or noun in _NOT_COUNTED:
        return None
    feminine = noun in _FEMININE or (noun.endswith(_FEMININE_ENDINGS) and noun not in _NOT_FEMININE)
    return Form("f" if feminine else "m", counted=True)


# Ends of ranks as they are written behind figures ("1ro", "2da") -> the last figures that they fit.
_SPOKEN_ENDINGS = {
    "ro": (1, 3), "ra": (1, 3), "do": (2,), "da": (2,), "to": (4, 5, 6), "ta": (4, 5, 6), "mo": (7, 0), "ma": (7, 0),
    "vo": (8,), "va": (8,), "no": (9,), "na": (9,),
}  # fmt: skip


def _rank_mark_fits(number: int, mark: str) -> bool:
    # Nothing is the noughth.
    return number > 0 and (mark not in _SPOKEN_ENDINGS or number % 10 in _SPOKEN_ENDINGS[mark])


# What is counted in parts.
_PARTED = words(
    "taza tazas vaso vasos cucharada cucharadas cucharadita cucharaditas litro kilo hora horas medida "
    "copa lata paquete sobre barra cebolla limón metro kilómetro libra onza página pulgada pulgadas gramo "
    "milla kilómetros litros kilos"
)


def _part_of(noun: str) -> str:
    if noun.partition(" ")[0] not in _PARTED:
        return ""
    return f"de {noun}"


_MONTHS = ordered("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
_DAYS = ordered("lunes martes miércoles jueves viernes sábado domingo")


SPANISH = Language(
    tag="es",
    cardinal=_cardinal,
    ordinal=_ordinal,
    year=_year,
    year_end=lambda number: from_library(number, "es"),
    fraction=_fraction,
    half=_half,
    decimals=_decimals,
    time=_time,
    ruler=_ruler,
    century=_century,
    form_of_number=_form_of_number,
    groups=".",
    before_degree=words("a hasta de los unos"),
    ordinal_marks={
        "º": Form("m"), "ª": Form("f"), "°": Form("m"), "er": Form("m", counted=True),
        "o": Form("m"), "a": Form("f"),
        **{mark: Form("m" if mark[1] == "o" else "f") for mark in _SPOKEN_ENDINGS},
    },
    rank_mark_fits=_rank_mark_fits,
    half_behind=_half_behind,
    lone_units=words("km² m² m³ km kg cm mm km/h kWh"),
    part_of=_part_of,
    day_to=words("al a"),
    before_month=words("en desde hasta"),
    born=("nació en", "nació el", "nació"),
    died=("murió en", "murió el", "murió"),
    scales=pairs("mil=mil; millón=millón; millones=millones; billón=billón; billones=billones"),
    scale_letters={"M": ("millón", "millones")},
    and_half="y",
    plus="más",
    by="por",
    score_to="a",
    ratio_to="a",
    per="por",
    squared="al cuadrado",
    cubed="al cubo",
    square="{} cuadrado|{} cuadrados",
    cubic="{} cúbico|{} cúbicos",
    power="elevado a {number}",
    over="sobre",
    colon="dos puntos",
    number_sign="número",
    version="versión",
    version_dot="punto",
    quarter="{rank} trimestre",
    weekdays=_DAYS,
    weekday_forms=numbered("lun=lunes; mié=miércoles; jue=jueves; vie=viernes; sáb=sábado; dom=domingo", _DAYS),
    numeric_date="{day} de {month} de {year}",
    short_date="{day} de {month}",
    date_joint="de",
    before_date=words("el al del día"),
    hour_mark="h",
    hour_words=words("h hs hrs horas"),
    hour_apart="horas",
    hour_gender="f",
    phone_forms=(r"[679]\d\d(?: \d{3}){2}", r"[679]\d\d(?: \d\d){3}", r"9\d \d{3} \d\d \d\d"),
    ordinal_events=words(
        "guerra república internacional cumbre feria jornada asamblea conferencia edición copa dinastía legislatura "
        "olimpiada conferencia bienal"
    ),
    masculine_events=words(
        "congreso concilio festival encuentro plan concurso reich imperio foro premio milenio campeonato"
    ),
    never_end=words(
        "vd vds cnel mons fr fco urb esq hnos ctra apdo ed trad col excmo excma ilmo ilma pto km c.p cmdte tte "
        "sgto mª "
        "sr sra srta dr dra d dña prof lic ing sres sras p.ej vs av avda c pza gral sto sta n.º nº"
    ),
    end_before_capital=words("etc"),
    currency_words=words("pesos peso euros euro dólares dólar soles bolívares quetzales libras reales"),
    undotted=words("aprox sr sra srta dr dra n.º nº km kms mª"),
    replaced=pairs("eeuu=Estados Unidos"),
    undotted_lower=words("aprox n.º nº y/o c/ km kms"),
    starters=words(
        "Es Son Está Están Hay Tiene Fue Era El La Los Las Un Una Unos Unas Él Ella Ellos Ellas Yo Tú Nosotros Usted "
        "Pero Y O Si Cuando Donde Como Que "
        "Qué Quién Cómo Dónde Por Para En De Del A Al Con Sin Entonces Luego Después Antes Ahora Hoy Ayer Mañana "
        "Aquí "
        "Allí Esto Este Esta Ese Esa Su Sus Mi Mis No Sí También Más Muy Todo Todos Se Lo Le Les Me Te Nos"
    ),
    acronyms=words("IVA RAE BOE INE ESO UCI TAC ERTE AVE RENFE OTAN ONU UNESCO SIDA OVNI FIFA UEFA NASA UNAM"),
    initialisms=words("EEUU UE USA DNI PP PIB PSOE TV CD DVD PC ONG BBVA FMI OMS ADN DGT"),
    short_words=words(
        "a al así ay con da de del di dio día dos el él en era es eso ese esta fe fin fue gol gas ha hay he hijo hoy "
        "ir ja juez la las le les ley lo "
        "los luz mal mar más me mes mi mí mil muy ni no nos oír ojo oro os otra otro pan paz pez pie por pues "
        "que qué "
        "red rey rico río sal san se sé "
        "ser si sí sin sol son su sus tal tan té te ti tío tu tú un una uno va ve ver vez vida voy voz ya yo zoo "
        "agua "
        "alma "
        "alto amor aquí arte bajo bien boca buen buena bueno cada café cama cara casa caso cien cosa cual cura dama "
        "dedo "
        "digo dios doce dolor dura ella ello ellos ente este esto faro feo filo flor foto frío gato gran gris guía "
        "hace "
        "hambre hasta hielo hora idea isla jefe joya lado lago largo leer lejos libro lugar luna madre mano mayor "
        "menos "
        "mesa mide mira miedo mito modo mono nada nadie niña niño noche nota nube nuevo nunca obra ocho oeste olor "
        "once "
        "pago para pase paso pero piel pollo poco polo puro rato raza rojo ropa rosa sale sabe sano seis siete solo "
        "somos "
        "sopa tema tiene toda todo tomo tren tres unos vaca vale vaso veo viejo vino zona alta auto ojo stop"
    ),
    vowels="aeiouyáéíóúü",
    romans_before=frozenset(),
    units=units(
        "l/100 km=litro a los cien kilómetros/litros a los cien kilómetros; "
        "l/100km=litro a los cien kilómetros/litros a los cien kilómetros; gr=gramo/gramos; grs=gramo/gramos; "
        "Nm=newton metro/newton metros; N=newton/newtons; HP=caballo/caballos; mph=milla por hora/millas por hora/f; "
        "cda=cucharada/cucharadas/f; cdas=cucharada/cucharadas/f; cdta=cucharadita/cucharaditas/f; "
        "cdtas=cucharadita/cucharaditas/f; cdita=cucharadita/cucharaditas/f; kms=kilómetro/kilómetros; "
        "kph=kilómetro por hora/kilómetros por hora; "
        "mAh=miliamperio hora/miliamperios hora; cc=centímetro cúbico/centímetros cúbicos; lb=libra/libras/f; "
        "Wh=vatio hora/vatios hora; Kms=kilómetro/kilómetros; mins=minuto/minutos; segs=segundo/segundos; "
        "km=kilómetro/kilómetros; cm=centímetro/centímetros; mm=milímetro/milímetros; m=metro/metros; "
        "kg=kilo/kilos; g=gramo/gramos; mg=miligramo/miligramos; l=litro/litros; ml=mililitro/mililitros; "
        "km/h=kilómetro por hora/kilómetros por hora; °C=grado/grados; °=grado/grados; Hz=hercio/hercios; "
        "GB=gigabyte/gigabytes; MB=megabyte/megabytes; h=hora/horas/f; min=minuto/minutos; s=segundo/segundos; "
        "kW=kilovatio/kilovatios; m²=metro cuadrado/metros cuadrados; "
        "km²=kilómetro cuadrado/kilómetros cuadrados; m2=metro cuadrado/metros cuadrados; "
        "t=tonelada/toneladas/f; ha=hectárea/hectáreas/f; cl=centilitro/centilitros; TB=terabyte/terabytes; "
        "kWh=kilovatio hora/kilovatios hora; W=vatio/vatios; V=voltio/voltios; dB=decibelio/decibelios; "
        "µg=microgramo/microgramos; µm=micrómetro/micrómetros; nm=nanómetro/nanómetros; dm=decímetro/decímetros; "
        "cm²=centímetro cuadrado/centímetros cuadrados; m³=metro cúbico/metros cúbicos; "
        "m3=metro cúbico/metros cúbicos; cm³=centímetro cúbico/centímetros cúbicos; "
        "km2=kilómetro cuadrado/kilómetros cuadrados; dl=decilitro/decilitros; L=litro/litros; "
        "mL=mililitro/mililitros; kHz=kilohercio/kilohercios; MHz=megahercio/megahercios; "
        "GHz=gigahercio/gigahercios; MW=megavatio/megavatios; A=amperio/amperios; mA=miliamperio/miliamperios; "
        "kJ=kilojulio/kilojulios; kcal=kilocaloría/kilocalorías/f; hPa=hectopascal/hectopascales; bar=bar/bares; "
        "KB=kilobyte/kilobytes; Mbps=megabit por segundo/megabits por segundo; "
        "m/s=metro por segundo/metros por segundo; ms=milisegundo/milisegundos; seg=segundo/segundos; "
        "hs=hora/horas/f; hrs=hora/horas/f; °F=grado Fahrenheit/grados Fahrenheit; Kg=kilo/kilos; "
        "Km=kilómetro/kilómetros; rpm=revolución por minuto/revoluciones por minuto/f; CV=caballo/caballos; "
        "Ω=ohmio/ohmios; pulg=pulgada/pulgadas/f; cda=cucharada/cucharadas/f; cdas=cucharada/cucharadas/f; "
        "cdta=cucharadita/cucharaditas/f; ptos=punto/puntos; mts=metro/metros; kgs=kilo/kilos"
    ),
    currencies=currencies(
        "$=dólar/dólares/centavo/centavos; £=libra/libras/penique/peniques/f; €=euro/euros/céntimo/céntimos; "
        "¥=yen/yenes/sen/sen; ₹=rupia/rupias/paisa/paisas/f; R$=real/reales/centavo/centavos; "
        "₩=won/wones//; ₽=rublo/rublos/kopek/kopeks; CHF=franco suizo/francos suizos/céntimo/céntimos; "
        "US$=dólar/dólares/centavo/centavos; S/=sol/soles/céntimo/céntimos; MX$=peso/pesos/centavo/centavos; "
        "Bs=bolívar/bolívares/céntimo/céntimos; ₡=colón/colones/céntimo/céntimos; "
        "₧=peseta/pesetas/céntimo/céntimos/f"
    ),
    codes=pairs("EUR=€; USD=$; GBP=£; JPY=¥; INR=₹; BRL=R$"),
    abbreviations=senses(
        "@number:apdo=apartado; apto=apartamento; km=kilómetro; pto=punto; mod=módulo; exp=expediente; tab=tabla; "
        "c.p=código postal; cp=código postal; tel=teléfono; kms=kilómetros; pol=polígono; p=página; pág=página; "
        "núm=número; n=número; cap=capítulo; vol=volumen; fig=figura; "
        "art=artículo; n.º=número; nº=número; s=siglo; págs=páginas@number|páginas@after_figure",
        "@capital:cnel=coronel; cap=capitán; mons=monseñor; fr=fray; fco=Francisco; ctra=carretera; "
        "urb=urbanización; "
        "esq=esquina; hnos=hermanos; pte=presidente; cmdte=comandante; tte=teniente; sgto=sargento; alm=almirante; "
        "univ=universidad; ed=editorial; bda=barriada; bo=barrio; col=colonia; blvr=bulevar; d=don; dña=doña; "
        "lic=licenciado; ing=ingeniero; gral=general; pza=plaza; sto=santo; "
        "sta=santa",
        "ctra=carretera; vd=usted; vds=ustedes; p.º=paseo; mª=María; hno=hermano; hnos=hermanos; ltda=limitada; "
        "atte=atentamente; izq=izquierda; izda=izquierda; dcha=derecha; esq=esquina; ed=edición; trad=traducción; "
        "col=colección; apdo=apartado; excmo=excelentísimo; excma=excelentísima; ilmo=ilustrísimo; ilma=ilustrísima; "
        "cap=capítulo@number|capitán@capital; art=artículo; v=contra@after_figure&capital; depto=departamento; "
        "dto=descuento; entlo=entresuelo; ppal=principal; gob=gobierno; incl=incluido; prov=provincia; "
        "rte=remitente; tít=título; vto=vencimiento; fdo=firmado; hab=habitantes; nac=nacional; pdte=pendiente; "
        "y/o=y o; s/=sin@lower; p/=para@lower; c/=calle@capital|con@lower|calle; s/n=sin número; "
        "c=calle@lower&name; sr=señor; sra=señora; srta=señorita; dr=doctor; dra=doctora; "
        "prof=profesor; ud=usted; uds=ustedes; "
        "etc=etcétera; pza=plaza; "
        "p.ej=por ejemplo; av=avenida; avda=avenida; ee.uu=Estados Unidos; a.m=a eme; p.m=pe eme; "
        "vs=contra; aprox=aproximadamente; a.c=antes de Cristo; d.c=después de Cristo; tel=teléfono; tfno=teléfono; "
        "telf=teléfono; "
        "sres=señores; sras=señoras; dpto=departamento; máx=máximo; mín=mínimo; min=minuto@number; "
        "admón=administración; "
        "cía=compañía; s.a=ese a; ej=ejemplo; telf=teléfono",
    ),
    signs=pairs(
        "&=y; +=más; ==igual a; @=arroba; #=número; ×=por; ÷=entre; <=menor que; >=mayor que; ~=unos; "
        "±=más menos; ≤=menor o igual que; ≥=mayor o igual que; ≠=distinto de; ≈=aproximadamente; √=raíz "
        "cuadrada de; "
        "§=sección; №=número; %=por ciento; °=grados; ‰=por mil"
    ),
    operators=pairs(
        "+=más; ±=más menos; ×=por; ÷=entre; ==igual a; <=menor que; >=mayor que; ≤=menor o igual que; "
        "≥=mayor o igual que; ≠=distinto de; ≈=aproximadamente; √=raíz cuadrada de; →=a; ←=desde; "
        "∞=infinito; §=sección; №=número; %=por ciento; ‰=por mil; °=grados; ^=elevado a"
    ),
    rulers=words(
        "alejandro alfonso benedicto carlos catalina clemente eduardo emperador enrique felipe fernando "
        "francisco gregorio guillermo inocencio isabel iván jacobo jaime jorge juan león luis maría napoleón "
        "nicolás pablo papa pedro pío ramiro reina rey ricardo sancho"
    ),
    female=words(
        "catalina cristina isabel juana margarita maría reina"
    ),
    romans_after=words(
        "cap vol acto artículo capítulo fase guerra libro mundial nivel parte sección tipo tomo título volumen"
    ),
    centuries=words(
        "s siglo siglos"
    ),
    phone_words=words(
        "fax llama llame móvil número tel telf teléfono tfno"
    ),
    dot="punto",
    at="arroba",
    slash="barra",
    underscore="guion bajo",
    hyphen="guion",
    pairs={
        ("a", "c"): ("antes de", "Cristo"),
        ("d", "c"): ("después de", "Cristo"),
        ("d", "f"): ("Distrito", "Federal"),
        ("a", "m"): ("a", "eme"),
        ("p", "m"): ("pe", "eme"),
        ("ee", "uu"): ("Estados", "Unidos"),
        ("jj", "oo"): ("Juegos", "Olímpicos"),
        ("ff", "aa"): ("Fuerzas", "Armadas"),
        ("cc", "oo"): ("Comisiones", "Obreras"),
        ("rr", "hh"): ("Recursos", "Humanos"),
        ("rr", "cc"): ("Reyes", "Católicos"),
        ("cc", "aa"): ("comunidades", "autónomas"),
        ("ss", "mm"): ("Sus", "Majestades"),
        ("aa", "vv"): ("autores", "varios"),
        ("p", "d"): ("pos", "data"),
        ("n", "b"): ("nota", "bene"),
        ("c", "p"): ("código", "postal"),
        ("s", "l"): ("ese", "ele"),
        ("s", "a"): ("ese", "a"),
        ("s", "m"): ("Su", "Majestad"),
        ("p", "ej"): ("por", "ejemplo"),
    },
    halves=pairs("A.M=a eme; P.M=pe eme"),
    months=_MONTHS,
    month_forms=numbered(
        "ene=enero; feb=febrero; mar=marzo; abr=abril; jun=junio; jul=julio; ago=agosto; sept=septiembre; "
        "sep=septiembre; oct=octubre; nov=noviembre; dic=diciembre"
    , _MONTHS),
    decimal=",",
    point="coma",
    percent="por ciento",
    minus="menos",
    to="a",
    and_cents="con",
    million_of="de",
)  # fmt: skip

LANGUAGES = (SPANISH,)
