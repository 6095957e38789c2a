"""Suggestions while a reader types: by keyboard, by mouse, and for who cannot see them."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def box(page: Page) -> Locator:
    page.goto("/")
    return page.get_by_role("combobox")


def test_suggestions_appear_and_say_how_many_they_are(page: Page, box: Locator) -> None:
    box.press_sequentially("E11.9", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("E11.9")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ suggestions?$"))


def test_a_name_that_the_title_does_not_say_is_shown_with_its_words_marked(
    page: Page, box: Locator
) -> None:
    box.press_sequentially("heart attack")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("Acute myocardial infarction")
    expect(first.locator(".also")).to_have_text("Also called: heart attack")
    expect(first.locator(".also mark")).to_have_text(["heart", "attack"])


def test_arrows_choose_and_enter_opens(page: Page, box: Locator) -> None:
    box.press_sequentially("E11.9")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.get_attribute("id")
    assert chosen
    expect(box).to_have_attribute("aria-activedescendant", chosen)
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/codes/icd-10-cm/E11\.9$"))


def test_arrows_go_round_by_way_of_the_box(page: Page, box: Locator) -> None:
    box.press_sequentially("E11")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile(".*"))
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")


def test_escape_closes_them_and_enter_then_searches(page: Page, box: Locator) -> None:
    box.press_sequentially("E11.9")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("E11.9")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=E11\.9$"))


def test_a_click_opens(page: Page, box: Locator) -> None:
    box.press_sequentially("E11.9")
    page.get_by_role("option").first.click()
    expect(page).to_have_url(re.compile(r"/codes/icd-10-cm/E11\.9$"))


def test_leaving_the_box_closes_them(page: Page, box: Locator) -> None:
    box.press_sequentially("E11.9")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_an_overtaken_request_is_cancelled(page: Page, box: Locator) -> None:
    cancelled: list[str] = []
    page.on("requestfailed", lambda request: cancelled.append(request.url))
    held: list[Route] = []  # never answered
    page.route("**/suggest?q=hip", lambda route: held.append(route))  # noqa: PLW0108 - not a builtin
    with page.expect_request("**/suggest?q=hip"):
        box.press_sequentially("hip")
    box.press_sequentially(" fracture")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.get_by_role("option").first).to_contain_text(re.compile("fracture", re.IGNORECASE))
    assert any(url.endswith("q=hip") for url in cancelled)


def test_a_closed_index_leaves_a_box_that_searches(page: Page, box: Locator) -> None:
    page.route("**/suggest?*", lambda route: route.fulfill(status=503))
    box.press_sequentially("E11.9")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=E11\.9$"))
