"""The tools through the gateway, on a real catalog: pages and programming interface."""

import json
from collections.abc import Iterator
from typing import Any, cast
from urllib.parse import urlencode

import pytest
from werkzeug.test import Client

from services.gateway.app import build
from services.gateway.clients.tools import ToolsClient
from services.gateway.settings import GatewaySettings
from services.runtime.errors import InvalidArgumentError
from tests.support.backends import running_backends
from tests.support.clock import FakeClock
from tests.support.openapi import complaints
from tests.support.tools_catalog import DAY, running_catalog

LINES = [{"code": "a0000", "units": 3}, {"code": "B0000"}]


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Yield a client of a gateway on a real catalog; search and auth have answers to order."""
    folder = tmp_path_factory.mktemp("tools")
    with running_backends() as backends, running_catalog(folder) as catalog:
        settings = GatewaySettings(
            metrics_port=0,
            catalog_target=catalog,
            search_target=backends.target("search"),
            auth_target=backends.target("auth"),
            request_seconds=20,
            cookie_secure=False,
        )
        process = build(settings, FakeClock())
        process.start()
        yield Client(process.app)
        process.close()


def check(tools: Client, body: object, status: int = 200) -> dict[str, Any]:
    answer = tools.post("/api/v1/edits/check", json=body)
    assert answer.status_code == status, answer.text
    return cast("dict[str, Any]", answer.json)


def ask(tools: Client, path: str, status: int = 200, **args: str) -> dict[str, Any]:
    answer = tools.get(f"{path}?{urlencode(args)}")
    assert answer.status_code == status, answer.text
    return cast("dict[str, Any]", answer.json)


def page(tools: Client, path: str, **args: Any) -> str:  # noqa: ANN401 - what a form has
    answer = tools.get(f"{path}?{urlencode(args, doseq=True)}")
    assert answer.status_code == 200, answer.text
    return answer.text


def assert_described(body: dict[str, Any], schema: str) -> None:
    assert complaints(schema, body) == []


def test_a_claim_is_checked(tools: Client) -> None:
    body = check(tools, {"date": DAY, "lines": LINES, "diagnoses": ["E11.9", "E10.9"]})
    assert_described(body, "Checked")
    assert [(one["rule"], one["lines"], one["diagnoses"]) for one in body["findings"]] == [
        ("excludes1", [], [1, 2]),
        ("mue-day", [1], []),
        ("ptp-edit", [1, 2], []),
    ]
    for finding in body["findings"]:
        assert_described(finding, "Finding")
        assert_described(finding["release"], "TableRelease")
    checked = {one["name"]: bool(one["release"]) for one in body["checks"]}
    assert checked["PTP edits"] is True
    assert checked["Add-on codes"] is False


def test_the_smallest_claim_is_the_one_of_the_documentation(tools: Client) -> None:
    body = check(tools, {"date": DAY, "lines": [{"code": "C0000", "units": 1, "modifiers": []}]})
    assert body["findings"] == []


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ([], ["#"]),
        ({}, ["#/lines"]),
        ({"lines": "x"}, ["#/lines"]),
        ({"lines": [1]}, ["#/lines/0"]),
        ({"lines": [{}]}, ["#/lines/0/code"]),
        ({"lines": [{"code": 5}]}, ["#/lines/0/code"]),
        ({"lines": [{"code": "A 0"}, {"code": "A0000", "units": -1}]},
         ["#/lines/0/code", "#/lines/1/units"]),
        ({"lines": [{"code": "A0000", "units": "2"}]}, ["#/lines/0/units"]),
        ({"lines": [{"code": "A0000", "units": True}]}, ["#/lines/0/units"]),
        ({"lines": [{"code": "A0000", "modifiers": "25"}]}, ["#/lines/0/modifiers"]),
        ({"lines": [{"code": "A0000", "modifiers": ["nonsense"]}]}, ["#/lines/0/modifiers"]),
        ({"lines": [{"code": "A0000", "modifiers": ["25", 9]}]}, ["#/lines/0/modifiers/1"]),
        ({"lines": [{"code": "A0000", "pointers": [0]}]}, ["#/lines/0/pointers"]),
        ({"lines": [{"code": "A0000", "pointers": ["A"]}]}, ["#/lines/0/pointers/0"]),
        ({"lines": LINES, "date": "1900-01-01"}, ["#/date"]),
        ({"lines": LINES, "date": "tomorrow", "setting": "home"}, ["#/date", "#/setting"]),
        ({"lines": LINES, "diagnoses": ["E11.9", ""]}, ["#/diagnoses/1"]),
        ({"lines": [{"code": "A0000"}] * 1000}, ["#/lines"]),
        ({"lines": LINES, "diagnoses": ["E11.9"] * 26}, ["#/diagnoses"]),
    ],
)  # fmt: skip
def test_every_field_that_is_wrong_has_a_pointer(
    tools: Client, body: object, pointers: list[str]
) -> None:
    problem = check(tools, body, 400)
    assert [one["pointer"] for one in problem["errors"]] == pointers
    assert all(one["detail"] for one in problem["errors"])
    assert_described(problem, "Problem")


@pytest.mark.parametrize("sent", [b"", b"{", b"\xff", b"[" * 20_000])
def test_what_is_no_json_is_told(tools: Client, sent: bytes) -> None:
    answer = tools.post("/api/v1/edits/check", data=sent, content_type="application/json")
    assert answer.status_code == 400
    assert cast("Any", answer.json)["errors"] == [
        {"pointer": "#", "detail": "The body is not JSON."}
    ]


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the catalog refuse what the gateway took."""

    def refuse(*_: object) -> None:
        raise InvalidArgumentError("Not this one.", field="lines[1].code")

    monkeypatch.setattr(ToolsClient, "check", refuse)


