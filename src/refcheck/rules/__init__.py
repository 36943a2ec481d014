"""All rules, in order of code."""

from __future__ import annotations

from refcheck.rules import (
    ambiguous_citation,
    author_mismatch,
    author_missing_or_added,
    author_order,
    citation_without_reference,
    citation_year_differs,
    claim_contradicts_work,
    claim_not_in_work,
    container_mismatch,
    corrected_work,
    doi_as_url,
    doi_not_found,
    doi_of_notice_or_part,
    doi_of_other_work,
    duplicate_key,
    duplicate_reference,
    expression_of_concern,
    isbn_issn_mismatch,
    issue_mismatch,
    judged_claim,
    malformed_doi,
    missing_doi,
    missing_field,
    pages_for_article_number,
    pages_mismatch,
    published_version_exists,
    replaced_doi,
    retracted_work,
    title_mismatch,
    truncated_pages,
    type_mismatch,
    uncited_reference,
    unparsed_reference,
    unreadable_entry,
    volume_mismatch,
    work_looks_unrelated,
    work_not_found,
    year_mismatch,
)
from refcheck.rules.base import Rule

RULES: tuple[Rule, ...] = (
    unreadable_entry.RULE,
    duplicate_key.RULE,
    unparsed_reference.RULE,
    doi_not_found.RULE,
    doi_of_other_work.RULE,
    work_not_found.RULE,
    missing_doi.RULE,
    malformed_doi.RULE,
    replaced_doi.RULE,
    doi_of_notice_or_part.RULE,
    title_mismatch.RULE,
    author_mismatch.RULE,
    author_order.RULE,
    author_missing_or_added.RULE,
    year_mismatch.RULE,
    container_mismatch.RULE,
    volume_mismatch.RULE,
    issue_mismatch.RULE,
    pages_mismatch.RULE,
    truncated_pages.RULE,
    pages_for_article_number.RULE,
    type_mismatch.RULE,
    isbn_issn_mismatch.RULE,
    retracted_work.RULE,
    expression_of_concern.RULE,
    corrected_work.RULE,
    published_version_exists.RULE,
    missing_field.RULE,
    doi_as_url.RULE,
    uncited_reference.RULE,
    citation_without_reference.RULE,
    citation_year_differs.RULE,
    ambiguous_citation.RULE,
    claim_contradicts_work.RULE,
    claim_not_in_work.RULE,
    work_looks_unrelated.RULE,
    judged_claim.RULE,
    duplicate_reference.RULE,
)


def find_rule(code_or_name: str) -> Rule | None:
    """The rule of a code (``REF205``) or a name (``year-mismatch``), in any case."""
    wanted = code_or_name.strip().upper()
    return next((rule for rule in RULES if wanted in {rule.code, rule.name.upper()}), None)


def closest(code_or_name: str) -> str:
    """The code or name most like a mistyped one, or nothing."""
    import difflib  # noqa: PLC0415 - needed only after a mistake, and slow to load

    written = code_or_name.strip()
    codes = difflib.get_close_matches(written.upper(), [rule.code for rule in RULES], n=1, cutoff=0.8)
    names = difflib.get_close_matches(written.lower(), [rule.name for rule in RULES], n=1, cutoff=0.5)
    return next(iter([*codes, *names]), "")
