# SPDX-License-Identifier: GPL-3.0-or-later
"""Common first names with the sex, and the language where it is one alone."""

from __future__ import annotations

from functools import cache
from typing import Literal

Sex = Literal["", "female", "male"]

_FEMALE = {
    "en": "abigail ada agnes alice amelia amy anne annie audrey beatrice becky bella beth betty bridget carol caroline "
    "catherine cathy charlotte chloe claire clara cynthia daisy deborah diana dolores doris dorothy edith eleanor "
    "elizabeth ella ellen elsie emily emma esther ethel eve evelyn fanny fiona florence frances gemma georgia ginny "
    "grace gwen hannah harriet hazel heather helen henrietta hermione hilary holly ida imogen irene iris isabel ivy "
    "jane janet jean jenny jessica jill joan joanna josephine joyce judith julia june karen kate katherine kathleen "
    "kitty laura lily linda lizzie lois lucy lydia mabel madge maggie margaret margery marjorie marion martha mary "
    "matilda maud may megan mildred millie minnie molly nancy nell nellie nicole nora olive olivia pamela patricia "
    "peggy penelope phoebe phyllis polly priscilla prudence rachel rebecca rosalind rose rosemary ruby ruth sally "
    "samantha sarah sheila shirley sophie stella susan susie sylvia tess thelma tracy victoria violet vivian wendy "
    "winifred zoe augusta",
    "de": "anke anneliese annette astrid birgit brigitte elke erika ernestine friederike gertrud gisela greta gretchen "
    "hannelore heidi heike helga hildegard ilse ingeborg ingrid irmgard jutta karin katrin käthe liesel lieselotte "
    "lotte marlene mechthild renate sabine sieglinde sigrid silke svenja traute trude ulrike ursula waltraud wiebke",
    "fr": "adèle agathe amélie anaïs angélique aurélie brigitte cécile céline chantal colette corinne delphine "
    "élise élodie émilie françoise geneviève germaine hélène inès jacqueline jeanne joséphine léa lucie manon "
    "margaux margot marguerite mathilde mireille monique nathalie noémie océane odette pascale pauline simone solange "
    "sylvie thérèse yvette yvonne zoé",
    "es": "alicia ana ángela beatriz blanca carmen catalina concepción consuelo dulcinea elena esperanza eva "
    "guadalupe inés isabela jimena josefina juana lola lucía luisa luz maría maribel marisol mercedes nieves pilar "
    "raquel rocío rosario sofía soledad teresa ximena",
    "it": "alessandra antonella beatrice bianca carlotta caterina chiara donatella federica francesca ginevra "
    "giovanna giulia giuseppina ilaria lucia lucrezia maddalena mariangela ornella paola pia raffaella rosalia silvia "
    "simonetta valentina viola",
    "pt": "beatriz benedita conceição fátima fernanda francisca graça ines joana leonor luísa mafalda margarida "
    "mariana matilde raquel rita teresinha",
    "ja": "akiko asuka ayumi emiko fumiko hanako harumi haruka hiroko kaori keiko kumiko mariko megumi michiko misaki "
    "miyuki naoko natsuki nozomi reiko sachiko sakura sayuri tomoko yoko yoshiko yuki yuko yumi",
    "hi": "aarti aishwarya amrita anjali asha deepika divya gita indira kavita lakshmi lata leela meena meera neha "
    "nisha pooja priya radha rani rekha savitri shanti sita sunita sushma usha",
    "": "alexandra amanda andrea angela anita anna antonia barbara camilla carla carmela christina claudia cora "
    "cordelia cristina daniela diane dora elena elisa erica eva gabriela gloria helena isabella isabelle jana jasmine "
    "julie juliet laila lara lea lena lina lisa louisa louise luna magdalena maja marcella maria marianne marie marina "
    "marta mia michelle mira miranda monica nadia natalia natalie natasha nina olga paula petra regina rosa sara "
    "sonia sophia stephanie susanna tamara tanya teresa tina vera veronica yasmin",
}
_MALE = {
    "en": "alan alfred algernon alistair andrew andy angus archibald archie arthur barnaby barry bartholomew basil ben "
    "benedict benny bernard bert bill billy bob bobby brian bruce cecil charles charlie chester christopher clarence "
    "clifford clive colin cyril danny dave david dennis derek desmond dick donald douglas duncan dudley ebenezer "
    "ed eddie edgar edmund edward edwin eric ernest eugene fitzwilliam frank fred frederick geoffrey george gerald "
    "gilbert giles godfrey gordon graham gregory guy harold harry harvey henry herbert horace howard hubert hugh "
    "humphrey ian isaac jack jacob james jeff jeremy jerry jim jimmy joe john johnny jonathan joseph joshua keith ken "
    "kenneth kevin lance lawrence leonard leslie lionel luke malcolm mark matthew maurice mick mike mortimer neil ned "
    "nicholas nigel norman oliver oscar oswald owen patrick paul percy pete peter philip phil quentin ralph randolph "
    "raymond reginald rex richard rob robert robin rodney roger ronald rory rufus rupert russell sam sebastian shaun "
    "sherlock sidney simon stanley stephen steve steven stuart ted terence terry thomas tim timothy toby tom tommy "
    "trevor vernon victor vincent wallace walter warren wilbur wilfred will william winston danny",
    "de": "albrecht alfons anselm axel bernd berthold detlef dieter dietrich eberhard eckhard egon ernst erwin florian "
    "friedrich fritz georg gerhard gottfried günter günther gustav hannes hans hartmut heiko heinrich heinz helmut "
    "hermann horst jens joachim jochen johann johannes jürgen karl karlheinz kaspar klaus konrad kurt lars lothar "
    "ludwig lutz manfred matthias norbert otto rainer reinhard rolf rüdiger siegfried stefan thorsten till torsten udo "
    "ulf ulrich uwe volker walther werner wilhelm winfried wolfgang",
    "fr": "alain andré antoine armand arnaud aurélien baptiste benoît bernard blaise cédric clément damien didier "
    "édouard émile étienne fabrice françois frédéric gaston gérard gilles grégoire guillaume guy henri hervé honoré "
    "hugo jacques jean jérôme julien laurent léon loïc luc marcel mathieu maxime michel nicolas noël olivier pascal "
    "philippe pierre raoul rémi rené romain sébastien sylvain théo thibault thierry tristan yannick yves",
    "es": "alejandro alfonso álvaro andrés ángel arturo benito carlos diego eduardo emilio enrique esteban felipe "
    "fernando francisco gonzalo guillermo héctor hernán ignacio javier jesús joaquín jorge josé juan julio lorenzo "
    "luis manuel mateo miguel pablo paco pedro quijote rafael ramón raúl ricardo rodrigo salvador sancho santiago "
    "vicente",
    "it": "alessandro alfredo angelo antonio bruno carlo dario domenico emanuele enzo ettore fabio federico filippo "
    "francesco gabriele giacomo gianni giorgio giovanni giuliano giulio giuseppe guido lorenzo luca luigi marcello "
    "massimo matteo maurizio nicola paolo piero pietro raffaele riccardo roberto salvatore silvio stefano tommaso ugo "
    "umberto vincenzo vittorio",
    "pt": "afonso bernardo duarte fernão gonçalo henrique inácio jaime joão joaquim jorge luís manoel márcio paulo "
    "rui thiago tiago vasco",
    "ja": "akira daisuke hideo hiroshi ichiro jiro kaito kazuo kenji kenta kiyoshi makoto masao minoru naoki noboru "
    "osamu ryo satoshi shigeru shinji shota susumu tadashi takashi takeshi taro tetsuo yasuo yuta",
    "hi": "ajay amit anand anil arjun arun ashok deepak gopal govind harish kishore krishna mahesh manoj mohan mukesh "
    "naresh rahul raj rajesh raju rakesh ram ramesh ravi sanjay shiv sunil suresh vijay vikram vinod",
    "": "aaron abel adam adrian albert alec alex alexander alvin anton august benjamin boris bruno carl christian "
    "conrad daniel dominic elias emil ethan felix ferdinand gabriel gregor hector henrik igor ivan jan jasper joel "
    "jonas julian justin kai karim leo leon lewis liam logan lorenz louis lucas lukas marco marcus mario martin max "
    "maximilian michael milo mohammed nathan noah omar philipp ricardo robert roland roman ryan samuel sergei simon "
    "sven theo theodore tobias valentin viktor yusuf",
}


@cache
def first_names() -> dict[str, tuple[Sex, str]]:
    """Sex and primary language tag by name in small letters; "" for a language that the name does not tell."""
    table: dict[str, tuple[Sex, str]] = {}
    sexes: tuple[tuple[Sex, dict[str, str]], ...] = (("female", _FEMALE), ("male", _MALE))
    for sex, names in sexes:
        for language, listed in names.items():
            for name in listed.split():
                known = table.get(name)
                # In several languages it tells none.
                table[name] = (sex, language if known is None or known[1] == language else "")
    return table
