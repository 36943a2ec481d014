"""Years and dates as bibliographies write them: ISO 8601 and EDTF, ``2012a``, ``[1999]``, ``in press``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from refcheck.model import Date
from refcheck.readers.latex import to_plain
from refcheck.readers.tables import mapping

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T[\d:.+Z-]*)?[~?%]?")
_YEAR = re.compile(r"(?<!\d)([12]\d{3})(?!\d)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_DAY = re.compile(r"(?<!\d)([0-3]?\d)(?!\d)")
_MONTH_NUMBER = re.compile(r"0?([1-9]|1[0-2])")
_NOT_YET_OUT = {"inpress": "in press", "forthcoming": "forthcoming", "submitted": "submitted",
                "inpreparation": "in preparation", "prepublished": "prepublished"}  # fmt: skip
_MOST_YEARS = 4


def read_issued(values: Mapping[str, str]) -> tuple[Date, ...]:
    """Every date of publication that the entry admits, the one of this edition first, the original one last."""
    dates = [*_from_date(values.get("date", "")), *_from_year(values)]
    state = re.sub(r"[\s-]", "", values.get("pubstate", "")).lower()
    if not dates and state in _NOT_YET_OUT:
        dates.append(Date(literal=_NOT_YET_OUT[state]))
    original = values.get("origdate", "")
    if original:
        dates.extend(replace(date, kind="original") for date in _from_date(original) if date.year)
    return tuple(dict.fromkeys(dates))


def _from_date(written: str) -> list[Date]:
    text = to_plain(written).text.replace("–", "-")
    if not text:
        return []
    parts = [_iso(part) for part in text.split("/")] if "/" in text else [_iso(text)]
    dates = [part for part in parts if part is not None]
    return dates[:_MOST_YEARS] or _years(text)


def _iso(text: str) -> Date | None:
    found = _ISO.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = (int(group) if group else None for group in found.groups())
    month = month if month and month <= 12 else None
    day = day if month and day and day <= 31 else None
    return Date(year, month, day)


def _from_year(values: Mapping[str, str]) -> list[Date]:
    dates = _from_date(values.get("year", ""))
    if len(dates) == 1 and dates[0].year and dates[0].month is None:
        month, day = _month(to_plain(values.get("month", "")).text, to_plain(values.get("day", "")).text)
        return [replace(dates[0], month=month, day=day)]
    return dates


def _years(text: str) -> list[Date]:
    years = [int(year) for year in _YEAR.findall(text)]
    if not years:
        return [Date(literal=text)]
    month = _month_named(text) if len(years) == 1 else None
    return [Date(year, month) for year in dict.fromkeys(years)][:_MOST_YEARS]


def _month(text: str, day: str) -> tuple[int | None, int | None]:
    number = _MONTH_NUMBER.fullmatch(text.strip())
    month = int(number.group(1)) if number else _month_named(text)
    found = _DAY.search(day) or (_DAY.search(text) if number is None else None)
    known_day = int(found.group(1)) if month and found else None
    return month, known_day if known_day and known_day <= 31 else None


def _month_named(text: str) -> int | None:
    names = mapping("months.tsv")
    found = next((names[word] for word in _WORD.findall(text.lower()) if word in names), None)
    return int(found) if found else None
