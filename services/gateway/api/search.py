"""GET /api/v1/search and /api/v1/suggest."""

from collections.abc import Iterable

from flask import Blueprint, Response, request

from services.gateway import inputs, lookup
from services.gateway.access import Who, open_to
from services.gateway.api.answer import as_json
from services.gateway.clients.search import Facet, Hit, Query, TextSpan
from services.gateway.context import context
from services.gateway.shelf import demand_systems
from services.runtime.errors import InvalidArgumentError

search = Blueprint("api_search", __name__)

_LIMIT, _MOST = 20, 100
_FARTHEST = 10_000
_SUGGESTIONS, _MOST_SUGGESTIONS = 8, 20


@search.get("/search")
@open_to(Who.ANYONE)
def results() -> Response:
    """Return the codes that fit, the best first, with facets."""
    query = _query(request.args)
    found = context().search.search(query)
    return as_json(
        {
            "query": query.text,
            "interpretation": found.interpretation,
            "left_out": list(found.left_out),
            "spelling": found.spelling,
            "total": found.total,
            "limit": query.limit,
            "offset": query.offset,
            "hits": [_hit(hit) for hit in found.hits],
            "facets": _facets(found.facets),
        }
    )


@search.get("/suggest")
@open_to(Who.ANYONE)
def suggest() -> Response:
    """Return the few codes to show while a reader types; none for nothing typed."""
    text = inputs.query(request.args)
    limit = inputs.whole_number(request.args, "limit", _SUGGESTIONS, 1, _MOST_SUGGESTIONS)
    hits = context().search.suggest(text, limit) if text else ()
    response = as_json({"query": text, "hits": [_hit(hit) for hit in hits]})
    # Who deletes a letter sees again what was there.
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


def _query(args: inputs.Args) -> Query:
    text = inputs.query(args)
    if not text:
        raise InvalidArgumentError("It is empty.", field="q")
    wanted = inputs.systems(args)
    demand_systems(context().catalog, wanted)
    return Query(
        text=text,
        systems=wanted,
        billable=inputs.flag(args, "billable"),
        limit=inputs.whole_number(args, "limit", _LIMIT, 1, _MOST),
        offset=inputs.whole_number(args, "offset", 0, 0, _FARTHEST),
        chapters=inputs.chapters(args),
        status=inputs.choice(args, "status", inputs.STATUSES, ""),
        as_of=inputs.as_of(args),
    )


def _hit(hit: Hit) -> dict[str, object]:
    return {
        "system": hit.system,
        "code": hit.code,
        "title": hit.title,
        "title_spans": _spans(hit.title_spans),
        "term_spans": _spans(hit.term_spans),
        "kind": hit.kind,
        "billable": hit.billable,
        "status": hit.status,
        "chapter": {"code": hit.chapter, "title": hit.chapter_title},
        "url": lookup.code_path(hit.system, hit.code),
    }


def _spans(spans: Iterable[TextSpan]) -> list[dict[str, object]]:
    return [{"text": span.text, "matched": span.matched} for span in spans]


def _facets(facets: Iterable[Facet]) -> dict[str, dict[str, int]]:
    return {facet.name: dict(facet.values) for facet in facets}
