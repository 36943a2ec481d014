"""How much a piece of text looks like one reference, from its words alone.

A score is a sum of evidence: above 0 the text is rather a reference than not. The weights were set by hand and
measured on 4,000 labelled reference strings of open corpora (anystyle, GROBID, ParsCit) against 4,000 citing sentences
of papers: 98 % and 5 % reach `POSSIBLE`, 89 % and 0.2 % `LIKELY`, 51 % and none `CERTAIN`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from refcheck.parsing import tables

CERTAIN = 4.0
"""A text with this score is a reference wherever it stands, even alone."""
LIKELY = 1.0
"""A text with this score is a reference among its like."""
POSSIBLE = -2.0
"""A text with this score may be a reference under the heading of a list, or where a number continues a sequence."""
HOPELESS = -8.0
"""The score of what is not worth a look."""

LONGEST = 1500
"""Characters; the longest typed references of the corpora have about 1,200 (all authors of a consortium)."""
SHORTEST = 15
_HEAD = 160
"""Where names, a year in parentheses or a quoted title are looked for."""

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĜĞĠĢĤĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŜŞŠŢŤŪŮŰŲŴŶŹŻŽȘȚΑ-ΩА-ЯЁІЇЄ"
_WORD = rf"[{UPPER}][\w'’‐-]+"
_PARTICLE = (
    r"(?:(?:van|von|de|der|den|del|della|di|da|dos|du|le|la|el|al|ten|ter|zu|zur|af|av|bin|ibn|st\.?)[ -]"
    r"|[dDlLO]['’])"
)
_FAMILY = rf"(?:{_PARTICLE}){{0,3}}{_WORD}(?:[ -]{_WORD}){{0,2}}"
_FULL_NAME = rf"{_WORD} (?:[{UPPER}]\.? ?){{0,3}}{_FAMILY}"
_INITIAL = rf"[{UPPER}]\.?[ ‐-]?"
YEAR = r"(?:1[5-9]|20)\d\d"


@dataclass(frozen=True, slots=True)
class _Sign:
    """A pattern, what it is worth, and in how much of the text it is looked for."""

    name: str
    weight: float
    pattern: re.Pattern[str]
    within: int = LONGEST


def _sign(name: str, weight: float, pattern: str, *, within: int = LONGEST) -> _Sign:
    return _Sign(name, weight, re.compile(pattern), within)


_NAMES = (
    _sign("family, initials", 2.5, rf"{_FAMILY}, ?(?:{_INITIAL}){{1,4}}(?:[,.;:&( ]|$)", within=_HEAD),
    _sign(
        "family initials", 2.5, rf"{_FAMILY} [{UPPER}][{UPPER}.‐-]{{0,4}}(?:[,;:.]| et al| \(| and |$)", within=_HEAD
    ),
    _sign("initials family", 2.5, rf"(?:[{UPPER}][a-z]?\.[ ‐-]?){{1,4}}{_FAMILY}[,.:;( ]", within=_HEAD),
    _sign("family, given", 1.5, rf"{_FAMILY}, {_WORD}(?: [{UPPER}]\.)?[.,;:&( ]", within=_HEAD),
    _sign(
        "given family, given family",
        2.0,
        rf"{_FULL_NAME}(?:, {_FULL_NAME}){{0,12}}"
        rf"(?:,? (?:and|&|und|et|y|e|en|och|og) {_FULL_NAME}|, et al| et al)[.,:; (]",
        within=_HEAD,
    ),
    _sign(
        "given family",
        1.0,
        rf"{_WORD} (?:[{UPPER}]\.? )?{_FAMILY}(?:[,.:;]| and | & | und | et | y | \()",
        within=_HEAD,
    ),
    _sign("same author", 2.5, r"[—–_-]{2,}[.,; ]", within=_HEAD),
)
"""The forms in which a list of authors begins; the first that is there counts."""

_TAILS = (
    _sign(
        "volume(issue), pages",
        3.5,
        r"\d\s?\([\d\-–—/Ss., uplPNnoº]{1,15}\)\s?[,:;]?\s?(?:pp?\.? ?|S\. ?)?[A-Za-z]{0,2}\d",
    ),
    _sign("year;volume", 3.5, rf"{YEAR}[^.;:]{{0,12}}; ?\d+"),
    _sign("volume:pages", 2.5, r"\d ?[:,] ?(?:pp?\.? ?)?[a-zA-Z]?\d+ ?[-–—‐]{1,2} ?[a-zA-Z]?\d"),
    _sign(
        "page word",
        2.0,
        r"[ (,:;.](?:pp?|pgs?|pages|[Ss]s?|[Ss]eiten|págs?|стр|[сС])\.? ?\d"
        r"|\d ?(?:頁|页|ページ|쪽|pp?\b)|第 ?\d+ ?[巻卷期号號]",
    ),
    _sign("volume word", 1.5, r"[ (,.](?:[Vv]ol(?:ume)?|[Nn]o|[Nn]r|Bd|Band|[Tt]omo?|Т|[Ii]ssue|[Jj]g|[Hh]eft)\.? ?\d"),
    _sign("page range", 0.8, r"\d{2,}[-–—‐]{1,2}\d{2,}"),
)
"""The numbers in which a reference to an article or a chapter ends, from the best; the first that is there counts."""

_SIGNS = (
    _sign("DOI", 2.5, r"10\.\d{4,9}/"),
    _sign("identifier", 2.5, r"(?:PMI?D|PMCID|arXiv|ISBN|ISSN|DOI|doi)[: ] ?[\dPabsx1]"),
    _sign(
        "year in parentheses",
        2.0,
        rf"[（(](?:c\.? ?)?{YEAR}[a-z]?(?:[,/–-][^)）]{{1,20}})?[)）](?:[.,:;]|\s*[\"“„«‘'『「*_]|\s+[{UPPER}]|$)",
    ),
    _sign("year as a sentence", 1.5, rf"[.,:;] ?{YEAR}[a-z]?[.,;:]"),
    _sign("et al.", 1.0, r"et\.? al\b|u\. ?a\.|и др\.|等[.．,，]|\.\.\.,? &|… &", within=300),
    _sign("quoted title", 1.0, r"[\"“„«‟][^\"”“»]{12,250}[\"”“»]|『[^』]+』|「[^」]+」|《[^》]+》|``[^']{12,250}''"),
    _sign(
        "editors",
        1.5,
        r"\((?:[Ee]ds?\.?|[Ee]ditors?|[Hh]g\.|[Hh]rsg\.?|dir\.|coord\.|red\.|a c\. di|[Oo]rgs?\.)\)"
        r"|[. ]In: |[.,] in: |编|編",
    ),
    _sign(
        "kind of work",
        2.0,
        r"\[(?:[JMDCNRPSZ](?:/OL)?|EB/OL|[Vv]ideo|[Pp]odcast|[Mm]anual|[Pp]reprint|[Bb]log[^\]]*"
        r"|R package[^\]]*|[Dd]octoral[^\]]*|[Pp]h\.?D[^\]]*)\]",
    ),
    _sign("CJK publisher", 1.5, r"出版社|書房|書店|新書|文庫|大学|大學|学报|學報|论文|論文|학회지|학회|논문|출판"),
)
_ADDRESS = _sign("address", 1.5, r"https?:/|www\.\w|\.(?:org|com|net|edu|gov|de)/")
_LOOKED_AT = _sign(
    "looked at",
    2.0,
    "[Rr]etrieved |[Aa]ccessed|[Vv]isited |[Vv]iewed |[Aa]vailable (?:at|from|online)"
    "|[Aa]bgerufen|[Aa]brufbar|[Aa]ufgerufen|[Zz]ugriff|[Vv]erfügbar unter"
    "|[Cc]onsult(?:é|ado|ato)|[Dd]isponib(?:le|ile)|[Dd]isponible en|[Dd]isponível em"
    "|[Gg]eraadpleegd|[Hh]ämtad|[Bb]esøgt|[Hh]entet|[Ee]rişim|дата обращения|閲覧|访问",
)
"""Looked for only where there is an address: it says when that was visited."""

_AGAINST = (
    _sign("narrative citation", -2.5, rf"\({YEAR}[a-z]?\) [a-zà-ÿ]"),
    _sign(
        "parenthetical citation",
        -2.0,
        rf"\([^():\d]{{2,80}},? {YEAR}[a-z]?(?:[,;][^()]{{1,120}})?\)"
        rf"(?: [a-z]|[.,;:] [{UPPER}])",
    ),
    _sign("several cited", -2.0, rf"\([^():\d]{{0,80}}(?:et al\.?|[&;]|and )[^():\d]{{0,60}},? {YEAR}[a-z]?[;,)]"),
    _sign("polite ending", -1.5, r"です。|ます。|でした。|ました。|습니다|입니다"),
)
_ENDS = (
    _sign("year at the end", 1.2, rf"{YEAR}[a-z]?[\])]?\.?\s*$"),
    _sign(
        "citation at the end",
        -2.5,
        rf"(?:\bet al\.?,? \(?{YEAR}[a-z]?\)?|[;,] ?{_WORD}(?: and {_WORD})?,? \(?{YEAR}[a-z]?\))\.?\s*$",
    ),
    _sign("question or exclamation at the end", -0.7, r"[?!]\s*$"),
    _sign("colon at the end", -1.5, r"[:：]\s*$"),
)
_END = 60
"""How many characters at the end `_ENDS` are looked for in."""

_QUOTED = re.compile(r"[\"“„«‟][^\"”“»]{12,250}[\"”“»]")
_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_NO_YEAR = re.compile(r"\b(?:n\.? ?d\.|o\. ?J\.|s\. ?d\.|s\. ?f\.|in press|forthcoming|im Druck|sous presse|en prensa)")
_DOI_TARGET = re.compile(r"10\.\d{4,9}/|pubmed|arxiv\.org/|/doi/|jstor\.org|books\.google|worldcat\.org|\.pdf\b")
_EVIDENCE = re.compile(rf"(?<!\d){YEAR}(?!\d)|10\.\d{{4}}|https?:/|PMID|arXiv")
_CAPITALISED = re.compile(rf"[{UPPER}][^\W\d_]+")

_BASE = -3.2
_LONG_PROSE = 0.17
"""A share of pronouns, auxiliary verbs and conjunctions that no reference reaches; titles have about 3 %."""
_SOME_PROSE = 0.08
_PROSE = -2.5
"""What some prose is worth."""
_SENTENCE = 250
"""Characters; longer texts that read like prose and begin with no names are not looked at further."""


def evident(text: str) -> bool:
    """Whether anything in a text makes it worth scoring: a year, a DOI, an address."""
    return _EVIDENCE.search(text) is not None


def score(text: str, targets: Sequence[str] = ()) -> float:
    """How much a text, its number or bullet cut off, looks like one reference; ``targets`` are its links."""
    if not SHORTEST <= len(text) <= LONGEST:
        return HOPELESS
    names, prose = _names(text[:_HEAD]), _prose(text)
    if prose <= _PROSE and not names and len(text) > _SENTENCE:
        return HOPELESS
    total = _BASE + names + prose + _year(text) + _length(text) + _linked(targets)
    total += next((one.weight for one in _TAILS if one.pattern.search(text)), 0.0) + _venue(text)
    if names and total >= CERTAIN:
        return total
    total += sum(one.weight for one in _SIGNS if one.pattern.search(text, 0, one.within))
    total += sum(one.weight for one in _AGAINST if one.pattern.search(text))
    end = text[-_END:]
    total += sum(one.weight for one in _ENDS if one.pattern.search(end))
    return total + _visited(text, targets)


def begins_like_reference(text: str) -> bool:
    """Whether a text begins with names, a quoted title or an organisation and a year, as references do."""
    return _names(text[:_HEAD]) > 0 or _OPENING.match(text) is not None


_OPENING = re.compile(rf"[\"“„«『「《]|[^.()]{{2,80}}[（(]{YEAR}[a-z]?[)）]")


def _names(head: str) -> float:
    return next((one.weight for one in _NAMES if one.pattern.match(head)), 0.0)


def _year(text: str) -> float:
    years = len(_YEAR.findall(text))
    if not years:
        return 0.8 if _NO_YEAR.search(text) else -1.0
    return 1.0 if years <= 4 else -1.0


@cache
def _venue_words() -> frozenset[str]:
    return tables.words("venue_words.txt")


@cache
def _prose_words() -> frozenset[str]:
    return tables.words("prose_words.txt")


def _venue(text: str) -> float:
    known = _venue_words()
    found = sum(1 for word in _CAPITALISED.findall(text) if word.lower() in known)
    return 0.5 * min(found, 4)


def _prose(text: str) -> float:
    words = text.split()
    known = _prose_words()
    found = sum(1 for word in words if word in known)
    if found < 2:
        return 0.0
    if found >= _SOME_PROSE * len(words) and _QUOTED.search(text):
        return _prose(_QUOTED.sub("", text))
    share = found / len(words)
    if share >= _LONG_PROSE:
        return 2 * _PROSE
    return _PROSE if share >= _SOME_PROSE else -0.5


def _linked(targets: Sequence[str]) -> float:
    if any(_DOI_TARGET.search(target) for target in targets):
        return 1.5
    return 0.5 if any(target.startswith("http") for target in targets) else 0.0


def _visited(text: str, targets: Sequence[str]) -> float:
    addressed = _ADDRESS.pattern.search(text) is not None
    looked_at = (addressed or targets) and _LOOKED_AT.pattern.search(text)
    return _ADDRESS.weight * addressed + (_LOOKED_AT.weight if looked_at else 0.0)


def _length(text: str) -> float:
    if len(text) < 40:
        return -1.0
    return 0.0 if len(text) <= 600 else -1.5
