"""The description of the programming interface, and whether an answer is what it says."""

from pathlib import Path
from typing import Any, cast

import yaml
from jsonschema import Draft202012Validator

from services.gateway import api

DESCRIPTION = cast(
    "dict[str, Any]", yaml.safe_load((Path(api.__file__).parent / "openapi.yaml").read_text())
)
PATHS = cast("dict[str, dict[str, Any]]", DESCRIPTION["paths"])
SCHEMAS = cast("dict[str, dict[str, Any]]", DESCRIPTION["components"]["schemas"])


def complaints(schema: str, body: object) -> list[str]:
    """Return what is wrong with a body, and what is in it that nobody has described."""
    whole = {"components": _closed(DESCRIPTION["components"]), "$ref": _ref(schema)}
    return [
        f"{error.json_path}: {error.message}"
        for error in Draft202012Validator(whole).iter_errors(body)
    ]


def schema_of(path: str) -> str:
    """Return the name of the schema that a path answers with."""
    (operation,) = PATHS[path].values()
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return str(schema["$ref"]).rsplit("/", 1)[-1]


def _ref(schema: str) -> str:
    return f"#/components/schemas/{schema}"


def _closed(part: Any) -> Any:  # noqa: ANN401 - any part of the description
    """Return the part with every object closed to what is not described."""
    if isinstance(part, list):
        return [_closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    closed = {name: _closed(value) for name, value in part.items()}
    if isinstance(part.get("properties"), dict) and part.get("type") == "object":
        closed.setdefault("additionalProperties", False)
    return closed
