"""Who may turn the judge on, and say where texts go: the user, in the user's own file, and nobody else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from refcheck import config
from refcheck.errors import ConfigurationError
from refcheck.judge.settings import JudgeSettings

REMOTE = '[judge]\nenabled = true\nurl = "https://api.example.org/v1/"\nmodel = "m"\n'


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own settings file, which is not there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    config.user_file().parent.mkdir(parents=True)
    return config.user_file()


def judge(start: Path, **environment: str) -> JudgeSettings:
    return config.load(start, environment=environment).judge


def refusal(start: Path, **environment: str) -> str:
    with pytest.raises(ConfigurationError) as raised:
        judge(start, **environment)
    return str(raised.value)


def test_there_is_no_judge_by_default(user: Path, tmp_path: Path) -> None:
    assert judge(tmp_path) == JudgeSettings()
    assert not judge(tmp_path).enabled


def test_the_user_turns_on_the_one_on_this_machine(user: Path, tmp_path: Path) -> None:
    user.write_text('[judge]\nenabled = true\nmodel = "llama3.1"\n', "utf-8")
    assert judge(tmp_path) == JudgeSettings(enabled=True, model="llama3.1")


def test_one_elsewhere_wants_the_users_consent(user: Path, tmp_path: Path) -> None:
    user.write_text(REMOTE, "utf-8")
    message = refusal(tmp_path)
    assert "api.example.org is not on this machine" in message
    assert "`consent = true`" in message


@pytest.mark.parametrize("text", [REMOTE + 'consent = true\nkey = "abc"\n', '[judge]\nconsent = true\nkey = "abc"\n'])
def test_the_user_consents(user: Path, tmp_path: Path, text: str) -> None:
    user.write_text(text, "utf-8")
    assert (judge(tmp_path).consent, judge(tmp_path).key) == (True, "abc")


def test_the_address_loses_its_last_slash(user: Path, tmp_path: Path) -> None:
    user.write_text(REMOTE + "consent = true\n", "utf-8")
    assert judge(tmp_path).url == "https://api.example.org/v1"


@pytest.mark.parametrize("table", ["[judge]\nconsent = true\n", REMOTE, "[judge]\n"])
def test_no_project_decides_it(user: Path, tmp_path: Path, table: str) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "refcheck.toml").write_text(table, "utf-8")
    message = refusal(project)
    assert "`judge` in " in message
    assert "is a personal setting, which no project may decide" in message
    assert f"Put it into {user}." in message


def test_no_pyproject_decides_it(user: Path, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.refcheck.judge]\nconsent = true\n", "utf-8")
    assert "no project may decide" in refusal(tmp_path)


@pytest.mark.parametrize("variable", ["REFCHECK_JUDGE", "REFCHECK_JUDGE_CONSENT", "REFCHECK_CONSENT"])
def test_no_environment_decides_it(user: Path, tmp_path: Path, variable: str) -> None:
    assert f"does not know `{variable}`" in refusal(tmp_path, **{variable: "true"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("judge = true", "`judge` in .* must be a table"),
        ("[judge]\nmodle = 'x'", "does not know `judge.modle` .* Did you mean `judge.model`"),
        ("[judge]\nenabled = 'yes'", "must be true or false"),
        ("[judge]\nurl = 'api.example.org'", "must be an address"),
        ("[judge]\nenabled = true", "has no model"),
    ],
)
def test_a_mistake_is_explained(user: Path, tmp_path: Path, text: str, message: str) -> None:
    user.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError) as raised:
        judge(tmp_path)

    assert re.search(message, str(raised.value))


def test_a_key_in_a_mistaken_table_is_not_shown(user: Path, tmp_path: Path) -> None:
    user.write_text('[judge]\nkey = "gehe im"\n', "utf-8")
    message = refusal(tmp_path)
    assert "must be a token without blanks" in message
    assert "gehe" not in message
