import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.text import comparable_scripts, fold, unify
from refcheck.compare.titles import (
    compare_title,
    has_no_own_title,
    is_notice_title,
    is_section_title,
    shared_content,
    title_similarity,
)
from refcheck.compare.verdict import Level, Verdict
from refcheck.model import Item

LONG = "{} and the control of impulsive behaviour in adolescent rats under chronic stress"


def titled(*titles: str, **variables: object) -> Item:
    return Item(title=titles, **variables)  # type: ignore[arg-type]  # the test passes what Item takes


def compared(ours: str, theirs: str) -> Verdict:
    return compare_title(titled(ours), titled(theirs))


SAME = [
    ("A Study of X: A Review", "A study of X: a review"),
    ("On tides, part 2", "On Tides. Part II"),
    ("On Tides and Harbours", "ON TIDES AND HARBOURS"),
    ("On Tides", "RETRACTED: On Tides"),
    ("On Tides", "[Retracted] On Tides"),
    ("On Tides", "Retraction—On Tides"),
    ("On Tides", "On Tides (Retracted article. See vol. 3, p. 4)"),
    ("a specialised Neisseria genomic island", "a specialisedNeisseriagenomic island"),
    ("The data base of the harbour", "The Database of the Harbour"),
    ("Ecology & Evolution", "Ecology and evolution"),
    ("Über Gezeiten", "Ueber Gezeiten"),
    ("Ten thousand: 10,000 steps", "Ten thousand: 10000 steps"),
    ("The second wave", "The 2nd wave"),
    ("Editorial: the state of things", "The State of Things"),
    ("Methane and rare gas ions", "Methane and rare gas ions1"),
    ("[On tides]", "On tides."),
]
STYLE = [
    ("A Study of X", "A Study of X: A review", "subtitle"),
    ("A Study of X (Part 1)", "A Study of X (Part 1): A review", "subtitle"),
    ("Müller und die Gezeiten", "Mueller und die Gezeiten - Eine Studie", "subtitle"),
    ("On Tides", "On Tides—A history of the North Sea", "subtitle"),
    ("Migraine in children of sailors", "Clinical practice: Migraine in children of sailors", "heading"),
    ("On Tides and Harbours", "On Tides and Harbors", "spelling"),
    ("Organisation of behaviour", "Organization of Behavior", "spelling"),
    ("β-catenin signalling in mice", "b-catenin signaling in mice", "spelling"),
    ("Search for $x_i$ resonances in decays", "Search for resonances in decays", "formula"),
]
MINOR = [
    ("Polymerization of Bromostyrene", "Polymerization of Brornostyrene", "typo"),
    ("Depersonalizatipn and Meditation", "Depersonalization and Meditation", "typo"),
    ("Acomodation of the humam eye", "Accommodation of the human eye", "typo"),
    ("The neurpharmacolgoy of sleep", "The neuropharmacology of sleep", "typo"),
    ("The scatt ering of light", "The scattring of light", "typo"),
    ("Effect of tides on harbours", "Effects of tides on harbours", "form"),
    ("Model debiasing for vision", "Model debiasing towards vision", "function-word"),
    ("The role of serotonin in mood", "The role of serotonin and dopamine in mood", "missing"),
    ("Tides and harbours", "Harbours and tides", "order"),
    ("fMRI of the brain", "Functional magnetic resonance imaging of the brain", "acronym"),
    ("3D printing of bones", "Three dimensional printing of bones", "acronym"),
    ("Assisted therapy for stress in mil", "Assisted therapy for stress in military veterans", "truncated"),
    ("Assisted therapy for stress in...", "Assisted therapy for stress in military veterans", "truncated"),
    ("On Tides", "On Tides. Part II", "part"),
    ("On Tides", "On Tides: 2", "part"),
    ("Reactions of H2O with air", "Reactions of H20 with air", "typo"),
]
MAJOR = [
    (LONG.format("Ritalin"), LONG.format("Cannabidiol"), "word"),
    ("Effects of LSD on empathy", "Effects of psilocybin on empathy", "word"),
    ("Psilocin and mood", "Psilocybin and mood", "word"),
    ("Female rats and sleep", "Male rats and sleep", "word"),
    ("Hypotension in the elderly", "Hypertension in the elderly", "word"),
    ("Nitrite in English rivers", "Nitrate in English rivers", "word"),
    ("Asymptomatic stenosis in adults", "Symptomatic stenosis in adults", "word"),
    ("The fate of rats", "The fate of cats", "word"),
    ("Sleep is needed for memory", "Sleep is not needed for memory", "negation"),
    ("Surgery with anaesthesia", "Surgery without anaesthesia", "negation"),
    ("On Tides. Part I", "On Tides. Part II", "number"),
    ("On the Tides of the North Sea. Part I", "On the Tides of the North Sea. Part II", "number"),
    ("Web 2.0 and libraries", "Web 3.0 and libraries", "number"),
    ("A trial of 12 weeks", "A trial of weeks", "number"),
    ("Reactions of H2O with air", "Reactions of H2O2 with air", "number"),
    ("On Tides", "A Grammar of Coptic", "word"),
    ("A B C", "D E F G H I J", "different"),
    ("On Tides and Harbours", "Erratum to: On Tides and Harbours", "notice"),
    ("On Tides", "On Tides—Reply", "reply"),
]


