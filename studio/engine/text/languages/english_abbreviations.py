# SPDX-License-Identifier: GPL-3.0-or-later
"""English abbreviations, whose dots end sentences, and the words that begin them."""

from __future__ import annotations

from studio.engine.text.languages.tables import senses, words

ABBREVIATIONS = senses(
    "mr=mister; mrs=missus; ms=miz",
    "@capital:msgr=monsignor; amb=ambassador; atty=attorney; det=detective; insp=inspector; ens=ensign; "
    "cdr=commander; comdr=commander; bp=bishop; abp=archbishop; "
    "messrs=messieurs; prof=professor; hon=honorable; gen=general;"
    "col=colonel; capt=captain; lt=lieutenant; sgt=sergeant; gov=governor; sen=senator; rep=representative;"
    "pres=president; adm=admiral; cmdr=commander; maj=major; pvt=private; cpl=corporal; brig=brigadier; mt=mount;"
    "supt=superintendent; fr=father; sr=senior@after_name|sister; ven=venerable; mlle=mademoiselle; mme=madame",
    "@figure:no=number; nos=numbers; p=page@figure|page@small_roman; "
    "pg=page@figure; pp=pages@figure|pages@small_roman|pages@after_figure; sec=section; ext=extension; "
    "apt=apartment; "
    "art=article; para=paragraph; paras=paragraphs; lat=latitude; long=longitude; ps=Psalm; ca=circa; d=died; "
    "b=born; fl=flourished; rm=room; "
    "op=opus; ver=version; ste=suite; rte=route; bk=book; ser=series; pl=plate; eq=equation; eqs=equations; "
    "tel=telephone|telephone@end",
    "@number:vol=volume; vols=volumes; fig=figure; figs=figures; ch=chapter; ed=edition; pt=part; chap=chapter; "
    "cf=compare; "
    "psa=psalm; gen=general@name|Genesis",
    "c=cups@after_figure|century@after_rank|circa@figure; deg=degrees; "
    "dr=drive@house|doctor@name|drive@after_name|doctor@capital|doctor; "
    "st=street@house|saint@name|street; "
    "ft=feet@after_figure|fort@name; jr=junior; esq=esquire; vs=versus; v=versus@lower&!after_letter; "
    "etc=et cetera; "
    "e.g=for example; i.e=that is; eg=for example; ie=that is; approx=approximately; inc=incorporated@upper;"
    "ltd=limited; co=company@upper; corp=corporation@upper; bros=brothers@upper; dept=department; ave=avenue;"
    "blvd=boulevard; rd=road@after_name|road@house; sq=square@after_name|square; ln=lane@after_name; pkwy=parkway; "
    "hwy=highway; expy=expressway; fwy=freeway;"
    "ct=court@after_name; pl=place@after_name; ter=terrace@after_name; cir=circle@after_name;"
    "a.m=A.M; p.m=P.M; ph.d=P.H.D; m.d=M.D; b.a=B.A; m.a=M.A; w/o=without; w/=with; b/c=because; c/o=care of; "
    "n/a=not applicable; "
    "assn=association; assoc=association@upper; bldg=building; est=established@figure|estimated; "
    "intl=international; "
    "int'l=international; gov't=government; govt=government; min=minutes@after_figure|minimum; max=maximum;"
    "misc=miscellaneous; mfg=manufacturing; univ=university; attn=attention; b.c=B.C; a.d=A.D; b.c.e=B.C.E; "
    "c.e=C.E; "
    "cf=compare; viz=namely; al=al; et=et; ibid=ibidem; op.cit=opus citatum; nb=N.B; in=inches@after_figure;"
    "lb=pounds@after_figure; lbs=pounds@after_figure; oz=ounces@after_figure; hr=hour@after_figure; "
    "hrs=hours@after_figure; "
    "yd=yards@after_figure; yds=yards@after_figure; mi=miles@after_figure; sec=section@figure|seconds@after_figure;"
    "mins=minutes@after_figure; secs=seconds@after_figure; tsp=teaspoon; tbsp=tablespoon; pkg=package; "
    "qty=quantity; "
    "temp=temperature; avg=average; dist=district@upper; natl=national; dir=director@upper; mgr=manager; "
    "asst=assistant; "
    "mon=Monday@upper&date; tue=Tuesday@upper&date; tues=Tuesday@upper; wed=Wednesday@upper&date; "
    "thu=Thursday@upper; "
    "thurs=Thursday@upper; fri=Friday@upper; sat=Saturday@upper&date; sun=Sunday@upper&date; calif=California; "
    "md=Maryland@upper; ore=Oregon@upper&first; "
    "fla=Florida@upper; ala=Alabama@upper&first; ill=Illinois@upper&first; ind=Indiana@upper&first; "
    "mich=Michigan@upper; minn=Minnesota@upper; okla=Oklahoma@upper; tex=Texas@upper&first; "
    "wis=Wisconsin@upper; neb=Nebraska@upper; nev=Nevada@upper; kan=Kansas@upper; "
    "ky=Kentucky@upper; va=Virginia@upper&first; pa=Pennsylvania@upper&first; ga=Georgia@upper&first; "
    "del=Delaware@upper&first; vt=Vermont@upper; wyo=Wyoming@upper; ark=Arkansas@upper&first; "
    "mass=Massachusetts@upper; "
    "penn=Pennsylvania@upper; conn=Connecticut@upper; wash=Washington@upper; ariz=Arizona; colo=Colorado@upper; "
    "tenn=Tennessee; rt=right@capital; coun=councillor@capital; ald=alderman@capital; tab=table@figure; "
    "wm=William@capital; geo=George@capital; chas=Charles@capital; "
    "jas=James@capital; "
    "thos=Thomas@capital; robt=Robert@capital; benj=Benjamin@capital; "
    "ft.=feet; rev=Revelation@figure|reverend@capital|revised; no=number@figure; s/he=she or he; and/or=and or; "
    "he/she=he or she; "
    "his/her=his or her",
)

