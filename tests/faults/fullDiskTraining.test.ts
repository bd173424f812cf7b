import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import type { RoundSummary } from '../../src/shared/contract/training.ts'
import { isThorough, times } from '../support/counts.ts'
import { me } from '../support/me.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { smallRound } from '../support/rounds.ts'
import { canMount, smallDisk } from '../support/smallDisk.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { NOTHING_WRONG, saysWhat, tallyOf } from '../support/tally.ts'

/** A few more than lie between two checkpoints. */
const STEPS = 60
const TRIES = times(1, 5)
/** Of the disk: what a round leaves there, and room in which the next begins. */
const SIZE = `${200 + 100 * TRIES}m`

let place: ReturnType<typeof temporaryFolder>
let disk: ReturnType<typeof smallDisk>
let engine: Engine
beforeEach(async () => {
  place = temporaryFolder()
  disk = smallDisk(join(place.path, 'disk'), SIZE)
  engine = testEngine(place.path)
  await studyOfPairs(engine, join(place.path, 'disk'), { count: 8 })
})
afterEach(async () => {
  await engine.close()
  disk.remove()
  place.remove()
})

/** Fills the disk in the middle of a round, up to so many bytes, and waits for the round's end. */
async function filledAt(step: number, free: number): Promise<RoundSummary> {
  const { id } = await engine.training.start(me, smallRound(STEPS))
  const stop = new AbortController()
  for await (const event of engine.training.watch(stop.signal)) {
    if (event.kind !== 'loss' || event.point.step < step) continue
    disk.fill(free)
    stop.abort()
  }
  return engine.training.ended(id)
}

describe.skipIf(!canMount || !hasBuild || !hasTensorFlow)('a disk that is full while training', () => {
  it('stops the round, which says so, and goes on to the same end when there is room', {
    timeout: 600_000,
  }, async () => {
    const tally = tallyOf('disk full while training')
    let first: Buffer | undefined
    const weights = (id: string) =>
      readFileSync(join(engine.study.store.folder, 'models', id, 'weights.safetensors'))
    for (let n = 0; n < TRIES; n++) {
      const stopped = await filledAt(20 + 3 * n, n * 40_000)
      tally.tried++
      if (stopped.state === 'running') tally.lost++
      if (!stopped.message || !saysWhat(stopped.message)) tally.unclear++
      expect(stopped).toMatchObject({ state: 'paused', message: { name: 'pausedByDisk' } })
      const { id } = stopped
      const listed = (await engine.training.rounds()).find((round) => round.id === id)
      expect(listed).toMatchObject({ state: 'paused', message: { name: 'pausedByDisk' } })
      disk.empty()
      const run = join(engine.study.store.folder, 'runs', id)
      appendFileSync(join(run, 'log.jsonl'), '{"loss":{"step":1,"lo')
      await engine.training.resume(me, id)
      const finished = await engine.training.ended(id)
      expect(finished).toMatchObject({ state: 'finished', step: STEPS })
      first ??= weights(finished.model ?? '')
      if (!weights(finished.model ?? '').equals(first)) tally.lost++
      const { losses } = await engine.training.curves(id)
      expect(losses.at(-1)?.step).toBe(STEPS)
      expect(await verifyStudy(engine.study.store)).toEqual([])
      const checkpoints = readdirSync(run).filter((name) => name.startsWith('checkpoint'))
      expect(checkpoints.filter((name) => statSync(join(run, name)).size > 100)).toHaveLength(2)
    }
    expect(tally).toEqual({ tried: TRIES, ...NOTHING_WRONG })
  })

  it.skipIf(!isThorough)(
    'and only in the end, leaves the round to be finished: its model is not there',
    async () => {
      const models = join(engine.study.store.folder, 'models')
      rmSync(models, { recursive: true, force: true })
      writeFileSync(models, 'in the way')
      const { id } = await engine.training.start(me, smallRound(4))
      const unkept = await engine.training.ended(id)
      expect(unkept).toMatchObject({ state: 'crashed', model: null, message: { name: 'pathUnreadable' } })
      rmSync(models)
      await engine.training.resume(me, id)
      const kept = await engine.training.ended(id)
      expect(kept).toMatchObject({ state: 'finished', message: null, model: expect.any(String) as unknown })
    },
  )
})