@pytest.mark.parametrize(("ours", "theirs"), SAME)
def test_spellings_of_one_title_are_the_same(ours: str, theirs: str) -> None:
    assert compared(ours, theirs).level is Level.SAME


@pytest.mark.parametrize(("ours", "theirs", "kind"), STYLE)
def test_a_known_convention_is_a_matter_of_style(ours: str, theirs: str, kind: str) -> None:
    verdict = compared(ours, theirs)
    assert (verdict.level, verdict.kind) == (Level.STYLE, kind)


@pytest.mark.parametrize(("ours", "theirs", "kind"), MINOR)
def test_a_slip_is_minor(ours: str, theirs: str, kind: str) -> None:
    verdict = compared(ours, theirs)
    assert (verdict.level, verdict.kind) == (Level.MINOR, kind)


@pytest.mark.parametrize(("ours", "theirs", "kind"), MAJOR)
def test_another_meaning_is_major(ours: str, theirs: str, kind: str) -> None:
    verdict = compared(ours, theirs)
    assert (verdict.level, verdict.kind) == (Level.MAJOR, kind)


@pytest.mark.parametrize(("ours", "theirs"), [(ours, theirs) for ours, theirs, *_ in [*STYLE, *MINOR, *MAJOR]])
def test_the_level_does_not_depend_on_the_side(ours: str, theirs: str) -> None:
    assert compared(ours, theirs).level is compared(theirs, ours).level


def test_the_note_shows_the_words_as_they_were_written() -> None:
    assert compared("Ritalin and sleep in rats", "Cannabidiol and sleep in rats").note == "“Ritalin” for “Cannabidiol”"


def test_a_missing_word_is_named() -> None:
    assert compared("Sleep is needed", "Sleep is not needed").note == "“not” missing"


def test_an_added_word_is_named() -> None:
    assert compared("Sleep is not needed", "Sleep is needed").note == "“not” added"


def test_no_title_cannot_be_compared() -> None:
    assert compare_title(titled("On Tides"), titled()).level is Level.NOT_COMPARABLE


def test_two_scripts_cannot_be_compared() -> None:
    assert compared("Joie de vivre", "조혜린의 노래").level is Level.NOT_COMPARABLE


def test_the_original_title_is_a_title() -> None:
    assert compare_title(titled("A study"), titled("Une étude", "A Study")).level is Level.SAME


def test_a_wrong_subtitle_is_seen_where_both_sides_have_one() -> None:
    ours = titled("On Tides", "On Tides: A history of Denmark")
    theirs = titled("On Tides", "On Tides: A history of Sweden")
    assert compare_title(ours, theirs).level is Level.MAJOR


