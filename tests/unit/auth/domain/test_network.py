from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.auth.domain.network import network_of
from services.auth.errors import AddressInvalidError


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("192.0.2.255", "192.0.2.0/24"),
        ("192.0.3.0", "192.0.3.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.0/24"),
        ("::ffff:c000:207", "192.0.2.0/24"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
    ],
)
def test_the_network_of_an_address(address: str, network: str) -> None:
    assert str(network_of(address)) == network


@pytest.mark.parametrize(
    "junk",
    ["", " ", "192.0.2", "192.0.2.256", "192.0.2.07", "192.0.2.7:80", "[::1]", "a" * 10_000, "::%"],
)
def test_what_is_no_address_is_refused(junk: str) -> None:
    with pytest.raises(AddressInvalidError) as caught:
        network_of(junk)
    assert caught.value.field == "client_address"
    # What a reader sent is not repeated where errors are logged, not by the cause either.
    assert caught.value.message == "It is neither an IPv4 nor an IPv6 address."
    assert caught.value.__suppress_context__


@given(st.text())
def test_any_text_is_a_network_or_refused(text: str) -> None:
    with suppress(AddressInvalidError):
        assert network_of(text).prefixlen in {24, 64}


@given(st.ip_addresses(v=4))
def test_an_address_mapped_into_ipv6_is_the_same_network(address: IPv4Address) -> None:
    assert network_of(f"::ffff:{address}") == network_of(str(address))


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_lies_in_its_24(address: IPv4Address) -> None:
    network = network_of(str(address))
    assert (network.version, network.prefixlen) == (4, 24)
    assert address in network


@given(st.ip_addresses(network="2000::/3"))
def test_an_ipv6_address_lies_in_its_64(address: IPv6Address) -> None:
    network = network_of(str(address))
    assert (network.version, network.prefixlen) == (6, 64)
    assert address in network
