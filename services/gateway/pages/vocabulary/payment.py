"""The indicators of hospital outpatient payment, Level II codes and equivalence mappings."""

from services.gateway.pages.vocabulary.indicators import Indicator

_LAYOUT = "CMS, HCPCS contractor record layout"

OUTPATIENT_STATUS = Indicator(
    "opps-status",
    "OPPS status indicator",
    "CMS, hospital outpatient prospective payment, addendum D1",
    {
        "A": "Not paid under OPPS but by another fee schedule.",
        "B": "Not recognized on an outpatient hospital bill; another code may be.",
        "C": "An inpatient procedure: not paid to outpatients.",
        "D": "Discontinued.",
        "E1": "Not paid: no outpatient benefit covers it, or a statute excludes it.",
        "E2": "Not paid: there is no price and no claims data to set one.",
        "F": "Paid at reasonable cost, such as acquired corneal tissue.",
        "G": "A pass-through drug or biological: paid apart.",
        "H": "A pass-through device: paid apart, at cost.",
        "H1": "A device for pain relief without opioids: paid apart.",
        "J1": "Paid as a comprehensive APC: nearly all else on the claim is included.",
        "J2": "May be paid as a comprehensive APC, as of observation.",
        "K": "A drug, biological or radiopharmaceutical without pass-through: paid apart.",
        "K1": "A drug for pain relief without opioids: paid apart.",
        "L": "A vaccine or antibody paid at reasonable cost; no deductible or coinsurance.",
        "M": "Not billable to the Medicare contractor.",
        "N": "Packaged: paid as part of other services, never apart.",
        "P": "Partial hospitalization or intensive outpatient care: paid by the day.",
        "Q1": "Packaged beside a service of status S, T or V; else paid apart.",
        "Q2": "Packaged beside a service of status T; else paid apart.",
        "Q3": "May be paid as part of a composite; else apart or packaged.",
        "Q4": "A laboratory test: packaged beside other services, else by the laboratory schedule.",
        "R": "Blood or a blood product: paid apart.",
        "S": "Paid apart, and in full beside other procedures.",
        "T": "Paid apart, and reduced beside other procedures.",
        "U": "A brachytherapy source: paid apart.",
        "V": "A visit to a clinic or an emergency department: paid apart.",
        "Y": "Durable equipment that is not implanted: billed to the DME contractor.",
    },
)

HCPCS_COVERAGE = Indicator(
    "hcpcs-coverage",
    "Coverage of a Level II code",
    _LAYOUT,
    {
        "C": "The contractor judges.",
        "D": "Special coverage instructions apply.",
        "I": "Not payable by Medicare.",
        "M": "Not covered by Medicare.",
        "S": "Not covered: a statute excludes it.",
    },
)

HCPCS_PRICING = Indicator(
    "hcpcs-pricing",
    "Pricing of a Level II code",
    _LAYOUT,
    {
        "00": "Not priced apart under Part B.",
        "11": "Physician fee schedule, by national relative values.",
        "12": "Physician fee schedule, by national anesthesia base units.",
        "13": "Physician fee schedule, priced by the contractor.",
        "21": "Laboratory fee schedule, within a national limit.",
        "22": "Laboratory fee schedule, priced by the contractor.",
        "31": "Equipment that needs frequent service, within floors and ceilings.",
        "32": "Inexpensive or routinely purchased equipment, within floors and ceilings.",
        "33": "Oxygen and oxygen equipment, within floors and ceilings.",
        "34": "Supplies for equipment, within floors and ceilings.",
        "35": "Surgical dressings, within floors and ceilings.",
        "36": "Equipment rented up to a cap, within floors and ceilings.",
        "37": "Ostomy, tracheostomy and urological supplies, within floors and ceilings.",
        "38": "Orthotics, prosthetics and vision services, within floors and ceilings.",
        "39": "Parenteral and enteral nutrition.",
        "45": "Equipment made to measure.",
        "46": "Equipment and supplies priced by the contractor.",
        "51": "Drugs.",
        "52": "Reasonable charge.",
        "53": "By statute.",
        "54": "Vaccinations.",
        "55": "Splints and casts.",
        "56": "Lenses implanted in a physician's office.",
        "57": "Otherwise priced by the contractor.",
        "99": "No value has been set.",
    },
)

HCPCS_ACTION = Indicator(
    "hcpcs-action",
    "Last action on a Level II code",
    _LAYOUT,
    {
        "A": "Added.",
        "B": "Administrative data and long description changed.",
        "C": "Long description changed.",
        "D": "Discontinued.",
        "F": "Administrative data changed.",
        "N": "None.",
        "P": "Payment data changed.",
        "R": "Reactivated.",
        "S": "Short description changed.",
        "T": "Filing data changed, such as the type of service.",
    },
)

HCPCS_SERVICE = Indicator(
    "hcpcs-service",
    "Type of service",
    _LAYOUT,
    {
        "0": "Whole blood",
        "1": "Medical care",
        "2": "Surgery",
        "3": "Consultation",
        "4": "Diagnostic radiology",
        "5": "Diagnostic laboratory",
        "6": "Therapeutic radiology",
        "7": "Anesthesia",
        "8": "Assistant at surgery",
        "9": "Other medical items or services",
        "A": "Used equipment",
        "D": "Ambulance",
        "E": "Enteral or parenteral nutrients",
        "F": "Ambulatory surgical center",
        "G": "Immunosuppressive drugs",
        "J": "Diabetic shoes",
        "K": "Hearing items and services",
        "L": "Supplies for kidney failure",
        "M": "Monthly payment for dialysis",
        "N": "Kidney donor",
        "P": "Purchase of equipment, prosthetics or orthotics",
        "Q": "Vision items or services",
        "R": "Rental of equipment",
        "S": "Surgical dressings or other supplies",
        "T": "Outpatient mental health",
        "U": "Occupational therapy",
        "V": "Pneumococcal or influenza vaccine",
        "W": "Physical therapy",
    },
)

EQUIVALENCE = Indicator(
    "gem-flags",
    "Flags of an equivalence mapping",
    "CMS and CDC, General Equivalence Mappings, documentation and user guide",
    {
        "approximate": "Not quite the same: one of the two says more than the other.",
        "no-map": "The other code set has nothing for it.",
        "combination": "It takes several codes together: one of each choice list of a scenario.",
        "scenario": "The number of one of the ways in which a combination may be built.",
        "choice-list": "The number of one of the lists of a scenario.",
    },
)

PAYMENT_INDICATORS = (
    OUTPATIENT_STATUS,
    HCPCS_COVERAGE,
    HCPCS_PRICING,
    HCPCS_ACTION,
    HCPCS_SERVICE,
    EQUIVALENCE,
)
