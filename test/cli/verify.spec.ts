/** `portico verify` ended before its end: by its budget, and by Ctrl-C. */
import { expect } from 'chai'
import { setTimeout as wait } from 'node:timers/promises'
import { makeClinic, run, type Clinic } from './running.ts'

const ended =
  /^(The budget is over|Stopped): (\d+) of (\d+) planned cases were asked(; \d+ of \d+ sources and types were not reached)?$/m

describe('portico verify', function () {
  this.timeout(60_000)
  let clinic: Clinic

  before(async () => {
    clinic = await makeClinic()
  })

  it('ends within its budget with what it has, and says how much that is', async () => {
    const { text } = await run('verify', ...clinic.where, '--budget', '3s')
    const [, how, asked, planned] = ended.exec(text) ?? []
    expect(how).to.equal('The budget is over')
    expect(Number(asked)).to.be.below(Number(planned))
    expect(text).to.match(/\n\d+ passed, 0 failed$/)
  })

  it('prints its table when it is stopped', async () => {
    const others = new Set(process.listeners('SIGINT'))
    const running = run('verify', ...clinic.where, '--budget', '10m')
    const own = (): (() => void) | undefined =>
      process.listeners('SIGINT').find((each) => !others.has(each)) as () => void
    while (own() === undefined) await wait(50)
    await wait(1_500)
    // The runner of the specs listens to the signal itself, and would end.
    own()?.()
    const { code, text } = await running
    expect(code).to.equal(0)
    expect(own()).to.equal(undefined)
    expect(ended.exec(text)?.[1]).to.equal('Stopped')
    expect(text).to.match(/^source +parameter/)
  })

  it('refuses a budget that is no time', async () => {
    const write = process.stderr.write.bind(process.stderr)
    process.stderr.write = () => true
    try {
      expect((await run('verify', ...clinic.where, '--budget', 'soon')).code).to.equal(2)
    } finally {
      process.stderr.write = write
    }
  })
})
