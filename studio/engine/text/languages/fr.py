# SPDX-License-Identifier: GPL-3.0-or-later
"""French."""

from __future__ import annotations

import re

from studio.engine.text.forms import Clock, Form
from studio.engine.text.language import Language
from studio.engine.text.languages.tables import currencies, numbered, ordered, pairs, senses, units, words
from studio.engine.text.neighbours import Neighbours
from studio.engine.text.numerals import from_library

_FEMININE = words(
    "heure heures minute minutes seconde secondes fois personne personnes année années semaine semaines journée page "
    "pages "
    "cuillère cuillères cuillerée tasse tasses pincée tranche tranches gousse gousses boîte boîtes feuille "
    "feuilles louche "
    "noix goutte gouttes botte tête têtes bouteille bouteilles pièce pièces ligne lignes table tables étoile "
    "étoiles vie "
    "vies main mains porte portes ville villes île îles rue rues route routes école écoles église églises "
    "livre livres "
    "tomate tomates carotte carottes pomme pommes échalote échalotes orange oranges lettre lettres équipe "
    "équipes vague "
    "nuit nuits fin voix lampe lampes roue roues carte cartes clé clés loi lois banane bananes coupe coupes poignée "
    "branche branches entreprise entreprises victime victimes victoire victoires défaite défaites photo photos "
    "femme femmes fille filles voiture voitures maison maisons place places chambre chambres tonne tonnes"
)
_FEMININE_ENDINGS = re.compile(
    r".{2,}(?:tion|sion|xion|ette|elle|esse|ance|ence|ure|ade|itude|eille|ville|ille|euse|trice|ée)s?"
)
_NOT_FEMININE = words(
    "musée lycée trophée athée apogée mausolée scarabée musées lycées trophées "
    "squelette silence millionnaire chèvrefeuille portefeuille murmure parjure augure mercure vermicelle violoncelle "
    "grade stade jade malade nomade camarade gorille vaudeville squelettes silences murmures grades stades malades "
    "nomades camarades gorilles portefeuilles violoncelles mille"
)
_PARTS = {2: "demi", 3: "tiers", 4: "quart"}


def _cardinal(number: int, form: Form) -> str:
    said = from_library(number, "fr")
    return re.sub(r"\bun$", "une", said) if form.gender == "f" and form.counted else said


def _ordinal(number: int, form: Form) -> str:
    said = from_library(number, "fr", "ordinal")
    return re.sub(r"premier$", "première", said) if form.gender == "f" else said


def _year(number: int) -> str:
    return from_library(number, "fr")


def _decimals(figures: str) -> str:
    if figures.startswith("0") or len(figures) > 3:
        return " ".join(from_library(int(figure), "fr") for figure in figures)
    return from_library(int(figures), "fr")


def _fraction(numerator: int, denominator: int) -> str:
    part = _PARTS.get(denominator) or from_library(denominator, "fr", "ordinal")
    plural = "" if numerator == 1 or part.endswith("s") else "s"
    return f"{from_library(numerator, 'fr')} {part}{plural}"


def _time(clock: Clock) -> str:
    said = f"{_cardinal(clock.hours, Form('f', counted=True))} {'heure' if clock.hours < 2 else 'heures'}"
    if clock.seconds is not None:
        for number, name in ((clock.minutes, "minute"), (clock.seconds, "seconde")):
            said += f" {_cardinal(number, Form('f', counted=True))} {name}{'' if number < 2 else 's'}"
    elif clock.minutes:
        said += f" {from_library(clock.minutes, 'fr')}"
    return said


def _ruler(number: int, feminine: bool) -> str:
    return _ordinal(1, Form("f" if feminine else "m")) if number == 1 else from_library(number, "fr")


def _century(number: int, behind: bool) -> str:
    return from_library(number, "fr", "ordinal")


def _form_of_number(number: int, neighbours: Neighbours) -> Form | None:
    noun = neighbours.following
    feminine = _is_feminine(noun)
    return Form("f", counted=True) if feminine and noun.islower() and noun not in ("livre", "livres") else None


