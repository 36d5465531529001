# SPDX-License-Identifier: GPL-3.0-or-later
"""Words around an English heteronym that tell which of its sounds is meant."""

from __future__ import annotations

from dataclasses import dataclass

from studio.engine.text.languages.tables import words
from studio.engine.text.neighbours import Neighbours

_PHRASE, _BEFORE, _BEHIND, _NEAR = 3, 2, 3, 1
_REACH = 8
_SUBJECTS = "i you we they he she it who that which"
_MODALS = (
    "to will would can could shall should may might must do does did don't doesn't didn't won't wouldn't "
    "can't couldn't "
    "shouldn't not never let let's i'll you'll we'll they'll he'll she'll it'll i'd you'd we'd they'd he'd she'd please"
)
_OBJECTS = "me him us them it her his my your our their its"
_BE = "is are was were be been being am 's 're 'm isn't aren't wasn't weren't i'm he's she's it's you're we're they're"
_DETERMINERS = "a an the this that my your his her its our their some any no every each another"


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells one sound: words right before, right behind, and anywhere near, and pairs of words right before
    ("in_the")."""

    before: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()

    def weigh(self, context: Neighbours) -> int:
        """How much of it is there; 0 for nothing."""
        cores = [core.lower() for core in context.cores[max(0, context.index - _REACH) : context.index + _REACH + 1]]
        before, behind = context.before.lower(), context.following.lower()
        close = "" if context.written[-1:] in ".!?;:" else behind
        return (
            _BEFORE * (before in self.before)
            + _BEHIND * (bool(close) and close in self.behind)
            + _NEAR * (not self.near.isdisjoint(cores))
            + _PHRASE * (f"{context.at(-2).lower()}_{before}" in self.phrases)
        )


def _signs(before: str = "", behind: str = "", near: str = "", phrases: str = "") -> Signs:
    return Signs(words(before), words(behind), words(near), words(phrases))


SIGNS: dict[str, tuple[Signs, Signs]] = {
    "lead": (
        _signs(
            f"{_SUBJECTS} {_MODALS} taking take took takes taken and couldn't",
            f"the to {_OBJECTS} into up on off away by singer role actor actress vocals guitar detective investigator "
            "character counsel author horse dog from over through astray back down out an a you nowhere anywhere "
            "somewhere somebody someone everyone everybody all men anyone nobody people and",
            "follow followed followers leader leading way",
            "in_the into_the take_the took_the takes_the taking_the taken_the lost_the follow_his follow_her follow_my "
            "followed_his followed_her followed_the the_only the_first a_new",
        ),
        _signs(
            "in of from with like molten heavy toxic red white liquid cold as",
            "pipe pipes paint poisoning poison pencil metal bullet bullets weight weights shot acetate roof "
            "roofs lined "
            "glass weighted sheet sheets coffin figure figures soldiers ore mine mines type",
            "metal metals copper tin iron zinc pencil roof bullets melted molten poison poisoned grey plumber solder",
        ),
    ),
    "live": (
        _signs(
            f"{_SUBJECTS} {_MODALS} people where men women children still and ever always actually really",
            "in at on with here there by for up through alone together near among under without like as to "
            "forever again "
            "out off another long within happily beside beyond between below above upstairs downstairs across behind "
            "next just only far close peacefully somewhere anywhere",
            "lived lives house life die died dead",
        ),
        _signs(
            f"{_DETERMINERS} broadcast performed recorded streamed perform streaming go goes going went watch",
            "music show shows concert concerts audience broadcast tv television performance stream event wire wires "
            "coverage ammunition bait chat album recording animals animal coal coals fish rounds round oak wire feed "
            "from",
            "concert stage radio television broadcast microphone studio",
        ),
    ),
    "lives": (
        _signs(
            "he she it who that which nobody everybody someone somebody everyone man woman",
            "in at on with here there by for up alone together near next among under without like to forever again",
            "house street town village",
        ),
        _signs(
            f"{_DETERMINERS} of many human whose these those all past save saved saving lost lose cost two three nine",
            "of were are had depend depended lost",
            "saved lost",
        ),
    ),
    "close": (
        _signs(
            f"{_SUBJECTS} {_MODALS}",
            f"the of {_OBJECTS} an down off early at",
            "door doors eyes shut window lid",
        ),
        _signs(
            f"{_BE} so too very how stay stayed stays come comes came got get gets getting pretty stand stood "
            "as sat sit "
            "drew draw drawing kept keep keeping held hold press pressed leaned lean a an dangerously uncomfortably "
            "quite that this near stick stuck cut pulled pull moved move moving walked ran run followed following lay "
            "lie lived brought bring the their our his her my no more really",
            "to by enough friend friends call together range up contact relatives behind quarters proximity attention "
            "beside against and watch look as now again upon around about on",
        ),
    ),
    "minute": (
        _signs(
            "a one two three four five six seven eight nine ten fifteen twenty thirty forty this that last "
            "next every each "
            "any per the final first half same another per-minute whole long full single spare my",
            "later ago or of to past before after hand walk drive silence i he she you we they it the more longer at "
            "when from until till that in on for his her my your their there",
            "clock hour hours seconds second time wait moment",
        ),
        _signs(
            "very so extremely too most almost",
            "detail details amount amounts quantity quantities difference differences particle particles trace traces "
            "fraction fractions change changes variation variations crack cracks hole holes creatures scale spider "
            "inspection examination print handwriting grains dots scratches letters",
        ),
    ),
    "bass": (
        _signs(
            "double deep upright electric playing play plays played",
            "guitar drum drums voice line lines note notes player clef clarinet guitarist notes singer and "
            "riff solo part "
            "tone strings string",
            "guitar drums drummer band song songs music sang sing singer choir baritone tenor treble "
            "orchestra jazz note "
            "notes amplifier played plays player voice rumble",
        ),
        _signs(
            "striped largemouth smallmouth grilled caught sea catch fried black river",
            "fishing boat",
            "hooked pier fish fishing lake sea caught catch river angler pond hook trout fillet perch pike bait",
        ),
    ),
    "dove": (
        _signs(
            f"{_DETERMINERS} white turtle mourning grey gray rock wounded dead pure one",
            "cooed flew coos fluttered grey perched",
            "bird birds nest wings feathers cooing pigeon pigeons cage peace olive branch",
        ),
        _signs(
            f"{_SUBJECTS} and then",
            "into in under down off for headfirst deep beneath from out through overboard back",
            "water pool wave waves",
        ),
    ),
    "row": (
        _signs(
            "front back last first second third fourth next top bottom long every each in one same single two "
            "three four five several many whole neat "
            "double orderly third-floor middle to we they skid",
            "of houses upon after by the back across out boat seats behind in and",
            "boat oars oar seat seats seated rowed houses desks bench benches trees theatre planted line rows columns",
            "in_a in_the in_one",
        ),
        _signs(
            "terrible blazing flaming big almighty furious having had awful another family",
            "about over between with broke",
            "quarrel quarrelled shouting shouted argument argued",
        ),
    ),
    "tear": (
        _signs(
            f"{_MODALS} wear",
            f"{_OBJECTS} the up off apart down through away open out at into in",
            "cloth fabric dress sleeve shirt page paper skirt canvas sail jacket coat trousers hem seam stocking tore "
            "torn rip ripped muscle ligament",
        ),
        _signs(
            "single lone solitary one silent stray hot salt bitter",
            "gas rolled ran slid fell trickled duct ducts stained streaked drop drops jerker",
            "eye eyes cheek cheeks wept weep crying cry cried weeping face wiped brushed blinked lashes sob "
            "sobbed grief",
        ),
    ),
    "tears": (
        _signs(
            "he she it",
            f"{_OBJECTS} up off apart down through away open out",
            "cloth fabric dress sleeve shirt paper canvas sail ligament",
        ),
        _signs(
            f"in of with to {_DETERMINERS} into hot bitter salt silent fresh sudden angry back by shed few no "
            "more near "
            "burst these those through real happy against",
            "in ran rolled fell streamed of welled came stung filled sprang began that were and from",
            "eye eyes cheek cheeks wept weep crying cry cried weeping face wiped brushed blinked laughter laughing sob",
            "close_to moved_to near_to reduced_to brought_to driven_to",
        ),
    ),
    "winds": (
        _signs(
            "he she it that which path road river stair staircase trail track lane stream street who",
            f"{_OBJECTS} the between through up down around round along toward towards past back off away about",
            "path road river stairs staircase trail clock watch thread rope",
        ),
        _signs(
            f"{_DETERMINERS} of high strong trade cold these those prevailing winter four the warring west north east "
            "south by with",
            "of and blew blow had were are from that howled came rose have",
            "storm storms sail sails rain blew weather gale gales",
        ),
    ),
    "bow": (
        _signs(
            f"{_SUBJECTS} {_MODALS} ship's boat's little low deep formal polite stiff took port starboard slight",
            "low deeply down before wave waves of line thruster his her their my your our",
            "ship boat stern deck hull sail sea wave waves anchor bowed curtsy audience stage rail mast helm applause",
        ),
        _signs(
            "long cross violin recurve hunting silk pink red satin cello strung",
            "tie ties string strings and-arrow",
            "arrow arrows archer archers quiver ribbon ribbons violin fiddle cello hair knot laces string "
            "strings hunter "
            "shoot shot drew",
        ),
    ),
    "wind": (
        _signs(
            f"{_MODALS} {_SUBJECTS}",
            f"up down it {_OBJECTS} the around round back through its",
            "clock watch clocks winding wound spool wool thread bobbin handle",
        ),
        _signs(
            f"{_DETERMINERS} of in into by with cold north south east west strong night sea and high bitter "
            "against for "
            "warm hot light dry fresh rising westerly easterly northerly southerly on from than what desert whose like",
            "and was blew blows had is blowing rose dropped whistled howled came of from in would turbine chill chimes "
            "power speed took shifted",
            "blew blowing blows storm rain gust gusts sail sails breeze trees weather snow sky howled",
        ),
    ),
    "sow": (
        _signs(
            f"{_SUBJECTS} {_MODALS} and",
            "seeds seed corn wheat oats discord doubt confusion the what it them in fear",
            "reap seed seeds field fields crop crops harvest plough",
        ),
        _signs(f"{_DETERMINERS} old fat", "and was lay grunted suckled had", "pig pigs piglets litter sty boar farm"),
    ),
    "axes": (
        _signs(
            "with their two our his battle hand the and of",
            "and on in at",
            "axe sword swords spear spears wood chop chopped hammers picks shields men fire fell blades warriors",
        ),
        _signs("x y z horizontal vertical coordinate major minor", "of", "graph chart symmetry rotation coordinates"),
    ),
    "wound": (
        _signs(
            f"{_DETERMINERS} of open deep old head gunshot stab flesh fatal mortal knife bullet bleeding "
            "healing in from to "
            "and",
            "in on was healed bled bleed had would care dressing infection and is that",
            "blood bled bleeding bandage bandaged knife bullet pain doctor stitches healed scar surgeon",
        ),
        _signs(
            f"{_SUBJECTS} path road river stairs staircase trail street lane track stream scarf rope and",
            "up down around round its his her their my through tightly back on along it between towards toward about "
            "past",
            "clock watch spool thread scarf rope wire road path river",
        ),
    ),
}
SIGNS["rows"] = SIGNS["row"]
"""Words in lower case -> signs of each of their sounds, in the order of `english_sounds.SOUNDS`."""


def weights(context: Neighbours, word: str) -> tuple[int, int]:
    """How much the words around *word* tell each of its sounds; 0 for nothing."""
    one, other = SIGNS[word]
    return one.weigh(context), other.weigh(context)
