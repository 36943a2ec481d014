import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.containers import compare_container, names_preprint_server
from refcheck.compare.verdict import Level, Verdict
from refcheck.model import Date, Item

ARTICLE, PAPER, CHAPTER = "journal-article", "proceedings-article", "book-chapter"


def contained(*names: str, **variables: object) -> Item:
    return Item(container_title=names, **{"type": ARTICLE, **variables})  # type: ignore[arg-type]  # as Item takes them


def compared(ours: str, theirs: str, kind_of_work: str = ARTICLE) -> Verdict:
    return compare_container(contained(ours, type=kind_of_work), contained(theirs, type=kind_of_work))


SAME = [
    ("Health Soc. Care Community", "Health & Social Care in the Community"),
    ("Proc. Natl. Acad. Sci. U.S.A.", "Proceedings of the National Academy of Sciences"),
    ("PNAS", "Proceedings of the National Academy of Sciences"),
    ("Astrophys. J.", "The Astrophysical Journal"),
    ("ApJ", "The Astrophysical Journal"),
    ("J. Phys. A", "Journal of Physics A: Mathematical and Theoretical"),
    ("Acta Cryst. A", "Acta Crystallographica Section A Foundations of Crystallography"),
    ("Acta Cryst. Sect. A", "Acta Crystallographica Section A"),
    ("Phys. Rev. A", "Physical Review A"),
    ("Am. J. Bot.", "American Journal of Botany"),
    ("Laser Part. Beams", "Laser and Particle Beams"),
    ("Annee Psychol.", "L'Année psychologique"),
    ("Psychopharmacol. (Berl.)", "Psychopharmacology"),
    ("Lancet", "The Lancet"),
    ("BMJ (Clinical research ed.)", "BMJ"),
    ("JABC", "Journal of Applied Berry Culture"),
    ("plos one", "PLoS ONE"),
    ("Nat. J. Tides", "National Journal of Tides"),
    ("Natl. J. Tides", "National Journal of Tides"),
]
MAJOR = [
    ("Nature", "Nature Physics"),
    ("Phys. Rev. D", "Physical Review B"),
    ("Phys. Rev. A", "Physical Review"),
    ("Physica A", "Physica D"),
    ("Acta Cryst. B", "Acta Crystallographica Section A Foundations of Crystallography"),
    ("JAMA Psychiatry", "JAMA Neurology"),
    ("PLOS Biology", "PLOS ONE"),
    ("Gene", "Genetics"),
    ("NeuroImage", "NeuroImage: Clinical"),
    ("American Journal of Psychology", "American Journal of Psychiatry"),
    ("Journal of the American Medical Association", "Journal of the American Pharmaceutical Association (1912)"),
    ("Science", "Journal of Tides"),
]
LINGUISTS = "the Association for Computational Linguistics"
CONFERENCES = [
    ("CVPR", "2019 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)"),
    ("NeurIPS 2019", "Advances in Neural Information Processing Systems"),
    (
        "Proc. of KDD '16",
        "Proceedings of the 22nd ACM SIGKDD International Conference on Knowledge Discovery and Data Mining",
    ),
    ("ICML", "Proceedings of the 36th International Conference on Machine Learning"),
    (
        "Proc. Int. Conf. Tidal Comput. Models",
        "Proceedings of the Third International Conference on Tidal Computing Models",
    ),
    ("TICS", "2011 International Tidal Computing Symposium (TICS)"),
    ("TCM", "Proceedings of the Third International Conference on Tidal Computing Models"),
    (
        "NAACL-HLT",
        f"Proc. of the Conference of the North American Chapter of {LINGUISTS}: Human Language Technologies, Volume 1",
    ),
    ("NAACL", "Proceedings of the 2019 Conference of the North"),
    (
        "ACL",
        f"Proceedings of the 57th Annual Meeting of {LINGUISTS} (Volume 1: Long Papers)",
    ),
    ("Workshop on Tidal Computing Models and Harbours", "Tidal Computing Models"),
]


