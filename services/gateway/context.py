"""What a view may reach: the clients, the guests' policy, what is kept."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from services.gateway.assets import Assets
from services.gateway.clients.accounts import AccountClient
from services.gateway.clients.auth import AuthClient
from services.gateway.clients.catalog import CatalogClient
from services.gateway.clients.facts import FactsClient
from services.gateway.clients.marks import MarksClient
from services.gateway.clients.search import SearchClient
from services.gateway.clients.staff import StaffClient
from services.gateway.clients.tools import ToolsClient
from services.gateway.cookies import Cookies
from services.gateway.guest import GuestPolicy
from services.gateway.metrics import GatewayMetrics
from services.gateway.pages.codes.rendering import Renderer
from services.runtime.clock import Clock

_KEY = "codebook"


@dataclass(frozen=True)
class Context:
    """Everything that is constructed once for all requests."""

    catalog: CatalogClient
    facts: FactsClient
    tools: ToolsClient
    search: SearchClient
    auth: AuthClient
    accounts: AccountClient
    marks: MarksClient
    staff: StaffClient
    cookies: Cookies
    guests: GuestPolicy
    assets: Assets
    renderer: Renderer
    metrics: GatewayMetrics
    clock: Clock
    # Scheme and host by which readers come; empty when nobody has said.
    public_url: str
    # Where caught mails are; None but on a developer's machine.
    dev_mail_dir: Path | None


def install(app: Flask, context: Context) -> None:
    """Give the app its context."""
    app.extensions[_KEY] = context


def context() -> Context:
    """Return the context of the app that answers the current request."""
    return cast("Context", current_app.extensions[_KEY])
