"""Dates as reference lists print them: ``2017a``, ``May 12, 2019``, ``12.05.2019``, ``n.d.``, ``1985/2004``."""

from __future__ import annotations

import re

from refcheck.compare.tables import rows as comparison_rows
from refcheck.model import Date
from refcheck.parsing.lexicon import months

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_NUMERIC = re.compile(
    r"(?<!\d)(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)|(?<!\d)(\d{1,2})[./](?:(\d{1,2})[./])(\d{4})(?!\d)"
)
_DAY = re.compile(r"(?<!\d)([0-3]?\d)(?:st|nd|rd|th|\.)?(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")


def read_dates(text: str) -> tuple[Date, ...]:
    """The date a reference gives, and that of the original after a stroke; words if there is no year."""
    years = [int(year) for year in _YEAR.findall(text)]
    if not years:
        literal = _literal(text)
        return (Date(literal=literal),) if literal else ()
    numeric = _numeric(text)
    if numeric is not None:
        return (numeric,)
    if len(years) == 2 and re.search(r"\d{4}\s*/\s*\d{4}|\[\d{4}\]", text) and years[0] != years[1]:
        return Date(year=max(years)), Date(year=min(years), kind="original")
    month = next((months()[word] for word in map(str.lower, _WORD.findall(text)) if word in months()), None)
    day = _day(_YEAR.sub(" ", text)) if month else None
    return (Date(year=years[0], month=month, day=day),)


def _numeric(text: str) -> Date | None:
    found = _NUMERIC.search(text)
    if found is None:
        return None
    year = int(found[1] or found[6])
    month, day = int(found[2] or found[5]), int(found[3] or found[4] or 0)
    if month > 12 >= day > 0 and found[4]:
        month, day = day, month
    if not (1 <= month <= 12 and 0 <= day <= 31 and 1400 <= year <= 2100):
        return None
    return Date(year=year, month=month, day=day or None)


def _day(text: str) -> int | None:
    days = [int(day) for day in _DAY.findall(text)]
    return days[0] if len(days) == 1 and 1 <= days[0] <= 31 else None


def _literal(text: str) -> str:
    """The words that stand in place of a year, without brackets."""
    bare = " ".join(re.sub(r"[^\w\s]", " ", text.lower()).split())
    known = {row[0] for row in comparison_rows("no_year.txt")}
    return text.strip(" ()[].,;") if bare in known or any(phrase in bare for phrase in known if len(phrase) > 4) else ""
