"""Sentences that contradict a title, and sentences that do not."""

from __future__ import annotations

import pytest

from refcheck.claims.compare import compare_claim, missing
from refcheck.claims.settings import ClaimSettings
from refcheck.claims.vocabulary import classes
from refcheck.claims.works import described
from refcheck.model import Item, Reference, Span
from tests.claims.sentences import claim, compare

CONTRADICTIONS = [
    (
        "⟦Pokorny et al. (2017)⟧ found that controlled use of LSD increased emotional empathy in healthy participants.",
        "Effect of Psilocybin on Empathy and Moral Decision-Making",
        "substances: LSD / Psilocybin",
    ),
    ("⟦Lind (2021)⟧ treated adults with ecstasy.", "Ketamine for adults in pain", "substances: ecstasy / Ketamine"),
    ("⟦Lind (2021)⟧ studied patients with asthma.", "Sleep in patients with lupus", "conditions: asthma / lupus"),
    ("⟦Lind (2021)⟧ studied housework in Japan.", "Housework in Sweden", "places: Japan / Sweden"),
    ("Housework is shared in Japan ⟦(Lind, 2021)⟧.", "Housework in Sweden", "places: Japan / Sweden"),
    (
        "⟦Lind (2021)⟧ surveyed older adults who live alone.",
        "Diet of children who live alone",
        "ages: older adults / children",
    ),
    ("⟦Lind (2021)⟧ parsed Arabic with a network.", "A dependency parser for Finnish", "languages: Arabic / Finnish"),
    ("⟦Lind (2021)⟧ showed that BRCA1 binds DNA.", "BRCA2 binds DNA", "numbered: BRCA1 / BRCA2"),
    (
        "⟦Lind (2021)⟧ studied insulin in patients with type 1 diabetes.",
        "Insulin in type 2 diabetes",
        "conditions: type 1 diabetes / type 2 diabetes",
    ),
    (
        "The detector ran in phase IV without a fault ⟦[3]⟧.",
        "The detector in phase II",
        "numbered: phase IV / phase II",
    ),
    ("⟦Lind (2021)⟧ described miR-215 in colon tissue.", "miR-217 in colon tissue", "numbered: miR-215 / miR-217"),
    (
        "⟦Lind (2021)⟧ linked rural poverty to theft.",
        "Urban poverty and theft",
        "modifiers: rural poverty / Urban poverty",
    ),
    (
        "Many link rural poverty in towns to petty theft ⟦(Lind, 2021)⟧.",
        "Urban poverty and petty theft in towns",
        "modifiers: rural poverty / Urban poverty",
    ),
    (
        "⟦Lind (2021)⟧ found that shade increases the growth of kelp.",
        "Shade reduces the growth of kelp",
        "direction: increases / reduces",
    ),
    (
        "Unions lower the wages of carpenters ⟦(Lind, 2021)⟧.",
        "Unions raise the wages of carpenters",
        "direction: lower / raise",
    ),
    ("⟦Lind (2021)⟧ introduced TidePool.", "HarbourNet: forecasts of tides", "systems: TidePool / HarbourNet"),
    ("⟦Lind (2021)⟧ introduced the TidePool-2 model.", "HarbourNet: forecasts", "systems: TidePool-2 / HarbourNet"),
    (
        "⟦Lind (2021)⟧ conducted a randomized trial of sea bathing.",
        "Sea bathing: a systematic review",
        "designs: randomized trial / systematic review",
    ),
    (
        "In a cohort study, ⟦Lind (2021)⟧ showed fewer colds after sea bathing.",
        "Sea bathing and colds: a meta-analysis",
        "designs: cohort study / meta-analysis",
    ),
    (
        "⟦Lind (2021)⟧ found that bathing prevents colds.",
        "Bathing against colds: a study protocol",
        "designs: found / study protocol",
    ),
    ("⟦Lind (2021)⟧ saw ribosomes in crabs.", "Mitochondria in crabs", "organelles: ribosomes / Mitochondria"),
    (
        "Ribosomes of crabs grow at night ⟦(Lind, 2021)⟧.",
        "Mitochondria of crabs grow at night",
        "organelles: Ribosomes / Mitochondria",
    ),
    (
        "⟦Lind (2021)⟧ proposed attention for image captioning.",
        "Attention for machine translation",
        "language-tasks: image captioning / machine translation",
    ),
    (
        "Attention over long sentences helps with image captioning ⟦(Lind, 2021)⟧.",
        "Attention over long sentences in machine translation",
        "language-tasks: image captioning / machine translation",
    ),
    (
        "Wolves in the northern forest hunt alone ⟦(Lind, 2021)⟧.",
        "Bears in the northern forest",
        "animals: Wolves / Bears",
    ),
    (
        "The northern forest is the home of many wolves ⟦(Lind, 2021)⟧.",
        "Bears, home in the northern forest",
        "animals: wolves / Bears",
    ),
    ("⟦Lind (2021)⟧ counted wolves near the lake.", "Bears near the lake", "animals: wolves / Bears"),
]

