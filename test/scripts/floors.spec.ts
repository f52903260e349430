/** The script that guards the floors, on small houses of the tests' own. */
import { expect } from 'chai'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

function runFloors(files: Readonly<Record<string, string>>, ...options: readonly string[]) {
  const house = mkdtempSync(join(tmpdir(), 'floors-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, name)), { recursive: true })
    writeFileSync(join(house, name), text)
  }
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'scripts/floors.ts', house, ...options],
    {
      encoding: 'utf8',
    },
  )
  rmSync(house, { recursive: true })
  return { status, printed: stdout.trim().split('\n'), faults: stderr.trim().split('\n') }
}

describe('the floors', () => {
  it('hold a house whose imports go down, and print it', () => {
    const { status, printed } = runFloors(
      {
        'app/search.ts': "import type { Database } from '../rows/database.ts'\nimport express from 'express'\n",
        'rows/pool.ts': "import type { Query } from '../query/query.ts'\n",
        'main.ts': "import { open } from './rows/open.ts'\n",
      },
      '--graph',
    )
    expect(status).to.equal(0)
    expect(printed).to.deep.equal(['app -> rows', 'main.ts -> rows', 'rows -> query'])
  })

  it('fail for each import that goes up, sees too much, or takes a library out of its home', () => {
    const { status, faults } = runFloors({
      'app/search.ts': "import { openDatabase } from '../rows/open.ts'\n",
      'mapping/load.ts':
        "import {\n  parse,\n} from '../parse/search.ts'\nimport { planSearch } from '../plan/search.ts'\n",
      'plan/search.ts': "import pg from 'pg'\nexport { x } from '../attic/x.ts'\n",
      'rows/pool.ts': "import { Query } from '../query/query.ts'\nawait import('../app/server.ts')\n",
    })
    expect(status).to.equal(1)
    expect(faults).to.deep.equal([
      'app/search.ts: app > rows may take types of rows/database.ts only',
      'mapping/load.ts: mapping > parse does not go down',
      'mapping/load.ts: mapping > plan does not go down',
      'plan/search.ts: pg has its home in rows',
      'plan/search.ts: plan > attic: a folder that stands on no floor',
      'rows/pool.ts: rows > query may take types only',
      'rows/pool.ts: rows > app does not go down',
    ])
  })

  it('fail for files that import each other, by way of others or of types alone', () => {
    const { status, faults } = runFloors({
      'mapping/a.ts': "import { b } from './b.ts'\n",
      'mapping/b.ts': "import type { C } from './c.ts'\n",
      'mapping/c.ts': "import { a } from './a.ts'\n",
      'mapping/d.ts': "import { a } from './a.ts'\n",
    })
    expect(status).to.equal(1)
    expect(faults).to.deep.equal(['a circle: mapping/a.ts > mapping/b.ts > mapping/c.ts'])
  })
})