UNDOTTED = words(
    "mr mrs ms dr vs jr sr st mt prof w/o w/ eg ie n/a and/or s/he he/she his/her tbsp tsp approx "
    "ave blvd rd sq ln ct pkwy expy fwy etc apt ste rm hwy bldg fig vol"
)

UNDOTTED_LOWER = words("blvd hwy pkwy expy fwy vs w/o w/ n/a and/or s/he he/she his/her tbsp tsp approx etc")

NEVER_END = words(
    "msgr amb atty insp comdr bp abp mr mrs ms messrs prof rev hon gen col capt lt sgt gov sen rep pres adm cmdr maj "
    "pvt cpl brig mt vs v e.g i.e "
    "eg ie "
    "cf viz approx supt fr ven ca deg"
)

END_BEFORE_CAPITAL = words(
    "md ky okla minn wis fla mich nev neb kan wyo vt etc inc ltd co corp bros jr esq "
    "min hr hrs lb lbs oz yd mi secs mins in dept ft al"
)

STARTERS = words(
    "The A An He She It We They You I This That These Those There Then But And Or So In On At To Of For From By "
    "With "
    "As If When While After Before Since Because Although However Now Today Yesterday Tomorrow Here What Why How "
    "Who "
    "Where Which His Her Its Our Their My Your No Not Yes Well Oh Some Many Most All Both Each Every Another Other "
    "One Two Once Only Even Just Still Also Perhaps Maybe Please Let Let's Don't Do Does Did Is Are Was Were Has "
    "Have "
    "Had Can Could Will Would Should May Might Must It's I'm I've I'll I'd He's She's They're We're You're That's "
    "There's Nobody Everyone Everything Nothing Something Someone Later Soon Finally Suddenly Meanwhile Instead "
    "Moreover Nevertheless Therefore Thus During Under Over Between Into About Without Within Through Until"
)