def _half(whole: int, noun: str, gender: str) -> tuple[str, str] | None:
    if whole:
        return None
    feminine = gender == "f" or _is_feminine(noun)
    return ("", "une demi") if feminine else None


def _half_behind(whole: int, noun: str, gender: str) -> tuple[str, str] | None:
    """ "deux tasses et demie", "un litre et demi"."""
    if noun and (not noun[:1].islower() or len(noun) < 3):
        return None
    noun, blank, rest = noun.partition(" ")
    feminine = gender == "f" or (not gender and _is_feminine(noun))
    if whole == 1:
        noun = noun.removesuffix("s")
    behind = f" {rest}" if blank and rest[:2] == "à " else ""
    after = f"{blank}{rest}" if not behind else ""
    number = _cardinal(whole, Form("f" if feminine else "m", counted=True))
    return number, f"{noun}{behind} {'et demie' if feminine else 'et demi'}{after}".strip()


def _is_feminine(noun: str) -> bool:
    return noun in _FEMININE or (_FEMININE_ENDINGS.fullmatch(noun) is not None and noun not in _NOT_FEMININE)


# What is counted in parts.
_PARTED = words(
    "tasse verre heure litre kilo cuillère cuillerée sachet paquet baguette citron oignon page mètre "
    "kilomètre pouce livre siècle gramme kilogramme mille litres"
)


def _part_of(noun: str) -> str:
    if noun.partition(" ")[0] not in _PARTED:
        return ""
    return f"d'{noun}" if noun[0] in "aeiouéèêh" else f"de {noun}"


