import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeEach, describe, expect, it } from 'vitest'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { dicomImage } from '../support/dicom.ts'
import { importing } from '../support/importing.ts'
import { MASK_RULE } from '../support/maskRule.ts'
import { callIn } from '../support/me.ts'
import { writePairs } from '../support/TestStudy.ts'
import { saysWhat } from '../support/tally.ts'

const here = importing(['normal', 'lesion'])
const { at, bring } = here

beforeEach(async () => writePairs(at('data'), 2))

const reasonFor = (report: Awaited<ReturnType<typeof bring>>, name: string) =>
  report.rejected.find(({ path }) => path.endsWith(name))?.reason

/** A TIFF whose colour profile says that it is as long as two gigabytes. */
async function oddlyProfiled(): Promise<Buffer> {
  const picture = sharp({ create: { width: 60, height: 50, channels: 3, background: '#456' } })
  const tiff = await picture.withIccProfile('srgb').tiff({ compression: 'lzw' }).toBuffer()
  tiff.writeUInt32BE(0x7f3a0001, tiff.indexOf('acsp') - 36)
  return tiff
}

/** A file that begins as `head` and is as long, without taking up the disk. */
function sparse(path: string, head: Uint8Array, length: number): void {
  const file = openSync(path, 'w')
  writeSync(file, head)
  ftruncateSync(file, length)
  closeSync(file)
}

describe('one file that is out of order', () => {
  it('stays outside with a sentence, whatever is wrong with it, and the rest comes in', async () => {
    writeFileSync(at('data/images/nothing.png'), '')
    writeFileSync(at('data/images/odd.tif'), await oddlyProfiled())
    sparse(at('data/images/huge.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47]), 2.2e9)
    writeFileSync(at('data/masks/frame-01.png'), '')
    const report = await bring()
    expect(report).toMatchObject({ added: 2, masks: 1 })
    expect(report.rejected).toHaveLength(4)
    expect(reasonFor(report, 'nothing.png')?.name).toBe('fileEmpty')
    expect(reasonFor(report, 'huge.png')?.name).toBe('fileBeyondPixels')
    expect(reasonFor(report, 'masks/frame-01.png')?.name).toBe('fileEmpty')
    expect(report.rejected.filter(({ reason }) => !saysWhat(reason))).toEqual([])
    // A look at it says the same.
    const survey = await here.survey(at('data'))
    expect(survey.problems.map(({ path }) => path)).toContain(at('data/masks/frame-01.png'))
    expect(survey.frames).toHaveLength(5)
  })

  it('is read where it is a DICOM file of more than 2 GiB', async () => {
    mkdirSync(at('dicom'))
    const pixels = Uint8Array.from({ length: 60 * 50 * 3 }, (_, i) => (i * 13) % 256)
    const good = dicomImage('2.25.1', pixels, 60, [])
    writeFileSync(at('dicom/good.dcm'), good)
    sparse(at('dicom/huge.dcm'), good, 2 ** 31 + 4096)
    const deidentify = { keyFile: at('key'), passphrase: 'correct horse', text: false }
    const report = await bring(at('dicom'), { deidentify })
    // The same picture, with nothing behind it but holes.
    expect(report).toMatchObject({ added: 1, duplicates: 1, rejected: [] })
  })

  it('is told of in a sentence even where the program itself stumbles over it', async () => {
    const found = { patient: 'P', examination: '1', place: 0 }
    const stumbles = [
      new TypeError('x is not a function'),
      new RangeError('Array buffer allocation failed'),
      'text',
    ]
    for (const thrown of stumbles) {
      const read = () => Promise.reject(thrown)
      const { rejected } = await ImportService.readFound({ ...found, path: at('odd'), read }, MASK_RULE, {
        layout: 'auto',
      })
      expect(rejected).toHaveLength(1)
      expect(rejected.every(({ reason }) => saysWhat(reason))).toBe(true)
    }
  })

  it('whose device is called like something of the language comes in', async () => {
    await here.engine.close()
    const [image] = [join(at('data'), 'images/frame-00.png')]
    for (const device of ['constructor', '__proto__', 'toString']) {
      const found = { path: image, patient: 'P', examination: '1', place: 0, facts: { device } }
      const deidentify = { keyFile: '', passphrase: '', text: false }
      const { rejected } = await ImportService.readFound(found, MASK_RULE, { layout: 'auto', deidentify }, {})
      expect(rejected).toEqual([])
    }
  })
})

describe('a study that cannot take any more', () => {
  it('ends an import with a sentence where it is closed meanwhile', async () => {
    await writePairs(at('many'), 90)
    const call = callIn(here.study)
    const closeSoon = ({ done }: { done: number }) => {
      if (done === 3) void here.engine.close()
    }
    await expect(
      ImportService.importPaths(call, [at('many')], { layout: 'auto' }, closeSoon),
    ).rejects.toMatchObject({ code: 'NO_STUDY_OPEN', reason: { name: 'studyClosed' } })
  })
})
