/** Long work lets others in: counted in turns of the event loop. */
import { expect } from 'chai'
import { inPieces, pause } from '../../src/mapping/pause.ts'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Keeps the processor for so many milliseconds. */
function work(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

/** How many turns of the loop pass while something goes on. */
async function turnsOf(going: Promise<unknown>): Promise<number> {
  let isOver = false
  void going.finally(() => (isOver = true))
  let turns = 0
  for (; !isOver; turns++) await turn()
  return turns
}

describe('a pause', () => {
  it('lasts until the next turn once some milliseconds were worked', async () => {
    await turn()
    void pause()
    work(12)
    const waited = pause()
    expect(waited).to.be.a('promise')
    expect(await turnsOf(waited!)).to.be.at.least(1)
  })

  it('gives each turn to one, however many work at once, and keeps the order of what each gives', async () => {
    const all = Array.from({ length: 5 }, () => inPieces([1, 2, 3], (each) => (work(12), each)))
    expect(await turnsOf(Promise.all(all))).to.be.at.least(7)
    for (const each of all) expect(await each).to.deep.equal([1, 2, 3])
  })

  it('is not for who has but one piece', async () => {
    await turn()
    void pause()
    work(12)
    expect(await turnsOf(inPieces([1], (each) => each))).to.be.at.most(1)
  })
})
