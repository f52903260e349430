import { expect } from 'chai'
import { together } from '../../src/search/together.ts'

/** A question that is answered when the test says so. */
function slowQuestion() {
  const asked: (readonly string[])[] = []
  const answer: ((text: string) => void)[] = []
  const refuse: ((error: Error) => void)[] = []
  const ask = together<string>((keys) => {
    asked.push(keys)
    return new Promise((resolve, reject) => {
      answer.push(resolve)
      refuse.push(reject)
    })
  })
  return { ask, asked, answer, refuse }
}

const turn = () => new Promise(setImmediate)

describe('a question asked together', () => {
  it('gathers the keys that come while it is under way, and asks them once after it', async () => {
    const { ask, asked, answer } = slowQuestion()
    const first = ask(['1'])
    const others = [ask(['2']), ask(['3', '2'])]
    expect(asked).to.deep.equal([['1']])
    answer[0]?.('one')
    expect(await first).to.equal('one')
    await turn()
    expect(asked).to.deep.equal([['1'], ['2', '3']])
    answer[1]?.('two')
    expect(await Promise.all(others)).to.deep.equal(['two', 'two'])
  })

  it('remembers no answer', async () => {
    const { ask, asked, answer } = slowQuestion()
    const first = ask(['1'])
    answer[0]?.('one')
    await first
    await turn()
    const second = ask(['1'])
    answer[1]?.('another')
    expect(await second).to.equal('another')
    expect(asked).to.have.length(2)
  })

  it('fails for those who asked together, and goes on for those who came later', async () => {
    const { ask, answer, refuse } = slowQuestion()
    const first = ask(['1'])
    const second = ask(['2'])
    refuse[0]?.(new Error('no'))
    expect(await first.catch((error: Error) => error.message)).to.equal('no')
    await turn()
    answer[1]?.('two')
    expect(await second).to.equal('two')
  })
})
