/** Random columns of every type and collation, with values tidy and odd: what SQL selects by any question is what the row says to it. `npm run soak:columns` tries more. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { proveSeed } from './columns/prove.ts'

const seeds = [1, 2, 3, 4, 5, 6]

describe('one equality', function () {
  this.timeout(240_000)
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    for (const seed of seeds)
      it(`has one answer of SQL and of the row, from seed ${seed}`, async () => {
        const { held, failures } = await proveSeed(engine, seed)
        expect(failures.join('\n')).to.equal('')
        expect(held).to.be.greaterThan(200)
      })
  })
})
