from __future__ import annotations

import pytest

from refcheck.errors import ConfigurationError
from refcheck.judge.settings import JudgeSettings


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:11434", "localhost:8080", "[::1]:11434", "127.9.9.9"])
def test_a_judge_on_this_machine_needs_no_consent(host: str) -> None:
    assert JudgeSettings(enabled=True, model="m", url=f"http://{host}/v1").is_here


@pytest.mark.parametrize(
    "host",
    [
        "api.example.org",
        "localhost.example.org",
        "127.0.0.1.example.org",
        "127.0.0.1@example.org",
        "192.168.1.5:11434",
        "0.0.0.0",  # noqa: S104 - nobody binds to it
        "[2001:db8::1]",
        "",
    ],
)
def test_a_judge_elsewhere_needs_consent(host: str) -> None:
    with pytest.raises(ConfigurationError, match=r"not on this machine: sentences of your documents would be sent"):
        JudgeSettings(enabled=True, model="m", url=f"http://{host}/v1")


def test_with_consent_a_judge_may_be_elsewhere() -> None:
    judge = JudgeSettings(enabled=True, model="m", url="https://someone:secret@api.example.org:99/v1", consent=True)
    assert (judge.is_here, judge.host) == (False, "api.example.org:99")


def test_a_judge_needs_a_model() -> None:
    with pytest.raises(ConfigurationError, match="has no model"):
        JudgeSettings(enabled=True)


def test_a_judge_that_is_off_needs_nothing() -> None:
    assert not JudgeSettings(url="https://api.example.org/v1").enabled


def test_the_key_is_not_shown() -> None:
    assert "geheim" not in repr(JudgeSettings(key="geheim"))
