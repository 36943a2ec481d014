r"""The span of everything in one BibTeX entry: its key, each field's name and value, and what is wrong with it.

bibtexparser splits a file into blocks but keeps no offsets of fields, so each block is read again here. BibTeX counts
every brace, also one after a backslash; where that leaves an entry in pieces it is read a second time with ``\{``,
``\}`` and ``\"`` taken as characters, and the reading with fewer defects is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

# No value recurses: nesting to this depth is matched by one expression, deeper nesting by counting in a loop.
_NESTING = 5
_DEFECTS_REPORTED = 10
_NAME = r"[^\s\"#%'(),={}]++"
_SPACE = r"(?:\s++|%[^\n]*+)*+"

HEAD = re.compile(r"@\s*([A-Za-z][\w.:+-]*)\s*([{(])")
_SPACE_PATTERN = re.compile(_SPACE)
_BLANKS = re.compile(r"\s*+")
_NAME_PATTERN = re.compile(_NAME)
_ASSIGNMENT = re.compile(rf"({_NAME})\s*+=")
_KEY = re.compile(r"([^,={}\"]*+)")
_KEY_IN_BRACES = re.compile(r"([^,=\n]*+)(?=,)")
_KEY_IN_PARENTHESES = re.compile(r"([^,={}\")]*+)")
_ESCAPED_DELIMITER = re.compile(r"\\[{}\"]")
_PLAIN_JUNK = re.compile(r"[^,{}()\"]++")
_SWALLOWED = re.compile(r",\s*[A-Za-z]+\s*=\s*[{\"]")
"""A value that holds what looks like the next field has lost its closing brace."""
_BARE_TEXT = re.compile(r"[^,{}\"=\n]++")


class ScannedField(NamedTuple):
    """A field as written. ``delimiter`` is ``{`` or ``"``, empty for a bare word, ``#`` for a concatenation."""

    # A tuple, because large files have 60,000 of them and a frozen dataclass takes three times as long to make.

    name: str
    raw: str
    start: int
    delimiter: str

    @property
    def end(self) -> int:
        """Where the value ends."""
        return self.start + len(self.raw)


@dataclass(frozen=True, slots=True)
class Defect:
    """Something that BibTeX would stumble over, and its place."""

    position: int
    message: str


@dataclass(frozen=True, slots=True)
class ScannedEntry:
    """One entry. If ``broken`` holds a message the entry has no end; ``end`` is then where the scan gave up."""

    type: str
    key: str
    start: int
    end: int
    fields: tuple[ScannedField, ...] = ()
    defects: tuple[Defect, ...] = ()
    broken: str = ""


@dataclass(frozen=True, slots=True)
class _Grammar:
    """How braces and quotes are counted."""

    braced: re.Pattern[str]
    quoted: re.Pattern[str]
    field: re.Pattern[str]
    marks: re.Pattern[str]


def _grammar(plain: str, quoted_plain: str, mark: str) -> _Grammar:
    braced = rf"\{{(?:{plain})*+\}}"
    for _ in range(_NESTING):
        braced = rf"\{{(?:{plain}|{braced})*+\}}"
    quoted = rf"\"(?:{quoted_plain}|{braced})*+\""
    value = rf"(?:{braced}|{quoted}|{_NAME})"
    return _Grammar(
        re.compile(braced, re.DOTALL),
        re.compile(quoted, re.DOTALL),
        re.compile(rf"{_SPACE}({_NAME})\s*+=\s*+({value}){_SPACE}([,}})])", re.DOTALL),
        re.compile(mark),
    )


_BIBTEX = _grammar(r"[^{}]++", r"[^{}\"]++", r"[{}\"]")
_ESCAPES = _grammar(r"[^{}\\]++|\\.", r"[^{}\"\\]++|\\.", r"(?<!\\)[{}\"]")


def scan_entry(text: str, head: re.Match[str], limit: int) -> ScannedEntry:
    """The entry whose head (``@type{``) was matched, read no further than ``limit``."""
    entry = _EntryScanner(text, head, limit, _BIBTEX).scan()
    if not (entry.broken or entry.defects) or not _ESCAPED_DELIMITER.search(text, head.end(), limit):
        return entry
    again = _EntryScanner(text, head, limit, _ESCAPES).scan()
    if (bool(again.broken), len(again.defects)) >= (bool(entry.broken), len(entry.defects)):
        return entry
    return ScannedEntry(
        again.type, again.key, again.start, again.end, again.fields, (*again.defects, _unbalanced(text, again))
    )


def _unbalanced(text: str, entry: ScannedEntry) -> Defect:
    found = _ESCAPED_DELIMITER.search(text, entry.start, entry.end)
    message = "BibTeX counts a brace or quote also after a backslash, and here they do not balance"
    return Defect(found.start() if found else entry.start, message)


def scan_string(text: str, head: re.Match[str], limit: int) -> ScannedEntry:
    """An ``@string`` block, as an entry without key and with one field."""
    scanner = _EntryScanner(text, head, limit, _BIBTEX)
    scanner.read_fields()
    return scanner.result()


def balanced_end(text: str, start: int, limit: int) -> int:
    """Where the ``{`` or ``"`` at ``start`` is closed (one past it), or -1."""
    return _delimited_end(text, start, limit, _BIBTEX)


def _delimited_end(text: str, start: int, limit: int, grammar: _Grammar) -> int:
    quoted = text[start] == '"'
    found = (grammar.quoted if quoted else grammar.braced).match(text, start, limit)
    if found:
        return found.end()
    depth = 0 if quoted else 1
    for mark in grammar.marks.finditer(text, start + 1, limit):
        if mark.group() == '"':
            if quoted and depth == 0:
                return mark.end()
            continue
        depth += 1 if mark.group() == "{" else -1
        if depth == 0 and not quoted:
            return mark.end()
        if depth < 0:
            return -1
    return -1


@dataclass(slots=True)
class _EntryScanner:
    """A cursor over the text of one entry."""

    text: str
    head: re.Match[str]
    limit: int
    grammar: _Grammar
    position: int = 0
    close: str = "}"
    key: str = ""
    fields: list[ScannedField] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)
    broken: str = ""
    closed: bool = False

    def __post_init__(self) -> None:
        self.position = self.head.end()
        self.close = "}" if self.head.group(2) == "{" else ")"

    def scan(self) -> ScannedEntry:
        self.read_key()
        if not (self.closed or self.broken):
            self.read_fields()
        return self.result()

    def result(self) -> ScannedEntry:
        return ScannedEntry(
            self.head.group(1).lower(),
            self.key,
            self.head.start(),
            self.position,
            tuple(self.fields),
            tuple(self.defects),
            self.broken,
        )

    # ------------------------------------------------------------------------------------------------ small steps

    def peek(self) -> str:
        return self.text[self.position] if self.position < self.limit else ""

    def skip_space(self) -> str:
        found = _SPACE_PATTERN.match(self.text, self.position, self.limit)
        self.position = found.end() if found else self.position
        return self.peek()

    def defect(self, message: str, position: int | None = None) -> None:
        if len(self.defects) < _DEFECTS_REPORTED:
            self.defects.append(Defect(self.position if position is None else position, message))

    def give_up(self, where: str = "") -> None:
        where = where or next((one.name for one in self.fields if _SWALLOWED.search(one.raw)), "")
        perhaps = f", perhaps in the field `{where}`" if where else ""
        self.broken = f"the entry that begins here is never closed: a {self.close} is missing{perhaps}"
        self.position = self.limit

    # -------------------------------------------------------------------------------------------------- the key

    def read_key(self) -> None:
        self.skip_space()
        pattern = _KEY if self.close == "}" else _KEY_IN_PARENTHESES
        found = pattern.match(self.text, self.position, self.limit)
        written = found.group(1) if found else ""
        start, self.position = self.position, self.position + len(written)
        stop = self.peek()
        if stop == ",":
            self.finish_key(written.strip(), start)
            self.position += 1
        elif stop == self.close:
            self.finish_key(written.strip(), start)
            self.close_entry()
        elif stop == "=":
            self.key_without_comma(written, start)
        else:
            self.odd_key(start)

    def finish_key(self, key: str, start: int) -> None:
        self.key = key
        if not key:
            self.defect("the entry has no citation key", start)

    def key_without_comma(self, written: str, start: int) -> None:
        words = written.split()
        self.position = start + (written.rindex(words[-1]) if words else 0)
        self.finish_key(" ".join(words[:-1]), start)
        if self.key:
            self.defect(f"a comma is missing after the citation key `{self.key}`")

    def odd_key(self, start: int) -> None:
        found = _KEY_IN_BRACES.match(self.text, start, self.limit)
        if found is None:
            self.position = start
            self.give_up()
            return
        self.key, self.position = found.group(1).strip(), found.end() + 1

    def close_entry(self) -> None:
        self.position += 1
        self.closed = True

    # ------------------------------------------------------------------------------------------------ the fields

    def read_fields(self) -> None:
        while not (self.closed or self.broken):
            self.read_plain_fields()
            self.read_odd_field()

    def read_plain_fields(self) -> None:
        """The fields that nothing is wrong with, at full speed."""
        match = self.grammar.field.match
        while found := match(self.text, self.position, self.limit):
            stop = found.group(3)
            if stop not in (",", self.close):
                return
            raw = found.group(2)
            delimiter = raw[0] if raw[0] in '{"' else ""
            self.fields.append(ScannedField(found.group(1), raw, found.start(2), delimiter))
            self.position = found.end() if stop == "," else found.start(3)

    def read_odd_field(self) -> None:
        stop = self.skip_space()
        if not stop:
            self.give_up()
        elif stop == self.close:
            self.close_entry()
        elif stop == ",":
            self.defect("there is one comma too many")
            self.position += 1
        else:
            self.read_named_field()

    def read_named_field(self) -> None:
        start = self.position
        found = _NAME_PATTERN.match(self.text, start, self.limit)
        if found is None:
            self.defect("something stands here that is no field")
            self.skip_junk()
            return
        self.position = found.end()
        stop = self.skip_space()
        if stop == "=":
            self.position += 1
            self.skip_space()
        elif stop and stop in '{"':
            self.defect(f"an = is missing after `{found.group()}`")
        else:
            self.defect(f"`{found.group()}` is not followed by an =", start)
            self.skip_junk()
            return
        self.read_value(found.group())

    def read_value(self, name: str) -> None:
        start = self.position
        pieces = self.read_pieces(name)
        if self.broken:
            return
        if pieces == 0:
            self.bare_text(name, start)
            return
        delimiter = "#" if pieces > 1 else self.text[start]
        raw = self.text[start : self.position]
        if delimiter not in ("#", "{", '"'):
            delimiter = ""
        self.after_value(ScannedField(name, raw, start, delimiter))

    def read_pieces(self, name: str) -> int:
        """Step over ``piece # piece …``; how many there were."""
        pieces, end = 0, self.position
        while True:
            stop = self.skip_space()
            piece_end = self.piece_end(stop)
            if piece_end < 0:
                self.give_up(name)
                return pieces
            if piece_end == self.position:
                break
            pieces, end, self.position = pieces + 1, piece_end, piece_end
            if self.skip_space() != "#":
                break
            self.position += 1
        self.position = end
        return pieces

    def piece_end(self, stop: str) -> int:
        if stop and stop in '{"':
            return _delimited_end(self.text, self.position, self.limit, self.grammar)
        found = _NAME_PATTERN.match(self.text, self.position, self.limit)
        return found.end() if found else self.position

    def after_value(self, value: ScannedField) -> None:
        """What follows a value: a comma, the end, or something that should not be there."""
        stop = self.skip_space()
        if stop in (",", self.close, ""):
            self.fields.append(value)
            self.position += stop == ","
        elif _ASSIGNMENT.match(self.text, self.position, self.limit):
            self.fields.append(value)
            self.defect(f"a comma is missing after the field `{value.name}`", value.end)
        elif value.delimiter == "":
            self.bare_text(value.name, value.start)
        else:
            self.fields.append(value)
            self.defect(f"text that belongs to no field follows the value of `{value.name}`")
            self.skip_junk()

    def bare_text(self, name: str, start: int) -> None:
        """A value of several words without braces: taken up to the comma or the end of the line."""
        found = _BARE_TEXT.match(self.text, start, self.limit)
        raw = (found.group() if found else "").rstrip()
        if self.close == ")" and raw.endswith(")"):
            raw = raw[:-1].rstrip()
        self.fields.append(ScannedField(name, raw, start, ""))
        wrong = "must stand in braces or quotes" if raw else "is missing"
        self.defect(f"the value of `{name}` {wrong}", start)
        self.position = start + len(raw)
        stop = self.skip_space()
        if stop not in (",", self.close) and not _ASSIGNMENT.match(self.text, self.position, self.limit):
            self.skip_junk()
        self.position += self.peek() == ","

    def skip_junk(self) -> None:
        """Move to the next comma or the end of the entry, over balanced groups."""
        while (stop := self.peek()) not in (",", self.close, ""):
            end = -1
            if stop in '{"':
                end = _delimited_end(self.text, self.position, self.limit, self.grammar)
                if end < 0 and stop == "{":
                    self.give_up()
                    return
            plain = _PLAIN_JUNK.match(self.text, self.position, self.limit)
            self.position = end if end > 0 else plain.end() if plain else self.position + 1
        self.position += self.peek() == ","
