import math
from dataclasses import replace

from refcheck import matching
from refcheck.matching_evidence import evidence_of
from refcheck.matching_probability import MOST_LEAD, features, probability
from refcheck.model import Item, Name, Names
from tests.shelf import BREAD, TIDES, work

WHOLE = evidence_of(replace(TIDES, doi=""), TIDES)


def test_a_work_that_agrees_in_everything_is_nearly_certain() -> None:
    assert probability(WHOLE, math.inf) > 0.99


def test_a_work_by_strangers_is_unlikely() -> None:
    chimera = evidence_of(replace(TIDES, author=BREAD.author), TIDES)
    assert probability(chimera, math.inf) < 0.1


def test_a_rival_makes_a_work_less_likely() -> None:
    assert probability(WHOLE, 1.0) < probability(WHOLE, 3.0)


def test_a_lead_beyond_some_size_says_nothing_more() -> None:
    assert features(WHOLE, math.inf) == features(WHOLE, MOST_LEAD)


def test_a_work_without_a_title_has_a_probability() -> None:
    bare = evidence_of(Item(author=TIDES.author, volume="36", page="747"), TIDES)
    assert 0 < probability(bare, 2.0) < 1


def test_a_work_found_by_a_search_has_its_probability() -> None:
    found = matching.choose(replace(TIDES, doi=""), [work(TIDES), work(BREAD)])
    assert found is not None
    assert found.probability is not None
    assert found.probability > 0.99


def test_a_candidate_that_agrees_in_little_is_weighed_too() -> None:
    stranger = replace(TIDES, author=Names((Name("Xylander", "Q."),)))
    (candidate,) = matching.weigh(stranger, [work(TIDES)], "Xylander Q. Seasonal drift of harbour tide gauges, 2021.")
    assert not candidate.certain


def test_two_readings_are_weighed_and_the_better_one_counts() -> None:
    text = "Journal of Tidal Studies 2021. Seasonal drift of harbour tide gauges. Xylander."
    (candidate,) = matching.weigh(Item(title=("Journal of Tidal Studies",)), [work(TIDES)], text)
    assert candidate.score > 3
