/** Files are changed as editors do it; the call has to come each time. */
import { expect } from 'chai'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { watchFolder, type Watching } from '../../scripts/demo/watch-folder.ts'

describe('watching a mapping', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-watch-'))
  let watching: Watching
  let told: (() => void) | undefined
  let calls = 0

  before(() => {
    mkdirSync(join(folder, 'codes'))
    writeFileSync(join(folder, 'a.yaml'), '1')
    watching = watchFolder(folder, async () => {
      calls++
      told?.()
    })
  })

  after(() => {
    watching.close()
    rmSync(folder, { recursive: true })
  })

  const change = (work: () => void): Promise<void> =>
    new Promise((resolve) => {
      told = resolve
      work()
    })

  it('sees a file that is written in place, one that is put in place of another, twice, and one in a folder inside', async () => {
    const replace = (): void => {
      writeFileSync(join(folder, '.a.yaml.new'), '2')
      renameSync(join(folder, '.a.yaml.new'), join(folder, 'a.yaml'))
    }
    await change(() => writeFileSync(join(folder, 'a.yaml'), '3'))
    await change(replace)
    await change(replace)
    await change(() => writeFileSync(join(folder, 'a.yaml'), '4'))
    await change(() => writeFileSync(join(folder, 'codes', 'b.csv'), '5'))
    expect(calls).to.be.at.least(5)
  })
})
