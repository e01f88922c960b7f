"""No request reaches a private network, in whatever notation it is asked for."""

import ipaddress
import socket
from typing import Any

import pytest

from claims.ingest.fetch import FetchError, checked_addresses, fetch, is_public
from claims.ingest.types import Limits
from tests.ingest.server import page, redirect, serving

PRIVATE = [
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",  # noqa: S104 - the list of what is refused
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "2002:7f00:1::1",
    "2002:a9fe:a9fe::1",
    "2001:0:53aa:64c::80ff:fffe",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",
    "ff02::1",
]
NOTATIONS = [
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "017700000001",
    "127.1",
    "localhost",
    "[::1]",
    "[::ffff:7f00:1]",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", NOTATIONS)
def test_every_notation_of_this_machine_is_refused_before_connecting(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchError, match=r"private network.*INGEST_ALLOW_HOSTS"):
        fetch(f"http://{host}/", Limits())


def test_a_name_with_one_private_address_among_public_ones_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = [(0, 0, 0, "", ("93.184.215.14", 80)), (0, 0, 0, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: answers)
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        checked_addresses("mixed.example", 80, Limits())


def test_the_connection_goes_to_the_checked_address_and_asks_no_second_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter(["93.184.215.14", "127.0.0.1"])  # a name that changes between check and use
    connected: list[str] = []

    def resolve(*args: Any, **kwargs: Any) -> list[Any]:
        return [(0, 0, 0, "", (next(answers), 80))]

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(address[0])
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchError, match="no proper answer"):
        fetch("http://rebinding.example/", Limits())
    assert connected == ["93.184.215.14"]


@pytest.mark.parametrize(
    "target",
    ["http://127.1/", "http://169.254.169.254/latest/", "http://[::ffff:7f00:1]/", "http://2130706433/"],
)
def test_a_redirect_into_a_private_network_is_refused(target: str) -> None:
    limits = Limits(allow_hosts=frozenset({"127.0.0.1"}))
    with serving({"/": redirect(target)}) as site, pytest.raises(FetchError, match="private network"):
        fetch(site + "/", limits)


def test_a_trusted_host_is_reached_by_its_name() -> None:
    with serving({"/": page("hello")}) as site:
        assert fetch(site + "/", Limits(allow_hosts=frozenset({"127.0.0.1"}))).body == b"hello"
