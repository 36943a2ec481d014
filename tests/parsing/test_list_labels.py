from __future__ import annotations

import pytest

from refcheck.parsing.list_labels import Form, end_without_back_links, label_of, lead_in


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("[1] Alder", "1", "Alder"),
        ("[ 12 ] Alder", "12", "Alder"),
        ("［3］田中", "3", "田中"),
        ("(4) Alder", "4", "Alder"),
        ("1. Alder", "1", "Alder"),
        ("1) Alder", "1", "Alder"),
        ("#2. Alder", "2", "Alder"),
        ("2 - Alder", "2", "Alder"),
        ("¹ Alder", "1", "Alder"),
        ("¹²Alder", "12", "Alder"),
        ("₃ Alder", "3", "Alder"),
        ("③ Alder", "3", "Alder"),
        ("1、田中", "1", "田中"),
        ("• 5. Alder", "5", "Alder"),
        ("^ [2] Alder", "2", "Alder"),
        ("[12a] Alder", "12a", "Alder"),
    ],
)
def test_a_number_is_a_label(text: str, label: str, rest: str) -> None:
    found = label_of(text)
    assert (found.text, text[found.end :], found.form) == (label, rest, Form.NUMBER)


@pytest.mark.parametrize(
    ("text", "label"), [("[Knuth84] Alder", "Knuth84"), ("[Alder et al., 2017] Alder", "Alder et al., 2017")]
)
def test_a_key_in_brackets_is_a_label(text: str, label: str) -> None:
    assert (label_of(text).text, label_of(text).form) == (label, Form.KEY)


@pytest.mark.parametrize("text", ["12 Alder", "12Alder", "3 ———. The book of naps"])
def test_a_bare_number_may_be_a_label(text: str) -> None:
    assert label_of(text).form is Form.BARE


@pytest.mark.parametrize("text", ["• Alder", "– Alder", "* Alder", "■Alder", "^ Alder", "^ a b Alder"])
def test_bullets_and_back_links_are_cut_off(text: str) -> None:
    assert text[label_of(text).end :] == "Alder"


def test_a_footnote_sign_is_a_label() -> None:
    assert label_of("† Alder").text == "†"


@pytest.mark.parametrize(
    "text", ["Alder 1.", "2017. Alder", "10.5555/alder", "3.5 million cats", "———. The book of naps"]
)
def test_other_beginnings_are_no_labels(text: str) -> None:
    assert label_of(text).end == 0


def test_blanks_alone_are_cut_off_too() -> None:
    assert label_of("  Alder").end == 2


@pytest.mark.parametrize("text", ["Naps. ↩", "Naps.\u00a0↩︎", "Naps. ↩ ↩2", "Naps. [return]", "Naps. ↑", "Naps.  "])
def test_links_back_to_the_text_are_cut_off(text: str) -> None:
    assert text[: end_without_back_links(text)] == "Naps."


@pytest.mark.parametrize("text", ["See ", "See also ", "Vgl. auch ", "cf. ", "Siehe dazu: "])
def test_words_that_lead_to_a_reference_are_known(text: str) -> None:
    assert lead_in(text + "Alder") == len(text)


def test_other_words_lead_nowhere() -> None:
    assert lead_in("Seen from above") == 0
