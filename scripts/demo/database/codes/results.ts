/** The local code lists about orders, results, vital signs and social history. */
import { codeList, type CodeList } from './list.ts'

export const resultLists: readonly CodeList[] = [
  codeList(
    'ORDTYP',
    'SCT',
    `L | Laboratory | 108252007
    R | Radiology | 363679005
    C | Cardiology | 103693007
    P | Pathology
    F | Referral
    S | Procedure | 387713003
    E | Education | 409073007
    D | Social service`,
  ),
  codeList('ORDSTAT', null, `NW | New\nSN | Sent\nPR | Partial\nCM | Complete\nCN | Cancelled\nHD | On hold`),
  codeList('PRIOR', null, `R | Routine\nS | Stat\nA | As soon as possible`),
  codeList(
    'SPECTYP',
    'SCT',
    `bld | Blood | 119297000
    SER | Serum | 119364003
    PLAS | Plasma | 119361006
    UR | Urine | 122575003
    THRT | Throat swab | 258529004
    STL | Stool | 119339001
    NP | Nasopharyngeal swab | 258500001
    OTH | Other specimen`,
  ),
  codeList(
    'SPECCOND',
    'HL7',
    `HEM | Hemolyzed | HEM
    CLOT | Clotted | CLOT
    LIP | Lipemic`,
  ),
  codeList('RPTTYP', null, `L | Laboratory\nR | Radiology\nC | Cardiology\nP | Pathology\nM | Microbiology\nN | Note`),
  codeList(
    'RSLTSTAT',
    null,
    `F | Final
    P | Preliminary
    C | Corrected
    X | Cancelled
    I | Registered`,
  ),
  codeList(
    'ABNFLG',
    'V3',
    `H | High | H
    L | Low | L
    HH | Critically high | HH
    LL | Critically low | LL
    A | Abnormal | A
    AA | Critically abnormal | AA
    N | Normal | N
    S | Susceptible | S
    R | Resistant | R
    W | Worse`,
  ),
  codeList(
    'UOM',
    'UCUM',
    `MG/DL | Milligrams per deciliter | mg/dL
    G/DL | Grams per deciliter | g/dL
    % | Percent | %
    X10E3/UL | Thousands per microliter | 10*3/uL
    X10E6/UL | Millions per microliter | 10*6/uL
    FL | Femtoliters | fL
    MMOL/L | Millimoles per liter | mmol/L
    UIU/ML | Micro-units per milliliter | u[IU]/mL
    NG/ML | Nanograms per milliliter | ng/mL
    NG/DL | Nanograms per deciliter | ng/dL
    UG/DL | Micrograms per deciliter | ug/dL
    U/L | Units per liter | U/L
    IU/L | International units per liter | [iU]/L
    ML/MIN/1.73 | Milliliters per minute per 1.73 square meters | mL/min/{1.73_m2}
    MM HG | Millimeters of mercury | mm[Hg]
    DRINKS/DAY | Drinks per day | {drinks}/d
    D/WK | Days per week | d/wk
    PK/DAY | Packs per day | {pack}/d
    PEOPLE | People | {#}
    PH | pH | [pH]
    RATIO | Ratio | {ratio}
    /HPF | Per high-power field | /[HPF]
    UNITS | Units`,
  ),
  codeList(
    'BPSITE',
    'SCT',
    `LA | Left arm | 368208006
    RA | Right arm | 368209003
    LL | Left leg
    RL | Right leg`,
  ),
  codeList('BPPOS', 'SCT', `SI | Sitting | 33586001\nST | Standing | 10904000\nSU | Lying | 40199007`),
  codeList(
    'TEMPRT',
    'SCT',
    `O | Oral | 415945006\nT | Tympanic | 415974002\nR | Rectal | 307047009\nA | Axillary | 415882003`,
  ),
  codeList('NOTDONE', 'HL7', `RF | Refused | asked-declined\nUN | Unable | not-performed`),
  codeList(
    'SMOKE',
    'SCT',
    `1 | Current every day smoker | 449868002
    2 | Current some day smoker | 428041000124106
    3 | Former smoker | 8517006
    4 | Never smoker | 266919005
    5 | Smoker, current status unknown | 77176002
    9 | Unknown if ever smoked | 266927001
    HVY | Heavy tobacco smoker | 428071000124103
    LGT | Light tobacco smoker | 428061000124105
    -VAPE | Uses vapor products`,
  ),
  codeList(
    'PREGSTAT',
    'SCT',
    `PRG | Pregnant | 77386006
    NOT | Not pregnant | 60001007
    POS | Possibly pregnant | 102874004`,
  ),
  codeList(
    'PREGINT',
    'SCT',
    `WNT | Wants to become pregnant
    NOT | Does not want to become pregnant
    AMB | Ambivalent about becoming pregnant
    UNS | Not sure of desire to become pregnant | 454381000124105`,
  ),
  codeList(
    'SEXORNT',
    'SCT',
    `STR | Heterosexual | 20430005
    GAY | Homosexual | 38628009
    BI | Bisexual | 42035005
    OTH | Something else
    ND | Did not say`,
  ),
  codeList(
    'ALCUSE',
    'LN',
    `NEV | Never | LA6270-8
    MON | Monthly or less | LA18926-8
    2-4 | 2 to 4 times a month | LA18927-6
    2-3 | 2 to 3 times a week | LA18928-4
    4+ | 4 or more times a week | LA18929-2`,
  ),
  codeList('YESNO', 'V3', `Y | Yes | Y\nN | No | N`),
  codeList(
    'EDULVL',
    'LN',
    `LT8 | Less than high school | LA30185-5
    HS | High school diploma or GED | LA30186-3
    COL | More than high school | LA30187-1`,
  ),
  codeList(
    'PHQ',
    'LN',
    `0 | Not at all | LA6568-5
    1 | Several days | LA6569-3
    2 | More than half the days | LA6570-1
    3 | Nearly every day | LA6571-9`,
  ),
  codeList(
    'HVS',
    'LN',
    `O | Often true | LA28397-0
    S | Sometimes true | LA6729-3
    N | Never true | LA28398-8`,
  ),
  codeList(
    'HOUSE',
    'LN',
    `H | I have housing | LA30189-7
    T | I do not have housing | LA30190-5
    W | Worried about losing housing`,
  ),
  codeList('YNSCR', 'LN', `Y | Yes | LA33-6\nN | No | LA32-8`),
]
