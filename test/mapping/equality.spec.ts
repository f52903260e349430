/** The rule of a column in JavaScript: the parts of it that no answer of an engine shows alone. */
import { expect } from 'chai'
import { casesOf } from '../../src/fhir/letter-cases.ts'
import { boundFault } from '../../src/mapping/equality/bound.ts'
import { mixtures } from '../../src/mapping/equality/list.ts'
import { ruleOf } from '../../src/mapping/equality/rule.ts'
import type { ColumnSchema } from '../../src/mapping/schema.ts'
import type { Column } from '../../src/mapping/table.ts'
import { faults } from './clinic.ts'
import { column, typed, varchar } from './hand-made.ts'

const text = column('NM', { schema: { ...varchar, collation: 'cs', accents: 'sensitive' } })
const of = (type: ColumnSchema['type']): Column => column('C', { schema: typed(type) })

describe('the rule of a column', () => {
  it('orders texts by code point, letters beyond the basic plane last, those of ASCII without case', () => {
    const texts = ['😀', 'ﬁ', 'b', 'A', 'É', 'é', 'Z', '[', 'a']
    const { compare } = ruleOf(text)
    expect(texts.toSorted(compare)).to.deep.equal(['[', 'A', 'a', 'b', 'Z', 'É', 'é', 'ﬁ', '😀'])
  })

  it('knows each letter in all its cases, and none that is not of ASCII for one that is', () => {
    expect(casesOf('k')).to.have.members(['k', 'K'])
    expect(casesOf('\u212a')).to.deep.equal(['\u212a'])
    expect(casesOf('Σ')).to.have.members(['σ', 'Σ', 'ς'])
    expect(casesOf('ǆ')).to.have.members(['ǆ', 'Ǆ', 'ǅ'])
    expect(casesOf('ß')).to.have.members(['ß', 'ẞ'])
    expect(mixtures('yß')).to.have.members(['yß', 'yẞ', 'Yß', 'Yẞ'])
  })

  it('takes letters for the same whatever the script, one for one', () => {
    const { foldedKey } = ruleOf(text)
    expect(foldedKey('ΛΌΓΟΣ')).to.equal(foldedKey('λόγος'))
    expect(foldedKey('STRASSE')).to.not.equal(foldedKey('straße'))
    expect(foldedKey('\u212aelvin')).to.not.equal(foldedKey('kelvin'))
  })

  it('refuses ends of ranges that none of its values can be held against', () => {
    expect(boundFault(text, 'soon')).to.equal(undefined)
    expect(boundFault(of('uuid'), 'a')?.message).to.match(/have no order$/)
    expect(boundFault(of('date'), '2000-02-30')).to.equal(undefined)
    expect(boundFault(of('date'), 'soon')?.message).to.match(/^"soon" is no day/)
    expect(boundFault(of('decimal'), '1e')?.message).to.match(/^"1e" is no number/)
  })

  it('says so of a mapping that states one', async () => {
    const source = (when: string): string =>
      `resource: Patient\nsource: x\nfrom: PAT_MSTR p\nkey: p.PAT_ID\npatient: p.PAT_ID\nwhere: ${when}\nmap: { gender: male }`
    const faultsOf = (when: string): Promise<readonly string[]> => faults({ 'x.yaml': source(when) })
    expect(await faultsOf('{ p.PAT_ID: { below: soon } }')).to.include(
      'x.yaml:6:29 error: "soon" is no number, and PAT_ID holds numbers (write digits: 10, -0.5)',
    )
    expect(await faultsOf('{ p.DEATH_DTTM: { from: soon } }')).to.include(
      'x.yaml:6:32 error: "soon" is no day, and DEATH_DTTM holds days or times (write 2020-01-31, or 2020-01-31 10:00)',
    )
  })

  it('is said of the case of codes in two words', async () => {
    const faultsOf = (lab: string): Promise<readonly string[]> =>
      faults({ 'system.yaml': `systems: { lab: ${lab} }\ntenants: { one: { key: '1', zone: UTC } }` })
    expect(await faultsOf('{ uri: urn:x, case: ignored }')).to.deep.equal([])
    expect(await faultsOf('{ uri: urn:x, case: exakt }')).to.deep.equal([
      'system.yaml:1:37 error: "exakt" is not what the case of codes can be (did you mean exact?)',
    ])
    expect(await faultsOf('{ case: exact }')).to.deep.equal([
      'system.yaml:1:17 error: a code system needs its URI (write lab: "urn:oid:1.2.3", or lab: { uri: "urn:oid:1.2.3", case: exact })',
    ])
  })
})
