"""Every kind of page at every width, light and dark: nothing sticks out, nothing is forbidden.

axe looks at each of them as well.
"""

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.e2e.gateway.conftest import NewReader
from tests.support.axe import violations
from tests.support.codebase import ROOT

pytestmark = pytest.mark.browser

# For who wants to look.
SCREENSHOTS = ROOT / "var" / "screenshots"
PAGES = {
    "home": "/",
    "results": "/search?q=type+2+diabetes",
    "nothing-found": "/search?q=xyzzyplugh",
    "code": "/codes/icd-10-cm/E11.9",
    "code-refused": "/codes/icd-10-cm/I10",
    "heading": "/codes/icd-10-cm/S72.001",
    "procedure": "/codes/icd-10-pcs/0DTJ4ZZ",
    "shelf": "/browse",
    "book": "/browse/icd-10-cm",
    "branch": "/browse/icd-10-cm/E08-E13",
    "choice": "/c/B20",
    "not-found": "/codes/icd-10-cm/E11.99",
    "error": "/search?q=a&page=x",
    "manual": "/api/docs",
    "indicators": "/indicators",
    "tools": "/tools",
    "claim-checked": "/tools/edits?date=2026-05-01&dx=E10.9&dx=E11.9&dx=F02.80&line=A0000-25+2+A",
    "claim-refused": "/tools/edits?date=1900-01-01&dx=!!&line=A0000-nonsense+-4+A",
    "fees": "/tools/fees?code=&date=1900-01-01&modifiers=x&units=-3",
    "crosswalk": "/tools/crosswalk?system=icd-9-cm&code=25000",
    "sign-in": "/login",
    "register": "/register",
}
# Of a gateway that has something in every section.
FULL = {
    "full": "/codes/icd-10-cm/E11.9",
    "edits": "/codes/icd-10-cm/E11.9/edits",
    "coverage": "/codes/icd-10-cm/E11.9/coverage",
}
WIDTHS = (360, 768, 1280)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_every_width(new_reader: NewReader, name: str, scheme: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page = new_reader(color_scheme=scheme).new_page()
    complaints = listen(page)
    if name == "code-refused":
        page.goto(PAGES["code"])
    page.goto(PAGES[name])
    look(page, f"{name}-{{width}}-{scheme}.png")
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", FULL)
def test_a_page_with_every_section_fits_every_width(
    browser: Browser, full_url: str, name: str, scheme: str
) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with browser.new_context(base_url=full_url, color_scheme=scheme) as reader:  # type: ignore[arg-type] # one of two
        page = reader.new_page()
        complaints = listen(page)
        page.goto(FULL[name])
        look(page, f"{name}-{{width}}-{scheme}.png")
        assert complaints == []


def look(page: Page, picture: str) -> None:
    """Take a picture of the page at every width, and let axe look at it.

    Narrow tables are laid out in another way, so that is where all rules are tried; the colours
    are tried once more by themselves, in light and in dark.
    """
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=SCREENSHOTS / picture.format(width=width), full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width == WIDTHS[0] and "light" in picture:
            assert violations(page) == []
    assert violations(page, "color-contrast", "link-in-text-block") == []


def listen(page: Page) -> list[str]:
    """Return a list that fills with what the browser refuses or cannot do."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # That a page is itself an error is no complaint about it.
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_title_and_its_landmarks(page: Page, name: str) -> None:
    page.goto(PAGES[name])
    assert page.locator("h1").count() == 1
    for landmark in ("banner", "main", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1
    assert page.get_by_role("search").count() == 1
    assert page.title().endswith(("Codebook", "medical code book"))
    unnamed = "[...document.querySelectorAll('a, button')].filter(e => !e.textContent.trim())"
    assert page.evaluate(f"{unnamed}.length") == 0


def test_a_first_view_is_small(page: Page) -> None:
    page.goto(PAGES["code"], wait_until="networkidle")
    sizes = page.evaluate(
        "['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))"
        ".map(entry => entry.transferSize)"
    )
    assert len(sizes) >= 3
    assert sum(sizes) < 60_000
