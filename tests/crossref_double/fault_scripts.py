"""Each fault as the bytes it sends and the pauses it makes."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from email.utils import formatdate
from time import time

from tests.crossref_double import fault_messages
from tests.crossref_double.companions import Addresses
from tests.crossref_double.faults import Rule
from tests.crossref_double.json_values import Record, crossref_bytes
from tests.crossref_double.routes import Route
from tests.crossref_double.script import Close, Pause, Reset, Script, Send, Step
from tests.crossref_double.settings import Settings
from tests.crossref_double.state import Run
from tests.crossref_double.wire import Answer, Framed, Header, Request, framed, gzipped, in_chunks, reason

EXPLANATIONS = {
    429: "You have sent too many requests in a given amount of time.",
    502: "The server returned an invalid or incomplete response.",
    503: "No server is available to handle this request.",
    504: "The server didn't respond in time.",
    403: "Request forbidden by administrative rules.",
}
TITLES = {504: "Gateway Time-out"}
EXCEPTION: Record = {
    "status": "error",
    "message-type": "exception",
    "message-version": "1.0.0",
    "message": {
        "name": "class java.lang.NumberFormatException",
        "description": 'java.lang.NumberFormatException: For input string: "abcd"',
        "message": 'For input string: "abcd"',
        "stack": ["..."],
        "cause": None,
    },
}
MEGABYTE = 2**20
HUGE = 64


def balancer_page(status: int, retry_after: str = "") -> Answer:
    """A page of the balancer before the application: HTML, none of the application's headers, and the end."""
    title = TITLES.get(status, reason(status))
    end = "" if status == 403 else "\n"
    body = f"<html><body><h1>{status} {title}</h1>\n{EXPLANATIONS[status]}\n</body></html>{end}"
    headers: tuple[Header, ...] = (("Cache-Control", "no-cache"),) if status == 429 else ()
    headers += (("Retry-After", retry_after),) if retry_after else ()
    return Answer(status, "text/html", body.encode(), headers, chunked=False, dressed=False, close=status != 403)


def limited(settings: Settings) -> Answer:
    """The refusal of a request above the limit."""
    waiting = (("Retry-After", settings.retry_after),) if settings.retry_after else ()
    if settings.limited == "haproxy":
        return balancer_page(429, settings.retry_after)
    return Answer(429, headers=waiting, dressed=settings.limited == "json-headers")


def _retry_after(rule: Rule) -> str:
    value = rule.args.get("retry_after")
    if value == "http-date":
        return formatdate(time() + rule.seconds("seconds", 0), usegmt=True)
    return "soon" if value == "garbage" else str("" if value is None else value)


def early(rule: Rule, request: Request, addresses: Addresses, common: tuple[Header, ...]) -> tuple[Script, int]:
    """What a fault sends instead of an answer, and its status (0 without one)."""
    if rule.action in CONNECTIONS:
        return CONNECTIONS[rule.action](rule), 0
    if rule.action == "slow-head":
        return _slow_head(rule, request, common), 200
    if rule.action == "bad-length":
        return _bad_length(rule, request, common), 200
    answer = _replacement(rule, request, addresses)
    whole = framed(answer, request, common if answer.dressed else ())
    if rule.action == "429-empty":
        whole = replace(whole, headers=(("Content-Length", "0"),))
    script: list[Step] = [Send(whole.head() + whole.body)]
    if "delay_s" in rule.args:
        script.insert(0, Pause(rule.seconds("delay_s", 0)))
    return (*script, Close()) if answer.close else tuple(script), answer.status


