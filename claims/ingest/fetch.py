"""The only network code: one address to its bytes, or bytes to an address; never into a private network.

A name is resolved here, the addresses are checked, and the connection goes to a checked address: what
the name resolves to a moment later does not matter. The same again on each redirect.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urljoin, urlsplit

from claims.ingest.types import PASTE_IT, IngestError, Limits

CHUNK = 64 * 1024
REDIRECTS = {301, 302, 303, 307, 308}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Not every Python counts these as private.
NEVER = [
    ipaddress.ip_network(net) for net in ("192.0.0.0/24", "100.64.0.0/10", "64:ff9b:1::/48", "fec0::/10")
]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


MOVED_FOR_GOOD = {301, 308}
LONGEST_WAIT = 7 * 86_400.0  # seconds; what a site asks for beyond that is a mistake


def beside_the_address(reason: str, url: str, instead: str) -> str:
    """A reason as it reads on a page that shows the address, with what can be done there `instead` of PASTE_IT."""
    return reason.removeprefix(f"{url}: ").replace(PASTE_IT, instead)


class FetchError(IngestError):
    """An address did not give its page. The message names the cause and what to do about it."""

    def __init__(self, message: str, *, status: int = 0, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status = status  # of the answer; 0 where none came
        self.retry_after = retry_after  # seconds that the site asks us to wait


class Forbidden(FetchError):
    """An address that is never fetched from. Asking again gives the same answer."""


class Disallowed(Forbidden):
    """The site's robots.txt forbids the address."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page since the last visit; the site may then say that nothing changed."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What came back."""

    url: str  # where it was found, after redirects
    body: bytes
    media_type: str  # "text/html", "" where not stated
    charset: str  # "" where not stated
    unchanged: bool = False  # nothing new since the visit that `known` tells of; the body is empty
    etag: str = ""
    last_modified: str = ""
    max_age: float | None = None  # seconds for which the site says that the page stays as it is
    moved_to: str = ""  # where it was moved for good, every step of the way


@dataclass(frozen=True, slots=True)
class Redirect:
    """Look elsewhere."""

    address: str
    for_good: bool


def fetch(
    url: str,
    limits: Limits,
    known: Known | None = None,
    on_redirect: Callable[[str], None] = lambda address: None,
) -> Page:
    """The page at `url`. Raises FetchError.

    `on_redirect` is called with each address that a redirect leads to, before it is asked. It may wait, which
    does not count against the limits, and it may raise FetchError.
    """
    deadline = time.monotonic() + limits.whole
    address, moved_to, for_good = url, "", True
    for _ in range(limits.redirects + 1):
        found = _visit(address, url, limits, deadline, known or Known())
        if isinstance(found, Page):
            return replace(found, moved_to=moved_to)
        address, for_good = found.address, for_good and found.for_good
        moved_to = address if for_good else moved_to
        began = time.monotonic()
        on_redirect(address)
        deadline += time.monotonic() - began
    raise FetchError(
        f"{url}: more than {limits.redirects} redirects. Open it in a browser and use the last address."
    )


def post(url: str, body: bytes, limits: Limits, headers: Mapping[str, str]) -> int:
    """Send `body` to `url`; the status of the answer, 2xx. Raises FetchError for any other, redirects included."""
    with _explained(url, limits):
        connection = _connect(url, limits)
        with contextlib.closing(connection), _ended_at(time.monotonic() + limits.whole, connection):
            if isinstance(connection.sock, ssl.SSLSocket):
                connection.sock.do_handshake()
            said = {"User-Agent": limits.user_agent, "Connection": "close", **headers}
            connection.request("POST", _target(url), body=body, headers=said)
            response = connection.getresponse()
            if 200 <= response.status < 300:
                return response.status
            raise FetchError(
                f"{url}: answered {response.status} {response.reason[:100]}. Check the address.",
                status=response.status,
                retry_after=retry_after(response.headers.get("Retry-After", "")),
            )


