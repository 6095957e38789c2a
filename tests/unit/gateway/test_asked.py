"""A search as an address, and the addresses around it."""

import pytest
from werkzeug.datastructures import MultiDict

from services.gateway.clients.search import Facet
from services.gateway.pages.search.asked import LAST_PAGE, Asked, asked
from services.gateway.pages.search.narrowing import filters
from services.gateway.pages.search.widening import broader, elsewhere
from services.runtime.errors import InvalidArgumentError

WORDS = Asked("hip & knee")


def test_an_address_says_only_what_differs_from_the_usual() -> None:
    assert WORDS.href() == "/search?q=hip+%26+knee"
    narrowed = WORDS.in_systems("icd-10-cm").only(billable=False).on_page(3)
    assert narrowed.href() == "/search?q=hip+%26+knee&system=icd-10-cm&billable=false&page=3"


def test_an_address_reads_back_as_the_same_search() -> None:
    narrowed = Asked("hip", ("icd-10-cm", "icd-10-pcs"), billable=True, page=2)
    query = narrowed.href().partition("?")[2]
    pairs = [tuple(pair.split("=")) for pair in query.split("&")]
    assert asked(MultiDict((name, value) for name, value in pairs)) == narrowed


def test_narrowing_begins_again_at_the_first_page() -> None:
    assert WORDS.on_page(4).in_systems("cpt").page == 1
    assert WORDS.on_page(4).only(billable=True).page == 1


def test_the_last_page_is_as_far_as_search_goes() -> None:
    assert WORDS.on_page(LAST_PAGE).query().offset == 10_000
    with pytest.raises(InvalidArgumentError):
        asked(MultiDict({"q": "hip", "page": str(LAST_PAGE + 1)}))


def chapter_of(system: str, chapter: str) -> str:
    return f"Chapter {chapter} of {system}"


FACETS = (
    Facet("system", (("icd-10-cm", 40), ("icd-10-pcs", 5))),
    Facet("billable", (("true", 44), ("false", 1))),
)


def test_each_filter_offers_its_values_with_their_counts() -> None:
    systems, kinds = filters(WORDS, FACETS, str.upper, chapter_of)
    assert [(c.label, c.count, c.chosen) for c in systems.choices] == [
        ("All systems", None, True),
        ("ICD-10-CM", 40, False),
        ("ICD-10-PCS", 5, False),
    ]
    assert kinds.choices[2].href == "/search?q=hip+%26+knee&billable=false"


def test_a_filter_that_is_set_is_shown_even_if_nothing_is_left() -> None:
    systems, kinds = filters(
        WORDS.in_systems("cpt").only(billable=False), (), str.upper, chapter_of
    )
    assert [(c.label, c.chosen) for c in systems.choices] == [("All systems", False), ("CPT", True)]
    assert [c.label for c in kinds.choices] == ["Codes and headings", "Headings"]


def test_a_filter_without_a_choice_is_not_shown() -> None:
    assert filters(WORDS, (), str.upper, chapter_of) == ()


def test_a_form_for_the_day_keeps_the_rest_and_means_codes_in_force() -> None:
    narrowed = WORDS.in_systems("cpt", "hcpcs").only(billable=True).on_page(3)
    assert narrowed.kept_fields() == [
        ("q", "hip & knee"),
        ("system", "cpt"),
        ("system", "hcpcs"),
        ("billable", "true"),
        ("status", "active"),
    ]
    assert WORDS.with_status("deleted").kept_fields()[-1] == ("status", "deleted")


def test_more_broadly_is_without_a_filter_or_a_word() -> None:
    narrowed = Asked("torn knee", ("cpt",), True, 1, ("cpt 1",), "active", "2026-01-31")
    assert [way.label for way in broader(narrowed)] == [
        "In all systems",
        "Codes and headings",
        "In all chapters",
        "Whenever in force",
        "\u201cknee\u201d",
        "\u201ctorn\u201d",
    ]
    assert broader(narrowed)[3].href == (
        "/search?q=torn+knee&system=cpt&billable=true&chapter=cpt+1"
    )


def test_more_broadly_than_a_code_is_its_beginning() -> None:
    assert [way.href for way in broader(Asked("E11.99"))] == ["/search?q=E11.9", "/search?q=E11"]
    assert broader(Asked("xyzzy")) == ()


def test_other_systems_that_have_something_are_named() -> None:
    facets = (Facet("system", (("icd-10-cm", 4), ("cpt", 2), ("hcpcs", 0))),)
    ways = elsewhere(Asked("hip", ("cpt",)), facets, str.upper)
    assert [(way.label, way.count) for way in ways] == [("ICD-10-CM", 4)]
    assert elsewhere(Asked("hip"), (), str.upper) == ()
