import { expect } from 'chai'
import { faults, patient } from './clinic.ts'

describe('a constant', () => {
  it('that names a column of its source is told of, with what to write', async () => {
    const [told = ''] = await faults({ 'pat.yaml': patient('name: [{ family: p.LAST_NM }]') })
    expect(told).to.match(/error: "p\.LAST_NM" is a text here, and names a column \(write =p\.LAST_NM\)$/)
  })

  it('may have a dot in it', async () => {
    expect(await faults({ 'pat.yaml': patient('name: [{ family: p.OTHER }]') })).to.deep.equal([])
  })
})
