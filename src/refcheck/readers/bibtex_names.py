"""Lists of names by BibTeX's grammar, and what people write instead of it.

The grammar works on the LaTeX source, because braces protect words from it; parts are decoded afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from refcheck.model import Name, Names
from refcheck.readers.latex import to_plain, unescape_entities
from refcheck.readers.tables import mapping

_AND = re.compile(r"[{}]|(?<!\S)and(?!\S)", re.IGNORECASE)
_OTHERS = re.compile(r"\{*(?:others|\(?et\.?[\s~]*al(?:ii|\.)?\)?)\.?\}*", re.IGNORECASE)
_TRAILING_OTHERS = re.compile(r"(?:,\s*others|[,\s~]+(?:and[\s~]+)?\{?\(?et\.?[\s~]*al\b\.?\)?\}?)\s*$", re.IGNORECASE)
_ELLIPSIS = re.compile(r"\{?(?:\.\s?\.\s?\.|…|\\(?:l?dots|textellipsis)\b\s*(?:\{\})?)\}?")
_EDITOR_MARK = re.compile(r"[,\s]*\((?:eds?|editors?|hrsg|coord|org)s?\.?\)[,.\s]*$", re.IGNORECASE)
_EXTENDED = re.compile(r"\s*\"?\s*(?:given|family|prefix|suffix|id|useprefix)(?:-i)?\s*=")
_KEY_VALUE = re.compile(r"([\w-]+)\s*=\s*(\"[^\"]*\"|[^,{}]*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}[^,{}]*)*)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[-~\s]*){1,4}")
_BEGINS_WITH_INITIAL = re.compile(r"\s*[^\W\d_]\.[-~\s]?\S")
_CAPITALISED = re.compile(r"[^\W\d_](?:\.|[\w'’-]*\.?)")
_AMPERSAND = re.compile(r"\s+\\?&\s+|\s+\{\\&\}\s+")
_BLANKS = re.compile(r"\s[\s~]*+|~[\s~]++")
_COMMAS = re.compile(r",(?: ?,)+")
_COMMA = re.compile(r"[{},]")
_SEMICOLON = re.compile(r"[{};]")
_BLANK = re.compile(r"[{}]|[\s~]+")
_ESCAPED_GROUP = re.compile(r"\\\{.*\\\}", re.DOTALL)
"""Exporters that escape everything escape the braces of a group, too."""
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class ReadNames:
    """A list of names, and whether all LaTeX in it was understood."""

    names: Names
    understood: bool = True


def read_names(source: str) -> ReadNames:
    """The names in an ``author`` or ``editor`` field."""
    listed: list[Name] = []
    last: Name | None = None
    truncated = False
    elided = False
    understood = True
    for part in _parts(source):
        text = part.strip(" \t\r\n~")
        if _OTHERS.fullmatch(text) or text.startswith("xdata="):
            truncated = True
        elif _ELLIPSIS.fullmatch(text):
            truncated = elided = True
        else:
            shortened = _TRAILING_OTHERS.sub("", text)
            truncated = truncated or shortened != text
            name = _name(shortened)
            understood = understood and to_plain(shortened).understood
            if name != Name():
                last = name if elided else last
                listed.extend(() if elided else (name,))
    return ReadNames(Names(tuple(listed), truncated, last), understood)


# --------------------------------------------------------------------------------------------------- the list


def _parts(source: str) -> Iterator[str]:
    """The names of a list as written, marks of omission among them."""
    # Runs of blanks and commas are collapsed first: the patterns that follow would try each of their places.
    source = _COMMAS.sub(",", _BLANKS.sub(" ", unescape_entities(source)))
    source = _EDITOR_MARK.sub("", source)
    unwrapped = _unwrapped_list(source.strip())
    for joined in _split_at_and(unwrapped):
        for part in _split_common_mistakes(joined.strip(" \t\r\n,")):
            yield from _split_at_ellipsis(part)


def _unwrapped_list(source: str) -> str:
    """A whole list in one more pair of braces, as some exporters write it, is a list and not one group."""
    if not _is_one_group(source):
        return source
    inner = source[1:-1]
    parts = _split_at_and(inner)
    return inner if len(parts) > 1 and all(part.count(",") == 1 for part in parts) else source


def _split_at_and(source: str) -> list[str]:
    return _split(source, _AND) if "and" in source.lower() else [source]


def _split(source: str, marks: re.Pattern[str]) -> list[str]:
    """The pieces between separators that stand outside all braces."""
    pieces: list[str] = []
    depth = start = 0
    for mark in marks.finditer(source):
        found = mark.group()
        if found == "{":
            depth += 1
        elif found == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append(source[start : mark.start()])
            start = mark.end()
    pieces.append(source[start:])
    return [piece for piece in pieces if piece.strip()]


def _split_common_mistakes(source: str) -> list[str]:
    if _EXTENDED.match(source):
        return [source]
    if ";" in source:
        parts = _split(source, _SEMICOLON)
        if len(parts) > 1:
            return [one.strip(" ,") for part in parts for one in _split_at_and(part.strip())]
    if "&" in source:
        ampersands = _AMPERSAND.split(source)
        if len(ampersands) > 1 and all("," in part or _BEGINS_WITH_INITIAL.match(part) for part in ampersands):
            return [one for part in ampersands for one in _split_at_commas(part.strip(" ,"))]
    return _split_at_commas(source)


def _split_at_commas(source: str) -> list[str]:
    """``A. Smith, B. Jones`` and ``Smith, A., Jones, B.``: several names where BibTeX sees one."""
    if "," not in source:
        return [source]
    parts = [part.strip() for part in _split(source, _COMMA)]
    if len(parts) > 1 and all(_BEGINS_WITH_INITIAL.match(part) for part in parts):
        return parts
    if len(parts) >= 3 and all(_several_words(part) for part in parts) and not _is_suffix(parts[1]):
        return parts
    if len(parts) >= 4 and len(parts) % 2 == 0 and all(_INITIALS.fullmatch(part) for part in parts[1::2]):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    return [source]


def _several_words(part: str) -> bool:
    words = part.split()
    return len(words) >= 2 and words[0][:1].isupper()


def _split_at_ellipsis(part: str) -> Iterator[str]:
    if "..." not in part and "…" not in part and "dots" not in part and ". ." not in part:
        yield part
        return
    found = _ELLIPSIS.search(part)
    if found is None or not (part[: found.start()].strip() or part[found.end() :].strip()):
        yield part
        return
    pieces = (part[: found.start()].strip(" ,"), "…", part[found.end() :].strip(" ,&"))
    yield from (piece for piece in pieces if piece)


# --------------------------------------------------------------------------------------------------- one name


def _name(source: str) -> Name:
    """One name as written."""
    if _EXTENDED.match(source):
        return _extended(source)
    if _is_one_group(source) and not source.startswith("{\\"):
        return _group(source[1:-1])
    if _ESCAPED_GROUP.fullmatch(source):
        return Name(literal=to_plain(source).text.strip("{} "))
    parts = [part.strip() for part in _split(source, _COMMA)]
    suffixes = [part for part in parts[1:] if _is_suffix(part)]
    others = [*parts[:1], *(part for part in parts[1:] if not _is_suffix(part))]
    if not others:
        return Name()
    name = _first_last(others[0]) if len(others) == 1 else _family_first(others[0], " ".join(others[1:]))
    return replace(name, suffix=to_plain(suffixes[0]).text) if suffixes else _without_suffix_in_family(name)


def _without_suffix_in_family(name: Name) -> Name:
    """``{Bell, II}, Edwin``: the suffix that somebody put into the braces of the surname."""
    family, comma, suffix = name.family.rpartition(",")
    return replace(name, family=family, suffix=suffix.strip()) if comma and _is_suffix(suffix) else name


def _extended(source: str) -> Name:
    """An entry in the style of biblatex: ``given=Hans, family=Harman, prefix=von``."""
    values = {key.lower(): to_plain(value.strip().strip('"')).text for key, value in _KEY_VALUE.findall(source)}
    family = " ".join(word for word in (values.get("prefix", ""), values.get("family", "")) if word)
    given = values.get("given") or values.get("given-i", "")
    return Name(family=family, given=given, suffix=values.get("suffix", "")) if family else Name(literal=given)


def _group(inner: str) -> Name:
    """A name in braces: a group, unless it is plainly *Family, Given*."""
    text = to_plain(inner).text
    family, comma, given = text.partition(",")
    given = given.strip()
    if comma and "," not in given and _looks_like_person(family.strip(), given):
        return Name(family=family.strip(), given=given)
    return Name(literal=text)


def _looks_like_person(family: str, given: str) -> bool:
    words = given.split()
    corporate = mapping("corporate_words.tsv")
    return (
        0 < len(words) <= 3
        and len(family.split()) == 1
        and all(_CAPITALISED.fullmatch(word) for word in words)
        and not any(word.strip(".").lower() in corporate for word in words)
    )


def _family_first(family: str, given: str) -> Name:
    words = _split(family, _BLANK)
    if len(words) > 1 and _is_suffix(words[-1]):
        family, suffix = " ".join(words[:-1]), to_plain(words[-1]).text
        return Name(to_plain(family).text, to_plain(given).text, suffix)
    return Name(to_plain(family).text, to_plain(given).text)


def _first_last(source: str) -> Name:
    words = _split(source, _BLANK)
    suffix = ""
    if len(words) > 2 and _is_suffix(words[-1]):
        suffix = to_plain(words.pop()).text
    begin = _family_start(words)
    return Name(to_plain(" ".join(words[begin:])).text, to_plain(" ".join(words[:begin])).text, suffix)


def _family_start(words: list[str]) -> int:
    """Where the family name with its particle begins: at the first word in lower case, else at the last word."""
    lower = [_is_lower(word) for word in words]
    if all(lower) or not any(lower[:-1]):
        return len(words) - 1
    return lower.index(True)


def _is_lower(word: str) -> bool:
    """BibTeX's test: the first letter, that of an accent in braces included; other braces hide the case."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    first = _LETTER.search(word if "\\" not in word else to_plain(word).text)
    return first is not None and first.group().islower()


def _is_suffix(part: str) -> bool:
    return part.strip("{}. ").lower() in mapping("name_suffixes.tsv")


def _is_one_group(source: str) -> bool:
    """Whether one pair of braces holds the whole."""
    if not (source.startswith("{") and source.endswith("}")):
        return False
    depth = 0
    for brace in re.finditer(r"[{}]", source):
        depth += 1 if brace.group() == "{" else -1
        if depth == 0:
            return brace.end() == len(source)
    return False
