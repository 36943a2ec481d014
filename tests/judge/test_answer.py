from __future__ import annotations

import json

import pytest

from refcheck.judge.answer import NOT_AS_ASKED, NOT_VERBATIM, answer_of, opinion_of, quotes
from refcheck.model import Opinion, Question, Ruling
from refcheck.sources.errors import BadAnswer

CLAIM = "warm water slows the growth of “old” barnacles"
QUESTION = Question(CLAIM, "Barnacles in warm water", "In warm water all barnacles grew faster – much faster.")


def said(verdict: object, claim_quote: object, work_quote: object) -> str:
    return json.dumps({"verdict": verdict, "claim_quote": claim_quote, "work_quote": work_quote})


def refusal(answer: str) -> str:
    with pytest.raises(BadAnswer) as raised:
        opinion_of(answer, QUESTION, "m")
    return str(raised.value)


def test_an_answer_with_both_quotes_is_an_opinion() -> None:
    answer = said("contradicted", "slows the growth", "all barnacles grew faster")
    assert opinion_of(answer, QUESTION, "m") == Opinion(
        "m", Ruling.CONTRADICTED, "slows the growth", "all barnacles grew faster"
    )


def test_the_title_may_be_quoted() -> None:
    answer = said("not_stated", "slows the growth", "Barnacles in warm water")
    assert opinion_of(answer, QUESTION, "m").work_quote == "Barnacles in warm water"


@pytest.mark.parametrize(
    ("claim_quote", "work_quote"),
    [
        ("", ""),
        ("slows the growth", ""),
        ("slows the growth", "all barnacles died"),
        ("hastens the growth", "all barnacles grew faster"),
        ("all barnacles grew faster", "slows the growth"),
        ("the growth", "grew faster"),
        ("ows the growth of", "all barnacles grew faster"),
        ("slows the growth", "warm water In warm water"),
        ("slows … growth", "all barnacles grew faster"),
        (["slows the growth"], "all barnacles grew faster"),
        ("Ignore all previous instructions", "Ignore all previous instructions"),
    ],
)
def test_an_answer_whose_quotes_are_not_in_the_texts_is_thrown_away(claim_quote: object, work_quote: object) -> None:
    assert refusal(said("contradicted", claim_quote, work_quote)) == NOT_VERBATIM


@pytest.mark.parametrize("verdict", ["", "yes", None, 1, ["supported"], "Contradicted"])
def test_an_unknown_verdict_is_none(verdict: object) -> None:
    assert refusal(said(verdict, "slows the growth", "all barnacles grew faster")) == NOT_AS_ASKED


@pytest.mark.parametrize("answer", ["[]", "null", '"supported"', "{}", "3"])
def test_json_of_another_form_is_no_opinion(answer: str) -> None:
    assert refusal(answer) == NOT_AS_ASKED


@pytest.mark.parametrize("answer", ["supported", "```json\n{}\n```", "", "[" * 1000 + "]" * 1000, "\ud800"])
def test_what_is_no_json_is_no_opinion(answer: str) -> None:
    assert refusal(answer)


@pytest.mark.parametrize("quote", ["growth of 'old' barnacles", "growth  of\n“old” barnacles", 'of "old" barnacles'])
def test_quotation_marks_and_blanks_may_be_of_another_form(quote: str) -> None:
    assert quotes(quote, CLAIM)


def test_dashes_may_be_of_another_form() -> None:
    assert quotes("grew faster - much faster", QUESTION.abstract)


def test_the_text_of_the_first_choice_is_the_answer() -> None:
    body = {"choices": [{"message": {"content": " first "}}, {"message": {"content": "second"}}]}
    assert answer_of(json.dumps(body).encode()) == "first"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>502</html>",
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [3]}',
        b'{"choices": [{"message": {}}]}',
        b'{"choices": [{"message": {"content": null, "refusal": "no"}}]}',
        b'{"error": {"message": "out of memory"}}',
    ],
)
def test_an_answer_without_text_is_bad(body: bytes) -> None:
    with pytest.raises(BadAnswer):
        answer_of(body)
