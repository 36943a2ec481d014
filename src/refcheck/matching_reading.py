"""A typed reference, read once more with a work beside it.

The whole string finds a work; the fields that we read from it are only compared. Where we misread a string, because it
is in no known order or a title looks like names, the work itself tells where its fields would stand: if they do stand
there, the string says them. What the work does not explain stays as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property

from refcheck.compare.containers import compare_container
from refcheck.compare.dates import year_distance
from refcheck.compare.names import first_authors_agree
from refcheck.compare.numbering import compare_volume
from refcheck.compare.pages import compare_pages
from refcheck.compare.person_names import family_keys
from refcheck.compare.tables import rows, words
from refcheck.compare.text import fold
from refcheck.compare.titles import compare_title, is_notice_title
from refcheck.compare.verdict import Level, Verdict
from refcheck.compare.words import is_function_word
from refcheck.model import Date, Item, Name, Names

SHORTEST_TITLE = 10
"""Letters that a title must have to be looked for in a text: shorter ones are words of other titles."""
SHORTEST_CONTAINER = 4
WORDS_OF_ANOTHER_TITLE = 4
"""So many words that a work does not explain may be the title of another one."""
WORDS_OF_TITLE = 0.8
"""This share of the words of a title, wherever they stand, may be the title."""
WORDS_BEFORE = 4
"""How far before a title the beginning of a notice about it is looked for."""

_ADDRESS = re.compile(r"https?://\S+|\b10\.\d{4,9}/\S+", re.IGNORECASE)
_RANGE = re.compile(r"\d[-–—‐‑−]+[a-zA-Z]{0,3}\d")
_BEHIND = re.compile(r"(?<=\d)[a-z]?\s*[-–—‐‑−]+\s*[a-zA-Z]{0,3}\d+|(?<=\d)\s*\([^()]*\)")
"""What is no volume and no first page: the end of a range, an issue in brackets behind its volume."""
_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")


def reread(item: Item, text: str, theirs: Item) -> Item:
    """The description in ``text``, of which ``item`` is our reading, as far as it may be that of the work."""
    reading = _Reading(item, _ADDRESS.sub(" ", text), theirs)
    if reading.has_another_title:
        return item
    page = reading.page()
    return replace(
        item,
        title=reading.title(),
        author=reading.author(),
        container_title=reading.container(),
        issued=reading.issued(),
        volume=reading.volume(page),
        page=page,
        number="" if page != item.page else item.number,
    )


@dataclass
class _Reading:
    """Each variable as the text may have it, if it is about the work."""

    item: Item
    text: str
    theirs: Item

    @cached_property
    def spaced(self) -> str:
        """The folded text, a blank at each end."""
        return f" {fold(self.text)} "

    @cached_property
    def title_in_text(self) -> str:
        """The longest of the work's titles that stands in the text, and not in the name of the container only."""
        titles = sorted(self.theirs.title, key=len, reverse=True)
        keys = ((title, f" {fold(title)} ") for title in titles)
        text = self.spaced
        for container in (*self.item.container_title, *self.theirs.container_title):
            text = text.replace(f" {fold(container)} ", " | ")
        return next((title for title, key in keys if len(key) > SHORTEST_TITLE + 1 and key in text), "")

    @cached_property
    def standing_title(self) -> str:
        """The same, folded."""
        return fold(self.title_in_text)

    @cached_property
    def around_title(self) -> list[str]:
        """The words of the text without those of the work's title."""
        title = self.standing_title
        return (self.spaced.replace(f" {title} ", " ") if title else self.spaced).split()

    @cached_property
    def standing_authors(self) -> tuple[Name, ...]:
        """The authors of the work whose families stand in the text outside its title."""
        around = set(self.around_title)
        pairs = {"".join(pair) for pair in zip(self.around_title, self.around_title[1:], strict=False)}
        return tuple(
            name
            for name in self.theirs.author.listed
            if not (around | pairs).isdisjoint(family_keys(name.family or name.literal))
        )

    @cached_property
    def has_another_title(self) -> bool:
        """Whether the text is about another work, so that nothing in it need be looked for."""
        near = compare_title(self.item, self.theirs).level in {Level.SAME, Level.STYLE, Level.MINOR}
        return not (near or self.standing_title or self._holds_words_of_title or self._holds_no_title)

    @cached_property
    def _holds_words_of_title(self) -> bool:
        """Whether nearly all words of a title of the work stand somewhere in the text."""
        ours = set(self.spaced.split())
        titles = (set(fold(title).split()) for title in self.theirs.title)
        return any(len(title & ours) >= WORDS_OF_TITLE * len(title) for title in titles)

    def title(self) -> tuple[str, ...]:
        if _agree(compare_title(self.item, self.theirs)) or (self.standing_title and self._says_more()):
            return self.item.title
        if self.standing_title:
            return (self.title_in_text,)
        return () if self._holds_no_title else self.item.title

    def _says_more(self) -> bool:
        """Whether the words around the title make another one of it: a reply to it, a notice, a part."""
        before, _, after = self.spaced.partition(f" {self.standing_title} ")
        if after.startswith(_continuations()):
            return True
        near = before.split()[-WORDS_BEFORE:]
        if any(is_notice_title(" ".join([*near[place:], self.standing_title])) for place in range(len(near))):
            return True
        ours = next((f" {fold(one)} " for one in self.item.title), "")
        more = ours.replace(f" {self.standing_title} ", " ").split() if f" {self.standing_title} " in ours else []
        return any(word not in self._other_words for word in more)

    @cached_property
    def _other_words(self) -> frozenset[str]:
        """The words of the work's other fields."""
        return frozenset(_words_of(self.theirs))

    @cached_property
    def _holds_no_title(self) -> bool:
        """Whether the text is without a title: the work's other fields explain nearly all of its words."""
        explained = self._other_words | set(_words_of(replace(self.item, title=())))
        ours = {word for title in self.item.title for word in fold(title).split()}
        strange = {word for word in {*self.spaced.split()} - explained | ours - self._other_words if _tells(word)}
        return len(strange) < WORDS_OF_ANOTHER_TITLE and not any(_tells(word) for word in ours - self._other_words)

    def author(self) -> Names:
        ours = self.item.author
        if first_authors_agree(self.item, self.theirs):
            return ours
        if self.standing_authors[:1] and self.standing_authors[0] == self.theirs.author.listed[0]:
            return Names(self.standing_authors, truncated=True)
        title = {word for one in self.theirs.title for word in fold(one).split()}
        families = {word for name in ours.listed for word in fold(name.family or name.literal).split()}
        return Names() if families <= title | self._other_words - self._name_words else ours

    @cached_property
    def _name_words(self) -> frozenset[str]:
        return frozenset(word for name in self.theirs.author.listed for word in fold(str(name)).split())

    def container(self) -> tuple[str, ...]:
        if _agree(compare_container(self.item, self.theirs)):
            return self.item.container_title
        around = f" {' '.join(self.around_title)} "
        names = (one for one in self.theirs.container_title if len(fold(one)) >= SHORTEST_CONTAINER)
        standing = next((one for one in names if f" {fold(one)} " in around), "")
        return (standing,) if standing else self.item.container_title

    def issued(self) -> tuple[Date, ...]:
        if year_distance(self.item, self.theirs) == 0:
            return self.item.issued
        around = set(_YEAR.findall(" ".join(self.around_title)))
        standing = tuple(date for date in self.theirs.issued if str(date.year) in around)
        return standing[:1] or self.item.issued

    def page(self) -> str:
        """Our page if it stands in the text as a range; else that of the work, if its first page stands there."""
        ours, theirs = self.item.page, self.theirs.page or self.theirs.number
        if _agree(compare_pages(self.item, self.theirs)) or (_RANGE.search(ours) and ours in self.text):
            return ours
        return theirs if _first_word(theirs) in self._numbers else ours

    def volume(self, page: str) -> str:
        """Our volume if the text joins it to our issue; else that of the work, if it stands there beside its page."""
        ours, theirs = self.item.volume, self.theirs.volume
        if _agree(compare_volume(self.item, self.theirs)) or f"{ours}({self.item.issue})" in self.text.replace(" ", ""):
            return ours
        left = list(self._numbers)
        if _first_word(page) in left:
            left.remove(_first_word(page))
        in_place = _agree(compare_pages(replace(self.item, page=page), self.theirs))
        return theirs if in_place and _first_word(theirs) in left else ours

    @cached_property
    def _numbers(self) -> tuple[str, ...]:
        """The words that may be a volume or a first page: no issue, no last page, not of the title."""
        title = set(self.standing_title.split())
        return tuple(word for word in fold(_BEHIND.sub(" ", self.text)).split() if word not in title)


@cache
def _continuations() -> tuple[str, ...]:
    """What stands behind the title of a work in that of a reply to it, or of a part of it."""
    replies = (fold(tail) for (tail,) in rows("reply_tails.txt"))
    return tuple(f"{one} " for one in (*replies, *words("part_labels.txt")))


def _agree(verdict: Verdict) -> bool:
    return verdict.level in {Level.SAME, Level.STYLE}


def _first_word(text: str) -> str:
    return next(iter(fold(text).split()), "")


def _words_of(item: Item) -> Iterator[str]:
    """The folded words of every field but the title."""
    texts = [*map(str, item.author.listed), *item.container_title, *item.event_title, item.volume, item.issue]
    texts += [item.page, item.number, *(str(date.year) for date in item.issued)]
    return (word for text in texts for word in fold(text).split())


def _tells(word: str) -> bool:
    """Whether a word may be one of a title, and no abbreviation or initial."""
    return len(word) > 3 and word.isalpha() and not is_function_word(word)
