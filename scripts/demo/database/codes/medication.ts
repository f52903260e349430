/** The local code lists about vaccines and drugs. */
import { codeList, type CodeList } from './list.ts'

export const medicationLists: readonly CodeList[] = [
  codeList(
    'IMMROUTE',
    'V3',
    `IM | Intramuscular | IM
    SC | Subcutaneous | SQ
    PO | By mouth | PO
    IN | Intranasal | NASINHLC
    ID | Intradermal | IDINJ`,
  ),
  codeList(
    'IMMSITE',
    'V3',
    `LA | Left upper arm | LA
    RA | Right upper arm | RA
    LT | Left thigh | LT
    RT | Right thigh | RT
    NOS | Nose
    MTH | Mouth`,
  ),
  codeList(
    'IMMRSN',
    null,
    `RT | Routine
    CU | Catch up
    TR | Travel`,
  ),
  codeList(
    'RFSLRSN',
    'V3',
    `RL | Religious objection | RELIG
    PH | Philosophical objection | PHILISOP
    PO~ | Patient objection | PATOBJ
    MP | Medical precaution | MEDPREC
    IM | Already immune | IMMUNE
    OS | Out of stock | OSTOCK
    PD | Parent decision`,
  ),
  codeList(
    'VACC',
    'CVX',
    `FLU | Influenza, injectable, preservative free | 140
    FLUQ | Influenza, quadrivalent, preservative free | 150
    MMR | Measles, mumps and rubella | 03
    DTAP | DTaP | 20
    IPV | Inactivated polio | 10
    HIB | Hib (PRP-OMP) | 49
    HEPB | Hepatitis B, pediatric | 08
    HEPA | Hepatitis A, pediatric, 2 dose | 83
    VAR | Varicella | 21
    ROTA | Rotavirus, monovalent | 119
    PC13 | Pneumococcal conjugate, 13 valent | 133
    PP23 | Pneumococcal polysaccharide, 23 valent | 33
    TDAP | Tdap | 115
    TD | Td, adult | 113
    HPV | HPV, 9 valent | 165
    MCV4 | Meningococcal MCV4P | 114
    ZOST | Zoster, recombinant | 187
    COV1 | COVID-19, mRNA, 30 mcg | 208
    COV2 | COVID-19, mRNA, 100 mcg | 207
    -OPV | Oral polio`,
  ),
  codeList(
    'RXSTAT',
    null,
    `A | Active
    D | Discontinued
    C | Completed
    H | On hold
    X | Cancelled
    E | Entered in error
    P | Pending`,
  ),
  codeList(
    'RXFREQ',
    'V3',
    `QD | Once a day | QD
    BID | Twice a day | BID
    TID | Three times a day | TID
    QID | Four times a day | QID
    QHS | At bedtime | BED
    QAM | Every morning | AM
    QOD | Every other day | QOD
    Q4H | Every 4 hours | Q4H
    Q6H | Every 6 hours | Q6H
    Q8H | Every 8 hours
    Q12H | Every 12 hours
    QWK | Once a week
    PRN | As needed`,
  ),
  codeList(
    'ROUTE',
    'SCT',
    `PO | By mouth | 26643006
    IM | Intramuscular | 78421000
    SC | Subcutaneous | 34206005
    IV | Intravenous | 47625008
    IH | Inhaled | 447694001
    TO | Topical | 6064005
    SL | Sublingual | 37839007
    NA | Nasal | 46713006
    OP | Eye | 54485002
    TD | Transdermal`,
  ),
  codeList(
    'DOSUNIT',
    'UCUM',
    `TAB | Tablet | {tbl}
    CAP | Capsule | {capsule}
    ML | Milliliter | mL
    MG | Milligram | mg
    PUF | Puff | {puff}
    UNT | Unit | [iU]
    DRP | Drop | [drp]
    PAT | Patch | {patch}
    EA | Each
    INH | Inhaler`,
  ),
  codeList(
    'DOSEFORM',
    'SCT',
    `TAB | Oral tablet | 421026006
    CAP | Oral capsule | 420692007
    ERT | Extended-release tablet | 420378007
    SOLN | Oral solution | 421023003
    SUSP | Oral suspension | 387048002
    INHL | Inhaler | 420641004
    INJ | Injection | 385219001
    CRM | Cream | 385099005
    SPRY | Spray`,
  ),
]
