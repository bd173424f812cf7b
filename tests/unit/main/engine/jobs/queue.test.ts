import { expect, it } from 'vitest'
import { AskedJob } from '../../../../../src/main/engine/jobs/AskedJob.ts'
import type { Ending } from '../../../../../src/main/engine/jobs/Driver.ts'
import { type Place, type Priority, placeOf } from '../../../../../src/main/engine/jobs/places.ts'
import { Queue } from '../../../../../src/main/engine/jobs/Queue.ts'
import { reasonOf } from '../../../../../src/shared/reasons/Refused.ts'

/** A queue whose jobs end when the test says so; `log` tells what began, in order. */
function desk(room: Partial<Record<Place, number>> = {}) {
  const queue = new Queue({ long: 1, warm: 1, apart: 1, ...room })
  const log: string[] = []
  const end = new Map<string, (ending?: Ending) => void>()
  const ask = (name: string, place: Place, priority: Priority) =>
    new AskedJob(queue, place, priority, () => {
      log.push(name)
      let resolve: (ending: Ending) => void = () => {}
      const ended = new Promise<Ending>((yes) => {
        resolve = yes
      })
      const broken = (code: 'cancelled' | 'paused'): Ending => ({
        kind: 'failed',
        failure: { code, reason: reasonOf('cancelled') },
      })
      end.set(name, (ending = { kind: 'finished', answer: { labelled: 0, unreadable: 0 } }) =>
        resolve(ending),
      )
      return {
        pid: log.length,
        ended,
        cancel: () => resolve(broken('cancelled')),
        pause: () => resolve(broken('paused')),
        hold: () => {},
        prefer: () => {},
        takes: () => {},
      }
    })
  /** Lets a job end and what follows from it happen. */
  const ends = async (name: string) => {
    end.get(name)?.()
    await settled()
  }
  return { ask, log, ends, queue }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

it('does small work beside a long job, one at a time', async () => {
  const { ask, log, ends } = desk()
  ask('round', 'long', 'round')
  ask('first', 'warm', 'waiting')
  ask('second', 'warm', 'waiting')
  ask('export', 'apart', 'waiting')
  expect(log).toEqual(['round', 'first', 'export'])
  await ends('first')
  expect(log).toEqual(['round', 'first', 'export', 'second'])
})

it('never does two long jobs at once, and who waits for one comes first', async () => {
  const { ask, log, ends } = desk()
  ask('round', 'long', 'round')
  ask('next round', 'long', 'round')
  ask('bench', 'long', 'waiting')
  expect(log).toEqual(['round'])
  await ends('round')
  expect(log).toEqual(['round', 'bench'])
  await ends('bench')
  expect(log).toEqual(['round', 'bench', 'next round'])
})

it('does as many at once as a driver has room for', () => {
  const { ask, log } = desk({ long: 2 })
  for (const name of ['a', 'b', 'c']) ask(name, 'long', 'round')
  expect(log).toEqual(['a', 'b'])
})

it('begins what waits when room is made, and takes no work away when there is less', async () => {
  const { ask, log, ends, queue } = desk()
  for (const name of ['a', 'b', 'c', 'd']) ask(name, 'long', 'round')
  queue.makeRoom('long', 3)
  expect(log).toEqual(['a', 'b', 'c'])
  queue.makeRoom('long', 1)
  await ends('a')
  await ends('b')
  expect(log).toEqual(['a', 'b', 'c'])
  await ends('c')
  expect(log).toEqual(['a', 'b', 'c', 'd'])
})

it('lets background work give way to a round, which begins when that has left', async () => {
  const { ask, log, ends } = desk()
  const overlays = ask('overlays', 'long', 'background')
  const behind = ask('more overlays', 'long', 'background')
  const round = ask('round', 'long', 'round')
  await settled()
  expect(log).toEqual(['overlays', 'round'])
  const given = await Promise.all([overlays.outcome, behind.outcome])
  expect(given.map(({ kind }) => kind)).toEqual(['gaveWay', 'gaveWay'])
  let isTurn = false
  for (const outcome of given)
    if (outcome.kind === 'gaveWay')
      void outcome.again.then(() => {
        isTurn = true
      })
  await settled()
  expect(isTurn).toBe(false)
  await ends('round')
  expect((await round.outcome).kind).toBe('finished')
  expect(isTurn).toBe(true)
})

it('does not begin background work while something more important is at work or waits', async () => {
  const { ask, log, ends } = desk()
  ask('round', 'long', 'round')
  expect((await ask('overlays', 'long', 'background').outcome).kind).toBe('gaveWay')
  await ends('round')
  ask('overlays again', 'long', 'background')
  expect(log).toEqual(['round', 'overlays again'])
})

it('takes background work for done where it was done before it could give way', async () => {
  const { ask, ends } = desk()
  const overlays = ask('overlays', 'long', 'background')
  await ends('overlays')
  ask('round', 'long', 'round')
  expect((await overlays.outcome).kind).toBe('finished')
})

it('drops what is cancelled or paused before its turn', async () => {
  const { ask, log, ends } = desk()
  ask('round', 'long', 'round')
  const [cancelled, paused] = [ask('a', 'long', 'round'), ask('b', 'long', 'round')]
  cancelled.cancel()
  paused.pause()
  expect(await cancelled.outcome).toMatchObject({ kind: 'failed', failure: { code: 'cancelled' } })
  expect(await paused.outcome).toMatchObject({ kind: 'failed', failure: { code: 'paused' } })
  await ends('round')
  expect(log).toEqual(['round'])
})

it('goes on where a driver cannot start a job', async () => {
  const queue = new Queue({ long: 1, warm: 1, apart: 1 })
  const refused = new AskedJob(queue, 'long', 'round', () => {
    throw new Error('no more processes')
  })
  expect(await refused.outcome).toMatchObject({ kind: 'crashed', lastWords: 'Error: no more processes' })
  const next = new AskedJob(queue, 'long', 'round', () => ({
    pid: 1,
    ended: Promise.resolve({ kind: 'finished', answer: { labelled: 1, unreadable: 0 } }),
    cancel: () => {},
    pause: () => {},
    hold: () => {},
    prefer: () => {},
    takes: () => {},
  }))
  expect(await next.outcome).toMatchObject({ kind: 'finished' })
})

it('takes what nobody waits for as long, whatever it is', () => {
  expect(placeOf('predict', 'waiting')).toBe('warm')
  expect(placeOf('predict', 'round')).toBe('long')
  expect(placeOf('predict', 'background')).toBe('long')
  expect(placeOf('train', 'waiting')).toBe('long')
})
