/** The local code lists about visits, problems and allergies. */
import { codeList, type CodeList } from './list.ts'

export const visitLists: readonly CodeList[] = [
  codeList(
    'APPTTYP',
    null,
    `NEW | New patient
    EST | Established patient
    PHY | Physical
    NUR | Nurse visit
    TEL | Telephone`,
  ),
  codeList(
    'APPTSTAT',
    null,
    `S | Scheduled
    C | Checked in
    X | Cancelled
    N | No show
    D | Done`,
  ),
  codeList(
    'VISTTYP',
    'SCT',
    `new | New patient visit | 185463005
    Est | Established patient visit | 185349003
    WEL | Wellness visit | 410620009
    TEL | Telephone visit | 185317003
    VID | Video visit | 448337001
    HOS | Hospital stay | 32485007
    ERV | Emergency visit | 50849002
    NUR | Nurse visit | 185347001
    PRO | Procedure visit`,
  ),
  codeList('VISTTYP', 'SCT', `WEL | Well child visit | 410620009`, 2),
  codeList(
    'DISPO',
    'HL7',
    `01 | Home or self care | home
    02 | Other short-term hospital | other-hcf
    03 | Skilled nursing facility | snf
    06 | Home under care of home health agency | alt-home
    07 | Left against medical advice | aadvice
    20 | Expired | exp
    50 | Hospice | hosp
    62 | Rehabilitation facility | rehab
    65 | Psychiatric hospital | psy`,
  ),
  codeList('DISPO', 'HL7', `01 | Discharged home | home`, 3),
  codeList(
    'PROBSTAT',
    null,
    `A | Active
    I | Inactive
    R | Resolved
    C | Recurrence`,
  ),
  codeList(
    'PROBCATG',
    null,
    `PL | Problem
    HC | Health concern
    SD | Social determinant of health
    FN | Functional status
    DS | Disability
    CG | Cognitive status`,
  ),
  codeList(
    'VERSTAT',
    null,
    `C | Confirmed
    P | Provisional
    D | Differential
    R | Refuted
    E | Entered in error
    U | Unconfirmed`,
  ),
  codeList(
    'PROBSEV',
    'SCT',
    `1 | Mild | 255604002
    2 | Moderate | 6736007
    3 | Severe | 24484000`,
  ),
  codeList(
    'ALRGTYP',
    null,
    `D | Drug
    F | Food
    E | Environmental
    B | Biologic
    N | None known`,
  ),
  codeList(
    'ALRGSEV',
    null,
    `1 | Mild
    2 | Moderate
    3 | Severe`,
  ),
  codeList(
    'RXN',
    'SCT',
    `HIV | Hives | 126485001
    NAU | Nausea | 422587007
    Ana | Anaphylaxis | 39579001
    RSH | Rash | 271807003
    ITC | Itching | 418290006
    SWE | Swelling of the face | 278528006
    WHZ | Wheezing | 56018004
    VOM | Vomiting | 422400008
    SNZ | Sneezing | 162367006
    DIZ | Dizziness | 404640003
    COU | Cough | 49727002
    -OTH | Other reaction`,
  ),
  codeList(
    'SCRNFRM',
    null,
    `PHQ9 | Patient Health Questionnaire 9
    SOCHX | Social history
    HVS | Hunger Vital Sign`,
  ),
  codeList(
    'LISTTYP',
    null,
    `ALLPAT | All patients
    DIABREG | Diabetes registry
    PEDREG | Children of the practice`,
  ),
  codeList(
    'INSTYP',
    'SOPT',
    `MC | Medicare | 1
    MD | Medicaid | 2
    CO | Commercial | 5
    HM | Health maintenance organization | 511
    PP | Preferred provider organization | 512
    WC | Workers compensation | 95
    SP | Self pay | 81`,
  ),
  codeList('PLNSTAT', null, `A | Active\nC | Completed\nD | Draft\nR | Revoked\nH | On hold`),
  codeList('GOALSTAT', null, `PR | Proposed\nAC | Active\nCM | Completed\nCN | Cancelled\nOH | On hold`),
  codeList(
    'DOCTYP',
    'LN',
    `PROG | Progress note | 11506-3
    H&P | History and physical | 34117-2
    CONS | Consultation note | 11488-4
    DISC | Discharge summary | 18842-5
    PROC | Procedure note | 28570-0
    NURS | Nursing note | 34746-8
    RAD | Diagnostic imaging report | 18748-4
    PATH | Pathology report | 11526-1
    CARD | Cardiology report | 34752-6
    LABR | Laboratory report | 11502-2
    CCDA | Summary of care | 34133-9
    LTTR | Letter | 51852-2
    ADVD | Advance directive | 42348-3
    SCAN | Scanned document`,
  ),
]
