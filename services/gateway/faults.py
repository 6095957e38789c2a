"""Answers every error: a page for readers, problem details for programs."""

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from services.gateway.api.answer import problem
from services.gateway.errors import Fault, fault_of
from services.runtime.context import request_id
from services.runtime.logging import get_logger


def install(app: Flask) -> None:
    """Let every exception be answered here."""
    app.register_error_handler(Exception, answer)


def answer(error: Exception) -> Response:
    """Return what the client is told; what nobody expected is logged with its trace."""
    fault = fault_of(error)
    if fault.status.value >= 500:
        log = get_logger()
        say = log.exception if fault.status.value == 500 else log.warning
        say("request failed", reason=fault.reason, error=repr(error))
    response = problem(fault, request_id.get()) if _is_program() else _page(fault)
    response.headers["Cache-Control"] = "no-store"
    if fault.retry_after:
        response.headers["Retry-After"] = str(fault.retry_after)
    if isinstance(error, HTTPException):
        _keep_headers(error, response)
    return response


def _is_program() -> bool:
    return request.path.startswith("/api/v")


def _page(fault: Fault) -> Response:
    html = render_template("fault.html", fault=fault, request_id=request_id.get())
    return make_response(html, fault.status.value)


def _keep_headers(error: HTTPException, response: Response) -> None:
    """Keep what belongs to a status, such as Allow; the content is ours."""
    for name, value in error.get_headers():
        if name.lower() != "content-type":
            response.headers[name] = value
