import { expect } from 'chai'
import { Problem } from '../../src/fhir/problem.ts'
import type { Dialect } from '../../src/query/query.ts'
import { compileRows, type RowsOptions } from '../../src/query/rows.ts'
import { clinic, patientCaller, plan, type Caller } from '../plan/clinic.ts'

interface Case {
  readonly title: string
  readonly url: string
  readonly options?: RowsOptions
  readonly caller?: Caller
  /** The text and the bound values. */
  readonly expected: Readonly<Record<Dialect, readonly [sql: string, values: string]>>
}

const dialects: readonly Dialect[] = ['sqlite', 'postgres', 'mariadb', 'mssql']

function compile({ url, options, caller }: Case, dialect: Dialect): readonly [string, string] {
  const [source] = plan(url, caller).sources
  const { sql, bindings } = compileRows(source!, [], dialect, options).query
  return [sql, bindings.map(({ value }) => value).join(',')]
}

const cases: readonly Case[] = [
  {
    title: 'seeks a prefix by an index and leaves partial dates out',
    url: 'Patient?family=o%27b&birthdate=1980-05',
    options: { limit: 51 },
    expected: {
      sqlite: [
        'SELECT "p"."PAT_ID" FROM "PAT" "p" WHERE "p"."ORG_ID" = ? AND ("p"."LAST_NM" >= ? AND "p"."LAST_NM" < ? OR EXISTS (SELECT 1 FROM "PAT_NAME" "n" WHERE "n"."PAT_ID" = "p"."PAT_ID" AND "n"."LAST_NM" >= ? AND "n"."LAST_NM" < ?)) AND "p"."DOB" >= ? AND "p"."DOB" < ? AND ("p"."REC_STAT" IS NULL OR "p"."REC_STAT" NOT IN (?, ?)) AND ("p"."DOB" IS NULL OR "p"."DOB" NOT IN (?, ?)) ORDER BY "p"."PAT_ID" LIMIT 51',
        "1,O'B,O'C,O'B,O'C,19800500,19800601,D,D ,19800600,19800000",
      ],
      postgres: [
        'SELECT "p"."PAT_ID" FROM "PAT" "p" WHERE "p"."ORG_ID" = $1 AND ("p"."LAST_NM" >= $2 AND "p"."LAST_NM" < $3 AND "p"."LAST_NM" LIKE $4 OR EXISTS (SELECT 1 FROM "PAT_NAME" "n" WHERE "n"."PAT_ID" = "p"."PAT_ID" AND "n"."LAST_NM" >= $5 AND "n"."LAST_NM" < $6 AND "n"."LAST_NM" LIKE $7)) AND "p"."DOB" >= $8 AND "p"."DOB" < $9 AND ("p"."REC_STAT" IS NULL OR "p"."REC_STAT" <> $10) AND ("p"."DOB" IS NULL OR "p"."DOB" NOT IN ($11, $12)) ORDER BY "p"."PAT_ID" LIMIT 51',
        "1,O'B,O'C,O'B%,O'B,O'C,O'B%,19800500,19800601,D,19800600,19800000",
      ],
      mariadb: [
        "SELECT `p`.`PAT_ID` FROM `PAT` `p` WHERE `p`.`ORG_ID` = ? AND (`p`.`LAST_NM` LIKE ? ESCAPE '!' OR EXISTS (SELECT 1 FROM `PAT_NAME` `n` WHERE `n`.`PAT_ID` = `p`.`PAT_ID` AND `n`.`LAST_NM` LIKE ? ESCAPE '!')) AND `p`.`DOB` >= ? AND `p`.`DOB` < ? AND (`p`.`REC_STAT` IS NULL OR `p`.`REC_STAT` <> ?) AND (`p`.`DOB` IS NULL OR `p`.`DOB` NOT IN (?, ?)) ORDER BY `p`.`PAT_ID` LIMIT 51",
        "1,O'B%,O'B%,19800500,19800601,D,19800600,19800000",
      ],
      mssql: [
        "SELECT [p].[PAT_ID] FROM [PAT] [p] WHERE [p].[ORG_ID] = @p1 AND ([p].[LAST_NM] LIKE @p2 ESCAPE '!' OR EXISTS (SELECT 1 FROM [PAT_NAME] [n] WHERE [n].[PAT_ID] = [p].[PAT_ID] AND [n].[LAST_NM] LIKE @p3 ESCAPE '!')) AND [p].[DOB] >= @p4 AND [p].[DOB] < @p5 AND ([p].[REC_STAT] IS NULL OR [p].[REC_STAT] <> @p6) AND ([p].[DOB] IS NULL OR [p].[DOB] NOT IN (@p7, @p8)) ORDER BY [p].[PAT_ID] OFFSET 0 ROWS FETCH NEXT 51 ROWS ONLY",
        "1,O'B%,O'B%,19800500,19800601,D,19800600,19800000",
      ],
    },
  },
  {
    title: 'reads on after a key with a half-line of times',
    url: 'Observation?patient=pat-7&category=laboratory&date=ge2020-01-01',
    options: { limit: 51, after: ['99'] },
    expected: {
      sqlite: [
        'SELECT "l"."LAB_ID" FROM (SELECT "portico_patient"."PAT_ID" AS "k1" FROM "PAT" "portico_patient" WHERE "portico_patient"."ORG_ID" = ? AND "portico_patient"."PAT_ID" = ? UNION SELECT "portico_patient"."PAT_ID" AS "k1" FROM "PAT" "portico_patient" WHERE "portico_patient"."ORG_ID" = ? AND "portico_patient"."REC_STAT" IN (?, ?) AND "portico_patient"."MRG_TO" = ?) "portico_chart" CROSS JOIN "LAB" "l" ON "l"."PAT_ID" = "portico_chart"."k1" INNER JOIN "PAT" "portico_patient" ON "portico_patient"."PAT_ID" = "l"."PAT_ID" LEFT JOIN "PAT" "portico_survivor" ON "portico_survivor"."PAT_ID" = "portico_patient"."MRG_TO" AND "portico_survivor"."ORG_ID" = "portico_patient"."ORG_ID" AND "portico_patient"."REC_STAT" IN (?, ?) AND ("portico_survivor"."REC_STAT" IS NULL OR "portico_survivor"."REC_STAT" NOT IN (?, ?)) WHERE "portico_patient"."ORG_ID" = ? AND (("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" NOT IN (?, ?)) OR "portico_survivor"."PAT_ID" IS NOT NULL) AND (("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" NOT IN (?, ?)) OR "portico_survivor"."PAT_ID" = ?) AND "l"."OBS_DTTM" >= ? AND ("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" NOT IN (?, ?)) AND "l"."LAB_ID" > ? ORDER BY "l"."LAB_ID" LIMIT 51',
        '1,7,1,M,M ,7,M,M ,D,D ,1,M,M ,M,M ,7,2020-01-01,D,D ,99',
      ],
      postgres: [
        'SELECT "l"."LAB_ID" FROM (SELECT "portico_patient"."PAT_ID" AS "k1" FROM "PAT" "portico_patient" WHERE "portico_patient"."ORG_ID" = $1 AND "portico_patient"."PAT_ID" = $2 UNION SELECT "portico_patient"."PAT_ID" AS "k1" FROM "PAT" "portico_patient" WHERE "portico_patient"."ORG_ID" = $3 AND "portico_patient"."REC_STAT" = $4 AND "portico_patient"."MRG_TO" = $5) "portico_chart" INNER JOIN "LAB" "l" ON "l"."PAT_ID" = "portico_chart"."k1" INNER JOIN "PAT" "portico_patient" ON "portico_patient"."PAT_ID" = "l"."PAT_ID" LEFT JOIN "PAT" "portico_survivor" ON "portico_survivor"."PAT_ID" = "portico_patient"."MRG_TO" AND "portico_survivor"."ORG_ID" = "portico_patient"."ORG_ID" AND "portico_patient"."REC_STAT" = $6 AND ("portico_survivor"."REC_STAT" IS NULL OR "portico_survivor"."REC_STAT" <> $7) WHERE "portico_patient"."ORG_ID" = $8 AND (("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" <> $9) OR "portico_survivor"."PAT_ID" IS NOT NULL) AND (("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" <> $10) OR "portico_survivor"."PAT_ID" = $11) AND "l"."OBS_DTTM" >= $12 AND ("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" <> $13) AND "l"."LAB_ID" > $14 ORDER BY "l"."LAB_ID" LIMIT 51',
        '1,7,1,M,7,M,D,1,M,M,7,2020-01-01 00:00:00,D,99',
      ],
      mariadb: [
        'SELECT `l`.`LAB_ID` FROM (SELECT `portico_patient`.`PAT_ID` AS `k1` FROM `PAT` `portico_patient` WHERE `portico_patient`.`ORG_ID` = ? AND `portico_patient`.`PAT_ID` = ? UNION SELECT `portico_patient`.`PAT_ID` AS `k1` FROM `PAT` `portico_patient` WHERE `portico_patient`.`ORG_ID` = ? AND `portico_patient`.`REC_STAT` = ? AND `portico_patient`.`MRG_TO` = ?) `portico_chart` STRAIGHT_JOIN `LAB` `l` ON `l`.`PAT_ID` = `portico_chart`.`k1` INNER JOIN `PAT` `portico_patient` ON `portico_patient`.`PAT_ID` = `l`.`PAT_ID` LEFT JOIN `PAT` `portico_survivor` ON `portico_survivor`.`PAT_ID` = `portico_patient`.`MRG_TO` AND `portico_survivor`.`ORG_ID` = `portico_patient`.`ORG_ID` AND `portico_patient`.`REC_STAT` = ? AND (`portico_survivor`.`REC_STAT` IS NULL OR `portico_survivor`.`REC_STAT` <> ?) WHERE `portico_patient`.`ORG_ID` = ? AND ((`portico_patient`.`REC_STAT` IS NULL OR `portico_patient`.`REC_STAT` <> ?) OR `portico_survivor`.`PAT_ID` IS NOT NULL) AND ((`portico_patient`.`REC_STAT` IS NULL OR `portico_patient`.`REC_STAT` <> ?) OR `portico_survivor`.`PAT_ID` = ?) AND `l`.`OBS_DTTM` >= ? AND (`portico_patient`.`REC_STAT` IS NULL OR `portico_patient`.`REC_STAT` <> ?) AND `l`.`LAB_ID` > ? ORDER BY `l`.`LAB_ID` LIMIT 51',
        '1,7,1,M,7,M,D,1,M,M,7,2020-01-01 00:00:00,D,99',
      ],
      mssql: [
        'SELECT [l].[LAB_ID] FROM (SELECT [portico_patient].[PAT_ID] AS [k1] FROM [PAT] [portico_patient] WHERE [portico_patient].[ORG_ID] = @p1 AND [portico_patient].[PAT_ID] = @p2 UNION SELECT [portico_patient].[PAT_ID] AS [k1] FROM [PAT] [portico_patient] WHERE [portico_patient].[ORG_ID] = @p3 AND [portico_patient].[REC_STAT] = @p4 AND [portico_patient].[MRG_TO] = @p5) [portico_chart] INNER JOIN [LAB] [l] ON [l].[PAT_ID] = [portico_chart].[k1] INNER JOIN [PAT] [portico_patient] ON [portico_patient].[PAT_ID] = [l].[PAT_ID] LEFT JOIN [PAT] [portico_survivor] ON [portico_survivor].[PAT_ID] = [portico_patient].[MRG_TO] AND [portico_survivor].[ORG_ID] = [portico_patient].[ORG_ID] AND [portico_patient].[REC_STAT] = @p6 AND ([portico_survivor].[REC_STAT] IS NULL OR [portico_survivor].[REC_STAT] <> @p7) WHERE [portico_patient].[ORG_ID] = @p8 AND (([portico_patient].[REC_STAT] IS NULL OR [portico_patient].[REC_STAT] <> @p9) OR [portico_survivor].[PAT_ID] IS NOT NULL) AND (([portico_patient].[REC_STAT] IS NULL OR [portico_patient].[REC_STAT] <> @p10) OR [portico_survivor].[PAT_ID] = @p11) AND [l].[OBS_DTTM] >= @p12 AND ([portico_patient].[REC_STAT] IS NULL OR [portico_patient].[REC_STAT] <> @p13) AND [l].[LAB_ID] > @p14 ORDER BY [l].[LAB_ID] OFFSET 0 ROWS FETCH NEXT 51 ROWS ONLY',
        '1,7,1,M,7,M,D,1,M,M,7,2020-01-01 00:00:00,D,99',
      ],
    },
  },
  {
    title: 'confines a patient to the compartment and asks for any of the kinds',
    url: 'Observation?category=vital-signs',
    options: { limit: 51 },
    caller: patientCaller,
    expected: {
      sqlite: [
        'SELECT "v"."VIT_ID" FROM (SELECT "portico_patient"."PAT_ID" AS "k1" FROM "PAT" "portico_patient" WHERE "portico_patient"."ORG_ID" = ? AND "portico_patient"."PAT_ID" = ? UNION SELECT "portico_patient"."PAT_ID" AS "k1" FROM "PAT" "portico_patient" WHERE "portico_patient"."ORG_ID" = ? AND "portico_patient"."REC_STAT" IN (?, ?) AND "portico_patient"."MRG_TO" = ?) "portico_chart" CROSS JOIN "VIT" "v" ON "v"."PAT_ID" = "portico_chart"."k1" INNER JOIN "PAT" "portico_patient" ON "portico_patient"."PAT_ID" = "v"."PAT_ID" LEFT JOIN "PAT" "portico_survivor" ON "portico_survivor"."PAT_ID" = "portico_patient"."MRG_TO" AND "portico_survivor"."ORG_ID" = "portico_patient"."ORG_ID" AND "portico_patient"."REC_STAT" IN (?, ?) AND ("portico_survivor"."REC_STAT" IS NULL OR "portico_survivor"."REC_STAT" NOT IN (?, ?)) WHERE "portico_patient"."ORG_ID" = ? AND (("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" NOT IN (?, ?)) OR "portico_survivor"."PAT_ID" IS NOT NULL) AND (("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" NOT IN (?, ?)) OR "portico_survivor"."PAT_ID" = ?) AND ("v"."PULSE" <> ? OR "v"."RESP" <> ?) AND ("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" NOT IN (?, ?)) ORDER BY "v"."VIT_ID" LIMIT 51',
        '1,7,1,M,M ,7,M,M ,D,D ,1,M,M ,M,M ,7,0,0,D,D ',
      ],
      postgres: [
        'SELECT "v"."VIT_ID" FROM (SELECT "portico_patient"."PAT_ID" AS "k1" FROM "PAT" "portico_patient" WHERE "portico_patient"."ORG_ID" = $1 AND "portico_patient"."PAT_ID" = $2 UNION SELECT "portico_patient"."PAT_ID" AS "k1" FROM "PAT" "portico_patient" WHERE "portico_patient"."ORG_ID" = $3 AND "portico_patient"."REC_STAT" = $4 AND "portico_patient"."MRG_TO" = $5) "portico_chart" INNER JOIN "VIT" "v" ON "v"."PAT_ID" = "portico_chart"."k1" INNER JOIN "PAT" "portico_patient" ON "portico_patient"."PAT_ID" = "v"."PAT_ID" LEFT JOIN "PAT" "portico_survivor" ON "portico_survivor"."PAT_ID" = "portico_patient"."MRG_TO" AND "portico_survivor"."ORG_ID" = "portico_patient"."ORG_ID" AND "portico_patient"."REC_STAT" = $6 AND ("portico_survivor"."REC_STAT" IS NULL OR "portico_survivor"."REC_STAT" <> $7) WHERE "portico_patient"."ORG_ID" = $8 AND (("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" <> $9) OR "portico_survivor"."PAT_ID" IS NOT NULL) AND (("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" <> $10) OR "portico_survivor"."PAT_ID" = $11) AND ("v"."PULSE" <> $12 OR "v"."RESP" <> $13) AND ("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" <> $14) ORDER BY "v"."VIT_ID" LIMIT 51',
        '1,7,1,M,7,M,D,1,M,M,7,0,0,D',
      ],
      mariadb: [
        'SELECT `v`.`VIT_ID` FROM (SELECT `portico_patient`.`PAT_ID` AS `k1` FROM `PAT` `portico_patient` WHERE `portico_patient`.`ORG_ID` = ? AND `portico_patient`.`PAT_ID` = ? UNION SELECT `portico_patient`.`PAT_ID` AS `k1` FROM `PAT` `portico_patient` WHERE `portico_patient`.`ORG_ID` = ? AND `portico_patient`.`REC_STAT` = ? AND `portico_patient`.`MRG_TO` = ?) `portico_chart` STRAIGHT_JOIN `VIT` `v` ON `v`.`PAT_ID` = `portico_chart`.`k1` INNER JOIN `PAT` `portico_patient` ON `portico_patient`.`PAT_ID` = `v`.`PAT_ID` LEFT JOIN `PAT` `portico_survivor` ON `portico_survivor`.`PAT_ID` = `portico_patient`.`MRG_TO` AND `portico_survivor`.`ORG_ID` = `portico_patient`.`ORG_ID` AND `portico_patient`.`REC_STAT` = ? AND (`portico_survivor`.`REC_STAT` IS NULL OR `portico_survivor`.`REC_STAT` <> ?) WHERE `portico_patient`.`ORG_ID` = ? AND ((`portico_patient`.`REC_STAT` IS NULL OR `portico_patient`.`REC_STAT` <> ?) OR `portico_survivor`.`PAT_ID` IS NOT NULL) AND ((`portico_patient`.`REC_STAT` IS NULL OR `portico_patient`.`REC_STAT` <> ?) OR `portico_survivor`.`PAT_ID` = ?) AND (`v`.`PULSE` <> ? OR `v`.`RESP` <> ?) AND (`portico_patient`.`REC_STAT` IS NULL OR `portico_patient`.`REC_STAT` <> ?) ORDER BY `v`.`VIT_ID` LIMIT 51',
        '1,7,1,M,7,M,D,1,M,M,7,0,0,D',
      ],
      mssql: [
        'SELECT [v].[VIT_ID] FROM (SELECT [portico_patient].[PAT_ID] AS [k1] FROM [PAT] [portico_patient] WHERE [portico_patient].[ORG_ID] = @p1 AND [portico_patient].[PAT_ID] = @p2 UNION SELECT [portico_patient].[PAT_ID] AS [k1] FROM [PAT] [portico_patient] WHERE [portico_patient].[ORG_ID] = @p3 AND [portico_patient].[REC_STAT] = @p4 AND [portico_patient].[MRG_TO] = @p5) [portico_chart] INNER JOIN [VIT] [v] ON [v].[PAT_ID] = [portico_chart].[k1] INNER JOIN [PAT] [portico_patient] ON [portico_patient].[PAT_ID] = [v].[PAT_ID] LEFT JOIN [PAT] [portico_survivor] ON [portico_survivor].[PAT_ID] = [portico_patient].[MRG_TO] AND [portico_survivor].[ORG_ID] = [portico_patient].[ORG_ID] AND [portico_patient].[REC_STAT] = @p6 AND ([portico_survivor].[REC_STAT] IS NULL OR [portico_survivor].[REC_STAT] <> @p7) WHERE [portico_patient].[ORG_ID] = @p8 AND (([portico_patient].[REC_STAT] IS NULL OR [portico_patient].[REC_STAT] <> @p9) OR [portico_survivor].[PAT_ID] IS NOT NULL) AND (([portico_patient].[REC_STAT] IS NULL OR [portico_patient].[REC_STAT] <> @p10) OR [portico_survivor].[PAT_ID] = @p11) AND ([v].[PULSE] <> @p12 OR [v].[RESP] <> @p13) AND ([portico_patient].[REC_STAT] IS NULL OR [portico_patient].[REC_STAT] <> @p14) ORDER BY [v].[VIT_ID] OFFSET 0 ROWS FETCH NEXT 51 ROWS ONLY',
        '1,7,1,M,7,M,D,1,M,M,7,0,0,D',
      ],
    },
  },
  {
    title: 'reads a list of keys and asks for what is above a number, and is one',
    url: 'Observation?patient=pat-7&category=laboratory&value-quantity=gt5.4',
    options: { keys: [['1'], ['2']] },
    expected: {
      sqlite: [
        'SELECT "l"."LAB_ID" FROM "LAB" "l" INNER JOIN "PAT" "portico_patient" ON "portico_patient"."PAT_ID" = "l"."PAT_ID" LEFT JOIN "PAT" "portico_survivor" ON "portico_survivor"."PAT_ID" = "portico_patient"."MRG_TO" AND "portico_survivor"."ORG_ID" = "portico_patient"."ORG_ID" AND "portico_patient"."REC_STAT" IN (?, ?) AND ("portico_survivor"."REC_STAT" IS NULL OR "portico_survivor"."REC_STAT" NOT IN (?, ?)) WHERE "portico_patient"."ORG_ID" = ? AND (("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" NOT IN (?, ?)) OR "portico_survivor"."PAT_ID" IS NOT NULL) AND ((("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" NOT IN (?, ?)) AND "portico_patient"."PAT_ID" = ?) OR ("portico_patient"."REC_STAT" IN (?, ?) AND "portico_survivor"."PAT_ID" = ?)) AND "l"."VAL" > ? AND "l"."VAL" < 9e999 AND ("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" NOT IN (?, ?)) AND "l"."LAB_ID" IN (?, ?) ORDER BY "l"."LAB_ID"',
        'M,M ,D,D ,1,M,M ,M,M ,7,M,M ,7,5.4,D,D ,1,2',
      ],
      postgres: [
        'SELECT "l"."LAB_ID" FROM "LAB" "l" INNER JOIN "PAT" "portico_patient" ON "portico_patient"."PAT_ID" = "l"."PAT_ID" LEFT JOIN "PAT" "portico_survivor" ON "portico_survivor"."PAT_ID" = "portico_patient"."MRG_TO" AND "portico_survivor"."ORG_ID" = "portico_patient"."ORG_ID" AND "portico_patient"."REC_STAT" = $1 AND ("portico_survivor"."REC_STAT" IS NULL OR "portico_survivor"."REC_STAT" <> $2) WHERE "portico_patient"."ORG_ID" = $3 AND (("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" <> $4) OR "portico_survivor"."PAT_ID" IS NOT NULL) AND ((("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" <> $5) AND "portico_patient"."PAT_ID" = $6) OR ("portico_patient"."REC_STAT" = $7 AND "portico_survivor"."PAT_ID" = $8)) AND "l"."VAL" > $9 AND "l"."VAL" < \'NaN\' AND ("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" <> $10) AND "l"."LAB_ID" IN ($11, $12) ORDER BY "l"."LAB_ID"',
        'M,D,1,M,M,7,M,7,5.4,D,1,2',
      ],
      mariadb: [
        'SELECT `l`.`LAB_ID` FROM `LAB` `l` INNER JOIN `PAT` `portico_patient` ON `portico_patient`.`PAT_ID` = `l`.`PAT_ID` LEFT JOIN `PAT` `portico_survivor` ON `portico_survivor`.`PAT_ID` = `portico_patient`.`MRG_TO` AND `portico_survivor`.`ORG_ID` = `portico_patient`.`ORG_ID` AND `portico_patient`.`REC_STAT` = ? AND (`portico_survivor`.`REC_STAT` IS NULL OR `portico_survivor`.`REC_STAT` <> ?) WHERE `portico_patient`.`ORG_ID` = ? AND ((`portico_patient`.`REC_STAT` IS NULL OR `portico_patient`.`REC_STAT` <> ?) OR `portico_survivor`.`PAT_ID` IS NOT NULL) AND (((`portico_patient`.`REC_STAT` IS NULL OR `portico_patient`.`REC_STAT` <> ?) AND `portico_patient`.`PAT_ID` = ?) OR (`portico_patient`.`REC_STAT` = ? AND `portico_survivor`.`PAT_ID` = ?)) AND `l`.`VAL` > ? AND (`portico_patient`.`REC_STAT` IS NULL OR `portico_patient`.`REC_STAT` <> ?) AND `l`.`LAB_ID` IN (?, ?) ORDER BY `l`.`LAB_ID`',
        'M,D,1,M,M,7,M,7,5.4,D,1,2',
      ],
      mssql: [
        'SELECT [l].[LAB_ID] FROM [LAB] [l] INNER JOIN [PAT] [portico_patient] ON [portico_patient].[PAT_ID] = [l].[PAT_ID] LEFT JOIN [PAT] [portico_survivor] ON [portico_survivor].[PAT_ID] = [portico_patient].[MRG_TO] AND [portico_survivor].[ORG_ID] = [portico_patient].[ORG_ID] AND [portico_patient].[REC_STAT] = @p1 AND ([portico_survivor].[REC_STAT] IS NULL OR [portico_survivor].[REC_STAT] <> @p2) WHERE [portico_patient].[ORG_ID] = @p3 AND (([portico_patient].[REC_STAT] IS NULL OR [portico_patient].[REC_STAT] <> @p4) OR [portico_survivor].[PAT_ID] IS NOT NULL) AND ((([portico_patient].[REC_STAT] IS NULL OR [portico_patient].[REC_STAT] <> @p5) AND [portico_patient].[PAT_ID] = @p6) OR ([portico_patient].[REC_STAT] = @p7 AND [portico_survivor].[PAT_ID] = @p8)) AND [l].[VAL] > @p9 AND ([portico_patient].[REC_STAT] IS NULL OR [portico_patient].[REC_STAT] <> @p10) AND [l].[LAB_ID] IN (@p11, @p12) ORDER BY [l].[LAB_ID]',
        'M,D,1,M,M,7,M,7,5.4,D,1,2',
      ],
    },
  },
  {
    title: 'finds what has no code when a code is not wanted',
    url: 'Observation?patient=pat-7&category=laboratory&code:not=2345-7',
    expected: {
      sqlite: [
        'SELECT "l"."LAB_ID" FROM (SELECT "portico_patient"."PAT_ID" AS "k1" FROM "PAT" "portico_patient" WHERE "portico_patient"."ORG_ID" = ? AND "portico_patient"."PAT_ID" = ? UNION SELECT "portico_patient"."PAT_ID" AS "k1" FROM "PAT" "portico_patient" WHERE "portico_patient"."ORG_ID" = ? AND "portico_patient"."REC_STAT" IN (?, ?) AND "portico_patient"."MRG_TO" = ?) "portico_chart" CROSS JOIN "LAB" "l" ON "l"."PAT_ID" = "portico_chart"."k1" INNER JOIN "PAT" "portico_patient" ON "portico_patient"."PAT_ID" = "l"."PAT_ID" LEFT JOIN "PAT" "portico_survivor" ON "portico_survivor"."PAT_ID" = "portico_patient"."MRG_TO" AND "portico_survivor"."ORG_ID" = "portico_patient"."ORG_ID" AND "portico_patient"."REC_STAT" IN (?, ?) AND ("portico_survivor"."REC_STAT" IS NULL OR "portico_survivor"."REC_STAT" NOT IN (?, ?)) WHERE "portico_patient"."ORG_ID" = ? AND (("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" NOT IN (?, ?)) OR "portico_survivor"."PAT_ID" IS NOT NULL) AND (("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" NOT IN (?, ?)) OR "portico_survivor"."PAT_ID" = ?) AND ("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" NOT IN (?, ?)) AND ("l"."TST_CD" IS NULL OR "l"."TST_CD" <> ?) ORDER BY "l"."LAB_ID"',
        '1,7,1,M,M ,7,M,M ,D,D ,1,M,M ,M,M ,7,D,D ,2345-7',
      ],
      postgres: [
        'SELECT "l"."LAB_ID" FROM (SELECT "portico_patient"."PAT_ID" AS "k1" FROM "PAT" "portico_patient" WHERE "portico_patient"."ORG_ID" = $1 AND "portico_patient"."PAT_ID" = $2 UNION SELECT "portico_patient"."PAT_ID" AS "k1" FROM "PAT" "portico_patient" WHERE "portico_patient"."ORG_ID" = $3 AND "portico_patient"."REC_STAT" = $4 AND "portico_patient"."MRG_TO" = $5) "portico_chart" INNER JOIN "LAB" "l" ON "l"."PAT_ID" = "portico_chart"."k1" INNER JOIN "PAT" "portico_patient" ON "portico_patient"."PAT_ID" = "l"."PAT_ID" LEFT JOIN "PAT" "portico_survivor" ON "portico_survivor"."PAT_ID" = "portico_patient"."MRG_TO" AND "portico_survivor"."ORG_ID" = "portico_patient"."ORG_ID" AND "portico_patient"."REC_STAT" = $6 AND ("portico_survivor"."REC_STAT" IS NULL OR "portico_survivor"."REC_STAT" <> $7) WHERE "portico_patient"."ORG_ID" = $8 AND (("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" <> $9) OR "portico_survivor"."PAT_ID" IS NOT NULL) AND (("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" <> $10) OR "portico_survivor"."PAT_ID" = $11) AND ("portico_patient"."REC_STAT" IS NULL OR "portico_patient"."REC_STAT" <> $12) AND ("l"."TST_CD" IS NULL OR "l"."TST_CD" <> $13) ORDER BY "l"."LAB_ID"',
        '1,7,1,M,7,M,D,1,M,M,7,D,2345-7',
      ],
      mariadb: [
        'SELECT `l`.`LAB_ID` FROM (SELECT `portico_patient`.`PAT_ID` AS `k1` FROM `PAT` `portico_patient` WHERE `portico_patient`.`ORG_ID` = ? AND `portico_patient`.`PAT_ID` = ? UNION SELECT `portico_patient`.`PAT_ID` AS `k1` FROM `PAT` `portico_patient` WHERE `portico_patient`.`ORG_ID` = ? AND `portico_patient`.`REC_STAT` = ? AND `portico_patient`.`MRG_TO` = ?) `portico_chart` STRAIGHT_JOIN `LAB` `l` ON `l`.`PAT_ID` = `portico_chart`.`k1` INNER JOIN `PAT` `portico_patient` ON `portico_patient`.`PAT_ID` = `l`.`PAT_ID` LEFT JOIN `PAT` `portico_survivor` ON `portico_survivor`.`PAT_ID` = `portico_patient`.`MRG_TO` AND `portico_survivor`.`ORG_ID` = `portico_patient`.`ORG_ID` AND `portico_patient`.`REC_STAT` = ? AND (`portico_survivor`.`REC_STAT` IS NULL OR `portico_survivor`.`REC_STAT` <> ?) WHERE `portico_patient`.`ORG_ID` = ? AND ((`portico_patient`.`REC_STAT` IS NULL OR `portico_patient`.`REC_STAT` <> ?) OR `portico_survivor`.`PAT_ID` IS NOT NULL) AND ((`portico_patient`.`REC_STAT` IS NULL OR `portico_patient`.`REC_STAT` <> ?) OR `portico_survivor`.`PAT_ID` = ?) AND (`portico_patient`.`REC_STAT` IS NULL OR `portico_patient`.`REC_STAT` <> ?) AND (`l`.`TST_CD` IS NULL OR `l`.`TST_CD` <> ?) ORDER BY `l`.`LAB_ID`',
        '1,7,1,M,7,M,D,1,M,M,7,D,2345-7',
      ],
      mssql: [
        'SELECT [l].[LAB_ID] FROM (SELECT [portico_patient].[PAT_ID] AS [k1] FROM [PAT] [portico_patient] WHERE [portico_patient].[ORG_ID] = @p1 AND [portico_patient].[PAT_ID] = @p2 UNION SELECT [portico_patient].[PAT_ID] AS [k1] FROM [PAT] [portico_patient] WHERE [portico_patient].[ORG_ID] = @p3 AND [portico_patient].[REC_STAT] = @p4 AND [portico_patient].[MRG_TO] = @p5) [portico_chart] INNER JOIN [LAB] [l] ON [l].[PAT_ID] = [portico_chart].[k1] INNER JOIN [PAT] [portico_patient] ON [portico_patient].[PAT_ID] = [l].[PAT_ID] LEFT JOIN [PAT] [portico_survivor] ON [portico_survivor].[PAT_ID] = [portico_patient].[MRG_TO] AND [portico_survivor].[ORG_ID] = [portico_patient].[ORG_ID] AND [portico_patient].[REC_STAT] = @p6 AND ([portico_survivor].[REC_STAT] IS NULL OR [portico_survivor].[REC_STAT] <> @p7) WHERE [portico_patient].[ORG_ID] = @p8 AND (([portico_patient].[REC_STAT] IS NULL OR [portico_patient].[REC_STAT] <> @p9) OR [portico_survivor].[PAT_ID] IS NOT NULL) AND (([portico_patient].[REC_STAT] IS NULL OR [portico_patient].[REC_STAT] <> @p10) OR [portico_survivor].[PAT_ID] = @p11) AND ([portico_patient].[REC_STAT] IS NULL OR [portico_patient].[REC_STAT] <> @p12) AND ([l].[TST_CD] IS NULL OR [l].[TST_CD] <> @p13) ORDER BY [l].[LAB_ID]',
        '1,7,1,M,7,M,D,1,M,M,7,D,2345-7',
      ],
    },
  },
]

