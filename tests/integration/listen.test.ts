import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Listener, listenForDicom } from '../../src/main/server/dicomListener.ts'
import { dicomImage } from '../support/dicom.ts'
import { importing } from '../support/importing.ts'
import { run } from '../support/run.ts'

const hasDcmtk = spawnSync('storescu', ['--version']).status === 0

const here = importing(['normal', 'lesion'])
const { at } = here
let listener: Listener
let received: number[]
let troubles: string[]

beforeEach(async () => {
  received = []
  troubles = []
  const deidentify = { keyFile: at('key'), passphrase: 'correct horse', text: false }
  listener = await listenForDicom({
    host: '127.0.0.1',
    port: 0,
    aeTitle: 'LOCO',
    callers: ['ENDO1'],
    onTrouble: (message) => troubles.push(message),
    async onReceived(folder) {
      const report = await here.bring(folder, { layout: 'dicom', deidentify })
      received.push(report.added)
    },
  })
  mkdirSync(at('files'))
  for (let n = 0; n < 3; n++) writeFileSync(at(`files/${n}.dcm`), image(n))
})
afterEach(async () => {
  await listener.close()
})

/** What a device does: echo, or send all files. */
const call = (program: string, caller: string, called: string, ...files: string[]) =>
  run(program, ['-aet', caller, '-aec', called, '127.0.0.1', String(listener.port), ...files])

describe.skipIf(!hasDcmtk)('a device', () => {
  it('is answered, and what it sends comes in under pseudonyms', async () => {
    expect(await call('echoscu', 'ENDO1', 'LOCO')).toBe(0)
    const files = [0, 1, 2].map((n) => at(`files/${n}.dcm`))
    expect(await call('storescu', 'ENDO1', 'LOCO', ...files)).toBe(0)
    await expect.poll(() => received, { timeout: 10_000 }).toEqual([3])
    expect(await call('storescu', 'ENDO1', 'LOCO', ...files)).toBe(0)
    await expect.poll(() => received, { timeout: 10_000 }).toEqual([3, 0])
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

function image(n: number): Buffer {
  const pixels = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => 60 + ((i * (n + 5)) % 120))
  return dicomImage(`2.25.90${n}`, pixels, 64, [['00200013', 'IS', String(n + 1)]])
}
