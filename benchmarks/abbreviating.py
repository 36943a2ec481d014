"""Abbreviate a journal name as ISO 4 does: the common words by the List of Title Word Abbreviations, others cut off."""

from __future__ import annotations

import re

DROPPED = frozenset("an and at by de der des die du et für for from in la le of on the to und van with y".split())
WORDS = dict(
    pair.split("=")
    for pair in """
    academy=Acad advances=Adv american=Am analysis=Anal analytical=Anal annals=Ann applied=Appl archives=Arch
    association=Assoc biology=Biol biochemistry=Biochem biological=Biol british=Br bulletin=Bull canadian=Can
    cancer=Cancer cardiology=Cardiol cell=Cell chemical=Chem chemistry=Chem clinical=Clin communications=Commun
    computer=Comput computational=Comput computing=Comput dental=Dent dermatology=Dermatol diseases=Dis
    ecology=Ecol economics=Econ economic=Econ education=Educ electronics=Electron engineering=Eng environmental=Environ
    epidemiology=Epidemiol european=Eur experimental=Exp general=Gen genetics=Genet geophysical=Geophys health=Health
    history=Hist human=Hum immunology=Immunol industrial=Ind infectious=Infect internal=Intern international=Int
    journal=J letters=Lett management=Manag materials=Mater mathematical=Math mathematics=Math mechanical=Mech
    medical=Med medicine=Med methods=Methods molecular=Mol national=Natl natural=Nat neurology=Neurol
    neuroscience=Neurosci nuclear=Nucl ophthalmology=Ophthalmol organic=Org otolaryngology=Otolaryngol pathology=Pathol
    pediatrics=Pediatr pharmacology=Pharmacol philosophical=Philos physical=Phys physics=Phys physiology=Physiol
    political=Polit proceedings=Proc psychiatry=Psychiatry psychology=Psychol psychological=Psychol public=Public
    respiratory=Respir gastroenterology=Gastroenterol hepatology=Hepatol
    quarterly=Q reports=Rep research=Res reviews=Rev review=Rev royal=R science=Sci sciences=Sci scientific=Sci
    social=Soc society=Soc statistical=Stat statistics=Stat studies=Stud surgery=Surg systems=Syst technology=Technol
    theoretical=Theor theory=Theory transactions=Trans university=Univ
    """.split()
)
_CUT = re.compile(r"^(.{4,}?[^aeiouy])[aeiouy].*$")


def iso4(title: str) -> str:
    """*Journal of the American Chemical Society* as *J. Am. Chem. Soc.*; a single word is left alone."""
    words = [word for word in re.findall(r"[\w'’-]+", title) if word.casefold() not in DROPPED]
    return " ".join(map(_word, words)) if len(words) > 1 else title


def _word(word: str) -> str:
    if "-" in word.strip("-"):
        return "-".join(map(_word, word.split("-")))
    known = WORDS.get(word.casefold())
    if known:
        return known if known.casefold() == word.casefold() else f"{known}."
    cut = _CUT.match(word) if len(word) > 7 else None
    return f"{cut[1]}." if cut and len(cut[1]) < len(word) - 2 else word
