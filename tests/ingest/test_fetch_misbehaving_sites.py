"""A site that misbehaves costs us little, and we say what it did."""

import gzip
import socket
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from claims.ingest.fetch import FetchError, Page, fetch
from claims.ingest.types import Limits
from tests.ingest.server import page, redirect, serving

HERE = frozenset({"127.0.0.1"})


def limits(**values: Any) -> Limits:
    return Limits(allow_hosts=HERE, **{"connect": 1.0, "read": 1.0, "whole": 1.5, **values})


def failure(answers: dict[str, Any], path: str = "/", **values: Any) -> str:
    """What fetching says; it must say so before the limits' time is over."""
    began = time.monotonic()
    with serving(answers) as site, pytest.raises(FetchError) as caught:
        fetch(site + path, limits(**values))
    assert time.monotonic() - began < 3
    assert str(caught.value).startswith("http://127.0.0.1")
    return str(caught.value)


def test_a_page_is_fetched_with_its_type_and_encoding() -> None:
    with serving({"/a": page("héllo")}) as site:
        got = fetch(site + "/a#part", limits())
        assert got == Page(site + "/a", "héllo".encode(), "text/html", "utf-8")


def test_we_say_who_we_are() -> None:
    seen: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["User-Agent"])
        page("ok")(handler)

    with serving({"/": answer}) as site:
        fetch(site, limits(user_agent="claims-desk/0.1 (+https://desk.example)"))
    assert seen == ["claims-desk/0.1 (+https://desk.example)"]


def test_a_redirect_is_followed_to_where_the_page_is() -> None:
    with serving({"/a": redirect("/b?x=1"), "/b": page("here")}) as site:
        assert fetch(site + "/a", limits()).url == site + "/b?x=1"


def test_a_redirect_loop_ends() -> None:
    assert "more than 5 redirects" in failure({"/": redirect("/")})


def test_a_redirect_to_another_scheme_is_refused() -> None:
    assert "only http:// and https://" in failure({"/": redirect("file:///etc/passwd")})


def test_a_missing_page_is_named_as_such() -> None:
    assert "answered 404 Not Found: there is no such page. Check the address." in failure({})


def test_a_site_in_trouble_is_named_as_such() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_error(503)

    assert "answered 503" in failure({"/": answer})


def test_a_site_that_never_answers_is_given_up() -> None:
    assert "no whole answer within" in failure({"/": lambda handler: time.sleep(2.5)})


def test_a_byte_at_a_time_does_not_outwit_the_limit() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b"a")
            time.sleep(0.1)

    assert "no whole answer within 1.5 seconds" in failure({"/": answer})


def test_headers_a_byte_at_a_time_do_not_outwit_it_either() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        for byte in b"HTTP/1.0 200 OK\r\nX-Slow: " + b"a" * 40:
            handler.wfile.write(bytes([byte]))
            time.sleep(0.1)

    assert "no whole answer within 1.5 seconds" in failure({"/": answer})


def test_an_endless_body_ends_at_the_cap() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(2000):
            handler.wfile.write(b"a" * 10_000)

    assert "more than 100,000 bytes" in failure({"/": answer}, body=100_000)


def test_a_gzip_bomb_ends_at_the_cap() -> None:
    bomb = gzip.compress(b"a" * 20_000_000)
    message = failure({"/": page(bomb, Content_Encoding="gzip")}, expanded=100_000)
    assert "unpacks to more than 100,000 bytes" in message


def test_a_packed_page_is_unpacked() -> None:
    packed = page(gzip.compress(b"hello " * 1000), Content_Encoding="gzip")
    with serving({"/": packed}) as site:
        assert fetch(site, limits()).body == b"hello " * 1000


def test_a_packed_page_that_is_cut_off_is_not_taken_for_whole() -> None:
    half = gzip.compress(bytes(range(256)) * 100)[:-20]
    assert "cut off" in failure({"/": page(half, Content_Encoding="gzip")})


def test_a_page_that_is_cut_off_is_not_taken_for_whole() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"a" * 500)

    assert "cut off" in failure({"/": answer})


def test_damaged_packing_is_named() -> None:
    assert "no proper answer" in failure({"/": page(b"not gzip at all", Content_Encoding="gzip")})


def test_nobody_listening_is_named() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(FetchError, match=r"no proper answer.*refused.*Check the address"):
        fetch(f"http://127.0.0.1:{port}/", limits())


def test_a_name_that_nobody_knows_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*args: Any, **kwargs: Any) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(FetchError, match="this name is not known"):
        fetch("https://no-such-site.example/", limits())


@pytest.mark.parametrize(
    "address", ["ftp://a.example/", "file:///etc/passwd", "gopher://a.example", "http:///a"]
)
def test_other_schemes_are_refused(address: str) -> None:
    with pytest.raises(FetchError, match="only http:// and https://"):
        fetch(address, limits())


def test_a_password_in_an_address_is_refused() -> None:
    with pytest.raises(FetchError, match="user name or password"):
        fetch("https://ada:secret@news.example/", limits())


def test_a_broken_address_is_refused() -> None:
    with pytest.raises(FetchError, match=r"no proper answer.*Check the address"):
        fetch("http://[::1/", limits())


def test_an_impossible_port_is_refused() -> None:
    with pytest.raises(FetchError, match=r"[Pp]ort"):
        fetch("http://news.example:99999/", limits())
