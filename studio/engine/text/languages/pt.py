# SPDX-License-Identifier: GPL-3.0-or-later
"""Portuguese, of Brazil."""

from __future__ import annotations

import re

from studio.engine.text.forms import ALONE, Clock, Form
from studio.engine.text.language import Language
from studio.engine.text.languages.tables import currencies, numbered, ordered, pairs, senses, units, words
from studio.engine.text.neighbours import Neighbours
from studio.engine.text.numerals import from_library

_FEMININE_ENDINGS = ("a", "as", "ção", "ções", "dade", "dades", "gem", "gens")
_NOT_COUNTED = words("por per com cento")
_FEMININE = words(
    "colher colheres vez vezes mulher mulheres noite noites tarde tardes classe classes parte partes luz "
    "luzes voz vozes lei "
    "leis flor "
    "flores mão mãos chave chaves nuvem nuvens rede redes pele"
)
_NOT_FEMININE = words(
    "atletas artistas turistas planetas poetas colegas dia dias problema problemas programa programas mapa mapas"
)


def _cardinal(number: int, form: Form) -> str:
    said = from_library(number, "pt_BR")
    if form.gender != "f" or not form.counted:
        return said
    said = re.sub(r"(zent|cent|hent)os\b", r"\1as", said)
    return re.sub(r"\bdois$", "duas", re.sub(r"\bum$", "uma", said))


def _ordinal(number: int, form: Form) -> str:
    said = from_library(number, "pt_BR", "ordinal")
    return re.sub(r"o\b", "a", said) if form.gender == "f" else said


def _year(number: int) -> str:
    return from_library(number, "pt_BR")


def _decimals(figures: str) -> str:
    if figures.startswith("0") or len(figures) > 2:
        return " ".join(from_library(int(figure), "pt_BR") for figure in figures)
    return from_library(int(figures), "pt_BR")


def _fraction(numerator: int, denominator: int) -> str:
    if denominator == 2:
        return "um meio" if numerator == 1 else f"{from_library(numerator, 'pt_BR')} meios"
    if denominator == 3:
        part = "terço"
    elif denominator <= 10 or denominator % 100 == 0:
        part = from_library(denominator, "pt_BR", "ordinal")
    else:
        part = from_library(denominator, "pt_BR") + " avo"
    return f"{from_library(numerator, 'pt_BR')} {part}{'' if numerator == 1 else 's'}"


def _time(clock: Clock) -> str:
    said = _cardinal(clock.hours, Form("f", counted=True))
    hours = f"{said} {'hora' if clock.hours == 1 else 'horas'}"
    if clock.seconds is not None:
        minutes, seconds = (
            f"{_cardinal(number, Form('m', counted=True))} {name}{'' if number == 1 else 's'}"
            for number, name in ((clock.minutes, "minuto"), (clock.seconds, "segundo"))
        )
        return f"{hours} {minutes} e {seconds}"
    if not clock.minutes:
        return hours
    return f"{said} e {from_library(clock.minutes, 'pt_BR')}"


def _ruler(number: int, feminine: bool) -> str:
    return _ordinal(number, Form("f" if feminine else "m")) if number <= 10 else from_library(number, "pt_BR")


def _century(number: int, behind: bool) -> str:
    return from_library(number, "pt_BR", "ordinal") if number <= 10 or not behind else from_library(number, "pt_BR")


def _half(whole: int, noun: str, gender: str) -> tuple[str, str] | None:
    """ "meio litro", "meia xícara", "duas e meia"."""
    if not noun[:1].islower() or len(noun) < 3:
        return None
    feminine = gender == "f" or (not gender and (noun in _FEMININE or noun.endswith(_FEMININE_ENDINGS)))
    half = "meia" if feminine and noun not in _NOT_FEMININE else "meio"
    return (_cardinal(whole, Form("f" if half == "meia" else "m", counted=True)), f"e {half}") if whole else ("", half)


def _half_behind(whole: int, noun: str, gender: str) -> tuple[str, str] | None:
    """ "duas xícaras e meia", "um litro e meio"."""
    said = _half(whole, noun or "metro", gender)
    if said is None or noun in _NOT_COUNTED:
        return None
    noun, blank, rest = noun.partition(" ")
    if whole == 1:
        noun = noun.removesuffix("s")
    number = said[0] if noun else _cardinal(whole, ALONE)
    return number, f"{noun} {said[1]}{blank}{rest}".strip()


def _form_of_number(number: int, neighbours: Neighbours) -> Form | None:
    noun = neighbours.following
    if not noun[:1].islower() or len(noun) < 3 or noun in _NOT_COUNTED:
        return None
    feminine = noun in _FEMININE or (noun.endswith(_FEMININE_ENDINGS) and noun not in _NOT_FEMININE)
    return Form("f" if feminine else "m", counted=True)


