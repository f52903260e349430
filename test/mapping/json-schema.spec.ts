import { Ajv } from 'ajv'
import { expect } from 'chai'
import { readdirSync, readFileSync } from 'node:fs'
import { parseAllDocuments } from 'yaml'
import { mappingJsonSchema } from '../../src/mapping/json-schema.ts'
import { patient, system, vitals } from './clinic.ts'

const folder = new URL('../../mappings/clinprd/', import.meta.url)
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(mappingJsonSchema)

const faults = (text: string): readonly string[] =>
  parseAllDocuments(text).flatMap((document) => {
    validate(document.toJS())
    return (validate.errors ?? [])
      .filter(({ keyword }) => keyword !== 'if')
      .map(({ instancePath, message }) => `${instancePath} ${message}`)
  })

describe('the JSON Schema of mappings', () => {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.yaml')))
    it(`takes ${name} as it is`, () => {
      expect(faults(readFileSync(new URL(name, folder), 'utf8'))).to.deep.equal([])
    })

  it('takes system.yaml, groups and kinds', () => {
    expect(faults(system)).to.deep.equal([])
    expect(faults(patient('gender: male'))).to.deep.equal([])
    expect(
      faults(
        vitals('group: { key: [v.A, v.B], order: v.C }\nkinds: [{ when: { or: [{ v.A: { below: 1 } }] } }]').replace(
          'key: v.VIT_ID\n',
          '',
        ),
      ),
    ).to.deep.equal([])
  })

  it('tells of unknown clauses and words', () => {
    expect(faults(patient('gender: male', 'wher: { p.SEX: M }'))).to.deep.equal([
      ' must NOT have additional properties',
    ])
    expect(faults(patient('gender: male').replace('survivor', 'keep'))).to.include(
      '/merged/results must be equal to one of the allowed values',
    )
    expect(faults('tenants: { from: A a, key: a.B }')).to.include("/tenants must have required property 'zone'")
    expect(faults(patient('gender: male').replace('p.REC_STAT: D', 'REC_STAT: D'))).to.deep.equal([
      '/exclude must NOT have additional properties',
    ])
  })
})
