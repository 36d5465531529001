# SPDX-License-Identifier: GPL-3.0-or-later
"""Words by which prose says who speaks."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SPEECH = _words(
    # English
    "said says asked asks replied replies answered answers whispered whispers shouted shouts cried cries called calls "
    "exclaimed muttered mutters murmured murmurs added adds continued continues began begins repeated insisted insists "
    "demanded demands declared announced announces observed remarked explained explains agreed agrees admitted "
    "confessed protested protests suggested suggests inquired enquired told tells urged begged pleaded promised warned "
    "yelled screamed roared hissed growled snarled snapped barked bellowed breathed mumbled stammered stuttered "
    "gasped groaned moaned sobbed wailed chuckled giggled sneered scoffed mused wondered thought concluded interrupted "
    "interjected objected countered retorted rejoined responded returned ventured volunteered corrected reminded "
    "assured informed commanded ordered instructed advised offered proposed confirmed acknowledged conceded "
    "complained grumbled boasted bragged teased joked quipped recited sang read quoted drawled croaked rasped "
    "squeaked squealed shrieked screeched piped chimed blurted spluttered sputtered pronounced proclaimed stated "
    "commented noted finished resumed reported echoed apologised apologized swore cursed hollered greeted lied "
    "affirmed argued asserted "
    # German
    "sagte sagt fragte fragt antwortete antwortet rief ruft flüsterte flüstert erwiderte entgegnete meinte meint "
    "schrie murmelte erklärte bemerkte versetzte bat befahl seufzte brummte stammelte wiederholte ergänzte "
    # French
    "dit demanda répondit répondait cria murmura chuchota s'écria s’écria ajouta reprit répliqua continua déclara "
    "expliqua interrogea souffla hurla soupira fit "
    # Spanish
    "dijo preguntó respondió contestó gritó susurró murmuró exclamó añadió replicó continuó explicó repitió "
    # Italian
    "disse chiese rispose domandò gridò sussurrò mormorò esclamò aggiunse replicò continuò spiegò "
    # Portuguese
    "perguntou respondeu gritou sussurrou murmurou exclamou acrescentou"
)
"""Verbs of speech in the third person."""

WITH_PARTICLES = frozenset(
    phrase.replace("-", " ")
    for phrase in _words(
        "put-in went-on goes-on called-out cried-out called-back shouted-back read-out burst-out broke-in cut-in "
        "chimed-in spoke-up struck-in spat-out fuhr-fort warf-ein"
    )
)
"""Verbs of speech of two words."""

BESIDE_SPEECH = _words("laughed smiled grinned sighed nodded shrugged frowned winked coughed sniffed panted")
"""What one does while one speaks: counts where the quotation ends by a comma."""

PRONOUNS = _words(
    "i he she they we you it one er sie es ich wir il elle ils elles on je nous él ella ellos ellas yo lui lei "
    "loro ele ela eles elas"
)

NOBODY = _words(
    "somebody someone everybody everyone nobody noone another others both all this that these those who which "
    "what there here then but and so when as at if yet now once after before while his her their my our your its "
    "the a an not only even still later next finally suddenly instead in on with from for to of by or nor da dann "
    "aber und alors puis mais et entonces pero y allora ma e então mas der die das ein eine le la les un une el "
    "los las"
)
"""Capitalised at the begin of a sentence, and none's name."""

MALE_TITLES = _words(
    "mr mister sir lord father brother uncle king prince duke baron count master monsieur m herr señor sr signor "
    "senhor don dom reverend rev"
)
FEMALE_TITLES = _words(
    "mrs ms miss madam madame mme mlle mademoiselle lady dame sister aunt queen princess duchess baroness "
    "countess mistress frau fräulein señora sra señorita signora signorina senhora dona doña mother"
)
OTHER_TITLES = _words(
    "dr doctor prof professor captain capt colonel col major general gen lieutenant lt sergeant sgt corporal "
    "commander admiral inspector detective officer constable president judge justice senator governor mayor chief "
    "agent nurse coach doktor docteur doctora comandante"
)
TITLES = MALE_TITLES | FEMALE_TITLES | OTHER_TITLES
"""Without their dot, in small letters."""

ABBREVIATIONS = _words("mr mrs ms dr prof rev col gen lt sgt capt mme mlle sr sra")
"""Titles that are no name by themselves."""

ADJECTIVES = _words(
    "old young little big tall small fat thin poor dear good first second third last elder younger older eldest "
    "blind dark grey white black red stout lame strange new other"
)

NO_SPEAKERS = _words(
    "voice voices other others two three first second rest crowd letter sign note book paper poster page "
    "inscription label headline telegram same whole time thing words"
)
"""What "the …" may be that says something and is nobody to cast."""