@pytest.mark.parametrize(("ours", "theirs"), SAME)
def test_names_of_one_journal_are_the_same(ours: str, theirs: str) -> None:
    assert compared(ours, theirs).level is Level.SAME


@pytest.mark.parametrize(("ours", "theirs"), MAJOR)
def test_another_journal_is_a_contradiction(ours: str, theirs: str) -> None:
    assert compared(ours, theirs).level is Level.MAJOR


@pytest.mark.parametrize(("ours", "theirs"), CONFERENCES)
def test_names_of_one_conference_are_the_same(ours: str, theirs: str) -> None:
    assert compared(ours, theirs, PAPER).level is Level.SAME


@pytest.mark.parametrize(("ours", "theirs"), [*SAME, *MAJOR])
def test_the_level_does_not_depend_on_the_side(ours: str, theirs: str) -> None:
    assert compared(ours, theirs).level is compared(theirs, ours).level


def test_the_acronym_of_the_event_names_the_proceedings() -> None:
    theirs = contained("Proceedings of the Seventh Berry Knowledge Conference", event_title=("BKX '17",), type=PAPER)
    assert compare_container(contained("Proc. BKX 2017", type=PAPER), theirs).level is Level.SAME


def test_two_known_conferences_are_a_contradiction() -> None:
    assert compared("ICCV", "IEEE Conference on Computer Vision and Pattern Recognition", PAPER).level is Level.MAJOR


def test_unknown_proceedings_that_differ_are_a_slip() -> None:
    assert compared("Proceedings of Tides", "Proceedings of the Berry Conference", PAPER).level is Level.MINOR


def test_a_journal_is_no_conference_with_the_same_subject() -> None:
    ours = contained("Tidal Computing")
    theirs = contained("International Conference on Tidal Computing", type=PAPER)
    assert compare_container(ours, theirs).level is Level.MINOR


def test_a_journal_with_a_conference_name_is_the_conference() -> None:
    ours = contained("Tidal Computing and Harbours Models")
    theirs = contained("International Conference on Tidal Computing and Harbours Models", type=PAPER)
    assert compare_container(ours, theirs).kind == "conference"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Voluntas", "VOLUNTAS: International Journal of Voluntary Organizations"),
        ("Biochim. Biophys. Acta", "Biochimica et Biophysica Acta (BBA) - Biomembranes"),
        ("Journal of Tides USA", "Journal of Tides"),
        ("Transactions on Tides", "IEEE Transactions on Tides"),
    ],
)
def test_what_stands_beside_the_name_is_a_matter_of_style(ours: str, theirs: str) -> None:
    assert Level.SAME <= compared(ours, theirs).level <= Level.STYLE


def test_a_misspelt_journal_is_a_slip() -> None:
    verdict = compared("Jornal of Chemistry", "Journal of Chemistry")
    assert (verdict.level, verdict.kind) == (Level.MINOR, "typo")


def test_no_container_cannot_be_compared() -> None:
    assert compare_container(contained(), contained("Nature")).level is Level.NOT_COMPARABLE
    assert compare_container(contained("Nature"), contained()).level is Level.NOT_COMPARABLE


def test_two_scripts_cannot_be_compared() -> None:
    assert compared("Nature", "자연").level is Level.NOT_COMPARABLE


def test_a_common_issn_outweighs_two_names() -> None:
    ours, theirs = contained("Old Tides", issn=("1234-5679",)), contained("Shores", issn=("0000-0019", "12345679"))
    assert compare_container(ours, theirs).kind == "issn"


def test_volume_page_and_year_make_a_former_name_probable() -> None:
    place = {"volume": "12", "page": "101-110", "issued": (Date(1994),)}
    verdict = compare_container(contained("Tidal Archive", **place), contained("Archives of Tidal Research", **place))
    assert (verdict.level, verdict.kind) == (Level.MINOR, "renamed")