def checked_addresses(host: str, port: int, limits: Limits) -> list[str]:
    """The addresses of `host`, all of them public unless the host is allowed by name.

    Raises FetchError for a name that does not resolve and for one that leads into a private network.
    """
    try:
        infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            f"{host}: this name is not known ({error}). Check the address and the network."
        ) from error
    found = list(dict.fromkeys(str(info[4][0]).split("%")[0] for info in infos))
    if host.lower() in limits.allow_hosts:
        return found
    private = [address for address in found if not is_public(ipaddress.ip_address(address))]
    if private or not found:
        raise Forbidden(
            f"{host}: leads to {', '.join(private)}, inside a private network, which is never fetched from. "
            "A host that you trust can be named in INGEST_ALLOW_HOSTS."
        )
    return found


def is_public(address: Address) -> bool:
    """Is it an address of the open internet? An IPv6 address that wraps an IPv4 one is judged by that."""
    inner = _wrapped(address) if isinstance(address, ipaddress.IPv6Address) else None
    if inner is not None:
        return is_public(inner)
    never = any(address in network for network in NEVER if network.version == address.version)
    return address.is_global and not address.is_multicast and not address.is_reserved and not never


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside: mapped, compatible, 6to4, Teredo or NAT64."""
    if address in NAT64 or int(address) >> 32 == 0:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def _visit(address: str, asked: str, limits: Limits, deadline: float, known: Known) -> Page | Redirect:
    """One request: the page, or where it redirects to."""
    with _explained(asked, limits):
        connection = _connect(address, limits)
        with contextlib.closing(connection), _ended_at(deadline, connection):
            if isinstance(connection.sock, ssl.SSLSocket):
                connection.sock.do_handshake()
            connection.request("GET", _target(address), headers=_headers(limits, known))
            response = connection.getresponse()
            if response.status in REDIRECTS and response.headers.get("Location"):
                return Redirect(
                    urljoin(
                        address, quote(response.headers["Location"].strip(), safe=":/?#[]@!$&'()*+,;=%~")
                    ),
                    response.status in MOVED_FOR_GOOD,
                )
            if response.status == 304 and known != Known():
                return replace(_page(address, b"", response.headers), unchanged=True)
            if response.status != 200:
                raise FetchError(
                    f"{asked}: {_refusal(response.status, response.reason)}",
                    status=response.status,
                    retry_after=retry_after(response.headers.get("Retry-After", "")),
                )
            body = _body(response, asked, limits, deadline)
            return _page(address, body, response.headers)


def _connect(address: str, limits: Limits) -> http.client.HTTPConnection:
    """A connection to a checked address of the host. The handshake is left to the caller, under its deadline."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not host:
        raise Forbidden(f"{address}: only http:// and https:// addresses are fetched. Use one of those.")
    if parts.username or parts.password:
        raise Forbidden(
            f"{host}: a user name or password in the address. Leave it out; such pages are not fetched."
        )
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    connection = http.client.HTTPConnection(host, port, timeout=limits.read)
    failure: OSError | None = None
    for numeric in checked_addresses(host, port, limits):
        try:
            plain = socket.create_connection((numeric, port), timeout=limits.connect)
        except OSError as error:
            failure = error
            continue
        if secure:
            plain = ssl.create_default_context().wrap_socket(
                plain, server_hostname=host, do_handshake_on_connect=False
            )
        plain.settimeout(limits.read)
        connection.sock = plain
        return connection
    raise failure or OSError("no address")


def _headers(limits: Limits, known: Known) -> dict[str, str]:
    conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in conditions.items() if value} | {
        "User-Agent": limits.user_agent,
        "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5",
        "Accept-Language": "en",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }


def _target(address: str) -> str:
    parts = urlsplit(address)
    path = quote(parts.path or "/", safe="/:@!$&'()*+,;=%~-._")
    return path + ("?" + quote(parts.query, safe="/?:@!$&'()*+,;=%~-._[]") if parts.query else "")


