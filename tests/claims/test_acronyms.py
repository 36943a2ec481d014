"""Acronyms that a text explains."""

from __future__ import annotations

from refcheck.claims.acronyms import acronyms, expand


def test_the_long_form_is_found_by_its_letters() -> None:
    assert acronyms("Those with post-traumatic stress disorder (PTSD) sleep less.") == {
        "PTSD": "post-traumatic stress disorder"
    }


def test_what_has_not_the_letters_is_no_long_form() -> None:
    assert acronyms("The boats of the old harbour (RNLI) are red.") == {}


def test_a_word_in_brackets_is_no_acronym() -> None:
    assert acronyms("The boats (red ones) are old (see).") == {}


def test_the_first_explanation_counts() -> None:
    assert acronyms("Mean high water (MHW) and most harbour walls (MHW).")["MHW"] == "Mean high water"


def test_an_acronym_is_written_out_but_not_in_its_explanation() -> None:
    known = {"MHW": "mean high water"}
    assert (
        expand("At mean high water (MHW) and above MHW.", known)
        == "At mean high water (MHW) and above mean high water."
    )


def test_without_acronyms_a_text_stays_as_it_is() -> None:
    assert expand("At MHW.", {}) == "At MHW."
