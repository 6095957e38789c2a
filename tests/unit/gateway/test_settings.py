"""The gateway's settings as the environment gives them."""

from ipaddress import ip_network

import pytest
from pydantic import ValidationError

from services.gateway.settings import GatewaySettings


def test_proxies_are_a_list_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_TRUSTED_PROXIES", "10.0.0.0/8, fd00::/8,")
    networks = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))
    assert GatewaySettings().trusted_proxies == networks


def test_no_proxy_is_trusted_by_default() -> None:
    assert GatewaySettings().trusted_proxies == ()


def test_a_proxy_that_is_no_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_TRUSTED_PROXIES", "10.0.0.1/8")
    with pytest.raises(ValidationError, match="host bits set"):
        GatewaySettings()


def test_cookies_are_for_https_by_default() -> None:
    assert GatewaySettings().cookie_secure
