import { expect } from 'chai'
import { Problem } from '../../../src/fhir/problem.ts'
import { decodeCursor, encodeCursor, nextUrl } from '../../../src/plan/page/cursor.ts'
import type { Context, Position } from '../../../src/plan/model.ts'
import { clinic, now, patientCaller, plan, type Caller } from '../clinic.ts'

const url = 'Observation?patient=pat-7&_count=10'
const position: Position = { source: 'lab', key: ['4711'], kind: 0 }

function outcomeOf(cursor: string, asked = url, caller: Caller = patientCaller): string {
  try {
    plan(`${asked}&_cursor=${cursor}`, caller)
    return 'read on'
  } catch (error) {
    if (error instanceof Problem) return `${error.code} ${error.status}`
    throw error
  }
}

describe('a cursor', () => {
  let cursor = ''
  before(async () => {
    await clinic()
    cursor = encodeCursor(plan(url, patientCaller), position)
  })

  it('brings its caller back to where the page ended, at the moment of the first page', () => {
    const next = plan(`${url}&_cursor=${cursor}`, patientCaller)
    expect(next.after).to.deep.equal(position)
    expect(next.facts.now).to.equal(now)
  })

  it('keeps the values a row was sorted by', () => {
    const sorted = `${url}&_sort=-date`
    const sort = [1_700_000_000_000, null, 'x']
    const text = encodeCursor(plan(sorted, patientCaller), { ...position, sort })
    expect(plan(`${sorted}&_cursor=${text}`, patientCaller).after).to.deep.equal({ ...position, sort })
  })

  it('stands in the link to the next page, which lacks nothing but what was ignored', () => {
    const lenient = plan(`${url}&foo=bar`, patientCaller, 'handling=lenient')
    const next = new URL(nextUrl(lenient, position))
    expect(next.pathname).to.equal('/1/Observation')
    expect(outcomeOf(next.searchParams.get('_cursor') ?? '')).to.equal('read on')
  })

  it('is made by the first of several keys and opened by each, so that keys can be changed', () => {
    const [old, next] = [new Uint8Array(32).fill(7), new Uint8Array(32).fill(8)]
    const whole = plan(url, patientCaller)
    const under = (cursorKey: Context['cursorKey']): string => {
      const context = { ...whole.context, cursorKey }
      const made = encodeCursor({ ...whole, context }, position)
      const opens = (by: Context['cursorKey']): boolean => {
        try {
          return decodeCursor(made, whole.request, { ...context, cursorKey: by }).position?.key[0] === '4711'
        } catch {
          return false
        }
      }
      return [old, next, [next, old], [old, next]].map((by) => (opens(by) ? 'opens' : 'refuses')).join()
    }
    expect(under(old)).to.equal('opens,refuses,opens,opens')
    expect(under([next, old])).to.equal('refuses,opens,opens,opens')
  })

  it('is worth nothing to another caller, compartment, surface or search', () => {
    const invalid = 'plan-cursor-invalid 400'
    expect(outcomeOf(cursor, url, { ...patientCaller, subject: 'another' })).to.equal(invalid)
    expect(outcomeOf(cursor, url, { ...patientCaller, patient: 'pat-8' })).to.equal(invalid)
    expect(outcomeOf(cursor, url, { ...patientCaller, surface: 'sevocity' })).to.equal(invalid)
    expect(outcomeOf(cursor, 'Observation?patient=pat-7&_count=11')).to.equal(invalid)
    expect(outcomeOf(cursor, 'Observation?patient=pat-8&_count=10')).to.equal(invalid)
  })

  it('is refused when a single character was changed, cut off or added', () => {
    for (let index = 0; index < cursor.length; index += 7) {
      const other = cursor[index] === 'A' ? 'B' : 'A'
      expect(outcomeOf(cursor.slice(0, index) + other + cursor.slice(index + 1)), String(index)).to.equal(
        'plan-cursor-invalid 400',
      )
    }
    for (const text of [cursor.slice(0, -1), `${cursor}A`, `${cursor}=`, 'x', '1', cursor.slice(0, 37)]) {
      expect(outcomeOf(text), text).to.equal('plan-cursor-invalid 400')
    }
  })

  it('is stale when the mapping is another', async () => {
    const mapping = { ...(await clinic()), hash: 'another' }
    expect(outcomeOf(cursor, url, { ...patientCaller, mapping })).to.equal('plan-cursor-stale 410')
  })

  it('reveals nothing and is never the same twice', () => {
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).to.not.contain('4711')
    expect(encodeCursor(plan(url, patientCaller), position)).to.not.equal(cursor)
    expect(cursor.length).to.be.lessThan(120)
  })
})
