"""From the first page to a code, as a reader goes; with and without JavaScript."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.gateway.conftest import NewReader

pytestmark = pytest.mark.browser

ONE, OTHER = "/codes/icd-10-cm/E11.9", "/codes/icd-10-cm/I10"
# What the tabular list says of E11 and of the chapter of I10, for who may read it.
GATED, OTHER_GATED = "insulin resistant diabetes", "hypertensive disease complicating pregnancy"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def reader(request: pytest.FixtureRequest, new_reader: NewReader) -> BrowserContext:
    return new_reader(java_script_enabled=request.param)


def test_a_reader_finds_a_code_by_words(reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto("/")
    box = page.get_by_label("Search for a code or for words")
    box.fill("resection of appendix")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("resection of appendix")
    page.get_by_role("link", name="0DTJ4ZZ").click()
    expect(page).to_have_url(re.compile(r"/codes/icd-10-pcs/0DTJ4ZZ$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Resection of Appendix")


def test_a_code_in_any_spelling_comes_first(reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto("/search?q=e119")
    expect(page.locator(".hits a").first).to_contain_text("E11.9")


def test_a_guest_opens_one_page_and_no_more(reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(ONE)
    assert GATED in page.content()
    expect(page.locator(".banner")).to_have_text(
        "0 code page views remaining. Guest accounts are limited to 1 page view. "
        "Register a free account to get 5 more. Sign in"
    )
    page.goto(OTHER)
    expect(page.get_by_role("heading", name="Your page views are used up")).to_be_visible()
    assert OTHER_GATED not in page.content()
    page.go_back()
    assert GATED in page.content()
    page.reload()
    assert GATED in page.content()


def test_what_is_gated_is_there_for_who_comes_first(new_reader: NewReader) -> None:
    page = new_reader().new_page()
    page.goto(OTHER)
    assert OTHER_GATED in page.content()


def test_the_book_leads_down_to_a_code(reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto("/browse")
    page.get_by_role("link", name="ICD-10-CM", exact=True).click()
    page.get_by_role("link", name="Chapter 4").click()
    page.get_by_role("link", name="E08-E13").click()
    page.get_by_role("link", name="E11 Type 2 diabetes mellitus").click()
    page.get_by_role("link", name="E11.9").click()
    expect(page).to_have_url(re.compile(r"/codes/icd-10-cm/E11\.9$"))


def test_a_note_leads_to_the_code_it_names(page: Page) -> None:
    page.goto(ONE)
    page.get_by_role("link", name="O24.4-").click()
    expect(page).to_have_url(re.compile(r"/codes/icd-10-cm/O24\.4$"))


def test_a_mistyped_code_leads_to_the_right_one(page: Page) -> None:
    page.goto("/c/E11.99")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not found")
    page.get_by_role("link", name="E11.9 Type 2").click()
    expect(page).to_have_url(re.compile(r"/codes/icd-10-cm/E11\.9$"))


def test_a_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto(ONE)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
