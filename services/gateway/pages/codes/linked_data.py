"""What a code page says to programs that read pages: JSON-LD in the words of schema.org."""

from services.gateway.clients.records import CodeRecord, CodeSummary
from services.gateway.lookup import browse_path, code_path


def linked_data(
    record: CodeRecord, system_name: str, site: str, *, is_open: bool
) -> dict[str, object]:
    """Return the page as a MedicalCode in a WebPage, with the way to it.

    `site` is scheme and host, or empty. What is gated is marked as not free, whether or not this
    reader sees it (Google Search Central, "Subscription and paywalled content").
    """
    code = record.summary
    address = site + code_path(code.system, code.code)
    page: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": address,
        "name": f"{code.code} {code.title}".strip(),
        "isAccessibleForFree": False,
        "breadcrumb": _breadcrumb(record, system_name, site),
        "mainEntity": {
            "@type": "MedicalCode",
            "codeValue": code.code,
            "codingSystem": system_name,
            "name": code.title or code.code,
            "url": address,
        },
    }
    if is_open:
        page["hasPart"] = {
            "@type": "WebPageElement",
            "isAccessibleForFree": False,
            "cssSelector": ".gated",
        }
    return page


def _breadcrumb(record: CodeRecord, system_name: str, site: str) -> dict[str, object]:
    system = record.summary.system
    places = [(system_name, browse_path(system))]
    places += [(_name(place), browse_path(system, place.code)) for place in record.ancestors]
    places.append((_name(record.summary), code_path(system, record.summary.code)))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": site + path}
            for number, (name, path) in enumerate(places, 1)
        ],
    }


def _name(place: CodeSummary) -> str:
    return f"{place.code} {place.title}".strip()
