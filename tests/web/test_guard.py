"""What stands before the page lets through its own requests, and nothing of another page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from onrecord.web.guard import POLICY, Guard, new_token, own_hosts
from tests.asynced import finished

OWN = "http://127.0.0.1:8765"
TOKEN = "a-token-of-this-run"
#: What a browser says with a form of the page itself.
SAME = {"Origin": OWN, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


async def told(request: Request) -> Response:
    """What came through, as the handler sees it."""
    form = {key: value if isinstance(value, str) else (await value.read()).decode() for key, value in
            (await request.form()).items()}  # fmt: skip
    return JSONResponse({"form": form, "raw": request.headers.get("content-type", "")})


async def body(request: Request) -> Response:
    """How many bytes came through."""
    return JSONResponse(len(await request.body()))


async def kind(request: Request) -> Response:
    """An answer of the kind that is asked for, with headers of its own that the guard knows better."""
    own = {"Cache-Control": "max-age=99", "Content-Security-Policy": "default-src *", "X-Frame-Options": "SAMEORIGIN"}
    return Response("x", media_type=request.query_params["kind"], headers=own)


async def broken(request: Request) -> Response:
    """A handler that fails."""
    raise RuntimeError("secret words of a trace")


async def half(request: Request) -> Response:
    """A handler that fails when its answer has begun."""

    def parts() -> Iterator[bytes]:
        yield b"begun"
        raise RuntimeError("secret words of a trace")

    return StreamingResponse(parts())


async def quiet(request: Request) -> Response:
    """A handler that says that it failed, in words of its own."""
    return PlainTextResponse("Traceback (most recent call last)", status_code=500)


async def socket(websocket: WebSocket) -> None:
    """A socket, which the page has none of."""
    await websocket.accept()


def app() -> Starlette:
    """The application behind the guard."""
    every = ["GET", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"]
    names = {"told": told, "body": body, "kind": kind, "broken": broken, "half": half, "quiet": quiet,
             "broken.json": broken}  # fmt: skip
    routes = [Route(f"/{name}", handler, methods=every) for name, handler in names.items()]
    return Starlette(routes=[*routes, WebSocketRoute("/socket", socket)])


@pytest.fixture
def client() -> TestClient:
    """A client of the guarded application, that sends what it is told and nothing of itself."""
    guarded: Any = Guard(app(), hosts=own_hosts(8765, ["desk.example"]), token=TOKEN, limit=2_000)
    return TestClient(guarded, base_url=OWN, raise_server_exceptions=False)


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST:8765", "[::1]:8765", "desk.example:8765"]
)
def test_it_answers_to_its_own_names(client: TestClient, host: str) -> None:
    """The names of this machine, and those given, are answered."""
    assert client.get("/body", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8765",
        "127.0.0.1",
        "127.0.0.1:8766",
        "127.0.0.1:8765.evil.example",
        "127.0.0.1:8765@evil.example",
        "localhost.:8765",
        "localhost:8765, evil.example",
        "0.0.0.0:8765",
        "127.1:8765",
        "2130706433:8765",
        "sub.desk.example:8765",
        "",
    ],
)
def test_no_other_name_is_answered(client: TestClient, host: str) -> None:
    """A name of another site that was made to lead here gets 421 and no word of the record, whatever is asked."""
    for ask in (client.get, client.head, client.post, client.delete):
        assert ask("/body", headers={"Host": host, "X-Onrecord-Token": TOKEN}).status_code == 421


def test_a_host_that_is_given_twice_is_none(client: TestClient) -> None:
    """Two names in one request are refused, for a proxy might have believed the other."""
    pair = [("Host", "127.0.0.1:8765"), ("Host", "evil.example")]
    assert client.get("/body", headers=pair).status_code == 421


def test_names_are_as_a_browser_writes_them() -> None:
    """A name may have its own port, IPv6 has brackets, and port 80 is left out."""
    assert {"desk.example:81", "[fe80::1]:80", "localhost"} <= own_hosts(80, ["Desk.example:81", "fe80::1"])


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "PATCH", "PROPFIND"])
def test_no_other_method_is_answered(client: TestClient, method: str) -> None:
    """What asks before it asks (OPTIONS of another site), and anything unusual, is refused before the application."""
    assert client.request(method, "/body", headers=SAME).status_code == 405


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1:8766"},
        {"Origin": "http://localhost:8765"},
        {"Origin": "https://127.0.0.1:8765"},
        {"Origin": f"{OWN}.evil.example"},
        {"Origin": OWN, "Sec-Fetch-Site": "cross-site"},
        {"Origin": OWN, "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    ],
    ids=str,
)
def test_changes_come_from_the_own_page(client: TestClient, method: str, headers: dict[str, str]) -> None:
    """No change is taken from another origin, even with the token: another port and another name are another origin."""
    answer = client.request(method, "/body", headers={**headers, "X-Onrecord-Token": TOKEN})
    assert answer.status_code == 403
    assert "own page only" in answer.text


@pytest.mark.parametrize("headers", [SAME, {"Origin": OWN}, {"Sec-Fetch-Site": "same-origin"}], ids=str)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_the_own_page_with_its_token_may_change(client: TestClient, method: str, headers: dict[str, str]) -> None:
    """What the page itself sends with its token in the header comes through, body and all."""
    headers = {**headers, "X-Onrecord-Token": TOKEN, "Content-Type": "application/json"}
    answer = client.request(method, "/body", headers=headers, content=b"12345")
    assert (answer.status_code, answer.json()) == (200, 5)


@pytest.mark.parametrize("given", ["", "a-token", TOKEN + "x", TOKEN.upper(), " ", "é"])
def test_changes_need_the_token(client: TestClient, given: str) -> None:
    """Another token, a part of one, or none is refused, in header and form."""
    assert client.post("/told", headers={**SAME, "X-Onrecord-Token": given.encode()}).status_code == 403
    assert client.post("/told", headers=SAME, data={"token": given, "a": "b"}).status_code == 403
    assert client.post("/told", headers=SAME, data={"token": given}, files={"f": b"x"}).status_code == 403
    assert client.post("/told", headers=SAME, json={"token": TOKEN}).status_code == 403


def test_the_token_in_the_address_is_none(client: TestClient) -> None:
    """A token is not taken from the address, where it would stand in histories and logs."""
    assert client.post(f"/told?token={TOKEN}", headers=SAME, data={"a": "b"}).status_code == 403


def test_a_form_is_read_again_by_its_handler(client: TestClient) -> None:
    """A form with the token is whole where it is handled, wherever in it the token stands."""
    for form in ({"token": TOKEN, "q": "a & b ü"}, {"q": "a & b ü", "token": TOKEN}):
        assert client.post("/told", headers=SAME, data=form).json()["form"] == form


def test_a_form_with_files_is_read_again_by_its_handler(client: TestClient) -> None:
    """Files are whole where they are handled, and the token may stand before them or behind."""
    file = ("report.txt", "words " * 100)
    before = client.post("/told", headers=SAME, data={"token": TOKEN}, files={"file": file})
    assert before.json()["form"] == {"token": TOKEN, "file": "words " * 100}
    behind = client.post("/told", headers=SAME, files=[("file", file), ("token", (None, TOKEN))])
    assert behind.json()["form"]["file"] == "words " * 100


def test_a_file_is_no_token(client: TestClient) -> None:
    """A file whose field is called token, or that holds a form, is a file."""
    inner = f'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n{TOKEN}\r\n--x--'
    for files in ({"token": ("token", TOKEN)}, {"file": ("a.txt", inner)}):
        assert client.post("/told", headers=SAME, files=files).status_code == 403


def test_the_first_token_counts(client: TestClient) -> None:
    """Of two tokens in one form the first decides, so that nothing is read differently further on."""
    kind = {**SAME, "Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/told", headers=kind, content=f"token=x&token={TOKEN}").status_code == 403


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"x"),
        ("multipart/form-data; boundary=x", b"no part"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken\r\n\r\n"),
    ],
)
def test_a_broken_form_is_told_of(client: TestClient, kind: str, content: bytes) -> None:
    """A body that is no form is refused in words, without reaching a handler."""
    answer = client.post("/told", headers={**SAME, "Content-Type": kind}, content=content)
    assert answer.status_code == 400
    assert "cannot be read" in answer.text


def test_a_large_body_is_refused_before_it_is_read(client: TestClient) -> None:
    """What says that it is over the limit is refused although nothing of it was read."""

    def never() -> Iterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    headers = {**SAME, "X-Onrecord-Token": TOKEN, "Content-Length": "2001"}
    assert client.post("/body", headers=headers, content=b"x" * 2_001).status_code == 413
    status = asked({"method": "POST", "headers": headers}, never)
    assert status == 413


def asked(scope: dict[str, Any], chunks: Any) -> int:
    """The status of one request whose body is asked of ``chunks``."""

    sent: list[Any] = []
    left = chunks()

    async def receive() -> dict[str, Any]:
        chunk = next(left, None)
        return {"type": "http.request", "body": chunk or b"", "more_body": chunk is not None}

    async def send(message: Any) -> None:
        sent.append(message)

    pairs = [(key.lower().encode(), value.encode()) for key, value in {"Host": OWN[7:], **scope["headers"]}.items()]
    whole = {"type": "http", "path": "/body", "scheme": "http", "query_string": b"", **scope, "headers": pairs}
    finished(Guard(app(), hosts=own_hosts(8765), token=TOKEN, limit=2_000)(whole, receive, send))
    return int(sent[0]["status"])


@pytest.mark.parametrize("form", [True, False], ids=["form", "token in the header"])
def test_a_large_body_that_does_not_say_so_is_cut_off(form: bool) -> None:
    """A body in pieces is refused as soon as it is over the limit, and what comes behind it is not read."""
    read = 0

    def pieces() -> Iterator[bytes]:
        nonlocal read
        for _ in range(100):
            read += 1
            yield b"a" * 500

    extra = {"Content-Type": "application/x-www-form-urlencoded"} if form else {"X-Onrecord-Token": TOKEN}
    assert asked({"method": "POST", "headers": {**SAME, **extra}}, pieces) == 413
    assert read == 5


def test_of_a_large_upload_little_is_held() -> None:
    """With the wrong token in its first field, an upload is refused when its first piece was read."""
    read = 0

    def pieces() -> Iterator[bytes]:
        nonlocal read
        yield b'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\nwrong\r\n--x\r\nContent-Dis'
        while True:
            read += 1
            yield b"a"

    headers = {**SAME, "Content-Type": "multipart/form-data; boundary=x"}
    assert asked({"method": "POST", "headers": headers}, pieces) == 403
    assert read == 0


def test_no_more_is_held_than_may_stand_before_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form whose token does not come in good time is refused without more of it being read."""
    monkeypatch.setattr("onrecord.web.bodies.HELD", 1_000)
    read = 0

    def pieces() -> Iterator[bytes]:
        nonlocal read
        for _ in range(4):
            read += 1
            yield b"a" * 400

    headers = {**SAME, "Content-Type": "application/x-www-form-urlencoded"}
    assert asked({"method": "POST", "headers": headers}, pieces) == 403
    assert read == 3


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("dest", ["empty", "image", "script", "style", "iframe", "frame", "object", "embed", "worker"])
def test_nothing_is_embedded_elsewhere(client: TestClient, site: str, dest: str) -> None:
    """What another page would embed or fetch is refused, also from another port of this machine."""
    mode = "navigate" if dest in ("iframe", "frame", "object", "embed") else "no-cors"
    asked = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
    assert client.get("/body", headers=asked).status_code == 403


