from datetime import date

import pytest

from services.catalog.domain.claims import payment_status, service_codes
from services.catalog.domain.facts.kinds import Setting
from tests.support.claims import DAY, RELEASE, claim, facts, line, said, version
from tests.support.published import limit, relative_value

ONE = claim(line(1, "A0000"), line(2, "A0000"))


def test_a_code_in_force_is_not_spoken_of() -> None:
    assert list(service_codes.find(ONE, facts(services={"A0000": [version("A0000")]}))) == []


def test_a_code_that_ended_is_named_with_its_first_day_without_and_what_cms_refers_to() -> None:
    known = facts(
        services={"A0000": [version("A0000", until=DAY)]}, replacements={"A0000": ("B0000",)}
    )
    found = list(service_codes.find(ONE, known))
    assert said(found) == [("ERROR", "code-terminated", (1, 2), ())]
    assert found[0].sentence == (
        "A0000 ended: May 1, 2026 is the first day without it. CMS refers to B0000."
    )


def test_a_code_that_is_yet_to_come_and_a_heading_are_refused() -> None:
    future = facts(services={"A0000": [version("A0000", since=date(2026, 7, 1))]})
    heading = facts(services={"A0000": [version("A0000", billable=False)]})
    rules = [next(service_codes.find(ONE, known)).rule for known in (future, heading)]
    assert rules == ["code-not-yet-valid", "code-unknown"]


@pytest.mark.parametrize(
    ("code", "releases", "severity", "words"),
    [
        ("A0000", {"hcpcs": RELEASE}, "ERROR", "HCPCS Level II has no code A0000"),
        ("A0000", {}, "WARNING", "cannot be said"),
        ("ABC", {"hcpcs": RELEASE}, "ERROR", "not written as"),
        ("00000", {"hcpcs": RELEASE}, "WARNING", "cannot be said"),
        ("00000", {"physician-fee-schedule": RELEASE}, "WARNING", "in no table"),
        ("00000", {"cpt": RELEASE}, "ERROR", "CPT has no code"),
    ],
)
def test_an_unknown_code_is_judged_by_the_lists_that_are_loaded(
    code: str, releases: dict[str, object], severity: str, words: str
) -> None:
    (found,) = service_codes.find(claim(line(1, code)), facts(releases=releases))
    assert (found.severity.name, found.rule) == (severity, "code-unknown")
    assert words in found.sentence


@pytest.mark.parametrize("table", ["schedule", "hospital", "limits"])
def test_a_number_without_a_list_is_known_by_any_table_that_has_it(table: str) -> None:
    row = {"schedule": relative_value("00000"), "hospital": "S", "limits": limit("00000")}[table]
    known = facts(**{table: {"00000": row}})
    assert list(service_codes.find(claim(line(1, "00000")), known)) == []


@pytest.mark.parametrize(
    ("status", "severity"), [("B", "ERROR"), ("N", "ERROR"), ("X", "NOTE"), ("A", None)]
)
def test_a_status_of_the_schedule_is_said_to_practitioners(
    status: str, severity: str | None
) -> None:
    known = facts(schedule={"A0000": relative_value("A0000", status=status)})
    found = [one.severity.name for one in payment_status.find(ONE, known)]
    assert found == ([severity] if severity else [])


def test_an_outpatient_status_is_said_to_hospitals() -> None:
    known = facts(hospital={"A0000": "C"}, schedule={"A0000": relative_value("A0000", status="B")})
    hospital = claim(line(1, "A0000"), setting=Setting.OUTPATIENT_HOSPITAL)
    (found,) = payment_status.find(hospital, known)
    assert "inpatients only" in found.sentence
    dme = claim(line(1, "A0000"), setting=Setting.DME_SUPPLIER)
    assert list(payment_status.find(dme, known)) == []
