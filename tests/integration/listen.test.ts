import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Receiving } from '../../src/main/engine/receiving/Receiving.ts'
import { ReceivingService } from '../../src/main/engine/receiving/ReceivingService.ts'
import { type Listener, listenForDicom } from '../../src/main/server/dicomListener.ts'
import { dicomImage } from '../support/dicom.ts'
import { importing } from '../support/importing.ts'
import { filesBelow, hasDcmtk } from '../support/listening.ts'
import { RawDevice } from '../support/RawDevice.ts'
import { run } from '../support/run.ts'

/** What happens in the background happens soon, even where others use the machine. */
const SOON = { timeout: 20_000 }

const here = importing(['normal', 'lesion'])
const { at } = here
let receiving: Receiving
let listener: Listener
let received: number[]
let refused: string[]
let waits: string[]
let troubles: string[]

beforeEach(async () => {
  received = []
  troubles = []
  refused = []
  waits = []
  receiving = await begin()
  listener = await listenForDicom({
    host: '127.0.0.1',
    port: 0,
    aeTitle: 'LOCO',
    callers: ['ENDO1'],
    onTrouble: (message) => troubles.push(message),
    receiving,
  })
  mkdirSync(at('files'))
  for (let n = 0; n < 3; n++) writeFileSync(at(`files/${n}.dcm`), image(n))
})
afterEach(async () => {
  await listener.close()
  await receiving.close()
})

function begin(): Promise<Receiving> {
  const deidentify = { keyFile: at('key'), passphrase: 'correct horse', text: false }
  return ReceivingService.open(at('received'), {
    againMs: 100,
    bring: (folder) => here.bring(folder, { layout: 'dicom', deidentify }),
    tell(news) {
      if (news.kind === 'imported') received.push(news.report.added)
      if (news.kind === 'refused') refused.push(...news.reasons.map(({ name }) => name))
      if (news.kind === 'waiting') waits.push(news.reason.name)
    },
  })
}

/** What a device does: echo, or send all files. */
const call = (program: string, caller: string, called: string, ...files: string[]) =>
  run(program, ['-aet', caller, '-aec', called, '127.0.0.1', String(listener.port), ...files])

describe.skipIf(!hasDcmtk)('a device', () => {
  it('is answered, and what it sends comes in under pseudonyms', async () => {
    expect(await call('echoscu', 'ENDO1', 'LOCO')).toBe(0)
    const files = [0, 1, 2].map((n) => at(`files/${n}.dcm`))
    expect(await call('storescu', 'ENDO1', 'LOCO', ...files)).toBe(0)
    await expect.poll(() => received, SOON).toEqual([3])
    expect(await call('storescu', 'ENDO1', 'LOCO', ...files)).toBe(0)
    await expect.poll(() => received, SOON).toEqual([3, 0])
    const [group] = here.study.index.all.groups
    expect(group?.patient).toMatch(/^P-[A-Z2-9]{8}$/)
    expect(troubles).toEqual([])
  })

  it('that is not known, or calls another, is sent away', async () => {
    expect(await call('storescu', 'STRANGER', 'LOCO', at('files/0.dcm'))).not.toBe(0)
    expect(await call('storescu', 'ENDO1', 'PACS', at('files/0.dcm'))).not.toBe(0)
    expect(received).toEqual([])
  })
})

