"""The page of a code that is in every table: by keyboard, by tap, without JavaScript, on paper."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser

PAGE = "/codes/icd-10-cm/E11.9"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def reader(
    request: pytest.FixtureRequest, browser: Browser, full_url: str
) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=full_url, java_script_enabled=request.param) as context:
        yield context


@pytest.fixture
def page(browser: Browser, full_url: str) -> Iterator[Page]:
    with browser.new_context(
        base_url=full_url, permissions=["clipboard-read", "clipboard-write"]
    ) as context:
        opened = context.new_page()
        opened.goto(PAGE)
        yield opened


def test_a_section_is_reached_by_keyboard_and_has_an_address(reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(PAGE)
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Fees").press(
        "Enter"
    )
    expect(page).to_have_url(re.compile(r"#fees$"))
    expect(page.get_by_role("heading", name="Fees", exact=True)).to_be_in_viewport()


def test_the_mark_of_a_fact_tells_its_edition_and_leads_to_it(reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(PAGE)
    mark = page.locator("#unit-limits .cite")
    expect(mark).to_have_attribute("title", re.compile("NCCI MUE for practitioners, 2026 Q2"))
    mark.press("Enter")
    expect(page.locator(".sources li:target")).to_contain_text("CMS, NCCI MUE")
    expect(page.locator(".sources li:target")).to_be_in_viewport()


def test_the_code_and_the_link_to_a_section_are_copied(page: Page) -> None:
    page.get_by_role("button", name="Copy code").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "E11.9"
    page.get_by_role("button", name="Copy link to Fees").press("Enter")
    page.wait_for_function("navigator.clipboard.readText().then(text => text.endsWith('#fees'))")
    expect(page.get_by_role("button", name="Copy code")).to_be_enabled()


def test_what_needs_a_script_is_not_there_without_one(browser: Browser, full_url: str) -> None:
    with browser.new_context(base_url=full_url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(PAGE)
        expect(page.get_by_role("button", name="Copy code")).to_have_count(0)
        expect(page.get_by_role("button", name="Print")).to_have_count(0)


def test_another_date_of_service_is_chosen_by_keyboard(reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(PAGE)
    page.get_by_text("Another date of service").press("Enter")
    page.get_by_label("Date of service").fill("2026-05-01")
    page.get_by_role("button", name="Show the page of that day").press("Enter")
    expect(page).to_have_url(re.compile(r"as_of=2026-05-01$"))
    expect(page.locator(".source time").first).to_have_text("May 1, 2026")


def test_edits_are_filtered_by_a_form(reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(PAGE)
    page.get_by_role("link", name="All 20, with a filter").click()
    expect(page.get_by_label("E11.9 is in")).to_have_value("column-2")
    page.get_by_label("The other code begins with").fill("b0")
    page.get_by_role("button", name="Show").click()
    expect(
        page.locator("p[role=status]", has_text="with a code that begins with B0")
    ).to_be_visible()
    expect(page.get_by_label("E11.9 is in")).to_have_value("column-2")


def test_on_paper_there_is_the_page_and_nothing_to_press(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Fees", exact=True)).to_be_visible()
    expect(page.locator(".sources")).to_be_visible()
    for unseen in (".masthead .searchbox", ".places", ".copy", ".as-of", ".banner", ".contents"):
        expect(page.locator(unseen).first).to_be_hidden()