def test_a_link_elsewhere_may_open_the_page(client: TestClient) -> None:
    """A window that is opened by a link of another page is answered; a form of another page is not."""
    opened = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert client.get("/body", headers=opened).status_code == 200
    assert client.post("/body", headers=opened).status_code == 403


def test_another_origin_does_not_read(client: TestClient) -> None:
    """A request that names another origin is refused where a browser sends no other sign, and nothing invites it."""
    answer = client.get("/body", headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("path", ["/body", "/none", "/broken", "/quiet", "/kind?kind=text/css"])
@pytest.mark.parametrize("host", ["127.0.0.1:8765", "evil.example"])
def test_every_answer_has_the_headers(client: TestClient, path: str, host: str) -> None:
    """Answers, errors and refusals all have the policy and the other headers, once, whatever the handler set."""
    answer = client.get(path, headers={"Host": host})
    for name, value in {
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "x-frame-options": "DENY",
    }.items():
        assert answer.headers.get_list(name) == [value]
    assert "camera=()" in answer.headers["permissions-policy"]


def test_the_policy_allows_nothing_in_line() -> None:
    """The policy has neither wildcard, nor other hosts, nor scripts or styles that stand in a page."""
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "blob:"} & set(
        POLICY.replace(";", "").split()
    )


@pytest.mark.parametrize("kind", ["text/html", "application/json", "text/csv", "text/plain", "application/atom+xml"])
def test_words_of_the_record_are_not_kept_by_the_browser(client: TestClient, kind: str) -> None:
    """What may hold words of the record is not kept after the window is closed."""
    assert client.get("/kind", params={"kind": kind}).headers.get_list("cache-control") == ["no-store"]


