"""JSON answers of the programming interface, problems among them (RFC 9457)."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from flask import Response

from services.gateway.errors import Fault

# Where each kind of problem is explained, at an anchor.
_DOCS = "/api/docs"


def as_json(body: Mapping[str, object], status: int = 200) -> Response:
    """Return the body as JSON."""
    return Response(_encoded(body), status, content_type="application/json")


def problem(fault: Fault, request_id: str) -> Response:
    """Return the fault as problem details, with near codes or known systems where there are."""
    body: dict[str, object] = {
        "type": f"{_DOCS}#{fault.status.phrase.lower().replace(' ', '-')}",
        "title": fault.title,
        "status": fault.status.value,
        "detail": fault.detail,
        "reason": fault.reason,
        "request_id": request_id,
    }
    if fault.field:
        body["field"] = fault.field
    if fault.faults:
        body["errors"] = [
            {"pointer": f"#/{path}" if path else "#", "detail": detail}
            if fault.in_body
            else {"parameter": path, "detail": detail}
            for path, detail in fault.faults
        ]
    if fault.near:
        body["near"] = [
            {"system": code.system, "code": code.code, "title": code.title} for code in fault.near
        ]
    if fault.systems:
        body["systems"] = [system.system for system in fault.systems]
    kind = "application/problem+json"
    response = Response(_encoded(body), fault.status.value, content_type=kind)
    if fault.status is HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _encoded(body: Mapping[str, object]) -> bytes:
    """Return the body as JSON that stays text even where something takes it for a page."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026").encode()
