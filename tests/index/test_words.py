from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from refcheck.compare.text import fold
from refcheck.index.record import decode
from refcheck.index.words import Words, WordsWriter, consolidate, join, searchable, share, words
from tests.index.made import record, records


def text_of(**fields: object) -> list[str]:
    return words_in({"DOI": "10.5555/a", **fields})


def words_in(message: dict[str, object]) -> list[str]:
    """Split as tantivy does."""
    return re.findall(r"[^\W_]+", searchable(decode(json.dumps(message).encode())).lower())


def written(directory: Path, found: list[dict[str, object]], *, first: int = 0) -> Path:
    writer = WordsWriter(directory)
    for place, one in enumerate(found, first):
        writer.add(decode(json.dumps(one).encode()), place)
    writer.close()
    return directory


@pytest.fixture
def opened(tmp_path: Path) -> Words:
    return Words(written(tmp_path / "words", records(200)))


def test_a_record_is_found_by_its_rare_words(opened: Words) -> None:
    assert opened.by_rarest("On the glaciers of island number42", 3)[0].number == 42


def test_a_record_is_found_by_all_its_words(opened: Words) -> None:
    assert opened.by_all("glaciers island number42 winter", 3)[0].number == 42


def test_a_record_is_found_by_author_year_volume_and_page(opened: Words) -> None:
    assert opened.by_rarest("Silva, J. Inv. Seas 11, 2020, 150", 1)[0].number == 50


def test_frequent_words_are_asked_for_only_where_rare_ones_are_few(opened: Words) -> None:
    assert len(opened.by_all("number1 number2 number3 number4 number5 winter island", 50)) == 5
    assert len(opened.by_all("number1 number2 winter", 50)) == 50


def test_nobody_is_found_by_words_that_no_record_has(opened: Words) -> None:
    assert opened.by_rarest("qqqq zzzz", 3) == []


def test_an_empty_question_finds_nothing(opened: Words) -> None:
    assert opened.by_all("", 3) == []


def test_if_few_words_are_known_those_one_letter_away_count(opened: Words) -> None:
    assert {place.number % 8 for place in opened.by_rarest("glaciars", 5)} == {2}


def test_records_are_found_however_many_are_handed_over_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("refcheck.index.words.HANDED_OVER", 4)
    opened = Words(written(tmp_path / "words", records(10)))
    assert [opened.by_rarest(f"number{number}", 1)[0].number for number in range(10)] == list(range(10))


def test_short_words_are_not_looked_for_in_other_spellings(opened: Words) -> None:
    assert opened.by_rarest("dune", 5) == []


def test_joined_words_are_asked_as_one(tmp_path: Path) -> None:
    parts = [written(tmp_path / str(part), records(5, start=part * 5), first=part * 5) for part in range(3)]
    join(parts, tmp_path / "all")
    joined = Words(tmp_path / "all")
    assert (len(joined), joined.segments, joined.by_rarest("number13", 1)[0].number) == (15, 3, 13)


def test_many_segments_become_one(tmp_path: Path) -> None:
    parts = [written(tmp_path / str(part), records(5, start=part * 5), first=part * 5) for part in range(9)]
    join(parts, tmp_path / "all")
    consolidate(tmp_path / "all")
    joined = Words(tmp_path / "all")
    assert (len(joined), joined.segments, joined.by_rarest("number33", 1)[0].number) == (45, 1, 33)


def test_a_file_is_copied_where_it_cannot_have_two_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("os.link", refused)
    (tmp_path / "one").write_bytes(b"tide")
    share(tmp_path / "one", tmp_path / "two")
    assert (tmp_path / "two").read_bytes() == b"tide"


@pytest.mark.parametrize(
    "title",
    [
        "Naïve façades of Łódź",
        "α-synuclein’s rôle",
        "Straße №5 – “ﬁnal”",
        "Tōkyō’s `o`clock",
        "ΔF508 & İstanbul",
        "women's o'clock",
    ],
)
def test_titles_are_folded_as_questions_are(title: str) -> None:
    assert set(fold(title).split()) - {"and"} <= set(text_of(title=[title]))


def test_markup_is_not_searched() -> None:
    assert text_of(title=["H<sub>2</sub>O &amp; ice <i>in vivo</i>"]) == ["h2o", "ice", "in", "vivo"]


def test_scripts_without_blanks_are_searched_by_pairs() -> None:
    assert text_of(title=["海洋潮汐"]) == words("海洋潮汐") == ["海洋", "洋潮", "潮汐"]


def test_editors_stand_for_authors_of_a_work_that_has_none() -> None:
    assert text_of(editor=[{"family": "Lind"}, {"name": "Sea Group"}, {}]) == ["lind", "sea", "group"]


def test_both_years_of_a_work_are_searched() -> None:
    dates = {"issued": {"date-parts": [[2020, 12]]}, "published-print": {"date-parts": [[2021]]}}
    assert text_of(**dates) == ["2020", "2021"]


def test_a_container_is_not_searched_twice() -> None:
    assert text_of(**{"container-title": ["Seas"], "short-container-title": ["Seas"]}) == ["seas"]


def test_every_word_of_a_record_but_the_commonest_finds_it(tmp_path: Path) -> None:
    opened = Words(written(tmp_path / "words", [record(3)]))
    found = {word for word in words_in(record(3)) if opened.by_rarest(word, 1)}
    assert found == {"lighthouses", "island", "number3", "winter", "journal", "invented", "seas", "j", "inv"} | {
        *("lind", "4", "103", "1993")
    }