describe('a sender', () => {
  it('of an image twice brings it once, and it waits in a folder of its owner alone', async () => {
    await here.engine.close()
    const first = await RawDevice.call(listener.port)
    const second = await RawDevice.call(listener.port)
    for (const device of [first, second]) expect(await device.store(image(0))).toBe(0)
    const waiting = filesBelow(at('received')).filter((path) => path.endsWith('.dcm'))
    expect(waiting).toHaveLength(1)
    const modes = [at('received'), dirname(waiting[0] ?? ''), waiting[0] ?? ''].map(
      (path) => statSync(path).mode,
    )
    expect(modes.map((mode) => mode & 0o777)).toEqual([0o700, 0o700, 0o600])
    await here.engine.openStudy(at('study'))
    for (const device of [first, second]) await device.release()
    await expect.poll(() => received, SOON).toEqual([1])
  })

  it('is not told that an image arrived of which nothing came', async () => {
    const device = await RawDevice.call(listener.port)
    device.storeBegin(image(0))
    device.data(Buffer.alloc(1), false)
    device.cut()
    const other = await RawDevice.call(listener.port)
    other.storeBegin(image(0), 1, false)
    expect(await other.status()).toBe(0xc000)
    await other.release()
    expect(filesBelow(at('received')).filter((path) => path.endsWith('.dcm'))).toEqual([])
  })

  it('of a message longer than agreed, or of one without end, is sent away', async () => {
    const boaster = await RawDevice.call(listener.port, { pdu: 0 })
    boaster.write(4, Buffer.alloc(100), 0xffff_fff0)
    expect(await boaster.status()).toBeUndefined()
    const talker = await RawDevice.call(listener.port)
    for (let n = 0; n < 200; n++) talker.values(Buffer.alloc(16_000), true, false)
    expect(await talker.status()).toBeUndefined()
    expect(troubles).toHaveLength(2)
    const device = await RawDevice.call(listener.port)
    expect(await device.store(image(0))).toBe(0)
    await device.release()
  })

  it('that is faster than the disk waits for it', async () => {
    const slow = { write: () => pause(20), keep: () => pause(0), drop: () => pause(0) }
    const delivery = { receive: () => Promise.resolve(slow), end: () => {} }
    const options = { host: '127.0.0.1', port: 0, aeTitle: 'LOCO', callers: [], onTrouble: () => {} }
    const other = await listenForDicom({ ...options, receiving: { begin: () => delivery } })
    const device = await RawDevice.call(other.port)
    device.storeBegin(image(0))
    device.data(Buffer.alloc(64e6), false)
    await pause(300)
    // The operating system's own buffers hold a few megabytes.
    expect(device.unsent).toBeGreaterThan(32e6)
    device.cut()
    await other.close()
  })
})

describe('what could not come in', () => {
  it('stays with its reason, which is told, and is tried again', async () => {
    const device = await RawDevice.call(listener.port)
    const odd = dicomImage('2.25.905', new Uint8Array(64 * 64 * 3), 64, [['00280100', 'US', 3]])
    expect(await device.store(odd)).toBe(0)
    expect(await device.store(image(1))).toBe(0)
    await device.release()
    await expect.poll(() => refused, SOON).toEqual(['dicomOtherPixels'])
    expect(received).toEqual([1])
    const left = filesBelow(at('received'))
    expect(left.filter((path) => path.endsWith('.dcm'))).toHaveLength(1)
    expect(readFileSync(left.find((path) => path.endsWith('reasons.json')) ?? '', 'utf8')).toMatch(
      /dicomOtherPixels/,
    )
    await receiving.close()
    receiving = await begin()
    await expect.poll(() => refused, SOON).toEqual(['dicomOtherPixels', 'dicomOtherPixels'])
  })

  it('comes in as soon as the study takes it', async () => {
    await here.engine.close()
    const device = await RawDevice.call(listener.port)
    expect(await device.store(image(1))).toBe(0)
    await device.release()
    await expect.poll(() => waits, SOON).toEqual(['noStudyOpen'])
    await here.engine.openStudy(at('study'))
    await expect.poll(() => received, SOON).toEqual([1])
    await expect
      .poll(() => filesBelow(at('received')).filter((path) => path.endsWith('.dcm')), SOON)
      .toEqual([])
  })

  it('is no business of a second receiver', async () => {
    await expect(begin()).rejects.toMatchObject({ reason: { name: 'receivesAlready' } })
  })
})

function image(n: number): Buffer {
  const pixels = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => 60 + ((i * (n + 5)) % 120))
  return dicomImage(`2.25.90${n}`, pixels, 64, [['00200013', 'IS', String(n + 1)]])
}
