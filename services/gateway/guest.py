"""Who asks: the cookies, the reader's address, and whether the reader is really looking."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from werkzeug.wrappers import Request, Response

from services.gateway.cookies import Cookies
from services.gateway.settings import GatewaySettings, Network

_DAY_SECONDS = 86_400
# The headers in which browsers say that nobody is looking yet.
_PURPOSES = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ")


@dataclass(frozen=True)
class Guest:
    """A reader as one request shows them. `looks` is false for HEAD and for loading ahead.

    `session` is empty for who is not signed in; whether it is still good only auth knows.
    """

    token: str
    address: str
    looks: bool
    session: str = ""


class GuestPolicy:
    """How a guest is known again, and whose word is taken for a reader's address."""

    def __init__(self, settings: GatewaySettings) -> None:
        self._cookies = Cookies(secure=settings.cookie_secure)
        self._seconds = settings.cookie_days * _DAY_SECONDS
        self._trusted = settings.trusted_proxies

    def guest(self, request: Request) -> Guest:
        """Return who sent the request."""
        # granian puts the lines of a repeated header together, with commas.
        forwarded = request.environ.get("HTTP_X_FORWARDED_FOR", "")
        return Guest(
            token=self._cookies.read(request, "guest"),
            address=reader_address(request.remote_addr or "", forwarded, self._trusted),
            looks=request.method == "GET" and not _loads_ahead(request),
            session=self._cookies.read(request, "session"),
        )

    def remember(self, response: Response, token: str) -> None:
        """Hand the reader a guest token to come back with."""
        self._cookies.write(response, "guest", token, self._seconds)


def reader_address(peer: str, forwarded: str, trusted: tuple[Network, ...]) -> str:
    """Return the nearest address that is no trusted proxy's, going back from the peer.

    Each proxy writes who called it at the end of X-Forwarded-For, so a name is believed only if
    everybody after it is trusted; what a reader wrote there is never reached.
    """
    hops = [hop.strip() for hop in forwarded.split(",")]
    nearest = peer
    while hops and _is_within(nearest, trusted):
        named = address_of(hops.pop())
        if named is None:
            break
        nearest = str(named)
    return nearest


def _loads_ahead(request: Request) -> bool:
    said = (request.environ.get(name, "") for name in _PURPOSES)
    return any("prefetch" in value or "prerender" in value for value in said)


def _is_within(address: str, networks: tuple[Network, ...]) -> bool:
    parsed = address_of(address) if networks else None
    return parsed is not None and any(parsed in network for network in networks)


def address_of(text: str) -> IPv4Address | IPv6Address | None:
    """Return an address; None when the text is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    # A socket that takes both families shows IPv4 as ::ffff:192.0.2.1.
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
