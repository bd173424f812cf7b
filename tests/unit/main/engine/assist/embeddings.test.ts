import { existsSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boundEmbeddings, cachedBytes, Embeddings } from '../../../../../src/main/engine/assist/Embeddings.ts'
import type { Engine } from '../../../../../src/main/engine/Engine.ts'
import type { Store } from '../../../../../src/main/engine/store/openStore.ts'
import { NUMBERS } from '../../../../../src/shared/assistant/embedding.ts'
import { temporaryFolder, testEngine } from '../../../../support/TestStudy.ts'

const place = temporaryFolder()
const FRAME = 'ab'.repeat(32)
let engine: Engine
let store: Store

const embedding = (first: number) => ({
  width: 640,
  height: 480,
  data: new Uint16Array(NUMBERS).fill(first),
})
const fileOf = (encoder: string, frame = FRAME) =>
  join(store.folder, 'cache/embeddings', encoder, frame.slice(0, 2), frame)

describe('kept embeddings', () => {
  beforeAll(async () => {
    engine = testEngine(place.path)
    store = (await engine.createStudy(join(place.path, 'study'), ['normal', 'lesion'])).store
  })
  afterAll(async () => {
    await engine.close()
    place.remove()
  })

  it('are there after a restart, whole and as they were', async () => {
    await new Embeddings(store, 'one').keep(FRAME, embedding(7))
    const later = new Embeddings(store, 'one')
    expect(later.has(FRAME)).toBe(true)
    expect(await later.of(FRAME)).toEqual(embedding(7))
    expect(readdirSync(join(store.folder, 'cache/embeddings/one/ab'))).toEqual([FRAME])
  })

  it('of another encoder are never taken', async () => {
    await new Embeddings(store, 'one').keep(FRAME, embedding(7))
    const other = new Embeddings(store, 'two')
    expect([other.has(FRAME), await other.of(FRAME)]).toEqual([false, undefined])
  })

  it.each([
    ['cut short', (file: string) => truncateSync(file, 1_000_000)],
    ['empty', (file: string) => truncateSync(file, 0)],
    [
      'with one bit changed',
      (file: string) => {
        const bytes = readFileSync(file)
        bytes.writeUInt8(bytes.readUInt8(1_234_567) ^ 1, 1_234_567)
        writeFileSync(file, bytes)
      },
    ],
  ])('that are %s count as none, until they are made again', async (_, damage) => {
    await new Embeddings(store, 'three').keep(FRAME, embedding(1))
    damage(fileOf('three'))
    const later = new Embeddings(store, 'three')
    expect([await later.of(FRAME), later.has(FRAME)]).toEqual([undefined, false])
    await later.keep(FRAME, embedding(2))
    expect(await new Embeddings(store, 'three').of(FRAME)).toEqual(embedding(2))
  })

  it('go where they take too much room, those not used for longest first', async () => {
    const kept = new Embeddings(store, 'four')
    const frames = ['0', '1', '2', '3'].map((digit) => digit.repeat(64))
    for (const frame of frames) await kept.keep(frame, embedding(3))
    for (const [i, frame] of frames.entries()) utimesSync(fileOf('four', frame), 2e9 + i, 2e9 + i)
    const before = await cachedBytes(store.folder)
    const gone = await boundEmbeddings(store.folder, 5e6)
    expect(frames.map((frame) => existsSync(fileOf('four', frame)))).toEqual([false, false, true, true])
    expect(await cachedBytes(store.folder)).toBe(before - gone)
  })

  it('of a study that is not to be written to stay in memory, the last ones', async () => {
    const other = testEngine(join(place.path, 'other'))
    const looked = (await other.openStudy(store.folder)).store
    expect(looked.readOnly).not.toBeNull()
    const kept = new Embeddings(looked, 'five')
    const frames = Array.from({ length: 26 }, (_, n) => `${n}`.padStart(64, '0'))
    for (const frame of frames) await kept.keep(frame, embedding(4))
    expect(existsSync(join(store.folder, 'cache/embeddings/five'))).toBe(false)
    expect(frames.filter((frame) => !kept.has(frame))).toEqual(frames.slice(0, 2))
    expect(await kept.of(frames.at(-1) ?? '')).toEqual(embedding(4))
    await other.close()
  })
})