def _body(response: http.client.HTTPResponse, asked: str, limits: Limits, deadline: float) -> bytes:
    """The body, unpacked; both its sizes are capped while it is read."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    unpack = _unpacker(encoding, asked)
    taken, body = 0, bytearray()
    while chunk := response.read1(CHUNK):
        if time.monotonic() > deadline:
            raise TimeoutError
        taken += len(chunk)
        if taken > limits.body:
            raise FetchError(
                f"{asked}: more than {limits.body:,} bytes, which is no article. It was not stored."
            )
        body += unpack.decompress(chunk, limits.expanded + 1 - len(body)) if unpack else chunk
        if len(body) > limits.expanded:
            raise FetchError(
                f"{asked}: unpacks to more than {limits.expanded:,} bytes, which is no article. It was not stored."
            )
    if unpack is not None and taken and not unpack.eof:
        raise FetchError(f"{asked}: the answer was cut off. Try again later.")
    if response.length:  # bytes that were promised and did not come
        raise FetchError(f"{asked}: the answer was cut off {response.length:,} bytes early. Try again later.")
    return bytes(body)


def _unpacker(encoding: str, asked: str) -> zlib._Decompress | None:
    if encoding in {"identity", ""}:
        return None
    if encoding in {"gzip", "x-gzip"}:
        return zlib.decompressobj(zlib.MAX_WBITS | 16)
    if encoding == "deflate":
        return zlib.decompressobj()
    raise FetchError(f"{asked}: packed as {encoding!r}, which nobody asked for. The site has to mend that.")


def _page(address: str, body: bytes, headers: Message) -> Page:
    stated = "Content-Type" in headers
    return Page(
        url=urlsplit(address)._replace(fragment="").geturl(),
        body=body,
        media_type=headers.get_content_type() if stated else "",
        charset=str(headers.get_content_charset() or ""),
        etag=headers.get("ETag", "")[:300],
        last_modified=headers.get("Last-Modified", "")[:100],
        max_age=max_age(headers.get("Cache-Control", "")),
    )


def retry_after(value: str, now: datetime | None = None) -> float | None:
    """Seconds to wait, out of "120" or a date; None where nothing sensible is stated."""
    value = value.strip()
    if value.isdecimal():
        return min(float(value[:9]), LONGEST_WAIT)
    try:
        wait = (parsedate_to_datetime(value).astimezone(UTC) - (now or datetime.now(UTC))).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(wait, 0.0), LONGEST_WAIT)


def max_age(cache_control: str) -> float | None:
    """Seconds out of a Cache-Control header, None where it states none."""
    found = re.search(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", cache_control, re.I)
    return min(float(found[1]), LONGEST_WAIT) if found else None


def _refusal(status: int, reason: str) -> str:
    meanings = {
        401: f"wants a login. {PASTE_IT}",
        402: f"wants a subscription. {PASTE_IT}",
        403: f"does not let us read it. {PASTE_IT}",
        404: "there is no such page. Check the address.",
        410: "the page was taken away for good.",
        429: "asks us to come less often. Try again later.",
    }
    meaning = meanings.get(
        status, "the site is in trouble. Try again later." if status >= 500 else "not a page."
    )
    return f"answered {status} {reason}: {meaning}"


@contextlib.contextmanager
def _ended_at(deadline: float, connection: http.client.HTTPConnection) -> Iterator[None]:
    """Cut the line at the deadline, wherever the other side keeps us waiting, a byte at a time."""

    def cut() -> None:
        late.set()
        with contextlib.suppress(OSError, AttributeError):
            sock.shutdown(socket.SHUT_RDWR)

    late = threading.Event()
    sock = connection.sock
    timer = threading.Timer(max(0.0, deadline - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        if late.is_set():
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()
    if late.is_set():
        raise TimeoutError


@contextlib.contextmanager
def _explained(asked: str, limits: Limits) -> Iterator[None]:
    """Turn what the socket says into a cause and a remedy."""
    try:
        yield
    except FetchError as error:
        text = str(error)
        raise (error if text.startswith(asked) else type(error)(f"{asked}: {text}")) from error.__cause__
    except ssl.SSLCertVerificationError as error:
        raise FetchError(
            f"{asked}: its certificate is not valid ({error.verify_message}). The site has to mend that; if it is "
            "your own authority's, set SSL_CERT_FILE."
        ) from error
    except TimeoutError as error:
        raise FetchError(
            f"{asked}: no whole answer within {limits.whole:g} seconds. Try again later."
        ) from error
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        said = str(error) or type(error).__name__
        raise FetchError(
            f"{asked}: no proper answer ({said}). Check the address, or try again later."
        ) from error
