"""The double's faults, byte by byte."""

from __future__ import annotations

import gzip
import json
import time
import zlib
from collections.abc import Callable
from email.utils import parsedate_to_datetime

import pytest

from tests.crossref_double.asking import ask, connect, raw, read_all, send, wait_until
from tests.crossref_double.handle import Double, DoubleError
from tests.crossref_double.json_values import Json, objects

WORK = "/works/10.5555%2Ftide.2021.14"
DEEP = b'{"status":"ok","message-type":"work","message-version":"1.0.0","message":[[['
BATCH = "/works?filter=doi:10.5555/tide.2021.14,doi:10.5555/tide.1999.1,doi:10.5555/a%2Bb&rows=3"


@pytest.fixture
def free(double: Double) -> Double:
    """The double without limits."""
    double.settings(profile="off")
    return double


def split(content: bytes) -> tuple[list[bytes], bytes]:
    """The lines of the head (without the date), and the body."""
    head, _, body = content.partition(b"\r\n\r\n")
    return [line for line in head.split(b"\r\n") if not line.startswith(b"Date:")], body


def stated_length(head: list[bytes]) -> int:
    """The length the head promises."""
    return next(int(line.split()[1]) for line in head if line.startswith(b"Content-Length"))


def answers(double: Double) -> bool:
    """Whether Crossref can be reached."""
    try:
        return ask(double.crossref, WORK).status == 200
    except ConnectionRefusedError:
        return False


class TestRules:
    def test_a_fault_strikes_as_often_as_told_and_is_in_the_journal(self, free: Double) -> None:
        name = free.fault("503-html", times=2, skip=1)
        assert [ask(free.crossref, WORK).status for _ in range(4)] == [200, 503, 503, 200]
        assert [entry.fault for entry in free.journal()] == ["", name, name, ""]

    @pytest.mark.parametrize(
        ("match", "target"),
        [
            ({"route": "work-list"}, BATCH),
            ({"doi": "10.5555/TIDE.2021.14"}, WORK),
            ({"doi": "10.5555/tide.1999.1"}, BATCH),
            ({"query_contains": "rows=3"}, BATCH),
            ({"route": "agency"}, f"{WORK}/agency"),
        ],
    )
    def test_what_a_rule_is_about(self, free: Double, match: dict[str, Json], target: str) -> None:
        free.fault("502-html", args=None, **match)
        assert ask(free.crossref, target).status == 502
        assert ask(free.crossref, "/works/10.5555/other").status == 404

    def test_a_rule_for_another_service(self, free: Double) -> None:
        free.fault("503-html", listener="doi", route="ra")
        assert (ask(free.doi, "/ra/10.5555").status, ask(free.crossref, WORK).status) == (503, 200)

    def test_chance_is_repeatable(self, free: Double) -> None:
        def statuses() -> list[int]:
            free.reset(seed=7)
            free.settings(profile="off")
            free.fault("503-html", probability=0.5)
            return [ask(free.crossref, WORK).status for _ in range(12)]

        first = statuses()
        assert set(first) == {200, 503}
        assert statuses() == first

    def test_faults_can_be_taken_back(self, free: Double) -> None:
        free.fault("refuse")
        with pytest.raises(ConnectionRefusedError):
            ask(free.crossref, WORK)
        free.clear_faults()
        assert ask(free.crossref, WORK).status == 200

    def test_a_single_refusal_is_over_in_a_moment(self, free: Double) -> None:
        free.fault("refuse", times=1)
        with pytest.raises(ConnectionRefusedError):
            ask(free.crossref, WORK)
        wait_until(lambda: answers(free))

    def test_an_unknown_match_is_refused(self, free: Double) -> None:
        with pytest.raises(DoubleError, match="unknown action 'tsunami'"):
            free.fault("tsunami")