SILENCES = [
    ("⟦Lind (2021)⟧ gave LSD to adults.", "Lysergic acid diethylamide in adults"),
    ("⟦Lind (2021)⟧ gave MDMA to veterans.", "3,4-methylenedioxymethamphetamine in veterans"),
    ("⟦Lind (2021)⟧ studied post-traumatic stress disorder.", "PTSD in sailors"),
    ("⟦Lind (2021)⟧ gave atorvastatin to adults.", "Statins in adults"),
    ("⟦Lind (2021)⟧ studied breast cancer.", "Screening for cancer"),
    ("⟦Lind (2021)⟧ went to Kenya and Uganda.", "Schools in Uganda"),
    ("⟦Lind (2021)⟧ went to Berlin.", "Schools in Germany"),
    ("⟦Lind (2021)⟧ gave aspirin, ibuprofen and naproxen to adults.", "Ketamine in adults"),
    ("Similar to Japan, men do little housework ⟦(Lind, 2021)⟧.", "Housework in Sweden"),
    ("Housework was measured as described in Japan ⟦(Lind, 2021)⟧.", "Housework in Sweden"),
    ("Drugs such as tamoxifen work in breast cancer cells ⟦[3]⟧.", "Effects of green tea in cells"),
    ("Obesity, asthma and other diseases are on the rise ⟦[3]⟧.", "Screening for malaria at sea"),
    ("In Japan, men do little housework ⟦(Lind, 2021)⟧.", "Atlas of housework in Sweden"),
    ("⟦Lind (2021)⟧ showed that BRCA1 and BRCA2 bind DNA.", "BRCA2 binds DNA"),
    ("⟦Lind (2021)⟧ showed results in Table 2.", "Notes on Table 1"),
    ("⟦Lind (2021)⟧ linked rural and urban poverty to theft.", "Urban poverty and theft"),
    ("⟦Lind (2021)⟧ linked rural poverty to theft.", "Urban schools and theft"),
    ("⟦Lind (2021)⟧ found that loss of shade increases the growth of kelp.", "Shade reduces the growth of kelp"),
    ("⟦Lind (2021)⟧ found that shade does not increase the growth of kelp.", "Shade reduces the growth of kelp"),
    ("⟦Lind (2021)⟧ introduced the method.", "HarbourNet: forecasts of tides"),
    ("⟦Lind (2021)⟧ introduced TidePool.", "Forecasts: of tides"),
    ("⟦Lind (2021)⟧ introduced TidePool.", "On tides"),
    ("⟦Lind (2021)⟧ introduced TidePool after HarbourNet.", "HarbourNet: forecasts of tides"),
    ("⟦Lind (2021)⟧ used TidePool.", "HarbourNet: forecasts of tides"),
    ("⟦Lind (2021)⟧ ran a trial of sea bathing.", "Sea bathing: a randomized controlled trial"),
    ("⟦Lind (2021)⟧ planned the protocol and found help.", "Bathing against colds: a study protocol"),
    ("⟦Lind (2021)⟧ found that bathing prevents colds.", "Bathing against colds"),
    ("Bathing prevents colds in most sailors ⟦(Lind, 2021)⟧.", "Bathing against colds: a study protocol"),
    ("⟦Lind (2021)⟧ fand, dass die Arbeit im Haus in Japan nicht von Männern gemacht wird.", "Housework in Sweden"),
    ("⟦Lind (2021)⟧ studied housework in Japan.", "Die Arbeit im Haus und auf dem Feld in Schweden"),
]


