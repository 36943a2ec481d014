"""The concepts that exclude each other, and where a text names them.

The data are plain text in ``data/``: substances, conditions, places and many small sets. Concepts of one class are
siblings: a work about one is not a work about another, unless the one is a kind or a part of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from refcheck.claims import tables
from refcheck.claims.settings import ClaimSettings
from refcheck.claims.words import Words

FILES = ("conditions.tsv", "designs.tsv", "places.tsv", "sets.tsv", "substances.tsv")
DESIGNS = "designs"
COMPARISONS = frozenset({"direction", "modifiers", "numbered", "systems"})
"""What is compared besides the names of concepts."""
_USER_SETS = "sets of the settings"
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Concept:
    """A member of a class; ``broad`` ones are themselves classes (*opioids*) and exclude nothing."""

    kind: str
    name: str
    broad: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One name of some concepts, as words; ``cased`` holds the words that are found only as they are written."""

    plain: tuple[str, ...]
    cased: tuple[str, ...]
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text, from word ``start`` up to ``end``, that names concepts."""

    start: int
    end: int
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a data file."""

    kind: str
    name: str
    forms: tuple[str, ...]
    parents: tuple[str, ...]
    broad: bool = False

    @property
    def concept(self) -> Concept:
        """The member of a class that the line is about."""
        return Concept(self.kind, self.name, self.broad)


class Vocabulary:
    """All concepts, found by their names."""

    def __init__(
        self,
        entries: Iterable[Entry],
        *,
        not_exclusive: Iterable[tuple[str, ...]] = (),
        disabled: Iterable[str] = (),
    ) -> None:
        """Index the entries; ``not_exclusive`` are groups of names that may stand for each other."""
        self._disabled = frozenset(disabled)
        forms: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Concept]] = {}
        self._parents: dict[tuple[str, str], tuple[str, ...]] = {}
        for entry in entries:
            self._parents[entry.kind, entry.name] = entry.parents
            for form in (entry.name, *entry.forms):
                forms.setdefault(key_of(form), []).append(entry.concept)
        self._forms = _by_first_word(forms)
        self._together = [frozenset(key_of(one)[0] for one in group) for group in not_exclusive]

    def compares(self, kind: str) -> bool:
        """Whether a comparison by its name (*direction*, *numbered*) is wanted."""
        return kind not in self._disabled

    def mentions(self, words: Words) -> list[Mention]:
        """The concepts that a text names, the longest name at each place."""
        found: list[Mention] = []
        plain_words, forms = words.plain, self._forms
        shouted = words.text.isupper()
        position, count = 0, len(plain_words)
        while position < count:
            candidates = forms.get(plain_words[position])
            mention = _longest(candidates, words, position, shouted=shouted) if candidates else None
            if mention is None:
                position += 1
            else:
                found.append(mention)
                position = mention.end
        return found

    def compatible(self, one: Concept, other: Concept) -> bool:
        """Whether a text about the one may be a text about the other: the same, or a kind or part of it."""
        if one == other:
            return True
        return (
            one.name in self._ancestors(other)
            or other.name in self._ancestors(one)
            or self._may_stand_together(one, other)
        )

    def related(self, one: Concept, other: Concept) -> bool:
        """Whether two concepts are of one kind, so that both may be said of one thing."""
        return not self._ancestors(one).isdisjoint(self._ancestors(other))

    def companions(self, one: Concept, other: Concept) -> bool:
        """Whether texts name two concepts together so often that one says little of the other's absence."""
        ours, theirs = {one.name, *self._ancestors(one)}, {other.name, *self._ancestors(other)}
        if not ours.isdisjoint(_everywhere()):
            return True
        return any(not ours.isdisjoint(group) and not theirs.isdisjoint(group) for group in _companions())

    @cached_property
    def modifiers(self) -> Mapping[str, tuple[frozenset[tuple[str, ...]], ...]]:
        """The groups of exclusive modifiers, by the first word of each."""
        found: dict[str, tuple[frozenset[tuple[str, ...]], ...]] = {}
        for row in tables.rows("modifiers.tsv"):
            group = frozenset(key_of(one)[0] for one in row)
            for first in {one[0] for one in group}:
                found[first] = (*found.get(first, ()), group)
        return found

    def _ancestors(self, concept: Concept) -> frozenset[str]:
        found: set[str] = set()
        waiting = list(self._parents.get((concept.kind, concept.name), ()))
        while waiting:
            parent = waiting.pop()
            if parent not in found:
                found.add(parent)
                waiting += self._parents.get((concept.kind, parent), ())
        return frozenset(found)

    def _may_stand_together(self, one: Concept, other: Concept) -> bool:
        names = {key_of(one.name)[0], key_of(other.name)[0]}
        return any(names <= group for group in self._together)


