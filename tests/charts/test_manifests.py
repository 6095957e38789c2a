"""What the charts make: valid in every version of Kubernetes, and safe without being asked."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.charts.conftest import named
from tests.charts.reference import ALL, SERVICES
from tests.support.charts import Charts, Manifest, case_options, cases, pods, setting
from tests.support.kubernetes_schemas import faults, versions

CASES = pytest.mark.parametrize(("chart", "values"), list(cases()), ids=named)


@pytest.mark.parametrize("chart", ALL)
def test_helm_finds_no_fault(charts: Charts, chart: str) -> None:
    charts.helm("lint", "--strict", chart)


@CASES
def test_every_version_of_kubernetes_takes_it(
    charts: Charts, chart: str, values: Path | None
) -> None:
    manifests = [
        *charts.render(chart, *case_options(values)),
        *charts.render(chart, *case_options(values), "--is-upgrade"),
    ]
    wrong = {
        f"{version} {manifest['kind']} {manifest['metadata']['name']}": found
        for version in versions()
        for manifest in manifests
        if (found := faults(manifest, version))
    }
    assert wrong == {}


def test_the_versions_are_those_that_the_charts_say() -> None:
    assert versions()[0].startswith("v1.29.")
    assert len(versions()) >= 9


def test_a_wrong_manifest_would_be_found() -> None:
    service = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a", "lables": {}}}
    assert len(faults({**service, "spec": {"ports": [{"port": "x"}]}}, versions()[-1])) >= 2
    assert faults({**service, "apiVersion": "v9"}, versions()[-1]) == ["there is no Service of v9"]


@CASES
def test_no_pod_may_do_more_than_it_must(charts: Charts, chart: str, values: Path | None) -> None:
    for name, _, pod in pods(charts.render(chart, *case_options(values))):
        security = pod["securityContext"]
        assert security["runAsNonRoot"], name
        assert security["runAsUser"] > 0, name
        assert security["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert pod["automountServiceAccountToken"] is False, name
        for container in (*pod.get("initContainers", []), *pod["containers"]):
            rights = container["securityContext"]
            assert rights["readOnlyRootFilesystem"], name
            assert rights["allowPrivilegeEscalation"] is False, name
            assert rights["capabilities"] == {"drop": ["ALL"]}, name
            assert {"requests", "limits"} <= set(container["resources"]), name


@CASES
def test_every_secret_is_one_that_exists(charts: Charts, chart: str, values: Path | None) -> None:
    manifests = charts.render(chart, *case_options(values))
    assert [m for m in manifests if m["kind"] == "Secret"] == []
    for name, _, pod in pods(manifests):
        for container in (*pod.get("initContainers", []), *pod["containers"]):
            for variable in container.get("env", []):
                secret = variable["name"].endswith(("_KEY", "_PASSWORD", "DATABASE_URL", "_AUTH"))
                assert ("valueFrom" in variable) or not secret, (name, variable)


@CASES
def test_what_selects_pods_finds_some(charts: Charts, chart: str, values: Path | None) -> None:
    manifests = charts.render(chart, *case_options(values))
    labels = [metadata["labels"] for _, metadata, _ in pods(manifests)]
    for manifest in manifests:
        for selector in selectors(manifest):
            assert any(selector.items() <= one.items() for one in labels), manifest


def selectors(manifest: Manifest) -> list[dict[str, Any]]:
    spec = manifest.get("spec", {})
    match manifest["kind"]:
        case "Service":
            return [spec["selector"]]
        case "NetworkPolicy":
            return [spec["podSelector"]["matchLabels"]]
        case "Deployment" | "StatefulSet" | "PodDisruptionBudget":
            return [spec["selector"]["matchLabels"]]
        case _:
            return []


def test_peers_of_a_network_policy_are_there(charts: Charts) -> None:
    manifests = charts.render("platform")
    names = {metadata["labels"]["app.kubernetes.io/name"] for _, metadata, _ in pods(manifests)}
    seen = set()
    for manifest in manifests:
        if manifest["kind"] == "NetworkPolicy":
            for peer in peers(manifest):
                for expression in peer.get("podSelector", {}).get("matchExpressions", []):
                    seen |= set(expression["values"])
    assert seen == names


def peers(policy: Manifest) -> list[dict[str, Any]]:
    rules = policy["spec"].get("ingress", []) + policy["spec"].get("egress", [])
    return [peer for rule in rules for peer in (*rule.get("from", []), *rule.get("to", []))]


@pytest.mark.parametrize("service", SERVICES)
def test_a_process_has_the_time_to_stop_that_it_is_told_to_take(
    charts: Charts, service: str
) -> None:
    options = setting({"shutdown": {"drainSeconds": 7, "graceSeconds": 11}})
    manifests = charts.render(service, *options)
    pod = next(spec for name, _, spec in pods(manifests) if name.startswith("Deployment"))
    told = {one["name"]: one.get("value") for one in pod["containers"][0]["env"]}
    assert told[f"{service.upper()}_DRAIN_SECONDS"] == "7"
    assert told[f"{service.upper()}_GRACE_SECONDS"] == "11"
    assert pod["terminationGracePeriodSeconds"] > 7 + 11


@pytest.mark.parametrize("service", SERVICES)
def test_a_changed_setting_makes_new_pods(charts: Charts, service: str) -> None:
    level = {f"{service.upper()}_LOG_LEVEL": "debug"}
    before, after, again = (
        checksum(charts.render(service, *setting(values)))
        for values in ({}, {"settings": level}, {"replicas": 5})
    )
    assert before == again != after


def checksum(manifests: Sequence[Manifest]) -> str:
    found = [metadata for name, metadata, _ in pods(manifests) if name.startswith("Deployment")]
    return str(found[0]["annotations"]["checksum/config"])


def test_probes_speak_grpc_where_they_can(charts: Charts) -> None:
    assert set(probe(charts, "catalog", {})) == {"grpc"}
    assert set(probe(charts, "catalog", {"tls": {"enabled": True}})) == {"httpGet"}
    assert set(probe(charts, "gateway", {})) == {"httpGet"}


def probe(charts: Charts, service: str, values: dict[str, object]) -> set[str]:
    manifests = charts.render(service, *setting(values))
    pod = next(spec for name, _, spec in pods(manifests) if name.startswith("Deployment"))
    return {"grpc", "httpGet"} & set(pod["containers"][0]["readinessProbe"])


def test_jobs_are_hooks_from_the_first_upgrade_on(charts: Charts) -> None:
    def hooks(*options: str) -> dict[str, str | None]:
        return {
            manifest["metadata"]["name"]: manifest["metadata"]
            .get("annotations", {})
            .get("helm.sh/hook")
            for manifest in charts.render("platform", *options)
            if manifest["kind"] == "Job"
        }

    assert hooks() == {
        "book-auth-prepare": None,
        "book-catalog-prepare": None,
        "book-search-reindex": None,
    }
    upgrade = {
        "book-auth-prepare": "pre-upgrade",
        "book-catalog-prepare": "pre-upgrade",
        "book-search-reindex": "post-upgrade",
    }
    assert hooks("--is-upgrade") == upgrade
