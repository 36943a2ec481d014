"""What stands before and after a reference in its list: numbers, bullets, footnote signs, links back to the text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from refcheck.parsing.list_scoring import UPPER


class Form(Enum):
    """How a label is written, so how much it says."""

    NONE = "none"
    NUMBER = "number"
    """``[1]``, ``1.``, ``(1)``, ``¹``: certainly a number of a list."""
    BARE = "bare"
    """``1 Smith``, ``1Smith``: a number of a list only if its neighbours continue it."""
    KEY = "key"
    """``[Knuth84]``"""
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Label:
    """The label at the start of a text, the number it means (0: none), and where the reference begins."""

    text: str = ""
    end: int = 0
    form: Form = Form.NONE
    number: int = 0


NO_LABEL = Label()

_BACK = r"(?:\s*(?:Jump up(?: to:?)?\s*)?[\^↑↩⤴]\ufe0e?(?:\s*\(?(?:[a-z]|\d\.\d{1,2})\b[,)]?(?=[\s,]))*)?"
_BULLETS = r"(?:\s*[•·‣▪◦●○►▶■□✓✔➢➤→∙⁃❖*–—-]\s+|\s*[•‣▪◦●►▶■])?"
_LABEL = re.compile(
    rf"(?P<before>{_BACK}{_BULLETS}\s*)"
    r"(?:(?P<number>[\[［【〔]\s{0,2}(?P<square>\d{1,4}[a-z]?)\s{0,2}[\]］】〕][.:]?"
    r"|[(（](?P<round>\d{1,3})[)）]"
    r"|#?(?P<plain>\d{1,3})\s?[.)）、．。:](?!\d)|(?P<dashed>\d{1,3})\s{0,2}[-–—]\s"
    r"|(?P<small>[¹²³⁰⁴-⁹]{1,4}|[₀-₉]{1,4}|[\u2460-\u2473])\)?)\s*"
    r"|(?P<key>\[(?P<name>[A-Za-zÀ-ž+]{1,14}[ ,-]?\d{2,4}[a-z]?|[^\W\d][^\[\]]{2,40}?\d{4}[a-z]?)\][.:]?)\s+"
    rf"|(?P<bare>\d{{1,3}})(?=\s{{1,4}}(?:[{UPPER}\"“—\u3040-\u9fff\uac00-\ud7a3]|--)|[{UPPER}][^\W\d_]|[\u3040-\u9fff])\s*"
    r"|(?P<sign>[*†‡§¶]{1,3})\s*)?"
)
_BACK_LINKS = re.compile(
    r"(?:[\s\u00a0]*(?:[\[(]?(?:↩|⤴|↵|⏎|↑|🔙|\^|⬆|⇧|▲)[\ufe0e\ufe0f]?[\])]?\d{0,2}|\[return\]|\[back\]|\(back\)))+\s*$"
)
_TAIL = 60
_LEAD_IN = re.compile(
    r"(?:(?:[Ss]ee|[Cc]f\.|[Vv]gl\.|[Ss]iehe|[Vv]oir|[Vv]éase|[Vv]er|[Vv]edi|[Zz]ie|[Ss]e|[Cc]ompare|e\.g\.|z\. ?B\.)"
    r"(?:,? (?:also|e\.g\.|for example|auch|dazu|hierzu|z\. ?B\.|aussi|también|anche|ook|även))?[,:]? )"
)


def label_of(text: str) -> Label:
    """The label that a text begins with."""
    found = _LABEL.match(text[:_TAIL])
    if found is None or not found.end():
        return NO_LABEL
    if found["number"]:
        written = next(found[name] for name in ("square", "round", "plain", "dashed", "small") if found[name])
        return Label(_digits(written), found.end(), Form.NUMBER, _number(written))
    if found["bare"]:
        return Label(found["bare"], found.end(), Form.BARE, int(found["bare"]))
    if found["key"]:
        return Label(found["name"], found.end(), Form.KEY)
    if found["sign"] or found["before"].strip():
        return Label(found["sign"] or "", found.end(), Form.BULLET)
    return Label("", found.end())


def _digits(written: str) -> str:
    return unicodedata.normalize("NFKC", written)


def _number(written: str) -> int:
    digits = "".join(char for char in _digits(written) if char.isdigit())
    return int(digits) if digits else 0


def end_without_back_links(text: str) -> int:
    """Where a text ends without the arrows that lead back to its footnote's mark."""
    tail = text[-_TAIL:]
    found = _BACK_LINKS.search(tail)
    return len(text) - len(tail) + found.start() if found else len(text.rstrip())


def lead_in(text: str) -> int:
    """How many characters of *See also …* stand before a reference in a footnote."""
    found = _LEAD_IN.match(text)
    return found.end() if found else 0
