"""The programming interface, against its own description."""

import re
from typing import Any, cast

import pytest
from werkzeug.test import Client

from services.gateway.process import GatewayProcess
from tests.support.backends import Backends
from tests.support.book import GATED, PLAIN
from tests.support.openapi import DESCRIPTION, PATHS, complaints, schema_of

CODE = "/api/v1/codes/icd-10-cm/E11.9"
# Asked of a real catalog in test_tools.
TOOLS = {"/api/v1/edits/check", "/api/v1/fees/{code}", "/api/v1/crosswalk/{system}/{code}"}
# Asked of a real auth in test_gated_api.
GATED_LISTS = {f"/api/v1/codes/{{system}}/{{code}}/{name}" for name in ("edits", "coverage")}


def json_of(client: Client, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    return cast("dict[str, Any]", answer.json)


def test_a_code_has_its_public_facts(client: Client) -> None:
    facts = json_of(client, CODE)
    assert facts["system"] == "icd-10-cm"
    assert facts["code"] == "E11.9"
    assert facts["title"] == "Type 2 diabetes mellitus without complications"
    assert facts["description"] == f"{PLAIN} E11.9."
    assert facts["billable"] is True
    assert facts["status"] == "active"
    assert facts["kind"] == "code"
    assert facts["parent"] == "E11"
    assert [place["code"] for place in facts["ancestors"]] == ["4", "E08-E13", "E11"]
    assert facts["effective_to"] is None
    assert facts["release"]["edition"] == "April 2026"


def test_a_look_up_takes_any_spelling_and_a_date(client: Client) -> None:
    facts = json_of(client, "/api/v1/codes/ICD-10-CM/e119?as_of=2026-05-01")
    assert facts["code"] == "E11.9"
    assert facts["url"] == "/codes/icd-10-cm/E11.9"


def test_a_look_up_gives_no_gated_text_and_costs_nothing(
    client: Client, backends: Backends
) -> None:
    assert GATED not in client.get(CODE).text
    assert "Admit" not in backends.trouble.calls


def test_a_code_at_the_top_has_no_parent(client: Client) -> None:
    facts = json_of(client, "/api/v1/codes/icd-10-cm/4")
    assert facts["parent"] is None
    assert facts["children"] == [
        {"code": "E08-E13", "title": "Diabetes mellitus", "kind": "section", "billable": False}
    ]


def test_results_have_hits_and_facets(client: Client) -> None:
    found = json_of(client, "/api/v1/search?q=type+2&limit=5&offset=20&billable=true")
    assert (found["query"], found["total"], found["limit"], found["offset"]) == (
        "type 2",
        45,
        5,
        20,
    )
    assert found["facets"] == {
        "system": {"icd-10-cm": 45},
        "billable": {"true": 40, "false": 5},
        "chapter": {"icd-10-cm 4": 20, "icd-10-cm 99": 20},
    }
    assert [hit["status"] for hit in found["hits"]] == ["active", "active"]
    assert found["hits"][0]["title_spans"][0] == {"text": "Type", "matched": True}


def test_suggestions_are_as_many_as_asked_for(client: Client) -> None:
    assert len(json_of(client, "/api/v1/suggest?q=e11&limit=1")["hits"]) == 1


def test_nothing_typed_gives_nothing(client: Client, backends: Backends) -> None:
    assert json_of(client, "/api/v1/suggest") == {"query": "", "hits": []}
    assert "Suggest" not in backends.trouble.calls


@pytest.mark.parametrize("path", sorted(set(PATHS) - TOOLS - GATED_LISTS))
def test_answers_are_what_the_description_says(client: Client, path: str) -> None:
    answer = json_of(client, path.format(system="icd-10-cm", code="E11.9") + "?q=type")
    assert complaints(schema_of(path), answer) == []


def test_what_nobody_has_described_is_complained_of(client: Client) -> None:
    body = {**json_of(client, CODE), "colour": "blue", "billable": "yes"}
    assert len(complaints("Code", body)) == 2


def test_every_address_is_described_and_every_description_has_its_address(
    process: GatewayProcess,
) -> None:
    routes = {
        (re.sub(r"<(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in process.app.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/v1/") and not rule.rule.endswith("/openapi.yaml")
    }
    assert routes == {(path, method) for path, item in PATHS.items() for method in item}


@pytest.mark.parametrize("path", sorted(GATED_LISTS))
def test_a_list_needs_a_key(client: Client, backends: Backends, path: str) -> None:
    answer = client.get(path.format(system="icd-10-cm", code="E11.9"))
    assert answer.status_code == 401
    assert complaints("Problem", answer.json) == []
    assert answer.json["reason"] == "KEY_NEEDED"  # type: ignore[index]  # JSON
    assert not {"ListEdits", "ListCoverage"} & set(backends.trouble.calls)


@pytest.mark.parametrize("path", PATHS)
def test_every_address_says_what_a_key_does_and_what_may_go_wrong(path: str) -> None:
    assert DESCRIPTION["security"] == [{}, {"key": []}]
    assert DESCRIPTION["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    ((_, operation),) = PATHS[path].items()
    assert {"200", "400", "401", "429", "503", "504"} <= set(operation["responses"])
    parameters = operation.get("parameters", [])
    named = {one["name"] for one in parameters if one["in"] == "path"}
    assert named == set(re.findall(r"{(\w+)}", path))


def test_a_code_that_is_not_there_is_a_problem_with_near_codes(client: Client) -> None:
    answer = client.get("/api/v1/codes/icd-10-cm/E11.99")
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    problem = cast("dict[str, Any]", answer.json)
    assert complaints("Problem", problem) == []
    assert problem["type"] == "/api/docs#not-found"
    assert problem["reason"] == "CODE_UNKNOWN"
    assert problem["near"][0]["code"] == "E11.9"
    assert problem["request_id"] == answer.headers["X-Request-Id"]


def test_a_system_that_is_not_there_is_a_problem_with_those_that_are(client: Client) -> None:
    for path in ("/api/v1/codes/icd-12/A00", "/api/v1/search?q=a&system=icd-12"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.json["systems"] == ["icd-10-cm", "icd-10-pcs"]  # type: ignore[index]  # JSON


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/api/v1/search", "q"),
        ("/api/v1/search?q=a&limit=0", "limit"),
        ("/api/v1/search?q=a&offset=-1", "offset"),
        ("/api/v1/search?q=a&offset=10001", "offset"),
        ("/api/v1/search?q=a&billable=perhaps", "billable"),
        ("/api/v1/search?q=a" + "&chapter=icd-10-cm+4" * 31, "chapter"),
        ("/api/v1/suggest?q=a&limit=21", "limit"),
        (f"{CODE}?as_of=today", "as_of"),
        ("/api/v1/codes/icd-10-cm/E11%209", "code"),
    ],
)
def test_a_problem_names_the_part_that_is_wrong(client: Client, path: str, field: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert answer.json["field"] == field  # type: ignore[index]  # JSON


def test_only_reading_is_possible(client: Client) -> None:
    answer = client.post(CODE)
    assert answer.status_code == 405
    assert answer.mimetype == "application/problem+json"
    assert "GET" in answer.headers["Allow"]


def test_the_description_and_the_manual_name_every_address(client: Client) -> None:
    assert client.get("/api/v1/openapi.yaml").mimetype == "application/yaml"
    manual = client.get("/api/docs").text
    for path, item in PATHS.items():
        (method,) = item
        assert f"{method.upper()} {path}" in manual
        if path not in TOOLS | GATED_LISTS:
            address = path.format(system="icd-10-cm", code="E11")
            assert client.get(f"{address}?q=a").status_code == 200
    for anchor in ("bad-request", "not-found", "service-unavailable", "gateway-timeout"):
        assert f'id="{anchor}"' in manual
