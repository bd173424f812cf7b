import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { KeepService } from '../../src/main/engine/keep/KeepService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import type { PredictedMaps } from '../../src/shared/domain/heatMaps/predictedMaps.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import { discs } from '../support/discs.ts'
import { predicts, signalsWith, takeMadeUpModel } from '../support/madeUpModel.ts'
import { callIn } from '../support/me.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'
import { openWindowClient, type WindowClient } from '../support/WindowClient.ts'

const SIDE = 40
const MODEL = 'made-up'
const seen: Mask = discs(SIDE, { value: 2, x: 26, y: 26, radius: 6 })
const unsure = { width: 3, height: 2, classes: 2, data: new Uint8Array(12).fill(127) }
const six = (...bytes: number[]) => Uint8Array.from(bytes)
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

let place: ReturnType<typeof temporaryFolder>
let engine: Engine
let window: WindowClient
let frame: number

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  const study = await studyOfFrames(engine, place.path, { count: 8, side: SIDE })
  await takeMadeUpModel(study, MODEL)
  frame = study.index.ids({ split: 'train' }, undefined)[0] ?? 0
  window = await openWindowClient(engine)
})
afterEach(async () => {
  await window.close()
  await engine.close()
  place.remove()
})

const sees = (maps: PredictedMaps, of = frame, signals = signalsWith()) =>
  predicts(engine.study, MODEL, of, seen, unsure, signals, maps)
const opened = async (of = frame) => (await window.client.frames.open({ id: of, filter: {} })).maps
const cache = () => join(engine.study.store.folder, 'cache', 'maps')
const filesThere = () =>
  readdirSync(cache(), { recursive: true, encoding: 'utf8' }).filter((name) => /[0-9a-f]{64}$/.test(name))

describe('maps of a model’s doubts', () => {
  it('come with the frame as the trainer made them', async () => {
    await sees({ edges: six(0, 1, 2, 3, 4, 255), nets: six(9, 9, 9, 9, 9, 9) })
    expect(await opened()).toEqual([
      { id: 'edges', data: base64(six(0, 1, 2, 3, 4, 255)) },
      { id: 'nets', data: base64(six(9, 9, 9, 9, 9, 9)) },
    ])
  })

  it('keep what the second net said where the frame is looked at without it, and its figure too', async () => {
    await sees(
      { edges: six(1, 1, 1, 1, 1, 1), nets: six(9, 9, 9, 9, 9, 9) },
      frame,
      signalsWith({ netsDiffer: 0.25 }),
    )
    await sees({ edges: six(2, 2, 2, 2, 2, 2) }, frame, signalsWith({ netsDiffer: null, entropy: 0.5 }))
    expect(await opened()).toEqual([
      { id: 'edges', data: base64(six(2, 2, 2, 2, 2, 2)) },
      { id: 'nets', data: base64(six(9, 9, 9, 9, 9, 9)) },
    ])
    const signals = 'SELECT nets_differ, entropy FROM signal'
    expect(inTables(engine.study.store.folder, signals)).toEqual([{ nets_differ: 0.25, entropy: 0.5 }])
  })

  it('are none for overlays of before, where the cache was emptied, and where a file is not what was written', async () => {
    await sees({ edges: six(1, 2, 3, 4, 5, 6) })
    const [name = ''] = filesThere()
    const path = join(cache(), name)
    const sound = readFileSync(path)
    for (let at = 0; at < sound.length; at += 7) {
      const broken = Buffer.from(sound)
      broken.writeUInt8(broken.readUInt8(at) ^ 1, at)
      writeFileSync(path, broken)
      expect(await opened()).toBeNull()
    }
    writeFileSync(path, sound.subarray(0, sound.length - 1))
    expect(await opened()).toBeNull()
    writeFileSync(path, sound)
    expect(await opened()).not.toBeNull()
    rmSync(cache(), { recursive: true })
    expect(await opened()).toBeNull()
    // The overlay itself is there all the same.
    expect(await LabelService.doubts(callIn(engine.study), frame)).toMatchObject({ probabilities: unsure })
  })

  it('go first where space is wanted back', async () => {
    await sees({ edges: six(1, 2, 3, 4, 5, 6) })
    await KeepService.compact(engine.study)
    expect(await opened()).not.toBeNull()
    const { freedBytes } = await KeepService.compact(engine.study, 0)
    expect(freedBytes).toBeGreaterThan(0)
    expect(filesThere()).toEqual([])
    expect(await opened()).toBeNull()
  })

  it('are those of the model in use, and of a held-out frame not before the reader has finished a mask', async () => {
    const held = engine.study.index.ids({ split: 'validation' }, undefined)[0] ?? 0
    await sees({ edges: six(1, 2, 3, 4, 5, 6) }, held)
    expect(filesThere()).toHaveLength(1)
    expect(await opened(held)).toBeNull()
    await sees({ edges: six(1, 2, 3, 4, 5, 6) })
    await takeMadeUpModel(engine.study, 'another')
    expect(await opened()).toBeNull()
  })
})
