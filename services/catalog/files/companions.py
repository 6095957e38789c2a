"""What lies beside published files and holds no data: layouts, notices, documents."""

import re

from services.catalog.readers.member import Member

_BEGINNINGS = {
    b"%PDF": "a document (pdf)",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "a document (rtf)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_ENDINGS = {
    ".docx": "a document (docx)",
    ".pptx": "a document (pptx)",
    ".md": "a text to be read",
    ".htm": "a web page",
    ".html": "a web page",
    ".mdb": "an Access database",
    ".accdb": "an Access database",
}
_NAMES = (
    (re.compile(r"read[ _-]?me", re.IGNORECASE), "a note to the reader"),
    (re.compile(r"layout|lyout|dictionary", re.IGNORECASE), "the description of a layout"),
    (re.compile(r"licen[cs]e|copyright|disclaimer|notice", re.IGNORECASE), "a notice"),
    (re.compile(r"icd10(cm|pcs)_codes_", re.IGNORECASE), "codes that the order file has too"),
    (re.compile(r"^\._|^\.DS_Store$|^Thumbs\.db$"), "left by an operating system"),
)


def companion(member: Member) -> str:
    """Return what a file that no format claims is, if it is known to hold no data; else ""."""
    name = member.name.rpartition("/")[2]
    for pattern, what in _NAMES:
        if pattern.search(name):
            return what
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    with member.open() as stream:
        begin = stream.read(8)
    for beginning, what in _BEGINNINGS.items():
        if begin.startswith(beginning):
            return what
    return _ENDINGS.get(ending, "")
