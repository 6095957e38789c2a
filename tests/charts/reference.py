"""Makes each chart's values.schema.json and the table in its README from its values.yaml.

A value is documented by the `# --` lines above it and narrowed by a line `# @schema {…}`: words of
JSON schema, or one of ours: open (any map), settings, secrets (names of a service's settings),
global. `python -m tests.charts.reference` writes what the tests compare.
"""

import importlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from pydantic import BaseModel

from services.runtime.settings import ServiceSettings
from tests.support.codebase import ROOT

CHARTS = ROOT / "deploy" / "helm"
SERVICES = ("gateway", "catalog", "search", "auth")
ALL = (*SERVICES, "datastores", "platform")
_TABLE = "## Values\n"
# What the charts themselves tell a service.
_TOLD = {"host", "port", "metrics_port", "drain_seconds", "grace_seconds", "tls_dir"}

Json = dict[str, Any]


@dataclass
class Value:
    """A documented value, or a map of such."""

    description: str = ""
    default: Any = None
    narrowed: Json = field(default_factory=dict)
    inner: dict[str, "Value"] = field(default_factory=dict)


class UndocumentedError(Exception):
    """A value without a `# --` line."""


def values_of(chart: str) -> Value:
    """Return the chart's values, with those that a service's chart imports."""
    own = _read((CHARTS / chart / "values.yaml").read_text())
    if chart in SERVICES:
        return _merged(own, shared())
    return own


def shared() -> Value:
    """Return what every service's chart imports from the library."""
    return _read((CHARTS / "common" / "values.yaml").read_text()).inner["exports"].inner["service"]


def schema(chart: str) -> str:
    """Return the chart's values.schema.json."""
    made = _schema(values_of(chart))
    properties = made["properties"]
    # Helm adds these: what is global to the charts of one release, and the library's own values.
    properties.setdefault("global", _schema(_global()))
    properties["common"] = {"type": "object"}
    return json.dumps({"$schema": "https://json-schema.org/draft-07/schema#", **made}, indent=1)


def readme(chart: str) -> str:
    """Return the chart's README: what a person has written, and the table."""
    path = CHARTS / chart / "README.md"
    written = path.read_text().partition(_TABLE)[0] if path.exists() else f"# {chart}\n\n"
    rows = [
        f"| `{name}` | {_shown(value.default)} | {value.description} |"
        for name, value in _leaves(values_of(chart))
    ]
    return "\n".join(
        [f"{written}{_TABLE}", "| value | default | what |", "| --- | --- | --- |", *rows, ""]
    )


def _read(text: str) -> Value:
    node = yaml.compose(text)
    assert isinstance(node, yaml.MappingNode)
    return _map(node, text.splitlines(), "")


def _map(node: yaml.MappingNode, lines: list[str], path: str) -> Value:
    value = Value()
    for key, content in node.value:
        name = f"{path}{key.value}"
        description, narrowed = _comment(lines, key.start_mark.line)
        if description:
            default = yaml.safe_load(yaml.serialize(content))
            inner = Value(description, default, narrowed)
        elif isinstance(content, yaml.MappingNode) and content.value:
            inner = _map(content, lines, f"{name}.")
        else:
            raise UndocumentedError(f"{name} has no `# --` line")
        value.inner[key.value] = inner
    return value


def _comment(lines: list[str], line: int) -> tuple[str, Json]:
    """Return the description above a line, and how it is narrowed."""
    above: list[str] = []
    while line > 0 and lines[line - 1].lstrip().startswith("#"):
        line -= 1
        above.insert(0, lines[line].lstrip()[1:].strip())
    words: list[str] = []
    narrowed: Json = {}
    for text in above:
        if text.startswith("@schema"):
            narrowed = yaml.safe_load(text.removeprefix("@schema"))
        elif text.startswith("--"):
            words = [text.removeprefix("--").strip()]
        elif words:
            words.append(text)
    return " ".join(words), narrowed


def _merged(first: Value, second: Value) -> Value:
    """Return the maps of both; where both say something of a value, the first does."""
    made = Value(first.description, first.default, first.narrowed, dict(first.inner))
    for name, value in second.inner.items():
        known = made.inner.get(name)
        made.inner[name] = _merged(known, value) if known else value
    return made


def _global() -> Value:
    """Return what may be said of all services at once: any value that all of them have."""
    return shared()


def _schema(value: Value) -> Json:
    if value.inner:
        inner = {name: _schema(one) for name, one in value.inner.items()}
        return {"type": "object", "additionalProperties": False, "properties": inner}
    narrowed = dict(value.narrowed)
    if narrowed.pop("open", False):
        return {"type": "object", **narrowed}
    if narrowed.pop("global", False):
        return _schema(_global())
    if service := narrowed.pop("settings", ""):
        return _names(service, {"type": ["string", "number", "boolean"]})
    if service := narrowed.pop("secrets", ""):
        reference = {"secret": {"type": "string", "minLength": 1}, "key": {"type": "string"}}
        closed = {
            "type": ["object", "null"],
            "additionalProperties": False,
            "required": ["secret", "key"],
            "properties": reference,
        }
        return _names(service, closed)
    return {"type": _type(value.default), **narrowed}


def _names(service: str, content: Json) -> Json:
    names, patterns = [], {}
    for name, nested in _settings(service):
        names.append(name)
        if nested:
            patterns[f"^{name}__[A-Z_]+$"] = content
    made = {"type": "object", "additionalProperties": False}
    return made | {"properties": dict.fromkeys(names, content), "patternProperties": patterns}


def _settings(service: str) -> Iterator[tuple[str, bool]]:
    """Yield the environment variable of each setting, and whether it has parts."""
    module = importlib.import_module(f"services.{service}.settings")
    for kind in vars(module).values():
        if not (isinstance(kind, type) and issubclass(kind, ServiceSettings)):
            continue
        prefix = str(kind.model_config.get("env_prefix", ""))
        for name, info in kind.model_fields.items():
            if prefix and name not in _TOLD and not name.endswith("_target"):
                alias = info.validation_alias
                nested = isinstance(info.annotation, type) and issubclass(
                    info.annotation, BaseModel
                )
                yield (alias if isinstance(alias, str) else f"{prefix}{name}".upper()), nested


def _type(default: object) -> str:
    match default:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case list():
            return "array"
        case dict():
            return "object"
        case _:
            return "string"


def _leaves(value: Value, path: str = "") -> Iterator[tuple[str, Value]]:
    for name, inner in sorted(value.inner.items()):
        if inner.inner:
            yield from _leaves(inner, f"{path}{name}.")
        else:
            yield f"{path}{name}", inner


def _shown(default: object) -> str:
    return f"`{json.dumps(default)}`" if default not in ("", [], {}) else ""


def main() -> None:
    """Write every schema and table."""
    for chart in ALL:
        (CHARTS / chart / "values.schema.json").write_text(schema(chart) + "\n")
        (CHARTS / chart / "README.md").write_text(readme(chart))
        sys.stdout.write(f"deploy/helm/{chart}\n")


if __name__ == "__main__":
    main()
