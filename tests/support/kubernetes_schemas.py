"""Kubernetes' own strict schemas of every version, and what we use of the customary extensions."""

import functools
import json
import re
from collections.abc import Iterator
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.support.codebase import ROOT

_OLDEST = (1, 29)
_FOLDER = resources.files("kubernetes_validate") / "kubernetes-json-schema"


def versions() -> list[str]:
    """Return every version from the oldest that the charts are for to the newest there is."""
    found = []
    for folder in _FOLDER.iterdir():
        match = re.fullmatch(r"v(\d+)\.(\d+)\.\d+-local-strict", folder.name)
        if match and (int(match[1]), int(match[2])) >= _OLDEST:
            found.append(folder.name)
    return sorted(found)


def faults(manifest: dict[str, Any], version: str) -> list[str]:
    """Return everything that is wrong with a manifest in that version, with its place in it."""
    kind, group = manifest["kind"], manifest["apiVersion"]
    custom = _custom().get(f"{group} {kind}")
    if custom is not None:
        return list(_complaints(Draft202012Validator(custom), manifest["spec"]))
    # rbac.authorization.k8s.io/v1 is rbac-v1 there.
    short = re.sub(r"^([^./]*)(?:\.[^/]*)?/", r"\1-", group)
    validator = _validator(version, f"{kind.lower()}-{short}.json")
    if validator is None:
        return [f"there is no {kind} of {group}"]
    return list(_complaints(validator, manifest))


@functools.cache
def _validator(version: str, name: str) -> Draft202012Validator | None:
    schema = _FOLDER / version / name
    if not schema.is_file():
        return None
    content = Resource.from_contents(json.loads(schema.read_text()))
    registry: Registry[Any] = content @ (_definitions(version) @ Registry())
    return Draft202012Validator(content.contents, registry=registry)


@functools.cache
def _definitions(version: str) -> Resource[Any]:
    return Resource.from_contents(json.loads((_FOLDER / version / "_definitions.json").read_text()))


@functools.cache
def _custom() -> dict[str, Any]:
    schemas = (ROOT / "tests" / "charts" / "custom_resources.json").read_text()
    return dict(json.loads(schemas))


def _complaints(validator: Draft202012Validator, content: object) -> Iterator[str]:
    for error in validator.iter_errors(content):
        yield f"{error.json_path}: {error.message[:300]}"
