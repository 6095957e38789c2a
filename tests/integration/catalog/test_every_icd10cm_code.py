"""Every code of ICD-10-CM against two other readings: the package's own tree, and the order file.

Where the publisher's own two files say different things, the difference stands here, whole.
"""

import warnings
from collections.abc import Iterator
from types import ModuleType

import pytest

from services.catalog.domain.kinds import NodeKind, NoteKind
from services.catalog.domain.lookup import look_up
from services.catalog.domain.records import Note, Place, Version
from services.catalog.sources import PACKAGED
from services.catalog.store.snapshots import SqlSnapshot
from tests.support.catalog import CM, DAY, official_file, own_notes

# The order file is ASCII; the tabular list writes names as their bearers do.
ACCENTS = str.maketrans("äçéèôö", "aceeoo")
ACCENTED = {
    "Acné",
    "Aicardi-Goutières",
    "Behçet's",
    "Boutonnière",
    "Brown-Séquard",
    "Café",
    "Charcôt's",
    "Gerstmann-Sträussler-Scheinker",
    "Guillain-Barré",
    "Kienböck's",
    "Ménière's",
    "Sjögren",
    "Sjögren's",
    "Sézary",
    "Waldenström",
    "[Kienböck]",
    "[Legg-Calvé-Perthes]",
    "café",
    "excoriée",
}
ACCENTED_TITLES = 151
# Headings over sections: the tabular list prints them as sections without categories, so the
# package has them empty beside the sections that they head.
GROUPS = {
    "C00-C96": "2",
    "C00-C75": "C00-C96",
    "M00-M25": "13",
    "M40-M54": "13",
    "M60-M79": "13",
    "M80-M94": "13",
    "T07-T88": "19",
    "T20-T32": "T07-T88",
    "V00-X58": "20",
    "V00-V99": "V00-X58",
    "W00-X58": "V00-X58",
    "Y62-Y84": "20",
}
# They have a note on one of their 7th characters, which so many codes of theirs have.
NOTED = ("H34.81", "H34.83", "H35.31", "H35.32", "S52", "S72", "S82", "W08")
NOTED_ON_CHARACTERS = 527
# Rows of the table of visual impairment, which stands in H54.
TABLE_ROWS = 6
LISTS = {
    NoteKind.INCLUDES: "get_includes",
    NoteKind.INCLUSION_TERM: "get_inclusion_term",
    NoteKind.EXCLUDES1: "get_excludes1",
    NoteKind.EXCLUDES2: "get_excludes2",
}
TEXTS = {
    NoteKind.CODE_FIRST: "get_code_first",
    NoteKind.USE_ADDITIONAL_CODE: "get_use_additional_code",
    NoteKind.CODE_ALSO: "get_code_also",
    NoteKind.NOTE: "get_notes",
}
# A record is made for so many-th place: for all of them it takes minutes.
STEP = 71


@pytest.fixture(scope="module")
def package() -> ModuleType:
    """Return the package that carries the file, with a tree that it has built in its own way."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import simple_icd_10_cm  # noqa: PLC0415 - two seconds, and it warns

    return simple_icd_10_cm  # type: ignore[no-any-return]


@pytest.fixture
def places(loaded: SqlSnapshot) -> list[Place]:
    return list(loaded.book(CM, DAY))


def squeeze(text: str) -> str:
    return " ".join(text.split())


def asked(compact: str) -> tuple[str, bool]:
    """Return how the package is asked for a place: its name, and whether a section is meant.

    A section of one category has the name of the category there.
    """
    first, _, last = compact.partition("-")
    return (first, True) if first == last else (compact, False)


def parent_of(version: Version, package: ModuleType) -> str:
    """Return the parent that the package has, or the heading over the section."""
    if version.kind is NodeKind.SECTION:
        for group in reversed(GROUPS):
            first, last, one = *group.split("-"), version.compact
            if group != one and first <= one.split("-")[0] and one.split("-")[1] <= last:
                return group
    name, section = asked(version.compact)
    return str(package.get_parent(name, prioritize_blocks=section)).replace(".", "")


def test_counts(places: list[Place]) -> None:
    kinds = [place.version.kind for place in places]
    assert (kinds.count(NodeKind.CHAPTER), kinds.count(NodeKind.SECTION)) == (22, 297)
    assert len(places) == 22 + 297 + 98_186
    assert kinds.count(NodeKind.CODE) == 74_719
    three = [p.version for p in places if len(p.version.code) == 3]
    assert len(three) == 1_918
    assert {version.kind for version in three} == {NodeKind.CATEGORY, NodeKind.CODE}


def test_every_place_is_the_packages_in_its_order(places: list[Place], package: ModuleType) -> None:
    versions = [place.version for place in places]
    assert [asked(v.compact)[0] for v in versions] == package.get_all_codes(with_dots=False)
    noted = 0
    for version in versions:
        name, section = asked(version.compact)
        assert asked(version.parent)[0] == parent_of(version, package)
        title = squeeze(package.get_description(name, prioritize_blocks=section))
        if title != version.title:
            # The package joins to a title what is noted on its 7th character.
            assert title.startswith(f"{version.title}/")
            assert version.code.startswith(NOTED)
            noted += 1
        leaf = package.is_leaf(name, prioritize_blocks=section)
        assert version.billable == (leaf and version.compact not in GROUPS)
    assert noted == NOTED_ON_CHARACTERS


def test_every_own_note_is_the_packages(
    loaded: SqlSnapshot, places: list[Place], package: ModuleType
) -> None:
    notes = own_notes(loaded, places)
    for place in places:
        name, section = asked(place.version.compact)
        own = notes.get(place.version.compact, [])
        assert sorted(filter(is_in_package, own)) == sorted(said(package, name, section=section))
    book = next(s for s in PACKAGED if s.package == package.__name__).path().read_text()
    printed = book[book.index("<chapter>") :].count("<note>")
    assert sum(map(len, notes.values())) == printed + TABLE_ROWS


def is_in_package(note: Note) -> bool:
    """Return whether the package keeps such notes: it has no table and no characters' notes."""
    if note.kind is NoteKind.SEVENTH_CHARACTER_NOTE:
        return note.text[1:3] != ": "
    return not note.text.startswith("Category of visual impairment ")