describe('a page of rows as SQL', () => {
  before(clinic)

  for (const each of cases) {
    for (const dialect of dialects) {
      it(`${each.title}, on ${dialect}`, () => {
        expect(compile(each, dialect)).to.deep.equal(each.expected[dialect])
      })
    }
  }

  it('binds each value as the type of its column', () => {
    const [source] = plan('Patient?family=doe&gender=female').sources
    const { bindings } = compileRows(source!, [], 'mssql').query
    const [id, flag] = [{ kind: 'integer' }, { kind: 'text', length: 1, fixed: true }]
    const name = { kind: 'text', length: 25 }
    const state = { kind: 'text', length: 2, fixed: true }
    expect(bindings.map(({ type }) => type)).to.deep.equal([id, flag, name, name, id, flag, state])
  })

  it('refuses more values than the engine takes, before the driver does', () => {
    const [source] = plan('Patient?_id=pat-1').sources
    const keys = Array.from({ length: 2_100 }, (_, index) => [`${index}`])
    expect(() => compileRows(source!, [], 'mssql', { keys }))
      .to.throw(Problem, 'this database takes 2000')
      .with.property('code', 'plan-too-many-values')
    expect(compileRows(source!, [], 'postgres', { keys }).query.bindings).to.have.length.greaterThan(2_100)
  })

  it('selects the key, what checks need and what the caller asks for, each once', () => {
    const [source] = plan('Patient?_id=pat-1').sources
    const [key] = source!.source.key
    const { columns } = compileRows(source!, [key!.column, key!.column], 'sqlite')
    expect(columns.map(({ name }) => name)).to.deep.equal(['PAT_ID'])
  })
})
