import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ModelService } from '../../src/main/engine/models/ModelService.ts'
import { QueueService } from '../../src/main/engine/queue/QueueService.ts'
import { EMBEDDED } from '../../src/shared/domain/frameSignals.ts'
import { callIn, me } from '../support/me.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { smallRound } from '../support/rounds.ts'
import { loco, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'
import { makeLoopStudy } from '../support/trainStudies.ts'

interface Row {
  readonly frame: number
  readonly split: string
  readonly waits: number
  readonly entropy: number | null
  readonly narrowness: number
  readonly torn: number | null
  readonly boundary: number | null
  readonly differs: number | null
  readonly embedding: Uint8Array
}

const place = temporaryFolder()
const study = join(place.path, 'loop')
let engine: Engine

/** A round of LoCo, which has a student and a teacher, on a study of two thirds labelled frames. */
beforeAll(async () => {
  if (!hasBuild || !hasTensorFlow) return
  await makeLoopStudy(place.path)
  engine = testEngine(place.path)
  await engine.openStudy(study)
  const { id } = await engine.training.start(me, smallRound(40, { method: 'loco' }))
  const { model } = await engine.training.ended(id)
  await ModelService.use(callIn(engine.study), model ?? '')
})
afterAll(async () => {
  await engine?.close()
  place.remove()
})

const rows = () =>
  inTables<Row>(
    study,
    `SELECT frame.id AS frame, patient.split, frame.state < 2 AS waits, signal.entropy, narrowness, torn, signal.boundary,
       nets_differ AS differs, embedding
     FROM frame JOIN examination ON examination.id = examination_id JOIN patient ON patient.id = patient_id
     LEFT JOIN layer ON layer.frame_id = frame.id AND layer.kind = 'model' LEFT JOIN signal ON signal.layer_id = layer.id`,
  )

describe.skipIf(!hasBuild || !hasTensorFlow)('a round of a method with a teacher', () => {
  it('leaves signals of every frame that it labels, both nets among them', () => {
    const all = rows()
    expect(all.length).toBeGreaterThan(30)
    for (const { entropy, narrowness, torn, boundary, differs, embedding } of all) {
      for (const share of [entropy, narrowness, differs]) {
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
      }
      expect(torn === null || (torn >= 0 && torn <= 1)).toBe(true)
      expect(boundary === null || (boundary >= -1 && boundary <= 1.0001)).toBe(true)
      const floats = Array.from({ length: EMBEDDED }, (_, i) => Buffer.from(embedding).readFloatLE(4 * i))
      expect(Math.hypot(...floats)).toBeCloseTo(1, 4)
    }
    // After so few steps a net is sure of nothing everywhere.
    expect(all.some(({ entropy }) => (entropy ?? 0) > 0)).toBe(true)
  })

  it('is asked by the queue, which names training frames alone, each with a reason', async () => {
    const waiting = rows().filter(({ split, waits }) => split === 'train' && waits === 1)
    const { frames, waiting: count } = await QueueService.next(engine.study, 50)
    expect(count).toBe(waiting.length)
    expect(frames.length).toBeGreaterThan(0)
    const ids = new Set(waiting.map(({ frame }) => frame))
    for (const { frame, why } of frames) {
      expect(ids.has(frame)).toBe(true)
      expect(why.name).not.toBe('')
    }
  })

  it('ranks by what the model says: the most doubted first', async () => {
    const entropy = new Map(rows().map((row) => [row.frame, row.entropy ?? 0]))
    const { frames } = await QueueService.next(engine.study, 50, QueueService.strategyNamed('entropy'))
    const doubts = frames.map(({ frame }) => entropy.get(frame) ?? 0)
    expect(doubts).toEqual([...doubts].sort((a, b) => b - a))
  })

  it('is the same list on the command line', async () => {
    const { frames, waiting } = await QueueService.next(engine.study, 8)
    await engine.close()
    expect(loco('queue', study, '--count', '8')).toEqual({ strategy: 'blend', waiting, frames })
  })
})
