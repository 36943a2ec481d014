from __future__ import annotations

import asyncio
import dataclasses
import ssl
import time
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from refcheck.sources.errors import HostStopped, Kind, Reply, SourceError
from refcheck.sources.http import HttpClient
from tests.sources.questions import SETTINGS, WORK, get, itself
from tests.sources.transports import Script, Step, answer

# --------------------------------------------------------------------------------------------------- Retry-After


def test_a_short_pause_is_made() -> None:
    start = time.monotonic()
    assert get(lambda _: answer(503, retry_after="1"), answer()).count == 2
    assert time.monotonic() - start >= 1


def test_a_pause_that_makes_no_sense_is_not_made() -> None:
    start = time.monotonic()
    assert get(lambda _: answer(503, retry_after="0.9"), answer()).count == 2
    assert time.monotonic() - start < 0.9


@pytest.mark.parametrize("value", ["61", "58281", "Fri, 31 Dec 2100 23:59:59 GMT"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_long_pause_stops_the_host(value: str, status: int) -> None:
    outcome = get(lambda _: answer(status, retry_after=value))
    assert outcome.count == 1
    assert f"answered with status {status} and asks to wait" in outcome.reason
    assert "UTC)" in outcome.reason
    assert outcome.notices == (f"{outcome.reason}. It is not asked any more in this run.",)


async def test_a_host_that_is_stopped_ends_all_that_waits_for_it() -> None:
    settings = dataclasses.replace(SETTINGS, back_off=60, back_off_cap=60)
    script = Script(answer(503), answer(429, retry_after="9999"), answer())
    async with HttpClient(settings, transport=script) as client:
        waiting = asyncio.create_task(client.get(WORK, kind=Kind.SINGLE, read=itself))
        await asyncio.wait([waiting], timeout=0.05)
        with pytest.raises(HostStopped):
            await client.get(WORK, kind=Kind.SINGLE, read=itself)
        with pytest.raises(HostStopped, match="asks to wait 2 h 47 min"):
            await asyncio.wait_for(waiting, timeout=1)
        with pytest.raises(HostStopped):
            await client.get(WORK, kind=Kind.SINGLE, read=itself)
        assert len(script.requests) == 2
        assert (await client.get("https://doi.org/ra/10.5555/a", kind=Kind.SINGLE, read=itself)).status == 200


async def test_whoever_waits_for_a_turn_with_a_stopped_host_sends_nothing() -> None:
    settings = dataclasses.replace(SETTINGS, paced=True)
    script = Script(answer(403))
    async with HttpClient(settings, transport=script) as client:
        asking = [client.get(WORK, kind=Kind.SINGLE, read=itself) for _ in range(5)]
        outcomes = await asyncio.wait_for(asyncio.gather(*asking, return_exceptions=True), timeout=1)
    assert len(script.requests) == 1
    assert all(isinstance(outcome, HostStopped) for outcome in outcomes)


# ------------------------------------------------------------------------------------------------ giving up


@pytest.mark.parametrize(
    ("status", "token", "words"),
    [(401, "a-token", "Plus token"), (401, "", "asks for a login"), (403, "", "https://www.crossref.org/contact/")],
)
def test_a_refusal_says_what_to_do_next(status: int, token: str, words: str) -> None:
    outcome = get(lambda _: answer(status), plus_token=token)
    assert outcome.count == 1
    assert words in outcome.reason


def test_a_host_that_nobody_answers_at_is_given_up_after_two_attempts() -> None:
    outcome = get(httpx.ConnectError("refused"))
    assert outcome.count == 2
    assert outcome.reason == "api.crossref.org cannot be reached: connection refused or unknown name"


def test_a_host_that_is_there_again_is_asked() -> None:
    assert get(httpx.ConnectError("refused"), answer()).reply


def test_a_proxy_that_refuses_is_named() -> None:
    assert "the proxy refuses" in get(httpx.ProxyError("403 Forbidden")).reason


def caused(cause: Exception) -> httpx.ConnectError:
    error = httpx.ConnectError("tls")
    error.__cause__ = OSError("outer")
    error.__cause__.__context__ = cause
    return error


def test_a_certificate_that_is_not_valid_is_final() -> None:
    wrong = ssl.SSLCertVerificationError()
    wrong.verify_message = "self-signed certificate"
    outcome = get(caused(wrong))
    assert (outcome.count, outcome.reason) == (1, "api.crossref.org has no valid certificate (self-signed certificate)")
    assert outcome.notices


def test_an_encrypted_connection_that_fails_is_not_tried_otherwise() -> None:
    outcome = get(caused(ssl.SSLError(1, "handshake failure")))
    assert (outcome.count, outcome.reason) == (1, "api.crossref.org gave no encrypted connection")
    assert not outcome.notices


@pytest.mark.parametrize(
    ("name", "value"), [("HTTPS_PROXY", "nonsense://user:word@x"), ("SSL_CERT_FILE", "/does/not/exist.pem")]
)
def test_an_environment_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    async def asked() -> list[str]:
        async with HttpClient(SETTINGS) as client:
            with pytest.raises(HostStopped, match="the proxy or the certificates"):
                await client.get(WORK, kind=Kind.SINGLE, read=itself)
            return client.notices

    notices = asyncio.run(asked())
    assert len(notices) == 1
    assert "word" not in notices[0]


async def test_a_host_that_fails_too_often_is_given_up() -> None:
    steps: list[Step] = [*[lambda _: answer()] * 16, *[lambda _: answer(500)] * 5]
    script = Script(*steps, lambda _: answer())
    async with HttpClient(dataclasses.replace(SETTINGS, attempts=1), transport=script) as client:
        outcomes = [await said(client) for _ in range(30)]
    assert outcomes[:16] == ["200"] * 16
    assert "did not answer 5 of the last requests" in outcomes[-1]
    assert len(script.requests) == 21


async def said(client: HttpClient) -> str:
    try:
        return str((await client.get(WORK, kind=Kind.SINGLE, read=itself)).status)
    except SourceError as error:
        return error.reason


async def test_the_answer_that_makes_the_failures_too_many_still_counts() -> None:
    steps: list[Step] = [*[lambda _: answer(500)] * 5, *[lambda _: answer()] * 15]
    async with HttpClient(dataclasses.replace(SETTINGS, attempts=1), transport=Script(*steps)) as client:
        outcomes = [await said(client) for _ in range(21)]
    assert outcomes[5:20] == ["200"] * 15
    assert "did not answer" in outcomes[20]


async def test_cancelling_ends_a_question_at_once() -> None:
    settings = dataclasses.replace(SETTINGS, back_off=60, back_off_cap=60)
    async with HttpClient(settings, transport=Script(lambda _: answer(503))) as client:
        start = time.monotonic()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(client.get(WORK, kind=Kind.SINGLE, read=itself), timeout=0.05)
        assert time.monotonic() - start < 0.5


# ----------------------------------------------------------------------------------------------------- redirects


def test_a_redirect_is_followed_and_told() -> None:
    outcome = get(answer(301, location="/works/10.5555%2Fb"), answer(200, b"b"))
    assert outcome.reply == Reply(200, b"b", "https://api.crossref.org/works/10.5555%2Fb", redirected=True)
    assert outcome.script.urls[1] == "https://api.crossref.org/works/10.5555%2Fb?mailto=reader@example.org"


def test_the_address_is_added_once_where_a_server_copies_the_query() -> None:
    location = "/works?rows=2&mailto=reader@example.org#top"
    outcome = get(answer(308, location=location), answer(200))
    assert outcome.script.urls[1] == "https://api.crossref.org/works?rows=2&mailto=reader@example.org"
    assert outcome.reply is not None
    assert outcome.reply.url == "https://api.crossref.org/works?rows=2"


@pytest.mark.parametrize(
    "location",
    [
        "https://api.crossref.org:443/works/b",
        "//api.crossref.org/works/b",
        "https://doi.org/ra/b",
        "https://api.datacite.org/dois/b",
    ],
)
def test_redirects_among_the_services_are_followed(location: str) -> None:
    assert get(answer(302, location=location), answer()).reply


@pytest.mark.parametrize(
    "location",
    [
        *("https://example.org/works/b", "http://api.crossref.org/works/b", "https://api.crossref.org:8443/works/b"),
        *("", "file:///etc/passwd", "https://[bad", "https://api.crossref.org.evil.org/", "https://x:y@evil.org/"),
        *("http://169.254.169.254/", "https://api.crossref.org:99999/"),
    ],
)
def test_redirects_elsewhere_are_refused(location: str) -> None:
    outcome = get(lambda _: answer(301, location=location))
    assert set(outcome.script.urls) == {f"{WORK}?mailto=reader@example.org"}
    assert outcome.reason == "api.crossref.org redirected to a place that refcheck does not ask (4 attempts)"


def test_a_redirect_to_the_encrypted_form_of_the_same_host_is_followed_with_the_token() -> None:
    target = "http://api.mirror.org/works/a"
    outcome = get(
        answer(301, location="https://api.mirror.org:443/works/a"),
        answer(),
        target=target,
        crossref_url="http://api.mirror.org",
        plus_token="never-shown",  # noqa: S106 - it opens nothing
    )
    assert outcome.reply is not None
    assert "crossref-plus-api-token" in outcome.script.requests[1].headers


def test_the_token_does_not_follow_a_redirect_to_another_service() -> None:
    outcome = get(
        answer(302, location="https://doi.org/ra/b"),
        answer(),
        plus_token="never-shown",  # noqa: S106 - it opens nothing
    )
    assert "crossref-plus-api-token" not in outcome.script.requests[1].headers


def test_more_than_three_redirects_are_a_failure() -> None:
    outcome = get(lambda _: answer(301, location=WORK))
    assert (outcome.count, outcome.reason) == (4, "api.crossref.org redirected more than 3 times")


def test_a_repeat_goes_on_where_the_redirect_led() -> None:
    outcome = get(answer(301, location="/works/b"), answer(503), answer())
    assert [request.url.path for request in outcome.script.requests] == ["/works/10.5555/a", "/works/b", "/works/b"]


# --------------------------------------------------------------------------------------------------------- pace


async def test_the_limiter_learns_from_answers_and_slows_down_after_a_refusal(tmp_path: Path) -> None:
    limits: Mapping[str, str] = {"x_rate_limit_limit": "900", "x_rate_limit_interval": "0.01s"}
    settings = dataclasses.replace(SETTINGS, paced=True, state=tmp_path)
    script = Script(answer(200, **limits), answer(429), answer(200, **limits))
    async with HttpClient(settings, transport=script) as client:
        start = time.monotonic()
        for _ in range(2):
            await client.get(WORK, kind=Kind.SINGLE, read=itself)
        assert 0.02 <= time.monotonic() - start < 1
    kept = (tmp_path / "https_api.crossref.org_443_polite.json").read_text()
    assert '"share": 0.5' in kept
    assert "reader" not in kept
