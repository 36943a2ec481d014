from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from refcheck import config
from refcheck.errors import ConfigurationError
from refcheck.model import Severity
from refcheck.settings import Settings
from refcheck.sources.settings import Catalogue, IndexSettings

Project = Callable[..., Path]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without settings, somewhere else than the project."""
    folder = tmp_path / "home"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    return folder


@pytest.fixture
def project(tmp_path: Path, home: Path) -> Project:
    """Makes a project with a settings file."""

    def make(text: str, name: str = "refcheck.toml") -> Path:
        folder = tmp_path / "project"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
        return folder

    return make


def load(start: Path | None, *, isolated: bool = False, **environment: str) -> Settings:
    return config.load(start, isolated=isolated, environment=environment)


def refusal(start: Path | None, **environment: str) -> str:
    with pytest.raises(ConfigurationError) as raised:
        config.load(start, environment=environment)
    return str(raised.value)


def test_without_files_the_defaults_hold(tmp_path: Path, home: Path) -> None:
    settings = load(tmp_path)
    assert (settings.select, settings.fail_on, settings.files) == ((), Severity.WARNING, ())
    assert settings.network.cache is not None


def test_the_nearest_file_above_the_document_counts(project: Project) -> None:
    folder = project('select = ["REF2"]')
    (folder / "chapter").mkdir()
    assert load(folder / "chapter" / "refs.bib").select == ("REF2",)


def test_pyproject_has_a_table(project: Project) -> None:
    folder = project('[tool.refcheck]\nignore = ["missing-doi"]\nfail-on = "error"\n', "pyproject.toml")
    settings = load(folder)
    assert (settings.ignore, settings.fail_on) == (("missing-doi",), Severity.ERROR)
    assert settings.files == (folder / "pyproject.toml",)


@pytest.mark.parametrize("text", ["[tool.other]\n", "tool = 1\n", "this is = not toml =\n", "[tool]\nrefcheck = 3\n"])
def test_a_pyproject_of_others_is_passed_by(project: Project, text: str) -> None:
    assert load(project(text, "pyproject.toml")).files == ()


def test_every_option_of_a_project(project: Project) -> None:
    folder = project(
        """
        works = ["records/works.jsonl"]
        index = "crossref"
        source = "index"
        show-info = true
        output-format = "concise"
        offline = true
        [per-file-ignores]
        "old.bib" = ["REF2"]
        "drafts/*.bib" = ["ALL"]
        [per-reference-ignores]
        lind2021 = ["year-mismatch"]
        """
    )
    settings = load(folder)
    assert settings.works == (folder / "records" / "works.jsonl",)
    assert settings.index == IndexSettings(folder / "crossref", Catalogue.INDEX)
    assert (settings.show_info, settings.output_format, settings.network.offline) == (True, "concise", True)
    assert settings.per_file_ignores == {"old.bib": ("REF2",), str(folder / "drafts/*.bib"): ("ALL",)}
    assert settings.per_reference_ignores == {"lind2021": ("year-mismatch",)}


def test_an_unknown_option_is_refused_with_a_suggestion(project: Project) -> None:
    message = refusal(project("selct = []"))
    assert "refcheck.toml" in message
    assert "Did you mean `select`?" in message


def test_an_option_that_is_near_nothing_gets_the_list(project: Project) -> None:
    assert "index, offline, output-format" in refusal(project("zzzzzz = 1"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('select = "REF2"', "`select`.*an array of strings, not 'REF2'"),
        ("select = [1]", "`select`.*an array of strings"),
        ('offline = "yes"', "`offline`.*true or false"),
        ("offline = 1", "`offline`.*true or false"),
        ("output-format = 3", "`output-format`.*a string"),
        ('source = "all"', "`source`.*one of auto, index, crossref"),
        ('output-format = "pdf"', "one of full, concise, json, jsonl"),
        ('fail-on = "never"', "one of info, warning, error"),
        ("per-file-ignores = []", "a table of arrays of rules"),
        ('select = ["yeer-mismatch"]', "unknown rule `yeer-mismatch`; did you mean `year-mismatch`"),
        ("select = ", "not valid TOML"),
    ],
)
def test_a_wrong_value_names_the_file_and_the_key(project: Project, text: str, expected: str) -> None:
    folder = project(text)
    with pytest.raises(ConfigurationError, match=expected) as raised:
        load(folder)
    assert "refcheck.toml" in str(raised.value)


@pytest.mark.parametrize("key", ["plus-token", "crossref-url", "mailto"])
def test_a_project_cannot_say_where_the_users_token_goes(project: Project, key: str) -> None:
    message = refusal(project(f'{key} = "x"'))
    assert "personal setting" in message
    assert "REFCHECK_" + key.upper().replace("-", "_") in message


def test_the_user_has_a_file(project: Project, home: Path) -> None:
    (home / "refcheck").mkdir(parents=True)
    (home / "refcheck" / "config.toml").write_text(
        'mailto = "lind@example.org"\nplus-token = "abc"\nselect = ["REF1"]\ncache-dir = "kept"\npace = false\n',
        "utf-8",
    )
    settings = load(project('select = ["REF2"]'))
    assert (settings.network.mailto, settings.network.plus_token) == ("lind@example.org", "abc")
    assert settings.network.cache == home / "refcheck" / "kept" / "answers.sqlite"
    assert not settings.network.paced
    assert settings.select == ("REF2",)


def test_the_environment_wins(project: Project) -> None:
    settings = load(
        project('select = ["REF2"]\noffline = true'),
        REFCHECK_SELECT="REF1, year-mismatch",
        REFCHECK_OFFLINE="off",
        REFCHECK_PACE="off",
        REFCHECK_MAILTO="lind@example.org",
        REFCHECK_CROSSREF_URL="http://127.0.0.1:1/",
        REFCHECK_DOI_URL="http://127.0.0.1:2",
        REFCHECK_DATACITE_URL="https://127.0.0.1:3",
        REFCHECK_CACHE_DIR="/somewhere/cache",
        REFCHECK_PLUS_TOKEN="",
    )
    network = settings.network
    assert settings.select == ("REF1", "year-mismatch")
    assert (network.offline, network.paced, network.mailto) == (False, False, "lind@example.org")
    assert (network.crossref_url, network.doi_url) == ("http://127.0.0.1:1", "http://127.0.0.1:2")
    assert network.datacite_url == "https://127.0.0.1:3"
    assert network.cache == Path("/somewhere/cache/answers.sqlite")
    assert network.state == Path("/somewhere/cache/pace")


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("REFCHECK_MAILTO", "nobody", "an e-mail address"),
        ("REFCHECK_MAILTO", "a@b\r\nX: y", "an e-mail address"),
        ("REFCHECK_CROSSREF_URL", "ftp://example.org", "https:// or http://"),
        ("REFCHECK_OFFLINE", "perhaps", "true or false"),
        ("REFCHECK_MALITO", "a@b", "Did you mean `REFCHECK_MAILTO`"),
    ],
)
def test_a_wrong_variable_is_named(tmp_path: Path, home: Path, variable: str, value: str, expected: str) -> None:
    message = refusal(tmp_path, **{variable: value})
    assert variable in message
    assert expected in message


def test_a_token_is_never_shown(tmp_path: Path, home: Path) -> None:
    assert "secrets" not in refusal(tmp_path, REFCHECK_PLUS_TOKEN="two secrets")  # noqa: S106 - invented, and invalid


def test_isolated_reads_no_file(project: Project) -> None:
    assert load(project('select = ["REF2"]'), isolated=True).select == ()


def test_a_named_file_is_read(project: Project) -> None:
    folder = project('select = ["REF2"]', "other.toml")
    assert config.load(None, config=folder / "other.toml", environment={}).select == ("REF2",)


def test_a_named_file_that_is_missing_is_an_error(tmp_path: Path, home: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        config.load(None, config=tmp_path / "missing.toml", environment={})


def test_the_cache_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFCHECK_CACHE_DIR", "/somewhere")
    assert config.cache_directory() == Path("/somewhere")
