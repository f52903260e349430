/** T9: the memory that the gateway stands at while it answers: many rows against few, and a reader that hardly reads. */
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { download, requestText, type Target } from '../load.ts'
import type { Measure } from '../measure.ts'
import type { ServerProcess } from '../process.ts'
import { openScene } from '../scene.ts'
import { streamQuery } from '../subject.ts'

const few = 10_000
const many = 100_000
const megabyte = 2 ** 20
const slowSeconds = 8

/** The highest memory while the work is done, in MB. */
async function peak(server: ServerProcess, work: () => Promise<unknown>): Promise<number> {
  let highest = 0
  let isOver = false
  const watch = async (): Promise<void> => {
    for (; !isOver; await wait(20)) highest = Math.max(highest, (await server.usage()).memory)
  }
  const watching = watch()
  await work().finally(() => (isOver = true))
  await watching
  return highest / megabyte
}

/** Reads 64 KB now and then, and leaves. */
async function readSlowly(target: Target): Promise<void> {
  const socket = connect(target.port, '127.0.0.1')
  socket.write(requestText(target))
  for (let turn = 0; turn < slowSeconds * 10; turn++) {
    socket.read(65_536)
    await wait(100)
  }
  socket.destroy()
}

/** In a gateway of its own, which no other measure has warmed and filled. */
export const memory: Measure = {
  id: 'T9',
  on: 'each',
  async run(outer) {
    const scene = await openScene(outer.engine, outer)
    const ask = (count: number): Target => scene.asStaff(`Observation?${streamQuery(count)}`)
    await download(ask(few))
    const small = await peak(scene.gateway, async () => {
      for (let turn = 0; turn < 10; turn++) await download(ask(few))
    })
    const large = await peak(scene.gateway, () => download(ask(many)))
    const slow = await peak(scene.gateway, () => readSlowly(ask(many)))
    await scene.close()
    const what = `peak memory, ${many} rows against ${few}; a slow reader: ${slow.toFixed(0)} MB`
    return {
      what,
      unit: 'MB',
      floor: small,
      ours: Math.max(large, slow),
      ratio: Math.max(large, slow) / small,
      target: 1.2,
      isLess: true,
    }
  },
}
