"""The network of an address: the smallest part of the net that one reader may hold whole."""

from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

from services.auth.errors import AddressInvalidError

Network = IPv4Network | IPv6Network

_IPV4_PREFIX = 24
_IPV6_PREFIX = 64


def network_of(address: str) -> Network:
    """Return the /24 of an IPv4 address, the /64 of an IPv6 one; raises AddressInvalidError.

    An IPv4 address mapped into IPv6 (RFC 4291, 2.5.5.2) is the IPv4 address; a zone is left out.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        raise AddressInvalidError from None  # the cause repeats the address
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is None:
            return IPv6Network((int(parsed), _IPV6_PREFIX), strict=False)
        parsed = parsed.ipv4_mapped
    return IPv4Network((parsed, _IPV4_PREFIX), strict=False)
