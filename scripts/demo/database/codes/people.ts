/** The local code lists about people: who they are, how they are related, what they do. */
import { codeList, type CodeList } from './list.ts'

export const peopleLists: readonly CodeList[] = [
  codeList(
    'MARITAL',
    'V3',
    `S | Single | S
    M | Married | M
    D | Divorced | D
    W | Widowed | W
    L | Legally separated | L
    P | Life partner | T
    U | Unknown`,
  ),
  codeList(
    'RACE',
    'OMB',
    `W | White | 2106-3
    B | Black or African American | 2054-5
    A | Asian | 2028-9
    I | American Indian or Alaska Native | 1002-5
    P | Native Hawaiian or Other Pacific Islander | 2076-8
    -H | Hispanic
    O | Other
    U | Unknown`,
  ),
  codeList(
    'ETHN',
    'OMB',
    `H | Hispanic or Latino | 2135-2
    N | Not Hispanic or Latino | 2186-5
    U | Unknown`,
  ),
  codeList(
    'LANG',
    'LOCL',
    `ENG | English | en
    SPA | Spanish | es
    POL | Polish | pl
    CHI | Chinese | zh
    RUS | Russian | ru
    ARA | Arabic | ar
    VIE | Vietnamese | vi
    KOR | Korean | ko
    TGL | Tagalog | tl
    FRE | French | fr
    HAT | Haitian Creole | ht
    NAV | Navajo | nv
    SGN | American Sign Language | ase
    UND | Undetermined`,
  ),
  codeList(
    'TRIBE',
    'V3',
    `PAI | Paiute-Shoshone Tribe of the Fallon Reservation and Colony | 187
    NAV | Navajo Nation
    HOPI | Hopi Tribe of Arizona
    OTH | Other tribe`,
  ),
  codeList(
    'GNDRID',
    'SCT',
    `F | Female | 446141000124107
    M | Male | 446151000124109
    TGF | Transgender female | 407376001
    TGM | Transgender male | 407377005
    NB | Non-binary | 33791000087105
    ND | Did not say`,
  ),
  codeList(
    'SEXCLIN',
    null,
    `248152002 | Female
    248153007 | Male
    UNK | Unknown`,
  ),
  codeList(
    'RELATION',
    'V3',
    `MT | Mother | MTH
    FT | Father | FTH
    SP | Spouse | SPS
    CH | Child | CHILD
    SI | Sibling | SIB
    GP | Grandparent | GRPRNT
    FR | Friend | FRND
    NB | Neighbor | NBOR
    GD | Guardian | GUARD
    PT | Domestic partner | DOMPART
    OT | Other`,
  ),
  codeList(
    'SPEC',
    'NUCC',
    `FAM | Family medicine | 207Q00000X
    INT | Internal medicine | 207R00000X
    PED | Pediatrics | 208000000X
    CAR | Cardiology | 207RC0000X
    END | Endocrinology | 207RE0101X
    OBG | Obstetrics and gynecology | 207V00000X
    PSY | Psychiatry | 2084P0800X
    PSC | Clinical psychology | 103TC0700X
    ORT | Orthopedics | 207X00000X
    DER | Dermatology | 207N00000X
    GAS | Gastroenterology | 207RG0100X
    PUL | Pulmonology | 207RP1001X
    NUP | Nurse practitioner | 363L00000X
    PAS | Physician assistant | 363A00000X
    PTH | Pathology | 207ZP0102X
    RPH | Pharmacist | 183500000X
    RAD | Radiology | 2085R0202X
    -GEN | General practice`,
  ),
  codeList(
    'SPEC',
    'NUCC',
    `PSY | Behavioral health, psychiatry | 2084P0800X
    FAM | Behavioral health, primary care | 207QA0000X`,
    3,
  ),
  codeList(
    'PRVROLE',
    'NUCC',
    `PCP | Primary care physician | 208D00000X
    SPC | Specialist | 174400000X
    RES | Resident | 390200000X
    NP~ | Nurse practitioner | 363L00000X
    PA | Physician assistant | 363A00000X`,
  ),
  codeList(
    'OCCUP',
    'ODH',
    `CNA | Certified nursing assistant | 31-1014.00.007136
    ELEMT | Elementary school teacher
    CASHR | Cashier
    TRUCK | Heavy truck driver
    SOFTW | Software developer
    CARPN | Carpenter
    COOK | Restaurant cook
    ACCT | Accountant
    RETD | Retired
    STUD | Student`,
  ),
  codeList(
    'INDUSTRY',
    'ODH',
    `HOME | Home nursing services | 621610.008495
    EDUC | Elementary and secondary schools
    RETL | Supermarkets and groceries
    TRKG | General freight trucking
    SOFT | Software publishers
    CONS | Residential construction
    REST | Full-service restaurants
    FINA | Offices of accountants`,
  ),
  codeList(
    'TEAMROLE',
    'SCT',
    `PCP | Primary care physician | 446050000
    RN | Registered nurse | 224535009
    CGV | Caregiver | 133932002
    SPEC | Specialist
    SELF | Patient`,
  ),
]
