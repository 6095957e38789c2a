"""What ICD-10-PCS acts on, or with, as English names it: with its article, both sides, how many."""

import re
from functools import lru_cache

# What is many, or is no thing to be counted, is called without an article.
_NO_ARTICLE = re.compile(
    r"^(?:the|an?|all|another|bleeding|bone marrow|matter|multiple|one|other|products of|skin and|"
    r"stem|three|four|two|\d+)\b|\b(?:therapy|fluid|marrow|matter|metal|substance)$"
)
_MANY = re.compile(r"(?<![sui])s$|\(s\)$|\b(?:arteries|testes)$")
_KIND = re.compile(
    r"(?:device|electrode|lead|airway|expander|spacer|catheter|generator|pump|reservoir|port|"
    r"prosthesis|stimulator|cast|splint|brace|dressing|apparatus|bandage|tube|element|pacemaker|"
    r"defibrillator|implant|plug|valve|pessary|filter|stent|bearing|balloon|orthosis|substitute|"
    r"agent|probe|graft|sensor|rod|tether|duodenoscope|oversleeve|liner)$"
)
_ONE_OF_MANY = ("single ", "peripheral ", "central vein", "central artery")
# The side of a part of the body stands before the whole: the skin of the left hand.
_OF_WHOLE = (
    re.compile(
        r"^(?!(?:upper|lower) bursa)(.+) "
        r"(subcutaneous tissue and fascia|bursa and ligament|skin)$"
    ),
    re.compile(
        r"^(head|perineum|(?:right |left )?(?:neck|shoulder|upper arm|lower arm and wrist|hand|"
        r"trunk|thorax|abdomen|hip|upper leg|knee|lower leg|ankle|foot)) (muscle|tendon)$"
    ),
)
_CORONARY = re.compile(
    r"^coronary artery, (one|two|three|four or more) (?:arteries|artery)(, bifurcation)?,?$"
)


@lru_cache(maxsize=4096)
def part(noun: str) -> str:
    """Return a part of the body with its article: `the left hand`, `2 ribs`."""
    noun, comma, more = noun.partition(", ")
    if noun == "coronary artery" and (many := _CORONARY.match(f"{noun}, {more}")):
        of = "artery" if many[1] == "one" else "arteries"
        return f"{many[1]} coronary {of}{many[2] or ''}"
    if noun.startswith("cutaneous"):
        noun = f"skin{noun.removeprefix('cutaneous')}"
    if noun.startswith("bilateral "):
        return f"{part(noun.removeprefix('bilateral '))} of both sides{comma}{more}"
    for pattern in _OF_WHOLE:
        if match := pattern.match(noun):
            return f"the {match[2]} of {part(match[1])}{comma}{more}"
    noun = noun.replace("lobe liver", "lobe of the liver")
    article = "a " if noun.startswith(_ONE_OF_MANY) else "the "
    return f"{'' if _NO_ARTICLE.search(noun) else article}{noun}{comma}{more}"


@lru_cache(maxsize=4096)
def device(noun: str) -> str:
    """Return what is put in, taken out or used, with an article if one such thing is counted."""
    noun, comma, more = noun.partition(", ")
    if noun == "other device":
        noun = "a device of another kind"
    elif noun.startswith("other ") and not _MANY.search(noun):
        noun = f"another {noun.removeprefix('other ')}"
    elif _KIND.search(noun) and not _NO_ARTICLE.match(noun):
        noun = f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
    return f"{noun}{comma}{more}"
