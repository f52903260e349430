/** The packages of the product: what `npm ci --omit=dev` installs is what the built program imports, no more and no less. */
import { expect } from 'chai'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Package {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Package

const nameOf = (path: string): string =>
  path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/')

/** Types alone are gone when it is built. */
function importedBy(folder: string): ReadonlySet<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.ts'))
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8'))
  const line =
    /^(?:import|export)\s(?!type\s)[^'"]*?from\s+'([^'.][^']*)'|^import\s+'([^'.][^']*)'|\bimport\('([^'.][^']*)'\)/gm
  const paths = texts.flatMap((text) =>
    [...text.matchAll(line)].map(([, from, bare, late]) => from ?? bare ?? late ?? ''),
  )
  return new Set(paths.filter((path) => !path.startsWith('node:')).map(nameOf))
}

/** Asked for when it is needed, and told how to get where it is not: a window for `portico certify --browser`. */
const optional = ['playwright-core']

describe('the packages of the product', () => {
  it('are all that it imports, and nothing of the demo or of tests', () => {
    expect([...importedBy('src')].sort()).to.deep.equal([...Object.keys(dependencies), ...optional].sort())
  })

  it('and those of the demo are there for who develops', () => {
    const all = { ...dependencies, ...devDependencies }
    expect([...importedBy('scripts')].filter((name) => !(name in all))).to.deep.equal([])
    expect(devDependencies).to.include.keys('oidc-provider', 'tsx', 'tough-cookie', 'node-html-parser', 'cli-progress')
  })
})
