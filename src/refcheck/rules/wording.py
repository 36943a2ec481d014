"""How a work, a list of names and a value are put into the words of a message."""

from __future__ import annotations

from refcheck.model import Item, Names, Work

LONGEST_TITLE = 90
"""Titles are cut to this length, so that a message stays one line and a half."""


def shortened(text: str, longest: int = LONGEST_TITLE) -> str:
    """The text, cut at a blank with an ellipsis where it is too long."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:.-") + " …"


def quoted(text: str) -> str:
    """The text in quotation marks, cut where too long."""
    return f"“{shortened(text)}”"


def authors(names: Names) -> str:
    """The names as a citation shows them: ``Pokorny``, ``Pokorny & Preller``, ``Pokorny et al.``."""
    families = [name.literal or name.family or name.given for name in names.listed]
    match families:
        case []:
            return ""
        case [one] if not names.truncated:
            return one
        case [one, two] if not names.truncated:
            return f"{one} & {two}"
        case _:
            return f"{families[0]} et al."


def year(item: Item) -> str:
    """The year to cite, or nothing."""
    return next((str(date.year) for date in item.issued if date.year is not None), "")


def described(item: Item) -> str:
    """A description of one line: title, authors, year, container."""
    title = quoted(item.title[0]) if item.title else "a work without a title"
    source = item.container_title[0] if item.container_title else ""
    details = ", ".join(part for part in (authors(item.author), year(item), shortened(source, 60)) if part)
    return f"{title} ({details})" if details else title


def described_with_doi(work: Work) -> str:
    """The description of a work, and its DOI."""
    return f"{described(work.item)}, doi {work.item.doi}"


def listed(words: tuple[str, ...]) -> str:
    """An enumeration: ``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]
