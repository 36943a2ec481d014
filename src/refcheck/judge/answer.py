"""What an answer of a judge is worth: nothing, unless it quotes both texts as they are.

A model that was talked into something by an abstract, or that makes things up, seldom quotes verbatim.
"""

from __future__ import annotations

import re

from refcheck.compare.text import unify
from refcheck.model import Opinion, Question, Ruling
from refcheck.sources.errors import BadAnswer, parse_json
from refcheck.sources.json_values import a_list, a_text, an_object

FEWEST_QUOTED = 3
"""Fewer words (*of the*) stand in any text, so that they show nothing."""
NOT_AS_ASKED = "the answer is not in the form that was asked for"
NOT_VERBATIM = "the answer does not quote both texts verbatim"
_WORD = re.compile(r"[^\W_]+")
_RULINGS = {one.value: one for one in Ruling}


def answer_of(body: bytes) -> str:
    """The text of the first choice in the answer of an endpoint; raises `BadAnswer`."""
    choices = a_list(an_object(parse_json(body)).get("choices"))
    message = an_object(an_object(choices[0] if choices else None).get("message"))
    text = a_text(message.get("content"))
    if not text:
        raise BadAnswer(NOT_AS_ASKED)
    return text


def opinion_of(answer: str, question: Question, judge: str) -> Opinion:
    """The opinion in the text of an answer; raises `BadAnswer` unless it has both quotes, each from its text."""
    said = an_object(parse_json(answer.encode("utf-8", "replace")))
    ruling = _RULINGS.get(a_text(said.get("verdict")))
    if ruling is None:
        raise BadAnswer(NOT_AS_ASKED)
    claim_quote, work_quote = a_text(said.get("claim_quote")), a_text(said.get("work_quote"))
    sources = (question.title, question.abstract)
    if not quotes(claim_quote, question.claim) or not any(quotes(work_quote, source) for source in sources):
        raise BadAnswer(NOT_VERBATIM)
    return Opinion(judge, ruling, claim_quote, work_quote)


def quotes(quote: str, text: str) -> bool:
    """Whether whole words of the text are quoted, but for blanks, dashes and the form of quotation marks."""
    words = _even(quote)
    if len(_WORD.findall(words)) < FEWEST_QUOTED:
        return False
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", _even(text)) is not None


def _even(text: str) -> str:
    """The text with one kind of quotation mark, dash and blank: models write the straight ones."""
    return unify(text).replace('"', "'")
