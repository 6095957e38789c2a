"""What a person means by the words typed: which must be found, which may be left out."""

import re
from dataclasses import dataclass

from services.search.domain.words import RESIDUAL, normal

# Short forms that are not words of their own, as notes have them. What only introduces what
# follows (complains of, rule out, due to) is left out.
_SHORT_FORMS = tuple(
    (re.compile(rf"(?<![\w/])(?:{short})(?![\w/])", re.IGNORECASE), meaning)
    for short, meaning in (
        (r"w/o", " without "),
        (r"s/p", " status post "),
        (r"[hp]/o|hx of", " history "),
        (r"[cr]/o|d/t|2/2|a/w", " "),
        (r"f/u", " follow up "),
        (r"b/l|bil\.?", " bilateral "),
        (r"n/v(?:/d)?", " nausea vomiting "),
        (r"i ?& ?d", " incision drainage "),
        (r"d ?& ?c", " dilation curettage "),
        (r"c[- ]spine", " cervical spine "),
        (r"t[- ]spine", " thoracic spine "),
        (r"l[- ]spine|ls[- ]spine", " lumbar spine "),
        (r"(?:l|lt)\.?", " left "),
        (r"(?:r|rt)\.?", " right "),
        # ICD-10-PCS says so of a value that its titles leave out.
        (r"no (?:qualifier|device)", " "),
        (r"1st", " first "),
        (r"2nd", " second "),
        (r"3rd", " third "),
    )
)
_WITH = re.compile(r"(?<!\w)w/(?!o\b)", re.IGNORECASE)
# A line of an index names in brackets the term to look at in its place.
_SEE = re.compile(r"\[see(?: also)? ([^]]+)\]", re.IGNORECASE)
# Behind a name it is a mark of trade, not the right side.
_TRADE_MARK = re.compile(r"(?<=\w)\((?:R|TM)\)|[\u00ae\u2122]", re.IGNORECASE)
# A remark that sends on says nothing of what is looked for.
_SEE_ALSO = re.compile(r"(?<=[(;])\s*see(?: also)? [^();]*", re.IGNORECASE)
# Nonessential modifiers, as titles and indexes have them.
_OPTIONAL = re.compile(r"\([^()]*\)")
# Of two things with "or" or a stroke between them a code need have one.
_EITHER = re.compile(r"([^\W\d_]{3,}(?:(?:/|\s+or\s+)[^\W\d_]{3,})+)", re.IGNORECASE)
# They say that there is nothing more to say; many a title leaves that out.
_RESIDUAL = re.compile(rf"(?<!\w)(?:{'|'.join(RESIDUAL)})(?!\w)", re.IGNORECASE)
_QUOTED = re.compile('["\u201c\u201d]([^"\u201c\u201d]+)["\u201c\u201d]')
_NEGATIVE = re.compile(r"(?:^|(?<=\s))-(?=[^\W\d_])(\w+)")
# A title says these of the encounter alone; who types one means codes of that encounter.
_OF_ENCOUNTERS = frozenset(
    "initial subsequent encounter sequela late aftercare healing delayed routine nonunion malunion "
    "open closed".split()
)


@dataclass(frozen=True)
class Wording:
    """The words of a query in the one spelling, in the order typed, each once.

    `optional` are those that a code need not have. `quoted` are phrases, and `negative` words that
    a code must not have; both are asked for as they are. The last word may be half of one unless
    it is known to be `whole`.
    """

    words: tuple[str, ...]
    optional: frozenset[str] = frozenset()
    quoted: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    whole: bool = False

    @property
    def text(self) -> str:
        """The words as Meilisearch takes them, with phrases and what is not wanted."""
        phrases = [f'"{phrase}"' for phrase in self.quoted]
        text = " ".join([*self.words, *phrases, *(f"-{word}" for word in self.negative)])
        # A blank behind a word tells Meilisearch that it goes no further.
        return f"{text} " if self.whole else text

    @property
    def is_plain(self) -> bool:
        """Whether words may be left out: who quotes or excludes has said what is meant."""
        return not (self.quoted or self.negative)

    @property
    def names_encounter(self) -> bool:
        """Whether a word says which encounter is meant."""
        said = {*self.words, *(word for phrase in self.quoted for word in phrase.split())}
        return not _OF_ENCOUNTERS.isdisjoint(said)


NO_WORDS = Wording(())


def read_words(text: str) -> Wording:
    """Return the wording of a query; one without a word that says something has no words."""
    if (see := _SEE.search(text)) is not None:
        text = see[1]
    text = _SEE_ALSO.sub(" ", _TRADE_MARK.sub(" ", text))
    negative = [normal(word) for word in _NEGATIVE.findall(text)]
    text = _NEGATIVE.sub(" ", text)
    quoted = [normal(phrase) for phrase in _QUOTED.findall(text)]
    text = _QUOTED.sub(" ", text)
    words = tuple(dict.fromkeys(_spelt(text)))
    essential = _spelt(_EITHER.sub(" ", _RESIDUAL.sub(" ", _OPTIONAL.sub(" ", text))))
    # Who says that it was no traffic accident does not leave open whether it was one.
    words = tuple(word for word in words if word in essential or f"non{word}" not in essential)
    return Wording(
        words,
        frozenset(words).difference(essential) if essential else frozenset(),
        tuple(filter(None, quoted)),
        tuple(filter(None, negative)),
    )


def _spelt(text: str) -> list[str]:
    # One letter alone is what somebody begins to type.
    if len(text.split()) > 1:
        text = _WITH.sub(" ", text)
        for short, meaning in _SHORT_FORMS:
            text = short.sub(meaning, text)
    # A text of nothing but joining words is asked for as it is.
    return normal(text).split() or text.casefold().split()
