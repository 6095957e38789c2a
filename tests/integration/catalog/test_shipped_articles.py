"""The shipped articles against the books: what they are on, name and quote is there."""

import re
from collections import Counter
from datetime import date

import pytest

from services.catalog.domain.kinds import NodeKind
from services.catalog.files.recognising import recognise
from services.catalog.readers import articles, hcpcs_table
from services.catalog.readers.articles import Article
from services.catalog.readers.hcpcs import Hcpcs
from services.catalog.readers.member import plain
from services.catalog.sources import ARTICLES
from services.catalog.store.snapshots import SqlSnapshot
from tests.support.catalog import CM, DAY, PCS, official_file, own_notes

FILES = sorted(ARTICLES.glob("*.md"))
# As the tabular list writes codes and stems of codes: E11.9, E11.-, I10; not B12, a vitamin, nor
# B3.2, a guideline of ICD-10-PCS.
DIAGNOSIS = re.compile(r"(?<![A-Za-z0-9.])([A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)(?![0-9A-Za-z])")
PROCEDURE = re.compile(r"(?<![A-Z0-9.])([0-9A-HJ-NP-Z]{7})(?![A-Z0-9])")
SUPPLY = re.compile(r"(?<![A-Za-z0-9.])([A-V]\d{4})(?![0-9A-Za-z])")
MINIMUM = {"icd-10-cm": 40, "icd-10-pcs": 7, "hcpcs": 12, "cpt": 2}
NUMBER = re.compile(r"(?<![0-9A-Za-z.,-])(\d{5})(?![0-9A-Za-z,])")
# As pages write a date: April 1, 2026.
DAY_FIRST = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b"
)
QUOTE = re.compile(r"\*“([^”]+)”\*")


def article(name: str) -> Article:
    value = next(iter(articles.read(plain(ARTICLES / name)))).value
    assert isinstance(value, Article)
    return value


ALL = {file.name: article(file.name) for file in FILES}


def text(of: Article) -> str:
    return " ".join(" ".join(section.text.split()) for section in of.sections)


@pytest.fixture
def diagnoses(loaded: SqlSnapshot) -> dict[str, bool]:
    """Return whether it is billable, by compact form."""
    return {place.version.compact: place.version.billable for place in loaded.book(CM, DAY)}


@pytest.fixture
def official_words(loaded: SqlSnapshot) -> str:
    places = list(loaded.book(CM, DAY))
    titles = [place.version.title for place in places]
    notes = [note.text for notes in own_notes(loaded, places).values() for note in notes]
    return "\n".join([*titles, *notes])


def test_there_are_sixty_across_the_systems() -> None:
    systems = Counter(code.split()[0] for one in ALL.values() for code in one.codes)
    assert len(ALL) >= 60
    assert all(systems[system] >= least for system, least in MINIMUM.items())


@pytest.mark.parametrize("name", ALL)
def test_an_article_is_named_as_its_file_and_of_a_readable_length(name: str) -> None:
    one = ALL[name]
    assert f"{one.article}.md" == name
    assert 150 <= len(text(one).split()) <= 350
    assert one.reviewed <= date(2026, 12, 31)


def test_an_import_takes_them_by_their_content() -> None:
    for file in FILES:
        _known, claim = recognise(plain(file))
        assert claim.kind == "article"


def test_every_diagnosis_exists_and_what_an_article_is_on_is_billable(
    diagnoses: dict[str, bool],
) -> None:
    for name, one in ALL.items():
        on = [code.split()[1].replace(".", "") for code in one.codes if code.startswith(CM)]
        assert all(diagnoses.get(code) for code in on), name
        named = {code.replace(".", "") for code in DIAGNOSIS.findall(text(one))}
        assert named - diagnoses.keys() <= {"B12"}, name


def test_every_inpatient_procedure_exists(loaded: SqlSnapshot) -> None:
    codes = {
        place.version.compact
        for place in loaded.book(PCS, DAY)
        if place.version.kind is NodeKind.CODE
    }
    for name, one in ALL.items():
        on = {code.split()[1] for code in one.codes if code.startswith(PCS)}
        assert (on | set(PROCEDURE.findall(text(one)))) - codes == set(), name


def test_every_procedure_number_is_in_the_pack(loaded: SqlSnapshot) -> None:
    pack = {place.version.compact for place in loaded.book("cpt", DAY)}
    for name, one in ALL.items():
        on = {code.removeprefix("cpt ") for code in one.codes if code.startswith("cpt ")}
        assert (on | set(NUMBER.findall(text(one)))) - pack == set(), name


def test_a_date_is_written_as_on_the_pages() -> None:
    for file in FILES:
        assert not DAY_FIRST.search(" ".join(file.read_text(encoding="utf-8").split())), file.name


def test_every_quoted_note_stands_in_the_tabular_list(official_words: str) -> None:
    quotes = 0
    for name, one in ALL.items():
        if one.codes[0].startswith(CM):
            for quote in QUOTE.findall(text(one)):
                quotes += 1
                assert quote in official_words or one.article == "screening-for-colon-cancer", name
    assert quotes > 40


@pytest.mark.official_files
def test_every_supply_and_service_exists_in_the_official_file() -> None:
    member = plain(official_file("hcpcs/HCPC2025_OCT_ANWEB.xlsx"))
    known = next(one for one in hcpcs_table.FORMATS if one.recognise(member))
    rows: dict[str, Hcpcs] = {record.value.code: record.value for record in known.read(member)}
    words = "\n".join(" ".join(row.long_description.split()) for row in rows.values())
    for name, one in ALL.items():
        on = {code.split()[1] for code in one.codes if code.startswith("hcpcs")}
        for code in on | set(SUPPLY.findall(text(one))):
            assert code in rows, name
            assert rows[code].terminated is None, name
        if on:
            assert all(quote in words for quote in QUOTE.findall(text(one))), name