@pytest.mark.parametrize("kind", ["text/css", "text/javascript", "image/svg+xml"])
def test_what_belongs_to_the_page_may_be_kept(client: TestClient, kind: str) -> None:
    """Style sheets, scripts and pictures are kept as their handler says."""
    assert client.get("/kind", params={"kind": kind}).headers.get_list("cache-control") == ["max-age=99"]


@pytest.mark.parametrize("path", ["/broken", "/quiet", "/broken.json"])
def test_an_error_is_told_in_plain_words(client: TestClient, path: str) -> None:
    """A handler that fails gives a page, or JSON where that was asked for, without a word of a trace."""
    answer = client.get(path)
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "Something went wrong" in (json.loads(answer.text)["error"]["what"] if "json" in path else answer.text)


def test_an_answer_that_breaks_off_is_not_ended_well(client: TestClient) -> None:
    """What fails when the answer has begun is no whole answer, nor has it words of the error in it."""
    answer = client.get("/half")
    assert "secret" not in answer.text
    assert "<h1>" not in answer.text


def test_a_refusal_to_head_has_no_body(client: TestClient) -> None:
    """HEAD gets the head of a refusal alone."""
    answer = client.head("/body", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.content) == (421, b"")


def test_refusals_are_json_for_programs(client: TestClient) -> None:
    """A program that asks for JSON is refused in JSON."""
    answer = client.post("/body", headers={"Accept": "application/json"})
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["error"]["status"] == 403


def test_there_are_no_sockets(client: TestClient) -> None:
    """A socket, which no rule of origins holds, is closed before it is opened."""
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/socket"):
        pass


def test_tokens_are_long_and_differ() -> None:
    """A token has at least 256 bits and no run of the server has that of another."""
    assert len({new_token() for _ in range(100)}) == 100
    assert len(new_token()) >= 43
