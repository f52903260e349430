/** The hand-written rows of vital signs: every column filled in at least one of them. */
import { plant, type Planted } from '../plant.ts'

export const anchorVitals: readonly Planted[] = [
  plant('VIT_SGN', {
    ...{ VIT_ID: 1, PAT_ID: 1, ENC_ID: 1, VIT_DT: '20251103', VIT_TM: '0940', BP_SYS: 142, BP_DIA: 91, BP_SITE: 'LA' },
    ...{
      BP_POS: 'SI',
      BP2_SYS: 136,
      BP2_DIA: 88,
      PULSE: 78,
      RESP: 16,
      TEMP: 98.6,
      TEMP_UOM: 'F',
      TEMP_RT: 'O',
      HT: 64.5,
    },
    ...{ HT_UOM: 'I', WT: 168.2, WT_UOM: 'L', BMI: 28.42, O2_SAT: 97, PAIN_SCR: 3, LMP_DT: '20251020' },
    ...{ ENTR_USR: 'RNGRANT', LAST_UPD_DTTM: '2025-11-03 09:44:10.000' },
  }),
  plant('VIT_SGN', {
    ...{
      VIT_ID: 2,
      PAT_ID: 1,
      ENC_ID: 2,
      VIT_DT: '20240213',
      VIT_TM: '0610',
      BP_SYS: 118,
      BP_DIA: null,
      BP_SITE: 'RA',
    },
    // Of the second reading the diastolic alone.
    ...{
      BP2_SYS: null,
      BP2_DIA: 74,
      BP_POS: 'SU',
      PULSE: 104,
      RESP: 24,
      TEMP: 38.4,
      TEMP_UOM: 'C',
      TEMP_RT: 'T',
      O2_SAT: 91,
      O2_FLOW: 2.5,
    },
    ...{ FIO2: 30, PEAK_FLOW: 240, ENTR_USR: 'DRWHITMAN', LAST_UPD_DTTM: '2024-02-13 06:15:00.000' },
  }),
  plant('VIT_SGN', {
    ...{ VIT_ID: 3, PAT_ID: 1, ENC_ID: 3, VIT_DT: '20050418', VIT_TM: '1420', BP_SYS: 128, BP_DIA: 84, PULSE: 72 },
    ...{ RESP: 0, TEMP: 0, HT: 164, HT_UOM: 'C', WT: 70.5, WT_UOM: 'K', BMI: 26.2, HC: 0, ENTR_USR: 'RNGRANT' },
  }),
  plant('VIT_SGN', {
    ...{ VIT_ID: 4, PAT_ID: 2, ENC_ID: 7, VIT_DT: '20260115', VIT_TM: '1035', PULSE: 118, RESP: 28, TEMP: 98.2 },
    ...{ TEMP_UOM: 'F', TEMP_RT: 'R', HT: 29.5, HT_UOM: 'I', WT: 336, WT_UOM: 'O', BMI: 17, HC: 45.5, O2_SAT: 99 },
    ...{ HT_PCT: 55.2, WT_PCT: 62.4, BMI_PCT: 64.8, HC_PCT: 58.1, WTLEN_PCT: 61.3, ENTR_USR: 'RNOKAFOR' },
    LAST_UPD_DTTM: '2026-01-15 10:40:00.000',
  }),
  // Childhood growth, entered from the paper chart with the percentiles that the program works out.
  plant('VIT_SGN', {
    ...{
      VIT_ID: 6,
      PAT_ID: 1,
      ENC_ID: null,
      VIT_DT: '19830318',
      VIT_TM: '0000',
      HT: 29.5,
      HT_UOM: 'I',
      WT: 21,
      WT_UOM: 'L',
    },
    ...{
      BMI: 17,
      HC: 45.5,
      HT_PCT: 55.2,
      WT_PCT: 62.4,
      BMI_PCT: 64.8,
      HC_PCT: 58.1,
      WTLEN_PCT: 61.3,
      ENTR_USR: 'RNGRANT',
    },
    LAST_UPD_DTTM: '2012-05-14 09:20:00.000',
  }),
  plant('VIT_SGN', {
    ...{ VIT_ID: 5, PAT_ID: 3, ENC_ID: 8, VIT_DT: '20260420', VIT_TM: '1405', BP_SYS: 124, BP_DIA: 80, PULSE: 70 },
    ...{ RESP: 14, HT: 70, HT_UOM: 'I', WT: 190, WT_UOM: 'L', BMI: 27.26, ENTR_USR: 'RNBENALLY' },
    LAST_UPD_DTTM: '2026-04-20 14:10:00.000',
  }),
]