def test_a_subtitle_on_one_side_only_does_no_harm() -> None:
    assert compare_title(titled("On Tides"), titled("On Tides", "On Tides: A history")).level is Level.SAME


def test_two_equal_subtitles_are_the_same() -> None:
    both = titled("On Tides", "On Tides: A history")
    assert compare_title(both, both).level is Level.SAME


def test_a_doubtful_title_weighs_less() -> None:
    theirs = titled("ON TIDES AND SHORES", doubtful=frozenset({"title"}))
    assert compare_title(titled("On Tides and Harbours"), theirs).level is Level.MINOR


def test_the_name_of_a_section_weighs_less() -> None:
    assert compared("On tides and harbours", "Editorial").level is Level.MINOR


def test_a_section_name_is_recognised() -> None:
    assert is_section_title("Letters to the Editor")
    assert not is_section_title("Letters to the Emperor")


def test_the_journal_as_title_is_no_title_of_its_own() -> None:
    assert has_no_own_title(titled("JAMA Pediatrics", container_title=("JAMA Pediatrics",)))
    assert not has_no_own_title(titled("On Tides", container_title=("JAMA Pediatrics",)))


@pytest.mark.parametrize("title", ["Erratum", "Correction: On Tides", "In reply", "Retraction notice to On Tides"])
def test_the_title_of_a_notice_is_recognised(title: str) -> None:
    assert is_notice_title(title)


@pytest.mark.parametrize("title", ["Correction of myopia in children", "Responses of plants", "On Tides"])
def test_a_title_that_begins_with_a_word_of_notices_is_none(title: str) -> None:
    assert not is_notice_title(title)


def test_a_title_without_its_subtitle_is_fully_similar() -> None:
    assert title_similarity(titled("On Tides"), titled("On Tides: A history")) == 1.0


def test_titles_of_two_works_are_not_similar() -> None:
    assert title_similarity(titled("On Tides"), titled("Grammar of the Coptic Language")) < 0.5


def test_nothing_is_similar_to_no_title() -> None:
    assert title_similarity(titled(), titled("On Tides")) == 0.0


def test_a_shortened_title_shares_its_content_words() -> None:
    ours, theirs = titled("Severe stress in veterans"), titled("A trial of therapy for stress in military veterans")
    assert shared_content(ours, theirs) == pytest.approx(2 / 3)


def test_one_word_in_common_is_nothing() -> None:
    assert shared_content(titled("Note"), titled("Note on tides")) == 0.0


def test_mathematics_without_words_is_compared_as_it_is() -> None:
    assert compared("x^2", "y^2").level is Level.MAJOR


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_every_title_is_the_same_as_itself(text: str) -> None:
    assert compared(text, text).level in {Level.SAME, Level.NOT_COMPARABLE}


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_two_titles_differ_equally_from_both_sides(ours: str, theirs: str) -> None:
    if not is_section_title(ours) and not is_section_title(theirs):
        assert compared(ours, theirs).level is compared(theirs, ours).level


WORDS = st.lists(
    st.sampled_from(
        ["on", "the", "tides", "not", "ii", "2", "part", "sea", "seas", "colour", "color", "LSD:", "reply", "—"]
    ),
    min_size=1,
    max_size=7,
).map(" ".join)


@given(WORDS, WORDS)
@settings(max_examples=100, deadline=None)
def test_two_wordings_differ_equally_from_both_sides(ours: str, theirs: str) -> None:
    if not is_section_title(ours) and not is_section_title(theirs):
        assert compared(ours, theirs).level is compared(theirs, ours).level


@given(st.text(alphabet=st.characters(max_codepoint=127)))
@settings(max_examples=100, deadline=None)
def test_a_letter_beyond_ascii_changes_nothing_for_the_others(text: str) -> None:
    assert fold(f"{text} é") == fold(f"{text} e")
    assert unify(f"{text} é") == unify(f"{text} e")[:-1] + "é"


def test_japanese_scripts_can_be_compared_with_each_other() -> None:
    assert comparable_scripts("日本のこと", "ことの日本")
