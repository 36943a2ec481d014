from __future__ import annotations

import asyncio
import dataclasses
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from refcheck.sources import http
from refcheck.sources.errors import BadAnswer, HostStopped, Kind, Reply, SourceError
from refcheck.sources.http import PUBLIC_POOL, HttpClient
from tests.sources.questions import BLANKS, SETTINGS, WORK, get, itself, refuse
from tests.sources.transports import Script, Step, answer, streamed, zipped

# ----------------------------------------------------------------------------------------------- identification


def test_every_request_says_who_asks() -> None:
    script = get(answer()).script
    request = script.requests[0]
    assert request.headers["user-agent"].startswith("refcheck/")
    assert request.headers["user-agent"].endswith("(https://pypi.org/project/refcheck-cli/; mailto:reader@example.org)")
    assert request.headers["accept-encoding"] == "gzip"
    assert script.urls == [f"{WORK}?mailto=reader@example.org"]


def test_an_address_with_a_query_keeps_it() -> None:
    target = "https://api.crossref.org/works?filter=doi:10.5555/a%2Bb"
    assert get(answer(), target=target).script.urls == [f"{target}&mailto=reader@example.org"]


def test_an_address_cannot_break_out_of_a_header() -> None:
    script = get(answer(), mailto="reader@example.org\r\nX-Evil: (1)").script
    assert "mailto:reader@example.org%0D%0AX-Evil%3A%20%281%29)" in script.requests[0].headers["user-agent"]


def test_without_an_address_the_public_pool_is_told_once() -> None:
    async def notices() -> list[str]:
        script = Script(lambda _: answer())
        async with HttpClient(dataclasses.replace(SETTINGS, mailto=""), transport=script) as client:
            for _ in range(2):
                await client.get(WORK, kind=Kind.SINGLE, read=itself)
            assert script.urls == [WORK, WORK]
            assert "mailto" not in script.requests[0].headers["user-agent"]
            return client.notices

    assert asyncio.run(notices()) == [PUBLIC_POOL]


@pytest.mark.parametrize(
    ("target", "token", "address"),
    [
        (WORK, True, True),
        ("https://doi.org/ra/10.5555/a", False, False),
        ("https://api.datacite.org/dois/10.5555/a", False, True),
    ],
)
def test_the_plus_token_goes_to_crossref_alone(target: str, token: bool, address: bool) -> None:
    outcome = get(answer(), target=target, plus_token="never-shown")  # noqa: S106 - it opens nothing
    request = outcome.script.requests[0]
    assert ("crossref-plus-api-token" in request.headers) is token
    assert ("mailto=" in str(request.url)) is address
    assert outcome.notices == ()


def test_only_configured_services_are_asked() -> None:
    with pytest.raises(ValueError, match="not an address of a configured service"):
        get(answer(), target="https://example.org/works")


def test_the_settings_move_the_services() -> None:
    target = "http://localhost:8080/mirror/works/10.5555%2Fa"
    outcome = get(answer(), target=target, crossref_url="http://localhost:8080/mirror/")
    assert outcome.reply is not None
    assert outcome.reply.url == target


def test_offline_nothing_is_asked() -> None:
    outcome = get(answer(), offline=True)
    assert (outcome.count, outcome.reason) == (0, "api.crossref.org was not asked: refcheck is offline")


def test_importing_the_package_of_sources_loads_no_http_library() -> None:
    program = (
        "import sys, refcheck.sources.errors, refcheck.sources.hosts, refcheck.sources.cache\n"
        "print('httpx' in sys.modules)"
    )
    source = str(Path(http.__file__).parents[2])
    shown = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, env={"PYTHONPATH": source}
    )
    assert shown.stdout == "False\n"


# ------------------------------------------------------------------------------------------------------ answers


@pytest.mark.parametrize("status", [200, 400, 404, 405, 414])
def test_answers_about_the_question_are_read(status: int) -> None:
    outcome = get(answer(status, b"text"))
    assert outcome.reply == Reply(status, b"text", WORK, redirected=False)


def test_a_compressed_answer_is_unpacked() -> None:
    outcome = get(zipped(b"text"))
    assert outcome.reply is not None
    assert outcome.reply.body == b"text"


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (lambda: zipped(b"text", cut=10), "cut off"),
        (lambda: answer(200, b"plain", content_encoding="gzip"), "damaged"),
        (lambda: answer(200, b"x", content_encoding="br"), "not asked for"),
        (lambda: streamed(200, [BLANKS] * 17), "larger than 1 MB"),
        (lambda: zipped(b" " * (2**20 + 1)), "larger than 1 MB"),
    ],
)
def test_a_body_that_cannot_be_taken_is_asked_for_again(broken: Step, words: str) -> None:
    assert callable(broken)
    assert get(lambda _: broken(), answer(), single_size=2**20).count == 2  # type: ignore[call-arg]  # no request wanted
    outcome = get(lambda _: broken(), single_size=2**20)  # type: ignore[call-arg]  # no request wanted
    assert outcome.count == 4
    assert words in outcome.reason