@pytest.mark.usefixtures("refusing")
def test_what_only_the_catalog_refuses_has_its_place_too(tools: Client) -> None:
    problem = check(tools, {"lines": LINES}, 400)
    assert problem["errors"] == [{"pointer": "#/lines/1/code", "detail": "Not this one."}]
    html = page(tools, "/tools/edits", date=DAY, line=["A0000", "B0000"])
    assert 'id="line-2-code">Code: Not this one.' in html


def test_a_fee_is_worked_out(tools: Client) -> None:
    body = ask(tools, "/api/v1/fees/A0000", date=DAY, locality="1111105", modifiers="50", units="2")
    assert_described(body, "Fee")
    # (1 x 1.5 + 1 x 1) x 10, both sides, twice; in a facility without the expense.
    assert (body["nonfacility"]["amount"], body["facility"]["amount"]) == ("75.00", "45.00")
    assert_described(body["facility"], "FeeAmount")
    assert [one["kind"] for one in body["releases"]] == ["physician-fee-schedule", "gpci"]
    same = ask(tools, "/api/v1/fees/a0000", date=DAY, zip="10001", setting="facility")
    assert same["facility"]["amount"] == "15.00"
    assert "nonfacility" not in same


@pytest.mark.parametrize(
    ("args", "parameters"),
    [
        ({"locality": "9999999"}, ["locality"]),
        ({"locality": "05"}, ["locality"]),
        ({"zip": "99999"}, ["zip"]),
        ({"zip": "1"}, ["zip"]),
        ({"units": "-1", "date": "1900-01-01"}, ["date", "units"]),
        ({"modifiers": "nonsense", "setting": "home"}, ["setting", "modifiers"]),
        ({"participant": "perhaps", "minutes": "x"}, ["participant", "minutes"]),
    ],
)
def test_a_fee_that_cannot_be_asked_for_names_its_parameters(
    tools: Client, args: dict[str, str], parameters: list[str]
) -> None:
    problem = ask(tools, "/api/v1/fees/A0000", 400, **{"date": DAY, **args})
    assert sorted(one["parameter"] for one in problem["errors"]) == sorted(parameters)


