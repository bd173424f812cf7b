import { join } from 'node:path'
import { ORPCError } from '@orpc/client'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import type { Change } from '../../src/shared/contract/changes.ts'
import type { ImageFile, Split } from '../../src/shared/contract/frames.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { discs } from '../support/discs.ts'
import { predicts, takeMadeUpModel } from '../support/madeUpModel.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { openWindowClient, type WindowClient } from '../support/WindowClient.ts'

const SIDE = 40
const MODEL = 'made-up'
let place: ReturnType<typeof temporaryFolder>
let engine: Engine
let window: WindowClient

/** Eight frames of eight patients, with an overlay on each. */
beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  const study = await studyOfFrames(engine, place.path, { count: 8, side: SIDE })
  await takeMadeUpModel(study, MODEL)
  for (const id of study.index.ids({}, undefined)) await predicts(study, MODEL, id, seen)
  window = await openWindowClient(engine)
})
afterEach(async () => {
  await window.close()
  await engine.close()
  place.remove()
})

const seen = discs(SIDE, { value: 2, x: 26, y: 26, radius: 6 })
const painted = discs(SIDE, { value: 1, x: 12, y: 12, radius: 5 })
const text = (mask: Mask) => Buffer.from(encodeMask(mask)).toString('base64')
const first = (split: Split) => engine.study.index.ids({ split }, undefined)[0] ?? 0
const bytes = async (image: ImageFile) => Buffer.from(await image.arrayBuffer())

let strokes = 0
const paints = (frame: number, base = 0, mask = painted) =>
  window.client.layers.paint({ frame, stroke: `stroke-${strokes++}`, base, x: 0, y: 0, patch: text(mask) })

describe('what lies over a frame', () => {
  it('fails as gone where the frame is', async () => {
    const failure: unknown = await window.client.frames.over({ id: 999 }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ORPCError)
    expect(failure).toMatchObject({ code: 'FRAME_NOT_FOUND' })
  })
})

describe('a frame that is opened', () => {
  it('comes whole in one answer, each part as it is told alone', async () => {
    const { client } = window
    const frame = first('train')
    await paints(frame)
    const row = { filter: { split: 'train' }, sort: { by: 'name', descending: true } } as const
    const { place: where, image, layers, probabilities } = await client.frames.open({ id: frame, ...row })
    expect(where).toEqual(await client.frames.get({ id: frame, ...row }))
    const alone = await client.frames.image({ id: frame, size: 'full' })
    expect(image.type).toBe(alone.type)
    expect(await bytes(image)).toEqual(await bytes(alone))
    expect(layers.map(({ kind, own, inUse, mask }) => ({ kind, own, inUse, mask }))).toEqual([
      { kind: 'reader', own: true, inUse: false, mask: text(painted) },
      { kind: 'model', own: false, inUse: true, mask: text(seen) },
    ])
    for (const { id, revision, mask } of layers)
      expect(await client.layers.mask({ layer: id })).toEqual({ revision, mask })
    expect(await client.layers.own({ frame })).toEqual({ revision: 1, mask: text(painted) })
    expect(probabilities).toMatchObject({ width: 1, height: 1, classes: 1 })
  })

  it('of a held-out patient tells nothing of the model before the reader has finished a mask', async () => {
    const { client, received } = window
    const frame = first('validation')
    const told = async () => {
      received.length = 0
      const { layers, probabilities, place: where } = await client.frames.open({ id: frame, filter: {} })
      const isNamed = received.some((message) => message.includes(MODEL) || message.includes(text(seen)))
      const kinds = layers.map(({ kind }) => kind)
      return { kinds, isNamed, isSure: probabilities !== null, predicted: where.frame.predicted.length }
    }
    expect(await told()).toEqual({ kinds: [], isNamed: false, isSure: false, predicted: 0 })
    const { revision } = await paints(frame)
    expect(await told()).toEqual({ kinds: ['reader'], isNamed: false, isSure: false, predicted: 0 })
    await client.layers.declare({ frame, base: revision, as: 'done' })
    expect(await told()).toMatchObject({ kinds: ['reader', 'model'], isSure: true, predicted: 3 })
    // Taken back, it is hidden again.
    await client.layers.declare({ frame, base: revision, as: 'open' })
    expect(await told()).toEqual({ kinds: ['reader'], isNamed: false, isSure: false, predicted: 0 })
  })

  it('is refused where it is gone, or where a mask is not what was saved', async () => {
    const { client } = window
    const codeOf = async (asked: Promise<unknown>) =>
      asked.then(
        () => 'answered',
        (error: unknown) => (error instanceof ORPCError ? error.code : String(error)),
      )
    expect(await codeOf(client.frames.open({ id: 999, filter: {} }))).toBe('FRAME_NOT_FOUND')
    const frame = first('train')
    await paints(frame)
    // As a disk that fails would change it: the table itself refuses.
    const disk = new Database(join(engine.study.store.folder, 'catalogue.sqlite'))
    disk.exec('DROP TRIGGER revision_no_update')
    disk.prepare('UPDATE revision SET mask = ?').run(Buffer.from('other'))
    disk.close()
    expect(await codeOf(client.frames.open({ id: frame, filter: {} }))).toBe('FILE_DAMAGED')
    expect(await codeOf(client.layers.own({ frame }))).toBe('FILE_DAMAGED')
  })
})

describe('what the engine tells of a change', () => {
  /** What is told while something is done. */
  const told = async (work: () => Promise<unknown>): Promise<Change[]> => {
    const stop = new AbortController()
    const changes: Change[] = []
    const listening = (async () => {
      for await (const change of await window.client.study.changes(undefined, { signal: stop.signal }))
        changes.push(change)
    })().catch(() => {})
    await expect.poll(() => changes).toEqual([{ what: 'opened' }])
    await work()
    // Another change after it: what came before has come by then.
    await window.client.catalogue.saveSearch({ name: 'last', filter: {} })
    await expect.poll(() => changes.at(-1)).toEqual({ what: 'searches' })
    stop.abort()
    await listening
    return changes.slice(1, -1)
  }

  it('are labels where something is said by it, else masks, with the frame', async () => {
    const { client } = window
    const frame = first('train')
    // The first stroke begins a mask, the second goes on with it.
    expect(await told(() => paints(frame))).toEqual([{ what: 'labels', frames: [frame] }])
    expect(await told(() => paints(frame, 1, seen))).toEqual([{ what: 'masks', frames: [frame] }])
    const declare = () => client.layers.declare({ frame, base: 2, as: 'done' })
    expect(await told(declare)).toEqual([{ what: 'labels', frames: [frame] }])
    // Of a finished mask every stroke is one to the label.
    expect(await told(() => paints(frame, 2))).toEqual([{ what: 'labels', frames: [frame] }])
  })

  it('is nothing where a stroke comes a second time', async () => {
    const stroke = {
      frame: first('train'),
      stroke: 'the-same-stroke',
      base: 0,
      x: 0,
      y: 0,
      patch: text(painted),
    }
    const twice = async () => {
      for (let n = 0; n < 2; n++) await window.client.layers.paint(stroke)
    }
    expect(await told(twice)).toHaveLength(1)
  })

  it('names the frames of marks and of calibrations', async () => {
    const { client } = window
    const frame = first('train')
    const note = () => client.catalogue.writeNote({ frame, text: 'left fold' })
    expect(await told(note)).toEqual([{ what: 'frames', frames: [frame] }])
    const calibrate = () => client.frames.calibrate({ id: frame, mmPerPixel: 0.1 })
    expect(await told(calibrate)).toEqual([{ what: 'calibration', frames: [frame] }])
  })
})