def test_lists_may_be_longer_than_single_records() -> None:
    assert get(streamed(200, [BLANKS] * 17), kind=Kind.ARRAY, single_size=2**20).reply


def test_an_answer_that_is_not_what_was_asked_for_is_asked_for_again() -> None:
    seen: list[Reply] = []

    def read(reply: Reply) -> bytes:
        seen.append(reply)
        if len(seen) < 3:
            raise BadAnswer("no record")
        return reply.body

    async def asked() -> bytes:
        async with HttpClient(SETTINGS, transport=Script(lambda _: answer())) as client:
            return await client.get(WORK, kind=Kind.SINGLE, read=read)

    assert asyncio.run(asked()) == b"{}"
    assert len(seen) == 3


def test_an_address_that_is_too_long_is_answered_without_asking() -> None:
    target = f"{WORK}{'x' * 3500}"
    outcome = get(answer(), target=target)
    assert (outcome.count, outcome.reply) == (0, Reply(414, b"", target))


def test_the_doi_agency_takes_longer_addresses() -> None:
    assert get(answer(), target=f"https://doi.org/ra/{'x' * 5000}").count == 1


def test_a_reader_that_cannot_do_with_a_long_address_makes_a_failure() -> None:
    async def asked() -> None:
        async with HttpClient(SETTINGS, transport=Script(answer())) as client:
            with pytest.raises(SourceError, match="too long"):
                await client.get(WORK + "x" * 3500, kind=Kind.SINGLE, read=refuse)

    asyncio.run(asked())


# ------------------------------------------------------------------------------------------------------ retries


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 599])
def test_statuses_that_may_pass_are_asked_again(status: int) -> None:
    outcome = get(lambda _: answer(status), lambda _: answer(status), answer())
    assert outcome.reply is not None
    assert outcome.count == 3


def test_after_four_attempts_there_is_no_answer() -> None:
    outcome = get(lambda _: answer(503))
    assert (outcome.count, outcome.reason) == (4, "api.crossref.org answered with status 503 (4 attempts)")


@pytest.mark.parametrize("status", [204, 304, 406, 410, 451])
def test_other_statuses_are_final(status: int) -> None:
    outcome = get(lambda _: answer(status))
    assert (outcome.count, outcome.reason) == (1, f"api.crossref.org answered with status {status}")


@pytest.mark.parametrize(
    "failure",
    [
        httpx.ReadError(""),
        httpx.RemoteProtocolError("illegal"),
        httpx.ReadTimeout(""),
        httpx.ConnectTimeout(""),
        httpx.WriteError(""),
    ],
    ids=repr,
)
def test_a_broken_connection_is_tried_again(failure: Exception) -> None:
    assert get(failure, answer()).reply
    assert get(failure).count == 4


def test_a_body_that_breaks_off_is_asked_for_again() -> None:
    assert get(streamed(200, [b"{", httpx.ReadError("")]), answer()).count == 2


def test_an_old_connection_that_was_closed_costs_no_attempt() -> None:
    outcome = get(httpx.RemoteProtocolError("disconnected"), answer(), reused=True, attempts=1)
    assert outcome.reply is not None


def test_an_old_connection_that_fails_twice_costs_an_attempt() -> None:
    outcome = get(httpx.ReadError(""), reused=True, attempts=2)
    assert (outcome.count, "without an answer" in outcome.reason) == (4, True)


def test_an_answer_that_never_ends_is_cut_at_the_deadline() -> None:
    async def endless(_: httpx.Request) -> httpx.Response:
        await asyncio.sleep(60)
        raise AssertionError

    class Stalling(Script):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            self.requests.append(request)
            return await endless(request)

    async def asked() -> str:
        settings = dataclasses.replace(SETTINGS, single_deadline=0.05, attempts=2)
        async with HttpClient(settings, transport=Stalling(answer())) as client:
            with pytest.raises(HostStopped) as caught:
                await client.get(WORK, kind=Kind.SINGLE, read=itself)
            assert client.notices == [f"{caught.value.reason}. It is not asked any more in this run."]
            return caught.value.reason

    assert asyncio.run(asked()) == "api.crossref.org sent no whole answer within 0.05 s (2 attempts)"


def test_a_host_that_answered_others_meanwhile_is_not_stopped_for_its_silence() -> None:
    async def asked() -> None:
        script = Script(httpx.ReadTimeout(""), answer(), httpx.ReadTimeout(""))
        settings = dataclasses.replace(SETTINGS, attempts=2, back_off=0.01)
        async with HttpClient(settings, transport=script) as client:
            silent = asyncio.create_task(client.get(WORK, kind=Kind.SINGLE, read=itself))
            await asyncio.sleep(0)
            await client.get(WORK, kind=Kind.SINGLE, read=itself)
            with pytest.raises(SourceError) as caught:
                await silent
            assert not isinstance(caught.value, HostStopped)

    asyncio.run(asked())
