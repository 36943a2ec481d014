"""The table of rules, the modules, the pages and the case files are about the same rules."""

from __future__ import annotations

import re
from pathlib import Path

import refcheck.rules
from refcheck.rules import RULES, closest, find_rule
from tests.rules.case_files import DIRECTORY

SOURCE = Path(refcheck.rules.__file__).parent
PAGES = Path(__file__).parents[2] / "docs" / "rules"
TABLE = {rule.code: rule.name for rule in RULES}


def test_the_table_is_in_order_of_code() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(codes)


def test_no_code_and_no_name_is_used_twice() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_the_modules_on_disk_are_the_rules_of_the_table() -> None:
    modules = {
        path.stem.replace("_", "-") for path in SOURCE.glob("*.py") if "\nRULE = Rule(" in path.read_text("utf-8")
    }
    assert modules == set(TABLE.values())


def test_every_rule_has_its_page() -> None:
    pages = {path.stem for path in PAGES.glob("REF*.md")}
    assert pages == {f"{code}-{name}" for code, name in TABLE.items()}


def test_every_rule_has_its_cases() -> None:
    assert {path.stem for path in DIRECTORY.glob("REF*.toml")} == set(TABLE)


def test_every_rule_checks_a_reference_or_a_document_or_its_claims() -> None:
    checks = {rule.code: [rule.check, rule.check_document, rule.check_claims, rule.check_opinions] for rule in RULES}
    assert [code for code, several in checks.items() if several.count(None) != 3] == []


def test_every_page_has_one_sentence_a_reason_an_example_and_references() -> None:
    form = re.compile(
        r"[^\n]+\.\n\n## Why it matters\n\n.+\n\n## Example\n\n```(?:bibtex|text)\n.+\n```\n\n"
        r"Use instead[^\n]*:\n\n```(?:bibtex|text)\n.+\n```\n\n## References\n\n- .+",
        re.DOTALL,
    )
    assert [rule.code for rule in RULES if not form.match(rule.page.strip())] == []


def test_a_rule_is_found_by_its_code_and_by_its_name_in_any_case() -> None:
    assert find_rule("ref205") is find_rule("Year-Mismatch") is not None


def test_an_unknown_name_finds_no_rule() -> None:
    assert find_rule("year") is None


def test_the_closest_rule_to_a_mistyped_name_is_named() -> None:
    assert closest("year-missmatch") == "year-mismatch"


def test_the_closest_rule_to_a_mistyped_code_is_named() -> None:
    assert closest("REF2O5") == "REF205"


def test_nothing_is_close_to_gibberish() -> None:
    assert closest("xyzzy") == ""