@pytest.mark.parametrize(("sentence", "title", "expected"), CONTRADICTIONS)
def test_a_sentence_that_says_something_else_than_the_title_is_found(sentence: str, title: str, expected: str) -> None:
    assert compare(sentence, title) == expected


@pytest.mark.parametrize(("sentence", "title"), SILENCES)
def test_a_sentence_that_may_be_right_is_left_alone(sentence: str, title: str) -> None:
    assert compare(sentence, title) == ""


def test_an_abstract_that_names_the_thing_settles_it() -> None:
    sentence = "⟦Lind (2021)⟧ studied housework in Japan."
    assert compare(sentence, "Housework in Sweden", further=("We compare families in Sweden and Japan.",)) == ""


def test_works_cited_together_vouch_together() -> None:
    assert compare("Men do little housework in Japan ⟦[3, 4]⟧.", "Housework in Sweden", "Housework in Japan") == ""


def test_works_cited_together_may_all_be_about_something_else() -> None:
    found = compare("Men do little housework in Japan ⟦[3, 4]⟧.", "Housework in Sweden", "Housework in Norway")
    assert found == "places: Japan / Sweden"


def test_the_names_of_one_thing_can_be_taught() -> None:
    settings = ClaimSettings(same=(("aspirin", "harbour powder"),))
    sentence = "⟦Lind (2021)⟧ gave harbour powder to sailors."
    assert compare(sentence, "Ketamine for sailors", settings=settings) == "substances: harbour powder / Ketamine"


def test_things_that_go_together_can_be_taught() -> None:
    settings = ClaimSettings(not_exclusive=(("LSD", "psilocybin"),))
    assert compare("⟦Lind (2021)⟧ gave LSD to adults.", "Psilocybin in adults", settings=settings) == ""


def test_sets_can_be_taught() -> None:
    settings = ClaimSettings(sets=(("north pier", "south pier"),))
    found = compare("⟦Lind (2021)⟧ counted crabs on the north pier.", "Crabs of the south pier", settings=settings)
    assert found.endswith(": north pier / south pier")


@pytest.mark.parametrize(("sentence", "title", "expected"), CONTRADICTIONS)
def test_every_class_can_be_switched_off_by_its_name(sentence: str, title: str, expected: str) -> None:
    kind = expected.partition(":")[0]
    assert kind in classes()
    assert not compare(sentence, title, settings=ClaimSettings(disable_classes=(kind,))).startswith(kind)


def test_a_claim_is_compared_with_what_is_known_of_its_works() -> None:
    reference = Reference("lind2021", Item(title=("Housework in Sweden",)), Span(0, 0))
    work = described(reference, None)
    assert work is not None
    found = compare_claim(claim("⟦Lind (2021)⟧ studied housework in Japan."), [work])
    assert found is not None
    assert (found.ours, found.theirs, found.title) == ("Japan", "Sweden", "Housework in Sweden")


def test_details_that_the_work_does_not_name_are_listed() -> None:
    reference = Reference("lind2021", Item(title=("Effects of psilocybin on empathy",)), Span(0, 0))
    work = described(reference, None)
    assert work is not None
    told = "⟦Lind (2021)⟧ reported more openness and empathy after psilocybin in Norway for depression."
    assert missing(claim(told), [work]) == ("openness", "Norway", "depression")
    assert missing(claim("More openness was reported in Norway ⟦(Lind, 2021)⟧."), [work]) == ()
    assert missing(claim("⟦Lind (2021)⟧ reported more openness, similar to us."), [work]) == ()