class TestInsteadOfAnAnswer:
    @pytest.mark.parametrize(
        ("action", "head", "body"),
        [
            (
                "429-html",
                [b"HTTP/1.1 429 Too Many Requests", b"Connection: close", b"Content-Type: text/html",
                 b"Content-Length: 117", b"Cache-Control: no-cache"],
                (b"<html><body><h1>429 Too Many Requests</h1>\n"
                 b"You have sent too many requests in a given amount of time.\n</body></html>\n"),
            ),
            ("429-empty", [b"HTTP/1.1 429 Too Many Requests", b"Content-Length: 0"], b""),
            (
                "503-html",
                [b"HTTP/1.1 503 Service Unavailable", b"Connection: close", b"Content-Type: text/html",
                 b"Content-Length: 107"],
                (b"<html><body><h1>503 Service Unavailable</h1>\n"
                 b"No server is available to handle this request.\n</body></html>\n"),
            ),
        ],
    )  # fmt: skip
    def test_every_byte(self, free: Double, action: str, head: list[bytes], body: bytes) -> None:
        free.fault(action)
        assert split(raw(free.crossref, WORK)) == (head, body)

    @pytest.mark.parametrize(
        ("action", "status", "part"),
        [
            ("502-html", 502, b"<h1>502 Bad Gateway</h1>\nThe server returned an invalid or incomplete response.\n"),
            ("504-html", 504, b"<h1>504 Gateway Time-out</h1>\nThe server didn't respond in time.\n"),
            ("403-block", 403, b"<h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n</body></html>"),
            ("401-token", 401, b"Unauthorized"),
            ("429-text", 429, b"Social activity too high... try again later"),
            ("500-json", 500, b'"name":"class java.lang.NumberFormatException"'),
        ],
    )
    def test_other_replacements(self, free: Double, action: str, status: int, part: bytes) -> None:
        free.fault(action)
        got = ask(free.crossref, WORK)
        assert got.status == status
        assert part in got.body

    def test_a_refusal_by_the_application_shows_its_limits(self, free: Double) -> None:
        free.fault("429-json-headers")
        got = ask(free.crossref, WORK)
        assert (got.status, got.body, got.headers["X-Rate-Limit-Interval"]) == (429, b"", "1s")

    @pytest.mark.parametrize(("given", "shown"), [(5, "5"), (-1, "-1"), (58281, "58281"), ("garbage", "soon")])
    def test_waiting_times(self, free: Double, given: Json, shown: str) -> None:
        free.fault("429-html", retry_after=given)
        assert ask(free.crossref, WORK).headers["Retry-After"] == shown

    def test_a_waiting_time_as_a_date(self, free: Double) -> None:
        free.fault("429-html", retry_after="http-date", seconds=60)
        date = parsedate_to_datetime(ask(free.crossref, WORK).headers["Retry-After"])
        assert 55 < date.timestamp() - time.time() <= 60

    def test_a_gateway_can_be_slow(self, free: Double) -> None:
        free.fault("504-html", delay_s=0.05)
        ask(free.crossref, WORK)
        assert free.journal()[0].duration_ms >= 50

    def test_a_reset_before_any_byte(self, free: Double) -> None:
        free.fault("reset-before")
        with pytest.raises(ConnectionResetError):
            raw(free.crossref, WORK)

    def test_an_end_before_any_byte(self, free: Double) -> None:
        free.fault("close-before")
        assert raw(free.crossref, WORK) == b""

    def test_silence_ends_after_its_time(self, free: Double) -> None:
        free.fault("stall", seconds=0.03)
        assert raw(free.crossref, WORK) == b""

    def test_who_gives_up_during_silence_is_noticed(self, free: Double) -> None:
        free.fault("stall")
        with connect(free.crossref) as connection:
            send(connection, WORK)
            wait_until(lambda: bool(free.journal()))
        wait_until(lambda: free.journal()[0].aborted_by_peer)
        assert free.usage("public", "single").max_in_flight == 1

    @pytest.mark.parametrize(
        ("action", "location"),
        [
            ("redirect-loop", lambda double: WORK),
            ("redirect-foreign", lambda double: f"{double.control}/trap"),
            ("redirect-http", lambda double: f"{double.http}{WORK}"),
        ],
    )
    def test_redirects(self, free: Double, action: str, location: Callable[[Double], str]) -> None:
        free.fault(action)
        got = ask(free.crossref, WORK)
        assert (got.status, got.headers["Location"]) == (301, location(free))

    def test_the_trap_shows_who_fell_into_it(self, free: Double) -> None:
        ask(free.control, "/trap")
        assert [entry.target for entry in free.journal("control")] == ["/trap"]

    def test_a_slow_head_comes_line_by_line(self, free: Double) -> None:
        free.fault("slow-head", every_s=0.005)
        with connect(free.crossref) as connection:
            send(connection, WORK, "Connection: close")
            first = connection.recv(65536)
            assert first == b"HTTP/1.1 200 OK\r\n"
            assert read_all(connection).endswith(b"\r\n\r\n")

    @pytest.mark.parametrize(
        ("variant", "lines"),
        [("abc", [b"Content-Length: abc"]), ("both", [b"Content-Length: 15", b"Transfer-Encoding: chunked"])],
    )
    def test_bad_lengths(self, free: Double, variant: str, lines: list[bytes]) -> None:
        free.fault("bad-length", variant=variant)
        head, _ = split(raw(free.crossref, WORK))
        assert set(lines) <= set(head)