def said(package: ModuleType, name: str, *, section: bool) -> Iterator[Note]:
    for kind, function in LISTS.items():
        for text in getattr(package, function)(name, prioritize_blocks=section):
            yield Note(kind, squeeze(text))
    for kind, function in TEXTS.items():
        for text in getattr(package, function)(name, prioritize_blocks=section).splitlines():
            yield Note(kind, squeeze(text))
    if text := package.get_seven_chr_note(name, prioritize_blocks=section):
        yield Note(NoteKind.SEVENTH_CHARACTER_NOTE, squeeze(text))


def test_a_code_shows_its_own_notes_and_those_of_all_above_it(
    loaded: SqlSnapshot, places: list[Place]
) -> None:
    """Walk up by parents and gather, where the record is made by one question to the database."""
    by_compact = {place.version.compact: place.version for place in places}
    notes = own_notes(loaded, places)
    for place in places[::STEP]:
        expected, above = [], place.version
        while True:
            expected += [
                (note, above.code, above is not place.version)
                for note in notes.get(above.compact, ())
                if above is place.version or note.kind is not NoteKind.INCLUSION_TERM
            ]
            if not above.parent:
                break
            above = by_compact[above.parent]
        record = look_up(loaded, CM, place.version.compact, DAY)
        assert [(n.note, n.source.code, n.inherited) for n in record.notes] == expected


def test_every_7th_character_stands_in_the_list_that_its_code_shows(
    loaded: SqlSnapshot, places: list[Place]
) -> None:
    made = [p.version for p in places if len(p.version.compact) == 7]
    for version in made[::STEP]:
        record = look_up(loaded, CM, version.compact, DAY)
        base = look_up(loaded, CM, version.parent, DAY)
        if not record.seventh_characters:
            continue  # printed as it is, with all of its characters
        titles = [f"{base.summary.place.version.title}, {s.title}" for s in base.seventh_characters]
        assert titles == [child.place.version.title for child in base.children]
        assert record.seventh_characters == base.seventh_characters


@pytest.mark.official_files
def test_every_code_is_the_order_files(places: list[Place]) -> None:
    path = official_file("icd10cm/icd10cm_order_2026.txt")
    lines = path.read_text(encoding="ascii").splitlines()
    listed = [(line[6:13].rstrip(), line[14] == "1", line[77:].rstrip()) for line in lines]
    ours = [p.version for p in places if p.version.kind > NodeKind.SECTION]
    assert [v.compact for v in ours] == [code for code, _, _ in listed]
    assert [v.billable for v in ours] == [billable for _, billable, _ in listed]
    assert sum(v.billable for v in ours) == 74_719
    differing = [
        (version.title, title)
        for version, (_, _, title) in zip(ours, listed, strict=True)
        if version.title != title
    ]
    assert len(differing) == ACCENTED_TITLES
    for printed, plain in differing:
        assert printed.translate(ACCENTS) == plain
    words = {word.strip(",") for printed, _ in differing for word in printed.split()}
    assert {word for word in words if not word.isascii()} == ACCENTED
