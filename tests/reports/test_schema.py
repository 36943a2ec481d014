from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

from refcheck.model import (
    CheckedDocument,
    CheckedReference,
    Citation,
    CitationForm,
    Document,
    Item,
    Reference,
    Report,
    Span,
    Unsearchable,
)
from refcheck.reports import REPORTS, ReportOptions
from tests.reports.made import report

OPTIONS = ReportOptions(generated="2026-11-23T09:30:00+00:00")
SCHEMA = json.loads(files("refcheck.reports").joinpath("schema/report-v1.json").read_text("utf-8"))
LINE = {"$schema": SCHEMA["$schema"], "$ref": "#/$defs/line", "$defs": SCHEMA["$defs"]}
SENTENCE = "As Lind (2021) says [1]."
CITATIONS = (
    Citation(Span(3, 14), SENTENCE, ("lind2021",), CitationForm.NARRATIVE, ("Lind",), "2021"),
    Citation(Span(20, 23), SENTENCE, (), CitationForm.NUMERIC, label="1"),
)
TYPED = Reference("lind2021", Item(), Span(29, 46), text="Lind (2021) Tides", label="1", typed=True, certainty=0.51239)
POST = Document("post.md", f"{SENTENCE}\n\n1. Lind (2021) Tides\n", (TYPED,), CITATIONS)
ARTICLE = Report((CheckedDocument(POST, (CheckedReference(TYPED, Unsearchable("nothing")),)),))
BOTH = pytest.mark.parametrize("checked", [report(), Report(()), ARTICLE], ids=["full", "empty", "article"])


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@BOTH
def test_the_json_report_follows_the_schema(checked: Report) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(REPORTS["json"](checked, OPTIONS)))


@BOTH
def test_each_line_of_the_jsonl_report_follows_the_schema(checked: Report) -> None:
    validator = jsonschema.Draft202012Validator(LINE)
    for line in REPORTS["jsonl"](checked, OPTIONS).splitlines():
        validator.validate(json.loads(line))


def test_the_schema_refuses_a_report_without_a_summary() -> None:
    content = json.loads(REPORTS["json"](report(), OPTIONS))
    del content["summary"]
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(content)


def test_the_moment_of_the_run_is_told_once() -> None:
    assert REPORTS["json"](report(), OPTIONS).count(OPTIONS.generated) == 1


def test_equal_reports_give_equal_bytes() -> None:
    assert REPORTS["json"](report(), OPTIONS) == REPORTS["json"](report(), OPTIONS)


def test_citations_and_what_was_typed_are_in_the_report() -> None:
    (document,) = json.loads(REPORTS["json"](ARTICLE, OPTIONS))["documents"]
    assert document["citations"] == [
        {
            "line": 1, "column": 4, "form": "narrative", "keys": ["lind2021"], "label": "", "families": ["Lind"],
            "year": "2021", "sentence": "As Lind (2021) says [1].",
        },
        {
            "line": 1, "column": 21, "form": "numeric", "keys": [], "label": "1", "families": [],
            "year": "", "sentence": "As Lind (2021) says [1].",
        },
    ]  # fmt: skip
    (reference,) = document["references"]
    assert [reference[name] for name in ("label", "text", "typed", "certainty")] == [
        "1", "Lind (2021) Tides", True, 0.512,
    ]  # fmt: skip


def test_the_citations_stand_in_the_line_of_their_document() -> None:
    first = json.loads(REPORTS["jsonl"](ARTICLE, OPTIONS).splitlines()[0])
    assert (first["kind"], len(first["citations"]), first["findings"]) == ("document", 2, [])