def _replacement(rule: Rule, request: Request, addresses: Addresses) -> Answer:
    status, _, kind = rule.action.partition("-")
    if status == "redirect":
        return _redirect(rule, kind, request, addresses)
    if kind in {"html", "block"}:
        return balancer_page(int(status), _retry_after(rule))
    texts = {
        "429-text": b"Social activity too high... try again later",
        "401-token": b"Unauthorized",
    }
    if rule.action in texts:
        return Answer(int(status), "text/plain", texts[rule.action], chunked=False, dressed=False)
    if rule.action == "500-json":
        return Answer(500, "application/json;charset=utf-8", crossref_bytes(EXCEPTION))
    return Answer(int(status), chunked=False, dressed=rule.action == "429-json-headers")


def _redirect(rule: Rule, kind: str, request: Request, addresses: Addresses) -> Answer:
    locations = {
        "loop": request.target,
        "foreign": f"{addresses.control}/trap",
        "http": f"{addresses.http}{request.target}",
    }
    location = rule.word("location", locations[kind])
    return Answer(rule.whole("status", 301), headers=(("Location", location),), chunked=False)


def _stall(rule: Rule) -> Script:
    seconds = rule.args.get("seconds")
    return (Pause(float(seconds) if isinstance(seconds, int | float) else None), Close())


CONNECTIONS: Mapping[str, Callable[[Rule], Script]] = {
    "reset-before": lambda rule: (Reset(),),
    "close-before": lambda rule: (Close(),),
    "stall": _stall,
}


def _slow_head(rule: Rule, request: Request, common: tuple[Header, ...]) -> Iterator[Step]:
    whole = framed(Answer(200, "application/json", chunked=False), request, common)
    for line in (*whole.head_lines(), b"\r\n"):
        yield Send(line)
        yield Pause(rule.seconds("every_s", 1.0))


def _bad_length(rule: Rule, request: Request, common: tuple[Header, ...]) -> Script:
    body = b'{"status":"ok"}'
    whole = framed(Answer(200, "application/json", body, chunked=False), request, common)
    if rule.word("variant") == "both":
        whole = replace(whole.with_header("Transfer-Encoding", "chunked"), body=in_chunks(body))
    else:
        whole = whole.with_header("Content-Length", "abc")
    return (Send(whole.head() + whole.body), Close())


def request_for(rule: Rule, request: Request, route: Route) -> Request:
    """The request that is answered instead of the one that came."""
    if rule.action != "page-20" or route.kind != "array":
        return request
    path, _, query = request.target.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("rows=")]
    return replace(request, target=f"{path}?{'&'.join([*kept, 'rows=20'])}")


def spoilt_answer(rule: Rule, answer: Answer, route: Route, run: Run) -> Answer:
    """The answer with another body or another label."""
    if answer.status == 200 and rule.action in fault_messages.MESSAGES:
        body = crossref_bytes(fault_messages.changed(rule, answer.body, route, run))
        return replace(answer, body=body)
    spoil = ANSWERS.get(rule.action)
    return answer if spoil is None else spoil(rule, answer)


def _whole(answer: Answer, **changes: str | bytes) -> Answer:
    content_type = str(changes.get("content_type", answer.content_type))
    body = changes.get("body", answer.body)
    return Answer(200, content_type, body if isinstance(body, bytes) else body.encode(), chunked=False)