@cache
def vocabulary(settings: ClaimSettings = ClaimSettings()) -> Vocabulary:  # noqa: B008 - frozen
    """The vocabulary in the data files, with what the user has taught it."""
    lines = [one for one in entries() if one.kind not in settings.disable_classes]
    own = [Entry(f"{_USER_SETS} {place}", name, (), ()) for place, group in enumerate(settings.sets) for name in group]
    return Vocabulary(
        [*_taught(lines, settings.same), *own],
        not_exclusive=settings.not_exclusive,
        disabled=settings.disable_classes,
    )


@cache
def classes() -> tuple[str, ...]:
    """The names of all classes and comparisons, each of which can be switched off."""
    return tuple(sorted({entry.kind for entry in entries()} | COMPARISONS))


@cache
def entries() -> tuple[Entry, ...]:
    """Every line of the data files."""
    return tuple(
        _entry(kind, line) for name in FILES for kind, under in tables.sections(name).items() for line in under
    )


def _entry(kind: str, line: str) -> Entry:
    name, *rest = line.split("\t")
    forms, parents = (*rest, "", "")[:2]
    broad = name.startswith("*")
    return Entry(kind, name.removeprefix("*"), _parts(forms), _parts(parents), broad)


@cache
def _companions() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(_parts(line)) for line in tables.sections("exclusion.txt")["companions"])


@cache
def _everywhere() -> frozenset[str]:
    return frozenset(name for line in tables.sections("exclusion.txt")["everywhere"] for name in _parts(line))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("; ") if part)


def _taught(lines: list[Entry], same: tuple[tuple[str, ...], ...]) -> Iterator[Entry]:
    """The entries, each with the further names that the user gives to one of its names."""
    groups = [(frozenset(key_of(one)[0] for one in group), group) for group in same]
    for entry in lines:
        names = {key_of(one)[0] for one in (entry.name, *entry.forms)}
        further = tuple(name for keys, group in groups if keys & names for name in group)
        yield Entry(entry.kind, entry.name, (*entry.forms, *further), entry.parents, entry.broad)


def key_of(form: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a form: plain, and as written where capitals count."""
    words = Words(form)
    return tuple(words.plain), tuple(one if not one.islower() else "" for one in words.written)


def _by_first_word(
    forms: Mapping[tuple[tuple[str, ...], tuple[str, ...]], list[Concept]],
) -> dict[str, tuple[Form, ...]]:
    found: dict[str, list[Form]] = {}
    for (words, cased), concepts in forms.items():
        if words:
            found.setdefault(words[0], []).append(Form(words, cased, tuple(dict.fromkeys(concepts))))
    return {first: tuple(sorted(several, key=lambda one: -len(one.plain))) for first, several in found.items()}


def _longest(forms: tuple[Form, ...], words: Words, position: int, *, shouted: bool) -> Mention | None:
    for form in forms:
        end = position + len(form.plain)
        if tuple(words.plain[position:end]) == form.plain and _as_written(form, words, position, shouted=shouted):
            return Mention(position, end, form.concepts)
    return None


def _as_written(form: Form, words: Words, position: int, *, shouted: bool) -> bool:
    """Whether the capitals are as they should be: those of a name, and none in a short common word."""
    for offset, cased in enumerate(form.cased):
        written = words.written[position + offset]
        if cased and not _same_capitals(written, cased):
            return False
        if not cased and len(form.cased) == 1 and len(written) <= _SHORT and written.isupper() and not shouted:
            return False
    return True


def _same_capitals(written: str, cased: str) -> bool:
    """Whether a word has the capitals of a name; all of them if there are some within the name."""
    bare = written.removesuffix("'s").removesuffix("’s")
    if cased[1:].islower() and len(cased) > _SHORT:
        return bare[:1] == cased[:1]
    if cased.istitle():
        return bare.istitle()
    return bare in {cased, cased + "s"}
