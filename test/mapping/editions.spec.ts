/** Profiles by edition of US Core: which one a resource names, and which it goes without. */
import { expect } from 'chai'
import { printDiagnostic } from '../../src/mapping/diagnostics.ts'
import type { Edition } from '../../src/fhir/definitions.ts'
import { load, patient, vitals } from './clinic.ts'

const base = 'http://hl7.org/fhir/us/core/StructureDefinition/'

async function namedIn(usCore: Edition, clause: string) {
  const text = vitals(
    `profile: ${clause}\nmap: { status: final, code: loinc|8867-4, category: { coding: { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: vital-signs } }, effectiveDateTime: =v.VIT_DT | date(yyyymmdd), valueQuantity: =v.PULSE | quantity(/min) }`,
  )
  const files = { 'pat.yaml': patient('gender: female'), 'vit.yaml': text }
  const { mapping, diagnostics } = await load(files, undefined, undefined, usCore)
  return mapping?.byName.get('vit')?.kinds[0]?.profiles ?? diagnostics.map(printDiagnostic)
}

describe('the profile of a resource', () => {
  it('is the first of those written that the edition has', async () => {
    const clause = '[us-core-average-blood-pressure, us-core-simple-observation]'
    expect(await namedIn('6.1.0', clause)).to.deep.equal([`${base}us-core-simple-observation`])
    expect(await namedIn('7.0.0', clause)).to.deep.equal([`${base}us-core-average-blood-pressure`])
  })

  it('is none where only another edition has it', async () => {
    expect(await namedIn('6.1.0', 'us-core-average-blood-pressure')).to.deep.equal([])
  })

  it('is refused where no edition has it', async () => {
    expect(await namedIn('7.0.0', '[us-core-simple-observation, us-core-hart-rate]'))
      .to.have.length(1)
      .and.to.satisfy(([told]: readonly string[]) =>
        told?.includes('"us-core-hart-rate" is no profile of US Core (did you mean us-core-heart-rate?)'),
      )
  })
})
