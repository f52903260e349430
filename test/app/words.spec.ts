/** What a person reads who watches the terminal: the faults of a mapping as the compiler writes them, one a line. */
import { expect } from 'chai'
import { wordsOf } from '../../src/app/words.ts'

describe('what a person watches', () => {
  it('is words, with file, line and column of each fault', () => {
    const fault = 'related-person.yaml:11:10 error: PAT_CNTC has no column CNTC_NAME (did you mean CNTC_NM?)'
    expect(wordsOf({ kind: 'mapping-refused', problems: [fault, fault] })).to.equal(
      `The mapping is refused; the one before stays in force.\n  ${fault}\n  ${fault}`,
    )
    expect(wordsOf({ kind: 'mapping-loaded', hash: 'h', sources: 20, ms: 12.3 })).to.equal(
      'The mapping is in force: 20 sources, in 12 ms.',
    )
  })

  it('has a line for each answer', () => {
    const answer = {
      kind: 'answered',
      request: 'r1',
      method: 'GET',
      route: '/:type',
      ending: 'sent',
      bytes: 1,
      stages: [],
    } as const
    expect(wordsOf({ ...answer, surface: 'patients', type: 'Patient', status: 200, ms: 3.4 })).to.equal(
      'GET /:type, patients Patient, 200, 3 ms',
    )
    const fault = { name: 'TypeError', frames: ['at x'], cause: { name: 'Error', code: '42P01', frames: [] } }
    expect(wordsOf({ ...answer, status: 500, ms: 3, problem: 'app-internal', fault })).to.equal(
      'GET /:type, 500, app-internal, 3 ms: TypeError Error 42P01, request r1\n  at x',
    )
  })
})
