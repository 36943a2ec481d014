r"""LaTeX to plain Unicode, as far as it occurs in bibliographies.

One pass over the tokens with a stack of groups: linear, without recursion, and it never raises. What a command stands
for is a row of ``tables/latex_commands.tsv``; symbols that are not there are looked up in pylatexenc's tables. An
unknown command is dropped, its argument kept, and the value marked as not fully understood. (pylatexenc's own walker
is not used: an empty ``\href{}{}`` makes it raise, ``%`` in ``\url`` cuts the rest, and large files take it minutes.)
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Protocol

from refcheck.readers.tables import rows

_MARKUP = re.compile(r"[\\{}~$&]|--|''|``|[?!]`")
_TOKEN = re.compile(r"\\(?:[a-zA-Z]+\*?|.|$)|[{}$~^_]|---?|``|''|[?!]`|\s+|[^\\{}$~^_\-`'?!\s]+|.", re.DOTALL)
_LIGATURES = {"--": "–", "---": "—", "``": "“", "''": "”", "?`": "¿", "!`": "¡", "~": " "}
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_OPTIONAL_ARGUMENT = re.compile(r"\s*\[[^\]\[{}]{0,200}\]")
_VERBATIM_ARGUMENT = re.compile(r"\s*\{((?:[^{}\\]|\\.|\{[^{}]*\})*)\}", re.DOTALL)
_ESCAPE_IN_VERBATIM = re.compile(r"\\([%#_&~{}$^])")
_ARGUMENT_NUMBER = re.compile(r"#(\d)")
_MATH_DELIMITERS = {"\\(": True, "\\[": True, "\\)": False, "\\]": False}
_DEEPEST_GROUP = 60
_MOST_PENDING = 20
_LONGEST_VALUE = 20_000
"""Characters of one value; normalisation takes quadratic time for what no honest value holds."""
_DOTLESS = {"ı": "i", "ȷ": "j"}
_SPACING_ACCENTS = {"\u0302": "^", "\u0303": "~"}


@dataclass(frozen=True, slots=True)
class Plain:
    """A value without markup, and whether every command in it was understood."""

    text: str
    understood: bool = True


@lru_cache(maxsize=16384)
def to_plain(source: str) -> Plain:
    """The plain text of a value: blanks collapsed, HTML entities of exporters decoded, NFC."""
    if len(source) > _LONGEST_VALUE:
        return Plain(to_plain(source[:_LONGEST_VALUE]).text, understood=False)
    if not _MARKUP.search(source):
        return Plain(unicodedata.normalize("NFC", " ".join(source.split())))
    converter = _Converter(source)
    text = unescape_entities(converter.convert())
    return Plain(unicodedata.normalize("NFC", " ".join(text.split())), converter.understood)


@lru_cache(maxsize=4096)
def to_identifier(source: str) -> str:
    r"""The plain text of a DOI or URL: ``\_`` is ``_``, but dashes, ``~`` and ``&`` stay as they are."""
    if not re.search(r"[\\{}$]", source):
        return source.strip()
    return " ".join(_Converter(source, verbatim=True).convert().split())


def unescape_entities(text: str) -> str:
    """The text with complete HTML entities decoded (``&amp;``, ``&apos;``), also where they were encoded twice."""
    for _ in range(2):
        if "&" not in text:
            break
        text = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
    return text


# ------------------------------------------------------------------------------------------------- the commands


@dataclass(frozen=True, slots=True)
class _Command:
    """A row of the table: ``kind`` is one of those which the head of the table explains."""

    kind: str
    value: str
    arguments: int = 0


@cache
def _table() -> dict[str, _Command]:
    commands = {}
    for name, kind, value in rows("latex_commands.tsv"):
        count = max([0, *(int(digit) for digit in _ARGUMENT_NUMBER.findall(value))])
        arguments = {"accent": 1, "skip": len(value)}.get(kind, count)
        commands[name] = _Command(kind, value, arguments)
    return commands


@cache
def _find(name: str) -> _Command | None:
    found = _table().get(name) or _table().get(name.removesuffix("*"))
    return found or _symbol_of_pylatexenc(name)


def _symbol_of_pylatexenc(name: str) -> _Command | None:
    symbol = getattr(_pylatexenc_symbols().get_macro_spec(name), "simplify_repl", None)
    if isinstance(symbol, str) and "%" not in symbol:
        return _Command("symbol", symbol)
    return None


class _Symbols(Protocol):
    """What is used of pylatexenc's tables."""

    def get_macro_spec(self, macroname: str) -> object: ...


@cache
def _pylatexenc_symbols() -> _Symbols:
    from pylatexenc.latex2text import (  # type: ignore[import-untyped]  # noqa: PLC0415 - no types; 30 ms, seldom needed
        get_default_latex_context_db,
    )

    symbols: _Symbols = get_default_latex_context_db()
    return symbols


# ------------------------------------------------------------------------------------------------ the conversion


