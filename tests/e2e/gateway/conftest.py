"""A real browser on a real stack."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

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
