/** Every attack on the front door, before the demo provider. */
import type { DoorUnderTest } from '../smart/door.ts'
import { sharedDoor } from '../smart/gate/subject.ts'
import { allAttacks } from './door/all.ts'

describe('attacks on the front door', function () {
  this.timeout(30_000)
  let door: DoorUnderTest | undefined
  before(async () => {
    door = await sharedDoor()
  })

  allAttacks(() => door!)
})
