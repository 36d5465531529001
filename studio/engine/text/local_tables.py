# SPDX-License-Identifier: GPL-3.0-or-later
"""How each language says dates, rulers' numbers, addresses and telephone numbers: data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Local:
    """One language's ways beside its figures and signs (`language`).

    Attributes:
        months: In lower case, January first.
        date_joint: Between day and month, and between month and year, in a date in figures.
        first_is_ordinal: The first of a month is called by its rank.
        ruler_ordinal_up_to: Rulers up to this number are called by rank, those above by number.
        rulers: Names and titles in lower case before a ruler's number.
        female: Those of *rulers* that take a feminine rank.
        numbered: Words in lower case that a Roman number follows ("chapter"), said as a plain number.
        centuries: Words in lower case for a century.
        century_by_rank: Centuries are called by rank; otherwise up to the tenth only.
        telephone: Words in lower case before a telephone number.
        pairs: Telephone numbers are read by pairs of digits.
        dot, at, slash, underscore, hyphen: What is said in web and mail addresses.
        before_figure: Abbreviations, in lower case, that stand for a word only before a figure ("p. 5").
        before_name: Those that do only before a capital letter ("St. Louis").
        titles_of_two: First and second word, in lower case and without dots, and what each is said as.
    """

    months: tuple[str, ...]
    date_joint: str = ""
    first_is_ordinal: bool = False
    ruler_ordinal_up_to: int = 0
    rulers: frozenset[str] = frozenset()
    female: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    centuries: frozenset[str] = frozenset()
    century_by_rank: bool = True
    telephone: frozenset[str] = frozenset()
    pairs: bool = False
    dot: str = "dot"
    at: str = "at"
    slash: str = "slash"
    underscore: str = "underscore"
    hyphen: str = "dash"
    before_figure: frozenset[str] = frozenset()
    before_name: frozenset[str] = frozenset()
    titles_of_two: tuple[tuple[str, str, str, str], ...] = ()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _ordered(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ENGLISH = Local(
    months=_ordered("january february march april may june july august september october november december"),
    rulers=_words(
        "henry charles george edward william james richard john elizabeth mary louis philip peter "
        "catherine ivan paul pius "
        "benedict gregory leo francis clement innocent urban napoleon frederick ferdinand alexander nicholas victoria "
        "rameses ramesses philippe xiv king queen pope emperor tsar czar alfonso felipe juan pedro wilhelm emmanuel"
    ),
    female=frozenset(),
    numbered=_words(
        "chapter part act scene volume book section article title level phase stage type class war bowl appendix grade "
        "episode season rocky olympiad figure table unit item step round mark tier"
    ),
    centuries=_words("century centuries"),
    before_figure=_words("no nos vol fig figs ch p pp sec ed ext apt art hwy"),
    before_name=_words("gen sen rep hon pres gov col lt rev maj pvt adm cmdr cpl capt sgt mt messrs"),
    telephone=_words("tel phone telephone call fax mobile cell dial number ring text"),
)
SPANISH = Local(
    months=_ordered(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ),
    date_joint="de",
    ruler_ordinal_up_to=10,
    rulers=_words(
        "felipe alfonso carlos juan pablo isabel fernando luis enrique pedro sancho ramiro jaime "
        "napoleón benedicto pío "
        "gregorio clemente inocencio león francisco catalina maría jorge eduardo guillermo jacobo "
        "nicolás alejandro rey "
        "reina papa emperador iván ricardo"
    ),
    female=_words("isabel catalina maría reina cristina margarita juana"),
    numbered=_words("capítulo tomo volumen acto parte libro sección título artículo fase guerra mundial nivel tipo"),
    centuries=_words("siglo siglos s"),
    century_by_rank=False,
    before_figure=_words("n núm p pág págs cap vol fig art s nº n.º"),
    before_name=_words("d dña c gral lic ing sto sta pza"),
    telephone=_words("tel teléfono telf tfno móvil llame llama fax número"),
    dot="punto", at="arroba", slash="barra", underscore="guion bajo", hyphen="guion",
    titles_of_two=(("ee", "uu", "Estados", "Unidos"), ("p", "ej", "por", "ejemplo")),
)  # fmt: skip
FRENCH = Local(
    months=_ordered(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    ),
    first_is_ordinal=True,
    ruler_ordinal_up_to=1,
    rulers=_words(
        "louis françois henri charles napoléon philippe jean paul pie benoît élisabeth elisabeth "
        "catherine grégoire clément "
        "innocent léon urbain guillaume georges édouard edouard richard frédéric pierre ivan "
        "nicolas alexandre roi reine "
        "pape empereur léopold albert"
    ),
    female=_words("élisabeth elisabeth catherine reine marie"),
    numbered=_words(
        "chapitre tome volume acte scène partie livre section titre article phase guerre mondiale "
        "niveau type"
    ),
    centuries=_words("siècle siècles s"),
    before_figure=_words("p pp n art vol chap fig no env max min"),
    before_name=_words("m mm me pr mgr st ste boul"),
    telephone=_words("tél tel téléphone fax portable mobile appelez numéro"),
    pairs=True,
    dot="point", at="arobase", slash="slash", underscore="tiret bas", hyphen="tiret",
    titles_of_two=(
        ("p", "ex", "par", "exemple"), ("av", "j.-c", "avant", "Jésus-Christ"),
        ("apr", "j.-c", "après", "Jésus-Christ"),
    ),
)  # fmt: skip
GERMAN = Local(
    months=_ordered(
        "januar februar märz april mai juni juli august september oktober november dezember"
    ),
    first_is_ordinal=True,
    ruler_ordinal_up_to=100,
    rulers=_words(
        "ludwig friedrich wilhelm karl heinrich otto franz josef joseph elisabeth maria katharina leopold georg albert "
        "johannes paul benedikt pius gregor leo innozenz clemens napoleon philipp peter nikolaus "
        "alexander könig königin "
        "kaiser papst zar eduard richard ferdinand rudolf maximilian christian gustav adolf"
    ),
    female=_words("elisabeth maria katharina königin margarethe christina"),
    numbered=_words("kapitel band teil akt szene buch abschnitt artikel phase stufe typ klasse titel weltkrieg"),
    centuries=_words("jahrhundert jh"),
    before_figure=_words("s nr bd abs art kap abb"),
    before_name=_words("hr fr st hl ing dipl"),
    telephone=_words("tel telefon fax handy mobil telefonnummer nummer rufen"),
    dot="Punkt", at="ätt", slash="Släsch", underscore="Unterstrich", hyphen="Minus",
    titles_of_two=(
        ("z", "b", "zum", "Beispiel"), ("d", "h", "das", "heißt"), ("u", "a", "unter", "anderem"),
        ("v", "chr", "vor", "Christus"), ("n", "chr", "nach", "Christus"), ("i", "d", "in", "der"),
        ("s", "o", "siehe", "oben"), ("s", "u", "siehe", "unten"), ("o", "ä", "oder", "Ähnliches"),
    ),
)  # fmt: skip
ITALIAN = Local(
    months=_ordered(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
    ),
    first_is_ordinal=True,
    ruler_ordinal_up_to=100,
    rulers=_words(
        "luigi enrico carlo giovanni paolo vittorio emanuele umberto elisabetta napoleone pio "
        "benedetto gregorio clemente "
        "innocenzo leone francesco filippo giorgio edoardo guglielmo federico caterina maria ivan nicola alessandro re "
        "regina papa imperatore amedeo pietro riccardo ferdinando"
    ),
    female=_words("elisabetta caterina maria regina cristina"),
    numbered=_words("capitolo tomo volume atto scena parte libro sezione titolo articolo fase livello tipo"),
    centuries=_words("secolo secoli sec"),
    before_figure=_words("p pag pagg n cap vol art fig sec"),
    before_name=_words("s on ing arch geom mons"),
    telephone=_words("tel telefono cell cellulare fax chiamare chiama numero"),
    dot="punto", at="chiocciola", slash="barra", underscore="trattino basso", hyphen="trattino",
)  # fmt: skip
PORTUGUESE = Local(
    months=_ordered(
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
    ),
    date_joint="de",
    first_is_ordinal=True,
    ruler_ordinal_up_to=10,
    rulers=_words(
        "pedro joão luís luis isabel elizabeth carlos filipe manuel afonso sebastião napoleão pio "
        "bento gregório clemente "
        "inocêncio leão francisco henrique jorge eduardo guilherme catarina maria paulo rei rainha papa imperador dom "
        "nicolau alexandre dinis fernando duarte"
    ),
    female=_words("isabel elizabeth catarina maria rainha"),
    numbered=_words("capítulo tomo volume ato cena parte livro seção título artigo fase guerra mundial nível tipo"),
    centuries=_words("século séculos s"),
    century_by_rank=False,
    before_figure=_words("n p pág págs cap vol art fig s ed ap apto"),
    before_name=_words("d pe r eng gov pres gal sto sta"),
    telephone=_words("tel telefone celular fax ligue número fone whatsapp"),
    dot="ponto", at="arroba", slash="barra", underscore="sublinhado", hyphen="hífen",
)  # fmt: skip

LOCALS: dict[str, Local] = {
    "en": ENGLISH,
    "es": SPANISH,
    "fr": FRENCH,
    "de": GERMAN,
    "it": ITALIAN,
    "pt": PORTUGUESE,
}
