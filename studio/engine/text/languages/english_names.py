# SPDX-License-Identifier: GPL-3.0-or-later
"""English names of people and places, and what a Roman numeral numbers."""

from __future__ import annotations

from studio.engine.text.languages.tables import pairs, words

ROMANS_AFTER = words(
    "chapter part act scene volume book section article title level phase stage type class war bowl appendix grade "
    "episode season rocky olympiad figure table unit item step round mark tier canto vol vols ch chap pt bk fig "
    "hymn "
    "psalm sonnet symphony series corps army division apollo gemini saturn category"
)

RULERS = words(
    "henry charles george edward william james richard john elizabeth mary louis philip peter catherine ivan paul "
    "pius "
    "benedict gregory leo francis clement innocent urban napoleon frederick ferdinand alexander nicholas victoria "
    "rameses ramesses philippe xiv king queen pope emperor tsar czar alfonso felipe juan pedro wilhelm emmanuel "
    "darius "
    "julius sixtus mehmed murad selim suleiman otho baldwin amenhotep thutmose seti sergius boniface "
    "adrian hadrian eugene nero olaf magnus eric canute sancho ramon carlos joseph maximilian rudolf theodore "
    "alexios leonid stanislaus sigmund casimir matthias "
    "xerxes ptolemy haakon harald christian gustav leopold albert umberto otto conrad sigismund stephen"
)

AFTER_ROMAN_ONE = words(
    "began ended started broke era veteran veterans soldier soldiers fighter battle poet poets of was and had "
    "ruled died became reigned is the in were has"
)

STREET_WORDS = words(
    "expy expressway fwy freeway st street ave avenue rd road blvd boulevard dr drive ln lane ct court pl place way "
    "hwy highway pkwy parkway "
    "ter "
    "terrace sq square cir circle trail"
)

REGIONS = pairs(
    "AL=Alabama; AK=Alaska; AZ=Arizona; AR=Arkansas; CA=California; CO=Colorado; CT=Connecticut; DE=Delaware; "
    "FL=Florida; "
    "GA=Georgia; HI=Hawaii; ID=Idaho; IL=Illinois; IN=Indiana; IA=Iowa; KS=Kansas; KY=Kentucky; LA=Louisiana; "
    "ME=Maine; "
    "MD=Maryland; MA=Massachusetts; MI=Michigan; MN=Minnesota; MS=Mississippi; MO=Missouri; MT=Montana; "
    "NE=Nebraska; "
    "NV=Nevada; NH=New Hampshire; NJ=New Jersey; NM=New Mexico; NY=New York; NC=North Carolina; ND=North Dakota; "
    "OH=Ohio; "
    "OK=Oklahoma; OR=Oregon; PA=Pennsylvania; RI=Rhode Island; SC=South Carolina; SD=South Dakota; TN=Tennessee; "
    "TX=Texas; "
    "UT=Utah; VT=Vermont; VA=Virginia; WA=Washington; WV=West Virginia; WI=Wisconsin; WY=Wyoming; DC=D.C"
)

NO_REGIONS = words("AL DE HI ID IN LA MA ME MO MS OH OK OR PA AR CO VA PR MD SD DC ND SC")

ROADS = words("route highway interstate hwy rte flight room exit suite boeing airbus")

GIVEN_NAMES = words(
    "john james robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark "
    "donald steven andrew paul joshua kenneth kevin brian george timothy ronald jason edward jeffrey ryan jacob gary "
    "nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond "
    "jack dennis jerry tyler aaron jose henry adam douglas nathan peter zachary kyle walter harold jeremy ethan carl "
    "keith roger gerald christian terry sean arthur austin noah lawrence jesse joe bryan billy jordan albert dylan "
    "bruce willie gabriel alan juan logan wayne ralph roy eugene randy vincent russell louis philip bobby johnny "
    "bradley marcus martin theodore clarence ernest howard fred earl stanley leonard francis harry victor edgar "
    "warren hugh cornelius winthrop thurston preston reginald alfred clifford frederick allen dwight melvin norman "
    "calvin curtis travis trey odell marvin ken tim jim bob bill tom mike dan dave steve jeff ron don ray sam ben "
    "max lou pete hank ted ed will bubba casey beau"
)
"""Of men whose son or grandson may have the same name: "John Smith III"."""

PAGES = words(
    "volumes acts scenes books parts articles sections verses psalms sonnets appendices notes plates lines "
    "chapter chapters page pages act scene canto book volume vol vols ch chap p pp pg part section article verse psalm "
    "sonnet stanza appendix footnote note plate"
)
"""What small Roman numerals number."""
