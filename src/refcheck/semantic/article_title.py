"""What an article calls itself, as its file has it."""

from __future__ import annotations

import html
import re
from itertools import islice

_LOOKED_AT = 20_000
_LONGEST = 300
_MOST_LINES = 3
"""Above the title of a text stand navigation, a journal, a date: so many lines are taken for what may be it."""
_FORMS = (
    re.compile(r"\A(?:---|\+\+\+)\n.*?^title\s*[:=][ \t]*(?P<title>[^\n]+)$", re.DOTALL | re.MULTILINE | re.IGNORECASE),
    re.compile(r"<article-title\b[^>]*>(?P<title>.*?)</article-title>", re.DOTALL | re.IGNORECASE),
    re.compile(r"<h1\b[^>]*>(?P<title>.*?)</h1>", re.DOTALL | re.IGNORECASE),
    re.compile(r"<title\b[^>]*>(?P<title>.*?)</title>", re.DOTALL | re.IGNORECASE),
    re.compile(r"^[^%\n]*\\title(?:\[[^\]]*\])?\{(?P<title>[^}]+)\}", re.MULTILINE),
)
"""Front matter, JATS, HTML, LaTeX; the first that is there is taken."""
_MARKUP = re.compile(r"<[^>]*>|[*_`#{}]|\\[a-zA-Z]+")
_WORD = re.compile(r"[^\W\d_]{2,}")


def article_titles(text: str) -> tuple[str, ...]:
    """The title in the text of a file, without markup; where none tells, the first lines, one of which may be it."""
    beginning = text[:_LOOKED_AT].replace("\r\n", "\n")
    marked = next((match["title"] for form in _FORMS if (match := form.search(beginning)) is not None), "")
    lines = [_plain(marked)] if marked else map(_plain, beginning.split("\n"))
    return tuple(islice((line for line in lines if len(line) <= _LONGEST and _WORD.search(line)), _MOST_LINES))


def _plain(title: str) -> str:
    return " ".join(html.unescape(_MARKUP.sub(" ", title)).split()).strip("\"' ")
