"""The description of the programming interface: for people, and as OpenAPI for programs."""

from functools import cache
from pathlib import Path

from flask import Blueprint, Response, render_template

from services.gateway.access import Who, open_to

docs = Blueprint("api_docs", __name__)

_OPENAPI = Path(__file__).parent / "openapi.yaml"


@docs.get("/api/docs")
@open_to(Who.ANYONE)
def show() -> str:
    """Return the page for people."""
    return render_template("api.html")


@docs.get("/api/v1/openapi.yaml")
@open_to(Who.ANYONE)
def openapi() -> Response:
    """Return the OpenAPI 3.1 description."""
    return Response(_description(), content_type="application/yaml")


@cache
def _description() -> bytes:
    return _OPENAPI.read_bytes()
