"""The claim check in a browser: with the script and without, by keyboard alone."""

import pytest
from playwright.sync_api import Page

from tests.e2e.gateway.conftest import NewReader

pytestmark = pytest.mark.browser

CONFLICT = "E11.9 and E10.9 exclude each other"


def test_a_claim_is_checked_by_keyboard_alone(page: Page) -> None:
    page.goto("/tools/edits")
    page.locator("#dx").focus()
    page.keyboard.type("E11.9 E10.9")
    page.keyboard.press("Tab")
    page.keyboard.type("A0000")
    assert page.locator("#line-1 input[name=code]").input_value() == "A0000"
    page.keyboard.press("Enter")
    page.locator("#findings").wait_for()
    assert CONFLICT in page.locator(".findings").inner_text()
    # What was typed is still there, and the answer is where reading goes on.
    assert page.locator("#dx").input_value() == "E11.9 E10.9"
    assert page.evaluate("document.activeElement.id") == "findings"


def test_rows_are_added_where_the_reader_is(page: Page) -> None:
    page.goto("/tools/edits")
    page.locator("#line-1 input[name=code]").fill("A0000")
    before = page.locator("[data-rows] tr").count()
    page.get_by_role("button", name="More lines").click()
    assert page.locator("[data-rows] tr").count() == before + 4
    assert page.locator("#line-1 input[name=code]").input_value() == "A0000"
    assert page.evaluate("document.activeElement.closest('tr').id") == f"line-{before + 1}"
    added = page.get_by_role("textbox", name=f"Units of line {before + 4}")
    assert added.input_value() == ""


def test_everything_works_without_scripts(new_reader: NewReader) -> None:
    page = new_reader(java_script_enabled=False).new_page()
    page.goto("/tools/edits")
    page.fill("#paste", "A0000 1 A")
    page.fill("#dx", "E11.9 E10.9")
    page.get_by_role("button", name="More lines").click()
    # The pasted line has become a row of the form.
    assert page.locator("#line-1 input[name=code]").input_value() == "A0000"
    page.get_by_role("button", name="Check the claim").click()
    assert CONFLICT in page.locator(".findings").inner_text()
    page.get_by_role("link", name="Link to this check").click()
    assert CONFLICT in page.locator(".findings").inner_text()


def test_every_field_has_its_label(page: Page) -> None:
    for path in ("edits", "fees", "crosswalk"):
        page.goto(f"/tools/{path}")
        unnamed = page.evaluate(
            "[...document.querySelectorAll('main :is(input, select, textarea)')]"
            ".filter(e => !e.labels.length && !e.getAttribute('aria-label')).length"
        )
        assert unnamed == 0
