"""How English names a part of the body or a device of an ICD-10-PCS title."""

import pytest

from services.catalog.domain.plain.icd10pcs_nouns import device, part


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("left vas deferens", "the left vas deferens"),
        ("2 to 7 thoracic vertebral joints", "2 to 7 thoracic vertebral joints"),
        ("coronary artery, one artery", "one coronary artery"),
        ("coronary artery, four or more arteries", "four or more coronary arteries"),
        ("coronary artery, two arteries, bifurcation,", "two coronary arteries, bifurcation"),
        ("coronary artery", "the coronary artery"),
        ("cutaneous", "the skin"),
        ("bilateral carotid bodies", "the carotid bodies of both sides"),
        ("right lower leg skin", "the skin of the right lower leg"),
        ("left shoulder bursa and ligament", "the bursa and ligament of the left shoulder"),
        ("lower bursa and ligament", "the lower bursa and ligament"),
        ("left lower arm and wrist muscle", "the muscle of the left lower arm and wrist"),
        ("left extraocular muscle", "the left extraocular muscle"),
        ("left lobe liver", "the left lobe of the liver"),
        ("single coronary artery", "a single coronary artery"),
        ("peripheral vein", "a peripheral vein"),
        ("products of conception, ectopic", "products of conception, ectopic"),
        ("thoracic aorta, ascending/arch", "the thoracic aorta, ascending/arch"),
    ],
)
def test_a_part_of_the_body(noun: str, expected: str) -> None:
    assert part(noun) == expected


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("other device", "a device of another kind"),
        ("other contrast", "another contrast"),
        ("other forms", "other forms"),
        ("internal fixation device", "an internal fixation device"),
        ("synthetic substitute, lateral meniscus", "a synthetic substitute, lateral meniscus"),
        ("autologous venous tissue", "autologous venous tissue"),
        ("two intraluminal devices", "two intraluminal devices"),
        ("liner", "a liner"),
    ],
)
def test_a_device(noun: str, expected: str) -> None:
    assert device(noun) == expected
