"""A real browser on a real stack."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support import facts
from tests.support.backends import running_backends
from tests.support.gateway import running_gateway
from tests.support.stack import Stack, loaded_var, stack

__all__ = ["loaded_var", "stack"]

_CHROMIUM = Path("/usr/bin/chromium")
# As root it has no sandbox; and it is to speak to nobody but us.
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

NewReader = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def base_url(stack: Stack) -> str:
    return stack.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not _CHROMIUM.exists():
        missing = f"there is no browser at {_CHROMIUM}"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def full_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a gateway whose E11.9 has something in every section."""
    with running_backends() as backends:
        whole = facts.everything("icd-10-cm", "E11.9")
        backends.facts.facts["icd-10-cm", "E11.9"] = whole
        backends.auth.limit = 1_000
        environment = {
            f"GATEWAY_{name.upper()}_TARGET": backends.target(name) for name in backends.processes
        }
        environment["GATEWAY_COOKIE_SECURE"] = "false"
        log = tmp_path_factory.mktemp("full") / "log"
        with running_gateway(log, environment) as gateway:
            yield f"http://127.0.0.1:{gateway.port}"


@pytest.fixture
def new_reader(browser: Browser, base_url: str) -> Iterator[NewReader]:
    """Return what makes a reader who has never been here; all of them leave at the end."""
    readers: list[BrowserContext] = []

    def new(**options: Any) -> BrowserContext:  # noqa: ANN401 - playwright's options
        readers.append(browser.new_context(base_url=base_url, **options))
        return readers[-1]

    yield new
    for reader in readers:
        reader.close()


@pytest.fixture
def page(new_reader: NewReader) -> Page:
    return new_reader().new_page()
