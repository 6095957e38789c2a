"""The Flask app: its routes and its templates."""

from flask import Flask, request

from services.gateway import access, faults, forms, lookup
from services.gateway import context as contexts
from services.gateway.api import keys
from services.gateway.api.codes import codes as api_codes
from services.gateway.api.docs import docs as api_docs
from services.gateway.api.lists import lists as api_lists
from services.gateway.api.search import search as api_search
from services.gateway.api.tools import tools as api_tools
from services.gateway.context import Context
from services.gateway.edge import LARGEST_BODY, nonce
from services.gateway.pages import fact_words, words
from services.gateway.pages.account.entering import entering
from services.gateway.pages.account.views import account
from services.gateway.pages.browse.views import browse
from services.gateway.pages.codes.lists import lists
from services.gateway.pages.codes.views import codes
from services.gateway.pages.dev.views import dev
from services.gateway.pages.home.views import home
from services.gateway.pages.indicators.views import indicators
from services.gateway.pages.member.views import keeping
from services.gateway.pages.search.views import search
from services.gateway.pages.site.crawlers import crawlers
from services.gateway.pages.site.views import site
from services.gateway.pages.staff.views import staff
from services.gateway.pages.tools.views import tools
from services.gateway.pages.vocabulary.every import means
from services.gateway.pages.vocabulary.releases import release_line, release_title
from services.gateway.shelf import system_of
from services.runtime.clock import today

_FILTERS = (
    words.badge,
    words.dated,
    words.day,
    words.is_numbered,
    words.kind_name,
    words.label,
    words.marked,
    words.number,
    words.overdue,
    words.plural,
    words.reported,
    words.source,
    fact_words.decimals,
    fact_words.document_kind,
    fact_words.document_role,
    fact_words.dollars,
    fact_words.happened,
    fact_words.mai,
    fact_words.modifier_digit,
    fact_words.modifier_short,
    fact_words.percent,
    fact_words.setting,
    fact_words.side,
    means,
    release_line,
    release_title,
)


def create_app(context: Context) -> Flask:
    """Return the app on the context; it connects to nothing by itself."""
    app = Flask(__name__, static_folder=None)
    contexts.install(app, context)
    access.install(app)
    _route(app)
    _prepare_templates(app, context)
    forms.install(app, context.cookies)
    keys.install(app)
    faults.install(app)
    return app


def _route(app: Flask) -> None:
    app.url_map.strict_slashes = False
    # Otherwise `//codes` is sent on to an address made of what the reader wrote as Host.
    app.url_map.merge_slashes = False
    pages = (home, search, codes, lists, browse, tools, indicators, site, crawlers, api_docs)
    for blueprint in pages:
        app.register_blueprint(blueprint)
    for blueprint in (entering, account, keeping, staff, dev):
        app.register_blueprint(blueprint)
    for blueprint in (api_codes, api_lists, api_search, api_tools):
        app.register_blueprint(blueprint, url_prefix="/api/v1")


def _prepare_templates(app: Flask, context: Context) -> None:
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    environment = app.jinja_env
    environment.filters.update({function.__name__: function for function in _FILTERS})
    environment.globals.update(
        asset=context.assets.url,
        browse_path=lookup.browse_path,
        code_path=lookup.code_path,
        copyright_of=_copyright_of,
        table_code_path=_table_code_path,
        public_url=context.public_url,
        today=lambda: today(context.clock).isoformat(),
    )
    app.context_processor(lambda: {"csp_nonce": nonce(), "signed_in": _is_signed_in(context)})
    # What no form of ours is as large as, whether its length is said or not.
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY


def _is_signed_in(context: Context) -> bool:
    return bool(context.guests.guest(request).session)


def _table_code_path(code: str, system: str = "") -> str:
    return lookup.table_code_path(contexts.context().catalog, code, system)


def _copyright_of(system: str) -> str:
    """Return the line that must stand wherever a title of the system is shown; mostly empty."""
    return system_of(contexts.context().catalog, system).copyright
