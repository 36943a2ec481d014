"""The acronyms that a text explains: *long form (LF)*.

After A. S. Schwartz and M. A. Hearst (2003), A simple algorithm for identifying abbreviation definitions in biomedical
text, https://doi.org/10.1142/9789812776303_0042: the letters of the short form are looked for from the end of the long
form to its beginning, the first one at the beginning of a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_SHORT = re.compile(r"\(\s*([^\W_][\w&/.-]{1,9})\s*[),;]")
_WORDS_BEFORE = re.compile(r"[^\s()]+")


def acronyms(text: str) -> Mapping[str, str]:
    """The long form of each short form that the text explains; the first explanation counts."""
    found: dict[str, str] = {}
    for match in _SHORT.finditer(text):
        short = match[1]
        if short not in found and _is_short_form(short):
            long = _long_form(short, text[max(0, match.start() - 120) : match.start()])
            if long:
                found[short] = long
    return found


def expand(text: str, known: Mapping[str, str]) -> str:
    """The text with the long form in the place of each acronym, but for the one in the brackets that explain it."""
    if not known:
        return text
    wanted = "|".join(re.escape(short) for short in sorted(known, key=len, reverse=True))
    return re.sub(rf"(?<![\w(-])(?:{wanted})(?![\w])", lambda found: known[found.group()], text)


def _is_short_form(short: str) -> bool:
    letters = [one for one in short if one.isalpha()]
    return len(letters) >= 2 and sum(one.isupper() for one in letters) * 2 >= len(letters)


def _long_form(short: str, before: str) -> str:
    """The shortest run of words before the bracket that has the letters of the short form in their order."""
    letters = [one.casefold() for one in short if one.isalnum()]
    words = [match.start() for match in _WORDS_BEFORE.finditer(before)]
    most = min(len(letters) + 5, len(letters) * 2)
    begin = words[-most] if len(words) >= most else 0
    start = _match(letters, before[begin:])
    return before[begin + start :].strip(" ,;:") if start >= 0 else ""


def _match(letters: list[str], text: str) -> int:
    """Where the run of words begins; -1 if the letters are not found in it."""
    position = len(text) - 1
    for place in range(len(letters) - 1, -1, -1):
        while position >= 0 and not (
            text[position].casefold() == letters[place]
            and (place > 0 or position == 0 or not text[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return -1
        position -= 1
    return position + 1
