"""A browser at a gateway with a real auth behind it, and the mails that it is sent."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from argon2 import PasswordHasher
from prometheus_client import CollectorRegistry
from sqlalchemy import create_engine, text
from werkzeug.test import Client, TestResponse

from services.auth import app as auth_app
from services.auth.app import migrate_database
from services.auth.settings import AuthSettings
from services.gateway import app as gateway_app
from services.gateway.process import GatewayProcess
from services.gateway.settings import GatewaySettings
from services.runtime.clock import Clock
from services.runtime.server import GrpcProcess
from tests.support.auth import KEY, plans_file
from tests.support.backends import Backends

# As little work as Argon2 can be told to do.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "seven brown owls at noon"  # noqa: S105 - of nobody
_PROOF = re.compile(r'name="form_proof" value="([^"]+)"')


@dataclass(frozen=True)
class Site:
    """A gateway on a real auth, and everything that can be looked at behind them."""

    gateway: GatewayProcess
    auth: GrpcProcess
    database: Path
    registry: CollectorRegistry

    def browser(self, address: str = "192.0.2.7", agent: str = "") -> "Browser":
        """Return a browser with no cookies yet."""
        return Browser(Client(self.gateway.app), address, agent)

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        """Return what the database of accounts answers."""
        engine = create_engine(f"sqlite:///{self.database}")
        with engine.begin() as connection:
            done = connection.execute(text(statement))
            found = [tuple(row) for row in done] if done.returns_rows else []
        engine.dispose()
        return found

    def mails(self, recipient: str) -> list[str]:
        """Return the bodies of the mails that wait for an address, oldest first."""
        found = self.rows("SELECT recipient, body FROM mail ORDER BY created_at, rowid")
        return [str(body) for to, body in found if to == recipient]

    def link(self, recipient: str) -> str:
        """Return the path in the last mail to an address."""
        found = re.findall(r"https://codebook\.example(/\S+\?token=\S+)", self.mails(recipient)[-1])
        return str(found[-1])

    def member(
        self, email: str, browser: "Browser | None" = None, come_from: str = ""
    ) -> "Browser":
        """Return a browser that has registered and confirmed this address."""
        browser = browser or self.browser()
        suffix = f"?next={come_from}" if come_from else ""
        answer = browser.fill(f"/register{suffix}", email=email, password=PASSWORD)
        assert answer.status_code == 200, answer.text
        answer = browser.fill(self.link(email))
        assert answer.status_code == 303, answer.text
        browser.went_to = answer.headers["Location"]
        return browser


@dataclass
class Browser:
    """A browser: it keeps cookies, and sends forms as it finds them."""

    client: Client
    address: str
    agent: str = ""
    went_to: str = field(default="")

    def get(self, path: str, **headers: str) -> TestResponse:
        """Open a page."""
        return self.client.get(path, headers=self._headers(headers), environ_base=self._base())

    def post(self, path: str, data: dict[str, str], **headers: str) -> TestResponse:
        """Send a form as it is."""
        head = self._headers(headers)
        return self.client.post(path, data=data, headers=head, environ_base=self._base())

    def fill(self, page: str, to: str = "", **fields: str) -> TestResponse:
        """Open a page, fill in the form that leads to `to`, or the main one, and send it."""
        opened = self.get(page)
        path = to or page.partition("?")[0]
        form = form_of(opened.text, path)
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
        return self.post(path, {**hidden, **fields})

    def make_key(self, scope: str = "read") -> str:
        """Return a new API key of the member, as the page shows it once."""
        made = self.fill("/account", to="/account/keys", name="tool", scopes=scope, days="30")
        return str(re.findall(r"<code>(codebook_[^<]+)</code>", made.text)[0])

    def cookie(self, name: str) -> str:
        """Return a cookie's value; empty when there is none."""
        cookie = self.client.get_cookie(name, domain="localhost")
        return cookie.value if cookie else ""

    def _base(self) -> dict[str, str]:
        return {"REMOTE_ADDR": self.address}

    def _headers(self, given: dict[str, str]) -> dict[str, str]:
        headers = {name.replace("_", "-"): value for name, value in given.items()}
        return {"User-Agent": self.agent, **headers} if self.agent else headers


def form_of(page: str, path: str) -> str:
    """Return the text of the form that is sent to a path; fails without one."""
    found = re.search(rf'<form[^>]*action="{re.escape(path)}".*?</form>', page, re.DOTALL)
    assert found, f"no form to {path}"
    return found[0]


@contextmanager
def running_auth(
    folder: Path, redis_url: str, clock: Clock, **settings: object
) -> Iterator[tuple[GrpcProcess, CollectorRegistry]]:
    """Run auth in this process on a database in the folder."""
    given = AuthSettings.model_validate(
        {
            "secret_key": KEY,
            "redis_url": redis_url,
            "database_url": f"sqlite:///{folder / 'auth.db'}",
            "plans_file": plans_file(folder),
            "public_url": "https://codebook.example",
            "port": 0,
            "metrics_port": 0,
            "drain_seconds": 0,
            **settings,
        }
    )
    migrate_database(given)
    service = auth_app.build(given, clock, CHEAP)
    process = GrpcProcess(service)
    process.start()
    try:
        yield process, service.registry
    finally:
        process.stop()


@contextmanager
def running_site(
    folder: Path, redis_url: str, backends: Backends, clock: Clock, **settings: object
) -> Iterator[Site]:
    """Run a gateway on a real auth; catalog and search answer to order."""
    with running_auth(folder, redis_url, clock, **settings) as (auth, registry):
        given = GatewaySettings(
            metrics_port=0,
            catalog_target=backends.target("catalog"),
            search_target=backends.target("search"),
            auth_target=f"127.0.0.1:{auth.port}",
            request_seconds=10,
            auth_seconds=5,
            revision_seconds=0.05,
            cookie_secure=False,
        )
        gateway = gateway_app.build(given, clock)
        gateway.start()
        try:
            yield Site(gateway, auth, folder / "auth.db", registry)
        finally:
            gateway.close()
