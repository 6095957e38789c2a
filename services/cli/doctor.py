"""`codebook doctor`: looks at everything that Codebook stands on, and says how it is."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from services.cli import catalog
from services.cli.errors import NotRunningError
from services.cli.readiness import http_probe, port_probe, redis_probe
from services.cli.running import find_running
from services.cli.settings import Doors, UpSettings, environment

_WRONG, _MISSING, _WELL = "wrong", "missing", "well"
_ORDER = (_WRONG, _MISSING, _WELL)
_HEADINGS = {_WRONG: "To be mended", _MISSING: "Not there", _WELL: "Well"}
_SECONDS = 60


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: `level` is wrong, missing or well."""

    level: str
    about: str
    sentence: str


def examine(settings: UpSettings, doors: Mapping[str, Doors]) -> list[Finding]:
    """Return what was found of settings' servers, running services, catalog and index."""
    var_dir = settings.codebook_var_dir.resolve()
    findings = list(_servers(settings))
    try:
        joining = find_running(var_dir).environment
    except NotRunningError as error:
        joining = {}
        findings.append(Finding(_MISSING, "codebook up", str(error)))
    else:
        findings += _services(doors)
    told = _ask("catalog", catalog.environment_of(var_dir), "doctor")
    if isinstance(told, str):
        return [*findings, Finding(_WRONG, "catalog", told)]
    findings += [Finding(**one) for one in told["findings"]]
    if joining or settings.meili_url:
        index = _ask("search", {**joining, **environment()}, "status")
        findings.append(_index(index, told["revision"], told["codes"]))
    return findings


def to_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the findings for people, the worst first."""
    for level in _ORDER:
        mine = [one.sentence for one in findings if one.level == level]
        if mine:
            yield f"{_HEADINGS[level]}:"
            yield from (f"  {sentence}" for sentence in mine)


def to_json(findings: Sequence[Finding]) -> str:
    """Return them for programs: `well` is false if anything is wrong."""
    said = [asdict(one) for one in findings]
    return json.dumps({"well": is_well(findings), "findings": said}, indent=2, ensure_ascii=False)


def is_well(findings: Sequence[Finding]) -> bool:
    """Return whether nothing is wrong; something may be missing."""
    return all(one.level != _WRONG for one in findings)


def _servers(settings: UpSettings) -> Iterator[Finding]:
    """Look at the servers that settings name; those that `codebook up` starts are its own."""
    if settings.redis_url:
        yield _answers("REDIS_URL", redis_probe(settings.redis_url)())
    if settings.meili_url:
        found = urlsplit(settings.meili_url)
        port = found.port or (443 if found.scheme == "https" else 80)
        probe = port_probe(found.hostname or "", port)
        yield _answers("MEILI_URL", probe())


def _answers(setting: str, lack: str) -> Finding:
    if lack:
        return Finding(_WRONG, setting, f"The server that {setting} names: {lack}.")
    return Finding(_WELL, setting, f"The server that {setting} names answers.")


def _services(doors: Mapping[str, Doors]) -> Iterator[Finding]:
    for name, door in doors.items():
        if not door.metrics_port:  # any free port: only the service itself knows which
            continue
        lack = http_probe(door.host, door.metrics_port, "/readyz")()
        if lack:
            yield Finding(_WRONG, name, f"The service {name}: {lack}.")
        else:
            yield Finding(_WELL, name, f"The service {name} is ready.")


def _index(told: Any, revision: str, codes: int) -> Finding:  # noqa: ANN401 - JSON
    if isinstance(told, str):
        return Finding(_WRONG, "index", told)
    if not told:
        return Finding(_WRONG, "index", "There is no search index: `codebook reindex`.")
    if told["catalog_revision"] != revision:
        sentence = (
            f"The search index has {told['document_count']:,} codes of an earlier state of the "
            f"catalog, which has {codes:,} now: `codebook reindex`."
        )
        return Finding(_WRONG, "index", sentence)
    sentence = f"The search index has the {told['document_count']:,} codes of the catalog."
    return Finding(_WELL, "index", sentence)


def _ask(service: str, given: Mapping[str, str], verb: str) -> Any:  # noqa: ANN401 - JSON
    """Return what a service's verb answers as JSON, or the sentence by which it ended."""
    command = (sys.executable, "-m", f"services.{service}", verb)
    try:
        done = subprocess.run(  # noqa: S603 - our own
            command, env=given, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"{service} did not answer within {_SECONDS} s."
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"{service} failed without a word."]
        return lines[-1]
    return json.loads(done.stdout)