@dataclass(slots=True)
class _Pending:
    """A command that still waits for arguments."""

    command: _Command
    arguments: list[str] = field(default_factory=list)

    def result(self) -> str:
        if self.command.kind == "accent":
            return _accented(self.arguments[0] if self.arguments else "", self.command.value)
        if self.command.kind == "skip":
            return ""
        return _ARGUMENT_NUMBER.sub(lambda number: self.arguments[int(number.group(1)) - 1], self.command.value)


@dataclass(slots=True)
class _Group:
    """What one pair of braces holds so far."""

    math: bool = False
    pieces: list[str] = field(default_factory=list)
    pending: list[_Pending] = field(default_factory=list)

    def atom(self, text: str) -> None:
        """Take one argument or one piece of text."""
        while self.pending:
            waiting = self.pending[-1]
            waiting.arguments.append(text)
            if len(waiting.arguments) < waiting.command.arguments:
                return
            self.pending.pop()
            text = waiting.result()
        self.pieces.append(text)

    def text(self) -> str:
        while self.pending:
            self.atom("")
        return "".join(self.pieces)


class _Converter:
    """A cursor over the tokens of one value."""

    def __init__(self, source: str, *, verbatim: bool = False) -> None:
        self.source = source
        self.verbatim = verbatim
        self.understood = True
        self.position = 0
        self.groups = [_Group()]
        self.too_deep = 0
        self.swallow_space = False
        self.dollars_are_text = (source.count("$") - source.count("\\$")) % 2 == 1

    def convert(self) -> str:
        while found := _TOKEN.match(self.source, self.position):
            self.position = found.end()
            self.token(found.group())
        while len(self.groups) > 1:
            self.close_group()
        return self.groups[0].text()

    def token(self, token: str) -> None:
        first = token[0]
        if first == "\\":
            self.command(token)
            return
        swallow, self.swallow_space = self.swallow_space, False
        if first in "{}":
            self.brace(token)
        elif first == "$":
            self.dollar()
        elif first in "^_" and self.groups[-1].math:
            return
        elif token.isspace():
            self.space(swallow=swallow)
        else:
            self.run(token if self.verbatim else _LIGATURES.get(token, token))

    def brace(self, brace: str) -> None:
        if brace == "{":
            self.open_group()
        elif self.too_deep:
            self.too_deep -= 1
        elif len(self.groups) > 1:
            self.close_group()

    def dollar(self) -> None:
        if self.dollars_are_text:
            self.run("$")
        else:
            self.groups[-1].math = not self.groups[-1].math

    def open_group(self) -> None:
        if len(self.groups) > _DEEPEST_GROUP:
            self.too_deep += 1
            return
        group = self.groups[-1]
        in_math = bool(group.pending) and group.pending[-1].command.kind == "math"
        self.groups.append(_Group(math=group.math or in_math))

    def close_group(self) -> None:
        text = self.groups.pop().text()
        self.groups[-1].atom(text)

    def space(self, *, swallow: bool) -> None:
        group = self.groups[-1]
        if not (swallow or group.pending):
            group.pieces.append(" ")

    def run(self, text: str) -> None:
        group = self.groups[-1]
        while group.pending and text:
            group.atom(text[0])
            text = text[1:]
        if text:
            group.pieces.append(text)

    def command(self, token: str) -> None:
        self.swallow_space = False
        name = token[1:]
        if token in _MATH_DELIMITERS:
            self.groups[-1].math = _MATH_DELIMITERS[token]
            return
        command = _find(name)
        if command is None:
            self.unknown(name)
            return
        if command.kind == "verbatim":
            self.verbatim_argument(command.value)
            return
        if command.arguments:
            self.skip_optional_argument()
            if len(self.groups[-1].pending) < _MOST_PENDING:
                self.groups[-1].pending.append(_Pending(command))
            return
        alphabetic = name[:1].isalpha()
        # TeX swallows the blank after every name; those who write a logo or dots often do not know it.
        self.swallow_space = alphabetic and len(command.value) <= 1 and command.value != "…"
        if command.value:
            self.groups[-1].atom(command.value)

    def unknown(self, name: str) -> None:
        self.understood = False
        if name[:1].isalpha():
            self.swallow_space = True
        else:
            self.run(name)

    def skip_optional_argument(self) -> None:
        found = _OPTIONAL_ARGUMENT.match(self.source, self.position)
        self.position = found.end() if found else self.position

    def verbatim_argument(self, value: str) -> None:
        found = _VERBATIM_ARGUMENT.match(self.source, self.position)
        if found is None:
            return
        self.position = found.end()
        if value == "#1":
            self.groups[-1].atom(_ESCAPE_IN_VERBATIM.sub(r"\1", found.group(1)))


def _accented(base: str, accent: str) -> str:
    base = base.lstrip()
    if not base:
        return _SPACING_ACCENTS.get(accent, "")
    return _DOTLESS.get(base[0], base[0]) + accent + base[1:]
