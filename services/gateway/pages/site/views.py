"""Static files and the icon."""

from flask import Blueprint, Response, redirect, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from services.gateway.access import Who, open_to
from services.gateway.context import context

site = Blueprint("site", __name__)

_FOR_EVER = "public, max-age=31536000, immutable"


@site.get("/static/<name>")
@open_to(Who.ANYONE)
def static(name: str) -> Response:
    """Return a static file, which never changes under its address."""
    asset = context().assets.at(f"/static/{name}")
    if asset is None:
        raise NotFound
    response = Response(content_type=asset.content_type)
    response.headers["Cache-Control"] = _FOR_EVER
    response.headers["Vary"] = "Accept-Encoding"
    if asset.compressed and "gzip" in request.headers.get("Accept-Encoding", ""):
        response.headers["Content-Encoding"] = "gzip"
        response.set_data(asset.compressed)
    else:
        response.set_data(asset.content)
    return response


@site.get("/favicon.ico")
@open_to(Who.ANYONE)
def favicon() -> AnyResponse:
    """Send who asks for the customary address to the icon."""
    return redirect(context().assets.url("icon.svg"))
