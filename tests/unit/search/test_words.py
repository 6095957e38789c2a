import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.domain.words import normal, spelt, title_words, words_in


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("haemorrhoids", "hemorrhoids"),
        ("anaemia", "anemia"),
        ("leukaemia", "leukemia"),
        ("ischaemic", "ischemic"),
        ("gastro-oesophageal", "gastro-esophageal"),
        ("oedema", "edema"),
        ("lymphoedema", "lymphedema"),
        ("papilloedema", "papilledema"),
        ("diarrhoea", "diarrhea"),
        ("dyspnoea", "dyspnea"),
        ("paediatric", "pediatric"),
        ("orthopaedic", "orthopedic"),
        ("gynaecological", "gynecological"),
        ("caesarean", "cesarean"),
        ("coeliac", "celiac"),
        ("foetal", "fetal"),
        ("oestrogen", "estrogen"),
        ("tumour", "tumor"),
        ("behavioural", "behavioral"),
        ("labour", "labor"),
        ("sulphonamide", "sulfonamide"),
        ("immunisation", "immunization"),
        ("dialysed", "dialyzed"),
        ("anaesthesia", "anesthesia"),
    ],
)
def test_british_spelling(british: str, american: str) -> None:
    assert normal(british) == normal(american)


def test_classical_plurals_are_evened_out() -> None:
    assert normal("Orthoses of both testes, with emboli") == "orthosis both testis embolus"


@pytest.mark.parametrize(
    "word",
    [
        "Michaelis",
        "aerobic",
        "phoenix",
        "does",
        "diabetes",
        "pancreas",
        "pelvis",
        "virus",
        "abscess",
    ],
)
def test_words_that_only_look_british_or_plural(word: str) -> None:
    assert spelt(word) == word.lower()


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("fractures", "fracture"),
        ("arteries", "artery"),
        ("arterie", "artery"),
        ("vertebrae", "vertebra"),
        ("abscesses", "abscess"),
        ("crutches", "crutch"),
        ("ribs", "rib"),
    ],
)
def test_plurals(plural: str, singular: str) -> None:
    assert spelt(plural) == singular


def test_what_joins_words_is_left_out_and_what_tells_apart_is_not() -> None:
    assert (
        normal("Deficiency of factor I in the blood, NOS")
        == "deficiency factor i blood unspecified"
    )
    assert normal("Hepatitis A without coma") == "hepatitis a without coma"
    assert normal("Alzheimer's and Alzheimer\u2019s, Sj\u00f6gren") == "alzheimer alzheimer sjogren"


@given(st.text())
def test_a_word_stands_where_it_says(text: str) -> None:
    for word in words_in(text):
        assert text[word.start : word.end].strip()
    assert normal(text) == " ".join(word.spelt for word in words_in(text) if word.spelt)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Hypertensive diseases (I10-I1A)", "hypertensive disease"),
        (
            "Human immunodeficiency virus [HIV] disease (B20)",
            "human immunodeficiency virus hiv disease",
        ),
        ("Vitamin B12 deficiency (B12)x", "vitamin b12 deficiency b12 x"),
    ],
)
def test_a_heading_is_not_called_by_the_codes_below_it(title: str, words: str) -> None:
    assert title_words(title) == words


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("hernias", "hernia"), ("hematomas", "hematoma"), ("pancreas", "pancreas")],
)
def test_plurals_in_as(plural: str, singular: str) -> None:
    assert normal(plural) == singular