_MONTHS = ordered("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
_DAYS = ordered("lundi mardi mercredi jeudi vendredi samedi dimanche")


FRENCH = Language(
    tag="fr",
    cardinal=_cardinal,
    ordinal=_ordinal,
    half_behind=_half_behind,
    lone_units=words("km² m² m³ km kg cm mm km/h kWh"),
    part_of=_part_of,
    day_to=words("au"),
    before_month=words("en depuis dès fin début"),
    born=("né en", "né le", "né"),
    died=("décédé en", "décédé le", "décédé"),
    year=_year,
    year_end=lambda number: from_library(number, "fr"),
    fraction=_fraction,
    half=_half,
    decimals=_decimals,
    time=_time,
    ruler=_ruler,
    century=_century,
    form_of_number=_form_of_number,
    groups=".",
    ordinal_marks={
        "er": Form("m"), "ers": Form("m"), "de": Form("f"), "e": Form(), "es": Form(),
        "eme": Form(), "ème": Form(), "nd": Form("m"), "nde": Form("f"), "re": Form("f"),
        "ère": Form("f"), "ᵉ": Form(),
    },
    scales=pairs(
        "mille=mille; million=million; millions=millions; milliard=milliard; milliards=milliards; md=milliards; "
        "mds=milliards"
    ),
    scale_letters={"k": ("mille", "mille"), "M": ("million", "millions"), "Md": ("milliard", "milliards")},
    and_half="et",
    by="sur",
    score_to="à",
    ratio_to="sur",
    per="par",
    squared="au carré",
    cubed="au cube",
    square="{} carré|{} carrés",
    cubic="{} cube|{} cubes",
    power="puissance {number}",
    over="sur",
    colon="deux-points",
    number_sign="numéro",
    sharp="sharp",
    quarter="{rank} trimestre",
    weekdays=_DAYS,
    weekday_forms=numbered(
        "lun=lundi; mar=mardi; mer=mercredi; jeu=jeudi; ven=vendredi; sam=samedi; dim=dimanche"
    , _DAYS),
    month_forms=numbered(
        "janv=janvier; févr=février; fév=février; avr=avril; juil=juillet; sept=septembre; oct=octobre; "
        "nov=novembre; "
        "déc=décembre"
    , _MONTHS),
    numeric_date="{day} {month} {year}",
    day="first",
    before_date=words("le du au"),
    hour_mark="h",
    hour_words=words("h heures heure"),
    hour_gender="f",
    roman_ranks={"er": Form("m"), "re": Form("f"), "ère": Form("f"), "e": Form(), "ème": Form(), "è": Form()},
    phone_forms=(r"0\d(?:[ .-]\d\d){4}",),
    phone_pairs=True,
    never_end=words(
        "bât cdt gal gén col cap lt th suiv coll trad al apt appt bât esc rte chem réf pl st-ex c m mm mme mmes mlle "
        "dr pr mgr me st ste p.ex av env cf vs boul bd apr"
    ),
    end_before_capital=words("etc"),
    romans_before=words("république siècle siècles arrondissement dynastie congrès"),
    currency_words=words("euros euro dollars dollar francs livres yens"),
    undotted=words("et/ou c.-à-d mme mlle mmes mgr me dr n° nº bd av pr st ste no km cdt gal"),
    undotted_lower=words("n° nº et/ou bd av no km cdt"),
    starters=words(
        "Le La Les L Un Une Des Il Elle Ils Elles Je Tu Nous Vous On Ce Cette Ces C Mais Et Ou Donc Or Ni Car Puis "
        "Alors Ensuite Enfin Ici Là Quand Si Comme Dans En À Au Aux Avec Pour Sur Sous Par De Du D Mon Ma Mes Son Sa "
        "Ses Leur Notre Votre Que Qui Quoi Où Pourquoi Aujourd Hier Demain Oui Non Plus Tout Tous"
    ),
    acronyms=words("OTAN ONU UNESCO SIDA SMIC ENA INSEE CERN FIFA UEFA NASA OVNI PACS BAC"),
    initialisms=words(
        "SNCF RATP TGV UE USA EDF GDF CGT PS UMP RN LR PSG OM TF1 CD DVD TV PC PDG HLM SDF BD VTT IBM BMW CV TVA RER"
    ),
    short_words=words(
        "à ai as au aux avec bas bien bon car ce ces cet ci clé dans de des deux dit dix doux du eau eh elle en es "
        "est et eu eux "
        "fin fils fou gai gens haut hé hier ici il ils jeu joie jour juin la là lac le les leur lit loi lui ma mai "
        "mais mal "
        "mer mes moi mon mot mur ne nez ni nom non nos nous nu nuit oh on or os ou où oui par pas peu plus pont port "
        "pour "
        "pré pur que qui quoi rat rien roi rue sa sac sans se sec ses six soi sol son sous sud sur ta tas te tes tôt "
        "tous "
        "tout très tu un une vent vers vie vin vite vos vous vrai vu air aller ami amour âme ange beau bleu bois "
        "bras "
        "chat "
        "chef cher chez chien ciel cœur coup cour dame dent dieu dire donc dos dur faim fait faux fer feu fond fort "
        "froid "
        "grand gros gris jamais jeune libre lieu loin long lune main mois monde mort noir nord note oeil onze père "
        "peur "
        "pied pire porte sang sept soir soin soif star stop tard tête tour trop type vert ville voix vol zéro"
    ),
    vowels="aeiouyàâéèêëîïôöùûüœæ",
    elision="'",
    million_of_elided="d'",
    replaced=pairs(
        "mˡˡᵉ=mademoiselle; càd=c'est-à-dire; cad=c'est-à-dire; 7j/7j=sept jours sur sept; 7j/7=sept jours sur sept; "
        "24h/24=vingt-quatre heures sur vingt-quatre; 24h/24h=vingt-quatre heures sur vingt-quatre; "
        "24/24=vingt-quatre heures sur vingt-quatre; 7/7=sept jours sur sept; 4x4=quatre quatre"
    ),
    units=units(
        "l/100 km=litre aux cent kilomètres/litres aux cent kilomètres; "
        "l/100km=litre aux cent kilomètres/litres aux cent kilomètres; "
        "L/100 km=litre aux cent kilomètres/litres aux cent kilomètres; "
        "Nm=newton mètre/newtons mètres; N=newton/newtons; kN=kilonewton/kilonewtons; gr=gramme/grammes; "
        "mph=mille à l'heure/milles à l'heure; mAh=milliampère-heure/milliampères-heure; mbar=millibar/millibars; "
        "Wh=wattheure/wattheures; Mpx=mégapixel/mégapixels; cs=cuillère à soupe/cuillères à soupe/f; "
        "cc=cuillère à café/cuillères à café/f; c.c.=cuillère à café/cuillères à café/f; "
        "c.s.=cuillère à soupe/cuillères à soupe/f; "
        "càs=cuillère à soupe/cuillères à soupe/f; càc=cuillère à café/cuillères à café/f; "
        "c. à soupe=cuillère à soupe/cuillères à soupe/f; c. à café=cuillère à café/cuillères à café/f; "
        "km=kilomètre/kilomètres; cm=centimètre/centimètres; mm=millimètre/millimètres; m=mètre/mètres; "
        "kg=kilo/kilos; g=gramme/grammes; mg=milligramme/milligrammes; l=litre/litres; "
        "ml=millilitre/millilitres; km/h=kilomètre heure/kilomètres heure; °C=degré/degrés; °=degré/degrés; "
        "Hz=hertz; t=tonne/tonnes/f; ha=hectare/hectares; cl=centilitre/centilitres; "
        "m²=mètre carré/mètres carrés; m2=mètre carré/mètres carrés; km²=kilomètre carré/kilomètres carrés; "
        "kWh=kilowattheure/kilowattheures; W=watt/watts; V=volt/volts; dB=décibel/décibels; "
        "Go=gigaoctet/gigaoctets; Mo=mégaoctet/mégaoctets; h=heure/heures/f; min=minute/minutes/f; "
        "s=seconde/secondes/f; kW=kilowatt/kilowatts; "
        "µg=microgramme/microgrammes; µm=micromètre/micromètres; nm=nanomètre/nanomètres; dm=décimètre/décimètres; "
        "cm²=centimètre carré/centimètres carrés; m³=mètre cube/mètres cubes; m3=mètre cube/mètres cubes; "
        "cm³=centimètre cube/centimètres cubes; dl=décilitre/décilitres; hl=hectolitre/hectolitres; "
        "L=litre/litres; mL=millilitre/millilitres; kHz=kilohertz; MHz=mégahertz; GHz=gigahertz; "
        "MW=mégawatt/mégawatts; GW=gigawatt/gigawatts; A=ampère/ampères; mA=milliampère/milliampères; "
        "kJ=kilojoule/kilojoules; kcal=kilocalorie/kilocalories/f; hPa=hectopascal/hectopascals; bar=bar/bars; "
        "To=téraoctet/téraoctets; Ko=kilooctet/kilooctets; ko=kilooctet/kilooctets; "
        "Mb/s=mégabit par seconde/mégabits par seconde; Mbit/s=mégabit par seconde/mégabits par seconde; "
        "m/s=mètre par seconde/mètres par seconde; ms=milliseconde/millisecondes/f; mn=minute/minutes/f; "
        "sec=seconde/secondes/f; °F=degré Fahrenheit/degrés Fahrenheit; GB=gigaoctet/gigaoctets; "
        "MB=mégaoctet/mégaoctets; ch=cheval/chevaux; tr/min=tour par minute/tours par minute; "
        "lb=livre/livres/f; "
        "hab=habitant/habitants; Ω=ohm/ohms; pts=point/points; c. à s=cuillère à soupe/cuillères à soupe/f; "
        "c. à c=cuillère à café/cuillères à café/f"
    ),
    currencies=currencies(
        "$=dollar/dollars/cent/cents; £=livre/livres/penny/pence/f; €=euro/euros/centime/centimes; "
        "¥=yen/yens/sen/sen; ₹=roupie/roupies/paisa/paisas/f; R$=réal/réaux/centavo/centavos; "
        "₩=won/wons//; ₽=rouble/roubles/kopeck/kopecks; CHF=franc suisse/francs suisses/centime/centimes; "
        "US$=dollar/dollars/cent/cents; CA$=dollar/dollars/cent/cents; F=franc/francs/centime/centimes; "
        "₺=livre/livres///f"
    ),
    codes=pairs("EUR=€; USD=$; GBP=£; JPY=¥; INR=₹; BRL=R$"),
    abbreviations=senses(
        "@figure:env=environ; th=thermostat; km=kilomètre",
        "@number:t=tome; al=alinéa; apt=appartement; appt=appartement; esc=escalier; tab=tableau; "
        "rég=région; bp=boîte postale; p=page@number|pages@after_figure; vol=volume; chap=chapitre; art=article; "
        "fig=figure; max=maximum; "
        "min=minimum; pp=pages; no=numéro",
        "@capital:cdt=commandant; gal=général; gén=général; col=colonel; cap=capitaine; lt=lieutenant; fr=frère; "
        "rte=route; chem=chemin; imp=impasse; fg=faubourg; dir=directeur; prés=président; "
        "m=monsieur@capital|monsieur@upper&lower_follows; mm=messieurs; pr=professeur; st=saint; ste=sainte; "
        "mgr=monseigneur; me=maître; "
        "boul=boulevard",
        "bât=bâtiment; suiv=suivantes; pers=personnes; coll=collection; trad=traduction; adj=adjoint; "
        "approx=approximativement; arr=arrondissement; ann=annexe; bibl=bibliothèque; dép=département; "
        "dépt=département; ex=exemple; ill=illustré; nb=nombre; "
        "obs=observation; qté=quantité; réf=référence; s=siècle@after_roman; tjs=toujours; univ=université; "
        "cie=compagnie; fem=féminin; masc=masculin; plur=pluriel; sing=singulier; éds=éditions; réed=réédition; "
        "pl=place@lower_follows; "
        "et/ou=et ou; mme=madame; mmes=mesdames; mlle=mademoiselle; dr=docteur; prof=professeur; etc=et cétéra; "
        "p.ex=par exemple; n°=numéro; av=avenue; bd=boulevard; vs=contre; cf=confère; tél=téléphone; "
        "janv=janvier; févr=février; juil=juillet; sept=septembre; oct=octobre; nov=novembre; déc=décembre; "
        "nº=numéro; apr=après; hab=habitants; ét=étage; c.-à-d=c'est-à-dire; ing=ingénieur; éd=édition",
    ),
    signs=pairs(
        "&=et; +=plus; ==égale; @=arobase; #=numéro; ×=fois; ÷=divisé par; <=inférieur à; >=supérieur à; "
        "~=environ; "
        "±=plus ou moins; ≤=inférieur ou égal à; ≥=supérieur ou égal à; ≠=différent de; ≈=environ égal à; "
        "√=racine carrée de; §=paragraphe; №=numéro; %=pour cent; °=degrés; ‰=pour mille"
    ),
    operators=pairs(
        "+=plus; ±=plus ou moins; ×=fois; ÷=divisé par; ==égale; <=inférieur à; >=supérieur à; "
        "≤=inférieur ou égal à; ≥=supérieur ou égal à; ≠=différent de; ≈=environ égal à; √=racine carrée de; "
        "→=vers; ←=depuis; ∞=infini; §=paragraphe; №=numéro; %=pour cent; ‰=pour mille; °=degrés; "
        "^=puissance"
    ),
    rulers=words(
        "albert alexandre benoît catherine charles clément edouard elisabeth empereur françois frédéric georges "
        "grégoire guillaume henri innocent ivan jean louis léon léopold napoléon nicolas pape paul philippe pie "
        "pierre reine richard roi urbain édouard élisabeth"
    ),
    female=words(
        "catherine elisabeth marie reine élisabeth"
    ),
    romans_after=words(
        "chap vol acte t tomes article chapitre guerre livre mondiale niveau partie phase scène section titre tome "
        "type volume"
    ),
    centuries=words(
        "s siècle siècles"
    ),
    phone_words=words(
        "appelez fax mobile numéro portable tel tél téléphone"
    ),
    dot="point",
    at="arobase",
    slash="slash",
    underscore="tiret bas",
    hyphen="tiret",
    pairs={
        ("p", "ex"): ("par", "exemple"),
        ("av", "j.-c"): ("avant", "Jésus-Christ"),
        ("apr", "j.-c"): ("après", "Jésus-Christ"),
    },
    months=_MONTHS,
    decimal=",",
    point="virgule",
    percent="pour cent",
    minus="moins",
    to="à",
    and_cents="et",
    million_of="de",
)  # fmt: skip

LANGUAGES = (FRENCH,)
