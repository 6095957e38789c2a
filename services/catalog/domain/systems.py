"""The code systems that the catalog knows by name."""

from services.catalog.domain.records import SystemFacts

ICD_10_CM = SystemFacts(
    system="icd-10-cm",
    name="ICD-10-CM",
    description="Diagnoses and reasons for care, in every setting in the United States.",
    position=0,
)
ICD_10_PCS = SystemFacts(
    system="icd-10-pcs",
    name="ICD-10-PCS",
    description="Procedures on patients who stay in hospital in the United States.",
    position=1,
)
HCPCS = SystemFacts(
    system="hcpcs",
    name="HCPCS Level II",
    description="Supplies, drugs, equipment and services that CPT does not name.",
    position=2,
)
CPT = SystemFacts(
    system="cpt",
    name="CPT",
    description="Procedures and services of physicians and outpatient care.",
    position=3,
)
MODIFIER = SystemFacts(
    system="modifier",
    name="HCPCS modifiers",
    description="Two characters that say more of a procedure code on a claim line.",
    position=4,
)
MS_DRG = SystemFacts(
    system="ms-drg",
    name="MS-DRG",
    description="Groups of inpatient stays by which Medicare pays hospitals.",
    position=5,
)
SYSTEMS = {facts.system: facts for facts in (ICD_10_CM, ICD_10_PCS, HCPCS, CPT, MODIFIER, MS_DRG)}
