"""Tags in Markdown: HTML elements, autolinks, comments, Liquid (Jekyll), shortcodes (Hugo, Quarto), JSX."""

from __future__ import annotations

import html
import re
from functools import cache
from itertools import pairwise

from refcheck.model import Span
from refcheck.readers.markdown_scan import Element, Scan
from refcheck.readers.tables import rows

_AUTOLINK = re.compile(r"<((?:https?|ftp|doi|mailto):[^\s<>]{1,2000})>", re.IGNORECASE)
_MAIL = re.compile(r"<[^\s<>@]{1,100}@[^\s<>@]{1,200}>")
_TAG = re.compile(
    r"""<(/?)([A-Za-z][\w.:-]*+)((?:[^<>"'{}]|"[^"]*+"|'[^']*+'|\{[^{}]*+\})*+)>""",
)
_ATTRIBUTE = re.compile(r"""([\w:-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_LIQUID = re.compile(r"\{%-?\s*+(\w*+)((?:[^%]|%(?!\}))*+)%\}")
_SHORTCODE = re.compile(r"\{\{[<%]\s*+([\w./-]*+)((?:[^<>%]|[%>](?!\}\}))*+)[>%]\}\}")
_OUTPUT = re.compile(r"\{\{[^{}]*+\}\}")
_KRAMDOWN = re.compile(r"\{:[^{}\r\n]*+\}|\{[#.][^{}\r\n]*+\}")
_EXPRESSION = re.compile(r"\{(?:/\*(?:[^*]|\*(?!/))*+\*/|[^{}]*+)\}")
_ARGUMENT = re.compile(r"\"([^\"]*+)\"|'([^']*+)'|([^\s\"']++)")
_KEY = re.compile(r"[^\s,;\"{}]+")
_OPTIONS_WITHOUT_VALUE = frozenset({"-A", "--suppress_author", "-c", "--cited", "--cited_in_order", "-C"})
_LONGEST_TAG = 2000
_MARK_OF_ELEMENT = {"sup": "superscript", "sub": "subscript", "i": "emphasis", "em": "emphasis", "cite": "emphasis",
                    "b": "strong", "strong": "strong", "code": "code", "kbd": "code", "del": "deleted"}  # fmt: skip


@cache
def _effects(form: str) -> dict[str, str]:
    return {name: effect for known, name, effect in rows("markdown_tags.tsv") if known == form}


# ------------------------------------------------------------------------------------------------- angle brackets


def angle(scan: Scan, start: int) -> int:
    """An autolink, a comment, a tag, or just a sign."""
    if scan.text.startswith("<!--", start):
        return _comment(scan, start)
    limit = min(scan.end, start + _LONGEST_TAG)
    if not 0 <= scan.next_sign(">", start) < limit:
        return start + 1
    found = _AUTOLINK.match(scan.text, start, limit)
    if found:
        scan.drop(start, start + 1)
        scan.drop(found.end() - 1, found.end())
        scan.link(start + 1, found.end() - 1, html.unescape(found.group(1)))
        return found.end()
    found = _MAIL.match(scan.text, start, limit)
    if found:
        return found.end()
    found = _TAG.match(scan.text, start, limit)
    return _tag(scan, found) if found else start + 1


def _comment(scan: Scan, start: int) -> int:
    end = scan.next_sign("-->", start + 4)
    if end < 0:
        return start + 4
    scan.drop(start, end + 3)
    return end + 3


def _tag(scan: Scan, found: re.Match[str]) -> int:
    name = found.group(2).lower()
    effect = _effects("element").get(name, "")
    if name == "br":
        scan.replace(found.start(), found.end(), "\n")
        return found.end()
    scan.drop(found.start(), found.end())
    if found.group(1):
        _close(scan, found, name, effect)
    elif effect == "cites":
        _cite_attribute(scan, found)
    elif effect == "notes" or name == "a" or name in _MARK_OF_ELEMENT:
        scan.elements.append(Element(name, found.start(), found.end(), _attribute(found.group(3), "href")))
    return found.end()


def _close(scan: Scan, found: re.Match[str], name: str, effect: str) -> None:
    """End the element of this name that was opened last; what is still open within it was never closed."""
    while scan.elements:
        element = scan.elements.pop()
        if element.name == name:
            break
    else:
        return
    if effect == "notes":
        scan.add_note(Span(element.start, found.end()), Span(element.inside, found.start()))
    elif name == "a" and element.target:
        scan.link(element.inside, found.start(), html.unescape(element.target))
    elif name in _MARK_OF_ELEMENT:
        scan.mark(element.inside, found.start(), _MARK_OF_ELEMENT[name])


def _attribute(attributes: str, name: str) -> str:
    for found in _ATTRIBUTE.finditer(attributes):
        if found.group(1).lower() == name:
            return next(value for value in found.groups()[1:] if value is not None)
    return ""


def _cite_attribute(scan: Scan, found: re.Match[str]) -> None:
    for attribute in _ATTRIBUTE.finditer(found.group(3)):
        if attribute.group(1).lower() in ("key", "bibtex-key"):
            number = next(group for group in (2, 3, 4) if attribute.group(group) is not None)
            start = found.start(3) + attribute.start(number)
            _cite_all(scan, Span(start, start + len(attribute.group(number))), _whole(found))


def _cite_all(scan: Scan, keys: Span, group: Span) -> None:
    for key in _KEY.finditer(scan.text, keys.start, keys.end):
        scan.cite(key.start(), key.end(), key.group(), group)


def _whole(found: re.Match[str]) -> Span:
    return Span(found.start(), found.end())


# -------------------------------------------------------------------------------------------------- curly brackets

_TEMPLATES = (
    ("{%", "%}", _LIQUID, "liquid"),
    ("{{", "}}", _SHORTCODE, "shortcode"),
    ("{{", "}}", _OUTPUT, ""),
    ("{", "}", _KRAMDOWN, ""),
)


def brace(scan: Scan, start: int) -> int:
    """A Liquid tag, a shortcode, a list of attributes, an expression, or just a brace."""
    limit = min(scan.end, start + _LONGEST_TAG)
    for opener, closer, pattern, form in _TEMPLATES:
        closes = scan.text.startswith(opener, start) and 0 <= scan.next_sign(closer, start) < limit
        found = pattern.match(scan.text, start, limit) if closes else None
        if found:
            scan.drop(start, found.end())
            if form:
                _template_tag(scan, found, _effects(form).get(found.group(1), ""))
            return found.end()
    found = _EXPRESSION.match(scan.text, start, limit) if scan.setting.braces else None
    if found:
        scan.drop(start, found.end())
    return found.end() if found else start + 1


def _template_tag(scan: Scan, found: re.Match[str], effect: str) -> None:
    if effect == "cites":
        for span in _arguments(found):
            _cite_all(scan, span, _whole(found))
    elif effect == "lists":
        name = _named_bibliography(scan, found)
        scan.bibliographies.extend([name] if name else [])


def _arguments(found: re.Match[str]) -> list[Span]:
    """The arguments of a tag that are no options."""
    spans = []
    skip = False
    for argument in _ARGUMENT.finditer(found.group(2)):
        number = next(group for group in (1, 2, 3) if argument.group(group) is not None)
        value = argument.group(number)
        if number == 3 and value.startswith("-"):
            skip = value not in _OPTIONS_WITHOUT_VALUE
        elif not skip:
            spans.append(Span(found.start(2) + argument.start(number), found.start(2) + argument.end(number)))
        else:
            skip = False
    return spans


def _named_bibliography(scan: Scan, found: re.Match[str]) -> str:
    """The file of a list: ``--file papers`` in Jekyll-Scholar, the first argument in Hugo."""
    arguments = [argument.group().strip("\"'") for argument in _ARGUMENT.finditer(found.group(2))]
    if scan.text.startswith("{{", found.start()):
        return next((one for one in arguments if not one.startswith("-")), "")
    options = dict(pairwise(arguments))
    name = options.get("--file") or options.get("-f") or "references"
    return name if "/" in name or "." in name else f"_bibliography/{name}.bib"