# What is counted in parts.
_PARTED = words(
    "xícara xícaras chávena copo hora litro quilo colher colheres lata pacote metro página cebola limão "
    "polegada grama quilômetro milha litros"
)


def _part_of(noun: str) -> str:
    if noun.partition(" ")[0] not in _PARTED:
        return ""
    return f"de {noun}"


_MONTHS = ordered("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro")
_DAYS = ordered("segunda terça quarta quinta sexta sábado domingo")


BRAZILIAN = Language(
    tag="pt",
    cardinal=_cardinal,
    ordinal=_ordinal,
    # Nothing is the noughth.
    rank_mark_fits=lambda number, _mark: number > 0,
    year=_year,
    year_end=lambda number: from_library(number, "pt_BR"),
    fraction=_fraction,
    half=_half,
    decimals=_decimals,
    time=_time,
    ruler=_ruler,
    century=_century,
    form_of_number=_form_of_number,
    groups=".",
    before_degree=words("a até nos de"),
    ordinal_marks={"º": Form("m"), "ª": Form("f"), "°": Form("m"), "o": Form("m"), "a": Form("f")},
    scales=pairs("mil=mil; milhão=milhão; milhões=milhões; bilhão=bilhão; bilhões=bilhões; mi=milhões; bi=bilhões"),
    scale_letters={"M": ("milhão", "milhões")},
    and_half="e",
    half_behind=_half_behind,
    lone_units=words("km² m² m³ km kg cm mm km/h kWh"),
    part_of=_part_of,
    day_to=words("a ao até"),
    before_month=words("em desde até"),
    born=("nasceu em", "nasceu em", "nasceu"),
    died=("morreu em", "morreu em", "morreu"),
    by="por",
    score_to="a",
    ratio_to="para",
    plus="mais",
    per="por",
    squared="ao quadrado",
    cubed="ao cubo",
    square="{} quadrado|{} quadrados",
    cubic="{} cúbico|{} cúbicos",
    power="elevado a {number}",
    over="sobre",
    colon="dois-pontos",
    number_sign="número",
    version="versão",
    version_dot="ponto",
    quarter="{rank} trimestre",
    weekdays=_DAYS,
    weekday_forms=numbered("seg=segunda; ter=terça; qua=quarta; qui=quinta; sex=sexta; sáb=sábado; dom=domingo", _DAYS),
    numeric_date="{day} de {month} de {year}",
    short_date="{day} de {month}",
    date_joint="de",
    day="first",
    before_date=words("em no ao dia"),
    hour_mark="h",
    hour_words=words("h"),
    hour_apart="horas",
    hour_gender="f",
    phone_forms=(r"9[1236]\d \d{3} \d{3}", r"9\d{4}-\d{4}", r"\d\d 9\d{4}-\d{4}", r"(?!19|20)[2-5]\d{3}-\d{4}"),
    ordinal_events=words("guerra república internacional edição conferência assembleia cúpula feira copa jornada"),
    masculine_events=words(
        "congresso concílio festival encontro plano concurso império reich milénio milênio fórum prêmio"
    ),
    never_end=words(
        "ilmo ilma al trav sec inc cf qtd obs col xíc alm pç sr sra srta dr dra prof profa d srs sras eng "
        "p.ex vs av pe gov pres sto sta nº n.º exmo exma r"
    ),
    end_before_capital=words("etc"),
    currency_words=words("reais real euros euro dólares dólar libras pesos"),
    undotted=words("e/ou sr sra srta dr dra nº n.º n° km"),
    undotted_lower=words("nº n.º n° e/ou s/ c/ p/ km"),
    starters=words(
        "É São Está Estão Há Tem Foi Era O A Os As Um Uma Ele Ela Eles Elas Eu Tu Você Nós Mas E Ou Se Quando Onde "
        "Como Que Quem Por Para Em No Na De "
        "Do Da Ao Com Sem Então Depois Antes Agora Hoje Ontem Amanhã Aqui Ali Isto Isso Este Esta Esse Essa Seu Sua "
        "Meu Minha Não Sim Também Mais Muito Tudo Todos"
    ),
    acronyms=words("PIB IVA SUS OTAN ONU UNESCO AIDS FIFA UEFA NASA USP PETROBRAS UNICAMP"),
    initialisms=words("EUA UE USA CPF RG CNPJ TV CD DVD PC PT PSDB PMDB IBGE BNDES STF ONG"),
    short_words=words(
        "não a à ao ai as às até bem boa bom cá cada cai céu cem chá com cor da dá dar das de dei dez dia do dó dois "
        "dor "
        "dos e é ela ele em era és eu "
        "faz fé fez fim foi fui gol há ir já lá lar lei ler lua luz mãe mais mal mão mar mas mau me mel mês meu mil "
        "mim na nas nem no nó nos nós nu "
        "num o oi olá ou ovo pai pão pau paz pé pó por pra quê que quem rei rio rir sal são se sei sem ser seu "
        "si sim "
        "só sob sol som sou sua sul tal tão tem "
        "ter teu ti tia tio tu tua um uma uns uva vai vem ver vez vi via voz vou água algo alma alto amor ano aqui "
        "arte azul "
        "baixo banco bela belo boca bola cama cara casa caso chão cima cinco coisa como corpo dedo deus doce doze "
        "duas dura "
        "essa esse esta este fala filho flor fogo fome fora foto frio gato gente grande hoje hora ideia ilha isso "
        "isto jogo "
        "junto lado lago leite livro logo lugar maior medo mesa meio menos modo morte muito mundo muro nada noite "
        "nome norte "
        "nova novo nove nunca obra olho onde ontem onze outra outro para parte passo pele pouco porta quase quatro "
        "rosa rua "
        "sangue santo sete seis sempre stop tarde tempo terra toda todo trem três tudo vaca velho verde vida vinho "
        "vivo zero"
    ),
    male=words("luca josé"),
    pairs={
        ("a", "c"): ("antes de", "Cristo"),
        ("d", "c"): ("depois de", "Cristo"),
        ("p", "ex"): ("por", "exemplo"),
        ("q", "b"): ("quanto", "baste"),
        ("n", "b"): ("nota", "bene"),
        ("v", "exa"): ("vossa", "excelência"),
        ("v", "sa"): ("vossa", "senhoria"),
    },
    vowels="aeiouyáâãàéêíóôõúü",
    units=units(
        "lb=libra/libras/f; "
        "l/100 km=litro por cem quilômetros/litros por cem quilômetros; gr=grama/gramas; xíc=xícara/xícaras/f; "
        "xic=xícara/xícaras/f; col=colher/colheres/f; Nm=newton metro/newton metros; N=newton/newtons; "
        "cv=cavalo/cavalos; "
        "mph=milha por hora/milhas por hora/f; km=quilômetro/quilômetros; cm=centímetro/centímetros; "
        "mm=milímetro/milímetros; m=metro/metros; "
        "kg=quilo/quilos; g=grama/gramas; mg=miligrama/miligramas; l=litro/litros; ml=mililitro/mililitros; "
        "km/h=quilômetro por hora/quilômetros por hora; °C=grau/graus; °=grau/graus; Hz=hertz; "
        "GB=gigabyte/gigabytes; MB=megabyte/megabytes; h=hora/horas/f; min=minuto/minutos; s=segundo/segundos; "
        "kW=quilowatt/quilowatts; m²=metro quadrado/metros quadrados; m2=metro quadrado/metros quadrados; "
        "km²=quilômetro quadrado/quilômetros quadrados; t=tonelada/toneladas/f; ha=hectare/hectares; "
        "cl=centilitro/centilitros; TB=terabyte/terabytes; kWh=quilowatt hora/quilowatts hora; W=watt/watts; "
        "V=volt/volts; dB=decibel/decibéis; "
        "µg=micrograma/microgramas; µm=micrômetro/micrômetros; nm=nanômetro/nanômetros; dm=decímetro/decímetros; "
        "cm²=centímetro quadrado/centímetros quadrados; m³=metro cúbico/metros cúbicos; "
        "m3=metro cúbico/metros cúbicos; cm³=centímetro cúbico/centímetros cúbicos; "
        "km2=quilômetro quadrado/quilômetros quadrados; dl=decilitro/decilitros; L=litro/litros; "
        "mL=mililitro/mililitros; kHz=quilohertz; MHz=megahertz; GHz=gigahertz; MW=megawatt/megawatts; "
        "A=ampère/ampères; mA=miliampère/miliampères; kJ=quilojoule/quilojoules; "
        "kcal=quilocaloria/quilocalorias/f; hPa=hectopascal/hectopascais; bar=bar/bars; KB=quilobyte/quilobytes; "
        "Mbps=megabit por segundo/megabits por segundo; m/s=metro por segundo/metros por segundo; "
        "ms=milissegundo/milissegundos; seg=segundo/segundos; °F=grau Fahrenheit/graus Fahrenheit; "
        "Kg=quilo/quilos; Km=quilômetro/quilômetros; cv=cavalo/cavalos; Ω=ohm/ohms; pol=polegada/polegadas/f; "
        "rpm=rotação por minuto/rotações por minuto/f"
    ),
    currencies=currencies(
        "$=dólar/dólares/centavo/centavos; £=libra/libras/pêni/pence/f; €=euro/euros/centavo/centavos; "
        "¥=iene/ienes/sen/sen; ₹=rupia/rupias/paisa/paisas/f; R$=real/reais/centavo/centavos; "
        "₩=won/wons//; ₽=rublo/rublos/copeque/copeques; CHF=franco suíço/francos suíços/cêntimo/cêntimos; "
        "US$=dólar/dólares/centavo/centavos"
    ),
    codes=pairs("EUR=€; USD=$; GBP=£; JPY=¥; INR=₹; BRL=R$"),
    abbreviations=senses(
        "@number:sec=século; inc=inciso; tab=tabela; qtd=quantidade; km=quilômetro; pp=páginas; lt=lote; bl=bloco; "
        "cap=capítulo; al=alínea; p=página; pág=página; n=número; vol=volume; art=artigo; fig=figura; "
        "apto=apartamento; ap=apartamento; s=século; págs=páginas",
        "@capital:trav=travessa; alm=almirante; rod=rodovia; pq=parque; jd=jardim; cmte=comandante; "
        "d=dona@capital&feminine|dom@capital; eng=engenheiro; r=rua; gov=governador; pres=presidente; "
        "gal=general; pe=padre; "
        "sto=santo; sta=santa",
        "al=alínea@number|alameda@name; ilmo=ilustríssimo; ilma=ilustríssima; cf=confira; obs=observação; "
        "q.b=quanto baste; s/=sem; c/=com; p/=para; s/n=sem número; a/c=aos cuidados de; "
        "prof.ª=professora; sr.ª=senhora; "
        "dr.ª=doutora; univ=universidade; tít=título; trad=tradução; org=organizador; esq=esquerdo; dto=direito; "
        "e/ou=e ou; ed=edição@number|editora@name; cel=coronel@name|celular; gen=general@name; "
        "cap=capítulo@number|capitão@name; séc=século@number; "
        "sécs=séculos@number; ten=tenente@name; sarg=sargento@name; des=desembargador@name; jr=júnior; sr=senhor; "
        "sra=senhora; srta=senhorita; dr=doutor; dra=doutora; prof=professor; profa=professora; "
        "etc=et cétera; p.ex=por exemplo; av=avenida; vs=versus; a.c=antes de Cristo; d.c=depois de Cristo; "
        "tel=telefone; srs=senhores; sras=senhoras; pça=praça; nº=número; n.º=número; n°=número; máx=máximo; "
        "mín=mínimo; ltda=limitada; cia=companhia; aprox=aproximadamente; exmo=excelentíssimo; min=mínimo; "
        "depto=departamento; tb=também; s.a=esse á; ",
    ),
    signs=pairs(
        "&=e; +=mais; ==igual a; @=arroba; #=número; ×=vezes; ÷=dividido por; <=menor que; >=maior que; "
        "~=cerca de; "
        "±=mais ou menos; ≤=menor ou igual a; ≥=maior ou igual a; ≠=diferente de; ≈=aproximadamente; "
        "√=raiz quadrada de; §=parágrafo; №=número; %=por cento; °=graus; ‰=por mil"
    ),
    operators=pairs(
        "+=mais; ±=mais ou menos; ×=vezes; ÷=dividido por; ==igual a; <=menor que; >=maior que; "
        "≤=menor ou igual a; ≥=maior ou igual a; ≠=diferente de; ≈=aproximadamente; √=raiz quadrada de; "
        "→=para; ←=de; ∞=infinito; §=parágrafo; №=número; %=por cento; ‰=por mil; °=graus; ^=elevado a"
    ),
    rulers=words(
        "afonso alexandre bento carlos catarina clemente dinis dom duarte eduardo elizabeth fernando filipe "
        "francisco gregório guilherme henrique imperador inocêncio isabel jorge joão leão luis luís manuel maria "
        "napoleão nicolau papa paulo pedro pio rainha rei sebastião"
    ),
    female=words(
        "catarina elizabeth isabel maria rainha"
    ),
    romans_after=words(
        "inc inciso cap vol artigo ato capítulo cena fase guerra livro mundial nível parte seção tipo tomo "
        "título volume"
    ),
    centuries=words("sec s século séculos séc sécs"
    ),
    phone_words=words(
        "celular fax fone ligue número tel telefone whatsapp"
    ),
    dot="ponto",
    at="arroba",
    slash="barra",
    underscore="sublinhado",
    hyphen="hífen",
    months=_MONTHS,
    month_forms=numbered(
        "jan=janeiro; fev=fevereiro; mar=março; abr=abril; jun=junho; jul=julho; ago=agosto; set=setembro; "
        "out=outubro; nov=novembro; dez=dezembro"
    , _MONTHS),
    decimal=",",
    point="vírgula",
    percent="por cento",
    minus="menos",
    to="a",
    and_cents="e",
    million_of="de",
)  # fmt: skip

LANGUAGES = (BRAZILIAN,)