def test_sibling_journals_are_no_former_names() -> None:
    place = {"volume": "12", "page": "101", "issued": (Date(1994),)}
    verdict = compare_container(contained("Lancet Tidal Health", **place), contained("The Lancet Tides", **place))
    assert verdict.level is Level.MAJOR


def test_another_place_makes_no_former_name() -> None:
    ours = contained("Tidal Archive", volume="12", page="101", issued=(Date(1994),))
    theirs = contained("Archives of Tidal Research", volume="13", page="101", issued=(Date(1994),))
    assert compare_container(ours, theirs).level is Level.MAJOR


def test_two_issns_that_differ_make_no_former_name() -> None:
    place = {"volume": "12", "page": "101", "issued": (Date(1994),)}
    ours = contained("Tidal Archive", issn=("1234-5679",), **place)
    theirs = contained("Archives of Tidal Research", issn=("0000-0019",), **place)
    assert compare_container(ours, theirs).level is Level.MAJOR


def test_the_series_in_place_of_the_book_is_accepted() -> None:
    theirs = contained("The Semantic Sea", "Lecture Notes in Computer Science", type=CHAPTER)
    assert compare_container(contained("Lecture Notes in Computer Science"), theirs).level is Level.SAME


def test_a_series_that_alone_was_deposited_is_a_matter_of_style() -> None:
    ours = contained("The Semantic Sea", collection_title=("LNCS",), type=CHAPTER)
    theirs = contained("Lecture Notes in Computer Science", type=CHAPTER)
    assert compare_container(ours, theirs).kind == "series"


def test_the_record_of_a_preprint_has_no_journal() -> None:
    verdict = compare_container(contained("Nature"), contained("bioRxiv", type="posted-content"))
    assert (verdict.level, verdict.kind) == (Level.MAJOR, "preprint")


def test_a_preprint_server_for_a_published_article_is_a_slip() -> None:
    verdict = compared("arXiv preprint arXiv:2101.00001", "Nature")
    assert (verdict.level, verdict.kind) == (Level.MINOR, "published")


def test_a_preprint_server_with_a_number_is_the_server() -> None:
    theirs = contained("bioRxiv", type="posted-content")
    assert compare_container(contained("bioRxiv preprint 2020.01.01"), theirs).level is Level.SAME


def test_two_preprint_servers_are_not_one() -> None:
    theirs = contained("bioRxiv", type="posted-content")
    assert compare_container(contained("medRxiv"), theirs).level is Level.MAJOR


def test_a_preprint_server_is_recognised() -> None:
    assert names_preprint_server(contained("CoRR"))
    assert not names_preprint_server(contained("Journal of Preprints"))


def test_a_doubtful_container_weighs_less() -> None:
    theirs = contained("JOURNAL OF TIDAL SCIENCE", doubtful=frozenset({"container-title"}))
    assert compare_container(contained("Shores"), theirs).level is Level.MINOR


@given(st.text(max_size=50))
@settings(max_examples=100, deadline=None)
def test_every_name_is_the_same_as_itself(text: str) -> None:
    assert compared(text, text).level in {Level.SAME, Level.NOT_COMPARABLE}


@given(st.text(alphabet="ABJPan .:()-&'12", max_size=25), st.text(alphabet="ABJPan .:()-&'12", max_size=25))
@settings(max_examples=100, deadline=None)
def test_two_names_differ_equally_from_both_sides(ours: str, theirs: str) -> None:
    assert compared(ours, theirs).level is compared(theirs, ours).level


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Can. Respir. J.", "Canadian Respiratory Journal"),
        ("Can J Infect Dis", "Canadian Journal of Infectious Diseases"),
        ("At. Data Nucl. Data Tables", "Atomic Data and Nuclear Data Tables"),
        ("An. Acad. Bras. Ciênc.", "Anais da Academia Brasileira de Ciências"),
        ("La. Law Rev.", "Louisiana Law Review"),
    ],
)
def test_an_abbreviation_that_looks_like_a_function_word_counts(short: str, full: str) -> None:
    assert compared(short, full).level is Level.SAME