def _bad_gzip(rule: Rule, answer: Answer) -> Answer:
    body = answer.body
    if rule.word("variant") != "plain-labelled-gzip":
        stream = gzipped(body)
        body = stream[: len(stream) // 2]
    labelled = (*answer.headers, ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding"))
    return replace(answer, body=body, headers=labelled, compress=False, chunked=False)


def _truncated(rule: Rule, answer: Answer) -> Answer:
    cut = int(len(answer.body) * rule.seconds("at", 0.5))
    return replace(answer, body=answer.body[:cut], compress=False, chunked=True)


def _empty_message(rule: Rule, answer: Answer) -> Answer:
    return replace(answer, status=200, body=fault_messages.empty_message(rule.word("variant"), answer.body))


MAINTENANCE = b"<!DOCTYPE html><html><head><title>Maintenance</title></head><body>Scheduled maintenance</body></html>"
FAILED = b"".join(
    (
        b'{"status":"failed","message-type":"validation-failure","message":[{"type":"integer-not-valid",',
        b'"value":"things","message":"Integer specified as things but must be a positive integer less than',
        b' or equal to 1000. "}]}',
    )
)
ANSWERS: Mapping[str, Callable[[Rule, Answer], Answer]] = {
    "reset-mid": lambda rule, answer: replace(answer, chunked=False),
    "stall-mid": lambda rule, answer: replace(answer, chunked=False),
    "truncate-length": lambda rule, answer: replace(answer, chunked=False),
    "huge": lambda rule, answer: replace(answer, compress=False, chunked=False),
    "truncate": _truncated,
    "bad-gzip": _bad_gzip,
    "html-200": lambda rule, answer: _whole(answer, content_type="text/html", body=MAINTENANCE),
    "html-200-json-type": lambda rule, answer: _whole(answer, content_type="application/json", body=MAINTENANCE),
    "empty-200": lambda rule, answer: _whole(answer, content_type="application/json", body=b""),
    "empty-message": _empty_message,
    "failed-200": lambda rule, answer: _whole(answer, content_type="application/json;charset=utf-8", body=FAILED),
    "wrong-type": lambda rule, answer: replace(answer, content_type="text/plain"),
    "old-type": lambda rule, answer: replace(answer, content_type="application/vnd.crossref-api-message+json"),
    "duplicate-keys": lambda rule, answer: replace(answer, body=answer.body[:-1] + b',"message":{}}'),
    "bom": lambda rule, answer: replace(answer, body=b"\xef\xbb\xbf" + answer.body),
    "latin1": lambda rule, answer: replace(answer, body=fault_messages.latin1(answer.body)),
    "deep": lambda rule, answer: _whole(answer, body=fault_messages.deep(answer.body)),
}


def late(rule: Rule, whole: Framed, *, lowercase: bool) -> Script:
    """How a spoilt answer is sent."""
    sender = SENDERS.get(rule.action)
    if sender is None:
        return (Send(whole.head(lowercase=lowercase) + whole.body),)
    return sender(rule, whole, whole.head(lowercase=lowercase))


def _part(rule: Rule, whole: Framed) -> bytes:
    return whole.body[: rule.whole("bytes", len(whole.body) // 2)]


def _trickle(rule: Rule, whole: Framed, head: bytes) -> Iterator[Step]:
    yield Send(head)
    size = rule.whole("chunk", 1)
    for start in range(0, len(whole.body), size):
        yield Send(whole.body[start : start + size])
        yield Pause(rule.seconds("every_s", 0.5))


def _huge(rule: Rule, whole: Framed, head: bytes) -> Iterator[Step]:
    yield Send(whole.with_header("Content-Length", str(HUGE * MEGABYTE + len(whole.body))).head())
    for blanks in itertools.repeat(b" " * MEGABYTE, HUGE):
        yield Send(blanks)
    yield Send(whole.body)


def _gzip_bomb(rule: Rule, whole: Framed, head: bytes) -> Script:
    bomb = gzipped(bytes(HUGE * MEGABYTE), 9)
    rest = whole.with_header("Transfer-Encoding", "").with_header("Content-Encoding", "gzip")
    return (Send(rest.with_header("Content-Length", str(len(bomb))).head() + bomb),)


SENDERS: Mapping[str, Callable[[Rule, Framed, bytes], Script]] = {
    "reset-mid": lambda rule, whole, head: (Send(head + _part(rule, whole)), Pause(0.02), Reset()),
    "stall-mid": lambda rule, whole, head: (Send(head + _part(rule, whole)), *_stall(rule)),
    "truncate-length": lambda rule, whole, head: (Send(head + _part(rule, whole)), Close()),
    "idle-close": lambda rule, whole, head: (Send(head + whole.body), Pause(0.01), Close()),
    "trickle": _trickle,
    "huge": _huge,
    "gzip-bomb": _gzip_bomb,
}
