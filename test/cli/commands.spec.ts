/** The other commands of `portico`, on a demo clinic. */
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Explained } from '../../src/cli/explain/explain.ts'
import { makeClinic, run, type Clinic } from './running.ts'

describe('portico', function () {
  this.timeout(60_000)
  let clinic: Clinic

  before(async () => {
    clinic = await makeClinic()
  })

  const explain = async (...words: readonly string[]): Promise<Explained> =>
    JSON.parse((await run('explain', ...clinic.where, '--json', ...words)).text) as Explained

  it('ends with 2 when it is not understood', async () => {
    const write = process.stderr.write.bind(process.stderr)
    process.stderr.write = () => true
    try {
      for (const words of [
        ['prove'],
        ['explain'],
        ['verify', '--samples', 'x'],
        ['check', '--database', clinic.url],
        ['verify', ...clinic.where, '--types', 'Patientt'],
      ]) {
        expect((await run(...words)).code, words.join(' ')).to.equal(2)
      }
    } finally {
      process.stderr.write = write
    }
  })

  it('introspect writes the same text twice, from which the mapping compiles', async () => {
    const [one, other] = [join(clinic.folder, 'one.json'), join(clinic.folder, 'other.json')]
    expect((await run('introspect', '--database', clinic.url, '--out', one)).text).to.match(/: 45 tables, [\d,]+ rows$/)
    await run('introspect', '--database', clinic.url, '--out', other)
    expect(readFileSync(one, 'utf8')).to.equal(readFileSync(other, 'utf8'))
    expect(JSON.parse(readFileSync(one, 'utf8'))).to.deep.equal(clinic.schema)
  })

  it('explain gives the SQL, its bindings, what drives, the plan and the lines of the mapping', async () => {
    const { sources, pruned } = await explain('Observation?patient=pat-1&code=8867-4')
    const vitals = sources.find(({ source }) => source === 'vit')
    expect(vitals?.driver).to.equal("patient: the patient's key VIT_SGN.PAT_ID")
    expect(vitals?.kinds).to.deep.equal(['8867-4'])
    expect(vitals?.sql).to.match(
      /^SELECT .* FROM \(SELECT .*\) "portico_chart" CROSS JOIN "VIT_SGN" "v" ON "v"\."PAT_ID" = "portico_chart"\."k1" /,
    )
    expect(vitals?.bindings).to.include("'1' integer")
    expect(vitals?.plan).to.include('SEARCH v USING INDEX')
    expect(vitals?.predicates.map(({ parameter, at }) => `${parameter} ${at.split(':')[0]}`)).to.include(
      'code observation-vitals.yaml',
    )
    expect(pruned).to.deep.equal([])
  })

  it('explain says why a source is not asked', async () => {
    const { pruned } = await explain('Condition?category=encounter-diagnosis&patient=pat-1')
    expect(pruned.map(({ source, reason }) => `${source}: ${reason}`)).to.include('cond: category can never be so here')
  })

  it('explain confines to the launch patient, and reads a whole URL', async () => {
    const { sources } = await explain(
      'https://clinic.example/api/patients/v1/1/Encounter?status=finished',
      '--patient',
      'pat-2',
      '--surface',
      'patients',
    )
    expect(sources[0]?.bindings).to.include("'2' integer")
  })

  it('explain prints a refusal with its code and hint', async () => {
    const { code, text } = await run('explain', ...clinic.where, 'Patient?colour=red')
    expect(code).to.equal(1)
    expect(text).to.match(/^refused: plan-parameter-unknown\n {2}Patient has no search parameter colour\./)
  })

  it('coverage finds all that Patient must support, and names what is not mapped', async () => {
    const { text } = await run('coverage', ...clinic.where)
    expect(text).to.match(/^us-core-patient \d+ filled, 0 not filled, 0 missing/m)
    clinic.edit('allergy.yaml', 'clinicalStatus:', '# clinicalStatus:')
    const { code, text: less } = await run('coverage', ...clinic.where)
    expect(code).to.equal(0)
    expect((await run('coverage', ...clinic.where, '--strict')).code).to.equal(1)
    expect(less).to.match(/^ {2}missing +AllergyIntolerance\.clinicalStatus$/m)
    clinic.edit('allergy.yaml', '# clinicalStatus:', 'clinicalStatus:')
  })

  it('verify prints a table and counts, the same for the same seed', async () => {
    const words = ['verify', ...clinic.where, '--types', 'Medication', '--samples', '1', '--org', '1']
    const { code, text } = await run(...words)
    expect(code).to.equal(0)
    expect(text).to.match(/^source +parameter +modifier +prefix +cases +passed +failed +skipped\n/)
    expect(text).to.match(/\n\d+ passed, 0 failed$/)
    expect((await run(...words)).text).to.equal(text)
  })
})
