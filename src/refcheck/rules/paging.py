"""Pages and article numbers as the rules on pages write them."""

from __future__ import annotations

from refcheck.compare.text import unify
from refcheck.model import Item


def pages_to_write(item: Item) -> str:
    """The pages of a record with plain hyphens, one page only once; the article number where there are no pages."""
    pages = unify(item.page).replace(" ", "")
    first, _, last = pages.partition("-")
    return (first if first == last else pages) or item.number


def begun(page: str) -> str:
    """What stands before the dash of a range that was cut off."""
    return unify(page).rstrip(" -?.…")


def article_number(item: Item) -> str:
    """The article number of a record, also where it was deposited as a page; empty for works with pages."""
    pages = pages_to_write(item)
    return item.number or ("" if "-" in pages else pages)


def numbering(item: Item) -> str:
    """The sentence on a journal that numbers its articles."""
    container = item.container_title[0] if item.container_title else "the journal"
    return f"{container} numbers its articles: this is article {article_number(item)}"
