from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

from refcheck.model import Report
from refcheck.reports import REPORTS, ReportOptions
from tests.reports.made import report

OPTIONS = ReportOptions(generated="2026-11-23T09:30:00+00:00")
SCHEMA = json.loads(files("refcheck.reports").joinpath("schema/report-v1.json").read_text("utf-8"))
LINE = {"$schema": SCHEMA["$schema"], "$ref": "#/$defs/line", "$defs": SCHEMA["$defs"]}
BOTH = pytest.mark.parametrize("checked", [report(), Report(())], ids=["full", "empty"])


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
