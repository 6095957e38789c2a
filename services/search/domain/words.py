"""One spelling of every word, for what is indexed and for what is typed alike.

Case, accents, apostrophes, plurals and British spelling are evened out here, so that none of them
costs a typo; words that join others are left out, so that none of them has to be found.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_RANGE = re.compile(r" \([A-Z][0-9A-Z]{2}(?:-[A-Z][0-9A-Z]{2})?\)$")
_POSSESSIVE = re.compile("['\u2019].*")
# They join words, and an index, a title and a person join them differently. `without` and `no`
# say something, and so do letters: hepatitis A, vitamin D, factor I.
JOINING = frozenset("of the and with to in due by for on or from at as an".split())

# How an index and a note end what a title says with a word of its own: abscess NOS, abscess of
# unspecified site; bird NEC, other birds.
RESIDUAL = {"nos": "unspecified", "nec": "other"}

# What a title says of a code without saying more than a query that leaves it out.
SAYS_NOTHING = frozenset("unspecified initial subsequent encounter sequela".split())

# Where British and American spelling part, by what stands in a word. Tried on every word of the
# titles, so that no American word is changed for another.
_BRITISH = tuple(
    (re.compile(british), american)
    for british, american in (
        ("^haem|(?<=[a-z])haem", "hem"),
        ("aemi(?=a|c|$)", "emi"),
        ("anaesth", "anesth"),
        ("aetiol", "etiol"),
        ("(?:^|(?<=tho))paed", "ped"),
        ("^caesar", "cesar"),
        ("^faec", "fec"),
        ("gynaec", "gynec"),
        ("^naev", "nev"),
        ("(?:^|(?<=[hlox]))oedem", "edem"),
        ("(?:^|(?<=o))oesoph", "esoph"),
        ("^oestr", "estr"),
        ("^foet", "fet"),
        ("rrhoea", "rrhea"),
        ("pnoea", "pnea"),
        ("^coeli", "celi"),
        ("^amoeb", "ameb"),
        ("^homoeo", "homeo"),
        ("manoeuv", "maneuv"),
        ("(?<=[a-z])umour", "umor"),
        ("colour", "color"),
        ("behaviour", "behavior"),
        ("labour", "labor"),
        ("odour", "odor"),
        ("ulph", "ulf"),
        ("^fibre$", "fiber"),
        ("^centre$", "center"),
        ("^litre$", "liter"),
        ("^tyre$", "tire"),
        ("^grey$", "gray"),
        ("aluminium", "aluminum"),
        ("(?<=[aeo])lys(?=ed$|er$|ing$|e$)", "lyz"),
        ("isation$", "ization"),
        ("^mould", "mold"),
        ("^plough", "plow"),
        ("^aeroplane", "airplane"),
        ("^programme$", "program"),
        ("^pyjama", "pajama"),
        ("ageing$", "aging"),
        ("counsell", "counsel"),
        ("^defence$", "defense"),
    )
)
_LEAST_PLURAL = 4
# Latin and Greek plurals, as titles have them: a replacement of both testes, lower limb orthoses.
_CLASSICAL = dict(
    pair.split(":")
    for pair in (
        "testes:testis orthoses:orthosis prostheses:prosthesis metastases:metastasis "
        "diagnoses:diagnosis stenoses:stenosis thromboses:thrombosis exostoses:exostosis "
        "anastomoses:anastomosis crises:crisis bronchi:bronchus thrombi:thrombus emboli:embolus "
        "calculi:calculus fungi:fungus nuclei:nucleus diverticula:diverticulum"
    ).split()
)
# What ends like a plural and is none, or is written so in every case.
_NO_PLURAL = re.compile(
    "(?:ss|us|is|os|ics|ous)$|^(?:diabetes|herpes|rabies|scabies|caries|series|"
    "species|lens|pubes|kwashiorkor|feces|yaws|mumps|hives|shingles|forceps|"
    "biceps|triceps|quadriceps|tabes|facies|ascites|sordes|pancreas|gas|vas|bias|atlas|canvas|"
    "alias|was|has|does|always)$"
)


class Word(NamedTuple):
    """A word of a text: where it stands there, and how it is spelt here, "" if it is left out."""

    start: int
    end: int
    spelt: str


def words_in(text: str) -> Iterator[Word]:
    """Yield every word of a text, in order."""
    for match in _WORD.finditer(text):
        yield Word(match.start(), match.end(), spelt(match[0]))


# A term of an index of procedures leads to some fifty codes, which stand near each other.
@lru_cache(maxsize=16_384)
def normal(text: str) -> str:
    """Return a text in the one spelling, its words with a blank between them."""
    return " ".join(filter(None, map(spelt, _WORD.findall(text))))


def title_words(title: str) -> str:
    """Return a title in the one spelling, without the range of codes that a heading ends in."""
    return normal(_RANGE.sub("", title))


@lru_cache(maxsize=200_000)
def spelt(word: str) -> str:
    """Return the one spelling of a word; "" for a word that only joins others."""
    plain = _POSSESSIVE.sub("", word.casefold())
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in apart if not unicodedata.combining(c))
    if plain in JOINING:
        return ""
    if plain in RESIDUAL:
        return RESIDUAL[plain]
    for british, american in _BRITISH:
        plain = british.sub(american, plain)
    return _singular(plain)


def _singular(word: str) -> str:
    if word in _CLASSICAL:
        return _CLASSICAL[word]
    if len(word) < _LEAST_PLURAL or not word.isalpha():
        return word
    # `ie` is what somebody has typed of `ies`.
    for plural, singular in (("ies", "y"), ("ie", "y"), ("ae", "a")):
        if word.endswith(plural) and len(word) > _LEAST_PLURAL and not _NO_PLURAL.search(word):
            return word.removesuffix(plural) + singular
    for plural in ("sses", "shes", "ches", "xes"):
        if word.endswith(plural):
            return word.removesuffix("es")
    if word.endswith("s") and not _NO_PLURAL.search(word):
        return word[:-1]
    return word