def test_a_fee_that_there_is_not(tools: Client) -> None:
    assert ask(tools, "/api/v1/fees/C0000", 404, date=DAY)["reason"] == "FEE_NOT_FOUND"
    assert ask(tools, "/api/v1/fees/A0000", 404, date="2020-01-01")["status"] == 404


def test_a_code_is_carried_over(tools: Client) -> None:
    body = ask(tools, "/api/v1/crosswalk/icd-9-cm/965.00", date=DAY)
    assert_described(body, "Mapped")
    (crosswalk,) = body["crosswalks"]
    assert_described(crosswalk, "Crosswalk")
    ((one, other),) = crosswalk["scenarios"]
    assert [one[0]["code"], other[0]["code"]] == ["E11.9", "E10.9"]
    assert_described(one[0], "MapTarget")
    assert one[0]["url"] == "/codes/icd-10-cm/E11.9"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("icd-9-cm/999.99", 404),
        ("icd-9-cm/25%200", 400),
        ("cpt/00000", 400),
        ("icd-9-cm/25000?to=hcpcs", 400),
        ("icd-9-cm/25000?date=x", 400),
    ],
)
def test_a_crosswalk_that_there_is_not(tools: Client, path: str, status: int) -> None:
    answer = tools.get(f"/api/v1/crosswalk/{path}")
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


@pytest.mark.parametrize("path", ["", "/edits", "/fees", "/crosswalk"])
def test_a_tool_that_was_not_asked_anything_says_nothing_is_wrong(tools: Client, path: str) -> None:
    html = page(tools, f"/tools{path}")
    assert "<h1" in html
    assert 'class="error"' not in html


def test_the_page_of_a_claim_says_what_is_found_and_can_be_passed_on(tools: Client) -> None:
    sent = {
        "date": DAY,
        "setting": "practitioner",
        "dx": "E11.9 E10.9",
        "code": ["A0000", "", "b0000"],
        "modifiers": ["", "", "lt"],
        "units": ["3", "", ""],
        "pointers": ["A", "", "1"],
        "paste": "C0000-59 2 B",
    }
    answer = tools.post("/tools/edits", data=sent)
    assert answer.status_code == 200
    assert "3 units of A0000; at most 2 are paid." in answer.text
    assert "CMS, NCCI MUE for practitioners, Edition 2026-04-01" in answer.text
    assert "<b>Not checked</b>" in answer.text
    # What was pasted has become a row.
    assert 'value="C0000"' in answer.text
    link = answer.text.split('<a href="/tools/edits?')[1].split('"')[0].replace("&amp;", "&")
    again = tools.get(f"/tools/edits?{link}")
    assert "3 units of A0000; at most 2 are paid." in again.text


def test_a_claim_without_fault_says_so(tools: Client) -> None:
    html = page(tools, "/tools/edits", date=DAY, line="C0000")
    assert "Nothing found" in html


def test_what_is_wrong_stands_beside_its_field_and_the_rest_is_kept(tools: Client) -> None:
    sent = {
        "date": "1900-01-01",
        "setting": "home",
        "dx": "E11.9 !!",
        "code": ["A0000", ""],
        "modifiers": ["nonsense", "25"],
        "units": ["-4", ""],
        "pointers": ["Z", ""],
    }
    html = tools.post("/tools/edits", data=sent).text
    assert "Nothing was checked: 7 fields cannot be read." in html
    for name in ("line-1-modifiers", "line-1-units", "line-1-pointers", "line-2-code", "date-error",
                 "setting-error", "dx-error"):  # fmt: skip
        assert f'id="{name}"' in html
        assert f'aria-describedby="{name}' in html
    for kept in ("1900-01-01", "nonsense", "-4", "E11.9 !!", "A0000"):
        assert kept in html


def test_a_thousand_lines_stay_where_they_were_pasted(tools: Client) -> None:
    pasted = "\n".join(["A0000 1"] * 1000)
    html = tools.post("/tools/edits", data={"date": DAY, "paste": pasted, "dx": "E11.9"}).text
    assert "1,000 lines; at most 100 are checked at once." in html
    assert html.count("A0000 1") == 1000
    assert "E11.9" in html


