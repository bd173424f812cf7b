import { createHash } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { verifyStudy } from '../../src/main/engine/store/verifyStudy.ts'
import { framePath } from '../../src/main/files/originals.ts'
import { streamFor } from '../../src/shared/domain/random.ts'
import { times } from '../support/counts.ts'
import { dicomImage } from '../support/dicom.ts'
import { filesBelow, Listening, sendFiles } from '../support/listening.ts'
import { hasBuild } from '../support/places.ts'
import { RawDevice } from '../support/RawDevice.ts'
import { canMount, smallDisk } from '../support/smallDisk.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { NOTHING_WRONG, tallyOf } from '../support/tally.ts'

const KILLS = times(8, 100)
const IMAGES = 10
const SIDE = 48
/** Stand in the header of every image that is sent, and nowhere else. */
const NAMES = ['Doe^Jane', 'MRN-1']

let place: ReturnType<typeof temporaryFolder>
let engine: Engine
const at = (name: string) => join(place.path, name)
beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(at('engine'))
  await engine.createStudy(at('study'), ['normal', 'lesion'])
  await engine.close()
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const pixelsOf = (n: number) =>
  Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => 40 + ((i * (n + 7)) % 97) + (n % 90))
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A device's image, and the hash of the pixels by which it is known again in the study. */
function image(n: number): { file: string; pixels: string; bytes: Buffer } {
  const pixels = pixelsOf(n)
  const bytes = dicomImage(`2.25.90${n}`, pixels, SIDE, [['00200013', 'IS', String(n + 1)]])
  const file = at(`device/${n}.dcm`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
  return { file, pixels: hashOf(pixels), bytes }
}

/** The pixels of all frames of the study; each must be one of those that were sent. */
async function pixelsInStudy(): Promise<string[]> {
  const { store } = await engine.openStudy(at('study'))
  expect(await verifyStudy(store)).toEqual([])
  const rows = await store.db.selectFrom('frame').select(['sha256', 'extension']).execute()
  await engine.close()
  const raw = rows.map(({ sha256, extension }) =>
    sharp(framePath(at('study'), sha256, extension))
      .raw()
      .toBuffer(),
  )
  return (await Promise.all(raw)).map(hashOf)
}

const waiting = (home = at('home')) => filesBelow(home).filter((path) => path.endsWith('.dcm'))
const nothingWaits = () => expect.poll(() => waiting(), { timeout: 60_000, interval: 40 }).toEqual([])

/** Files anywhere but on the device that hold a patient's name. */
const identified = () =>
  filesBelow(at('home'), at('tmp'), at('study')).filter((path) => {
    const bytes = readFileSync(path)
    return NAMES.some((name) => bytes.includes(name))
  })

describe.skipIf(!hasBuild)('what loco listen acknowledged', () => {
  it('is there after kill −9 at any moment', { timeout: 600_000 }, async () => {
    const tally = tallyOf('kill −9 while receiving by DICOM')
    const random = streamFor(15, 'listening')
    const stored = new Set<string>()
    const sent = new Set<string>()
    for (let round = 0; round < KILLS; round++) {
      const listening = await Listening.start(place.path, at('study'))
      const images = Array.from({ length: IMAGES }, (_, n) => image(round * IMAGES + n))
      // Counted by what was answered, not by time alone: a slow machine has answered nothing after any fixed time.
      const answersFirst = Math.floor(random() * IMAGES)
      const answers = new EventEmitter()
      const answered = once(answers, 'enough')
      let heard = 0
      const ended = sendFiles(
        listening.port,
        images.map(({ file }) => file),
        (path) => {
          stored.add(images.find(({ file }) => file === path)?.pixels ?? '')
          if (++heard >= answersFirst) answers.emit('enough')
        },
      )
      for (const { pixels } of images) sent.add(pixels)
      if (answersFirst > 0) await Promise.race([ended, answered])
      await pause(random() * 60)
      await listening.kill()
      await ended
      tally.tried++
    }
    const last = await Listening.start(place.path, at('study'))
    await nothingWaits()
    await last.stop()
    const there = await pixelsInStudy()
    tally.lost += [...stored].filter((pixels) => !there.includes(pixels)).length
    tally.lost += there.filter((pixels) => !sent.has(pixels)).length
    expect(new Set(there).size).toBe(there.length)
    expect(identified()).toEqual([])
    expect(stored.size).toBeGreaterThan(0)
    expect(tally).toEqual({ tried: KILLS, ...NOTHING_WRONG })
  })

  it('waits while the study is open elsewhere, and comes in afterwards', { timeout: 120_000 }, async () => {
    const tally = tallyOf('study held by another process while receiving')
    await engine.openStudy(at('study'))
    const images = [0, 1, 2].map(image)
    const stored: string[] = []
    const listening = await Listening.start(place.path, at('study'))
    await sendFiles(
      listening.port,
      images.map(({ file }) => file),
      (file) => stored.push(file),
    )
    tally.tried += stored.length
    await expect.poll(() => listening.said, { timeout: 20_000 }).toMatch(/3 images wait in .* tried again/)
    expect(listening.said).toMatch(/open on .* close it there/)
    await engine.close()
    // The next association shows that the study is free.
    await sendFiles(listening.port, [image(3).file], (file) => stored.push(file))
    await nothingWaits()
    await listening.stop()
    tally.lost += stored.length - (await pixelsInStudy()).length
    expect(identified()).toEqual([])
    expect(tally).toEqual({ tried: 3, ...NOTHING_WRONG })
  })

  it.skipIf(!canMount)('is refused where the disk is full, and none of it half there', async () => {
    const tally = tallyOf('disk full while receiving by DICOM')
    const disk = smallDisk(at('disk'), '1m')
    try {
      const listening = await Listening.start(place.path, at('study'), at('disk/home'))
      const device = await RawDevice.call(listening.port)
      const statuses: (number | undefined)[] = []
      const stored = new Set<string>()
      disk.fill(64_000)
      for (let n = 0; n < 12; n++) {
        const { bytes, pixels } = image(n)
        const status = await device.store(bytes)
        statuses.push(status)
        if (status === 0) stored.add(pixels)
        tally.tried++
      }
      expect(new Set(statuses)).toEqual(new Set([0, 0xa700]))
      expect(listening.child.exitCode).toBeNull()
      disk.empty()
      expect(await device.store(image(0).bytes)).toBe(0)
      stored.add(image(0).pixels)
      await device.release()
      await expect.poll(() => waiting(at('disk/home')), { timeout: 20_000 }).toEqual([])
      await listening.stop()
      const there = await pixelsInStudy()
      tally.lost += [...stored].filter((pixels) => !there.includes(pixels)).length
      tally.lost += there.filter((pixels) => !stored.has(pixels)).length
    } finally {
      disk.remove()
    }
    expect(tally).toEqual({ tried: 12, ...NOTHING_WRONG })
  })

  it('is whole where the association is cut in the middle of a file', { timeout: 120_000 }, async () => {
    const cuts = times(6, 60)
    const tally = tallyOf('association cut while receiving by DICOM')
    const listening = await Listening.start(place.path, at('study'))
    const stored = new Set<string>()
    const random = streamFor(16, 'cuts')
    for (let n = 0; n < cuts; n++) {
      const [whole, half] = [image(2 * n), image(2 * n + 1)]
      const device = await RawDevice.call(listening.port)
      if ((await device.store(whole.bytes)) === 0) stored.add(whole.pixels)
      device.storeBegin(half.bytes, 2)
      device.data(half.bytes.subarray(400, 400 + Math.floor(random() * 6000)), false)
      await pause(random() * 20)
      device.cut()
      tally.tried++
    }
    await nothingWaits()
    await listening.stop()
    const there = await pixelsInStudy()
    tally.lost += [...stored].filter((pixels) => !there.includes(pixels)).length
    tally.lost += there.filter((pixels) => !stored.has(pixels)).length
    expect(stored.size).toBe(cuts)
    expect(identified()).toEqual([])
    expect(filesBelow(at('home')).filter((path) => path.endsWith('.coming'))).toEqual([])
    expect(tally).toEqual({ tried: cuts, ...NOTHING_WRONG })
  })
})