class TestSpoiltAnswers:
    def test_a_reset_in_the_middle(self, free: Double) -> None:
        free.fault("reset-mid", bytes=100)
        with connect(free.crossref) as connection:
            send(connection, WORK)
            head, body = split(connection.recv(65536))
            with pytest.raises(ConnectionResetError):
                connection.recv(65536)
        assert len(body) == 100
        assert any(line.startswith(b"Content-Length: ") for line in head)

    def test_silence_in_the_middle(self, free: Double) -> None:
        free.fault("stall-mid", seconds=0.03)
        head, body = split(raw(free.crossref, WORK))
        assert stated_length(head) // 2 == len(body)

    def test_a_trickle_is_correct_in_the_end(self, free: Double) -> None:
        free.fault("trickle", chunk=500, every_s=0.002)
        assert ask(free.crossref, WORK).message["DOI"] == "10.5555/tide.2021.14"

    def test_an_idle_connection_is_closed(self, free: Double) -> None:
        free.fault("idle-close")
        with connect(free.crossref) as connection:
            send(connection, WORK)
            assert read_all(connection).endswith(b"0\r\n\r\n")

    def test_a_body_cut_but_properly_ended(self, free: Double) -> None:
        free.fault("truncate", at=0.25)
        got = ask(free.crossref, WORK, Accept_Encoding="gzip")
        assert got.headers["Transfer-Encoding"] == "chunked"
        with pytest.raises(json.JSONDecodeError):
            json.loads(got.body)

    def test_a_body_shorter_than_its_length(self, free: Double) -> None:
        free.fault("truncate-length")
        head, body = split(raw(free.crossref, WORK))
        assert len(body) == stated_length(head) // 2

    def test_a_gzip_stream_cut_in_the_middle(self, free: Double) -> None:
        free.fault("bad-gzip")
        with pytest.raises(EOFError):
            gzip.decompress(ask(free.crossref, WORK).body)

    def test_plain_json_called_gzip(self, free: Double) -> None:
        free.fault("bad-gzip", variant="plain-labelled-gzip")
        got = ask(free.crossref, WORK)
        assert (got.headers["Content-Encoding"], got.body[:1]) == ("gzip", b"{")

    @pytest.mark.parametrize(
        ("action", "content_type", "start"),
        [
            ("html-200", "text/html", b"<!DOCTYPE html><html><head><title>Maintenance</title>"),
            ("html-200-json-type", "application/json", b"<!DOCTYPE html>"),
            ("empty-200", "application/json", b""),
            ("failed-200", "application/json;charset=utf-8", b'{"status":"failed"'),
            ("wrong-type", "text/plain", b'{"status":"ok"'),
            ("old-type", "application/vnd.crossref-api-message+json", b'{"status":"ok"'),
            ("bom", "application/json", b"\xef\xbb\xbf{"),
            (
                "deep",
                "application/json",
                b'{"status":"ok","message-type":"work","message-version":"1.0.0","message":[[[',
            ),
        ],
    )
    def test_labels_and_bodies(self, free: Double, action: str, content_type: str, start: bytes) -> None:
        free.fault(action)
        got = ask(free.crossref, WORK)
        assert (got.status, got.headers["Content-Type"], got.body[: len(start)]) == (200, content_type, start)

    def test_latin_1(self, free: Double) -> None:
        free.fault("latin1")
        assert b"Mar\xeda" in ask(free.crossref, WORK).body

    @pytest.mark.parametrize(("variant", "message"), [("", {}), ("null-message", None)])
    def test_nothing_in_the_message(self, free: Double, variant: str, message: Json) -> None:
        free.fault("empty-message", variant=variant)
        assert ask(free.crossref, WORK).json["message"] == message

    def test_one_result_and_no_items(self, free: Double) -> None:
        free.fault("empty-message", variant="empty-items")
        got = ask(free.crossref, BATCH)
        assert (got.json["message-type"], got.message["total-results"], got.dois) == ("work-list", 1, [])

    def test_another_record(self, free: Double) -> None:
        free.fault("other-record", args={"doi": "10.5555/cut"})
        assert ask(free.crossref, WORK).message["DOI"] == "10.5555/cut"

    def test_a_message_given_twice(self, free: Double) -> None:
        free.fault("duplicate-keys")
        assert ask(free.crossref, WORK, Accept_Encoding="gzip").message == {}

    @pytest.mark.parametrize(
        ("action", "args", "suffixes", "total"),
        [
            ("duplicate-items", {}, ["a+b", "tide.1999.1", "tide.1999.1", "tide.2021.14"], 3),
            ("drop-items", {"dois": ["10.5555/A+B", "10.5555/tide.1999.1"]}, ["tide.2021.14"], 1),
            ("extra-items", {"doi": "10.5555/cut"}, ["cut", "tide.2021.14", "tide.1999.1", "a+b"], 4),
            ("shuffle", {}, ["tide.2021.14", "tide.1999.1", "a+b"], 3),
        ],
    )
    def test_other_items(
        self, free: Double, action: str, args: dict[str, Json], suffixes: list[str], total: int
    ) -> None:
        free.fault(action, args=args)
        got = ask(free.crossref, BATCH)
        assert sorted(got.dois) == sorted(f"10.5555/{suffix}" for suffix in suffixes)
        assert got.message["total-results"] == total

    def test_a_page_of_twenty(self, free: Double) -> None:
        free.fault("page-20")
        message = ask(free.crossref, "/works?filter=type:journal-article&rows=40").message
        assert (len(list(objects(message["items"]))), message["items-per-page"]) == (20, 20)

    def test_sixty_four_megabytes_of_blanks(self, free: Double) -> None:
        free.fault("huge")
        got = ask(free.crossref, WORK, Accept_Encoding="gzip")
        assert len(got.body) > 64 * 2**20
        assert got.body[-1:] == b"}"

    def test_a_gzip_bomb_is_small_on_the_wire(self, free: Double) -> None:
        free.fault("gzip-bomb")
        body = ask(free.crossref, WORK).body
        assert len(body) < 2**17
        assert len(zlib.decompress(body, 31)) == 64 * 2**20

    def test_a_refused_request_does_not_use_a_fault_up(self, double: Double) -> None:
        double.settings(clock="manual", limits={"public": {"single": 1}})
        double.fault("empty-200", times=1, skip=1)
        assert [ask(double.crossref, WORK).status for _ in range(2)] == [200, 429]
        double.advance(1)
        assert ask(double.crossref, WORK).body == b""