def test_more_lines_come_without_a_script(tools: Client) -> None:
    html = tools.post("/tools/edits", data={"code": ["A0000", "x y"], "more": "1"}).text
    assert 'value="A0000"' in html
    assert 'class="error"' not in html
    assert 'id="line-6"' in html


def test_the_page_of_a_fee_shows_the_working(tools: Client) -> None:
    html = page(tools, "/tools/fees", code="a0000", date=DAY, locality="1111105", modifiers="50")
    assert "$37.50" in html
    assert "(1.00 \u00d7 1.500 + 1.00 \u00d7 1.000 + 0.00 \u00d7 1.000) \u00d7 10.0000" in html
    assert 'value="1111105" selected' in html
    assert "HERE &amp; THERE" in html


def test_a_fee_page_says_what_is_wrong_and_keeps_the_rest(tools: Client) -> None:
    args = {
        "code": "",
        "date": "1900-01-01",
        "locality": "9999999",
        "modifiers": "x",
        "units": "-3",
    }
    html = page(tools, "/tools/fees", **args)
    for name in ("code", "date", "locality", "modifiers", "units"):
        assert f'id="{name}-error"' in html
    assert '<option value="9999999" selected>' in html
    assert 'value="-3"' in html
    for wrong in ({"code": "C0000"}, {"code": "A0000", "zip": "99999"}):
        html = page(tools, "/tools/fees", date=DAY, **wrong)
        assert f'id="{"zip" if "zip" in wrong else "code"}-error"' in html


def test_the_page_of_a_crosswalk_reads_a_combination_out(tools: Client) -> None:
    html = page(tools, "/tools/crosswalk", system="icd-9-cm", code="965.00")
    assert "Several codes together: one of each list." in html
    assert html.index("One of") < html.index("E11.9") < html.index("together with one of")
    nothing = page(tools, "/tools/crosswalk", system="icd-9-cm", code="V9999")
    assert "There is no equivalent." in nothing
    assert "No table that is loaded" in page(
        tools, "/tools/crosswalk", system="hcpcs", code="A0000"
    )


@pytest.mark.parametrize(
    ("args", "field"),
    [
        ({"code": ""}, "code"),
        ({"code": "<x>"}, "code"),
        ({"code": "99999"}, "code"),
        ({"code": "25000", "date": "x"}, "date"),
        ({"code": "25000", "to": "hcpcs"}, "to"),
        ({"code": "25000", "system": "klingon"}, "system"),
    ],
)
def test_a_crosswalk_page_says_what_is_wrong(
    tools: Client, args: dict[str, str], field: str
) -> None:
    html = page(tools, "/tools/crosswalk", **{"system": "icd-9-cm", **args})
    assert f'id="{field}-error"' in html
    assert "<x>" not in html


def test_nothing_that_a_stranger_sends_is_a_fault_of_ours(tools: Client) -> None:
    hostile = ("\x00", "\u202e", "\ud800", "' OR 1=1 --", "A" * 5000, "9" * 400, "\N{PILE OF POO}")
    for text in hostile:
        sent = json.dumps({"lines": [{"code": text, "modifiers": [text]}], "date": text})
        answer = tools.post("/api/v1/edits/check", data=sent, content_type="application/json")
        assert answer.status_code == 400
        fields = ("date", "setting", "dx", "code", "modifiers", "units", "pointers", "paste")
        safe = text.encode("utf-8", "replace").decode()
        assert tools.post("/tools/edits", data=dict.fromkeys(fields, safe)).status_code == 200
        for path, names in (
            ("fees", ("code", "date", "locality", "zip", "modifiers", "units", "minutes")),
            ("crosswalk", ("code", "system", "to", "date")),
        ):
            query = urlencode(dict.fromkeys(names, safe))
            assert tools.get(f"/tools/{path}?{query}").status_code < 500
